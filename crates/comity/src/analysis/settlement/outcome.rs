//! What a bargaining solution picks, or why it picks nothing.

use crate::analysis::{Certainty, Stopped};
use crate::model::Package;
use num_bigint::BigUint;

/// What a solution says about a problem.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It picks a package, or several that tie.
    Settlement(Settlement),
    /// It picks none.
    None(NoSettlement),
}

/// A package picked by a bargaining solution.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// Utilities by axis, in the units of each evaluator.
    pub utilities: Vec<i64>,
    /// The package; of those listed in `tied` the first.
    pub package: Package,
    /// How many packages the solution is indifferent between.
    pub ties: Ties,
    /// Those packages in lexicographic order, as many as were asked for.
    pub tied: Vec<Package>,
    /// What the solution maximises, at the package: the product of gains on the declared scales; the
    /// least `g / g*`; the least gain, the sum of gains, on the declared scales; `Σ g / g*`.
    pub value: f64,
    /// How certain it is, in the measure of `value`.
    pub certainty: Certainty,
    /// Most states the search held at once: how large the problem grew.
    pub states: usize,
}

/// A number of packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ties {
    /// The number.
    pub count: BigUint,
    /// Whether there are exactly so many; else at least.
    pub exact: bool,
}

/// Why a solution picks no package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSettlement {
    /// No party's mandate is known.
    NoMandate,
    /// The zone is empty.
    EmptyZone,
    /// No package of the zone leaves every party at least as well off as no deal.
    NobodyWithoutLoss,
    /// The work ended before any package was found, or before it was known that there is none.
    Undecided(Stopped),
    /// The approval rule has too many smallest coalitions to look at one by one.
    TooManyCoalitions,
}

/// The outcomes of all solutions, in their order, by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlements(pub Vec<(&'static str, Outcome)>);

impl Settlements {
    /// The outcome of the solution with this id.
    pub fn get(&self, id: &str) -> Option<&Outcome> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, outcome)| outcome)
    }
}

impl Outcome {
    /// The settlement, where there is one.
    pub fn settlement(&self) -> Option<&Settlement> {
        match self {
            Self::Settlement(settlement) => Some(settlement),
            Self::None(_) => None,
        }
    }
}
