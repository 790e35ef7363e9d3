//! Counts of packages against enumeration.

use crate::random_case::{Shape, all_packages, dense_case, random_case};
use comity::analysis::*;
use comity::*;

fn number(count: &Count) -> usize {
    let Count::Exact(value) = count else { panic!("{count:?}") };
    value.to_string().parse().unwrap()
}

#[test]
fn counts_are_those_of_enumeration() {
    for seed in 0..1500 {
        let shape = Shape {
            parties: 1 + seed as usize % 4,
            issues: 1 + seed as usize % 6,
            options: 3,
            points: 3 + seed as i64 % 9,
        };
        let case = random_case(seed, shape);
        let problem = Problem::new(&case).unwrap();
        let fixed = if seed % 3 == 0 {
            case.drafts[0].package.clone()
        } else {
            PartialPackage::open(case.issues.len())
        };
        let agrees = |p: &Package| fixed.0.iter().zip(&p.0).all(|(f, o)| f.is_none_or(|f| f == *o));
        let honest: Vec<Package> =
            all_packages(&case).into_iter().filter(|p| agrees(p) && problem.honours_linkages(p)).collect();
        let meter = Meter::new(Budget::default());
        assert_eq!(number(&outcomes(&problem, &fixed, &meter).unwrap()), honest.len(), "seed {seed}");
        let all = |p: &&Package| (0..problem.seats.len()).all(|s| problem.accepts(s, p));
        let expected = honest.iter().filter(all).count();
        assert_eq!(number(&rational(&problem, &fixed, &meter).unwrap()), expected, "seed {seed}");
        let expected = honest.iter().filter(|p| problem.passes(p)).count();
        assert_eq!(number(&zone_count(&problem, &fixed, &meter).unwrap()), expected, "seed {seed}");
    }
}

#[test]
fn a_witness_is_in_the_zone_and_none_means_empty() {
    for seed in 0..1500 {
        let shape = Shape {
            parties: 1 + seed as usize % 4,
            issues: 1 + seed as usize % 6,
            options: 3,
            points: 3 + seed as i64 % 9,
        };
        let case = random_case(seed, shape);
        let problem = Problem::new(&case).unwrap();
        let meter = Meter::new(Budget::default());
        let open = PartialPackage::open(case.issues.len());
        let passes = |p: &Package| problem.honours_linkages(p) && problem.passes(p);
        match zone_witness(&problem, &open, &meter).unwrap() {
            Some(package) => assert!(passes(&package), "seed {seed}"),
            None => assert!(!all_packages(&case).iter().any(passes), "seed {seed}"),
        }
    }
}

#[test]
fn samples_are_uniform_over_the_zone() {
    for seed in 0..250 {
        let shape =
            Shape { parties: 1 + seed as usize % 4, issues: 1 + seed as usize % 4, options: 3, points: 9 };
        let case = random_case(seed, shape);
        let problem = Problem::new(&case).unwrap();
        let open = PartialPackage::open(case.issues.len());
        let zone: Vec<Package> = all_packages(&case)
            .into_iter()
            .filter(|p| problem.honours_linkages(p) && problem.passes(p))
            .collect();
        let wanted = zone.len() * 100;
        let meter = Meter::new(Budget::default());
        let drawn = samples(&problem, &open, wanted, seed, &meter).unwrap();
        assert!(drawn.is_complete && drawn.packages.len() == wanted, "seed {seed}");
        assert_eq!(drawn, samples(&problem, &open, wanted, seed, &meter).unwrap());
        let mut seen = vec![0.0; zone.len()];
        drawn.packages.iter().for_each(|p| seen[zone.iter().position(|z| z == p).unwrap()] += 1.0);
        // Pearson's statistic has mean k − 1 and variance 2 (k − 1): six deviations and a bit.
        let statistic: f64 = seen.iter().map(|n: &f64| (n - 100.0) * (n - 100.0) / 100.0).sum();
        let free = zone.len().saturating_sub(1) as f64;
        assert!(statistic <= free + 6.0 * (2.0 * free).sqrt() + 10.0, "seed {seed}: {statistic} of {free}");
    }
}

#[test]
fn dense_couplings_are_counted_at_random_within_what_is_said() {
    let mut estimated = 0;
    for seed in 0..2 {
        let case = dense_case(seed);
        let problem = Problem::new(&case).unwrap();
        let passes = |package: &Package| problem.honours_linkages(package) && problem.passes(package);
        let truth = all_packages(&case).into_iter().filter(passes).count();
        let open = PartialPackage::open(case.issues.len());
        // Few points may be held: neither tables nor lists carry the couplings then.
        let meter = Meter::new(Budget { points: 2_000, ..Budget::default() });
        match zone_count(&problem, &open, &meter) {
            Ok(Count::Exact(count)) => assert_eq!(count, truth.into(), "seed {seed}"),
            Ok(Count::Estimated(estimate)) => {
                estimated += 1;
                assert!(estimate.low <= truth.into() && estimate.high >= truth.into(), "seed {seed}");
                let value: f64 = estimate.value.to_string().parse().unwrap();
                let off = (value - truth as f64).abs();
                assert!(off <= 5.0 * estimate.relative_error * value + 1.0, "seed {seed}: {value} {truth}");
            }
            Err(_) => assert!(truth * 1000 < 262_144, "seed {seed}: {truth}"),
        }
    }
    assert!(estimated > 0);
}
