//! The last steps taken at once: every combination of their choices stands in a table with one set of
//! bits a level of every row, so that one state is joined with hundreds of combinations in a few
//! operations. Meeting in the middle, with the search as the other half.

use super::aim::Aim;
use super::dual::Cut;
use super::lens::{Budgets, Lens, dot, magnitude, spend};
use super::space::Space;
use super::target::{ROOM, Target, real_weights};

/// Combinations of the choices of the last steps.
pub(super) struct Tail {
    /// First step of the tail.
    pub from: usize,
    /// Number of combinations.
    pub len: usize,
    /// `gains[combination * dims + d]`, exact.
    gains: Vec<i64>,
    /// `choices[combination * width + i]`: choice at step `from + i`.
    choices: Vec<u32>,
    rows: Vec<TailRow>,
    /// Loss under the first cut, ascending.
    losses: Vec<f64>,
    /// The first cut's weights, with what may be lost at most by a state that has won nothing.
    weights: Vec<f64>,
    best: f64,
    room: f64,
}

/// What one row asks of a combination.
struct TailRow {
    /// Weights over dimensions.
    weights: Vec<f64>,
    /// Ascending; the first is the least value of all.
    levels: Vec<f64>,
    /// `sets[level]`: combinations that reach it.
    sets: Vec<Vec<u64>>,
    /// Greatest value.
    most: f64,
    /// Room for rounding.
    room: f64,
}

/// Most combinations in a table.
const MOST: usize = 1 << 14;
/// Levels of a row.
const LEVELS: usize = 96;
/// Words of bits that are looked at together.
const STRIDE: usize = 8;

impl Tail {
    /// Where a tail would start: the longest run of last steps whose choices combine in at most
    /// [`MOST`] ways under the budgets of the root; `None` when it would be shorter than two steps.
    pub(super) fn new(space: &Space<'_>, aim: &Aim, target: &Target, cuts: &[Cut]) -> Option<Self> {
        let mut lens = Lens::new(space, aim, target, 0, cuts);
        let base = space.real(&space.arena.base);
        let room = lens.room(&base);
        lens.calibrate(space, &room);
        let budgets = lens.budgets(&room);
        let count = space.steps.len();
        let mut combinations: Vec<(Budgets, Vec<u32>)> = vec![(budgets, Vec::new())];
        let mut from = count;
        while from > space.free_from {
            let longer = extend(&combinations, lens.losses(from - 1));
            if longer.len() > MOST || longer.is_empty() {
                break;
            }
            combinations = longer;
            from -= 1;
        }
        let first = cuts.first()?;
        (count - from >= 2 && count > from).then(|| Self::fill(space, aim, target, from, combinations, first))
    }

    fn fill(
        space: &Space<'_>,
        aim: &Aim,
        target: &Target,
        from: usize,
        combinations: Vec<(Budgets, Vec<u32>)>,
        cut: &Cut,
    ) -> Self {
        let dims = space.dims();
        let weights = cut.weights();
        let steps = &space.steps[from..];
        let gains_of = |choices: &[u32]| {
            let mut gains = vec![0i64; dims];
            for (step, &choice) in steps.iter().zip(choices) {
                let own = &step.gains[choice as usize * dims..(choice as usize + 1) * dims];
                gains.iter_mut().zip(own).for_each(|(sum, gain)| *sum += gain);
            }
            gains
        };
        // Choices were put in front one by one: the first stands last.
        let all = combinations.into_iter().map(|(_, mut choices)| {
            choices.reverse();
            (gains_of(&choices), choices)
        });
        let mut sorted: Vec<(f64, Vec<i64>, Vec<u32>)> =
            all.map(|(gains, choices)| (dot(&space.real(&gains), &weights), gains, choices)).collect();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let best = sorted.first().map_or(0.0, |(value, ..)| *value);
        let size = magnitude(space);
        let mut tail = Self {
            from,
            len: sorted.len(),
            gains: sorted.iter().flat_map(|(_, gains, _)| gains).copied().collect(),
            choices: sorted.iter().flat_map(|(_, _, choices)| choices).copied().collect(),
            rows: Vec::new(),
            losses: sorted.iter().map(|(value, ..)| best - value).collect(),
            room: ROOM * (dot(&size, &weights) + 1.0),
            weights,
            best,
        };
        tail.rows = row_weights(space, aim, target).into_iter().map(|w| tail.row(space, w, &size)).collect();
        tail
    }

    fn row(&self, space: &Space<'_>, weights: Vec<f64>, size: &[f64]) -> TailRow {
        let dims = space.dims();
        let scaled: Vec<f64> = weights.iter().zip(&space.unit).map(|(w, unit)| w * unit).collect();
        let value = |gains: &[i64]| gains.iter().zip(&scaled).map(|(g, w)| *g as f64 * w).sum::<f64>();
        let values: Vec<f64> = self.gains.chunks_exact(dims).map(value).collect();
        let mut order: Vec<usize> = (0..self.len).collect();
        order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]));
        let words = self.len.div_ceil(64).next_multiple_of(STRIDE);
        let (mut levels, mut sets) = (Vec::new(), Vec::new());
        let mut bits = vec![0u64; words];
        // From the greatest value down: each level's set holds those of the levels above it.
        let mut entered = 0;
        for level in 1..=LEVELS {
            let Some(&last) = order.get((level * self.len / LEVELS).max(1) - 1) else { continue };
            while entered < self.len && values[order[entered]] >= values[last] {
                bits[order[entered] / 64] |= 1 << (order[entered] % 64);
                entered += 1;
            }
            if levels.last() != Some(&values[last]) {
                levels.push(values[last]);
                sets.push(bits.clone());
            }
        }
        levels.reverse();
        sets.reverse();
        let most = levels.last().copied().unwrap_or(0.0);
        let most = order.first().map_or(most, |&first| values[first]);
        let room = ROOM * (dot(size, &weights) + 1.0);
        TailRow { weights, levels, sets, most, room }
    }

    /// Shows every combination to `found` that may bring a state with these sums to the target.
    pub(super) fn join(
        &self,
        space: &Space<'_>,
        aim: &Aim,
        target: &Target,
        cut: &Cut,
        real: &[f64],
        found: &mut dyn FnMut(usize),
    ) -> u64 {
        let left = dot(real, &self.weights) + self.best - target.demand(space, aim, cut) + self.room;
        let count = self.losses.partition_point(|loss| *loss <= left);
        let mut sets: [(usize, &[u64]); MOST_ROWS] = [(0, &[]); MOST_ROWS];
        let mut used = 0;
        for (r, row) in self.rows.iter().enumerate() {
            let need = self.need(space, aim, target, r) - dot(real, &row.weights) - row.room;
            if need > row.most {
                return 1;
            }
            let level = row.levels.partition_point(|level| *level <= need);
            // At the lowest level every combination is in.
            if level > 1 && used < MOST_ROWS {
                sets[used] = (row.sets.len() - level, &row.sets[level - 1]);
                used += 1;
            }
        }
        // The smallest sets first: most words are empty after a few.
        sets[..used].sort_unstable_by_key(|(above, _)| *above);
        let words = count.div_ceil(64);
        for start in (0..words).step_by(STRIDE) {
            let mut bits = [u64::MAX; STRIDE];
            let mut any = u64::MAX;
            for (_, set) in &sets[..used] {
                any = 0;
                for (bits, part) in bits.iter_mut().zip(&set[start..start + STRIDE]) {
                    *bits &= part;
                    any |= *bits;
                }
                if any == 0 {
                    break;
                }
            }
            if any != 0 {
                self.report(start, &bits, count, found);
            }
        }
        1 + (words * used / 16) as u64
    }

    fn report(&self, start: usize, bits: &[u64; STRIDE], count: usize, found: &mut dyn FnMut(usize)) {
        for (word, bits) in bits.iter().enumerate() {
            let mut rest = *bits;
            while rest != 0 {
                let combination = (start + word) * 64 + rest.trailing_zeros() as usize;
                if combination < count {
                    found(combination);
                }
                rest &= rest - 1;
            }
        }
    }

    fn need(&self, space: &Space<'_>, aim: &Aim, target: &Target, row: usize) -> f64 {
        match (aim, target.objective) {
            (Aim::Sum { .. }, Some(sum)) if row == space.dims() => sum,
            _ => target.least.get(row).map_or(f64::NEG_INFINITY, |least| *least as f64 * space.unit[row]),
        }
    }

    /// Exact gains of a combination.
    pub(super) fn gains(&self, combination: usize, dims: usize) -> &[i64] {
        &self.gains[combination * dims..(combination + 1) * dims]
    }

    /// Choices of a combination, by step from `from` on.
    pub(super) fn choices(&self, combination: usize) -> &[u32] {
        let width = self.choices.len() / self.len.max(1);
        &self.choices[combination * width..(combination + 1) * width]
    }
}

/// More rows than this are not looked at: the exact check comes after.
const MOST_ROWS: usize = 64;

fn extend(combinations: &[(Budgets, Vec<u32>)], losses: &[Budgets]) -> Vec<(Budgets, Vec<u32>)> {
    let mut longer = Vec::new();
    for (budgets, choices) in combinations {
        for (choice, loss) in losses.iter().enumerate() {
            let mut left = *budgets;
            if spend(&mut left, loss) {
                longer.push((left, [choices.as_slice(), &[choice as u32]].concat()));
            }
        }
        if longer.len() > MOST {
            break;
        }
    }
    longer
}

/// One row a dimension, and one for the sum that is maximised.
fn row_weights(space: &Space<'_>, aim: &Aim, target: &Target) -> Vec<Vec<f64>> {
    let dims = space.dims();
    let mut rows: Vec<Vec<f64>> =
        (0..dims).map(|d| (0..dims).map(|e| f64::from(u8::from(d == e))).collect()).collect();
    if let (Aim::Sum { weight, .. }, Some(_)) = (aim, target.objective) {
        rows.push(real_weights(space, weight));
    }
    rows
}
