//! The tie of the text to packages: which options a version settles, and the edits that carry a package.

mod carry;
mod wording;

use std::collections::BTreeMap;

use crate::anchor::occurrences;
use crate::beside::Tie;
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, Text};
use crate::version::Version;

pub use carry::{Carried, Step, carry};
pub use wording::{Origin, Wording, by_analogy, known, wordings};

/// What a version says on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Exactly one of its alternatives stands unbracketed.
    Settled(String),
    /// Several are on the table: these.
    Open(Vec<String>),
    /// None is in the text.
    Silent,
}

/// Where the wording of a tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In brackets, or in an option: the innermost mark that makes it an alternative.
    Contested(MarkIx, Span),
    /// It stands.
    Stands(Span),
}

/// The partial package a version stands for: every issue it has a tie for, with its state.
///
/// *Shape*: in the order of the issues' names. An issue is settled when exactly one of its alternatives
/// stands unbracketed, open when several are there, silent when none is.
pub fn package(version: &Version) -> BTreeMap<String, State> {
    let mut found: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for tie in &version.beside().ties {
        let (standing, contested) = found.entry(tie.issue.clone()).or_default();
        for place in places(version, tie) {
            let list = if matches!(place, Place::Stands(_)) { &mut *standing } else { &mut *contested };
            if !list.contains(&tie.option) {
                list.push(tie.option.clone());
            }
        }
    }
    found.into_iter().map(|(issue, (standing, contested))| (issue, state(standing, contested))).collect()
}

fn state(standing: Vec<String>, contested: Vec<String>) -> State {
    match (standing.as_slice(), contested.as_slice()) {
        ([one], _) => State::Settled(one.clone()),
        ([], []) => State::Silent,
        _ => {
            let mut options = standing;
            options.extend(contested);
            options.dedup();
            State::Open(options)
        }
    }
}

/// Where the wording of a tie stands: none if its words are not in its clause.
pub fn places(version: &Version, tie: &Tie) -> Vec<Place> {
    let text = version.text();
    let Some(ix) = version.clause(&tie.clause) else { return Vec::new() };
    let whole = text.clause(ix).span;
    let spans = match &tie.words {
        Some(words) => occurrences(text.source(), whole, words),
        None => text.body_of(ix).into_iter().take(1).collect(),
    };
    spans.into_iter().map(|span| place(text, span)).collect()
}

fn place(text: &Text, span: Span) -> Place {
    let around = text.marks_at(span.start);
    let contested = around.into_iter().rev().find(|ix| {
        let mark = text.mark(*ix);
        matches!(mark.kind, MarkKind::Bracket | MarkKind::Option) && mark.inner.encloses(span)
    });
    contested.map_or(Place::Stands(span), |ix| Place::Contested(ix, span))
}

/// The alternatives that no mandate speaks to: tied to no option, or to one of which `speaks` knows nothing.
///
/// *Shape*: members of sets only, in the order of the text.
pub fn unspoken(version: &Version, speaks: impl Fn(&str, &str) -> bool) -> Vec<MarkIx> {
    let text = version.text();
    let mut spoken: Vec<MarkIx> = Vec::new();
    for tie in version.beside().ties.iter().filter(|tie| speaks(&tie.issue, &tie.option)) {
        for place in places(version, tie) {
            let mut at = match place {
                Place::Contested(ix, _) => Some(ix),
                Place::Stands(_) => None,
            };
            while let Some(ix) = at {
                spoken.push(ix);
                at = text.mark(ix).parent;
            }
        }
    }
    text.each_mark()
        .filter(|(ix, mark)| mark.set.is_some() && !spoken.contains(ix))
        .map(|(ix, _)| ix)
        .collect()
}
