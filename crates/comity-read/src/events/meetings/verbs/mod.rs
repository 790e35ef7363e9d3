//! Meetings told by a verb: "A and B met in X", "A received B", "they sat down again", "A spoke with B by
//! phone".

mod reality;
mod subject;
mod verb;

use super::{Encounter, clause_end, words_end};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::several::{main_parties, together};
use crate::events::sides::{Sides, place, sides};
use crate::lexicon::Class;
use crate::page::Sentence;
use reality::held_or_planned;
use subject::{subject_sides, words_start};
use verb::{by_phone, in_person, verb_at};

/// How a verb of meeting names the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    /// "met B", "met with B", or a subject of several.
    Free,
    /// "received B": an object in person.
    Object,
    /// "spoke with B", "discussed it with B": only after "with" or "to".
    With,
    /// Only a subject of several: "failed to agree", "returned to the table".
    Subject,
}

/// A verb of meeting at its place.
#[derive(Clone, Copy)]
struct Verb {
    end: usize,
    other: Other,
    /// Whether it is an encounter only where day, place or telephone say so.
    weak: bool,
    /// Whether a noun of meeting is its object: "opened the ninth round".
    occasion: bool,
}

impl Verb {
    /// An encounter by itself.
    fn firm(end: usize, other: Other) -> Self {
        Self { end, other, weak: false, occasion: false }
    }

    /// An encounter only where day, place or telephone say so.
    fn weak(end: usize, other: Other) -> Self {
        Self { end, other, weak: true, occasion: false }
    }
}

/// Every encounter a sentence tells by a verb.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Vec<Encounter> {
    let mut found = Vec::new();
    let mut from = sentence.first;
    for at in sentence.first..sentence.last {
        if at < from {
            continue;
        }
        let Some(verb) = verb_at(view, at, sentence) else { continue };
        if let Some(encounter) = encounter(view, draft, at, verb, sentence) {
            from = encounter.words.1;
            let more = also_with(view, draft, &encounter, sentence);
            found.push(encounter);
            found.extend(more);
        }
    }
    found
}

fn encounter(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    at: usize,
    verb: Verb,
    sentence: Sentence,
) -> Option<Encounter> {
    let planned = held_or_planned(view, at, sentence)?;
    let gerund = view.page.word(at).ends_with("ing") && verb.other == Other::Object;
    let (start, mut found) = if gerund {
        (sentence.first, sides(view, draft, sentence.first, at))
    } else {
        subject_sides(view, draft, at, sentence)
    };
    let object_end = clause_end(view, verb.end, sentence);
    let objects = objects(view, draft, (at, verb), object_end, &found)?;
    let reaches = verb.other != Other::Free
        || matches!(view.page.word(verb.end), "with" | "by" | "from")
        || is_named(view, verb.end)
        || (verb.end..object_end).any(|i| view.page.word(i) == "with");
    if verb.other == Other::With && objects.count(draft) == 0 {
        return None;
    }
    if reaches {
        found.join(&objects);
    }
    if found.count(draft) < 2 && matches!(view.page.word(start), "they" | "they'd") {
        // "A and B reported that they had met C".
        found.join(&sides(view, draft, sentence.first, start));
    }
    if found.count(draft) < 2 {
        found.join(&together(view, draft, start, object_end, sentence));
    }
    let settled = !view.page.dates_in(start, sentence.last).is_empty();
    if found.count(draft) < 2 && verb.occasion && settled && view.page.of_talks {
        // "… opened the ninth round at the palace", "ended a second day of bargaining": of the sides of the talks.
        let both = main_parties(view, draft, 2);
        let fits =
            found.parties.iter().all(|p| both.contains(p)) && found.holders.len() == found.parties.len();
        both.into_iter().filter(|_| fits).for_each(|party| found.add_party(party));
    }
    if found.count(draft) < 2 {
        return None;
    }
    let dated = !view.page.dates_in(start, object_end.max(at + 1)).is_empty()
        || place(view, verb.end, sentence.last.min(verb.end + 14)).is_some();
    if verb.weak && !dated && !by_phone(view, at, sentence) && !in_person(view, at, sentence) {
        return None;
    }
    let first = words_start(view, start, at, sentence);
    let last = words_end(view, verb.end, object_end);
    Some(Encounter { sides: found, words: (first, last), planned, rule: "meeting:met", confidence: 0.88 })
}

/// The other side, as the verb names it.
fn objects(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    (at, verb): (usize, Verb),
    end: usize,
    found: &Sides,
) -> Option<Sides> {
    match verb.other {
        Other::Free => Some(sides(view, draft, verb.end, end)),
        Other::Object => person_object(view, draft, verb.end, end),
        Other::With => {
            let with = (verb.end..end.min(verb.end + 9))
                .find(|&i| matches!(view.page.word(i), "with" | "to") && !view.page.is(i + 1, Class::SAY));
            match with {
                Some(with) => Some(sides(view, draft, with + 1, end)),
                None if found.count(draft) > 1 && !matches!(view.page.word(at), "consulted" | "consult") => {
                    Some(found.clone())
                }
                None => None,
            }
        }
        Other::Subject => Some(Sides::default()),
    }
}

/// "… and, separately, with C", "of A on Friday and of B on Saturday": the same subject meets another.
fn also_with(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    first: &Encounter,
    sentence: Sentence,
) -> Option<Encounter> {
    let page = view.page;
    let and = (first.words.1..sentence.last.min(first.words.1 + 14)).find(|&i| page.word(i) == "and")?;
    let lead =
        (and + 1..(and + 6).min(sentence.last)).find(|&i| matches!(page.word(i), "with" | "of" | "by"))?;
    let clear = (and + 1..lead)
        .all(|i| page.is(i, Class::ADV) || page.is_mark(i, b',') || page.word(i).ends_with("ly"));
    let end = clause_end(view, lead + 1, sentence);
    let other = sides(view, draft, lead + 1, end);
    let (_, subject) = subject_sides(view, draft, first.words.0 + 1, sentence);
    let mut found = if subject.count(draft) > 0 { subject } else { leader(draft, &first.sides) };
    if !clear || other.count(draft) != 1 || page.word(lead) == "of" && page.dates_in(lead, end).is_empty() {
        return None;
    }
    found.join(&other);
    if found.count(draft) < 2 {
        return None;
    }
    Some(Encounter {
        sides: found,
        words: (lead, words_end(view, lead + 1, end)),
        planned: first.planned,
        rule: "meeting:also",
        confidence: 0.8,
    })
}

/// Who the sides begin with: the one that met the others.
fn leader(draft: &Draft<'_>, sides: &Sides) -> Sides {
    let mut found = Sides::default();
    if let Some(&holder) = sides.holders.first() {
        found.add(draft, holder);
    } else if let Some(&party) = sides.parties.first() {
        found.add_party(party);
    }
    found
}

/// The person or body a verb like "received" takes.
fn person_object(view: View<'_, '_>, draft: &mut Draft<'_>, from: usize, end: usize) -> Option<Sides> {
    let somebody = view
        .chunks
        .within(from, end.min(from + 2))
        .iter()
        .any(|c| matches!(c.what, What::Person(_) | What::Party | What::Office | What::Collective));
    if somebody {
        return Some(sides(view, draft, from, end));
    }
    let sentence = view.page.sentences[view.page.sentence_holding(from)];
    let several = together(view, draft, from, end.min(from + 4), sentence);
    (several.count(draft) > 0).then_some(several)
}

/// Whether someone is named right after a verb.
fn is_named(view: View<'_, '_>, at: usize) -> bool {
    let the = usize::from(view.page.is(at, Class::DET.or(Class::THIRD)));
    view.chunk_from(at).or_else(|| view.chunk_from(at + the)).is_some_and(|i| {
        matches!(
            view.chunks.list[i].what,
            What::Person(_) | What::Party | What::Collective | What::Office | What::Organisation
        )
    })
}
