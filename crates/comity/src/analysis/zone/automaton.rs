//! Tables of a walk turned into thresholds, so that many paths are drawn layer by layer at a time.

use super::super::arena::Arena;
use super::walk::Walk;
use crate::generate::SplitMix;
use crate::model::Package;

/// A walk with one threshold a node, cell and choice.
pub(super) struct Automaton {
    layers: Vec<Layer>,
}

struct Layer {
    block: usize,
    /// Columns of a row: the most choices any node offers.
    width: usize,
    /// `threshold[state * width + column]`, ascending along a row; the last of a row is the greatest number.
    threshold: Vec<u64>,
    /// State after each column.
    next: Vec<u32>,
    /// Choice of each column.
    choice: Vec<u32>,
}

/// Most entries in all.
const ENTRIES: usize = 24_000_000;
/// Paths drawn at a time.
const BATCH: usize = 2048;

impl Automaton {
    /// `None` where the tables would be too large.
    pub fn new(walk: &Walk<'_>) -> Option<Self> {
        let (mut layers, mut entries) = (Vec::new(), 0);
        for at in 0..walk.layers() {
            let rows = walk.rows(at);
            entries += rows.states * rows.width;
            if entries > ENTRIES || rows.states > u32::MAX as usize {
                return None;
            }
            layers.push(Layer::new(walk, at, rows.states, rows.width));
        }
        Some(Self { layers })
    }

    /// Draws packages.
    pub fn draw(&self, arena: &Arena, wanted: usize, dice: &mut SplitMix) -> Vec<Package> {
        let mut packages = Vec::with_capacity(wanted);
        let mut state = [0u32; BATCH];
        while packages.len() < wanted {
            let now = BATCH.min(wanted - packages.len());
            let first = packages.len();
            packages.extend((0..now).map(|_| Package(vec![0; arena.issues])));
            // The first layer has one state that counts: the whole need.
            state[..now].fill(0);
            for layer in &self.layers {
                let block = &arena.blocks[layer.block];
                for (state, package) in state[..now].iter_mut().zip(&mut packages[first..]) {
                    let entry = layer.pick(*state, dice.bits());
                    *state = layer.next[entry];
                    let choice = layer.choice[entry] as usize * block.issues.len();
                    for (i, &issue) in block.issues.iter().enumerate() {
                        package.0[issue] = block.options[choice + i];
                    }
                }
            }
        }
        packages
    }
}

impl Layer {
    fn new(walk: &Walk<'_>, at: usize, states: usize, width: usize) -> Self {
        let mut layer = Self {
            block: walk.block(at),
            width,
            threshold: Vec::with_capacity(states * width),
            next: Vec::with_capacity(states * width),
            choice: Vec::with_capacity(states * width),
        };
        let mut row: Vec<(f64, u32, u32)> = Vec::new();
        for state in 0..states {
            walk.row(at, state, &mut row);
            layer.push(&row);
        }
        layer
    }

    /// One row of `(weight, next, choice)`, padded with copies of the last column that can be taken.
    fn push(&mut self, row: &[(f64, u32, u32)]) {
        let all: f64 = row.iter().map(|(weight, ..)| weight).sum();
        let last = row.iter().rposition(|(weight, ..)| *weight > 0.0);
        let mut sum = 0.0;
        for column in 0..self.width {
            let taken = last.map(|last| row[column.min(last)]);
            let (weight, next, choice) = taken.unwrap_or((0.0, 0, 0));
            sum += weight;
            let open = last.is_some_and(|last| column < last);
            self.threshold.push(if open { (sum / all * TWO_TO_64) as u64 } else { u64::MAX });
            self.next.push(next);
            self.choice.push(choice);
        }
    }

    #[inline]
    fn pick(&self, state: u32, bits: u64) -> usize {
        let first = state as usize * self.width;
        let row = &self.threshold[first..first + self.width];
        let at = row.iter().map(|t| usize::from(*t <= bits)).sum::<usize>();
        first + at.min(self.width - 1)
    }
}

const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;
