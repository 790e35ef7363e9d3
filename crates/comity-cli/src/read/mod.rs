//! `comity read FILE…`: what a document proposes for the record, as text, JSON or a marked page; `--into` files it.

mod accept;
mod across;
pub mod confirm;
mod edit;
mod entry;
mod into;
mod order;
pub mod outlook;
mod page;
mod roster;
mod shelf;
mod stance;
mod text;
mod whom;

use crate::failure::Failure;
use crate::terminal;
use across::Across;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity_read::{Date, Document, Format};
use std::path::{Path, PathBuf};

/// `comity read FILE… [--date D] [--format json|text|html] [--into CASE]`.
pub fn command() -> Command {
    let files = Arg::new("file")
        .value_name("FILE")
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help("The reports: plain text, Markdown or a saved web page, in UTF-8");
    let date = Arg::new("date")
        .long("date")
        .value_name("YYYY-MM-DD")
        .action(ArgAction::Append)
        .help("The day of publication, once for all files or once for each in their order: relative dates such as Sunday get a value only with it");
    let format = Arg::new("format")
        .long("format")
        .value_parser(["text", "json", "html"])
        .default_value("text")
        .action(ArgAction::Set)
        .help("How to show what was read; html shows the document with every entry marked at its place");
    let into = Arg::new("into")
        .long("into")
        .value_name("CASE")
        .value_parser(value_parser!(PathBuf))
        .help("File the document in this case, and what it proposes as unconfirmed entries");
    Command::new("read")
        .about("Propose entries of the record from a report, each with the exact words it rests on")
        .after_help(
            "Example: comity read report.txt --date 2025-11-24\nAfter --into: comity record confirm CASE",
        )
        .args([files, date, format, into])
}

/// Runs `comity read`.
///
/// *Errors*: files that cannot be read or written, a date that is none, faults of the case.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let folder = arguments.get_one::<PathBuf>("into").map(|path| into::Folder::open(path)).transpose()?;
    let format = arguments.get_one::<String>("format").map_or("text", String::as_str);
    let files: Vec<&PathBuf> = arguments.get_many::<PathBuf>("file").into_iter().flatten().collect();
    let given = arguments.get_many::<String>("date").into_iter().flatten();
    let given: Result<Vec<Date>, _> = given.map(|date| date.parse::<Date>()).collect();
    let given = given.map_err(|error| Failure::usage(error.to_string()))?;
    let dates = date_of_each(&given, files.len())?;
    let mut across = Across::default();
    for (path, date) in files.iter().zip(dates) {
        one(path, date, format, folder.as_ref(), (files.len() > 1).then_some(&mut across))?;
    }
    if files.len() > 1 && format == "text" && folder.is_none() {
        return terminal::print(&across.text(terminal::Paint::stdout()));
    }
    Ok(())
}

/// The day each file was published: one day is that of all files, several are of the files in their order.
fn date_of_each(given: &[Date], files: usize) -> Result<Vec<Option<Date>>, Failure> {
    match given {
        [] => Ok(vec![None; files]),
        [date] => Ok(vec![Some(*date); files]),
        dates if dates.len() == files => Ok(dates.iter().copied().map(Some).collect()),
        dates => Err(Failure::usage(format!(
            "--date is given {} times for {files} files: give it once for all, or once for each in their order",
            dates.len()
        ))),
    }
}

fn one(
    path: &Path,
    date: Option<Date>,
    format: &str,
    folder: Option<&into::Folder>,
    across: Option<&mut Across>,
) -> Result<(), Failure> {
    let bytes = std::fs::read(path).map_err(Failure::reading(path))?;
    if let Some(what) = no_text(&bytes) {
        let message = format!("{} is no text: {what}", path.display());
        return Err(Failure::refused(message).with_help("save it as plain text, Markdown or HTML in UTF-8"));
    }
    let document = Document::from_bytes(&bytes).of_format(format_of(path)).dated(date);
    let document = match folder {
        Some(folder) => document.knowing(roster::roster(&folder.case)),
        None => document,
    };
    let reading = comity_read::read(&document);
    if let Some(folder) = folder {
        let filed = into::file(folder, path, &bytes, &reading, date.map(|d| d.to_string()))?;
        let root = folder.root.display();
        return terminal::print(&format!(
            "{}: {} new, {} known; nothing counts until you accept it: comity record confirm {root}\n",
            filed.source, filed.new, filed.known
        ));
    }
    let shown = match format {
        "json" => reading.to_json() + "\n",
        "html" => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            let published = date.map(|date| format!("published {date} · ")).unwrap_or_default();
            let digest = comity_text::digest::of(&bytes);
            page::page(&reading, &bytes, &name, &format!("{published}{digest}"))
        }
        _ => text::text(&reading, terminal::Paint::stdout()),
    };
    if let Some(across) = across
        && format == "text"
    {
        terminal::print(&format!("── {} ──\n", path.display()))?;
        across.add(&reading, &path.display().to_string(), date);
    }
    terminal::print(&shown)
}

/// What bytes are instead of text, if they are something else.
fn no_text(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") {
        return Some("it is a zip archive, as Word and spreadsheet files are");
    }
    if starts(b"%PDF") {
        return Some("it is a PDF");
    }
    if starts(&[0xFF, 0xFE]) || starts(&[0xFE, 0xFF]) {
        return Some("it is in UTF-16");
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    (head.contains(&0)).then_some("it holds bytes that no text has")
}

/// What a file is, by the end of its name.
fn format_of(path: &Path) -> Format {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    extension.and_then(|e| e.parse().ok()).unwrap_or(Format::Guess)
}
