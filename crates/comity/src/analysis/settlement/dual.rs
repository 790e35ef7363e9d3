//! Multipliers: the linear programme over the convex hull of the packages, solved by generating
//! packages as columns. Its dual prices give the cuts that close the search.
//!
//! Floating point throughout: any multipliers at all give a valid cut, good ones a sharp one.
//! *Source*: Dantzig and Wolfe, "Decomposition principle for linear programs", 1960.

use super::space::Space;

/// `weights · u ≥ …` holds for every package at least as good as the best known.
/// On the declared scales.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    /// The part that stems from what is maximised, by dimension.
    pub objective: Vec<f64>,
    /// The part that stems from least utilities, by dimension.
    pub floors: Vec<f64>,
}

impl Cut {
    /// The sum of both parts.
    pub(super) fn weights(&self) -> Vec<f64> {
        self.objective.iter().zip(&self.floors).map(|(a, b)| a + b).collect()
    }
}

/// The programme: maximise `objective · u + z − PENALTY · y` over convex combinations of packages with
/// `u[dim] ≥ least + shared · z` on rows that share the free `z`, `u[dim] ≥ least − y` on the others,
/// and `y ≥ 0`.
pub(super) struct Programme {
    /// By dimension.
    pub objective: Vec<f64>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of a [`Programme`].
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The dimension.
    pub dim: usize,
    /// Least utility, on the declared scale.
    pub least: f64,
    /// Coefficient of `z`; 0 for a plain floor.
    pub shared: f64,
}

/// What the programme found.
pub(super) struct Solved {
    /// Upper bound on the programme less `worth`.
    pub margin: f64,
    /// The multipliers that prove it.
    pub cut: Cut,
    /// The best point of the hull found, by dimension.
    pub point: Vec<f64>,
}

/// What a unit of a missed floor costs, times the largest objective weight.
const PENALTY: f64 = 1e3;
/// Reduced costs below this count as none.
const TINY: f64 = 1e-10;
/// Columns generated at most.
const COLUMNS: usize = 600;

/// The best package for some weights from a step on, `base` included.
pub(super) fn best_package(space: &Space<'_>, from: usize, base: &[f64], weights: &[f64]) -> (f64, Vec<f64>) {
    let dims = weights.len();
    let mut sums = base.to_vec();
    let mut total: f64 = base.iter().zip(weights).map(|(b, w)| b * w).sum();
    for step in &space.steps[from..] {
        let (mut best, mut at) = (f64::NEG_INFINITY, 0);
        for (choice, gains) in step.reals.chunks_exact(dims.max(1)).enumerate() {
            let value: f64 = gains.iter().zip(weights).map(|(g, w)| g * w).sum();
            if value > best {
                (best, at) = (value, choice);
            }
        }
        if step.len > 0 && dims > 0 {
            total += best;
            let gains = &step.reals[at * dims..(at + 1) * dims];
            sums.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
        }
    }
    (total, sums)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Package,
    Shared,
    Missed,
    Slack,
}

/// The revised simplex method on the rows and the convexity row.
struct Simplex<'a> {
    programme: &'a Programme,
    basis: Vec<(Kind, Vec<f64>, f64, Vec<f64>)>,
    inverse: Vec<Vec<f64>>,
    penalty: f64,
}

impl Programme {
    /// Solves from `from` on with `base` already won (positive joint terms still to come included).
    /// Stops as soon as the bound less `worth` is below 0; every multiplier tried is shown to `visit`
    /// with its bound less `worth`.
    pub(super) fn solve(
        &self,
        space: &Space<'_>,
        from: usize,
        base: &[f64],
        worth: f64,
        visit: &mut dyn FnMut(f64, &Cut),
    ) -> Solved {
        let start = self.start_weights(base.len());
        let (_, first) = best_package(space, from, base, &start);
        let mut simplex = Simplex::new(self, first.clone());
        let mut best = Solved { margin: f64::INFINITY, cut: self.cut(&[]), point: first };
        for round in 0..COLUMNS {
            if round % 40 == 39 {
                simplex.refresh();
            }
            let prices = simplex.prices();
            let row_prices: Vec<f64> = prices[..self.rows.len()].iter().map(|y| -y).collect();
            if let Some(entering) = simplex.cheap_entry(&row_prices) {
                if !simplex.enter(entering) {
                    break;
                }
                continue;
            }
            let cut = self.cut(&row_prices);
            let (total, sums) = best_package(space, from, base, &cut.weights());
            let floor: f64 = self.rows.iter().map(|row| row.least * cut.floors[row.dim]).sum();
            let margin = total - floor - worth;
            visit(margin, &cut);
            if margin < best.margin {
                best.margin = margin;
                best.cut = cut;
            }
            let convexity = prices[self.rows.len()];
            let gain = self.column_value(&sums, &prices) - convexity;
            if best.margin < 0.0 || gain <= 1e-9 * (1.0 + convexity.abs()) {
                break;
            }
            if !simplex.enter(self.package_column(sums)) {
                break;
            }
        }
        best.point = simplex.point(base.len());
        best
    }

    fn start_weights(&self, dims: usize) -> Vec<f64> {
        let mut weights = self.objective.clone();
        weights.resize(dims, 0.0);
        for row in &self.rows {
            if row.shared > 0.0 {
                weights[row.dim] += 1.0;
            }
        }
        weights
    }

    fn cut(&self, row_prices: &[f64]) -> Cut {
        let mut floors = vec![0.0; self.objective.len()];
        let shared: f64 =
            self.rows.iter().zip(row_prices).map(|(row, price)| row.shared * price.max(0.0)).sum();
        // Rounding may leave the shared prices a little off one: any positive multiple is as good.
        let norm = if shared > 0.0 { shared } else { 1.0 };
        for (row, price) in self.rows.iter().zip(row_prices) {
            floors[row.dim] += price.max(0.0) / norm;
        }
        Cut { objective: self.objective.clone(), floors }
    }

    fn package_column(&self, sums: Vec<f64>) -> (Kind, Vec<f64>, f64, Vec<f64>) {
        let mut column: Vec<f64> = self.rows.iter().map(|row| sums[row.dim]).collect();
        column.push(1.0);
        let worth = self.objective.iter().zip(&sums).map(|(w, u)| w * u).sum();
        (Kind::Package, column, worth, sums)
    }

    fn column_value(&self, sums: &[f64], prices: &[f64]) -> f64 {
        let worth: f64 = self.objective.iter().zip(sums).map(|(w, u)| w * u).sum();
        let paid: f64 = self.rows.iter().zip(prices).map(|(row, price)| sums[row.dim] * price).sum();
        worth - paid
    }
}

impl<'a> Simplex<'a> {
    fn new(programme: &'a Programme, first: Vec<f64>) -> Self {
        let most = programme.objective.iter().copied().fold(1.0, f64::max);
        let mut simplex = Self { programme, basis: Vec::new(), inverse: Vec::new(), penalty: PENALTY * most };
        let rows = &programme.rows;
        let over = |row: &Row| first[row.dim] - row.least;
        let ratio = |&r: &usize| over(&rows[r]) / rows[r].shared;
        let least = |a: &usize, b: &usize| ratio(a).total_cmp(&ratio(b));
        let shared = (0..rows.len()).filter(|&r| rows[r].shared > 0.0).min_by(least);
        let plain = (0..rows.len()).filter(|&r| rows[r].shared == 0.0 && over(&rows[r]) < 0.0);
        let missed = plain.min_by(|&a, &b| over(&rows[a]).total_cmp(&over(&rows[b])));
        for r in 0..rows.len() {
            let column = match r {
                r if Some(r) == shared => simplex.shared_column(),
                r if Some(r) == missed => simplex.missed_column(),
                r => simplex.slack_column(r),
            };
            simplex.basis.push(column);
        }
        simplex.basis.push(programme.package_column(first));
        simplex.refresh();
        simplex
    }

    fn shared_column(&self) -> (Kind, Vec<f64>, f64, Vec<f64>) {
        let mut column: Vec<f64> = self.programme.rows.iter().map(|row| -row.shared).collect();
        column.push(0.0);
        (Kind::Shared, column, 1.0, Vec::new())
    }

    fn missed_column(&self) -> (Kind, Vec<f64>, f64, Vec<f64>) {
        let plain = |row: &Row| if row.shared > 0.0 { 0.0 } else { 1.0 };
        let mut column: Vec<f64> = self.programme.rows.iter().map(plain).collect();
        column.push(0.0);
        (Kind::Missed, column, -self.penalty, Vec::new())
    }

    fn slack_column(&self, row: usize) -> (Kind, Vec<f64>, f64, Vec<f64>) {
        let mut column = vec![0.0; self.programme.rows.len() + 1];
        column[row] = -1.0;
        (Kind::Slack, column, 0.0, Vec::new())
    }

    /// Right-hand side of a row.
    fn demand(&self, row: usize) -> f64 {
        self.programme.rows.get(row).map_or(1.0, |row| row.least)
    }

    /// Computes the inverse of the basis afresh (Gauss–Jordan with row pivots).
    fn refresh(&mut self) {
        let size = self.basis.len();
        let entry = |i: usize, j: usize| {
            if j < size { self.basis[j].1[i] } else { f64::from(u8::from(j - size == i)) }
        };
        let mut a: Vec<Vec<f64>> = (0..size).map(|i| (0..2 * size).map(|j| entry(i, j)).collect()).collect();
        for c in 0..size {
            let pivot = (c..size).max_by(|&x, &y| a[x][c].abs().total_cmp(&a[y][c].abs())).unwrap_or(c);
            a.swap(c, pivot);
            let scale = a[c][c];
            if scale == 0.0 {
                return;
            }
            a[c].iter_mut().for_each(|x| *x /= scale);
            let row = a[c].clone();
            for (i, other) in a.iter_mut().enumerate() {
                let factor = other[c];
                if i != c && factor != 0.0 {
                    other.iter_mut().zip(&row).for_each(|(x, r)| *x -= factor * r);
                }
            }
        }
        self.inverse = a.into_iter().map(|row| row[size..].to_vec()).collect();
    }

    fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.basis.len()];
        for ((_, _, cost, _), row) in self.basis.iter().zip(&self.inverse) {
            if *cost != 0.0 {
                prices.iter_mut().zip(row).for_each(|(price, x)| *price += cost * x);
            }
        }
        prices
    }

    /// A slack with a negative price, or the shortfall when floors cost more than it does.
    fn cheap_entry(&self, row_prices: &[f64]) -> Option<(Kind, Vec<f64>, f64, Vec<f64>)> {
        let lowest = (0..row_prices.len()).min_by(|&a, &b| row_prices[a].total_cmp(&row_prices[b]))?;
        if row_prices[lowest] < -TINY {
            return Some(self.slack_column(lowest));
        }
        let plain = self.programme.rows.iter().zip(row_prices).filter(|(row, _)| row.shared == 0.0);
        let sum: f64 = plain.map(|(_, price)| price).sum();
        let inside = self.basis.iter().any(|(kind, ..)| *kind == Kind::Missed);
        (!inside && sum > self.penalty * (1.0 + TINY)).then(|| self.missed_column())
    }

    /// Brings a column into the basis; `false` when nothing can leave.
    fn enter(&mut self, column: (Kind, Vec<f64>, f64, Vec<f64>)) -> bool {
        let size = self.basis.len();
        let dot = |row: &[f64]| row.iter().zip(&column.1).map(|(x, a)| x * a).sum::<f64>();
        let direction: Vec<f64> = self.inverse.iter().map(|row| dot(row)).collect();
        let value =
            |i: usize| -> f64 { self.inverse[i].iter().enumerate().map(|(r, x)| x * self.demand(r)).sum() };
        let mut leaving: Option<(usize, f64)> = None;
        for (i, step) in direction.iter().enumerate().take(size) {
            if self.basis[i].0 == Kind::Shared || *step <= TINY {
                continue;
            }
            let ratio = value(i).max(0.0) / step;
            if leaving.is_none_or(|(_, known)| ratio < known) {
                leaving = Some((i, ratio));
            }
        }
        let Some((out, _)) = leaving else { return false };
        let pivot = direction[out];
        let row: Vec<f64> = self.inverse[out].iter().map(|x| x / pivot).collect();
        for (i, other) in self.inverse.iter_mut().enumerate() {
            if i != out && direction[i] != 0.0 {
                other.iter_mut().zip(&row).for_each(|(x, r)| *x -= direction[i] * r);
            }
        }
        self.inverse[out] = row;
        self.basis[out] = column;
        true
    }

    /// The convex combination of packages in the basis.
    fn point(&self, dims: usize) -> Vec<f64> {
        let mut point = vec![0.0; dims];
        for (i, (kind, _, _, sums)) in self.basis.iter().enumerate() {
            if *kind == Kind::Package {
                let share: f64 = self.inverse[i].iter().enumerate().map(|(r, x)| x * self.demand(r)).sum();
                point.iter_mut().zip(sums).for_each(|(p, u)| *p += share.max(0.0) * u);
            }
        }
        point
    }
}
