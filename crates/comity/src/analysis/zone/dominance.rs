//! Weighted points, and the pairs of points from two lists whose sums meet a need.

use super::super::budget::{Meter, Stopped};
use super::plane;

/// Points in lexicographic order, each with the number of paths that lead to it; few stand twice.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    dims: usize,
    len: usize,
    /// `at[point * dims + d]`.
    at: Vec<i64>,
    /// Empty when every weight is 1.
    weight: Vec<u128>,
}

impl Points {
    /// One path that gains nothing.
    pub fn origin(dims: usize) -> Self {
        Self { dims, len: 1, at: vec![0; dims], weight: Vec::new() }
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.len
    }

    fn weight(&self, i: usize) -> u128 {
        self.weight.get(i).copied().unwrap_or(1)
    }

    fn row(&self, i: usize) -> &[i64] {
        &self.at[i * self.dims..(i + 1) * self.dims]
    }

    /// Every point moved by `gain`, its weight multiplied by `times`; points below `least` dropped.
    pub fn shifted(&self, gain: &[i64], times: u128, least: &[i64]) -> Self {
        if times == 1 && self.weight.is_empty() {
            let at = match self.dims {
                1 => plane::shifted::<1>(&self.at, gain, least),
                2 => plane::shifted::<2>(&self.at, gain, least),
                3 => plane::shifted::<3>(&self.at, gain, least),
                4 => plane::shifted::<4>(&self.at, gain, least),
                _ => return self.shifted_any(gain, times, least),
            };
            return Self { dims: self.dims, len: at.len() / self.dims, at, weight: Vec::new() };
        }
        self.shifted_any(gain, times, least)
    }

    fn shifted_any(&self, gain: &[i64], times: u128, least: &[i64]) -> Self {
        let mut moved =
            Self { dims: self.dims, len: 0, at: Vec::with_capacity(self.at.len()), weight: Vec::new() };
        let weighted = times != 1 || !self.weight.is_empty();
        for i in 0..self.len {
            let row = self.row(i);
            if row.iter().zip(gain).zip(least).all(|((x, g), least)| x + g >= *least) {
                moved.at.extend(row.iter().zip(gain).map(|(x, g)| x + g));
                moved.len += 1;
                if weighted {
                    moved.weight.push(self.weight(i) * times);
                }
            }
        }
        moved
    }

    /// The union of lists in order, weights of equal points added.
    pub fn joined(mut parts: Vec<Self>, dims: usize) -> Self {
        while parts.len() > 1 {
            let mut merged = Vec::with_capacity(parts.len().div_ceil(2));
            let mut rest = parts.into_iter();
            while let Some(first) = rest.next() {
                merged.push(match rest.next() {
                    Some(second) => first.merged(&second),
                    None => first,
                });
            }
            parts = merged;
        }
        parts.pop().unwrap_or(Self { dims, len: 0, at: Vec::new(), weight: Vec::new() })
    }

    /// Lists without weights are joined without looking for equal points, unless there are many: points
    /// that stand twice count twice.
    fn merged(&self, other: &Self) -> Self {
        if self.weight.is_empty() && other.weight.is_empty() {
            let at = match self.dims {
                1 => plane::merged::<1>(&self.at, &other.at),
                2 => plane::merged::<2>(&self.at, &other.at),
                3 => plane::merged::<3>(&self.at, &other.at),
                4 => plane::merged::<4>(&self.at, &other.at),
                _ => None,
            };
            if let Some(at) = at {
                return Self { dims: self.dims, len: at.len() / self.dims, at, weight: Vec::new() };
            }
        }
        self.merged_any(other)
    }

    fn merged_any(&self, other: &Self) -> Self {
        let mut both = Self {
            dims: self.dims,
            len: 0,
            at: Vec::with_capacity(self.at.len() + other.at.len()),
            weight: Vec::new(),
        };
        let (mut i, mut j) = (0, 0);
        while i < self.len || j < other.len {
            let order = match (i < self.len, j < other.len) {
                (true, true) => self.row(i).cmp(other.row(j)),
                (true, false) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            match order {
                std::cmp::Ordering::Less => {
                    both.push(self.row(i), self.weight(i));
                    i += 1;
                }
                std::cmp::Ordering::Greater => {
                    both.push(other.row(j), other.weight(j));
                    j += 1;
                }
                std::cmp::Ordering::Equal => {
                    both.push(self.row(i), self.weight(i) + other.weight(j));
                    i += 1;
                    j += 1;
                }
            }
        }
        both
    }

    fn push(&mut self, row: &[i64], weight: u128) {
        if weight != 1 && self.weight.is_empty() {
            self.weight = vec![1; self.len];
            self.weight.reserve(self.at.capacity() / self.dims.max(1) - self.len);
        }
        if weight != 1 || !self.weight.is_empty() {
            self.weight.push(weight);
        }
        self.at.extend_from_slice(row);
        self.len += 1;
    }

    fn total(&self) -> u128 {
        if self.weight.is_empty() { self.len as u128 } else { self.weight.iter().sum() }
    }
}

/// `Σ weight(a) · weight(b)` over the pairs with `a + b ≥ need` in every dimension.
///
/// *Exactness*: exact; the product of the two sums of weights must stay below 2¹²⁸.
pub(crate) fn pairs(a: &Points, b: &Points, need: &[i64], meter: &Meter<'_>) -> Result<u128, Stopped> {
    if a.len == 0 || b.len == 0 {
        return Ok(0);
    }
    match need.len() {
        0 => Ok(a.total() * b.total()),
        1 => Ok(line(a, b, need[0])),
        2 if a.weight.is_empty()
            && b.weight.is_empty()
            && a.len < u32::MAX as usize
            && b.len < u32::MAX as usize =>
        {
            meter.spend(((a.len + b.len) * 16) as u64)?;
            Ok(plane::pairs(&a.at, &b.at, need))
        }
        _ => {
            let sides = Sides { a, b, need, meter };
            let left: Vec<u32> = (0..a.len as u32).collect();
            let right: Vec<u32> = (0..b.len as u32).collect();
            sides.divide(need.len() - 1, left, right)
        }
    }
}

fn line(a: &Points, b: &Points, need: i64) -> u128 {
    let (mut sum, mut reached, mut i) = (0, 0, a.len);
    // b ascending: ever smaller a suffice.
    for j in 0..b.len {
        while i > 0 && a.at[i - 1] + b.at[j] >= need {
            i -= 1;
            reached += a.weight(i);
        }
        sum += reached * b.weight(j);
    }
    sum
}

struct Sides<'a> {
    a: &'a Points,
    b: &'a Points,
    need: &'a [i64],
    meter: &'a Meter<'a>,
}

/// Below this many pairs they are looked at one by one.
const FEW: usize = 4096;

impl Sides<'_> {
    fn reached(&self, i: u32, d: usize) -> i64 {
        self.a.at[i as usize * self.a.dims + d]
    }

    /// What `a` must have so that `j` of `b` meets the need.
    fn asked(&self, j: u32, d: usize) -> i64 {
        self.need[d] - self.b.at[j as usize * self.b.dims + d]
    }

    /// Pairs that meet the needs in dimensions `0..=d`; both lists in lexicographic order.
    fn divide(&self, d: usize, left: Vec<u32>, right: Vec<u32>) -> Result<u128, Stopped> {
        if left.is_empty() || right.is_empty() {
            return Ok(0);
        }
        self.meter.spend((left.len() + right.len()) as u64)?;
        if left.len().saturating_mul(right.len()) <= FEW {
            return Ok(self.one_by_one(d, &left, &right));
        }
        if d == 1 {
            return self.plane(&left, &right);
        }
        let span = |values: &mut dyn Iterator<Item = i64>| {
            values.fold((i64::MAX, i64::MIN), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (low, high) = span(&mut left.iter().map(|&i| self.reached(i, d)));
        let (asked_low, asked_high) = span(&mut right.iter().map(|&j| self.asked(j, d)));
        if asked_high <= low {
            return self.divide(d - 1, left, right);
        }
        if asked_low > high {
            return Ok(0);
        }
        let at = self.middle(d, &left, &right);
        let (left_high, left_low): (Vec<u32>, Vec<u32>) =
            left.iter().partition(|&&i| self.reached(i, d) >= at);
        let (right_low, right_high): (Vec<u32>, Vec<u32>) =
            right.iter().partition(|&&j| self.asked(j, d) <= at);
        drop((left, right));
        let across = self.divide(d - 1, left_high.clone(), right_low.clone())?;
        Ok(across + self.divide(d, left_high, right_high)? + self.divide(d, left_low, right_low)?)
    }

    /// The median of all values, or its neighbour where the median would leave everything on one side.
    fn middle(&self, d: usize, left: &[u32], right: &[u32]) -> i64 {
        let reached = || left.iter().map(|&i| self.reached(i, d));
        let asked = || right.iter().map(|&j| self.asked(j, d));
        let mut values: Vec<i64> = reached().chain(asked()).collect();
        let half = values.len() / 2;
        let at = *values.select_nth_unstable(half).1;
        if reached().all(|v| v >= at) && asked().all(|v| v > at) {
            values.into_iter().filter(|v| *v > at).min().unwrap_or(at)
        } else if reached().all(|v| v < at) && asked().all(|v| v <= at) {
            values.into_iter().filter(|v| *v < at).max().unwrap_or(at)
        } else {
            at
        }
    }

    fn one_by_one(&self, d: usize, left: &[u32], right: &[u32]) -> u128 {
        let mut sum = 0;
        for &j in right {
            let meets = |i: &&u32| (0..=d).all(|d| self.reached(**i, d) >= self.asked(j, d));
            let reached: u128 = left.iter().filter(meets).map(|&i| self.a.weight(i as usize)).sum();
            sum += reached * self.b.weight(j as usize);
        }
        sum
    }

    /// Dimensions 0 and 1: sweeps the first downwards, counts the second in a Fenwick tree of ranks.
    fn plane(&self, left: &[u32], right: &[u32]) -> Result<u128, Stopped> {
        self.meter.spend(((left.len() + right.len()) * 8) as u64)?;
        let mut values: Vec<i64> = left.iter().map(|&i| self.reached(i, 1)).collect();
        values.sort_unstable();
        values.dedup();
        let mut tree = vec![0u128; values.len() + 1];
        let (mut sum, mut next) = (0u128, left.len());
        // Right in lexicographic order asks for ever less in dimension 0.
        for &j in right {
            while next > 0 && self.reached(left[next - 1], 0) >= self.asked(j, 0) {
                next -= 1;
                let rank = values.partition_point(|v| *v < self.reached(left[next], 1));
                let mut node = values.len() - rank;
                while node < tree.len() {
                    tree[node] += self.a.weight(left[next] as usize);
                    node += node & node.wrapping_neg();
                }
            }
            let rank = values.partition_point(|v| *v < self.asked(j, 1));
            let mut node = values.len() - rank;
            let mut reached = 0;
            while node > 0 {
                reached += tree[node];
                node &= node - 1;
            }
            sum += reached * self.b.weight(j as usize);
        }
        Ok(sum)
    }
}
