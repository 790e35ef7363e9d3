//! Published counts and fewest changes of drawn instances, confirmed by enumeration or by other solvers.

use comity::analysis::*;
use comity::generate::{DraftOnTable, Recipe};
use comity::{PartialPackage, Ratio};

#[test]
fn packages_at_or_above_every_reservation() {
    for (parties, issues, options, percent, expected) in [
        (2, 10, 5, 60, "403533"),
        (3, 10, 5, 55, "706712"),
        (3, 20, 10, 55, "934856711907069956"),
        (4, 10, 5, 50, "404902"),
    ] {
        let recipe = Recipe {
            points: Some(100),
            reservation: Ratio::new(percent, 100),
            ..Recipe::new(parties, issues, options, 1)
        };
        let problem = Problem::new(&recipe.case().unwrap()).unwrap();
        let (open, meter) = (PartialPackage::open(issues), Meter::new(Budget::default()));
        for count in [zone_count(&problem, &open, &meter), rational(&problem, &open, &meter)] {
            let count = count.unwrap();
            assert!(count.certainty().is_proved());
            assert_eq!(count.value().to_string(), expected, "{recipe:?}");
        }
    }
}

#[test]
fn fewest_changes_from_the_drawn_draft() {
    for (parties, issues, options, expected) in [(8, 60, 5, 13), (8, 40, 10, 9), (4, 40, 5, 6)] {
        let recipe = Recipe {
            reservation: Ratio::new(55, 100),
            draft: DraftOnTable::Drawn,
            ..Recipe::new(parties, issues, options, 1)
        };
        let case = recipe.case().unwrap();
        let problem = Problem::new(&case).unwrap();
        let draft = &case.drafts[0].package;
        let question = DraftQuestion { draft, margin: Ratio::ZERO, measure: Measure::Fewest, proposals: 1 };
        let next = next_draft(&case, &problem, &question, &Meter::new(Budget::default())).unwrap();
        let witness = &next.proposals[0];
        assert_eq!((witness.changes.len(), next.certainty), (expected, Certainty::Proved), "{recipe:?}");
        let proof = DraftCertificate::prove(&case, &problem, &question, Some(&witness.package), 200_000);
        if let Some(proof) = proof {
            assert_eq!(proof.check(&case, &problem, &question), Ok(()), "{recipe:?}");
        }
    }
}
