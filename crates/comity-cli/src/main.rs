//! The one binary, `comity`: reads the command line, opens files, prints answers.
//!
//! Every subcommand is a module with `command()` (its arguments and help) and `run()` (its work).

mod analyse;
mod completions;
mod failure;
mod folder;
mod generate;
mod read;
mod report;
mod terminal;
mod text;

use clap::{ArgMatches, Command};
use failure::Failure;
use std::process::ExitCode;

/// One subcommand.
struct Verb {
    command: fn() -> Command,
    run: fn(&ArgMatches) -> Result<(), Failure>,
}

/// Every subcommand, in the order the help shows them.
const VERBS: &[Verb] = &[
    Verb { command: analyse::command, run: analyse::run },
    Verb { command: folder::check::command, run: folder::check::run },
    Verb { command: folder::new::command, run: folder::new::run },
    Verb { command: folder::import::command, run: folder::import::run },
    Verb { command: generate::command, run: generate::run },
    Verb { command: read::command, run: read::run },
    Verb { command: read::confirm::command, run: read::confirm::run },
    Verb { command: text::command, run: text::run },
    Verb { command: completions::command, run: completions::run },
    Verb { command: completions::man_command, run: completions::man },
];

fn main() -> ExitCode {
    keep_freed_memory();
    let matches = command().get_matches();
    let Some((name, arguments)) = matches.subcommand() else { return ExitCode::from(failure::USAGE) };
    let verb = VERBS.iter().find(|verb| (verb.command)().get_name() == name);
    match verb.map_or(Ok(()), |verb| (verb.run)(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::complain(&failure);
            ExitCode::from(failure.code())
        }
    }
}

/// A size just under the largest that glibc takes as a hint.
const HINT: usize = 31 << 20;

/// Lets the stages of a short run use the same memory again: glibc gives large pieces back to the system
/// until one as large as this has been freed. The piece itself is never touched; elsewhere this does
/// nothing.
fn keep_freed_memory() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(HINT)));
}

/// The whole command line, for parsing, completions and man pages.
fn command() -> Command {
    let about = "A mediator's desk for talks between several parties: the one text, the record, and the answer \
                 to the question whether there is something all could sign.";
    Command::new("comity")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(failure::EXIT_CODES)
        .subcommands(VERBS.iter().map(|verb| (verb.command)()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
