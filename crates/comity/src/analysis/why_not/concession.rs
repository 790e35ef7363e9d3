//! The smallest concessions after which some package passes.

use super::super::arena::Arena;
use super::super::budget::Meter;
use super::super::certainty::Certainty;
use super::super::cover::{Aim, Missing, Share, feasible, least_miss};
use super::super::focus;
use super::super::problem::Problem;
use crate::model::{Package, PartialPackage};
use std::collections::BTreeMap;

/// What one holder of a mandate gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concession {
    /// Lowers its reservation value.
    Lower {
        /// Position in [`Problem::evaluators`].
        evaluator: usize,
        /// By so many units.
        by: i64,
        /// To this utility.
        to: i64,
    },
    /// Gives up a red line.
    GiveUp {
        /// Position in [`Problem::evaluators`].
        evaluator: usize,
        /// The issue.
        issue: usize,
        /// The option it would have to bear.
        option: u32,
    },
}

/// Concessions with the package they open.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// A package that then passes.
    pub package: Package,
    /// Seats whose acceptance it rests on.
    pub seats: Vec<usize>,
    /// The concessions, in evaluator order.
    pub concessions: Vec<Concession>,
    /// Seats that concede, ascending.
    pub conceding: Vec<usize>,
    /// Sum of the concessions on the declared scales; a red line weighs 1.
    pub total: f64,
    /// The greatest single concession on the declared scale of who makes it; a red line weighs 1.
    pub worst: f64,
    /// Whether no opening does better in its own measure: parties, or scales.
    pub certainty: Certainty,
}

/// Sets of parties looked at for the fewest that concede.
const MOST_TRIALS: usize = 50_000;

pub(super) fn least_total(problem: &Problem, winning: &[Vec<usize>], meter: &Meter<'_>) -> Option<Opening> {
    let fields = winning.iter().map(|members| (members.clone(), members.clone()));
    best(problem, fields, Aim::Total, meter)
}

pub(super) fn least_worst(problem: &Problem, winning: &[Vec<usize>], meter: &Meter<'_>) -> Option<Opening> {
    let fields = winning.iter().map(|members| (members.clone(), members.clone()));
    best(problem, fields, Aim::Worst, meter)
}

/// Tries one conceding party, then two, … in every winning set; the others' demands stay whole.
pub(super) fn fewest_parties(
    problem: &Problem,
    winning: &[Vec<usize>],
    meter: &Meter<'_>,
) -> Option<Opening> {
    let open = PartialPackage::open(problem.options.len());
    let mut known: BTreeMap<Vec<usize>, bool> = BTreeMap::new();
    let largest = winning.iter().map(Vec::len).max()?;
    for size in 1..=largest {
        let mut fields = Vec::new();
        for members in winning.iter().filter(|members| members.len() >= size) {
            for soft in subsets(members, size) {
                let firm: Vec<usize> = members.iter().filter(|m| !soft.contains(m)).copied().collect();
                if known.len() > MOST_TRIALS {
                    return None;
                }
                let can = match known.get(&firm) {
                    Some(can) => *can,
                    None => {
                        let arena = Arena::new(problem, &firm, &open, Arena::MERGE);
                        let can = feasible(&arena, meter).ok()?.is_some();
                        known.insert(firm, can);
                        can
                    }
                };
                if can {
                    fields.push((members.clone(), soft));
                }
            }
        }
        if !fields.is_empty() {
            let mut opening = best(problem, fields.into_iter(), Aim::Total, meter)?;
            // That fewer parties cannot do was proved above; how little these give may only be bounded.
            opening.certainty = Certainty::Proved;
            return Some(opening);
        }
    }
    None
}

/// All subsets of a size, in lexicographic order.
fn subsets(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for at in 0..=of.len().saturating_sub(size) {
        if at >= of.len() {
            break;
        }
        all.extend(subsets(&of[at + 1..], size - 1).into_iter().map(|rest| [vec![of[at]], rest].concat()));
    }
    all
}

/// The best opening over pairs of a winning set and its members that may concede.
fn best(
    problem: &Problem,
    fields: impl Iterator<Item = (Vec<usize>, Vec<usize>)>,
    aim: Aim,
    meter: &Meter<'_>,
) -> Option<Opening> {
    let mut best: Option<(Opening, Share)> = None;
    let (mut at_least, mut proved) = (f64::INFINITY, true);
    for (members, soft) in fields {
        let field = Field::new(problem, &members, &soft);
        let missing = Missing {
            arena: &field.arena,
            scale: &field.scale,
            hard: &field.hard,
            crossed: &field.crossed,
            aim,
        };
        let least = least_miss(&missing, meter);
        proved &= least.stopped.is_none();
        at_least = at_least.min(least.at_least);
        let Some((choices, miss)) = least.best else { continue };
        let share = Share::of(&miss, &field.scale, aim);
        if best.as_ref().is_none_or(|(_, known)| share.is_less_than(known)) {
            best = Some((opening(problem, &members, field.arena.package(&choices)), share));
        }
    }
    best.map(|(mut opening, share)| {
        if !proved {
            opening.certainty = Certainty::Bounded { gap: (share.to_f64() - at_least).max(0.0) };
        }
        opening
    })
}

/// The packages of one winning set with the red lines of those who may concede turned into a price.
struct Field {
    arena: Arena,
    scale: Vec<i64>,
    hard: Vec<bool>,
    crossed: Vec<Vec<i64>>,
}

impl Field {
    fn new(problem: &Problem, members: &[usize], soft: &[usize]) -> Self {
        let yielding: Vec<usize> = soft.iter().flat_map(|&s| problem.seats[s].must.iter().copied()).collect();
        let mut eased = focus::apart(problem);
        for &e in &yielding {
            eased.evaluators[e].red.iter_mut().for_each(|red| red.fill(false));
        }
        let arena = Arena::new(&eased, members, &PartialPackage::open(problem.options.len()), Arena::MERGE);
        let scale = arena.evaluators.iter().map(|&e| problem.evaluators[e].scale).collect();
        let hard = arena.evaluators.iter().map(|e| !yielding.contains(e)).collect();
        let crossed = |block: &super::super::Block| -> Vec<i64> {
            let width = block.issues.len();
            let count = |c: usize| {
                let red = |e: &usize, i: usize| {
                    problem.evaluators[*e].red[block.issues[i]][block.options[c * width + i] as usize]
                };
                yielding.iter().map(|e| (0..width).filter(|&i| red(e, i)).count() as i64).sum()
            };
            (0..block.len).map(count).collect()
        };
        let crossed = arena.blocks.iter().map(crossed).collect();
        Self { arena, scale, hard, crossed }
    }
}

fn opening(problem: &Problem, members: &[usize], package: Package) -> Opening {
    let mut concessions = Vec::new();
    let mut conceding = Vec::new();
    let (mut total, mut worst) = (0.0, 0.0f64);
    for &seat in members {
        let before = concessions.len();
        for &e in &problem.seats[seat].must {
            let evaluator = &problem.evaluators[e];
            let utility = evaluator.utility(&package);
            if let Some(least) = evaluator.reservation.filter(|least| utility < *least) {
                let by = least.saturating_sub(utility);
                concessions.push(Concession::Lower { evaluator: e, by, to: utility });
                let share = by as f64 / evaluator.scale as f64;
                (total, worst) = (total + share, worst.max(share));
            }
            for issue in evaluator.red_lines_crossed(&package) {
                concessions.push(Concession::GiveUp { evaluator: e, issue, option: package.0[issue] });
                (total, worst) = (total + 1.0, worst.max(1.0));
            }
        }
        if concessions.len() > before {
            conceding.push(seat);
        }
    }
    Opening {
        package,
        seats: members.to_vec(),
        concessions,
        conceding,
        total,
        worst,
        certainty: Certainty::Proved,
    }
}
