//! `comity text changes PARTY OLD NEW`: what became of one party's wording.

use clap::{Arg, ArgMatches, Command};
use comity_text::party::{ForParty, changes_for};
use comity_text::redline::redline;
use comity_text::{MarkIx, Places, Text, form};
use serde_json::{Value, json};

use super::input;
use crate::failure::{Failure, unknown};
use crate::terminal;

/// `comity text changes PARTY OLD NEW`.
pub fn command() -> Command {
    Command::new("changes")
        .about("Say what became of one party's wording between two versions: gone, kept, standing, new")
        .arg(Arg::new("party").value_name("PARTY").required(true))
        .arg(super::file("old", "OLD"))
        .arg(super::file("new", "NEW"))
        .arg(super::parties())
        .arg(super::format(&["text", "json"]))
        .after_help(
            "Example: comity text changes Delta cases/lake-vara/text/02.md cases/lake-vara/text/03.md",
        )
}

/// One line a wording.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let (old, new) = input::pair(arguments, input::path(arguments, "old")?, input::path(arguments, "new")?)?;
    let (old, new) = (old.text(), new.text());
    let name = arguments.get_one::<String>("party").map_or("", String::as_str);
    let holders = old.holders();
    let Some(party) = holders.find(name) else {
        return Err(unknown("party", name, holders.all().map(|party| holders.name(party))));
    };
    let found = changes_for(party, &redline(old, new), old, new);
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let all: Vec<Value> = found.iter().map(|one| as_json(one, old)).collect();
        return terminal::print(&format!("{:#}\n", Value::Array(all)));
    }
    let line = |one: &ForParty| {
        let (text, at, words) = match (one.old, one.new) {
            (Some(mark), _) => (old, old.mark(mark).outer.start, within(old, mark)),
            (None, Some(span)) => (new, span.start, new.slice(span)),
            (None, None) => return String::new(),
        };
        let clause = form::citation(text, text.clause_at(at));
        let line = Places::new(text.source()).of(at).line;
        let place = if clause.is_empty() { format!("line {line}") } else { clause };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("  {:<30} {place}: “{words}”\n", one.outcome.word())
    };
    let lines: String = found.iter().map(line).collect();
    let head = match found.len() {
        0 => format!("{name} is named with no wording in either version.\n"),
        _ => format!("{name}'s wording, from the old version to the new:\n"),
    };
    terminal::print(&(head + &lines))
}

fn within(text: &Text, mark: MarkIx) -> &str {
    text.slice(text.mark(mark).inner)
}

fn as_json(one: &ForParty, old: &Text) -> Value {
    let old = one.old.map(|mark| old.mark(mark).inner);
    json!({
        "outcome": one.outcome.word(),
        "stance": format!("{:?}", one.stance).to_lowercase(),
        "old": old.map(|span| [span.start, span.end]),
        "new": one.new.map(|span| [span.start, span.end]),
    })
}
