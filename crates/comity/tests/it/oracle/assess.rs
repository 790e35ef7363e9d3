//! Assessments of packages and partial packages against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

fn verdict(of: &[bool]) -> Verdict {
    match (of.contains(&true), of.contains(&false)) {
        (true, false) => Verdict::Surely,
        (true, true) => Verdict::Possibly,
        _ => Verdict::Never,
    }
}

fn judged(packages: &[Package], accepts: impl Fn(&Package) -> bool) -> Verdict {
    verdict(&packages.iter().map(accepts).collect::<Vec<_>>())
}

#[test]
fn partial_packages() {
    for seed in 0..1500 {
        let shape =
            Shape { parties: 1 + seed as usize % 4, issues: 1 + seed as usize % 5, options: 3, points: 7 };
        let mut case = random_case(seed, shape);
        let other =
            ApprovalRule::AtLeast { k: 1, of: vec![case.deciding_rule(), ApprovalRule::Party(PartyId(0))] };
        if !case.rules.is_empty() {
            case.rules.push(NamedRule { id: "other".into(), name: "Other".into(), rule: other });
        }
        let problem = Problem::new(&case).unwrap();
        let draft = &case.drafts[0].package;
        let agrees = |p: &Package| draft.0.iter().zip(&p.0).all(|(f, o)| f.is_none_or(|f| f == *o));
        let honest: Vec<Package> =
            all_packages(&case).into_iter().filter(|p| agrees(p) && problem.honours_linkages(p)).collect();
        let meter = Meter::new(Budget::default());
        let found = assess(&case, &problem, draft, &meter).unwrap();
        assert_eq!(found.can_be_completed, !honest.is_empty(), "seed {seed}");
        let whole = draft.complete();
        let judges = match &whole {
            Some(complete) => vec![complete.clone()],
            None => honest.clone(),
        };
        for (s, seat) in found.seats.iter().enumerate() {
            assert_eq!(seat.verdict, judged(&judges, |p| problem.accepts(s, p)), "seed {seed} seat {s}");
            for mandate in &seat.mandates {
                let evaluator = &problem.evaluators[mandate.evaluator];
                assert_eq!(
                    mandate.verdict,
                    judged(&judges, |p| evaluator.accepts(p)),
                    "seed {seed} seat {s}"
                );
                let utilities: Vec<i64> = honest.iter().map(|p| evaluator.utility(p)).collect();
                let reach = mandate.reach.as_ref().map(|r| (r.least, r.greatest));
                assert_eq!(reach, utilities.iter().min().copied().zip(utilities.iter().max().copied()));
                if let Some(reach) = &mandate.reach {
                    assert!(honest.contains(&reach.worst) && honest.contains(&reach.best));
                }
                assert_eq!(mandate.utility, whole.as_ref().map(|w| evaluator.utility(w)));
            }
        }
        for standing in &found.rules {
            let rule = standing.rule.map_or(case.deciding_rule(), |r| case.rules[r].rule.clone());
            let under = Problem::with_rule(&case, rule).unwrap();
            assert_eq!(standing.verdict, judged(&honest, |p| under.passes(p)), "seed {seed} {standing:?}");
        }
    }
}

#[test]
fn gains_are_counted_from_no_deal() {
    for seed in 0..200 {
        let case = random_case(seed, Shape { parties: 3, issues: 4, options: 3, points: 9 });
        let problem = Problem::new(&case).unwrap();
        let meter = Meter::new(Budget::default());
        let honest: Vec<Package> =
            all_packages(&case).into_iter().filter(|p| problem.honours_linkages(p)).collect();
        let Some(package) = honest.first() else { continue };
        let found = assess(&case, &problem, &package.clone().into(), &meter).unwrap();
        for (seat, standing) in problem.seats.iter().zip(&found.seats) {
            let evaluator = &problem.evaluators[seat.axis.unwrap()];
            let least = honest.iter().map(|p| evaluator.utility(p)).min().unwrap();
            let no_deal = evaluator.reservation.map_or(least, |r| r.max(least));
            assert_eq!(standing.mandates[0].gain, Some(evaluator.utility(package) - no_deal), "seed {seed}");
        }
    }
}
