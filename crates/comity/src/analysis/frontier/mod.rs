//! The frontier: the packages no other improves for one party without loss to another.
//!
//! A dynamic programme over the blocks of an arena keeps, for every set of open couplings, the sums that
//! no other beats on all axes; what it drops could only have become a dominated package. Where the exact
//! frontier is too large, points stand for points close by, and the result says how close.

mod count;
mod course;
mod general;
mod heads;
mod horizon;
mod ordered;
mod packages;
mod plane;
mod relief;
mod run;
mod staircase;
mod table;
mod thicket;
mod thin;

use super::{Budget, Certainty, Meter, Problem};
use crate::model::Package;
use count::{Count, Counts};
use course::Course;
use horizon::Horizon;
use num_bigint::BigUint;
use packages::Packages;
use run::{Allowance, Run};
use table::{Halt, Table};
use thin::Uncovered;

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
    #[error("{0} linkages and joint terms are open at once; at most 128 can be carried along")]
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
/// points that stand for points close by; the result is then bounded and its gap says how close.
/// *Errors*: couplings or a rule beyond what can be carried.
pub fn frontier(problem: &Problem, range: Range, budget: Budget<'_>) -> Result<Frontier, FrontierError> {
    let course = Course::new(problem, range)?;
    let found = exact::<u64>(problem, &course, budget)
        .or_else(|_| exact::<u128>(problem, &course, budget))
        .or_else(|_| exact::<BigUint>(problem, &course, budget));
    Ok(found.expect("big counts hold any number"))
}

/// A frontier in which every package of the range has a listed point within `epsilon` of each party's
/// declared scale.
///
/// *Exactness*: bounded; the gap given is at most `epsilon` unless the budget ran out or reservation
/// values cut packages off from the points that stand for them, and is right in any case.
/// *Errors*: as [`frontier`].
pub fn frontier_within(
    problem: &Problem,
    range: Range,
    epsilon: f64,
    budget: Budget<'_>,
) -> Result<Frontier, FrontierError> {
    let course = Course::new(problem, range)?;
    let mut run = Run::<()>::new(&course);
    let found = match thin::within_epsilon(&mut run, &course, epsilon, &Meter::new(budget)) {
        Ok(relaxed) => listed(problem, &course, run, Some(&relaxed)),
        Err(_) => approximate(problem, &course, Run::new(&course), LAST_RESORT),
    };
    Ok(found.expect("an approximate frontier counts nothing"))
}

/// Points a step may have once the budget has run out of points.
const ROOMY: usize = 50_000;

/// Points a step may have once nothing is left of the budget.
const LAST_RESORT: usize = 1000;

/// A count did not fit its type.
#[derive(Debug)]
struct Overflow;

fn exact<C: Count>(problem: &Problem, course: &Course, budget: Budget<'_>) -> Result<Frontier, Overflow> {
    let meter = Meter::new(budget);
    let mut run = Run::<C>::new(course);
    let none = vec![0; course.dims];
    while !run.is_done() {
        let exact = Allowance { limit: budget.points, slack: none.clone(), relaxed: none.clone() };
        match run.advance(&exact, &meter) {
            Ok(()) => {}
            Err(Halt::Overflow) => return Err(Overflow),
            Err(Halt::Full) => {
                let limit = budget.points.div_ceil(2).min(ROOMY);
                return approximate(problem, course, run.uncounted(), limit);
            }
            Err(Halt::Stopped(_)) => {
                let limit = budget.points.min(LAST_RESORT);
                return approximate(problem, course, run.uncounted(), limit);
            }
        }
    }
    listed(problem, course, run, None)
}

/// Goes on from where the exact frontier grew too large.
fn approximate(
    problem: &Problem,
    course: &Course,
    mut run: Run<'_, ()>,
    limit: usize,
) -> Result<Frontier, Overflow> {
    let relaxed = thin::within_limit(&mut run, course, limit);
    listed(problem, course, run, Some(&relaxed))
}

/// Final sums as utilities on the axes alone, choices as packages.
fn listed<C: Count>(
    problem: &Problem,
    course: &Course,
    run: Run<'_, C>,
    relaxed: Option<&[i64]>,
) -> Result<Frontier, Overflow> {
    let (table, trace) = run.finish();
    let (kept, counts) = on_axes(course, &table)?;
    let (dims, axes) = (course.dims, course.axes);
    let sums = |i: u32| &table.values[i as usize * dims..][..axes];
    let utilities: Vec<i64> = kept.iter().flat_map(|&i| sums(i)).copied().collect();
    let certainty = match relaxed {
        None => Certainty::Proved,
        Some(_) if table.len() == 0 => Certainty::Proved,
        Some(relaxed) => {
            let uncovered = Uncovered::new(course, &table, relaxed);
            Certainty::Bounded { gap: thin::gap(course, relaxed, &utilities, &uncovered) }
        }
    };
    Ok(Frontier {
        axes: course.arena.evaluators[..axes].to_vec(),
        certainty,
        issues: problem.options.len(),
        points: kept.len(),
        utilities,
        packages: Packages::trace(course, &trace, &kept, &problem.options),
        counts: C::into_counts(counts),
    })
}

/// Positions of the final points that pass and stay when only axes count, with the ways to reach each.
fn on_axes<C: Count>(course: &Course, table: &Table<C>) -> Result<(Vec<u32>, Vec<C>), Overflow> {
    let (dims, axes) = (course.dims, course.axes);
    let sums = |i: u32| &table.values[i as usize * dims..][..axes];
    let last = Horizon::new(course, course.steps(), usize::MAX);
    let (mut kept, mut counts): (Vec<u32>, Vec<C>) = (Vec::new(), Vec::new());
    for i in 0..table.len() as u32 {
        if !last.admits(&table.values[i as usize * dims..][..dims]) {
            continue;
        }
        let count = &table.counts[i as usize];
        match kept.last() {
            Some(&before) if sums(before) == sums(i) => {
                let at = counts.len() - 1;
                counts[at] = counts[at].plus(count).ok_or(Overflow)?;
            }
            _ if dims > axes && kept.iter().any(|&k| sums(k).iter().zip(sums(i)).all(|(k, i)| k >= i)) => {}
            _ => {
                kept.push(i);
                counts.push(count.clone());
            }
        }
    }
    Ok((kept, counts))
}
