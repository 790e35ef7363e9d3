//! A profile: utilities a value, weights an issue, and the bid that stands for no deal.

use super::super::tree::{Node, Tree};
use super::super::{Room, nearest};
use super::Reading;
use super::domain::Domain;
use crate::decimal::{Decimal, Ratio};
use crate::model::{Basis, Holder, IssueId, IssueOption, IssueScores, Mandate, PartialPackage, Reservation};

impl Reading {
    /// The mandate of a party; faults are taken down.
    pub(super) fn mandate(
        &mut self,
        tree: &Tree,
        profile: &Node,
        domain: &Domain,
        holder: Holder,
    ) -> Mandate {
        let mut mandate = Mandate {
            holder,
            basis: Basis::Known,
            scores: Vec::new(),
            joint: Vec::new(),
            bias: Ratio::ZERO,
            cap: None,
            scale: Some(Ratio::ONE),
            red_lines: Vec::new(),
            reservation: None,
            priorities: Vec::new(),
        };
        let utilities = self.faults.keep(tree.need(profile, "issueUtilities"));
        let weights = self.faults.keep(tree.need(profile, "issueWeights"));
        if let (Some(utilities), Some(weights)) = (utilities, weights) {
            self.scores(tree, utilities, weights, domain, &mut mandate);
        }
        self.strangers(tree, profile, domain);
        mandate.reservation = self.reservation(tree, profile, domain, &mandate);
        for unused in ["discount_factor", "discountFactor"] {
            if let Some(factor) = profile.get(unused).and_then(|node| tree.number(node).ok()) {
                self.note(tree.file, &format!("the discount factor {factor} is not used: packages are compared, not the time they take"));
            }
        }
        mandate
    }

    fn scores(
        &mut self,
        tree: &Tree,
        utilities: &Node,
        weights: &Node,
        domain: &Domain,
        mandate: &mut Mandate,
    ) {
        let (utilities_by_name, weights_by_name) = (utilities.by_name(), weights.by_name());
        let mut sum = Some(Ratio::ZERO);
        for (at, issue) in domain.issues.iter().enumerate() {
            let name = issue.name.as_str();
            let missing =
                |node: &Node, what: &str| tree.at(node, format!("no {what} for the issue `{name}`"));
            let own = utilities_by_name.get(name).ok_or_else(|| missing(utilities, "utilities"));
            let weight = weights_by_name.get(name).ok_or_else(|| missing(weights, "weight"));
            let weight = weight.and_then(|node| tree.number(node));
            let (own, weight) = (self.faults.keep(own), self.faults.keep(weight));
            let (Some(own), Some(weight)) = (own, weight.map(Decimal::ratio)) else { continue };
            if !self.room.take(issue.options.len()) {
                self.faults.push(tree.at(own, Room::FULL));
                return;
            }
            let Some(values) = self.values(tree, own, domain, at) else { continue };
            let points: Option<Vec<Ratio>> = values.iter().map(|value| value.checked_mul(weight)).collect();
            sum = sum.and_then(|sum| sum.checked_add(weight));
            match points {
                Some(points) => {
                    mandate.scores.push(IssueScores { issue: IssueId(at), points, weight: Some(weight) })
                }
                None => self
                    .faults
                    .push_with(|| tree.at(own, "the numbers here have more digits than can be held exactly")),
            }
        }
        if self.faults.is_empty() && sum != Some(Ratio::ONE) {
            self.note(tree.file, "the weights do not add up to 1; they are used as written");
        }
    }

    /// The utility of every option of issue `at`.
    fn values(&mut self, tree: &Tree, own: &Node, domain: &Domain, at: usize) -> Option<Vec<Ratio>> {
        match (own.get("discreteutils"), own.get("numberutils")) {
            (Some(discrete), _) => self.discrete(tree, discrete, domain, at),
            (None, Some(line)) => self.line(tree, line, &domain.issues[at].options),
            (None, None) => {
                let fault = tree.at(own, "unknown kind of utilities");
                self.faults.push_with(|| fault.help("`discreteutils` and `numberutils` are allowed"));
                None
            }
        }
    }

    fn discrete(&mut self, tree: &Tree, discrete: &Node, domain: &Domain, at: usize) -> Option<Vec<Ratio>> {
        let table = self.faults.keep(tree.need(discrete, "valueUtilities"))?;
        let issue = &domain.issues[at];
        let mut found: Vec<Option<Ratio>> = vec![None; issue.options.len()];
        for (key, node) in self.faults.keep(tree.entries(table))? {
            let Some(option) = domain.option(at, &key.name) else {
                self.faults.push_with(|| {
                    let names = issue.options.iter().take(1000).map(|option| option.name.as_str());
                    let message = format!("`{}` is no value of the issue `{}`", key.name, issue.name);
                    tree.fault(key.span.clone(), message).help(suggestion(&key.name, names, "values"))
                });
                continue;
            };
            found[option] = self.faults.keep(tree.number(node)).map(Decimal::ratio);
        }
        let missing = found.iter().position(Option::is_none);
        if let Some(missing) = missing {
            let message = format!("`{}` of `{}` has no utility", issue.options[missing].name, issue.name);
            self.faults.push_with(|| tree.at(table, message).help("give every value of the domain a number"));
        }
        found.into_iter().collect()
    }

    /// A straight line between two points.
    fn line(&mut self, tree: &Tree, line: &Node, options: &[IssueOption]) -> Option<Vec<Ratio>> {
        let [low, least, high, most] = ["lowValue", "lowUtility", "highValue", "highUtility"].map(|name| {
            let number = tree.need(line, name).and_then(|node| tree.number(node));
            self.faults.keep(number).map(Decimal::ratio)
        });
        let on_line = |value: Decimal| between([low?, least?, high?, most?], value.ratio());
        let values: Option<Vec<Ratio>> = options.iter().map(|option| on_line(option.value?)).collect();
        if values.is_none() && [low, least, high, most].iter().all(Option::is_some) {
            let fault = tree.at(line, "no line: the two values are the same, or the issue is not a range");
            self.faults.push_with(|| fault.help("give the low and the high end of the range"));
        }
        values
    }

    /// Utilities and weights of issues the domain does not have.
    fn strangers(&mut self, tree: &Tree, profile: &Node, domain: &Domain) {
        let known: std::collections::HashSet<&str> =
            domain.issues.iter().map(|issue| issue.name.as_str()).collect();
        for section in ["issueUtilities", "issueWeights"] {
            let Some(Ok(entries)) = profile.get(section).map(|node| tree.entries(node)) else { continue };
            for (key, _) in entries.iter().filter(|(key, _)| !known.contains(key.name.as_str())) {
                self.faults.push_with(|| {
                    let help = suggestion(&key.name, known.iter().copied().take(1000), "issues");
                    tree.fault(key.span.clone(), format!("the domain has no issue `{}`", key.name)).help(help)
                });
            }
        }
    }

    /// The bid that stands for no deal. Of a partial one GeniusWeb counts the issues it names.
    fn reservation(
        &mut self,
        tree: &Tree,
        profile: &Node,
        domain: &Domain,
        mandate: &Mandate,
    ) -> Option<Reservation> {
        if let Some(value) = profile.get("reserved_value").and_then(|node| tree.number(node).ok()) {
            return Some(Reservation::Value(value.ratio()));
        }
        let Some(bid) = profile.get("reservationBid").filter(|bid| !bid.is_null()) else {
            self.note(tree.file, "no reservation bid: every package counts as acceptable");
            return None;
        };
        let package = self.bid(tree, bid, domain)?;
        let open = package.open_issues().count();
        if open == 0 {
            return Some(Reservation::Package(package));
        }
        self.note(tree.file, &format!("the reservation bid leaves {open} issues open; they count 0"));
        worth(mandate, &package).map(Reservation::Value)
    }

    fn bid(&mut self, tree: &Tree, bid: &Node, domain: &Domain) -> Option<PartialPackage> {
        let values = bid.get("issuevalues").unwrap_or(bid);
        let entries = self.faults.keep(tree.entries(values))?;
        let mut package = PartialPackage::open(domain.issues.len());
        for (key, node) in entries {
            let Some(at) = domain.issue(&key.name) else {
                let message = format!("the domain has no issue `{}`", key.name);
                self.faults.push_with(|| tree.fault(key.span.clone(), message));
                continue;
            };
            let Some(value) = self.faults.keep(tree.name(node)) else { continue };
            match domain.option(at, &value) {
                Some(option) => package.0[at] = Some(option as u32),
                None => {
                    let message = format!("`{value}` is no value of the issue `{}`", key.name);
                    self.faults.push_with(|| tree.at(node, message));
                }
            }
        }
        Some(package)
    }
}

/// The sum of the scores of the issues that are settled.
fn worth(mandate: &Mandate, package: &PartialPackage) -> Option<Ratio> {
    let settled =
        |scores: &IssueScores| package.0[scores.issue.0].map(|option| scores.points[option as usize]);
    mandate.scores.iter().filter_map(settled).try_fold(Ratio::ZERO, Ratio::checked_add)
}

/// The height at `x` of the line through (`low`, `least`) and (`high`, `most`).
fn between([low, least, high, most]: [Ratio; 4], x: Ratio) -> Option<Ratio> {
    let minus = |a: Ratio, b: Ratio| a.checked_add(b.checked_mul(Ratio::new(-1, 1)?)?);
    let way = minus(x, low)?.checked_div(minus(high, low)?)?;
    least.checked_add(way.checked_mul(minus(most, least)?)?)
}

fn suggestion<'a>(word: &str, known: impl Iterator<Item = &'a str>, of_what: &str) -> String {
    match nearest(word, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("use the {of_what} of the domain"),
    }
}
