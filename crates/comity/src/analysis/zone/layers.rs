//! An arena as a layered graph: one layer a block, one node an open set of couplings, one edge a
//! distinct gain. Every package that honours the linkages is one path; it counts when the gains on
//! its path reach the need in every dimension.

use super::super::arena::{Arena, Effect};
use super::super::budget::{Meter, Stopped};
use super::super::sweep::{Key, Sweep};
use std::collections::BTreeMap;

/// The layered graph. Dimensions are those with a floor that does not hold by itself; every gain is at
/// least 0, so that a need once met stays met.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    /// What the gains of a path must reach, by dimension, each above 0.
    pub need: Vec<i64>,
    /// One a block, in the order of the sweep.
    pub layers: Vec<Layer>,
}

/// One block.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    /// Position of the block in the arena.
    pub block: usize,
    /// Nodes before the layer; after the last layer there is one.
    pub keys: usize,
    /// Edges, ordered by source, target and gain.
    pub edges: Vec<Edge>,
}

/// Choices of a block that lead from one node to another with the same gain.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    /// Node before.
    pub from: usize,
    /// Node after.
    pub to: usize,
    /// What the choices add, by dimension.
    pub gain: Vec<i64>,
    /// The choices, ascending.
    pub choices: Vec<u32>,
}

impl Layers {
    /// The graph of an arena; `None` when no package can count.
    ///
    /// *Errors*: more couplings open at once than a sweep carries, or more edges than points may be held.
    pub fn new(arena: &Arena, meter: &Meter<'_>) -> Result<Option<Self>, Stopped> {
        let dims: Vec<usize> = (0..arena.dims()).filter(|&d| arena.floor[d] > i64::MIN).collect();
        if arena.is_barren() || dims.iter().any(|&d| arena.cap[d] < arena.floor[d]) {
            return Ok(None);
        }
        let sweep = if arena.factors.is_empty() {
            Sweep::in_order(arena, folded(arena, &dims))
        } else {
            Sweep::new(arena)
        };
        let sweep = sweep.map_err(|_| Stopped::Points)?;
        let mut graph = Self {
            need: dims.iter().map(|&d| arena.floor[d].saturating_sub(arena.base[d])).collect(),
            layers: Vec::new(),
        };
        let mut keys: Vec<Key> = vec![0];
        for step in 0..sweep.order.len() {
            let (layer, after) = layer(arena, &sweep, step, &keys, &dims, meter)?;
            graph.layers.push(layer);
            keys = after;
        }
        if keys.is_empty() {
            return Ok(None);
        }
        graph.raise_to_zero();
        Ok(graph.settle())
    }

    /// The greatest gain of the layers before each cut and after it: `(before[cut][d], after[cut][d])`.
    pub fn reaches(&self) -> (Vec<Vec<i64>>, Vec<Vec<i64>>) {
        let dims = self.need.len();
        let most = |layer: &Layer, d: usize| layer.edges.iter().map(|e| e.gain[d]).max().unwrap_or(0);
        let mut before = vec![vec![0; dims]];
        for layer in &self.layers {
            let last = before[before.len() - 1].clone();
            before.push(last.iter().enumerate().map(|(d, sum)| sum + most(layer, d)).collect());
        }
        let all = before[before.len() - 1].clone();
        let after = before.iter().map(|b| all.iter().zip(b).map(|(all, b)| all - b).collect()).collect();
        (before, after)
    }

    /// Takes the least gain of each layer off its edges and off the need.
    fn raise_to_zero(&mut self) {
        for layer in &mut self.layers {
            for d in 0..self.need.len() {
                let least = layer.edges.iter().map(|e| e.gain[d]).min().unwrap_or(0);
                layer.edges.iter_mut().for_each(|e| e.gain[d] -= least);
                self.need[d] = self.need[d].saturating_sub(least);
            }
        }
    }

    /// Drops dimensions whose need holds by itself, divides the others by their greatest common
    /// divisor, puts the widest last, and joins edges that have become equal; `None` when a need is
    /// out of reach.
    pub fn settle(mut self) -> Option<Self> {
        let (before, _) = self.reaches();
        let reach = &before[before.len() - 1];
        if reach.iter().zip(&self.need).any(|(reach, need)| reach < need) {
            return None;
        }
        let mut kept: Vec<usize> = (0..self.need.len()).filter(|&d| self.need[d] > 0).collect();
        let divisor: Vec<i64> = (0..self.need.len()).map(|d| self.common_divisor(d)).collect();
        let need: Vec<i64> =
            (0..self.need.len()).map(|d| (self.need[d] - 1).div_euclid(divisor[d]) + 1).collect();
        kept.sort_by_key(|&d| (need[d], d));
        for layer in &mut self.layers {
            let edges = std::mem::take(&mut layer.edges);
            let mut joined: BTreeMap<(usize, usize, Vec<i64>), Vec<u32>> = BTreeMap::new();
            for edge in edges {
                let gain = kept.iter().map(|&d| edge.gain[d] / divisor[d]).collect();
                joined.entry((edge.from, edge.to, gain)).or_default().extend(edge.choices);
            }
            let edge = |((from, to, gain), mut choices): (_, Vec<u32>)| {
                choices.sort_unstable();
                Edge { from, to, gain, choices }
            };
            layer.edges = joined.into_iter().map(edge).collect();
        }
        self.need = kept.iter().map(|&d| need[d]).collect();
        Some(self)
    }

    fn common_divisor(&self, d: usize) -> i64 {
        let gains = self.layers.iter().flat_map(|layer| layer.edges.iter().map(|e| e.gain[d]));
        gains.fold(0, gcd).max(1)
    }
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The edges of one block from every open set in `keys`, and the open sets after it, ascending.
fn layer(
    arena: &Arena,
    sweep: &Sweep,
    step: usize,
    keys: &[Key],
    dims: &[usize],
    meter: &Meter<'_>,
) -> Result<(Layer, Vec<Key>), Stopped> {
    let block = &arena.blocks[sweep.order[step]];
    let mut found: BTreeMap<(usize, Key, Vec<i64>), Vec<u32>> = BTreeMap::new();
    for (from, &key) in keys.iter().enumerate() {
        meter.spend(block.len as u64)?;
        for choice in 0..block.len {
            let all = block.gain(choice, arena.dims());
            let mut gain: Vec<i64> = dims.iter().map(|&d| all[d]).collect();
            let add = |dim: usize, value: i64| {
                if let Some(at) = dims.iter().position(|&d| d == dim) {
                    gain[at] += value;
                }
            };
            if let Some(to) = sweep.go(step, key, choice, add) {
                found.entry((from, to, gain)).or_default().push(choice as u32);
            }
        }
        meter.hold(found.len())?;
    }
    let mut after: Vec<Key> = found.keys().map(|(_, to, _)| *to).collect();
    after.sort_unstable();
    after.dedup();
    let edges = found.into_iter().map(|((from, to, gain), choices)| {
        let to = after.binary_search(&to).unwrap_or(0);
        Edge { from, to, gain, choices }
    });
    Ok((Layer { block: sweep.order[step], keys: keys.len(), edges: edges.collect() }, after))
}

/// An order for blocks without couplings that keeps tables small where many choices are taken: from
/// both ends towards the middle, first the blocks with many distinct gains for the range they span.
fn folded(arena: &Arena, dims: &[usize]) -> Vec<usize> {
    debug_assert!(arena.factors.iter().all(|f| f.effect != Effect::Forbid));
    let total: Vec<f64> =
        dims.iter().map(|&d| (0..arena.blocks.len()).map(|b| spread(arena, b, d)).sum()).collect();
    let weight = |b: usize| -> (f64, f64) {
        let block = &arena.blocks[b];
        let mut gains: Vec<Vec<i64>> =
            (0..block.len).map(|c| dims.iter().map(|&d| block.gain(c, arena.dims())[d]).collect()).collect();
        gains.sort_unstable();
        gains.dedup();
        let share =
            |(i, &d): (usize, &usize)| if total[i] > 0.0 { spread(arena, b, d) / total[i] } else { 0.0 };
        let grows: f64 = dims.iter().enumerate().map(share).sum();
        (gains.len() as f64 / grows.max(1e-9), grows)
    };
    let mut ranked: Vec<(f64, f64, usize)> =
        (0..arena.blocks.len()).map(|b| (weight(b).0, weight(b).1, b)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
    let (mut front, mut back) = (Vec::new(), Vec::new());
    let (mut grown_front, mut grown_back) = (0.0, 0.0);
    for (_, grows, b) in ranked {
        if grown_front <= grown_back {
            front.push(b);
            grown_front += grows;
        } else {
            back.push(b);
            grown_back += grows;
        }
    }
    back.reverse();
    front.extend(back);
    front
}

fn spread(arena: &Arena, block: usize, d: usize) -> f64 {
    let gains = (0..arena.blocks[block].len).map(|c| arena.blocks[block].gain(c, arena.dims())[d]);
    let (low, high) = gains.fold((i64::MAX, i64::MIN), |(low, high), g| (low.min(g), high.max(g)));
    high as f64 - low as f64
}
