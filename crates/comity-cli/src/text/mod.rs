//! `comity text`: the one text from the command line, one file a verb.

mod apply;
mod carry;
mod changes;
mod check;
mod convert;
mod input;
mod languages;
mod measure;
mod merge;
mod receive;
pub mod redline;
mod renew;
mod show;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

use crate::failure::Failure;

/// A verb of `comity text`.
struct Verb {
    command: fn() -> Command,
    run: fn(&ArgMatches) -> Result<(), Failure>,
}

const VERBS: &[Verb] = &[
    Verb { command: check::command, run: check::run },
    Verb { command: show::print_command, run: show::print },
    Verb { command: show::command, run: show::run },
    Verb { command: redline::command, run: redline::run },
    Verb { command: measure::command, run: measure::run },
    Verb { command: convert::command, run: convert::run },
    Verb { command: receive::command, run: receive::run },
    Verb { command: apply::command, run: apply::run },
    Verb { command: merge::command, run: merge::run },
    Verb { command: changes::command, run: changes::run },
    Verb { command: renew::command, run: renew::run },
    Verb { command: languages::command, run: languages::run },
    Verb { command: carry::package_command, run: carry::package },
    Verb { command: carry::command, run: carry::run },
];

/// `comity text …`.
pub fn command() -> Command {
    Command::new("text")
        .about("Read, compare, measure and convert versions of the one text")
        .after_help(
            "A FILE of `-` is the standard input. Names of parties are taken from the case the file lies in \
             (…/case.toml beside text/), or from --parties; a sidecar (01.toml beside 01.md) is read if it is there.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(VERBS.iter().map(|verb| (verb.command)()))
}

/// Runs the verb that was named.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let Some((name, arguments)) = arguments.subcommand() else { return Ok(()) };
    let verb = VERBS.iter().find(|verb| (verb.command)().get_name() == name);
    verb.map_or(Ok(()), |verb| (verb.run)(arguments))
}

fn file(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).value_name(value).required(true).value_parser(value_parser!(PathBuf))
}

fn parties() -> Arg {
    Arg::new("parties")
        .long("parties")
        .value_name("NAMES")
        .value_delimiter(',')
        .action(ArgAction::Append)
        .help("Names that may hold wording, separated by commas")
}

fn audience() -> Arg {
    Arg::new("for")
        .long("for")
        .value_name("AUDIENCE")
        .default_value("mediator")
        .help("Who it is made for: mediator, principal, public, or delegation:NAME")
}

fn format(choices: &'static [&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .default_value(choices[0])
        .value_parser(choices.to_vec())
}
