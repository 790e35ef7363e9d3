//! The cheapest package that meets hard floors: surrogate bounds and a budget that deepens step by step.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::dual::{Mark, Region, Scaled, choose};
use super::relaxed::Relaxed;
use super::tree::{Next, Pricing, Surrogate, Tree};

/// What a search for the cheapest package knows at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cheapest {
    /// The package as choices by block, and its price.
    pub best: Option<(Vec<u32>, i64)>,
    /// No package that meets the floors (and is not refused) costs less.
    pub at_least: i64,
    /// Why the search ended early: then `best` may not be the cheapest, and none may not mean none.
    pub stopped: Option<Stopped>,
}

/// What to look for.
pub(crate) struct Search<'a> {
    /// The packages.
    pub arena: &'a Arena,
    /// `price[block][choice]`, at least 0.
    pub price: &'a [Vec<i64>],
    /// Nothing cheaper is known to exist.
    pub at_least: i64,
    /// Nothing dearer is wanted.
    pub at_most: i64,
}

/// Surrogates beside one for every dimension.
const SURROGATES: usize = 10;
const STEPS: usize = 160;

/// The cheapest package that meets the floors and is not refused by `accept`.
///
/// *Exactness*: exact unless stopped; of equally cheap ones the first the search meets, which depends on
/// the arena alone.
pub(crate) fn cheapest(
    search: &Search<'_>,
    accept: &mut dyn FnMut(&[u32]) -> bool,
    meter: &Meter<'_>,
) -> Cheapest {
    let nowhere = Cheapest { best: None, at_least: i64::MAX, stopped: None };
    let Some(relaxed) = Relaxed::new(search.arena) else { return nowhere };
    let most: i64 =
        search.price.iter().map(|p| p.iter().max().copied().unwrap_or(0)).fold(0, i64::saturating_add);
    let unit = search.price.iter().flatten().fold(0, |g, p| gcd(g, *p)).max(1);
    let most = most.min(search.at_most);
    let scaled = Scaled::new(&relaxed);
    let dual = Dual::climb(&scaled, search, &relaxed, unit, most / unit);
    let rank = |b: usize, c: usize| scaled.worth(&dual.guide, b, c) - search.price[b][c] as f64 / unit as f64;
    let tree = |budget: i64| {
        let order = dual.order(search.arena);
        Tree::new(
            search.arena,
            &relaxed,
            search.price,
            Pricing::Budget,
            &dual.surrogates,
            order,
            rank,
            budget,
        )
    };
    let mut bound = search.at_least.max(0);
    // What floating point promises is believed once whole numbers confirm it.
    let promised = dual.promise.saturating_mul(unit).min(most.saturating_add(unit));
    if promised > bound && tree(promised - unit).is_cut_at_root().is_some() {
        bound = promised;
    }
    let mut slack = 0;
    loop {
        if bound > most {
            return Cheapest { at_least: bound, ..nowhere };
        }
        let budget = bound.saturating_add(slack).min(most);
        let mut tree = tree(budget);
        let mut best = None;
        let seen = tree.search(meter, |choices, price| {
            if !meets(search.arena, choices) || !accept(choices) {
                return Next::Continue;
            }
            best = Some((choices.to_vec(), price));
            if price <= bound { Next::Stop } else { Next::Within(price - 1) }
        });
        match (seen, best) {
            (Err(stopped), best) => return Cheapest { best, at_least: bound, stopped: Some(stopped) },
            (Ok(_), Some((choices, price))) => {
                return Cheapest { best: Some((choices, price)), at_least: price, stopped: None };
            }
            (Ok(_), None) => {
                bound = budget.saturating_add(unit);
                slack = if most / unit <= 4096 { 0 } else { (slack * 2).max(unit) };
            }
        }
    }
}

/// Any package that meets the floors: `Ok(None)` when there is none.
///
/// *Errors*: the meter's.
pub(crate) fn feasible(arena: &Arena, meter: &Meter<'_>) -> Result<Option<Vec<u32>>, Stopped> {
    let price: Vec<Vec<i64>> = arena.blocks.iter().map(|b| vec![0; b.len]).collect();
    let search = Search { arena, price: &price, at_least: 0, at_most: 0 };
    let found = cheapest(&search, &mut |_| true, meter);
    match (found.best, found.stopped) {
        (Some((choices, _)), _) => Ok(Some(choices)),
        (None, Some(stopped)) => Err(stopped),
        (None, None) => Ok(None),
    }
}

/// The order of blocks and the weights, by dimension of the arena, that the search would bound with.
pub(crate) fn multipliers(search: &Search<'_>) -> (Vec<usize>, Vec<Vec<i64>>) {
    let Some(relaxed) = Relaxed::new(search.arena) else {
        return ((0..search.arena.blocks.len()).collect(), Vec::new());
    };
    let most: i64 =
        search.price.iter().map(|p| p.iter().max().copied().unwrap_or(0)).fold(0, i64::saturating_add);
    let unit = search.price.iter().flatten().fold(0, |g, p| gcd(g, *p)).max(1);
    let dual = Dual::climb(&Scaled::new(&relaxed), search, &relaxed, unit, most.min(search.at_most) / unit);
    let by_dimension = |surrogate: &Surrogate| {
        let mut weights = vec![0; search.arena.dims()];
        let entries = relaxed.dims.iter().zip(&surrogate.weight).zip(&relaxed.unit);
        entries.for_each(|((d, weight), unit)| weights[*d] = weight / unit);
        weights
    };
    (dual.order(search.arena), dual.surrogates.iter().map(by_dimension).collect())
}

fn meets(arena: &Arena, choices: &[u32]) -> bool {
    arena.utilities(choices).is_some_and(|utilities| arena.reaches_floors(&utilities))
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Surrogates, and weights to rank choices by.
struct Dual {
    surrogates: Vec<Surrogate>,
    guide: Vec<f64>,
    /// Likely bound on the price in units.
    promise: i64,
    benefit: Vec<f64>,
}

impl Dual {
    fn climb(scaled: &Scaled<'_>, search: &Search<'_>, relaxed: &Relaxed, unit: i64, most: i64) -> Self {
        let width = relaxed.width();
        let price: Vec<Vec<f64>> =
            search.price.iter().map(|p| p.iter().map(|p| (*p / unit) as f64).collect()).collect();
        let free = search.price.iter().flatten().all(|p| *p == 0);
        let (way, guide, bound) =
            if free { even(scaled, relaxed, &price) } else { upwards(scaled, &price, width, most) };
        let mut surrogates: Vec<Surrogate> = Vec::new();
        for weight in choose(&way, SURROGATES) {
            surrogates.extend(scaled.surrogate(&weight).filter(|s| !surrogates.contains(s)));
        }
        for d in 0..width {
            let alone: Vec<f64> = (0..width).map(|other| f64::from(u8::from(other == d))).collect();
            surrogates.extend(scaled.surrogate(&alone).filter(|s| !surrogates.contains(s)));
        }
        let benefit = |b: usize| {
            let worth = |c: usize| scaled.worth(&guide, b, c);
            let len = search.price[b].len();
            let idle =
                (0..len).filter(|&c| search.price[b][c] == 0).map(worth).fold(f64::NEG_INFINITY, f64::max);
            let best = (0..len).map(|c| worth(c) - price[b][c]).fold(f64::NEG_INFINITY, f64::max);
            let worst = (0..len).map(worth).fold(f64::INFINITY, f64::min);
            if free || idle == f64::NEG_INFINITY { best - worst } else { best - idle }
        };
        let benefit = (0..relaxed.blocks()).map(benefit).collect();
        let promise = if free { i64::from(bound > 1e-9) } else { (bound - 1e-6).ceil().max(0.0) as i64 };
        Self { surrogates, guide, promise, benefit }
    }

    /// Blocks where most is to be gained first.
    fn order(&self, arena: &Arena) -> Vec<usize> {
        let mut order: Vec<usize> = (0..arena.blocks.len()).collect();
        order.sort_by(|&a, &b| self.benefit[b].total_cmp(&self.benefit[a]).then(a.cmp(&b)));
        order
    }
}

/// Weights that bound the price, raised target by target.
fn upwards(scaled: &Scaled<'_>, price: &[Vec<f64>], width: usize, most: i64) -> (Vec<Mark>, Vec<f64>, f64) {
    let mut start = vec![0.0; width];
    let mut reached = 0.0f64;
    loop {
        let way = scaled.climb(price, &Region::Cone, &start, reached + 1.0 + 1e-6, STEPS);
        let Some(best) = way.iter().max_by(|a, b| a.bound.total_cmp(&b.bound)) else {
            return (way, start, reached);
        };
        start.clone_from(&best.weight);
        if best.bound < reached + 1.0 || best.bound > most as f64 + 1.0 {
            let bound = best.bound;
            return (way, start, bound);
        }
        reached = best.bound.floor();
    }
}

/// Weights under which the demands are hardest to meet together.
fn even(scaled: &Scaled<'_>, relaxed: &Relaxed, price: &[Vec<f64>]) -> (Vec<Mark>, Vec<f64>, f64) {
    let width = relaxed.width();
    let region = Region::Simplex(vec![1.0; width]);
    let start = vec![1.0 / width.max(1) as f64; width];
    let mut way = scaled.climb(price, &region, &start, 1e-6, STEPS);
    let best = |way: &[Mark]| {
        way.iter().max_by(|a, b| a.bound.total_cmp(&b.bound)).map(|m| (m.weight.clone(), m.bound))
    };
    if let Some((weight, bound)) = best(&way) {
        // The first target is far off when the floors are easy: settle near what can be reached.
        way = scaled.climb(price, &region, &weight, bound + 0.05 * bound.abs() + 1e-6, STEPS);
    }
    let (guide, bound) = best(&way).unwrap_or((start, 0.0));
    (way, guide, bound)
}
