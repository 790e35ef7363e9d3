//! Value functions: what an issue's value is worth before it is weighted.

use super::super::tree::{Node, Tree};
use super::Reading;
use super::space::Space;
use crate::decimal::{Decimal, Ratio};
use crate::model::IssueOption;

const FUNCTIONS: [&str; 7] =
    ["TableFun", "AffineFun", "LinearFun", "ConstFun", "IdentityFun", "QuadraticFun", "TriangularFun"];

impl Reading {
    /// The worth of every option of issue `at`; faults are taken down.
    pub(super) fn values(
        &mut self,
        tree: &Tree,
        node: &Node,
        space: &Space,
        at: usize,
    ) -> Option<Vec<Ratio>> {
        let kind = self.type_of(tree, node, &FUNCTIONS)?;
        if kind == "TableFun" {
            return self.table(tree, node, space, at);
        }
        let options = &space.issues[at].options;
        let mut part = |name: &str, otherwise: Option<Ratio>| self.part(tree, node, name, otherwise);
        let zero = Some(Ratio::ZERO);
        let function: Box<dyn Fn(Ratio) -> Option<Ratio>> = match kind {
            "AffineFun" => {
                let (slope, bias) = (part("slope", None)?, part("bias", zero)?);
                Box::new(move |x| x.checked_mul(slope)?.checked_add(bias))
            }
            "LinearFun" => {
                let slope = part("slope", None)?;
                Box::new(move |x| x.checked_mul(slope))
            }
            "ConstFun" => {
                let bias = part("bias", zero)?;
                return Some(vec![bias; options.len()]);
            }
            "QuadraticFun" => {
                let (a2, a1, bias) = (part("a2", None)?, part("a1", None)?, part("bias", zero)?);
                Box::new(move |x| a2.checked_mul(x)?.checked_add(a1)?.checked_mul(x)?.checked_add(bias))
            }
            "TriangularFun" => {
                let [start, middle, end] = ["start", "middle", "end"].map(|name| part(name, None));
                let (start, middle, end) = (start?, middle?, end?);
                let (bias, scale) = (part("bias", zero)?, part("scale", Some(Ratio::ONE))?);
                Box::new(move |x| tent(x, [start, middle, end])?.checked_mul(scale)?.checked_add(bias))
            }
            _ => Box::new(Some),
        };
        self.over(tree, node, options, &function)
    }

    fn over(
        &mut self,
        tree: &Tree,
        node: &Node,
        options: &[IssueOption],
        function: &dyn Fn(Ratio) -> Option<Ratio>,
    ) -> Option<Vec<Ratio>> {
        if let Some(option) = options.iter().find(|option| option.value.is_none()) {
            let message = format!("a function of numbers, but the issue's value `{}` is none", option.name);
            self.faults.push_with(|| tree.at(node, message).help("a `TableFun` can value it"));
            return None;
        }
        let worth = |option: &IssueOption| function(option.value?.ratio());
        let values: Option<Vec<Ratio>> = options.iter().map(worth).collect();
        if values.is_none() {
            self.faults
                .push_with(|| tree.at(node, "the numbers here have more digits than can be held exactly"));
        }
        values
    }

    fn table(&mut self, tree: &Tree, node: &Node, space: &Space, at: usize) -> Option<Vec<Ratio>> {
        let mapping = self.faults.keep(tree.need(node, "mapping"))?;
        let issue = &space.issues[at];
        let mut found: Vec<Option<Ratio>> = vec![None; issue.options.len()];
        for (key, node) in self.faults.keep(tree.entries(mapping))? {
            match space.option(at, &key.name) {
                Some(option) => found[option] = self.faults.keep(tree.number(node)).map(Decimal::ratio),
                None => self.note(
                    tree.file,
                    &format!("`{}` is no value of the issue `{}`; passed over", key.name, issue.name),
                ),
            }
        }
        if let Some(missing) = found.iter().position(Option::is_none) {
            let message = format!("`{}` of `{}` has no value here", issue.options[missing].name, issue.name);
            self.faults
                .push_with(|| tree.at(mapping, message).help("give every value of the issue a number"));
        }
        found.into_iter().collect()
    }

    /// A number of a function, or what it is when not written.
    pub(super) fn part(
        &mut self,
        tree: &Tree,
        node: &Node,
        name: &str,
        otherwise: Option<Ratio>,
    ) -> Option<Ratio> {
        if let (None, Some(otherwise)) = (node.get(name), otherwise) {
            return Some(otherwise);
        }
        let number = tree.need(node, name).and_then(|node| tree.number(node));
        self.faults.keep(number).map(Decimal::ratio)
    }
}

/// From 0 at `start` up to 1 at `middle` and down to 0 at `end`.
fn tent(x: Ratio, [start, middle, end]: [Ratio; 3]) -> Option<Ratio> {
    let minus = |a: Ratio, b: Ratio| a.checked_add(b.checked_mul(Ratio::new(-1, 1)?)?);
    if x <= start || x >= end {
        Some(if x == middle { Ratio::ONE } else { Ratio::ZERO })
    } else if x <= middle {
        minus(x, start)?.checked_div(minus(middle, start)?)
    } else {
        minus(end, x)?.checked_div(minus(end, middle)?)
    }
}
