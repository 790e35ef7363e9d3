//! Delegations: "an American delegation including …", "X leads the Ukrainian delegation", "the Council was
//! represented by …".

mod present;
mod roster;
mod seats;
mod team;

use crate::draft::{Draft, View};
use crate::people::Tie;
use crate::reading::{Delegation, Evidence};
use present::{chief_negotiator, officials_present, represents, side_heading};
pub(super) use seats::seat;
use team::team;

/// Nouns for the people a side sends.
const TEAMS: [&str; 5] = ["delegation", "Delegation", "team", "negotiators", "contingent"];

/// Where the frames of a page list people for a side: person, party, and how (see [`Listed`]).
pub(crate) fn rosters(view: View<'_, '_>, draft: &mut Draft<'_>) -> Vec<(u32, u16, Listed)> {
    find(view, draft);
    let mut told = Vec::new();
    for delegation in &draft.reading.delegations {
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        let head = delegation.head.filter(|_| !delegation.head_inferred);
        told.extend(head.map(|h| (h, party, Listed::Head)));
        told.extend(delegation.members.iter().map(|&m| (m, party, Listed::Member)));
        told.extend(delegation.inferred.iter().map(|&m| (m, party, Listed::Inferred)));
    }
    told
}

/// How a frame lists a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Listed {
    Inferred,
    Member,
    Head,
}

/// Finds the delegations of a page.
fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    let mut open = None;
    for &sentence in &view.page.sentences {
        roster::find(view, draft, sentence, &mut open);
        for at in sentence.first..sentence.last {
            if view.page.tokens[at].quoted {
                continue;
            }
            // "heads of delegation" are those of all sides.
            let of_all = at > sentence.first && view.page.word(at - 1) == "of";
            if TEAMS.contains(&view.page.word(at)) && !of_all {
                team(view, draft, at, sentence);
            }
            represents(view, draft, at, sentence);
        }
        chief_negotiator(view, draft, sentence);
        side_heading(view, draft, sentence);
        officials_present(view, draft, sentence);
    }
}

/// The party a person speaks for, by office or by a delegation read already.
fn party_of(draft: &Draft<'_>, person: u32) -> Option<u16> {
    let stated = draft.people.list.get(person as usize).and_then(|p| p.party).map(|(party, _)| party);
    stated.or_else(|| {
        let delegation = draft.reading.delegations.iter().find(|d| d.members.contains(&person))?;
        draft.gazetteer_party(delegation.party)
    })
}

/// The party's delegation, made if new; a fuller piece of evidence replaces mere presence.
fn entry<'e>(draft: &'e mut Draft<'_>, party: u16, evidence: Evidence) -> &'e mut Delegation {
    let party = draft.party(party);
    let list = &mut draft.reading.delegations;
    let index = list.iter().position(|d| d.party == party).unwrap_or_else(|| {
        list.push(Delegation {
            party,
            head: None,
            head_inferred: false,
            members: Vec::new(),
            inferred: Vec::new(),
            open: false,
            evidence,
        });
        list.len() - 1
    });
    let delegation = &mut list[index];
    if delegation.evidence.confidence < evidence.confidence {
        delegation.evidence = evidence;
    }
    delegation
}

fn add(list: &mut Vec<u32>, person: u32) {
    if !list.contains(&person) {
        list.push(person);
    }
}

/// Members speak for the party that sent them.
pub(super) fn tie_people(draft: &mut Draft<'_>) {
    for index in 0..draft.reading.delegations.len() {
        let delegation = &draft.reading.delegations[index];
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        for person in delegation.members.clone() {
            if let Some(somebody) = draft.somebody(person) {
                somebody.tie(party, Tie::Stated);
            }
        }
    }
}

/// Closes what stays open at the end: inferred heads, and the party of those who speak for the report's home side.
pub(crate) fn settle(draft: &mut Draft<'_>) {
    tie_people(draft);
    for delegation in &mut draft.reading.delegations {
        let members = std::mem::take(&mut delegation.inferred);
        delegation.inferred = members.into_iter().filter(|m| !delegation.members.contains(m)).collect();
        if delegation.head.is_none() && delegation.members.len() > 1 {
            delegation.head = delegation.members.first().copied();
            delegation.head_inferred = true;
        }
    }
    home_side(draft);
}

/// A report names its own side's offices bare ("President Trump") and the others' with their country.
fn home_side(draft: &mut Draft<'_>) {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for delegation in &draft.reading.delegations {
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        let bare = delegation
            .members
            .iter()
            .filter(|&&m| draft.people.list.get(m as usize).is_some_and(|p| p.bare_office))
            .count();
        counts.push((party, bare));
    }
    counts.sort_by_key(|&(_, bare)| std::cmp::Reverse(bare));
    let clear = counts
        .first()
        .filter(|first| first.1 >= 2 && counts.get(1).is_none_or(|second| second.1 * 2 < first.1));
    let Some(&(home, _)) = clear else { return };
    for somebody in &mut draft.people.list {
        let national = somebody.nouns.iter().any(|noun| {
            matches!(
                noun.as_str(),
                "president"
                    | "minister"
                    | "secretary"
                    | "premier"
                    | "chancellor"
                    | "king"
                    | "queen"
                    | "monarch"
                    | "taoiseach"
            )
        });
        if somebody.party.is_none() && somebody.bare_office && national {
            somebody.tie(home, Tie::Guess);
        }
    }
}
