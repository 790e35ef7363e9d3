//! Findings into a report: first the conclusion, then what it rests on, then what to do.

mod conclusion;
mod differences;
mod frontier;
mod next;
mod rests_on;
mod samples;
mod settlements;
mod standing;
mod trades;
mod versions;
mod why_not;

pub use differences::differences;

use super::answer::Answer;
use super::series::History;
use super::timing::{Timings, peak_memory};
use crate::read::outlook;
use crate::report::{Item, Report, Section, Table, Tone};
use comity::format::case_folder::record::Record;
use comity::{Case, PartyId};

/// What the report is to show.
pub struct View<'a> {
    /// The findings.
    pub answer: &'a Answer,
    /// What the versions of the text add to them.
    pub history: History,
    /// Parties whose rows are shown; every one when empty.
    pub parties: Vec<PartyId>,
}

impl View<'_> {
    /// Whether a party's rows are shown.
    pub fn shows(&self, party: PartyId) -> bool {
        self.parties.is_empty() || self.parties.contains(&party)
    }
}

/// The whole report, for the mediator's eyes.
pub fn report(view: &View<'_>) -> Report {
    let answer = view.answer;
    let mut sections = vec![conclusion::conclusion(answer)];
    sections.extend(standing::standing(view));
    sections.extend(standing::rules(answer));
    sections.extend(why_not::why_not(answer));
    sections.extend(next::next(view));
    sections.extend(versions::in_words(view));
    sections.extend(frontier::frontier(view));
    sections.extend(settlements::settlements(view));
    sections.extend(trades::trades(view));
    sections.extend(samples::samples(answer));
    sections.extend(versions::so_far(view));
    sections.push(rests_on::rests_on(answer));
    Report {
        title: title(answer),
        subtitle: answer.draft.as_ref().map(|draft| draft.name.clone()).unwrap_or_default(),
        audience: "for the mediator only".to_owned(),
        sections,
    }
}

/// What the record supports, one section a heading that has something to say.
pub fn record(case: &Case, record: &Record) -> Vec<Section> {
    let parts = outlook::parts(case, record).into_iter().filter(|(_, lines)| !lines.is_empty());
    let section = |(heading, lines): (&str, Vec<String>)| {
        let mut section = Section::new(format!("The record: {}", heading.to_lowercase()));
        for line in lines {
            section.say(Tone::Plain, line);
        }
        section
    };
    parts.map(section).collect()
}

fn title(answer: &Answer) -> String {
    if answer.case.title.is_empty() { "Talks".to_owned() } else { answer.case.title.clone() }
}

/// CPU seconds and memory of the stages.
pub fn timings(timings: &Timings) -> Section {
    let mut section = Section::new("What it took");
    let total: f64 = timings.stages().iter().map(|(_, seconds)| seconds).sum();
    let row = |name: &str, seconds: f64| vec![name.replace('_', " "), format!("{seconds:.4}")];
    let mut rows: Vec<Vec<String>> = timings.stages().iter().map(|(name, s)| row(name, *s)).collect();
    rows.push(row("all", total));
    section.items.push(Item::Table(Table {
        head: vec!["stage".to_owned(), "CPU s".to_owned()],
        rows,
        right: vec![1],
        ..Table::default()
    }));
    if let Some(bytes) = peak_memory() {
        section.say(Tone::Remark, format!("Peak memory {:.0} MB.", bytes as f64 / 1e6));
    }
    section
}
