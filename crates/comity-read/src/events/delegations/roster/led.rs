//! Who leads a side: "the American side is led by A", "A heads the team", "Chile's chief negotiator is A".

use super::members::list_stop;
use super::owner::{is_team, its_team, leader_before, subject_party};
use super::{Heads, Roster};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::delegations::party_of;
use crate::lexicon::Class;
use crate::page::Sentence;

/// "The American side is led by A", "Guyana's commission is chaired by A, and includes B", "that of the bloc by A".
pub(super) fn led_by(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let verb = matches!(
        page.word(at),
        "led" | "headed" | "chaired" | "fronted" | "captained" | "steered" | "directed"
    );
    // "led not by a politician but by A".
    let by =
        (at + 1..(at + 8).min(sentence.last)).find(|&i| page.word(i) == "by" && page.word(i - 1) != "not")?;
    if !verb || by != at + 1 && page.word(at + 1) != "not" {
        return None;
    }
    let mut before = at;
    while before > sentence.first
        && (page.is(before - 1, Class::AUX.or(Class::ADV)) || page.is_mark(before - 1, b','))
    {
        before -= 1;
    }
    let team = before.checked_sub(1).filter(|&i| i >= sentence.first && is_team(view, i));
    let (party, first) = subject_party(view, at, sentence)
        .or_else(|| {
            let of = (at.saturating_sub(7).max(sentence.first + 1)..at)
                .find(|&i| matches!(page.word(i), "of" | "from") && is_team(view, i - 1))?;
            view.chunks.parties_within(of + 1, at).first().map(|m| (m.party, m.first))
        })
        .or_else(|| its_team(view, at, sentence).map(|party| (party, sentence.first)))
        .or_else(|| {
            // "The team was headed by A": the party of A.
            let person =
                view.chunks.within(by + 1, (by + 4).min(sentence.last)).iter().find_map(|c| {
                    match c.what {
                        What::Person(person) => Some(person),
                        _ => None,
                    }
                })?;
            team.and(party_of(draft, person)).map(|party| (party, before.saturating_sub(1)))
        })?;
    let (party, first) = match its_team(view, at, sentence) {
        Some(owner) => (owner, first),
        None => (party, first),
    };
    // "The Peruvians are led by A".
    let people = first < before
        && page.word(before - 1).ends_with('s')
        && view
            .chunks
            .parties_within(before - 1, before)
            .iter()
            .any(|m| m.form == crate::gazetteer::Form::Adjective);
    let named_team = people || team.is_some() || (first..at).any(|i| is_team(view, i));
    named_team.then_some(Roster {
        party,
        first,
        list: (by + 1, list_stop(view, by + 1, sentence)),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:led",
        confidence: 0.9,
    })
}

/// "Chile's team, which includes A and B, is led by C": the leader behind the list.
pub(super) fn led_after_list(
    view: View<'_, '_>,
    at: usize,
    sentence: Sentence,
    here: Option<u16>,
) -> Option<Roster> {
    let led = matches!(view.page.word(at), "led" | "headed" | "chaired" | "fronted")
        && view.page.word(at + 1) == "by";
    let party = here.filter(|_| led)?;
    let person = view.chunks.within(at + 2, at + 4).first().filter(|c| matches!(c.what, What::Person(_)))?;
    let end = person.last.min(sentence.last);
    Some(Roster {
        party,
        first: at,
        list: (at + 2, end),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:led",
        confidence: 0.88,
    })
}

/// "A, who heads the union's side", "A leads the team of B".
pub(super) fn leads_team(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    sentence: Sentence,
) -> Option<Roster> {
    let page = view.page;
    if !leads(view, at) {
        return None;
    }
    if let Some(found) = leads_for(view, at, sentence) {
        return Some(found);
    }
    if page.word(at + 1) == "it" && at + 3 >= sentence.last {
        return leads_it(view, at, sentence);
    }
    let low = (at + 1..(at + 8).min(sentence.last)).find(|&i| is_team(view, i) && !page.tokens[i].quoted)?;
    let clear = (at + 1..low).all(|i| !page.is_mark(i, b',') && !page.is(i, Class::CONJ.or(Class::SAY)));
    let mention = view.chunks.parties_within(at + 1, low).last().copied().or_else(|| {
        let of = matches!(page.word(low + 1), "of" | "from" | "for");
        view.chunks.parties_within(low + 2, low + 4).first().copied().filter(|_| of)
    });
    let (from, to) = view.chunks.range(sentence.first, at);
    let owner = (from..to).rev().find(|&i| {
        matches!(view.chunks.list[i].what, What::Person(_))
            && (view.chunks.list[i].through >= at
                || (view.chunks.list[i].last..at).all(|j| !page.is(j, Class::SAY)))
    })?;
    let What::Person(person) = view.chunks.list[owner].what else { return None };
    let own = page.is(low - 1, Class::THIRD) || page.word(low - 1) == "the";
    let party = mention.map(|m| m.party).or_else(|| party_of(draft, person).filter(|_| own))?;
    let opens_list = (low + 1..(low + 6).min(sentence.last)).any(|i| {
        matches!(
            page.word(i),
            "including"
                | "includes"
                | "counts"
                | "comprising"
                | "comprises"
                | "with"
                | "alongside"
                | "featuring"
        )
    });
    clear.then_some(Roster {
        party,
        first: view.chunks.list[owner].first,
        list: if opens_list { (low + 1, list_stop(view, low + 1, sentence)) } else { (low + 1, low + 1) },
        leader: Some(person),
        heads: Heads::Leader,
        rule: "delegation:leads",
        confidence: 0.88,
    })
}

/// A verb of leading in the active voice.
fn leads(view: View<'_, '_>, at: usize) -> bool {
    matches!(
        view.page.word(at),
        "leads"
            | "led"
            | "heads"
            | "headed"
            | "heading"
            | "leading"
            | "chairs"
            | "chaired"
            | "fronts"
            | "fronting"
    ) && view.page.word(at + 1) != "by"
}

/// "Rojas leads for Peru".
fn leads_for(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    if view.page.word(at + 1) != "for" {
        return None;
    }
    let mention = view.chunks.parties_within(at + 2, at + 4).first().copied()?;
    let (person, first) = leader_before(view, at, sentence)?;
    Some(Roster {
        party: mention.party,
        first,
        list: (mention.last, mention.last),
        leader: Some(person),
        heads: Heads::Leader,
        rule: "delegation:leads",
        confidence: 0.82,
    })
}

/// "The Turkish delegation is the last to arrive. … Minister Selin Aksoy leads it."
fn leads_it(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let here = view.page.sentence_holding(sentence.first);
    let before = view.page.sentences.get(here.checked_sub(1)?).filter(|s| s.block == sentence.block)?;
    let team = (before.first..before.last).find(|&i| is_team(view, i))?;
    let party = view.chunks.parties_within(before.first, team).last()?.party;
    let leader = leader_before(view, at, sentence)?;
    Some(Roster {
        party,
        first: leader.1,
        list: (at + 1, at + 1),
        leader: Some(leader.0),
        heads: Heads::Leader,
        rule: "delegation:leads",
        confidence: 0.85,
    })
}

/// "Chile's chief negotiator is A": who leads, said with a copula.
pub(super) fn chief_is(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let chief = matches!(page.word(at), "negotiator" | "delegation" | "negotiators")
        && (at.saturating_sub(3).max(sentence.first)..at)
            .any(|i| matches!(page.word(i), "chief" | "head" | "lead" | "top" | "leader"));
    if !chief || !matches!(page.word(at + 1), "is" | "was" | "remains") {
        return None;
    }
    let mention = view.chunks.parties_within(at.saturating_sub(6).max(sentence.first), at).last().copied()?;
    let person = view.chunks.within(at + 2, at + 5).first().filter(|c| matches!(c.what, What::Person(_)))?;
    Some(Roster {
        party: mention.party,
        first: mention.first,
        list: (at + 2, person.last),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:chief",
        confidence: 0.85,
    })
}
