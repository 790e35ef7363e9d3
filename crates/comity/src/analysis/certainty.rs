//! How certain a result is. Every figure the analysis returns carries one of these.

/// How certain a result is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Certainty {
    /// Exact: no other answer is possible.
    Proved,
    /// The answer given is real, and the true one is at most this much better, in the result's own measure.
    Bounded {
        /// Upper bound less the value given, at least 0.
        gap: f64,
    },
    /// Sampled or computed with rounding; the standard error in the result's own measure.
    Estimated {
        /// The standard error, at least 0.
        error: f64,
    },
}

impl Certainty {
    /// Whether the result is exact.
    pub fn is_proved(self) -> bool {
        self == Self::Proved
    }

    /// One word for tables and the JSON: `proved`, `bounded`, `estimated`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Bounded { .. } => "bounded",
            Self::Estimated { .. } => "estimated",
        }
    }
}
