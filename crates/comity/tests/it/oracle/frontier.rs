//! The frontier against enumeration: points, packages and multiplicities.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;
use std::collections::BTreeMap;

/// Utilities on the axes of every package of the range, with how many packages have them.
fn enumerated(case: &Case, problem: &Problem, range: Range) -> BTreeMap<Vec<i64>, u64> {
    let axes = problem.axes();
    let mut found = BTreeMap::new();
    for package in all_packages(case) {
        if problem.honours_linkages(&package) && (range == Range::All || problem.passes(&package)) {
            let utilities = axes.iter().map(|&e| problem.evaluators[e].utility(&package)).collect();
            *found.entry(utilities).or_insert(0) += 1;
        }
    }
    found
}

fn no_less(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

/// Descending, with multiplicities.
fn undominated(all: &BTreeMap<Vec<i64>, u64>) -> Vec<(Vec<i64>, u64)> {
    let dominated = |u: &Vec<i64>| all.keys().any(|other| other != u && no_less(other, u));
    all.iter().rev().filter(|(u, _)| !dominated(u)).map(|(u, n)| (u.clone(), *n)).collect()
}

fn listed(frontier: &Frontier) -> Vec<(Vec<i64>, u64)> {
    let count = |p: &Point| u64::try_from(p.multiplicity.clone().unwrap()).unwrap();
    frontier.points().map(|point| (point.utilities.clone(), count(&point))).collect()
}

const SHAPES: [Shape; 6] = [
    Shape { parties: 3, issues: 5, options: 3, points: 9 },
    Shape { parties: 2, issues: 5, options: 4, points: 20 },
    Shape { parties: 4, issues: 4, options: 4, points: 5 },
    Shape { parties: 1, issues: 5, options: 3, points: 4 },
    Shape { parties: 3, issues: 4, options: 4, points: 100 },
    Shape { parties: 5, issues: 4, options: 3, points: 6 },
];

#[test]
fn points_packages_and_multiplicities_are_those_of_enumeration() {
    for seed in 0..1200 {
        let case = random_case(seed, SHAPES[seed as usize % SHAPES.len()]);
        let problem = Problem::new(&case).unwrap();
        for range in [Range::Zone, Range::All] {
            let expected = undominated(&enumerated(&case, &problem, range));
            let found = frontier(&problem, range, Budget::default()).unwrap();
            assert!(found.certainty.is_proved());
            assert_eq!(listed(&found), expected, "seed {seed}, {range:?}");
            assert!(found.is_witnessed(&problem, range), "seed {seed}, {range:?}");
        }
    }
}

/// Every package of the range has a listed point within the gap, and the list is real.
fn assert_covers(case: &Case, problem: &Problem, range: Range, found: &Frontier) {
    let all = enumerated(case, problem, range);
    assert!(found.is_witnessed(problem, range));
    let gap = match found.certainty {
        Certainty::Proved => 0.0,
        Certainty::Bounded { gap } => gap,
        Certainty::Estimated { .. } => panic!("a frontier is never estimated"),
    };
    assert!(all.is_empty() || !found.is_empty() || gap == f64::INFINITY);
    for utilities in all.keys() {
        let short = |listed: &Vec<i64>| {
            let part = |(d, &e): (usize, &usize)| {
                (utilities[d] - listed[d]) as f64 / problem.evaluators[e].scale as f64
            };
            found.axes.iter().enumerate().map(part).fold(0.0, f64::max)
        };
        let nearest = found.points().map(|p| short(&p.utilities)).fold(f64::INFINITY, f64::min);
        assert!(nearest <= gap * (1.0 + 1e-12), "{nearest} > {gap}");
    }
}

#[test]
fn small_budgets_give_bounds_that_hold() {
    let mut bounded = 0;
    for seed in 0..600 {
        let case = random_case(seed, SHAPES[seed as usize % SHAPES.len()]);
        let problem = Problem::new(&case).unwrap();
        let range = [Range::Zone, Range::All][seed as usize / 6 % 2];
        for points in [1, 3, 10] {
            let found = frontier(&problem, range, Budget { points, ..Budget::default() }).unwrap();
            bounded += usize::from(!found.certainty.is_proved());
            assert_covers(&case, &problem, range, &found);
        }
        let found = frontier(&problem, range, Budget { steps: 40, ..Budget::default() }).unwrap();
        assert_covers(&case, &problem, range, &found);
        let found = frontier_within(&problem, range, 0.1, Budget::default()).unwrap();
        assert_covers(&case, &problem, range, &found);
    }
    assert!(bounded > 100);
}
