//! What the solutions share: the disagreement point, the ranges, the ideals, the leximin search.

use super::aim::Aim;
use super::maximise::{Maximum, maximise};
use super::outcome::NoSettlement;
use super::range::Range;
use crate::analysis::{Budget, Meter, Problem, Stopped, disagreement};
use std::cell::OnceCell;

/// A problem with a disagreement point, ready for [`super::Solution::settle`].
pub struct Bargain<'a> {
    problem: &'a Problem,
    budget: Budget<'a>,
    limit: usize,
    zero: OnceCell<Result<Vec<i64>, Stopped>>,
    zone: OnceCell<Option<Range<'a>>>,
    ideals: OnceCell<Ideals>,
    zone_ideals: OnceCell<Ideals>,
    egalitarian: OnceCell<Maximum>,
}

/// The best gain of every axis over a range.
pub(super) struct Ideals {
    /// By axis; `None` where the range holds no package, or none was found in time.
    pub gains: Option<Vec<i64>>,
    /// Upper bounds of the same on the declared scales.
    pub bounds: Vec<f64>,
    pub stopped: Option<Stopped>,
}

impl<'a> Bargain<'a> {
    /// How many tied packages are listed when nothing else is asked for.
    pub const LISTED: usize = 16;

    /// A bargain over the zone of a problem. Nothing is computed yet.
    pub fn new(problem: &'a Problem, budget: Budget<'a>) -> Self {
        Self::listing(problem, budget, Self::LISTED)
    }

    /// The same, with at most `limit` tied packages listed a solution (at least one).
    pub fn listing(problem: &'a Problem, budget: Budget<'a>, limit: usize) -> Self {
        Self {
            problem,
            budget,
            limit,
            zero: OnceCell::new(),
            zone: OnceCell::new(),
            ideals: OnceCell::new(),
            zone_ideals: OnceCell::new(),
            egalitarian: OnceCell::new(),
        }
    }

    /// The problem.
    pub fn problem(&self) -> &'a Problem {
        self.problem
    }

    /// What gains are counted from, by axis.
    ///
    /// *Errors*: the budget is too small for the joint terms of a party.
    pub fn disagreement(&self) -> Result<&[i64], Stopped> {
        let compute = || disagreement(self.problem, &Meter::new(self.budget));
        self.zero.get_or_init(compute).as_deref().map_err(|stopped| *stopped)
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    pub(super) fn budget(&self) -> Budget<'a> {
        self.budget
    }

    pub(super) fn zone(&self) -> Result<&Range<'a>, NoSettlement> {
        let zone = self.zone.get_or_init(|| Range::new(self.problem, None).ok());
        zone.as_ref().ok_or(NoSettlement::TooManyCoalitions)
    }

    /// The zone cut down to packages with every gain at least `least`.
    pub(super) fn gainful(&self, least: i64) -> Result<Range<'a>, NoSettlement> {
        let zero = self.known_zero()?;
        let floors: Vec<i64> = zero.iter().map(|zero| zero.saturating_add(least)).collect();
        Ok(self.zone()?.raised(&floors))
    }

    /// The disagreement point of a problem with at least one axis.
    pub(super) fn known_zero(&self) -> Result<&[i64], NoSettlement> {
        match self.disagreement() {
            Ok([]) => Err(NoSettlement::NoMandate),
            Ok(zero) => Ok(zero),
            Err(stopped) => Err(NoSettlement::Undecided(stopped)),
        }
    }

    /// The best gains over the packages with every gain at least 0.
    pub(super) fn ideals(&self) -> Result<&Ideals, NoSettlement> {
        let range = self.gainful(0)?;
        let zero = self.known_zero()?;
        Ok(self.ideals.get_or_init(|| self.ideals_over(&range, zero)))
    }

    /// The best gains over the zone.
    pub(super) fn zone_ideals(&self) -> Result<&Ideals, NoSettlement> {
        let zone = self.zone()?;
        if zone.is_unanimous() {
            return self.ideals();
        }
        let zero = self.known_zero()?;
        Ok(self.zone_ideals.get_or_init(|| self.ideals_over(zone, zero)))
    }

    fn ideals_over(&self, range: &Range<'_>, zero: &[i64]) -> Ideals {
        let mut ideals = Ideals { gains: Some(Vec::new()), bounds: Vec::new(), stopped: None };
        let axes = self.problem.axes();
        for axis in 0..zero.len() {
            let weight = (0..zero.len()).map(|a| i64::from(a == axis).into()).collect();
            let aim = Aim::Sum { zero: zero.to_vec(), weight, only: Some(axis) };
            let maximum = maximise(range, &aim, &Meter::new(self.budget), 1);
            ideals.stopped = ideals.stopped.or(maximum.stopped);
            let scale = self.problem.evaluators[axes[axis]].scale as f64;
            ideals.bounds.push(maximum.bound - zero[axis] as f64 / scale);
            let best = maximum.records.best.score.is_some().then(|| maximum.records.best.utilities[axis]);
            match (&mut ideals.gains, best) {
                (Some(gains), Some(best)) => gains.push(best - zero[axis]),
                _ => {
                    ideals.gains = None;
                    return ideals;
                }
            }
        }
        ideals
    }

    /// Leximin of gains on the declared scales over the zone.
    pub(super) fn egalitarian(&self) -> Result<&Maximum, NoSettlement> {
        let zone = self.zone()?;
        let zero = self.known_zero()?;
        Ok(self.egalitarian.get_or_init(|| {
            let scale = self.problem.axes().iter().map(|&e| self.problem.evaluators[e].scale).collect();
            let aim = Aim::Leximin { zero: zero.to_vec(), scale };
            maximise(zone, &aim, &Meter::new(self.budget), self.limit)
        }))
    }
}
