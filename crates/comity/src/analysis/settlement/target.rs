//! How good a package must be to matter, and which linear conditions follow from it.

use super::aim::Aim;
use super::dual::{Cut, Programme, Row, Solved};
use super::logarithm::{exp, ln};
use super::space::Space;
use num_bigint::BigInt;

/// What every package at least as good as the best known fulfils.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Least utility by dimension; `i64::MIN` for none.
    pub least: Vec<i64>,
    /// Least weighted sum (for sums) or least geometric mean of gains (for products), on the declared
    /// scales; `None` while nothing is known.
    pub objective: Option<f64>,
}

/// Relative room for rounding in figures that stand for exact ones.
pub(super) const ROOM: f64 = 1e-11;

impl Target {
    /// Floors alone.
    pub(super) fn floors(space: &Space<'_>) -> Self {
        Self { least: space.arena.floor.clone(), objective: None }
    }

    /// Rises to what a package with these utilities reaches.
    pub(super) fn rise(&mut self, space: &Space<'_>, aim: &Aim, utilities: &[i64]) {
        match aim {
            Aim::Leximin { .. } => {
                if let Some(least) = Aim::least(&aim.score(utilities)) {
                    let needs = aim.utilities_for(least);
                    self.least.iter_mut().zip(needs).for_each(|(l, need)| *l = (*l).max(need));
                }
            }
            Aim::Product { zero } => {
                let mean = mean_gain(space, zero, utilities);
                self.objective = Some(self.objective.map_or(mean, |known| known.max(mean)));
            }
            Aim::Sum { only, .. } => {
                // Where ties do not matter, the next whole unit does.
                let above = only.map_or(0.0, |axis| space.unit[axis]);
                let sum = weighted(space, aim, utilities) + above;
                self.objective = Some(self.objective.map_or(sum, |known| known.max(sum)));
            }
        }
    }

    /// The right-hand side of a cut: no package that matters has less.
    pub(super) fn demand(&self, space: &Space<'_>, aim: &Aim, cut: &Cut) -> f64 {
        let floors = self.least.iter().zip(&cut.floors).zip(&space.unit);
        let floors: f64 =
            floors.filter(|((_, w), _)| **w > 0.0).map(|((least, w), unit)| *least as f64 * unit * w).sum();
        floors + self.worth(space, aim, &cut.objective)
    }

    /// The part of the right-hand side that stems from what is maximised.
    pub(super) fn worth(&self, space: &Space<'_>, aim: &Aim, objective: &[f64]) -> f64 {
        match (aim, self.objective) {
            (Aim::Sum { .. }, Some(sum)) if objective.iter().any(|w| *w > 0.0) => sum,
            (Aim::Product { zero }, Some(mean)) => {
                let axes = zero.len();
                let logs: f64 = objective[..axes].iter().map(|w| ln(*w)).sum();
                let fixed: f64 = zero
                    .iter()
                    .zip(objective)
                    .zip(&space.unit)
                    .map(|((z, w), unit)| *z as f64 * unit * w)
                    .sum();
                axes as f64 * exp(logs / axes as f64) * mean + fixed
            }
            _ => 0.0,
        }
    }
}

/// Geometric mean of the gains on the declared scales, rounded down; 0 when a gain is not positive.
pub(super) fn mean_gain(space: &Space<'_>, zero: &[i64], utilities: &[i64]) -> f64 {
    let gains = utilities.iter().zip(zero).zip(&space.unit).map(|((u, z), unit)| (u - z) as f64 * unit);
    let logs: f64 = gains.map(ln).sum();
    exp(logs / zero.len().max(1) as f64) * (1.0 - ROOM)
}

/// Weights of a sum on the declared scales, the greatest 1.
pub(super) fn real_weights(space: &Space<'_>, weight: &[BigInt]) -> Vec<f64> {
    let reals: Vec<f64> = weight.iter().zip(&space.unit).map(|(w, unit)| as_float(w) / unit).collect();
    let most = reals.iter().copied().fold(0.0, f64::max);
    let norm = if most > 0.0 { most } else { 1.0 };
    let mut weights: Vec<f64> = reals.iter().map(|w| w / norm).collect();
    weights.resize(space.dims(), 0.0);
    weights
}

/// A big integer that is not negative as a float, its first 64 bits kept.
pub(super) fn as_float(value: &BigInt) -> f64 {
    let shift = value.magnitude().bits().saturating_sub(64);
    let first = (value.magnitude() >> shift).iter_u64_digits().next().unwrap_or(0);
    first as f64 * 2f64.powi(i32::try_from(shift).unwrap_or(i32::MAX))
}

fn weighted(space: &Space<'_>, aim: &Aim, utilities: &[i64]) -> f64 {
    let Aim::Sum { weight, .. } = aim else { return 0.0 };
    let weights = real_weights(space, weight);
    let real = space.real(utilities);
    let (mut sum, mut size) = (0.0, 0.0);
    for (w, u) in weights.iter().zip(&real) {
        sum += w * u;
        size += (w * u).abs();
    }
    sum - size * ROOM
}

/// Looks for multipliers that show no package from `from` on, with `base` already won, reaches the
/// target. `hint` is a point whose gains are a good place to start for products.
pub(super) fn probe(
    space: &Space<'_>,
    aim: &Aim,
    target: &Target,
    at: (usize, &[f64]),
    hint: &[f64],
    visit: &mut dyn FnMut(f64, &Cut),
) -> Solved {
    let (from, base) = at;
    let base: Vec<f64> = base.iter().zip(&space.bonus[from]).map(|(b, bonus)| b + bonus).collect();
    match (aim, target.objective) {
        (Aim::Leximin { scale, .. }, _) => {
            let shared = |d: usize| scale.get(d).map_or(0.0, |s| *s as f64 * space.unit[d]);
            feasibility(space, target, &shared).solve(space, from, &base, 0.0, visit)
        }
        (_, None) => feasibility(space, target, &|_| 1.0).solve(space, from, &base, 0.0, visit),
        (Aim::Sum { weight, .. }, Some(sum)) => {
            let objective = real_weights(space, weight);
            let programme = Programme { objective, rows: rows(space, target, &|_| 0.0) };
            programme.solve(space, from, &base, sum, visit)
        }
        (Aim::Product { zero }, Some(_)) => {
            probe_product(&Product { space, aim, target, zero }, from, &base, hint, visit)
        }
    }
}

fn rows(space: &Space<'_>, target: &Target, shared: &dyn Fn(usize) -> f64) -> Vec<Row> {
    let bound = (0..space.dims()).filter(|&d| target.least[d] > i64::MIN);
    bound
        .map(|dim| Row { dim, least: target.least[dim] as f64 * space.unit[dim], shared: shared(dim) })
        .collect()
}

fn feasibility(space: &Space<'_>, target: &Target, shared: &dyn Fn(usize) -> f64) -> Programme {
    Programme { objective: vec![0.0; space.dims()], rows: rows(space, target, shared) }
}

struct Product<'a> {
    space: &'a Space<'a>,
    aim: &'a Aim,
    target: &'a Target,
    zero: &'a [i64],
}

/// Rounds of the search for the tangent of a product.
const TANGENTS: usize = 60;

/// Tangents `Σ (u − zero)/g ≥ …` at points g that move towards the best point of the hull
/// (Frank and Wolfe, 1956); by the inequality of the means each is a valid cut.
fn probe_product(
    problem: &Product<'_>,
    from: usize,
    base: &[f64],
    hint: &[f64],
    visit: &mut dyn FnMut(f64, &Cut),
) -> Solved {
    let Product { space, aim, target, zero } = *problem;
    let axes = zero.len();
    let zero_real = space.real(zero);
    let mut gains: Vec<f64> = hint[..axes].to_vec();
    let mut best: Option<Solved> = None;
    let mut rows = rows(space, target, &|_| 0.0);
    rows.retain(|row| row.dim >= axes);
    for round in 0..TANGENTS {
        let mut objective: Vec<f64> = gains.iter().map(|g| 1.0 / g.max(1e-9)).collect();
        objective.resize(space.dims(), 0.0);
        let worth = target.worth(space, aim, &objective);
        let programme = Programme { objective, rows };
        let solved = programme.solve(space, from, base, worth, visit);
        rows = programme.rows;
        let point = solved.point.clone();
        if best.as_ref().is_none_or(|known| solved.margin < known.margin) {
            best = Some(solved);
        }
        if best.as_ref().is_some_and(|known| known.margin < 0.0) {
            break;
        }
        let share = 2.0 / (round as f64 + 4.0);
        for ((gain, u), z) in gains.iter_mut().zip(&point).zip(&zero_real) {
            *gain = (*gain + share * (u - z - *gain)).max(*gain * 0.25);
        }
    }
    best.unwrap_or_else(|| Solved {
        margin: f64::INFINITY,
        cut: Cut { objective: vec![0.0; space.dims()], floors: vec![0.0; space.dims()] },
        point: base.to_vec(),
    })
}
