//! The kept points of three axes: a staircase over the second axis, found by address.

use super::ordered::Kept;

/// For each stretch of the second axis, how high the third reaches there and beyond.
///
/// Only where a point falls into the stretch of the stair that decides are points themselves compared.
pub(super) struct Staircase {
    low: i64,
    shift: u32,
    /// `reach[s]`: greatest third axis over points in stretch `s` and beyond; one entry more, always lowest.
    reach: Vec<i64>,
    /// The undominated points of each stretch.
    stairs: Vec<Vec<[i64; 2]>>,
}

impl Kept<3> for Staircase {
    fn new(low: [i64; 3], high: [i64; 3], expected: usize) -> Self {
        let stretches = (8 * expected.isqrt()).clamp(16, 8192) as u64;
        let width = (high[1].saturating_sub(low[1]).max(0) as u64) / stretches;
        let shift = u64::BITS - width.leading_zeros();
        let count = ((high[1].saturating_sub(low[1]).max(0) as u64) >> shift) as usize + 1;
        Self { low: low[1], shift, reach: vec![i64::MIN; count + 1], stairs: vec![Vec::new(); count] }
    }

    #[inline(always)]
    fn covers(&mut self, sums: &[i64; 3]) -> bool {
        // Slack can carry a point below the lowest.
        let s = ((sums[1] - self.low).max(0) >> self.shift) as usize;
        if self.reach[s + 1] >= sums[2] {
            return true;
        }
        self.reach[s] >= sums[2] && self.stairs[s].iter().any(|p| p[0] >= sums[1] && p[1] >= sums[2])
    }

    #[inline(always)]
    fn keep(&mut self, sums: &[i64; 3]) {
        let s = ((sums[1] - self.low) >> self.shift) as usize;
        let stairs = &mut self.stairs[s];
        stairs.retain(|p| p[0] > sums[1] || p[1] > sums[2]);
        stairs.push([sums[1], sums[2]]);
        for reach in self.reach[..=s].iter_mut().rev() {
            if *reach >= sums[2] {
                break;
            }
            *reach = sums[2];
        }
    }
}
