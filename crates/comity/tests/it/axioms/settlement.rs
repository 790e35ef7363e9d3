//! The axioms that bargaining solutions are known by, on small random talks.

use crate::random_case::{Dice, Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

/// Talks given by one table of points a party: one issue, so that any finite set of utilities can be
/// written down. No deal is worth 0 to everyone.
fn table(parties: &[Vec<i64>]) -> Case {
    let option = |o: usize| IssueOption { id: format!("o{o}"), name: format!("o{o}"), value: None };
    let party =
        |p: usize| Party { id: format!("p{p}"), name: format!("p{p}"), role: Role::Negotiating, about: None };
    let whole = |v: i64| Decimal::from(v).ratio();
    let mandate = |(p, points): (usize, &Vec<i64>)| Mandate {
        holder: Holder::Party(PartyId(p)),
        basis: Basis::Known,
        scores: vec![IssueScores {
            issue: IssueId(0),
            points: points.iter().map(|v| whole(*v)).collect(),
            weight: None,
        }],
        joint: Vec::new(),
        bias: Ratio::ZERO,
        cap: None,
        scale: Some(whole(100)),
        red_lines: Vec::new(),
        reservation: Some(Reservation::Value(Ratio::ZERO)),
        priorities: Vec::new(),
    };
    Case {
        title: "table".into(),
        parties: (0..parties.len()).map(party).collect(),
        issues: vec![Issue {
            id: "i".into(),
            name: "i".into(),
            scale: Scale::Unordered,
            options: (0..parties[0].len()).map(option).collect(),
            change_cost: None,
            filling_cost: None,
        }],
        mandates: parties.iter().enumerate().map(mandate).collect(),
        ..Case::default()
    }
}

/// The options that a solution picks of the only issue.
fn picks(id: &str, parties: &[Vec<i64>]) -> Vec<u32> {
    let problem = Problem::new(&table(parties)).unwrap();
    settle(id, &problem).into_iter().map(|package| package.0[0]).collect()
}

fn settle(id: &str, problem: &Problem) -> Vec<Package> {
    let solution = SOLUTIONS.iter().find(|solution| solution.id() == id).unwrap();
    let bargain = Bargain::listing(problem, Budget::default(), 10_000);
    solution.settle(&bargain).settlement().map_or(Vec::new(), |s| s.tied.clone())
}

/// Random tables in which option 0 gives nobody anything, so that no deal is worth 0.
fn random_tables(seeds: u64) -> impl Iterator<Item = Vec<Vec<i64>>> {
    (0..seeds).map(|seed| {
        let mut dice = Dice::new(seed);
        let (parties, options) = (2 + dice.below(3), 3 + dice.below(8));
        let row = |dice: &mut Dice| {
            let rest = (1..options).map(|_| dice.between(1, 40)).collect::<Vec<_>>();
            [vec![0], rest].concat()
        };
        (0..parties).map(|_| row(&mut dice)).collect()
    })
}

fn column(parties: &[Vec<i64>], option: u32) -> Vec<i64> {
    parties.iter().map(|row| row[option as usize]).collect()
}

#[test]
fn picks_are_on_the_frontier() {
    for seed in 0..400 {
        let case = random_case(seed, Shape { parties: 3, issues: 5, options: 3, points: 9 });
        let problem = Problem::new(&Case { rules: Vec::new(), ..case.clone() }).unwrap();
        let axes = problem.axes();
        let of = |p: &Package| axes.iter().map(|&e| problem.evaluators[e].utility(p)).collect::<Vec<_>>();
        let zone: Vec<Vec<i64>> = all_packages(&Case { rules: Vec::new(), ..case.clone() })
            .iter()
            .filter(|p| problem.honours_linkages(p) && problem.passes(p))
            .map(of)
            .collect();
        let beats = |a: &Vec<i64>, b: &Vec<i64>| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let on_frontier = |u: &Vec<i64>| !zone.iter().any(|other| beats(other, u));
        // With a product of 0 Nash is indifferent among packages without a loss; the others are strict.
        for id in ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"] {
            let zero = disagreement(&problem, &Meter::new(Budget::default())).unwrap();
            for package in settle(id, &problem) {
                let utilities = of(&package);
                let worthless = id == "nash" && utilities.iter().zip(&zero).any(|(u, z)| u == z);
                assert!(worthless || on_frontier(&utilities), "seed {seed}, {id}: {utilities:?}");
            }
        }
    }
}

#[test]
fn names_do_not_matter() {
    for tables in random_tables(300) {
        let mut turned = tables.clone();
        turned.rotate_left(1);
        for solution in SOLUTIONS {
            assert_eq!(picks(solution.id(), &tables), picks(solution.id(), &turned), "{tables:?}");
        }
    }
}

#[test]
fn symmetric_talks_give_symmetric_picks() {
    for tables in random_tables(200) {
        // Every option and its mirror: what the first gets in one, the second gets in the other.
        let (a, b) = (&tables[0], &tables[1]);
        let mirrored = vec![[a.as_slice(), b].concat(), [b.as_slice(), a].concat()];
        for solution in SOLUTIONS {
            let found = picks(solution.id(), &mirrored);
            let pairs: Vec<Vec<i64>> = found.iter().map(|&o| column(&mirrored, o)).collect();
            assert!(pairs.iter().all(|p| pairs.contains(&vec![p[1], p[0]])), "{}", solution.id());
        }
    }
}

#[test]
fn the_unit_of_utility_does_not_matter_to_nash_and_kalai_smorodinsky() {
    for tables in random_tables(300) {
        let stretched: Vec<Vec<i64>> = tables
            .iter()
            .enumerate()
            .map(|(p, row)| row.iter().map(|v| v * (3 * p as i64 + 2)).collect())
            .collect();
        for id in ["nash", "kalai_smorodinsky", "normalised_utilitarian"] {
            assert_eq!(picks(id, &tables), picks(id, &stretched), "{id}: {tables:?}");
        }
    }
    // The others compare parties on their scales: stretching one changes the pick.
    let tables = [vec![0, 9, 4], vec![0, 3, 6]];
    let stretched = [vec![0, 9, 4], vec![0, 30, 60]];
    assert_eq!(picks("utilitarian", &tables), [1]);
    assert_eq!(picks("utilitarian", &stretched), [2]);
    assert_eq!(picks("egalitarian", &tables), [2]);
    assert_eq!(picks("egalitarian", &stretched), [1]);
}

#[test]
fn nash_does_not_look_at_irrelevant_alternatives() {
    for tables in random_tables(400) {
        let chosen = picks("nash", &tables);
        let options = tables[0].len();
        for dropped in (1..options).filter(|o| !chosen.contains(&(*o as u32))) {
            let fewer: Vec<Vec<i64>> = tables
                .iter()
                .map(|row| row.iter().enumerate().filter(|(o, _)| *o != dropped).map(|(_, v)| *v).collect())
                .collect();
            let kept: Vec<u32> =
                chosen.iter().map(|&o| if (o as usize) > dropped { o - 1 } else { o }).collect();
            assert_eq!(picks("nash", &fewer), kept, "{tables:?} without {dropped}");
        }
    }
}

#[test]
fn kalai_smorodinsky_looks_at_irrelevant_alternatives() {
    // The last option is not picked, yet it is what the first party could gain at best.
    let with = [vec![0, 60, 40, 100], vec![0, 40, 60, 0]];
    let without = [vec![0, 60, 40], vec![0, 40, 60]];
    assert_eq!(picks("kalai_smorodinsky", &with), [1]);
    assert_eq!(picks("kalai_smorodinsky", &without), [1, 2]);
}

#[test]
fn more_options_never_hurt_the_worst_off_of_the_egalitarian() {
    let worst = |tables: &[Vec<i64>]| {
        let found = picks("egalitarian", tables);
        column(tables, found[0]).into_iter().min().unwrap()
    };
    for tables in random_tables(300) {
        let fewer: Vec<Vec<i64>> = tables.iter().map(|row| row[..row.len() - 1].to_vec()).collect();
        assert!(worst(&fewer) <= worst(&tables), "{tables:?}");
    }
}

#[test]
fn kalai_smorodinsky_is_individually_monotonic_on_the_least_share() {
    // More options for one party at unchanged ideals of the others never lower the least share.
    for tables in random_tables(300) {
        let share = |tables: &[Vec<i64>]| {
            let found = column(tables, picks("kalai_smorodinsky", tables)[0]);
            let ideals = tables.iter().map(|row| row.iter().copied().max().unwrap());
            found.iter().zip(ideals).map(|(u, best)| *u as f64 / best as f64).fold(f64::INFINITY, f64::min)
        };
        let best: Vec<i64> = tables.iter().map(|row| row.iter().copied().max().unwrap()).collect();
        let grown: Vec<Vec<i64>> =
            tables.iter().zip(&best).map(|(row, best)| [row.as_slice(), &[best / 2]].concat()).collect();
        assert!(share(&tables) <= share(&grown) + 1e-12, "{tables:?}");
    }
}
