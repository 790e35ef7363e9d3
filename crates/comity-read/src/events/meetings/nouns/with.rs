//! Who met whom, named beside the noun: "talks between A and B", "after a call with B", "negotiated by A and
//! B".

use super::{modifiers_start, planned_noun};
use crate::draft::{Draft, View};
use crate::events::meetings::{Encounter, clause_end, is_occasion, words_end};
use crate::events::several::together;
use crate::events::sides::{place, sides};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// "talks between A and B", "Initial meetings between A and B officials".
pub(super) fn between(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    for at in sentence.first..sentence.last {
        if view.page.tokens[at].quoted || !is_occasion(view, at) {
            continue;
        }
        let reach = (at + 9).min(sentence.last);
        let between = (at + 1..reach).find(|&i| matches!(view.page.word(i), "between" | "among"));
        let Some(between) = between.filter(|&b| {
            (at + 1..b).all(|i| {
                view.page.tokens[i].kind != Kind::Mark && !view.page.is(i, Class::AUX.or(Class::SAY))
            })
        }) else {
            continue;
        };
        let end = list_end(view, between + 1, sentence);
        let mut found = sides(view, draft, between + 1, end);
        if found.count(draft) < 2 {
            found.join(&together(view, draft, between + 1, end, sentence));
        }
        if found.count(draft) < 2 {
            continue;
        }
        let planned = planned_noun(view, at, sentence)?;
        let first = modifiers_start(view, at, sentence);
        let dated = view.page.dates_in(end, (end + 3).min(sentence.last)).first().map_or(end, |d| d.last);
        let last = dated.max(end);
        return Some(Encounter {
            sides: found,
            words: (first, last),
            planned,
            rule: "meeting:between",
            confidence: 0.85,
        });
    }
    None
}

/// "spoke after talks with B", "following a meeting with B", "in a call with B": with whom the subject met.
pub(super) fn talks_with(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    for at in sentence.first..sentence.last {
        // "After four hours with B": time spent with somebody.
        let time = page.is(at, Class::UNIT) && page.word(at + 1) == "with";
        if page.tokens[at].quoted || !(time || is_occasion(view, at)) || page.tokens[at].is_capital() {
            continue;
        }
        let with = (at + 1..(at + 5).min(sentence.last)).find(|&i| page.word(i) == "with");
        let low = at.saturating_sub(6).max(sentence.first);
        let led = (low..at).rev().find(|&i| leads_to_talks(view.page.word(i)));
        let (Some(with), Some(led)) = (with, led) else { continue };
        // "for talks with B" is where somebody goes, and needs to have come.
        let gone = page.word(led) != "for" || (sentence.first..led).any(|i| is_going(page.word(i)));
        let end = clause_end(view, with + 1, sentence);
        let mut found = sides(view, draft, with + 1, end);
        let objects = found.count(draft);
        let before = sides(view, draft, sentence.first, led);
        found.join(&before);
        let wish = planned_noun(view, at, sentence).is_none();
        if !gone || objects == 0 || found.count(draft) < 2 || wish {
            continue;
        }
        return Some(Encounter {
            sides: found,
            words: (led, words_end(view, with + 1, end)),
            planned: planned_noun(view, at, sentence).unwrap_or(false),
            rule: "meeting:with",
            confidence: 0.8,
        });
    }
    None
}

/// Words that lead to talks their subject took part in.
fn leads_to_talks(word: &str) -> bool {
    matches!(
        word,
        "after"
            | "After"
            | "following"
            | "Following"
            | "during"
            | "During"
            | "in"
            | "In"
            | "at"
            | "At"
            | "between"
            | "for"
            | "from"
            | "had"
            | "concluding"
            | "completing"
    )
}

/// Verbs of going somewhere.
fn is_going(word: &str) -> bool {
    matches!(
        word,
        "travel"
            | "fly"
            | "go"
            | "head"
            | "arrived"
            | "flew"
            | "travelled"
            | "traveled"
            | "returned"
            | "visited"
            | "came"
            | "went"
            | "was"
            | "is"
    )
}

/// "It was hammered out in a motel by A and B", "the deal was negotiated by A and B".
pub(super) fn settled_by(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let verb = (sentence.first..sentence.last).find(|&i| {
        !page.tokens[i].quoted
            && matches!(
                page.word(i),
                "hammered" | "negotiated" | "thrashed" | "worked" | "bargained" | "struck" | "initialled"
            )
            && i > sentence.first
            && page.is(i - 1, Class::AUX)
    })?;
    let by = (verb + 1..(verb + 12).min(sentence.last)).find(|&i| page.word(i) == "by")?;
    let end = clause_end(view, by + 1, sentence);
    let mut found = sides(view, draft, by + 1, end);
    if found.count(draft) < 2 {
        found.join(&together(view, draft, by + 1, end, sentence));
    }
    let low = verb.saturating_sub(3).max(sentence.first);
    let real = (low..verb).all(|i| !page.is(i, Class::MODAL.or(Class::NEG)));
    let settled =
        !page.dates_in(sentence.first, sentence.last).is_empty() || place_words(view, verb, sentence.last);
    (found.count(draft) >= 2 && real && settled).then(|| Encounter {
        sides: found,
        words: (verb, words_end(view, by + 1, end)),
        planned: false,
        rule: "meeting:settled",
        confidence: 0.75,
    })
}

/// "in a motel", "at the table": somewhere, named or not.
fn place_words(view: View<'_, '_>, first: usize, last: usize) -> bool {
    place(view, first, last).is_some()
        || (first..last).any(|i| {
            matches!(view.page.word(i), "in" | "at")
                && matches!(view.page.word(i + 1), "a" | "the")
                && view.page.tokens.get(i + 2).is_some_and(|t| t.is_word() && t.class.is_none())
        })
}

/// The end of a list of sides: a verb, a date, a place.
fn list_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            let inside = view.chunks.holding(i).is_some();
            token.is_mark(b'.')
                || token.is_mark(b';')
                || view.page.date_holding(i).is_some()
                || !inside
                    && (token.is(Class::AUX.or(Class::MODAL).or(Class::SAY).or(Class::HOLDVERB))
                        || token.is(Class::PREP) && !matches!(view.page.word(i), "of" | "to"))
        })
        .unwrap_or(sentence.last)
}
