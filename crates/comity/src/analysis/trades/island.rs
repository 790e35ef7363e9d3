//! Issues where one option is best for everyone, whatever is settled elsewhere.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::super::cover::feasible;
use super::super::extreme::{Extreme, least};
use super::super::focus;
use super::super::problem::{Combination, Evaluator, Problem};
use crate::model::PartialPackage;

/// An issue on which the parties agree already.
///
/// An option is *best for all* when putting it in the place of any other option of the issue, in any
/// package that honours the linkages, breaks no linkage, lowers no mandate's utility (before a cap) and
/// crosses no mandate's red line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Island {
    /// The issue.
    pub issue: usize,
    /// The options that are best for all, ascending; several when nobody minds which.
    pub options: Vec<u32>,
    /// Whether some mandate gains by it in every package; `false` when the issue may leave everyone cold.
    pub matters: bool,
}

/// The islands, by issue. Issues with a single option are left away.
///
/// *Exactness*: exact. *Errors*: the budget is too small for the couplings.
pub fn islands(problem: &Problem, meter: &Meter<'_>) -> Result<Vec<Island>, Stopped> {
    let mut found = Vec::new();
    for issue in (0..problem.options.len()).filter(|&i| problem.options[i] > 1) {
        let mut options = Vec::new();
        for option in 0..problem.options[issue] {
            if is_best(problem, issue, option, meter)? {
                options.push(option as u32);
            }
        }
        if !options.is_empty() {
            let matters = matters(problem, issue);
            found.push(Island { issue, options, matters });
        }
    }
    Ok(found)
}

/// Whether somebody tells the issue's options apart by points, a red line or a joint term.
fn matters(problem: &Problem, issue: usize) -> bool {
    let tells = |e: &Evaluator| {
        let points = &e.points[issue];
        points.iter().any(|p| *p != points[0])
            || e.red[issue].contains(&true)
            || e.joint.iter().any(|(when, _)| when.0.iter().any(|(i, _)| *i == issue))
    };
    problem.seats.iter().flat_map(|seat| &seat.must).any(|&e| tells(&problem.evaluators[e]))
}

fn is_best(problem: &Problem, issue: usize, option: usize, meter: &Meter<'_>) -> Result<bool, Stopped> {
    if breaks_a_linkage(problem, issue, option, meter)? {
        return Ok(false);
    }
    for &e in problem.seats.iter().flat_map(|seat| &seat.must) {
        let evaluator = &problem.evaluators[e];
        if evaluator.red[issue][option] {
            return Ok(false);
        }
        let additive = evaluator.points[issue].iter().all(|p| *p <= evaluator.points[issue][option]);
        let joined = evaluator.joint.iter().any(|(when, _)| when.0.iter().any(|(i, _)| *i == issue));
        if !joined && additive {
            continue;
        }
        let under = focus::demands(problem, vec![difference(evaluator, issue, option)]);
        let under = focus::utility(&under, 0);
        let arena = Arena::new(&under, &[], &PartialPackage::open(problem.options.len()), Arena::MERGE);
        if matches!(least(&arena, &[1], meter)?, Extreme::At { value, .. } if value < 0) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What putting `option` in the place of the issue's own adds, as an evaluator over packages.
fn difference(evaluator: &Evaluator, issue: usize, option: usize) -> Evaluator {
    let mut difference = evaluator.clone();
    difference.base = 0;
    difference.cap = None;
    difference.reservation = None;
    for (i, points) in difference.points.iter_mut().enumerate() {
        let top = points[if i == issue { option } else { 0 }];
        points.iter_mut().for_each(|p| *p = if i == issue { top - *p } else { 0 });
    }
    difference.joint.clear();
    for (when, value) in &evaluator.joint {
        let Some((_, holds)) = when.0.iter().find(|(i, _)| *i == issue) else { continue };
        difference.joint.push((when.clone(), -value));
        if holds[option] {
            let others = when.0.iter().filter(|(i, _)| *i != issue).cloned().collect();
            difference.joint.push((Combination(others), *value));
        }
    }
    difference
}

/// Whether some package that honours the linkages with another option breaks one with this option.
fn breaks_a_linkage(
    problem: &Problem,
    issue: usize,
    option: usize,
    meter: &Meter<'_>,
) -> Result<bool, Stopped> {
    for when in &problem.forbidden {
        if !when.0.iter().any(|(i, holds)| *i == issue && holds[option]) {
            continue;
        }
        // Elsewhere the combination holds; on the issue anything but the option.
        let mut red: Vec<Vec<bool>> = problem.options.iter().map(|n| vec![false; *n]).collect();
        red[issue][option] = true;
        for (i, holds) in when.0.iter().filter(|(i, _)| *i != issue) {
            red[*i] = holds.iter().map(|h| !h).collect();
        }
        let demand = focus::only_red(problem, red);
        let under = focus::demands(problem, vec![demand]);
        let arena = Arena::new(&under, &[0], &PartialPackage::open(problem.options.len()), Arena::MERGE);
        if feasible(&arena, meter)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
