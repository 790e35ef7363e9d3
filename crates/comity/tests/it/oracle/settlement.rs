//! Disagreement values and settlements against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

const SHAPE: Shape = Shape { parties: 3, issues: 5, options: 3, points: 9 };

#[test]
fn disagreement_is_the_better_of_reservation_and_least() {
    for seed in 0..1500 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let legal: Vec<_> = all_packages(&case).into_iter().filter(|p| problem.honours_linkages(p)).collect();
        let found = disagreement(&problem, &Meter::new(Budget::default())).unwrap();
        for (axis, d) in problem.axes().into_iter().zip(found) {
            let evaluator = &problem.evaluators[axis];
            let least = legal.iter().map(|p| evaluator.utility(p)).min();
            if let Some(least) = least {
                assert_eq!(d, least.max(evaluator.reservation.unwrap_or(i64::MIN)), "seed {seed}");
            }
        }
    }
}

/// What enumeration says: every package of a range with its utilities by axis.
struct Enumerated {
    zone: Vec<(Package, Vec<i64>)>,
    gainful: Vec<(Package, Vec<i64>)>,
    zero: Vec<i64>,
    scale: Vec<i64>,
}

fn enumerate(case: &Case, problem: &Problem) -> Enumerated {
    let axes = problem.axes();
    let zero = disagreement(problem, &Meter::new(Budget::default())).unwrap();
    let of = |p: &Package| axes.iter().map(|&e| problem.evaluators[e].utility(p)).collect::<Vec<i64>>();
    let zone: Vec<_> = all_packages(case)
        .into_iter()
        .filter(|p| problem.honours_linkages(p) && problem.passes(p))
        .map(|p| (p.clone(), of(&p)))
        .collect();
    let gainful = zone.iter().filter(|(_, u)| u.iter().zip(&zero).all(|(u, z)| u >= z)).cloned().collect();
    let scale = axes.iter().map(|&e| problem.evaluators[e].scale).collect();
    Enumerated { zone, gainful, zero, scale }
}

fn best<K: Ord>(range: &[(Package, Vec<i64>)], score: impl Fn(&[i64]) -> K) -> Vec<Package> {
    let top = range.iter().map(|(_, u)| score(u)).max();
    range.iter().filter(|(_, u)| Some(score(u)) == top).map(|(p, _)| p.clone()).collect()
}

/// Quotients with a common denominator, sorted: leximin in whole numbers.
fn leximin(u: &[i64], zero: &[i64], scale: &[i64]) -> Vec<i128> {
    let common: i128 = scale.iter().map(|s| i128::from(*s)).product();
    let mut sorted: Vec<i128> = u
        .iter()
        .zip(zero)
        .zip(scale)
        .map(|((u, z), s)| i128::from(u - z) * (common / i128::from(*s)))
        .collect();
    sorted.sort_unstable();
    sorted
}

fn sum(u: &[i64], zero: &[i64], divisor: &[i64]) -> i128 {
    let common: i128 = divisor.iter().filter(|d| **d > 0).map(|s| i128::from(*s)).product();
    let counted = u.iter().zip(zero).zip(divisor).filter(|(_, d)| **d > 0);
    counted.map(|((u, z), d)| i128::from(u - z) * (common / i128::from(*d))).sum()
}

fn ideals(range: &[(Package, Vec<i64>)], zero: &[i64]) -> Option<Vec<i64>> {
    let best = |a: usize| range.iter().map(|(_, u)| u[a] - zero[a]).max();
    (0..zero.len()).map(best).collect()
}

fn expected(id: &str, all: &Enumerated) -> Vec<Package> {
    let Enumerated { zone, gainful, zero, scale } = all;
    match id {
        "nash" => best(gainful, |u| u.iter().zip(zero).map(|(u, z)| i128::from(u - z)).product::<i128>()),
        "kalai_smorodinsky" => {
            let Some(ideals) = ideals(gainful, zero) else { return Vec::new() };
            let keep: Vec<usize> = (0..zero.len()).filter(|&a| ideals[a] > 0).collect();
            let of = |v: &[i64]| keep.iter().map(|&a| v[a]).collect::<Vec<_>>();
            best(gainful, |u| leximin(&of(u), &of(zero), &of(&ideals)))
        }
        "egalitarian" => best(zone, |u| leximin(u, zero, scale)),
        "utilitarian" => best(zone, |u| sum(u, zero, scale)),
        "normalised_utilitarian" => {
            let Some(ideals) = ideals(zone, zero) else { return Vec::new() };
            best(zone, |u| sum(u, zero, &ideals))
        }
        "max_min" => best(zone, |u| leximin(u, zero, scale)[0]),
        other => panic!("no oracle for {other}"),
    }
}

fn agrees_with_enumeration(case: &Case, label: &str) {
    let problem = Problem::new(case).unwrap();
    let all = enumerate(case, &problem);
    let bargain = Bargain::listing(&problem, Budget::default(), 100_000);
    for solution in SOLUTIONS {
        let expected = expected(solution.id(), &all);
        match solution.settle(&bargain) {
            Outcome::Settlement(found) => {
                assert_eq!(found.tied, expected, "{label}, {}", solution.id());
                assert_eq!(found.ties.count, expected.len().into(), "{label}, {}", solution.id());
                assert!(found.ties.exact && found.certainty.is_proved(), "{label}, {}", solution.id());
                let axes = problem.axes();
                let utilities: Vec<i64> =
                    axes.iter().map(|&e| problem.evaluators[e].utility(&found.package)).collect();
                assert_eq!(found.utilities, utilities, "{label}, {}", solution.id());
            }
            Outcome::None(reason) => {
                assert!(expected.is_empty(), "{label}, {}: {reason:?}", solution.id());
                let right = if all.zone.is_empty() {
                    NoSettlement::EmptyZone
                } else {
                    NoSettlement::NobodyWithoutLoss
                };
                assert_eq!(reason, right, "{label}, {}", solution.id());
            }
        }
    }
}

#[test]
fn settlements_are_those_of_enumeration() {
    for (shape, seeds) in [
        (SHAPE, 0..2500),
        (Shape { parties: 2, issues: 6, options: 3, points: 4 }, 5000..6000),
        (Shape { parties: 4, issues: 6, options: 3, points: 20 }, 7000..7600),
        (Shape { parties: 1, issues: 4, options: 4, points: 5 }, 8000..8200),
        (Shape { parties: 6, issues: 5, options: 4, points: 60 }, 9000..9300),
    ] {
        for seed in seeds {
            agrees_with_enumeration(&random_case(seed, shape), &format!("seed {seed}"));
        }
    }
}
