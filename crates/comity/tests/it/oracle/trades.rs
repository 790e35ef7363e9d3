//! Islands and trades against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

const SHAPE: Shape = Shape { parties: 3, issues: 4, options: 3, points: 6 };

#[test]
fn islands_are_best_in_every_package() {
    let mut seen = 0;
    for seed in 0..600 {
        let shape = Shape { parties: 1 + seed as usize % 3, points: 1 + seed as i64 % 4, ..SHAPE };
        let problem = Problem::new(&random_case(seed, shape)).unwrap();
        let packages = all_packages(&random_case(seed, shape));
        let honest: Vec<&Package> = packages.iter().filter(|p| problem.honours_linkages(p)).collect();
        let uncapped: Vec<Evaluator> =
            problem.evaluators.iter().map(|e| Evaluator { cap: None, ..e.clone() }).collect();
        let found = islands(&problem, &Meter::new(Budget::default())).unwrap();
        for issue in (0..problem.options.len()).filter(|&i| problem.options[i] > 1) {
            let best = |option: &u32| {
                honest.iter().filter(|p| p.0[issue] != *option).all(|p| {
                    let mut other = (*p).clone();
                    other.0[issue] = *option;
                    problem.honours_linkages(&other)
                        && uncapped.iter().all(|e| e.utility(&other) >= e.utility(p))
                }) && uncapped.iter().all(|e| !e.red[issue][*option as usize])
            };
            let expected: Vec<u32> = (0..problem.options[issue] as u32).filter(best).collect();
            let island = found.iter().find(|i| i.issue == issue).map_or(&[][..], |i| &i.options);
            assert_eq!(island, expected, "seed {seed} issue {issue}");
            seen += usize::from(!expected.is_empty());
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn trades_are_all_swaps_that_need_every_part() {
    let mut seen = 0;
    for seed in 0..400 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let packages = all_packages(&case);
        let package = &packages[seed as usize * 7 % packages.len()];
        let seats: Vec<usize> =
            (0..problem.seats.len()).filter(|s| seed.is_multiple_of(2) || *s < 2).collect();
        let question = TradeQuestion { package, seats: &seats, most_issues: 3, wanted: 1000 };
        let found = trades(&problem, &question, &Meter::new(Budget::default()));
        assert!(found.is_complete);
        let gain = |p: &Package, s: usize| {
            let e = &problem.evaluators[problem.seats[s].axis.unwrap()];
            e.utility(p) - e.utility(package)
        };
        let clean = |p: &Package| {
            let must = seats.iter().flat_map(|&s| &problem.seats[s].must).map(|&e| &problem.evaluators[e]);
            let old = |e: &Evaluator, i: usize| e.red[i][package.0[i] as usize] || p.0[i] == package.0[i];
            let mut must = must;
            must.all(|e| e.red_lines_crossed(p).all(|i| old(e, i)))
        };
        let fine = |p: &Package| problem.honours_linkages(p) && clean(p);
        let changed = |p: &Package| (0..p.0.len()).filter(|&i| p.0[i] != package.0[i]).collect::<Vec<_>>();
        let is_trade = |p: &&Package| {
            let at = changed(p);
            let part_is_good = |other: &Package| {
                let kept = changed(other);
                other != package
                    && other != *p
                    && kept.iter().all(|&i| other.0[i] == p.0[i])
                    && fine(other)
                    && seats.iter().all(|&s| gain(other, s) >= 0)
            };
            (2..=3).contains(&at.len())
                && fine(p)
                && seats.iter().all(|&s| gain(p, s) > 0)
                && !packages.iter().any(part_is_good)
        };
        let mut expected: Vec<Vec<usize>> = packages.iter().filter(is_trade).map(changed).collect();
        let mut listed: Vec<Vec<usize>> =
            found.list.iter().map(|t| t.changes.iter().map(|(i, ..)| *i).collect()).collect();
        seen += listed.len();
        assert!(found.list.windows(2).all(|w| w[0].least_gain >= w[1].least_gain), "seed {seed}");
        expected.sort();
        listed.sort();
        assert_eq!(listed, expected, "seed {seed}");
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn leverage_only_lists_gains() {
    for seed in 0..100 {
        let case = random_case(seed, SHAPE);
        let problem = Problem::new(&case).unwrap();
        let packages = all_packages(&case);
        let package = &packages[seed as usize % packages.len()];
        for seat in 0..problem.seats.len() {
            let list = leverage(&problem, package, seat);
            assert!(list.iter().all(|b| b.gain > 0.0 && b.cost >= 0.0 && package.0[b.issue] == b.from));
            assert!(list.windows(2).all(|w| w[0].gain * w[1].cost >= w[1].gain * w[0].cost), "seed {seed}");
        }
    }
}
