//! The next draft: the fewest or cheapest changes to a draft after which the approval rule holds, in an
//! order that keeps everyone content who was; or the nearest miss when nothing passes.

mod certificate;
mod nearest;
mod price;
mod route;

pub use certificate::{DraftCertificate, DraftRefusal, DraftTree};
pub use nearest::NearestMiss;
pub use route::Route;

use super::arena::Arena;
use super::budget::Meter;
use super::certainty::Certainty;
use super::cover::{Search, cheapest};
use super::focus;
use super::problem::Problem;
use crate::decimal::Ratio;
use crate::model::{Case, Package, PartialPackage};
use price::Prices;

/// What is asked.
#[derive(Clone, Debug)]
pub struct DraftQuestion<'a> {
    /// Where to start; open issues are filled.
    pub draft: &'a PartialPackage,
    /// Added to every stated reservation value: a share of the mandate's declared scale.
    pub margin: Ratio,
    /// What is to be least.
    pub measure: Measure,
    /// How many proposals that differ in substance are wanted.
    pub proposals: usize,
}

/// What is to be least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The number of settled issues that change.
    Fewest,
    /// The cost of changing and filling issues, as the case prices them.
    Cheapest,
}

/// What can be proposed.
#[derive(Clone, Debug, PartialEq)]
pub struct NextDraft {
    /// Proposals that pass, least price first; no two of them contain one another.
    ///
    /// Two proposals are compared by their changed issues with the new options. Where the first changes
    /// nothing that is settled, by the issues they fill.
    pub proposals: Vec<Proposal>,
    /// How certain it is that nothing cheaper passes (of the first), and that there is none when the list
    /// is empty. *Units*: changes, or cost.
    pub certainty: Certainty,
    /// Whether every further proposal asked for was found or proved not to exist.
    pub is_complete: bool,
    /// The package with the least total shortfall, when nothing passes and one keeps to the red lines.
    pub nearest: Option<NearestMiss>,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The whole package.
    pub package: Package,
    /// Settled issues that change, in the order of [`Proposal::route`], else by issue.
    pub changes: Vec<Change>,
    /// Open issues that are filled: `(issue, option)`, by issue.
    pub fillings: Vec<(usize, u32)>,
    /// What it costs as the case prices changes, whatever was to be least.
    pub cost: Ratio,
    /// Whether the changes can be made one by one without anybody content ceasing to be so.
    pub route: Route,
}

/// One changed issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The issue.
    pub issue: usize,
    /// Its option in the draft.
    pub from: u32,
    /// Its option in the proposal.
    pub to: u32,
    /// What the change adds to each evaluator's utility when it is made in the order listed.
    pub effects: Vec<i64>,
}

/// Why no next draft could be sought.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NextDraftError {
    /// Costs that exact arithmetic cannot hold.
    #[error("the costs of changing issues are too large or too fine to add up; use at most 12 digits")]
    Costs,
    /// More than 20,000 minimal sets of parties pass the rule.
    #[error(
        "the approval rule has more than 20000 smallest sets of parties that pass it; state a simpler rule"
    )]
    Rule,
}

/// Most minimal sets of parties that are looked at.
const MOST_SETS: usize = 20_000;

/// The best next drafts.
///
/// *Exactness*: exact unless the budget ends the search, which the certainty and `is_complete` say. Of
/// equally cheap proposals the one the search meets first, which depends on the case alone.
pub fn next_draft(
    case: &Case,
    problem: &Problem,
    question: &DraftQuestion<'_>,
    meter: &Meter<'_>,
) -> Result<NextDraft, NextDraftError> {
    let prices = Prices::new(case, question).ok_or(NextDraftError::Costs)?;
    let raised = focus::raised(problem, question.margin);
    let winning = raised.coalitions(MOST_SETS).ok_or(NextDraftError::Rule)?;
    let mut fields = Vec::new();
    for members in &winning {
        let arena = Arena::new(&raised, members, &PartialPackage::open(problem.options.len()), Arena::MERGE);
        fields.push(Field { price: prices.of(&arena), arena, at_least: 0 });
    }
    let mut found: Vec<Package> = Vec::new();
    let (mut certainty, mut is_complete) = (Certainty::Proved, true);
    while found.len() < question.proposals.max(1) {
        let round = round(&mut fields, question.draft, &found, meter);
        let ends = round.stopped || round.best.is_none();
        is_complete &= !round.stopped;
        if found.is_empty() {
            if round.stopped {
                let price = round.best.as_ref().map_or(i64::MAX, |(_, price)| *price);
                certainty = prices.bounded(price, round.at_least);
            }
            found.extend(round.best.map(|(package, _)| package));
        } else if !round.stopped {
            found.extend(round.best.map(|(package, _)| package));
        }
        if ends {
            break;
        }
    }
    let mut nearest = None;
    if found.is_empty() {
        // A search cut short may have missed what passes: the nearest miss may miss nothing.
        nearest = nearest::nearest(&raised, &winning, &Meter::new(meter.budget()));
        if nearest.as_ref().is_some_and(|n| n.short.is_empty())
            && let Some(n) = nearest.take()
        {
            let package = back(&raised, question.draft, n.package);
            let at_least = fields.iter().map(|field| field.at_least).min().unwrap_or(0);
            certainty = prices.bounded(prices.units(&package), at_least);
            found.push(package);
        }
    }
    let proposals =
        found.into_iter().map(|package| propose(problem, question.draft, package, &prices)).collect();
    Ok(NextDraft { proposals, certainty, is_complete, nearest })
}

/// The packages one winning set would accept.
struct Field {
    arena: Arena,
    price: Vec<Vec<i64>>,
    /// Nothing that is still wanted costs less.
    at_least: i64,
}

struct Round {
    best: Option<(Package, i64)>,
    at_least: i64,
    stopped: bool,
}

/// The cheapest package of all fields that differs in substance from those found.
fn round(fields: &mut [Field], draft: &PartialPackage, found: &[Package], meter: &Meter<'_>) -> Round {
    let known: Vec<Vec<(usize, u32)>> =
        found.iter().map(|package| substance(draft, package, found)).collect();
    let mut round = Round { best: None, at_least: i64::MAX, stopped: false };
    let mut at_most = i64::MAX;
    for field in fields {
        if field.at_least > at_most {
            continue;
        }
        let arena = &field.arena;
        let mut differs = |choices: &[u32]| {
            let mine = substance(draft, &arena.package(choices), found);
            known.iter().all(|other| !contains(other, &mine) && !contains(&mine, other))
        };
        let search = Search { arena, price: &field.price, at_least: field.at_least, at_most };
        let answer = cheapest(&search, &mut differs, meter);
        field.at_least = answer.at_least;
        round.at_least = round.at_least.min(answer.at_least);
        round.stopped |= answer.stopped.is_some();
        if let Some((choices, price)) = answer.best {
            round.best = Some((arena.package(&choices), price));
            at_most = price - 1;
        }
    }
    round
}

/// Takes changes back, issue by issue, while the package still passes.
fn back(raised: &Problem, draft: &PartialPackage, mut package: Package) -> Package {
    for issue in 0..package.0.len() {
        if let Some(before) = draft.0[issue].filter(|before| *before != package.0[issue]) {
            let now = std::mem::replace(&mut package.0[issue], before);
            if !(raised.honours_linkages(&package) && raised.passes(&package)) {
                package.0[issue] = now;
            }
        }
    }
    package
}

/// The changed issues with their new options; the filled ones where the first proposal changes nothing.
fn substance(draft: &PartialPackage, package: &Package, found: &[Package]) -> Vec<(usize, u32)> {
    let pairs = |package: &Package, filled: bool| -> Vec<(usize, u32)> {
        let own = package.0.iter().zip(&draft.0).enumerate();
        let wanted = own.filter(|(_, (to, from))| from.map_or(filled, |from| from != **to));
        wanted.map(|(issue, (to, _))| (issue, *to)).collect()
    };
    let only_fills = found.first().is_some_and(|first| pairs(first, false).is_empty());
    pairs(package, only_fills)
}

fn contains(larger: &[(usize, u32)], smaller: &[(usize, u32)]) -> bool {
    smaller.iter().all(|pair| larger.binary_search(pair).is_ok())
}

fn propose(problem: &Problem, draft: &PartialPackage, package: Package, prices: &Prices) -> Proposal {
    let filled = Package(draft.0.iter().zip(&package.0).map(|(from, to)| from.unwrap_or(*to)).collect());
    let changed: Vec<usize> = (0..package.0.len()).filter(|&i| filled.0[i] != package.0[i]).collect();
    let route = route::route(problem, &filled, &package, &changed);
    let order = match &route {
        Route::Order(order) => order.clone(),
        _ => changed,
    };
    let mut now = filled.clone();
    let mut worth: Vec<i64> = problem.evaluators.iter().map(|e| e.utility(&now)).collect();
    let mut changes = Vec::with_capacity(order.len());
    for issue in order {
        now.0[issue] = package.0[issue];
        let after: Vec<i64> = problem.evaluators.iter().map(|e| e.utility(&now)).collect();
        let effects = after.iter().zip(&worth).map(|(after, before)| after - before).collect();
        worth = after;
        changes.push(Change { issue, from: filled.0[issue], to: package.0[issue], effects });
    }
    let fillings = draft.open_issues().map(|issue| (issue, package.0[issue])).collect();
    let cost = prices.cost(draft, &package);
    Proposal { package, changes, fillings, cost, route }
}
