//! A good package to start from: one choice changed at a time while one potential falls.
//!
//! One potential throughout: with two that take turns a climb can go in circles for ever.

use super::aim::Aim;
use super::dual::Cut;
use super::lens::dot;
use super::space::Space;
use super::target::real_weights;
use crate::analysis::Effect;
use crate::model::Package;

/// A package with its utilities in every dimension.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub utilities: Vec<i64>,
    pub package: Package,
}

/// What a climb compares: lower is better.
struct Potential<'a> {
    space: &'a Space<'a>,
    aim: &'a Aim,
    floor: Vec<f64>,
    weights: Vec<f64>,
    zero: Vec<f64>,
    scale: Vec<f64>,
    /// Quotients at or below this are as bad as can be.
    low: f64,
    /// A good quotient less `low`.
    span: f64,
}

/// Passes over all steps at most.
const PASSES: usize = 60;

/// The best package that a climb from the best packages of each
/// cut arrives at; `None` when none of them reaches the floors and keeps the linkages.
pub(super) fn climb(space: &Space<'_>, aim: &Aim, cuts: &[(f64, Cut)], top: f64) -> Option<Found> {
    if space.steps.iter().any(|step| step.len == 0) {
        return None;
    }
    let potential = Potential::new(space, aim, top);
    let mut best: Option<(f64, Found)> = None;
    for (_, cut) in cuts {
        let mut choices = best_choices(space, &cut.weights());
        let value = potential.descend(&mut choices);
        let by_block = by_block(space, &choices);
        let Some(utilities) = space.arena.utilities(&by_block) else { continue };
        let holds = space.arena.reaches_floors(&utilities);
        if holds && best.as_ref().is_none_or(|(known, _)| value < *known) {
            let package = space.arena.package(&by_block);
            best = Some((value, Found { utilities, package }));
        }
    }
    best.map(|(_, found)| found)
}

fn by_block(space: &Space<'_>, choices: &[usize]) -> Vec<u32> {
    let mut by_block = vec![0; space.steps.len()];
    space.steps.iter().zip(choices).for_each(|(step, &c)| by_block[step.block] = step.members[c][0]);
    by_block
}

fn best_choices(space: &Space<'_>, weights: &[f64]) -> Vec<usize> {
    let best = |step: &super::space::Step| {
        let values: Vec<f64> =
            step.reals.chunks_exact(weights.len().max(1)).map(|g| dot(g, weights)).collect();
        (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b]).then(b.cmp(&a))).unwrap_or(0)
    };
    space.steps.iter().map(best).collect()
}

impl<'a> Potential<'a> {
    fn new(space: &'a Space<'a>, aim: &'a Aim, top: f64) -> Self {
        let floor = space.arena.floor.iter().zip(&space.unit);
        let floor = floor.map(|(f, unit)| if *f == i64::MIN { f64::NEG_INFINITY } else { *f as f64 * unit });
        let weights = match aim {
            Aim::Sum { weight, .. } => real_weights(space, weight),
            _ => Vec::new(),
        };
        let scale = match aim {
            Aim::Leximin { scale, .. } => scale.iter().zip(&space.unit).map(|(s, u)| *s as f64 * u).collect(),
            _ => Vec::new(),
        };
        let span = 0.25 * (1.0 + top.abs());
        Self {
            space,
            aim,
            floor: floor.collect(),
            weights,
            zero: space.real(aim.zero()),
            scale,
            low: top - span,
            span,
        }
    }

    /// Misses come first: a floor missed outweighs every gain in what is maximised.
    fn of(&self, sums: &[f64], broken: usize) -> f64 {
        let missed: f64 = sums.iter().zip(&self.floor).map(|(u, f)| (f - u).max(0.0)).sum();
        1e9 * missed + 1e12 * broken as f64 + self.cost(sums)
    }

    fn cost(&self, sums: &[f64]) -> f64 {
        let gains = sums.iter().zip(&self.zero).map(|(u, z)| u - z);
        match self.aim {
            Aim::Sum { .. } => -dot(&self.weights, sums),
            Aim::Product { .. } => {
                let missing: f64 = gains.clone().map(|g| (1e-9 - g).max(0.0)).sum();
                let product: f64 = gains.map(|g| g.max(0.0)).product();
                1e3 * missing - product
            }
            Aim::Leximin { .. } => {
                let one = |(gain, scale): (f64, &f64)| {
                    let short = 0.2 * self.span / (gain / scale - self.low).max(1e-3 * self.span);
                    let eighth = short.powi(2).powi(2).powi(2);
                    eighth * eighth
                };
                gains.zip(&self.scale).map(one).sum()
            }
        }
    }

    fn descend(&self, choices: &mut [usize]) -> f64 {
        let dims = self.space.dims();
        let coupled = !self.space.arena.factors.is_empty();
        let mut plain = self.plain_sums(choices);
        let mut value = self.whole(&plain, choices, coupled);
        for _ in 0..PASSES {
            let before = value;
            for at in 0..choices.len() {
                let step = &self.space.steps[at];
                let kept = choices[at];
                for choice in 0..step.len {
                    if choice == choices[at] {
                        continue;
                    }
                    let (old, new) = (&step.reals[choices[at] * dims..], &step.reals[choice * dims..]);
                    let moved: Vec<f64> =
                        plain.iter().zip(old).zip(new).map(|((sum, old), new)| sum - old + new).collect();
                    let previous = std::mem::replace(&mut choices[at], choice);
                    let found = self.whole(&moved, choices, coupled);
                    if found < value - 1e-12 * value.abs() {
                        (value, plain) = (found, moved);
                    } else {
                        choices[at] = previous;
                    }
                }
                debug_assert!(choices[at] == kept || value <= before);
            }
            if value >= before - 1e-12 * before.abs() {
                break;
            }
        }
        value
    }

    fn plain_sums(&self, choices: &[usize]) -> Vec<f64> {
        let dims = self.space.dims();
        let mut sums = self.space.real(&self.space.arena.base);
        for (step, &choice) in self.space.steps.iter().zip(choices) {
            sums.iter_mut().zip(&step.reals[choice * dims..]).for_each(|(sum, gain)| *sum += gain);
        }
        sums
    }

    fn whole(&self, plain: &[f64], choices: &[usize], coupled: bool) -> f64 {
        if !coupled {
            return self.of(plain, 0);
        }
        let by_block = by_block(self.space, choices);
        let (mut sums, mut broken) = (plain.to_vec(), 0);
        for factor in &self.space.arena.factors {
            if factor.when.iter().all(|(block, holds)| holds[by_block[*block] as usize]) {
                match factor.effect {
                    Effect::Forbid => broken += 1,
                    Effect::Add { dim, value } => sums[dim] += value as f64 * self.space.unit[dim],
                }
            }
        }
        self.of(&sums, broken)
    }
}
