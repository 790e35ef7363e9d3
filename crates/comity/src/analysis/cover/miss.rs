//! The package that misses floors by least: in total or at the worst, on declared scales.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::dual::{Region, Scaled, choose};
use super::relaxed::Relaxed;
use super::tree::{Next, Pricing, Surrogate, Tree};

/// What is to be least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// The sum of all misses.
    Total,
    /// The greatest miss.
    Worst,
}

/// What to look for.
pub(crate) struct Missing<'a> {
    /// The packages; floors are what may be missed.
    pub arena: &'a Arena,
    /// Units of one scale, by dimension of the arena.
    pub scale: &'a [i64],
    /// Dimensions whose floor may not be missed.
    pub hard: &'a [bool],
    /// `crossed[block][choice]`: demands given up outright, each weighing one scale.
    pub crossed: &'a [Vec<i64>],
    /// What is to be least.
    pub aim: Aim,
}

/// By how much a package misses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Miss {
    /// Units short, by dimension of the arena, at least 0.
    pub short: Vec<i64>,
    /// Demands given up outright.
    pub crossed: i64,
}

/// What a search for the least miss knows at its end.
#[derive(Clone, Debug)]
pub(crate) struct Least {
    /// The package as choices by block, and its miss.
    pub best: Option<(Vec<u32>, Miss)>,
    /// No package misses by less, in scales.
    pub at_least: f64,
    /// Why the search ended early.
    pub stopped: Option<Stopped>,
}

/// Whole parts of one scale in the bounds.
const PARTS: f64 = (1u64 << 50) as f64;
const SURROGATES: usize = 12;
const STEPS: usize = 300;

/// Misses as whole numbers that compare exactly: `Σ short · factor + crossed · one`.
struct Exact {
    one: i128,
    factor: Vec<i128>,
}

impl Exact {
    /// *Exactness*: exact while the least common multiple of the scales stays below 2⁶⁰; beyond that
    /// factors are rounded, which moves a miss by less than 10⁻¹⁵ of itself.
    fn new(missing: &Missing<'_>) -> Self {
        let soft = |(scale, hard): (&i64, &bool)| if *hard { 1 } else { *scale };
        let scale: Vec<i64> = missing.scale.iter().zip(missing.hard).map(soft).collect();
        let mut one = 1i128;
        for s in scale.iter().map(|s| i128::from((*s).max(1))) {
            one = one / gcd(one, s) * s;
            if one > 1 << 60 {
                one = 1 << 60;
                break;
            }
        }
        let factor = scale.iter().map(|s| {
            let s = i128::from((*s).max(1));
            if one % s == 0 { one / s } else { ((one + s / 2) / s).max(1) }
        });
        Self { one, factor: factor.collect() }
    }

    fn value(&self, miss: &Miss, aim: Aim) -> i128 {
        let parts = miss.short.iter().zip(&self.factor).map(|(s, f)| i128::from(*s).saturating_mul(*f));
        match aim {
            Aim::Total => parts.fold(i128::from(miss.crossed) * self.one, i128::saturating_add),
            Aim::Worst => parts.fold(i128::from(miss.crossed.min(1)) * self.one, i128::max),
        }
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The least miss over the packages of the arena.
///
/// *Exactness*: exact unless stopped (see [`Exact`]); of equal ones the first the search meets.
pub(crate) fn least_miss(missing: &Missing<'_>, meter: &Meter<'_>) -> Least {
    let arena = missing.arena;
    if arena.is_barren() {
        return Least { best: None, at_least: f64::INFINITY, stopped: None };
    }
    let relaxed = Relaxed::soft(arena);
    let scaled = Scaled::new(&relaxed);
    let exact = Exact::new(missing);
    let bounds = Bounds::new(missing, &relaxed, &scaled);
    let rank = |b: usize, c: usize| {
        let crossed = if missing.aim == Aim::Total { missing.crossed[b][c] as f64 } else { 0.0 };
        scaled.worth(&bounds.guide, b, c) - crossed
    };
    let mut order: Vec<usize> = (0..arena.blocks.len()).collect();
    let spread = |b: &usize| {
        let (low, high) = (0..arena.blocks[*b].len)
            .map(|c| rank(*b, c))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        high - low
    };
    order.sort_by(|a, b| spread(b).total_cmp(&spread(a)).then(a.cmp(b)));
    let price: Vec<Vec<i64>> =
        missing.crossed.iter().map(|row| row.iter().map(|c| bounds.price(*c)).collect()).collect();
    let surrogates: Vec<Surrogate> = bounds
        .weights
        .iter()
        .map(|weight| Surrogate { weight: weight.clone(), threshold: i64::MIN / 2 })
        .collect();
    let mut tree = Tree::new(arena, &relaxed, &price, Pricing::Subtract, &surrogates, order, rank, 0);
    let floor = bounds.at_least(tree.root(), &relaxed);
    let mut best: Option<(Vec<u32>, Miss, i128)> = None;
    let seen = tree.search(meter, |choices, _| {
        let Some(miss) = miss_of(missing, choices) else { return Next::Continue };
        let value = exact.value(&miss, missing.aim);
        if best.as_ref().is_some_and(|(.., known)| *known <= value) {
            return Next::Continue;
        }
        best = Some((choices.to_vec(), miss, value));
        if value == 0 { Next::Stop } else { Next::Raise(bounds.thresholds(value, exact.one, &relaxed)) }
    });
    let value = best.as_ref().map_or(f64::INFINITY, |(.., value)| *value as f64 / exact.one as f64);
    let stopped = seen.err();
    Least {
        best: best.map(|(choices, miss, _)| (choices, miss)),
        at_least: if stopped.is_some() { floor.max(0.0).min(value) } else { value },
        stopped,
    }
}

fn miss_of(missing: &Missing<'_>, choices: &[u32]) -> Option<Miss> {
    let utilities = missing.arena.utilities(choices)?;
    let short = |(u, f): (&i64, &i64)| if *f == i64::MIN { 0 } else { f.saturating_sub(*u).max(0) };
    let short: Vec<i64> = utilities.iter().zip(&missing.arena.floor).map(short).collect();
    if short.iter().zip(missing.hard).any(|(short, hard)| *hard && *short > 0) {
        return None;
    }
    let crossed = choices.iter().enumerate().map(|(b, c)| missing.crossed[b][*c as usize]).sum();
    Some(Miss { short, crossed })
}

/// A floor that may not be missed may weigh this many times a scale in a bound: a miss costs without end.
const FIRM: i64 = 8;

/// Integer weights such that `(weight · (need − gain) + price) / size` bounds the miss from below.
struct Bounds {
    aim: Aim,
    weights: Vec<Vec<i64>>,
    /// What one scale counts under each of the weights.
    size: Vec<i64>,
    guide: Vec<f64>,
    parts: f64,
}

impl Bounds {
    fn new(missing: &Missing<'_>, relaxed: &Relaxed, scaled: &Scaled<'_>) -> Self {
        let width = relaxed.width();
        // One scale in scaled units of each dimension.
        let size: Vec<f64> = (0..width)
            .map(|d| {
                missing.scale[relaxed.dims[d]].max(1) as f64
                    / (relaxed.unit[d] as f64 * relaxed.most[d].max(1) as f64)
            })
            .collect();
        let highest = size.iter().map(|s| 1.0 / s).fold(0.0, f64::max);
        let parts = PARTS / (width.max(1) as f64 * highest.max(1.0)).max(1.0);
        let price: Vec<Vec<f64>> = match missing.aim {
            Aim::Total => missing.crossed.iter().map(|row| row.iter().map(|c| *c as f64).collect()).collect(),
            Aim::Worst => missing.crossed.iter().map(|row| vec![0.0; row.len()]).collect(),
        };
        let (region, start): (Region, Vec<f64>) = match missing.aim {
            Aim::Total => {
                (Region::Box(size.iter().map(|s| 1.0 / s).collect()), size.iter().map(|s| 0.5 / s).collect())
            }
            Aim::Worst => {
                (Region::Simplex(size.clone()), size.iter().map(|s| 1.0 / (s * width as f64)).collect())
            }
        };
        let first = scaled.climb(&price, &region, &start, 1.0, STEPS);
        let best = |way: &[super::dual::Mark]| {
            way.iter().max_by(|a, b| a.bound.total_cmp(&b.bound)).map(|m| (m.weight.clone(), m.bound))
        };
        let (weight, bound) = best(&first).unwrap_or((start, 0.0));
        let way = scaled.climb(&price, &region, &weight, bound + 0.02 * bound.abs() + 1e-9, STEPS);
        let guide = best(&way).map_or(weight, |(weight, _)| weight);
        let mut bounds = Self { aim: missing.aim, weights: Vec::new(), size: Vec::new(), guide, parts };
        let alone =
            (0..width).map(|d| (0..width).map(|e| if d == e { 1.0 / size[d] } else { 0.0 }).collect());
        for weight in choose(&way, SURROGATES).into_iter().chain(alone) {
            bounds.enter(scaled.whole_by(&weight, parts), missing, relaxed);
        }
        if bounds.weights.is_empty() {
            bounds.enter(vec![0; width], missing, relaxed);
        }
        bounds
    }

    /// Keeps weights that truly bound: under `Total` none may count a unit above its share of a scale.
    fn enter(&mut self, mut weight: Vec<i64>, missing: &Missing<'_>, relaxed: &Relaxed) {
        let scale = |d: usize| i128::from(weighed(missing, relaxed.dims[d]));
        let unit = |d: usize| i128::from(relaxed.unit[d]);
        let size = match self.aim {
            Aim::Total => {
                let parts = self.parts as i64;
                for (d, w) in weight.iter_mut().enumerate() {
                    *w = (*w).min((i128::from(parts) * unit(d) / scale(d)) as i64);
                }
                parts
            }
            Aim::Worst => {
                let parts: i128 = weight
                    .iter()
                    .enumerate()
                    .map(|(d, w)| -(-i128::from(*w) * scale(d)).div_euclid(unit(d)))
                    .sum();
                i64::try_from(parts).unwrap_or(i64::MAX).max(1)
            }
        };
        if !self.weights.contains(&weight) {
            self.weights.push(weight);
            self.size.push(size);
        }
    }

    fn price(&self, crossed: i64) -> i64 {
        match self.aim {
            Aim::Total => crossed * self.parts as i64,
            Aim::Worst => 0,
        }
    }

    fn need(&self, weight: &[i64], relaxed: &Relaxed) -> i128 {
        weight.iter().zip(&relaxed.need).map(|(w, n)| i128::from(*w) * i128::from(*n)).sum()
    }

    /// Thresholds that only packages with a smaller miss than `value / one` can pass.
    fn thresholds(&self, value: i128, one: i128, relaxed: &Relaxed) -> Vec<i64> {
        let of = |(weight, size): (&Vec<i64>, &i64)| {
            let size = i128::from(*size);
            // ceil(value · size / one) without leaving 128 bits.
            let (whole, rest) = (value / one, value % one);
            let limit =
                whole.saturating_mul(size).saturating_add(-(-(rest.saturating_mul(size))).div_euclid(one));
            let threshold = self.need(weight, relaxed).saturating_sub(limit).saturating_add(1);
            threshold.clamp(i128::from(i64::MIN / 2), i128::from(i64::MAX / 2)) as i64
        };
        self.weights.iter().zip(&self.size).map(of).collect()
    }

    /// The best of the bounds at the root, in scales.
    fn at_least(&self, root: &[i64], relaxed: &Relaxed) -> f64 {
        let of = |((weight, size), root): ((&Vec<i64>, &i64), &i64)| {
            (self.need(weight, relaxed) - i128::from(*root)) as f64 / *size as f64
        };
        self.weights.iter().zip(&self.size).zip(root).map(of).fold(f64::NEG_INFINITY, f64::max)
    }
}

/// Units that count as one scale in the bounds.
fn weighed(missing: &Missing<'_>, d: usize) -> i64 {
    let scale = missing.scale[d].max(1);
    if missing.hard[d] { (scale / FIRM).max(1) } else { scale }
}
