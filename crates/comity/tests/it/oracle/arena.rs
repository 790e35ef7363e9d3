//! The compiled problem and its arenas against the definitions, package by package.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;
use std::collections::BTreeSet;

const SHAPE: Shape = Shape { parties: 3, issues: 5, options: 3, points: 9 };

/// What an arena holds: every combination of choices that reaches the floors, as packages.
fn held(arena: &Arena) -> BTreeSet<Package> {
    let mut found = BTreeSet::new();
    let mut choices = vec![0u32; arena.blocks.len()];
    if arena.is_barren() {
        return found;
    }
    loop {
        if arena.utilities(&choices).is_some_and(|u| arena.reaches_floors(&u)) {
            found.insert(arena.package(&choices));
        }
        let Some(at) = (0..choices.len()).rev().find(|&b| (choices[b] as usize) + 1 < arena.blocks[b].len)
        else {
            return found;
        };
        choices[at] += 1;
        choices[at + 1..].fill(0);
    }
}

#[test]
fn coalitions_and_arenas_hold_exactly_the_zone() {
    for seed in 0..400 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let open = PartialPackage::open(case.issues.len());
        let expected: BTreeSet<_> = all_packages(&case)
            .into_iter()
            .filter(|p| problem.honours_linkages(p) && problem.passes(p))
            .collect();
        for merge in [1, 12, 256] {
            let coalitions = problem.coalitions(1000).unwrap();
            let arenas = coalitions.iter().map(|members| Arena::new(&problem, members, &open, merge));
            let zone: BTreeSet<_> = arenas.flat_map(|arena| held(&arena)).collect();
            assert_eq!(zone, expected, "seed {seed}, merge {merge}");
        }
    }
}

#[test]
fn arena_utilities_are_the_evaluators() {
    for seed in 0..200 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let members: Vec<usize> = (0..problem.seats.len()).collect();
        let arena = Arena::new(&problem, &members, &PartialPackage::open(case.issues.len()), 8);
        for package in all_packages(&case) {
            let Some(choices) = arena.choices(&package) else { continue };
            let Some(utilities) = arena.utilities(&choices) else { continue };
            for (d, &e) in arena.evaluators.iter().enumerate() {
                assert_eq!(utilities[d], problem.evaluators[e].utility(&package), "seed {seed}");
            }
        }
    }
}

#[test]
fn extremes_are_those_of_enumeration() {
    for seed in 0..300 {
        let mut case = random_case(seed, SHAPE);
        case.mandates.iter_mut().for_each(|mandate| mandate.cap = None);
        let problem = Problem::new(&case).unwrap();
        let arena =
            Arena::new(&problem, &[], &PartialPackage::open(case.issues.len()), [1, 9][seed as usize % 2]);
        let legal =
            all_packages(&case).into_iter().filter(|p| problem.honours_linkages(p)).collect::<Vec<_>>();
        for (d, &e) in arena.evaluators.iter().enumerate() {
            let mut weights = vec![0; arena.dims()];
            weights[d] = 1;
            let found = least(&arena, &weights, &Meter::new(Budget::default())).unwrap();
            let expected = legal.iter().map(|p| i128::from(problem.evaluators[e].utility(p))).min();
            match found {
                Extreme::At { value, choices } => {
                    assert_eq!(Some(value), expected, "seed {seed}");
                    assert_eq!(i128::from(arena.utilities(&choices).unwrap()[d]), value);
                }
                Extreme::Nowhere => assert_eq!(expected, None, "seed {seed}"),
            }
        }
    }
}
