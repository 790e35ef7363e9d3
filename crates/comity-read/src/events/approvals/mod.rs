//! Approvals the text says are still required: "would require approval from both …", "must be ratified by …".

mod approvers;
mod frames;

use crate::draft::{Draft, View};
use crate::page::Sentence;
use crate::reading::{Approval, Evidence, Holder};
use approvers::{approver, parts};

/// What a rule found: the words that require it, where the approvers stand, what it is for.
struct Requirement {
    modal: (usize, usize),
    approvers: (usize, usize),
    object: Option<(usize, usize)>,
    rule: &'static str,
    confidence: f32,
}

/// Finds the approvals required on a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            if view.page.tokens[at].is_word()
                && let Some(requirement) = frames::at(view, at, sentence)
            {
                at = requirement.approvers.1.max(requirement.modal.1).max(at + 1);
                enter(view, draft, sentence, &requirement);
                continue;
            }
            at += 1;
        }
    }
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence, requirement: &Requirement) {
    let according_to = speaker_here(view, draft, sentence, requirement.modal.0);
    let (first, last) = requirement.approvers;
    for part in parts(view, first, last) {
        let Some((approver, span)) = approver(view, draft, part) else { continue };
        let start =
            requirement.object.map_or(requirement.modal.0, |o| o.0).min(first).min(requirement.modal.0);
        let whole = view.page.span(start, part.1.max(requirement.modal.1));
        let evidence = Evidence { span: whole, rule: requirement.rule, confidence: requirement.confidence };
        let name = draft.reading.name_of(approver).to_lowercase();
        let tail = |name: &str| name.rsplit(' ').next().unwrap_or("").to_owned();
        let known = draft.reading.approvals.iter().any(|a| {
            let other = draft.reading.name_of(a.approver).to_lowercase();
            let bodies = matches!((a.approver, approver), (Holder::Source(_), Holder::Source(_)));
            a.approver == approver || bodies && tail(&other) == tail(&name)
        });
        if known {
            continue;
        }
        draft.reading.approvals.push(Approval {
            approver,
            approver_span: span,
            object: requirement.object.map(|(a, b)| view.page.span(a, b)),
            according_to,
            modal: view.page.span(requirement.modal.0, requirement.modal.1),
            evidence,
        });
    }
}

/// Who says so: the speaker of the reported speech that holds the words.
fn speaker_here(view: View<'_, '_>, draft: &Draft<'_>, sentence: Sentence, at: usize) -> Option<Holder> {
    let place = view.page.tokens[at].start;
    let low = view.page.tokens[sentence.first].start;
    draft
        .reading
        .statements
        .iter()
        .filter(|s| {
            s.evidence.span.start >= low && s.evidence.span.start <= place && place < s.evidence.span.end
        })
        .find_map(|s| s.speaker)
}
