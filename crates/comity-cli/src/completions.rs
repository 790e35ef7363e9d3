//! `comity completions` and `comity man`: what a shell and `man` need, made from the command line itself.

use crate::failure::Failure;
use crate::terminal;
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// `comity completions SHELL`.
pub fn command() -> Command {
    Command::new("completions")
        .about("Print the completion script of a shell")
        .after_help("Example: comity completions bash > ~/.local/share/bash-completion/completions/comity")
        .arg(Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell)))
}

/// Prints the script.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let shell = *arguments.get_one::<Shell>("shell").unwrap_or(&Shell::Bash);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::command(), "comity", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))
}

/// `comity man DIR`.
pub fn man_command() -> Command {
    Command::new("man")
        .about("Write the man pages, one for every subcommand")
        .after_help("Example: comity man ~/.local/share/man/man1")
        .arg(Arg::new("dir").value_name("DIR").required(true).value_parser(value_parser!(PathBuf)))
}

/// Writes the pages.
pub fn man(arguments: &ArgMatches) -> Result<(), Failure> {
    let Some(dir) = arguments.get_one::<PathBuf>("dir") else { return Ok(()) };
    std::fs::create_dir_all(dir).map_err(Failure::writing(dir))?;
    write_pages(crate::command(), "comity", dir)
}

fn write_pages(command: Command, name: &str, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("{name}.1"));
    let mut page = Vec::new();
    let titled = command.clone().name(name.to_owned()).bin_name(name.replace('-', " "));
    clap_mangen::Man::new(titled).render(&mut page).map_err(Failure::writing(&path))?;
    std::fs::write(&path, page).map_err(Failure::writing(&path))?;
    for inner in command.get_subcommands() {
        write_pages(inner.clone(), &format!("{name}-{}", inner.get_name()), dir)?;
    }
    Ok(())
}
