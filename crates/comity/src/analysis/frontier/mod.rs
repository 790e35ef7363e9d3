//! The frontier: the packages no other improves for one party without loss to another.
//!
//! A dynamic programme over the blocks of an arena keeps, for every set of open couplings, the sums that
//! no other beats on all axes; what it drops could only have become a dominated package. Where the exact
//! frontier is too large, points stand for points close by, and the result says how close.

mod count;
mod course;
mod filter;
mod general;
mod heads;
mod horizon;
mod join;
mod ordered;
mod outer;
mod packages;
mod plane;
mod relief;
mod run;
mod solve;
mod staircase;
mod table;
mod thicket;
mod thin;

use super::{Budget, Certainty, Problem};
use crate::model::Package;
use count::Counts;
use course::Course;
use num_bigint::BigUint;
use packages::Packages;

pub use filter::undominated;

/// Which packages compete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// Those the approval rule passes.
    Zone,
    /// All that honour the linkages.
    All,
}

/// The frontier, one package a point.
///
/// *Shape*: points descending lexicographically by utilities, axes in the order of the seats.
/// *Exactness*: exact when `certainty` is proved. When it is bounded with gap ε, every package of the
/// range has a listed point that gives no party less by more than ε of its declared scale, and every
/// listed package is one of the range.
#[derive(Clone, Debug)]
pub struct Frontier {
    /// Position in [`Problem::evaluators`] of each axis.
    pub axes: Vec<usize>,
    /// How certain the list is.
    pub certainty: Certainty,
    /// Most points held between two blocks: how large the states grew.
    pub largest: usize,
    /// Most linkages and joint terms open between two blocks.
    pub open: usize,
    issues: usize,
    points: usize,
    utilities: Vec<i64>,
    packages: Packages,
    counts: Counts,
}

/// One point of the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// By axis, in the units of its evaluator.
    pub utilities: Vec<i64>,
    /// A package with these utilities.
    pub package: Package,
    /// How many packages of the range have exactly these utilities; `None` when the frontier is not exact.
    pub multiplicity: Option<BigUint>,
}

/// Why there is no frontier to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrontierError {
    /// Too many linkages and joint terms are open at once.
    #[error("{0} linkages and joint terms are open at once, more than can be carried along")]
    Couplings(usize),
    /// The approval rule has too many smallest coalitions.
    #[error(
        "the approval rule has more than 10,000 smallest coalitions, or more than 128 parties that can tip it"
    )]
    Rule,
}

impl From<super::TooManyOpen> for FrontierError {
    fn from(open: super::TooManyOpen) -> Self {
        Self::Couplings(open.0)
    }
}

impl Frontier {
    /// Number of points.
    pub fn len(&self) -> usize {
        self.points
    }

    /// Whether the range has no package.
    pub fn is_empty(&self) -> bool {
        self.points == 0
    }

    /// Utilities of one point, by axis.
    pub fn utilities(&self, point: usize) -> &[i64] {
        let width = self.axes.len();
        &self.utilities[point * width..(point + 1) * width]
    }

    /// A package with the utilities of one point.
    pub fn package(&self, point: usize) -> Package {
        self.packages.get(point, self.issues)
    }

    /// How many packages of the range have the utilities of one point; `None` when not exact.
    pub fn multiplicity(&self, point: usize) -> Option<BigUint> {
        self.counts.get(point)
    }

    /// One point, put together.
    pub fn point(&self, point: usize) -> Point {
        Point {
            utilities: self.utilities(point).to_vec(),
            package: self.package(point),
            multiplicity: self.multiplicity(point),
        }
    }

    /// All points in order.
    pub fn points(&self) -> impl ExactSizeIterator<Item = Point> + '_ {
        (0..self.points).map(|point| self.point(point))
    }

    /// Whether every listed package has the utilities listed with it and belongs to `range`, recomputed
    /// from the mandates.
    pub fn is_witnessed(&self, problem: &Problem, range: Range) -> bool {
        (0..self.points).all(|point| {
            let package = self.package(point);
            let utilities = self.utilities(point).iter().zip(&self.axes);
            problem.honours_linkages(&package)
                && (range == Range::All || problem.passes(&package))
                && utilities.into_iter().all(|(u, &e)| problem.evaluators[e].utility(&package) == *u)
        })
    }
}

/// The frontier of a range, exact while the budget lasts.
///
/// *Exactness*: when the points or the steps of the budget run out, the remaining blocks are taken with
/// points that stand for points close by; the result is then bounded and its gap says how close. Where
/// more couplings are open at once than can be carried along, some are only bounded, and the gap says
/// how far the listed packages may stay behind; it is infinite where none was found.
/// *Errors*: a rule beyond what can be carried.
pub fn frontier(problem: &Problem, range: Range, budget: Budget<'_>) -> Result<Frontier, FrontierError> {
    match Course::new(problem, range) {
        Ok(course) => Ok(solve::exactly(&solve::Task { problem, range, course: &course, budget })),
        Err(FrontierError::Couplings(_)) => outer::bounded(problem, range, budget),
        Err(rule) => Err(rule),
    }
}

/// A frontier in which every package of the range has a listed point within `epsilon` of each party's
/// declared scale.
///
/// *Exactness*: bounded; the gap given is at most `epsilon` unless the budget ran out, reservation
/// values cut packages off from the points that stand for them, or couplings were only bounded; it is
/// right in any case. *Errors*: as [`frontier`].
pub fn frontier_within(
    problem: &Problem,
    range: Range,
    epsilon: f64,
    budget: Budget<'_>,
) -> Result<Frontier, FrontierError> {
    match Course::new(problem, range) {
        Ok(course) => Ok(solve::within(&solve::Task { problem, range, course: &course, budget }, epsilon)),
        Err(FrontierError::Couplings(_)) => outer::bounded(problem, range, budget),
        Err(rule) => Err(rule),
    }
}
