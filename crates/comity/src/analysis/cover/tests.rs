//! Couplings that are carried as factors against the same couplings merged into blocks: searches and
//! counts must not tell them apart.

use super::{Aim, Missing, Search, Share, cheapest, feasible, least_miss};
use crate::analysis::{Arena, Budget, Meter, Problem};
use crate::generate::{Recipe, SplitMix};
use crate::model::{IssueId, JointTerm, Literal, PartialPackage};
use crate::{Case, Ratio};

/// A drawn case with exclusions and joint terms over two or three issues.
fn coupled(seed: u64) -> Case {
    let recipe = Recipe {
        points: Some(40),
        exclusions: 2,
        reservation: Ratio::new(35 + seed as i128 % 40, 100),
        ..Recipe::new(1 + seed as usize % 3, 5, 3, seed)
    };
    let mut case = recipe.case().unwrap();
    let mut dice = SplitMix::new(seed);
    let mut below = |n: u64| (dice.bits() % n) as usize;
    for mandate in &mut case.mandates {
        for _ in 0..below(4) {
            let (first, width) = (below(5), 2 + below(2));
            let literal =
                |i: usize, option: usize| Literal { issue: IssueId((first + i) % 5), options: vec![option] };
            let all_of = (0..width).map(|i| literal(i, below(3))).collect();
            let points = Ratio::new(below(21) as i128 - 10, 1).unwrap();
            mandate.joint.push(JointTerm::When { all_of, points });
        }
    }
    case
}

/// The same packages with couplings carried along, and merged.
fn both(problem: &Problem) -> [Arena; 2] {
    let everyone: Vec<usize> = (0..problem.seats.len()).collect();
    let open = PartialPackage::open(problem.options.len());
    [1, 100_000].map(|merge| Arena::new(problem, &everyone, &open, merge))
}

fn prices(arena: &Arena) -> Vec<Vec<i64>> {
    let of = |block: &crate::analysis::Block, c: usize| {
        let width = block.issues.len();
        let issue = |i: usize| i64::from(block.options[c * width + i]) * (1 + block.issues[i] as i64 % 3);
        (0..width).map(issue).sum()
    };
    arena.blocks.iter().map(|block| (0..block.len).map(|c| of(block, c)).collect()).collect()
}

#[test]
fn cheapest_packages_cost_alike() {
    let mut factors = 0;
    for seed in 0..400 {
        let problem = Problem::new(&coupled(seed)).unwrap();
        let meter = Meter::new(Budget::default());
        let found = both(&problem).map(|arena| {
            factors += arena.factors.len();
            let price = prices(&arena);
            let search = Search { arena: &arena, price: &price, at_least: 0, at_most: i64::MAX };
            let answer = cheapest(&search, &mut |_| true, &meter);
            let any = feasible(&arena, &meter).unwrap();
            assert_eq!(any.is_some(), answer.best.is_some(), "seed {seed}");
            answer.best.map(|(choices, price)| {
                let utilities = arena.utilities(&choices).unwrap();
                assert!(arena.reaches_floors(&utilities), "seed {seed}");
                price
            })
        });
        assert_eq!(found[0], found[1], "seed {seed}");
    }
    assert!(factors > 400, "{factors}");
}

#[test]
fn least_misses_miss_alike() {
    for seed in 0..400 {
        let problem = Problem::new(&coupled(seed)).unwrap();
        let meter = Meter::new(Budget::default());
        for aim in [Aim::Total, Aim::Worst] {
            let [a, b] = both(&problem).map(|arena| {
                let scale: Vec<i64> = arena.evaluators.iter().map(|&e| problem.evaluators[e].scale).collect();
                let hard = vec![false; scale.len()];
                let crossed: Vec<Vec<i64>> = arena.blocks.iter().map(|block| vec![0; block.len]).collect();
                let missing = Missing { arena: &arena, scale: &scale, hard: &hard, crossed: &crossed, aim };
                let least = least_miss(&missing, &meter);
                assert!(least.stopped.is_none());
                least.best.map(|(_, miss)| Share::of(&miss, &scale, aim))
            });
            match (a, b) {
                (Some(a), Some(b)) => {
                    assert!(!a.is_less_than(&b) && !b.is_less_than(&a), "seed {seed} {aim:?}")
                }
                (a, b) => assert!(a.is_none() && b.is_none(), "seed {seed}"),
            }
        }
    }
}
