//! `comity text merge BASE FIRST SECOND`: what two delegations made of one text, in one text.

use clap::{Arg, ArgMatches, Command};
use comity_text::merge::{Side, merge};
use comity_text::{Holders, Places};
use std::path::Path;

use super::input;
use crate::failure::Failure;
use crate::terminal;

/// `comity text merge BASE FIRST SECOND`.
pub fn command() -> Command {
    let by = |id: &'static str, help: &'static str| {
        Arg::new(id).long(id).value_name("PARTY").required(true).help(help)
    };
    Command::new("merge")
        .about("Put what two delegations made of one text into one, conflicts as brackets with their holders")
        .arg(super::file("base", "BASE"))
        .arg(super::file("first", "FIRST"))
        .arg(super::file("second", "SECOND"))
        .arg(by("by", "Who made FIRST"))
        .arg(by("and", "Who made SECOND"))
        .arg(super::parties())
        .after_help("Example: comity text merge 03.md upland.md delta.md --by Upland --and Delta > 04.md")
}

/// Prints the merged text, and on standard error where both changed the same words.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = |id| input::path(arguments, id);
    let name = |id| arguments.get_one::<String>(id).map_or("", String::as_str);
    let base_path = path("base")?;
    let mut holders: Holders = input::holders(arguments, base_path);
    holders.declare(name("by"));
    holders.declare(name("and"));
    let base = input::parsed(base_path, &holders)?;
    let (first, second) =
        (input::parsed(path("first")?, &holders)?, input::parsed(path("second")?, &holders)?);
    let merged =
        merge(&base, Side { party: name("by"), text: &first }, Side { party: name("and"), text: &second });
    let mut places = Places::new(&merged.source);
    for conflict in &merged.conflicts {
        let line = places.of(conflict.merged.start).line;
        terminal::remark(&format!("line {line}: {}", merged.source[conflict.merged.range()].trim()));
    }
    let remark = match merged.conflicts.len() {
        0 => "no conflicts".to_owned(),
        1 => "1 conflict stands in brackets".to_owned(),
        many => format!("{many} conflicts stand in brackets"),
    };
    terminal::remark(&remark);
    input::write(Path::new("-"), merged.source.as_bytes())
}
