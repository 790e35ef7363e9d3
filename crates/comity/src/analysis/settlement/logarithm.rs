//! Natural logarithm and exponential from the four basic operations: the platform's own differ in the
//! last bit from machine to machine, and a search must take the same steps everywhere.

use std::f64::consts::LN_2;

/// ln of a positive finite number, relative error below 10⁻¹⁴ away from 1; −∞ at or below 0.
pub(super) fn ln(x: f64) -> f64 {
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let normal = if x < f64::MIN_POSITIVE { x * 2f64.powi(54) } else { x };
    let shift = if x < f64::MIN_POSITIVE { -54 } else { 0 };
    let bits = normal.to_bits();
    let mut exponent = ((bits >> 52) & 0x7ff) as i64 - 1023 + shift;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | (1023 << 52));
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    // atanh series: |s| ≤ 0.1716, so 12 terms reach below 10⁻¹⁸.
    let series = (0..12).rev().fold(0.0, |sum, k| sum * square + 1.0 / (2 * k + 1) as f64);
    2.0 * s * series + exponent as f64 * LN_2
}

/// e to the power of `x`.
pub(super) fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    if x > 700.0 {
        return f64::INFINITY;
    }
    let whole = (x / LN_2).round();
    let rest = x - whole * LN_2;
    let series = (1..=18).rev().fold(1.0, |sum, k| 1.0 + sum * rest / k as f64);
    series * f64::from_bits(((whole as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agree_with_the_platform() {
        for k in -400..400 {
            let x = 1.37f64.powi(k);
            assert!((ln(x) - x.ln()).abs() <= 1e-14 * (1.0 + x.ln().abs()), "{x}");
            let y = f64::from(k) / 3.0;
            assert!((exp(y) / y.exp() - 1.0).abs() < 1e-13, "{y}");
        }
        assert_eq!(ln(0.0), f64::NEG_INFINITY);
        assert_eq!(exp(-1000.0), 0.0);
    }
}
