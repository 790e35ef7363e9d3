//! Who must act: "the Senate has to ratify it", "she alone can authorise it", "the council votes on the
//! text".

use super::obligation::{he_must, obligation, subject_of};
use crate::chunk::What;
use crate::draft::View;
use crate::events::approvals::Requirement;
use crate::events::approvals::approvers::{noun_phrase, relative_subject, subject_start};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// "A must approve the text", "the Senate has to ratify any deal", "the council, which owns the port, would have to vote on it".
pub(super) fn active(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 7, sentence)?;
    if page.word(at.checked_sub(1)?) == "be" {
        return None;
    }
    let (mut start, mut end) = subject_of(view, must, sentence).or_else(|| he_must(view, must, sentence))?;
    if matches!(page.word(start), "which" | "who" | "that") {
        (start, end) = relative_subject(view, start, sentence)?;
    }
    let (object_first, object_last) = noun_phrase(view, after(view, at), sentence);
    let agreement =
        (object_first..object_last).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let decider = (start..end).any(|i| page.is(i, Class::DECIDER))
        || view
            .chunks
            .within(start, end)
            .iter()
            .any(|c| matches!(c.what, What::Person(_)) && c.noun.is_some());
    let approve = page.is(at, Class::APPROVING);
    let open = page.tokens.get(at + 1).is_none_or(|t| t.kind == Kind::Mark)
        || matches!(
            page.word(at + 1),
            "too" | "first" | "as" | "on" | "off" | "for" | "before" | "yes" | "by" | "house"
        );
    let yes = page.word(at) != "say" || matches!(page.word(at + 1), "yes" | "aye");
    let enough = match (approve, decider) {
        (true, true) => true,
        (true, false) => {
            agreement
                || page.of_talks && matches!(page.word(at), "approve" | "ratify" | "endorse")
                || page.word(at) == "license"
                || page.word(at) == "sign"
                || page.of_talks && open
        }
        (false, true) => agreement || open || page.word(at + 1) == "to" && page.word(at) == "agree",
        (false, false) => agreement && matches!(page.word(at), "vote" | "sign" | "accept") && page.of_talks,
    };
    // "must approve of it" is taste.
    let taste = page.word(at + 1) == "of";
    let confirm = (page.word(at) != "confirm" || agreement || decider) && !taste;
    let granted = !matches!(page.word(at), "grant" | "clear" | "initial" | "sanction") || decider;
    (enough && yes && confirm && granted).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (start, end),
        object: (object_last > object_first).then_some((object_first, object_last)),
        rule: "approval:active",
        confidence: 0.85,
    })
}

/// The object of a verb begins behind its particle: "sign off on the deal", "vote for it".
fn after(view: View<'_, '_>, verb: usize) -> usize {
    let mut at = verb + 1;
    while matches!(view.page.word(at), "off" | "on" | "for" | "to" | "yes" | "in" | "favour" | "favor" | "of")
        && at < verb + 4
    {
        at += 1;
    }
    at
}

/// "needs the Board to release the money", "requires seven of the members to pass a budget".
pub(super) fn to_do(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let to = (at + 2..(at + 13).min(sentence.last)).find(|&i| page.word(i) == "to")?;
    let verb = to + 1;
    let approves = page.is(verb, Class::APPROVING.or(Class::DECIDING))
        || matches!(
            page.word(verb),
            "release" | "lift" | "waive" | "pay" | "fund" | "underwrite" | "guarantee"
        );
    let clear = (at + 1..to).all(|i| {
        page.tokens[i].is_word() && !page.is(i, Class::AUX.or(Class::MODAL).or(Class::SAY))
            || page.tokens[i].kind == Kind::Number
            || page.tokens[i].kind == Kind::Possessive
    });
    let decider = (at + 1..to).any(|i| page.is(i, Class::DECIDER))
        || view.chunks.within(at + 1, to).iter().any(|c| matches!(c.what, What::Person(_)));
    (approves && clear && decider && page.of_talks).then_some(Requirement {
        modal: (at, verb + 1),
        approvers: (at + 1, to),
        object: None,
        rule: "approval:to-do",
        confidence: 0.82,
    })
}

/// "the Liberal group has insisted on a vote": who insists must be asked.
pub(super) fn insisted(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let vote = (at + 2..(at + 6).min(sentence.last))
        .find(|&i| matches!(page.word(i), "vote" | "ballot" | "say" | "veto" | "referendum"))?;
    let mut end = at;
    while end > sentence.first && page.is(end - 1, Class::AUX.or(Class::ADV)) {
        end -= 1;
    }
    let start = subject_start(view, end, sentence)?;
    Some(Requirement {
        modal: (at, vote + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:insists",
        confidence: 0.75,
    })
}

/// "she alone can authorise it", "only the Senate can ratify it".
pub(super) fn alone(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(5).max(sentence.first);
    let modal = (low..at).rev().find(|&i| matches!(page.word(i), "can" | "may" | "could"))?;
    let start = subject_start(view, modal, sentence)?;
    let alone = page.word(modal - 1) == "alone"
        || page.word(start) == "only"
        || start > sentence.first && page.word(start - 1).eq_ignore_ascii_case("only");
    let end = modal - usize::from(page.word(modal - 1) == "alone");
    let start = start + usize::from(page.word(start) == "only");
    (alone && end > start).then_some(Requirement {
        modal: (modal, at + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:alone",
        confidence: 0.8,
    })
}

/// "The council votes on the text on Thursday", "Members will vote on the deal".
pub(super) fn votes(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if page.word(at + 1) != "on" {
        return None;
    }
    let (first, last) = noun_phrase(view, at + 2, sentence);
    let agreement = (first..last).any(|i| page.is(i, Class::AGREEMENT.or(Class::PROPOSALNOUN)));
    let will = at > sentence.first && matches!(page.word(at - 1), "will" | "to");
    let mut end = at;
    while end > sentence.first
        && (page.is(end - 1, Class::AUX.or(Class::MODAL).or(Class::ADV)) || page.word(end - 1) == "to")
    {
        end -= 1;
    }
    let start = subject_start(view, end, sentence)?;
    let decider = (start..end).any(|i| page.is(i, Class::DECIDER));
    (agreement && decider && (will || page.word(at) == "votes")).then_some(Requirement {
        modal: (end, at + 2),
        approvers: (start, end),
        object: Some((first, last)),
        rule: "approval:votes",
        confidence: 0.76,
    })
}

/// "Both presidents have to put their names to it".
pub(super) fn names_to(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let names = page.is(at + 1, Class::THIRD)
        && matches!(page.word(at + 2), "name" | "names" | "signature" | "signatures" | "seal" | "initials");
    let must = obligation(view, at, 6, sentence).filter(|_| names)?;
    let (start, end) = subject_of(view, must, sentence)?;
    Some(Requirement {
        modal: (must, at + 3),
        approvers: (start, end),
        object: None,
        rule: "approval:names",
        confidence: 0.82,
    })
}

/// "the Supreme Court must first give its opinion", "The executive must give its blessing too".
pub(super) fn given(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let must = obligation(view, at, 6, sentence)?;
    let noun = (at + 1..(at + 5).min(sentence.last)).find(|&i| view.page.is(i, Class::ASSENT))?;
    let (mut start, mut end) = subject_of(view, must, sentence)?;
    if matches!(view.page.word(start), "which" | "who" | "that") {
        (start, end) = relative_subject(view, start, sentence)?;
    }
    Some(Requirement {
        modal: (must, noun + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:gives",
        confidence: 0.85,
    })
}
