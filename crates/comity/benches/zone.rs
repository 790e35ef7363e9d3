//! Counting the zone: processor seconds against the bars.

#![allow(clippy::print_stdout)]

mod cpu_time;

use comity::analysis::{Budget, Count, Meter, Problem, samples, zone_count};
use comity::generate::Recipe;
use comity::{PartialPackage, Ratio};
use cpu_time::{head, measure, wanted};

fn main() {
    head("zone");
    for seed in 1..=5 {
        for (parties, issues, options, percent, bar) in [
            (2, 10, 5, 60, 0.001),
            (3, 10, 5, 55, 0.01),
            (3, 20, 10, 55, 0.01),
            (3, 60, 10, 55, 0.01),
            (4, 10, 5, 50, 0.1),
            (4, 20, 10, 50, 1.0),
            (4, 60, 10, 50, 1.0),
            (2, 60, 10, 60, 0.01),
        ] {
            count(
                Recipe { points: Some(100), ..recipe(parties, issues, options, percent, seed) },
                percent,
                bar,
            );
        }
        // Ten exclusions on disjoint pairs may cost three times as much.
        for (parties, issues, options, percent, bar) in
            [(3, 20, 10, 55, 0.03), (3, 60, 10, 55, 0.03), (4, 20, 10, 50, 3.0), (2, 60, 10, 60, 0.03)]
        {
            let drawn = recipe(parties, issues, options, percent, seed);
            count(Recipe { points: Some(100), exclusions: 10, ..drawn }, percent, bar);
        }
        for (issues, options, bar) in [(16, 5, 0.1), (18, 5, 0.6), (20, 5, 4.0), (60, 10, 2.0)] {
            count(recipe(2, issues, options, 60, seed), 60, bar);
        }
        sample(Recipe { points: Some(100), ..recipe(2, 60, 10, 60, seed) });
    }
}

fn recipe(parties: usize, issues: usize, options: usize, percent: i128, seed: u64) -> Recipe {
    Recipe { reservation: Ratio::new(percent, 100), ..Recipe::new(parties, issues, options, seed) }
}

fn count(recipe: Recipe, percent: i128, bar: f64) {
    let Recipe { parties, issues, options, seed, points, exclusions, .. } = recipe;
    let kind = if points.is_some() { "100 points" } else { "real" };
    let linked = if exclusions > 0 { format!(" {exclusions} exclusions") } else { String::new() };
    let instance = format!("count {kind} ({parties},{issues},{options}) r={percent}{linked} seed {seed}");
    if !wanted(&instance) {
        return;
    }
    let Ok(problem) =
        recipe.case().map_err(|e| e.to_string()).and_then(|c| Problem::new(&c).map_err(|e| e.to_string()))
    else {
        return println!("| {instance} | not drawn |");
    };
    let open = PartialPackage::open(issues);
    let work = || zone_count(&problem, &open, &Meter::new(Budget::default()));
    measure(&instance, Some(bar), work, |count| match count {
        Ok(Count::Exact(value)) => (value.to_string(), "proved".to_owned()),
        Ok(Count::Estimated(e)) => {
            let said = format!("{} ± {:.2} % in {}…{}", e.value, e.relative_error * 100.0, e.low, e.high);
            (said, format!("estimated, {} samples", e.samples))
        }
        Err(stopped) => (format!("{stopped:?}"), "stopped".to_owned()),
    });
}

/// A million packages a second, tables included.
fn sample(recipe: Recipe) {
    let Recipe { parties, issues, options, seed, .. } = recipe;
    let instance = format!("1,000,000 samples 100 points ({parties},{issues},{options}) r=60 seed {seed}");
    if !wanted(&instance) {
        return;
    }
    let Some(problem) = recipe.case().ok().and_then(|case| Problem::new(&case).ok()) else { return };
    let open = PartialPackage::open(issues);
    let work = || samples(&problem, &open, 1_000_000, 1, &Meter::new(Budget::default()));
    measure(&instance, Some(1.0), work, |drawn| match drawn {
        Ok(drawn) => (format!("{} drawn, {} tried", drawn.packages.len(), drawn.tried), "uniform".to_owned()),
        Err(stopped) => (format!("{stopped:?}"), "stopped".to_owned()),
    });
}
