//! Whose the decision is: "rests with the Riksdag", "has the last word", "is for the court to decide", "whose
//! yes is needed".

use crate::chunk::What;
use crate::draft::View;
use crate::events::approvals::Requirement;
use crate::events::approvals::approvers::{approvers_end, object_before, relative_subject, subject_start};
use crate::lexicon::Class;
use crate::page::Sentence;

/// "A final decision rests with the Riksdag", "that decision belongs to the council", "it is up to the members".
pub(super) fn rests(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(6).max(sentence.first);
    let up = page.word(at) == "up" && page.word(at + 1) == "to" && page.is(at.wrapping_sub(1), Class::AUX);
    let decision = view.has_word(low, at, &["decision", "approval", "say", "word", "authority", "power"]);
    let with = matches!(page.word(at + 1), "with" | "to")
        && decision.is_some_and(|d| {
            !page.is(d, Class::SAY)
                || page.is(d - 1, Class::OFFICEMOD.or(Class::DET))
                || page.word(d - 1) == "last"
        });
    let end = approvers_end(view, at + 2, sentence);
    let decider = (at + 2..end).any(|i| page.is(i, Class::DECIDER));
    let found = Requirement {
        modal: (at, at + 2),
        approvers: (at + 2, end),
        object: object_before(view, at, sentence),
        rule: "approval:rests",
        confidence: 0.82,
    };
    (page.word(at) != "up" && with || up && decider).then_some(found)
}

/// "President X has the last word", "the governors have a veto".
pub(super) fn last_word(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let last = page.word(at) == "veto" && matches!(page.word(at - 1), "a" | "the" | "own")
        || matches!(page.word(at.checked_sub(1)?), "last" | "final");
    let low = at.saturating_sub(5).max(sentence.first);
    let has = (low..at)
        .rev()
        .find(|&i| matches!(page.word(i), "has" | "have" | "holds" | "hold" | "keeps" | "retains"))?;
    let denied = (low..at + 3).any(|i| page.is(i, Class::NEG) || page.word(i) == "none");
    let start = subject_start(view, has, sentence)?;
    (last && !denied).then_some(Requirement {
        modal: (has, at + 1),
        approvers: (start, has),
        object: None,
        rule: "approval:last-word",
        confidence: 0.8,
    })
}

/// "It will be for the Constitutional Court to decide": whose it is to say.
pub(super) fn for_them(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let be = at > sentence.first && matches!(page.word(at - 1), "is" | "be" | "was");
    let to = (at + 2..(at + 9).min(sentence.last)).find(|&i| page.word(i) == "to")?;
    let decides = matches!(
        page.word(to + 1),
        "decide" | "say" | "judge" | "rule" | "approve" | "ratify" | "agree" | "settle"
    );
    let decider = (at + 1..to).any(|i| page.is(i, Class::DECIDER))
        || view.chunks.within(at + 1, to).iter().any(|c| matches!(c.what, What::Person(_)));
    (be && decides && decider).then_some(Requirement {
        modal: (at - 1, at + 1),
        approvers: (at + 1, to),
        object: None,
        rule: "approval:for-them",
        confidence: 0.78,
    })
}

/// "old Tomàs Peris, the water judge, whose nod is needed", "the full membership, whose yes is needed".
pub(super) fn whose(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let whose = (at.saturating_sub(3).max(sentence.first)..at).rev().find(|&i| page.word(i) == "whose")?;
    let needed = (at + 1..(at + 7).min(sentence.last)).find(|&i| {
        matches!(
            page.word(i),
            "needed" | "required" | "requires" | "demands" | "necessary" | "essential" | "decisive"
        )
    })?;
    let (start, end) = relative_subject(view, whose, sentence)?;
    Some(Requirement {
        modal: (whose, needed + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:whose",
        confidence: 0.82,
    })
}
