//! Approvals the text says are still required: "would require approval from both …", "must be ratified by …".

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Approval, Collective, CollectiveKind, Evidence, Holder, Span};
use crate::token::Kind;

/// Verbs of approving, as participles and infinitives.
const APPROVE: [&str; 26] = [
    "approved",
    "ratified",
    "endorsed",
    "confirmed",
    "accepted",
    "signed",
    "authorised",
    "authorized",
    "adopted",
    "cleared",
    "agreed",
    "backed",
    "passed",
    "approve",
    "ratify",
    "endorse",
    "confirm",
    "accept",
    "sign",
    "authorise",
    "authorize",
    "adopt",
    "agree",
    "consent",
    "pass",
    "assent",
];
/// Nouns of approving.
const APPROVALS: [&str; 25] = [
    "approval",
    "consent",
    "ratification",
    "endorsement",
    "assent",
    "sign-off",
    "agreement",
    "authorisation",
    "authorization",
    "signature",
    "signatures",
    "blessing",
    "go-ahead",
    "confirmation",
    "poll",
    "act",
    "Act",
    "referendum",
    "decree",
    "opinion",
    "backing",
    "vote",
    "majority",
    "approvals",
    "green",
];

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
                && let Some(requirement) = requirement_at(view, at, sentence)
            {
                at = requirement.approvers.1.max(requirement.modal.1).max(at + 1);
                enter(view, draft, sentence, &requirement);
                continue;
            }
            at += 1;
        }
    }
}

fn requirement_at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let word = view.page.word(at);
    if word == "rests" || word == "lies" || word == "rest" {
        return rests(view, at, sentence);
    }
    if matches!(word, "submitted" | "put" | "laid" | "sent" | "referred" | "taken") {
        return referred(view, at, sentence);
    }
    if matches!(word, "give" | "grant") {
        return given(view, at, sentence);
    }
    if APPROVALS.contains(&word) {
        return noun(view, at, sentence);
    }
    if matches!(word, "approves" | "ratifies" | "endorses" | "signs" | "approve" | "ratify" | "endorse")
        && let Some(found) = until(view, at, sentence)
    {
        return Some(found);
    }
    if APPROVE.contains(&word) {
        return passive(view, at, sentence).or_else(|| active(view, at, sentence));
    }
    None
}

/// "would require approval from A and B", "subject to the consent of A", "without the approval of A", "A's approval is required".
fn noun(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(9).max(sentence.first);
    let demand = (low..at).rev().find(|&i| demands(view, i));
    let led = demand.is_some_and(|d| (d + 1..at).all(|i| !page.is_mark(i, b'.') && !page.is_mark(i, b';')));
    let trailing = (at + 1..sentence.last.min(at + 12))
        .find(|&i| matches!(page.word(i), "required" | "needed" | "necessary"));
    let trailing = trailing.filter(|&t| {
        (at..t).any(|i| page.is(i, Class::AUX.or(Class::MODAL))) && (at..t).all(|i| !page.is_mark(i, b','))
    });
    let agreement = matches!(page.word(at), "agreement" | "vote" | "majority" | "backing" | "green");
    if !led && trailing.is_none() {
        return None;
    }
    if agreement && !led && page.word(at) == "agreement" {
        return None;
    }
    let next = at + 1 + usize::from(page.word(at) == "green");
    let modal = demand.filter(|_| led).map_or((at, at + 1), |d| (d, at + 1));
    let object = object_before(view, modal.0, sentence);
    if matches!(page.word(next), "from" | "of" | "by" | "in") {
        let end = approvers_end(view, next + 1, sentence);
        let modal = (modal.0, next + 1);
        return Some(Requirement {
            modal,
            approvers: (next + 1, end),
            object,
            rule: "approval:noun",
            confidence: 0.88,
        });
    }
    // "the Senate's approval is required": the owner before the noun.
    if !led && let Some(owner) = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive) {
        let start = view
            .chunks
            .holding(owner.saturating_sub(1))
            .map_or(owner.saturating_sub(1), |c| view.chunks.list[c].first);
        let modal = (at, trailing.map_or(at + 1, |t| t + 1));
        return Some(Requirement {
            modal,
            approvers: (start, owner),
            object: None,
            rule: "approval:owner",
            confidence: 0.85,
        });
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

/// Words that demand: require, need, subject to, await, without, pending, after.
fn demands(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    match page.word(at) {
        "require" | "requires" | "required" | "requiring" | "need" | "needs" | "needed" | "await"
        | "awaits" | "awaiting" | "pending" | "seek" | "depends" | "depend" | "hinges" => true,
        "win" | "secure" | "obtain" | "get" | "receive" | "gain" | "have" => {
            (at.saturating_sub(4)..at).any(|i| obliges(view, i))
        }
        "subject" | "Subject" => page.word(at + 1) == "to",
        "contingent" | "conditional" | "dependent" => matches!(page.word(at + 1), "on" | "upon"),
        "without" => (at.saturating_sub(10)..at).any(|i| page.is(i, Class::NEG.or(Class::MODAL))),
        "after" | "upon" | "until" => (at.saturating_sub(10)..at)
            .any(|i| matches!(page.word(i), "will" | "shall" | "only" | "cannot" | "until" | "not")),
        _ => false,
    }
}

/// "will not take effect until the Senate approves it".
fn until(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let low = at.saturating_sub(10).max(sentence.first);
    let until = (low..at)
        .rev()
        .find(|&i| matches!(view.page.word(i), "until" | "unless" | "once" | "Until" | "Unless" | "Once"))?;
    let plain = (until + 1..at).all(|i| {
        view.page.tokens[i].kind != Kind::Quote && !view.page.is_mark(i, b',') && !view.page.is(i, Class::SAY)
    });
    let start = until + 1;
    let pronoun = view.page.is(start, Class::THIRD.or(Class::FIRST));
    let found = Requirement {
        modal: (until, at + 1),
        approvers: (start, at),
        object: object_before(view, until, sentence),
        rule: "approval:until",
        confidence: 0.8,
    };
    (plain && !pronoun && at > start).then_some(found)
}

/// "A final decision rests with the Riksdag".
fn rests(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let low = at.saturating_sub(6).max(sentence.first);
    let decision = view.has_word(low, at, &["decision", "approval", "say", "word"])?;
    let with = view.page.word(at + 1) == "with" && !view.page.is(decision, Class::SAY);
    let end = approvers_end(view, at + 2, sentence);
    let object = object_before(view, at, sentence);
    let found = Requirement {
        modal: (at, at + 2),
        approvers: (at + 2, end),
        object,
        rule: "approval:rests",
        confidence: 0.85,
    };
    with.then_some(found)
}

/// "must be submitted to parliament for ratification".
fn referred(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let low = at.saturating_sub(6).max(sentence.first);
    let must = (low..at).rev().find(|&i| obliges(view, i) || view.page.word(i) == "will")?;
    let be = view.page.word(at.checked_sub(1)?) == "be";
    let to = (at + 1..(at + 3).min(sentence.last)).find(|&i| matches!(view.page.word(i), "to" | "before"))?;
    let end = approvers_end(view, to + 1, sentence);
    let purpose = (end..(end + 6).min(sentence.last))
        .any(|i| APPROVALS.contains(&view.page.word(i)) || APPROVE.contains(&view.page.word(i)));
    let object = object_before(view, must, sentence);
    let found = Requirement {
        modal: (must, to + 1),
        approvers: (to + 1, end),
        object,
        rule: "approval:referred",
        confidence: 0.85,
    };
    (be && purpose).then_some(found)
}

/// "the Supreme Court must first give its opinion".
fn given(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let low = at.saturating_sub(4).max(sentence.first);
    let must = (low..at).rev().find(|&i| obliges(view, i))?;
    let between =
        (must + 1..at).all(|i| matches!(view.page.word(i), "to" | "first" | "both" | "also" | "still"));
    let noun = (at + 1..(at + 5).min(sentence.last)).find(|&i| APPROVALS.contains(&view.page.word(i)))?;
    let start = subject_start(view, must, sentence)?;
    let found = Requirement {
        modal: (must, noun + 1),
        approvers: (start, must),
        object: None,
        rule: "approval:gives",
        confidence: 0.85,
    };
    between.then_some(found)
}

/// "must be ratified by A", "would have to be approved by A and B".
fn passive(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let be = page.word(at.checked_sub(1)?) == "be"
        || page.word(at - 1) == "first" && page.word(at.checked_sub(2)?) == "be";
    let low = at.saturating_sub(6).max(sentence.first);
    let must = (low..at).rev().find(|&i| obliges(view, i))?;
    if !be {
        return None;
    }
    let by = (at + 1..(at + 3).min(sentence.last)).find(|&i| matches!(page.word(i), "by"))?;
    let end = approvers_end(view, by + 1, sentence);
    let object = object_before(view, must, sentence);
    Some(Requirement {
        modal: (must, by + 1),
        approvers: (by + 1, end),
        object,
        rule: "approval:passive",
        confidence: 0.9,
    })
}

/// Words that oblige: must, have to, needs to; "cannot … without" is read with its noun.
fn obliges(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    match page.word(at) {
        "must" => true,
        "have" | "has" | "needs" | "need" | "had" => matches!(page.word(at + 1), "to" | "yet"),
        "cannot" => (at..at + 14).any(|i| matches!(page.word(i), "unless" | "until")),
        _ => false,
    }
}

/// "A must approve the text", "the Senate has to ratify any deal".
fn active(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(5).max(sentence.first);
    let must = (low..at).rev().find(|&i| obliges(view, i))?;
    let between = (must + 1..at).all(|i| {
        matches!(
            page.word(i),
            "to" | "yet" | "first" | "both" | "also" | "still" | "then" | "all" | "each" | "now" | "formally"
        )
    });
    if !between || matches!(page.word(at), "agree" | "accept" | "pass" | "sign") && page.word(must) != "must"
    {
        return None;
    }
    let (object_first, object_last) = noun_phrase(view, at + 1, sentence);
    let about = (object_first..object_last).any(|i| {
        page.is(i, Class::PROPOSALNOUN)
            || matches!(
                page.word(i),
                "it" | "protocol"
                    | "convention"
                    | "text"
                    | "settlement"
                    | "ceasefire"
                    | "truce"
                    | "deal"
                    | "order"
                    | "changes"
            )
    });
    if !about {
        return None;
    }
    let start = subject_start(view, must, sentence)?;
    Some(Requirement {
        modal: (must, at + 1),
        approvers: (start, must),
        object: Some((object_first, object_last)),
        rule: "approval:active",
        confidence: 0.85,
    })
}

/// The start of the noun phrase before a modal: the chunk there, or the words back to a boundary.
fn subject_start(view: View<'_, '_>, end: usize, sentence: Sentence) -> Option<usize> {
    let mut start = end;
    while start > sentence.first {
        let token = &view.page.tokens[start - 1];
        let inside = view.chunks.holding(start - 1);
        if let Some(chunk) = inside {
            start = view.chunks.list[chunk].first;
            continue;
        }
        if !token.is_word() && token.kind != Kind::Possessive
            || token.is(Class::SAY.or(Class::MODAL).or(Class::AUX))
            || token.is(Class::CONJ) && view.page.word(start - 1) != "and"
        {
            break;
        }
        start -= 1;
        if token.is(Class::DET) {
            break;
        }
    }
    let pronoun = view.page.is(start, Class::THIRD.or(Class::FIRST));
    (start < end && !pronoun).then_some(start)
}

/// What needs the approval: the noun phrase before the words that demand it.
fn object_before(view: View<'_, '_>, modal: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let page = view.page;
    let mut end = modal;
    while end > sentence.first
        && (page.is(end - 1, Class::MODAL.or(Class::AUX).or(Class::ADV).or(Class::NEG))
            || page.word(end - 1) == "to")
        && !page.is(end - 1, Class::THIRD)
    {
        end -= 1;
    }
    let mut start = end;
    while start > sentence.first && end - start < 9 {
        let token = &page.tokens[start - 1];
        let ends = token.kind == Kind::Mark
            || token.kind == Kind::Quote
            || token.is(Class::CONJ.or(Class::SAY).or(Class::REL)) && !token.is_capital();
        if ends {
            break;
        }
        start -= 1;
        if token.is(Class::DET) {
            break;
        }
    }
    (start < end).then_some((start, end))
}

/// The end of the list of approvers.
fn approvers_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    let mut at = from;
    while at < sentence.last {
        if let Some(chunk) = view.chunks.holding(at) {
            at = view.chunks.list[chunk].last.max(at + 1);
            continue;
        }
        let token = &view.page.tokens[at];
        let comma_list = token.is_mark(b',')
            && (view.chunk_from(at + 1).is_some() || view.page.word(at + 1) == "and")
            && !view.page.is(at + 1, Class::REL);
        let joint = matches!(view.page.word(at), "and" | "of" | "both" | "by" | "from" | "in");
        let joint = joint
            && (view.page.word(at) != "and"
                || !view.page.is(at + 1, Class::SAY.or(Class::AUX).or(Class::MODAL)));
        let word = token.is_word()
            && !token.is(Class::PREP
                .or(Class::CONJ)
                .or(Class::AUX)
                .or(Class::MODAL)
                .or(Class::REL)
                .or(Class::SAY))
            || token.kind == Kind::Number;
        if !(comma_list || joint || word || token.kind == Kind::Possessive)
            || view.page.date_holding(at).is_some()
        {
            break;
        }
        at += 1;
    }
    while at > from && matches!(view.page.word(at - 1), "and" | "of" | "by" | "from" | "in") {
        at -= 1;
    }
    at
}

/// The noun phrase that begins at a token.
fn noun_phrase(view: View<'_, '_>, from: usize, sentence: Sentence) -> (usize, usize) {
    let end = (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            !(token.is_word() || token.kind == Kind::Possessive || token.kind == Kind::Number)
                || token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::MODAL).or(Class::REL))
        })
        .unwrap_or(sentence.last);
    (from, end.max(from))
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

/// The approvers of a list: chunks, and noun phrases between the joints.
fn parts(view: View<'_, '_>, first: usize, last: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = first;
    let mut at = first;
    while at <= last {
        let chunk = if at < last { view.chunks.holding(at) } else { None };
        if let Some(chunk) = chunk {
            at = view.chunks.list[chunk].last.max(at + 1);
            continue;
        }
        // "the leader of the front, Marshal X" is one approver, "X, the parliament" too.
        let comma = view.page.is_mark(at, b',');
        let listed = (first..last).any(|i| view.page.word(i) == "and" && i > at);
        let named = comma
            && view.chunk_from(at + 1).is_some_and(|c| matches!(view.chunks.list[c].what, What::Person(_)));
        if comma && at < last && !listed && !named {
            if at > start {
                parts.push((start, at));
            }
            break;
        }
        let joint =
            at == last || matches!(view.page.word(at), "and" | "both" | "," | "or") && (listed || !named);
        if joint {
            if at > start {
                parts.push((start, at.min(last)));
            }
            start = at + 1;
        }
        at += 1;
    }
    parts
}

/// Who a part of the list is: a person or party named in it, or the body its words name.
fn approver(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    (first, last): (usize, usize),
) -> Option<(Holder, Span)> {
    let first = first + usize::from(matches!(view.page.word(first), "by" | "from" | "of" | "in"));
    let chunks = view.chunks.within(first, last);
    // "the leader of the Eastern Command, Marshal Hamad" and "Prime Minister Iliev": the person decides.
    if let Some(person) = chunks.iter().find(|c| {
        matches!(c.what, What::Person(_))
            && !view.page.is(c.first, Class::THIRD)
            && view.page.tokens.get(c.last).is_none_or(|t| t.kind != Kind::Possessive)
    }) {
        let holder = draft.holder(view, person)?;
        return Some((holder, view.page.span(person.first, person.last)));
    }
    let whole =
        chunks.iter().find(|c| c.first <= first + 1 && c.last == last && !matches!(c.what, What::Pronoun));
    if let Some(chunk) = whole {
        let holder = draft.holder(view, chunk)?;
        return Some((holder, view.page.span(chunk.first, chunk.last)));
    }
    let words = (first..last).filter(|&i| view.page.tokens[i].is_word()).count();
    let pronoun = chunks.iter().any(|c| c.what == What::Pronoun);
    if pronoun && words <= 2 {
        return None;
    }
    let dull = (first..last).all(|i| {
        view.page.is(i, Class::DET.or(Class::THIRD).or(Class::ADV).or(Class::PREP).or(Class::FIRST))
    });
    if words == 0 || words > 10 || dull {
        return None;
    }
    let the = usize::from(matches!(view.page.word(first), "the" | "The"));
    let span = view.page.span(first + the, last);
    let evidence = Evidence { span, rule: "source:approver", confidence: 0.7 };
    let text = view.page.slice(span).to_owned();
    let index = draft.reading.sources.iter().position(|s| s.text == text).unwrap_or_else(|| {
        draft.reading.sources.push(Collective {
            text,
            kind: CollectiveKind::Organisation,
            party: None,
            evidence,
        });
        draft.reading.sources.len() - 1
    });
    Some((Holder::Source(u32::try_from(index).ok()?), span))
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
