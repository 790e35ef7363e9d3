//! `comity import FROM TO`: a case in another format, written as a case folder.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use comity::format::case_folder;

use super::disk::{self, Reach};
use super::open::open;
use crate::failure::Failure;
use crate::terminal;

/// `comity import FROM TO`.
pub fn command() -> Command {
    let path = |id, name, help| {
        Arg::new(id).value_name(name).help(help).required(true).value_parser(value_parser!(PathBuf))
    };
    Command::new("import")
        .about("Write a case of another format (GENIUS, GeniusWeb, NegMAS, a spreadsheet) as a case folder")
        .after_help("Example: comity import scenarios/Camera talks/camera")
        .arg(path("from", "FROM", "The folder or file to read"))
        .arg(path("to", "TO", "The case folder to write; it must not exist yet"))
}

/// Reads one format, writes the other, and repeats what the reader had to leave out.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let (Some(from), Some(to)) = (arguments.get_one::<PathBuf>("from"), arguments.get_one::<PathBuf>("to"))
    else {
        return Ok(());
    };
    let opened = open(from, Reach::Model)?;
    let files = case_folder::write(&opened.case).map_err(|why| Failure::refused(why.to_string()))?;
    disk::write_new(to, &files)?;
    let notes: String = opened.case.notes.iter().map(|note| format!("  note: {}\n", note.0)).collect();
    terminal::print(&format!(
        "Read {} ({}), wrote {}.\n{notes}",
        from.display(),
        opened.format.name(),
        to.display()
    ))
}
