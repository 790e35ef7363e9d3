//! To whom the text must go: "must be ratified by A", "must pass the Assembly", "must be put to the members".

use super::obligation::{obligation, obliges, small};
use crate::draft::View;
use crate::events::approvals::Requirement;
use crate::events::approvals::approvers::{approvers_end, noun_phrase, object_before};
use crate::lexicon::Class;
use crate::page::Sentence;

/// "must be ratified by A", "would have to be approved by A and B", "only upon its approval by A".
pub(super) fn passive(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(3).max(sentence.first);
    let be = (low..at).rev().find(|&i| page.word(i) == "be")?;
    let must = obligation(view, be, 7, sentence)?;
    if !small(view, be + 1, at) {
        return None;
    }
    let with = matches!(page.word(at), "cleared" | "agreed" | "settled");
    let by = (at + 1..(at + 4).min(sentence.last))
        .find(|&i| page.word(i) == "by" || with && page.word(i) == "with")?;
    let end = approvers_end(view, by + 1, sentence);
    Some(Requirement {
        modal: (must, by + 1),
        approvers: (by + 1, end),
        object: object_before(view, must, sentence),
        rule: "approval:passive",
        confidence: 0.9,
    })
}

/// "must be endorsed by A and, on the other side, by B": a second agent behind a phrase of its own.
pub(super) fn and_by(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let behind = at > sentence.first && (page.is_mark(at - 1, b',') || page.word(at - 1) == "and");
    let low = at.saturating_sub(26).max(sentence.first);
    let first =
        (low..at).rev().find(|&i| page.word(i) == "by" && i > low && page.is(i - 1, Class::APPROVED))?;
    let must = obligation(view, first - 1, 8, sentence)?;
    let end = approvers_end(view, at + 1, sentence);
    behind.then_some(Requirement {
        modal: (must, first + 1),
        approvers: (at + 1, end),
        object: object_before(view, must, sentence),
        rule: "approval:passive",
        confidence: 0.85,
    })
}

/// "would have to pass the National Assembly", "must clear the regulator".
pub(super) fn through(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 6, sentence)?;
    let (first, last) = noun_phrase(view, at + 1, sentence);
    // "must survive a vote in the Senate".
    let (first, last) = if (first..last)
        .any(|i| matches!(page.word(i), "vote" | "votes" | "reading" | "scrutiny" | "test"))
        && matches!(page.word(last), "in" | "by" | "of" | "before")
    {
        noun_phrase(view, last + 1, sentence)
    } else {
        (first, last)
    };
    let decider = (first..last).any(|i| page.is(i, Class::DECIDER));
    let object = object_before(view, must, sentence)?;
    let agreement =
        (object.0..object.1).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    (decider && agreement).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (first, last),
        object: Some(object),
        rule: "approval:through",
        confidence: 0.82,
    })
}

/// "has to ballot its 1,900 members on any agreement", "must consult the full council".
pub(super) fn asked(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 6, sentence)?;
    let (first, last) = noun_phrase(view, at + 1, sentence);
    let ballot = matches!(page.word(at), "ballot" | "poll");
    let agreement = (last..(last + 6).min(sentence.last))
        .any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let first = first + usize::from(page.is(first, Class::THIRD.or(Class::DET)));
    (last > first && (ballot || agreement && page.word(at) == "ask")).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (first, last),
        object: None,
        rule: "approval:ballot",
        confidence: 0.8,
    })
}

/// "must be submitted to parliament for ratification", "the deal must still go to the board", "then it goes to both chambers".
pub(super) fn referred(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(8).max(sentence.first);
    let goes = matches!(page.word(at), "go" | "goes" | "come" | "comes" | "back");
    let must = (low..at).rev().find(|&i| {
        obliges(view, i).is_some()
            || matches!(page.word(i), "will" | "would" | "then" | "still" | "can" | "next")
    });
    let to = (at + 1..(at + 3).min(sentence.last)).find(|&i| matches!(page.word(i), "to" | "before"))?;
    let end = approvers_end(view, to + 1, sentence);
    let purpose = (end..(end + 9).min(sentence.last))
        .any(|i| page.is(i, Class::ASSENT) || page.is(i, Class::APPROVING) || page.is(i, Class::APPROVED));
    let vote = (to + 1..end)
        .any(|i| matches!(page.word(i), "referendums" | "referendum" | "vote" | "plebiscite" | "ballot"));
    let decider = (to + 1..end).any(|i| page.is(i, Class::DECIDER));
    let obliged = must.is_some_and(|m| obliges(view, m).is_some());
    let be = page.word(at.checked_sub(1)?) == "be";
    let it = at > sentence.first
        && matches!(page.word(at - 1), "it" | "deal" | "text" | "agreement" | "accord" | "plan" | "draft");
    let enough = if goes {
        decider && (obliged || must.is_some() || purpose || it && page.of_talks)
    } else {
        be && must.is_some() && (purpose || vote || decider && (obliged || page.word(at) == "put"))
    };
    let modal = must.unwrap_or(at);
    let table = page.word(at) == "back" && !obliged;
    let clear = must
        .is_none_or(|m| (m..at).all(|i| !page.is_mark(i, b';') && !page.is(i, Class::SAY.or(Class::NEG))));
    (enough && end > to + 1 && !table && clear).then_some(Requirement {
        modal: (modal, to + 1),
        approvers: (to + 1, end),
        object: object_before(view, modal, sentence),
        rule: "approval:referred",
        confidence: 0.82,
    })
}
