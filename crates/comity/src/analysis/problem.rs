//! A case compiled to integers: what the analysis computes with.

use crate::decimal::Ratio;
use crate::model::*;

/// A case as the analysis sees it.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Number of options of each issue.
    pub options: Vec<usize>,
    /// Combinations no package may contain (the linkages).
    pub forbidden: Vec<Combination>,
    /// One entry a mandate.
    pub evaluators: Vec<Evaluator>,
    /// The parties that sign or that the rule names, in file order.
    pub seats: Vec<Seat>,
    /// The approval rule over parties.
    pub rule: ApprovalRule,
}

/// Conditions on different issues that all hold: `(issue, allowed[option])`, issues ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination(pub Vec<(usize, Vec<bool>)>);

/// A mandate in integers.
///
/// Utility is `min(cap, base + Σ points + Σ joint)` in units of `1 / denominator` points.
/// *Exactness*: exact unless [`Evaluator::rounding`] says otherwise; every sum stays within ±2⁶¹.
#[derive(Clone, Debug)]
pub struct Evaluator {
    /// Whose mandate.
    pub holder: Holder,
    /// `points[issue][option]`.
    pub points: Vec<Vec<i64>>,
    /// Combinations that add a value when they hold.
    pub joint: Vec<(Combination, i64)>,
    /// Added to every package.
    pub base: i64,
    /// The sum is cut here.
    pub cap: Option<i64>,
    /// `red[issue][option]`: never acceptable.
    pub red: Vec<Vec<bool>>,
    /// Least acceptable utility; `None` when the mandate states none.
    pub reservation: Option<i64>,
    /// Units in one point.
    pub denominator: i64,
    /// Units that count as 1 on the declared scale, at least 1.
    pub scale: i64,
    /// Most that rounding can have moved the utility of a package, in units; 0 when exact.
    pub rounding: i64,
}

/// A party at the table of the analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The party.
    pub party: PartyId,
    /// Position of the delegation's evaluator, where its mandate is known: the party's axis.
    pub axis: Option<usize>,
    /// Evaluators that must all accept: the delegation's and its principals', where known.
    pub must: Vec<usize>,
    /// Holders whose mandate nobody gave: their acceptance is assumed, and the report says so.
    pub unknown: Vec<Holder>,
}

/// Why a case cannot be analysed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemError {
    /// Figures too large or too fine for exact arithmetic.
    #[error("the mandate of {0} has figures too large to compute with; keep sums of points below 10^15")]
    TooLarge(String),
    /// Conditions over more options than memory should hold.
    #[error("the {0} name too many options in all; join them into fewer, or cut the ranges of the issues")]
    Conditions(String),
    /// The scale of a mandate is not positive.
    #[error("the declared scale of the mandate of {0} must be above 0")]
    Scale(String),
}

/// Largest sum of points, in units.
const LARGEST: i128 = 1 << 61;
/// Most options that the conditions of one mandate, or of the linkages, may list in all.
const MOST_CONDITIONS: usize = 1 << 28;

impl Problem {
    /// Compiles a case under its deciding rule.
    ///
    /// *Errors*: figures that exact arithmetic cannot hold.
    pub fn new(case: &Case) -> Result<Self, ProblemError> {
        Self::with_rule(case, case.deciding_rule())
    }

    /// Compiles a case under a rule of the caller's.
    ///
    /// *Errors*: as [`Problem::new`].
    pub fn with_rule(case: &Case, rule: ApprovalRule) -> Result<Self, ProblemError> {
        let options = case.issues.iter().map(|issue| issue.options.len()).collect::<Vec<_>>();
        let listed =
            case.linkages.iter().map(|linkage| linkage.forbidden(&case.issues)).map(|l| size(&l, &options));
        if listed.sum::<usize>() > MOST_CONDITIONS {
            return Err(ProblemError::Conditions("linkages".to_owned()));
        }
        let linkages = case.linkages.iter().map(|linkage| linkage.forbidden(&case.issues));
        let forbidden = linkages.filter_map(|literals| Combination::new(&literals, &options)).collect();
        let mut seated = case.negotiating();
        seated.extend(rule.parties());
        seated.sort_unstable();
        seated.dedup();
        let mut evaluators = Vec::new();
        let mut seats = Vec::new();
        for party in seated {
            seats.push(seat(case, party, &options, &mut evaluators)?);
        }
        Ok(Self { options, forbidden, evaluators, seats, rule })
    }

    /// Positions of the evaluators that are axes, in the order of the seats.
    pub fn axes(&self) -> Vec<usize> {
        self.seats.iter().filter_map(|seat| seat.axis).collect()
    }

    /// Whether the package keeps to every linkage.
    pub fn honours_linkages(&self, package: &Package) -> bool {
        !self.forbidden.iter().any(|combination| combination.holds(&package.0))
    }

    /// Whether the party of `seat` accepts: its delegation's mandate and its principals' all do.
    pub fn accepts(&self, seat: usize, package: &Package) -> bool {
        self.seats[seat].must.iter().all(|&e| self.evaluators[e].accepts(package))
    }

    /// Whether the approval rule passes the package; linkages are not looked at.
    pub fn passes(&self, package: &Package) -> bool {
        self.rule.passes(&|party| {
            let seat = self.seats.iter().position(|seat| seat.party == party);
            seat.is_some_and(|seat| self.accepts(seat, package))
        })
    }

    /// The smallest sets of seats whose acceptance passes the rule, at most `limit` of them.
    ///
    /// *Shape*: seats ascending within a set; sets in lexicographic order; none contains another.
    /// An empty result means no acceptance passes the rule. `None`: more than `limit` sets.
    pub fn coalitions(&self, limit: usize) -> Option<Vec<Vec<usize>>> {
        let mut found = Vec::new();
        let mut members = vec![false; self.seats.len()];
        self.collect_coalitions(0, &mut members, &mut found, limit)?;
        found.sort();
        Some(found)
    }

    fn rule_passes(&self, members: &[bool]) -> bool {
        self.rule.passes(&|party| {
            self.seats.iter().zip(members).any(|(seat, member)| *member && seat.party == party)
        })
    }

    /// Decides seat after seat; a branch dies when all undecided seats together could not pass.
    fn collect_coalitions(
        &self,
        next: usize,
        members: &mut Vec<bool>,
        found: &mut Vec<Vec<usize>>,
        limit: usize,
    ) -> Option<()> {
        let hopeful = (0..members.len()).map(|s| members[s] || s >= next).collect::<Vec<_>>();
        if !self.rule_passes(&hopeful) {
            return Some(());
        }
        if next == members.len() {
            let set = (0..members.len()).filter(|&s| members[s]).collect::<Vec<_>>();
            if set.iter().all(|&s| !self.rule_passes(&without(members, s))) {
                found.push(set);
            }
            return (found.len() <= limit).then_some(());
        }
        members[next] = true;
        // A member nobody needs now is needed by nobody later: the rule is monotone.
        let decided = (0..members.len()).map(|s| members[s] && s <= next).collect::<Vec<_>>();
        let redundant = (0..=next).any(|s| decided[s] && self.rule_passes(&without(&decided, s)));
        if !redundant {
            self.collect_coalitions(next + 1, members, found, limit)?;
        }
        members[next] = false;
        self.collect_coalitions(next + 1, members, found, limit)
    }
}

/// How many options the conditions list in all.
fn size(literals: &[Literal], options: &[usize]) -> usize {
    literals.iter().map(|literal| options[literal.issue.0]).sum()
}

fn without(members: &[bool], seat: usize) -> Vec<bool> {
    let mut rest = members.to_vec();
    rest[seat] = false;
    rest
}

impl Combination {
    /// Joins literals on the same issue; `None` when the combination can never hold.
    pub fn new(literals: &[Literal], options: &[usize]) -> Option<Self> {
        let mut joined: Vec<(usize, Vec<bool>)> = Vec::new();
        for literal in literals {
            let issue = literal.issue.0;
            let allowed = (0..options[issue]).map(|o| literal.options.binary_search(&o).is_ok());
            match joined.iter_mut().find(|(known, _)| *known == issue) {
                Some((_, both)) => both.iter_mut().zip(allowed).for_each(|(b, a)| *b &= a),
                None => joined.push((issue, allowed.collect())),
            }
        }
        joined.retain(|(_, allowed)| !allowed.iter().all(|a| *a));
        joined.sort_by_key(|(issue, _)| *issue);
        joined.iter().all(|(_, allowed)| allowed.contains(&true)).then_some(Self(joined))
    }

    /// Whether every condition holds in `package`.
    pub fn holds(&self, package: &[u32]) -> bool {
        self.0.iter().all(|(issue, allowed)| allowed[package[*issue] as usize])
    }
}

impl Evaluator {
    /// The utility of a package, in units.
    pub fn utility(&self, package: &Package) -> i64 {
        let scores: i64 =
            self.points.iter().zip(&package.0).map(|(points, &option)| points[option as usize]).sum();
        let joint: i64 =
            self.joint.iter().filter(|(when, _)| when.holds(&package.0)).map(|(_, value)| value).sum();
        self.capped(self.base + scores + joint)
    }

    /// A sum after the cap.
    pub fn capped(&self, sum: i64) -> i64 {
        self.cap.map_or(sum, |cap| sum.min(cap))
    }

    /// Issues whose option in the package is a red line, ascending.
    pub fn red_lines_crossed<'a>(&'a self, package: &'a Package) -> impl Iterator<Item = usize> + 'a {
        (0..package.0.len()).filter(|&issue| self.red[issue][package.0[issue] as usize])
    }

    /// No red line crossed and utility at least the reservation value.
    pub fn accepts(&self, package: &Package) -> bool {
        self.red_lines_crossed(package).next().is_none()
            && self.reservation.is_none_or(|least| self.utility(package) >= least)
    }

    /// Units as points, exactly.
    pub fn in_points(&self, units: i64) -> Ratio {
        Ratio::new(i128::from(units), i128::from(self.denominator)).unwrap_or(Ratio::ZERO)
    }

    /// Units as points, nearest float, for display and the JSON.
    pub fn points_f64(&self, units: i64) -> f64 {
        units as f64 / self.denominator as f64
    }

    /// Whether two evaluators give every package the same utility in the same units.
    pub fn same_utility(&self, other: &Self) -> bool {
        (self.denominator, self.base, self.cap) == (other.denominator, other.base, other.cap)
            && self.points == other.points
            && self.joint == other.joint
    }
}

fn seat(
    case: &Case,
    party: PartyId,
    options: &[usize],
    evaluators: &mut Vec<Evaluator>,
) -> Result<Seat, ProblemError> {
    let mut seat = Seat { party, axis: None, must: Vec::new(), unknown: Vec::new() };
    let holders =
        std::iter::once(Holder::Party(party)).chain(case.principals_of(party).map(Holder::Principal));
    let (known, unknown): (Vec<_>, Vec<_>) = holders.partition(|holder| case.mandate(*holder).is_some());
    // A principal without a mandate of its own is asked by nobody: only a missing delegation's is unknown.
    seat.unknown = unknown;
    let mandates = known.iter().filter_map(|holder| case.mandate(*holder)).collect::<Vec<_>>();
    let common = mandates.iter().try_fold(1i128, |common, mandate| lcm_of(mandate, common));
    for mandate in mandates {
        let evaluator = Compiler { case, options, mandate }.compile(common)?;
        if mandate.holder == Holder::Party(party) {
            seat.axis = Some(evaluators.len());
        }
        seat.must.push(evaluators.len());
        evaluators.push(evaluator);
    }
    Ok(seat)
}

/// Least common multiple of `common` and every denominator in the mandate; `None` past 2⁶¹.
fn lcm_of(mandate: &Mandate, common: i128) -> Option<i128> {
    figures(mandate).try_fold(common, |common, figure| {
        let (mut a, mut b) = (common, figure.denominator());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        (common / a).checked_mul(figure.denominator()).filter(|l| *l < LARGEST)
    })
}

/// Every figure of the mandate that must come out whole.
fn figures(mandate: &Mandate) -> impl Iterator<Item = Ratio> + '_ {
    let scores = mandate.scores.iter().flat_map(|scores| scores.points.iter().copied());
    let joint = mandate.joint.iter().flat_map(|term| match term {
        JointTerm::When { points, .. } => std::slice::from_ref(points),
        JointTerm::Table { points, .. } => points.as_slice(),
    });
    let no_deal = match &mandate.reservation {
        Some(Reservation::NoDeal(issues)) => issues.as_slice(),
        _ => &[],
    };
    let no_deal = no_deal.iter().filter_map(|entry| match entry {
        NoDeal::Points { points, .. } => Some(*points),
        NoDeal::Option { .. } => None,
    });
    let value = match mandate.reservation {
        Some(Reservation::Value(value)) => Some(value),
        _ => None,
    };
    let single = [Some(mandate.bias), mandate.cap, mandate.scale, value];
    scores.chain(joint.copied()).chain(no_deal).chain(single.into_iter().flatten())
}

struct Compiler<'a> {
    case: &'a Case,
    options: &'a [usize],
    mandate: &'a Mandate,
}

impl Compiler<'_> {
    /// Exact in units of `1 / common` where the sums fit; else rounded to 10⁻¹² of the scale.
    fn compile(&self, common: Option<i128>) -> Result<Evaluator, ProblemError> {
        let listed = |term: &JointTerm| match term {
            JointTerm::When { all_of, .. } => size(all_of, self.options),
            JointTerm::Table { issues, points } => {
                issues.iter().map(|i| self.options[i.0]).sum::<usize>().saturating_mul(points.len())
            }
        };
        if self.mandate.joint.iter().map(listed).fold(0, usize::saturating_add) > MOST_CONDITIONS {
            return Err(ProblemError::Conditions(format!("joint terms of the mandate of {}", self.name())));
        }
        let exact = common.and_then(|common| self.in_units(common, 0));
        match exact.or_else(|| self.in_units(self.rounded_denominator()?, 1)) {
            Some(evaluator) if evaluator.scale < 1 => Err(ProblemError::Scale(self.name())),
            Some(evaluator) => Ok(evaluator),
            None => Err(ProblemError::TooLarge(self.name())),
        }
    }

    fn name(&self) -> String {
        self.case.name_of(self.mandate.holder).to_owned()
    }

    /// `10^k` such that a unit is at most 10⁻¹² of the declared scale.
    fn rounded_denominator(&self) -> Option<i128> {
        let highest =
            self.mandate.scores.iter().map(|s| s.points.iter().map(|p| p.to_f64()).fold(0.0, f64::max));
        let scale = self.mandate.scale.map_or_else(|| highest.sum::<f64>(), Ratio::to_f64);
        let places = if scale > 0.0 { 12 - scale.log10().floor() as i32 } else { 12 };
        10i128.checked_pow(u32::try_from(places).ok()?).filter(|d| *d < LARGEST)
    }

    fn in_units(&self, denominator: i128, error_per_figure: i64) -> Option<Evaluator> {
        let whole = Ratio::new(denominator, 1)?;
        let units = |figure: Ratio| i64::try_from(figure.checked_mul(whole)?.rounded()).ok();
        let mut points: Vec<Vec<i64>> = self.options.iter().map(|count| vec![0; *count]).collect();
        for scores in &self.mandate.scores {
            points[scores.issue.0] = scores.points.iter().map(|p| units(*p)).collect::<Option<_>>()?;
        }
        let joint = self.joint(&units)?;
        let highest = |row: &Vec<i64>| row.iter().copied().max().unwrap_or(0);
        let scale = match self.mandate.scale {
            Some(scale) => units(scale)?,
            // A mandate of red lines alone has no points: any scale serves, one point is one.
            None => match sum_within(points.iter().map(highest))? {
                0 => units(Ratio::ONE)?,
                sum => sum,
            },
        };
        let magnitude = points.iter().map(|row| row.iter().map(|p| p.abs()).max().unwrap_or(0));
        let bias = units(self.mandate.bias)?;
        sum_within(magnitude.chain(joint.iter().map(|(_, value)| value.abs())).chain([bias.checked_abs()?]))?;
        let (joint, constant) = fold_single(joint, &mut points);
        let figures = self.mandate.scores.len() + self.mandate.joint.len() + 1;
        let mut evaluator = Evaluator {
            holder: self.mandate.holder,
            points,
            joint,
            base: bias + constant,
            cap: self.mandate.cap.map(units).map_or(Some(None), |cap| cap.map(Some))?,
            red: self.red(),
            reservation: None,
            denominator: i64::try_from(denominator).ok()?,
            scale,
            rounding: error_per_figure * figures as i64,
        };
        evaluator.reservation = self.reservation(&evaluator, &units)?;
        Some(evaluator)
    }

    fn joint(&self, units: &impl Fn(Ratio) -> Option<i64>) -> Option<Vec<(Combination, i64)>> {
        let mut joint = Vec::new();
        for term in &self.mandate.joint {
            match term {
                JointTerm::When { all_of, points } => {
                    let value = units(*points)?;
                    joint.extend(Combination::new(all_of, self.options).map(|when| (when, value)));
                }
                JointTerm::Table { issues, points } => {
                    for (cell, points) in points.iter().enumerate() {
                        let value = units(*points)?;
                        let when = Combination::new(&cell_literals(issues, cell, self.options), self.options);
                        joint.extend(when.map(|when| (when, value)));
                    }
                }
            }
        }
        joint.retain(|(_, value)| *value != 0);
        Some(joint)
    }

    fn red(&self) -> Vec<Vec<bool>> {
        let mut red: Vec<Vec<bool>> = self.options.iter().map(|count| vec![false; *count]).collect();
        for line in &self.mandate.red_lines {
            line.never.options.iter().for_each(|&option| red[line.never.issue.0][option] = true);
        }
        red
    }

    /// `Some(None)` when none is stated; `None` past the integers.
    fn reservation(
        &self,
        evaluator: &Evaluator,
        units: &impl Fn(Ratio) -> Option<i64>,
    ) -> Option<Option<i64>> {
        let lowest = |issue: usize| evaluator.points[issue].iter().copied().min().unwrap_or(0);
        match &self.mandate.reservation {
            None => Some(None),
            Some(Reservation::Value(value)) => Some(Some(units(*value)?)),
            Some(Reservation::Package(package)) => Some(Some(match package.complete() {
                Some(package) => evaluator.utility(&package),
                None => {
                    let score = |(issue, option): (usize, &Option<u32>)| match option {
                        Some(option) => evaluator.points[issue][*option as usize],
                        None => lowest(issue),
                    };
                    evaluator.base + package.0.iter().enumerate().map(score).sum::<i64>()
                }
            })),
            Some(Reservation::NoDeal(entries)) => {
                let mut worth: Vec<i64> = (0..self.options.len()).map(lowest).collect();
                for entry in entries {
                    match entry {
                        NoDeal::Option { issue, option } => {
                            worth[issue.0] = evaluator.points[issue.0][*option]
                        }
                        NoDeal::Points { issue, points } => worth[issue.0] = units(*points)?,
                    }
                }
                Some(Some(evaluator.capped(evaluator.base + sum_within(worth.into_iter())?)))
            }
        }
    }
}

/// Moves joint terms on one issue into its points, and returns those that always hold as a constant.
fn fold_single(joint: Vec<(Combination, i64)>, points: &mut [Vec<i64>]) -> (Vec<(Combination, i64)>, i64) {
    let mut constant = 0;
    let mut kept = Vec::new();
    for (when, value) in joint {
        match when.0.as_slice() {
            [] => constant += value,
            [(issue, holds)] => {
                points[*issue].iter_mut().zip(holds).filter(|(_, h)| **h).for_each(|(p, _)| *p += value);
            }
            _ => kept.push((when, value)),
        }
    }
    (kept, constant)
}

fn sum_within(values: impl Iterator<Item = i64>) -> Option<i64> {
    let sum: i128 = values.map(i128::from).sum();
    (sum.abs() < LARGEST).then_some(sum as i64)
}

/// The conditions that single out one cell of a table, the last issue running fastest.
fn cell_literals(issues: &[IssueId], mut cell: usize, options: &[usize]) -> Vec<Literal> {
    let mut literals = Vec::new();
    for &issue in issues.iter().rev() {
        literals.push(Literal { issue, options: vec![cell % options[issue.0]] });
        cell /= options[issue.0];
    }
    literals
}
