//! `comity analyse`: opens a case, runs the analysis, puts it into words, a page or JSON.

mod answer;
mod audience;
mod build;
mod certify;
mod json;
mod options;
mod plot;
mod series;
mod timing;
mod watch;
mod what_if;
mod words;

pub use options::command;

use crate::failure::{Failure, unknown};
use crate::folder::disk::Reach;
use crate::folder::open::{Opened, open, refused};
use crate::folder::versions::{self, Tabled};
use crate::report::{self, Report};
use crate::terminal::{self, Paint};
use answer::Answer;
use build::View;
use clap::ArgMatches;
use comity::Case;
use comity::analysis::Budget;
use comity::format::case_folder::record::Record;
use comity::format::{Format, case_folder};
use options::Options;
use series::History;
use timing::Timings;
use watch::Watch;

/// Runs the subcommand.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let options = Options::of(arguments)?;
    let mut timings = Timings::default();
    let (opened, tabled) = timings.stage("load", || load(&options))?;
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
    let record = record(&opened)?;
    let case = opened.case;
    if let Some(id) = &options.audience {
        let holder = what_if::holder(&case, id)?;
        let case = what_if::changed(&case, &options)?;
        let answer = audience::answer(case, holder, &options, budget, &mut timings)?;
        watch.finish();
        let mut report = audience::report(&answer, holder);
        if !options.json {
            return show(&mut report, &options, &timings);
        }
        write_page(&report, &options)?;
        // The words of other versions are left to the mediator's answer.
        let history = History::of(&answer, &[], budget);
        let view = View { answer: &answer, history, parties: Vec::new() };
        return terminal::print(&json::answer(&view, id, &timings));
    }
    let mut found = None;
    if options.asks_what_if() {
        let changed = what_if::changed(&case, &options)?;
        found = Some(answer::analyse(changed, &options, budget, &mut timings)?);
    }
    // Timings are of the answer shown; the one it is compared with has its own.
    let mut unshown = Timings::default();
    let of_before = if found.is_some() { &mut unshown } else { &mut timings };
    let before = answer::analyse(case, &options, budget, of_before)?;
    watch.finish();
    let answer = found.as_ref().unwrap_or(&before);
    let history = timings.stage("drafts", || History::of(answer, &tabled, budget));
    let view = View { answer, history, parties: parties(&answer.case, &options.parties)? };
    let mut report = report_of(&view, &before, record.as_ref(), &options);
    if options.json {
        write_page(&report, &options)?;
        return terminal::print(&json::answer(&view, "mediator", &timings));
    }
    show(&mut report, &options, &timings)
}

/// The case, with a draft for every version of its text.
fn load(options: &Options) -> Result<(Opened, Vec<Tabled>), Failure> {
    let mut opened = open(&options.case, Reach::Model)?;
    if opened.format != Format::Folder {
        return Ok((opened, Vec::new()));
    }
    let tabled = versions::table(&mut opened.case, &opened.files).map_err(refused(&opened.root))?;
    Ok((opened, tabled))
}

/// The record of a case folder, where it has one.
fn record(opened: &Opened) -> Result<Option<Record>, Failure> {
    if opened.format != Format::Folder {
        return Ok(None);
    }
    let (_, record) = case_folder::read_everything(&opened.files).map_err(refused(&opened.root))?;
    let entries = record.statements.len() + record.meetings.len() + record.proposals.len();
    Ok((entries > 0).then_some(record))
}

/// The mediator's report; with a what-if, its differences from the answer without stand second.
fn report_of(view: &View<'_>, before: &Answer, record: Option<&Record>, options: &Options) -> Report {
    let answer = view.answer;
    let mut report = build::report(view);
    if options.asks_what_if() {
        report.sections.insert(1, build::differences(before, answer, &options.asked()));
    }
    if let Some(record) = record {
        let at = if answer.problem.evaluators.is_empty() { 1 } else { report.sections.len() - 1 };
        let supports = build::record(&answer.case, record);
        report.sections.splice(at..at, supports);
    }
    report
}

fn show(report: &mut Report, options: &Options, timings: &Timings) -> Result<(), Failure> {
    if options.timings {
        report.sections.push(build::timings(timings));
    }
    write_page(report, options)?;
    terminal::print(&report::text(report, Paint::stdout()))
}

fn write_page(report: &Report, options: &Options) -> Result<(), Failure> {
    match &options.html {
        Some(path) => std::fs::write(path, report::page(report)).map_err(Failure::writing(path)),
        None => Ok(()),
    }
}

fn parties(case: &Case, ids: &[String]) -> Result<Vec<comity::PartyId>, Failure> {
    let known = || case.parties.iter().map(|party| party.id.as_str());
    ids.iter().map(|id| case.party(id).ok_or_else(|| unknown("party", id, known()))).collect()
}
