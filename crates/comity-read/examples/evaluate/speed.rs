//! How fast the reader is, in seconds of processor time, on one core.

use super::geneva::Talks;
use super::material::{Outcome, text};
use super::tally::Row;
use comity_read::{Document, read};
use serde_json::Value;

/// Enough news to measure.
const BYTES: usize = 4_000_000;
/// A file larger than anyone reads, and the memory allowed beside it.
const LARGE: usize = 50_000_000;
const MEMORY: f64 = 50.0;
/// Readings of one report.
const TIMES: usize = 200;

/// Processor seconds this program has used, user and system, where the system tells.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok());
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

fn timed(work: impl FnOnce()) -> Option<f64> {
    let before = processor_seconds()?;
    work();
    Some((processor_seconds()? - before).max(0.01))
}

/// The lines for speed; nothing where the system does not tell processor time.
pub fn rows(records: &[(String, Value)], talks: &Talks) -> Outcome<Vec<Row>> {
    let news: Vec<&str> = records.iter().map(|(_, record)| text(record, "text")).collect();
    let once: usize = news.iter().map(|t| t.len()).sum();
    let rounds = BYTES / once.max(1) + 1;
    let documents = timed(|| {
        for text in news.iter().copied().cycle().take(rounds * news.len()) {
            std::hint::black_box(read(&Document::new(text)));
        }
    });
    let joined = news.join("\n\n").repeat(rounds);
    let one_file = timed(|| {
        std::hint::black_box(read(&Document::new(&joined)));
    });
    let report = timed(|| {
        for _ in 0..TIMES {
            std::hint::black_box(read(&Document::new(&talks.text)));
        }
    });
    let rate = |label: &str, seconds: Option<f64>, bytes: usize| {
        let rate = seconds.map(|s| bytes as f64 / 1e6 / s);
        let figures = rate.map_or_else(|| "not measured".to_owned(), |r| format!("{r:.1} MB/s"));
        Row::plain(label, figures, "≥ 3 MB/s", rate.map(|r| r >= 3.0))
    };
    let per_report = report.map(|s| s * 1000.0 / TIMES as f64);
    let figures = per_report.map_or_else(|| "not measured".to_owned(), |ms| format!("{ms:.2} ms"));
    Ok(vec![
        rate("news, a document at a time", documents, once * rounds),
        rate("news, one long document", one_file, joined.len()),
        Row::plain("one report", figures, "< 3 ms", per_report.map(|ms| ms < 3.0)),
    ])
}

/// The most memory this program held at once, in megabytes, where the system tells.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0 / 1e6)
}

/// The lines for one file of 50 MB: its time, and the memory held beside the file itself.
pub fn large(records: &[(String, Value)]) -> Vec<Row> {
    let news: String =
        records.iter().map(|(_, record)| text(record, "text")).collect::<Vec<_>>().join("\n\n");
    let file = news.repeat(LARGE / news.len().max(1) + 1);
    drop(news);
    let before = peak_megabytes();
    let mut entries = 0;
    let seconds = timed(|| entries = read(&Document::new(&file)).statements.len());
    let held = peak_megabytes().zip(before).map(|(after, before)| after - before);
    let time =
        seconds.map_or_else(|| "not measured".to_owned(), |s| format!("{s:.1} s, {entries} statements"));
    let memory = held.map_or_else(
        || "not measured".to_owned(),
        |m| format!("{m:.0} MB beside {} MB", file.len() / 1_000_000),
    );
    let reached = held.map(|m| m < MEMORY);
    vec![
        Row::plain("a file of 50 MB", time, "", None),
        Row::plain("memory for a file of 50 MB", memory, "< 50 MB beside the file", reached),
    ]
}
