//! What obliges, and whom: "must", "has yet to", "will have to", with the words that name who must.

use crate::chunk::What;
use crate::draft::View;
use crate::events::approvals::approvers::subject_start;
use crate::lexicon::Class;
use crate::page::Sentence;

/// Words that oblige: must, have to, needs to, has yet to, is to; the token after them.
pub(super) fn obliges(view: View<'_, '_>, at: usize) -> Option<usize> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "must" | "shall" => Some(at + 1),
        "have" | "has" | "had" | "needs" | "need" | "needed" => {
            let skip = usize::from(matches!(next, "still" | "first" | "also" | "yet" | "now"));
            (page.word(at + 1 + skip) == "to").then_some(at + 2 + skip)
        }
        "asked" | "called" | "invited" => {
            (at > 0 && page.word(at - 1) == "be" && next == "to").then_some(at + 2)
        }
        "required" | "obliged" | "bound" | "expected" | "due" | "yet" => (next == "to").then_some(at + 2),
        "is" | "are" => (next == "to").then_some(at + 2),
        _ => None,
    }
}

/// The obligation that governs a verb: the last one before it with nothing but small words between.
pub(super) fn obligation(view: View<'_, '_>, verb: usize, reach: usize, sentence: Sentence) -> Option<usize> {
    let low = verb.saturating_sub(reach).max(sentence.first);
    (low..verb).rev().find(|&i| obliges(view, i).is_some_and(|end| end <= verb && small(view, end, verb)))
}

pub(super) fn small(view: View<'_, '_>, first: usize, last: usize) -> bool {
    (first..last).all(|i| {
        view.page.is(i, Class::ADV.or(Class::AUX))
            || view.page.word(i).ends_with("ly")
            || matches!(
                view.page.word(i),
                "see"
                    | "and"
                    | "review"
                    | "study"
                    | "read"
                    | "to"
                    | "yet"
                    | "first"
                    | "both"
                    | "also"
                    | "still"
                    | "then"
                    | "all"
                    | "each"
                    | "now"
                    | "personally"
                    | "be"
                    | "itself"
                    | "go"
                    | "in"
                    | "turn"
                    | "too"
                    | "separately"
                    | "themselves"
            )
    })
}

/// "Prime Minister X has said he must approve every line": the one who says so of himself.
pub(super) fn he_must(view: View<'_, '_>, must: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let he = must.checked_sub(1).filter(|&i| view.page.is(i, Class::HE.or(Class::SHE)))?;
    let held = view.chunks.holding(he).map(|i| view.chunks.list[i])?;
    let What::Person(person) = held.what else { return None };
    let named = view
        .chunks
        .within(sentence.first, he)
        .iter()
        .find(|c| c.what == What::Person(person) && !view.page.is(c.first, Class::THIRD))?;
    Some((named.first, named.last))
}

/// The words that name who must: those before the obligation, over modals and a relative clause between commas.
pub(super) fn subject_of(view: View<'_, '_>, must: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let page = view.page;
    let mut end = must;
    while end > sentence.first
        && (page.is(end - 1, Class::MODAL.or(Class::ADV))
            || page.word(end - 1) == "be"
            || matches!(page.word(end - 1), "still" | "both"))
    {
        end -= 1;
    }
    if end > sentence.first && page.is_mark(end - 1, b',') {
        let low = end.saturating_sub(24).max(sentence.first);
        let comma = (low..end - 1).rev().find(|&i| page.is_mark(i, b',') && page.is(i + 1, Class::REL));
        if let Some(comma) = comma {
            return subject_start(view, comma, sentence).map(|start| (start, comma));
        }
        let apposition = (low..end - 1).rev().find(|&i| page.is_mark(i, b','))?;
        // "The Council's commander, known as Mzee Bakari, must also": the one named.
        let named = view.chunks.within(apposition, end).iter().find(|c| matches!(c.what, What::Person(_)));
        if let Some(person) = named {
            return Some((person.first, person.last));
        }
        return subject_start(view, apposition, sentence).map(|start| (start, apposition));
    }
    subject_start(view, end, sentence).map(|start| (start, end))
}
