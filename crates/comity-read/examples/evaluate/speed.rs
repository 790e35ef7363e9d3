//! How fast the reader is, in seconds of processor time, on one core.

use super::geneva::Talks;
use super::material::{Outcome, text};
use super::tally::Row;
use comity_read::{Document, read};
use serde_json::Value;

/// Enough news to measure.
const BYTES: usize = 4_000_000;
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
