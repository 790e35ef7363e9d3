//! Nonlinear profiles: hyper-rectangles, summed or the least or greatest of them, become joint terms.

use std::collections::BTreeMap;

use super::super::Room;
use super::super::xml::{Document, Element};
use super::domain::Domain;
use super::{Reading, times};
use crate::decimal::Ratio;
use crate::model::{Issue, IssueId, JointTerm, Literal, Mandate};

/// A function of the package as the file builds it.
enum Function {
    /// `points` where every condition of `inside` holds, and not every one of `outside`; else 0.
    Rectangle { inside: Vec<Literal>, outside: Option<Vec<Literal>>, points: Ratio },
    /// `weight` × the sum, the least or the greatest of the parts.
    Of { kind: Aggregation, weight: Ratio, parts: Vec<Function> },
}

#[derive(Clone, Copy, PartialEq)]
enum Aggregation {
    Sum,
    Min,
    Max,
}

/// Most entries of a table that stands for a least or a greatest.
const MOST_ENTRIES: usize = 100_000;
/// Most conditions looked at to fill such a table.
const MOST_STEPS: usize = 5_000_000;

impl Reading {
    /// Reads `<utility>`; every value is divided by its `maxutility`, and the sum is cut at 1.
    pub(super) fn rectangles(
        &mut self,
        document: &Document,
        utility: &Element,
        domain: &Domain,
        mandate: &mut Mandate,
    ) {
        let most = self.number(document, utility, "maxutility").map(|most| most.ratio());
        let unit = most.and_then(|most| Ratio::ONE.checked_div(most)).filter(|unit| *unit > Ratio::ZERO);
        let Some(unit) = unit else {
            let message = "`maxutility` must be a positive number: every utility is divided by it";
            self.faults.push_with(|| document.at_value(utility, "maxutility", message));
            return;
        };
        for element in document.named(utility, "ufun") {
            let Some(function) = self.function(document, element, domain) else { continue };
            let mut flattening = Flattening { domain, room: &mut self.room, mandate };
            if flattening.add(&function, unit).is_none() {
                let message = format!(
                    "the least or greatest of hyper-rectangles over more than {MOST_ENTRIES} combinations \
                     cannot be held exactly"
                );
                self.faults.push_with(|| {
                    document
                        .at_value(element, "aggregation", message)
                        .help("aggregation=\"sum\" has no such limit")
                });
            }
        }
        let best = mandate.joint.iter().map(most_points).try_fold(mandate.bias, Ratio::checked_add);
        if best.is_some_and(|best| best <= Ratio::ONE) {
            mandate.cap = None;
        }
    }

    fn function(&mut self, document: &Document, element: &Element, domain: &Domain) -> Option<Function> {
        let kind = self.aggregation(document, element)?;
        let weight = self.weight(document, element)?;
        let mut parts = Vec::new();
        for child in document.children(element) {
            if child.name.eq_ignore_ascii_case("hyperRectangle") {
                parts.push(self.rectangle(document, child, domain)?);
            } else if child.name.eq_ignore_ascii_case("ufun") {
                parts.push(self.function(document, child, domain)?);
            }
        }
        Some(Function::Of { kind, weight, parts })
    }

    fn aggregation(&mut self, document: &Document, element: &Element) -> Option<Aggregation> {
        let stated = element.attribute("aggregation").unwrap_or("sum").trim().to_ascii_lowercase();
        match stated.as_str() {
            "sum" | "" => Some(Aggregation::Sum),
            "min" => Some(Aggregation::Min),
            "max" => Some(Aggregation::Max),
            other => {
                let message = format!("unknown aggregation `{other}`");
                let fault = document.at_value(element, "aggregation", message);
                self.faults.push(fault.help("sum, min and max are allowed"));
                None
            }
        }
    }

    fn weight(&mut self, document: &Document, element: &Element) -> Option<Ratio> {
        match element.attribute("weight") {
            Some(_) => self.number(document, element, "weight").map(|weight| weight.ratio()),
            None => Some(Ratio::ONE),
        }
    }

    fn rectangle(&mut self, document: &Document, element: &Element, domain: &Domain) -> Option<Function> {
        let utility = self.number(document, element, "utility");
        let weight = self.weight(document, element);
        let points = times(utility?.ratio(), weight?);
        let inside = self.conditions(document, element, "INCLUDES", domain)?;
        let outside = self.conditions(document, element, "EXCLUDES", domain)?;
        let outside = (!outside.is_empty()).then_some(outside);
        Some(Function::Rectangle { inside, outside, points: points? })
    }

    /// The box that the bounds with this name span: a condition an issue.
    fn conditions(
        &mut self,
        document: &Document,
        element: &Element,
        name: &str,
        domain: &Domain,
    ) -> Option<Vec<Literal>> {
        let mut conditions: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for child in document.named(element, name) {
            let (issue, low, high) = self.bound(document, child, domain)?;
            let shape = &domain.issues[issue];
            let options = conditions.remove(&issue).unwrap_or_else(|| (0..shape.options.len()).collect());
            if !self.room.take(options.len()) {
                self.faults.push_with(|| document.at(child, Room::FULL));
                return None;
            }
            let within = |option: &usize| (low..=high).contains(&value_of(shape, *option));
            conditions.insert(issue, options.into_iter().filter(within).collect());
        }
        let literal = |(issue, options)| Literal { issue: IssueId(issue), options };
        Some(conditions.into_iter().map(literal).collect())
    }

    /// The issue a bound is about, and the bound.
    fn bound(
        &mut self,
        document: &Document,
        element: &Element,
        domain: &Domain,
    ) -> Option<(usize, Ratio, Ratio)> {
        let index = self.number(document, element, "index")?;
        let low = self.number(document, element, "min");
        let high = self.number(document, element, "max");
        let whole = (index.places() == 0).then(|| i64::try_from(index.mantissa()).ok()).flatten();
        let Some(issue) = whole.and_then(|index| domain.numbered(index)) else {
            let message = format!("no issue has the index {index}");
            self.faults.push_with(|| {
                let help = format!("the domain has {} issues", domain.issues.len());
                document.at_value(element, "index", message).help(help)
            });
            return None;
        };
        Some((issue, low?.ratio(), high?.ratio()))
    }
}

/// What a bound compares: the value of a range, or of a list the item's number counted from 0.
fn value_of(issue: &Issue, option: usize) -> Ratio {
    issue.options[option]
        .value
        .map_or_else(|| Ratio::new(option as i128, 1).unwrap_or(Ratio::ZERO), |v| v.ratio())
}

fn most_points(term: &JointTerm) -> Ratio {
    match term {
        JointTerm::When { points, .. } => (*points).max(Ratio::ZERO),
        JointTerm::Table { points, .. } => points.iter().copied().max().unwrap_or(Ratio::ZERO),
    }
}

/// Turns functions into joint terms.
struct Flattening<'a> {
    domain: &'a Domain,
    room: &'a mut Room,
    mandate: &'a mut Mandate,
}

impl Flattening<'_> {
    /// Adds the terms whose sum is `factor` × `function`; `None` when a table would be too large.
    fn add(&mut self, function: &Function, factor: Ratio) -> Option<()> {
        match function {
            Function::Rectangle { inside, outside, points } => {
                self.rectangle(inside, outside.as_deref(), times(*points, factor)?)
            }
            Function::Of { kind, weight, parts } if *kind == Aggregation::Sum || parts.len() < 2 => {
                let factor = times(*weight, factor)?;
                parts.iter().try_for_each(|part| self.add(part, factor))
            }
            Function::Of { .. } => {
                let table = self.table(function, factor)?;
                self.mandate.joint.push(table);
                Some(())
            }
        }
    }

    /// Outside a box means everywhere, less what is inside: `points` and `−points` on both boxes.
    fn rectangle(&mut self, inside: &[Literal], outside: Option<&[Literal]>, points: Ratio) -> Option<()> {
        match outside {
            None => self.within(inside, points),
            Some([only]) if inside.is_empty() => {
                let all = 0..self.domain.issues[only.issue.0].options.len();
                let options = all.filter(|option| only.options.binary_search(option).is_err()).collect();
                self.within(&[Literal { issue: only.issue, options }], points)
            }
            Some(outside) => {
                self.within(inside, points)?;
                self.within(&both(inside, outside), times(points, Ratio::new(-1, 1)?)?)
            }
        }
    }

    /// Adds `points` where every condition holds: conditions that always hold are left out, and a
    /// condition that never holds leaves out the term.
    fn within(&mut self, all_of: &[Literal], points: Ratio) -> Option<()> {
        if points == Ratio::ZERO || all_of.iter().any(|literal| literal.options.is_empty()) {
            return Some(());
        }
        let size = |literal: &Literal| self.domain.issues[literal.issue.0].options.len();
        let all_of: Vec<Literal> =
            all_of.iter().filter(|literal| literal.options.len() < size(literal)).cloned().collect();
        if all_of.is_empty() {
            self.mandate.bias = self.mandate.bias.checked_add(points)?;
        } else {
            self.mandate.joint.push(JointTerm::When { all_of, points });
        }
        Some(())
    }

    fn table(&mut self, function: &Function, factor: Ratio) -> Option<JointTerm> {
        let mut issues = Vec::new();
        touched(function, &mut issues);
        issues.sort_unstable();
        issues.dedup();
        let sizes: Vec<usize> =
            issues.iter().map(|issue| self.domain.issues[issue.0].options.len()).collect();
        let entries = sizes.iter().try_fold(1usize, |product, size| product.checked_mul(*size))?;
        if entries > MOST_ENTRIES
            || entries.saturating_mul(parts(function)) > MOST_STEPS
            || !self.room.take(entries)
        {
            return None;
        }
        let mut options = vec![0; issues.len()];
        let mut points = Vec::with_capacity(entries);
        for _ in 0..entries {
            let chosen = |issue: IssueId| issues.binary_search(&issue).map_or(0, |at| options[at]);
            points.push(times(value(function, &chosen)?, factor)?);
            advance(&mut options, &sizes);
        }
        Some(JointTerm::Table { issues, points })
    }
}

/// The box inside both boxes.
fn both(a: &[Literal], b: &[Literal]) -> Vec<Literal> {
    let mut conditions: BTreeMap<IssueId, Vec<usize>> = BTreeMap::new();
    for literal in a.iter().chain(b) {
        let common = match conditions.remove(&literal.issue) {
            Some(known) => known.into_iter().filter(|o| literal.options.binary_search(o).is_ok()).collect(),
            None => literal.options.clone(),
        };
        conditions.insert(literal.issue, common);
    }
    conditions.into_iter().map(|(issue, options)| Literal { issue, options }).collect()
}

/// The next combination, the last issue running fastest.
fn advance(options: &mut [usize], sizes: &[usize]) {
    for at in (0..options.len()).rev() {
        options[at] += 1;
        if options[at] < sizes[at] {
            return;
        }
        options[at] = 0;
    }
}

fn touched(function: &Function, issues: &mut Vec<IssueId>) {
    match function {
        Function::Rectangle { inside, outside, .. } => {
            issues.extend(inside.iter().chain(outside.iter().flatten()).map(|literal| literal.issue));
        }
        Function::Of { parts, .. } => parts.iter().for_each(|part| touched(part, issues)),
    }
}

fn parts(function: &Function) -> usize {
    match function {
        Function::Rectangle { inside, outside, .. } => 1 + inside.len() + outside.iter().flatten().count(),
        Function::Of { parts: inner, .. } => 1 + inner.iter().map(parts).sum::<usize>(),
    }
}

fn value(function: &Function, chosen: &impl Fn(IssueId) -> usize) -> Option<Ratio> {
    match function {
        Function::Rectangle { inside, outside, points } => {
            let holds = |literal: &Literal| literal.options.binary_search(&chosen(literal.issue)).is_ok();
            let out = outside.as_ref().is_none_or(|outside| !outside.iter().all(holds));
            Some(if out && inside.iter().all(holds) { *points } else { Ratio::ZERO })
        }
        Function::Of { kind, weight, parts } => {
            let values = parts.iter().map(|part| value(part, chosen));
            let joined = match kind {
                Aggregation::Sum => {
                    Some(values.into_iter().try_fold(Ratio::ZERO, |sum, value| sum.checked_add(value?))?)
                }
                Aggregation::Min => values.collect::<Option<Vec<_>>>()?.into_iter().min(),
                Aggregation::Max => values.collect::<Option<Vec<_>>>()?.into_iter().max(),
            };
            times(joined.unwrap_or(Ratio::ZERO), *weight)
        }
    }
}
