//! The general step: any number of axes, principals' thresholds, red lines and caps.

use super::count::Count;
use super::horizon::{Horizon, LOST};
use super::table::{Halt, Moved, Table};
use super::thicket::Thicket;
use crate::analysis::Meter;

/// The points of all lists that no other keeps off the frontier.
pub(super) fn step<C: Count>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Table<C>, Halt> {
    let dims = horizon.dims();
    let Candidates { values, origin } = candidates(lists, horizon, meter)?;
    let point = |i: u32| &values[i as usize * dims..(i as usize + 1) * dims];
    let mut order: Vec<u32> = (0..origin.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| point(b).cmp(point(a)).then(a.cmp(&b)));
    let mut table = Table::empty();
    // Points come descending: the first dimension of a kept one is never lower.
    let skipped = dims.min(1);
    let mut kept = Thicket::new(&values, dims, skipped, LOST);
    let exact = horizon.is_exact();
    let mut least = vec![0; dims];
    let mut coarse = Vec::new();
    let mut last: Option<u32> = None;
    for (done, &i) in order.iter().enumerate() {
        let sums = point(i);
        let (list, at) = origin[i as usize];
        if done % 256 == 0 {
            // A search through the boxes takes about as long as 256 steps of a merge.
            meter.spend(256 * 256)?;
        }
        if last.is_some_and(|last| point(last) == sums) {
            table.join(table.len() - 1, &lists[list as usize], at as usize)?;
            continue;
        }
        least.iter_mut().zip(sums).zip(&horizon.slack).for_each(|((l, sum), slack)| *l = sum - slack);
        kept.coarse(&least[skipped..], &mut coarse);
        let covered = match exact {
            true => kept.finds(&coarse, &|k| horizon.beats(point(k), sums)),
            false => kept.finds(&coarse, &|k| horizon.stands_for(point(k), sums)),
        };
        if !covered {
            if table.len() >= horizon.limit {
                return Err(Halt::Full);
            }
            kept.coarse(&sums[skipped..], &mut coarse);
            kept.keep(&coarse, i);
            table.push(sums, &lists[list as usize], at as usize)?;
            last = Some(i);
        }
    }
    Ok(table)
}

/// Sums that may still pass, settled, and `(list, position)` of each.
struct Candidates {
    values: Vec<i64>,
    origin: Vec<(u32, u32)>,
}

fn candidates<C: Count>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Candidates, Halt> {
    let dims = horizon.dims();
    let (mut values, mut origin) = (Vec::new(), Vec::new());
    let mut sums = vec![0; dims];
    for (l, list) in lists.iter().enumerate() {
        meter.spend(list.len() as u64)?;
        for at in 0..list.len() {
            let from = &list.values[at * dims..(at + 1) * dims];
            (0..dims).for_each(|d| sums[d] = from[d] + list.shift[d]);
            if horizon.admits(&sums) {
                horizon.settle(&mut sums);
                values.extend_from_slice(&sums);
                origin.push((l as u32, at as u32));
            }
        }
    }
    Ok(Candidates { values, origin })
}
