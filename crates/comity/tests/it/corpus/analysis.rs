//! The analysis against the golden figures of the published scenarios, at every size.

use std::path::Path;

use comity::analysis::{
    Budget, Certainty, Meter, Problem, Range, Settlement, frontier, outcomes, rational, settlements,
};
use comity::{Case, Package, PartialPackage};

use super::exhaustive;
use super::golden::Golden;
use super::scenarios::{load, names};

/// Exact utilities of a package at 1e-9, the precision of the golden figures.
///
/// A problem may hold quotients rounded to 1e-12; the package's own worth is not.
fn rounded(case: &Case, package: &Package) -> Vec<i128> {
    let exact = case.mandates.iter().map(|mandate| mandate.utility(&case.issues, package).unwrap());
    exact.map(|utility| utility.in_units(9).unwrap()).collect()
}

fn check_counts(case: &Case, problem: &Problem, golden: &Golden) {
    let open = PartialPackage::open(case.issues.len());
    let meter = Meter::new(Budget::default());
    let all = outcomes(problem, &open, &meter).unwrap();
    assert_eq!(all.certainty(), Certainty::Proved, "{}", golden.name);
    let stated: f64 = golden.outcomes().parse().unwrap();
    let counted: f64 = all.value().to_string().parse().unwrap();
    assert!((counted / stated - 1.0).abs() < 1e-12, "{}: {counted}", golden.name);
    if let Some(expected) = golden.rational().filter(|_| !golden.only_samples()) {
        let found = rational(problem, &open, &meter).unwrap();
        assert_eq!(found.certainty(), Certainty::Proved, "{}", golden.name);
        assert_eq!(found.value().to_string(), expected.to_string(), "{}: rational", golden.name);
    }
}

fn check_frontier(case: &Case, problem: &Problem, golden: &Golden) {
    let found = frontier(problem, Range::Zone, Budget::default()).unwrap();
    assert_eq!(found.certainty, Certainty::Proved, "{}", golden.name);
    assert!(found.is_witnessed(problem, Range::Zone), "{}", golden.name);
    let points = (0..found.len()).map(|point| rounded(case, &found.package(point))).collect();
    let points = exhaustive::non_dominated(points);
    let (size, hash) = golden.frontier();
    assert_eq!(points.len() as u64, size, "{}: frontier", golden.name);
    assert_eq!(exhaustive::hash(&points), hash, "{}: frontier", golden.name);
}

/// What a solution maximises at a point of utilities at 1e-9.
type Worth = fn(&[f64]) -> f64;

const SOLUTIONS: [(&str, &str, Worth); 3] = [
    ("nash", "nash", |gains| gains.iter().product()),
    ("max_min", "kalai", |gains| gains.iter().copied().fold(f64::INFINITY, f64::min)),
    ("utilitarian", "max_welfare", |gains| gains.iter().sum()),
];

fn check_settlements(case: &Case, problem: &Problem, golden: &Golden) {
    let found = settlements(problem, Budget::default());
    let zero = comity::analysis::disagreement(problem, &Meter::new(Budget::default())).unwrap();
    let zero: Vec<f64> =
        problem.axes().iter().zip(zero).map(|(&a, z)| problem.evaluators[a].points_f64(z)).collect();
    for (own, theirs, worth) in SOLUTIONS {
        let (_, golden_points) = golden.solution(theirs);
        let name = format!("{}: {own}", golden.name);
        let Some(settlement) = found.get(own).and_then(|outcome| outcome.settlement()) else {
            panic!("{name}: none")
        };
        assert_eq!(settlement.certainty, Certainty::Proved, "{name}");
        let worth = |point: &[f64]| {
            let gains: Vec<f64> = point.iter().zip(&zero).map(|(own, none)| own - none).collect();
            worth(&gains)
        };
        check_settlement(case, settlement, &golden_points, &worth, &name);
    }
}

/// The value agrees, and every golden point is among those that tie, where all of them are listed.
fn check_settlement(
    case: &Case,
    settlement: &Settlement,
    golden: &[Vec<f64>],
    worth: &dyn Fn(&[f64]) -> f64,
    name: &str,
) {
    let units = |package: &Package| -> Vec<f64> {
        rounded(case, package).iter().map(|units| *units as f64 / 1e9).collect()
    };
    let own = worth(&units(&settlement.package));
    for point in golden {
        let theirs = worth(point);
        assert!((own - theirs).abs() < 1e-8, "{name}: {own} {theirs}");
    }
    let listed: Vec<Vec<f64>> = settlement.tied.iter().map(units).collect();
    if settlement.ties.exact && settlement.ties.count == listed.len().into() {
        for point in golden {
            let near = |own: &Vec<f64>| own.iter().zip(point).all(|(a, b)| (a - b).abs() < 2e-9);
            assert!(listed.iter().any(near), "{name}: {point:?} not among {listed:?}");
        }
    }
}

fn check(shared: &Path, name: &str) {
    let (case, golden) = (load(shared, name), Golden::open(shared, name));
    let problem = Problem::new(&case).unwrap_or_else(|why| panic!("{name}: {why}"));
    check_counts(&case, &problem, &golden);
    if !golden.only_samples() {
        check_frontier(&case, &problem, &golden);
        check_settlements(&case, &problem, &golden);
    }
}

#[test]
fn the_analysis_agrees_with_every_scenario() {
    let Some(shared) = super::shared("the analysis of published scenarios") else { return };
    for name in names(&shared) {
        check(&shared, &name);
    }
}
