//! Exact counting by lists: every distinct sum of gains of either half of a layered graph, and then the
//! pairs that together meet the need. Meet in the middle for scores too fine for tables.
//!
//! *Source*: Horowitz and Sahni, "Computing partitions with applications to the knapsack problem",
//! J. ACM 21 (1974), for the halves; Bentley, "Multidimensional divide-and-conquer", CACM 23 (1980),
//! for the pairs.

use super::super::budget::{Meter, Stopped};
use super::dominance::{Points, pairs};
use super::layers::{Edge, Layers};
use num_bigint::BigUint;

/// Every path of the graph, so that weights fit 128 bits.
const MOST_PATHS: f64 = 1e38;

/// Whether lists can hold this graph at all, and about how many points the longer half has.
pub(crate) fn longest_half(graph: &Layers) -> Option<f64> {
    let ways = |s: usize| graph.layers[s].edges.iter().map(|e| e.choices.len() as f64).sum::<f64>();
    let all: f64 = (0..graph.layers.len()).map(ways).product();
    (all < MOST_PATHS).then(|| all.sqrt())
}

/// The number of paths that meet every need.
///
/// *Exactness*: exact. *Errors*: a list would hold more points than the budget allows, or the meter's.
pub(crate) fn count(graph: &Layers, meter: &Meter<'_>) -> Result<BigUint, Stopped> {
    let (before, after) = graph.reaches();
    let (mut low, mut high) = (0, graph.layers.len());
    let mut front = vec![Points::origin(graph.need.len())];
    let mut back = front.clone();
    while low < high {
        let size = |lists: &[Points]| lists.iter().map(Points::len).sum::<usize>();
        let grows = |lists: &[Points], s: usize| size(lists).saturating_mul(graph.layers[s].edges.len());
        // The next layer joins the side that then is the shorter one.
        if grows(&front, low) <= grows(&back, high - 1) {
            let keys = graph.layers.get(low + 1).map_or(1, |layer| layer.keys);
            let least: Vec<i64> = graph.need.iter().zip(&after[low + 1]).map(|(n, a)| n - a).collect();
            front = extend(&graph.layers[low].edges, &front, keys, |e| (e.from, e.to), &least, meter)?;
            low += 1;
        } else {
            high -= 1;
            let keys = graph.layers[high].keys;
            let least: Vec<i64> = graph.need.iter().zip(&before[high]).map(|(n, b)| n - b).collect();
            back = extend(&graph.layers[high].edges, &back, keys, |e| (e.to, e.from), &least, meter)?;
        }
    }
    let mut sum = BigUint::ZERO;
    for (reached, others) in front.iter().zip(&back) {
        sum += BigUint::from(pairs(reached, others, &graph.need, meter)?);
    }
    Ok(sum)
}

/// The lists on the other side of a layer: one a node, without the points that cannot meet the need
/// whatever the rest gains.
fn extend(
    edges: &[Edge],
    from: &[Points],
    keys: usize,
    ends: fn(&Edge) -> (usize, usize),
    least: &[i64],
    meter: &Meter<'_>,
) -> Result<Vec<Points>, Stopped> {
    let mut held = 0;
    let mut lists = Vec::with_capacity(keys);
    for key in 0..keys {
        let mut parts = Vec::new();
        for edge in edges.iter().filter(|e| ends(e).1 == key) {
            let list = &from[ends(edge).0];
            meter.spend(list.len() as u64 * 4)?;
            held += list.len();
            meter.hold(held)?;
            parts.push(list.shifted(&edge.gain, edge.choices.len() as u128, least));
        }
        lists.push(Points::joined(parts, least.len()));
    }
    Ok(lists)
}
