//! Meetings: who met whom, when and where; held or announced.

mod details;

use super::holds::{Entry, holds};
use super::telling::{OUTRIGHT, Part, Sought, Telling, Told, tellings};
use super::told::Standing;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::model::{FactKind, Judge, Role};
use crate::reading::{Evidence, Holder, Meeting};
use details::{formal_of, level_of, result_of};

const MEETING: Sought = Sought {
    fact: FactKind::Meeting,
    words: Class::MEETNOUN.or(Class::MEETVERB).or(Class::HOLDVERB).or(Class::HAPPENED).or(Class::MEETS),
    roles: &[Role::Participant],
};

/// A meeting is entered from here on.
const SURE: f32 = 0.65;

/// From here on somebody takes part; the second of two sides, from there on.
const TAKES_PART: f32 = 0.5;
const SECOND: f32 = 0.3;
/// From here on somebody who is named takes part for the side.
const HAS_PART: f32 = 0.5;

/// Finds the meetings of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, standing: &Standing, judge: &dyn Judge) {
    let facts = tellings(view, draft, standing, judge, MEETING);
    let told = Told::of(&facts, FactKind::Meeting, Role::Participant);
    let mut before: Vec<Vec<u16>> = Vec::new();
    for (nth, places) in facts.iter().enumerate() {
        let parts = all_parts(view, draft, judge, standing, (&told, nth));
        // "X spoke in Oslo": nobody was met.
        if sides(&parts) < 2 {
            continue;
        }
        let parties = parties(&parts);
        let again = before.iter().filter(|b| **b == parties).count();
        before.push(parties);
        let names: Vec<String> = names(view, draft, &parts);
        let of = (facts.len(), again);
        let entry = Entry { fact: FactKind::Meeting, places, parts: &parts, names: &names, of };
        let sure = holds(view, judge, standing, &entry);
        let sure = if places.iter().any(|p| p.outright.is_some()) { sure.max(OUTRIGHT) } else { sure };
        if sure >= SURE {
            enter(view, draft, places, (&parts, sure));
        }
    }
}

/// What those who take part and their parties are called.
fn names(view: View<'_, '_>, draft: &Draft<'_>, parts: &[Part]) -> Vec<String> {
    let own = parts.iter().map(|p| p.who.name(view, draft));
    let parties = parties(parts).into_iter().map(|p| draft.parties.entry(p).name.clone());
    own.chain(parties).collect()
}

/// The parties of those who take part, in order.
fn parties(parts: &[Part]) -> Vec<u16> {
    let mut parties: Vec<u16> = parts.iter().filter_map(|p| p.who.party).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// Everyone who takes part by all the places together, each once.
fn all_parts(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    judge: &dyn Judge,
    standing: &Standing,
    (told, index): (&Told<'_>, usize),
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let role = Role::Participant;
    for (nth, side) in told.sided(view, draft, judge, standing, index).iter().enumerate() {
        let places = &told.facts[index];
        let outright = side.named.iter().any(|(who, _)| places.iter().any(|p| p.names_outright(who)));
        if side.sure < if nth < 2 { SECOND } else { TAKES_PART } && !outright {
            continue;
        }
        for (order, &(who, local)) in side.named.iter().enumerate() {
            let new = !parts.iter().any(|p| p.who.identity() == who.identity());
            if new && (order == 0 || local >= HAS_PART) {
                parts.push(Part { who, role, sure: side.sure });
            }
        }
    }
    parts
}

/// How many sides: parties, and those of no known party.
fn sides(parts: &[Part]) -> usize {
    parties(parts).len() + parts.iter().filter(|p| p.who.party.is_none()).count()
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, places: &[Telling], (parts, sure): (&[Part], f32)) {
    let Some(best) = fullest(places) else { return };
    let participants = participants(view, draft, parts);
    let mut parties: Vec<u32> = Vec::new();
    for party in parts.iter().filter_map(|p| p.who.party) {
        let party = draft.party(party);
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    let (first, last) = best.words();
    let span = view.page.span(first, last);
    let others = places.iter().filter(|p| p.at != best.at).map(|p| {
        let (first, last) = p.words();
        view.page.span(first, last)
    });
    draft.reading.meetings.push(Meeting {
        level: level_of(view, draft, &participants, (first, last)),
        participants,
        parties,
        when: best.time.or_else(|| places.iter().find_map(|p| p.time)),
        place: best.place.or_else(|| places.iter().find_map(|p| p.place)),
        formal: formal_of(&view.page.slice(span).to_lowercase()),
        planned: best.planned,
        result: result_of(view, best.sentence, last),
        others: others.collect(),
        evidence: Evidence { span, rule: "meeting", confidence: sure },
    });
}

/// The first place that names two sides, or else the surest.
fn fullest(places: &[Telling]) -> Option<&Telling> {
    let full = places.iter().find(|p| sides(&p.parts) >= 2);
    full.or_else(|| places.iter().max_by(|a, b| a.sure.total_cmp(&b.sure)))
}

/// Those who take part as holders; a person stands for the party.
fn participants(view: View<'_, '_>, draft: &mut Draft<'_>, parts: &[Part]) -> Vec<Holder> {
    let mut all: Vec<Holder> = Vec::new();
    for part in parts {
        let holder = part.who.holder(view, draft);
        if !all.contains(&holder) {
            all.push(holder);
        }
    }
    let people: Vec<u16> =
        all.iter().filter(|h| matches!(h, Holder::Person(_))).filter_map(|&h| draft.party_of(h)).collect();
    all.retain(|&h| {
        !matches!(h, Holder::Party(_)) || draft.party_of(h).is_none_or(|party| !people.contains(&party))
    });
    // People first, as the document names them.
    all.sort_by_key(|&h| if let Holder::Person(person) = h { (0, person) } else { (1, 0) });
    all
}
