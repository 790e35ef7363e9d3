//! The best packages met so far, with their exact number.

use super::aim::{Aim, Score};
use crate::model::Package;
use num_bigint::BigUint;

/// The packages that share the best score.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The score; `None` while nothing was met.
    pub score: Option<Score>,
    /// Utilities of the first package met, all dimensions.
    pub utilities: Vec<i64>,
    /// How many packages have it.
    pub count: BigUint,
    /// Some of them.
    pub packages: Vec<Package>,
}

/// The best by the aim; for leximin also the best by the least quotient alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    /// By the whole score.
    pub best: Record,
    /// By the least quotient; empty for other aims.
    pub least: Record,
    /// Most packages listed a record.
    pub limit: usize,
}

impl Record {
    fn offer(&mut self, score: Score, utilities: &[i64], count: &BigUint, found: Found<'_>, limit: usize) {
        match self.score.as_ref().map(|known| score.cmp(known)) {
            Some(std::cmp::Ordering::Less) => {}
            Some(std::cmp::Ordering::Equal) => {
                self.count += count;
                let room = limit.saturating_sub(self.packages.len());
                if room > 0 {
                    self.packages.extend(found(room));
                }
            }
            _ => {
                *self = Self {
                    score: Some(score),
                    utilities: utilities.to_vec(),
                    count: count.clone(),
                    packages: found(limit),
                };
            }
        }
    }
}

/// Lists at most so many of the packages offered.
pub(super) type Found<'a> = &'a dyn Fn(usize) -> Vec<Package>;

impl Records {
    /// Empty records that list at most `limit` packages each, at least one.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit: limit.max(1), ..Self::default() }
    }

    /// Takes in `count` packages that share these utilities.
    pub(super) fn offer(&mut self, aim: &Aim, utilities: &[i64], count: &BigUint, found: Found<'_>) {
        let score = aim.score(utilities);
        if let Some(least) = Aim::least(&score) {
            self.least.offer(Score::Sorted(vec![least]), utilities, count, found, self.limit);
        }
        self.best.offer(score, utilities, count, found, self.limit);
    }
}
