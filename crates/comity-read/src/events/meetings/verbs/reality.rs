//! Whether the encounter took place or is announced; wishes, refusals and conditions are neither.

use crate::draft::View;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// Whether the encounter took place, or is announced; wishes, refusals and conditions are neither.
pub(super) fn held_or_planned(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<bool> {
    let page = view.page;
    let low = verb.saturating_sub(7).max(sentence.first);
    let low = (low..verb)
        .rev()
        .find(|&i| page.is_mark(i, b';') || page.tokens[i].kind == Kind::Quote)
        .map_or(low, |i| i + 1);
    let mut planned = false;
    for at in low..verb {
        let word = page.word(at);
        if page.is(at, Class::NEG) || page.is(at, Class::UNREAL) {
            return None;
        }
        if word == "would" {
            // "They agreed that the negotiators would meet in Casablanca": announced; otherwise only thought of.
            let settled = !page.dates_in(verb, sentence.last).is_empty();
            if !(is_agreed(view, sentence.first, at) && settled) {
                return None;
            }
            planned = true;
        }
        planned |= matches!(
            word,
            "will"
                | "shall"
                | "due"
                | "scheduled"
                | "plan"
                | "plans"
                | "planned"
                | "expected"
                | "set"
                | "agreed"
                | "about"
        ) || matches!(word, "is" | "are" | "was" | "were") && page.word(at + 1) == "to";
    }
    let infinitive = verb > sentence.first && page.word(verb - 1) == "to";
    if infinitive && !planned && !went(view, verb, sentence) {
        return None;
    }
    Some(planned)
}

/// Whether somebody said or agreed it before.
fn is_agreed(view: View<'_, '_>, first: usize, last: usize) -> bool {
    (first..last).any(|i| {
        matches!(
            view.page.word(i),
            "agreed" | "announced" | "confirmed" | "said" | "decided" | "added" | "told" | "scheduled"
        )
    })
}

/// "drove up the valley to see B", "sat down on a cooler to talk with B": who went there met.
fn went(view: View<'_, '_>, verb: usize, sentence: Sentence) -> bool {
    (verb.saturating_sub(14).max(sentence.first)..verb).any(|i| {
        matches!(
            view.page.word(i),
            "drove"
                | "driven"
                | "flew"
                | "flown"
                | "travelled"
                | "traveled"
                | "walked"
                | "went"
                | "came"
                | "rode"
                | "crossed"
                | "sat"
                | "drives"
                | "arrived"
                | "slipped"
                | "dropped"
                | "stopped"
                | "hurried"
                | "returned"
        )
    })
}
