//! The step for three axes and more: points come descending lexicographically, so a point can only be
//! beaten by one kept before it, and the first axis need not be looked at again.

use super::count::Count;
use super::heads::Heads;
use super::horizon::Horizon;
use super::table::{Halt, Moved, Table};
use crate::analysis::Meter;

/// The points kept so far, without their first axis.
pub(super) trait Kept<const D: usize> {
    /// For points between `low` and `high`, about `expected` of them.
    fn new(low: [i64; D], high: [i64; D], expected: usize) -> Self;

    /// Whether a kept point is nowhere below `sums`, the first axis left out.
    fn covers(&mut self, sums: &[i64; D]) -> bool;

    /// Keeps a point that is not covered.
    fn keep(&mut self, sums: &[i64; D]);
}

/// The points of all lists that no other beats.
pub(super) fn step<C: Count, const D: usize, K: Kept<D>>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Table<C>, Halt> {
    let mut heads = Heads::<C, D>::new(lists, |_| 0);
    let (low, high) = ends::<C, D>(lists);
    let longest = lists.iter().map(Moved::len).max().unwrap_or(0);
    let table = Table::with_capacity(D, longest);
    let mut floor = [0; D];
    floor.copy_from_slice(&horizon.floor());
    let mut slack = [0; D];
    slack.copy_from_slice(&horizon.slack);
    let mut kept = Sieve::<C, D, K> {
        floor,
        slack,
        kept: K::new(low, high, longest),
        table,
        limit: horizon.limit,
        last: [i64::MIN; D],
    };
    let mut equals: Vec<([i64; D], usize, usize)> = Vec::new();
    let mut read = 0;
    // About what a look at the kept points takes, next to a step of a merge.
    let cost = if D == 3 { 16 } else { 64 };
    while let Some((first, l)) = heads.peek() {
        if first < floor[0] {
            break;
        }
        let reader = heads.reader(l);
        let at = reader.at;
        let sums = reader.sums(at);
        // What is already beaten on the first axis and covered on the others need not enter the merge.
        let mut next = at + 1;
        while next < reader.values.len() {
            let then = reader.sums(next);
            if then[0] == first || !kept.rules_out(&then) {
                break;
            }
            next += 1;
        }
        read += next - at;
        heads.skip_to(l, next);
        let more = heads.peek().is_some_and(|(next, _)| next == first);
        if !more && equals.is_empty() {
            kept.take(&sums, heads.reader(l).list, at)?;
        } else {
            equals.push((sums, l, at));
        }
        if !more && !equals.is_empty() {
            equals.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            for (sums, l, at) in equals.drain(..) {
                kept.take(&sums, heads.reader(l).list, at)?;
            }
        }
        if read >= 1024 {
            meter.spend(cost * read as u64)?;
            read = 0;
        }
    }
    meter.spend(cost * read as u64)?;
    let mut table = kept.table;
    horizon.retain_admitted(&mut table);
    Ok(table)
}

/// What decides, point by point.
struct Sieve<C, const D: usize, K> {
    floor: [i64; D],
    slack: [i64; D],
    kept: K,
    table: Table<C>,
    limit: usize,
    /// The last point taken into the table.
    last: [i64; D],
}

impl<C: Count, const D: usize, K: Kept<D>> Sieve<C, D, K> {
    /// Whether the floors or the kept points rule a point out that is lower than those on the first axis.
    #[inline(always)]
    fn rules_out(&mut self, sums: &[i64; D]) -> bool {
        let mut least = *sums;
        least.iter_mut().zip(&self.slack).for_each(|(least, slack)| *least -= slack);
        sums.iter().zip(&self.floor).any(|(sum, floor)| sum < floor) || self.kept.covers(&least)
    }

    #[inline(always)]
    fn take(&mut self, sums: &[i64; D], list: &Moved<'_, C>, at: usize) -> Result<(), Halt> {
        if sums.iter().zip(&self.floor).any(|(sum, floor)| sum < floor) {
            return Ok(());
        }
        let mut least = *sums;
        least.iter_mut().zip(&self.slack).for_each(|(least, slack)| *least -= slack);
        if !self.kept.covers(&least) {
            if self.table.len() >= self.limit {
                return Err(Halt::Full);
            }
            self.kept.keep(sums);
            self.last = *sums;
            self.table.push(sums, list, at)
        } else if *sums == self.last {
            self.table.join(self.table.len() - 1, list, at)
        } else {
            Ok(())
        }
    }
}

/// Least and greatest sum of each axis over all lists.
fn ends<C: Count, const D: usize>(lists: &[Moved<'_, C>]) -> ([i64; D], [i64; D]) {
    let (mut low, mut high) = ([i64::MAX; D], [i64::MIN; D]);
    for list in lists {
        for point in list.values.as_chunks::<D>().0 {
            for d in 0..D {
                low[d] = low[d].min(point[d] + list.shift[d]);
                high[d] = high[d].max(point[d] + list.shift[d]);
            }
        }
    }
    (low, high)
}
