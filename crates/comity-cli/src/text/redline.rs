//! `comity text redline OLD NEW`: the difference of two versions.

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity_text::redline::{BracketChange, Change, ClauseChange, ClausePair, Redline, redline};
use comity_text::{Text, Version, form};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

use super::{input, show};
use crate::failure::Failure;
use crate::terminal;

/// `comity text redline OLD NEW`.
pub fn command() -> Command {
    Command::new("redline")
        .about("Show what changed between two versions, by clause and by word, moves as moves")
        .arg(super::file("old", "OLD"))
        .arg(super::file("new", "NEW"))
        .arg(super::parties())
        .arg(super::audience())
        .arg(
            Arg::new("html")
                .long("html")
                .action(ArgAction::SetTrue)
                .help("Write a page with the changes marked"),
        )
        .arg(
            Arg::new("docx")
                .long("docx")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write a Word file with the changes tracked"),
        )
        .arg(
            Arg::new("by")
                .long("by")
                .value_name("NAME")
                .requires("docx")
                .help("Whose changes they are; else the owner of NEW"),
        )
        .arg(super::format(&["text", "json", "edits"]))
        .after_help("`--format edits` is what `comity text apply` takes.")
}

/// Compares and shows.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let (old, new) = input::pair(arguments, input::path(arguments, "old")?, input::path(arguments, "new")?)?;
    let audience = input::audience(arguments, new.text())?;
    let lines = redline(old.text(), new.text());
    if arguments.get_flag("html") {
        let page = form::redline_html(&lines, old.text(), &new, &audience);
        return input::write(Path::new("-"), page.as_bytes());
    }
    if let Some(to) = arguments.get_one::<PathBuf>("docx") {
        let by = arguments.get_one::<String>("by").map_or("", String::as_str);
        return input::write(to, &form::redline_word(&lines, old.text(), &new, &audience, by));
    }
    match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => terminal::print(&format!("{}\n", as_json(&lines, &old, &new))),
        Some("edits") => terminal::print(&format!("{}\n", edits(&lines))),
        _ => {
            let shown =
                form::redline_terminal(&lines, old.text(), &new, &audience, show::colour(), show::width());
            terminal::print(&format!("{shown}{}\n", summary(&lines)))
        }
    }
}

fn summary(lines: &Redline) -> String {
    let tally = lines.tally();
    let of = |change| lines.clauses.iter().filter(|pair| pair.change == change).count();
    let lifted = lines.brackets.iter().filter(|change| matches!(change, BracketChange::Lifted(_))).count();
    let opened = lines.brackets.iter().filter(|change| matches!(change, BracketChange::Opened(_))).count();
    format!(
        "{} words gone, {} new, {} kept. Clauses: {} changed, {} added, {} removed, {} moved. Brackets: {lifted} lifted, {opened} new.",
        tally.deleted,
        tally.inserted,
        tally.kept,
        of(ClauseChange::Changed),
        of(ClauseChange::Added),
        of(ClauseChange::Removed),
        tally.moves
    )
}

/// The bytes to replace, as `comity text apply` takes them.
pub fn edits(lines: &Redline) -> Value {
    let mut edits: Vec<Value> = Vec::new();
    let mut at = 0;
    let mut open: Option<(u32, u32, String)> = None;
    for segment in &lines.segments {
        match segment.change {
            Change::Kept => {
                edits.extend(
                    open.take()
                        .map(|(start, end, insert)| json!({ "start": start, "end": end, "insert": insert })),
                );
                at = segment.old.end;
            }
            Change::Deleted | Change::MovedFrom(_) => {
                let edit = open.get_or_insert((segment.old.start, segment.old.start, String::new()));
                edit.1 = segment.old.end;
                at = segment.old.end;
            }
            Change::Inserted | Change::MovedTo(_) => {
                open.get_or_insert((at, at, String::new())).2.push_str(lines.words(segment));
            }
        }
    }
    edits.extend(open.map(|(start, end, insert)| json!({ "start": start, "end": end, "insert": insert })));
    json!({ "digest": lines.old_digest, "edits": edits })
}

fn as_json(lines: &Redline, old: &Version, new: &Version) -> Value {
    let tally = lines.tally();
    let segments: Vec<Value> = lines
        .segments
        .iter()
        .filter(|segment| segment.change != Change::Kept)
        .map(|segment| {
            let (change, id) = match segment.change {
                Change::Kept => ("kept", None),
                Change::Deleted => ("deleted", None),
                Change::Inserted => ("inserted", None),
                Change::MovedFrom(id) => ("moved-from", Some(id)),
                Change::MovedTo(id) => ("moved-to", Some(id)),
            };
            json!({
                "change": change,
                "class": format!("{:?}", segment.class).to_lowercase(),
                "move": id,
                "old": [segment.old.start, segment.old.end],
                "new": [segment.new.start, segment.new.end],
                "text": lines.words(segment),
            })
        })
        .collect();
    json!({
        "old": lines.old_digest,
        "new": lines.new_digest,
        "words": { "deleted": tally.deleted, "inserted": tally.inserted, "moved": tally.moved, "kept": tally.kept },
        "moves": lines.moves.iter().map(|one| json!({ "from": old.id(one.from), "to": new.id(one.to) })).collect::<Vec<_>>(),
        "clauses": lines.clauses.iter().filter(|pair| pair.change != ClauseChange::Same).map(|pair| clause(pair, old, new)).collect::<Vec<_>>(),
        "brackets": lines.brackets.iter().map(|change| bracket(change, old.text(), new.text())).collect::<Vec<_>>(),
        "segments": segments,
    })
}

fn clause(pair: &ClausePair, old: &Version, new: &Version) -> Value {
    json!({
        "change": format!("{:?}", pair.change).to_lowercase(),
        "old": pair.old.map(|ix| old.id(ix)),
        "new": pair.new.map(|ix| new.id(ix)),
    })
}

fn bracket(change: &BracketChange, old: &Text, new: &Text) -> Value {
    let (word, text, mark) = match change {
        BracketChange::Opened(mark) => ("opened", new, mark),
        BracketChange::Lifted(mark) => ("lifted", old, mark),
        BracketChange::Dropped(mark) => ("dropped", old, mark),
        BracketChange::HeldOtherwise(_, mark) => ("held-otherwise", new, mark),
    };
    let mark = text.mark(*mark);
    json!({ "change": word, "start": mark.outer.start, "end": mark.outer.end, "clause": text.id(text.clause_at(mark.outer.start)) })
}
