//! Counts of packages: machine integers while they hold, big ones after.

use num_bigint::BigUint;

/// A number of packages.
pub(super) trait Count: Clone {
    /// One package.
    fn one() -> Self;

    /// The product, while it can be held.
    fn times(&self, factor: u64) -> Option<Self>;

    /// The sum, while it can be held.
    fn plus(&self, other: &Self) -> Option<Self>;

    /// Wraps a list of counts.
    fn into_counts(counts: Vec<Self>) -> Counts;
}

/// Counts of a list of points, in the narrowest type that held all of them.
#[derive(Clone, Debug)]
pub(super) enum Counts {
    /// Not counted: only an exact frontier knows them.
    Unknown,
    /// Up to 2⁶⁴.
    Narrow(Vec<u64>),
    /// Up to 2¹²⁸.
    Wide(Vec<u128>),
    /// Any size.
    Big(Vec<BigUint>),
}

impl Counts {
    /// The count of one point, where known.
    pub fn get(&self, point: usize) -> Option<BigUint> {
        match self {
            Self::Unknown => None,
            Self::Narrow(counts) => Some(counts[point].into()),
            Self::Wide(counts) => Some(counts[point].into()),
            Self::Big(counts) => Some(counts[point].clone()),
        }
    }
}

macro_rules! machine_count {
    ($integer:ty, $list:ident) => {
        impl Count for $integer {
            fn one() -> Self {
                1
            }

            #[inline]
            fn times(&self, factor: u64) -> Option<Self> {
                self.checked_mul(factor.into())
            }

            #[inline]
            fn plus(&self, other: &Self) -> Option<Self> {
                self.checked_add(*other)
            }

            fn into_counts(counts: Vec<Self>) -> Counts {
                Counts::$list(counts)
            }
        }
    };
}

machine_count!(u64, Narrow);
machine_count!(u128, Wide);

impl Count for BigUint {
    fn one() -> Self {
        1u8.into()
    }

    fn times(&self, factor: u64) -> Option<Self> {
        Some(self * factor)
    }

    fn plus(&self, other: &Self) -> Option<Self> {
        Some(self + other)
    }

    fn into_counts(counts: Vec<Self>) -> Counts {
        Counts::Big(counts)
    }
}

/// Counts nothing: what an approximate frontier carries.
impl Count for () {
    fn one() -> Self {}

    fn times(&self, _: u64) -> Option<Self> {
        Some(())
    }

    fn plus(&self, _: &Self) -> Option<Self> {
        Some(())
    }

    fn into_counts(_: Vec<Self>) -> Counts {
        Counts::Unknown
    }
}
