//! Where a package or a partial package stands: with every holder of a mandate and under every
//! approval rule.

mod standing;
mod verdict;

pub use standing::{Coverage, MandateStanding, Reach, SeatStanding};
pub use verdict::{RuleStanding, Verdict};

use super::budget::{Meter, Stopped};
use super::disagreement;
use super::problem::{Problem, ProblemError};
use crate::model::{Case, PartialPackage};

/// What is to be said about a package or partial package.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// One a seat of the problem, in its order.
    pub seats: Vec<SeatStanding>,
    /// The deciding rule first, then the case's other rules in file order.
    pub rules: Vec<RuleStanding>,
    /// Positions in [`Case::linkages`] of the linkages that what is settled breaks, ascending.
    pub linkages_broken: Vec<usize>,
    /// Whether some way to settle what is open honours every linkage.
    pub can_be_completed: bool,
    /// How the gains compare; `None` while something is open or a gain is not above 0.
    pub balance: Option<Balance>,
}

/// How evenly a package gives: gains over no deal, each on its party's declared scale.
///
/// Comparing scales across parties is a judgement; this only puts the figures side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// The gain of each axis on its declared scale, in seat order.
    pub gains: Vec<f64>,
    /// Least gain divided by the greatest: 1 is even, near 0 lopsided.
    pub evenness: f64,
}

/// Why an assessment could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// A limit was reached.
    #[error("the assessment is not complete: {0}")]
    Stopped(Stopped),
    /// A rule names a party whose mandate cannot be computed with.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

impl From<Stopped> for AssessError {
    fn from(stopped: Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

/// Assesses a package or partial package; `problem` is compiled from `case`.
///
/// *Exactness*: exact; ranges and verdicts are over every way to settle what is open that honours the
/// linkages. *Errors*: the budget is too small for the couplings or for a verdict.
pub fn assess(
    case: &Case,
    problem: &Problem,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Assessment, AssessError> {
    let no_deal = disagreement(problem, meter)?;
    let seats = standing::seats(case, problem, package, &no_deal, meter)?;
    let rules = verdict::rules(case, problem, package, meter)?;
    Ok(Assessment {
        balance: balance(problem, &seats),
        linkages_broken: linkages_broken(case, package),
        can_be_completed: verdict::can_be_completed(problem, package, meter)?,
        seats,
        rules,
    })
}

fn balance(problem: &Problem, seats: &[SeatStanding]) -> Option<Balance> {
    let mut gains = Vec::new();
    for (seat, standing) in problem.seats.iter().zip(seats) {
        if let Some(axis) = seat.axis {
            let own = standing.mandates.iter().find(|m| m.evaluator == axis)?;
            gains.push(own.gain? as f64 / problem.evaluators[axis].scale as f64);
        }
    }
    let least = gains.iter().copied().reduce(f64::min)?;
    let most = gains.iter().copied().reduce(f64::max)?;
    (least >= 0.0 && most > 0.0).then(|| Balance { evenness: least / most, gains })
}

fn linkages_broken(case: &Case, package: &PartialPackage) -> Vec<usize> {
    let broken = |l: &usize| {
        let forbidden = case.linkages[*l].forbidden(&case.issues);
        forbidden.iter().all(|literal| {
            package.0[literal.issue.0].is_some_and(|o| literal.options.binary_search(&(o as usize)).is_ok())
        })
    };
    (0..case.linkages.len()).filter(broken).collect()
}
