//! Cuts as budgets of loss: a state keeps, for every cut, how much worth it may still give away; every
//! choice costs its distance from the best choice under that cut. A state with a budget below zero
//! leads to nothing that matters.
//!
//! Budgets are whole numbers, rounded up, and losses whole numbers, rounded down: rounding can only
//! keep a state too long, never drop one that matters.

use super::aim::Aim;
use super::dual::Cut;
use super::space::{Space, Step};
use super::target::{ROOM, Target};

/// Cuts looked at together.
pub(super) const LANES: usize = 32;

/// One whole number a cut.
pub(super) type Budgets = [i32; LANES];

/// One figure a cut.
pub(super) type Rooms = [f64; LANES];

/// Largest budget when the cuts are laid out.
const FULL: f64 = (1 << 24) as f64;

/// Cuts laid out for the steps from `from` on.
pub(super) struct Lens {
    pub from: usize,
    pub cuts: Vec<Cut>,
    weights: Vec<Vec<f64>>,
    /// `by_dim[d]`: the weights of dimension `d`, by cut.
    by_dim: Vec<Rooms>,
    /// Best worth still to be won from `from` on less the demand, by cut, rounding room included.
    rest: Rooms,
    /// Worth of one unit of budget, by cut.
    grain: Rooms,
    /// `losses[step - from][choice]`.
    losses: Vec<Vec<Budgets>>,
}

impl Lens {
    /// Lays out at most [`LANES`] cuts.
    pub(super) fn new(space: &Space<'_>, aim: &Aim, target: &Target, from: usize, cuts: &[Cut]) -> Self {
        let cuts: Vec<Cut> = cuts.iter().take(LANES).cloned().collect();
        let weights: Vec<Vec<f64>> = cuts.iter().map(Cut::weights).collect();
        let size = magnitude(space);
        let mut rest = [f64::INFINITY; LANES];
        let mut by_dim = vec![[0.0; LANES]; space.dims()];
        for (lane, (cut, weights)) in cuts.iter().zip(&weights).enumerate() {
            let demand = target.demand(space, aim, cut);
            let room = ROOM * (dot(&size, weights) + demand.abs());
            rest[lane] = dot(&space.bonus[from], weights) - demand + room + best_rest(space, from, weights);
            by_dim.iter_mut().zip(weights).for_each(|(lanes, weight)| lanes[lane] = *weight);
        }
        Self { from, cuts, weights, by_dim, rest, grain: [1.0; LANES], losses: Vec::new() }
    }

    /// How much worth a state at `from` may give away, by cut; negative when it leads to nothing.
    pub(super) fn room(&self, real: &[f64]) -> Rooms {
        let mut rooms = self.rest;
        for (worth, weights) in real.iter().zip(&self.by_dim) {
            for (room, weight) in rooms.iter_mut().zip(weights) {
                *room += worth * weight;
            }
        }
        rooms
    }

    /// Fixes the grain so that the largest room is a full budget, and computes the losses.
    pub(super) fn calibrate(&mut self, space: &Space<'_>, largest: &Rooms) {
        let size = magnitude(space);
        for ((grain, room), weights) in self.grain.iter_mut().zip(largest).zip(&self.weights) {
            *grain = room.max(4.0 * ROOM * dot(&size, weights)).max(f64::MIN_POSITIVE) / FULL;
        }
        self.losses = space.steps[self.from..].iter().map(|step| self.losses_of(step)).collect();
    }

    fn losses_of(&self, step: &Step) -> Vec<Budgets> {
        let mut losses = vec![[0; LANES]; step.len];
        for (lane, (weights, grain)) in self.weights.iter().zip(&self.grain).enumerate() {
            let values: Vec<f64> =
                step.reals.chunks_exact(weights.len().max(1)).map(|g| dot(g, weights)).collect();
            let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for (loss, value) in losses.iter_mut().zip(values) {
                loss[lane] = whole(best - value, *grain);
            }
        }
        losses
    }

    /// Budgets from rooms.
    pub(super) fn budgets(&self, room: &Rooms) -> Budgets {
        let mut budgets = [i32::MAX / 4; LANES];
        let lanes = budgets.iter_mut().zip(room).zip(&self.grain).take(self.cuts.len());
        for ((budget, room), grain) in lanes {
            // The cast rounds towards zero: one more is at least the exact quotient.
            *budget = ((room / grain).clamp(-2.0, 2.0 * FULL) as i32) + 1;
        }
        budgets
    }

    /// Losses of the choices of a step.
    pub(super) fn losses(&self, step: usize) -> &[Budgets] {
        &self.losses[step - self.from]
    }

    /// What joint terms decided at a step cost beyond the choice: `missed` by dimension.
    pub(super) fn charge(&self, budgets: &mut Budgets, missed: &[f64]) {
        for ((budget, weights), grain) in budgets.iter_mut().zip(&self.weights).zip(&self.grain) {
            *budget -= whole(dot(missed, weights), *grain);
        }
    }
}

/// The most worth that the steps from `from` on can win.
fn best_rest(space: &Space<'_>, from: usize, weights: &[f64]) -> f64 {
    if weights.is_empty() {
        return 0.0;
    }
    let best = |step: &Step| {
        let values = step.reals.chunks_exact(weights.len()).map(|gains| dot(gains, weights));
        values.fold(f64::NEG_INFINITY, f64::max)
    };
    space.steps[from..].iter().map(best).sum()
}

/// Takes a loss off the budgets; `false` when one falls below zero.
#[inline]
pub(super) fn spend(budgets: &mut Budgets, loss: &Budgets) -> bool {
    let mut below = 0;
    for (budget, loss) in budgets.iter_mut().zip(loss) {
        *budget -= loss;
        below |= *budget;
    }
    below >= 0
}

/// A loss in whole units, rounded down, cut at twice a full budget.
fn whole(loss: f64, grain: f64) -> i32 {
    (loss / grain * (1.0 - 1e-14)).floor().clamp(0.0, 2.0 * FULL) as i32
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Upper bound on the size of every sum, by dimension.
pub(super) fn magnitude(space: &Space<'_>) -> Vec<f64> {
    let mut size: Vec<f64> = space.real(&space.arena.base).iter().map(|x| x.abs()).collect();
    for step in &space.steps {
        for (d, size) in size.iter_mut().enumerate() {
            let column = step.reals.iter().skip(d).step_by(space.arena.dims().max(1));
            *size += column.map(|x| x.abs()).fold(0.0, f64::max);
        }
    }
    size.iter_mut().zip(&space.bonus[0]).for_each(|(size, bonus)| *size += bonus);
    size
}
