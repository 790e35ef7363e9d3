//! Processor seconds of a piece of work, and the table that a bench prints. Wall time is not looked at:
//! it says more about the neighbours than about the code.

#![allow(clippy::print_stdout, dead_code)]

use cpu_time::ProcessTime;
use std::hint::black_box;

/// What a row of the table says.
pub struct Row {
    /// The instance.
    pub instance: String,
    /// The result in a few words.
    pub result: String,
    /// `proved`, `bounded` or `estimated`.
    pub status: String,
    /// The bar in processor seconds; `None` where there is none.
    pub bar: Option<f64>,
    /// Least processor seconds of the repetitions.
    pub seconds: f64,
    /// Number of repetitions.
    pub runs: usize,
}

/// Repeats `work` for about a second, at least once and at most 50 times, and keeps the least time.
pub fn measure<T>(
    instance: &str,
    bar: Option<f64>,
    work: impl Fn() -> T,
    tell: impl Fn(&T) -> (String, String),
) -> Row {
    let (mut best, mut spent, mut runs) = (f64::INFINITY, 0.0, 0);
    let mut answer = None;
    while runs < 1 || (runs < 50 && spent < 1.0) {
        let start = ProcessTime::now();
        answer = Some(black_box(work()));
        let seconds = start.elapsed().as_secs_f64();
        best = best.min(seconds);
        spent += seconds;
        runs += 1;
    }
    let (result, status) = answer.as_ref().map(tell).unwrap_or_default();
    let row = Row { instance: instance.to_owned(), result, status, bar, seconds: best, runs };
    print(&row);
    row
}

/// Prints the head of the table.
pub fn head(title: &str) {
    println!(
        "\n## {title}\n\n| instance | result | status | CPU s | bar | runs |\n|---|---|---|---|---|---|"
    );
}

fn print(row: &Row) {
    let bar = match row.bar {
        Some(bar) if row.seconds <= bar => format!("{bar}"),
        Some(bar) => format!("{bar} **missed**"),
        None => String::new(),
    };
    println!(
        "| {} | {} | {} | {:.5} | {bar} | {} |",
        row.instance, row.result, row.status, row.seconds, row.runs
    );
}

/// Whether the row is wanted: the words given on the command line all stand in the instance.
pub fn wanted(instance: &str) -> bool {
    std::env::args().skip(1).filter(|a| !a.starts_with('-')).all(|word| instance.contains(&word))
}
