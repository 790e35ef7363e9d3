//! Sizes of frontiers of drawn cases, found by two independent programs and in part by enumeration.
//! The larger ones stand in the bench.

use comity::analysis::*;
use comity::generate::{Interests, Recipe};

fn size(recipe: Recipe) -> usize {
    let problem = Problem::new(&recipe.case().unwrap()).unwrap();
    let found = frontier(&problem, Range::Zone, Budget::default()).unwrap();
    assert!(found.certainty.is_proved());
    found.len()
}

#[test]
fn sizes_with_real_scores() {
    for (parties, issues, options, expected) in [
        (2, 10, 5, 48),
        (2, 40, 5, 502),
        (2, 60, 10, 1732),
        (3, 6, 5, 137),
        (3, 10, 10, 2210),
        (4, 6, 5, 385),
        (4, 10, 5, 6103),
    ] {
        assert_eq!(
            size(Recipe::new(parties, issues, options, 1)),
            expected,
            "({parties},{issues},{options})"
        );
    }
    let opposed = Recipe { interests: Interests::Opposed, ..Recipe::new(2, 60, 10, 1) };
    assert_eq!(size(opposed), 8955);
}

#[test]
fn sizes_with_a_hundred_points() {
    for (issues, options, interests, expected) in [
        (10, 5, Interests::Independent, 35),
        (60, 10, Interests::Independent, 17),
        (60, 10, Interests::Opposed, 59),
    ] {
        let recipe = Recipe { points: Some(100), interests, ..Recipe::new(2, issues, options, 1) };
        assert_eq!(size(recipe), expected, "(2,{issues},{options})");
    }
}
