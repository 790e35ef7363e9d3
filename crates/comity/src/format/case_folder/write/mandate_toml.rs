//! `mandates/*.toml` in their canonical form.

use super::names;
use super::toml::{self, Page};
use crate::decimal::Ratio;
use crate::model::{Basis, Case, Holder, IssueId, IssueScores, JointTerm, Mandate, NoDeal, Reservation};

/// The text of a mandate.
pub(super) fn mandate_toml(case: &Case, mandate: &Mandate) -> String {
    let mut page = Page::default();
    let key = match mandate.holder {
        Holder::Party(_) => "party",
        Holder::Principal(_) => "principal",
    };
    page.put_text(key, Some(names::holder(case, mandate.holder)));
    page.put("basis", basis(&mandate.basis));
    if let Some(Reservation::Value(value)) = &mandate.reservation {
        page.put("reservation", toml::ratio(*value));
    }
    let bias = Some(mandate.bias).filter(|bias| *bias != Ratio::ZERO);
    for (key, number) in [("scale", mandate.scale), ("bias", bias), ("cap", mandate.cap)] {
        if let Some(number) = number {
            page.put(key, toml::ratio(number));
        }
    }
    if !mandate.scores.is_empty() {
        page.table(&["score"]);
        mandate.scores.iter().for_each(|entry| page.put(names::issue(case, entry.issue), score(case, entry)));
    }
    mandate.joint.iter().for_each(|term| joint(case, term, &mut page));
    for line in &mandate.red_lines {
        page.element("red_line");
        page.put("never", names::condition(case, &line.never));
        page.put_text("because", line.because.as_deref());
    }
    for priority in &mandate.priorities {
        page.element("priority");
        page.put_text("name", Some(&priority.name));
        page.put("covered_by", names::condition(case, &priority.covered_by));
    }
    reservation(case, mandate.reservation.as_ref(), &mut page);
    page.finish()
}

fn basis(basis: &Basis) -> String {
    match basis {
        Basis::Known => toml::text("known"),
        Basis::Unknown => toml::text("unknown"),
        Basis::Stated { by, source } => {
            let mut entries = vec![format!("stated_by = {}", toml::text(by))];
            entries.extend(source.iter().map(|source| format!("source = {}", toml::text(source))));
            toml::table(&entries)
        }
        Basis::Estimated { by } => toml::table(&[format!("estimated_by = {}", toml::text(by))]),
    }
}

fn score(case: &Case, entry: &IssueScores) -> String {
    let Some(weight) = entry.weight else { return points(case, entry.issue, &entry.points) };
    // A weight of 0 leaves nothing to divide; the values are then 0 as well.
    let values: Option<Vec<Ratio>> = match weight == Ratio::ZERO {
        true => Some(entry.points.clone()),
        false => entry.points.iter().map(|points| points.checked_div(weight)).collect(),
    };
    match values {
        Some(values) => {
            let values = points(case, entry.issue, &values);
            toml::table(&[format!("weight = {}", toml::ratio(weight)), format!("values = {values}")])
        }
        None => points(case, entry.issue, &entry.points),
    }
}

/// A table by option where it is short, else a list in the order of the options.
fn points(case: &Case, issue: IssueId, points: &[Ratio]) -> String {
    const NAMED: usize = 12;
    if points.len() > NAMED {
        return toml::list(&points.iter().map(|points| toml::ratio(*points)).collect::<Vec<_>>());
    }
    let entry = |(at, points): (usize, &Ratio)| {
        format!("{} = {}", names::option_key(case, issue, at), toml::ratio(*points))
    };
    toml::table(&points.iter().enumerate().map(entry).collect::<Vec<_>>())
}

fn joint(case: &Case, term: &JointTerm, page: &mut Page) {
    page.element("joint");
    match term {
        JointTerm::When { all_of, points } => {
            page.put("when", names::conditions(case, all_of));
            page.put("points", toml::ratio(*points));
        }
        JointTerm::Table { issues, points } => {
            let ids: Vec<String> =
                issues.iter().map(|issue| toml::text(names::issue(case, *issue))).collect();
            page.put("issues", toml::list(&ids));
            let counts: Vec<usize> = issues
                .iter()
                .map(|issue| case.issues.get(issue.0).map_or(1, |issue| issue.options.len().max(1)))
                .collect();
            page.put("table", nested(points, &counts));
        }
    }
}

/// Rows inside rows, the first issue outermost.
fn nested(points: &[Ratio], counts: &[usize]) -> String {
    match counts.split_first() {
        Some((count, inner)) if !points.is_empty() => {
            let rows = points.chunks(points.len().div_ceil(*count).max(1));
            format!("[{}]", rows.map(|row| nested(row, inner)).collect::<Vec<_>>().join(", "))
        }
        _ => points.first().map_or_else(|| "[]".to_owned(), |points| toml::ratio(*points)),
    }
}

fn reservation(case: &Case, reservation: Option<&Reservation>, page: &mut Page) {
    match reservation {
        None | Some(Reservation::Value(_)) => {}
        Some(Reservation::Package(package)) => {
            page.table(&["reservation", "package"]);
            let package = names::package(case, package);
            package.into_iter().for_each(|(issue, option)| page.put(&issue, option));
        }
        Some(Reservation::NoDeal(outcome)) => {
            page.table(&["reservation", "no_deal"]);
            for entry in outcome {
                match entry {
                    NoDeal::Option { issue, option } => {
                        page.put(names::issue(case, *issue), names::option(case, *issue, *option));
                    }
                    NoDeal::Points { issue, points } => {
                        let worth = toml::table(&[format!("points = {}", toml::ratio(*points))]);
                        page.put(names::issue(case, *issue), worth);
                    }
                }
            }
        }
    }
}
