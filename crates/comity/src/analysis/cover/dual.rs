//! Weights for surrogate demands, found by subgradient steps on Lagrangian duals. Floating point is used
//! only to find good weights; what is claimed rests on their integer form.
//!
//! *Source*: Polyak, "Minimization of unsmooth functionals", 1969, for the step length.

use super::relaxed::Relaxed;
use super::tree::Surrogate;

/// The relaxed gains as fractions of the most that can be gained.
pub(crate) struct Scaled<'a> {
    relaxed: &'a Relaxed,
    gains: Vec<f64>,
    need: Vec<f64>,
}

/// A vector of weights on the way with the value of its bound.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Weight of each scaled dimension.
    pub weight: Vec<f64>,
    /// The bound it gives.
    pub bound: f64,
}

/// Where the weights may lie.
#[derive(Clone, Debug)]
pub(crate) enum Region {
    /// At least 0.
    Cone,
    /// At least 0, and `Σ weight · size = 1`.
    Simplex(Vec<f64>),
    /// From 0 to these.
    Box(Vec<f64>),
}

impl<'a> Scaled<'a> {
    /// Scales.
    pub fn new(relaxed: &'a Relaxed) -> Self {
        let width = relaxed.width();
        let share = |i: usize, value: i64| value as f64 / relaxed.most[i % width.max(1)].max(1) as f64;
        let gains = relaxed.gains.iter().enumerate().map(|(i, g)| share(i, *g)).collect();
        let need = relaxed.need.iter().enumerate().map(|(d, n)| share(d, *n)).collect();
        Self { relaxed, gains, need }
    }

    /// `weight · gain` of a choice.
    pub fn worth(&self, weight: &[f64], block: usize, choice: usize) -> f64 {
        let width = weight.len();
        let at = (self.relaxed.first[block] + choice) * width;
        self.gains[at..at + width].iter().zip(weight).map(|(g, w)| g * w).sum()
    }

    /// Climbs `Σ weight · need + Σ_blocks min (price − weight · gain)` towards `target`, from `start`,
    /// for at most `steps` steps. Returns the way, the last mark first reaching the target if any does.
    pub fn climb(
        &self,
        price: &[Vec<f64>],
        region: &Region,
        start: &[f64],
        target: f64,
        steps: usize,
    ) -> Vec<Mark> {
        let width = self.need.len();
        let mut weight = start.to_vec();
        region.project(&mut weight);
        let mut way: Vec<Mark> = Vec::with_capacity(steps);
        let (mut pace, mut best, mut since) = (1.0, f64::NEG_INFINITY, 0);
        let mut slope = vec![0.0; width];
        for _ in 0..steps {
            let bound = self.bound(price, &weight, &mut slope);
            way.push(Mark { weight: weight.clone(), bound });
            if bound >= target {
                break;
            }
            if bound > best + 1e-9 * bound.abs() {
                (best, since) = (bound, 0);
            } else {
                since += 1;
                if since == 8 {
                    (pace, since) = (pace * 0.6, 0);
                }
            }
            let square: f64 = slope.iter().map(|s| s * s).sum();
            if square == 0.0 || pace < 1e-4 {
                break;
            }
            let length = pace * (target - bound).max(1e-9) / square;
            weight.iter_mut().zip(&slope).for_each(|(w, s)| *w += length * s);
            region.project(&mut weight);
        }
        way
    }

    /// The bound at `weight`, and what its best package leaves unmet.
    fn bound(&self, price: &[Vec<f64>], weight: &[f64], slope: &mut [f64]) -> f64 {
        let width = weight.len();
        slope.copy_from_slice(&self.need);
        let mut bound: f64 = self.need.iter().zip(weight).map(|(n, w)| n * w).sum();
        for (b, price) in price.iter().enumerate() {
            let first = self.relaxed.first[b] * width;
            let (mut least, mut at) = (f64::INFINITY, 0);
            for (c, price) in price.iter().enumerate() {
                let gains = &self.gains[first + c * width..first + (c + 1) * width];
                let value = price - gains.iter().zip(weight).map(|(g, w)| g * w).sum::<f64>();
                if value < least {
                    (least, at) = (value, c);
                }
            }
            bound += least;
            let gains = &self.gains[first + at * width..first + (at + 1) * width];
            slope.iter_mut().zip(gains).for_each(|(s, g)| *s -= g);
        }
        bound
    }

    /// The weights as whole numbers with `Σ weight · most` near `size`; `None` when all are 0.
    pub fn whole(&self, weight: &[f64], size: f64) -> Option<Vec<i64>> {
        let sum: f64 = weight.iter().sum();
        if sum <= 0.0 || !sum.is_finite() {
            return None;
        }
        let whole = |(w, most): (&f64, &i64)| (w / sum * size / (*most).max(1) as f64) as i64;
        Some(weight.iter().zip(&self.relaxed.most).map(whole).collect())
    }

    /// The weights as whole numbers with a factor of its own for each scaled unit, rounded down.
    pub fn whole_by(&self, weight: &[f64], factor: f64) -> Vec<i64> {
        let whole = |(w, most): (&f64, &i64)| (w * factor / (*most).max(1) as f64) as i64;
        weight.iter().zip(&self.relaxed.most).map(whole).collect()
    }

    /// A surrogate demand for hard floors.
    pub fn surrogate(&self, weight: &[f64]) -> Option<Surrogate> {
        let weight = self.whole(weight, (1u64 << 57) as f64)?;
        let threshold = weight.iter().zip(&self.relaxed.need).map(|(w, n)| w * n).sum();
        Some(Surrogate { weight, threshold })
    }
}

impl Region {
    fn project(&self, weight: &mut [f64]) {
        weight.iter_mut().for_each(|w| *w = w.max(0.0));
        match self {
            Self::Cone => {}
            Self::Box(most) => weight.iter_mut().zip(most).for_each(|(w, most)| *w = w.min(*most)),
            Self::Simplex(size) => onto_simplex(weight, size),
        }
    }
}

/// The nearest point with `Σ weight · size = 1`, after a change of variables to `weight · size`.
fn onto_simplex(weight: &mut [f64], size: &[f64]) {
    let mut shares: Vec<f64> = weight.iter().zip(size).map(|(w, s)| w * s).collect();
    let mut sorted = shares.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut cut) = (0.0, 0.0);
    for (i, share) in sorted.iter().enumerate() {
        sum += share;
        let here = (sum - 1.0) / (i + 1) as f64;
        if *share > here {
            cut = here;
        }
    }
    shares.iter_mut().for_each(|share| *share = (*share - cut).max(0.0));
    weight
        .iter_mut()
        .zip(shares)
        .zip(size)
        .for_each(|((w, share), s)| *w = if *s > 0.0 { share / s } else { 0.0 });
}

/// A few marks that bound well and differ: the best, then evenly from the way to it.
pub(crate) fn choose(way: &[Mark], most: usize) -> Vec<Vec<f64>> {
    let Some(best) = (0..way.len()).max_by(|&a, &b| way[a].bound.total_cmp(&way[b].bound).then(b.cmp(&a)))
    else {
        return Vec::new();
    };
    let mut ranked: Vec<usize> = (0..way.len()).filter(|&i| i != best).collect();
    ranked.sort_by(|&a, &b| way[b].bound.total_cmp(&way[a].bound).then(a.cmp(&b)));
    // Of the better half, spread over the ranking: near copies of the best add little.
    let half = ranked.len().div_ceil(2);
    let stride = (half / most.max(1)).max(1);
    let others = ranked[..half].iter().step_by(stride).take(most.saturating_sub(1)).copied();
    std::iter::once(best).chain(others).map(|i| way[i].weight.clone()).collect()
}
