//! `comity new DIR`: a small commented case to start from.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity::format::Files;

use super::{disk, template};
use crate::failure::Failure;
use crate::terminal;

/// The files of the starter case.
const STARTER: [(&str, &str); 3] = [
    ("case.toml", include_str!("starter/case.toml")),
    ("mandates/north.toml", include_str!("starter/mandates/north.toml")),
    ("mandates/south.toml", include_str!("starter/mandates/south.toml")),
];

/// `comity new DIR`.
pub fn command() -> Command {
    Command::new("new")
        .about("Write a small commented case to start from, or a table to fill in")
        .after_help("Examples: comity new talks && comity analyse talks; comity new --spreadsheet talks.xlsx")
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .help("The folder to write; with --spreadsheet the file, .xlsx or .csv")
                .required(true)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            Arg::new("spreadsheet")
                .long("spreadsheet")
                .help("Write a table to fill in instead of a folder")
                .action(ArgAction::SetTrue),
        )
}

/// Writes the starter case.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let Some(dir) = arguments.get_one::<PathBuf>("dir") else { return Ok(()) };
    if arguments.get_flag("spreadsheet") {
        return template::write(dir);
    }
    let files: Files = STARTER.into_iter().collect();
    disk::write_new(dir, &files)?;
    let shown = dir.display();
    terminal::print(&format!(
        "Wrote {shown}/case.toml and two mandates.\n\
         Edit them, then run `comity check {shown}` and `comity analyse {shown}`.\n"
    ))
}
