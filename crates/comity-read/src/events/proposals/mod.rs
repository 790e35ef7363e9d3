//! Proposals and drafts: whose, put to whom and when, and what was said of them.

mod enter;
mod frames;
mod noun;
mod presented;
mod whose;

use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Holder, Span, When};
use crate::token::Kind;
use enter::{again, enter};
use noun::{is_noun, phrase};
use presented::{is_presenting, owned, participle, presented};
use whose::{author_of, recipient_after};

/// A proposal as a rule found it.
struct Found {
    /// The noun phrase, as a range of tokens.
    words: (usize, usize),
    author: Option<Holder>,
    recipient: Option<(Holder, Span)>,
    when: Option<When>,
    rule: &'static str,
    confidence: f32,
}

/// Finds the proposals of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        named_in_marks(view, draft, sentence);
        for found in frames::find(view, draft, sentence) {
            enter(view, draft, sentence, &found);
        }
        for at in sentence.first..sentence.last {
            let token = &view.page.tokens[at];
            if token.quoted || !token.is_word() || !is_noun(view, at) {
                continue;
            }
            let words = phrase(view, at, sentence);
            let found = presented(view, draft, words, sentence)
                .or_else(|| participle(view, draft, at, words, sentence))
                .or_else(|| frames::reduced_relative(view, draft, words, sentence))
                .or_else(|| frames::said_behind(view, draft, at, words, sentence))
                .or_else(|| owned(view, draft, at, words, sentence));
            match found {
                Some(found) => enter(view, draft, sentence, &found),
                None => again(view, draft, at, words, sentence),
            }
        }
    }
}

/// "submitted a « bridging document » to both governments": a proposal named in quotation marks.
fn named_in_marks(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    let page = view.page;
    for at in sentence.first..sentence.last {
        if page.tokens[at].kind != Kind::Quote || !is_opening(view, at) {
            continue;
        }
        let Some(quote) = page.quote_holding(at).cloned() else { continue };
        let short = quote.last - quote.first <= 6;
        let noun = (quote.first..quote.last).rev().find(|&i| page.is(i, Class::OFFER));
        let low = at.saturating_sub(4).max(sentence.first);
        let verb = (low..at).rev().find(|&i| is_presenting(view, i));
        let (Some(_), Some(verb)) = (noun.filter(|_| short), verb) else { continue };
        let Some(author) = author_of(view, draft, verb, sentence) else { continue };
        let recipient = recipient_after(view, draft, quote.last + 1, sentence);
        let found = Found {
            words: (verb, quote.last + 1),
            author: Some(author),
            recipient,
            when: time(view, sentence, verb),
            rule: "proposal:named",
            confidence: 0.82,
        };
        enter(view, draft, sentence, &found);
    }
}

fn is_opening(view: View<'_, '_>, at: usize) -> bool {
    view.page.quote_holding(at).is_some_and(|quote| quote.first == at)
}

/// The date of presenting: the nearest after the verb, else before.
fn time(view: View<'_, '_>, sentence: Sentence, verb: usize) -> Option<When> {
    let dates = view.page.dates_in(sentence.first, sentence.last);
    let date = dates
        .iter()
        .min_by_key(|d| if d.first >= verb { d.first - verb } else { (verb - d.first) * 2 + 6 })?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}
