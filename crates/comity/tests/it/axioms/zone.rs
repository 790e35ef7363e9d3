//! What must hold of zones, verdicts and next drafts whatever the case.

use crate::random_case::{Dice, Shape, random_case};
use comity::analysis::*;
use comity::*;

const SHAPE: Shape = Shape { parties: 3, issues: 5, options: 3, points: 9 };

fn count(problem: &Problem, fixed: &PartialPackage) -> num_bigint::BigUint {
    zone_count(problem, fixed, &Meter::new(Budget::default())).unwrap().value().clone()
}

#[test]
fn settling_an_issue_splits_the_zone() {
    for seed in 0..200 {
        let problem = Problem::new(&random_case(seed, SHAPE)).unwrap();
        let open = PartialPackage::open(problem.options.len());
        let issue = seed as usize % problem.options.len();
        let part = |option: usize| {
            let mut fixed = open.clone();
            fixed.0[issue] = Some(option as u32);
            count(&problem, &fixed)
        };
        let parts: num_bigint::BigUint = (0..problem.options[issue]).map(part).sum();
        assert_eq!(parts, count(&problem, &open), "seed {seed}");
    }
}

#[test]
fn lowering_a_reservation_value_never_shrinks_the_zone() {
    for seed in 0..200 {
        let mut problem = Problem::new(&random_case(seed, SHAPE)).unwrap();
        let open = PartialPackage::open(problem.options.len());
        let before = count(&problem, &open);
        let mut dice = Dice::new(seed);
        let at = dice.below(problem.evaluators.len());
        let lowered = &mut problem.evaluators[at].reservation;
        *lowered = lowered.map(|least| least - dice.between(0, 5));
        assert!(count(&problem, &open) >= before, "seed {seed}");
    }
}

#[test]
fn a_stricter_rule_passes_no_more() {
    for seed in 0..200 {
        let case = random_case(seed, SHAPE);
        let open = PartialPackage::open(case.issues.len());
        let of = || case.negotiating().into_iter().map(ApprovalRule::Party).collect::<Vec<_>>();
        let under = |k: usize| {
            let rule = ApprovalRule::AtLeast { k, of: of() };
            count(&Problem::with_rule(&case, rule).unwrap(), &open)
        };
        assert!(under(1) >= under(2) && under(2) >= under(3), "seed {seed}");
        let all = Problem::with_rule(&case, ApprovalRule::unanimity(case.negotiating())).unwrap();
        assert_eq!(under(3), count(&all, &open), "seed {seed}");
    }
}

#[test]
fn a_proposal_needs_no_further_change() {
    for seed in 0..200 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let ask = |draft: &PartialPackage| {
            let question =
                DraftQuestion { draft, margin: Ratio::ZERO, measure: Measure::Fewest, proposals: 1 };
            next_draft(&case, &problem, &question, &Meter::new(Budget::default())).unwrap()
        };
        let Some(first) = ask(&case.drafts[0].package).proposals.into_iter().next() else { continue };
        let again = ask(&first.package.clone().into());
        assert_eq!((again.proposals[0].changes.len(), &again.proposals[0].package), (0, &first.package));
    }
}
