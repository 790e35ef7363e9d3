//! Certificates: a settlement with everything that proves its value, and a checker that shares no code
//! with the search. The checker reads the problem, the witness and the multipliers, computes in whole
//! numbers, and believes nothing else.
//!
//! The proof is a branch tree over the issues in a stated order. A branch is closed when some stated
//! multipliers `y ≥ 0` show that no package below it beats the witness: `y · u` of the best options
//! still open does not exceed what any better package must have. The tree is not written out: it
//! follows from the multipliers, and the number of its branches is part of the certificate.

mod tree;

use super::{Meter, Problem, Stopped, disagreement};
use crate::model::Package;
use num_bigint::BigInt;

/// What a certificate says about its witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// No package of the zone without a loss has a greater product of gains.
    Nash,
    /// No package of the zone has a greater least gain on the declared scales.
    MaxMin,
}

/// A witness and the proof that nothing beats it.
///
/// *What it proves*: the value, and that the witness has it. The number of ties is known by
/// recomputation only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What is claimed.
    pub claim: Claim,
    /// The package that nothing beats.
    pub witness: Package,
    /// What gains are counted from, by axis.
    pub zero: Vec<i64>,
    /// One tree a smallest coalition, in the order of [`Problem::coalitions`].
    pub trees: Vec<Tree>,
}

/// The proof for the packages that one coalition accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// Seats of the coalition.
    pub members: Vec<usize>,
    /// Every issue once, in the order of the branches.
    pub order: Vec<usize>,
    /// Multipliers that show single options to be useless before any branch.
    pub options: Vec<Multipliers>,
    /// `(depth, multipliers)`, depths ascending from 0: used from that depth on.
    pub stages: Vec<(usize, Vec<Multipliers>)>,
    /// Number of branches, closed ones included.
    pub branches: u64,
}

/// Whole multipliers: by axis for what is maximised, by mandate for the least utilities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multipliers {
    /// By axis; for Nash either all positive or all 0, for max-min all 0.
    pub gains: Vec<i64>,
    /// By axis, then by the members' other mandates in the order of the seats.
    pub floors: Vec<i64>,
    /// The most `y · u` any package can reach by best options alone; stated so that a change shows.
    pub most: i128,
}

/// Why a certificate is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The certificate does not fit the problem.
    #[error("the certificate does not fit the problem: {0}")]
    Shape(&'static str),
    /// The witness is not what it should be.
    #[error("the witness {0}")]
    Witness(&'static str),
    /// The disagreement point is another one.
    #[error("the disagreement point is not that of the problem")]
    Disagreement,
    /// A stated figure is wrong.
    #[error("a stated bound is not what the multipliers give")]
    Bound,
    /// A package beats the witness, or no multipliers close its branch.
    #[error("a branch stays open: {0:?} may beat the witness")]
    Open(Package),
    /// The tree has another number of branches.
    #[error("the tree does not have the stated {0} branches")]
    Branches(u64),
    /// Figures too large for the checker.
    #[error("figures too large to check")]
    TooLarge,
    /// The disagreement point could not be recomputed within the budget.
    #[error("the disagreement point could not be recomputed within the budget")]
    Stopped(Stopped),
}

/// What any package that beats the witness must reach.
#[derive(Clone, Debug)]
enum Beat {
    /// A product above this.
    Product(BigInt),
    /// Least utilities by axis.
    Least(Vec<i64>),
}

/// Accepts a certificate or says what is wrong with it.
///
/// *Exactness*: whole numbers throughout. *Errors*: a [`Refusal`].
pub fn check(problem: &Problem, certificate: &Certificate, meter: &Meter<'_>) -> Result<(), Refusal> {
    let axes = problem.axes();
    let zero = disagreement(problem, meter).map_err(Refusal::Stopped)?;
    if zero != certificate.zero {
        return Err(Refusal::Disagreement);
    }
    let witness = &certificate.witness;
    let fits = witness.0.len() == problem.options.len()
        && witness.0.iter().zip(&problem.options).all(|(option, count)| (*option as usize) < *count);
    if axes.is_empty() || !fits {
        return Err(Refusal::Shape("its witness is no package of the problem"));
    }
    if !problem.honours_linkages(witness) || !problem.passes(witness) {
        return Err(Refusal::Witness("is not in the zone"));
    }
    let utilities: Vec<i64> = axes.iter().map(|&e| problem.evaluators[e].utility(witness)).collect();
    let gains: Vec<i64> = utilities.iter().zip(&zero).map(|(u, zero)| u - zero).collect();
    if certificate.claim == Claim::Nash && gains.iter().any(|gain| *gain < 0) {
        return Err(Refusal::Witness("leaves a party worse off than no deal"));
    }
    let coalitions = problem.coalitions(certificate.trees.len());
    if !coalitions.is_some_and(|all| all.iter().eq(certificate.trees.iter().map(|tree| &tree.members))) {
        return Err(Refusal::Shape("its trees are not those of the approval rule"));
    }
    let beat = beat(problem, certificate, &gains);
    certificate.trees.iter().try_for_each(|tree| tree::check(problem, tree, certificate, &beat))
}

fn beat(problem: &Problem, certificate: &Certificate, gains: &[i64]) -> Beat {
    let axes = problem.axes();
    match certificate.claim {
        Claim::Nash => Beat::Product(gains.iter().map(|gain| BigInt::from(*gain)).product()),
        Claim::MaxMin => {
            let scale = |a: usize| i128::from(problem.evaluators[axes[a]].scale);
            let quotient = |a: &usize, b: &usize| {
                (i128::from(gains[*a]) * scale(*b)).cmp(&(i128::from(gains[*b]) * scale(*a)))
            };
            let least = (0..gains.len()).min_by(quotient).unwrap_or(0);
            // More than gains[least] / scale(least) of the party's own scale: the next whole unit.
            let above = |a: usize| (i128::from(gains[least]) * scale(a)).div_euclid(scale(least)) + 1;
            let needs = (0..gains.len()).map(|a| i128::from(certificate.zero[a]) + above(a));
            Beat::Least(needs.map(|need| i64::try_from(need).unwrap_or(i64::MAX)).collect())
        }
    }
}

/// Fills in the figures that a certificate states beside its multipliers: every bound and the number
/// of branches. The witness must already be the best package.
///
/// *Errors*: a [`Refusal`], also when a tree needs more than `most` branches.
pub(super) fn complete(problem: &Problem, certificate: &mut Certificate, most: u64) -> Result<(), Refusal> {
    let axes = problem.axes();
    let utilities = axes.iter().map(|&e| problem.evaluators[e].utility(&certificate.witness));
    let gains: Vec<i64> = utilities.zip(&certificate.zero).map(|(u, zero)| u - zero).collect();
    let beat = beat(problem, certificate, &gains);
    for at in 0..certificate.trees.len() {
        let figures = tree::most(problem, &certificate.trees[at], certificate, &beat)?;
        let tree = &mut certificate.trees[at];
        let stages = tree.stages.iter_mut().map(|(_, list)| list);
        for (list, figures) in std::iter::once(&mut tree.options).chain(stages).zip(figures) {
            list.iter_mut().zip(figures).for_each(|(multipliers, most)| multipliers.most = most);
        }
        let branches = tree::count(problem, &certificate.trees[at], certificate, &beat, most)?;
        certificate.trees[at].branches = branches;
    }
    Ok(())
}
