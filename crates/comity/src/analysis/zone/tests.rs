//! The ways of counting against each other: no case of enumeration's size makes the public function
//! choose all of them.

use super::super::{Arena, Budget, Meter, Problem};
use super::layers::Layers;
use super::table::Registers;
use super::{dense, estimate, halves};
use crate::generate::Recipe;
use crate::{PartialPackage, Ratio};

/// Exclusions are carried as factors where the seed is even.
fn drawn(recipe: Recipe, percent: i128) -> (Arena, Option<Layers>) {
    let recipe = Recipe { reservation: Ratio::new(percent, 100), ..recipe };
    let problem = Problem::new(&recipe.case().unwrap()).unwrap();
    let everyone: Vec<usize> = (0..problem.seats.len()).collect();
    let merge = if recipe.seed.is_multiple_of(2) { 1 } else { 16 };
    let arena = Arena::new(&problem, &everyone, &PartialPackage::open(recipe.issues), merge);
    let graph = Layers::new(&arena, &Meter::new(Budget::default())).unwrap();
    (arena, graph)
}

fn recipes() -> impl Iterator<Item = (Recipe, i128)> {
    (1..=20).map(|seed| {
        let parties = 1 + seed as usize % 5;
        let points = (seed % 3 != 0).then_some(if seed % 2 == 0 { 30 } else { 100 });
        let exclusions = seed as usize % 4;
        let recipe = Recipe { points, exclusions, ..Recipe::new(parties, 7, 4, seed) };
        (recipe, 30 + 5 * (seed as i128 % 5))
    })
}

#[test]
fn tables_and_lists_count_alike() {
    for (recipe, percent) in recipes() {
        let Some(graph) = drawn(recipe, percent).1 else { continue };
        let meter = Meter::new(Budget::default());
        let lists = halves::count(&graph, &meter).unwrap();
        let plan = dense::plan(&graph);
        if plan.cells < 1e6 {
            for registers in Registers::all() {
                let tables = dense::count_in(registers, &graph, plan, &meter).unwrap();
                assert_eq!(tables, lists, "{recipe:?} {registers:?}");
            }
        }
        for cut in 0..=graph.layers.len() {
            if plan.cells < 1e5 {
                assert_eq!(dense::count(&graph, dense::Plan { cut, ..plan }, &meter).unwrap(), lists);
            }
        }
    }
}

#[test]
fn numbers_of_many_limbs_count_alike() {
    for (recipe, percent) in [
        (Recipe { points: Some(60), ..Recipe::new(2, 60, 10, 3) }, 55),
        (Recipe { points: Some(30), exclusions: 10, ..Recipe::new(3, 45, 12, 4) }, 50),
        // Options that are worth the same to all are added as often as there are of them.
        (Recipe { points: Some(6), ..Recipe::new(2, 40, 200, 5) }, 60),
    ] {
        let Some(graph) = drawn(recipe, percent).1 else { panic!("{recipe:?} has a zone") };
        let meter = Meter::new(Budget::default());
        let plan = dense::plan(&graph);
        let count =
            |registers, cut| dense::count_in(registers, &graph, dense::Plan { cut, ..plan }, &meter).unwrap();
        let first = count(Registers::Plain, plan.cut);
        assert!(first.bits() > 120, "{recipe:?}");
        for cut in [0, 1, plan.cut / 2, graph.layers.len()] {
            for registers in Registers::all() {
                assert_eq!(count(registers, cut), first, "{recipe:?} {registers:?} cut {cut}");
            }
        }
    }
}

#[test]
fn estimates_lie_near_and_intervals_hold() {
    for (recipe, percent) in recipes() {
        let (arena, Some(graph)) = drawn(recipe, percent) else { continue };
        let meter = Meter::new(Budget::default());
        let exact = halves::count(&graph, &meter).unwrap();
        let found = estimate::estimate(&[(arena, graph)], recipe.seed, &meter).unwrap();
        assert!(found.low <= exact && exact <= found.high, "{recipe:?}");
        let float = |n: &num_bigint::BigUint| n.to_string().parse::<f64>().unwrap();
        let off = (float(&found.value) - float(&exact)).abs();
        assert!(off <= 6.0 * found.relative_error * float(&exact) + 0.5, "{recipe:?} {found:?} {exact}");
    }
}

#[test]
fn factors_and_blocks_count_alike() {
    for seed in 1..=60 {
        let recipe = Recipe {
            points: Some(40),
            exclusions: 3,
            reservation: Ratio::new(20 + seed as i128 % 40, 100),
            ..Recipe::new(seed as usize % 4 + 1, 6, 3, seed)
        };
        let problem = Problem::new(&recipe.case().unwrap()).unwrap();
        let everyone: Vec<usize> = (0..problem.seats.len() - seed as usize % 2).collect();
        let open = PartialPackage::open(recipe.issues);
        let meter = Meter::new(Budget::default());
        let counts: Vec<_> = [1, 256]
            .into_iter()
            .map(|merge| {
                let arena = Arena::new(&problem, &everyone, &open, merge);
                let graph = Layers::new(&arena, &meter).unwrap()?;
                let lists = halves::count(&graph, &meter).unwrap();
                assert_eq!(dense::count(&graph, dense::plan(&graph), &meter).unwrap(), lists, "seed {seed}");
                Some(lists)
            })
            .map(Option::unwrap_or_default)
            .collect();
        assert_eq!(counts[0], counts[1], "seed {seed}");
    }
}
