//! The approximate frontier: points stand for points close by, and how close is known.
//!
//! A step may drop a point that a kept one equals up to a slack; the slacks of all steps add up. A kept
//! point may then miss a threshold that the package it stands for reaches: thresholds are relaxed on the
//! way, and what misses them in the end widens the gap instead of entering the list.

use super::count::Count;
use super::course::Course;
use super::horizon::Horizon;
use super::run::{Allowance, Run};
use super::table::{Halt, Table};
use crate::analysis::{Budget, Meter, Stopped};

/// What no package of the range can exceed, where the list may lack one that stands for it.
pub(super) struct Uncovered {
    /// `bounds[i * axes + d]`.
    pub bounds: Vec<i64>,
}

impl Uncovered {
    /// From the final points that do not pass.
    pub fn new<C: Count>(course: &Course, table: &Table<C>, relaxed: &[i64]) -> Self {
        let last = Horizon::new(course, course.steps(), usize::MAX);
        let mut bounds = Vec::new();
        for sums in table.values.chunks_exact(course.dims.max(1)).filter(|sums| !last.admits(sums)) {
            let bound = |d: usize| (sums[d] + relaxed[d]).min(course.cap[d].unwrap_or(i64::MAX));
            bounds.extend((0..course.axes).map(bound));
        }
        Self { bounds }
    }
}

impl Uncovered {
    /// One bound above every package there is.
    pub fn everything(course: &Course) -> Self {
        let top = |d: usize| (course.start[d] + course.most[0][d]).min(course.cap[d].unwrap_or(i64::MAX));
        Self { bounds: (0..course.axes).map(top).collect() }
    }
}

/// Slack as a fraction of the declared scale.
pub(super) fn slack(course: &Course, fraction: f64) -> Vec<i64> {
    course.scale.iter().map(|scale| (*scale as f64 * fraction) as i64).collect()
}

/// Smallest slack tried when a step grows too large.
const FINEST: f64 = 1.0 / 65_536.0;

/// Takes all steps left, each with at most `limit` points, with as little slack as it finds.
/// Returns what the slacks add up to, by dimension.
pub(super) fn within_limit(run: &mut Run<'_, ()>, course: &Course, limit: usize) -> Vec<i64> {
    let never = || false;
    let unlimited = Budget { steps: u64::MAX, points: limit, should_stop: &never, progress: &|_| () };
    let meter = Meter::new(unlimited);
    let mut relaxed = vec![0; course.dims];
    let mut fraction = 0.0;
    while !run.is_done() {
        let own = slack(course, fraction);
        let sum = relaxed.iter().zip(&own).map(|(r, s)| r + s).collect();
        let mut allowance = Allowance { limit, slack: own, relaxed: sum };
        if fraction > 1.0 {
            allowance.limit = usize::MAX;
        }
        match run.advance(&allowance, &meter) {
            Ok(()) => {
                relaxed = allowance.relaxed;
                fraction = if fraction > FINEST { fraction / 2.0 } else { 0.0 };
            }
            Err(_) => fraction = if fraction == 0.0 { FINEST } else { fraction * 2.0 },
        }
    }
    relaxed
}

/// Takes all steps with slacks that add up to `epsilon` of the scale.
pub(super) fn within_epsilon(
    run: &mut Run<'_, ()>,
    course: &Course,
    epsilon: f64,
    meter: &Meter<'_>,
) -> Result<Vec<i64>, Stopped> {
    let mut relaxed = vec![0; course.dims];
    let steps = course.steps();
    while !run.is_done() {
        let step = run.step() + 1;
        let thins = step == steps || step.is_multiple_of(EVERY) && step > EVERY;
        let share = epsilon * EVERY as f64 / steps.max(EVERY) as f64;
        let own = slack(course, if thins { share } else { 0.0 });
        let room = slack(course, epsilon);
        let own: Vec<i64> =
            own.iter().zip(&relaxed).zip(&room).map(|((own, used), room)| *own.min(&(room - used))).collect();
        let sum = relaxed.iter().zip(&own).map(|(r, s)| r + s).collect();
        let allowance = Allowance { limit: meter.budget().points, slack: own, relaxed: sum };
        match run.advance(&allowance, meter) {
            Ok(()) => relaxed = allowance.relaxed,
            Err(Halt::Stopped(stopped)) => return Err(stopped),
            Err(_) => return Err(Stopped::Points),
        }
    }
    Ok(relaxed)
}

/// Steps from one thinning to the next.
const EVERY: usize = 5;

/// The least ε, as a fraction of the declared scales, such that every package of the range has a listed
/// point within ε: what the slacks add up to, or more where a bound lies far from all listed points.
pub(super) fn gap(course: &Course, relaxed: &[i64], utilities: &[i64], uncovered: &Uncovered) -> f64 {
    let axes = course.axes;
    let part = |d: usize, units: i64| units as f64 / course.scale[d] as f64 * (1.0 + f64::EPSILON);
    let mut worst = (0..axes).map(|d| part(d, relaxed[d])).fold(0.0, f64::max);
    if axes == 0 {
        return worst;
    }
    let mut near = 0;
    for bound in uncovered.bounds.chunks_exact(axes) {
        let mut best = f64::INFINITY;
        let points = utilities.len() / axes;
        // Neighbours in order are close: start where the last search ended.
        let start = near;
        for i in (start..points).chain(0..start) {
            let listed = &utilities[i * axes..(i + 1) * axes];
            let short = (0..axes).map(|d| part(d, bound[d] - listed[d])).fold(0.0, f64::max);
            if short < best {
                best = short;
                near = i;
                if best <= worst {
                    break;
                }
            }
        }
        worst = worst.max(best);
    }
    worst
}
