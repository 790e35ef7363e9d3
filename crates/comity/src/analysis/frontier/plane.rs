//! The step for two axes: heads of all lists merged into one staircase.
//!
//! Along a list the first axis falls and the second rises, so everything that the last kept point beats
//! is skipped in leaps.

use super::count::Count;
use super::heads::{Heads, Reader};
use super::horizon::Horizon;
use super::table::{Halt, Moved, Table};
use crate::analysis::Meter;

/// The points of all lists that no other beats.
pub(super) fn step<C: Count>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Table<C>, Halt> {
    let floor = horizon.floor();
    let mut table = Table::with_capacity(2, 2 * lists.iter().map(Moved::len).max().unwrap_or(0));
    let mut heads = Heads::<C, 2>::new(lists, |reader| leap(reader, 0, floor[1]));
    let mut last = [i64::MAX, i64::MIN];
    let mut read = 0;
    while let Some((first, l)) = heads.peek() {
        if first < floor[0] {
            break;
        }
        let reader = heads.reader(l);
        let (list, at) = (reader.list, reader.at);
        let sums = reader.sums(at);
        if sums[1] > last[1] {
            if sums[0] == last[0] {
                table.pop(2);
            }
            if table.len() == 0 || sums[0] == last[0] || sums[1] > last[1] + horizon.slack[1] {
                if table.len() >= horizon.limit {
                    return Err(Halt::Full);
                }
                table.push(&sums, list, at)?;
                last = sums;
            }
        } else if sums == last {
            table.join(table.len() - 1, list, at)?;
        }
        let next = leap(reader, at + 1, last[1]);
        heads.skip_to(l, next);
        read += 1;
        if read % 1024 == 0 {
            meter.spend(1024)?;
        }
    }
    meter.spend(read % 1024)?;
    horizon.retain_admitted(&mut table);
    Ok(table)
}

/// The first position from `at` on whose second axis is at least `least`: close by most of the time.
#[inline(always)]
fn leap<C>(reader: &Reader<'_, C, 2>, at: usize, least: i64) -> usize {
    let least = least.saturating_sub(reader.shift[1]);
    let values = reader.values;
    for (near, point) in values.iter().enumerate().skip(at).take(NEAR) {
        if point[1] >= least {
            return near;
        }
    }
    let rest = values.get(at + NEAR..).unwrap_or_default();
    let mut stride = NEAR;
    while stride <= rest.len() && rest[stride - 1][1] < least {
        stride *= 2;
    }
    let rest = &rest[..stride.min(rest.len())];
    (at + NEAR + rest.partition_point(|point| point[1] < least)).min(values.len())
}

/// Points looked at one by one before leaping.
const NEAR: usize = 8;
