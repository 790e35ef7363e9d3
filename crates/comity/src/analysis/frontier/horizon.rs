//! What can still happen after a step: which sums can no longer pass, and which no longer matter.

use super::count::Count;
use super::course::Course;
use super::table::Table;

/// A utility of a principal that can no longer be enough; sums moved on from it stay below all others.
pub(super) const LOST: i64 = i64::MIN / 2;

/// The view from one step to the end.
pub(super) struct Horizon<'a> {
    course: &'a Course,
    most: &'a [i64],
    least: &'a [i64],
    /// Least and greatest threshold of each dimension that is not an axis.
    bands: Vec<(i64, i64)>,
    /// How far each sum may lie below that of a package it stands for.
    pub relaxed: Vec<i64>,
    /// How far a point may fall short of one it replaces; all 0 when exact.
    pub slack: Vec<i64>,
    /// Most points the step may have.
    pub limit: usize,
}

impl<'a> Horizon<'a> {
    /// After `step` steps, exact.
    pub fn new(course: &'a Course, step: usize, limit: usize) -> Self {
        let thresholds = || course.gate.hard.iter().chain(course.gate.watched.iter().flatten());
        let band = |d: usize| {
            let of = || thresholds().filter(|(dim, _)| *dim == d).map(|(_, least)| *least);
            (of().min().unwrap_or(i64::MIN), of().max().unwrap_or(i64::MIN))
        };
        Self {
            course,
            most: &course.most[step],
            least: &course.least[step],
            bands: (course.axes..course.dims).map(band).collect(),
            relaxed: vec![0; course.dims],
            slack: vec![0; course.dims],
            limit,
        }
    }

    /// Whether points may be replaced by points close by.
    pub fn is_exact(&self) -> bool {
        self.slack.iter().all(|slack| *slack == 0)
    }

    /// Number of axes where they alone, added up, decide everything.
    pub fn plain_axes(&self) -> Option<usize> {
        let plain = self.course.dims == self.course.axes && self.course.cap.iter().all(Option::is_none);
        plain.then_some(self.course.axes)
    }

    /// Number of dimensions.
    pub fn dims(&self) -> usize {
        self.course.dims
    }

    /// Whether the rule may still pass what continues these sums.
    pub fn admits(&self, sums: &[i64]) -> bool {
        let reaches = |(d, least): &(usize, i64)| {
            *least < i64::MAX && sums[*d] + self.relaxed[*d] + self.most[*d] >= *least
        };
        let gate = &self.course.gate;
        if !gate.hard.iter().all(reaches) {
            return false;
        }
        if gate.watched.is_empty() {
            return !gate.passing.is_empty();
        }
        let accepting = gate.watched.iter().enumerate().filter(|(_, needs)| needs.iter().all(reaches));
        let accepting = accepting.fold(0u128, |set, (w, _)| set | 1 << w);
        gate.passing.iter().any(|set| set & !accepting == 0)
    }

    /// Sums below this on some axis cannot pass, whoever else accepts.
    pub fn floor(&self) -> Vec<i64> {
        let mut floor = vec![i64::MIN; self.course.axes];
        for (d, least) in self.course.gate.hard.iter().filter(|(d, _)| *d < self.course.axes) {
            let now = match *least {
                i64::MAX => i64::MAX,
                least => least - self.most[*d] - self.relaxed[*d],
            };
            floor[*d] = floor[*d].max(now);
        }
        floor
    }

    /// Drops points that can no longer pass; hard floors on axes have been looked at.
    pub fn retain_admitted<C: Count>(&self, table: &mut Table<C>) {
        let gate = &self.course.gate;
        if !gate.watched.is_empty() || gate.passing.is_empty() {
            table.retain(self.dims(), |sums| self.admits(sums));
        }
    }

    /// Replaces sums that can no longer make a difference by one value for all of them.
    pub fn settle(&self, sums: &mut [i64]) {
        for (d, cap) in self.course.cap.iter().enumerate() {
            if let Some(cap) = cap {
                sums[d] = sums[d].min(cap - self.least[d]);
            }
        }
        for (d, (low, high)) in (self.course.axes..).zip(&self.bands) {
            if *high < i64::MAX && sums[d] + self.least[d] >= *high {
                sums[d] = high - self.least[d];
            } else if *low == i64::MAX || sums[d] + self.relaxed[d] + self.most[d] < *low {
                sums[d] = LOST;
            }
        }
    }

    /// Whether `better` keeps every continuation of `worse` off the frontier, for certain.
    ///
    /// A lead on an axis whose cap may still be reached can come to nothing: then both count.
    pub fn beats(&self, better: &[i64], worse: &[i64]) -> bool {
        let ahead = |d: usize| {
            better[d] > worse[d] && self.course.cap[d].is_none_or(|cap| worse[d] + self.most[d] < cap)
        };
        better.iter().zip(worse).all(|(b, w)| b >= w) && (0..self.course.axes).any(ahead)
    }

    /// Whether `kept` may stand for `other`: nowhere lower by more than the slack.
    pub fn stands_for(&self, kept: &[i64], other: &[i64]) -> bool {
        (0..self.dims()).all(|d| kept[d] >= other[d] - self.slack[d])
    }
}
