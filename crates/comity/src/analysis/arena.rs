//! The arena: the packages one set of parties would all accept, as blocks with vectors of utility.
//!
//! Issues tied together by linkages or joint terms are merged into one block where that stays small;
//! what couples larger groups is left as factors, which a [`super::Sweep`] carries along exactly.

use super::problem::{Combination, Problem};
use crate::model::{Package, PartialPackage};

/// Packages as one choice a block. The utility in dimension `d` is
/// `min(cap[d], base[d] + Σ gains + Σ factors)`; a package counts when no factor forbids it and every
/// utility reaches `floor[d]`.
///
/// *Shape*: the first `axes` dimensions are the negotiating parties with a mandate, in seat order;
/// the rest are mandates (principals') that only set floors.
#[derive(Clone, Debug)]
pub struct Arena {
    /// Number of issues of the problem.
    pub issues: usize,
    /// Number of leading dimensions that are axes.
    pub axes: usize,
    /// Position in [`Problem::evaluators`] of each dimension.
    pub evaluators: Vec<usize>,
    /// Constant part of each utility.
    pub base: Vec<i64>,
    /// Cut of each utility; `i64::MAX` for none.
    pub cap: Vec<i64>,
    /// Least utility that counts; `i64::MIN` for none.
    pub floor: Vec<i64>,
    /// Independent but for the factors.
    pub blocks: Vec<Block>,
    /// What couples blocks: each looks at two or more.
    pub factors: Vec<Factor>,
}

/// One or more issues settled together.
#[derive(Clone, Debug)]
pub struct Block {
    /// The issues, ascending.
    pub issues: Vec<usize>,
    /// `options[choice * issues.len() + i]`: option of `issues[i]`.
    pub options: Vec<u32>,
    /// `gains[choice * dims + d]`: what the choice adds to dimension `d`.
    pub gains: Vec<i64>,
    /// Number of choices.
    pub len: usize,
}

/// Conditions on several blocks with what happens when all hold.
#[derive(Clone, Debug)]
pub struct Factor {
    /// `(block, holds[choice])`, blocks ascending.
    pub when: Vec<(usize, Vec<bool>)>,
    /// What happens.
    pub effect: Effect,
}

/// What a factor does when its conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The package does not count.
    Forbid,
    /// Adds to one dimension.
    Add {
        /// The dimension.
        dim: usize,
        /// What is added.
        value: i64,
    },
}

/// A combination or bonus before blocks are formed.
struct Coupling {
    when: Combination,
    effect: Effect,
}

impl Arena {
    /// The most choices a merged block may have when nothing else is asked for.
    pub const MERGE: usize = 256;

    /// The packages that honour the linkages, agree with `fixed`, and that every seat in `members`
    /// accepts. Issues coupled by factors are merged while a block has at most `merge` choices.
    ///
    /// With no members there are no floors: all packages that honour the linkages.
    pub fn new(problem: &Problem, members: &[usize], fixed: &PartialPackage, merge: usize) -> Self {
        Self::watching(problem, members, &[], fixed, merge)
    }

    /// As [`Arena::new`], with dimensions also for the mandates of the seats in `watched`, which set no
    /// floor and strike no option.
    pub fn watching(
        problem: &Problem,
        members: &[usize],
        watched: &[usize],
        fixed: &PartialPackage,
        merge: usize,
    ) -> Self {
        let evaluators = dimensions(problem, &[members, watched].concat());
        let axes = problem.axes().len();
        let floor = floors(problem, members, &evaluators, axes);
        let allowed = allowed(problem, members, fixed);
        let couplings = couplings(problem, &evaluators, &allowed);
        let of =
            |f: fn(&super::Evaluator) -> i64| evaluators.iter().map(|&e| f(&problem.evaluators[e])).collect();
        let mut base: Vec<i64> = of(|e| e.base);
        let couplings = settle_constant(couplings, &mut base);
        let groups = groups(problem.options.len(), &couplings, &allowed, merge);
        let mut arena = Self {
            issues: problem.options.len(),
            axes,
            base,
            cap: of(|e| e.cap.unwrap_or(i64::MAX)),
            floor,
            evaluators,
            blocks: Vec::new(),
            factors: Vec::new(),
        };
        arena.fill(problem, &allowed, groups, couplings);
        arena
    }

    /// Number of dimensions.
    pub fn dims(&self) -> usize {
        self.base.len()
    }

    /// Whether some block has no choice left: then no package counts.
    pub fn is_barren(&self) -> bool {
        self.blocks.iter().any(|block| block.len == 0)
    }

    /// The package of one choice a block.
    pub fn package(&self, choices: &[u32]) -> Package {
        let mut options = vec![0; self.issues];
        for (block, &choice) in self.blocks.iter().zip(choices) {
            for (i, &issue) in block.issues.iter().enumerate() {
                options[issue] = block.options[choice as usize * block.issues.len() + i];
            }
        }
        Package(options)
    }

    /// The choice in every block that makes up `package`; `None` when a block does not offer it.
    pub fn choices(&self, package: &Package) -> Option<Vec<u32>> {
        self.blocks.iter().map(|block| block.find(package)).collect()
    }

    /// Utilities of one choice a block, in every dimension; `None` when a factor forbids it.
    pub fn utilities(&self, choices: &[u32]) -> Option<Vec<i64>> {
        let dims = self.dims();
        let mut sums = self.base.clone();
        for (block, &choice) in self.blocks.iter().zip(choices) {
            sums.iter_mut().zip(block.gain(choice as usize, dims)).for_each(|(sum, gain)| *sum += gain);
        }
        for factor in &self.factors {
            if factor.when.iter().all(|(block, holds)| holds[choices[*block] as usize]) {
                match factor.effect {
                    Effect::Forbid => return None,
                    Effect::Add { dim, value } => sums[dim] += value,
                }
            }
        }
        Some(sums.iter().zip(&self.cap).map(|(sum, cap)| *sum.min(cap)).collect())
    }

    /// Whether utilities reach every floor.
    pub fn reaches_floors(&self, utilities: &[i64]) -> bool {
        utilities.iter().zip(&self.floor).all(|(utility, floor)| utility >= floor)
    }

    fn fill(
        &mut self,
        problem: &Problem,
        allowed: &[Vec<bool>],
        groups: Vec<Vec<usize>>,
        couplings: Vec<Coupling>,
    ) {
        let mut block_of = vec![0; self.issues];
        for (b, group) in groups.iter().enumerate() {
            group.iter().for_each(|&issue| block_of[issue] = b);
        }
        let (inside, across): (Vec<_>, Vec<_>) = couplings
            .into_iter()
            .partition(|c| c.when.0.iter().all(|(i, _)| block_of[*i] == block_of[c.when.0[0].0]));
        for (b, group) in groups.into_iter().enumerate() {
            let own = inside.iter().filter(|c| block_of[c.when.0[0].0] == b).collect::<Vec<_>>();
            self.blocks.push(merged(problem, &self.evaluators, allowed, group, &own));
        }
        self.factors = across.into_iter().map(|coupling| self.factor(coupling, &block_of)).collect();
    }

    fn factor(&self, coupling: Coupling, block_of: &[usize]) -> Factor {
        let mut when: Vec<(usize, Vec<bool>)> = Vec::new();
        for (issue, holds) in &coupling.when.0 {
            let (b, block) = (block_of[*issue], &self.blocks[block_of[*issue]]);
            let at = block.issues.iter().position(|i| i == issue).unwrap_or(0);
            let here = (0..block.len).map(|c| holds[block.options[c * block.issues.len() + at] as usize]);
            match when.iter_mut().find(|(known, _)| *known == b) {
                Some((_, both)) => both.iter_mut().zip(here).for_each(|(both, here)| *both &= here),
                None => when.push((b, here.collect())),
            }
        }
        when.sort_by_key(|(block, _)| *block);
        Factor { when, effect: coupling.effect }
    }
}

impl Block {
    /// What a choice adds, by dimension.
    pub fn gain(&self, choice: usize, dims: usize) -> &[i64] {
        &self.gains[choice * dims..(choice + 1) * dims]
    }

    fn find(&self, package: &Package) -> Option<u32> {
        let width = self.issues.len();
        let same = |c: &usize| (0..width).all(|i| self.options[c * width + i] == package.0[self.issues[i]]);
        (0..self.len).find(same).map(|c| c as u32)
    }
}

/// All axes, then the members' other mandates that are not an axis with the same utility.
fn dimensions(problem: &Problem, members: &[usize]) -> Vec<usize> {
    let mut dims = problem.axes();
    for &member in members {
        for &e in &problem.seats[member].must {
            let evaluator = &problem.evaluators[e];
            if !dims.iter().any(|&d| problem.evaluators[d].same_utility(evaluator))
                && evaluator.reservation.is_some()
            {
                dims.push(e);
            }
        }
    }
    dims
}

fn floors(problem: &Problem, members: &[usize], dims: &[usize], axes: usize) -> Vec<i64> {
    let mut floor = vec![i64::MIN; dims.len()];
    for &member in members {
        let seat = &problem.seats[member];
        for &e in &seat.must {
            let evaluator = &problem.evaluators[e];
            // Another party's equal mandate must not carry this one's floor unless utilities are equal.
            let own = (0..dims.len()).find(|&d| dims[d] == e);
            let same = (0..dims.len()).find(|&d| problem.evaluators[dims[d]].same_utility(evaluator));
            if let (Some(d), Some(least)) = (own.or(same), evaluator.reservation) {
                floor[d] = floor[d].max(least);
            }
        }
    }
    debug_assert!(axes <= dims.len());
    floor
}

fn allowed(problem: &Problem, members: &[usize], fixed: &PartialPackage) -> Vec<Vec<bool>> {
    let mut allowed: Vec<Vec<bool>> = problem.options.iter().map(|count| vec![true; *count]).collect();
    for (issue, option) in fixed.0.iter().enumerate() {
        if let Some(option) = option {
            allowed[issue] = (0..problem.options[issue]).map(|o| o == *option as usize).collect();
        }
    }
    for e in members.iter().flat_map(|&m| &problem.seats[m].must) {
        for (allowed, red) in allowed.iter_mut().zip(&problem.evaluators[*e].red) {
            allowed.iter_mut().zip(red).for_each(|(allowed, red)| *allowed &= !red);
        }
    }
    allowed
}

/// Linkages and joint terms that can still hold, cut down to what is still open in them.
fn couplings(problem: &Problem, evaluators: &[usize], allowed: &[Vec<bool>]) -> Vec<Coupling> {
    let forbidden = problem.forbidden.iter().map(|when| (when, Effect::Forbid));
    let joint = evaluators.iter().enumerate().flat_map(|(dim, &e)| {
        problem.evaluators[e]
            .joint
            .iter()
            .map(move |(when, value)| (when, Effect::Add { dim, value: *value }))
    });
    let still = |(when, effect): (&Combination, Effect)| {
        let mut open = Vec::new();
        for (issue, holds) in &when.0 {
            let both = holds.iter().zip(&allowed[*issue]).map(|(h, a)| *h && *a).collect::<Vec<_>>();
            if !both.contains(&true) {
                return None;
            }
            if both != allowed[*issue] {
                open.push((*issue, both));
            }
        }
        Some(Coupling { when: Combination(open), effect })
    };
    forbidden.chain(joint).filter_map(still).collect()
}

/// Moves what always holds into the constant part. A forbidden combination that always holds stays,
/// on no issue: [`groups`] and [`merged`] turn it into a barren block.
fn settle_constant(couplings: Vec<Coupling>, base: &mut [i64]) -> Vec<Coupling> {
    let keep = |coupling: &Coupling| match coupling.effect {
        Effect::Add { dim, value } if coupling.when.0.is_empty() => {
            base[dim] += value;
            false
        }
        _ => true,
    };
    let mut kept = couplings;
    let mut keep = keep;
    kept.retain(|coupling| keep(coupling));
    for coupling in &mut kept {
        if coupling.when.0.is_empty() {
            coupling.when.0.push((0, Vec::new()));
        }
    }
    kept
}

/// Issues that are settled together, each group ascending, groups by their first issue.
fn groups(issues: usize, couplings: &[Coupling], allowed: &[Vec<bool>], merge: usize) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..issues).collect();
    let mut members: Vec<Vec<usize>> = (0..issues).map(|i| vec![i]).collect();
    let count = |issue: usize| allowed[issue].iter().filter(|a| **a).count();
    for coupling in couplings {
        let mut together: Vec<usize> = coupling.when.0.iter().map(|(issue, _)| group_of[*issue]).collect();
        together.sort_unstable();
        together.dedup();
        let size =
            together.iter().flat_map(|&g| &members[g]).try_fold(1usize, |n, &i| n.checked_mul(count(i)));
        if together.len() < 2 || size.is_none_or(|size| size > merge) {
            continue;
        }
        let (first, rest) = (together[0], &together[1..]);
        for &group in rest {
            let moved = std::mem::take(&mut members[group]);
            moved.iter().for_each(|&issue| group_of[issue] = first);
            members[first].extend(moved);
        }
    }
    members.retain(|group| !group.is_empty());
    members.iter_mut().for_each(|group| group.sort_unstable());
    members
}

/// Every allowed combination of the group's options that no inner coupling forbids.
fn merged(
    problem: &Problem,
    evaluators: &[usize],
    allowed: &[Vec<bool>],
    issues: Vec<usize>,
    couplings: &[&Coupling],
) -> Block {
    let offered =
        |issue: usize| (0..allowed[issue].len()).filter(move |&o| allowed[issue][o]).map(|o| o as u32);
    let mut combinations: Vec<Vec<u32>> = vec![Vec::new()];
    for &issue in &issues {
        let longer = |chosen: &Vec<u32>| {
            offered(issue).map(|o| [chosen.as_slice(), &[o]].concat()).collect::<Vec<_>>()
        };
        combinations = combinations.iter().flat_map(longer).collect();
    }
    let mut block = Block { issues, options: Vec::new(), gains: Vec::new(), len: 0 };
    for chosen in combinations {
        let mut gain: Vec<i64> = evaluators
            .iter()
            .map(|&e| {
                block
                    .issues
                    .iter()
                    .zip(&chosen)
                    .map(|(i, o)| problem.evaluators[e].points[*i][*o as usize])
                    .sum()
            })
            .collect();
        if apply(couplings, &block.issues, &chosen, &mut gain) {
            block.options.extend(chosen);
            block.gains.extend(gain);
            block.len += 1;
        }
    }
    block
}

/// Adds what the couplings give; `false` when one forbids the combination.
fn apply(couplings: &[&Coupling], issues: &[usize], chosen: &[u32], gain: &mut [i64]) -> bool {
    let option = |issue: usize| issues.iter().position(|i| *i == issue).map(|at| chosen[at] as usize);
    for coupling in couplings {
        // A condition without a list of options always holds.
        let holds = coupling.when.0.iter().all(|(i, h)| h.is_empty() || option(*i).is_some_and(|o| h[o]));
        match coupling.effect {
            Effect::Forbid if holds => return false,
            Effect::Add { dim, value } if holds => gain[dim] += value,
            _ => {}
        }
    }
    true
}
