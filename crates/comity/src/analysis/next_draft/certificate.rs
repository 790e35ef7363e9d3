//! A proof that nothing cheaper passes, and a checker that shares with the search only what a change
//! costs.
//!
//! The proof is a branch tree over the issues in a stated order. A branch is closed when its price
//! reaches the witness's, when it breaks a linkage, or when some stated multipliers `y ≥ 0` show that
//! `Σ y · utility` cannot reach `Σ y · floor` any more within what is left to spend. The tree follows
//! from order and multipliers and is not written out.

use super::super::arena::Arena;
use super::super::cover::{Search, multipliers};
use super::super::focus;
use super::super::problem::{Combination, Evaluator, Problem};
use super::price::Prices;
use super::{DraftQuestion, MOST_SETS};
use crate::decimal::Ratio;
use crate::model::{Case, Package, PartialPackage};

/// The proof that no package passes with the margin at a lower price than the witness; without a
/// witness, that none passes at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCertificate {
    /// A package that passes.
    pub witness: Option<Package>,
    /// One tree a smallest set of seats that passes the rule, in the order of [`Problem::coalitions`].
    pub trees: Vec<DraftTree>,
}

/// The proof for the packages that one set of seats accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftTree {
    /// The seats.
    pub members: Vec<usize>,
    /// Every issue once, in the order of the branches.
    pub order: Vec<usize>,
    /// Multipliers by evaluator, at least 0; those of other mandates than the members' are 0.
    pub multipliers: Vec<Vec<i64>>,
    /// Number of branches, closed ones included.
    pub branches: u64,
}

/// Why a certificate is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DraftRefusal {
    /// It does not fit the problem or the question.
    #[error("the certificate does not fit the question: {0}")]
    Shape(&'static str),
    /// The witness does not pass.
    #[error("the witness does not pass with the margin")]
    Witness,
    /// A package that is cheaper and passes.
    #[error("a cheaper package passes")]
    Beaten(Package),
    /// The tree has more branches than stated.
    #[error("the tree has more than the {0} branches stated")]
    Branches(u64),
}

impl DraftCertificate {
    /// The certificate for the first proposal of an answer that is proved, or for its emptiness; `None`
    /// when a tree has more than `most_branches` branches: then the claim rests on recomputation.
    pub fn prove(
        case: &Case,
        problem: &Problem,
        question: &DraftQuestion<'_>,
        witness: Option<&Package>,
        most_branches: u64,
    ) -> Option<Self> {
        if problem.options.len() > MOST_ISSUES {
            return None;
        }
        let prices = Prices::new(case, question)?;
        let raised = focus::raised(problem, question.margin);
        let mut trees = Vec::new();
        for members in raised.coalitions(MOST_SETS)? {
            let (order, multipliers) = guides(&raised, &members, &prices);
            let mut tree = DraftTree { members, order, multipliers, branches: most_branches };
            let limit = witness.map(|w| prices.units(w));
            tree.branches = Walk::new(problem, question.margin, &tree, &prices, limit).run().ok()?;
            trees.push(tree);
        }
        Some(Self { witness: witness.cloned(), trees })
    }

    /// Checks witness and trees against the case.
    ///
    /// *Errors*: the first thing that does not hold.
    pub fn check(
        &self,
        case: &Case,
        problem: &Problem,
        question: &DraftQuestion<'_>,
    ) -> Result<(), DraftRefusal> {
        let prices = Prices::new(case, question).ok_or(DraftRefusal::Shape("costs too large"))?;
        let sets = problem.coalitions(MOST_SETS).ok_or(DraftRefusal::Shape("too many sets of parties"))?;
        if !sets.iter().eq(self.trees.iter().map(|tree| &tree.members)) {
            return Err(DraftRefusal::Shape("its trees are not one a smallest set of parties that passes"));
        }
        if let Some(witness) = &self.witness {
            let fits = witness.0.len() == problem.options.len()
                && witness.0.iter().zip(&problem.options).all(|(option, count)| (*option as usize) < *count);
            let accepts =
                |members: &Vec<usize>| members.iter().all(|&m| accepts(problem, question.margin, m, witness));
            if !fits || !problem.honours_linkages(witness) || !sets.iter().any(accepts) {
                return Err(DraftRefusal::Witness);
            }
        }
        let limit = self.witness.as_ref().map(|w| prices.units(w));
        for tree in &self.trees {
            tree.fits(problem)?;
            Walk::new(problem, question.margin, tree, &prices, limit).run()?;
        }
        Ok(())
    }
}

impl DraftTree {
    fn fits(&self, problem: &Problem) -> Result<(), DraftRefusal> {
        let mut order = self.order.clone();
        order.sort_unstable();
        if problem.options.len() > MOST_ISSUES || !order.into_iter().eq(0..problem.options.len()) {
            return Err(DraftRefusal::Shape("an order does not name every issue once"));
        }
        let whole =
            |y: &Vec<i64>| y.len() == problem.evaluators.len() && y.iter().all(|y| (0..1 << 60).contains(y));
        if !self.multipliers.iter().all(whole) {
            return Err(DraftRefusal::Shape("multipliers are not one a mandate, at least 0"));
        }
        Ok(())
    }
}

/// The walk goes one call deeper with every issue.
const MOST_ISSUES: usize = 1000;

/// Order and multipliers as the search has them, and a multiplier for every mandate alone.
fn guides(raised: &Problem, members: &[usize], prices: &Prices) -> (Vec<usize>, Vec<Vec<i64>>) {
    let arena = Arena::new(raised, members, &PartialPackage::open(raised.options.len()), Arena::MERGE);
    let price = prices.of(&arena);
    let search = Search { arena: &arena, price: &price, at_least: 0, at_most: i64::MAX };
    let (blocks, weights) = multipliers(&search);
    let order = blocks.into_iter().flat_map(|b| arena.blocks[b].issues.clone()).collect();
    let mut all = Vec::new();
    for weight in weights {
        let mut y = vec![0; raised.evaluators.len()];
        arena.evaluators.iter().zip(weight).for_each(|(e, weight)| y[*e] = weight);
        all.push(y);
    }
    for &e in members.iter().flat_map(|&m| &raised.seats[m].must) {
        let mut y = vec![0; raised.evaluators.len()];
        y[e] = 1;
        all.push(y);
    }
    (order, all)
}

/// The least utility that counts: the reservation value with the margin, rounded up.
fn floor(evaluator: &Evaluator, margin: Ratio) -> Option<i128> {
    Some(i128::from(evaluator.reservation?) + i128::from(focus::margin_in_units(margin, evaluator.scale)))
}

fn accepts(problem: &Problem, margin: Ratio, seat: usize, package: &Package) -> bool {
    problem.seats[seat].must.iter().map(|&e| &problem.evaluators[e]).all(|e| {
        e.red_lines_crossed(package).next().is_none()
            && floor(e, margin).is_none_or(|floor| i128::from(e.utility(package)) >= floor)
    })
}

/// Steps that a budget is cut into at most.
const STEPS: i64 = 512;

/// The walk through one tree.
struct Walk<'a> {
    problem: &'a Problem,
    tree: &'a DraftTree,
    margin: Ratio,
    /// Greatest price that would beat the witness, in units.
    budget: i64,
    step: i64,
    steps: usize,
    /// `offers[depth]`: `(option, price)` that no member's red line rules out.
    offers: Vec<Vec<(u32, i64)>>,
    /// `worth[depth][offer][multiplier]`: what the option adds by points.
    worth: Vec<Vec<Vec<i128>>>,
    /// `rest[depth][left][multiplier]`: the most that issues from `depth` on add within what is left.
    rest: Vec<Vec<Vec<i128>>>,
    /// What each multiplier's sum starts from: constants and every bonus, less the floors.
    start: Vec<i128>,
    /// Linkages and joint terms by the depth at which they are decided, with what a joint term takes off
    /// each sum when it does not do its best.
    forbidden: Vec<Vec<&'a Combination>>,
    joint: Vec<Vec<(&'a Combination, bool, Vec<i128>)>>,
    chosen: Vec<u32>,
    branches: u64,
}

impl<'a> Walk<'a> {
    fn new(
        problem: &'a Problem,
        margin: Ratio,
        tree: &'a DraftTree,
        prices: &Prices,
        limit: Option<i64>,
    ) -> Self {
        let depth_of = |when: &Combination| {
            let place = |issue: usize| tree.order.iter().position(|i| *i == issue).unwrap_or(0);
            when.0.iter().map(|(issue, _)| place(*issue)).max().unwrap_or(0)
        };
        let red = |issue: usize, option: usize| {
            tree.members
                .iter()
                .flat_map(|&m| &problem.seats[m].must)
                .any(|&e| problem.evaluators[e].red[issue][option])
        };
        let offers: Vec<Vec<(u32, i64)>> = tree
            .order
            .iter()
            .map(|&issue| {
                let free = (0..problem.options[issue]).filter(|&o| !red(issue, o));
                free.map(|o| (o as u32, prices.for_option(issue, o as u32))).collect()
            })
            .collect();
        let most: i64 = offers.iter().map(|o| o.iter().map(|(_, p)| *p).max().unwrap_or(0)).sum();
        let budget = limit.map_or(most, |limit| (limit - 1).min(most));
        let step = budget.max(0) / STEPS + 1;
        let mut forbidden = vec![Vec::new(); tree.order.len().max(1)];
        problem.forbidden.iter().for_each(|when| forbidden[depth_of(when)].push(when));
        let mut joint = vec![Vec::new(); tree.order.len().max(1)];
        let sum = |f: &dyn Fn(usize) -> i128| -> Vec<i128> {
            tree.multipliers
                .iter()
                .map(|y| {
                    y.iter().enumerate().map(|(e, y)| if *y == 0 { 0 } else { i128::from(*y) * f(e) }).sum()
                })
                .collect()
        };
        for (e, evaluator) in problem.evaluators.iter().enumerate() {
            for (when, value) in &evaluator.joint {
                let off =
                    tree.multipliers.iter().map(|y| i128::from(y[e]) * i128::from(value.abs())).collect();
                joint[depth_of(when)].push((when, *value > 0, off));
            }
        }
        let start = sum(&|e| {
            let evaluator = &problem.evaluators[e];
            let bonus: i128 = evaluator.joint.iter().map(|(_, value)| i128::from(*value).max(0)).sum();
            i128::from(evaluator.base) + bonus - floor(evaluator, margin).unwrap_or(0)
        });
        // A mandate without a floor, or of nobody in the set, proves nothing.
        let counts = |y: &Vec<i64>| {
            y.iter().enumerate().filter(|(_, y)| **y > 0).all(|(e, _)| {
                problem.evaluators[e].reservation.is_some()
                    && tree.members.iter().any(|&m| problem.seats[m].must.contains(&e))
            })
        };
        let idle: Vec<bool> = tree.multipliers.iter().map(|y| !counts(y)).collect();
        let start =
            start.into_iter().zip(&idle).map(|(s, idle)| if *idle { i128::MAX / 4 } else { s }).collect();
        let add = |depth: usize, option: u32| {
            sum(&|e| i128::from(problem.evaluators[e].points[tree.order[depth]][option as usize]))
        };
        let worth = (0..offers.len()).map(|d| offers[d].iter().map(|(o, _)| add(d, *o)).collect()).collect();
        let mut walk = Self {
            problem,
            tree,
            margin,
            budget,
            step,
            steps: (budget.max(0) / step) as usize + 1,
            offers,
            worth,
            rest: Vec::new(),
            start,
            forbidden,
            joint,
            chosen: vec![0; problem.options.len()],
            branches: 0,
        };
        walk.rest = walk.rests();
        walk
    }

    fn rests(&self) -> Vec<Vec<Vec<i128>>> {
        let (depths, width) = (self.offers.len(), self.start.len());
        let mut rest = vec![vec![vec![i128::MIN / 4; width]; self.steps]; depths + 1];
        rest[depths].iter_mut().for_each(|row| row.fill(0));
        for depth in (0..depths).rev() {
            for (offer, (_, price)) in self.offers[depth].iter().enumerate() {
                let price = (price / self.step) as usize;
                for left in price..self.steps {
                    let (here, after) = rest.split_at_mut(depth + 1);
                    let entries = here[depth][left].iter_mut().zip(&after[0][left - price]);
                    for ((best, after), worth) in entries.zip(&self.worth[depth][offer]) {
                        *best = (*best).max(after + worth);
                    }
                }
            }
        }
        rest
    }

    /// The number of branches, when every leaf is closed.
    fn run(&mut self) -> Result<u64, DraftRefusal> {
        if self.budget >= 0 {
            let start = self.start.clone();
            self.branch(0, 0, &start)?;
        }
        Ok(self.branches)
    }

    fn branch(&mut self, depth: usize, spent: i64, sums: &[i128]) -> Result<(), DraftRefusal> {
        self.branches += 1;
        if self.branches > self.tree.branches {
            return Err(DraftRefusal::Branches(self.tree.branches));
        }
        let left = (((self.budget - spent) / self.step) as usize).min(self.steps - 1);
        if sums.iter().zip(&self.rest[depth][left]).any(|(sum, rest)| sum + rest < 0) {
            return Ok(());
        }
        if depth == self.offers.len() {
            let package = Package(self.chosen.clone());
            let passes = self.tree.members.iter().all(|&m| accepts(self.problem, self.margin, m, &package));
            return if passes { Err(DraftRefusal::Beaten(package)) } else { Ok(()) };
        }
        for offer in 0..self.offers[depth].len() {
            let (option, price) = self.offers[depth][offer];
            self.chosen[self.tree.order[depth]] = option;
            let broken = self.forbidden[depth].iter().any(|when| when.holds(&self.chosen));
            if spent + price > self.budget || broken {
                continue;
            }
            let mut next: Vec<i128> =
                sums.iter().zip(&self.worth[depth][offer]).map(|(s, w)| s + w).collect();
            for (when, bonus, off) in &self.joint[depth] {
                if when.holds(&self.chosen) != *bonus {
                    next.iter_mut().zip(off).for_each(|(sum, off)| *sum -= off);
                }
            }
            self.branch(depth + 1, spent + price, &next)?;
        }
        Ok(())
    }
}
