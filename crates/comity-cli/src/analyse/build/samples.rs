//! Packages drawn from the zone, for a feel of what would pass.

use super::super::answer::Answer;
use super::super::words;
use crate::report::{Item, Section, Table, Tone};
use comity::Package;

/// Most packages of the table; the JSON has all.
const LISTED: usize = 24;

/// The section; none where no draws were asked for.
pub fn samples(answer: &Answer) -> Option<Section> {
    let drawn = answer.samples.as_ref()?;
    let mut section = Section::new("Drawn from what would pass");
    let samples = match &drawn.samples {
        Ok(samples) if !samples.packages.is_empty() => samples,
        Ok(_) => {
            section.say(Tone::Plain, "No package was met: the zone is empty or too small to draw from.");
            return Some(section);
        }
        Err(_) => {
            section.say(Tone::Bad, "Not drawn: a limit was reached before the first package.");
            return Some(section);
        }
    };
    let number = words::count(&samples.packages.len().to_string());
    section.say(Tone::Plain, format!("{number} packages, each with the same chance (seed {}).", drawn.seed));
    let axes = answer.problem.axes();
    let name = |e: &usize| answer.case.name_of(answer.problem.evaluators[*e].holder).to_owned();
    let mut head = vec![String::new()];
    head.extend(axes.iter().map(name));
    head.push("package".to_owned());
    let row = |(at, package): (usize, &Package)| {
        let utility = |&e: &usize| {
            let evaluator = &answer.problem.evaluators[e];
            words::points(evaluator, evaluator.utility(package))
        };
        let options = answer.case.issues.iter().zip(&package.0).map(|(issue, &o)| words::option(issue, o));
        let mut row = vec![(at + 1).to_string()];
        row.extend(axes.iter().map(utility));
        row.push(options.collect::<Vec<_>>().join(" · "));
        row
    };
    let rows = samples.packages.iter().take(LISTED).enumerate().map(row).collect();
    let right = (0..=axes.len()).collect();
    section.items.push(Item::Table(Table { head, rows, right, ..Table::default() }));
    if samples.packages.len() > LISTED {
        section.say(Tone::Remark, format!("The first {LISTED} are shown; --format json has all."));
    }
    Some(section)
}
