//! The frontier: processor seconds against the bars, packages included.
//!
//! `cargo bench -p comity --bench frontier -- WORDS` runs the instances whose name holds all the words.

#![allow(clippy::print_stdout)]

mod cpu_time;

use comity::Ratio;
use comity::analysis::{Budget, Certainty, Frontier, Problem, Range, frontier, frontier_within, undominated};
use comity::generate::{Interests, Recipe};
use cpu_time::{head, measure, wanted};

fn main() {
    head("frontier");
    for seed in 1..=5 {
        for (parties, issues, options, bar) in [
            (2, 10, 5, 0.0005),
            (2, 40, 5, 0.003),
            (2, 60, 10, 0.003),
            (3, 6, 5, 0.001),
            (3, 10, 10, 0.01),
            (3, 40, 10, 0.25),
            (3, 60, 10, 2.0),
            (4, 6, 5, 0.005),
            (4, 10, 5, 0.05),
            (4, 20, 5, 0.35),
            (4, 30, 5, 3.0),
            (4, 20, 10, 5.0),
            (4, 40, 5, 20.0),
            (6, 10, 5, 1.5),
        ] {
            run(Recipe::new(parties, issues, options, seed), None, bar);
        }
        for (parties, issues, options, bar) in [(2, 60, 10, 0.006), (2, 60, 20, 0.010), (3, 40, 10, 3.0)] {
            let interests = Interests::Opposed;
            run(Recipe { interests, ..Recipe::new(parties, issues, options, seed) }, None, bar);
        }
        for (parties, issues, options, bar) in
            [(2, 60, 10, 0.0005), (2, 60, 20, 0.001), (3, 60, 10, 0.002), (4, 60, 10, 1.0)]
        {
            run(Recipe { points: Some(100), ..Recipe::new(parties, issues, options, seed) }, None, bar);
        }
        run(Recipe::new(3, 60, 10, seed), Some(0.02), 0.3);
        run(Recipe::new(4, 40, 10, seed), Some(0.05), 3.0);
        for (parties, issues, options) in [(7, 20, 5), (8, 30, 5)] {
            run(Recipe::new(parties, issues, options, seed), None, 2.0);
        }
        filtered(seed);
        linked(seed);
        reserved(seed);
    }
}

/// The filter alone, on every package of a case.
fn filtered(seed: u64) {
    for (parties, issues, options, bar) in [(3, 9, 5, 0.5), (4, 9, 5, 0.5), (6, 8, 5, 0.5)] {
        let instance = format!("filter ({parties},{issues},{options}) seed {seed}");
        let drawn = Recipe::new(parties, issues, options, seed).case().ok();
        let Some(problem) = drawn.and_then(|case| Problem::new(&case).ok()).filter(|_| wanted(&instance))
        else {
            continue;
        };
        let mut points = vec![0; parties];
        for issue in 0..issues {
            let longer = |sums: &[i64]| {
                let add = |option: usize, p: usize| sums[p] + problem.evaluators[p].points[issue][option];
                (0..options)
                    .flat_map(move |o| (0..parties).map(move |p| (o, p)))
                    .map(|(o, p)| add(o, p))
                    .collect::<Vec<_>>()
            };
            points = points.chunks_exact(parties).flat_map(longer).collect();
        }
        measure(
            &instance,
            Some(bar),
            || undominated(&points, parties),
            |found| (format!("{} of {} points", found.len(), points.len() / parties), "proved".to_owned()),
        );
    }
}

/// Ten exclusions on disjoint pairs may cost three times as much.
fn linked(seed: u64) {
    let exclusions = 10;
    for (parties, issues, options, bar) in
        [(3, 40, 10, 0.75), (3, 60, 10, 6.0), (4, 20, 5, 1.05), (4, 30, 5, 9.0), (4, 20, 10, 15.0)]
    {
        run(Recipe { exclusions, ..Recipe::new(parties, issues, options, seed) }, None, bar);
    }
    let opposed = Recipe { interests: Interests::Opposed, ..Recipe::new(2, 60, 20, seed) };
    run(Recipe { exclusions, ..opposed }, None, 0.030);
    run(Recipe { exclusions: 5, ..Recipe::new(6, 10, 5, seed) }, None, 4.5);
}

/// With reservation values, over the zone.
fn reserved(seed: u64) {
    for (parties, issues, options, percent, bar) in [(3, 40, 10, 50, 0.25), (4, 20, 5, 50, 0.35)] {
        let reservation = Ratio::new(percent, 100);
        run(Recipe { reservation, ..Recipe::new(parties, issues, options, seed) }, None, bar);
    }
}

fn run(recipe: Recipe, epsilon: Option<f64>, bar: f64) {
    let instance = name(&recipe, epsilon);
    if !wanted(&instance) {
        return;
    }
    let Ok(problem) =
        recipe.case().map_err(|e| e.to_string()).and_then(|c| Problem::new(&c).map_err(|e| e.to_string()))
    else {
        return println!("| {instance} | not drawn |");
    };
    let work = || match epsilon {
        // More than can be seen or read is not asked for past six axes, here as on the command line.
        None if recipe.parties > 6 => {
            let budget = Budget { points: 100_000, steps: 100_000_000, ..Budget::default() };
            frontier(&problem, Range::Zone, budget)
        }
        None => frontier(&problem, Range::Zone, Budget::default()),
        Some(epsilon) => frontier_within(&problem, Range::Zone, epsilon, Budget::default()),
    };
    measure(&instance, Some(bar), work, |found| match found {
        Ok(found) => told(&problem, found),
        Err(error) => (error.to_string(), "failed".to_owned()),
    });
}

fn told(problem: &Problem, found: &Frontier) -> (String, String) {
    let witnessed = if found.is_witnessed(problem, Range::Zone) { "" } else { " NOT WITNESSED" };
    let status = match found.certainty {
        Certainty::Bounded { gap } => format!("bounded, ε {gap:.4}"),
        certainty => certainty.word().to_owned(),
    };
    (format!("{} points, peak {} MB{witnessed}", found.len(), peak_megabytes()), status)
}

fn name(recipe: &Recipe, epsilon: Option<f64>) -> String {
    let Recipe { parties, issues, options, seed, .. } = recipe;
    let opposed = if recipe.interests == Interests::Opposed { "opposed " } else { "" };
    let points = recipe.points.map_or(String::new(), |points| format!(" {points} points"));
    let linked =
        if recipe.exclusions > 0 { format!(" {} exclusions", recipe.exclusions) } else { String::new() };
    let reserved = recipe.reservation.map_or(String::new(), |r| format!(" ρ={}", r.to_f64()));
    let within = epsilon.map_or(String::new(), |epsilon| format!(" ε={epsilon}"));
    format!("{opposed}({parties},{issues},{options}){points}{linked}{reserved}{within} seed {seed}")
}

/// The most memory the process has had so far; 0 where the system does not tell.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
