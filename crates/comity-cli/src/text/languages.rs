//! `comity text languages FILE FILE…`: language versions of one text, clause by clause.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity_text::Text;
use comity_text::language::{align, coverage, gaps};
use serde_json::{Value, json};
use std::path::PathBuf;

use super::input;
use crate::failure::Failure;
use crate::terminal;

/// `comity text languages FILE FILE…`.
pub fn command() -> Command {
    Command::new("languages")
        .about("Align language versions of one text by clause and say what one of them lacks")
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .num_args(2..)
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .help("The versions, the one to go by first"),
        )
        .arg(super::parties())
        .arg(super::format(&["text", "json"]))
}

/// Prints the gaps, or every clause with where it stands in each version.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let paths: Vec<&PathBuf> = arguments.get_many::<PathBuf>("files").into_iter().flatten().collect();
    let texts = paths.iter().map(|path| input::text(arguments, path)).collect::<Result<Vec<Text>, _>>()?;
    let rows = align(&texts.iter().collect::<Vec<_>>());
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let row = |row: &comity_text::language::Aligned| {
            let ranges = row.clauses.iter().zip(&texts).map(|(ix, text)| match ix {
                Some(ix) => json!([text.clause(*ix).span.start, text.clause(*ix).span.end]),
                None => Value::Null,
            });
            json!({ "path": row.path, "byte_ranges": ranges.collect::<Vec<_>>() })
        };
        let files: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let all: Vec<Value> = rows.iter().map(row).collect();
        return terminal::print(&format!("{:#}\n", json!({ "files": files, "clauses": all })));
    }
    let found = coverage(&rows);
    let mut out = format!(
        "{} of {} articles and {} of {} labelled clauses stand in every version.\n",
        found.articles, found.of_articles, found.clauses, found.of_clauses
    );
    for (path, missing) in gaps(&rows) {
        let names: Vec<String> = missing.iter().map(|at| paths[*at].display().to_string()).collect();
        out.push_str(&format!("  {path} is not found in {}\n", names.join(", ")));
    }
    terminal::print(&out)
}
