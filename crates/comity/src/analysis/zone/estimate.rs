//! A stated estimate where exact counting is out of reach: weighted random paths over a coarse grid,
//! each checked exactly, with the standard error; and an interval that surely holds the count.
//!
//! *Source*: after Dyer, "Approximate counting by dynamic programming", STOC 2003 (tables over rounded
//! sums, then rejection); unions by Karp and Luby, "Monte-Carlo algorithms for enumeration and
//! reliability problems", FOCS 1983. Here paths near the edge are weighted rather than rejected.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::coarse::Coarse;
use super::dense;
use super::layers::Layers;
use super::walk::{self, Drawn, EndWeights, Walk};
use crate::generate::SplitMix;
use num_bigint::BigUint;

/// An estimate of a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, rounded to a whole number.
    pub value: BigUint,
    /// Standard error as a share of the value.
    pub relative_error: f64,
    /// The count is at least this, proved.
    pub low: BigUint,
    /// The count is at most this, proved.
    pub high: BigUint,
    /// How many random packages it rests on.
    pub samples: u64,
    /// What the random numbers were started from.
    pub seed: u64,
}

/// Cells of the tables that random paths are drawn from.
const WALK_CELLS: f64 = 6e6;
/// Additions spent on the interval.
const INTERVAL_WORK: f64 = 4e8;
/// Relative standard error that ends the sampling.
const TARGET: f64 = 0.002;
/// Most random packages.
const MOST_SAMPLES: u64 = 400_000;
const BATCH: u64 = 10_000;

/// Estimates the number of packages in the union of the arenas, whose graphs stand beside them.
pub(crate) fn estimate(
    arenas: &[(Arena, Layers)],
    seed: u64,
    meter: &Meter<'_>,
) -> Result<Estimate, Stopped> {
    let (low, high) = interval(arenas, meter)?;
    let coarse: Vec<(Coarse, Vec<i64>, EndWeights)> =
        arenas.iter().map(|(_, graph)| softened(graph, WALK_CELLS / arenas.len() as f64)).collect();
    let mut walks = Vec::with_capacity(coarse.len());
    for (grid, need, end) in &coarse {
        walks.push((Walk::new(&grid.graph, need, end, meter)?, end));
    }
    let logs: Vec<f64> = walks.iter().map(|(walk, _)| walk.log_weight()).collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return Ok(Estimate { value: low.clone(), relative_error: 0.0, low, high, samples: 0, seed });
    }
    let shares: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
    let mut tally = Tally::default();
    let mut dice = SplitMix::new(seed);
    let mut drawn = Drawn { choices: Vec::new(), left: Vec::new() };
    while tally.count < MOST_SAMPLES as f64 && tally.relative_error() > TARGET {
        meter.spend(BATCH * arenas[0].0.blocks.len() as u64 * 8)?;
        for _ in 0..BATCH {
            let at = pick(&shares, &mut dice);
            let (walk, end) = &walks[at];
            walk.draw(&mut dice, &mut drawn);
            tally.add(worth(arenas, at, end, &drawn));
        }
    }
    let log_total = most + shares.iter().sum::<f64>().ln() + tally.mean().ln();
    let value = whole(log_total).clamp(low.clone(), high.clone());
    Ok(Estimate {
        value,
        relative_error: tally.relative_error(),
        low,
        high,
        samples: tally.count as u64,
        seed,
    })
}

/// What one drawn path contributes: 0 outside its arena; else one over its weight, shared among the
/// arenas that hold the package.
fn worth(arenas: &[(Arena, Layers)], at: usize, end: &EndWeights, drawn: &Drawn) -> f64 {
    let arena = &arenas[at].0;
    if !holds(arena, &drawn.choices) {
        return 0.0;
    }
    let weight: f64 = drawn.left.iter().zip(end).map(|(left, end)| end[*left as usize]).product();
    let sharing = if arenas.len() == 1 {
        1
    } else {
        let package = arena.package(&drawn.choices);
        let also = |(other, _): &&(Arena, Layers)| other.choices(&package).is_some_and(|c| holds(other, &c));
        arenas.iter().filter(also).count().max(1)
    };
    1.0 / (weight * sharing as f64)
}

pub(crate) fn holds(arena: &Arena, choices: &[u32]) -> bool {
    arena.utilities(choices).is_some_and(|utilities| arena.reaches_floors(&utilities))
}

pub(crate) fn pick(shares: &[f64], dice: &mut SplitMix) -> usize {
    if shares.len() == 1 {
        return 0;
    }
    let mut at = dice.unit() * shares.iter().sum::<f64>();
    for (i, share) in shares.iter().enumerate() {
        at -= share;
        if at < 0.0 {
            return i;
        }
    }
    (0..shares.len()).rev().find(|&i| shares[i] > 0.0).unwrap_or(0)
}

/// The finest grid whose tables fit, its need, and end weights that grow with the chance that a path
/// meets the exact need.
fn softened(graph: &Layers, most: f64) -> (Coarse, Vec<i64>, EndWeights) {
    let dims = graph.need.len().max(1) as f64;
    let layers = graph.layers.len().max(1) as f64;
    let mut cells = (4.0 * most / layers).powf(1.0 / dims).ceil().max(4.0);
    loop {
        let grid = Coarse::new(graph, cells as i64);
        let (need, end) = soft_end(&grid);
        if cells <= 4.0 || walk::cells(&grid.graph, &need, &end) <= most {
            return (grid, need, end);
        }
        cells *= 0.85;
    }
}

fn soft_end(grid: &Coarse) -> (Vec<i64>, EndWeights) {
    let (mut need, mut end) = (Vec::new(), Vec::new());
    for d in 0..grid.sure.len() {
        let (mean, deviation) = grid.expected[d];
        // A little wider than the grid's own spread: the paths that matter are not average ones.
        let deviation = 1.25 * deviation + 1e-3;
        let top = grid.sure[d].min((mean + 3.0 * deviation).ceil() as i64).max(grid.possible[d]).max(0);
        let chance = |cells: i64| normal((cells as f64 - mean) / deviation).sqrt().max(1e-12);
        end.push(
            (0..=top - grid.possible[d])
                .map(|left| if left == 0 { 1.0 } else { chance(top - left) })
                .collect(),
        );
        need.push(top);
    }
    (need, end)
}

/// The standard normal distribution function, to about 10⁻⁷: only shapes a proposal, never a result.
fn normal(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * x.abs());
    let poly = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * poly;
    if x > 0.0 { 1.0 - tail } else { tail }
}

/// The union holds at least its greatest part and at most the sum of all.
fn interval(arenas: &[(Arena, Layers)], meter: &Meter<'_>) -> Result<(BigUint, BigUint), Stopped> {
    let (mut low, mut high) = (BigUint::ZERO, BigUint::ZERO);
    for (_, graph) in arenas {
        let grid = finest(graph, INTERVAL_WORK / arenas.len() as f64);
        let count = |need: &[i64]| match grid.with_need(need) {
            Some(graph) => dense::count(&graph, dense::plan(&graph), meter),
            None => Ok(BigUint::ZERO),
        };
        low = low.max(count(&grid.sure)?);
        high += count(&grid.possible)?;
    }
    Ok((low, high))
}

fn finest(graph: &Layers, work: f64) -> Coarse {
    let mut cells = 4000.0;
    loop {
        let grid = Coarse::new(graph, cells as i64);
        let fits = |need: &[i64]| {
            grid.with_need(need).is_none_or(|g| {
                let plan = dense::plan(&g);
                plan.work <= work && plan.cells <= 4e6
            })
        };
        if cells <= 2.0 || (fits(&grid.possible) && fits(&grid.sure)) {
            return grid;
        }
        cells *= 0.8;
    }
}

/// `e^log` as a whole number.
fn whole(log: f64) -> BigUint {
    let power = (log / std::f64::consts::LN_2 - 60.0).floor().max(0.0);
    let mantissa = (log - power * std::f64::consts::LN_2).exp().round();
    BigUint::from(mantissa as u64) << (power as u64)
}

#[derive(Default)]
struct Tally {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Tally {
    fn add(&mut self, worth: f64) {
        self.count += 1.0;
        self.sum += worth;
        self.squares += worth * worth;
    }

    fn mean(&self) -> f64 {
        self.sum / self.count.max(1.0)
    }

    fn relative_error(&self) -> f64 {
        if self.sum == 0.0 {
            return f64::INFINITY;
        }
        let mean = self.mean();
        ((self.squares / self.count - mean * mean).max(0.0) / self.count).sqrt() / mean
    }
}
