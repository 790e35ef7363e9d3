//! Whether a mandate, a party or an approval rule passes a package: surely, possibly or never.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::super::cover::feasible;
use super::super::focus;
use super::super::problem::{Evaluator, Problem};
use super::AssessError;
use crate::model::{ApprovalRule, Case, PartialPackage};

/// What can be said while something may be open; of a complete package only *surely* and *never*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Every way to settle what is open that honours the linkages passes, and there is one.
    Surely,
    /// Some pass and some do not.
    Possibly,
    /// None passes.
    Never,
}

/// What an approval rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleStanding {
    /// Position in [`Case::rules`]; `None` for unanimity where the case states no rule.
    pub rule: Option<usize>,
    /// Whether it passes.
    pub verdict: Verdict,
}

pub(super) fn rules(
    case: &Case,
    problem: &Problem,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Vec<RuleStanding>, AssessError> {
    if case.rules.is_empty() {
        return Ok(vec![RuleStanding { rule: None, verdict: rule(problem, package, meter)? }]);
    }
    let mut rules = Vec::new();
    for (at, named) in case.rules.iter().enumerate() {
        let under = Problem::with_rule(case, named.rule.clone())?;
        rules.push(RuleStanding { rule: Some(at), verdict: rule(&under, package, meter)? });
    }
    Ok(rules)
}

/// Most minimal sets of parties that a verdict looks at.
const MOST_SETS: usize = 20_000;

/// Whether the problem's rule passes.
pub(super) fn rule(
    problem: &Problem,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Verdict, Stopped> {
    if let Some(complete) = package.complete() {
        let passes = problem.honours_linkages(&complete) && problem.passes(&complete);
        return Ok(if passes { Verdict::Surely } else { Verdict::Never });
    }
    let mut passes = false;
    for members in problem.coalitions(MOST_SETS).ok_or(Stopped::Points)? {
        let arena = Arena::new(problem, &members, package, Arena::MERGE);
        if feasible(&arena, meter)?.is_some() {
            passes = true;
            break;
        }
    }
    if !passes {
        return Ok(Verdict::Never);
    }
    Ok(if can_fail(problem, package, meter)? { Verdict::Possibly } else { Verdict::Surely })
}

/// Whether some way to settle what is open honours the linkages and fails the rule: then every seat of
/// some minimal blocking set refuses.
fn can_fail(problem: &Problem, package: &PartialPackage, meter: &Meter<'_>) -> Result<bool, Stopped> {
    let blocking = Problem { rule: focus::dual(&problem.rule), ..problem.clone() };
    for set in blocking.coalitions(MOST_SETS).ok_or(Stopped::Points)? {
        if can_all_refuse(problem, &set, &mut Vec::new(), package, meter)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether all the seats can refuse at once, beside `so_far`.
fn can_all_refuse(
    problem: &Problem,
    seats: &[usize],
    so_far: &mut Vec<Evaluator>,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<bool, Stopped> {
    let under = focus::demands(problem, so_far.clone());
    if feasible(&Arena::new(&under, &[0], package, Arena::MERGE), meter)?.is_none() {
        return Ok(false);
    }
    let Some((first, rest)) = seats.split_first() else { return Ok(true) };
    for &e in &problem.seats[*first].must {
        for way in focus::refusals(&problem.evaluators[e]) {
            so_far.push(way);
            let can = can_all_refuse(problem, rest, so_far, package, meter)?;
            so_far.pop();
            if can {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether one seat accepts.
pub(super) fn seat(
    problem: &Problem,
    s: usize,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Verdict, Stopped> {
    let alone = Problem { rule: ApprovalRule::Party(problem.seats[s].party), ..problem.clone() };
    rule_ignoring_broken(&alone, package, |complete| problem.accepts(s, complete), meter)
}

/// Whether one mandate accepts.
pub(super) fn mandate(
    problem: &Problem,
    e: usize,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Verdict, Stopped> {
    let alone = focus::demands(problem, vec![problem.evaluators[e].clone()]);
    rule_ignoring_broken(&alone, package, |complete| problem.evaluators[e].accepts(complete), meter)
}

/// A holder judges a complete package whether or not it honours the linkages.
fn rule_ignoring_broken(
    problem: &Problem,
    package: &PartialPackage,
    accepts: impl Fn(&crate::Package) -> bool,
    meter: &Meter<'_>,
) -> Result<Verdict, Stopped> {
    match package.complete() {
        Some(complete) if accepts(&complete) => Ok(Verdict::Surely),
        Some(_) => Ok(Verdict::Never),
        None => rule(problem, package, meter),
    }
}

/// Whether something honours every linkage and agrees with `package`.
pub(super) fn can_be_completed(
    problem: &Problem,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<bool, Stopped> {
    let bare = focus::demands(problem, Vec::new());
    Ok(feasible(&Arena::new(&bare, &[], package, Arena::MERGE), meter)?.is_some())
}
