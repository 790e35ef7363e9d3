//! The outcome space: issues by position.

use std::collections::HashMap;

use super::super::names::Ids;
use super::super::tree::{Node, Tree};
use super::super::{Room, range};
use super::{Reading, class_name, type_node};
use crate::decimal::Decimal;
use crate::model::{Issue, IssueOption, Scale};

const SPACES: [&str; 3] = ["DiscreteCartesianOutcomeSpace", "CartesianOutcomeSpace", "SingletonOutcomeSpace"];
const ISSUES: [&str; 8] = [
    "CategoricalIssue",
    "ContiguousIssue",
    "ContinuousIssue",
    "DiscreteOrdinalIssue",
    "DiscreteCardinalIssue",
    "OrdinalIssue",
    "CardinalIssue",
    "SingletonIssue",
];

/// The issues of the talks and the positions of their options by value.
#[derive(Default)]
pub(super) struct Space {
    pub(super) title: String,
    pub(super) issues: Vec<Issue>,
    options: Vec<HashMap<String, usize>>,
}

/// Whether the value is an outcome space of any kind.
pub(super) fn is_space(root: &Node) -> bool {
    let name = type_node(root).map(|node| match &node.value {
        super::super::tree::Value::Text(text) => class_name(text).ends_with("OutcomeSpace"),
        _ => false,
    });
    name.unwrap_or(false)
}

impl Space {
    /// Reads the issues; faults are taken down.
    pub(super) fn read(tree: &Tree, reading: &mut Reading) -> Self {
        let root = &tree.root;
        let title = root.get("name").and_then(|name| tree.name(name).ok());
        let title = title.unwrap_or_else(|| tree.file.stem().to_owned());
        let mut space = Self { title, ..Self::default() };
        reading.type_of(tree, root, &SPACES);
        let issues = tree.need(root, "issues").and_then(|issues| tree.items(issues));
        let mut ids = Ids::default();
        for node in reading.faults.keep(issues).unwrap_or_default() {
            let Some((scale, options)) = reading.shape(tree, node) else { continue };
            if !reading.room.take(options.len()) {
                reading.faults.push(tree.at(node, Room::FULL));
                break;
            }
            let name = node.get("name").and_then(|name| tree.name(name).ok());
            let name = name.unwrap_or_else(|| format!("Issue {}", space.issues.len() + 1));
            let positions = options.iter().enumerate().map(|(at, option)| (option.name.clone(), at));
            space.options.push(positions.collect());
            space.issues.push(Issue {
                id: ids.take(&name, "issue"),
                name,
                scale,
                options,
                change_cost: None,
                filling_cost: None,
            });
        }
        if space.issues.is_empty() && reading.faults.is_empty() {
            reading.faults.push(tree.at(root, "the outcome space has no issue"));
        }
        space
    }

    /// Position of the option of issue `at` that has this value; numbers compare as numbers.
    pub(super) fn option(&self, at: usize, value: &str) -> Option<usize> {
        let exact = self.options[at].get(value);
        let number = || self.options[at].get(&value.parse::<Decimal>().ok()?.to_string());
        exact.or_else(number).copied()
    }
}

impl Reading {
    fn shape(&mut self, tree: &Tree, node: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let kind = self.type_of(tree, node, &ISSUES)?;
        let values = self.faults.keep(tree.need(node, "values"))?;
        match kind {
            "ContiguousIssue" => self.whole(tree, values),
            "ContinuousIssue" => self.real(tree, node, values),
            "CategoricalIssue" | "SingletonIssue" => Some((Scale::Unordered, self.listed(tree, values)?)),
            _ => Some((Scale::Ordered { unit: None }, self.listed(tree, values)?)),
        }
    }

    fn listed(&mut self, tree: &Tree, values: &Node) -> Option<Vec<IssueOption>> {
        let items = self.faults.keep(tree.items(values))?;
        let (mut options, mut ids, mut seen) = (Vec::new(), Ids::default(), HashMap::new());
        for item in items {
            let written = self.faults.keep(tree.name(item))?;
            let number = written.parse::<Decimal>().ok();
            let is_number = matches!(item.value, super::super::tree::Value::Number(_));
            let name = number.filter(|_| is_number).map_or(written, |number| number.to_string());
            if seen.insert(name.clone(), ()).is_some() {
                self.note(tree.file, &format!("the value `{name}` is listed twice; the first counts"));
            } else {
                options.push(IssueOption { id: ids.take(&name, "option"), name, value: number });
            }
        }
        self.fits(tree, values, options.len() as i128)?;
        Some(options)
    }

    fn whole(&mut self, tree: &Tree, values: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let (low, high) = self.bounds(tree, values)?;
        let whole =
            |bound: Decimal| (bound.places() == 0).then(|| i64::try_from(bound.mantissa()).ok()).flatten();
        let (Some(low), Some(high)) = (whole(low), whole(high)) else {
            self.faults.push(tree.at(values, "the bounds are not whole numbers of 64 bits"));
            return None;
        };
        let count = self.fits(tree, values, i128::from(high) - i128::from(low) + 1)?;
        Some((Scale::Integer { low, high, unit: None }, range::whole(low, 1, count, None)?))
    }

    fn real(&mut self, tree: &Tree, node: &Node, values: &Node) -> Option<(Scale, Vec<IssueOption>)> {
        let (low, high) = self.bounds(tree, values)?;
        if low > high {
            self.fits(tree, values, 0)?;
        }
        let count = if low == high { 1 } else { Issue::REAL_POINTS };
        let Some(options) = range::real(low, high, count, None) else {
            self.faults.push(tree.at(values, "the bounds have more digits than can be held exactly"));
            return None;
        };
        let name = node.get("name").and_then(|name| tree.name(name).ok()).unwrap_or_default();
        self.note(tree.file, &format!("the real issue `{name}` is taken in {count} equally spaced points"));
        Some((Scale::Real { low, high, unit: None }, options))
    }

    fn bounds(&mut self, tree: &Tree, values: &Node) -> Option<(Decimal, Decimal)> {
        let items = self.faults.keep(tree.items(values))?;
        let [low, high] = items else {
            let fault = tree.at(values, format!("a range of {} numbers", items.len()));
            self.faults.push(fault.help("write the least and the greatest value"));
            return None;
        };
        let (low, high) = (self.faults.keep(tree.number(low)), self.faults.keep(tree.number(high)));
        Some((low?, high?))
    }

    fn fits(&mut self, tree: &Tree, node: &Node, count: i128) -> Option<usize> {
        let message = match range::fits(count) {
            Ok(count) => return Some(count),
            Err(message) => message,
        };
        let help = "list values, or a range whose least value does not exceed the greatest";
        self.faults.push_with(|| tree.at(node, message).help(help));
        None
    }
}
