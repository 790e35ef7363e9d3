//! Where a party's points buy most: changes ranked by what they give it against what they cost others.

use super::super::problem::Problem;
use crate::model::Package;

/// One changed issue, as one party sees it.
///
/// *Units and scale*: shares of the declared scales, added across parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Leverage {
    /// The issue.
    pub issue: usize,
    /// Its option in the package.
    pub from: u32,
    /// The option the party would rather have.
    pub to: u32,
    /// What the party gains.
    pub gain: f64,
    /// What the other parties lose together; parties that gain are not counted against it.
    pub cost: f64,
}

/// Changes of one issue that the party of `seat` gains from, dearest to the others last: by gain for
/// each unit of the others' loss, changes that cost nobody first (greatest gain first). Changes that
/// break a linkage or cross a red line that the party's own mandates did not cross before are left away.
pub fn leverage(problem: &Problem, package: &Package, seat: usize) -> Vec<Leverage> {
    let Some(axis) = problem.seats.get(seat).and_then(|seat| seat.axis) else { return Vec::new() };
    let axes = problem.axes();
    let shares = |package: &Package| -> Vec<f64> {
        axes.iter()
            .map(|&e| problem.evaluators[e].utility(package) as f64 / problem.evaluators[e].scale as f64)
            .collect()
    };
    let own = axes.iter().position(|&e| e == axis).unwrap_or(0);
    let now = shares(package);
    let mut found = Vec::new();
    for issue in 0..problem.options.len() {
        let from = package.0[issue];
        for to in (0..problem.options[issue] as u32).filter(|to| *to != from) {
            let mut after = package.clone();
            after.0[issue] = to;
            let red = |&e: &usize| {
                let red = &problem.evaluators[e].red[issue];
                red[to as usize] && !red[from as usize]
            };
            let evaluator = &problem.evaluators[axis];
            let gains = evaluator.utility(&after) > evaluator.utility(package);
            if !gains || !problem.honours_linkages(&after) || problem.seats[seat].must.iter().any(red) {
                continue;
            }
            let then = shares(&after);
            let others = (0..axes.len()).filter(|&a| a != own);
            let cost = others.map(|a| (now[a] - then[a]).max(0.0)).sum();
            found.push(Leverage { issue, from, to, gain: then[own] - now[own], cost });
        }
    }
    // gain / cost without dividing: costs of 0 come first.
    found.sort_by(|a, b| {
        let rank = (b.gain * a.cost).total_cmp(&(a.gain * b.cost));
        rank.then(b.gain.total_cmp(&a.gain)).then((a.issue, a.to).cmp(&(b.issue, b.to)))
    });
    found
}
