//! The zone of possible agreement: whether it is empty, how many packages it holds, samples of it.
//!
//! An approval rule is taken apart into the smallest sets of parties whose acceptance passes it; what
//! one set accepts is an arena; arenas are counted as layered graphs by tables or by lists, whichever
//! is cheaper, and the counts joined by inclusion and exclusion.

mod automaton;
mod coalitions;
mod coarse;
mod dense;
mod dominance;
mod drawn;
mod estimate;
mod halves;
mod layers;
mod meet;
mod plane;
mod sample;
mod table;
#[cfg(test)]
mod tests;
mod walk;

pub use estimate::Estimate;
pub use sample::{Samples, samples};

use super::arena::{Arena, Block, Effect};
use super::budget::{Meter, Stopped};
use super::certainty::Certainty;
use super::cover::feasible;
use super::problem::Problem;
use crate::model::{Package, PartialPackage};
use layers::Layers;
use num_bigint::{BigInt, BigUint};

/// How many packages there are.
#[derive(Clone, Debug, PartialEq)]
pub enum Count {
    /// The number, proved.
    Exact(BigUint),
    /// An estimate with its standard error, and an interval that is proved.
    Estimated(Estimate),
}

impl Count {
    /// The number, or the estimate of it.
    pub fn value(&self) -> &BigUint {
        match self {
            Self::Exact(value) => value,
            Self::Estimated(estimate) => &estimate.value,
        }
    }

    /// Proved, or estimated with the standard error in packages.
    pub fn certainty(&self) -> Certainty {
        match self {
            Self::Exact(_) => Certainty::Proved,
            Self::Estimated(estimate) => {
                let value: f64 = estimate.value.to_string().parse().unwrap_or(f64::INFINITY);
                Certainty::Estimated { error: estimate.relative_error * value }
            }
        }
    }
}

/// Decides the random numbers of an estimate when the caller does not.
pub const SEED: u64 = 0x5EED;

/// How many packages honour the linkages and agree with `fixed`.
///
/// *Exactness*: exact. *Errors*: the meter's.
pub fn outcomes(problem: &Problem, fixed: &PartialPackage, meter: &Meter<'_>) -> Result<Count, Stopped> {
    accepted_by(problem, &[], fixed, meter)
}

/// How many packages that honour the linkages and agree with `fixed` every seat accepts, whatever the
/// approval rule: no red line crossed, every utility at least the reservation value.
///
/// *Exactness*, *Errors*: as [`zone_count`].
pub fn rational(problem: &Problem, fixed: &PartialPackage, meter: &Meter<'_>) -> Result<Count, Stopped> {
    let everyone: Vec<usize> = (0..problem.seats.len()).collect();
    accepted_by(problem, &everyone, fixed, meter)
}

/// How many packages that honour the linkages and agree with `fixed` the approval rule passes.
///
/// *Exactness*: exact at any size while tables or lists stay within the budget's points; else an
/// estimate. *Errors*: the rule has more than 20,000 minimal sets of parties or unions of them, couplings
/// too dense for a sweep and a zone too small to meet at random, or the meter's.
pub fn zone_count(problem: &Problem, fixed: &PartialPackage, meter: &Meter<'_>) -> Result<Count, Stopped> {
    let passes = |package: &Package| problem.honours_linkages(package) && problem.passes(package);
    or_drawn(counted(problem, fixed, meter), problem, fixed, &passes, meter)
}

/// Where tables and lists cannot carry the couplings: random packages.
fn or_drawn(
    counted: Result<Count, Stopped>,
    problem: &Problem,
    fixed: &PartialPackage,
    accepts: &dyn Fn(&Package) -> bool,
    meter: &Meter<'_>,
) -> Result<Count, Stopped> {
    match counted {
        Err(Stopped::Points) => {
            drawn::estimate(problem, fixed, accepts, SEED, &Meter::new(meter.budget())).map(Count::Estimated)
        }
        counted => counted,
    }
}

fn counted(problem: &Problem, fixed: &PartialPackage, meter: &Meter<'_>) -> Result<Count, Stopped> {
    let winning = coalitions::winning(problem).ok_or(Stopped::Points)?;
    let mut sum = BigInt::ZERO;
    let unions = coalitions::unions(&winning).ok_or(Stopped::Points)?;
    for (members, factor) in unions {
        match exact(problem, &members, fixed, meter)? {
            Some(count) => sum += BigInt::from(count) * factor,
            None => return estimated(problem, &winning, fixed, meter),
        }
    }
    Ok(Count::Exact(sum.to_biguint().unwrap_or_default()))
}

fn accepted_by(
    problem: &Problem,
    members: &[usize],
    fixed: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Count, Stopped> {
    let accepts = |package: &Package| {
        problem.honours_linkages(package) && members.iter().all(|&seat| problem.accepts(seat, package))
    };
    let counted = match exact(problem, members, fixed, meter) {
        Ok(Some(count)) => Ok(Count::Exact(count)),
        Ok(None) => estimated(problem, &[members.to_vec()], fixed, meter),
        Err(stopped) => Err(stopped),
    };
    or_drawn(counted, problem, fixed, &accepts, meter)
}

fn estimated(
    problem: &Problem,
    winning: &[Vec<usize>],
    fixed: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Count, Stopped> {
    let mut arenas = Vec::new();
    for members in winning {
        let arena = Arena::new(problem, members, fixed, Arena::MERGE);
        if let Some(graph) = Layers::new(&arena, meter)? {
            arenas.push((arena, graph));
        }
    }
    if arenas.is_empty() {
        return Ok(Count::Exact(BigUint::ZERO));
    }
    estimate::estimate(&arenas, SEED, meter).map(Count::Estimated)
}

/// Additions that tables may take, and steps that lists may take.
const TABLE_WORK: f64 = 2e10;
const LIST_WORK: f64 = 2e10;

/// The number of packages that all `members` accept; `None` where exact counting is out of reach.
fn exact(
    problem: &Problem,
    members: &[usize],
    fixed: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Option<BigUint>, Stopped> {
    let mut arena = Arena::new(problem, members, fixed, Arena::MERGE);
    // Where nothing is needed of a party, what joint terms add to it decides nothing.
    for d in 0..arena.dims() {
        if arena.floor[d] <= least(&arena, d) {
            arena.floor[d] = i64::MIN;
        }
    }
    let needed: Vec<bool> = arena.floor.iter().map(|floor| *floor > i64::MIN).collect();
    arena.factors.retain(|factor| match factor.effect {
        Effect::Forbid => true,
        Effect::Add { dim, .. } => needed[dim],
    });
    match Layers::new(&arena, meter)? {
        Some(graph) => exact_paths(&graph, meter),
        None => Ok(Some(BigUint::ZERO)),
    }
}

/// No package is worth less in this dimension, whether it honours the linkages or not.
fn least(arena: &Arena, d: usize) -> i64 {
    let dims = arena.dims();
    let lowest = |block: &Block| (0..block.len).map(|c| block.gain(c, dims)[d]).min().unwrap_or(0);
    let malus = arena.factors.iter().map(|factor| match factor.effect {
        Effect::Add { dim, value } if dim == d => value.min(0),
        _ => 0,
    });
    let sum = arena.base[d] + arena.blocks.iter().map(lowest).sum::<i64>() + malus.sum::<i64>();
    sum.min(arena.cap[d])
}

/// Takes the cheaper of tables and lists, the other where the first does not fit after all.
fn exact_paths(graph: &Layers, meter: &Meter<'_>) -> Result<Option<BigUint>, Stopped> {
    let plan = dense::plan(graph);
    let points = meter.budget().points as f64;
    let tables = (plan.cells <= points && plan.work <= TABLE_WORK).then_some(plan.work);
    // A list never has more points than there are packages, or cells to tell them apart.
    let longest = halves::longest_half(graph).map(|half| half.min(plan.cells)).filter(|half| *half <= points);
    let depth = (graph.need.len() as i32 - 2).max(0);
    let lists =
        longest.map(|half| half * 100.0 * half.log2().max(1.0).powi(depth)).filter(|w| *w <= LIST_WORK);
    let tables_first = tables.is_some_and(|tables| lists.is_none_or(|lists| tables <= lists));
    for by_tables in [tables_first, !tables_first] {
        let counted = match by_tables {
            true if tables.is_some() => dense::count(graph, plan, meter),
            false if lists.is_some() => halves::count(graph, meter),
            _ => continue,
        };
        match counted {
            Err(Stopped::Points) => {}
            counted => return counted.map(Some),
        }
    }
    Ok(None)
}

/// A package that agrees with `fixed` and passes the approval rule; `Ok(None)` when the zone is empty.
///
/// *Exactness*: exact; which package is decided by the problem alone. *Errors*: the rule has more than
/// 20,000 minimal sets of parties, or the meter's.
pub fn zone_witness(
    problem: &Problem,
    fixed: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Option<Package>, Stopped> {
    for members in coalitions::winning(problem).ok_or(Stopped::Points)? {
        let arena = Arena::new(problem, &members, fixed, Arena::MERGE);
        if let Some(choices) = feasible(&arena, meter)? {
            return Ok(Some(arena.package(&choices)));
        }
    }
    Ok(None)
}
