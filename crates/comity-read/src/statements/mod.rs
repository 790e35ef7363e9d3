//! Statements: quotations with their speakers, reported speech, and what both are about.

mod attribution;
mod changes;
mod contrast;
mod indirect;
mod setting;
mod stance;
mod sureness;

pub(crate) use attribution::Attribution;
pub(crate) use changes::find_changes;
pub(crate) use changes::find_shown;
pub(crate) use contrast::find_contrasts;
pub(crate) use stance::tone_of;
use sureness::sureness;

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::model::Judge;
use crate::quotes::Quotation;
use crate::reading::{Evidence, Holder, Span, Stance, StanceLabel, Statement, StatementKind};
use crate::token::Kind;

/// Quotations of fewer words need a cue: they may be mere names or scare quotes.
const FEW_WORDS: usize = 4;

/// What the last quotation leaves for the next.
#[derive(Clone, Copy)]
struct Carried {
    block: usize,
    last: usize,
    attribution: Attribution,
    speaker: Holder,
}

/// Finds the statements of a page.
pub(crate) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, judge: &dyn Judge) {
    find_direct(view, draft, judge);
    indirect::find(view, draft);
}

fn find_direct(view: View<'_, '_>, draft: &mut Draft<'_>, judge: &dyn Judge) {
    let mut carried: Option<Carried> = None;
    for quote in &view.page.quotes {
        let words = view.page.tokens[quote.first..=quote.last]
            .iter()
            .filter(|t| t.kind == Kind::Word || t.kind == Kind::Number)
            .count();
        let block = view.page.sentences[view.page.sentence_holding(quote.first)].block;
        let own = view.speaker_of(quote);
        let attributed = own.and_then(|a| Some((a, view.holder_through(draft, a.chunk)?)));
        let attributed = attributed.or_else(|| {
            let carried = carried.filter(|c| own.is_none() && continues(view, quote, c, block))?;
            Some((carried.attribution, carried.speaker))
        });
        let attributed = attributed.or_else(|| {
            let going_on = view.carried_on(quote).filter(|_| own.is_none())?;
            Some((going_on, view.holder_through(draft, going_on.chunk)?))
        });
        if let Some((attribution, speaker)) = attributed {
            carried = Some(Carried { block, last: quote.last, attribution, speaker });
        }
        let title = is_title(view, quote);
        if words < FEW_WORDS && (title || attributed.is_none_or(|(a, _)| a.confidence < 0.75)) {
            continue;
        }
        // A name in marks is nobody's words, unless the whole sentence is told after somebody.
        let told = attributed.filter(|(a, _)| !title || a.rule == "speaker:according-before");
        let told = told.map(|(a, s)| {
            let sure = || sureness(view, draft, quote, (a, s), own.is_none(), judge);
            (Attribution { confidence: if title { 0.45 } else { sure() }, ..a }, s)
        });
        let statement = direct(view, draft, quote, told);
        draft.reading.statements.push(statement);
    }
}

/// Whether a quotation without words of its own goes on from the one before.
fn continues(view: View<'_, '_>, quote: &Quotation, carried: &Carried, block: usize) -> bool {
    let between = view.chunks.within(carried.last + 1, quote.first);
    let newcomer = between.iter().enumerate().any(|(i, c)| {
        let speaker = view.chunks.list.get(carried.attribution.chunk).is_some_and(|s| s.first == c.first);
        let same = matches!((c.what, carried.speaker), (What::Person(a), Holder::Person(b)) if a == b);
        let _ = i;
        matches!(c.what, What::Person(_)) && !speaker && !same
    });
    let opens = view
        .page
        .sentences
        .get(view.page.sentence_holding(quote.first))
        .is_some_and(|s| s.first == quote.first);
    let sentence_same = view.page.sentence_holding(carried.last) == view.page.sentence_holding(quote.first);
    let whole_block = view
        .page
        .blocks
        .get(block)
        .is_some_and(|&(first, last)| first == quote.first && last == quote.last + 1);
    block == carried.block && (opens || sentence_same) && !newcomer
        || block == carried.block + 1 && whole_block && between.is_empty()
}

/// A name in quotation marks: `named "…"`, `book "…"`.
fn is_title(view: View<'_, '_>, quote: &Quotation) -> bool {
    const LEADS: [&str; 22] = [
        "named",
        "titled",
        "entitled",
        "book",
        "film",
        "movie",
        "song",
        "album",
        "game",
        "play",
        "series",
        "website",
        "campaign",
        "show",
        "operation",
        "slogan",
        "hashtag",
        "as",
        "known",
        "nicknamed",
        "exhibit",
        "program",
    ];
    let before = quote.first.checked_sub(1).map_or("", |i| view.page.word(i));
    let capitals = (quote.first + 1..quote.last).filter(|&i| view.page.tokens[i].is_word());
    let all_capital = capitals.clone().count() > 0
        && capitals
            .filter(|&i| !view.page.is(i, Class::PREP.or(Class::DET).or(Class::CONJ)))
            .all(|i| view.page.tokens[i].is_capital());
    LEADS.contains(&before) && all_capital
}

fn direct(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    quote: &Quotation,
    attributed: Option<(Attribution, Holder)>,
) -> Statement {
    let content = view.page.slice(quote.span);
    let cue_tokens = attributed.map(|(a, _)| a.cue);
    let question = cue_tokens.and_then(|_| view.question_before(quote.first));
    let label = stance::label(view, quote.first, content, cue_tokens, question);
    let mut statement = Statement {
        kind: StatementKind::Direct,
        speaker: attributed.map(|(_, speaker)| speaker),
        speaker_span: attributed.map(|(a, _)| view.chunk_span(a.chunk)),
        cue: cue_tokens.map(|(first, last)| view.page.span(first, last)),
        when: None,
        place: None,
        addressee: None,
        question,
        about: cue_tokens.and_then(|cue| view.about(cue, quote.first)),
        stance: Stance { label, target: None },
        earlier_parts: quote.parts.clone(),
        evidence: Evidence {
            span: quote.span,
            rule: attributed.map_or("quotation:open", |(a, _)| a.rule),
            confidence: attributed.map_or(0.5, |(a, _)| a.confidence),
        },
    };
    setting::fill(view, draft, quote.first, cue_tokens, &mut statement);
    stance::aim(view, draft, &mut statement);
    statement
}

impl View<'_, '_> {
    pub(crate) fn chunk_span(&self, chunk: usize) -> Span {
        let chunk = &self.chunks.list[chunk];
        self.page.span(chunk.first, chunk.last)
    }

    /// Who a chunk is; "they" and "it" lead back to the party or body last spoken of.
    pub(crate) fn holder_through(&self, draft: &mut Draft<'_>, chunk: usize) -> Option<Holder> {
        let found = &self.chunks.list[chunk];
        if found.what != What::Pronoun {
            return draft.holder(*self, found);
        }
        if self.page.is(found.first, Class::HE.or(Class::SHE)) {
            return None;
        }
        let sentence = self.page.sentence_holding(found.first);
        let block = self.page.sentences[sentence].block;
        let from = self.page.blocks[block].0;
        let wants = |what: What| {
            matches!(
                what,
                What::Collective | What::Party | What::Organisation | What::Unknown | What::Document
            )
        };
        let (low, _) = self.chunks.range(from, from);
        let earlier = &self.chunks.list[low..chunk];
        let found =
            earlier.iter().rposition(|c| wants(c.what) && crate::resolve::is_subject(self.page, c))?;
        draft.holder(*self, &self.chunks.list[low + found])
    }

    /// The question a quotation answers: `asked whether …, X replied`.
    fn question_before(&self, opening: usize) -> Option<Span> {
        let sentence = self.page.sentences.get(self.page.sentence_holding(opening))?;
        let asked = (sentence.first..opening)
            .find(|&i| matches!(self.page.word(i), "asked" | "Asked" | "pressed" | "Pressed"))?;
        let opens = asked == sentence.first
            || matches!(self.page.word(asked - 1), "When" | "when" | "was" | "If" | "being" | "Being");
        let start = (asked + 1..opening).find(|&i| {
            matches!(self.page.word(i), "whether" | "if" | "about" | "why" | "how" | "what" | "when")
        })?;
        let end = (start + 1..opening)
            .find(|&i| self.page.is_mark(i, b',') || self.page.is_mark(i, b'?'))
            .unwrap_or(opening);
        (opens && end > start + 1).then(|| self.page.span(start, end))
    }

    /// What a description is of: `described the talks as "…"`.
    fn about(&self, cue: (usize, usize), opening: usize) -> Option<Span> {
        if !self.page.is(cue.0, Class::DESCRIBE) || cue.1 >= opening {
            return None;
        }
        let end = (cue.1..opening).find(|&i| self.page.word(i) == "as").unwrap_or(opening);
        let words = (cue.1..end).filter(|&i| self.page.tokens[i].is_word()).count();
        ((1..=12).contains(&words)).then(|| self.page.span(cue.1, end))
    }

    /// Whether a stretch of tokens holds a word of a list, in small letters.
    pub(crate) fn has_word(&self, first: usize, last: usize, words: &[&str]) -> Option<usize> {
        (first..last.min(self.page.tokens.len()))
            .find(|&i| words.iter().any(|w| self.page.word(i).eq_ignore_ascii_case(w)))
    }
}

/// Whether a label stands against what it is about.
pub(crate) fn is_negative(label: StanceLabel) -> bool {
    matches!(label, StanceLabel::Opposes | StanceLabel::Criticises)
}
