//! What changing and filling issues costs, in whole units.

use super::super::arena::Arena;
use super::super::certainty::Certainty;
use super::{DraftQuestion, Measure};
use crate::decimal::{Decimal, Ratio};
use crate::model::{Case, Package, PartialPackage};

/// Prices of one question.
pub(super) struct Prices {
    draft: PartialPackage,
    /// Units for changing each issue, under the measure.
    change: Vec<i64>,
    /// Units for filling each issue, under the measure.
    fill: Vec<i64>,
    /// Units in 1 of the measure.
    units: i64,
    stated: Vec<(Ratio, Ratio)>,
}

/// Units stay below this.
const LARGEST: i128 = 1 << 50;

impl Prices {
    /// `None` when the costs do not fit.
    pub fn new(case: &Case, question: &DraftQuestion<'_>) -> Option<Self> {
        // A negative cost would reward change for its own sake; it counts as nothing.
        let cost = |stated: &Option<Decimal>, otherwise: Ratio| {
            stated.map_or(otherwise, Decimal::ratio).max(Ratio::ZERO)
        };
        let stated: Vec<(Ratio, Ratio)> = case
            .issues
            .iter()
            .map(|issue| (cost(&issue.change_cost, Ratio::ONE), cost(&issue.filling_cost, Ratio::ZERO)))
            .collect();
        let mut units = 1i128;
        let mut measured = vec![(Ratio::ONE, Ratio::ZERO); stated.len()];
        if question.measure == Measure::Cheapest {
            for cost in stated.iter().flat_map(|(change, fill)| [change, fill]) {
                units = units / gcd(units, cost.denominator()) * cost.denominator();
                if units > LARGEST {
                    return None;
                }
            }
            measured.clone_from(&stated);
        }
        let whole = |cost: Ratio| Some(cost.checked_mul(Ratio::new(units, 1)?)?.numerator());
        let mut prices = Self {
            draft: question.draft.clone(),
            change: Vec::new(),
            fill: Vec::new(),
            units: units as i64,
            stated,
        };
        let mut sum = 0i128;
        for (change, fill) in measured {
            let (change, fill) = (whole(change)?, whole(fill)?);
            sum = sum.checked_add(change.max(fill))?;
            if sum > LARGEST {
                return None;
            }
            prices.change.push(change as i64);
            prices.fill.push(fill as i64);
        }
        Some(prices)
    }

    /// The price of settling an issue thus.
    pub fn for_option(&self, issue: usize, option: u32) -> i64 {
        match self.draft.0[issue] {
            None => self.fill[issue],
            Some(from) if from == option => 0,
            Some(_) => self.change[issue],
        }
    }

    /// The price of every choice of every block.
    pub fn of(&self, arena: &Arena) -> Vec<Vec<i64>> {
        let block = |block: &super::super::Block| {
            let width = block.issues.len();
            let choice = |c: usize| {
                (0..width).map(|i| self.for_option(block.issues[i], block.options[c * width + i])).sum()
            };
            (0..block.len).map(choice).collect()
        };
        arena.blocks.iter().map(block).collect()
    }

    /// How certain a price is that is known not to lie below `at_least`. *Units*: of the measure.
    pub fn bounded(&self, price: i64, at_least: i64) -> Certainty {
        match price.checked_sub(at_least) {
            _ if price == i64::MAX => Certainty::Bounded { gap: f64::INFINITY },
            Some(gap) if gap > 0 => Certainty::Bounded { gap: gap as f64 / self.units as f64 },
            _ => Certainty::Proved,
        }
    }

    /// The price of a package.
    pub fn units(&self, package: &Package) -> i64 {
        (0..package.0.len()).map(|issue| self.for_option(issue, package.0[issue])).sum()
    }

    /// The stated cost of turning the draft into the package.
    pub fn cost(&self, draft: &PartialPackage, package: &Package) -> Ratio {
        let of = |issue: usize| match draft.0[issue] {
            None => self.stated[issue].1,
            Some(from) if from == package.0[issue] => Ratio::ZERO,
            Some(_) => self.stated[issue].0,
        };
        (0..package.0.len()).fold(Ratio::ZERO, |sum, issue| sum.checked_add(of(issue)).unwrap_or(sum))
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
