//! The drafts one after another: where each stood, and the words of a change to the current one.

use super::answer::Answer;
use crate::folder::versions::Tabled;
use comity::analysis::{AssessError, Assessment, Budget, Meter, assess};
use comity::{Case, Draft, Package};
use comity_text::Version;
use comity_text::form::{Audience, Passage, citation, passages};
use comity_text::redline::{Redline, redline};
use comity_text::tie::{self, Origin, State, Step};

/// A draft with where it stands.
pub struct Judged {
    /// The draft.
    pub draft: Draft,
    /// Where it stands.
    pub standing: Result<Assessment, AssessError>,
}

/// What came before the current draft, and what the change to it means in words.
pub struct History {
    /// Every draft with where it stands, in the order tabled; empty where there is only one.
    pub drafts: Vec<Judged>,
    /// The text the draft judged is derived from.
    pub text: Option<Source>,
    /// The first next draft, written into that text; an error says why the text does not take it.
    pub next: Option<Result<InWords, String>>,
    /// Where that text has alternatives nobody's mandate speaks to.
    pub unspoken: Vec<String>,
}

/// The text of a draft.
pub struct Source {
    /// Its path in the case folder.
    pub path: String,
    /// Digest of its bytes.
    pub digest: String,
}

impl History {
    /// What the versions add to an answer.
    pub fn of(answer: &Answer, tabled: &[Tabled], budget: Budget<'_>) -> Self {
        let drafts = judged(answer, budget);
        let one = answer.draft.as_ref().and_then(|draft| tabled.iter().find(|one| one.draft == draft.id));
        let Some(one) = one else { return Self { drafts, text: None, next: None, unspoken: Vec::new() } };
        let next = answer.next.as_ref().and_then(|next| next.as_ref().ok()?.proposals.first());
        Self {
            drafts,
            text: Some(Source { path: one.path.clone(), digest: one.version.text().digest().to_owned() }),
            next: next.map(|proposal| in_words(&answer.case, tabled, one, &proposal.package)),
            unspoken: unspoken(&answer.case, one),
        }
    }
}

/// Every draft of the case judged, in the order they were tabled; none where there is only one.
fn judged(answer: &Answer, budget: Budget<'_>) -> Vec<Judged> {
    let drafts = &answer.case.drafts;
    if drafts.len() < 2 || answer.problem.evaluators.is_empty() {
        return Vec::new();
    }
    let judge = |draft: &Draft| Judged {
        draft: draft.clone(),
        standing: assess(&answer.case, &answer.problem, &draft.package, &Meter::new(budget)),
    };
    drafts.iter().map(judge).collect()
}

/// A package written into a text.
pub struct InWords {
    /// What changes.
    pub redline: Redline,
    /// The same, paragraph by paragraph.
    pub passages: Vec<Passage>,
    /// Issue and option, by position, for which no version has words: they are still to be drafted.
    pub undrafted: Vec<(usize, u32)>,
    /// Issue and option whose words stood in no version's text yet, with where they come from.
    pub borrowed: Vec<(usize, u32, Origin)>,
}

/// The edits by which the version of a draft carries a package.
///
/// *Errors*: why the text does not take them.
fn in_words(case: &Case, tabled: &[Tabled], one: &Tabled, package: &Package) -> Result<InWords, String> {
    // The version's own wording comes first, then that of the newest version that has any.
    let others = tabled.iter().rev().filter(|other| other.draft != one.draft);
    let versions: Vec<&Version> = std::iter::once(one).chain(others).map(|one| &one.version).collect();
    let issues = case.issues.iter().zip(&package.0);
    let wanted: Vec<(String, String)> = issues
        .map(|(issue, option)| (issue.id.clone(), issue.options[*option as usize].id.clone()))
        .collect();
    let known = tie::known(&versions, &wanted);
    let carried = tie::carry(&one.version, &wanted, &known).map_err(|refusal| refusal.to_string())?;
    let now = tie::package(&carried.edited.version);
    let is_in = |at: usize| {
        let (issue, option) = &wanted[at];
        let said = matches!(now.get(issue), Some(State::Settled(found)) if found == option);
        said && !matches!(carried.steps[at], Step::NoWording { .. })
    };
    let undrafted = (0..wanted.len()).filter(|at| !is_in(*at)).map(|at| (at, package.0[at])).collect();
    let borrowed = carried.steps.iter().enumerate().filter_map(|(at, step)| match step {
        Step::Replaced { origin, .. } if *origin != Origin::Text => Some((at, package.0[at], origin.clone())),
        _ => None,
    });
    let (old, new) = (one.version.text(), &carried.edited.version);
    let redline = redline(old, new.text());
    let passages = passages(&redline, old, new, &Audience::Mediator);
    Ok(InWords { redline, passages, undrafted, borrowed: borrowed.collect() })
}

/// The clauses of a text with alternatives that stand for nothing anybody's mandate speaks of.
fn unspoken(case: &Case, one: &Tabled) -> Vec<String> {
    let speaks = |issue: &str, _: &str| {
        let Some(at) = case.issue(issue) else { return false };
        case.mandates.iter().any(|mandate| mandate.speaks_of(at))
    };
    let text = one.version.text();
    let mut labels: Vec<String> = Vec::new();
    for mark in tie::unspoken(&one.version, speaks) {
        let label = citation(text, text.clause_at(text.mark(mark).outer.start));
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}
