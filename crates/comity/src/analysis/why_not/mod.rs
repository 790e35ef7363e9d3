//! Why nothing passes, and the least that would have to give.

mod concession;
mod conflict;
mod hitting;

pub use concession::{Concession, Opening};
pub use conflict::{Conflict, Demand};

use super::budget::Meter;
use super::problem::Problem;
use crate::model::Case;

/// Why the zone is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    /// Demands that cannot all be met; no package would pass if everything else were given up.
    pub conflict: Conflict,
    /// The opening in which fewest parties concede; of those, least in total.
    pub fewest_parties: Option<Opening>,
    /// The opening with the least sum of concessions on the declared scales.
    pub least_total: Option<Opening>,
    /// The opening whose greatest single concession is least.
    pub least_worst: Option<Opening>,
}

/// Most minimal sets of parties that are looked at.
const MOST_SETS: usize = 20_000;

/// Why no package passes; `None` when the zone is not empty, or when that was not settled within the
/// budget. `problem` is compiled from `case`.
///
/// *Units and scale*: concessions are compared on the declared scales; giving up a red line on one issue
/// weighs one whole scale.
/// *Exactness*: each part says how certain it is. Openings are `None` when the linkages alone leave no
/// package, or when none was found within the budget.
pub fn why_not(case: &Case, problem: &Problem, meter: &Meter<'_>) -> Option<WhyNot> {
    let winning = problem.coalitions(MOST_SETS)?;
    let conflict = conflict::conflict(case, problem, meter)?;
    Some(WhyNot {
        conflict,
        fewest_parties: concession::fewest_parties(problem, &winning, meter),
        least_total: concession::least_total(problem, &winning, meter),
        least_worst: concession::least_worst(problem, &winning, meter),
    })
}
