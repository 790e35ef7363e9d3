//! Certificates of settlements: the multipliers that the search would use, written down in whole
//! numbers for the checker in [`crate::analysis::certificate`].

use super::aim::Aim;
use super::bargain::Bargain;
use super::dual::Cut;
use super::layer::Layer;
use super::maximise::{Prepared, prepare};
use super::outcome::{NoSettlement, Settlement};
use super::range::{Range, Region};
use super::records::Records;
use super::search::Search;
use crate::analysis::certificate::{Certificate, Claim, Multipliers, Refusal, Tree, complete};
use crate::analysis::{Block, Meter, Problem, Stopped};

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoCertificate {
    /// There is no settlement, or it is not proved.
    #[error("there is no proved settlement to certify")]
    NotProved,
    /// The proof would be larger than asked for.
    #[error("the proof needs more branches than the {0} allowed")]
    TooLarge(u64),
    /// The budget ended.
    #[error("the budget ended before the proof was found")]
    Stopped(Stopped),
}

impl Bargain<'_> {
    /// A certificate for a Nash or max-min settlement of this bargain whose proof has at most `most`
    /// branches a coalition. Made on request only: it costs about as much as checking it.
    ///
    /// *Errors*: no proved settlement, or no proof of that size.
    pub fn certify(
        &self,
        claim: Claim,
        settlement: &Settlement,
        most: u64,
    ) -> Result<Certificate, NoCertificate> {
        if !settlement.certainty.is_proved() {
            return Err(NoCertificate::NotProved);
        }
        let (range, aim) = self.certified(claim).map_err(|_| NoCertificate::NotProved)?;
        let meter = Meter::new(self.budget());
        let mut trees = Vec::new();
        for at in 0..range.regions.len() {
            let tree = self.tree(&range, at, &aim, settlement, &meter).map_err(NoCertificate::Stopped)?;
            trees.push(tree);
        }
        let mut certificate =
            Certificate { claim, witness: settlement.package.clone(), zero: aim.zero().to_vec(), trees };
        match complete(self.problem(), &mut certificate, most) {
            Ok(()) => Ok(certificate),
            Err(Refusal::Branches(_)) => Err(NoCertificate::TooLarge(most)),
            Err(_) => Err(NoCertificate::NotProved),
        }
    }

    fn certified(&self, claim: Claim) -> Result<(Range<'_>, Aim), NoSettlement> {
        let zero = self.known_zero()?.to_vec();
        match claim {
            Claim::Nash => Ok((self.gainful(1)?, Aim::Product { zero })),
            Claim::MaxMin => {
                let axes = self.problem().axes();
                let scale = axes.iter().map(|&e| self.problem().evaluators[e].scale).collect();
                Ok((self.zone()?.clone(), Aim::Leximin { zero, scale }))
            }
        }
    }

    fn tree(
        &self,
        range: &Range<'_>,
        at: usize,
        aim: &Aim,
        settlement: &Settlement,
        meter: &Meter<'_>,
    ) -> Result<Tree, Stopped> {
        let region = &range.regions[at];
        let written = Written {
            problem: self.problem(),
            members: &region.members,
            evaluators: &region.arena.evaluators,
        };
        let Some(prepared) = prepare(range, at, aim, &settlement.utilities, meter)? else {
            return Ok(written.empty(region));
        };
        let Prepared { space, target, hint, cuts, closed } = prepared;
        let order =
            space.steps.iter().flat_map(|step| region.arena.blocks[step.block].issues.clone()).collect();
        let mut records = Records::new(1);
        let mut search = Search::new(range, at, &space, (aim, target), meter, &mut records);
        search.hint = hint;
        let stages = match closed {
            true => vec![(0, cuts.clone())],
            false => search.stages::<u128>(Layer::start(&space), &cuts)?,
        };
        let mut widths = vec![0];
        for step in &space.steps {
            widths.push(widths[widths.len() - 1] + region.arena.blocks[step.block].issues.len());
        }
        let stage = |(depth, cuts): (usize, Vec<Cut>)| {
            (widths[depth], cuts.iter().map(|cut| written.multipliers(cut, &space.unit)).collect())
        };
        Ok(Tree {
            members: region.members.clone(),
            order,
            options: cuts.iter().map(|cut| written.multipliers(cut, &space.unit)).collect(),
            stages: stages.into_iter().map(stage).collect(),
            branches: 0,
        })
    }
}

/// How the dimensions of a region are written in a certificate.
struct Written<'a> {
    problem: &'a Problem,
    members: &'a [usize],
    evaluators: &'a [usize],
}

impl Written<'_> {
    /// The mandates in the order of a certificate.
    fn mandates(&self) -> Vec<usize> {
        let problem = self.problem;
        let mut positions = problem.axes();
        for &e in self.members.iter().flat_map(|&m| &problem.seats[m].must) {
            if !positions.contains(&e) {
                positions.push(e);
            }
        }
        positions
    }

    /// A tree for a region that holds no package at all: one stage of even multipliers.
    fn empty(&self, region: &Region) -> Tree {
        let axes = self.problem.axes().len();
        let floors = self.mandates().iter().enumerate().map(|(d, _)| i64::from(d < axes)).collect();
        // Issues that cannot be settled come first: then the tree is small.
        let mut order: Vec<&Block> = region.arena.blocks.iter().collect();
        order.sort_by_key(|block| block.len > 0);
        let even = Multipliers { gains: vec![0; axes], floors, most: 0 };
        Tree {
            members: self.members.to_vec(),
            order: order.iter().flat_map(|block| block.issues.clone()).collect(),
            options: Vec::new(),
            stages: vec![(0, vec![even])],
            branches: 0,
        }
    }

    /// Multipliers as whole numbers: the greatest about 2⁴⁴ units of its mandate.
    fn multipliers(&self, cut: &Cut, unit: &[f64]) -> Multipliers {
        let axes = self.problem.axes().len();
        let most = cut.weights().iter().zip(unit).map(|(w, unit)| w * unit).fold(0.0, f64::max);
        let factor = if most > 0.0 { (1u64 << 44) as f64 / most } else { 0.0 };
        let whole = |w: f64, d: usize| (w * unit[d] * factor).round() as i64;
        let objective = cut.objective[..axes].iter().any(|w| *w > 0.0);
        let gain = |d: usize| if objective { whole(cut.objective[d], d).max(1) } else { 0 };
        let mandates = self.mandates();
        let mut floors = vec![0; mandates.len()];
        for (d, w) in cut.floors.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            if let Some(at) = mandates.iter().position(|&e| e == self.evaluators[d]) {
                floors[at] = whole(*w, d);
            }
        }
        Multipliers { gains: (0..axes).map(gain).collect(), floors, most: 0 }
    }
}
