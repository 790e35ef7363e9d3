//! The domain: issues as lists of values or as ranges with a step.

use std::collections::HashMap;

use super::super::names::Ids;
use super::super::tree::{Key, Node, Tree};
use super::super::{Room, range};
use super::Reading;
use crate::decimal::{Decimal, Ratio};
use crate::model::{Issue, IssueOption, Scale};

/// The issues of the talks and the positions of their options by value.
#[derive(Default)]
pub(super) struct Domain {
    pub(super) title: String,
    pub(super) issues: Vec<Issue>,
    positions: HashMap<String, usize>,
    options: Vec<HashMap<String, usize>>,
}

impl Domain {
    /// Reads `issuesValues`; faults are taken down.
    pub(super) fn read(tree: &Tree, node: &Node, reading: &mut Reading) -> Self {
        let mut domain = Self::default();
        let title = node.get("name").and_then(|name| tree.name(name).ok());
        domain.title = title.unwrap_or_else(|| tree.file.stem().to_owned());
        let issues = tree.need(node, "issuesValues").and_then(|issues| tree.entries(issues));
        let mut ids = Ids::default();
        for (key, values) in reading.faults.keep(issues).unwrap_or_default() {
            let Some((scale, options)) = reading.shape(tree, key, values) else { continue };
            let positions = options.iter().enumerate().map(|(at, option)| (option.name.clone(), at));
            domain.positions.insert(key.name.clone(), domain.issues.len());
            domain.options.push(positions.collect());
            domain.issues.push(Issue {
                id: ids.take(&key.name, "issue"),
                name: key.name.clone(),
                scale,
                options,
                change_cost: None,
                filling_cost: None,
            });
        }
        if domain.issues.is_empty() && reading.faults.is_empty() {
            reading.faults.push(tree.at(node, "the domain has no issue"));
        }
        domain
    }

    /// Position of the issue with this name.
    pub(super) fn issue(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    /// Position of the option of issue `at` that has this value; numbers compare as numbers.
    pub(super) fn option(&self, at: usize, value: &str) -> Option<usize> {
        let exact = self.options[at].get(value);
        let number = || self.options[at].get(&value.parse::<Decimal>().ok()?.to_string());
        exact.or_else(number).copied()
    }
}

impl Reading {
    fn shape(&mut self, tree: &Tree, key: &Key, values: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let shape = match (values.get("values"), values.get("range")) {
            (Some(list), _) => self.listed(tree, list),
            (None, Some(bounds)) => self.stepped(tree, bounds),
            (None, None) => {
                let fault = tree.fault(key.span.clone(), format!("the issue `{}` has no values", key.name));
                self.faults
                    .push_with(|| fault.help("\"values\": […] and \"range\": [low, high, step] are allowed"));
                None
            }
        };
        let (scale, options) = shape?;
        if !self.room.take(options.len()) {
            self.faults.push_with(|| tree.at(values, Room::FULL));
            return None;
        }
        Some((scale, options))
    }

    fn listed(&mut self, tree: &Tree, list: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let items = self.faults.keep(tree.items(list))?;
        let (mut options, mut ids, mut seen) = (Vec::new(), Ids::default(), HashMap::new());
        for item in items {
            let name = self.faults.keep(tree.name(item))?;
            if seen.insert(name.clone(), ()).is_some() {
                self.note(tree.file, &format!("the value `{name}` is listed twice; the first counts"));
            } else {
                options.push(IssueOption { id: ids.take(&name, "option"), name, value: None });
            }
        }
        self.fits(tree, list, options.len() as i128)?;
        Some((Scale::Unordered, options))
    }

    /// `[low, high, step]`: `low`, `low + step`, … up to `high`.
    fn stepped(&mut self, tree: &Tree, bounds: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let numbers: Result<Vec<Decimal>, _> =
            self.faults.keep(tree.items(bounds))?.iter().map(|item| tree.number(item)).collect();
        let numbers = self.faults.keep(numbers)?;
        let &[low, high, step] = numbers.as_slice() else {
            let fault = tree.at(bounds, format!("a range of {} numbers", numbers.len()));
            self.faults.push(fault.help("write [low, high, step]"));
            return None;
        };
        let count = count(low, high, step).filter(|_| step > Decimal::ZERO).unwrap_or(0);
        let count = self.fits(tree, bounds, count)?;
        let last = range_end(low, step, count);
        let options = last.and_then(|last| range::real(low, last, count, None));
        let (Some(last), Some(options)) = (last, options) else {
            self.faults.push(tree.at(bounds, "the range has more digits than can be held exactly"));
            return None;
        };
        Some((scale(low, last, step), options))
    }

    fn fits(&mut self, tree: &Tree, node: &Node, count: i128) -> Option<usize> {
        let message = match range::fits(count) {
            Ok(count) => return Some(count),
            Err(message) => message,
        };
        let help = "list values, or a range whose low end does not exceed the high one with a step above 0";
        self.faults.push_with(|| tree.at(node, message).help(help));
        None
    }
}

fn count(low: Decimal, high: Decimal, step: Decimal) -> Option<i128> {
    let minus = low.ratio().checked_mul(Ratio::new(-1, 1)?)?;
    let steps = high.ratio().checked_add(minus)?.checked_div(step.ratio())?;
    Some(steps.numerator().div_euclid(steps.denominator()) + 1)
}

fn range_end(low: Decimal, step: Decimal, count: usize) -> Option<Decimal> {
    let way = step.ratio().checked_mul(Ratio::new(count as i128 - 1, 1)?)?;
    let last = low.ratio().checked_add(way)?;
    let places = last.decimal_places()?;
    Some(Decimal::new(last.in_units(i32::from(places))?, places))
}

fn scale(low: Decimal, high: Decimal, step: Decimal) -> Scale {
    let whole =
        |bound: Decimal| (bound.places() == 0).then(|| i64::try_from(bound.mantissa()).ok()).flatten();
    match (whole(low), whole(high)) {
        (Some(low), Some(high)) if step == Decimal::ONE => Scale::Integer { low, high, unit: None },
        _ => Scale::Real { low, high, unit: None },
    }
}
