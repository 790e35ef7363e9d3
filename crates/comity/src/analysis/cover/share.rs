//! Misses as exact quotients, to compare them across arenas.

use super::miss::{Aim, Miss};
use num_bigint::BigInt;

/// An exact quotient, at least 0.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    numerator: BigInt,
    denominator: BigInt,
}

impl Share {
    /// A miss in scales, by the aim: the sum or the greatest of its parts.
    pub fn of(miss: &Miss, scale: &[i64], aim: Aim) -> Self {
        let crossed = if aim == Aim::Total { miss.crossed } else { miss.crossed.min(1) };
        let first = Self { numerator: BigInt::from(crossed), denominator: BigInt::from(1) };
        let parts = miss.short.iter().zip(scale).filter(|(short, _)| **short > 0);
        parts.fold(first, |known, (short, scale)| {
            let part = Self { numerator: BigInt::from(*short), denominator: BigInt::from(*scale) };
            match aim {
                Aim::Total => known.plus(&part),
                Aim::Worst if known.is_less_than(&part) => part,
                Aim::Worst => known,
            }
        })
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            numerator: &self.numerator * &other.denominator + &other.numerator * &self.denominator,
            denominator: &self.denominator * &other.denominator,
        }
    }

    /// Exact comparison.
    pub fn is_less_than(&self, other: &Self) -> bool {
        &self.numerator * &other.denominator < &other.numerator * &self.denominator
    }

    /// The nearest float but for rounding in the last places.
    pub fn to_f64(&self) -> f64 {
        let float = |n: &BigInt| n.to_string().parse::<f64>().unwrap_or(f64::INFINITY);
        float(&self.numerator) / float(&self.denominator)
    }
}
