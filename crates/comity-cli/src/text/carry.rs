//! `comity text package FILE` and `comity text carry FILE ISSUE=OPTION…`: from words to options and back.

use clap::{Arg, ArgAction, ArgMatches, Command};
use comity_text::Version;
use comity_text::redline::redline;
use comity_text::tie::{self, Origin, State, Step};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

use super::{input, redline};
use crate::failure::{Failure, unknown};
use crate::terminal;

/// `comity text package FILE`.
pub fn package_command() -> Command {
    Command::new("package")
        .about("Say which options a version settles and which it leaves open, by the ties beside it")
        .arg(super::file("file", "FILE"))
        .arg(super::format(&["text", "json"]))
}

/// Prints one line an issue.
pub fn package(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = input::path(arguments, "file")?;
    let package = tie::package(&tied(arguments, path)?);
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let issue = |(issue, state): (String, State)| {
            let value = match state {
                State::Settled(option) => json!({ "settled": option }),
                State::Open(options) => json!({ "open": options }),
                State::Silent => json!({ "silent": true }),
            };
            (issue, value)
        };
        let all: Map<String, Value> = package.into_iter().map(issue).collect();
        return terminal::print(&format!("{:#}\n", Value::Object(all)));
    }
    let width = package.keys().map(|issue| issue.chars().count()).max().unwrap_or(0);
    let line = |(issue, state): (&String, &State)| {
        let said = match state {
            State::Settled(option) => option.clone(),
            State::Open(options) => format!("open: {}", options.join(", ")),
            State::Silent => "not in the text".to_owned(),
        };
        format!("{issue:width$}  {said}\n")
    };
    terminal::print(&package.iter().map(line).collect::<String>())
}

/// `comity text carry FILE ISSUE=OPTION…`.
pub fn command() -> Command {
    Command::new("carry")
        .about("Write options into a version: settle its brackets on them, replace other wording")
        .arg(super::file("file", "FILE"))
        .arg(
            Arg::new("options")
                .value_name("ISSUE=OPTION")
                .required(true)
                .action(ArgAction::Append)
                .help("An option that is to stand in the text"),
        )
        .arg(super::format(&["text", "edits"]))
        .after_help(
            "Words are taken from the ties and proposals beside FILE and the other versions in its folder.\n\
             `--format edits` is what `comity text apply` takes.\n\n\
             Example: comity text carry cases/lake-vara/text/03.md dam-height=45 release-season=June",
        )
}

/// Prints the text with the options in it, and on standard error what was done for each.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = input::path(arguments, "file")?;
    let wanted = pairs(arguments)?;
    let version = tied(arguments, path)?;
    let others = siblings(arguments, path);
    let versions: Vec<&Version> = std::iter::once(&version).chain(&others).collect();
    for (at, (issue, _)) in wanted.iter().enumerate() {
        named(issue, &versions)?;
        if wanted[..at].iter().any(|(before, _)| before == issue) {
            let message = format!("`{issue}` is given more than once");
            return Err(Failure::usage(message).with_help("give every issue one option"));
        }
    }
    let known = tie::known(&versions, &wanted);
    let carried = tie::carry(&version, &wanted, &known)
        .map_err(|refusal| Failure::refused(format!("{}: {refusal}", path.display())))?;
    carried.steps.iter().for_each(|step| terminal::remark(&described(step)));
    let missing = carried.steps.iter().any(|step| matches!(step, Step::NoWording { .. }));
    if missing {
        let help =
            "write the words into the text and tie them in its .toml, or have a criticism propose them";
        return Err(Failure::refused("not every option has words; nothing is printed").with_help(help));
    }
    let new = carried.edited.version.text();
    match arguments.get_one::<String>("format").map(String::as_str) {
        Some("edits") => {
            let lines = redline(version.text(), new);
            terminal::print(&format!("{}\n", redline::edits(&lines)))
        }
        _ => input::write(Path::new("-"), new.source().as_bytes()),
    }
}

fn described(step: &Step) -> String {
    match step {
        Step::Settled { issue, option, words } => format!("{issue} = {option}: settled on “{words}”"),
        Step::Already { issue, option } => format!("{issue} = {option}: stands already"),
        Step::NoWording { issue, option } => format!("{issue} = {option}: no version has words for it"),
        Step::Replaced { issue, option, from, to, origin } => {
            let source = match origin {
                Origin::Text => String::new(),
                Origin::Proposal(by) => format!(", as {by} proposes"),
                Origin::Analogy => ", worded after another figure: look at it".to_owned(),
            };
            format!("{issue} = {option}: “{from}” becomes “{to}”{source}")
        }
    }
}

/// A version with ties.
fn tied(arguments: &ArgMatches, path: &Path) -> Result<Version, Failure> {
    let version = input::version(arguments, path)?;
    if version.beside().ties.is_empty() {
        let beside = path.with_extension("toml");
        let message = format!("no words of {} are tied to an option", path.display());
        return Err(Failure::refused(message).with_help(format!("write a [[tie]] into {}", beside.display())));
    }
    Ok(version)
}

/// The other versions in the folder, the last by name first; what cannot be read has no words to give.
fn siblings(arguments: &ArgMatches, path: &Path) -> Vec<Version> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_other = |other: &std::path::PathBuf| {
        other.extension().is_some_and(|extension| extension == "md") && other.file_name() != path.file_name()
    };
    let mut others: Vec<_> = entries.filter(is_other).collect();
    others.sort_unstable_by(|a, b| b.cmp(a));
    others.iter().filter_map(|other| input::version(arguments, other).ok()).collect()
}

/// Whether any version has words for an issue.
fn named(issue: &str, versions: &[&Version]) -> Result<(), Failure> {
    let ties = versions.iter().flat_map(|version| &version.beside().ties);
    let issues: BTreeSet<&str> = ties.map(|tie| tie.issue.as_str()).collect();
    if issues.contains(issue) {
        return Ok(());
    }
    Err(unknown("issue tied to words", issue, issues.iter().copied()))
}

fn pairs(arguments: &ArgMatches) -> Result<Vec<(String, String)>, Failure> {
    let given = arguments.get_many::<String>("options").into_iter().flatten();
    let split = |pair: &String| match pair.split_once('=') {
        Some((issue, option)) if !issue.trim().is_empty() && !option.trim().is_empty() => {
            Ok((issue.trim().to_owned(), option.trim().to_owned()))
        }
        _ => Err(Failure::usage(format!("`{pair}` is not a pair"))
            .with_help("write ISSUE=OPTION, for example dam-height=45")),
    };
    given.map(split).collect()
}
