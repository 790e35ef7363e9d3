//! Floors: the precision and recall each line must not fall below, kept in a file beside the project.

use super::material::Outcome;
use super::tally::{Row, Tally};
use std::fmt::Write;
use std::path::Path;

/// What a line was worth when the floors were saved, less this, may be lost to chance edits.
const SLACK: f64 = 0.03;

/// The name of a line without the threshold it happened to use.
fn name(task: &str) -> &str {
    let end = task.find(", confidence").or_else(|| task.find(" ≥")).unwrap_or(task.len());
    &task[..end]
}

/// The floors of the goals a result reached, one line each: precision, recall, name.
pub fn save(rows: &[&Row]) -> String {
    let mut text =
        String::from("# precision and recall no line may fall below: evaluate --save-floors FILE\n");
    for row in rows {
        if let Some(tally) = row.tally.filter(|_| row.met == Some(true)) {
            let low = |figure: f64| ((figure - SLACK).max(0.0) * 1000.0).floor() / 1000.0;
            let _ = writeln!(
                text,
                "{:.3} {:.3} {}",
                low(tally.precision()),
                low(tally.recall()),
                name(&row.task)
            );
        }
    }
    text
}

/// The lines of a result that fell below their floors, and floors no line answers to.
pub fn fallen(path: &Path, rows: &[&Row]) -> Outcome<Vec<String>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut fallen = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (precision, recall, task) =
            parse(line).ok_or_else(|| format!("{}: no floor: {line}", path.display()))?;
        let found = rows.iter().find(|row| name(&row.task) == task).and_then(|row| row.tally);
        let tally = found.unwrap_or_default();
        if below(tally, precision, recall) || found.is_none() {
            let (p, r) = (tally.precision(), tally.recall());
            fallen.push(format!("{task}: P {p:.3} (floor {precision:.3}), R {r:.3} (floor {recall:.3})"));
        }
    }
    Ok(fallen)
}

fn parse(line: &str) -> Option<(f64, f64, &str)> {
    let (precision, rest) = line.split_once(' ')?;
    let (recall, task) = rest.split_once(' ')?;
    Some((precision.parse().ok()?, recall.parse().ok()?, task.trim()))
}

fn below(tally: Tally, precision: f64, recall: f64) -> bool {
    tally.precision() < precision || tally.recall() < recall
}
