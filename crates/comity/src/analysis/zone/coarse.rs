//! A layered graph on a coarser grid: small enough for tables, with what rounding can have moved.

use super::layers::{Edge, Layers};

/// The graph with every gain divided by the width of a cell and rounded down after a shift of the layer.
#[derive(Clone, Debug)]
pub(crate) struct Coarse {
    /// Same layers, keys and edges in the same order; gains in cells. Its need is not used.
    pub graph: Layers,
    /// Width of a cell, by dimension.
    pub width: Vec<i64>,
    /// Paths that gain this many cells surely meet the need.
    pub sure: Vec<i64>,
    /// Paths that gain fewer cells surely do not.
    pub possible: Vec<i64>,
    /// Where the need stands among the cells on average, and the standard deviation of that, in cells.
    pub expected: Vec<(f64, f64)>,
}

impl Coarse {
    /// The grid that cuts every need into `cells` (or leaves it whole where it has fewer).
    pub fn new(exact: &Layers, cells: i64) -> Self {
        let dims = exact.need.len();
        let width: Vec<i64> = exact.need.iter().map(|need| (need / cells.max(1)).max(1)).collect();
        let mut coarse = Self {
            graph: exact.clone(),
            sure: vec![0; dims],
            possible: vec![0; dims],
            expected: vec![(0.0, 0.0); dims],
            width,
        };
        for d in 0..dims {
            coarse.round(exact, d);
        }
        coarse
    }

    /// The graph that counts no path that should not count, or every path that should.
    pub fn with_need(&self, need: &[i64]) -> Option<Layers> {
        let graph = Layers { need: need.to_vec(), layers: self.graph.layers.clone() };
        graph.settle()
    }

    fn round(&mut self, exact: &Layers, d: usize) {
        let width = self.width[d];
        // Of every path: gain = width · cells + shift + rest, with 0 ≤ rest ≤ slack.
        let (mut shift, mut slack, mut mean, mut variance) = (0i64, 0i64, 0.0, 0.0);
        for (layer, coarse) in exact.layers.iter().zip(&mut self.graph.layers) {
            let (from, span) = quiet(&layer.edges, d, width);
            let mut low = i64::MAX;
            for (edge, rounded) in layer.edges.iter().zip(&mut coarse.edges) {
                rounded.gain[d] = (edge.gain[d] - from).div_euclid(width);
                low = low.min(rounded.gain[d]);
            }
            let low = if low == i64::MAX { 0 } else { low };
            coarse.edges.iter_mut().for_each(|edge| edge.gain[d] -= low);
            let rests = layer.edges.iter().zip(&coarse.edges);
            let rests: Vec<(f64, f64)> = rests
                .map(|(e, c)| ((e.gain[d] - from - (c.gain[d] + low) * width) as f64, e.choices.len() as f64))
                .collect();
            let all: f64 = rests.iter().map(|(_, n)| n).sum::<f64>().max(1.0);
            let average = rests.iter().map(|(rest, n)| rest * n).sum::<f64>() / all;
            mean += average;
            variance +=
                rests.iter().map(|(rest, n)| (rest - average) * (rest - average) * n).sum::<f64>() / all;
            shift += from + low * width;
            slack += span;
        }
        let left = exact.need[d] - shift;
        self.sure[d] = (left - 1).div_euclid(width) + 1;
        self.possible[d] = (left - slack - 1).div_euclid(width) + 1;
        self.expected[d] = ((left as f64 - mean) / width as f64, variance.sqrt() / width as f64);
    }
}

/// Where to start the cells of a layer so that what rounding takes off spans least: just past the
/// widest gap between residues. Returns the start and the span.
fn quiet(edges: &[Edge], d: usize, width: i64) -> (i64, i64) {
    let mut residues: Vec<i64> = edges.iter().map(|e| e.gain[d].rem_euclid(width)).collect();
    residues.sort_unstable();
    residues.dedup();
    let gap = |i: usize| {
        let before = if i == 0 { residues[residues.len() - 1] - width } else { residues[i - 1] };
        residues[i] - before
    };
    match (0..residues.len()).max_by_key(|&i| (gap(i), i)) {
        Some(i) => (residues[i], width - gap(i)),
        None => (0, 0),
    }
}
