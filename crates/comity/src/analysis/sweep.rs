//! A sweep: the blocks of an arena in an order, with the couplings that stay open on the way.
//!
//! A dynamic programme over a sweep keeps one table entry a [`Key`]: the set of couplings whose
//! conditions have all held so far. With no couplings there is one key throughout.

use super::arena::{Arena, Effect};

/// The open couplings whose conditions have held so far, one bit each.
pub type Key = u128;

/// More couplings are open at once than a key can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyOpen(pub usize);

/// The order and the bookkeeping.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Blocks in the order they are taken.
    pub order: Vec<usize>,
    /// Most couplings open between two blocks.
    pub widest: usize,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, Default)]
struct Step {
    /// Bits set when this block opens a coupling.
    opens: Key,
    /// By choice: bits cleared because a condition fails.
    fails: Vec<Key>,
    /// Couplings decided here: `(bit, effect)`.
    closes: Vec<(Key, Effect)>,
    /// Bits of the couplings decided here.
    closed: Key,
}

impl Sweep {
    /// An order that keeps few couplings open: always the block that leaves the fewest open next,
    /// ties to the block that comes first.
    ///
    /// *Errors*: more than 128 couplings open at once.
    pub fn new(arena: &Arena) -> Result<Self, TooManyOpen> {
        Self::in_order(arena, order(arena))
    }

    /// The sweep in a given order of all blocks.
    ///
    /// *Errors*: more than 128 couplings open at once.
    pub fn in_order(arena: &Arena, order: Vec<usize>) -> Result<Self, TooManyOpen> {
        let mut at = vec![0; arena.blocks.len()];
        order.iter().enumerate().for_each(|(step, &block)| at[block] = step);
        let span = |factor: &super::Factor| {
            let steps = factor.when.iter().map(|(block, _)| at[*block]);
            (steps.clone().min().unwrap_or(0), steps.max().unwrap_or(0))
        };
        let spans: Vec<(usize, usize)> = arena.factors.iter().map(span).collect();
        let widest =
            (0..order.len()).map(|s| spans.iter().filter(|(from, to)| *from <= s && s <= *to).count());
        let widest = widest.max().unwrap_or(0);
        let steps =
            order.iter().map(|&b| Step { fails: vec![0; arena.blocks[b].len], ..Step::default() }).collect();
        let mut sweep = Self { order, widest, steps };
        let mut free_from = [0usize; Key::BITS as usize];
        let mut by_start: Vec<usize> = (0..spans.len()).collect();
        by_start.sort_by_key(|&f| spans[f]);
        for f in by_start {
            let (from, to) = spans[f];
            let slot = (0..free_from.len()).find(|&s| free_from[s] <= from).ok_or(TooManyOpen(widest))?;
            free_from[slot] = to + 1;
            sweep.enter(&arena.factors[f], &at, (from, to), 1 << slot);
        }
        Ok(sweep)
    }

    fn enter(&mut self, factor: &super::Factor, at: &[usize], (from, to): (usize, usize), bit: Key) {
        self.steps[from].opens |= bit;
        for (block, holds) in &factor.when {
            let fails = &mut self.steps[at[*block]].fails;
            fails.iter_mut().zip(holds).filter(|(_, holds)| !**holds).for_each(|(fails, _)| *fails |= bit);
        }
        self.steps[to].closes.push((bit, factor.effect.clone()));
        self.steps[to].closed |= bit;
    }

    /// The key after taking `choice` at `step`, with what decided couplings add told to `add(dim, value)`;
    /// `None` when one forbids it.
    #[inline]
    pub fn go(&self, step: usize, key: Key, choice: usize, mut add: impl FnMut(usize, i64)) -> Option<Key> {
        let here = &self.steps[step];
        let held = (key | here.opens) & !here.fails[choice];
        if held & here.closed != 0 {
            for (bit, effect) in &here.closes {
                match effect {
                    Effect::Forbid if held & bit != 0 => return None,
                    Effect::Add { dim, value } if held & bit != 0 => add(*dim, *value),
                    _ => {}
                }
            }
        }
        Some(held & !here.closed)
    }

    /// What the couplings decided at `step` do.
    pub fn decided(&self, step: usize) -> impl Iterator<Item = &Effect> {
        self.steps[step].closes.iter().map(|(_, effect)| effect)
    }

    /// Whether no coupling is open or decided at `step`: every choice is independent there.
    pub fn is_free(&self, step: usize) -> bool {
        let here = &self.steps[step];
        here.opens == 0 && here.closes.is_empty() && here.fails.iter().all(|fails| *fails == 0)
    }
}

fn order(arena: &Arena) -> Vec<usize> {
    let blocks = arena.blocks.len();
    let mut left: Vec<usize> = arena.factors.iter().map(|factor| factor.when.len()).collect();
    let mut of_block: Vec<Vec<usize>> = vec![Vec::new(); blocks];
    for (f, factor) in arena.factors.iter().enumerate() {
        factor.when.iter().for_each(|(block, _)| of_block[*block].push(f));
    }
    let mut rest: Vec<usize> = (0..blocks).collect();
    let mut order = Vec::with_capacity(blocks);
    while !rest.is_empty() {
        // How many more couplings are open after taking the block.
        let growth = |b: usize| -> i64 {
            let change = |&f: &usize| match left[f] {
                1 => -1,
                n if n == arena.factors[f].when.len() => 1,
                _ => 0,
            };
            of_block[b].iter().map(change).sum()
        };
        let Some(at) = (0..rest.len()).min_by_key(|&i| (growth(rest[i]), rest[i])) else { break };
        let block = rest.remove(at);
        of_block[block].iter().for_each(|&f| left[f] -= 1);
        order.push(block);
    }
    order
}
