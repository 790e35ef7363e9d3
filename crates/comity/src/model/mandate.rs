//! Mandates: what a party, or its principal, wants and may accept, and what each figure rests on.

use super::issue::{Issue, IssueId, Literal};
use super::package::{Package, PartialPackage};
use super::party::{PartyId, PrincipalId};
use crate::decimal::Ratio;

/// Whose mandate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// The party, as its delegation negotiates.
    Party(PartyId),
    /// A principal of the party, beside the delegation's own mandate.
    Principal(PrincipalId),
}

/// What a figure rests on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Basis {
    /// Handed over by the holder.
    Known,
    /// Said by somebody, somewhere.
    Stated {
        /// Who said it.
        by: String,
        /// Where it stands written.
        source: Option<String>,
    },
    /// Somebody's estimate.
    Estimated {
        /// Whose.
        by: String,
    },
    /// Nobody says what it rests on.
    #[default]
    Unknown,
}

/// What one holder wants and may accept.
///
/// The utility of a package is `min(cap, bias + Σ scores + Σ joint terms)`.
/// *Units and scale*: cardinal, in the mandate's own points; not comparable across holders.
#[derive(Clone, Debug, PartialEq)]
pub struct Mandate {
    /// Whose.
    pub holder: Holder,
    /// What the figures rest on.
    pub basis: Basis,
    /// Scores by issue, at most one entry an issue; an issue without an entry scores 0 throughout.
    pub scores: Vec<IssueScores>,
    /// Bonuses and maluses of combinations.
    pub joint: Vec<JointTerm>,
    /// Added to every package.
    pub bias: Ratio,
    /// The sum is cut at this value (GENIUS cuts at 1).
    pub cap: Option<Ratio>,
    /// The utility that counts as 1 on the declared scale; the sum of the highest scores when not stated.
    pub scale: Option<Ratio>,
    /// Options never acceptable.
    pub red_lines: Vec<RedLine>,
    /// What no deal is worth; without one every package above the red lines is acceptable.
    pub reservation: Option<Reservation>,
    /// What the holder says matters most.
    pub priorities: Vec<Priority>,
}

impl Mandate {
    /// The utility of a package, in the mandate's own points.
    ///
    /// *Exactness*: exact; `None` when the sum leaves 128 bits.
    pub fn utility(&self, issues: &[Issue], package: &Package) -> Option<Ratio> {
        let scores = self.scores.iter().map(|scores| scores.points[package.0[scores.issue.0] as usize]);
        let joint = self.joint.iter().map(|term| term.points(issues, package));
        let sum = scores.chain(joint).try_fold(self.bias, Ratio::checked_add)?;
        Some(self.cap.map_or(sum, |cap| sum.min(cap)))
    }

    /// Whether anything in the mandate looks at this issue: a score, a joint term, a red line, a priority.
    pub fn speaks_of(&self, issue: IssueId) -> bool {
        let scored = |scores: &IssueScores| {
            scores.issue == issue && scores.points.iter().any(|points| *points != Ratio::ZERO)
        };
        self.scores.iter().any(scored)
            || self.joint.iter().any(|term| term.looks_at(issue))
            || self.red_lines.iter().any(|line| line.never.issue == issue)
            || self.priorities.iter().any(|priority| priority.covered_by.issue == issue)
    }
}

impl JointTerm {
    /// Whether the term looks at this issue.
    pub fn looks_at(&self, issue: IssueId) -> bool {
        match self {
            Self::When { all_of, .. } => all_of.iter().any(|literal| literal.issue == issue),
            Self::Table { issues, .. } => issues.contains(&issue),
        }
    }

    /// What the term adds to a package.
    pub fn points(&self, issues: &[Issue], package: &Package) -> Ratio {
        let option = |issue: &IssueId| package.0[issue.0] as usize;
        match self {
            Self::When { all_of, points } => {
                let holds =
                    |literal: &Literal| literal.options.binary_search(&option(&literal.issue)).is_ok();
                if all_of.iter().all(holds) { *points } else { Ratio::ZERO }
            }
            Self::Table { issues: over, points } => {
                let place =
                    |place: usize, issue: &IssueId| place * issues[issue.0].options.len() + option(issue);
                points[over.iter().fold(0, place)]
            }
        }
    }
}

/// The score of every option of one issue.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueScores {
    /// The issue.
    pub issue: IssueId,
    /// One score an option, in the order of the issue's options; weight already multiplied in.
    pub points: Vec<Ratio>,
    /// The weight as stated, kept for display.
    pub weight: Option<Ratio>,
}

/// A part of the utility that looks at several issues at once.
#[derive(Clone, Debug, PartialEq)]
pub enum JointTerm {
    /// `points` are added when every condition holds (a hyper-rectangle, a bonus, a malus).
    When {
        /// The conditions; none means always.
        all_of: Vec<Literal>,
        /// What is added; negative for a malus.
        points: Ratio,
    },
    /// A full table over several issues.
    Table {
        /// The issues, outermost first.
        issues: Vec<IssueId>,
        /// One entry a combination, the last issue running fastest.
        points: Vec<Ratio>,
    },
}

/// Options that are never acceptable to the holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedLine {
    /// The issue and the unacceptable options.
    pub never: Literal,
    /// Why, for the reader.
    pub because: Option<String>,
}

/// What no deal is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Reservation {
    /// A number on the mandate's own points.
    Value(Ratio),
    /// No worse than this package; issues it leaves open count at the holder's least score.
    Package(PartialPackage),
    /// What happens without a deal, scored on the same issues.
    NoDeal(Vec<NoDeal>),
}

/// One issue of a no-deal outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum NoDeal {
    /// Without a deal this option comes about.
    Option {
        /// The issue.
        issue: IssueId,
        /// Position of the option.
        option: usize,
    },
    /// Without a deal the issue is worth this much.
    Points {
        /// The issue.
        issue: IssueId,
        /// Its worth.
        points: Ratio,
    },
}

/// Something the holder says matters most: covered when the package takes one of these options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Name shown to people.
    pub name: String,
    /// What covers it.
    pub covered_by: Literal,
}
