//! Hyper-rectangles: points for packages inside a box. Bounds belong to the box, as in GENIUS;
//! NegMAS 0.16.0 leaves them out when it evaluates a package.

use super::super::Room;
use super::super::tree::{Node, Tree, Value};
use super::Reading;
use super::space::Space;
use crate::decimal::{Decimal, Ratio};
use crate::model::{IssueId, JointTerm, Literal, Mandate};

impl Reading {
    /// Reads boxes, their utilities and weights; faults are taken down.
    pub(super) fn boxes(&mut self, tree: &Tree, node: &Node, space: &Space, mandate: &mut Mandate) {
        self.add_bias(tree, node, "bias", mandate);
        self.note(tree.file, "the bounds of hyper-rectangles belong to them; NegMAS 0.16.0 leaves them out");
        let lists = ["outcome_ranges", "utilities"].map(|name| {
            let list = tree.need(node, name).and_then(|list| tree.items(list));
            self.faults.keep(list)
        });
        let [Some(boxes), Some(utilities)] = lists else { return };
        let weights = node.get("weights").filter(|weights| !weights.is_null());
        let weights = weights.map(|list| tree.items(list)).transpose();
        let Some(weights) = self.faults.keep(weights) else { return };
        if utilities.len() != boxes.len() || weights.is_some_and(|weights| weights.len() != boxes.len()) {
            let message = format!("{} boxes, {} utilities", boxes.len(), utilities.len());
            self.faults
                .push(tree.at(node, message).help("each box has one utility and, if any has, one weight"));
            return;
        }
        for (at, (node, utility)) in boxes.iter().zip(utilities).enumerate() {
            let conditions = self.conditions(tree, node, space);
            let utility = self.faults.keep(tree.number(utility)).map(Decimal::ratio);
            let weight = match weights {
                Some(weights) => self.faults.keep(tree.number(&weights[at])).map(Decimal::ratio),
                None => Some(Ratio::ONE),
            };
            let (Some(conditions), Some(utility), Some(weight)) = (conditions, utility, weight) else {
                continue;
            };
            if add(conditions, utility, weight, space, mandate).is_none() {
                let message = "the numbers here have more digits than can be held exactly";
                self.faults.push_with(|| tree.at(node, message));
            }
        }
    }

    /// The conditions of a box; `null` is the whole space.
    fn conditions(&mut self, tree: &Tree, node: &Node, space: &Space) -> Option<Vec<Literal>> {
        if node.is_null() {
            return Some(Vec::new());
        }
        let mut conditions = Vec::new();
        for (key, bounds) in self.faults.keep(tree.entries(node))? {
            let issue = key.name.parse::<usize>().ok().filter(|issue| *issue < space.issues.len());
            let Some(issue) = issue else {
                let message = format!("no issue stands at position {}", key.name);
                let help = format!("positions count from 0; there are {} issues", space.issues.len());
                self.faults.push_with(|| tree.fault(key.span.clone(), message).help(help));
                return None;
            };
            let options = self.within(tree, bounds, space, issue)?;
            if !self.room.take(options.len()) {
                self.faults.push_with(|| tree.at(bounds, Room::FULL));
                return None;
            }
            conditions.push(Literal { issue: IssueId(issue), options });
        }
        conditions.sort_by_key(|literal| literal.issue);
        Some(conditions)
    }

    /// The options that two bounds, a list of values or a single value allow.
    fn within(&mut self, tree: &Tree, bounds: &Node, space: &Space, issue: usize) -> Option<Vec<usize>> {
        let options = &space.issues[issue].options;
        let listed = match &bounds.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(bounds),
        };
        let numeric = options.iter().all(|option| option.value.is_some());
        if let ([low, high], true) = (listed, numeric) {
            let (low, high) = (self.faults.keep(tree.number(low)), self.faults.keep(tree.number(high)));
            let (low, high) = (low?, high?);
            let inside = |at: &usize| options[*at].value.is_some_and(|value| value >= low && value <= high);
            return Some((0..options.len()).filter(inside).collect());
        }
        let names: Vec<Option<String>> =
            listed.iter().map(|item| self.faults.keep(tree.name(item))).collect();
        let names: Option<Vec<String>> = names.into_iter().collect();
        let mut found: Vec<usize> = names?.iter().filter_map(|name| space.option(issue, name)).collect();
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}

/// Adds a box: one that holds everywhere goes into the bias, one that holds nowhere is left out.
fn add(
    conditions: Vec<Literal>,
    utility: Ratio,
    weight: Ratio,
    space: &Space,
    mandate: &mut Mandate,
) -> Option<()> {
    let points = utility.checked_mul(weight)?;
    if conditions.iter().any(|literal| literal.options.is_empty()) {
        return Some(());
    }
    let size = |literal: &Literal| space.issues[literal.issue.0].options.len();
    let all_of: Vec<Literal> =
        conditions.into_iter().filter(|literal| literal.options.len() < size(literal)).collect();
    if all_of.is_empty() {
        mandate.bias = mandate.bias.checked_add(points)?;
    } else {
        mandate.joint.push(JointTerm::When { all_of, points });
    }
    Some(())
}
