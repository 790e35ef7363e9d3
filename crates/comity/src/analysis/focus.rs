//! Parts of a problem put as problems of their own: one mandate alone, a refusal as a demand, a
//! problem whose reservation values are raised.

use super::problem::{Evaluator, Problem, Seat};
use crate::model::{ApprovalRule, PartyId};

/// The same issues and linkages with one seat that holds these mandates, none of them an axis.
pub(crate) fn demands(problem: &Problem, evaluators: Vec<Evaluator>) -> Problem {
    let must = (0..evaluators.len()).collect();
    let seat = Seat { party: PartyId(0), axis: None, must, unknown: Vec::new() };
    Problem {
        options: problem.options.clone(),
        forbidden: problem.forbidden.clone(),
        evaluators,
        seats: vec![seat],
        rule: ApprovalRule::Party(PartyId(0)),
    }
}

/// The same issues and linkages with one axis: the utility of one mandate, red lines and floor left out.
pub(crate) fn utility(problem: &Problem, evaluator: usize) -> Problem {
    let mut own = problem.evaluators[evaluator].clone();
    own.red.iter_mut().for_each(|red| red.fill(false));
    own.reservation = None;
    let mut alone = demands(problem, vec![own]);
    alone.seats[0].axis = Some(0);
    alone
}

/// The ways in which a mandate can refuse a package, each as a demand that holds exactly then: one of
/// its red lines on an issue is crossed, or its utility is below the reservation value.
pub(crate) fn refusals(evaluator: &Evaluator) -> Vec<Evaluator> {
    let mut ways = Vec::new();
    for (issue, red) in evaluator.red.iter().enumerate().filter(|(_, red)| red.contains(&true)) {
        let mut way = silent(evaluator);
        way.red[issue] = red.iter().map(|red| !red).collect();
        ways.push(way);
    }
    if let Some(least) = evaluator.reservation {
        ways.push(below(evaluator, least));
    }
    ways
}

/// Accepts everything.
fn silent(evaluator: &Evaluator) -> Evaluator {
    let mut way = evaluator.clone();
    way.points.iter_mut().for_each(|points| points.fill(0));
    way.red.iter_mut().for_each(|red| red.fill(false));
    (way.joint, way.base, way.cap, way.reservation) = (Vec::new(), 0, None, None);
    way
}

/// Utility below `least`, turned round: the negated sum is at least `1 − least`.
fn below(evaluator: &Evaluator, least: i64) -> Evaluator {
    if evaluator.cap.is_some_and(|cap| cap < least) {
        return silent(evaluator);
    }
    let mut way = evaluator.clone();
    way.points.iter_mut().flatten().for_each(|points| *points = -*points);
    way.joint.iter_mut().for_each(|(_, value)| *value = -*value);
    way.red.iter_mut().for_each(|red| red.fill(false));
    way.base = -way.base;
    way.cap = None;
    way.reservation = Some(1i64.saturating_sub(least));
    way
}

/// The rule that holds exactly when the given rule fails, read over refusals instead of acceptances.
pub(crate) fn dual(rule: &ApprovalRule) -> ApprovalRule {
    let any = |of: Vec<ApprovalRule>| ApprovalRule::AtLeast { k: 1, of };
    match rule {
        ApprovalRule::Party(party) => ApprovalRule::Party(*party),
        ApprovalRule::All(rules) => any(rules.iter().map(dual).collect()),
        ApprovalRule::AtLeast { k, of } => {
            ApprovalRule::AtLeast { k: (of.len() + 1).saturating_sub(*k), of: of.iter().map(dual).collect() }
        }
        ApprovalRule::Weighted { quota, weights } => {
            let all: u64 = weights.iter().map(|(_, weight)| weight).sum();
            ApprovalRule::Weighted { quota: (all + 1).saturating_sub(*quota), weights: weights.clone() }
        }
        ApprovalRule::Veto { holders, rule } => {
            any(holders.iter().map(|p| ApprovalRule::Party(*p)).chain([dual(rule)]).collect())
        }
    }
}

/// The same problem with every stated reservation value raised by a share of its mandate's scale,
/// rounded up to a unit.
pub(crate) fn raised(problem: &Problem, margin: crate::Ratio) -> Problem {
    let mut raised = problem.clone();
    for evaluator in &mut raised.evaluators {
        let more = margin_in_units(margin, evaluator.scale);
        evaluator.reservation = evaluator.reservation.map(|least| least.saturating_add(more));
    }
    raised
}

/// A share of a scale in units, rounded up.
pub(crate) fn margin_in_units(margin: crate::Ratio, scale: i64) -> i64 {
    let scale = crate::Ratio::new(i128::from(scale), 1).unwrap_or(crate::Ratio::ONE);
    let units =
        margin.checked_mul(scale).map_or(i128::MAX, |m| -(-m.numerator()).div_euclid(m.denominator()));
    i64::try_from(units).unwrap_or(i64::MAX)
}

/// The same problem with a dimension of its own for every mandate: mandates that score alike are
/// otherwise counted as one. Only the name of the unit changes.
pub(crate) fn apart(problem: &Problem) -> Problem {
    let mut apart = problem.clone();
    for (e, evaluator) in apart.evaluators.iter_mut().enumerate() {
        evaluator.denominator = e as i64 + 1;
    }
    apart
}

/// A demand that only looks at options: none of `red`.
pub(crate) fn only_red(problem: &Problem, red: Vec<Vec<bool>>) -> Evaluator {
    Evaluator {
        holder: crate::model::Holder::Party(PartyId(0)),
        points: problem.options.iter().map(|count| vec![0; *count]).collect(),
        joint: Vec::new(),
        base: 0,
        cap: None,
        red,
        reservation: None,
        denominator: 1,
        scale: 1,
        rounding: 0,
    }
}
