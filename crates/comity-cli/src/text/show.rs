//! `comity text show FILE` and `comity text print FILE`: a text in the terminal, and its bytes again.

use clap::{ArgMatches, Command};
use comity_text::form::{self, Colour};
use std::path::Path;

use super::input;
use crate::failure::Failure;
use crate::terminal;

/// `comity text show FILE`.
pub fn command() -> Command {
    Command::new("show")
        .about("Show a text in the terminal, with the marks of the parties that hold wording")
        .arg(super::file("file", "FILE"))
        .arg(super::parties())
        .arg(super::audience())
}

/// Shows the text, wrapped to the terminal.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let version = input::version(arguments, input::path(arguments, "file")?)?;
    let audience = input::audience(arguments, version.text())?;
    terminal::print(&form::terminal(&version, &audience, colour(), width()))
}

/// `comity text print FILE`.
pub fn print_command() -> Command {
    Command::new("print").about("Read a text and print it: the same bytes").arg(super::file("file", "FILE"))
}

/// Prints the text from its tree.
pub fn print(arguments: &ArgMatches) -> Result<(), Failure> {
    let text = input::text(arguments, input::path(arguments, "file")?)?;
    input::write(Path::new("-"), text.print().as_bytes())
}

/// Colour if the standard output is a terminal that takes it.
pub fn colour() -> Colour {
    if terminal::colours(&std::io::stdout()) { Colour::Ansi } else { Colour::None }
}

/// The width of the terminal, at most what reads well.
pub fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.unwrap_or(96_usize).clamp(40, 110)
}
