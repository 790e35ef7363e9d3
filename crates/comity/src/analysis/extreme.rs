//! The least and the greatest of one weighted sum of utilities over an arena, floors not counted.

use super::arena::Arena;
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
                if let Some(then) = sweep.go(step, key, choice, add) {
                    let better = next.get(&then).is_none_or(|(known, ..)| sum > *known);
                    if better {
                        next.insert(then, (sum, key, choice as u32));
                    }
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
