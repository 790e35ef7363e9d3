//! The least and the greatest of one weighted sum of utilities over an arena, floors not counted.

use super::arena::{Arena, Block, Effect};
use super::budget::{Meter, Stopped};
use super::sweep::{Key, Sweep};
use std::collections::BTreeMap;

/// An extreme with a package that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// The value, before caps, and one choice a block.
    At {
        /// The value.
        value: i128,
        /// One choice a block, in block order.
        choices: Vec<u32>,
    },
    /// No package keeps to the linkages.
    Nowhere,
}

/// The least `Σ weights[d] · utility[d]`; caps and floors are not applied.
///
/// *Exactness*: exact. *Errors*: the budget is too small for the couplings.
pub fn least(arena: &Arena, weights: &[i64], meter: &Meter<'_>) -> Result<Extreme, Stopped> {
    let negated: Vec<i64> = weights.iter().map(|w| -w).collect();
    Ok(match greatest(arena, &negated, meter)? {
        Extreme::At { value, choices } => Extreme::At { value: -value, choices },
        Extreme::Nowhere => Extreme::Nowhere,
    })
}

/// The greatest `Σ weights[d] · utility[d]`; caps and floors are not applied.
///
/// *Exactness*: exact; of several packages the one found first in block order.
/// *Errors*: the budget is too small for the couplings.
pub fn greatest(arena: &Arena, weights: &[i64], meter: &Meter<'_>) -> Result<Extreme, Stopped> {
    let sweep = Sweep::new(arena).map_err(|_| Stopped::Points)?;
    let dims = arena.dims();
    let worth = |gain: &[i64]| -> i128 {
        gain.iter().zip(weights).map(|(g, w)| i128::from(*g) * i128::from(*w)).sum()
    };
    // A state that cannot come up to a package known already is not carried along.
    let rest = rest(arena, &sweep, weights);
    let known = climb(arena, weights).unwrap_or(i128::MIN);
    let mut layers: Vec<BTreeMap<Key, (i128, Key, u32)>> = Vec::new();
    let mut now = BTreeMap::from([(0, (worth(&arena.base), 0, 0))]);
    for (step, &b) in sweep.order.iter().enumerate() {
        let block = &arena.blocks[b];
        let mut next: BTreeMap<Key, (i128, Key, u32)> = BTreeMap::new();
        for (&key, &(value, ..)) in &now {
            meter.spend(block.len as u64)?;
            for choice in 0..block.len {
                let mut sum = value + worth(block.gain(choice, dims));
                let add = |dim: usize, more: i64| sum += i128::from(more) * i128::from(weights[dim]);
                if let Some(then) = sweep.go(step, key, choice, add)
                    && sum + rest[step + 1] >= known
                    && next.get(&then).is_none_or(|(known, ..)| sum > *known)
                {
                    next.insert(then, (sum, key, choice as u32));
                }
            }
        }
        meter.hold(next.len())?;
        layers.push(std::mem::replace(&mut now, next));
        if now.is_empty() {
            return Ok(Extreme::Nowhere);
        }
    }
    layers.push(now);
    Ok(trace(arena, &sweep, &layers))
}

/// The most that the steps from each one on can still add: their best choices and every bonus.
fn rest(arena: &Arena, sweep: &Sweep, weights: &[i64]) -> Vec<i128> {
    let worth = |dim: usize, value: i64| i128::from(value) * i128::from(weights[dim]);
    let mut rest = vec![0; sweep.order.len() + 1];
    for (step, &b) in sweep.order.iter().enumerate().rev() {
        let block = &arena.blocks[b];
        let gain = |choice: usize| -> i128 {
            block.gain(choice, arena.dims()).iter().enumerate().map(|(d, g)| worth(d, *g)).sum()
        };
        let bonus = |effect: &Effect| match effect {
            Effect::Add { dim, value } => worth(*dim, *value).max(0),
            Effect::Forbid => 0,
        };
        let best = (0..block.len).map(gain).max().unwrap_or(0);
        rest[step] = rest[step + 1] + best + sweep.decided(step).map(bonus).sum::<i128>();
    }
    rest
}

/// The value of a good package: the best choice of every block, then one changed at a time while it
/// helps; `None` where no package on the way keeps to the linkages.
fn climb(arena: &Arena, weights: &[i64]) -> Option<i128> {
    let worth = |gain: &[i64]| -> i128 {
        gain.iter().zip(weights).map(|(g, w)| i128::from(*g) * i128::from(*w)).sum()
    };
    let of = |block: &Block, choice: usize| worth(block.gain(choice, arena.dims()));
    let best = |block: &Block| (0..block.len).max_by_key(|&c| (of(block, c), std::cmp::Reverse(c)));
    let mut choices = arena.blocks.iter().map(best).collect::<Option<Vec<usize>>>()?;
    let value = |choices: &[usize]| {
        let blocks = arena.blocks.iter().zip(choices);
        let mut sum = worth(&arena.base) + blocks.map(|(block, c)| of(block, *c)).sum::<i128>();
        for factor in &arena.factors {
            if factor.when.iter().all(|(block, holds)| holds[choices[*block]]) {
                match factor.effect {
                    Effect::Forbid => return None,
                    Effect::Add { dim, value } => sum += i128::from(value) * i128::from(weights[dim]),
                }
            }
        }
        Some(sum)
    };
    let mut known = value(&choices);
    if arena.factors.is_empty() {
        return known;
    }
    loop {
        let before = known;
        for at in 0..choices.len() {
            for choice in 0..arena.blocks[at].len {
                let kept = std::mem::replace(&mut choices[at], choice);
                match value(&choices) {
                    found if found > known => known = found,
                    _ => choices[at] = kept,
                }
            }
        }
        if known == before {
            return known;
        }
    }
}

fn trace(arena: &Arena, sweep: &Sweep, layers: &[BTreeMap<Key, (i128, Key, u32)>]) -> Extreme {
    let mut choices = vec![0; arena.blocks.len()];
    let Some(&(value, mut key, mut choice)) = layers.last().and_then(|last| last.get(&0)) else {
        return Extreme::Nowhere;
    };
    for step in (0..sweep.order.len()).rev() {
        choices[sweep.order[step]] = choice;
        if let Some(&(_, before, earlier)) = layers[step].get(&key) {
            (key, choice) = (before, earlier);
        }
    }
    Extreme::At { value, choices }
}
