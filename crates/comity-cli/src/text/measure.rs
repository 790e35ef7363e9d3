//! `comity text measure FILE…`: how far apart versions still are, side by side.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity_text::measure::{Held, Measures, measure};
use comity_text::picture;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::input;
use crate::failure::Failure;
use crate::terminal;

/// `comity text measure FILE…`.
pub fn command() -> Command {
    Command::new("measure")
        .about("Measure how far apart versions still are, one column a version")
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(super::parties())
        .arg(Arg::new("svg").long("svg").action(ArgAction::SetTrue).help("Write a picture: small multiples"))
        .arg(super::format(&["text", "json"]))
}

/// Measures every file.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let files: Vec<&PathBuf> = arguments.get_many("files").map(Iterator::collect).unwrap_or_default();
    let mut names = Vec::new();
    let mut series = Vec::new();
    for path in files {
        series.push(measure(&input::version(arguments, path)?));
        names.push(path.file_stem().map_or_else(|| "-".into(), |stem| stem.to_string_lossy().into_owned()));
    }
    if arguments.get_flag("svg") {
        return input::write(Path::new("-"), picture::small_multiples(&names, &series).as_bytes());
    }
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let all: Vec<Value> = names.iter().zip(&series).map(|(name, one)| as_json(name, one)).collect();
        return terminal::print(&format!("{}\n", Value::from(all)));
    }
    terminal::print(&table(&names, &series))
}

const NAME: usize = 28;
const COLUMN: usize = 14;

fn table(names: &[String], series: &[Measures]) -> String {
    let mut out = " ".repeat(NAME);
    for name in names {
        let short: String = name.chars().take(COLUMN - 2).collect();
        let _ = write!(out, "{short:>COLUMN$}");
    }
    out.push('\n');
    let mut row = |name: &str, values: Vec<String>| {
        let cells: String = values.iter().map(|value| format!("{value:>COLUMN$}")).collect();
        let _ = writeln!(out, "{name:<NAME$}{cells}");
    };
    for line in picture::rows(series) {
        row(line.name, line.values.iter().map(|value| line.shown(*value)).collect());
    }
    let named = series.iter().flat_map(|one| &one.held).filter(|(_, held)| **held != Held::default());
    let mut holders: Vec<&String> = named.map(|(holder, _)| holder).collect();
    holders.sort();
    holders.dedup();
    for holder in holders {
        let held = |one: &Measures| one.held.get(holder).copied().unwrap_or_default();
        row(
            &format!("{holder}: alternatives held"),
            series.iter().map(|one| held(one).supports.to_string()).collect(),
        );
        row(
            &format!("{holder}: holds out on"),
            series.iter().map(|one| held(one).holds_out.to_string()).collect(),
        );
    }
    out.push_str("\nA [ that is never closed contests the words up to the end of its clause's lines; by the whole-file rule,\neverything behind it.\n");
    out
}

fn as_json(name: &str, one: &Measures) -> Value {
    let held: serde_json::Map<String, Value> = one
        .held
        .iter()
        .map(|(holder, held)| {
            let value = json!({ "supports": held.supports, "opposes": held.opposes, "reserves": held.reserves, "holds_out": held.holds_out });
            (holder.clone(), value)
        })
        .collect();
    json!({
        "name": name,
        "words": one.words,
        "contested": one.contested(),
        "contested_by_depth": one.contested_by_depth,
        "contested_share": one.share(one.contested()),
        "contested_whole_file": one.contested_whole_file,
        "optional": one.optional,
        "brackets": one.brackets,
        "depth": one.depth,
        "option_sets": one.option_sets,
        "bracket_sets": one.bracket_sets,
        "alternatives": one.alternatives,
        "placeholders": { "number": one.placeholders[0], "date": one.placeholders[1], "wording": one.placeholders[2] },
        "clauses": one.clauses,
        "open_clauses": one.open_clauses,
        "standing": { "proposed": one.standing[0], "agreed in informals": one.standing[1], "agreed ad referendum": one.standing[2], "agreed": one.standing[3] },
        "held": held,
    })
}
