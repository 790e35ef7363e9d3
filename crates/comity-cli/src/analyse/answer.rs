//! Everything one run of the analysis found, stage by stage, before it is put into words.

use super::certify::{Certificates, certify};
use super::options::Options;
use super::timing::Timings;
use crate::failure::{Failure, unknown};
use comity::analysis::*;
use comity::{Case, Draft, Package, PartialPackage};

/// The findings about one case under one rule.
pub struct Answer {
    /// The case, with what-ifs applied.
    pub case: Case,
    /// The case in integers, under the rule asked for.
    pub problem: Problem,
    /// Position of the rule in [`Case::rules`]; `None` for unanimity by default.
    pub rule: Option<usize>,
    /// The draft judged.
    pub draft: Option<Draft>,
    /// Where the draft stands.
    pub standing: Option<Result<Assessment, AssessError>>,
    /// The fewest changes to the draft after which the rule passes it.
    pub next: Option<Result<NextDraft, NextDraftError>>,
    /// The cheapest, where the case prices its issues.
    pub cheapest: Option<Result<NextDraft, NextDraftError>>,
    /// Why nothing passes, where nothing does.
    pub why_not: Option<WhyNot>,
    /// Issues on which one option is best for all.
    pub islands: Result<Vec<Island>, Stopped>,
    /// The draft with its open issues filled, from which trades start.
    pub trade_from: Option<Package>,
    /// Swaps that are better for all negotiating parties.
    pub trades: Option<Trades>,
    /// Packages that honour the linkages.
    pub outcomes: Result<Count, Stopped>,
    /// Packages at or above every reservation value.
    pub rational: Result<Count, Stopped>,
    /// Packages the rule passes.
    pub zone: Result<Count, Stopped>,
    /// What each axis is left with without a deal.
    pub disagreement: Result<Vec<i64>, Stopped>,
    /// The frontier.
    pub frontier: Result<Frontier, FrontierError>,
    /// What the bargaining solutions pick, in the order of [`SOLUTIONS`].
    pub settlements: Vec<Outcome>,
    /// How it is known that nothing is better.
    pub certificates: Certificates,
    /// Packages drawn from the zone, where asked for.
    pub samples: Option<Drawn>,
}

/// Packages drawn from the zone, each with the same chance.
pub struct Drawn {
    /// What the draws were started from.
    pub seed: u64,
    /// The packages.
    pub samples: Result<Samples, Stopped>,
}

impl Answer {
    /// Whether the zone is surely empty.
    pub fn no_deal_exists(&self) -> bool {
        matches!(&self.zone, Ok(Count::Exact(count)) if *count == Default::default())
    }

    /// What a solution picks.
    pub fn settlement(&self, id: &str) -> Option<&Settlement> {
        let at = SOLUTIONS.iter().position(|solution| solution.id() == id)?;
        self.settlements.get(at)?.settlement()
    }
}

/// How many next drafts are shown.
const PROPOSALS: usize = 3;

/// Steps spent on drafts beside the first.
const ALTERNATIVE_STEPS: u64 = 50_000_000;

/// Past so many axes an exact frontier of more than a few points is out of reach and out of sight.
const MANY_AXES: usize = 6;

/// Couplings open at once past which a search rarely comes to its end.
const DENSE: usize = 20;

/// How many linkages and joint terms are open at once when the issues are taken one by one.
fn widest(problem: &Problem, open: &PartialPackage) -> usize {
    let arena = Arena::new(problem, &[], open, Arena::MERGE);
    Sweep::new(&arena).map_or_else(|TooManyOpen(widest)| widest, |sweep| sweep.widest)
}

/// Limits that give bounds within seconds, unless the person set others.
fn moderate<'a>(options: &Options, budget: Budget<'a>) -> Budget<'a> {
    Budget {
        steps: options.steps.unwrap_or(100_000_000),
        points: options.points.map_or(400_000, |points| usize::try_from(points).unwrap_or(usize::MAX)),
        ..budget
    }
}

/// Less for the frontier of many parties, unless the person set the limits.
fn frontier_budget<'a>(problem: &Problem, options: &Options, budget: Budget<'a>) -> Budget<'a> {
    if problem.axes().len() <= MANY_AXES || options.points.is_some() || options.steps.is_some() {
        return budget;
    }
    Budget { points: budget.points.min(100_000), steps: budget.steps.min(100_000_000), ..budget }
}

/// Analyses a case.
///
/// *Errors*: a draft or rule the case does not have, figures that cannot be computed with.
pub fn analyse(
    case: Case,
    options: &Options,
    budget: Budget<'_>,
    timings: &mut Timings,
) -> Result<Answer, Failure> {
    let rule = rule(&case, options.rule.as_deref())?;
    let draft = draft(&case, options.draft.as_deref())?.cloned();
    let named = rule.map_or_else(|| case.deciding_rule(), |at| case.rules[at].rule.clone());
    let refused = |error: ProblemError| Failure::refused(error.to_string());
    let problem = timings.stage("compile", || Problem::with_rule(&case, named)).map_err(refused)?;
    let open = PartialPackage::open(case.issues.len());
    let budget = if widest(&problem, &open) > DENSE { moderate(options, budget) } else { budget };
    let meter = || Meter::new(budget);
    let outcomes = timings.stage("outcomes", || outcomes(&problem, &open, &meter()));
    let zone = timings.stage("zone", || zone_count(&problem, &open, &meter()));
    let rational = match unanimous(&problem) {
        true => zone.clone(),
        false => timings.stage("rational", || rational(&problem, &open, &meter())),
    };
    let range = if options.frontier_of_all { Range::All } else { Range::Zone };
    let frontier_budget = frontier_budget(&problem, options, budget);
    let frontier = timings.stage("frontier", || frontier(&problem, range, frontier_budget));
    let (disagreement, settlements) = settle(&problem, budget, timings);
    let standing =
        draft.as_ref().map(|d| timings.stage("assess", || assess(&case, &problem, &d.package, &meter())));
    let asked = Asked { case: &case, problem: &problem, options, budget };
    let (next, cheapest) = match &draft {
        Some(draft) => asked.next_drafts(draft, timings),
        None => (None, None),
    };
    let why_not = match &zone {
        Ok(Count::Exact(count)) if *count == Default::default() => {
            timings.stage("why_not", || why_not(&case, &problem, &meter()))
        }
        _ => None,
    };
    let islands = timings.stage("trades", || islands(&problem, &meter()));
    let trade_from = draft.as_ref().and_then(|draft| filled(&draft.package, next.as_ref()));
    let trades =
        trade_from.as_ref().map(|package| timings.stage("trades", || swaps(&problem, package, budget)));
    let samples = options.samples.map(|wanted| {
        let (wanted, seed) = (usize::try_from(wanted).unwrap_or(usize::MAX), options.seed);
        let samples = timings.stage("samples", || samples(&problem, &open, wanted, seed, &meter()));
        Drawn { seed, samples }
    });
    let certificates = match options.certify {
        true => timings.stage("certificates", || {
            let first = next.as_ref().and_then(|next| next.as_ref().ok());
            certify(&asked, draft.as_ref(), &settlements, first)
        }),
        false => Certificates::default(),
    };
    Ok(Answer {
        rule,
        draft,
        standing,
        next,
        cheapest,
        why_not,
        islands,
        trade_from,
        trades,
        outcomes,
        rational,
        zone,
        disagreement,
        frontier,
        settlements,
        certificates,
        samples,
        problem,
        case,
    })
}

/// A case under one rule and what is asked about it.
pub struct Asked<'a> {
    /// The case.
    pub case: &'a Case,
    /// The case in integers.
    pub problem: &'a Problem,
    /// What was asked for.
    pub options: &'a Options,
    /// How far each method may go.
    pub budget: Budget<'a>,
}

/// Next drafts, or why there are none.
type Next = Result<NextDraft, NextDraftError>;

impl Asked<'_> {
    /// The fewest changes, and the cheapest where the case prices its issues.
    fn next_drafts(&self, draft: &Draft, timings: &mut Timings) -> (Option<Next>, Option<Next>) {
        let priced = |issue: &comity::Issue| issue.change_cost.is_some() || issue.filling_cost.is_some();
        let cheapest = self.case.issues.iter().any(priced).then(|| {
            let steps = ALTERNATIVE_STEPS;
            timings.stage("alternatives", || self.next(draft, Measure::Cheapest, 1, steps))
        });
        let first = timings.stage("next_draft", || self.next(draft, Measure::Fewest, 1, u64::MAX));
        let steps = ALTERNATIVE_STEPS;
        let more = timings.stage("alternatives", || self.next(draft, Measure::Fewest, PROPOSALS, steps));
        // Looking for alternatives is cut short early; the first answer never is.
        let better = matches!((&first, &more), (Ok(first), Ok(more))
            if more.proposals.len() > first.proposals.len() && more.certainty == first.certainty);
        (Some(if better { more } else { first }), cheapest)
    }

    fn next(&self, draft: &Draft, measure: Measure, proposals: usize, steps: u64) -> Next {
        let margin = self.options.margin.ratio();
        let question = DraftQuestion { draft: &draft.package, margin, measure, proposals };
        let budget = Budget { steps: self.budget.steps.min(steps), ..self.budget };
        next_draft(self.case, self.problem, &question, &Meter::new(budget))
    }
}

fn settle(
    problem: &Problem,
    budget: Budget<'_>,
    timings: &mut Timings,
) -> (Result<Vec<i64>, Stopped>, Vec<Outcome>) {
    let bargain = Bargain::new(problem, budget);
    let disagreement = timings.stage("disagreement", || bargain.disagreement().map(<[i64]>::to_vec));
    let outcomes =
        SOLUTIONS.iter().map(|solution| timings.stage(solution.id(), || solution.settle(&bargain)));
    (disagreement, outcomes.collect())
}

/// Whether the rule asks every party for its acceptance: then the zone is what all accept.
fn unanimous(problem: &Problem) -> bool {
    let everyone = (0..problem.seats.len()).collect::<Vec<_>>();
    problem.coalitions(1).is_some_and(|coalitions| coalitions == [everyone])
}

/// The draft with what is open filled as the first next draft fills it.
fn filled(draft: &PartialPackage, next: Option<&Result<NextDraft, NextDraftError>>) -> Option<Package> {
    let proposal =
        next.and_then(|next| next.as_ref().ok()?.proposals.first()).map(|proposal| &proposal.package);
    let option = |issue: usize| draft.0[issue].or_else(|| proposal.map(|package| package.0[issue]));
    (0..draft.0.len()).map(option).collect::<Option<Vec<u32>>>().map(Package)
}

/// Steps that looking for trades may take: they are a by-product and must not hold up the answer.
const TRADE_STEPS: u64 = 400_000;

fn swaps(problem: &Problem, package: &Package, budget: Budget<'_>) -> Trades {
    let seats: Vec<usize> = (0..problem.seats.len()).filter(|&s| problem.seats[s].axis.is_some()).collect();
    let question = TradeQuestion { package, seats: &seats, most_issues: 3, wanted: 3 };
    trades(problem, &question, &Meter::new(Budget { steps: budget.steps.min(TRADE_STEPS), ..budget }))
}

/// The rule with this id, or the first; `None` where the case states none.
fn rule(case: &Case, id: Option<&str>) -> Result<Option<usize>, Failure> {
    let Some(id) = id else { return Ok((!case.rules.is_empty()).then_some(0)) };
    let found = case.rules.iter().position(|rule| rule.id == id);
    found
        .map(Some)
        .ok_or_else(|| unknown("approval rule", id, case.rules.iter().map(|rule| rule.id.as_str())))
}

/// The draft with this id, or the last.
fn draft<'a>(case: &'a Case, id: Option<&str>) -> Result<Option<&'a Draft>, Failure> {
    let Some(id) = id else { return Ok(case.drafts.last()) };
    let found = case.drafts.iter().find(|draft| draft.id == id);
    found.map(Some).ok_or_else(|| unknown("draft", id, case.drafts.iter().map(|draft| draft.id.as_str())))
}
