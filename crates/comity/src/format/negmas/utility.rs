//! Utility functions: additive, linear, tables over whole packages, constants, discounted ones.

use super::super::Room;
use super::super::tree::{Node, Tree, Value};
use super::super::yaml::KEY_PARTS;
use super::Reading;
use super::space::Space;
use crate::decimal::{Decimal, Ratio};
use crate::model::{IssueId, IssueScores, JointTerm, Mandate, PartialPackage, Reservation};

const UTILITIES: [&str; 9] = [
    "LinearAdditiveUtilityFunction",
    "LinearUtilityAggregationFunction",
    "LinearUtilityFunction",
    "AffineUtilityFunction",
    "HyperRectangleUtilityFunction",
    "MappingUtilityFunction",
    "ConstUtilityFunction",
    "ExpDiscountedUFun",
    "LinDiscountedUFun",
];

/// Most packages of a full table.
const MOST_ENTRIES: usize = 100_000;

impl Reading {
    /// Reads a utility function into a mandate; faults are taken down.
    pub(super) fn utility(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        let Some(kind) = self.type_of(tree, node, &UTILITIES) else { return };
        match kind {
            "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
                self.additive(tree, node, space, mandate);
            }
            "LinearUtilityFunction" | "AffineUtilityFunction" => self.linear(tree, node, space, mandate),
            "HyperRectangleUtilityFunction" => self.boxes(tree, node, space, mandate),
            "MappingUtilityFunction" => self.mapping(tree, node, space, mandate),
            "ConstUtilityFunction" => self.add_bias(tree, node, "value", mandate),
            _ => self.discounted(tree, node, space, mandate),
        }
        if let Some(reservation) = self.reservation(tree, node, space) {
            mandate.reservation = Some(reservation);
        }
    }

    fn additive(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        self.add_bias(tree, node, "bias", mandate);
        let functions = tree.need(node, "values").and_then(|values| tree.items(values));
        let Some(functions) = self.faults.keep(functions) else { return };
        let weights = self.weights(tree, node, functions.len());
        if functions.len() != space.issues.len() {
            let message = format!("{} value functions for {} issues", functions.len(), space.issues.len());
            self.faults.push(tree.at(node, message).help("write one an issue, in the order of the issues"));
            return;
        }
        let Some(weights) = weights else { return };
        for (at, (function, weight)) in functions.iter().zip(weights).enumerate() {
            if !self.room.take(space.issues[at].options.len()) {
                self.faults.push(tree.at(function, Room::FULL));
                return;
            }
            let Some(values) = self.values(tree, function, space, at) else { continue };
            let points: Option<Vec<Ratio>> = values.iter().map(|value| value.checked_mul(weight)).collect();
            self.add_scores(tree, function, at, points, weight, mandate);
        }
    }

    fn linear(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        self.add_bias(tree, node, "bias", mandate);
        let Some(weights) = self.weights(tree, node, space.issues.len()) else { return };
        for (at, weight) in weights.into_iter().enumerate() {
            let options = &space.issues[at].options;
            if let Some(option) = options.iter().find(|option| option.value.is_none()) {
                let message = format!("a function of numbers, but `{}` is none", option.name);
                self.faults.push(tree.at(node, message));
                return;
            }
            let points = options.iter().map(|option| option.value?.ratio().checked_mul(weight)).collect();
            self.add_scores(tree, node, at, points, weight, mandate);
        }
    }

    fn add_scores(
        &mut self,
        tree: &Tree,
        node: &Node,
        at: usize,
        points: Option<Vec<Ratio>>,
        weight: Ratio,
        mandate: &mut Mandate,
    ) {
        match points {
            Some(points) => {
                mandate.scores.push(IssueScores { issue: IssueId(at), points, weight: Some(weight) });
            }
            None => {
                let message = "the numbers here have more digits than can be held exactly";
                self.faults.push_with(|| tree.at(node, message));
            }
        }
    }

    /// The weights by position; all 1 when none are written.
    fn weights(&mut self, tree: &Tree, node: &Node, count: usize) -> Option<Vec<Ratio>> {
        let Some(list) = node.get("weights").filter(|weights| !weights.is_null()) else {
            return Some(vec![Ratio::ONE; count]);
        };
        let items = self.faults.keep(tree.items(list))?;
        if items.len() != count {
            self.faults.push(tree.at(list, format!("{} weights where {count} belong", items.len())));
            return None;
        }
        let weights: Vec<Option<Ratio>> =
            items.iter().map(|item| self.faults.keep(tree.number(item)).map(Decimal::ratio)).collect();
        weights.into_iter().collect()
    }

    /// Adds a number that counts for every package.
    pub(super) fn add_bias(&mut self, tree: &Tree, node: &Node, name: &str, mandate: &mut Mandate) {
        let bias = self.part(tree, node, name, Some(Ratio::ZERO));
        mandate.bias = bias.and_then(|bias| mandate.bias.checked_add(bias)).unwrap_or(mandate.bias);
    }

    fn discounted(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        self.note(tree.file, "the discount is not used: packages are compared, not the time they take");
        if let Some(inner) = self.faults.keep(tree.need(node, "ufun")) {
            self.utility(tree, inner, space, mandate);
        }
    }

    /// What no deal is worth: `reserved_value`, or the worth of `reserved_outcome`.
    fn reservation(&mut self, tree: &Tree, node: &Node, space: &Space) -> Option<Reservation> {
        if let Some(outcome) = node.get("reserved_outcome").filter(|outcome| !outcome.is_null()) {
            return self.outcome(tree, outcome, space).map(Reservation::Package);
        }
        let value = node.get("reserved_value").filter(|value| !value.is_null())?;
        if let Value::Number(text) = &value.value
            && text.trim_start_matches(['-', '+']).to_ascii_lowercase().starts_with(['i', 'n'])
        {
            if !text.starts_with('-') {
                self.note(tree.file, "the reserved value is no number; every package counts as acceptable");
            }
            return None;
        }
        self.faults.keep(tree.number(value)).map(|value| Reservation::Value(value.ratio()))
    }

    fn outcome(&mut self, tree: &Tree, outcome: &Node, space: &Space) -> Option<PartialPackage> {
        let items = self.faults.keep(tree.items(outcome))?;
        if items.len() != space.issues.len() {
            let message = format!("{} values for {} issues", items.len(), space.issues.len());
            self.faults.push(tree.at(outcome, message));
            return None;
        }
        let mut package = PartialPackage::open(items.len());
        for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.is_null()) {
            let name = self.faults.keep(tree.name(item))?;
            let Some(option) = space.option(at, &name) else {
                let message = format!("`{name}` is no value of the issue `{}`", space.issues[at].name);
                self.faults.push(tree.at(item, message));
                return None;
            };
            package.0[at] = Some(option as u32);
        }
        Some(package)
    }

    /// A number for every package.
    fn mapping(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        let Some(mapping) = self.faults.keep(tree.need(node, "mapping")) else { return };
        let Some(entries) = self.faults.keep(tree.entries(mapping)) else { return };
        let sizes: Vec<usize> = space.issues.iter().map(|issue| issue.options.len()).collect();
        let count = sizes.iter().try_fold(1usize, |product, size| product.checked_mul(*size));
        let Some(count) = count.filter(|count| *count <= MOST_ENTRIES && self.room.take(*count)) else {
            self.faults
                .push(tree.at(node, format!("a table of more than {MOST_ENTRIES} packages cannot be read")));
            return;
        };
        let otherwise = node.get("default").and_then(|value| tree.number(value).ok()).map(Decimal::ratio);
        let mut points = vec![otherwise; count];
        for (key, value) in entries {
            let Some(at) = position(&key.name, space, &sizes) else {
                let message = "no package of the outcome space";
                self.faults
                    .push_with(|| tree.fault(key.span.clone(), message).help("a key lists a value an issue"));
                continue;
            };
            points[at] = self.faults.keep(tree.number(value)).map(Decimal::ratio);
        }
        let missing = points.iter().filter(|points| points.is_none()).count();
        if missing > 0 {
            let message = format!("{missing} of {count} packages have no utility");
            self.faults
                .push(tree.at(mapping, message).help("list every package, or give a number as `default`"));
        }
        let issues = (0..space.issues.len()).map(IssueId).collect();
        mandate.joint.extend(
            points.into_iter().collect::<Option<_>>().map(|points| JointTerm::Table { issues, points }),
        );
    }
}

/// Where a package stands in a table, the last issue running fastest.
fn position(key: &str, space: &Space, sizes: &[usize]) -> Option<usize> {
    let parts: Vec<&str> = key.split(KEY_PARTS).collect();
    if parts.len() != sizes.len() {
        return None;
    }
    let options = parts.iter().enumerate().map(|(at, part)| space.option(at, part));
    options.zip(sizes).try_fold(0, |position, (option, size)| Some(position * size + option?))
}
