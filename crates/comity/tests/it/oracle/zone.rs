//! Counts of packages against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
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
