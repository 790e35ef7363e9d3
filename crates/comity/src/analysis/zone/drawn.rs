//! Counting by looking at random packages: what is left where couplings are too dense to carry along.

use super::super::budget::{Meter, Stopped};
use super::super::problem::Problem;
use super::estimate::Estimate;
use crate::generate::SplitMix;
use crate::model::{Package, PartialPackage};
use num_bigint::BigUint;

/// Packages looked at.
const SAMPLES: u64 = 50_000;

/// Estimates how many of all packages that agree with `fixed` are accepted, from packages drawn with
/// equal chances.
///
/// *Errors*: none of those drawn is accepted, which says nothing about the rest; or the meter's.
pub(super) fn estimate(
    problem: &Problem,
    fixed: &PartialPackage,
    accepts: &dyn Fn(&Package) -> bool,
    seed: u64,
    meter: &Meter<'_>,
) -> Result<Estimate, Stopped> {
    let open = |issue: usize| if fixed.0[issue].is_some() { 1 } else { problem.options[issue] as u64 };
    let all: BigUint = (0..fixed.0.len()).map(|issue| BigUint::from(open(issue))).product();
    let mut dice = SplitMix::new(seed);
    let mut accepted = 0u64;
    for _ in 0..SAMPLES {
        meter.spend(fixed.0.len() as u64 * 16)?;
        let mut draw = |issue: usize| {
            let drawn = ((u128::from(dice.bits()) * u128::from(open(issue))) >> 64) as u32;
            fixed.0[issue].unwrap_or(drawn)
        };
        let package = Package((0..fixed.0.len()).map(&mut draw).collect());
        accepted += u64::from(accepts(&package));
    }
    if accepted == 0 {
        return Err(Stopped::Points);
    }
    // One more of each kind: a share of all or nothing is never certain.
    let share = (accepted + 1) as f64 / (SAMPLES + 2) as f64;
    Ok(Estimate {
        value: &all * accepted / SAMPLES,
        relative_error: ((1.0 - share) / (share * SAMPLES as f64)).sqrt(),
        low: 1u32.into(),
        high: if accepted < SAMPLES { all - 1u32 } else { all },
        samples: SAMPLES,
        seed,
    })
}
