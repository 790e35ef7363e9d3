//! Depth-first search over the blocks of an arena, cut off by weighted sums of gains that can no longer
//! be reached within what is left of a budget.

use super::super::arena::{Arena, Effect};
use super::super::budget::{Meter, Stopped};
use super::relaxed::Relaxed;

/// A surrogate demand: the weighted sum of gains must reach a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surrogate {
    /// Weight of each dimension of the relaxed gains, at least 0.
    pub weight: Vec<i64>,
    /// Least `Σ weight · gain − price`, priced where [`Tree::priced`] says so.
    pub threshold: i64,
}

/// What the search does after a package that it was shown.
pub(crate) enum Next {
    /// Go on.
    Continue,
    /// Go on within a smaller budget (never larger).
    Within(i64),
    /// Go on with higher thresholds, one a surrogate.
    Raise(Vec<i64>),
    /// Enough.
    Stop,
}

/// The search.
pub(crate) struct Tree<'a> {
    arena: &'a Arena,
    order: Vec<usize>,
    /// Choices of each block of `order`, in the order they are tried: `(choice, price)`.
    tried: Vec<Vec<(u32, i64)>>,
    /// `worth[position][index][surrogate]` of the tried choices.
    worth: Vec<Vec<i64>>,
    /// `rest[(position * steps + left) * width + surrogate]`: the best from here on.
    rest: Vec<i64>,
    steps: usize,
    /// Budget that one step of `rest` stands for.
    step: i64,
    width: usize,
    thresholds: Vec<i64>,
    /// Factors decided when the block at a position is taken.
    decided: Vec<Vec<usize>>,
    /// What each factor takes off a surrogate when it does not do its best.
    penalty: Vec<Vec<i64>>,
    budget: i64,
}

/// Most entries of the table of rests.
const TABLE: usize = 2_000_000;
/// Most steps a budget is cut into.
const STEPS: i64 = 512;

/// How prices enter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// The sum of prices stays within the budget.
    Budget,
    /// Prices are subtracted from the weighted gains.
    Subtract,
}

impl<'a> Tree<'a> {
    /// Prepares a search. `price[block][choice]` is at least 0; `order` names every block once;
    /// `rank(block, choice)` decides what is tried first (greatest first, then the lower choice).
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        arena: &'a Arena,
        relaxed: &Relaxed,
        price: &[Vec<i64>],
        pricing: Pricing,
        surrogates: &[Surrogate],
        order: Vec<usize>,
        rank: impl Fn(usize, usize) -> f64,
        budget: i64,
    ) -> Self {
        let width = surrogates.len();
        let charged = |b: usize, c: usize| if pricing == Pricing::Budget { price[b][c] } else { 0 };
        let mut tried = Vec::with_capacity(order.len());
        let mut worth = Vec::with_capacity(order.len());
        for &b in &order {
            let mut choices: Vec<usize> = (0..arena.blocks[b].len).collect();
            choices.sort_by(|&x, &y| rank(b, y).total_cmp(&rank(b, x)).then(x.cmp(&y)));
            let value = |c: usize, s: &Surrogate| {
                let sum: i64 = s.weight.iter().zip(relaxed.gain(b, c)).map(|(w, g)| w * g).sum();
                if pricing == Pricing::Subtract { sum - price[b][c] } else { sum }
            };
            worth.push(choices.iter().flat_map(|&c| surrogates.iter().map(move |s| value(c, s))).collect());
            tried.push(choices.iter().map(|&c| (c as u32, charged(b, c))).collect::<Vec<_>>());
        }
        let penalty = arena.factors.iter().map(|f| penalty(f, relaxed, surrogates)).collect();
        let mut tree = Self {
            arena,
            decided: decided(arena, &order),
            order,
            tried,
            worth,
            rest: Vec::new(),
            steps: 1,
            step: 1,
            width,
            thresholds: surrogates.iter().map(|s| s.threshold).collect(),
            penalty,
            budget,
        };
        tree.fill_rest();
        tree
    }

    /// The best weighted sum of each surrogate over everything within the budget.
    pub fn root(&self) -> &[i64] {
        let at = self.budget.min(self.step.saturating_mul(self.steps as i64 - 1)) / self.step;
        &self.rest[at as usize * self.width..(at as usize + 1) * self.width]
    }

    /// Whether a surrogate alone shows that nothing is left within the budget.
    pub fn is_cut_at_root(&self) -> Option<usize> {
        (0..self.width).find(|&s| self.root()[s] < self.thresholds[s])
    }

    /// Shows `leaf` every package within budget and thresholds, as choices by block and price, until it
    /// has enough. `Ok(true)` when everything was seen.
    ///
    /// *Errors*: the meter's.
    pub fn search(
        &mut self,
        meter: &Meter<'_>,
        mut leaf: impl FnMut(&[u32], i64) -> Next,
    ) -> Result<bool, Stopped> {
        let blocks = self.order.len();
        if self.is_cut_at_root().is_some() {
            return Ok(true);
        }
        // Sums start below zero by the thresholds: a node lives while sum and rest are not negative.
        let mut sums = vec![0i64; (blocks + 1) * self.width];
        sums.iter_mut().zip(&self.thresholds).for_each(|(sum, threshold)| *sum = -threshold);
        let mut next = vec![0usize; blocks + 1];
        let mut spent = vec![0i64; blocks + 1];
        let mut choices = vec![0u32; blocks];
        let (mut depth, mut nodes) = (0, 0u64);
        loop {
            if depth == blocks {
                match leaf(&choices, spent[depth]) {
                    Next::Continue => {}
                    Next::Within(budget) => self.budget = self.budget.min(budget),
                    Next::Raise(thresholds) => {
                        for (s, (new, old)) in thresholds.iter().zip(&self.thresholds).enumerate() {
                            let more = new - old;
                            sums.iter_mut().skip(s).step_by(self.width).for_each(|sum| *sum -= more);
                        }
                        self.thresholds = thresholds;
                    }
                    Next::Stop => return Ok(false),
                }
            } else if next[depth] < self.tried[depth].len() {
                let index = next[depth];
                next[depth] += 1;
                nodes += 1;
                if nodes & 1023 == 0 {
                    meter.spend(1024)?;
                }
                if self.enter(depth, index, &mut sums, &mut spent, &mut choices) {
                    depth += 1;
                    next[depth] = 0;
                }
                continue;
            }
            if depth == 0 {
                return Ok(true);
            }
            depth -= 1;
        }
    }

    /// Takes one choice; whether anything can still come of it.
    #[inline]
    fn enter(
        &self,
        depth: usize,
        index: usize,
        sums: &mut [i64],
        spent: &mut [i64],
        choices: &mut [u32],
    ) -> bool {
        let (choice, price) = self.tried[depth][index];
        let after = spent[depth] + price;
        if after > self.budget {
            return false;
        }
        let width = self.width;
        let left = ((self.budget - after) / self.step).min(self.steps as i64 - 1) as usize;
        let at = ((depth + 1) * self.steps + left) * width;
        let (before, here) = sums[depth * width..(depth + 2) * width].split_at_mut(width);
        let worth = &self.worth[depth][index * width..(index + 1) * width];
        let rest = &self.rest[at..at + width];
        // The sign of any one shows in the sign of all or-ed: no branch in the loop.
        let mut signs = 0;
        for s in 0..width {
            here[s] = before[s] + worth[s];
            signs |= here[s] + rest[s];
        }
        if signs < 0 {
            return false;
        }
        choices[self.order[depth]] = choice;
        spent[depth + 1] = after;
        self.decided[depth].is_empty() || self.decide(depth, choices, here, rest)
    }

    /// Applies the factors whose last block was taken.
    fn decide(&self, depth: usize, choices: &[u32], sums: &mut [i64], rest: &[i64]) -> bool {
        for &f in &self.decided[depth] {
            let factor = &self.arena.factors[f];
            let holds = factor.when.iter().all(|(block, holds)| holds[choices[*block] as usize]);
            let at_best = match factor.effect {
                Effect::Forbid if holds => return false,
                Effect::Forbid => true,
                Effect::Add { value, .. } => holds == (value > 0),
            };
            if !at_best {
                sums.iter_mut().zip(&self.penalty[f]).for_each(|(sum, penalty)| *sum -= penalty);
            }
        }
        (0..self.width).all(|s| sums[s] + rest[s] >= 0)
    }

    /// From the last block back: the best of every surrogate for every rest of the budget.
    fn fill_rest(&mut self) {
        let blocks = self.order.len();
        let most: i64 = self.tried.iter().map(|t| t.iter().map(|(_, p)| *p).max().unwrap_or(0)).sum();
        let useful = self.budget.min(most);
        let fits = (TABLE / ((blocks + 1) * self.width.max(1))).max(1) as i64;
        self.step = (useful / STEPS.min(fits)).max(0) + 1;
        self.steps = (useful / self.step) as usize + 1;
        let (steps, width) = (self.steps, self.width);
        let mut rest = vec![i64::MIN / 2; (blocks + 1) * steps * width];
        rest[blocks * steps * width..].fill(0);
        for depth in (0..blocks).rev() {
            let (here, after) = rest.split_at_mut((depth + 1) * steps * width);
            let here = &mut here[depth * steps * width..];
            for (index, (_, price)) in self.tried[depth].iter().enumerate() {
                let worth = &self.worth[depth][index * width..(index + 1) * width];
                // Prices are rounded down: the rest may only look better than it is.
                let price = (price / self.step) as usize;
                for left in price..steps {
                    let source = &after[(left - price) * width..(left - price + 1) * width];
                    let target = &mut here[left * width..(left + 1) * width];
                    for s in 0..width {
                        target[s] = target[s].max(source[s] + worth[s]);
                    }
                }
            }
        }
        self.rest = rest;
    }
}

fn penalty(factor: &super::super::Factor, relaxed: &Relaxed, surrogates: &[Surrogate]) -> Vec<i64> {
    match factor.effect {
        Effect::Add { dim, value } => match relaxed.dims.iter().position(|d| *d == dim) {
            // Rounded down: never more than what is really lost.
            Some(at) => surrogates.iter().map(|s| s.weight[at] * (value.abs() / relaxed.unit[at])).collect(),
            None => vec![0; surrogates.len()],
        },
        Effect::Forbid => vec![0; surrogates.len()],
    }
}

fn decided(arena: &Arena, order: &[usize]) -> Vec<Vec<usize>> {
    let mut position = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, &block)| position[block] = at);
    let mut decided = vec![Vec::new(); order.len()];
    for (f, factor) in arena.factors.iter().enumerate() {
        if let Some(last) = factor.when.iter().map(|(block, _)| position[*block]).max() {
            decided[last].push(f);
        }
    }
    decided
}
