//! `comity text receive EDITED BASE`: what a delegation did to a text in Word, clause by clause.

use clap::{Arg, ArgMatches, Command};
use comity_text::form::{self, EditKind, PARAGRAPH_END, Received, Remark, WordFile};
use comity_text::{Beside, Version};
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::input;
use crate::failure::Failure;
use crate::terminal::{self, Paint, Style};

/// `comity text receive EDITED BASE`.
pub fn command() -> Command {
    Command::new("receive")
        .about("List what was changed and said in a Word file, on the clauses of the text it was made from")
        .arg(super::file("edited", "EDITED"))
        .arg(super::file("base", "BASE"))
        .arg(super::parties())
        .arg(super::audience().help("Who the Word file was made for: mediator, principal, public, or delegation:NAME"))
        .arg(
            Arg::new("party")
                .long("party")
                .value_name("NAME")
                .help("Whose file it is, for what carries no author and in place of the authors' own names"),
        )
        .arg(super::format(&["text", "json", "edits", "criticisms"]))
        .after_help(
            "`--format edits` is what `comity text apply` takes; `--format criticisms` is what belongs in the \
             sidecar of BASE.\nExample: comity text receive from-coast.docx text/03.md --party Coast",
        )
}

/// Reads both and lists.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = input::path(arguments, "edited")?;
    let base = input::version(arguments, input::path(arguments, "base")?)?;
    let file = WordFile::read(&input::bytes(path)?)
        .map_err(|error| Failure::refused(format!("{}: {error}", path.display())))?;
    let received = form::receive(&file, &base, &input::audience(arguments, base.text())?);
    let party = arguments.get_one::<String>("party").map(String::as_str);
    match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => terminal::print(&format!("{}\n", as_json(&received, &base, party))),
        Some("edits") => terminal::print(&format!("{}\n", edits(&received, &base))),
        Some("criticisms") => {
            let sidecar = Beside { criticisms: received.criticisms(&base, party), ..Beside::default() };
            // Only the list: the rest of the sidecar is BASE's own.
            let written = sidecar.write();
            terminal::print(written.split_once("\n\n").map_or("", |(_, list)| list))
        }
        _ => terminal::print(&report(&received, &base, party, Paint::stdout())),
    }
}

fn report(received: &Received, base: &Version, party: Option<&str>, paint: Paint) -> String {
    let mut out = String::new();
    let mut last = None;
    for edit in &received.edits {
        if last != Some(&edit.clause) {
            let _ = writeln!(out, "{}", paint.text(Style::Bold, &place(base, &edit.clause)));
            last = Some(&edit.clause);
        }
        let what = match (edit.kind, &edit.behind) {
            (EditKind::Insertion, None) if edit.inserted == PARAGRAPH_END => "begins a new paragraph".into(),
            (EditKind::Deletion, _) if edit.deleted == PARAGRAPH_END => {
                "joined to the paragraph before".into()
            }
            (EditKind::Insertion, Some(_)) => format!("new paragraph behind it: “{}”", edit.inserted),
            (EditKind::Insertion, None) => format!("adds “{}”", edit.inserted),
            (EditKind::Deletion, _) => format!("strikes “{}”", edit.deleted),
            (EditKind::Replacement, _) => format!("“{}” becomes “{}”", edit.deleted, edit.inserted),
            (EditKind::Move, Some(behind)) => format!("moved behind {}", place(base, behind)),
            (EditKind::Move, None) => "moved".to_string(),
        };
        let who = match (&edit.author, party) {
            (Some(author), None) => format!("{}{}", author.name, dated(&author.date)),
            (Some(author), Some(party)) => format!("{party}{}", dated(&author.date)),
            (None, Some(party)) => format!("{party}, not tracked"),
            (None, None) => "not tracked".to_string(),
        };
        let _ = writeln!(out, "  {what}  ({who})");
    }
    if !received.comments.is_empty() {
        let _ = writeln!(out, "{}", paint.text(Style::Bold, "Comments"));
    }
    for remark in &received.comments {
        let on = remark.anchor.words.as_ref().map(|words| format!(", on “{words}”")).unwrap_or_default();
        let who = party.unwrap_or(&remark.author.name);
        let _ = writeln!(
            out,
            "  {}{on}: {}  ({who}{})",
            place(base, &remark.anchor.clause),
            remark.text,
            dated(&remark.author.date)
        );
    }
    let kinds = [EditKind::Insertion, EditKind::Deletion, EditKind::Replacement, EditKind::Move];
    let edits =
        kinds.map(|kind| (received.edits.iter().filter(|edit| edit.kind == kind).count(), kind.word()));
    let counts = edits.into_iter().chain([(received.comments.len(), "comment")]);
    let counts: Vec<String> = counts
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        .collect();
    let _ = match counts.as_slice() {
        [] => writeln!(out, "Nothing was changed and nothing said."),
        _ => writeln!(out, "{}.", counts.join(", ")),
    };
    out
}

fn dated(date: &str) -> String {
    date.get(..10).map(|day| format!(", {day}")).unwrap_or_default()
}

/// `Article 4, 2 bis` as people say it, and the id where a clause has no label.
fn place(base: &Version, id: &str) -> String {
    let Some(clause) = base.clause(id) else { return id.to_string() };
    let mut labels: Vec<&str> = Vec::new();
    let mut at = Some(clause);
    while let Some(ix) = at {
        labels.extend(Some(base.text().label(ix)).filter(|label| !label.is_empty()));
        at = base.text().clause(ix).parent;
    }
    labels.reverse();
    if labels.is_empty() { id.to_string() } else { labels.join(", ") }
}

fn as_json(received: &Received, base: &Version, party: Option<&str>) -> Value {
    let label = |id: &str| base.clause(id).map_or("", |ix| base.text().label(ix));
    let edits: Vec<Value> = received
        .edits
        .iter()
        .map(|edit| {
            json!({
                "change": edit.kind.word(),
                "author": edit.author.as_ref().map(|author| &author.name),
                "date": edit.author.as_ref().map(|author| &author.date).filter(|date| !date.is_empty()),
                "tracked": edit.author.is_some(),
                "clause": edit.clause,
                "label": label(&edit.clause),
                "start": edit.at.start,
                "end": edit.at.end,
                "deleted": edit.deleted,
                "inserted": edit.inserted,
                "behind": edit.behind,
            })
        })
        .collect();
    json!({
        "base": base.text().digest(),
        "party": party,
        "edits": edits,
        "comments": received.comments.iter().map(|one| comment(one, label(&one.anchor.clause))).collect::<Vec<_>>(),
    })
}

fn comment(remark: &Remark, label: &str) -> Value {
    json!({
        "author": remark.author.name,
        "date": Some(&remark.author.date).filter(|date| !date.is_empty()),
        "clause": remark.anchor.clause,
        "label": label,
        "words": remark.anchor.words,
        "before": remark.anchor.context.as_ref().map(|(before, _)| before),
        "after": remark.anchor.context.as_ref().map(|(_, after)| after),
        "start": remark.at.map(|at| at.start),
        "end": remark.at.map(|at| at.end),
        "text": remark.text,
    })
}

/// The edits as `comity text apply` takes them.
fn edits(received: &Received, base: &Version) -> Value {
    let splice = |one: &comity_text::edit::Splice| json!({ "start": one.at.start, "end": one.at.end, "insert": one.insert });
    json!({
        "digest": base.text().digest(),
        "edits": received.splices.iter().map(splice).collect::<Vec<_>>(),
    })
}
