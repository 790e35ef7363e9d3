//! The version that carries a package, as edits.

use super::wording::{Origin, Wording};
use super::{Place, places};
use crate::anchor::occurrences;
use crate::beside::Tie;
use crate::edit::{self, Edited, Refusal, Splice};
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, Text};
use crate::version::Version;

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
        /// Where they come from.
        origin: Origin,
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

/// What is done for one issue.
struct Done {
    step: Step,
    splices: Vec<Splice>,
    /// What the new words stand for.
    tie: Option<Tie>,
}

impl Done {
    fn nothing(step: Step) -> Self {
        Self { step, splices: Vec::new(), tie: None }
    }
}

/// Carries a package into the text: for every issue the wording of its option is made to stand.
///
/// An alternative in brackets is settled on; where another option's wording stands, it is replaced by the
/// first wording in `known` for this one. *Errors*: as [`edit::apply`]; what cannot be written because no
/// wording is known is a step, [`Step::NoWording`], and no error.
pub fn carry(version: &Version, package: &[(String, String)], known: &[Wording]) -> Result<Carried, Refusal> {
    let mut splices: Vec<Splice> = Vec::new();
    let (mut steps, mut ties) = (Vec::new(), Vec::new());
    for (issue, option) in package {
        let done = one(version, issue, option, known);
        let clashes = |splice: &Splice| {
            splices.iter().any(|other| !splice.at.overlap(other.at).is_empty() || splice.at == other.at)
        };
        let fresh: Vec<Splice> = done.splices.into_iter().filter(|splice| !clashes(splice)).collect();
        splices.extend(fresh);
        steps.push(done.step);
        ties.extend(done.tie);
    }
    let mut edited = edit::apply(version, splices)?;
    let mut beside = edited.version.beside().clone();
    for tie in ties {
        if edited.version.clause(&tie.clause).is_some() && !beside.ties.contains(&tie) {
            beside.ties.push(tie);
        }
    }
    edited.version = Version::bound(edited.version.text().clone(), beside);
    Ok(Carried { edited, steps })
}

/// The ties of an issue with where their words stand.
fn standing<'v>(version: &'v Version, issue: &str) -> Vec<(Place, &'v Tie)> {
    let ties = version.beside().ties.iter().filter(|tie| tie.issue == issue);
    ties.flat_map(|tie| places(version, tie).into_iter().map(move |place| (place, tie))).collect()
}

fn one(version: &Version, issue: &str, option: &str, known: &[Wording]) -> Done {
    let text = version.text();
    let (own, rivals): (Vec<_>, Vec<_>) =
        standing(version, issue).into_iter().partition(|(_, tie)| tie.option == option);
    let (issue, option) = (issue.to_string(), option.to_string());
    let mut settled: Vec<Splice> = Vec::new();
    let mut words = String::new();
    for (place, _) in &own {
        if let Place::Contested(ix, span) = place {
            words = text.slice(*span).to_string();
            settled.extend(settle_outwards(text, *ix));
        }
    }
    if !settled.is_empty() {
        return Done { step: Step::Settled { issue, option, words }, splices: settled, tie: None };
    }
    if !own.is_empty() {
        let leftover = rivals.iter().filter_map(|(place, _)| match place {
            Place::Contested(ix, _) => Some(Splice { at: text.mark(*ix).outer, insert: String::new() }),
            Place::Stands(_) => None,
        });
        return Done { splices: leftover.collect(), ..Done::nothing(Step::Already { issue, option }) };
    }
    let fitting = known.iter().filter(|one| one.issue == issue && one.option == option);
    let mut done = fitting.filter_map(|wording| replace(version, wording, rivals.first()));
    done.next().unwrap_or_else(|| Done::nothing(Step::NoWording { issue, option }))
}

/// Puts a wording where that of another option stands; one that is meant for a place, only there.
fn replace(version: &Version, wording: &Wording, rival: Option<&(Place, &Tie)>) -> Option<Done> {
    let text = version.text();
    let (rival_span, mut splices) = match rival {
        Some((Place::Contested(ix, span), _)) => (Some(*span), settle_outwards(text, *ix)),
        Some((Place::Stands(span), _)) => (Some(*span), Vec::new()),
        None => (None, Vec::new()),
    };
    let (clause, at) = match &wording.place {
        Some(_) => meant(version, wording)?,
        None => (rival?.1.clause.clone(), rival_span?),
    };
    let tied = match rival_span {
        Some(span) if span.encloses(at) => span,
        Some(span) if !at.encloses(span) => return None,
        _ => at,
    };
    let to = wording.words.clone();
    let within = Splice { at: Span::new(at.start - tied.start, at.end - tied.start), insert: to.clone() };
    let now = edit::splice(text.slice(tied), &[within]).ok()?;
    splices.push(Splice { at, insert: to.clone() });
    let (issue, option) = (wording.issue.clone(), wording.option.clone());
    Some(Done {
        tie: Some(Tie { clause, words: Some(now), issue: issue.clone(), option: option.clone() }),
        splices,
        step: Step::Replaced {
            issue,
            option,
            from: text.slice(at).to_string(),
            to,
            origin: wording.origin.clone(),
        },
    })
}

/// The place a wording is for, if it is in this version once.
fn meant(version: &Version, wording: &Wording) -> Option<(String, Span)> {
    let (clause, words) = wording.place.as_ref()?;
    let text = version.text();
    let ix = version.clause(clause)?;
    let spans = match words {
        Some(words) => occurrences(text.source(), text.clause(ix).span, words),
        None => text.body_of(ix),
    };
    match spans.as_slice() {
        [one] => Some((clause.clone(), *one)),
        _ => None,
    }
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
