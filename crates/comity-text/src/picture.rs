//! The picture of a series of versions: small multiples, one measure each, on its own scale.

use comity::picture::{Anchor, Drawing, Paint};

use crate::measure::Measures;

/// One row of the table behind the picture: a measure, its unit, and its value in every version.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is measured.
    pub name: &'static str,
    /// The unit: `""` for counts, `%` for shares.
    pub unit: &'static str,
    /// The value in every version, in order.
    pub values: Vec<f64>,
}

impl Row {
    /// A value as it is shown: whole numbers with thousands apart, shares with one decimal.
    pub fn shown(&self, value: f64) -> String {
        if self.unit == "%" {
            return format!("{value:.1} %");
        }
        let digits = format!("{value:.0}");
        let mut out = String::new();
        for (at, c) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out
    }
}

/// The table of a series: what the picture draws and what stands beside it.
pub fn rows(series: &[Measures]) -> Vec<Row> {
    let row = |name, unit, value: &dyn Fn(&Measures) -> f64| Row {
        name,
        unit,
        values: series.iter().map(value).collect(),
    };
    let count = |value: u32| f64::from(value);
    vec![
        row("words", "", &|one| count(one.words)),
        row("words in brackets", "", &|one| count(one.contested())),
        row("share in brackets", "%", &|one| 100.0 * one.share(one.contested())),
        row("share, whole-file rule", "%", &|one| 100.0 * one.share(one.contested_whole_file)),
        row("in two brackets or more", "%", &|one| {
            100.0 * one.share(one.contested_by_depth.iter().skip(1).sum())
        }),
        row("brackets", "", &|one| count(one.brackets)),
        row("depth", "", &|one| count(one.depth)),
        row("blocks of options", "", &|one| count(one.option_sets)),
        row("words only in options", "", &|one| count(one.optional)),
        row("places with alternatives", "", &|one| count(one.bracket_sets)),
        row("placeholders", "", &|one| count(one.all_placeholders())),
        row("clauses", "", &|one| count(one.clauses)),
        row("open clauses", "%", &|one| {
            if one.clauses == 0 { 0.0 } else { 100.0 * f64::from(one.open_clauses) / f64::from(one.clauses) }
        }),
        row("agreed in any way", "", &|one| count(one.standing[1..].iter().sum())),
    ]
}

const WIDE: f64 = 220.0;
const HIGH: f64 = 118.0;
const COLUMNS: usize = 4;
const INK: &str = "#1a1a1a";
const FAINT: &str = "#5c5c5c";
const BAR: &str = "#005a9c";

/// Draws the series: every measure of [`rows`] in a small chart of its own, one bar a version.
///
/// Bars start at zero; every bar has its figure; the names of the versions stand once, below.
pub fn small_multiples(names: &[String], series: &[Measures]) -> String {
    let rows = rows(series);
    let lines = rows.len().div_ceil(COLUMNS);
    let key = 22.0 * names.len().div_ceil(2) as f64 + 16.0;
    let title = format!("Measures of convergence over {} versions", names.len());
    let mut drawing = Drawing::new(WIDE * COLUMNS as f64, HIGH * lines as f64 + key, &title);
    for (at, row) in rows.iter().enumerate() {
        let left = WIDE * (at % COLUMNS) as f64;
        let top = HIGH * (at / COLUMNS) as f64;
        chart(&mut drawing, row, left + 10.0, top + 8.0);
    }
    for (at, name) in names.iter().enumerate() {
        let left = WIDE * 2.0 * (at % 2) as f64 + 10.0;
        let top = HIGH * lines as f64 + 20.0 + 22.0 * (at / 2) as f64;
        drawing.text((left, top), Anchor::Start, 12.0, INK, &format!("{}  {name}", at + 1));
    }
    drawing.finish()
}

fn chart(drawing: &mut Drawing, row: &Row, left: f64, top: f64) {
    let (wide, high) = (WIDE - 26.0, HIGH - 58.0);
    drawing.text((left, top + 11.0), Anchor::Start, 12.0, INK, row.name);
    let most = row.values.iter().copied().fold(0.0, f64::max);
    let base = top + 30.0 + high;
    let step = wide / row.values.len().max(1) as f64;
    for (at, value) in row.values.iter().enumerate() {
        let tall = if most > 0.0 { value / most * high } else { 0.0 };
        let x = left + step * at as f64;
        let width = (step - 4.0).clamp(2.0, 44.0);
        drawing.rectangle((x, base - tall), (width, tall), Paint::fill(BAR));
        let size = if step < 34.0 { 8.5 } else { 10.0 };
        drawing.text((x + width / 2.0, base - tall - 3.0), Anchor::Middle, size, INK, &row.shown(*value));
        drawing.text((x + width / 2.0, base + 12.0), Anchor::Middle, 10.0, FAINT, &(at + 1).to_string());
    }
    drawing.line((left, base + 0.5), (left + wide, base + 0.5), Paint::stroke(FAINT, 1.0));
}
