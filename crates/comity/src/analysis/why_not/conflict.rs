//! A smallest set of demands that cannot all be met.
//!
//! *Source*: Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction with minimal
//! hitting set dualization", CP 2015.

use super::super::budget::{Meter, Stopped};
use super::super::problem::{Combination, Problem};
use super::super::zone::zone_witness;
use super::hitting;
use crate::model::{Case, Package, PartialPackage};

/// Something demanded of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// The utility of a mandate is at least its reservation value.
    Reservation {
        /// Position in [`Problem::evaluators`].
        evaluator: usize,
    },
    /// A mandate's red lines on one issue are not crossed.
    RedLine {
        /// Position in [`Problem::evaluators`].
        evaluator: usize,
        /// The issue.
        issue: usize,
    },
    /// A linkage is honoured.
    Linkage {
        /// Position in [`Case::linkages`].
        linkage: usize,
    },
}

/// Demands that cannot all be met, whatever else is given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The demands: by mandate, then linkages.
    pub demands: Vec<Demand>,
    /// `true`: no set of fewer demands is in conflict (*smallest*). `false`: each is needed, but another
    /// set may be smaller (*irreducible*).
    pub is_smallest: bool,
}

/// Rounds of the search for a smallest set, and nodes of each of its hitting sets.
const ROUNDS: usize = 2000;
const NODES: usize = 200_000;

/// `None` when the zone is not empty or that is not settled within the budget.
pub(super) fn conflict(case: &Case, problem: &Problem, meter: &Meter<'_>) -> Option<Conflict> {
    let demands = Demands::new(case, problem);
    let all: Vec<bool> = vec![true; demands.list.len()];
    if demands.witness(&all, meter).ok()?.is_some() {
        return None;
    }
    if let Some(found) = demands.smallest(meter) {
        return Some(Conflict { demands: demands.named(&found), is_smallest: true });
    }
    Some(Conflict { demands: demands.named(&demands.irreducible(all, meter)), is_smallest: false })
}

struct Demands<'a> {
    problem: &'a Problem,
    list: Vec<Demand>,
    /// The combination each linkage of the case forbids; `None` when it forbids nothing.
    forbidden: Vec<Option<Combination>>,
}

impl<'a> Demands<'a> {
    fn new(case: &Case, problem: &'a Problem) -> Self {
        let mut list = Vec::new();
        let mut mandates: Vec<usize> =
            problem.seats.iter().flat_map(|seat| seat.must.iter().copied()).collect();
        mandates.sort_unstable();
        mandates.dedup();
        for evaluator in mandates {
            let own = &problem.evaluators[evaluator];
            if own.reservation.is_some() {
                list.push(Demand::Reservation { evaluator });
            }
            let red = (0..own.red.len()).filter(|&issue| own.red[issue].contains(&true));
            list.extend(red.map(|issue| Demand::RedLine { evaluator, issue }));
        }
        let forbids = |l: &crate::Linkage| Combination::new(&l.forbidden(&case.issues), &problem.options);
        let forbidden: Vec<Option<Combination>> = case.linkages.iter().map(forbids).collect();
        let linked = (0..forbidden.len()).filter(|&l| forbidden[l].is_some());
        list.extend(linked.map(|linkage| Demand::Linkage { linkage }));
        Self { problem, list, forbidden }
    }

    /// The problem with only the demands kept.
    fn reduced(&self, kept: &[bool]) -> Problem {
        let mut reduced = self.problem.clone();
        for evaluator in &mut reduced.evaluators {
            evaluator.reservation = None;
            evaluator.red.iter_mut().for_each(|red| red.fill(false));
        }
        reduced.forbidden.clear();
        for (demand, _) in self.list.iter().zip(kept).filter(|(_, kept)| **kept) {
            match demand {
                Demand::Reservation { evaluator } => {
                    reduced.evaluators[*evaluator].reservation =
                        self.problem.evaluators[*evaluator].reservation;
                }
                Demand::RedLine { evaluator, issue } => {
                    reduced.evaluators[*evaluator].red[*issue] =
                        self.problem.evaluators[*evaluator].red[*issue].clone();
                }
                Demand::Linkage { linkage } => reduced.forbidden.extend(self.forbidden[*linkage].clone()),
            }
        }
        reduced
    }

    fn witness(&self, kept: &[bool], meter: &Meter<'_>) -> Result<Option<Package>, Stopped> {
        let reduced = self.reduced(kept);
        zone_witness(&reduced, &PartialPackage::open(reduced.options.len()), meter)
    }

    /// Sets that a conflict must meet are gathered until a smallest set that meets them is one itself.
    fn smallest(&self, meter: &Meter<'_>) -> Option<Vec<usize>> {
        let mut corrections: Vec<Vec<usize>> = Vec::new();
        for _ in 0..ROUNDS {
            let guess = hitting::smallest(&corrections, self.list.len(), NODES)?;
            let mut kept = vec![false; self.list.len()];
            guess.iter().for_each(|&d| kept[d] = true);
            match self.witness(&kept, meter).ok()? {
                None => return Some(guess),
                Some(package) => corrections.push(self.correction(kept, package, meter).ok()?),
            }
        }
        None
    }

    /// Demands outside a largest set, grown from `kept`, that some package meets: a conflict has one of them.
    fn correction(
        &self,
        mut kept: Vec<bool>,
        mut package: Package,
        meter: &Meter<'_>,
    ) -> Result<Vec<usize>, Stopped> {
        for d in 0..kept.len() {
            if kept[d] {
                continue;
            }
            kept[d] = true;
            let reduced = self.reduced(&kept);
            if reduced.honours_linkages(&package) && reduced.passes(&package) {
                continue;
            }
            match self.witness(&kept, meter)? {
                Some(other) => package = other,
                None => kept[d] = false,
            }
        }
        Ok((0..kept.len()).filter(|&d| !kept[d]).collect())
    }

    /// Drops one demand after another while the rest stays in conflict.
    fn irreducible(&self, mut kept: Vec<bool>, meter: &Meter<'_>) -> Vec<usize> {
        for d in 0..kept.len() {
            kept[d] = false;
            if !matches!(self.witness(&kept, meter), Ok(None)) {
                kept[d] = true;
            }
        }
        (0..kept.len()).filter(|&d| kept[d]).collect()
    }

    fn named(&self, found: &[usize]) -> Vec<Demand> {
        found.iter().map(|&d| self.list[d].clone()).collect()
    }
}
