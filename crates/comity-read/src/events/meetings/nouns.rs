//! Meetings told by a noun: "talks between A and B", "a call with B", "the second round ended on Friday".

use super::super::several::{main_parties, together};
use super::super::sides::{Sides, place, sides};
use super::{Encounter, clause_end, is_occasion, words_end};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

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

/// "talks between A and B", "Initial meetings between A and B officials".
fn between(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
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
fn talks_with(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    for at in sentence.first..sentence.last {
        // "After four hours with B": time spent with somebody.
        let time = page.is(at, Class::UNIT) && page.word(at + 1) == "with";
        if page.tokens[at].quoted || !(time || is_occasion(view, at)) || page.tokens[at].is_capital() {
            continue;
        }
        let with = (at + 1..(at + 5).min(sentence.last)).find(|&i| page.word(i) == "with");
        let low = at.saturating_sub(6).max(sentence.first);
        let led = (low..at).rev().find(|&i| {
            matches!(
                page.word(i),
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
        });
        let (Some(with), Some(led)) = (with, led) else { continue };
        // "for talks with B" is where somebody goes, and needs to have come.
        let gone = page.word(led) != "for"
            || (sentence.first..led).any(|i| {
                matches!(
                    page.word(i),
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
            });
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

/// "It was hammered out in a motel by A and B", "the deal was negotiated by A and B".
fn settled_by(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
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

/// "At a preparatory meeting on March 10, experts from the three countries agreed", "after a weekend of talks in X".
fn at_occasion(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    for at in sentence.first..sentence.last {
        if page.tokens[at].quoted || !is_occasion(view, at) || page.tokens[at].is_capital() {
            continue;
        }
        let low = at.saturating_sub(6).max(sentence.first);
        let led = (low..at).rev().find(|&i| {
            matches!(
                page.word(i),
                "At" | "at" | "During" | "during" | "After" | "after" | "Following" | "following"
            )
        });
        // "were in Geneva for a second round of talks", "eleven hours of talks": those who came met.
        let came = (low..at).rev().find(|&i| {
            page.word(i) == "for"
                && (sentence.first..i).any(|j| {
                    matches!(page.word(j), "were" | "was" | "arrived" | "came" | "gathered" | "flew" | "are")
                })
                || page.word(i) == "of" && i > low && page.is(i - 1, Class::UNIT)
        });
        let led = led.or(came);
        let Some(led) = led.filter(|&l| {
            (l + 1..at).all(|i| {
                (page.tokens[i].is_word() || page.tokens[i].kind == Kind::Number)
                    && (!page.is(i, Class::PREP) || page.word(i) == "of")
            })
        }) else {
            continue;
        };
        if matches!(page.word(at), "conference" | "conversation" | "visit" | "audience")
            && page.word(at - 1) != "joint"
        {
            continue;
        }
        // It must say when, where or how long, or it is no meeting of its own.
        let lasting =
            (led..at).any(|i| page.is(i, Class::UNIT.or(Class::DAYPART)) || page.word(i).contains("-day"));
        let dated = lasting || !page.dates_in(sentence.first, sentence.last).is_empty();
        let mut found = sides(view, draft, sentence.first, sentence.last);
        if found.count(draft) < 2 {
            found.join(&together(view, draft, sentence.first, sentence.last, sentence));
        }
        let both = (sentence.first..sentence.last).any(|i| page.word(i) == "both");
        if found.count(draft) < 2 && (lasting || both) && view.page.of_talks {
            main_parties(view, draft, 2).into_iter().for_each(|party| found.add_party(party));
        }
        let Some(planned) = planned_noun(view, at, sentence) else { continue };
        if !dated && place(view, at, sentence.last).is_none() || found.count(draft) < 2 {
            continue;
        }
        let last = words_end(view, at + 1, (at + 8).min(sentence.last)).max(at + 1);
        return Some(Encounter {
            sides: found,
            words: (led, last),
            planned,
            rule: "meeting:at",
            confidence: 0.78,
        });
    }
    None
}

/// "The talks resumed on Saturday", "the second round ended on Friday", "a session is due in London": of the sides named, or of the talks.
fn session(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let noun = (sentence.first..sentence.last).find(|&i| {
        let body = matches!(page.word(i), "commission" | "sitting" | "committee" | "table");
        (is_occasion(view, i) || body)
            && !page.tokens[i].quoted
            && (!page.tokens[i].is_capital() || i == sentence.first)
    })?;
    let verb = (noun + 1..(noun + 12).min(sentence.last)).find(|&i| {
        // "The seventh session is on Tuesday".
        let is = matches!(page.word(i), "is" | "was")
            && matches!(page.word(i + 1), "on" | "at" | "in")
            && (i + 1..i + 4).any(|j| page.date_holding(j).is_some());
        let first = matches!(page.word(i), "is" | "was")
            && page.word(i + 1) == "the"
            && matches!(page.word(i + 2), "first" | "second" | "third" | "fourth" | "last" | "latest");
        is || first
            || page.is(i, Class::HAPPENED)
                && (page.word(i) != "place"
                    || matches!(page.word(i - 1), "took" | "take" | "takes" | "taking" | "taken"))
    })?;
    let clear = (noun + 1..verb).all(|i| {
        !page.is(i, Class::SAY.or(Class::NEG))
            && !page.tokens[i].quoted
            && (!is_occasion(view, i) || i == noun)
    });
    let settled = !page.dates_in(noun, sentence.last).is_empty();
    let mut found = sides(view, draft, sentence.first, verb);
    if page.word(verb) == "followed"
        && let Some(last) = draft.reading.meetings.last()
    {
        // "A second session followed on Monday, with C": those of the one before, and whoever is named.
        let before = Sides {
            holders: last.participants.clone(),
            parties: last.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect(),
        };
        found = sides(view, draft, sentence.first, sentence.last);
        found.join(&before);
    }
    if found.count(draft) < 2 {
        found = together(view, draft, sentence.first, verb, sentence);
    }
    if found.count(draft) < 2 && view.page.of_talks {
        main_parties(view, draft, 2).into_iter().for_each(|party| found.add_party(party));
    }
    let planned = planned_noun(view, noun, sentence)?;
    let future = matches!(
        page.word(verb),
        "due" | "scheduled" | "planned" | "starts" | "begins" | "opens" | "resumes"
    );
    if !clear || !settled || found.count(draft) < 2 {
        return None;
    }
    let last = words_end(view, verb + 1, (verb + 8).min(sentence.last)).max(verb + 1);
    let first = modifiers_start(view, noun, sentence);
    Some(Encounter {
        sides: found,
        words: (first, last),
        planned: planned || future,
        rule: "meeting:session",
        confidence: 0.72,
    })
}

/// "The next meeting will be held in Tirana on 30 September", "at the next round in Vancouver, which starts July 24":
/// the sides of the meeting before.
fn next_one(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let next = (sentence.first..sentence.last).find(|&i| {
        page.is(i, Class::NEXT)
            && !page.tokens[i].quoted
            && (i + 1..(i + 4).min(sentence.last)).any(|j| is_occasion(view, j) || page.word(j) == "sitting")
    })?;
    let noun = (next + 1..(next + 4).min(sentence.last))
        .find(|&i| is_occasion(view, i) || page.word(i) == "sitting")?;
    let announced = (next.saturating_sub(3).max(sentence.first)..sentence.last).any(|i| {
        matches!(
            page.word(i),
            "pencilled"
                | "penciled"
                | "booked"
                | "slated"
                | "arranged"
                | "will"
                | "planned"
                | "scheduled"
                | "due"
                | "set"
                | "expected"
                | "starts"
                | "begins"
                | "opens"
                | "fixed"
                | "agreed"
        ) || matches!(page.word(i), "is" | "are" | "was") && matches!(page.word(i + 1), "to" | "due")
    }) || page.is_mark(noun + 1, b':');
    let dated = !page.dates_in(noun, sentence.last).is_empty() || place(view, noun, sentence.last).is_some();
    let denied = (next..sentence.last.min(noun + 12)).any(|i| page.is(i, Class::NEG) || page.word(i) == "no");
    if !announced || !dated || denied || page.is(next.wrapping_sub(1), Class::NEG) {
        return None;
    }
    let named = sides(view, draft, noun, sentence.last);
    let mut found = if named.count(draft) >= 2 { named } else { before(view, draft)? };
    if found.count(draft) < 2 {
        found = sides(view, draft, sentence.first, sentence.last);
    }
    if found.count(draft) < 2 {
        return None;
    }
    let last = words_end(view, noun + 1, sentence.last).max(noun + 1);
    Some(Encounter {
        sides: found,
        words: (next, last),
        planned: true,
        rule: "meeting:next",
        confidence: 0.75,
    })
}

/// The sides of the last meeting told, or of the talks.
fn before(view: View<'_, '_>, draft: &Draft<'_>) -> Option<Sides> {
    let meetings = &draft.reading.meetings;
    let met = meetings.iter().rev().find(|m| !m.planned).or(meetings.last());
    let count = met.map_or(2, |m| m.parties.len().max(2));
    let main = if view.page.of_talks { main_parties(view, draft, count) } else { Vec::new() };
    if !main.is_empty() {
        return Some(Sides { holders: Vec::new(), parties: main });
    }
    if let Some(met) = met {
        return Some(Sides {
            holders: met.participants.clone(),
            parties: met.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect(),
        });
    }
    let mut found = Sides::default();
    main_parties(view, draft, 2).into_iter().for_each(|party| found.add_party(party));
    (!found.parties.is_empty()).then_some(found)
}
