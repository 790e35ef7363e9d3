//! The frames in which a text says that somebody's approval is still required, each at its verb or noun.

mod assent;
mod decision;
mod must;
mod obligation;
mod put_to;
mod until;

use super::Requirement;
use crate::draft::View;
use crate::lexicon::Class;
use crate::page::Sentence;
use assent::{ballot, noun};
use decision::{for_them, last_word, rests, whose};
use must::{active, alone, given, insisted, names_to, to_do, votes};
use put_to::{and_by, asked, passive, referred, through};
use until::until;

/// The requirement told at a token, if any.
pub(super) fn at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let word = page.word(at);
    let lower = !page.tokens[at].is_capital();
    if lower && let Some(found) = by_verb(view, at, word, sentence) {
        return Some(found);
    }
    if word == "by"
        && let Some(found) = and_by(view, at, sentence)
    {
        return Some(found);
    }
    if page.is(at, Class::ASSENT) {
        return noun(view, at, sentence)
            .or_else(|| whose(view, at, sentence))
            .or_else(|| ballot(view, at, sentence));
    }
    None
}

fn by_verb(view: View<'_, '_>, at: usize, word: &str, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if matches!(word, "rests" | "lies" | "rest" | "lie" | "belongs" | "falls" | "up") {
        return rests(view, at, sentence);
    }
    if matches!(word, "insisted" | "insists" | "insist") && page.word(at + 1) == "on" {
        return insisted(view, at, sentence);
    }
    if let Some(found) = by_word(view, at, word, sentence) {
        return Some(found);
    }
    if page.is(at, Class::APPROVES.or(Class::APPROVED))
        && let Some(found) = until(view, at, sentence)
    {
        return Some(found);
    }
    if page.is(at, Class::APPROVED) {
        return passive(view, at, sentence);
    }
    if page.is(at, Class::APPROVING.or(Class::DECIDING)) {
        return active(view, at, sentence).or_else(|| alone(view, at, sentence));
    }
    None
}

/// The frames of single words.
fn by_word(view: View<'_, '_>, at: usize, word: &str, sentence: Sentence) -> Option<Requirement> {
    match word {
        "put" => referred(view, at, sentence).or_else(|| names_to(view, at, sentence)),
        "sold" | "shown" | "brought" | "presented" | "submitted" | "laid" | "sent" | "referred" | "taken"
        | "go" | "goes" | "come" | "comes" | "back" => referred(view, at, sentence),
        "give" | "grant" | "lend" => given(view, at, sentence),
        "word" | "say" | "veto" => last_word(view, at, sentence),
        "for" => for_them(view, at, sentence),
        "votes" | "vote" => votes(view, at, sentence),
        "needs" | "requires" | "need" | "require" | "needed" | "required" => to_do(view, at, sentence),
        "ballot" | "poll" | "consult" | "ask" => asked(view, at, sentence),
        "pass" | "clear" | "survive" | "satisfy" => through(view, at, sentence),
        _ => None,
    }
}
