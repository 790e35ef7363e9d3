//! How far a name reaches: the run of capitalised words before or after a token.

use crate::lexicon::Class;
use crate::page::{Page, Sentence};
use crate::token::Kind;

/// The start of the capitalised run that ends before a token; "Farmers' League" is one run.
pub(super) fn run_before(page: &Page<'_>, end: usize, sentence: Sentence) -> usize {
    let mut first = end;
    while first > sentence.first {
        let plural = first < end
            && first > sentence.first + 1
            && page.tokens[first - 1].kind == Kind::Possessive
            && page.word(first - 2).ends_with('s')
            && may_name(page, first - 2);
        if may_name(page, first - 1) {
            first -= 1;
        } else if plural {
            first -= 2;
        } else {
            break;
        }
    }
    first
}

pub(super) fn run_after(page: &Page<'_>, first: usize, last: usize) -> usize {
    let mut end = first;
    while end < last && may_name(page, end) {
        end += 1;
        let inner = page.tokens.get(end).is_some_and(|t| t.kind == Kind::Possessive)
            && end + 1 < last
            && may_name(page, end + 1)
            && page.is(end + 1, Class::ORGNOUN);
        let plural = page.tokens.get(end).is_some_and(|t| t.kind == Kind::Possessive)
            && page.word(end).len() <= 3
            && end + 1 < last
            && may_name(page, end + 1)
            && page.word(end - 1).ends_with('s');
        if inner || plural {
            end += 1;
        }
    }
    end
}

/// Whether a word may stand in a name.
pub(super) fn may_name(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|token| {
        token.is_capital()
            && !token.quoted
            && !token.is(Class::DET
                .or(Class::PREP)
                .or(Class::THIRD)
                .or(Class::WEEKDAY)
                .or(Class::CONJ)
                .or(Class::GIVEN)
                .or(Class::HONORIFIC)
                .or(Class::OFFICE)
                .or(Class::MONTH))
    })
}
