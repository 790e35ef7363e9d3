//! The frontier against enumeration: points, packages and multiplicities.

use crate::random_case::{Shape, all_packages, dense_case, random_case};
use comity::analysis::*;
use comity::generate::Recipe;
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
fn undominated_of(all: &BTreeMap<Vec<i64>, u64>) -> Vec<(Vec<i64>, u64)> {
    let dominated = |u: &Vec<i64>| all.keys().any(|other| other != u && no_less(other, u));
    all.iter().rev().filter(|(u, _)| !dominated(u)).map(|(u, n)| (u.clone(), *n)).collect()
}

fn listed(frontier: &Frontier) -> Vec<(Vec<i64>, u64)> {
    let count = |p: &Point| u64::try_from(p.multiplicity.clone().unwrap()).unwrap();
    frontier.points().map(|point| (point.utilities.clone(), count(&point))).collect()
}

const SHAPES: [Shape; 7] = [
    Shape { parties: 3, issues: 5, options: 3, points: 9 },
    Shape { parties: 2, issues: 5, options: 4, points: 20 },
    Shape { parties: 4, issues: 4, options: 4, points: 5 },
    Shape { parties: 1, issues: 5, options: 3, points: 4 },
    Shape { parties: 3, issues: 4, options: 4, points: 100 },
    Shape { parties: 5, issues: 4, options: 3, points: 6 },
    // Too many options to merge what linkages tie: they are carried along.
    Shape { parties: 3, issues: 3, options: 17, points: 9 },
];

#[test]
fn points_packages_and_multiplicities_are_those_of_enumeration() {
    for seed in 0..1200 {
        let case = random_case(seed, SHAPES[seed as usize % SHAPES.len()]);
        let problem = Problem::new(&case).unwrap();
        for range in [Range::Zone, Range::All] {
            let expected = undominated_of(&enumerated(&case, &problem, range));
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

#[test]
fn dense_couplings_give_bounds_that_hold() {
    for seed in 0..2 {
        let case = dense_case(seed);
        let problem = Problem::new(&case).unwrap();
        for range in [Range::Zone, Range::All] {
            let found = frontier(&problem, range, Budget::default()).unwrap();
            assert!(found.open > 20, "seed {seed}: {} open", found.open);
            let Certainty::Bounded { gap } = found.certainty else { panic!("seed {seed}: not bounded") };
            assert!(gap < 1.0 && !found.is_empty(), "seed {seed}: {gap}");
            assert_covers(&case, &problem, range, &found);
        }
    }
}

/// Drawn cases without any floor: axes alone decide, whatever their number.
#[test]
fn drawn_cases_agree_with_enumeration_for_every_number_of_axes() {
    for (parties, issues, options) in
        [(1, 4, 4), (2, 6, 4), (3, 5, 4), (4, 5, 4), (5, 5, 4), (6, 5, 3), (7, 4, 4)]
    {
        for seed in 1..=5 {
            for points in [None, Some(100), Some(12)] {
                for exclusions in [0, 2] {
                    let recipe = Recipe { points, exclusions, ..Recipe::new(parties, issues, options, seed) };
                    let case = recipe.case().unwrap();
                    let problem = Problem::new(&case).unwrap();
                    let all = enumerated(&case, &problem, Range::All);
                    let found = frontier(&problem, Range::Zone, Budget::default()).unwrap();
                    assert_eq!(listed(&found), undominated_of(&all), "{recipe:?}");
                    assert!(found.is_witnessed(&problem, Range::Zone));
                    let near = frontier_within(&problem, Range::Zone, 0.05, Budget::default()).unwrap();
                    assert_covers(&case, &problem, Range::Zone, &near);
                    assert!(matches!(near.certainty, Certainty::Bounded { gap } if gap <= 0.05));
                }
            }
        }
    }
}

#[test]
fn the_filter_keeps_what_enumeration_keeps() {
    for axes in 1..=6 {
        for seed in 0..40 {
            let recipe =
                Recipe { points: [None, Some(15)][seed as usize % 2], ..Recipe::new(axes, 6, 4, seed) };
            let problem = Problem::new(&recipe.case().unwrap()).unwrap();
            let packages = (0..4096u32).map(|n| Package((0..6).map(|i| n >> (2 * i) & 3).collect()));
            let points: Vec<Vec<i64>> =
                packages.map(|p| problem.evaluators.iter().map(|e| e.utility(&p)).collect()).collect();
            let all: BTreeMap<Vec<i64>, u64> = points.iter().map(|p| (p.clone(), 1)).collect();
            let found = undominated(&points.concat(), axes);
            let found: Vec<Vec<i64>> = found.into_iter().map(|i| points[i].clone()).collect();
            let expected: Vec<Vec<i64>> = undominated_of(&all).into_iter().map(|(u, _)| u).collect();
            assert_eq!(found, expected, "{axes} axes, seed {seed}");
        }
    }
}

/// Four to the seventieth packages, all alike: more than machine integers count.
#[test]
fn multiplicities_have_any_size() {
    let mut case = Recipe::new(2, 70, 4, 1).case().unwrap();
    let scores = case.mandates.iter_mut().flat_map(|mandate| &mut mandate.scores);
    scores.for_each(|scores| scores.points.fill(Ratio::ZERO));
    let problem = Problem::new(&case).unwrap();
    let found = frontier(&problem, Range::All, Budget::default()).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found.multiplicity(0).unwrap().to_string(), "1393796574908163946345982392040522594123776");
}

#[test]
fn a_frontier_too_large_for_the_budget_says_how_close_it_is() {
    let problem = Problem::new(&Recipe::new(3, 12, 6, 1).case().unwrap()).unwrap();
    let exact = frontier(&problem, Range::Zone, Budget::default()).unwrap();
    for points in [10, 100, 300] {
        let found = frontier(&problem, Range::Zone, Budget { points, ..Budget::default() }).unwrap();
        let Certainty::Bounded { gap } = found.certainty else { panic!("bounded") };
        assert!(found.len() <= points && gap < 1.0, "{points}: {gap}");
        assert!(found.is_witnessed(&problem, Range::Zone));
        for point in exact.points() {
            let short = |i: usize| {
                let part = |(d, &e): (usize, &usize)| {
                    (point.utilities[d] - found.utilities(i)[d]) as f64 / problem.evaluators[e].scale as f64
                };
                found.axes.iter().enumerate().map(part).fold(0.0, f64::max)
            };
            assert!((0..found.len()).any(|i| short(i) <= gap * (1.0 + 1e-12)));
        }
    }
    let stopped =
        frontier(&problem, Range::Zone, Budget { should_stop: &|| true, ..Budget::default() }).unwrap();
    assert!(stopped.is_witnessed(&problem, Range::Zone) && !stopped.is_empty());
}
