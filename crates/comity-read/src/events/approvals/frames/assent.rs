//! What is demanded: "requires approval from A", "subject to the consent of A", "a members' ballot on any
//! deal".

use super::obligation::obliges;
use crate::draft::View;
use crate::events::approvals::Requirement;
use crate::events::approvals::approvers::{approvers_end, noun_phrase, object_before};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// "would require approval from A and B", "subject to the consent of A", "without the approval of A", "A's approval is required".
pub(super) fn noun(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(10).max(sentence.first);
    let demand = (low..at).rev().find(|&i| demands(view, i));
    let led = demand.is_some_and(|d| (d + 1..at).all(|i| !page.is_mark(i, b'.') && !page.is_mark(i, b';')));
    let trailing = (at + 1..sentence.last.min(at + 16)).find(|&i| {
        matches!(page.word(i), "required" | "needed" | "necessary" | "requisite" | "indispensable")
    });
    let trailing = trailing.filter(|&t| {
        (at..t).any(|i| page.is(i, Class::AUX.or(Class::MODAL))) && (at..t).all(|i| !page.is_mark(i, b','))
    });
    let loose = page.is(at, Class::LOOSE_ASSENT);
    if !led && (trailing.is_none() || matches!(page.word(at), "agreement" | "word" | "support")) {
        return None;
    }
    let distance = demand.map_or(0, |d| at - d);
    if loose && led && trailing.is_none() && distance > 7 {
        return None;
    }
    let next = at + 1 + usize::from(page.word(at) == "green");
    let modal = demand.filter(|_| led).map_or((at, at + 1), |d| (d, at + 1));
    let object = object_before(view, modal.0, sentence);
    let inside = page.word(next) == "in"
        && matches!(page.word(at), "majority" | "vote" | "poll" | "referendum" | "referendums");
    if matches!(page.word(next), "from" | "of" | "by") || inside {
        let end = approvers_end(view, next + 1, sentence);
        // "a referendum in Arica": the voters there, not the place.
        let place = inside && !(next + 1..end).any(|i| page.is(i, Class::DECIDER));
        return Some(Requirement {
            modal: (modal.0, next + 1),
            approvers: (if place { at } else { next + 1 }, end),
            object,
            rule: "approval:noun",
            confidence: 0.88,
        });
    }
    // "the Senate's approval is required": the owner before the noun.
    if !led && let Some(owner) = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive) {
        return Some(owned(view, (at, trailing.map_or(at + 1, |t| t + 1)), owner));
    }
    // "has promised parliament that nothing will move without its consent": whose it is stands before.
    if led && page.word(at.checked_sub(1)?) == "its" {
        return its(view, modal, object, sentence);
    }
    // "require the Senate's approval", "needs parliamentary approval".
    let owner_end = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive)?;
    let start = modal.0 + 1;
    (owner_end > start).then_some(Requirement {
        modal,
        approvers: (start, owner_end),
        object,
        rule: "approval:possessor",
        confidence: 0.85,
    })
}

/// "the Senate's approval is required": whose it is stands right before.
fn owned(view: View<'_, '_>, modal: (usize, usize), owner: usize) -> Requirement {
    let inside = owner.saturating_sub(1);
    let start = view.chunks.holding(inside).map_or(inside, |c| view.chunks.list[c].first);
    Requirement { modal, approvers: (start, owner), object: None, rule: "approval:owner", confidence: 0.85 }
}

/// "nothing will move without its consent": the decider named last before.
fn its(
    view: View<'_, '_>,
    modal: (usize, usize),
    object: Option<(usize, usize)>,
    sentence: Sentence,
) -> Option<Requirement> {
    let page = view.page;
    let before = (sentence.first..modal.0)
        .rev()
        .find(|&i| page.is(i, Class::DECIDER) && !page.is(i, Class::PROPOSALNOUN))?;
    let chunk = view.chunks.holding(before).map(|c| (view.chunks.list[c].first, view.chunks.list[c].last));
    Some(Requirement {
        modal,
        approvers: chunk.unwrap_or((before, before + 1)),
        object,
        rule: "approval:its",
        confidence: 0.72,
    })
}

/// Words that demand: require, need, subject to, await, without, pending, after.
fn demands(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    match page.word(at) {
        "require" | "requires" | "required" | "requiring" | "need" | "needs" | "needed" | "await"
        | "awaits" | "awaiting" | "wants" | "pending" | "seek" | "depends" | "depend" | "hinges"
        | "demands" | "awaited" | "lacks" => true,
        "takes" | "take" => (at + 1..at + 4)
            .any(|i| matches!(page.word(i), "act" | "vote" | "majority" | "referendum" | "decree")),
        "asks" => matches!(page.word(at + 1), "for" | "only"),
        "win" | "secure" | "obtain" | "get" | "receive" | "gain" | "have" | "command" => {
            (at.saturating_sub(4)..at).any(|i| obliges(view, i).is_some())
        }
        "subject" | "Subject" => page.word(at + 1) == "to",
        "contingent" | "conditional" | "dependent" => matches!(page.word(at + 1), "on" | "upon"),
        "Without" if page.of_talks => true,
        "without" | "Without" => (at.saturating_sub(12)..at).any(|i| {
            page.is(i, Class::NEG.or(Class::MODAL))
                || matches!(page.word(i), "no" | "No" | "nothing" | "Nothing" | "Not" | "nobody" | "cannot")
        }),
        "after" | "upon" | "until" | "with" => (at.saturating_sub(10)..at).any(|i| {
            matches!(page.word(i), "will" | "shall" | "only" | "cannot" | "until" | "not")
                && (page.word(at) != "with" || page.word(at - 1) == "only")
        }),
        _ => false,
    }
}

/// "has promised a members' ballot on any coalition agreement", "a referendum on the deal": votes on an agreement to come.
pub(super) fn ballot(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if !matches!(page.word(at), "ballot" | "referendum" | "vote" | "poll")
        || !matches!(page.word(at + 1), "on")
    {
        return None;
    }
    let (first, last) = noun_phrase(view, at + 2, sentence);
    let agreement = (first..last).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let promised = (at.saturating_sub(8).max(sentence.first)..at).any(|i| {
        matches!(
            page.word(i),
            "promised"
                | "promises"
                | "must"
                | "hold"
                | "holds"
                | "faces"
                | "requires"
                | "scheduled"
                | "called"
                | "will"
                | "due"
        )
    });
    let owner = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive)?;
    let start = owner.checked_sub(1)?;
    (agreement && promised).then_some(Requirement {
        modal: (owner, at + 1),
        approvers: (start, at + 1),
        object: Some((first, last)),
        rule: "approval:ballot",
        confidence: 0.75,
    })
}
