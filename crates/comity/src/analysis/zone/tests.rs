//! The ways of counting against each other: no case of enumeration's size makes the public function
//! choose all of them.

use super::super::{Arena, Budget, Meter, Problem};
use super::layers::Layers;
use super::{dense, estimate, halves};
use crate::generate::Recipe;
use crate::{PartialPackage, Ratio};

fn drawn(recipe: Recipe, percent: i128) -> (Arena, Option<Layers>) {
    let recipe = Recipe { reservation: Ratio::new(percent, 100), ..recipe };
    let problem = Problem::new(&recipe.case().unwrap()).unwrap();
    let everyone: Vec<usize> = (0..problem.seats.len()).collect();
    let arena = Arena::new(&problem, &everyone, &PartialPackage::open(recipe.issues), 16);
    let graph = Layers::new(&arena, &Meter::new(Budget::default())).unwrap();
    (arena, graph)
}

fn recipes() -> impl Iterator<Item = (Recipe, i128)> {
    (1..=20).map(|seed| {
        let parties = 1 + seed as usize % 5;
        let points = (seed % 3 != 0).then_some(if seed % 2 == 0 { 30 } else { 100 });
        let exclusions = seed as usize % 3;
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
            assert_eq!(dense::count(&graph, plan, &meter).unwrap(), lists, "{recipe:?}");
        }
        for cut in 0..=graph.layers.len() {
            if plan.cells < 1e5 {
                assert_eq!(dense::count(&graph, dense::Plan { cut, ..plan }, &meter).unwrap(), lists);
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
