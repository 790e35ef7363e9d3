//! Whom a side sent or is made of: "Cambodia sent A", "the team was A and B", "the union was represented by
//! A".

use super::members::{alone, gap_stop, list_stop};
use super::owner::{is_team, subject_party, team_party};
use super::{Heads, Roster};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::delegations::party_of;
use crate::lexicon::Class;
use crate::page::Sentence;

/// "Cambodia sent its vice minister, A", "Tardieu fielded A and B", "Ethiopia sent seven people, among them A".
pub(super) fn sent(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    if !sends(view, at) {
        return None;
    }
    let (party, first) = match subject_party(view, at, sentence) {
        Some(found) => found,
        None if view.page.word(at) == "brought" => {
            let (chunk, _) = view.subject_of(at, sentence.first)?;
            let What::Person(person) = view.chunks.list[chunk].what else { return None };
            (party_of(draft, person)?, view.chunks.list[chunk].first)
        }
        None => return None,
    };
    // What is sent must be people: one is named before a preposition leads to a recipient.
    let person = view
        .chunks
        .within(at + 1, sentence.last.min(at + 16))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let with_him = view.page.word(at + 1) == "with" && view.page.is(at + 2, Class::THIRD);
    let clear = (at + 1 + 2 * usize::from(with_him)..person.first).all(|i| {
        !view.page.is(i, Class::SAY.or(Class::MODAL))
            && !matches!(view.page.word(i), "to" | "that" | "for" | "from" | "with" | "into")
            || view.page.is(i, Class::OFFICE)
    });
    let things = (at + 1..person.first)
        .any(|i| view.page.is(i, Class::PROPOSALNOUN) || view.page.is(i, Class::DOCNOUN));
    let leader = match view.page.word(at) {
        "brought" => view.subject_of(at, sentence.first).and_then(|(c, _)| match view.chunks.list[c].what {
            What::Person(person) => Some(person),
            _ => None,
        }),
        _ => None,
    };
    (clear && !things).then_some(Roster {
        party,
        first,
        list: (at + 1, sentence.last),
        leader,
        heads: if (at..sentence.last).any(|i| as_head(view, i)) { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:sent",
        confidence: 0.82,
    })
}

/// A verb of sending in the active voice.
fn sends(view: View<'_, '_>, at: usize) -> bool {
    let verb = matches!(
        view.page.word(at),
        "sent"
            | "sends"
            | "fielded"
            | "fields"
            | "dispatched"
            | "seated"
            | "named"
            | "appointed"
            | "brought"
            | "sending"
            | "picked"
            | "chose"
            | "despatched"
    ) || matches!(view.page.word(at), "flew" | "put")
        && matches!(view.page.word(at + 1), "in" | "up");
    let passive = view.page.is(at.wrapping_sub(1), Class::AUX)
        && matches!(view.page.word(at - 1), "was" | "were" | "been");
    verb && !passive
}

/// "as head of a team of three", "to lead its team".
fn as_head(view: View<'_, '_>, at: usize) -> bool {
    view.page.word(at) == "as"
        && (at + 1..at + 4).any(|i| matches!(view.page.word(i), "head" | "leader" | "chief"))
        || view.page.word(at) == "to" && matches!(view.page.word(at + 1), "lead" | "head")
}

/// "the team was A, B and C", "the delegation also includes A", "its negotiators, A and B,", "consisted of A and B".
pub(super) fn made_of(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    sentence: Sentence,
) -> Option<Roster> {
    let page = view.page;
    if !is_team(view, at) || page.tokens[at].quoted {
        return None;
    }
    // "the team, which includes A": the clause says who they are.
    let which = page.is_mark(at + 1, b',') && matches!(page.word(at + 2), "which" | "that");
    let mut next = at + 1 + 2 * usize::from(which);
    while page.is(next, Class::AUX.or(Class::ADV).or(Class::MODAL)) {
        next += 1;
    }
    let (party, first) = team_party(view, draft, at, sentence)?;
    let under = page.is_mark(at + 1, b',') && page.word(at + 2) == "under";
    let owner = view.chunks.within(first, first + 1).first().and_then(|c| match c.what {
        What::Person(person) => Some(person),
        _ => None,
    });
    let person = view
        .chunks
        .within(next, (next + 16).min(sentence.last))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let clear = (next..person.first).all(|i| !page.is(i, Class::SAY) || page.is(i, Class::OFFICE));
    (opens_list(view, at, next) && clear).then_some(Roster {
        party,
        first,
        list: (next, list_stop(view, next, sentence)),
        leader: owner,
        heads: if under { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:made-of",
        confidence: 0.85,
    })
}

/// Whether the words at `next`, behind the team at `at`, say who they are: "included", a colon, the first of them.
fn opens_list(view: View<'_, '_>, at: usize, next: usize) -> bool {
    let page = view.page;
    let word = page.word(next);
    matches!(
        word,
        "including"
            | "included"
            | "includes"
            | "include"
            | "comprising"
            | "comprised"
            | "comprises"
            | "featuring"
            | "featured"
            | "features"
            | "numbered"
            | "counted"
            | "consisting"
            | "consisted"
            | "consists"
            | "composed"
            | "made"
            | "took"
    ) || page.is_mark(next, b':')
        || next == at + 1
            && (page.is_mark(next, b'(') || page.is_mark(next, b'-') || matches!(page.word(next), "–" | "—"))
        || next == at + 1 && page.is_mark(next, b',') && page.word(next + 1) == "under"
        || next == at + 1
            && page.is_mark(next, b',')
            && matches!(page.word(at), "delegates" | "negotiators" | "representatives")
            && view
                .chunks
                .within(next + 1, next + 3)
                .first()
                .is_some_and(|c| matches!(c.what, What::Person(_)))
        || next > at + 1
            && view.chunks.within(next, next + 2).first().is_some_and(|c| matches!(c.what, What::Person(_)))
}

/// "Washington was represented by A", "Viet Nam is represented by its ambassador, A".
pub(super) fn represented(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    // "is represented at the talks by A".
    let by = (at + 1..(at + 6).min(sentence.last)).find(|&i| view.page.word(i) == "by");
    let spoken = view.page.word(at) == "represented"
        && by.is_some_and(|by| {
            (at + 1..by).all(|i| view.page.tokens[i].is_word() && !view.page.is(i, Class::SAY.or(Class::AUX)))
        });
    let list = by.map_or(at + 2, |by| by + 1);
    if !spoken {
        return None;
    }
    let (party, first) = subject_party(view, at, sentence)?;
    Some(Roster {
        party,
        first,
        list: (list, gap_stop(view, list, sentence)),
        leader: None,
        heads: alone(view, list, sentence),
        rule: "delegation:represented",
        confidence: 0.9,
    })
}

/// "The EU was represented by A, the Faroes by B and the UK by C", "Abbring is assisted by D, Zomer by E": the verb said once.
pub(super) fn gapped(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if page.word(at) != "by" || at < sentence.first + 4 {
        return None;
    }
    let verb = (sentence.first..at - 1).find(|&i| {
        page.word(i + 1) == "by"
            && matches!(
                page.word(i),
                "represented"
                    | "led"
                    | "headed"
                    | "chaired"
                    | "assisted"
                    | "accompanied"
                    | "joined"
                    | "seconded"
                    | "flanked"
            )
    })?;
    let mention = view
        .chunks
        .parties_within(at.saturating_sub(6).max(verb + 2), at)
        .last()
        .filter(|m| m.last == at)
        .copied();
    let person = view
        .chunks
        .within(verb + 2, at)
        .iter()
        .rev()
        .find(|c| c.last == at && matches!(c.what, What::Person(_)));
    let beside = matches!(page.word(verb), "assisted" | "accompanied" | "joined" | "seconded" | "flanked");
    let (party, leader, first) = match (mention, person) {
        (Some(m), _) => (m.party, None, m.first),
        (None, Some(chunk)) if beside => {
            let What::Person(person) = chunk.what else { return None };
            (party_of(draft, person)?, Some(person), chunk.first)
        }
        _ => return None,
    };
    Some(Roster {
        party,
        first,
        list: (at + 1, gap_stop(view, at + 1, sentence)),
        leader,
        heads: if leader.is_none() { alone(view, at + 1, sentence) } else { Heads::Nobody },
        rule: "delegation:gapped",
        confidence: 0.82,
    })
}
