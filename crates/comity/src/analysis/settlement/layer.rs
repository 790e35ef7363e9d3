//! States of a search that have decided the same steps, and the trail that leads back from them.

use super::lens::Budgets;
use super::space::Space;
use super::tally::Tally;
use crate::analysis::Key;
use crate::model::Package;

/// States after the same number of steps.
#[derive(Clone)]
pub(super) struct Layer<T> {
    /// `sums[state * dims + d]`, exact, before caps.
    pub sums: Vec<i64>,
    /// Budgets left, by state.
    pub budgets: Vec<Budgets>,
    /// Open couplings and crossed red lines, by state; empty when the space has no keys.
    pub keys: Vec<(Key, u128)>,
    /// Place on the trail, by state.
    pub trail: Vec<u32>,
    /// Packages that share the state, by state.
    pub tally: Vec<T>,
}

/// No node.
pub(super) const NOWHERE: u32 = u32::MAX;

/// One way to come to a state.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The node of the state before.
    pub parent: u32,
    /// The choice taken.
    pub choice: u32,
    /// Another way to the same state.
    pub twin: u32,
}

impl<T: Tally> Layer<T> {
    /// The state before any step.
    pub(super) fn start(space: &Space<'_>) -> Self {
        Self {
            sums: space.arena.base.clone(),
            budgets: Vec::new(),
            keys: if space.keyed { vec![(0, 0)] } else { Vec::new() },
            trail: vec![NOWHERE],
            tally: vec![T::of(1)],
        }
    }

    /// A layer without states.
    pub(super) fn empty() -> Self {
        Self { sums: Vec::new(), budgets: Vec::new(), keys: Vec::new(), trail: Vec::new(), tally: Vec::new() }
    }

    /// Number of states.
    pub(super) fn len(&self) -> usize {
        self.trail.len()
    }

    /// The exact sums of a state.
    pub(super) fn sums(&self, state: usize, dims: usize) -> &[i64] {
        &self.sums[state * dims..(state + 1) * dims]
    }

    /// A copy of some states, in the order given.
    pub(super) fn pick(&self, states: impl Iterator<Item = usize>, dims: usize) -> Self {
        let mut picked = Self::empty();
        for state in states {
            picked.sums.extend_from_slice(self.sums(state, dims));
            if let Some(key) = self.keys.get(state) {
                picked.keys.push(*key);
            }
            picked.trail.push(self.trail[state]);
            picked.tally.push(self.tally[state].clone());
        }
        picked
    }
}

/// Finds equal states by open addressing over their sums and keys.
pub(super) struct Twins {
    table: Vec<u32>,
    filled: usize,
}

impl Twins {
    /// An empty table.
    pub(super) fn new() -> Self {
        Self { table: vec![NOWHERE; 1024], filled: 0 }
    }

    /// The state of the layer with these sums and key, entering the next one (position `len`) if none.
    pub(super) fn find<T: Tally>(
        &mut self,
        layer: &Layer<T>,
        sums: &[i64],
        key: Option<(Key, u128)>,
    ) -> Option<usize> {
        if self.filled * 2 >= self.table.len() {
            self.grow(layer, sums.len());
        }
        let mut slot = hash(sums, key) as usize & (self.table.len() - 1);
        loop {
            match self.table[slot] {
                NOWHERE => {
                    self.table[slot] = layer.len() as u32;
                    self.filled += 1;
                    return None;
                }
                state => {
                    let state = state as usize;
                    if layer.sums(state, sums.len()) == sums && layer.keys.get(state).copied() == key {
                        return Some(state);
                    }
                    slot = (slot + 1) & (self.table.len() - 1);
                }
            }
        }
    }

    fn grow<T: Tally>(&mut self, layer: &Layer<T>, dims: usize) {
        let size = self.table.len() * 4;
        self.table = vec![NOWHERE; size];
        for state in 0..layer.len() {
            let key = layer.keys.get(state).copied();
            let mut slot = hash(layer.sums(state, dims), key) as usize & (size - 1);
            while self.table[slot] != NOWHERE {
                slot = (slot + 1) & (size - 1);
            }
            self.table[slot] = state as u32;
        }
    }
}

fn hash(sums: &[i64], key: Option<(Key, u128)>) -> u64 {
    let mix = |hash: u64, x: u64| (hash.rotate_left(5) ^ x).wrapping_mul(0x517c_c1b7_2722_0a95);
    let mut hash = sums.iter().fold(0, |hash, sum| mix(hash, *sum as u64));
    if let Some((open, crossed)) = key {
        for half in [open as u64, (open >> 64) as u64, crossed as u64, (crossed >> 64) as u64] {
            hash = mix(hash, half);
        }
    }
    hash ^ (hash >> 29)
}

/// Packages that lead to a node and go on with the choices `last` of the last steps, at most `limit`,
/// in the order of the trail.
pub(super) fn packages(
    space: &Space<'_>,
    trail: &[Node],
    node: u32,
    last: &[u32],
    limit: usize,
) -> Vec<Package> {
    let mut walk = Walk { space, trail, last, choices: vec![0; space.steps.len()], found: Vec::new(), limit };
    walk.back(node, space.steps.len());
    walk.found
}

struct Walk<'a> {
    space: &'a Space<'a>,
    trail: &'a [Node],
    last: &'a [u32],
    choices: Vec<u32>,
    found: Vec<Package>,
    limit: usize,
}

impl Walk<'_> {
    fn back(&mut self, node: u32, depth: usize) {
        if depth == 0 {
            let mut by_block = vec![0; self.space.steps.len()];
            self.space.steps.iter().zip(&self.choices).for_each(|(step, c)| by_block[step.block] = *c);
            self.found.push(self.space.arena.package(&by_block));
            return;
        }
        let first_last = self.space.steps.len() - self.last.len();
        if depth > first_last {
            self.members(self.last[depth - 1 - first_last], node, depth);
            return;
        }
        let mut at = node;
        while at != NOWHERE && self.found.len() < self.limit {
            let Node { parent, choice, twin } = self.trail[at as usize];
            self.members(choice, parent, depth);
            at = twin;
        }
    }

    fn members(&mut self, choice: u32, parent: u32, depth: usize) {
        let space = self.space;
        for &member in &space.steps[depth - 1].members[choice as usize] {
            if self.found.len() < self.limit {
                self.choices[depth - 1] = member;
                self.back(parent, depth - 1);
            }
        }
    }
}
