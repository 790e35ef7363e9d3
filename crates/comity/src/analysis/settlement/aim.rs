//! What a settlement maximises: the exact score of a vector of utilities, and the linear conditions
//! that every package at least as good as the best known must fulfil.

use num_bigint::BigInt;
use std::cmp::Ordering;

/// What is maximised. Gains are `u − zero`, by axis.
#[derive(Clone, Debug)]
pub(super) enum Aim {
    /// The product of the gains; all gains must be at least 0.
    Product {
        /// Where gains count from.
        zero: Vec<i64>,
    },
    /// Leximin of `gain / scale`.
    Leximin {
        /// Where gains count from.
        zero: Vec<i64>,
        /// Positive divisors.
        scale: Vec<i64>,
    },
    /// `Σ weight · gain`.
    Sum {
        /// Where gains count from.
        zero: Vec<i64>,
        /// Weights, at least 0.
        weight: Vec<BigInt>,
        /// The only axis with a weight, where just the value is wanted: ties are not looked for.
        only: Option<usize>,
    },
}

/// The exact worth of a vector of utilities under an [`Aim`]; greater is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Score {
    /// A product or a sum.
    Whole(BigInt),
    /// `(gain, scale)`, the least quotient first.
    Sorted(Vec<(i64, i64)>),
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (Self::Sorted(a), Self::Sorted(b)) => {
                let pairs = a.iter().zip(b).map(|(a, b)| quotients(*a, *b));
                pairs.fold(Ordering::Equal, Ordering::then)
            }
            (Self::Whole(_), Self::Sorted(_)) => Ordering::Less,
            (Self::Sorted(_), Self::Whole(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two quotients with positive divisors: products of two 64-bit numbers fit 128 bits.
pub(super) fn quotients(a: (i64, i64), b: (i64, i64)) -> Ordering {
    (i128::from(a.0) * i128::from(b.1)).cmp(&(i128::from(b.0) * i128::from(a.1)))
}

impl Aim {
    /// Where gains count from.
    pub(super) fn zero(&self) -> &[i64] {
        match self {
            Self::Product { zero } | Self::Leximin { zero, .. } | Self::Sum { zero, .. } => zero,
        }
    }

    /// The exact score; utilities beyond the axes are not looked at.
    pub(super) fn score(&self, utilities: &[i64]) -> Score {
        let gains = utilities.iter().zip(self.zero()).map(|(u, zero)| u - zero);
        match self {
            Self::Product { .. } => Score::Whole(gains.map(BigInt::from).product()),
            Self::Leximin { scale, .. } => {
                let mut sorted: Vec<(i64, i64)> = gains.zip(scale.iter().copied()).collect();
                sorted.sort_by(|a, b| quotients(*a, *b));
                Score::Sorted(sorted)
            }
            Self::Sum { weight, .. } => Score::Whole(gains.zip(weight).map(|(gain, w)| w * gain).sum()),
        }
    }

    /// The least quotient alone: what max-min compares.
    pub(super) fn least(score: &Score) -> Option<(i64, i64)> {
        match score {
            Score::Sorted(sorted) => sorted.first().copied(),
            Score::Whole(_) => None,
        }
    }

    /// The least utility of every axis that keeps the least quotient at `least` or above.
    pub(super) fn utilities_for(&self, least: (i64, i64)) -> Vec<i64> {
        let Self::Leximin { zero, scale } = self else { return vec![i64::MIN; self.zero().len()] };
        let need = |(zero, scale): (&i64, &i64)| {
            let gain = (i128::from(least.0) * i128::from(*scale)).div_euclid(i128::from(least.1));
            let exact = gain * i128::from(least.1) == i128::from(least.0) * i128::from(*scale);
            let gain = if exact { gain } else { gain + 1 };
            i64::try_from(i128::from(*zero) + gain).unwrap_or(i64::MAX)
        };
        zero.iter().zip(scale).map(need).collect()
    }
}
