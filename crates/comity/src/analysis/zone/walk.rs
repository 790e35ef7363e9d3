//! Random paths through a layered graph, drawn from weights at its end: tables of what the rest of
//! every path weighs, and walks that choose each edge in proportion.

use super::super::budget::{Meter, Stopped};
use super::layers::Layers;
use crate::generate::SplitMix;

/// What a path weighs by the need it leaves unmet: `weights[d][left]`, multiplied over dimensions;
/// beyond the list it weighs nothing.
pub(crate) type EndWeights = Vec<Vec<f64>>;

/// Tables of the weight of all paths from every node and need left.
pub(crate) struct Walk<'a> {
    graph: &'a Layers,
    need: Vec<i64>,
    /// `tables[cut]`.
    tables: Vec<Table>,
    /// `ln` of what the table values at cut 0 are to be multiplied with.
    log_scale: f64,
}

struct Table {
    low: Vec<i64>,
    len: Vec<usize>,
    cells: usize,
    /// `weight[key * cells + cell]`.
    weight: Vec<f64>,
}

/// A path drawn.
pub(crate) struct Drawn {
    /// One choice a block, by position of the block in the arena.
    pub choices: Vec<u32>,
    /// Need left at the end, in the units of the graph, by dimension.
    pub left: Vec<i64>,
}

/// How many cells the tables take.
pub(crate) fn cells(graph: &Layers, need: &[i64], end: &EndWeights) -> f64 {
    let (before, after) = graph.reaches();
    let keys = |cut: usize| graph.layers.get(cut).map_or(1, |layer| layer.keys) as f64;
    let at = |cut: usize| {
        let (_, len) = span(need, &before[cut], &after[cut], end);
        len.iter().map(|len| *len as f64).product::<f64>() * keys(cut)
    };
    (0..before.len()).map(at).sum()
}

fn span(need: &[i64], before: &[i64], after: &[i64], end: &EndWeights) -> (Vec<i64>, Vec<usize>) {
    let low: Vec<i64> = need.iter().zip(before).map(|(need, before)| (need - before).max(0)).collect();
    let high = |d: usize| need[d].min(after[d] + end[d].len() as i64 - 1);
    let len = (0..need.len()).map(|d| (high(d) - low[d] + 1).max(0) as usize).collect();
    (low, len)
}

impl<'a> Walk<'a> {
    /// Fills the tables from the end.
    ///
    /// *Errors*: the meter's.
    pub fn new(
        graph: &'a Layers,
        need: &[i64],
        end: &EndWeights,
        meter: &Meter<'_>,
    ) -> Result<Self, Stopped> {
        let (before, after) = graph.reaches();
        let layers = graph.layers.len();
        let (low, len) = span(need, &before[layers], &after[layers], end);
        let mut last = Table::new(low, len, 1);
        last.each(|index, low| {
            index.iter().zip(low).zip(end).map(|((i, low), end)| end[(*i as i64 + low) as usize]).product()
        });
        let (mut tables, mut log_scale) = (vec![last], 0.0);
        for s in (0..layers).rev() {
            let (low, len) = span(need, &before[s], &after[s], end);
            let mut table = Table::new(low, len, graph.layers[s].keys);
            let next = &tables[tables.len() - 1];
            meter.spend((table.weight.len() * graph.layers[s].edges.len()) as u64)?;
            for edge in &graph.layers[s].edges {
                table.add(edge.from, next, edge.to, &edge.gain, edge.choices.len() as f64);
            }
            log_scale += table.rescale();
            tables.push(table);
        }
        tables.reverse();
        Ok(Self { graph, need: need.to_vec(), tables, log_scale })
    }

    /// `ln` of the weight of all paths.
    pub fn log_weight(&self) -> f64 {
        match self.tables[0].cell(&self.need) {
            Some(cell) => self.tables[0].weight[cell].ln() + self.log_scale,
            None => f64::NEG_INFINITY,
        }
    }

    /// Draws a path in proportion to its weight; only where [`Self::log_weight`] is finite.
    pub fn draw(&self, dice: &mut SplitMix, drawn: &mut Drawn) {
        let mut key = 0;
        drawn.left.clear();
        drawn.left.extend(&self.need);
        drawn.choices.resize(self.graph.layers.len(), 0);
        for (layer, next) in self.graph.layers.iter().zip(&self.tables[1..]) {
            let here = layer.edges.iter().filter(|e| e.from == key);
            let weigh = |e: &super::layers::Edge| match next.cell_after(&drawn.left, &e.gain) {
                Some(cell) => next.weight[e.to * next.cells + cell] * e.choices.len() as f64,
                None => 0.0,
            };
            let all: f64 = here.clone().map(weigh).sum();
            let mut at = dice.unit() * all;
            let mut taken = None;
            for edge in here {
                let weight = weigh(edge);
                if weight > 0.0 {
                    taken = Some(edge);
                    at -= weight;
                    if at < 0.0 {
                        break;
                    }
                }
            }
            let Some(edge) = taken else { return };
            drawn.left.iter_mut().zip(&edge.gain).for_each(|(left, gain)| *left = (*left - gain).max(0));
            key = edge.to;
            let which = if edge.choices.len() == 1 { 0 } else { below(dice, edge.choices.len()) };
            drawn.choices[layer.block] = edge.choices[which];
        }
    }
}

/// How many rows a layer's tables have and how wide they are.
pub(super) struct Rows {
    /// Nodes times cells.
    pub states: usize,
    /// The most choices any node offers.
    pub width: usize,
}

impl Walk<'_> {
    /// Number of layers.
    pub(super) fn layers(&self) -> usize {
        self.graph.layers.len()
    }

    /// Position in the arena of the block of a layer.
    pub(super) fn block(&self, at: usize) -> usize {
        self.graph.layers[at].block
    }

    /// The states before a layer. Before the first there is only the whole need.
    pub(super) fn rows(&self, at: usize) -> Rows {
        let layer = &self.graph.layers[at];
        let offers = |key: usize| layer.edges.iter().filter(|e| e.from == key).map(|e| e.choices.len()).sum();
        let width = (0..layer.keys).map(offers).max().unwrap_or(0);
        Rows { states: self.tables[at].weight.len(), width }
    }

    /// What every choice from a state weighs, the state it leads to, and the choice.
    pub(super) fn row(&self, at: usize, state: usize, row: &mut Vec<(f64, u32, u32)>) {
        let (here, next) = (&self.tables[at], &self.tables[at + 1]);
        let (key, left) = (state / here.cells, here.left(state % here.cells));
        row.clear();
        for edge in self.graph.layers[at].edges.iter().filter(|e| e.from == key) {
            let (weight, state) = match next.cell_after(&left, &edge.gain) {
                Some(cell) => (next.weight[edge.to * next.cells + cell], edge.to * next.cells + cell),
                None => (0.0, 0),
            };
            row.extend(edge.choices.iter().map(|choice| (weight, state as u32, *choice)));
        }
    }
}

/// A number below `bound` in exact proportion (rejects the uneven rest).
pub(crate) fn below(dice: &mut SplitMix, bound: usize) -> usize {
    let bound = bound as u64;
    let whole = u64::MAX - u64::MAX % bound;
    loop {
        let bits = dice.bits();
        if bits < whole {
            return (bits % bound) as usize;
        }
    }
}

impl Table {
    fn new(low: Vec<i64>, len: Vec<usize>, keys: usize) -> Self {
        let cells = len.iter().product();
        Self { low, len, cells, weight: vec![0.0; cells * keys] }
    }

    fn each(&mut self, weight: impl Fn(&[usize], &[i64]) -> f64) {
        let mut index = vec![0; self.len.len()];
        for cell in 0..self.cells {
            self.weight[cell] = weight(&index, &self.low);
            step(&mut index, &self.len);
        }
    }

    fn cell(&self, left: &[i64]) -> Option<usize> {
        let mut cell = 0;
        for ((left, low), len) in left.iter().zip(&self.low).zip(&self.len) {
            let at = left - low;
            if at < 0 || at >= *len as i64 {
                return None;
            }
            cell = cell * len + at as usize;
        }
        Some(cell)
    }

    /// The need left that a cell stands for.
    fn left(&self, mut cell: usize) -> Vec<i64> {
        let mut left = self.low.clone();
        for (left, len) in left.iter_mut().zip(&self.len).rev() {
            *left += (cell % len) as i64;
            cell /= len;
        }
        left
    }

    fn cell_after(&self, left: &[i64], gain: &[i64]) -> Option<usize> {
        let mut cell = 0;
        for d in 0..left.len() {
            let at = (left[d] - gain[d]).max(0) - self.low[d];
            if at < 0 || at >= self.len[d] as i64 {
                return None;
            }
            cell = cell * self.len[d] + at as usize;
        }
        Some(cell)
    }

    /// `self[from][left] += times · next[to][max(0, left − gain)]`, row by row.
    fn add(&mut self, from: usize, next: &Table, to: usize, gain: &[i64], times: f64) {
        let Some(last) = self.len.len().checked_sub(1) else {
            self.weight[from] += next.weight[to] * times;
            return;
        };
        let width = self.len[last];
        if self.cells == 0 || next.cells == 0 {
            return;
        }
        let clamped = if next.low[last] == 0 {
            (gain[last] - self.low[last]).clamp(0, width as i64) as usize
        } else {
            0
        };
        let start = (self.low[last] + clamped as i64 - gain[last] - next.low[last]).max(0) as usize;
        let start = start.min(next.len[last]);
        let len = (width - clamped).min(next.len[last] - start);
        let mut index = vec![0; last];
        for row in 0..self.cells / width {
            if let Some(base) = next.row_after(&index, &self.low, gain) {
                let base = to * next.cells + base * next.len[last];
                let out = &mut self.weight[from * self.cells + row * width..][..width];
                let first = next.weight[base] * times;
                out[..clamped].iter_mut().for_each(|sum| *sum += first);
                let source = &next.weight[base + start..base + start + len];
                out[clamped..clamped + len]
                    .iter_mut()
                    .zip(source)
                    .for_each(|(sum, more)| *sum += more * times);
            }
            step(&mut index, &self.len[..last]);
        }
    }

    fn row_after(&self, index: &[usize], low: &[i64], gain: &[i64]) -> Option<usize> {
        let mut row = 0;
        for d in 0..index.len() {
            let at = (index[d] as i64 + low[d] - gain[d]).max(0) - self.low[d];
            if at < 0 || at >= self.len[d] as i64 {
                return None;
            }
            row = row * self.len[d] + at as usize;
        }
        Some(row)
    }

    /// Divides by a power of two near the greatest weight; returns its `ln`.
    fn rescale(&mut self) -> f64 {
        let most = self.weight.iter().copied().fold(0.0, f64::max);
        if most == 0.0 || (1e-100..1e100).contains(&most) {
            return 0.0;
        }
        let power = most.log2().floor();
        let factor = (-power).exp2();
        self.weight.iter_mut().for_each(|w| *w *= factor);
        power * std::f64::consts::LN_2
    }
}

fn step(index: &mut [usize], len: &[usize]) {
    for d in (0..index.len()).rev() {
        index[d] += 1;
        if index[d] < len[d] {
            return;
        }
        index[d] = 0;
    }
}
