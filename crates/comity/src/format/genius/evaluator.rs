//! Evaluators of ranges: how much a party likes a number, from 0 to 1.

use super::super::xml::{Document, Element};
use super::{Reading, times};
use crate::decimal::{Decimal, Ratio};

/// A function of the issue's value; its result is cut to 0…1.
pub(super) enum Evaluator {
    /// `slope × (v − from) + offset`; GENIUS counts integers from the lower bound, reals from 0.
    Linear { slope: Ratio, offset: Ratio, from: Ratio },
    /// 0 up to `low`, rising to 1 at `top`, falling to 0 at `high`.
    Triangular { low: Ratio, high: Ratio, top: Ratio },
    /// The same for every value.
    Constant(Ratio),
}

impl Reading {
    /// The evaluator of a range; `from` is what a linear one counts from.
    pub(super) fn evaluator(
        &mut self,
        document: &Document,
        issue: &Element,
        from: Decimal,
    ) -> Option<Evaluator> {
        let Some(element) = document.named(issue, "evaluator").next() else {
            let fault = document.at(issue, "the profile does not evaluate this range");
            let help = "add `<evaluator ftype=\"linear\" offset=\"…\" slope=\"…\"/>`";
            self.faults.push_with(|| fault.help(help));
            return None;
        };
        let kind = element.attribute("ftype").or_else(|| element.attribute("type")).unwrap_or("linear");
        match kind.trim().to_ascii_lowercase().as_str() {
            "linear" => {
                let offset = self.either(document, element, "offset", "parameter0");
                let slope = self.either(document, element, "slope", "parameter1");
                Some(Evaluator::Linear { slope: slope?, offset: offset?, from: from.ratio() })
            }
            "triangular" => {
                let [low, high, top] = ["parameter0", "parameter1", "parameter2"]
                    .map(|name| self.number(document, element, name).map(Decimal::ratio));
                Some(Evaluator::Triangular { low: low?, high: high?, top: top? })
            }
            "constant" => self.either(document, element, "offset", "parameter0").map(Evaluator::Constant),
            other => {
                let fault = document
                    .at_value(element, "ftype", format!("unknown evaluator `{other}`"))
                    .help("linear, triangular and constant are allowed");
                self.faults.push(fault);
                None
            }
        }
    }

    fn either(&mut self, document: &Document, element: &Element, name: &str, other: &str) -> Option<Ratio> {
        let name = if element.attribute(name).is_none() && element.attribute(other).is_some() {
            other
        } else {
            name
        };
        self.number(document, element, name).map(Decimal::ratio)
    }
}

impl Evaluator {
    /// The evaluation of a value; `None` past 128 bits.
    pub(super) fn of(&self, value: Ratio) -> Option<Ratio> {
        let raw = match self {
            Self::Linear { slope, offset, from } => {
                times(*slope, minus(value, *from)?)?.checked_add(*offset)?
            }
            Self::Constant(level) => *level,
            Self::Triangular { low, high, top } => {
                if value == *top {
                    Ratio::ONE
                } else if value < *low || value > *high {
                    Ratio::ZERO
                } else if value < *top {
                    minus(value, *low)?.checked_div(minus(*top, *low)?)?
                } else {
                    minus(*high, value)?.checked_div(minus(*high, *top)?)?
                }
            }
        };
        Some(if overshoots_by_rounding(raw) { raw } else { raw.clamp(Ratio::ZERO, Ratio::ONE) })
    }
}

/// An evaluation this little outside 0…1 comes from a slope written with too few digits
/// (`0.0333333333` for a thirtieth): it is kept as the line gives it. Farther out it is cut.
const ROUNDING: (i128, i128) = (1, 1_000_000);

/// Whether a number lies outside 0…1 by no more than [`ROUNDING`].
pub(super) fn overshoots_by_rounding(value: Ratio) -> bool {
    let margin = Ratio::new(ROUNDING.0, ROUNDING.1).unwrap_or(Ratio::ZERO);
    let within =
        |excess: Option<Ratio>| excess.is_some_and(|excess| excess > Ratio::ZERO && excess <= margin);
    within(minus(value, Ratio::ONE)) || within(minus(Ratio::ZERO, value))
}

fn minus(a: Ratio, b: Ratio) -> Option<Ratio> {
    a.checked_add(b.checked_mul(Ratio::new(-1, 1)?)?)
}
