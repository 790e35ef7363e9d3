//! `comity generate`: talks drawn by a fixed recipe, written as a case folder, for measuring and trying.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity::format::case_folder;
use comity::generate::{DraftOnTable, Interests, Recipe};
use comity::{Decimal, Ratio};

use crate::failure::Failure;
use crate::folder::disk;
use crate::terminal;

/// `comity generate --parties N --issues M --options K --seed S [DIR]`.
pub fn command() -> Command {
    let size = |id, name, help| {
        Arg::new(id).long(id).value_name(name).help(help).required(true).value_parser(value_parser!(usize))
    };
    Command::new("generate")
        .about("Draw talks by a fixed recipe and write them as a case folder; the same seed, the same talks")
        .after_help("Example: comity generate --parties 3 --issues 10 --options 5 --seed 1 --points 100 drawn")
        .arg(size("parties", "N", "How many negotiating parties"))
        .arg(size("issues", "M", "How many issues"))
        .arg(size("options", "K", "How many options each issue has, at least 2"))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("S")
                .help("Decides every draw")
                .required(true)
                .value_parser(value_parser!(u64)),
        )
        .arg(
            Arg::new("opposed")
                .long("opposed")
                .help("Set the second party of each pair four fifths against the first")
                .action(ArgAction::SetTrue),
        )
        .arg(
            Arg::new("points")
                .long("points")
                .value_name("B")
                .help("Give whole points that add up to B, instead of real scores that add up to 1")
                .value_parser(value_parser!(u32).range(1..)),
        )
        .arg(Arg::new("reservation").long("reservation").value_name("R").help(
            "What no deal is worth to every party: a fraction of its ideal, or with --points a number of points \
             above 1",
        ))
        .arg(
            Arg::new("draft")
                .long("draft")
                .help("Put a draft on the table that settles every issue at random")
                .action(ArgAction::SetTrue),
        )
        .arg(
            Arg::new("exclusions")
                .long("exclusions")
                .value_name("N")
                .help("Let one option of each of N disjoint pairs of issues exclude the other")
                .default_value("0")
                .value_parser(value_parser!(usize)),
        )
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .help("The folder to write; named after the recipe when not given")
                .value_parser(value_parser!(PathBuf)),
        )
}

/// Draws the case and writes it.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let recipe = recipe(arguments)?;
    let case = recipe.case().map_err(|why| Failure::usage(why.to_string()))?;
    let files = case_folder::write(&case).map_err(|why| Failure::refused(why.to_string()))?;
    let dir = arguments.get_one::<PathBuf>("dir").cloned().unwrap_or_else(|| PathBuf::from(name(&recipe)));
    disk::write_new(&dir, &files)?;
    terminal::print(&format!("{}.\nWrote {}.\n", case.title, dir.display()))
}

fn recipe(arguments: &ArgMatches) -> Result<Recipe, Failure> {
    let size = |id: &str| arguments.get_one::<usize>(id).copied().unwrap_or_default();
    let seed = arguments.get_one::<u64>("seed").copied().unwrap_or_default();
    let mut recipe = Recipe::new(size("parties"), size("issues"), size("options"), seed);
    recipe.points = arguments.get_one::<u32>("points").copied();
    recipe.exclusions = size("exclusions");
    if arguments.get_flag("opposed") {
        recipe.interests = Interests::Opposed;
    }
    if arguments.get_flag("draft") {
        recipe.draft = DraftOnTable::Drawn;
    }
    if let Some(stated) = arguments.get_one::<String>("reservation") {
        recipe.reservation = Some(reservation(stated, recipe.points)?);
    }
    Ok(recipe)
}

/// A fraction of the ideal; with points, a number above 1 counts points.
fn reservation(stated: &str, points: Option<u32>) -> Result<Ratio, Failure> {
    let wrong = || {
        Failure::usage(format!("--reservation {stated}: no fraction of the ideal"))
            .with_help("write a number from 0 to 1, or with --points a number of points up to that")
    };
    let value = stated.parse::<Decimal>().map_err(|_| wrong())?.ratio();
    let value = match points {
        Some(points) if value > Ratio::ONE => {
            Ratio::new(1, i128::from(points)).and_then(|one| value.checked_mul(one))
        }
        _ => Some(value),
    };
    value.filter(|value| (Ratio::ZERO..=Ratio::ONE).contains(value)).ok_or_else(wrong)
}

/// `drawn-3-10-5-seed-1`, with what else was asked.
fn name(recipe: &Recipe) -> String {
    let opposed = if recipe.interests == Interests::Opposed { "-opposed" } else { "" };
    let points = recipe.points.map_or(String::new(), |points| format!("-points-{points}"));
    let Recipe { parties, issues, options, seed, .. } = recipe;
    format!("drawn-{parties}-{issues}-{options}{opposed}{points}-seed-{seed}")
}
