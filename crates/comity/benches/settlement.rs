//! Settlements: processor seconds against the bars, packages included; then the cost of certificates.
//!
//! `cargo bench -p comity --bench settlement -- WORDS` runs the instances whose name holds all the words.

#![allow(clippy::print_stdout)]

mod cpu_time;

use comity::Ratio;
use comity::analysis::certificate::{Claim, check};
use comity::analysis::{Bargain, Budget, Meter, Outcome, Problem, SOLUTIONS, Solution};
use comity::generate::{Interests, Recipe};
use cpu_time::{head, measure, wanted};

/// One instance with its reservation in hundredths, its exclusions and the bar.
struct Row {
    id: &'static str,
    size: (usize, usize, usize),
    reservation: i128,
    extras: Extras,
    bar: Option<f64>,
    seeds: &'static [u64],
}

#[derive(Clone, Copy, PartialEq)]
enum Extras {
    None,
    TenExclusions,
    HundredPoints,
}

const ALL: &[u64] = &[1, 2, 3, 4, 5];

const ROWS: &[Row] = &[
    row("nash", (8, 40, 10), 40, Extras::None, Some(0.02), ALL),
    row("nash", (12, 60, 10), 40, Extras::None, Some(0.06), ALL),
    row("nash", (12, 40, 10), 55, Extras::None, Some(0.05), ALL),
    row("nash", (12, 60, 20), 40, Extras::None, Some(0.25), ALL),
    row("nash", (12, 60, 10), 40, Extras::TenExclusions, Some(0.18), ALL),
    row("nash", (8, 40, 10), 40, Extras::HundredPoints, None, ALL),
    row("max_min", (8, 40, 10), 40, Extras::None, Some(0.5), ALL),
    row("max_min", (12, 20, 5), 40, Extras::None, Some(0.2), ALL),
    row("max_min", (12, 20, 10), 40, Extras::None, Some(1.0), ALL),
    row("max_min", (8, 60, 10), 40, Extras::None, Some(3.0), &[2, 1]),
    row("max_min", (8, 40, 10), 40, Extras::TenExclusions, Some(1.5), ALL),
    row("max_min", (12, 40, 10), 40, Extras::None, Some(60.0), &[1]),
    row("max_min", (3, 60, 10), 40, Extras::HundredPoints, None, ALL),
    row("kalai_smorodinsky", (8, 40, 10), 40, Extras::None, None, ALL),
    row("egalitarian", (8, 40, 10), 40, Extras::None, None, &[1]),
    row("utilitarian", (12, 60, 20), 40, Extras::None, None, ALL),
    row("normalised_utilitarian", (8, 40, 10), 40, Extras::None, None, &[1]),
];

const fn row(
    id: &'static str,
    size: (usize, usize, usize),
    reservation: i128,
    extras: Extras,
    bar: Option<f64>,
    seeds: &'static [u64],
) -> Row {
    Row { id, size, reservation, extras, bar, seeds }
}

fn main() {
    head("Settlements");
    for row in ROWS {
        for &seed in row.seeds {
            run(row, seed);
        }
    }
    head("Certificates: made, then checked");
    for (claim, id, size) in [(Claim::Nash, "nash", (8, 40, 10)), (Claim::MaxMin, "max_min", (8, 40, 10))] {
        certify(claim, id, size);
    }
}

impl Row {
    fn name(&self, seed: u64) -> String {
        let extras = match self.extras {
            Extras::None => "",
            Extras::TenExclusions => ", ten exclusions",
            Extras::HundredPoints => ", 100 points",
        };
        format!("{} {:?} r {}{extras}, seed {seed}", self.id, self.size, self.reservation)
    }

    fn problem(&self, seed: u64) -> Problem {
        let (parties, issues, options) = self.size;
        let recipe = Recipe {
            reservation: Ratio::new(self.reservation, 100),
            interests: Interests::Independent,
            exclusions: if self.extras == Extras::TenExclusions { 10 } else { 0 },
            points: (self.extras == Extras::HundredPoints).then_some(100),
            ..Recipe::new(parties, issues, options, seed)
        };
        let case = recipe.case().expect("the sizes of the table are in range");
        Problem::new(&case).expect("drawn figures are exact")
    }
}

fn solution(id: &str) -> &'static dyn Solution {
    *SOLUTIONS.iter().find(|solution| solution.id() == id).expect("the table names known solutions")
}

fn run(row: &Row, seed: u64) {
    let name = row.name(seed);
    if !wanted(&name) {
        return;
    }
    let problem = row.problem(seed);
    let solve = || solution(row.id).settle(&Bargain::new(&problem, Budget::default()));
    measure(&name, row.bar, solve, tell);
}

fn tell(outcome: &Outcome) -> (String, String) {
    match outcome {
        Outcome::Settlement(found) => (
            format!("{:.6e} (ln {:.6}), ties {}", found.value, found.value.ln(), found.ties.count),
            found.certainty.word().to_owned(),
        ),
        Outcome::None(reason) => (format!("{reason:?}"), "none".to_owned()),
    }
}

fn certify(claim: Claim, id: &'static str, size: (usize, usize, usize)) {
    let row = row(id, size, 40, Extras::None, None, &[1]);
    let name = row.name(1);
    if !wanted(&name) {
        return;
    }
    let problem = row.problem(1);
    let bargain = Bargain::new(&problem, Budget::default());
    let outcome = solution(id).settle(&bargain);
    let Some(settlement) = outcome.settlement() else { return };
    let make = || bargain.certify(claim, settlement, 50_000_000);
    measure(&format!("{name}: made"), None, make, |made| match made {
        Ok(certificate) => (format!("{} branches", certificate.trees[0].branches), "proved".into()),
        Err(why) => (why.to_string(), "none".into()),
    });
    let Ok(certificate) = make() else { return };
    let verify = || check(&problem, &certificate, &Meter::new(Budget::default()));
    measure(&format!("{name}: checked"), None, verify, |verdict| {
        (format!("{verdict:?}"), if verdict.is_ok() { "accepted".into() } else { "refused".into() })
    });
}
