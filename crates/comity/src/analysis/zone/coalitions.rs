//! The zone under an approval rule as a signed sum over sets of seats that all accept.

use super::super::problem::Problem;
use std::collections::BTreeMap;

/// Most minimal sets of seats, and most unions of them, that are looked at.
const MOST: usize = 20_000;

/// The smallest sets of seats whose acceptance passes the rule; `None` where there are too many.
pub(crate) fn winning(problem: &Problem) -> Option<Vec<Vec<usize>>> {
    problem.coalitions(MOST)
}

/// Inclusion and exclusion: the zone's count is the sum of `factor · N(set)`, with `N(set)` the number
/// of packages that every seat of the set accepts. Sets that cancel out are left away.
///
/// *Shape*: sets ascending. `None`: too many unions.
pub(crate) fn unions(winning: &[Vec<usize>]) -> Option<Vec<(Vec<usize>, i64)>> {
    let mut terms: BTreeMap<Vec<usize>, i64> = BTreeMap::new();
    for set in winning {
        let mut more: BTreeMap<Vec<usize>, i64> = BTreeMap::from([(set.clone(), 1)]);
        for (union, factor) in &terms {
            let mut both = [union.as_slice(), set].concat();
            both.sort_unstable();
            both.dedup();
            *more.entry(both).or_default() -= factor;
        }
        for (union, factor) in more {
            *terms.entry(union).or_default() += factor;
        }
        terms.retain(|_, factor| *factor != 0);
        if terms.len() > MOST {
            return None;
        }
    }
    Some(terms.into_iter().collect())
}
