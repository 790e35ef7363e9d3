//! Conflicts and concessions against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

struct Empty {
    seed: u64,
    case: Case,
    problem: Problem,
    packages: Vec<Package>,
}

/// Random cases whose zone is empty.
fn empty_zones() -> impl Iterator<Item = Empty> {
    (0..1500).filter_map(|seed| {
        let shape =
            Shape { parties: 1 + seed as usize % 4, issues: 1 + seed as usize % 4, options: 3, points: 6 };
        let case = random_case(seed, shape);
        let problem = Problem::new(&case).unwrap();
        let packages = all_packages(&case);
        let open = !packages.iter().any(|p| problem.honours_linkages(p) && problem.passes(p));
        open.then_some(Empty { seed, case, problem, packages })
    })
}

impl Empty {
    fn demands(&self) -> Vec<Demand> {
        let mut all = Vec::new();
        for (e, own) in self.problem.evaluators.iter().enumerate() {
            if own.reservation.is_some() {
                all.push(Demand::Reservation { evaluator: e });
            }
            for issue in (0..own.red.len()).filter(|&i| own.red[i].contains(&true)) {
                all.push(Demand::RedLine { evaluator: e, issue });
            }
        }
        all.extend((0..self.case.linkages.len()).map(|linkage| Demand::Linkage { linkage }));
        all
    }

    fn broken(&self, demand: &Demand, p: &Package) -> bool {
        match demand {
            Demand::Reservation { evaluator } => {
                let own = &self.problem.evaluators[*evaluator];
                own.reservation.is_some_and(|r| own.utility(p) < r)
            }
            Demand::RedLine { evaluator, issue } => {
                self.problem.evaluators[*evaluator].red[*issue][p.0[*issue] as usize]
            }
            Demand::Linkage { linkage } => {
                let literals = self.case.linkages[*linkage].forbidden(&self.case.issues);
                literals.iter().all(|l| l.options.contains(&(p.0[l.issue.0] as usize)))
            }
        }
    }

    /// Whether some package passes when only these demands are made.
    fn is_met(&self, demands: &[&Demand]) -> bool {
        self.packages.iter().any(|p| {
            let broken: Vec<&&Demand> = demands.iter().filter(|d| self.broken(d, p)).collect();
            let linked = broken.iter().any(|d| matches!(d, Demand::Linkage { .. }));
            let refuses = |seat: &Seat| {
                broken.iter().any(|d| match d {
                    Demand::Reservation { evaluator } | Demand::RedLine { evaluator, .. } => {
                        seat.must.contains(evaluator)
                    }
                    Demand::Linkage { .. } => false,
                })
            };
            let accepts =
                |party: PartyId| self.problem.seats.iter().any(|seat| seat.party == party && !refuses(seat));
            !linked && self.problem.rule.passes(&accepts)
        })
    }
}

fn subsets(of: &[Demand], size: usize) -> Vec<Vec<&Demand>> {
    match (size, of) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = subsets(rest, size - 1).into_iter().map(|s| [vec![first], s].concat());
            with.chain(subsets(rest, size)).collect()
        }
    }
}

#[test]
fn conflicts_are_smallest() {
    let mut checked = 0;
    for empty in empty_zones() {
        let meter = Meter::new(Budget::default());
        let found = why_not(&empty.case, &empty.problem, &meter).unwrap().conflict;
        assert!(found.is_smallest);
        assert!(!empty.is_met(&found.demands.iter().collect::<Vec<_>>()), "seed {}", empty.seed);
        let all = empty.demands();
        let size = found.demands.len();
        if size == 0 || all.len() > 14 {
            continue;
        }
        checked += 1;
        let smaller = subsets(&all, size - 1);
        assert!(smaller.iter().all(|s| empty.is_met(s)), "seed {} {found:?}", empty.seed);
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn openings_open_at_the_least_price() {
    for empty in empty_zones() {
        let (problem, seed) = (&empty.problem, empty.seed);
        let why = why_not(&empty.case, problem, &Meter::new(Budget::default())).unwrap();
        let sets = problem.coalitions(1000).unwrap();
        let prices = |members: &[usize], p: &Package| -> (usize, f64, f64) {
            let (mut parties, mut total, mut worst) = (0, 0.0, 0.0f64);
            for &m in members {
                let mut own: Vec<f64> = Vec::new();
                for e in problem.seats[m].must.iter().map(|&e| &problem.evaluators[e]) {
                    let short = e.reservation.map_or(0, |r| (r - e.utility(p)).max(0));
                    own.push(short as f64 / e.scale as f64);
                    own.extend(e.red_lines_crossed(p).map(|_| 1.0));
                }
                parties += usize::from(own.iter().any(|x| *x > 0.0));
                total += own.iter().sum::<f64>();
                worst = own.into_iter().fold(worst, f64::max);
            }
            (parties, total, worst)
        };
        let honest: Vec<&Package> = empty.packages.iter().filter(|p| problem.honours_linkages(p)).collect();
        let all: Vec<(usize, f64, f64)> =
            sets.iter().flat_map(|set| honest.iter().map(|p| prices(set, p)).collect::<Vec<_>>()).collect();
        let Some(fewest) = all.iter().map(|a| a.0).min() else {
            assert!(why.least_total.is_none() && why.fewest_parties.is_none() && why.least_worst.is_none());
            continue;
        };
        let least = |of: &mut dyn Iterator<Item = f64>| of.fold(f64::INFINITY, f64::min);
        for (opening, measure) in [(&why.fewest_parties, 0), (&why.least_total, 1), (&why.least_worst, 2)] {
            let opening = opening.as_ref().unwrap();
            assert!(opening.certainty.is_proved(), "seed {seed}");
            let own = prices(&opening.seats, &opening.package);
            assert!(sets.contains(&opening.seats) && honest.contains(&&opening.package), "seed {seed}");
            assert_eq!((opening.conceding.len(), opening.worst), (own.0, own.2), "seed {seed}");
            assert!((opening.total - own.1).abs() < 1e-12, "seed {seed}");
            let (here, best) = match measure {
                0 => (own.1, least(&mut all.iter().filter(|a| a.0 == fewest).map(|a| a.1))),
                1 => (own.1, least(&mut all.iter().map(|a| a.1))),
                _ => (own.2, least(&mut all.iter().map(|a| a.2))),
            };
            assert!(measure != 0 || own.0 == fewest, "seed {seed}: {} of {fewest}", own.0);
            assert!((here - best).abs() < 1e-12, "seed {seed} measure {measure}: {here} {best}");
        }
    }
}
