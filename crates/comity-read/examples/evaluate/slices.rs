//! Every citation equals the bytes of its source.

use super::geneva::{Talks, every_range};
use super::material::{Outcome, Read, slice};
use super::reader::Handed;
use super::reports::Report;
use super::tally::{Goal, Row};
use serde_json::Value;

/// The line for the slices of every document there is.
pub fn rows(records: &[(String, Value)], own: &[Report], talks: &Talks) -> Outcome<Vec<Row>> {
    let (mut right, mut all, mut errors) = (0, 0, Vec::new());
    let mut judge = |read: &Read| {
        let mut ranges = Vec::new();
        every_range(&read.entries, &mut ranges);
        for (at, words) in ranges.into_iter().filter(|(_, words)| !words.is_empty()) {
            all += 1;
            if slice(&read.handed.text, at) == words {
                right += 1;
            } else {
                errors.push(format!("{} {at:?}: {words}", read.name));
            }
        }
    };
    for (name, record) in records {
        judge(&Read::new(name, Value::Null, Handed::of_record(record))?);
    }
    own.iter().for_each(|report| judge(&report.read));
    judge(&Read::new("geneva", Value::Null, Handed::text(&talks.text))?);
    Ok(vec![Row::share("slices equal the source bytes", right, all, Goal::Share(1.0), errors)])
}
