//! The packages a settlement ranges over: one region a smallest coalition that passes the rule.

use crate::analysis::{Arena, Evaluator, Problem};
use crate::model::{Package, PartialPackage};

/// Most smallest coalitions that are looked at one by one.
pub(super) const MOST_COALITIONS: usize = 4096;

/// The packages that one coalition accepts.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Seats of the coalition.
    pub members: Vec<usize>,
    /// Its packages; floors raised where the settlement asks for more.
    pub arena: Arena,
    /// `crossed[block][choice]`: seats outside the coalition one of whose red lines is crossed.
    pub crossed: Vec<Vec<u128>>,
}

/// The regions of a problem; a package may lie in several.
#[derive(Clone, Debug)]
pub(super) struct Range<'a> {
    pub problem: &'a Problem,
    pub regions: Vec<Region>,
}

/// More coalitions than are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManyCoalitions;

impl<'a> Range<'a> {
    /// The zone, cut down to packages with at least `least[axis]` for every axis.
    pub(super) fn new(problem: &'a Problem, least: Option<&[i64]>) -> Result<Self, TooManyCoalitions> {
        let coalitions = problem.coalitions(MOST_COALITIONS).ok_or(TooManyCoalitions)?;
        let mut regions = Vec::new();
        for (at, members) in coalitions.into_iter().enumerate() {
            regions.push(Region::new(problem, members, at > 0));
        }
        let mut range = Self { problem, regions };
        if let Some(least) = least {
            range.raise(least);
        }
        Ok(range)
    }

    /// The same packages cut down further.
    pub(super) fn raised(&self, least: &[i64]) -> Self {
        let mut range = self.clone();
        range.raise(least);
        range
    }

    fn raise(&mut self, least: &[i64]) {
        for region in &mut self.regions {
            region.arena.floor.iter_mut().zip(least).for_each(|(floor, least)| *floor = (*floor).max(*least));
        }
    }

    /// Whether a package of region `at` lies in an earlier one as well.
    pub(super) fn seen_before(&self, at: usize, package: &Package) -> bool {
        let accepted = |region: &Region| region.members.iter().all(|&m| self.problem.accepts(m, package));
        self.regions[..at].iter().any(accepted)
    }

    /// Whether the rule wants every party with an axis.
    pub(super) fn is_unanimous(&self) -> bool {
        let axes = self.problem.seats.iter().enumerate().filter(|(_, seat)| seat.axis.is_some());
        let everyone: Vec<usize> = axes.map(|(at, _)| at).collect();
        self.regions.len() == 1 && everyone.iter().all(|seat| self.regions[0].members.contains(seat))
    }
}

impl Region {
    /// With `others`, the arena also carries the mandates of those outside the coalition, without
    /// floors, so that equal sums mean equal acceptance by everyone.
    fn new(problem: &Problem, members: Vec<usize>, others: bool) -> Self {
        let open = PartialPackage::open(problem.options.len());
        if !others {
            let arena = Arena::new(problem, &members, &open, Arena::MERGE);
            let crossed = arena.blocks.iter().map(|block| vec![0; block.len]).collect();
            return Self { members, arena, crossed };
        }
        let outside: Vec<usize> = (0..problem.seats.len()).filter(|s| !members.contains(s)).collect();
        let everyone: Vec<usize> = (0..problem.seats.len()).collect();
        let arena = Arena::new(&without_demands(problem, &outside), &everyone, &open, Arena::MERGE);
        let crossed = crossed(problem, &outside, &arena);
        Self { members, arena, crossed }
    }
}

/// The problem with the red lines and floors of some seats lifted, their mandates kept as dimensions.
fn without_demands(problem: &Problem, seats: &[usize]) -> Problem {
    let mut lifted = problem.clone();
    for &e in seats.iter().flat_map(|&seat| &problem.seats[seat].must) {
        let evaluator: &mut Evaluator = &mut lifted.evaluators[e];
        evaluator.red.iter_mut().for_each(|red| red.fill(false));
        evaluator.reservation = evaluator.reservation.map(|_| i64::MIN);
    }
    lifted
}

/// Bits are given to the seats that have red lines; past 128 of them the last share one.
fn crossed(problem: &Problem, outside: &[usize], arena: &Arena) -> Vec<Vec<u128>> {
    let has_red = |s: &usize| {
        problem.seats[*s].must.iter().any(|&e| problem.evaluators[e].red.concat().contains(&true))
    };
    let strict: Vec<usize> = outside.iter().copied().filter(has_red).collect();
    let crosses = |seat: usize, issue: usize, option: u32| {
        problem.seats[seat].must.iter().any(|&e| problem.evaluators[e].red[issue][option as usize])
    };
    let of_choice = |block: &crate::analysis::Block, choice: usize| {
        let options = &block.options[choice * block.issues.len()..(choice + 1) * block.issues.len()];
        let hit = |seat: usize| block.issues.iter().zip(options).any(|(i, o)| crosses(seat, *i, *o));
        (0..strict.len()).filter(|&s| hit(strict[s])).fold(0, |bits, s| bits | 1 << s.min(127))
    };
    arena.blocks.iter().map(|block| (0..block.len).map(|c| of_choice(block, c)).collect()).collect()
}
