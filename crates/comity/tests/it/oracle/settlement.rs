//! Disagreement values and settlements against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;

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
