//! Who acts before the verb, and where those words begin.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::sides::{Sides, sides};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// Who acts before the verb, and where those words begin: the list that ends right before it.
pub(super) fn subject_sides(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    verb: usize,
    sentence: Sentence,
) -> (usize, Sides) {
    let page = view.page;
    if let Some(who) = relative_before(view, verb, sentence) {
        let mut before = view.chunks.within(sentence.first, who).iter().rev().filter(|c| c.last <= who);
        let owner = before.next().copied();
        // "Arthur Lindgren of Castellan Advisers, who saw": the person, not what comes after "of".
        let of = owner.filter(|c| !matches!(c.what, What::Person(_))).and_then(|c| {
            let person = before.next().filter(|p| matches!(p.what, What::Person(_)))?;
            let of = c.first.checked_sub(1)?;
            (page.word(of) == "of" && person.last == of).then_some(*person)
        });
        if let Some(person) = of {
            return (person.first, sides(view, draft, person.first, person.last));
        }
        if let Some(chunk) = owner.filter(|c| who - c.last <= 1) {
            return (chunk.first, sides(view, draft, chunk.first, who));
        }
    }
    let mut start = verb;
    // Back to the last clause boundary: a verb of saying, a "that", a semicolon.
    while start > sentence.first {
        let token = &page.tokens[start - 1];
        let boundary = token.is_mark(b';')
            || token.is_mark(b':')
            || token.kind == Kind::Quote
            || matches!(
                page.word(start - 1),
                "that"
                    | "when"
                    | "When"
                    | "while"
                    | "after"
                    | "After"
                    | "before"
                    | "because"
                    | "where"
                    | "but"
            )
            || token.is(Class::SAY)
                && !token.is(Class::OFFICE.or(Class::DOCNOUN))
                && view.chunks.holding(start - 1).is_none();
        if boundary {
            break;
        }
        start -= 1;
    }
    (start, sides(view, draft, start, verb))
}

/// The "who" right before a verb: "Zgraggen, who met X in Brussels".
fn relative_before(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<usize> {
    let mut at = verb;
    while at > sentence.first && view.page.is(at - 1, Class::AUX.or(Class::ADV).or(Class::MODAL)) {
        at -= 1;
    }
    (at > sentence.first && matches!(view.page.word(at - 1), "who" | "which")).then(|| at - 1)
}

/// Where the words of the encounter begin: with the last one named before the verb, and the list they stand in.
pub(super) fn words_start(view: View<'_, '_>, start: usize, at: usize, sentence: Sentence) -> usize {
    let first = view
        .chunks
        .within(start, at)
        .iter()
        .rev()
        .find(|c| c.through.max(c.last) <= at)
        .map_or(at, |c| c.first);
    group_start(view, first, sentence)
}

/// The start of the list a chunk stands in.
fn group_start(view: View<'_, '_>, at: usize, sentence: Sentence) -> usize {
    let mut start = at;
    for chunk in view.chunks.within(sentence.first, at).iter().rev() {
        let joined = (chunk.last..start)
            .all(|i| view.page.is_mark(i, b',') || matches!(view.page.word(i), "and" | "the"));
        if !joined {
            break;
        }
        start = chunk.first;
    }
    start
}
