//! What must come first: "until the Senate approves it", "only if the President signs".

use crate::draft::View;
use crate::events::approvals::Requirement;
use crate::events::approvals::approvers::{approvers_end, object_before};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// "will not take effect until the Senate approves it", "cannot be signed until the Region has given its consent",
/// "takes effect only if the President signs the waivers".
pub(super) fn until(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(14).max(sentence.first);
    let until = condition(view, low, at, sentence)?;
    let mut end = at;
    while end > until + 1
        && (page.is(end - 1, Class::AUX.or(Class::ADV)) || matches!(page.word(end - 1), "yet" | "still"))
    {
        end -= 1;
    }
    // "until the Region has given its consent" is read at its verb.
    if page.is(at - 1, Class::THIRD.or(Class::DET)) || page.tokens[at - 1].kind == Kind::Possessive {
        return None;
    }
    let start = until + 1;
    let plain =
        (start..at).all(|i| page.tokens[i].kind != Kind::Quote && !page.is(i, Class::SAY.or(Class::MODAL)));
    let pronoun = page.is(start, Class::THIRD.or(Class::FIRST).or(Class::SECOND)) && end - start == 1;
    // "until it has been ratified by the Congress".
    let by = (at + 1..(at + 3).min(sentence.last)).find(|&i| page.word(i) == "by");
    if let Some(by) = by.filter(|_| {
        page.is(at - 1, Class::AUX)
            && page.is(at, Class::APPROVED)
            && matches!(page.word(until), "until" | "unless" | "Until" | "Unless" | "if" | "once" | "before")
    }) {
        let end = approvers_end(view, by + 1, sentence);
        return Some(Requirement {
            modal: (until, by + 1),
            approvers: (by + 1, end),
            object: object_before(view, until, sentence),
            rule: "approval:until",
            confidence: 0.82,
        });
    }
    let passive = page.is(at - 1, Class::AUX)
        && matches!(page.word(at - 1), "is" | "are" | "was" | "were" | "be" | "been");
    // "before Parliament passes the law" is a condition only of what cannot be before.
    let decides = (start..end).any(|i| page.is(i, Class::DECIDER)) && page.is(at, Class::APPROVED);
    let blocked = decides && page.word(until) == "once"
        || !matches!(page.word(until), "before" | "once" | "Once")
        || (sentence.first..until)
            .any(|i| page.is(i, Class::NEG) || matches!(page.word(i), "no" | "No" | "nothing" | "Nothing"));
    let given = page.word(at) != "given" || (at + 1..at + 4).any(|i| page.is(i, Class::ASSENT));
    let approves = !matches!(
        page.word(at),
        "passed" | "voted" | "agreed" | "accepted" | "backed" | "spoken" | "ruled" | "decided"
    ) || (start..end).any(|i| page.is(i, Class::DECIDER));
    (plain && !pronoun && !passive && blocked && given && approves && end > start && end - start <= 9)
        .then_some(Requirement {
            modal: (until, at + 1),
            approvers: (start, end),
            object: object_before(view, until, sentence),
            rule: "approval:until",
            confidence: 0.8,
        })
}

/// The word that makes what follows a condition: "until", "unless", "only if", "once".
fn condition(view: View<'_, '_>, low: usize, at: usize, sentence: Sentence) -> Option<usize> {
    let page = view.page;
    (low..at).rev().find(|&i| {
        matches!(page.word(i), "until" | "unless" | "Until" | "Unless" | "before" | "till")
            || matches!(page.word(i), "if" | "when" | "once" | "after")
                && i > sentence.first
                && page.word(i - 1).eq_ignore_ascii_case("only")
            || matches!(page.word(i), "once" | "Once")
    })
}
