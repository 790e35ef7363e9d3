//! The words that name who must approve, and what: lists of approvers, the subject before a verb, the object.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Collective, CollectiveKind, Evidence, Holder, Span};
use crate::token::Kind;

/// The start of the noun phrase before a modal: the chunk there, or the words back to a boundary.
pub(super) fn subject_start(view: View<'_, '_>, end: usize, sentence: Sentence) -> Option<usize> {
    let mut start = end;
    while start > sentence.first {
        let token = &view.page.tokens[start - 1];
        let inside = view.chunks.holding(start - 1);
        if let Some(chunk) = inside {
            start = view.chunks.list[chunk].first;
            continue;
        }
        if !token.is_word() && token.kind != Kind::Possessive
            || token.is(Class::SAY.or(Class::MODAL).or(Class::AUX)) && !token.is_capital()
            || token.is(Class::CONJ)
                && view.page.word(start - 1) != "and"
                && !view.page.is(start - 1, Class::REL)
        {
            break;
        }
        start -= 1;
        if token.is(Class::DET.or(Class::REL)) {
            break;
        }
    }
    let pronoun = view.page.is(start, Class::THIRD.or(Class::FIRST));
    (start < end && !pronoun).then_some(start)
}

/// Who a relative clause is about: the words before the comma that opens it, an apposition passed over.
pub(super) fn relative_subject(
    view: View<'_, '_>,
    relative: usize,
    sentence: Sentence,
) -> Option<(usize, usize)> {
    let page = view.page;
    let mut end = relative - usize::from(relative > sentence.first && page.is_mark(relative - 1, b','));
    // "the congress on 23 October, which has to approve it".
    if let Some(date) = end.checked_sub(1).and_then(|i| page.date_holding(i)) {
        end = date.first.max(sentence.first);
        end -= usize::from(end > sentence.first && page.is(end - 1, Class::PREP));
    }
    let chunk =
        view.chunks.within(sentence.first, end).iter().rev().find(|c| c.last <= end && end - c.last <= 6);
    if let Some(person) = chunk.filter(|c| matches!(c.what, What::Person(_))) {
        return Some((person.first, person.last));
    }
    // "Tomàs Peris, the water judge, whose nod": the name before the apposition.
    let comma = (end.saturating_sub(6).max(sentence.first)..end).rev().find(|&i| page.is_mark(i, b','));
    let named = comma.and_then(|comma| {
        let chunk = view.chunks.within(sentence.first, comma).iter().rev().find(|c| c.last == comma)?;
        matches!(chunk.what, What::Person(_)).then_some((chunk.first, chunk.last))
    });
    named.or_else(|| subject_start(view, end, sentence).map(|start| (start, end)))
}

/// What needs the approval: the noun phrase before the words that demand it.
pub(super) fn object_before(view: View<'_, '_>, modal: usize, sentence: Sentence) -> Option<(usize, usize)> {
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
pub(super) fn approvers_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    let mut at = from;
    while at < sentence.last {
        if let Some(chunk) = view.chunks.holding(at) {
            at = view.chunks.list[chunk].last.max(at + 1);
            continue;
        }
        let token = &view.page.tokens[at];
        // "… by the members, Ms. Quaw said": who says so is none of them.
        let says = view.chunk_from(at + 1).is_some_and(|i| {
            let chunk = view.chunks.list[i];
            view.page.is(chunk.last, Class::SAY) && !view.page.is(chunk.last, Class::OFFICE)
        });
        let comma_list = token.is_mark(b',')
            && !says
            && (view.chunk_from(at + 1).is_some() || view.page.word(at + 1) == "and")
            && !view.page.is(at + 1, Class::REL.or(Class::THIRD).or(Class::FIRST));
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
        let verb = at > from
            && matches!(
                view.page.word(at),
                "vote" | "votes" | "approve" | "approves" | "ratify" | "decide" | "meets" | "sits" | "needs"
            );
        // "without a yes from the Senate the deal is dead": another noun phrase begins.
        let anew = at > from
            && token.is(Class::DET)
            && view.page.tokens[at - 1].is_word()
            && !view.page.is(at - 1, Class::CONJ.or(Class::PREP).or(Class::DET))
            && view.page.word(at) != "both";
        if anew
            || verb
            || !(comma_list || joint || word || token.kind == Kind::Possessive)
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
pub(super) fn noun_phrase(view: View<'_, '_>, from: usize, sentence: Sentence) -> (usize, usize) {
    let end = (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            !(token.is_word() || token.kind == Kind::Possessive || token.kind == Kind::Number)
                || token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::MODAL).or(Class::REL))
        })
        .unwrap_or(sentence.last);
    (from, end.max(from))
}

/// The approvers of a list: chunks, and noun phrases between the joints.
pub(super) fn parts(view: View<'_, '_>, first: usize, last: usize) -> Vec<(usize, usize)> {
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
        let joint = at == last
            || matches!(view.page.word(at), "and" | "," | "or") && (listed || !named)
            || view.page.word(at) == "both" && at == start;
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
pub(super) fn approver(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    (first, last): (usize, usize),
) -> Option<(Holder, Span)> {
    let first = first + usize::from(matches!(view.page.word(first), "by" | "from" | "of" | "in"));
    // "a decision by the Council": the Council.
    let by = (first..last.min(first + 4)).find(|&i| {
        matches!(view.page.word(i), "by" | "of" | "from")
            && i > first
            && view.page.is(i - 1, Class::APPROVALNOUN)
            || view.page.word(i) == "by" && i > first && view.page.word(i - 1) == "decision"
    });
    let first = by.map_or(first, |by| by + 1);
    let anybody =
        matches!(view.page.word(first), "people" | "everyone" | "everybody" | "others") && last - first <= 2;
    if anybody {
        return None;
    }
    if matches!(
        view.page.word(first),
        "nobody" | "no" | "none" | "neither" | "anybody" | "anyone" | "someone" | "somebody" | "people"
    ) {
        return None;
    }
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
    body_named(view, draft, (first, last))
}

/// The body that words name which no chunk holds.
fn body_named(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    (first, last): (usize, usize),
) -> Option<(Holder, Span)> {
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
