//! Drawn instances agree bit for bit with the published check sums of the recipe.

use comity::generate::{DraftOnTable, Interests, Recipe};
use comity::{Linkage, Ratio, Reservation};

/// FNV-1a, 64 bits, over the little-endian bytes of the utilities.
fn fingerprint(utilities: &[Vec<Vec<f64>>]) -> u64 {
    let bytes = utilities.iter().flatten().flatten().flat_map(|u| u.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn sum_of_points(recipe: Recipe, points: u32) -> Ratio {
    let case = Recipe { points: Some(points), ..recipe }.case().unwrap();
    let all = case.mandates.iter().flat_map(|m| &m.scores).flat_map(|s| &s.points);
    all.fold(Ratio::ZERO, |sum, points| sum.checked_add(*points).unwrap())
}

#[test]
fn check_sums_of_the_recipe() {
    let opposed = |recipe| Recipe { interests: Interests::Opposed, ..recipe };
    for (recipe, hash, points) in [
        (Recipe::new(2, 10, 5, 1), 0x6056_d941_05aa_488b, 513),
        (opposed(Recipe::new(4, 8, 5, 1)), 0x515e_6272_5d3e_05d5, 1001),
        (Recipe::new(3, 12, 7, 9), 0xa7ec_87ef_fcf9_445e, 1055),
    ] {
        assert_eq!(fingerprint(&recipe.utilities().unwrap()), hash, "{recipe:?}");
        assert_eq!(sum_of_points(recipe, 100), Ratio::new(points, 1).unwrap(), "{recipe:?}");
    }
}

#[test]
fn scores_of_the_case_read_back_as_drawn() {
    let recipe = Recipe::new(3, 12, 7, 9);
    let (case, drawn) = (recipe.case().unwrap(), recipe.utilities().unwrap());
    for (mandate, issues) in case.mandates.iter().zip(&drawn) {
        for (scores, options) in mandate.scores.iter().zip(issues) {
            for (exact, float) in scores.points.iter().zip(options) {
                let shortest: comity::Decimal = format!("{float}").parse().unwrap();
                assert_eq!(*exact, shortest.ratio());
            }
        }
    }
}

#[test]
fn extras_are_drawn_beside_the_scores() {
    let plain = Recipe { points: Some(100), ..Recipe::new(4, 9, 5, 1) };
    let full = Recipe { reservation: Ratio::new(11, 20), draft: DraftOnTable::Drawn, exclusions: 4, ..plain };
    let (plain, full) = (plain.case().unwrap(), full.case().unwrap());
    for (a, b) in plain.mandates.iter().zip(&full.mandates) {
        assert_eq!(a.scores, b.scores);
        assert_eq!(b.reservation, Some(Reservation::Value(Ratio::new(55, 1).unwrap())));
    }
    assert!(full.drafts[0].package.complete().is_some());
    let mut seen = Vec::new();
    for linkage in &full.linkages {
        let Linkage::Excludes { first, second, .. } = linkage else { panic!("{linkage:?}") };
        assert!(first.options.len() == 1 && second.options.len() == 1);
        seen.extend([first.issue, second.issue]);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 8, "every issue stands in one pair at most");
}

#[test]
fn sizes_out_of_range_are_refused() {
    for (recipe, said) in [
        (Recipe::new(0, 3, 3, 1), "the number of parties is 0; at least 1 and at most 1000 are possible"),
        (Recipe::new(2, 3, 1, 1), "the number of options is 1; at least 2 and at most 100000 are possible"),
        (
            Recipe { exclusions: 2, ..Recipe::new(2, 3, 3, 1) },
            "the number of exclusions is 2; at least 0 and at most 1 are possible",
        ),
        (
            Recipe { reservation: Ratio::new(3, 2), ..Recipe::new(2, 3, 3, 1) },
            "the reservation is not a fraction of the ideal; give a number from 0 to 1",
        ),
    ] {
        assert_eq!(recipe.case().unwrap_err().to_string(), said);
    }
}
