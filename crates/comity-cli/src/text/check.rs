//! `comity text check FILE`: what is wrong with a text, and what it holds.

use std::fmt::Write as _;

use clap::{ArgMatches, Command};
use comity_text::diagnostic::{self, Shown};
use comity_text::{MarkKind, Places, Text};
use serde_json::{Value, json};

use super::input;
use crate::failure::Failure;
use crate::terminal::{self, Paint, Style};

/// `comity text check FILE`.
pub fn command() -> Command {
    Command::new("check")
        .about("Say what is wrong with a text, with line and column, and count what it holds")
        .arg(super::file("file", "FILE"))
        .arg(super::parties())
        .arg(super::format(&["text", "json"]))
        .after_help("Example: comity text check text/01.md\nAnomalies are no failure: real texts have them.")
}

/// Reads the text and lists what was found.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = input::path(arguments, "file")?;
    let text = input::text(arguments, path)?;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        return terminal::print(&format!("{}\n", as_json(&text)));
    }
    terminal::print(&report(&text, Paint::stdout()))
}

/// Most anomalies shown to a person; the JSON has all.
const MOST_SHOWN: usize = 200;

fn report(text: &Text, paint: Paint) -> String {
    let mut out = String::new();
    let shown = diagnostic::shown(text);
    for one in shown.iter().take(MOST_SHOWN) {
        let place = format!("{}:{}", one.position.line, one.position.column);
        let mend = if one.mend.is_empty() { String::new() } else { format!("; {}", one.mend) };
        let _ = writeln!(
            out,
            "{}  {}{mend}\n    {}",
            paint.text(Style::Bold, &place),
            one.anomaly.sentence(),
            one.excerpt
        );
    }
    if shown.len() > MOST_SHOWN {
        let _ = writeln!(out, "… and {} more", shown.len() - MOST_SHOWN);
    }
    let counts = text.counts();
    let wrong = match shown.len() {
        0 => "Nothing is wrong.".to_string(),
        1 => "One thing is wrong.".to_string(),
        many => format!("{many} things are wrong."),
    };
    let _ = writeln!(
        out,
        "{wrong} {} words, {} clauses; {} brackets open, {} close, nested up to {}; {} options, {} placeholders.",
        counts.words,
        text.clauses().len() - 1,
        counts.open,
        counts.close,
        counts.depth,
        counts.options,
        counts.placeholders
    );
    out
}

/// Everything as JSON, for other programs.
pub fn as_json(text: &Text) -> Value {
    let counts = text.counts();
    json!({
        "digest": text.digest(),
        "words": counts.words,
        "brackets": { "open": counts.open, "close": counts.close, "depth": counts.depth },
        "stray_closers": places(text, MarkKind::Stray),
        "unclosed": places(text, MarkKind::Unclosed),
        "options": counts.options,
        "placeholders": counts.placeholders,
        "alternatives": counts.alternatives,
        "clauses": clauses(text),
        "option_sets": sets(text),
        "diagnostics": diagnostic::shown(text).iter().map(anomaly).collect::<Vec<_>>(),
    })
}

fn places(text: &Text, kind: MarkKind) -> Vec<Value> {
    let mut places = Places::new(text.source());
    let marks = text.marks().iter().filter(|mark| mark.kind == kind);
    marks
        .map(|mark| {
            let at = places.of(mark.outer.start);
            let excerpt = comity_text::excerpt(text.source(), mark.outer, diagnostic::EXCERPT);
            json!({ "line": at.line, "column": at.column, "offset": mark.outer.start, "excerpt": excerpt })
        })
        .collect()
}

fn clauses(text: &Text) -> Vec<Value> {
    let mut places = Places::new(text.source());
    text.each_clause()
        .skip(1)
        .map(|(ix, clause)| {
            let parent = clause.parent.filter(|parent| parent.0 != 0);
            let own: Vec<[u32; 2]> = text.pieces_of(ix).map(|span| [span.start, span.end]).collect();
            json!({
                "id": text.id(ix),
                "kind": clause.kind.word(),
                "label": text.label(ix),
                "parent": parent.map(|parent| text.id(parent)),
                "parent_label": parent.map(|parent| text.label(parent)),
                "line": places.of(clause.span.start).line,
                "start": clause.span.start,
                "end": clause.span.end,
                "own": own,
            })
        })
        .collect()
}

fn sets(text: &Text) -> Vec<Value> {
    let options = text.sets().iter().filter(|set| text.mark(set.members[0]).kind == MarkKind::Option);
    options
        .map(|set| {
            let names: Vec<&str> = set.members.iter().map(|ix| text.slice(text.mark(*ix).name)).collect();
            let spans: Vec<[u32; 2]> = set
                .members
                .iter()
                .map(|ix| text.mark(*ix).outer)
                .map(|span| [span.start, span.end])
                .collect();
            json!({ "clause": text.id(set.clause), "names": names, "spans": spans })
        })
        .collect()
}

fn anomaly(shown: &Shown) -> Value {
    json!({
        "code": shown.anomaly.code(),
        "message": shown.anomaly.sentence(),
        "line": shown.position.line,
        "column": shown.position.column,
        "excerpt": shown.excerpt,
        "mend": shown.mend,
    })
}
