//! Names and numbers as a report shows them: names, not indices; whole numbers unless a fraction decides.

use comity::analysis::Evaluator;
use comity::{Case, Issue, Package, Ratio};
use std::collections::BTreeSet;

/// A utility, or a difference of utilities, in the mandate's own points.
pub fn points(evaluator: &Evaluator, units: i64) -> String {
    rounded(evaluator.in_points(units), places(evaluator))
}

/// The same with its sign, for gains and losses: `+9`, `−1`, `0`.
pub fn signed(evaluator: &Evaluator, units: i64) -> String {
    let text = points(evaluator, units.abs());
    match units.signum() {
        1 => format!("+{text}"),
        -1 => format!("−{text}"),
        _ => text,
    }
}

/// Decimals a mandate's figures need: none for whole points, else by the size of its scale.
fn places(evaluator: &Evaluator) -> usize {
    let scale = evaluator.points_f64(evaluator.scale);
    match evaluator.denominator {
        1 => 0,
        _ if scale >= 50.0 => 1,
        _ if scale >= 5.0 => 2,
        _ => 3,
    }
}

fn rounded(value: Ratio, places: usize) -> String {
    let text = format!("{:.places$}", value.to_f64());
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    match text.strip_prefix('-') {
        Some("0") => "0".to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// Thousands set apart with commas: `2,985,984`; past 21 digits a power of ten with three digits.
pub fn count(digits: &str) -> String {
    if digits.len() > 21 {
        let (lead, rest) = digits.split_at(1);
        return format!("about {lead}.{}·10^{}", &rest[..2], digits.len() - 1);
    }
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An option with its issue's unit: `60 m`, `June`.
pub fn option(issue: &Issue, option: u32) -> String {
    let name = &issue.options[option as usize].name;
    match issue.unit() {
        Some(unit) if !name.ends_with(unit) => format!("{name} {unit}"),
        _ => name.clone(),
    }
}

/// Names joined as a sentence does: `A`, `A and B`, `A, B and C`.
pub fn list<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", most.join(", "), last.as_ref())
        }
    }
}

/// Issues on which the packages do not all agree, ascending.
pub fn differing(case: &Case, packages: &[&Package]) -> Vec<usize> {
    let options = |issue: usize| packages.iter().map(|p| p.0[issue]).collect::<BTreeSet<_>>();
    (0..case.issues.len()).filter(|&issue| options(issue).len() > 1).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_read_well() {
        assert_eq!(super::count("1204"), "1,204");
        assert_eq!(super::count("985"), "985");
        assert_eq!(super::count(&"7".repeat(61)), "about 7.77·10^60");
    }

    #[test]
    fn names_read_as_a_sentence() {
        assert_eq!(super::list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(super::list::<&str>(&[]), "");
    }
}
