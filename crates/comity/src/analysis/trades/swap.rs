//! Swaps of options on two or more issues that everyone named gains from.

use super::super::budget::{Meter, Stopped};
use super::super::problem::Problem;
use crate::model::Package;

/// What is asked.
#[derive(Clone, Debug)]
pub struct TradeQuestion<'a> {
    /// The package to trade from.
    pub package: &'a Package,
    /// Seats that must all gain: positions in [`Problem::seats`].
    pub seats: &'a [usize],
    /// Most issues in one trade, at least 2.
    pub most_issues: usize,
    /// How many trades are wanted.
    pub wanted: usize,
}

/// Changes on two or more issues that raise the utility of every named party, none of which could be
/// left out: every part of a trade leaves some named party worse off than before.
///
/// The package after the trade honours the linkages, and no mandate of a named party has a red line
/// crossed that was not crossed before.
#[derive(Clone, Debug, PartialEq)]
pub struct Trade {
    /// `(issue, from, to)`, by issue.
    pub changes: Vec<(usize, u32, u32)>,
    /// What each evaluator's utility gains, in units, by position in [`Problem::evaluators`].
    pub effects: Vec<i64>,
    /// The least gain of the named parties on their declared scales.
    pub least_gain: f64,
    /// The sum of their gains on their declared scales.
    pub sum_of_gains: f64,
}

/// The trades found.
#[derive(Clone, Debug, PartialEq)]
pub struct Trades {
    /// Greatest least gain first; then the greatest sum, then by issues and options.
    pub list: Vec<Trade>,
    /// Whether every swap of up to the asked number of issues was looked at.
    pub is_complete: bool,
}

/// The best trades from a package.
///
/// *Exactness*: every swap is looked at unless the budget ends the search, which the result says; then
/// smaller swaps come first. *Complexity*: (issues · options)^most_issues.
pub fn trades(problem: &Problem, question: &TradeQuestion<'_>, meter: &Meter<'_>) -> Trades {
    let mut search = Search::new(problem, question, meter);
    let mut is_complete = !search.axes.is_empty();
    if is_complete {
        for size in 2..=question.most_issues.max(2).min(problem.options.len()) {
            if search.deepen(0, size, &mut Vec::new()).is_err() {
                is_complete = false;
                break;
            }
        }
    }
    Trades { list: search.found, is_complete }
}

struct Search<'a> {
    problem: &'a Problem,
    question: &'a TradeQuestion<'a>,
    meter: &'a Meter<'a>,
    axes: Vec<usize>,
    now: Vec<i64>,
    /// `added[issue][option][axis]`: what the option adds by points alone.
    added: Vec<Vec<Vec<i64>>>,
    /// No axis has joint terms or a cap: effects of changes add up.
    additive: bool,
    found: Vec<Trade>,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, question: &'a TradeQuestion<'a>, meter: &'a Meter<'a>) -> Self {
        let named = question.seats.iter().filter_map(|&s| problem.seats.get(s));
        let axes: Vec<usize> = named.filter_map(|seat| seat.axis).collect();
        let now = problem.evaluators.iter().map(|e| e.utility(question.package)).collect();
        let from = |e: usize, i: usize| problem.evaluators[e].points[i][question.package.0[i] as usize];
        let of = |i: usize, o: usize| {
            axes.iter().map(|&e| problem.evaluators[e].points[i][o] - from(e, i)).collect()
        };
        let added =
            (0..problem.options.len()).map(|i| (0..problem.options[i]).map(|o| of(i, o)).collect()).collect();
        let additive = axes
            .iter()
            .all(|&e| problem.evaluators[e].joint.is_empty() && problem.evaluators[e].cap.is_none());
        Self { problem, question, meter, axes, now, added, additive, found: Vec::new() }
    }

    fn deepen(
        &mut self,
        first: usize,
        left: usize,
        chosen: &mut Vec<(usize, u32, u32)>,
    ) -> Result<(), Stopped> {
        if left == 0 {
            self.look(chosen);
            return Ok(());
        }
        for issue in first..self.problem.options.len() {
            let from = self.question.package.0[issue];
            self.meter.spend(self.problem.options[issue] as u64)?;
            for to in (0..self.problem.options[issue] as u32).filter(|to| *to != from) {
                chosen.push((issue, from, to));
                self.deepen(issue + 1, left - 1, chosen)?;
                chosen.pop();
            }
        }
        Ok(())
    }

    fn look(&mut self, changes: &[(usize, u32, u32)]) {
        if self.additive && !(0..self.axes.len()).all(|a| self.sum(changes, a) > 0) {
            return;
        }
        let Some(effects) = self.effects(changes) else { return };
        if !self.axes.iter().all(|&e| effects[e] > 0) || self.has_good_part(changes) {
            return;
        }
        let share = |e: &usize| effects[*e] as f64 / self.problem.evaluators[*e].scale as f64;
        let least_gain = self.axes.iter().map(share).fold(f64::INFINITY, f64::min);
        let sum_of_gains = self.axes.iter().map(share).sum();
        let trade = Trade { changes: changes.to_vec(), effects, least_gain, sum_of_gains };
        let before = |known: &Trade| {
            let order = known.least_gain.total_cmp(&trade.least_gain).reverse();
            let order = order.then(known.sum_of_gains.total_cmp(&trade.sum_of_gains).reverse());
            order.then_with(|| known.changes.cmp(&trade.changes)).is_lt()
        };
        let at = self.found.partition_point(before);
        self.found.insert(at, trade);
        self.found.truncate(self.question.wanted);
    }

    fn sum(&self, changes: &[(usize, u32, u32)], axis: usize) -> i64 {
        changes.iter().map(|(issue, _, to)| self.added[*issue][*to as usize][axis]).sum()
    }

    fn after(&self, changes: &[(usize, u32, u32)]) -> Package {
        let mut after = self.question.package.clone();
        changes.iter().for_each(|(issue, _, to)| after.0[*issue] = *to);
        after
    }

    /// Effects on everyone; `None` where a linkage or a named party's red line stands against it.
    fn effects(&self, changes: &[(usize, u32, u32)]) -> Option<Vec<i64>> {
        let after = self.after(changes);
        if !self.problem.honours_linkages(&after) {
            return None;
        }
        let named = self.question.seats.iter().filter_map(|&s| self.problem.seats.get(s));
        let crosses = named.flat_map(|seat| &seat.must).any(|&e| {
            let red = &self.problem.evaluators[e].red;
            changes.iter().any(|(issue, from, to)| red[*issue][*to as usize] && !red[*issue][*from as usize])
        });
        let utilities = self.problem.evaluators.iter().map(|e| e.utility(&after));
        (!crosses).then(|| utilities.zip(&self.now).map(|(after, now)| after - now).collect())
    }

    /// Whether some of the changes alone leave no named party worse off.
    fn has_good_part(&self, changes: &[(usize, u32, u32)]) -> bool {
        let all = (1usize << changes.len()) - 1;
        (1..all).any(|part| {
            let kept: Vec<_> =
                (0..changes.len()).filter(|c| part >> c & 1 == 1).map(|c| changes[c]).collect();
            self.effects(&kept).is_some_and(|effects| self.axes.iter().all(|&e| effects[e] >= 0))
        })
    }
}
