//! How a text tells that a proposal was put forward: "X presented a draft", "a plan prepared by X", "Norway's
//! proposal".

use super::whose::{author_of, given_to, made_by, owner, recipient_after, recipient_at};
use super::{Found, time};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::Holder;

/// "X presented a proposal to Y on Monday".
pub(super) fn presented(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let low = words.0.saturating_sub(8).max(sentence.first);
    let verb = (low..words.0).rev().find(|&i| is_presenting(view, i))?;
    let gap_clear = (verb + 1..words.0)
        .all(|i| !view.page.is_mark(i, b',') && !view.page.is(i, Class::SAY.or(Class::AUX)));
    let passive = view.page.is(verb - 1, Class::AUX)
        && matches!(view.page.word(verb - 1), "was" | "were" | "been" | "be");
    let denied = (verb.saturating_sub(4).max(sentence.first)..verb).any(|i| {
        view.page.is(i, Class::NEG) || matches!(view.page.word(i), "would" | "could" | "should" | "might")
    });
    if !gap_clear || passive || denied {
        return None;
    }
    let author = author_of(view, draft, verb, sentence)?;
    let recipient =
        recipient_after(view, draft, words.1, sentence).or_else(|| given_to(view, draft, verb, words.0));
    let made_by = made_by(view, draft, words.1, sentence);
    let author = made_by.or(owner(view, draft, words)).unwrap_or(author);
    Some(Found {
        words: (verb, words.1),
        author: Some(author),
        recipient,
        when: time(view, sentence, verb),
        rule: "proposal:presented",
        confidence: 0.88,
    })
}

/// Verbs of presenting; "put forward", "came with", "answered with" among them.
pub(super) fn is_presenting(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    let token = &page.tokens[at];
    let next = page.word(at + 1);
    if token.quoted || token.is_capital() {
        return false;
    }
    match page.word(at) {
        "put" | "puts" | "laid" | "lays" => {
            // "put a compromise on the table", "put to both of them a plan", "put forward".
            let table = (at + 1..at + 9)
                .any(|i| page.word(i) == "table" || matches!(page.word(i), "forward" | "down"));
            table || matches!(next, "forward" | "to" | "on" | "before")
        }
        "answered" | "answers" | "countered" | "replied" | "responded" | "arrived" | "came" | "returned" => {
            (at + 1..at + 8).any(|i| page.word(i) == "with" && !page.is(i + 1, Class::THIRD))
        }
        "made" | "makes" | "read" | "passed" | "wrote" | "written" => {
            (at + 1..at + 6).any(|i| page.is(i, Class::OWN_OFFER))
                || at > 0 && page.is(at - 1, Class::AUX) && next == "by"
        }
        _ => token.is(Class::PRESENTING),
    }
}

/// "an American proposal presented to Kyiv", "a draft prepared by the Kyrgyz side", "a plan, which Tirana presented on Tuesday".
pub(super) fn participle(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let mut at = words.1;
    at += usize::from(page.is_mark(at, b','));
    if matches!(page.word(at), "which" | "that") {
        return which(view, draft, at, words, sentence);
    }
    // A phrase of its own may stand between: "the draft on water, circulated by X".
    let verb = (at..(at + 6).min(sentence.last)).find(|&i| {
        is_presenting(view, i) || matches!(page.word(i), "prepared" | "made" | "backed" | "written")
    })?;
    let finite = (words.1..verb).any(|i| {
        page.is(i, Class::AUX.or(Class::SAY).or(Class::MODAL))
            || page.is(i, Class::THIRD)
            || page.is_mark(i, b'.')
    });
    let was = (words.1..verb).any(|i| matches!(page.word(i), "was" | "were"));
    if finite && !was || noun > verb {
        return None;
    }
    let author = made_by(view, draft, verb, sentence).or_else(|| owner(view, draft, words));
    let recipient = recipient_after(view, draft, verb + 1, sentence);
    // Nobody's proposal, or one put to nobody named, is left alone.
    author?;
    Some(Found {
        words: (words.0, verb + 1),
        author,
        recipient,
        when: time(view, sentence, verb),
        rule: "proposal:participle",
        confidence: 0.88,
    })
}

/// "a plan, which Tirana presented on Tuesday": told in a clause of its own.
fn which(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    at: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let arrived = matches!(page.word(at + 1), "arrived" | "came" | "landed" | "reached" | "followed");
    let verb = if arrived {
        at + 1
    } else {
        (at + 1..(at + 12).min(sentence.last)).find(|&i| is_presenting(view, i))?
    };
    let author = if arrived {
        owner(view, draft, words)?
    } else if page.is(verb - 1, Class::AUX) && matches!(page.word(verb - 1), "was" | "were" | "been") {
        made_by(view, draft, verb, sentence).or_else(|| owner(view, draft, words))?
    } else {
        let (chunk, _) = view.subject_of(verb, at)?;
        view.holder_through(draft, chunk)?
    };
    let recipient = recipient_after(view, draft, verb + 1, sentence);
    Some(Found {
        words: (words.0, verb + 1),
        author: Some(author),
        recipient,
        when: time(view, sentence, verb),
        rule: "proposal:which",
        confidence: 0.85,
    })
}

/// "Norway's proposal", "her own proposal, published in July", "the proposal of Angola".
pub(super) fn owned(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let lower = page.slice(page.span(words.0, words.1)).to_lowercase();
    // "whether this was his final offer", "there is no Omani paper" name no proposal.
    let none = (words.0.saturating_sub(3).max(sentence.first)..noun)
        .any(|i| page.is(i, Class::NEG) || matches!(page.word(i), "no" | "No" | "any"));
    let fresh = ["new ", "revised", "latest", "second ", "own ", "alternative", "updated", "counter"]
        .iter()
        .any(|w| lower.contains(w));
    let named = page.is(noun, Class::OWN_OFFER) || fresh && page.is(noun, Class::OFFER);
    if none || !named || lower.contains("final ") {
        return None;
    }
    let of = matches!(page.word(words.1), "of" | "by" | "from")
        .then(|| recipient_at(view, draft, words.1 + 1))
        .flatten()
        .map(|(holder, _)| holder);
    let author =
        owner(view, draft, words).or(of.filter(|h| matches!(h, Holder::Party(_) | Holder::Person(_))))?;
    let known = match author {
        Holder::Person(person) => {
            draft.people.list.get(person as usize).is_some_and(|p| p.party.is_some() || p.office.is_some())
        }
        Holder::Party(_) => true,
        Holder::Source(_) => matches!(
            page.word(noun),
            "proposal"
                | "proposals"
                | "offer"
                | "draft"
                | "counterproposal"
                | "counter-proposal"
                | "counteroffer"
                | "counter-offer"
        ),
    };
    let recipient = recipient_after(view, draft, words.1, sentence).filter(|_| false);
    known.then_some(Found {
        words,
        author: Some(author),
        recipient,
        when: None,
        rule: "proposal:owned",
        confidence: 0.78,
    })
}
