//! A frontier where more couplings are open at once than can be carried along: some of them are carried,
//! the others only bounded. What then comes out no package exceeds; real packages are sought close to it,
//! and how far they stay behind is the gap.
//!
//! A bonus that is not carried is shared out over the blocks it looks at: where all its conditions hold,
//! the shares add up to it, elsewhere to no less than nothing. A malus or an exclusion that is not
//! carried is left out.

use super::count::Counts;
use super::course::Course;
use super::horizon::Horizon;
use super::packages::Packages;
use super::run::Run;
use super::table::Table;
use super::thin::{self, Uncovered};
use super::{Frontier, FrontierError, Range, undominated};
use crate::analysis::{Arena, Budget, Certainty, Effect, Factor, Problem, Sweep, TooManyOpen};
use crate::model::Package;

/// Couplings that may be open at once when some are only bounded.
const CARRIED: usize = 7;
/// Points a step may have.
const POINTS: usize = 6_000;
/// Bounds that packages are sought close to.
const SOUGHT: usize = 96;
/// Passes over all issues in one search.
const PASSES: usize = 8;

/// The frontier within a gap that is known.
///
/// *Errors*: a rule with too many coalitions.
pub(super) fn bounded(
    problem: &Problem,
    range: Range,
    budget: Budget<'_>,
) -> Result<Frontier, FrontierError> {
    let course = Course::of(problem, range, |arena| ease(arena, problem))?;
    let mut run = Run::<()>::new(&course);
    let slack = thin::within_limit(&mut run, &course, budget.points.clamp(1, POINTS));
    let largest = run.largest();
    let (table, trace) = run.finish();
    let bounds = bounds(&course, &table, &slack);
    let every = table.len().div_ceil(SOUGHT).max(1);
    let kept: Vec<u32> = (0..table.len()).step_by(every).map(|at| at as u32).collect();
    let traced = Packages::trace(&course, &trace, &kept, &problem.options);
    let search = Search { problem, range, axes: &course.arena.evaluators[..course.axes] };
    let starts = kept.iter().enumerate().map(|(at, &point)| {
        let bound = &bounds[point as usize * course.axes..][..course.axes];
        search.close_to(bound, traced.get(at, problem.options.len()))
    });
    let found: Vec<(Vec<i64>, Package)> = starts.take_while(|_| !(budget.should_stop)()).flatten().collect();
    let utilities: Vec<i64> = found.iter().flat_map(|(utilities, _)| utilities).copied().collect();
    let stays = undominated(&utilities, course.axes);
    let utilities: Vec<i64> = stays.iter().flat_map(|&at| &found[at].0).copied().collect();
    let certainty = match bounds.is_empty() {
        true => Certainty::Proved,
        false => {
            let none = vec![0; course.dims];
            Certainty::Bounded { gap: thin::gap(&course, &none, &utilities, &Uncovered { bounds }) }
        }
    };
    Ok(Frontier {
        axes: search.axes.to_vec(),
        certainty,
        largest,
        open: open(problem),
        issues: problem.options.len(),
        points: stays.len(),
        utilities,
        packages: Packages::Wide(stays.iter().flat_map(|&at| &found[at].1.0).copied().collect()),
        counts: Counts::Unknown,
    })
}

/// How many linkages and joint terms are open at once when all are carried.
fn open(problem: &Problem) -> usize {
    let open = crate::model::PartialPackage::open(problem.options.len());
    let arena = Arena::new(problem, &[], &open, Arena::MERGE);
    Sweep::new(&arena).map_or_else(|TooManyOpen(open)| open, |sweep| sweep.widest)
}

/// What no package of the range exceeds, by final point.
fn bounds(course: &Course, table: &Table<()>, slack: &[i64]) -> Vec<i64> {
    let last = Horizon::new(course, course.steps(), usize::MAX);
    let top = |d: usize, sum: i64| (sum + slack[d]).min(course.cap[d].unwrap_or(i64::MAX));
    debug_assert_eq!(last.dims(), course.dims);
    let points = table.values.chunks_exact(course.dims.max(1));
    points.flat_map(|sums| (0..course.axes).map(move |d| top(d, sums[d])).collect::<Vec<_>>()).collect()
}

/// Takes out the couplings that matter least until few enough are open at once, and puts a bound in
/// the place of each.
fn ease(mut arena: Arena, problem: &Problem) -> Arena {
    let scale = |dim: usize| problem.evaluators[arena.evaluators[dim]].scale as f64;
    let matters = |factor: &Factor| match factor.effect {
        Effect::Forbid => f64::INFINITY,
        Effect::Add { dim, value } => value.abs() as f64 / scale(dim),
    };
    let mut factors = std::mem::take(&mut arena.factors);
    factors.sort_by(|a, b| matters(b).total_cmp(&matters(a)));
    // The most that can be carried, by halving; more couplings rarely mean fewer open ones.
    let (mut some, mut too_many) = (0, factors.len() + 1);
    while too_many - some > 1 {
        let middle = some.midpoint(too_many);
        arena.factors = factors[..middle].to_vec();
        match Sweep::new(&arena) {
            Ok(sweep) if sweep.widest <= CARRIED => some = middle,
            _ => too_many = middle,
        }
    }
    arena.factors = factors[..some].to_vec();
    for factor in &factors[some..] {
        share_out(&mut arena, factor);
    }
    arena
}

fn share_out(arena: &mut Arena, factor: &Factor) {
    let dims = arena.dims();
    let (dim, mut left) = match factor.effect {
        Effect::Add { dim, value } if value > 0 => (dim, value),
        _ => return,
    };
    for (at, (block, holds)) in factor.when.iter().enumerate() {
        let share = left / (factor.when.len() - at) as i64;
        left -= share;
        let gains = arena.blocks[*block].gains.iter_mut().skip(dim).step_by(dims);
        gains.zip(holds).filter(|(_, holds)| **holds).for_each(|(gain, _)| *gain += share);
    }
}

/// Looks for packages of a range close to a bound.
struct Search<'a> {
    problem: &'a Problem,
    range: Range,
    axes: &'a [usize],
}

impl Search<'_> {
    /// Changes one issue at a time while the package comes closer to the bound: first it must belong to
    /// the range, then the party furthest behind counts, then the sum of what is missing.
    fn close_to(&self, bound: &[i64], mut package: Package) -> Option<(Vec<i64>, Package)> {
        let mut known = self.missing(bound, &package);
        for _ in 0..PASSES {
            let before = known;
            for issue in 0..package.0.len() {
                for option in 0..self.problem.options[issue] as u32 {
                    let kept = std::mem::replace(&mut package.0[issue], option);
                    match self.missing(bound, &package) {
                        found if found < known => known = found,
                        _ => package.0[issue] = kept,
                    }
                }
            }
            if known == before {
                break;
            }
        }
        let utility = |e: &usize| self.problem.evaluators[*e].utility(&package);
        (!known.0).then(|| (self.axes.iter().map(utility).collect(), package.clone()))
    }

    /// Whether the package is outside the range, the most and the sum that the parties stay behind.
    fn missing(&self, bound: &[i64], package: &Package) -> (bool, f64, f64) {
        let belongs = self.problem.honours_linkages(package)
            && (self.range == Range::All || self.problem.passes(package));
        let short = self.axes.iter().zip(bound).map(|(&e, bound)| {
            let evaluator = &self.problem.evaluators[e];
            (bound - evaluator.utility(package)) as f64 / evaluator.scale as f64
        });
        short.fold((!belongs, 0.0, 0.0), |(out, most, sum), short| (out, short.max(most), sum + short))
    }
}
