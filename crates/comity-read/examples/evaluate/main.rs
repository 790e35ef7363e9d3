//! Measures the reader against annotated material and prints precision, recall and F1 for every sub-task.
//!
//! `evaluate READING TALKS [--errors TASK] [--half dev|heldout] [--seeds N] [--large] [--check] [--floors FILE]
//! [--save-floors FILE]`
//! READING and TALKS are the folders of the material; the project's own texts lie in `corpus/`. It fails only
//! when something cannot be read, or, with `--check`, when a goal is missed; `--check --floors FILE` fails instead when
//! a line falls below its floor. `--large` measures one file of 50 MB
//! instead.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a program for the terminal")]

mod dates;
mod events;
mod facts;
mod floors;
mod geneva;
mod marked;
mod marks;
mod material;
mod names;
mod quotations;
mod reader;
mod relations;
mod replaced;
mod reports;
mod slices;
mod speed;
mod tally;

use material::Outcome;
use std::path::PathBuf;
use std::process::ExitCode;
use tally::{Goal, Row};

/// What was asked for.
struct Asked {
    reading: PathBuf,
    talks: PathBuf,
    corpus: PathBuf,
    errors: Option<String>,
    half: Option<String>,
    seeds: u64,
    check: bool,
    large: bool,
    floors: Option<PathBuf>,
    save: Option<PathBuf>,
}

impl Asked {
    fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let mut asked = Self {
            reading: PathBuf::new(),
            talks: PathBuf::new(),
            corpus,
            errors: None,
            half: None,
            seeds: 20,
            check: false,
            large: false,
            floors: None,
            save: None,
        };
        let (mut folders, mut arguments) = (Vec::new(), arguments);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--errors" => asked.errors = Some(value()?),
                "--half" => asked.half = Some(value()?),
                "--seeds" => asked.seeds = value()?.parse().map_err(|e| format!("--seeds: {e}"))?,
                "--check" => asked.check = true,
                "--floors" => asked.floors = Some(value()?.into()),
                "--save-floors" => asked.save = Some(value()?.into()),
                "--large" => asked.large = true,
                folder => folders.push(PathBuf::from(folder)),
            }
        }
        let [reading, talks] = <[PathBuf; 2]>::try_from(folders).map_err(
            |_| "usage: evaluate READING TALKS [--errors TASK] [--half dev|heldout] [--seeds N] [--large] [--check]",
        )?;
        Ok(Self { reading, talks, ..asked })
    }
}

fn sections(asked: &Asked) -> Outcome<Vec<(&'static str, Vec<Row>)>> {
    let records = material::load_all(&asked.reading.join("gum_news"))?;
    if asked.large {
        return Ok(vec![("A large file", speed::large(&records))]);
    }
    let texts = marked::load(&asked.corpus)?;
    let own = reports::read(texts.reports)?;
    let talks = geneva::load(&asked.talks)?;
    Ok(vec![
        ("Slices", slices::rows(&records, &own, &talks)?),
        ("Quotations", quotation_rows(&records, &own)?),
        ("Dates", date_rows(&records, &own)?),
        ("Relations", relations::rows(&asked.reading, &texts.bulletin)?),
        ("Coded events", events::rows(&asked.reading.join("plover"))?),
        ("The Geneva report", geneva::rows(&talks)?),
        ("The Geneva report with others' names", replaced::rows(&talks, asked.seeds)?),
        ("Meetings, proposals, approvals, delegations", reports::rows(&own, &records, &asked.corpus)?),
        ("Speed", speed::rows(&records, &talks)?),
    ])
}

fn quotation_rows(records: &[(String, serde_json::Value)], own: &[reports::Report]) -> Outcome<Vec<Row>> {
    use quotations::{Compared, spans};
    let straight = quotations::gum(records, None)?;
    let (row, reached) = spans("quotation spans, gum_news", &straight, Compared::ByParagraph, Goal::F1(0.97));
    let strict =
        spans("quotation spans, gum_news, as printed", &straight, Compared::AsPrinted, Goal::Watch).0;
    let mut rows = vec![row, strict];
    for (label, marks) in [("curly marks", marks::Marks::Curly), ("guillemets", marks::Marks::Guillemets)] {
        let documents = quotations::gum(records, Some(marks))?;
        let goal = Goal::F1((reached - 0.01).max(0.0));
        rows.push(spans(&format!("quotation spans, {label}"), &documents, Compared::ByParagraph, goal).0);
    }
    rows.extend(reports::quotation_rows(own));
    rows.extend(quotations::speakers(&straight));
    rows.extend(reports::speaker_rows(own));
    Ok(rows)
}

fn date_rows(records: &[(String, serde_json::Value)], own: &[reports::Report]) -> Outcome<Vec<Row>> {
    let goal = Goal::RecallAt { recall: 0.88, precision: 0.95 };
    let mut rows = dates::rows("gum_news", &dates::gum(records)?, goal);
    for half in marked::HALVES {
        rows.extend(dates::rows(half, &reports::dated(own, half)?, Goal::Watch));
    }
    Ok(rows)
}

/// Errors of the tasks whose name contains what was asked; of the held-out half only when asked for by its name.
fn print_errors(row: &Row, asked: &Asked) {
    let Some(task) = &asked.errors else { return };
    if !row.task.contains(task.as_str()) {
        return;
    }
    let shown = |error: &&String| asked.half.as_deref() == Some("heldout") || !error.contains("heldout");
    for error in row.errors.iter().filter(shown) {
        println!("      {error}");
    }
}

fn main() -> ExitCode {
    let asked = match Asked::parse(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(usage) => {
            eprintln!("{usage}");
            return ExitCode::from(2);
        }
    };
    let sections = match sections(&asked) {
        Ok(sections) => sections,
        Err(error) => {
            eprintln!("cannot evaluate: {error}");
            return ExitCode::FAILURE;
        }
    };
    match report(&asked, &sections) {
        Ok(passed) if passed || !asked.check => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot evaluate: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints every line; says whether the floors, or without floors the goals, were reached.
fn report(asked: &Asked, sections: &[(&str, Vec<Row>)]) -> Outcome<bool> {
    let mut missed = 0;
    for (title, rows) in sections {
        println!("\n{title}");
        for row in rows {
            println!("{row}");
            print_errors(row, asked);
            missed += usize::from(row.met == Some(false));
        }
    }
    println!("\n{missed} goals missed");
    let rows: Vec<&Row> = sections.iter().flat_map(|(_, rows)| rows).collect();
    if let Some(path) = &asked.save {
        std::fs::write(path, floors::save(&rows)).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let Some(path) = &asked.floors else { return Ok(missed == 0) };
    let fallen = floors::fallen(path, &rows)?;
    fallen.iter().for_each(|line| println!("below its floor: {line}"));
    Ok(fallen.is_empty())
}
