//! The options of a numeric range, written out. Shared by every reader with ranges.

use crate::decimal::{Decimal, Ratio};
use crate::model::{Issue, IssueOption};

/// Decimal places kept of a point that no decimal writes exactly (a third of the way, say).
const PLACES: u8 = 12;

/// The option that stands at `value`: its id is the number, its name the number with the unit.
pub fn option(value: Decimal, unit: Option<&str>) -> IssueOption {
    let id = value.to_string();
    let name = unit.map_or_else(|| id.clone(), |unit| format!("{id} {unit}"));
    IssueOption { id, name, value: Some(value) }
}

/// `count` whole numbers from `low` on, `step` apart; `None` past 64 bits.
pub fn whole(low: i64, step: i64, count: usize, unit: Option<&str>) -> Option<Vec<IssueOption>> {
    let value = |at: usize| low.checked_add(step.checked_mul(i64::try_from(at).ok()?)?);
    (0..count).map(|at| value(at).map(|value| option(value.into(), unit))).collect()
}

/// `count` equally spaced real numbers from `low` to `high`, both included; `None` past 128 bits.
///
/// *Exactness*: exact where a decimal of 36 digits writes the point, else rounded to 12 places.
pub fn real(low: Decimal, high: Decimal, count: usize, unit: Option<&str>) -> Option<Vec<IssueOption>> {
    let minus = Ratio::new(-1, 1)?.checked_mul(low.ratio())?;
    let width = high.ratio().checked_add(minus)?;
    let last = i128::try_from(count).ok()?.checked_sub(1)?.max(1);
    let value = |at: usize| {
        let way = Ratio::new(i128::try_from(at).ok()?, last)?;
        decimal(low.ratio().checked_add(width.checked_mul(way)?)?)
    };
    (0..count).map(|at| value(at).map(|value| option(value, unit))).collect()
}

fn decimal(value: Ratio) -> Option<Decimal> {
    let places = value.decimal_places().filter(|places| *places <= 30).unwrap_or(PLACES);
    Some(Decimal::new(value.in_units(i32::from(places))?, places))
}

/// The number of options when an issue may have so many.
///
/// *Errors*: what is wrong with the number, for a fault.
pub fn fits(count: i128) -> Result<usize, String> {
    let most = Issue::MOST_OPTIONS;
    match usize::try_from(count) {
        Ok(count) if (1..=most).contains(&count) => Ok(count),
        Ok(count) if count > most => {
            Err(format!("the issue has {count} options; at most {most} are possible"))
        }
        _ => Err("the issue has no option".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{real, whole};

    fn ids(options: Option<Vec<crate::IssueOption>>) -> Vec<String> {
        options.unwrap().into_iter().map(|option| option.id).collect()
    }

    #[test]
    fn ranges_include_both_ends() {
        assert_eq!(ids(whole(-5, 5, 3, None)), ["-5", "0", "5"]);
        assert_eq!(ids(real("0.5".parse().unwrap(), 1.into(), 3, None)), ["0.5", "0.75", "1"]);
        assert_eq!(ids(real(0.into(), 1.into(), 4, None))[1], "0.333333333333");
        assert!(whole(i64::MAX, 1, 2, None).is_none());
    }
}
