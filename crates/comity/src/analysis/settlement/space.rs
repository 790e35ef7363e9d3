//! An arena laid out for a search: blocks in an order, equal choices joined, floating-point copies of
//! the gains for bounds beside the exact ones.

use super::range::Region;
use crate::analysis::{Arena, Effect, Sweep};

/// A region prepared for a search.
pub(super) struct Space<'a> {
    pub arena: &'a Arena,
    pub sweep: Sweep,
    pub steps: Vec<Step>,
    /// One unit of each dimension as a floating-point figure on the declared scale.
    pub unit: Vec<f64>,
    /// `bonus[step][dim]`: positive joint terms decided at this step or later, on the declared scale.
    pub bonus: Vec<Vec<f64>>,
    /// Whether joint terms are decided at the step.
    pub closes: Vec<bool>,
    /// Whether no factor looks at this step or any later one.
    pub free_from: usize,
    /// Whether the states need keys.
    pub keyed: bool,
}

/// A block of the order with its distinct choices.
#[derive(Clone)]
pub(super) struct Step {
    /// Position in the arena.
    pub block: usize,
    /// Number of distinct choices.
    pub len: usize,
    /// `gains[choice * dims + d]`, exact.
    pub gains: Vec<i64>,
    /// The same on the declared scale.
    pub reals: Vec<f64>,
    /// The arena's choices that are alike.
    pub members: Vec<Vec<u32>>,
    /// Red lines of seats outside the coalition that are crossed.
    pub crossed: Vec<u128>,
}

impl Step {
    /// Keeps the choices at these positions, in this order.
    pub(super) fn keep(&mut self, positions: &[usize], dims: usize) {
        self.gains = positions.iter().flat_map(|&c| &self.gains[c * dims..(c + 1) * dims]).copied().collect();
        self.reals = positions.iter().flat_map(|&c| &self.reals[c * dims..(c + 1) * dims]).copied().collect();
        self.members = positions.iter().map(|&c| self.members[c].clone()).collect();
        self.crossed = positions.iter().map(|&c| self.crossed[c]).collect();
        self.len = positions.len();
    }
}

impl<'a> Space<'a> {
    /// Lays out a region; `None` when more couplings are open at once than a key can hold.
    pub(super) fn new(region: &'a Region, scale: &[i64]) -> Option<Self> {
        let arena = &region.arena;
        let sweep = Sweep::new(arena).ok()?;
        let unit: Vec<f64> = scale.iter().map(|s| 1.0 / *s as f64).collect();
        let steps = sweep.order.iter().map(|&block| step(region, block, &unit)).collect();
        let mut space = Self {
            arena,
            sweep,
            steps,
            unit,
            bonus: Vec::new(),
            closes: Vec::new(),
            free_from: 0,
            keyed: false,
        };
        space.lay_out_factors(region);
        Some(space)
    }

    /// Number of dimensions.
    pub(super) fn dims(&self) -> usize {
        self.arena.dims()
    }

    /// The constant part on the declared scale, positive joint terms not included.
    pub(super) fn real(&self, sums: &[i64]) -> Vec<f64> {
        sums.iter().zip(&self.unit).map(|(sum, unit)| *sum as f64 * unit).collect()
    }

    /// Puts the steps in another order; coupled blocks must keep theirs.
    pub(super) fn reorder(&mut self, region: &Region, steps: Vec<Step>) -> Option<()> {
        let order = steps.iter().map(|step| step.block).collect();
        self.sweep = Sweep::in_order(self.arena, order).ok()?;
        self.steps = steps;
        self.lay_out_factors(region);
        Some(())
    }

    fn lay_out_factors(&mut self, region: &Region) {
        let count = self.steps.len();
        let mut at = vec![0; self.arena.blocks.len()];
        self.steps.iter().enumerate().for_each(|(step, s)| at[s.block] = step);
        self.bonus = vec![vec![0.0; self.dims()]; count + 1];
        self.closes = vec![false; count];
        self.free_from = 0;
        for factor in &self.arena.factors {
            let last = factor.when.iter().map(|(block, _)| at[*block]).max().unwrap_or(0);
            self.free_from = self.free_from.max(last + 1);
            if let Effect::Add { dim, value } = factor.effect {
                self.closes[last] = true;
                let gain = value.max(0) as f64 * self.unit[dim];
                self.bonus[..=last].iter_mut().for_each(|bonus| bonus[dim] += gain);
            }
        }
        self.keyed = !self.arena.factors.is_empty() || region.crossed.iter().flatten().any(|bits| *bits != 0);
    }
}

fn step(region: &Region, block: usize, unit: &[f64]) -> Step {
    let arena = &region.arena;
    let dims = arena.dims();
    let source = &arena.blocks[block];
    let holds = |c: usize| {
        let here = arena.factors.iter().flat_map(|factor| &factor.when).filter(|(b, _)| *b == block);
        here.map(|(_, holds)| holds[c]).collect::<Vec<bool>>()
    };
    let crossed = |c: usize| region.crossed[block][c];
    let mut order: Vec<usize> = (0..source.len).collect();
    let key = |c: usize| (source.gain(c, dims), holds(c), crossed(c));
    order.sort_by(|&a, &b| key(a).cmp(&key(b)).then(a.cmp(&b)));
    let mut members: Vec<Vec<u32>> = Vec::new();
    for c in order {
        match members.last_mut() {
            Some(alike) if key(alike[0] as usize) == key(c) => alike.push(c as u32),
            _ => members.push(vec![c as u32]),
        }
    }
    members.sort_by_key(|alike| alike[0]);
    let firsts: Vec<usize> = members.iter().map(|alike| alike[0] as usize).collect();
    let gains: Vec<i64> = firsts.iter().flat_map(|&c| source.gain(c, dims)).copied().collect();
    let reals = gains.iter().enumerate().map(|(i, gain)| *gain as f64 * unit[i % dims.max(1)]).collect();
    let crossed = firsts.iter().map(|&c| crossed(c)).collect();
    Step { block, len: members.len(), gains, reals, members, crossed }
}
