//! The nearest miss: the package that falls short by least in total, on the declared scales.

use super::super::arena::Arena;
use super::super::budget::Meter;
use super::super::certainty::Certainty;
use super::super::cover::{Aim, Missing, Share, least_miss};
use super::super::focus;
use super::super::problem::Problem;
use crate::model::{Package, PartialPackage};

/// The package nearest to passing. It honours the linkages and crosses no red line of the parties whose
/// acceptance it aims at.
///
/// *Units and scale*: shortfalls are added on the declared scales, which the issue of comparing parties
/// rests on; a party's delegation and its principals each count for themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestMiss {
    /// The package.
    pub package: Package,
    /// Seats whose acceptance it aims at.
    pub seats: Vec<usize>,
    /// `(evaluator, units short)` of those that fall short, in evaluator order.
    pub short: Vec<(usize, i64)>,
    /// The sum of the shortfalls on the declared scales.
    pub total: f64,
    /// Whether nothing misses by less. *Units*: scales.
    pub certainty: Certainty,
}

/// `None` when no package keeps to linkages and red lines, or none was found within the budget.
pub(super) fn nearest(problem: &Problem, winning: &[Vec<usize>], meter: &Meter<'_>) -> Option<NearestMiss> {
    let mut best: Option<(NearestMiss, Share)> = None;
    let mut at_least = f64::INFINITY;
    let mut proved = true;
    let problem = &focus::apart(problem);
    for members in winning {
        let arena = Arena::new(problem, members, &PartialPackage::open(problem.options.len()), Arena::MERGE);
        let scale: Vec<i64> = arena.evaluators.iter().map(|&e| problem.evaluators[e].scale).collect();
        let crossed: Vec<Vec<i64>> = arena.blocks.iter().map(|b| vec![0; b.len]).collect();
        let hard = vec![false; scale.len()];
        let missing =
            Missing { arena: &arena, scale: &scale, hard: &hard, crossed: &crossed, aim: Aim::Total };
        let least = least_miss(&missing, meter);
        proved &= least.stopped.is_none();
        at_least = at_least.min(least.at_least);
        let Some((choices, miss)) = least.best else { continue };
        let share = Share::of(&miss, &scale, Aim::Total);
        if best.as_ref().is_none_or(|(_, known)| share.is_less_than(known)) {
            let short = miss.short.iter().enumerate().filter(|(_, s)| **s > 0);
            let mut short: Vec<(usize, i64)> = short.map(|(d, s)| (arena.evaluators[d], *s)).collect();
            short.sort_unstable();
            let total =
                short.iter().fold(0.0, |sum, (e, s)| sum + *s as f64 / problem.evaluators[*e].scale as f64);
            let found = NearestMiss {
                package: arena.package(&choices),
                seats: members.clone(),
                short,
                total,
                certainty: Certainty::Proved,
            };
            best = Some((found, share));
        }
    }
    best.map(|(mut found, _)| {
        if !proved {
            found.certainty = Certainty::Bounded { gap: (found.total - at_least).max(0.0) };
        }
        found
    })
}
