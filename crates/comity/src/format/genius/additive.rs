//! Additive profiles: evaluations and weights become exact scores.

use std::collections::HashMap;

use super::super::Room;
use super::super::xml::{Document, Element};
use super::domain::{self, Domain, Entries, Listed};
use super::evaluator::overshoots_by_rounding;
use super::{Reading, times};
use crate::decimal::{Decimal, Ratio};
use crate::model::{Issue, IssueId, IssueScores, Mandate, Scale};

impl Reading {
    /// Reads the scores of every issue of the domain.
    pub(super) fn additive(&mut self, document: &Document, domain: &Domain, mandate: &mut Mandate) {
        let entries = Entries::of(document);
        let weights = self.weights(document, &entries.listed);
        for (at, issue) in domain.issues.iter().enumerate() {
            let Some(entry) = domain.entry(at, &entries) else {
                self.note(
                    document.file,
                    &format!("says nothing about `{}`; it counts 0 throughout", issue.name),
                );
                continue;
            };
            if !self.room.take(issue.options.len()) {
                self.faults.push(document.at(entry.issue, Room::FULL));
                break;
            }
            let stated = domain::index(entry.issue).and_then(|index| weights.get(&index).copied());
            let weight = stated.unwrap_or_else(|| {
                self.note(document.file, &format!("no weight for `{}`; 1 is taken", issue.name));
                Decimal::ONE
            });
            let evaluations = self.evaluations(document, entry.issue, domain, at);
            let Some(evaluations) = evaluations else { continue };
            match scores(weight.ratio(), &evaluations) {
                Some(points) => {
                    mandate.scores.push(IssueScores {
                        issue: IssueId(at),
                        points,
                        weight: Some(weight.ratio()),
                    });
                }
                None => self.too_many_digits(document, entry.issue),
            }
        }
        let real = domain.issues.iter().any(|issue| matches!(issue.scale, Scale::Real { .. }));
        let never_reached = |sum| sum <= Ratio::ONE || (real && overshoots_by_rounding(sum));
        if sum_of_best(&mandate.scores).is_some_and(never_reached) {
            mandate.cap = None;
        }
    }

    /// Weights by the index of the issue; those without an issue are of no consequence.
    fn weights(&mut self, document: &Document, entries: &[Listed]) -> HashMap<i64, Decimal> {
        let mut objectives: Vec<&Element> = entries.iter().map(|entry| entry.objective).collect();
        objectives.dedup_by(|next, first| std::ptr::eq(*next, *first));
        let mut weights = HashMap::new();
        for element in objectives.into_iter().flat_map(|objective| document.named(objective, "weight")) {
            let Some(index) = domain::index(element) else { continue };
            if let Some(weight) = self.number(document, element, "value") {
                weights.entry(index).or_insert(weight);
            }
        }
        weights
    }

    fn evaluations(
        &mut self,
        document: &Document,
        entry: &Element,
        domain: &Domain,
        at: usize,
    ) -> Option<Vec<Ratio>> {
        let issue = &domain.issues[at];
        let from = match issue.scale {
            Scale::Integer { low, .. } => self.lower_bound(document, entry).unwrap_or(Decimal::from(low)),
            Scale::Real { .. } => Decimal::ZERO,
            _ => return self.items(document, entry, domain, at),
        };
        let evaluator = self.evaluator(document, entry, from)?;
        let values = issue.options.iter().map(|option| option.value.unwrap_or(Decimal::ZERO).ratio());
        let evaluations: Option<Vec<Ratio>> = values.map(|value| evaluator.of(value)).collect();
        if evaluations.is_none() {
            self.too_many_digits(document, entry);
        }
        evaluations
    }

    fn lower_bound(&mut self, document: &Document, entry: &Element) -> Option<Decimal> {
        entry.attribute("lowerbound").is_some().then(|| self.number(document, entry, "lowerbound"))?
    }

    /// The evaluations of the listed values, each divided by the best of them.
    fn items(
        &mut self,
        document: &Document,
        entry: &Element,
        domain: &Domain,
        at: usize,
    ) -> Option<Vec<Ratio>> {
        let issue = &domain.issues[at];
        let mut found: Vec<Option<Ratio>> = vec![None; issue.options.len()];
        let mut best: Option<Ratio> = None;
        let mut readable = true;
        for item in document.named(entry, "item") {
            let Some(value) = item.attribute("value") else { continue };
            let option = domain.option(at, value);
            if option.is_none() {
                let remark =
                    format!("the value `{value}` of `{}` is not in the domain; passed over", issue.name);
                self.note(document.file, &remark);
            }
            let Some(evaluation) = self.evaluation(document, item) else {
                readable = false;
                continue;
            };
            best = best.max(Some(evaluation));
            // As GENIUS does, the last of several evaluations of a value counts.
            if let Some(option) = option
                && found[option].replace(evaluation).is_some()
            {
                let remark = format!("`{value}` of `{}` is evaluated twice; the last counts", issue.name);
                self.note(document.file, &remark);
            }
        }
        readable.then(|| self.complete(document, entry, issue, &found))??;
        divided(found, best.unwrap_or(Ratio::ZERO)).or_else(|| {
            self.too_many_digits(document, entry);
            None
        })
    }

    /// The evaluation of an item; `null`, as GENIUS writes for a value nobody evaluated, is a fault.
    fn evaluation(&mut self, document: &Document, item: &Element) -> Option<Ratio> {
        let text = item.attribute("evaluation").unwrap_or_default().trim();
        if text.is_empty() || text.eq_ignore_ascii_case("null") {
            let value = item.attribute("value").unwrap_or_default();
            let message = format!("the value `{value}` has no evaluation");
            self.faults.push_with(|| {
                let fault = document.at_value(item, "evaluation", message);
                fault.help("write evaluation=\"…\" with a number; 0 if the party does not want it")
            });
            return None;
        }
        self.number(document, item, "evaluation").map(Decimal::ratio)
    }

    fn complete(
        &mut self,
        document: &Document,
        entry: &Element,
        issue: &Issue,
        found: &[Option<Ratio>],
    ) -> Option<()> {
        let missing = found.iter().zip(&issue.options).find(|(evaluation, _)| evaluation.is_none());
        let Some((_, option)) = missing else { return Some(()) };
        let count = found.iter().filter(|evaluation| evaluation.is_none()).count();
        let more = if count > 1 { format!(" (nor {} others)", count - 1) } else { String::new() };
        let message = format!("`{}` of `{}` is not evaluated{more}", option.name, issue.name);
        self.faults.push_with(|| {
            document.at(entry, message).help("give every value of the domain an `<item>` with its evaluation")
        });
        None
    }

    pub(super) fn too_many_digits(&mut self, document: &Document, element: &Element) {
        let message = "the numbers here have more digits than can be held exactly";
        self.faults.push_with(|| document.at(element, message).help("use at most 18 digits"));
    }
}

/// Below this the best evaluation counts as none: GENIUS then evaluates every value as 0.
const LEAST_BEST: (i128, i128) = (1, 100_000);

fn divided(evaluations: Vec<Option<Ratio>>, best: Ratio) -> Option<Vec<Ratio>> {
    let least = Ratio::new(LEAST_BEST.0, LEAST_BEST.1)?;
    let each = |evaluation: Option<Ratio>| {
        if best < least { Some(Ratio::ZERO) } else { times(evaluation?, Ratio::ONE.checked_div(best)?) }
    };
    evaluations.into_iter().map(each).collect()
}

fn scores(weight: Ratio, evaluations: &[Ratio]) -> Option<Vec<Ratio>> {
    evaluations.iter().map(|evaluation| times(weight, *evaluation)).collect()
}

fn sum_of_best(scores: &[IssueScores]) -> Option<Ratio> {
    let best = scores.iter().filter_map(|scores| scores.points.iter().max());
    best.copied().try_fold(Ratio::ZERO, Ratio::checked_add)
}
