//! Meetings: who met whom, when and where; held or announced. Wishes and refusals to meet are none.

mod nouns;
mod verbs;

use super::sides::{Sides, place};
use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, Level, Meeting, Span, When};
use crate::token::Kind;

/// A meeting as a rule found it.
struct Encounter {
    sides: Sides,
    /// The words it rests on, as a range of tokens.
    words: (usize, usize),
    planned: bool,
    rule: &'static str,
    confidence: f32,
}

/// Finds the meetings of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        let mut found = verbs::find(view, draft, sentence);
        let told: Vec<(usize, usize)> = found.iter().map(|e| e.words).collect();
        let nouns = nouns::find(view, draft, sentence);
        found.extend(nouns.into_iter().filter(|e| told.iter().all(|w| e.words.1 <= w.0 || w.1 <= e.words.0)));
        found.extend(held_at(view, draft, sentence));
        if found.is_empty() {
            note_other_mention(view, draft, sentence);
        }
        for encounter in found {
            enter(view, draft, sentence, encounter);
        }
    }
}

/// Minutes: "Held at the Custom House, Thursday 18 February": a sitting of those present.
fn held_at(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let opens = matches!(view.page.word(sentence.first), "Held" | "Date" | "Venue" | "Place" | "Sitting");
    let dated = !view.page.dates_in(sentence.first, sentence.last).is_empty();
    let parties: Vec<u16> =
        draft.reading.delegations.iter().filter_map(|d| draft.gazetteer_party(d.party)).collect();
    if !opens || !dated || parties.len() < 2 {
        return None;
    }
    Some(Encounter {
        sides: Sides { holders: Vec::new(), parties },
        words: (sentence.first, words_end(view, sentence.first + 1, sentence.last)),
        planned: false,
        rule: "meeting:minutes",
        confidence: 0.8,
    })
}

/// Whether a token names an occasion of meeting: "talks", "round", "call", "over lunch".
fn is_occasion(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    let token = match page.tokens.get(at) {
        Some(token) if token.is_word() => token,
        _ => return false,
    };
    token.is(Class::MEETNOUN)
        || matches!(
            page.word(at),
            "dinner" | "lunch" | "breakfast" | "call" | "teleconference" | "videoconference"
        ) && !matches!(page.word(at + 1), "for" | "on" | "upon")
}

/// Where the words about the encounter end: the clause.
fn clause_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            let also = view.page.word(i) == "and" && matches!(view.page.word(i + 1), "with" | ",");
            also || token.is_mark(b';')
                || token.is_mark(b'.')
                || token.kind == Kind::Quote
                || matches!(
                    view.page.word(i),
                    "who"
                        | "which"
                        | "that"
                        | "where"
                        | "while"
                        | "but"
                        | "after"
                        | "before"
                        | "as"
                        | "for"
                        | "to"
                        | "over"
                        | "about"
                ) && view.page.date_holding(i).is_none()
        })
        .unwrap_or(sentence.last)
}

/// The words the entry shows: up to the last name or date of the clause.
fn words_end(view: View<'_, '_>, from: usize, end: usize) -> usize {
    let chunk = view.chunks.within(from, end).iter().map(|c| c.last).max().unwrap_or(from);
    let date = view.page.dates_in(from, end).iter().map(|d| d.last).max().unwrap_or(from);
    chunk.max(date).max(from).min(end.max(from))
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence, encounter: Encounter) {
    let Encounter { sides, words, planned, rule, confidence } = encounter;
    let time = time_of(view, sentence, words);
    let place = place(view, words.0, sentence.last).or_else(|| place(view, sentence.first, words.0));
    let span = view.page.span(words.0, words.1);
    if let Some(index) = same_meeting(view, draft, &sides, time, planned, place) {
        draft.reading.meetings[index].others.push(span);
        let meeting = &mut draft.reading.meetings[index];
        meeting.when = meeting.when.or(time);
        meeting.place = meeting.place.or(place);
        return;
    }
    let lower = view.page.slice(view.page.span(sentence.first, sentence.last)).to_lowercase();
    let formal = formal_of(view.page.slice(span).to_lowercase().as_str());
    let level = level_of(view, draft, &sides, words);
    let parties = sides.parties.iter().map(|&party| draft.party(party)).collect();
    let mut participants = sides.holders.clone();
    for &party in &sides.parties {
        let represented = participants.iter().any(|&h| draft.party_of(h) == Some(party));
        if !represented {
            participants.push(Holder::Party(draft.party(party)));
        }
    }
    let result = result_of(view, sentence, words.1, &lower);
    let evidence = Evidence { span, rule, confidence };
    draft.reading.meetings.push(Meeting {
        participants,
        parties,
        when: time,
        place,
        level,
        formal,
        planned,
        result,
        others: Vec::new(),
        evidence,
    });
}

/// The date nearest to the words, in the sentence.
fn time_of(view: View<'_, '_>, sentence: Sentence, words: (usize, usize)) -> Option<When> {
    let dates = view.page.dates_in(sentence.first, sentence.last);
    let date = dates
        .iter()
        .find(|d| d.first >= words.0)
        .or_else(|| dates.iter().rev().find(|d| d.last <= words.0))?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}

/// The meeting already read that this one is: the same sides, no other day, no other place.
fn same_meeting(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    sides: &Sides,
    time: Option<When>,
    planned: bool,
    place: Option<Span>,
) -> Option<usize> {
    let words = |span: Span| view.page.slice(span).trim_start_matches("the ").to_lowercase();
    draft.reading.meetings.iter().rposition(|m| {
        let parties: Vec<u16> = m.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect();
        let shared = sides.parties.iter().filter(|p| parties.contains(p)).count();
        let same_sides = shared == parties.len().min(sides.parties.len()) && shared > 0
            || parties.is_empty() && sides.holders.iter().all(|h| m.participants.contains(h));
        let same_day = match (m.when, time) {
            (Some(a), Some(b)) => {
                a.span == b.span
                    || a.value.is_some() && a.value == b.value
                    || a.value.is_none() && words(a.span) == words(b.span)
            }
            _ => true,
        };
        let same_place = match (m.place, place) {
            (Some(a), Some(b)) => words(a) == words(b),
            _ => true,
        };
        same_sides && same_day && same_place && m.planned == planned
    })
}

fn formal_of(words: &str) -> Option<bool> {
    if ["informal", "dined", "dinner", "over lunch", "initial meetings"].iter().any(|w| words.contains(w)) {
        return Some(false);
    }
    ["formal", "session", "round", "summit"].iter().any(|w| words.contains(w)).then_some(true)
}

/// The level, by the highest office of those who took part.
fn level_of(view: View<'_, '_>, draft: &Draft<'_>, sides: &Sides, words: (usize, usize)) -> Option<Level> {
    let mut level: Option<Level> = None;
    let mut raise = |noun: &str| {
        let here = match noun {
            "president" | "premier" | "chancellor" | "king" | "queen" | "prime" => Level::Principals,
            "minister" | "ministers" | "secretary" => Level::Ministers,
            "officials" | "envoy" | "ambassador" | "negotiator" | "negotiators" | "director" | "adviser"
            | "hydrologists" => Level::Officials,
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
    for holder in &sides.holders {
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
fn result_of(view: View<'_, '_>, sentence: Sentence, from: usize, lower: &str) -> Option<Span> {
    if !["agreed", "described", "ended", "failed"].iter().any(|w| lower.contains(w)) {
        return None;
    }
    let verb = (from..sentence.last).find(|&i| {
        matches!(view.page.word(i), "agreed" | "described" | "ended" | "failed")
            && !view.page.tokens[i].quoted
    })?;
    let end = (verb..sentence.last)
        .find(|&i| view.page.is_mark(i, b',') || view.page.is_mark(i, b'.'))
        .unwrap_or(sentence.last);
    (end > verb + 1).then(|| view.page.span(verb, end))
}

/// "The talks", "the meetings": the meeting last read, spoken of again.
fn note_other_mention(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    for at in sentence.first..sentence.last {
        let token = &view.page.tokens[at];
        let definite = at > sentence.first
            && matches!(
                view.page.word(at - 1).to_lowercase().as_str(),
                "the" | "these" | "swiss" | "diplomatic"
            );
        if token.is(Class::MEETNOUN) && !token.quoted && definite {
            let span = view.page.span(at - 1, at + 1);
            if let Some(meeting) = draft.reading.meetings.iter_mut().rfind(|m| !m.planned)
                && meeting.others.len() < 16
            {
                meeting.others.push(span);
            }
            return;
        }
    }
}
