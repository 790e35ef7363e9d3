//! Counts, precision and recall, their intervals, and the lines they print as.

use std::fmt;

/// The 97.5 % point of the normal distribution: intervals below are 95 %.
const Z: f64 = 1.959_964;

/// Right answers, wrong answers and answers missed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    pub fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

/// Nothing of nothing is perfect: silence is punished by recall, not here.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Wilson's 95 % interval of a proportion (Wilson 1927), which holds for small counts.
pub fn wilson(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// What a sub-task has to reach.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// Printed only.
    Watch,
    /// F1 at least.
    F1(f64),
    /// Recall at least, at that precision at least.
    RecallAt { recall: f64, precision: f64 },
    /// A share at least.
    Share(f64),
}

impl Goal {
    /// Nothing read and nothing to be read is no success: it was not measured.
    pub fn met_by(self, tally: Tally) -> Option<bool> {
        let measured = tally.right + tally.wrong + tally.missed > 0;
        match self {
            Self::Watch => None,
            Self::F1(least) => Some(tally.f1() >= least),
            Self::RecallAt { recall, precision } => {
                Some(tally.recall() >= recall && tally.precision() >= precision)
            }
            Self::Share(least) => Some(measured && tally.recall() >= least),
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Watch => Ok(()),
            Self::F1(least) => write!(f, "F1 ≥ {least:.2}"),
            Self::RecallAt { recall, precision } => write!(f, "R ≥ {recall:.2} at P ≥ {precision:.2}"),
            Self::Share(least) => write!(f, "≥ {least:.2}"),
        }
    }
}

/// One line of the result.
#[derive(Debug)]
pub struct Row {
    pub task: String,
    pub figures: String,
    pub goal: String,
    pub met: Option<bool>,
    /// The counts behind the figures, where there are some.
    pub tally: Option<Tally>,
    pub errors: Vec<String>,
}

impl Row {
    /// Precision, recall and F1 with their counts.
    pub fn scored(task: impl Into<String>, tally: Tally, goal: Goal, errors: Vec<String>) -> Self {
        let (found, there) = (tally.right + tally.wrong, tally.right + tally.missed);
        let figures = format!(
            "P {:.3} ({}/{found})  R {:.3} ({}/{there})  F1 {:.3}",
            tally.precision(),
            tally.right,
            tally.recall(),
            tally.right,
            tally.f1()
        );
        Self {
            tally: Some(tally),
            task: task.into(),
            figures,
            goal: goal.to_string(),
            met: goal.met_by(tally),
            errors,
        }
    }

    /// A share with its interval.
    pub fn share(
        task: impl Into<String>,
        part: usize,
        whole: usize,
        goal: Goal,
        errors: Vec<String>,
    ) -> Self {
        let (low, high) = wilson(part, whole);
        let figures = format!("{:.3} ({part}/{whole})  95 % {low:.2}–{high:.2}", ratio(part, whole));
        let tally = Tally { right: part, wrong: 0, missed: whole - part };
        Self {
            tally: Some(tally),
            task: task.into(),
            figures,
            goal: goal.to_string(),
            met: goal.met_by(tally),
            errors,
        }
    }

    /// A figure that fits neither.
    pub fn plain(task: impl Into<String>, figures: String, goal: &str, met: Option<bool>) -> Self {
        Self { task: task.into(), figures, goal: goal.to_owned(), met, tally: None, errors: Vec::new() }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.met {
            Some(true) => "reached",
            Some(false) => "MISSED",
            None => "",
        };
        let line = format!("  {:<46} {:<58} {:<24} {verdict}", self.task, self.figures, self.goal);
        f.write_str(line.trim_end())
    }
}
