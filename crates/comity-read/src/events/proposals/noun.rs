//! Which noun names a proposal, and the phrase around it.

use crate::draft::View;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

pub(super) fn is_noun(view: View<'_, '_>, at: usize) -> bool {
    let next_noun = view.page.is(at + 1, Class::OFFER.or(Class::PAPER)) && !view.page.tokens[at + 1].quoted
        || view.page.tokens.get(at + 1).is_some_and(|t| {
            t.is_word() && !t.is_capital() && t.class.is_none() && view.page.word(at) == "draft"
        });
    let verb = at > 0 && matches!(view.page.word(at - 1), "to" | "will" | "would");
    view.page.is(at, Class::OFFER.or(Class::PAPER))
        && !verb
        && (!next_noun
            || view.page.word(at) == "draft" && !view.page.is(at + 1, Class::OFFER.or(Class::PAPER)))
}

/// The noun phrase around a noun: back over its modifiers.
pub(super) fn phrase(view: View<'_, '_>, noun: usize, sentence: Sentence) -> (usize, usize) {
    let mut start = noun;
    while start > sentence.first && noun - start < 8 {
        let token = &view.page.tokens[start - 1];
        let open = token.kind == Kind::Possessive
            || token.kind == Kind::Number
            || token.is_word()
                && !token.is(Class::PREP
                    .or(Class::CONJ)
                    .or(Class::AUX)
                    .or(Class::MODAL)
                    .or(Class::PRESENTVERB)
                    .or(Class::SAY))
            || token.is(Class::OFFICEMOD);
        let verb = token.is_word()
            && token.is(Class::SUPPORT.or(Class::OPPOSE).or(Class::CRITICISE))
            && !token.is_capital();
        if !open || verb || token.quoted {
            break;
        }
        start -= 1;
        if token.is(Class::DET) || token.is(Class::THIRD) {
            break;
        }
    }
    let mut end = noun + 1;
    // "a draft schedule of releases", "a draft protocol": the noun the draft is of.
    let of_draft = |i: usize| {
        let token = view.page.tokens.get(i).filter(|t| t.is_word() && !t.is_capital());
        token.is_some_and(|t| {
            t.class.is_none() && !view.page.word(i).ends_with("ed") || t.is(Class::PROPOSALNOUN)
        })
    };
    if view.page.word(noun) == "draft" && of_draft(end) {
        end += 1;
    }
    (start, end)
}
