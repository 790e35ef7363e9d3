//! `comity text renew OLD NEW`: the sidecar of a new version, taken over from the one before.

use clap::{Arg, ArgAction, ArgMatches, Command};
use comity_text::anchor::{self, Anchor, Found};
use comity_text::beside::Tie;
use comity_text::{Places, Span, Version, carry_over, tie};

use super::input;
use crate::failure::Failure;
use crate::terminal;

/// `comity text renew OLD NEW`.
pub fn command() -> Command {
    Command::new("renew")
        .about("Write the .toml of a new version: ids, standing, ties and criticisms of the one before")
        .arg(super::file("old", "OLD"))
        .arg(super::file("new", "NEW"))
        .arg(super::parties())
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Write over a .toml that is there already"),
        )
        .after_help(
            "Every clause that continues one of OLD keeps its id; words known for an option are tied where the old \
             ones stood. What no longer fits is said and never moved to another place.\n\nExample: comity text renew text/03.md text/04.md",
        )
}

/// Writes the sidecar and prints what a person has to look at.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let path = input::path(arguments, "new")?;
    let sidecar = path.with_extension("toml");
    if sidecar.exists() && !arguments.get_flag("force") {
        let message = format!("{} is there already", sidecar.display());
        return Err(Failure::refused(message).with_help("move it away, or say --force to write over it"));
    }
    let old = input::version(arguments, input::path(arguments, "old")?)?;
    let new = carry_over(&old, input::text(arguments, path)?);
    let mut beside = new.beside().clone();
    let (idle, fresh) = ties(&old, &new);
    beside.ties.retain(|tie| !idle.contains(tie));
    beside.ties.extend(fresh.iter().cloned());
    beside.about.number = old.beside().about.number.map(|number| number + 1);
    beside.about.title = String::new();
    beside.about.date = String::new();
    input::write(&sidecar, beside.write().as_bytes())?;
    let mut out = format!("{} is written; give it its title, owner, status and date.\n", sidecar.display());
    let gone = idle.iter().map(|tie| {
        let words = tie.words.as_deref().unwrap_or("the clause as a whole");
        format!(
            "{} = {}: “{words}” is no longer in {}; the tie is dropped",
            tie.issue, tie.option, tie.clause
        )
    });
    let found = fresh.iter().map(|tie| {
        let words = tie.words.as_deref().unwrap_or_default();
        format!("{} = {}: “{words}” stands in {}; tied", tie.issue, tie.option, tie.clause)
    });
    gone.chain(found)
        .chain(remarks(&old, &new))
        .for_each(|remark: String| out.push_str(&format!("  {remark}\n")));
    terminal::print(&out)
}

/// The ties whose words are no longer there, and those of words known for the same issue that are.
fn ties(old: &Version, new: &Version) -> (Vec<Tie>, Vec<Tie>) {
    let ties = &new.beside().ties;
    let idle: Vec<Tie> = ties.iter().filter(|tie| tie::places(new, tie).is_empty()).cloned().collect();
    let mut fresh: Vec<Tie> = Vec::new();
    for lost in &idle {
        for known in tie::wordings([old]).into_iter().filter(|known| known.issue == lost.issue) {
            let tie = Tie { words: Some(known.words), option: known.option, ..lost.clone() };
            if !ties.contains(&tie) && !fresh.contains(&tie) && !tie::places(new, &tie).is_empty() {
                fresh.push(tie);
            }
        }
    }
    (idle, fresh)
}

/// What no longer fits.
fn remarks(old: &Version, new: &Version) -> Vec<String> {
    let mut found = Vec::new();
    let kept = &new.beside().ties;
    for lost in old.beside().ties.iter().filter(|tie| !kept.contains(tie)) {
        found.push(format!("{} = {}: its clause {} is gone", lost.issue, lost.option, lost.clause));
    }
    let mut places = Places::new(new.text().source());
    for one in &new.beside().criticisms {
        let remark = match anchor::find(new, &Anchor::from(one)) {
            Found::At(_) => continue,
            Found::ClauseGone { near } => {
                format!("its clause {} is gone{}", one.clause, lines(&mut places, &near))
            }
            Found::WordsGone { near } => {
                format!("its words are no longer in {}{}", one.clause, lines(&mut places, &near))
            }
            Found::Ambiguous { places: several } => {
                format!("its words stand in {} several times{}", one.clause, lines(&mut places, &several))
            }
        };
        found.push(format!("criticism of {} ({}): {remark}", one.by, one.remark));
    }
    found
}

fn lines(places: &mut Places<'_>, near: &[Span]) -> String {
    let lines: Vec<String> = near.iter().map(|span| places.of(span.start).line.to_string()).collect();
    if lines.is_empty() { String::new() } else { format!("; the words stand in line {}", lines.join(", ")) }
}
