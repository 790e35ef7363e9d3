//! Date expressions: whether they are found, and whether their value is right.

use super::material::{Characters, Outcome, Range, Read, list, overlap, range, text};
use super::reader::Handed;
use super::tally::{Goal, Row, Tally};
use serde_json::Value;

/// A date somebody marked: where it stands and the days it means, if they can be told.
pub struct Marked {
    pub at: Range,
    pub days: Option<(String, String)>,
    pub exact: bool,
    pub optional: bool,
}

/// A document with its dates.
pub struct Dated {
    pub read: Read,
    pub dates: Vec<Marked>,
}

/// First and last day of an ISO value: a day, a month, a year, or `first/last`.
pub fn days(value: &str) -> Option<(String, String)> {
    if let Some((first, last)) = value.split_once('/') {
        return Some((days(first)?.0, days(last)?.1));
    }
    let number = |s: &str| s.parse::<u32>().ok();
    match value.len() {
        4 => number(value).map(|_| (format!("{value}-01-01"), format!("{value}-12-31"))),
        7 => {
            let last = length_of(number(&value[..4])?, number(&value[5..])?);
            Some((format!("{value}-01"), format!("{value}-{last}")))
        }
        10 => Some((value.to_owned(), value.to_owned())),
        _ => None,
    }
}

fn length_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The value of a GUM date: `when`, or the `from` and `to` among its attributes.
fn marked_value(date: &Value) -> Option<(String, String)> {
    if let Some(when) = date.get("when").and_then(Value::as_str) {
        return days(when);
    }
    let attributes = text(date, "attrs");
    let attribute = |key: &str| {
        let start = attributes.find(&format!("{key}=\""))? + key.len() + 2;
        attributes[start..].split('"').next()
    };
    Some((days(attribute("from")?)?.0, days(attribute("to")?)?.1))
}

/// The GUM texts with their dates.
pub fn gum(records: &[(String, Value)]) -> Outcome<Vec<Dated>> {
    let mut documents = Vec::new();
    for (name, record) in records {
        let at = Characters::of(text(record, "text"));
        let marked = |date: &Value| {
            let value = marked_value(date);
            let exact = value.as_ref().is_some_and(|(first, last)| first == last);
            Some(Marked { at: at.range(date, "char")?, days: value, exact, optional: false })
        };
        let dates = list(record, "dates").iter().filter_map(marked).collect();
        documents.push(Dated { read: Read::new(name, record.clone(), Handed::of_record(record))?, dates });
    }
    Ok(documents)
}

/// A date the reader found.
struct Found {
    at: Range,
    days: Option<(String, String)>,
    confidence: f64,
}

fn found(read: &Read) -> Vec<Found> {
    let dates = list(&read.entries, "dates").iter();
    dates
        .filter_map(|d| {
            let days = d.get("value").and_then(Value::as_str).and_then(days);
            let confidence = d.get("confidence").and_then(Value::as_f64).unwrap_or(1.0);
            Some(Found { at: range(d, "byte_range")?, days, confidence })
        })
        .collect()
}

fn is_day(days: &Option<(String, String)>) -> bool {
    days.as_ref().is_some_and(|(first, last)| first == last)
}

/// Whether the expressions are found at all.
fn expressions(document: &Dated, least: f64, errors: &mut Vec<String>) -> Tally {
    let found: Vec<_> = found(&document.read).into_iter().filter(|f| f.confidence >= least).collect();
    let mut tally = Tally::default();
    for date in document.dates.iter().filter(|d| !d.optional) {
        if found.iter().any(|f| overlap(f.at, date.at)) {
            tally.right += 1;
        } else {
            tally.missed += 1;
            errors.push(format!("{} missed: {}", document.read.name, document.read.words(date.at)));
        }
    }
    for stray in found.iter().filter(|f| !document.dates.iter().any(|d| overlap(f.at, d.at))) {
        tally.wrong += 1;
        errors.push(format!("{} not there: {}", document.read.name, document.read.words(stray.at)));
    }
    tally
}

/// Whether the values are right: of exact days only, or of every value that can be told.
fn values(document: &Dated, exact: bool, least: f64, errors: &mut Vec<String>) -> Tally {
    let counts = |days: &Option<(String, String)>| days.is_some() && (!exact || is_day(days));
    let found: Vec<_> = found(&document.read).into_iter().filter(|f| f.confidence >= least).collect();
    let mut tally = Tally::default();
    for date in document.dates.iter().filter(|d| counts(&d.days) && (!exact || d.exact) && !d.optional) {
        let right = found.iter().any(|f| overlap(f.at, date.at) && f.days == date.days);
        if right {
            tally.right += 1;
        } else {
            tally.missed += 1;
            let given = found.iter().find(|f| overlap(f.at, date.at)).map(|f| &f.days);
            let words = document.read.words(date.at);
            errors.push(format!("{} {words}: is {:?}, read as {given:?}", document.read.name, date.days));
        }
    }
    let agrees = |f: &Found| {
        let mut there = document.dates.iter().filter(|d| overlap(f.at, d.at)).peekable();
        there.peek().is_some() && there.any(|d| d.optional || d.days.is_none() || d.days == f.days)
    };
    for wrong in found.iter().filter(|f| counts(&f.days) && !agrees(f)) {
        tally.wrong += 1;
        let words = document.read.words(wrong.at);
        errors.push(format!("{} {words}: wrongly read as {:?}", document.read.name, wrong.days));
    }
    tally
}

type Count = dyn Fn(&Dated, f64, &mut Vec<String>) -> Tally;

fn total(documents: &[Dated], least: f64, count: &Count) -> (Tally, Vec<String>) {
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    documents.iter().for_each(|d| tally.add(count(d, least, &mut errors)));
    (tally, errors)
}

/// The confidence with most recall among those with precision at least .95; 0 where none has it.
fn threshold(documents: &[Dated], count: &Count) -> f64 {
    let mut levels: Vec<f64> = documents.iter().flat_map(|d| found(&d.read)).map(|f| f.confidence).collect();
    levels.push(0.0);
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let sure = levels.into_iter().find(|&level| total(documents, level, count).0.precision() >= 0.95);
    sure.unwrap_or(0.0)
}

/// The lines for dates.
pub fn rows(label: &str, documents: &[Dated], goal: Goal) -> Vec<Row> {
    let kinds: [(&str, Box<Count>, Goal); 3] = [
        ("date expressions", Box::new(expressions), Goal::Watch),
        ("dates, exact days", Box::new(|d, least, e| values(d, true, least, e)), goal),
        ("dates, every value", Box::new(|d, least, e| values(d, false, least, e)), Goal::Watch),
    ];
    let line = |(task, count, goal): (&str, Box<Count>, Goal)| {
        let least = threshold(documents, &*count);
        let (tally, errors) = total(documents, least, &*count);
        let at = if least > 0.0 { format!(", confidence ≥ {least:.2}") } else { String::new() };
        Row::scored(format!("{task}, {label}{at}"), tally, goal, errors)
    };
    kinds.into_iter().map(line).collect()
}
