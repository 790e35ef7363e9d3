//! How likely an attribution is right: the rule that made it is one sign among the words around.

use super::Attribution;
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::model::{Features, Judge, Question, bucket, text_hash, word_hash};
use crate::quotes::Quotation;
use crate::reading::Holder;

/// How likely the speaker found for a quotation is who said it; `carried` where the quotation before gave it.
pub(super) fn sureness(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    quote: &Quotation,
    (attribution, speaker): (Attribution, Holder),
    carried: bool,
    judge: &dyn Judge,
) -> f32 {
    let mut features = Features::default();
    let by = match speaker {
        Holder::Person(person) => draft.people.list[person as usize].name(),
        _ => view.page.slice(view.chunk_span(attribution.chunk)).to_owned(),
    };
    look(view, quote, attribution, carried, &mut features);
    if let Holder::Person(person) = speaker {
        let somebody = &draft.people.list[person as usize];
        features.value("named", bucket(somebody.mentions.len()));
        features.value("names", bucket(somebody.names.len()));
        features.value("office", somebody.office.is_some().into());
        features.value("party", somebody.party.is_some().into());
    }
    judge.judge(&Question::Said { quotation: quote.span, by: &by }, &features)
}

fn look(
    view: View<'_, '_>,
    quote: &Quotation,
    attribution: Attribution,
    carried: bool,
    features: &mut Features,
) {
    let page = view.page;
    let chunk = &view.chunks.list[attribution.chunk];
    let (cue, _) = attribution.cue;
    let rule = text_hash(attribution.rule);
    let rule_sure = (attribution.confidence * 50.0) as u32;
    let kind = match chunk.what {
        What::Person(_) if page.is(chunk.first, Class::HE.or(Class::SHE)) => 1,
        What::Person(_) | What::Name => 2,
        What::Office => 3,
        What::Pronoun => 4,
        What::Party => 5,
        What::Collective => 6,
        What::Organisation => 7,
        What::Document => 8,
        What::Unknown => 9,
    };
    features.note("bias");
    features.pair("rule", rule, carried.into());
    features.pair("rule.sure", rule, rule_sure);
    features.pair("rule.kind", rule, kind);
    features.value("kind", kind);
    features.value("cue", word_hash(page, cue));
    features.pair("cue.rule", word_hash(page, cue), rule);
    features.classes("cue.c", page, cue);
    let (low, high) = if chunk.first > cue { (cue, chunk.first) } else { (chunk.last, cue) };
    features.pair("apart", bucket(high.saturating_sub(low)), u32::from(chunk.first > cue));
    for at in low..high.min(low + 10) {
        features.value("between", word_hash(page, at));
        features.classes("between.c", page, at);
    }
    let before = cue < quote.first;
    let (from, to) = if before { (cue + 1, quote.first) } else { (quote.last + 1, cue) };
    features.pair("gap", bucket(to.saturating_sub(from)), u32::from(before));
    features.pair("gap.rule", bucket(to.saturating_sub(from)), rule);
    for at in from..to.min(from + 12) {
        features.value("gap.word", word_hash(page, at));
    }
    let (of_quote, of_chunk) = (page.sentence_holding(quote.first), page.sentence_holding(chunk.first));
    features.pair("sentences", bucket(of_quote.abs_diff(of_chunk)), rule);
    let blocks = page.sentences[of_quote].block.abs_diff(page.sentences[of_chunk].block);
    features.pair("blocks", bucket(blocks), rule);
    let sentence = page.sentences[of_chunk];
    let people = view.chunks.within(sentence.first, sentence.last).iter();
    let people = people.filter(|c| matches!(c.what, What::Person(_) | What::Name)).count();
    features.pair("people", bucket(people), rule);
    features.value("length", bucket((quote.last - quote.first) / 4));
    let led = chunk.first.checked_sub(1).filter(|&i| i >= sentence.first);
    features.value("led", led.map_or(1, |i| word_hash(page, i)));
    features.value("next", word_hash(page, chunk.last));
    features.value("before.quote", quote.first.checked_sub(1).map_or(1, |i| word_hash(page, i)));
    features.value("opens", u32::from(page.sentences[of_quote].first == quote.first));
    features.settle();
}
