//! What each party is left with when the talks fail: the point that gains are counted from.

use super::arena::Arena;
use super::budget::{Meter, Stopped};
use super::extreme::{Extreme, least};
use super::problem::{Evaluator, Problem, Seat};
use crate::model::{ApprovalRule, Package, PartialPackage, PartyId};

/// The disagreement value of every axis, in the units of its evaluator: the greater of the reservation
/// value and the party's least utility over all packages that honour the linkages.
///
/// *Shape*: in the order of [`Problem::axes`]. Without any package that honours the linkages: the
/// reservation value, else the sum of the lowest scores.
/// *Exactness*: exact, caps included. *Errors*: the budget is too small for the party's joint terms.
pub fn disagreement(problem: &Problem, meter: &Meter<'_>) -> Result<Vec<i64>, Stopped> {
    problem.axes().into_iter().map(|axis| of_axis(problem, axis, meter)).collect()
}

fn of_axis(problem: &Problem, axis: usize, meter: &Meter<'_>) -> Result<i64, Stopped> {
    let evaluator = &problem.evaluators[axis];
    let lowest = Package(evaluator.points.iter().map(|points| lowest_option(points)).collect());
    let bound = evaluator.capped(lower_bound(evaluator, &lowest));
    let reservation = evaluator.reservation.unwrap_or(i64::MIN);
    // Any package worth no more than the reservation value settles the question without a search.
    if reservation >= bound && descend(problem, evaluator, lowest.clone()).is_some_and(|u| u <= reservation) {
        return Ok(reservation);
    }
    if problem.honours_linkages(&lowest) && evaluator.utility(&lowest) == bound {
        return Ok(reservation.max(bound));
    }
    let (alone, dim) = (only(problem, axis), [1]);
    let arena = Arena::new(&alone, &[], &PartialPackage::open(problem.options.len()), Arena::MERGE);
    Ok(match least(&arena, &dim, meter)? {
        Extreme::At { value, .. } => reservation.max(evaluator.capped(value as i64)),
        Extreme::Nowhere => evaluator.reservation.unwrap_or(bound),
    })
}

fn lowest_option(points: &[i64]) -> u32 {
    (0..points.len()).min_by_key(|&option| points[option]).unwrap_or(0) as u32
}

/// No package is worth less: lowest scores and every malus.
fn lower_bound(evaluator: &Evaluator, lowest: &Package) -> i64 {
    let scores: i64 = evaluator.points.iter().zip(&lowest.0).map(|(points, &o)| value_at(points, o)).sum();
    let malus: i64 = evaluator.joint.iter().map(|(_, value)| value.min(&0)).sum();
    evaluator.base + scores + malus
}

fn value_at(points: &[i64], option: u32) -> i64 {
    points.get(option as usize).copied().unwrap_or(0)
}

/// Changes one issue at a time while the utility falls; the least utility met among packages that
/// honour the linkages.
fn descend(problem: &Problem, evaluator: &Evaluator, mut package: Package) -> Option<i64> {
    if problem.options.contains(&0) {
        return None;
    }
    let value = |p: &Package| problem.honours_linkages(p).then(|| evaluator.utility(p));
    let mut best = value(&package);
    loop {
        let before = best;
        for issue in 0..package.0.len() {
            for option in 0..problem.options[issue] as u32 {
                let kept = std::mem::replace(&mut package.0[issue], option);
                match value(&package) {
                    Some(found) if best.is_none_or(|best| found < best) => best = Some(found),
                    _ => package.0[issue] = kept,
                }
            }
        }
        if best == before {
            return best;
        }
    }
}

/// The problem as one party alone sees it: its own mandate and the linkages.
fn only(problem: &Problem, axis: usize) -> Problem {
    let party = PartyId(0);
    let seat = Seat { party, axis: Some(0), must: vec![0], unknown: Vec::new() };
    Problem {
        options: problem.options.clone(),
        forbidden: problem.forbidden.clone(),
        evaluators: vec![problem.evaluators[axis].clone()],
        seats: vec![seat],
        rule: ApprovalRule::Party(party),
    }
}
