//! The arguments of `comity analyse`.

use crate::failure::Failure;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use comity::Decimal;
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The case: a folder or a file of any format read.
    pub case: PathBuf,
    /// Id of the draft to judge; the last when not given.
    pub draft: Option<String>,
    /// Ids of the parties to show; all when empty.
    pub parties: Vec<String>,
    /// Id of the approval rule; the first when not given.
    pub rule: Option<String>,
    /// `issue=option` settled for the whole analysis.
    pub set: Vec<(String, String)>,
    /// `party=value` in place of the mandate's reservation value.
    pub reservation: Vec<(String, String)>,
    /// Margin of the next draft, as a fraction of each declared scale.
    pub margin: Decimal,
    /// Whose eyes the report is for; the mediator's when not given.
    pub audience: Option<String>,
    /// Where the page goes.
    pub html: Option<PathBuf>,
    /// JSON instead of text.
    pub json: bool,
    /// How many packages to draw from the zone.
    pub samples: Option<u64>,
    /// What the draws are started from.
    pub seed: u64,
    /// Whether proofs are written and checked.
    pub certify: bool,
    /// Whether CPU seconds and memory are shown.
    pub timings: bool,
    /// Whether the frontier is that of every package that honours the linkages.
    pub frontier_of_all: bool,
    /// Most steps of one method.
    pub steps: Option<u64>,
    /// Most points held by one method.
    pub points: Option<u64>,
}

/// `comity analyse CASE`.
pub fn command() -> Command {
    let text = |id: &'static str, name: &'static str, help: &'static str| {
        Arg::new(id).long(id).value_name(name).help(help).value_parser(value_parser!(String))
    };
    let many = |id, name, help| text(id, name, help).action(ArgAction::Append);
    let number = |id, help| Arg::new(id).long(id).value_name("N").help(help).value_parser(value_parser!(u64));
    Command::new("analyse")
        .visible_alias("analyze")
        .about("Say whether a deal exists, where the draft stands, and what to change")
        .long_about(
            "Say whether a deal exists, what the good deals are, where the current draft stands, what to change \
             next, and, if there is no deal, why not and what would have to give.\n\n\
             CASE is a case folder, or a file or folder of any format that `comity import` reads.",
        )
        .arg(Arg::new("case").value_name("CASE").required(true).value_parser(value_parser!(PathBuf)))
        .args([
            text("draft", "ID", "Judge this draft instead of the last one"),
            many("party", "ID", "Show only this party (may be given more than once)"),
            text("rule", "ID", "Decide by this approval rule of the case"),
            text("margin", "F", "Margin of the next draft over every reservation, a fraction of each scale")
                .default_value("0"),
        ])
        .next_help_heading("What if")
        .args([
            many("set", "ISSUE=OPTION", "What if this issue were settled so?"),
            many("reservation", "PARTY=V", "What if this party's (or principal's) reservation value were V?"),
        ])
        .next_help_heading("Output")
        .args([
            text("audience", "PARTY", "Show only what rests on this party's own mandate"),
            Arg::new("html").long("html").value_name("FILE").value_parser(value_parser!(PathBuf)).help(
                "Write the report as one self-contained page",
            ),
            Arg::new("format").long("format").value_name("FORM").value_parser(["text", "json"]).default_value("text")
                .help("Print text, or JSON after schema/answer.schema.json"),
            Arg::new("certify").long("certify").action(ArgAction::SetTrue).help(
                "Have an independent checker verify that nothing beats Nash, the least gain, the next draft",
            ),
            Arg::new("timings").long("timings").action(ArgAction::SetTrue).help(
                "Add CPU seconds and peak memory of every stage",
            ),
        ])
        .next_help_heading("Reach")
        .args([
            Arg::new("frontier").long("frontier").value_name("RANGE").value_parser(["zone", "all"]).default_value("zone")
                .help("Take the frontier of the zone, or of all packages that honour the linkages"),
            Arg::new("samples").long("samples").value_name("N").value_parser(value_parser!(u64).range(1..=1_000_000))
                .help("Draw N packages of the zone, each with the same chance"),
            number("seed", "Decides the draws of --samples").default_value("1"),
            number("steps", "Most steps of one method before it gives its best so far"),
            number("points", "Most points one method may hold"),
        ])
        .after_help(
            "Examples:\n  comity analyse cases/lake-vara\n  comity analyse cases/lake-vara --set dam-height=45 --html report.html\n  \
             comity analyse cases/lake-vara --audience delta",
        )
}

impl Options {
    /// Reads the arguments.
    ///
    /// *Errors*: a pair without `=`, or a margin that is no number from 0 to 1.
    pub fn of(arguments: &ArgMatches) -> Result<Self, Failure> {
        let text = |id: &str| arguments.get_one::<String>(id).cloned();
        let many =
            |id: &str| arguments.get_many::<String>(id).into_iter().flatten().cloned().collect::<Vec<_>>();
        let path = |id: &str| arguments.get_one::<PathBuf>(id).cloned();
        let is = |id: &str, word: &str| arguments.get_one::<String>(id).is_some_and(|value| value == word);
        Ok(Self {
            case: path("case").unwrap_or_default(),
            draft: text("draft"),
            parties: many("party"),
            rule: text("rule"),
            set: pairs("set", many("set"))?,
            reservation: pairs("reservation", many("reservation"))?,
            margin: margin(&text("margin").unwrap_or_default())?,
            audience: text("audience"),
            html: path("html"),
            json: is("format", "json"),
            samples: arguments.get_one("samples").copied(),
            seed: arguments.get_one("seed").copied().unwrap_or(1),
            certify: arguments.get_flag("certify"),
            timings: arguments.get_flag("timings"),
            frontier_of_all: is("frontier", "all"),
            steps: arguments.get_one("steps").copied(),
            points: arguments.get_one("points").copied(),
        })
    }

    /// The what-ifs in words, for a heading.
    pub fn asked(&self) -> Vec<String> {
        let set = self.set.iter().map(|(issue, option)| format!("{issue} = {option}"));
        let least =
            self.reservation.iter().map(|(party, value)| format!("no deal is worth {value} to {party}"));
        set.chain(least).collect()
    }

    /// Whether anything differs from the case as written.
    pub fn asks_what_if(&self) -> bool {
        !self.set.is_empty() || !self.reservation.is_empty()
    }
}

fn pairs(option: &str, given: Vec<String>) -> Result<Vec<(String, String)>, Failure> {
    let split = |pair: String| match pair.split_once('=') {
        Some((left, right)) if !left.trim().is_empty() && !right.trim().is_empty() => {
            Ok((left.trim().to_owned(), right.trim().to_owned()))
        }
        _ => Err(Failure::usage(format!("`--{option} {pair}` is not a pair")).with_help(match option {
            "set" => "write --set ISSUE=OPTION, for example --set dam-height=45",
            _ => "write --reservation PARTY=V, for example --reservation delta=40",
        })),
    };
    given.into_iter().map(split).collect()
}

fn margin(text: &str) -> Result<Decimal, Failure> {
    let given = text.parse::<Decimal>().ok().filter(|m| *m >= Decimal::ZERO && *m <= Decimal::ONE);
    given.ok_or_else(|| {
        Failure::usage(format!("the margin `{text}` is not a number from 0 to 1"))
            .with_help("write a fraction of each party's scale, for example --margin 0.05")
    })
}
