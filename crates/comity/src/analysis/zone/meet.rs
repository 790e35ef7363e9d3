//! Joining the tables of both ends: the paths that gain exactly an index, times the ways to make up the
//! rest.

use super::table::Layout;
use num_bigint::BigUint;

/// Turns "at least the index" into "the index": subtracts the next number along every dimension.
pub(super) fn difference(table: &mut [u64], layout: &Layout, bits: u32) {
    let mut strides = layout.strides.clone();
    strides.push(1);
    let row = layout.row();
    for d in 0..strides.len() {
        let (stride, len) = (strides[d], layout.span.len[d]);
        for (at, start) in layout.rows().enumerate() {
            // The indices of a row's dimensions follow from its position.
            let inner: usize = layout.span.len[d + 1..].iter().rev().skip(1).product();
            let is_last = d + 1 < strides.len() && at / inner % len + 1 == len;
            let pairs = if d + 1 == strides.len() { row.saturating_sub(1) } else { row };
            if !is_last {
                subtract(table, layout, start, stride, pairs, bits);
            }
        }
    }
}

/// Subtracts from each of `len` numbers the one `stride` words on.
fn subtract(table: &mut [u64], layout: &Layout, start: usize, stride: usize, len: usize, bits: u32) {
    let mask = (1 << bits) - 1;
    for cell in start..start + len {
        let mut borrow = 0;
        for limb in 0..layout.limbs {
            let at = limb * layout.plane + cell;
            let left = table[at].wrapping_sub(table[at + stride]).wrapping_sub(borrow);
            borrow = left >> 63;
            table[at] = left & mask;
        }
    }
}

/// `Σ reached[a] · needed[need − a]`: the ranges mirror each other.
pub(super) fn meet(reached: (&[u64], &Layout), needed: (&[u64], &Layout), bits: u32) -> BigUint {
    let ((reached, front), (needed, back)) = (reached, needed);
    let len = front.row();
    let mut parts = vec![0u128; front.limbs + back.limbs];
    let mut sum = BigUint::ZERO;
    let starts: Vec<usize> = back.rows().collect();
    debug_assert_eq!(front.span.len, back.span.len);
    for (row, other) in front.rows().zip(starts.into_iter().rev()) {
        for i in 0..front.limbs {
            for j in 0..back.limbs {
                let ours = &reached[i * front.plane + row..][..len];
                let theirs = &needed[j * back.plane + other..][..len];
                // A product is below 2^(2·bits): there is room for a few of them, no more.
                for (ours, theirs) in ours.chunks(ROOM).zip(theirs.rchunks(ROOM)) {
                    let products = ours.iter().zip(theirs.iter().rev());
                    parts[i + j] += products.map(|(a, b)| u128::from(*a) * u128::from(*b)).sum::<u128>();
                    if parts[i + j] >> 127 != 0 {
                        collect(&mut parts, &mut sum, bits);
                    }
                }
            }
        }
    }
    collect(&mut parts, &mut sum, bits);
    sum
}

/// Products of two limbs that 127 bits surely hold.
const ROOM: usize = 1 << 6;

fn collect(parts: &mut [u128], sum: &mut BigUint, bits: u32) {
    for (i, part) in parts.iter_mut().enumerate() {
        *sum += BigUint::from(*part) << (i * bits as usize);
        *part = 0;
    }
}
