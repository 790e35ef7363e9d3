//! Occasions told for themselves: "at a meeting on 10 March", "the talks resumed on Saturday", "the next
//! round will be in Tirana".

use super::{modifiers_start, planned_noun};
use crate::draft::{Draft, View};
use crate::events::meetings::{Encounter, is_occasion, words_end};
use crate::events::several::{main_parties, together};
use crate::events::sides::{Sides, place, sides};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// "At a preparatory meeting on March 10, experts from the three countries agreed", "after a weekend of talks in X".
pub(super) fn at_occasion(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    sentence: Sentence,
) -> Option<Encounter> {
    let page = view.page;
    for at in sentence.first..sentence.last {
        if page.tokens[at].quoted || !is_occasion(view, at) || page.tokens[at].is_capital() {
            continue;
        }
        let led = led_by(view, at, sentence);
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

/// The word before an occasion that says somebody was there: "at", "after", "were in Geneva for".
fn led_by(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<usize> {
    let page = view.page;
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
    led.or(came)
}

/// "The talks resumed on Saturday", "the second round ended on Friday", "a session is due in London": of the sides named, or of the talks.
pub(super) fn session(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let noun = (sentence.first..sentence.last).find(|&i| {
        let body = matches!(page.word(i), "commission" | "sitting" | "committee" | "table");
        (is_occasion(view, i) || body)
            && !page.tokens[i].quoted
            && (!page.tokens[i].is_capital() || i == sentence.first)
    })?;
    let verb = (noun + 1..(noun + 12).min(sentence.last)).find(|&i| happens(view, i))?;
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

/// "resumed", "ended", "is on Tuesday", "was the first": what an occasion does.
fn happens(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    // "The seventh session is on Tuesday".
    let is = matches!(page.word(at), "is" | "was")
        && matches!(page.word(at + 1), "on" | "at" | "in")
        && (at + 1..at + 4).any(|j| page.date_holding(j).is_some());
    let first = matches!(page.word(at), "is" | "was")
        && page.word(at + 1) == "the"
        && matches!(page.word(at + 2), "first" | "second" | "third" | "fourth" | "last" | "latest");
    is || first
        || page.is(at, Class::HAPPENED)
            && (page.word(at) != "place"
                || matches!(page.word(at - 1), "took" | "take" | "takes" | "taking" | "taken"))
}

/// "The next meeting will be held in Tirana on 30 September", "at the next round in Vancouver, which starts July 24":
/// the sides of the meeting before.
pub(super) fn next_one(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
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
