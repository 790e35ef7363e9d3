//! Meetings told by a noun: "talks between A and B", "a call with B", "the second round ended on Friday".

mod occasion;
mod with;

use super::Encounter;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;
use occasion::{at_occasion, next_one, session};
use with::{between, settled_by, talks_with};

/// The encounter a sentence tells by a noun.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Vec<Encounter> {
    let found = between(view, draft, sentence)
        .or_else(|| talks_with(view, draft, sentence))
        .or_else(|| settled_by(view, draft, sentence))
        .or_else(|| at_occasion(view, draft, sentence))
        .or_else(|| next_one(view, draft, sentence))
        .or_else(|| session(view, draft, sentence));
    found.into_iter().collect()
}

/// Whether the sentence holds or announces the meeting its noun names; nothing for wishes.
fn planned_noun(view: View<'_, '_>, noun: usize, sentence: Sentence) -> Option<bool> {
    let page = view.page;
    let low = (sentence.first..noun)
        .rev()
        .find(|&i| page.is_mark(i, b';') || page.tokens[i].kind == Kind::Quote)
        .map_or(sentence.first, |i| i + 1);
    let low = low.max(noun.saturating_sub(14));
    let high = sentence.last.min(noun + 10);
    let denied = (noun..sentence.last).any(|i| {
        !page.tokens[i].quoted
            && matches!(page.word(i), "deny" | "denies" | "denied" | "denying" | "rumoured" | "rumored")
    });
    let wish = denied
        || (low..high).any(|i| !page.tokens[i].quoted && page.is(i, Class::WISH))
        || (noun + 1..high).any(|i| page.is(i, Class::NEG));
    let general = matches!(page.word(noun), "dialogue" | "contacts" | "audience" | "visit");
    let planned = (low..sentence.last).any(|i| {
        !page.tokens[i].quoted
            && (matches!(page.word(i), "will" | "scheduled" | "planned" | "due" | "upcoming" | "next")
                || matches!(page.word(i), "is" | "are") && page.word(i + 1) == "to")
    });
    (!wish && !general).then_some(planned)
}

fn modifiers_start(view: View<'_, '_>, noun: usize, sentence: Sentence) -> usize {
    let mut start = noun;
    while start > sentence.first {
        let token = &view.page.tokens[start - 1];
        let word = token.is_word()
            && !token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::SAY).or(Class::HOLDVERB));
        if !word || noun - start > 5 {
            break;
        }
        start -= 1;
    }
    start
}
