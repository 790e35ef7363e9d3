//! Ids and options by position. A position outside the case gives a name that reading back refuses.

use super::toml;
use crate::format::range;
use crate::model::{Case, Holder, IssueId, IssueOption, Literal, PartialPackage, PartyId, Scale};

const NOWHERE: &str = "";

pub(super) fn party(case: &Case, party: PartyId) -> &str {
    case.parties.get(party.0).map_or(NOWHERE, |party| &party.id)
}

pub(super) fn person(case: &Case, person: usize) -> &str {
    case.people.get(person).map_or(NOWHERE, |person| &person.id)
}

pub(super) fn issue(case: &Case, issue: IssueId) -> &str {
    case.issues.get(issue.0).map_or(NOWHERE, |issue| &issue.id)
}

pub(super) fn holder(case: &Case, holder: Holder) -> &str {
    match holder {
        Holder::Party(id) => party(case, id),
        Holder::Principal(id) => case.principals.get(id.0).map_or(NOWHERE, |principal| &principal.id),
    }
}

/// An option as a value: a number where that is its id, else a text.
pub(super) fn option(case: &Case, issue: IssueId, at: usize) -> String {
    match case.issues.get(issue.0).and_then(|issue| issue.options.get(at)) {
        Some(option) if is_number(option) => option.id.clone(),
        Some(option) => toml::text(&option.id),
        None => toml::text(NOWHERE),
    }
}

/// An option as a key.
pub(super) fn option_key(case: &Case, issue: IssueId, at: usize) -> String {
    let option = case.issues.get(issue.0).and_then(|issue| issue.options.get(at));
    toml::key(option.map_or(NOWHERE, |option| &option.id))
}

/// Whether the option can be written as a bare number.
pub(super) fn is_number(option: &IssueOption) -> bool {
    option.value.is_some_and(|value| value.to_string() == option.id) && toml::plain(&option.id)
}

/// Whether the option is what a number with this unit stands for.
pub(super) fn is_usual(option: &IssueOption, unit: Option<&str>) -> bool {
    is_number(option) && option.value.is_some_and(|value| range::option(value, unit) == *option)
}

/// `issue = condition`.
pub(super) fn literal(case: &Case, literal: &Literal) -> String {
    format!("{} = {}", toml::key(issue(case, literal.issue)), among(case, literal))
}

/// `{ issue = condition }`.
pub(super) fn condition(case: &Case, one: &Literal) -> String {
    toml::table(&[literal(case, one)])
}

/// `{ issue = condition, … }`.
pub(super) fn conditions(case: &Case, all: &[Literal]) -> String {
    toml::table(&all.iter().map(|one| literal(case, one)).collect::<Vec<_>>())
}

fn among(case: &Case, literal: &Literal) -> String {
    if let [only] = literal.options[..] {
        return option(case, literal.issue, only);
    }
    bounds(case, literal).unwrap_or_else(|| {
        let options: Vec<String> =
            literal.options.iter().map(|at| option(case, literal.issue, *at)).collect();
        toml::list(&options)
    })
}

/// A run of options of an order as bounds, where that is shorter.
fn bounds(case: &Case, literal: &Literal) -> Option<String> {
    const LISTED: usize = 3;
    let issue = case.issues.get(literal.issue.0)?;
    let (first, last) = (*literal.options.first()?, *literal.options.last()?);
    let run = literal.options.len() > LISTED && last - first + 1 == literal.options.len();
    let values: Vec<_> = issue.options.iter().map(|option| option.value).collect();
    let rising = values.is_sorted_by(|a, b| a.is_some() && a < b);
    let along = issue.scale != Scale::Unordered && (rising || values.iter().any(Option::is_none));
    if !run || !along || last >= issue.options.len() {
        return None;
    }
    let end = |key: &str, at: usize| format!("{key} = {}", option(case, literal.issue, at));
    let mut ends = Vec::new();
    if first > 0 || last + 1 == issue.options.len() {
        ends.push(end("from", first));
    }
    if last + 1 < issue.options.len() {
        ends.push(end("to", last));
    }
    Some(toml::table(&ends))
}

/// `issue = option` for every issue that is not open.
pub(super) fn package(case: &Case, package: &PartialPackage) -> Vec<(String, String)> {
    let settled = package.0.iter().enumerate().filter_map(|(at, option)| Some((IssueId(at), (*option)?)));
    settled.map(|(at, chosen)| (issue(case, at).to_owned(), option(case, at, chosen as usize))).collect()
}
