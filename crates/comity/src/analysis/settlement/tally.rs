//! Counts of packages while states are merged: 128 bits where they surely suffice, else any size.

use num_bigint::BigUint;

/// A count of packages.
pub(super) trait Tally: Clone {
    /// `count` packages.
    fn of(count: usize) -> Self;
    /// Adds `other` times `times`.
    fn add(&mut self, other: &Self, times: usize);
    /// The count as a big integer.
    fn big(&self) -> BigUint;
}

impl Tally for u128 {
    fn of(count: usize) -> Self {
        count as u128
    }

    fn add(&mut self, other: &Self, times: usize) {
        *self += other * times as u128;
    }

    fn big(&self) -> BigUint {
        BigUint::from(*self)
    }
}

impl Tally for BigUint {
    fn of(count: usize) -> Self {
        Self::from(count)
    }

    fn add(&mut self, other: &Self, times: usize) {
        *self += other * times;
    }

    fn big(&self) -> BigUint {
        self.clone()
    }
}
