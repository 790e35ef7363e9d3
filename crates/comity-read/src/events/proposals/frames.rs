//! Proposals told without a noun of proposing, or with the author between noun and verb: "offered to extend the deal",
//! "proposed that fees be based on days", "A and B exchanged drafts", "the paper Ankara circulated", "gave it to both".

use super::whose::{author_of, recipient_after, recipient_at, side_before};
use super::{Found, time};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::sides::sides;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::Holder;

/// The proposals a sentence tells by a verb alone.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Vec<Found> {
    let mut found = Vec::new();
    for at in sentence.first..sentence.last {
        if view.page.tokens[at].quoted || view.page.tokens[at].is_capital() {
            continue;
        }
        match view.page.word(at) {
            "proposed" | "proposes" | "proposing" | "suggested" => {
                found.extend(proposed(view, draft, at, sentence))
            }
            "offered" | "offers" | "offering" => found.extend(offered(view, draft, at, sentence)),
            "exchanged" | "swapped" | "traded" => found.extend(exchanged(view, draft, at, sentence)),
            "gave" | "handed" | "sent" | "circulated" | "presented" | "submitted" | "put" | "transmitted"
            | "tabled" | "delivered" | "passed" => found.extend(gave_it(view, draft, at, sentence)),
            _ => {}
        }
        if matches!(view.page.word(at), "tabled" | "floated" | "unveiled" | "circulated") {
            found.extend(tabled(view, draft, at, sentence));
        }
    }
    found
}

/// "Norway tabled a sharing key": what is tabled is a proposal, whatever it is called.
fn tabled(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<Found> {
    let page = view.page;
    let known = (at + 1..(at + 9).min(sentence.last)).any(|i| page.is(i, Class::OFFER.or(Class::PAPER)));
    let object = page.is(at + 1, Class::DET)
        || page.tokens.get(at + 1).is_some_and(|t| t.is_word() && t.class.is_none());
    let motion = (at + 1..at + 5)
        .any(|i| matches!(page.word(i), "motion" | "question" | "questions" | "nothing" | "no"));
    if known || !object || motion || !is_told(view, at, sentence) || !page.of_talks {
        return None;
    }
    let author = actor(view, draft, at, sentence)?;
    Some(Found {
        words: (at, matter_end(view, at + 1, sentence)),
        author: Some(author),
        recipient: recipient_after(view, draft, at + 1, sentence),
        when: time(view, sentence, at),
        rule: "proposal:tabled",
        confidence: 0.76,
    })
}

/// "The proposal came from Chile", "the draft on the table is Norway's": whose it is, said behind the noun.
pub(super) fn said_behind(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let verb = (words.1..(words.1 + 7).min(sentence.last))
        .find(|&i| matches!(page.word(i), "came" | "comes" | "stems" | "originated" | "is" | "was"))?;
    let clear = (words.1..verb).all(|i| page.tokens[i].is_word() && !page.is(i, Class::SAY.or(Class::MODAL)));
    let copula = matches!(page.word(verb), "is" | "was");
    let at = if copula { verb + 1 } else { verb + 2 };
    let from = copula || page.word(verb + 1) == "from";
    let the = usize::from(page.word(at) == "the");
    let mention = view.chunks.parties_within(at + the, at + the + 1).first().copied()?;
    let owner = !copula
        || page.tokens.get(mention.last).is_some_and(|t| t.kind == crate::token::Kind::Possessive)
            && page.tokens.get(mention.last + 1).is_none_or(|t| !t.is_word());
    (clear && from && owner && page.is(noun, Class::OFFER)).then(|| Found {
        words: (words.0, mention.last),
        author: Some(Holder::Party(draft.party(mention.party))),
        recipient: None,
        when: None,
        rule: "proposal:from",
        confidence: 0.78,
    })
}

/// Whether a verb is in the active voice and tells what happened: no passive, no denial, no thought of it only.
fn is_told(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let page = view.page;
    let passive = at > sentence.first
        && (page.is(at - 1, Class::AUX) && !matches!(page.word(at - 1), "has" | "have" | "had")
            || page.word(at - 1) == "been");
    let low = at.saturating_sub(3).max(sentence.first);
    let denied = (low..at).any(|i| page.is(i, Class::NEG.or(Class::MODAL)) || page.word(i) == "to");
    let participle = page.word(at + 1) == "by" || at > sentence.first && page.is(at - 1, Class::DET);
    !passive && !denied && !participle
}

/// Who acts, when it is a person, a party or a body and that is sure.
fn actor(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<Holder> {
    if let Some(holder) = side_before(view, draft, at, sentence) {
        return Some(holder);
    }
    let (chunk, sure) = view.subject_of(at, sentence.first)?;
    let somebody = matches!(
        view.chunks.list[chunk].what,
        What::Person(_) | What::Party | What::Organisation | What::Collective | What::Office
    ) || view.page.is(view.chunks.list[chunk].first, Class::IT.or(Class::THEY));
    view.holder_through(draft, chunk).filter(|_| somebody && sure > 0.6)
}

/// The end of the words that say what is proposed.
fn matter_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| view.page.is_mark(i, b',') || view.page.is_mark(i, b'.') || view.page.is_mark(i, b';'))
        .unwrap_or(sentence.last)
}

/// "He proposed that fees be based on days", "has proposed a local truce", "suggested to the two sides a price".
fn proposed(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<Found> {
    let page = view.page;
    if !is_told(view, at, sentence) {
        return None;
    }
    let noun = (at + 1..(at + 8).min(sentence.last)).any(|i| page.is(i, Class::OFFER));
    // "suggested that" is an opinion more often than a proposal; "suggested to both sides" is one.
    let gerund = page.word(at + 1).ends_with("ing") && page.of_talks && page.word(at + 1).len() > 5;
    let suggested = page.word(at) == "suggested" && !gerund;
    let to = suggested && page.word(at + 1) == "to" && recipient_at(view, draft, at + 2).is_some();
    let end = matter_end(view, at + 1, sentence);
    if noun || suggested && !to || end <= at + 2 {
        return None;
    }
    let author = actor(view, draft, at, sentence)?;
    let recipient = recipient_after(view, draft, at + 1, sentence);
    Some(Found {
        words: (at, end),
        author: Some(author),
        recipient,
        when: time(view, sentence, at),
        rule: "proposal:that",
        confidence: 0.75,
    })
}

/// "has offered to extend the deal", "offered the Nation a royalty of 2 per cent", "had offered a 4 percent rise".
fn offered(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<Found> {
    let page = view.page;
    if !is_told(view, at, sentence) || !page.of_talks {
        return None;
    }
    let end = matter_end(view, at + 1, sentence);
    let comfort = (at + 1..end.min(at + 7)).any(|i| page.is(i, Class::NO_OFFER));
    let noun = (at + 1..(at + 6).min(sentence.last)).any(|i| page.is(i, Class::OWN_OFFER));
    if comfort
        || noun
        || end <= at + 2
        || page.is(at + 1, Class::THIRD.or(Class::FIRST)) && page.word(at + 1) != "them"
    {
        return None;
    }
    let author = actor(view, draft, at, sentence)?;
    let sided = match author {
        Holder::Person(person) => {
            draft.people.list.get(person as usize).is_some_and(|p| p.party.is_some() || p.office.is_some())
        }
        Holder::Party(_) => true,
        Holder::Source(_) => draft.party_of(author).is_some(),
    };
    let recipient = recipient_at(view, draft, at + 1);
    sided.then_some(Found {
        words: (at, end),
        author: Some(author),
        recipient,
        when: time(view, sentence, at),
        rule: "proposal:offered",
        confidence: 0.76,
    })
}

/// "Japan and Mercosur exchanged offers": one of each.
fn exchanged(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Vec<Found> {
    let papers = (at + 1..(at + 5).min(sentence.last))
        .any(|i| view.page.is(i, Class::OFFER) && view.page.word(i).ends_with('s'));
    if !papers || !is_told(view, at, sentence) {
        return Vec::new();
    }
    let both = sides(view, draft, sentence.first, at);
    let when = time(view, sentence, at);
    let entry = |party: u32| Found {
        words: (at, (at + 3).min(sentence.last)),
        author: Some(Holder::Party(party)),
        recipient: None,
        when,
        rule: "proposal:exchanged",
        confidence: 0.78,
    };
    let parties: Vec<u32> = both.parties.iter().map(|&party| draft.party(party)).collect();
    if parties.len() == 2 { parties.into_iter().map(entry).collect() } else { Vec::new() }
}

/// "The mayor gave it to the other two", "Ankara circulated it to the downstream states": the paper spoken of before.
fn gave_it(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<Found> {
    let page = view.page;
    let it = matches!(page.word(at + 1), "it" | "them" | "this");
    let to =
        (at + 2..(at + 5).min(sentence.last)).find(|&i| matches!(page.word(i), "to" | "before" | "on"))?;
    let here = page.sentence_holding(sentence.first);
    let before = page.sentences.get(here.checked_sub(1)?)?;
    let spoken = (before.first..at).any(|i| page.is(i, Class::OFFER) && !page.tokens[i].quoted);
    if !it || !spoken || !is_told(view, at, sentence) {
        return None;
    }
    let author = author_of(view, draft, at, sentence)?;
    let recipient = recipient_at(view, draft, to + 1);
    let table = page.word(to) == "on" && page.word(to + 2) == "table";
    (recipient.is_some() || table || page.word(to + 1) == "the").then_some(Found {
        words: (at, to + 1),
        author: Some(author),
        recipient,
        when: time(view, sentence, at),
        rule: "proposal:it",
        confidence: 0.78,
    })
}

/// "the draft it tabled on Monday", "the paper Ankara circulated": the author right behind the noun.
pub(super) fn reduced_relative(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let index = view.chunk_from(words.1)?;
    let chunk = view.chunks.list[index];
    let mut verb = chunk.last;
    while verb < sentence.last && page.is(verb, Class::AUX.or(Class::ADV)) {
        verb += 1;
    }
    let somebody = matches!(
        chunk.what,
        What::Person(_) | What::Party | What::Pronoun | What::Organisation | What::Collective
    );
    if !somebody || !super::is_presenting(view, verb) || page.is(verb - 1, Class::MODAL) {
        return None;
    }
    let author = view.holder_through(draft, index)?;
    Some(Found {
        words: (words.0, verb + 1),
        author: Some(author),
        recipient: recipient_after(view, draft, verb + 1, sentence),
        when: time(view, sentence, verb),
        rule: "proposal:which",
        confidence: 0.82,
    })
}
