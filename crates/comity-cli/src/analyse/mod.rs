//! `comity analyse`: opens a case, runs the analysis, puts it into words, a page or JSON.

mod answer;
mod build;
mod json;
mod options;
mod plot;
mod timing;
mod watch;
mod what_if;
mod words;

pub use options::command;

use crate::failure::Failure;
use crate::folder::disk::Reach;
use crate::folder::open::open;
use crate::report::{self, Report};
use crate::terminal::{self, Paint};
use answer::Answer;
use build::View;
use clap::ArgMatches;
use comity::Case;
use comity::analysis::Budget;
use options::Options;
use timing::Timings;
use watch::Watch;

/// Runs the subcommand.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let options = Options::of(arguments)?;
    let mut timings = Timings::default();
    let opened = timings.stage("load", || open(&options.case, Reach::Everything))?;
    let watch = Watch::start();
    let should_stop = || watch.should_stop();
    let progress = |progress| watch.progress(progress);
    let defaults = Budget::default();
    let budget = Budget {
        steps: options.steps.unwrap_or(defaults.steps),
        points: options
            .points
            .map_or(defaults.points, |points| usize::try_from(points).unwrap_or(usize::MAX)),
        should_stop: &should_stop,
        progress: &progress,
    };
    let answer = answer::analyse(opened.case, &options, budget, &mut timings)?;
    watch.finish();
    show(&answer, &options, &timings)
}

fn show(answer: &Answer, options: &Options, timings: &Timings) -> Result<(), Failure> {
    let view = View { answer, parties: parties(&answer.case, &options.parties)? };
    let mut report = build::report(&view);
    if options.timings {
        report.sections.push(build::timings(timings));
    }
    if let Some(path) = &options.html {
        std::fs::write(path, report::page(&report)).map_err(Failure::writing(path))?;
    }
    match options.json {
        true => terminal::print(&json::answer(answer, timings)),
        false => print(&report),
    }
}

fn print(report: &Report) -> Result<(), Failure> {
    terminal::print(&report::text(report, Paint::stdout()))
}

fn parties(case: &Case, ids: &[String]) -> Result<Vec<comity::PartyId>, Failure> {
    let known = || case.parties.iter().map(|party| party.id.as_str());
    ids.iter().map(|id| case.party(id).ok_or_else(|| answer::unknown("party", id, known()))).collect()
}
