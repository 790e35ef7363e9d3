//! Settlements: the packages that bargaining solutions pick from the zone.
//!
//! Every solution is a value in [`SOLUTIONS`], in the order of the report; each can be settled alone
//! on a [`Bargain`], which keeps what they share. Nothing here prints or reads a clock.

mod aim;
mod bargain;
mod certify;
mod climb;
mod dual;
mod layer;
mod lens;
mod logarithm;
mod maximise;
mod outcome;
mod range;
mod records;
mod search;
mod solutions;
mod space;
mod tail;
mod tally;
mod target;

pub use bargain::Bargain;
pub use certify::NoCertificate;
pub use outcome::{NoSettlement, Outcome, Settlement, Settlements, Ties};
pub use solutions::{SOLUTIONS, Solution};

use super::{Budget, Problem};

/// Every solution in [`SOLUTIONS`], settled in turn; each has the whole budget.
///
/// *Shape*: outcomes in the order of [`SOLUTIONS`]. *Exactness*: as each outcome's certainty says.
pub fn settlements(problem: &Problem, budget: Budget<'_>) -> Settlements {
    let bargain = Bargain::new(problem, budget);
    Settlements(SOLUTIONS.iter().map(|solution| (solution.id(), solution.settle(&bargain))).collect())
}
