//! From a task to a frontier: exactly while counts and budget hold, then within a known gap.

use super::count::Count;
use super::course::Course;
use super::filter::uncovered;
use super::horizon::Horizon;
use super::packages::Packages;
use super::run::{Allowance, Run};
use super::table::{Halt, Table};
use super::thin::{self, Uncovered};
use super::{Frontier, Range};
use crate::analysis::{Budget, Certainty, Meter, Problem, zone_witness};
use crate::model::PartialPackage;
use num_bigint::BigUint;

/// What is asked, compiled.
pub(super) struct Task<'a> {
    pub problem: &'a Problem,
    pub range: Range,
    pub course: &'a Course,
    pub budget: Budget<'a>,
}

/// Points a step may have once the budget has run out of points.
const ROOMY: usize = 50_000;

/// The same with more axes than [`MANY_AXES`]: there a step takes long for each of its points.
const ROOMY_MANY: usize = 6_000;
const MANY_AXES: usize = 6;

/// Points a step may have once nothing is left of the budget.
const LAST_RESORT: usize = 1000;

/// A count did not fit its type.
#[derive(Debug)]
struct Overflow;

/// The exact frontier, or where the budget ends before it an approximate one.
pub(super) fn exactly(task: &Task<'_>) -> Frontier {
    let found = counted::<u64>(task)
        .or_else(|Overflow| counted::<u128>(task))
        .or_else(|Overflow| counted::<BigUint>(task));
    or_witness(task, found.expect("big counts hold any number"))
}

/// A frontier within `epsilon`, or as close as the budget allows.
pub(super) fn within(task: &Task<'_>, epsilon: f64) -> Frontier {
    let meter = Meter::new(task.budget);
    let mut best: Option<Frontier> = None;
    // Floors can cut packages off from what stands for them: then finer slacks are tried.
    for finer in [1.0, 0.5, 0.25] {
        let mut run = Run::<()>::new(task.course);
        let found = match thin::within_epsilon(&mut run, task.course, epsilon * finer, &meter) {
            Ok(relaxed) => uncounted(task, run, &relaxed),
            Err(_) if best.is_some() => break,
            Err(_) => approximate(task, Run::new(task.course), LAST_RESORT),
        };
        let better = best.as_ref().is_none_or(|best| gap(&found) < gap(best));
        let enough = gap(&found) <= epsilon;
        if better {
            best = Some(found);
        }
        if enough {
            break;
        }
    }
    or_witness(task, best.expect("the first round gives a frontier"))
}

fn counted<C: Count>(task: &Task<'_>) -> Result<Frontier, Overflow> {
    let meter = Meter::new(task.budget);
    let mut run = Run::<C>::new(task.course);
    let none = vec![0; task.course.dims];
    while !run.is_done() {
        let limit = run.room(task.budget.points);
        let exact = Allowance { limit, slack: none.clone(), relaxed: none.clone() };
        match run.advance(&exact, &meter) {
            Ok(()) => {}
            Err(Halt::Overflow) => return Err(Overflow),
            Err(Halt::Full) => {
                let most = if task.course.axes > MANY_AXES { ROOMY_MANY } else { ROOMY };
                return Ok(approximate(task, run.uncounted(), most));
            }
            Err(Halt::Stopped(_)) => return Ok(approximate(task, run.uncounted(), LAST_RESORT)),
        }
    }
    listed(task, run, None)
}

/// Goes on from where the exact frontier grew too large.
fn approximate(task: &Task<'_>, mut run: Run<'_, ()>, most: usize) -> Frontier {
    let limit = task.budget.points.div_ceil(2).min(most);
    let relaxed = thin::within_limit(&mut run, task.course, limit);
    uncounted(task, run, &relaxed)
}

fn uncounted(task: &Task<'_>, run: Run<'_, ()>, relaxed: &[i64]) -> Frontier {
    listed(task, run, Some(relaxed)).expect("an approximate frontier counts nothing")
}

/// Final sums as utilities on the axes alone, choices as packages.
fn listed<C: Count>(task: &Task<'_>, run: Run<'_, C>, relaxed: Option<&[i64]>) -> Result<Frontier, Overflow> {
    let course = task.course;
    let largest = run.largest();
    let (table, trace) = run.finish();
    let Listed { kept, counts, utilities } = on_axes(course, &table)?;
    let certainty = match relaxed {
        None => Certainty::Proved,
        // Whatever may pass has something that stands for it: there is nothing.
        Some(_) if table.len() == 0 => Certainty::Proved,
        Some(relaxed) => {
            let uncovered = Uncovered::new(course, &table, relaxed);
            Certainty::Bounded { gap: thin::gap(course, relaxed, &utilities, &uncovered) }
        }
    };
    // The packages of millions of points need the room.
    drop(table);
    Ok(Frontier {
        axes: course.arena.evaluators[..course.axes].to_vec(),
        certainty,
        largest,
        open: course.sweep.widest,
        issues: task.problem.options.len(),
        points: kept.len(),
        utilities,
        packages: Packages::trace(course, &trace, &kept, &task.problem.options),
        counts: C::into_counts(counts),
    })
}

/// Final points that pass and that no other beats on the axes.
struct Listed<C> {
    /// Positions in the table.
    kept: Vec<u32>,
    counts: Vec<C>,
    utilities: Vec<i64>,
}

fn on_axes<C: Count>(course: &Course, table: &Table<C>) -> Result<Listed<C>, Overflow> {
    let (dims, axes) = (course.dims, course.axes);
    let last = Horizon::new(course, course.steps(), usize::MAX);
    let mut all = Listed {
        kept: Vec::with_capacity(table.len()),
        counts: Vec::<C>::with_capacity(table.len()),
        utilities: Vec::with_capacity(table.len() * axes),
    };
    for i in 0..table.len() {
        let sums = &table.values[i * dims..(i + 1) * dims];
        if !last.admits(sums) {
            continue;
        }
        let same = !all.kept.is_empty() && all.utilities[all.utilities.len() - axes..] == sums[..axes];
        match all.counts.last_mut().filter(|_| same) {
            Some(count) => *count = count.plus(&table.counts[i]).ok_or(Overflow)?,
            None => {
                all.kept.push(i as u32);
                all.counts.push(table.counts[i].clone());
                all.utilities.extend_from_slice(&sums[..axes]);
            }
        }
    }
    if dims == axes || axes == 0 {
        return Ok(all);
    }
    let stays = uncovered(&all.utilities, axes);
    Ok(Listed {
        kept: stays.iter().map(|&i| all.kept[i]).collect(),
        counts: stays.iter().map(|&i| all.counts[i].clone()).collect(),
        utilities: stays.iter().flat_map(|&i| &all.utilities[i * axes..(i + 1) * axes]).copied().collect(),
    })
}

/// How far a package of the range can be from all listed points; 0 when proved.
fn gap(frontier: &Frontier) -> f64 {
    match frontier.certainty {
        Certainty::Bounded { gap } => gap,
        _ => 0.0,
    }
}

/// Where nothing could be listed though nothing was ruled out, the zone's witness stands alone.
fn or_witness(task: &Task<'_>, mut found: Frontier) -> Frontier {
    if task.range == Range::All || !found.is_empty() || found.certainty.is_proved() {
        return found;
    }
    let open = PartialPackage::open(found.issues);
    match zone_witness(task.problem, &open, &Meter::new(task.budget)) {
        Ok(None) => found.certainty = Certainty::Proved,
        Ok(Some(package)) => {
            let utility = |e: &usize| task.problem.evaluators[*e].utility(&package);
            found.utilities = found.axes.iter().map(utility).collect();
            let bounds = Uncovered::everything(task.course);
            let gap = thin::gap(task.course, &vec![0; task.course.dims], &found.utilities, &bounds);
            found.certainty = Certainty::Bounded { gap };
            found.packages = Packages::Wide(package.0);
            found.points = 1;
        }
        Err(_) => {}
    }
    found
}
