//! Anchors: how a criticism or a proposal holds on to its words while the text is revised.
//!
//! An anchor is a clause, a quotation and the characters around it. It is found again only where all it
//! says still fits; otherwise it is reported lost, with the places that come near. It is never moved.

use crate::beside::Criticism;
use crate::span::Span;
use crate::version::Version;

/// How many characters on each side an anchor keeps.
pub const CONTEXT: usize = 32;

/// A place in a version that survives revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The clause, by its permanent id.
    pub clause: String,
    /// The words; none for the clause as a whole.
    pub words: Option<String>,
    /// The characters before and after the words.
    pub context: Option<(String, String)>,
}

/// Where an anchor is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Here.
    At(Span),
    /// Its clause is gone.
    ClauseGone {
        /// Where its words occur elsewhere.
        near: Vec<Span>,
    },
    /// Its clause is there, its words are not.
    WordsGone {
        /// Where its words occur in other clauses.
        near: Vec<Span>,
    },
    /// Its words occur several times in the clause and the context decides for none.
    Ambiguous {
        /// Every occurrence.
        places: Vec<Span>,
    },
}

/// The anchor for a span of a version.
pub fn anchor(version: &Version, span: Span) -> Anchor {
    let text = version.text();
    let clause = version.id(text.clause_at(span.start)).to_string();
    let before: String = {
        let reversed: Vec<char> = text.source()[..span.start as usize].chars().rev().take(CONTEXT).collect();
        reversed.into_iter().rev().collect()
    };
    let after: String = text.source()[span.end as usize..].chars().take(CONTEXT).collect();
    Anchor { clause, words: Some(text.slice(span).to_string()), context: Some((before, after)) }
}

impl From<&Criticism> for Anchor {
    fn from(one: &Criticism) -> Self {
        Self { clause: one.clause.clone(), words: one.words.clone(), context: one.context.clone() }
    }
}

/// Finds an anchor in a version.
///
/// Words are compared with white space evened out, so that a new line break loses none.
pub fn find(version: &Version, anchor: &Anchor) -> Found {
    let text = version.text();
    let Some(ix) = version.clause(&anchor.clause) else {
        return Found::ClauseGone { near: elsewhere(version, anchor) };
    };
    let Some(words) = &anchor.words else { return Found::At(text.trim(text.clause(ix).span)) };
    let own: Vec<Span> = text.pieces_of(ix).collect();
    let mut places: Vec<Span> =
        own.iter().flat_map(|span| occurrences(text.source(), *span, words)).collect();
    if places.is_empty() {
        places = occurrences(text.source(), text.clause(ix).span, words);
    }
    match places.as_slice() {
        [] => Found::WordsGone { near: elsewhere(version, anchor) },
        [one] => Found::At(*one),
        _ => decided(text.source(), &places, anchor.context.as_ref()),
    }
}

fn elsewhere(version: &Version, anchor: &Anchor) -> Vec<Span> {
    let whole = Span::new(0, version.text().source().len() as u32);
    let words = anchor.words.as_deref().unwrap_or("");
    if words.trim().is_empty() { Vec::new() } else { occurrences(version.text().source(), whole, words) }
}

/// Of several occurrences the one whose surroundings share the most characters with the context, if it
/// shares strictly more than every other.
fn decided(source: &str, places: &[Span], context: Option<&(String, String)>) -> Found {
    let Some((before, after)) = context else { return Found::Ambiguous { places: places.to_vec() } };
    let score = |span: &Span| {
        let back = common(source[..span.start as usize].chars().rev(), before.chars().rev());
        let ahead = common(source[span.end as usize..].chars(), after.chars());
        back + ahead
    };
    let scores: Vec<usize> = places.iter().map(score).collect();
    let best = scores.iter().copied().max().unwrap_or(0);
    let mut leaders = places.iter().zip(&scores).filter(|(_, score)| **score == best);
    match (leaders.next(), leaders.next()) {
        (Some((span, _)), None) => Found::At(*span),
        _ => Found::Ambiguous { places: places.to_vec() },
    }
}

/// How many characters two sequences share from their start, white space evened out.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let visible = |c: &char| !c.is_whitespace();
    a.filter(visible).zip(b.filter(visible)).take_while(|(x, y)| x == y).count()
}

/// Every occurrence of words within a span, white space evened out.
pub(crate) fn occurrences(source: &str, within: Span, words: &str) -> Vec<Span> {
    let wanted: Vec<&str> = words.split_whitespace().collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let hay = &source[within.range()];
    let mut found = Vec::new();
    for (at, _) in hay.match_indices(first) {
        let mut end = at + first.len();
        let fits = wanted[1..].iter().all(|word| {
            let rest = &hay[end..];
            let skipped = rest.len() - rest.trim_start().len();
            let next = skipped > 0 && rest[skipped..].starts_with(word);
            end += skipped + word.len();
            next
        });
        if fits && at_word(hay, at, end) {
            found.push(Span::new(within.start + at as u32, within.start + end as u32));
        }
    }
    found
}

/// True if no word is cut at either end.
fn at_word(hay: &str, start: usize, end: usize) -> bool {
    let before = hay[..start].chars().next_back();
    let first = hay[start..].chars().next();
    let last = hay[..end].chars().next_back();
    let after = hay[end..].chars().next();
    let cuts = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    !cuts(before, first) && !cuts(last, after)
}
