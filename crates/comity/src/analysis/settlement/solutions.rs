//! The bargaining solutions, as an open list of values.

use super::aim::Aim;
use super::bargain::{Bargain, Ideals};
use super::maximise::{Maximum, maximise};
use super::outcome::{NoSettlement, Outcome, Settlement, Ties};
use super::range::Range;
use super::records::Record;
use crate::analysis::{Budget, Certainty, Meter};
use num_bigint::BigInt;

/// A rule that picks packages from the zone.
pub trait Solution: Sync {
    /// Short name used in files and the JSON.
    fn id(&self) -> &'static str;
    /// Name shown to people.
    fn name(&self) -> &'static str;
    /// What it picks, in one sentence.
    fn definition(&self) -> &'static str;
    /// What it picks here.
    ///
    /// *Exactness*: as the settlement's certainty says; ties are real ties.
    fn settle(&self, bargain: &Bargain<'_>) -> Outcome;
}

/// Every solution, in the order of the report.
pub static SOLUTIONS: [&dyn Solution; 6] =
    [&Nash, &KalaiSmorodinsky, &Egalitarian, &Utilitarian, &NormalisedUtilitarian, &MaxMin];

/// *Source*: Nash, "The bargaining problem", Econometrica 18 (1950).
struct Nash;
/// *Source*: Kalai and Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43
/// (1975); on finite sets by leximin, Imai, Econometrica 51 (1983).
struct KalaiSmorodinsky;
/// *Source*: Kalai, "Proportional solutions to bargaining situations", Econometrica 45 (1977).
struct Egalitarian;
struct Utilitarian;
struct NormalisedUtilitarian;
struct MaxMin;

impl Solution for Nash {
    fn id(&self) -> &'static str {
        "nash"
    }

    fn name(&self) -> &'static str {
        "Nash"
    }

    fn definition(&self) -> &'static str {
        "the greatest product of gains"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(nash(bargain))
    }
}

impl Solution for KalaiSmorodinsky {
    fn id(&self) -> &'static str {
        "kalai_smorodinsky"
    }

    fn name(&self) -> &'static str {
        "Kalai–Smorodinsky"
    }

    fn definition(&self) -> &'static str {
        "the greatest least share of what each party could gain at best"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(kalai_smorodinsky(bargain))
    }
}

impl Solution for Egalitarian {
    fn id(&self) -> &'static str {
        "egalitarian"
    }

    fn name(&self) -> &'static str {
        "Egalitarian"
    }

    fn definition(&self) -> &'static str {
        "the greatest least gain on the declared scales, then the next least, and so on"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(least_gain(bargain, |maximum| &maximum.records.best))
    }
}

impl Solution for Utilitarian {
    fn id(&self) -> &'static str {
        "utilitarian"
    }

    fn name(&self) -> &'static str {
        "Utilitarian"
    }

    fn definition(&self) -> &'static str {
        "the greatest sum of gains on the declared scales"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(utilitarian(bargain))
    }
}

impl Solution for NormalisedUtilitarian {
    fn id(&self) -> &'static str {
        "normalised_utilitarian"
    }

    fn name(&self) -> &'static str {
        "Normalised utilitarian"
    }

    fn definition(&self) -> &'static str {
        "the greatest sum of shares of what each party could gain at best"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(normalised(bargain))
    }
}

impl Solution for MaxMin {
    fn id(&self) -> &'static str {
        "max_min"
    }

    fn name(&self) -> &'static str {
        "Max-min"
    }

    fn definition(&self) -> &'static str {
        "the greatest least gain on the declared scales, whatever the others get"
    }

    fn settle(&self, bargain: &Bargain<'_>) -> Outcome {
        answer(least_gain(bargain, |maximum| &maximum.records.least))
    }
}

/// Steps spent on counting the ties when no package gives every party a gain.
const COUNTING: u64 = 200_000_000;

fn answer(result: Result<Settlement, NoSettlement>) -> Outcome {
    match result {
        Ok(settlement) => Outcome::Settlement(settlement),
        Err(reason) => Outcome::None(reason),
    }
}

fn nash(bargain: &Bargain<'_>) -> Result<Settlement, NoSettlement> {
    let aim = Aim::Product { zero: bargain.known_zero()?.to_vec() };
    let range = bargain.gainful(1)?;
    let maximum = maximise(&range, &aim, &Meter::new(bargain.budget()), bargain.limit());
    if maximum.records.best.score.is_none() {
        return match maximum.stopped {
            Some(stopped) => Err(NoSettlement::Undecided(stopped)),
            None => product_zero(bargain),
        };
    }
    let axes = aim.zero().len() as i32;
    let value = real_gains(bargain, &maximum.records.best)?.iter().product::<f64>();
    let bound = maximum.bound.powi(axes);
    settled(bargain, &maximum, &maximum.records.best, value, bound)
}

/// No package gives every party a gain: all packages without a loss tie at product 0.
fn product_zero(bargain: &Bargain<'_>) -> Result<Settlement, NoSettlement> {
    let zero = bargain.known_zero()?.to_vec();
    let weight = vec![BigInt::ZERO; zero.len()];
    let budget = Budget { steps: bargain.budget().steps.min(COUNTING), ..bargain.budget() };
    let range = bargain.gainful(0)?;
    let mut maximum =
        maximise(&range, &Aim::Sum { zero, weight, only: None }, &Meter::new(budget), bargain.limit());
    if maximum.records.best.score.is_none() {
        return Err(nothing(bargain, &range, &maximum));
    }
    let stopped = maximum.stopped.take();
    let mut settlement = settled(bargain, &maximum, &maximum.records.best, 0.0, 0.0)?;
    settlement.ties.exact = stopped.is_none();
    Ok(settlement)
}

fn kalai_smorodinsky(bargain: &Bargain<'_>) -> Result<Settlement, NoSettlement> {
    let range = bargain.gainful(0)?;
    let ideals = bargain.ideals()?;
    let gains = best_gains(bargain, ideals, &range)?;
    let mut zero = bargain.known_zero()?.to_vec();
    // A party that can gain nothing has all it can get: its share counts as 1 throughout.
    let mut scale = gains.clone();
    for (zero, scale) in zero.iter_mut().zip(&mut scale).filter(|(_, scale)| **scale == 0) {
        (*zero, *scale) = (zero.saturating_sub(1), 1);
    }
    let aim = Aim::Leximin { zero, scale };
    let mut maximum = maximise(&range, &aim, &Meter::new(bargain.budget()), bargain.limit());
    maximum.stopped = maximum.stopped.or(ideals.stopped);
    let Some(value) = super::maximise::least_quotient(&maximum.records.best) else {
        return Err(nothing(bargain, &range, &maximum));
    };
    let bound = if maximum.bound.is_finite() { maximum.bound.min(1.0) } else { 1.0 };
    let slack = if ideals.stopped.is_some() { value } else { 0.0 };
    settled(bargain, &maximum, &maximum.records.best, value, bound + slack)
}

fn least_gain(bargain: &Bargain<'_>, record: fn(&Maximum) -> &Record) -> Result<Settlement, NoSettlement> {
    let maximum = bargain.egalitarian()?;
    let record = record(maximum);
    let Some(value) = super::maximise::least_quotient(record) else {
        return Err(nothing(bargain, bargain.zone()?, maximum));
    };
    settled(bargain, maximum, record, value, maximum.bound)
}

fn utilitarian(bargain: &Bargain<'_>) -> Result<Settlement, NoSettlement> {
    let problem = bargain.problem();
    let scale: Vec<i64> = problem.axes().iter().map(|&e| problem.evaluators[e].scale).collect();
    weighted(bargain, &scale)
}

fn normalised(bargain: &Bargain<'_>) -> Result<Settlement, NoSettlement> {
    let ideals = bargain.zone_ideals()?;
    let gains = best_gains(bargain, ideals, bargain.zone()?)?;
    let mut settlement = weighted(bargain, &gains)?;
    if let (Some(_), Certainty::Proved) = (ideals.stopped, settlement.certainty) {
        settlement.certainty = Certainty::Bounded { gap: gains.len() as f64 - settlement.value };
        settlement.ties.exact = false;
    }
    Ok(settlement)
}

/// The greatest `Σ gain / divisor`; parties with a divisor of 0 or less do not count.
fn weighted(bargain: &Bargain<'_>, divisor: &[i64]) -> Result<Settlement, NoSettlement> {
    let zero = bargain.known_zero()?.to_vec();
    let common = divisor.iter().filter(|d| **d > 0).fold(BigInt::from(1), |common, d| lcm(&common, *d));
    let weight = divisor.iter().map(|d| if *d > 0 { &common / d } else { BigInt::ZERO }).collect();
    let aim = Aim::Sum { zero: zero.clone(), weight, only: None };
    let zone = bargain.zone()?;
    let maximum = maximise(zone, &aim, &Meter::new(bargain.budget()), bargain.limit());
    let best = &maximum.records.best;
    if best.score.is_none() {
        return Err(nothing(bargain, zone, &maximum));
    }
    let counted = divisor.iter().zip(&best.utilities).zip(&zero).filter(|((d, _), _)| **d > 0);
    let value = counted.map(|((d, u), zero)| (u - zero) as f64 / *d as f64).sum();
    // The bound's measure is the weighted sum of utilities with the greatest weight 1.
    let problem = bargain.problem();
    let axes = problem.axes();
    let per_scale = |(a, d): (usize, &i64)| problem.evaluators[axes[a]].scale as f64 / *d as f64;
    let weights: Vec<f64> =
        divisor.iter().enumerate().map(|(a, d)| if *d > 0 { per_scale((a, d)) } else { 0.0 }).collect();
    let norm = weights.iter().copied().fold(0.0, f64::max);
    let offset: f64 = weights
        .iter()
        .enumerate()
        .map(|(a, w)| w * zero[a] as f64 / problem.evaluators[axes[a]].scale as f64)
        .sum();
    settled(bargain, &maximum, best, value, maximum.bound * norm - offset)
}

fn lcm(common: &BigInt, with: i64) -> BigInt {
    let (mut a, mut b) = (common.clone(), BigInt::from(with));
    while b != BigInt::ZERO {
        (a, b) = (b.clone(), a % b);
    }
    common / a * with
}

fn best_gains(bargain: &Bargain<'_>, ideals: &Ideals, range: &Range<'_>) -> Result<Vec<i64>, NoSettlement> {
    match (&ideals.gains, ideals.stopped) {
        (Some(gains), _) => Ok(gains.clone()),
        (None, Some(stopped)) => Err(NoSettlement::Undecided(stopped)),
        (None, None) => Err(empty(bargain, range)),
    }
}

/// Why a range holds nothing.
fn nothing(bargain: &Bargain<'_>, range: &Range<'_>, maximum: &Maximum) -> NoSettlement {
    maximum.stopped.map_or_else(|| empty(bargain, range), NoSettlement::Undecided)
}

/// An empty range: the zone is empty, or only the gains of those outside the coalitions are missing.
fn empty(bargain: &Bargain<'_>, range: &Range<'_>) -> NoSettlement {
    if range.is_unanimous() {
        return NoSettlement::EmptyZone;
    }
    match bargain.egalitarian() {
        Ok(maximum) if maximum.records.best.score.is_some() => NoSettlement::NobodyWithoutLoss,
        Ok(maximum) => maximum.stopped.map_or(NoSettlement::EmptyZone, NoSettlement::Undecided),
        Err(reason) => reason,
    }
}

fn real_gains(bargain: &Bargain<'_>, record: &Record) -> Result<Vec<f64>, NoSettlement> {
    let problem = bargain.problem();
    let zero = bargain.known_zero()?;
    let of =
        |(a, e): (usize, usize)| (record.utilities[a] - zero[a]) as f64 / problem.evaluators[e].scale as f64;
    Ok(problem.axes().into_iter().enumerate().map(of).collect())
}

/// A record as a settlement; `bound` is in the measure of `value`.
fn settled(
    bargain: &Bargain<'_>,
    maximum: &Maximum,
    record: &Record,
    value: f64,
    bound: f64,
) -> Result<Settlement, NoSettlement> {
    let mut tied = record.packages.clone();
    tied.sort();
    let Some(package) = tied.first().cloned() else { return Err(NoSettlement::EmptyZone) };
    let problem = bargain.problem();
    // The witness is recomputed from the mandates: nothing of the search is trusted for it.
    let utilities = problem.axes().iter().map(|&e| problem.evaluators[e].utility(&package)).collect();
    let certainty = match maximum.stopped {
        None => Certainty::Proved,
        Some(_) => Certainty::Bounded { gap: (bound - value).max(0.0) },
    };
    Ok(Settlement {
        utilities,
        package,
        ties: Ties { count: record.count.clone(), exact: maximum.stopped.is_none() },
        tied,
        value,
        certainty,
        states: maximum.largest,
    })
}
