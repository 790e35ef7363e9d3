//! What a sentence says of a meeting besides who took part, when and where: at what level, formal or not, to what
//! result.

use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Holder, Level, Span};

pub(super) fn formal_of(words: &str) -> Option<bool> {
    if ["informal", "dined", "dinner", "over lunch", "initial meetings"].iter().any(|w| words.contains(w)) {
        return Some(false);
    }
    ["formal", "session", "round", "summit"].iter().any(|w| words.contains(w)).then_some(true)
}

/// The level, by the highest office of those who took part.
pub(super) fn level_of(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    holders: &[Holder],
    words: (usize, usize),
) -> Option<Level> {
    let mut level: Option<Level> = None;
    let mut raise = |noun: &str| {
        let here = match noun {
            "president" | "premier" | "chancellor" | "king" | "queen" | "prime" | "presidents"
            | "leaders" => Level::Principals,
            "minister" | "ministers" | "secretary" => Level::Ministers,
            "officials" | "envoy" | "envoys" | "ambassador" | "negotiator" | "negotiators" | "director"
            | "adviser" | "experts" => Level::Officials,
            _ => return,
        };
        let rank = |l: Level| match l {
            Level::Principals => 2,
            Level::Ministers => 1,
            Level::Officials => 0,
        };
        if level.is_none_or(|l| rank(l) < rank(here)) {
            level = Some(here);
        }
    };
    for holder in holders {
        if let Holder::Person(person) = holder
            && let Some(somebody) = draft.people.list.get(*person as usize)
        {
            somebody.nouns.iter().for_each(|noun| raise(noun));
        }
    }
    (words.0..words.1).for_each(|i| raise(view.page.word(i)));
    level
}

/// A reported result: "agreed to establish a joint group" in the words after.
pub(super) fn result_of(view: View<'_, '_>, sentence: Sentence, from: usize) -> Option<Span> {
    let verb = (from..sentence.last).find(|&i| {
        matches!(view.page.word(i), "agreed" | "described" | "ended" | "failed")
            && !view.page.tokens[i].quoted
            && !view.page.is(i, Class::DET)
    })?;
    let end = (verb..sentence.last)
        .find(|&i| view.page.is_mark(i, b',') || view.page.is_mark(i, b'.'))
        .unwrap_or(sentence.last);
    (end > verb + 1).then(|| view.page.span(verb, end))
}
