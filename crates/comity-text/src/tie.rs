//! The tie of the text to packages: which options a version settles, and the edits that carry a package.

use std::collections::BTreeMap;

use crate::anchor::occurrences;
use crate::beside::Tie;
use crate::edit::{self, Edited, Refusal, Splice};
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, Text};
use crate::version::Version;

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

/// A wording known for an option, in this version or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The issue.
    pub issue: String,
    /// The option.
    pub option: String,
    /// The words.
    pub words: String,
}

/// The wordings that the ties of versions give for options.
pub fn wordings<'a>(versions: impl IntoIterator<Item = &'a Version>) -> Vec<Wording> {
    let mut all = Vec::new();
    for tie in versions.into_iter().flat_map(|version| &version.beside().ties) {
        if let Some(words) = &tie.words {
            all.push(Wording { issue: tie.issue.clone(), option: tie.option.clone(), words: words.clone() });
        }
    }
    all
}

/// A step of carrying a package into the text, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The brackets were settled on the wording of the option.
    Settled {
        /// The issue.
        issue: String,
        /// The option.
        option: String,
        /// The words that stand now.
        words: String,
    },
    /// Wording of another option was replaced.
    Replaced {
        /// The issue.
        issue: String,
        /// The option.
        option: String,
        /// The words that stood.
        from: String,
        /// The words that stand now.
        to: String,
    },
    /// Nothing had to change.
    Already {
        /// The issue.
        issue: String,
        /// The option.
        option: String,
    },
    /// The text has no wording for the option; it must be drafted.
    NoWording {
        /// The issue.
        issue: String,
        /// The option.
        option: String,
    },
}

/// The version that carries a package, and the steps to it.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The version with the edits made.
    pub edited: Edited,
    /// For every issue of the package, what was done.
    pub steps: Vec<Step>,
}

/// Carries a package into the text: for every issue the wording of its option is made to stand.
///
/// An alternative in brackets is settled on; where another option's wording stands, it is replaced by the
/// wording known for this one. *Errors*: as [`edit::apply`]; what cannot be written because no wording is
/// known is a step, [`Step::NoWording`], and no error.
pub fn carry(version: &Version, package: &[(String, String)], known: &[Wording]) -> Result<Carried, Refusal> {
    let mut splices: Vec<Splice> = Vec::new();
    let mut steps = Vec::new();
    for (issue, option) in package {
        let (step, more) = one(version, issue, option, known);
        for splice in more {
            let clashes =
                splices.iter().any(|other| !splice.at.overlap(other.at).is_empty() || splice.at == other.at);
            if !clashes {
                splices.push(splice);
            }
        }
        steps.push(step);
    }
    let mut edited = edit::apply(version, splices)?;
    let mut beside = edited.version.beside().clone();
    for step in &steps {
        if let Step::Replaced { issue, option, from, to } = step {
            retie(&mut beside.ties, issue, option, from, to);
        }
    }
    edited.version = Version::bound(edited.version.text().clone(), beside);
    Ok(Carried { edited, steps })
}

fn retie(ties: &mut Vec<Tie>, issue: &str, option: &str, from: &str, to: &str) {
    let clause = ties
        .iter()
        .find(|tie| tie.issue == issue && tie.words.as_deref() == Some(from))
        .map(|tie| tie.clause.clone());
    let Some(clause) = clause else { return };
    let tie = Tie { clause, words: Some(to.into()), issue: issue.into(), option: option.into() };
    if !ties.contains(&tie) {
        ties.push(tie);
    }
}

fn one(version: &Version, issue: &str, option: &str, known: &[Wording]) -> (Step, Vec<Splice>) {
    let text = version.text();
    let (issue, option) = (issue.to_string(), option.to_string());
    let ties = || version.beside().ties.iter().filter(|tie| tie.issue == issue);
    let mut settled: Vec<Splice> = Vec::new();
    let mut words = String::new();
    let mut stands = false;
    for place in ties().filter(|tie| tie.option == option).flat_map(|tie| places(version, tie)) {
        match place {
            Place::Stands(_) => stands = true,
            Place::Contested(ix, span) => {
                words = text.slice(span).to_string();
                settled.extend(settle_outwards(text, ix));
            }
        }
    }
    if !settled.is_empty() {
        return (Step::Settled { issue, option, words }, settled);
    }
    let rivals: Vec<(Place, &Tie)> = ties()
        .filter(|tie| tie.option != option)
        .flat_map(|tie| places(version, tie).into_iter().map(move |place| (place, tie)))
        .collect();
    if stands {
        let leftover: Vec<Splice> = rivals
            .iter()
            .filter_map(|(place, _)| match place {
                Place::Contested(ix, _) => Some(Splice { at: text.mark(*ix).outer, insert: String::new() }),
                Place::Stands(_) => None,
            })
            .collect();
        return (Step::Already { issue, option }, leftover);
    }
    let Some(wording) = known.iter().find(|one| one.issue == issue && one.option == option) else {
        return (Step::NoWording { issue, option }, Vec::new());
    };
    let Some((place, _)) = rivals.first() else { return (Step::NoWording { issue, option }, Vec::new()) };
    let (from, splices) = match place {
        Place::Stands(span) => {
            (text.slice(*span).to_string(), vec![Splice { at: *span, insert: wording.words.clone() }])
        }
        Place::Contested(ix, span) => {
            let mut splices = settle_outwards(text, *ix);
            splices.push(Splice { at: *span, insert: wording.words.clone() });
            (text.slice(*span).to_string(), splices)
        }
    };
    (Step::Replaced { issue, option, from, to: wording.words.clone() }, splices)
}

/// Settles a mark and every bracket or option around it, so that its wording stands.
fn settle_outwards(text: &Text, ix: MarkIx) -> Vec<Splice> {
    let mut splices: Vec<Splice> = Vec::new();
    let mut at = Some(ix);
    while let Some(ix) = at {
        let mark = text.mark(ix);
        if matches!(mark.kind, MarkKind::Bracket | MarkKind::Option) {
            splices.extend(edit::settle(text, ix));
        }
        at = mark.parent;
    }
    splices
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
