//! The undominated of given points: no case, no course, only vectors.

use super::ordered::Kept;
use super::relief::Relief;
use super::staircase::Staircase;
use super::thicket::Thicket;

/// Positions of the points that no other beats: none is nowhere lower and somewhere higher.
///
/// *Shape*: `points[i * axes..(i + 1) * axes]`; of equal points the first; positions descending
/// lexicographically by point. *Exactness*: exact for any values; differences should stay within ±2⁶².
pub fn undominated(points: &[i64], axes: usize) -> Vec<usize> {
    if axes == 0 {
        return Vec::new();
    }
    let of = |i: usize| &points[i * axes..(i + 1) * axes];
    let mut order = worth_sorting(points, axes);
    order.sort_unstable_by(|&a, &b| of(b).cmp(of(a)).then(a.cmp(&b)));
    order.dedup_by(|b, a| of(*a) == of(*b));
    let sorted: Vec<i64> = order.iter().flat_map(|&i| of(i)).copied().collect();
    uncovered(&sorted, axes).into_iter().map(|i| order[i]).collect()
}

/// Of points descending lexicographically and all different, the positions of those no other beats.
pub(super) fn uncovered(sorted: &[i64], axes: usize) -> Vec<usize> {
    match axes {
        0 | 1 => (0..sorted.len().min(1)).collect(),
        2 => {
            // The first point stands even where the second axis is the lowest number there is.
            let mut highest = None;
            let mut rises = |point: &[i64; 2]| {
                let rises = highest.is_none_or(|highest| point[1] > highest);
                highest = highest.max(Some(point[1]));
                rises
            };
            let points = sorted.as_chunks::<2>().0.iter().enumerate();
            points.filter(|(_, point)| rises(point)).map(|(i, _)| i).collect()
        }
        3 => sieved::<3, Staircase>(sorted),
        4 => sieved::<4, Relief>(sorted),
        _ => {
            let mut kept = Thicket::new(sorted, axes, 1, i64::MIN);
            let (mut coarse, mut found) = (Vec::new(), Vec::new());
            for (i, point) in sorted.chunks_exact(axes).enumerate() {
                kept.coarse(&point[1..], &mut coarse);
                let no_less =
                    |k: u32| sorted[k as usize * axes..][..axes].iter().zip(point).all(|(k, p)| k >= p);
                if !kept.finds(&coarse, &no_less) {
                    kept.keep(&coarse, i as u32);
                    found.push(i);
                }
            }
            found
        }
    }
}

fn sieved<const D: usize, K: Kept<D>>(sorted: &[i64]) -> Vec<usize> {
    let points = sorted.as_chunks::<D>().0;
    let (mut low, mut high) = ([i64::MAX; D], [i64::MIN; D]);
    for point in points {
        low.iter_mut().zip(point).for_each(|(low, v)| *low = (*low).min(*v));
        high.iter_mut().zip(point).for_each(|(high, v)| *high = (*high).max(*v));
    }
    let mut kept = K::new(low, high, points.len() / 4);
    let mut take = |point: &[i64; D]| {
        let stays = !kept.covers(point);
        if stays {
            kept.keep(point);
        }
        stays
    };
    points.iter().enumerate().filter(|(_, point)| take(point)).map(|(i, _)| i).collect()
}

/// Points tried first against all others.
const STRONG: usize = 64;

/// Positions of the points that none of the strongest few beats.
fn worth_sorting(points: &[i64], axes: usize) -> Vec<usize> {
    let all = points.len() / axes;
    if all < 16 * STRONG {
        return (0..all).collect();
    }
    let sums = sums_of_shares(points, axes);
    let mut by_sum: Vec<usize> = (0..all).collect();
    by_sum.select_nth_unstable_by(STRONG, |&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
    let mut strong = by_sum[..STRONG].to_vec();
    strong.sort_unstable_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
    let strong: Vec<i64> = strong.iter().flat_map(|&s| &points[s * axes..(s + 1) * axes]).copied().collect();
    let beaten = |point: &[i64]| {
        let beats = |strong: &[i64]| {
            let mut gap = (true, false);
            for (s, p) in strong.iter().zip(point) {
                gap = (gap.0 & (s >= p), gap.1 | (s > p));
            }
            gap.0 & gap.1
        };
        strong.chunks_exact(axes).any(beats)
    };
    (0..all).filter(|&i| !beaten(&points[i * axes..(i + 1) * axes])).collect()
}

/// Each point's sum with every axis stretched to the same range. Only which points are tried first
/// depends on it.
fn sums_of_shares(points: &[i64], axes: usize) -> Vec<f64> {
    let (mut low, mut high) = (vec![i64::MAX; axes], vec![i64::MIN; axes]);
    for point in points.chunks_exact(axes) {
        for d in 0..axes {
            low[d] = low[d].min(point[d]);
            high[d] = high[d].max(point[d]);
        }
    }
    let weight = |d: usize| 1.0 / (high[d] as f64 - low[d] as f64).max(1.0);
    let weights: Vec<f64> = (0..axes).map(weight).collect();
    points.chunks_exact(axes).map(|p| p.iter().zip(&weights).map(|(v, w)| *v as f64 * w).sum()).collect()
}
