//! The general step: any number of axes, principals' thresholds, red lines and caps.

use super::count::Count;
use super::horizon::Horizon;
use super::table::{Halt, Moved, Table};
use crate::analysis::Meter;

/// The points of all lists that no other keeps off the frontier.
pub(super) fn step<C: Count>(
    lists: &[Moved<'_, C>],
    horizon: &Horizon<'_>,
    meter: &Meter<'_>,
) -> Result<Table<C>, Halt> {
    let dims = horizon.dims();
    let Candidates { values, origin } = candidates(lists, horizon, meter)?;
    let point = |i: usize| &values[i * dims..(i + 1) * dims];
    let mut order: Vec<usize> = (0..origin.len()).collect();
    order.sort_unstable_by(|&a, &b| point(b).cmp(point(a)).then(a.cmp(&b)));
    let mut table = Table::empty();
    let exact = horizon.is_exact();
    for i in order {
        let sums = point(i);
        let (list, at) = origin[i];
        let kept = table.values.chunks_exact(dims.max(1));
        meter.spend(1 + table.len() as u64)?;
        let last = table.len().checked_sub(1);
        let same = last.filter(|&last| &table.values[last * dims..] == sums);
        if let Some(same) = same {
            table.join(same, &lists[list as usize], at as usize)?;
        } else if !kept
            .into_iter()
            .any(|k| if exact { horizon.beats(k, sums) } else { horizon.stands_for(k, sums) })
        {
            if table.len() >= horizon.limit {
                return Err(Halt::Full);
            }
            table.push(sums, &lists[list as usize], at as usize)?;
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
