//! Exact numbers: decimals as people write them, and quotients of two such. No floating point.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A decimal number as written: `mantissa × 10^-places`.
///
/// *Exactness*: exact. *Errors*: parsing refuses more than 36 significant digits.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    mantissa: i128,
    places: u8,
}

/// Why a text is not a decimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not a number at all.
    #[error("`{0}` is not a decimal number; write digits with an optional sign, point and exponent")]
    NotANumber(String),
    /// More digits than can be held exactly.
    #[error("`{0}` has more digits than can be held exactly (at most 36)")]
    TooLong(String),
}

const LONGEST: usize = 36;

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, places: 0 };
    /// One.
    pub const ONE: Self = Self { mantissa: 1, places: 0 };

    /// `mantissa × 10^-places`, with trailing zeros dropped.
    ///
    /// *Panics* never; `places` above 36 are cut to the nearest representable value.
    pub fn new(mantissa: i128, places: u8) -> Self {
        let mut number = Self { mantissa, places };
        while number.places > 0 && (number.mantissa % 10 == 0 || number.places > 36) {
            number.mantissa /= 10;
            number.places -= 1;
        }
        number
    }

    /// The digits without the point.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many digits stand after the point, trailing zeros not counted.
    pub fn places(self) -> u8 {
        self.places
    }

    /// The shortest decimal that reads back as `value`; `None` for infinities and NaN.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| format!("{value}")).and_then(|text| parse_long(&text))
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The same number as a quotient.
    pub fn ratio(self) -> Ratio {
        Ratio { numerator: self.mantissa, denominator: 10i128.pow(u32::from(self.places)) }.reduced()
    }
}

/// Reads a decimal and drops digits past what can be held: for numbers made by machines.
fn parse_long(text: &str) -> Option<Decimal> {
    match text.parse() {
        Ok(number) => Some(number),
        Err(NumberError::TooLong(_)) => {
            let point = text.find('.')?;
            let kept = (point + LONGEST).min(text.len());
            (point < LONGEST - 2).then(|| text[..kept - 2].parse().ok())?
        }
        Err(_) => None,
    }
}

impl FromStr for Decimal {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let wrong = || NumberError::NotANumber(text.chars().take(40).collect());
        let long = || NumberError::TooLong(text.chars().take(40).collect());
        let trimmed = text.trim();
        let (body, exponent) = match trimmed.find(['e', 'E']) {
            Some(at) => (&trimmed[..at], trimmed[at + 1..].parse::<i32>().map_err(|_| wrong())?),
            None => (trimmed, 0),
        };
        let (negative, digits) = match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body.strip_prefix('+').unwrap_or(body)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return Err(wrong());
        }
        let joined = format!("{whole}{}", fraction.trim_end_matches('0'));
        let significant = joined.trim_start_matches('0');
        let places = fraction.trim_end_matches('0').len() as i64 - i64::from(exponent);
        if significant.is_empty() {
            return Ok(Self::ZERO);
        }
        if significant.len() > LONGEST || places > LONGEST as i64 {
            return Err(long());
        }
        let mut mantissa: i128 = significant.parse().map_err(|_| wrong())?;
        if places < 0 {
            let up = u32::try_from(-places).ok().filter(|up| significant.len() + *up as usize <= LONGEST);
            mantissa *= 10i128.pow(up.ok_or_else(long)?);
        }
        let mantissa = if negative { -mantissa } else { mantissa };
        Ok(Self::new(mantissa, places.max(0) as u8))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        let digits = format!("{:0width$}", self.mantissa.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let text = if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
        f.pad(&text)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(i128::from(value), 0)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        (self.mantissa, self.places) == (other.mantissa, other.places)
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ratio().cmp(&other.ratio())
    }
}

/// An exact quotient in lowest terms with a positive denominator.
///
/// Operations that would leave 128 bits return `None`: the caller reports it, nothing wraps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0 && numerator != i128::MIN && denominator != i128::MIN)
            .then(|| Self { numerator, denominator }.reduced())
    }

    /// The numerator, carrying the sign.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, at least 1.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    fn reduced(self) -> Self {
        let common = gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs()).max(1) as i128;
        let sign = if self.denominator < 0 { -1 } else { 1 };
        Self { numerator: sign * (self.numerator / common), denominator: sign * (self.denominator / common) }
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let common = gcd(self.denominator as u128, other.denominator as u128) as i128;
        let left = self.numerator.checked_mul(other.denominator / common)?;
        let right = other.numerator.checked_mul(self.denominator / common)?;
        Self::new(left.checked_add(right)?, (self.denominator / common).checked_mul(other.denominator)?)
    }

    /// The product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let across = Self { numerator: self.numerator, denominator: other.denominator }.reduced();
        let down = Self { numerator: other.numerator, denominator: self.denominator }.reduced();
        Self::new(
            across.numerator.checked_mul(down.numerator)?,
            across.denominator.checked_mul(down.denominator)?,
        )
    }

    /// The quotient; `None` when `other` is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// How many decimal places write this exactly; `None` when it does not terminate.
    pub fn decimal_places(self) -> Option<u8> {
        let (mut rest, mut twos, mut fives) = (self.denominator, 0u8, 0u8);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }

    /// This number in units of `10^-places`, rounded half to even; `None` past 128 bits.
    pub fn in_units(self, places: i32) -> Option<i128> {
        let power = 10i128.checked_pow(places.unsigned_abs())?;
        let factor = if places >= 0 { Self::new(power, 1)? } else { Self::new(1, power)? };
        Some(self.checked_mul(factor)?.rounded())
    }

    /// The nearest whole number, halves to even.
    pub fn rounded(self) -> i128 {
        let (floor, rest) =
            (self.numerator.div_euclid(self.denominator), self.numerator.rem_euclid(self.denominator));
        match rest.cmp(&(self.denominator - rest)) {
            Ordering::Less => floor,
            Ordering::Greater => floor + 1,
            Ordering::Equal => floor + (floor & 1),
        }
    }

    /// The nearest floating-point number, for display.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl From<Decimal> for Ratio {
    fn from(value: Decimal) -> Self {
        value.ratio()
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// Compares by continued fractions: no product can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        loop {
            let (whole_a, whole_b) =
                (a.numerator.div_euclid(a.denominator), b.numerator.div_euclid(b.denominator));
            let (rest_a, rest_b) =
                (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            if whole_a != whole_b {
                return whole_a.cmp(&whole_b);
            }
            match (rest_a, rest_b) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                // Reciprocals swap the order: compare b's with a's.
                _ => {
                    let next_a = Self { numerator: b.denominator, denominator: rest_b };
                    b = Self { numerator: a.denominator, denominator: rest_a };
                    a = next_a;
                }
            }
        }
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_prints_what_people_write() {
        for (written, printed) in [
            ("0.50", "0.5"),
            ("-3", "-3"),
            ("1e-3", "0.001"),
            ("2.5E2", "250"),
            (".5", "0.5"),
            ("-0.07", "-0.07"),
            ("0", "0"),
        ] {
            assert_eq!(decimal(written).to_string(), printed);
        }
        for wrong in ["", ".", "1,5", "abc", "--1", "1e", "NaN", "0x1"] {
            assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
        }
        assert!(matches!("1e40".parse::<Decimal>(), Err(NumberError::TooLong(_))));
    }

    #[test]
    fn quotients_stay_exact() {
        let third = Ratio::new(1, 3).unwrap();
        assert_eq!(third.checked_add(third).unwrap().checked_add(third), Some(Ratio::ONE));
        assert_eq!(third.decimal_places(), None);
        assert_eq!(decimal("0.125").ratio().decimal_places(), Some(3));
        assert_eq!(third.in_units(12), Some(333_333_333_333));
        assert_eq!(Ratio::new(5, 10).unwrap().rounded(), 0);
        assert_eq!(Ratio::new(-3, 2).unwrap().rounded(), -2);
        assert!(Ratio::new(1, 3) < Ratio::new(1, 2) && Ratio::new(-1, 2) < Ratio::new(-1, 3));
    }

    #[test]
    fn floats_read_back() {
        for value in [0.1, 1.0 / 3.0, 1e-9, 123_456.789, 0.000_012_345_678_901_234_567] {
            assert_eq!(Decimal::from_f64(value).unwrap().to_f64(), value);
        }
        assert_eq!(Decimal::from_f64(f64::NAN), None);
    }
}
