//! `comity check CASE`: everything that is wrong with a case folder, and what it holds.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use comity::format::case_folder::{self, Contents};
use comity::format::{self, Files, Format, Refusal};
use comity::{Case, Note, Party, Role};

use super::disk::{self, Reach};
use super::open::{refused, root_of};
use super::sources::{self, Verified};
use super::versions;
use crate::failure::Failure;
use crate::terminal;

/// `comity check CASE`.
pub fn command() -> Command {
    Command::new("check")
        .about("Say everything that is wrong with a case, with line and column")
        .after_help("Example: comity check cases/lake-vara")
        .arg(Arg::new("case").value_name("CASE").required(true).value_parser(value_parser!(PathBuf)))
}

/// Reads the whole folder; ends with every fault, or says what the folder holds.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let Some(path) = arguments.get_one::<PathBuf>("case") else { return Ok(()) };
    let root = root_of(path);
    let files = disk::files(&root, Reach::Everything)?;
    if format::detect(&files).is_some_and(|format| format != Format::Folder) {
        let (_, case) = format::read(&files).map_err(refused(&root))?;
        return terminal::print(&summary(&case, &Contents::default(), &Verified::default()));
    }
    let (case, verified) = everything(&files).map_err(refused(&root))?;
    terminal::print(&summary(&case, &Contents::of(&files), &verified))
}

/// The case and what became of its sources.
///
/// *Errors*: the faults of the case, of the mandates, of the record, of the sources and of the texts, all
/// of them.
fn everything(files: &Files) -> Result<(Case, Verified), Refusal> {
    let (mut case, record) = case_folder::read_everything(files)?;
    let mut verified = sources::verify(&record, files);
    let mut faults = std::mem::take(&mut verified.faults);
    match versions::table(&mut case, files) {
        Ok(tabled) => case.notes.extend(versions::remarks(&tabled, files).into_iter().map(Note)),
        Err(refusal) => faults.extend(refusal.faults),
    }
    case.notes.extend(namesakes(&case).into_iter().map(Note));
    if faults.is_empty() { Ok((case, verified)) } else { Err(Refusal { faults, unlisted: 0 }) }
}

/// Parties that a reader of a report cannot tell apart.
fn namesakes(case: &Case) -> Vec<String> {
    let same = |(at, party): (usize, &Party)| {
        let other = case.parties[..at].iter().find(|other| other.name == party.name)?;
        let (name, ids) = (&party.name, format!("`{}` and `{}`", other.id, party.id));
        Some(format!("the parties {ids} are both called {name}; no report can tell them apart"))
    };
    case.parties.iter().enumerate().filter_map(same).collect()
}

fn summary(case: &Case, contents: &Contents, verified: &Verified) -> String {
    let mut lines = vec![format!("{}: nothing is wrong.", case.title)];
    let of = |role| case.parties.iter().filter(|party| party.role == role).count();
    lines.push(format!("  {}", counted(of(Role::Negotiating), "negotiating party", "negotiating parties")));
    lines.push(format!("  {}", counted(case.issues.len(), "issue", "issues")));
    let without: Vec<&str> = case
        .negotiating()
        .into_iter()
        .filter(|party| case.mandate(comity::Holder::Party(*party)).is_none())
        .map(|party| case.parties[party.0].name.as_str())
        .collect();
    lines.push(format!("  {}", counted(case.mandates.len(), "mandate", "mandates")));
    if !without.is_empty() {
        lines.push(format!("  no mandate is known of {}", without.join(", ")));
    }
    lines.push(format!("  {}", counted(case.drafts.len(), "draft", "drafts")));
    for (list, one, many) in [
        (&contents.texts, "text", "texts"),
        (&contents.records, "file of the record", "files of the record"),
        (&contents.sources, "source", "sources"),
    ] {
        if !list.is_empty() {
            lines.push(format!("  {}", counted(list.len(), one, many)));
        }
    }
    for title in &verified.absent {
        lines.push(format!("  source absent: {title}"));
    }
    if verified.compared > 0 {
        lines.push(format!(
            "  {} with the bytes cited",
            counted(verified.compared, "citation agrees", "citations agree")
        ));
    }
    if verified.unverified > 0 {
        lines.push(format!(
            "  {} not be verified",
            counted(verified.unverified, "citation could", "citations could")
        ));
    }
    lines.extend(case.notes.iter().map(|note| format!("  note: {}", note.0)));
    lines.join("\n") + "\n"
}

fn counted(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}
