//! What a package gives each holder of a mandate, and what is still within its reach.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::super::extreme::{Extreme, greatest, least};
use super::super::focus;
use super::super::problem::{Evaluator, Problem};
use super::verdict::{self, Verdict};
use crate::model::{Case, Holder, Package, PartialPackage, PartyId};

/// How one party stands to a package.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatStanding {
    /// The party.
    pub party: PartyId,
    /// Its delegation's and its principals' mandates, as far as they are known.
    pub mandates: Vec<MandateStanding>,
    /// Whether the party accepts, its principals included; mandates nobody gave are taken to accept.
    pub verdict: Verdict,
    /// Holders whose mandate nobody gave.
    pub unknown: Vec<Holder>,
}

/// How one holder of a mandate stands to a package. *Units*: of the evaluator.
#[derive(Clone, Debug, PartialEq)]
pub struct MandateStanding {
    /// Whose mandate.
    pub holder: Holder,
    /// Position in [`Problem::evaluators`].
    pub evaluator: usize,
    /// Utility; `None` while something is open.
    pub utility: Option<i64>,
    /// Utility less the reservation value; `None` while something is open or no value is stated.
    pub margin: Option<i64>,
    /// Utility less what no deal leaves; only for delegations, once nothing is open.
    pub gain: Option<i64>,
    /// Issues whose settled option is a red line, ascending.
    pub red_lines: Vec<usize>,
    /// The range of utility over what is open; `None` when nothing honours the linkages.
    pub reach: Option<Reach>,
    /// Priorities of the mandate.
    pub priorities: Coverage,
    /// Whether the holder accepts.
    pub verdict: Verdict,
}

/// The least and the greatest utility still open, with packages that have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Least utility.
    pub least: i64,
    /// A package with it.
    pub worst: Package,
    /// Greatest utility.
    pub greatest: i64,
    /// A package with it.
    pub best: Package,
}

/// Priorities by name, each in file order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Coverage {
    /// The settled option covers them.
    pub covered: Vec<String>,
    /// Their issue is open.
    pub open: Vec<String>,
    /// The settled option does not cover them.
    pub missed: Vec<String>,
}

impl Coverage {
    /// How many priorities the mandate states.
    pub fn stated(&self) -> usize {
        self.covered.len() + self.open.len() + self.missed.len()
    }
}

pub(super) fn seats(
    case: &Case,
    problem: &Problem,
    package: &PartialPackage,
    no_deal: &[i64],
    meter: &Meter<'_>,
) -> Result<Vec<SeatStanding>, Stopped> {
    let axes = problem.axes();
    let mut seats = Vec::new();
    for (s, seat) in problem.seats.iter().enumerate() {
        let mut mandates = Vec::new();
        for &e in &seat.must {
            let base = axes.iter().position(|&axis| axis == e).map(|at| no_deal[at]);
            mandates.push(mandate(case, problem, e, package, base, meter)?);
        }
        let verdict = verdict::seat(problem, s, package, meter)?;
        seats.push(SeatStanding { party: seat.party, mandates, verdict, unknown: seat.unknown.clone() });
    }
    Ok(seats)
}

fn mandate(
    case: &Case,
    problem: &Problem,
    e: usize,
    package: &PartialPackage,
    no_deal: Option<i64>,
    meter: &Meter<'_>,
) -> Result<MandateStanding, Stopped> {
    let evaluator = &problem.evaluators[e];
    let utility = package.complete().map(|complete| evaluator.utility(&complete));
    let crossed = |(issue, option): (usize, &Option<u32>)| {
        option.is_some_and(|o| evaluator.red[issue][o as usize]).then_some(issue)
    };
    Ok(MandateStanding {
        holder: evaluator.holder,
        evaluator: e,
        utility,
        margin: utility.and_then(|u| Some(u.saturating_sub(evaluator.reservation?))),
        gain: utility.and_then(|u| Some(u.saturating_sub(no_deal?))),
        red_lines: package.0.iter().enumerate().filter_map(crossed).collect(),
        reach: reach(problem, e, package, meter)?,
        priorities: coverage(case, evaluator.holder, package),
        verdict: verdict::mandate(problem, e, package, meter)?,
    })
}

/// The range of one mandate's utility over what honours the linkages and agrees with `package`.
pub(super) fn reach(
    problem: &Problem,
    e: usize,
    package: &PartialPackage,
    meter: &Meter<'_>,
) -> Result<Option<Reach>, Stopped> {
    let alone = focus::utility(problem, e);
    let arena = Arena::new(&alone, &[], package, Arena::MERGE);
    let (low, high) = (least(&arena, &[1], meter)?, greatest(&arena, &[1], meter)?);
    let (Extreme::At { choices: low, .. }, Extreme::At { choices: high, .. }) = (low, high) else {
        return Ok(None);
    };
    let evaluator: &Evaluator = &problem.evaluators[e];
    let (worst, best) = (arena.package(&low), arena.package(&high));
    Ok(Some(Reach { least: evaluator.utility(&worst), worst, greatest: evaluator.utility(&best), best }))
}

fn coverage(case: &Case, holder: Holder, package: &PartialPackage) -> Coverage {
    let mut coverage = Coverage::default();
    for priority in case.mandate(holder).map_or(&[][..], |m| &m.priorities) {
        let place = match package.0[priority.covered_by.issue.0] {
            None => &mut coverage.open,
            Some(option) if priority.covered_by.options.binary_search(&(option as usize)).is_ok() => {
                &mut coverage.covered
            }
            Some(_) => &mut coverage.missed,
        };
        place.push(priority.name.clone());
    }
    coverage
}
