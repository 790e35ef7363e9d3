//! An order of changes in which nobody who is content stops being so.

use super::super::problem::Problem;
use crate::model::Package;
use std::collections::BTreeSet;

/// Whether the changes can be made one by one so that at no step a party that accepted the draft as it
/// then stood stops accepting it.
///
/// Open issues are taken to be filled first, as the proposal fills them: they cost nothing and an open
/// issue has no utility. A party is content when its delegation's and its principals' mandates accept.
/// Linkages bind the proposal, not the steps on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The issues in such an order.
    Order(Vec<usize>),
    /// There is none.
    None,
    /// Not settled within a million steps looked at.
    Undecided,
}

const MOST: usize = 1_000_000;

/// Searches depth first; a set of changes already made that leads nowhere is not looked at again.
pub(super) fn route(problem: &Problem, from: &Package, to: &Package, changed: &[usize]) -> Route {
    let mut walk = Walk { problem, to, changed, dead: BTreeSet::new(), order: Vec::new(), looked: 0 };
    let mut now = from.clone();
    let mut made = vec![false; changed.len()];
    let content = walk.content(&now);
    // Whoever is content now must be content at the end.
    let end = walk.content(to);
    if content.iter().zip(&end).any(|(now, end)| *now && !*end) {
        return Route::None;
    }
    match walk.go(&mut now, &mut made, &content) {
        Some(true) => Route::Order(walk.order),
        Some(false) => Route::None,
        None => Route::Undecided,
    }
}

struct Walk<'a> {
    problem: &'a Problem,
    to: &'a Package,
    changed: &'a [usize],
    /// Changes made, from where the end was not reached. Who is content depends on them alone.
    dead: BTreeSet<Vec<bool>>,
    order: Vec<usize>,
    looked: usize,
}

impl Walk<'_> {
    fn content(&self, package: &Package) -> Vec<bool> {
        (0..self.problem.seats.len()).map(|seat| self.problem.accepts(seat, package)).collect()
    }

    /// `None` when too much was looked at.
    fn go(&mut self, now: &mut Package, made: &mut Vec<bool>, content: &[bool]) -> Option<bool> {
        if made.iter().all(|m| *m) {
            return Some(true);
        }
        self.looked += self.changed.len();
        if self.looked > MOST {
            return None;
        }
        let mut steps = Vec::new();
        for (at, &issue) in self.changed.iter().enumerate().filter(|(at, _)| !made[*at]) {
            let before = std::mem::replace(&mut now.0[issue], self.to.0[issue]);
            let after = self.content(now);
            now.0[issue] = before;
            if content.iter().zip(&after).all(|(was, is)| !*was || *is) {
                steps.push((after.iter().filter(|c| **c).count(), at, after));
            }
        }
        // Steps that content most people first; of equal ones the earlier issue.
        steps.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, at, after) in steps {
            made[at] = true;
            if !self.dead.contains(made) {
                let issue = self.changed[at];
                let before = std::mem::replace(&mut now.0[issue], self.to.0[issue]);
                self.order.push(issue);
                if self.go(now, made, &after)? {
                    return Some(true);
                }
                self.order.pop();
                now.0[issue] = before;
            }
            made[at] = false;
        }
        self.dead.insert(made.clone());
        Some(false)
    }
}
