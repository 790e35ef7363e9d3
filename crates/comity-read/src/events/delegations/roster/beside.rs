//! Who came with whom: "A was accompanied by B", "together with the mayor, A", "With him were A and B".

use super::members::{gap_stop, list_stop};
use super::owner::{is_team, leader_before};
use super::{Heads, Roster};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::delegations::party_of;
use crate::lexicon::Class;
use crate::page::Sentence;

/// "A was accompanied by B and C", "With him were A and B", "A travelled with a team that included B".
pub(super) fn beside(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let word = page.word(at);
    let passive = matches!(word, "accompanied" | "flanked" | "joined" | "assisted" | "seconded" | "advised");
    // "was joined at the table by": a place may stand between.
    let led = (at + 1..(at + 6).min(sentence.last)).find(|&i| page.word(i) == "by").filter(|_| passive);
    let by = led.is_some_and(|b| (at + 1..b).all(|i| page.tokens[i].is_word() && !page.is(i, Class::SAY)));
    let with_team = matches!(word, "with" | "alongside")
        && (at + 1..(at + 4).min(sentence.last)).any(|i| is_team(view, i))
        && (at + 2..(at + 8).min(sentence.last))
            .any(|i| matches!(page.word(i), "included" | "including" | "includes" | "of"));
    let travelled = matches!(word, "travelled" | "traveled" | "came" | "arrived" | "flew" | "turned")
        && (at + 1..(at + 8).min(sentence.last)).any(|i| page.word(i) == "with");
    let at_side = word == "with"
        && at > sentence.first
        && page.is_mark(at - 1, b',')
        && (at + 1..sentence.last.min(at + 18)).any(|i| {
            matches!(page.word(i), "side" | "elbow" | "hand" | "beside" | "alongside")
                || page.word(i) == "him" && page.word(i - 1) == "beside"
        });
    if !(by || with_team || travelled || at_side) {
        return None;
    }
    let mut verb = at;
    while verb > sentence.first && page.is(verb - 1, Class::AUX.or(Class::ADV)) {
        verb -= 1;
    }
    let leader = view.chunks.within(sentence.first, verb).iter().rev().find_map(|c| match c.what {
        What::Person(person) => Some((person, c.first)),
        _ => None,
    })?;
    let party = party_of(draft, leader.0)?;
    let from = if let Some(led) = led.filter(|_| by) {
        led + 1
    } else {
        (at..sentence.last).find(|&i| matches!(page.word(i), "with" | "alongside"))? + 1
    };
    let first_person = view
        .chunks
        .within(from, sentence.last.min(from + 16))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let far = is_chair(view, leader.1) || (from..first_person.first).any(|i| page.is(i, Class::MEETNOUN));
    (!far).then_some(Roster {
        party,
        first: leader.1,
        list: (from, gap_stop(view, from, sentence)),
        leader: Some(leader.0),
        heads: Heads::Nobody,
        rule: "delegation:beside",
        confidence: 0.8,
    })
}

/// Whether someone named at a token chairs the talks and sits on no side.
fn is_chair(view: View<'_, '_>, at: usize) -> bool {
    view.chunks.within(at, at + 1).iter().any(|c| {
        c.noun.is_some_and(|n| {
            matches!(
                view.page.word(n).to_lowercase().as_str(),
                "facilitator" | "mediator" | "chair" | "moderator" | "chairman" | "chairwoman"
            )
        })
    })
}

/// "Lund speaks for the Liberals together with the mayor, A": both sit for them.
pub(super) fn together_for(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let speaks =
        matches!(page.word(at), "speaks" | "speak" | "negotiates" | "negotiate" | "bargains" | "spoke");
    if !speaks || page.word(at + 1) != "for" {
        return None;
    }
    let mention = view.chunks.parties_within(at + 2, at + 4).first().copied()?;
    let with = (mention.last..(mention.last + 4).min(sentence.last))
        .find(|&i| matches!(page.word(i), "with" | "alongside"))?;
    let leader = leader_before(view, at, sentence)?;
    Some(Roster {
        party: mention.party,
        first: leader.1,
        list: (with + 1, list_stop(view, with + 1, sentence)),
        leader: Some(leader.0),
        heads: Heads::Nobody,
        rule: "delegation:together",
        confidence: 0.8,
    })
}

/// The next sentence of the same paragraph goes on with the list: "With him were A and B", "A and B sat beside him",
/// "A completes the team", "She has a lawyer, A, at her elbow".
pub(super) fn goes_on(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    sentence: Sentence,
    open: Option<(u16, usize)>,
) -> Option<Roster> {
    let page = view.page;
    if at != sentence.first {
        return None;
    }
    let words = |list: &[&str]| {
        (sentence.first..sentence.last).any(|i| !page.tokens[i].quoted && list.contains(&page.word(i)))
    };
    let pronoun = matches!(page.word(at + 1), "him" | "her" | "them");
    let with =
        matches!(page.word(at), "With" | "Beside" | "Alongside" | "Behind" | "Flanking" | "Accompanying")
            && (pronoun || page.word(at) == "With" && matches!(page.word(at + 2), "were" | "was"));
    let named = matches!(page.word(at), "With" | "Around" | "Beside" | "Alongside" | "Behind")
        && view.chunks.within(at + 1, at + 2).first().is_some_and(|c| {
            matches!(c.what, What::Person(_)) && matches!(page.word(c.last), "were" | "was" | "came" | "sat")
        });
    let opening = with || named || page.word(at) == "Next" && page.word(at + 1) == "to";
    let has = page.is(at, Class::HE.or(Class::SHE))
        && matches!(page.word(at + 1), "has" | "had" | "brought")
        && (words(&["elbow", "side", "with"]) || page.word(at + 1) == "brought");
    let completes =
        words(&["make", "completes", "completed", "complete", "rounds", "rounded", "makes", "made"])
            && words(&["team", "delegation", "side", "line-up", "lineup"]);
    let sat = words(&["sat", "sit", "sits", "were", "stood"]) && words(&["beside", "alongside"])
        || words(&["sat", "sits"]) && words(&["left", "right"]) && words(&["his", "her", "their"]);
    let elsewhere =
        view.chunks.parties_within(at, (at + 7).min(sentence.last)).iter().any(|m| {
            open.is_none_or(|(party, _)| m.party != party) && m.form != crate::gazetteer::Form::Seat
        });
    if !(opening || has || completes || sat) || elsewhere && !opening {
        return None;
    }
    let before = open.filter(|&(_, block)| block == sentence.block);
    let party = before.map(|(party, _)| party).or_else(|| pronoun_party(view, draft, at, sentence))?;
    let leader = view
        .chunks
        .within(at, (at + 4).min(sentence.last))
        .iter()
        .find(|c| page.is(c.first, Class::THIRD) || named && matches!(c.what, What::Person(_)))
        .and_then(|c| match c.what {
            What::Person(person) => Some(person),
            _ => None,
        })
        .filter(|&p| party_of(draft, p) == Some(party));
    Some(Roster {
        party,
        first: at,
        list: (at, sentence.last),
        leader,
        heads: Heads::Nobody,
        rule: "delegation:goes-on",
        confidence: 0.78,
    })
}

/// The party of the one whom "him" or "her" at the start of a sentence stands for.
fn pronoun_party(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<u16> {
    let pronoun = view
        .chunks
        .within(at, (at + 4).min(sentence.last))
        .iter()
        .find(|c| view.page.is(c.first, Class::THIRD))?;
    match pronoun.what {
        What::Person(person) => party_of(draft, person),
        _ => None,
    }
}
