//! The dynamic programme: step by step through a course, keeping what the frontier may still need.

use super::count::Count;
use super::course::Course;
use super::horizon::Horizon;
use super::relief::Relief;
use super::staircase::Staircase;
use super::table::{Halt, Links, Moved, Table};
use super::{general, ordered, plane};
use crate::analysis::{Key, Meter, Progress};
use std::collections::BTreeMap;

/// How far the programme has come.
pub(super) struct Run<'a, C> {
    course: &'a Course,
    /// Steps done.
    step: usize,
    tables: BTreeMap<Key, Table<C>>,
    /// Links of every step done, tables of a step one after another in the order of their keys.
    trace: Vec<Links>,
}

/// How far a step may go.
pub(super) struct Allowance {
    /// Most points.
    pub limit: usize,
    /// How far a point may fall short of one it replaces, by dimension.
    pub slack: Vec<i64>,
    /// The same, summed over all steps up to this one.
    pub relaxed: Vec<i64>,
}

impl<'a, C: Count> Run<'a, C> {
    /// Before the first step.
    pub fn new(course: &'a Course) -> Self {
        let horizon = Horizon::new(course, 0, 1);
        let mut start = course.start.clone();
        let mut tables = BTreeMap::new();
        if horizon.admits(&start) {
            horizon.settle(&mut start);
            tables.insert(0, Table { values: start, counts: vec![C::one()], links: Links::default() });
        }
        Self { course, step: 0, tables, trace: Vec::new() }
    }

    /// The same points without their counts.
    pub fn uncounted(self) -> Run<'a, ()> {
        let bare = |table: Table<C>| {
            let counts = vec![(); table.len()];
            Table { values: table.values, counts, links: table.links }
        };
        let tables = self.tables.into_iter().map(|(key, table)| (key, bare(table))).collect();
        Run { course: self.course, step: self.step, tables, trace: self.trace }
    }

    /// Whether every step is done.
    pub fn is_done(&self) -> bool {
        self.step == self.course.steps()
    }

    /// Steps done.
    pub fn step(&self) -> usize {
        self.step
    }

    /// Points the next step may have when `points` points of eight numbers may be held in all: those
    /// of the step itself, those of the step before, and the links of all steps.
    pub fn room(&self, points: usize) -> usize {
        let numbers = points.saturating_mul(8);
        let each = self.course.dims + 2;
        let held = self.tables.values().map(Table::len).sum::<usize>() * each;
        let links = self.trace.iter().map(Links::len).sum::<usize>();
        (numbers.saturating_sub(held + links) / each).clamp(1, points.max(1))
    }

    /// Most points any step had.
    pub fn largest(&self) -> usize {
        self.trace.iter().map(Links::len).max().unwrap_or(0)
    }

    /// Takes the next block. When it halts, nothing has changed.
    pub fn advance(&mut self, allowance: &Allowance, meter: &Meter<'_>) -> Result<(), Halt> {
        let course = self.course;
        let mut horizon = Horizon::new(course, self.step + 1, allowance.limit);
        horizon.slack.clone_from(&allowance.slack);
        horizon.relaxed.clone_from(&allowance.relaxed);
        let mut next: BTreeMap<Key, Table<C>> = BTreeMap::new();
        for (key, lists) in self.lists() {
            let table = take(&lists, &horizon, meter)?;
            horizon.limit -= table.len();
            if table.len() > 0 {
                next.insert(key, table);
            }
        }
        for table in self.tables.values_mut() {
            table.values = Vec::new();
        }
        let links = next.values_mut().map(|table| std::mem::take(&mut table.links));
        self.trace.push(Links::joined(links));
        self.tables = next;
        self.step += 1;
        let progress =
            Progress { stage: "frontier", done: self.step as u64, of: Some(course.steps() as u64) };
        (meter.budget().progress)(progress);
        Ok(())
    }

    /// Every table moved by every choice worth taking, by the key it leads to.
    fn lists(&self) -> BTreeMap<Key, Vec<Moved<'_, C>>> {
        let dims = self.course.dims;
        let gains = &self.course.gains[self.step];
        let mut lists: BTreeMap<Key, Vec<Moved<'_, C>>> = BTreeMap::new();
        let mut first = 0;
        for (&key, table) in &self.tables {
            let mut groups: BTreeMap<Key, Vec<Moved<'_, C>>> = BTreeMap::new();
            let choices = self.course.arena.blocks[self.course.sweep.order[self.step]].len;
            for choice in 0..choices {
                let mut shift = gains[choice * dims..(choice + 1) * dims].to_vec();
                let then = self.course.sweep.go(self.step, key, choice, |d, value| shift[d] += value);
                let Some(then) = then else { continue };
                let group = groups.entry(then).or_default();
                add_choice(group, shift, self.course, |shift| Moved {
                    values: &table.values,
                    counts: &table.counts,
                    first,
                    shift,
                    choice: choice as u32,
                    weight: 1,
                });
            }
            first += table.len() as u32;
            for (then, group) in groups {
                lists.entry(then).or_default().extend(group);
            }
        }
        lists
    }

    /// The final points and the links back.
    pub fn finish(self) -> (Table<C>, Vec<Links>) {
        (self.tables.into_values().next().unwrap_or_else(Table::empty), self.trace)
    }
}

/// One step, by the number of axes where axes alone decide.
fn take<C: Count>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Table<C>, Halt> {
    match horizon.plain_axes() {
        Some(2) => plane::step(lists, horizon, meter),
        Some(3) => ordered::step::<C, 3, Staircase>(lists, horizon, meter),
        Some(4) => ordered::step::<C, 4, Relief>(lists, horizon, meter),
        _ => general::step(lists, horizon, meter),
    }
}

/// Adds a choice unless another of the group is better on an axis that no cap can cut and worse nowhere;
/// one that does exactly the same adds to its weight.
fn add_choice<'t, C>(
    group: &mut Vec<Moved<'t, C>>,
    shift: Vec<i64>,
    course: &Course,
    moved: impl FnOnce(Vec<i64>) -> Moved<'t, C>,
) {
    if let Some(same) = group.iter_mut().find(|known| known.shift == shift) {
        same.weight += 1;
        return;
    }
    let beats = |better: &[i64], worse: &[i64]| {
        better.iter().zip(worse).all(|(b, w)| b >= w)
            && (0..course.axes).any(|d| course.cap[d].is_none() && better[d] > worse[d])
    };
    if !group.iter().any(|known| beats(&known.shift, &shift)) {
        group.retain(|known| !beats(&shift, &known.shift));
        group.push(moved(shift));
    }
}
