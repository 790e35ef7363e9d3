//! Who of a frame's words goes on its list, where the list ends, and how it enters the delegation.

use super::{Heads, Roster};
use crate::chunk::{Chunk, What};
use crate::draft::{Draft, View};
use crate::events::delegations::{add, entry};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::people::Tie;
use crate::reading::Evidence;
use crate::token::Kind;

/// Enters the people of a roster; gives back the token after the last of them, or the frame's start when there are none.
pub(super) fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, roster: &Roster, sentence: Sentence) -> usize {
    let (mut members, end) = people(view, draft, roster.list, roster.party);
    if let Some(leader) = roster.leader {
        members.retain(|&m| m != leader);
        members.insert(0, leader);
    }
    if members.is_empty() {
        return roster.first;
    }
    let last = end.max(roster.list.0).min(sentence.last);
    let evidence = Evidence {
        span: view.page.span(roster.first, last),
        rule: roster.rule,
        confidence: roster.confidence,
    };
    let others = (last..sentence.last.min(last + 5)).any(|i| view.page.word(i) == "others");
    let delegation = entry(draft, roster.party, evidence);
    let head = match roster.heads {
        Heads::Leader => roster.leader,
        Heads::FirstListed => members.first().copied(),
        Heads::Nobody => None,
    };
    if delegation.head.is_none() {
        delegation.head = head;
    }
    members.iter().for_each(|&m| add(&mut delegation.members, m));
    delegation.open |= others;
    for member in members {
        if let Some(somebody) = draft.somebody(member) {
            somebody.tie(roster.party, Tie::Stated);
        }
    }
    last
}

/// The people listed in a range: those of another party, owners ("the ambassador's residence") and objects of another
/// clause are passed over; another side's frame ends the list.
pub(super) fn people(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    (from, to): (usize, usize),
    party: u16,
) -> (Vec<u32>, usize) {
    let mut members = Vec::new();
    let mut end = from;
    for chunk in view.chunks.within(from, to) {
        let What::Person(person) = chunk.what else { continue };
        if !members.is_empty() && !goes_with(view, end, chunk, party) {
            break;
        }
        let owner = view.page.tokens.get(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
        let stranger =
            draft.people.list.get(person as usize).and_then(|p| p.party).is_some_and(|(known, tie)| {
                known != party && tie >= Tie::Stated && !names_the_body(draft, chunk, known)
            });
        if owner || stranger || view.page.is(chunk.first, Class::THIRD) || !is_named(view, chunk) {
            continue;
        }
        add(&mut members, person);
        end = chunk.through.max(chunk.last);
    }
    (members, end)
}

/// Whether the party of a person is only that of the ministry or bank in the office.
fn names_the_body(draft: &Draft<'_>, chunk: &Chunk, known: u16) -> bool {
    chunk.seconded || draft.parties.is_learned(known)
}

fn is_named(view: View<'_, '_>, chunk: &Chunk) -> bool {
    (chunk.first..chunk.last).any(|i| view.page.tokens[i].is_capital())
        && !view.page.is(chunk.first, Class::DET)
        || chunk.name > chunk.first
        || chunk.last - chunk.name > 1
}

/// Whether a person goes on the list: between stand only joints, appositions and relative clauses of the one before.
fn goes_with(view: View<'_, '_>, end: usize, chunk: &Chunk, party: u16) -> bool {
    let page = view.page;
    let relative = (end..chunk.first).find(|&i| page.is(i, Class::REL));
    let gap = chunk.first - end.min(chunk.first);
    let other_side = view.chunks.parties_within(end, chunk.first).iter().any(|m| {
        m.party != party
            && (page.is(m.last, Class::AUX) || matches!(page.word(m.last), "sent" | "fielded" | "brought"))
    });
    let verb = (end..relative.unwrap_or(chunk.first)).any(|i| {
        page.is(i, Class::SAY.or(Class::MODAL).or(Class::MEETVERB))
            && !page.is(i, Class::OFFICE.or(Class::DOCNOUN))
    });
    let led = (end..chunk.first).any(|i| page.is(i, Class::LEADVERB) && page.word(i + 1) == "by");
    let against = led
        || (end..chunk.first).any(|i| {
            matches!(
                page.word(i),
                "against" | "opposite" | "facing" | "across" | "told" | "met" | "while" | "but" | "whereas"
            )
        });
    let of_object = chunk.first > 0
        && matches!(page.word(chunk.first - 1), "to" | "from" | "by" | "against" | "for" | "under");
    let closes = relative.is_some_and(|r| {
        !(r..chunk.first).any(|i| page.is_mark(i, b',') || page.is_mark(i, b';') || page.word(i) == "and")
    });
    gap <= 24 && !other_side && !verb && !against && !of_object && !closes
}

/// Where a list of people ends: a semicolon behind which another side's frame begins.
pub(super) fn list_stop(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            view.page.is_mark(i, b';') && {
                let to = (i + 8).min(sentence.last);
                view.chunks.parties_within(i + 1, to).iter().any(|m| m.first <= i + 3)
                    || (i + 1..to).any(|j| view.page.word(j) == "that")
            }
        })
        .unwrap_or(sentence.last)
}

/// Where the list of one side ends because the next side's begins: "…, the Faroes by B", "…, Zomer by C".
pub(super) fn gap_stop(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    let stop = list_stop(view, from, sentence);
    let next = (from + 1..stop).filter(|&i| view.page.word(i) == "by").find_map(|by| {
        let party = view.chunks.parties_within(from, by).last().filter(|m| m.last == by).map(|m| m.first);
        let person = view.chunks.within(from + 1, by).iter().rev().find(|c| c.last == by).map(|c| c.first);
        party.or(person)
    });
    next.unwrap_or(stop).max(from)
}

/// One person alone represents a side as its head.
pub(super) fn alone(view: View<'_, '_>, from: usize, sentence: Sentence) -> Heads {
    let people = view.chunks.within(from, gap_stop(view, from, sentence));
    let named = people
        .iter()
        .filter(|c| matches!(c.what, What::Person(_)) && !view.page.is(c.first, Class::THIRD))
        .count();
    if named == 1 { Heads::FirstListed } else { Heads::Nobody }
}
