//! The branch tree of a certificate, walked in whole numbers.

use super::{Beat, Certificate, Multipliers, Refusal, Tree};
use crate::analysis::{Combination, Evaluator, Problem};
use crate::model::Package;
use num_bigint::{BigInt, BigUint};

/// Checks one tree.
pub(super) fn check(
    problem: &Problem,
    tree: &Tree,
    certificate: &Certificate,
    beat: &Beat,
) -> Result<(), Refusal> {
    let mut sorted = tree.order.clone();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(0..problem.options.len()) {
        return Err(Refusal::Shape("its order does not name every issue once"));
    }
    let setting = Setting::new(problem, tree, certificate, beat)?;
    let mut walk = Walk::new(&setting, tree, tree.branches)?;
    walk.branch(0, 0)?;
    if walk.branches == tree.branches { Ok(()) } else { Err(Refusal::Branches(tree.branches)) }
}

/// How many branches the tree has, at most `most`: what a certificate states.
pub(super) fn count(
    problem: &Problem,
    tree: &Tree,
    certificate: &Certificate,
    beat: &Beat,
    most: u64,
) -> Result<u64, Refusal> {
    let setting = Setting::new(problem, tree, certificate, beat)?;
    let mut walk = Walk::new(&setting, tree, most)?;
    walk.branch(0, 0)?;
    Ok(walk.branches)
}

/// The most `y · u` for multipliers whose `most` is not stated yet.
pub(super) fn most(
    problem: &Problem,
    tree: &Tree,
    certificate: &Certificate,
    beat: &Beat,
) -> Result<Vec<Vec<i128>>, Refusal> {
    let setting = Setting::new(problem, tree, certificate, beat)?;
    let mut allowed = setting.allowed(tree);
    let mut found = vec![Vec::new()];
    for multipliers in &tree.options {
        let priced = setting.price(tree, multipliers, &allowed)?;
        found[0].push(setting.total(&priced));
        setting.drop_useless(tree, &priced, &mut allowed);
    }
    for (_, list) in &tree.stages {
        let priced = list.iter().map(|m| Ok(setting.total(&setting.price(tree, m, &allowed)?)));
        found.push(priced.collect::<Result<_, Refusal>>()?);
    }
    Ok(found)
}

/// The problem as one coalition's tree sees it.
struct Setting<'a> {
    problem: &'a Problem,
    axes: usize,
    /// The axes' mandates, then the members' others.
    mandates: Vec<&'a Evaluator>,
    /// Least utility by mandate of a package that beats the witness; none where `None`.
    least: Vec<Option<i64>>,
    members: &'a [usize],
    zero: &'a [i64],
    beat: &'a Beat,
    /// `(linkage, depth at which its last issue is decided)`.
    forbidden: Vec<(&'a Combination, usize)>,
    /// `(mandate, joint term, value, depth at which its last issue is decided)`.
    joint: Vec<(usize, &'a Combination, i64, usize)>,
}

/// Multipliers with the figures that follow from them.
struct Priced {
    /// By mandate: both parts together.
    weights: Vec<i128>,
    /// A branch that cannot exceed this holds nothing that beats the witness.
    closed_at: i128,
    /// `rest[depth]`: the most that the issues from `depth` on can add, joint terms included.
    rest: Vec<i128>,
    /// `best[depth]`: the most that the options of the issue can add.
    best: Vec<i128>,
}

/// Multipliers used from a depth on, with `losses[depth][option][multipliers]`.
struct Stage {
    from: usize,
    priced: Vec<Priced>,
    losses: Vec<Vec<Vec<i128>>>,
}

impl<'a> Setting<'a> {
    fn new(
        problem: &'a Problem,
        tree: &'a Tree,
        certificate: &'a Certificate,
        beat: &'a Beat,
    ) -> Result<Self, Refusal> {
        let mut positions = problem.axes();
        let axes = positions.len();
        for &e in tree.members.iter().flat_map(|&m| &problem.seats[m].must) {
            if !positions.contains(&e) {
                positions.push(e);
            }
        }
        let asked: Vec<usize> = tree.members.iter().flat_map(|&m| problem.seats[m].must.clone()).collect();
        let floor = |(d, e): (usize, &usize)| {
            let mandate = &problem.evaluators[*e];
            let same = asked.iter().map(|&m| &problem.evaluators[m]).filter(|m| m.same_utility(mandate));
            let own = same.filter_map(|m| m.reservation).max();
            let beats = match beat {
                Beat::Least(least) => least.get(d).copied(),
                // A product above one that is not negative needs every gain above 0.
                Beat::Product(_) => certificate.zero.get(d).map(|zero| zero.saturating_add(1)),
            };
            own.max(beats)
        };
        let mut at = vec![0; problem.options.len()];
        tree.order.iter().enumerate().for_each(|(depth, &issue)| at[issue] = depth);
        let last = |when: &Combination| when.0.iter().map(|(issue, _)| at[*issue]).max().unwrap_or(0);
        let mandates: Vec<&Evaluator> = positions.iter().map(|&e| &problem.evaluators[e]).collect();
        let joint = mandates
            .iter()
            .enumerate()
            .flat_map(|(d, e)| e.joint.iter().map(move |(when, value)| (d, when, *value)));
        Ok(Self {
            problem,
            axes,
            least: positions.iter().enumerate().map(floor).collect(),
            joint: joint.map(|(d, when, value)| (d, when, value, last(when))).collect(),
            mandates,
            members: &tree.members,
            zero: &certificate.zero,
            beat,
            forbidden: problem.forbidden.iter().map(|when| (when, last(when))).collect(),
        })
    }

    /// Options that no member's red line rules out, by depth.
    fn allowed(&self, tree: &Tree) -> Vec<Vec<usize>> {
        let red = |issue: usize, option: usize| {
            let musts = self.members.iter().flat_map(|&m| &self.problem.seats[m].must);
            musts.clone().any(|&e| self.problem.evaluators[e].red[issue][option])
        };
        let of_issue =
            |&issue: &usize| (0..self.problem.options[issue]).filter(|&o| !red(issue, o)).collect();
        tree.order.iter().map(of_issue).collect()
    }

    /// Those that the tree's first multipliers leave useful.
    fn useful_options(&self, tree: &Tree) -> Result<Vec<Vec<usize>>, Refusal> {
        let mut allowed = self.allowed(tree);
        for multipliers in &tree.options {
            let priced = self.checked(tree, multipliers, &allowed)?;
            self.drop_useless(tree, &priced, &mut allowed);
        }
        Ok(allowed)
    }

    /// Drops every option with which nothing can beat the witness.
    fn drop_useless(&self, tree: &Tree, priced: &Priced, allowed: &mut [Vec<usize>]) {
        let room = self.total(priced) - priced.closed_at;
        for (options, &issue) in allowed.iter_mut().zip(&tree.order) {
            let best = options.iter().map(|&o| self.worth(priced, issue, o)).max().unwrap_or(0);
            options.retain(|&o| room - best + self.worth(priced, issue, o) > 0);
        }
    }

    fn stages(&self, tree: &Tree, allowed: &[Vec<usize>]) -> Result<Vec<Stage>, Refusal> {
        let ascending = tree.stages.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if tree.stages.first().is_none_or(|(depth, _)| *depth != 0) || !ascending {
            return Err(Refusal::Shape("its stages do not ascend from 0"));
        }
        let stage = |(from, list): &(usize, Vec<Multipliers>)| {
            let priced: Vec<Priced> =
                list.iter().map(|m| self.checked(tree, m, allowed)).collect::<Result<_, Refusal>>()?;
            let row = |depth: usize, option: usize| {
                let loss = |p: &Priced| p.best[depth] - self.worth(p, tree.order[depth], option);
                priced.iter().map(loss).collect::<Vec<i128>>()
            };
            let of_depth = |depth: usize| allowed[depth].iter().map(|&o| row(depth, o)).collect();
            let losses = (0..tree.order.len()).map(of_depth).collect();
            Ok(Stage { from: *from, priced, losses })
        };
        tree.stages.iter().map(stage).collect()
    }

    /// What the multipliers say, with the stated bound compared.
    fn checked(&self, tree: &Tree, stated: &Multipliers, allowed: &[Vec<usize>]) -> Result<Priced, Refusal> {
        let priced = self.price(tree, stated, allowed)?;
        if self.total(&priced) == stated.most { Ok(priced) } else { Err(Refusal::Bound) }
    }

    /// What the multipliers say.
    fn price(&self, tree: &Tree, stated: &Multipliers, allowed: &[Vec<usize>]) -> Result<Priced, Refusal> {
        let sizes = stated.gains.len() == self.axes && stated.floors.len() == self.mandates.len();
        if !sizes || stated.gains.iter().chain(&stated.floors).any(|y| *y < 0) {
            return Err(Refusal::Shape("its multipliers have the wrong number or a sign"));
        }
        let gain = |d: usize| stated.gains.get(d).map_or(0, |y| i128::from(*y));
        let weights: Vec<i128> =
            stated.floors.iter().enumerate().map(|(d, y)| i128::from(*y) + gain(d)).collect();
        // Sums of points stay within ±2⁶¹: below this no product leaves 128 bits.
        if weights.iter().sum::<i128>() > 1 << 60 {
            return Err(Refusal::TooLarge);
        }
        let depths = tree.order.len();
        let mut priced = Priced { weights, closed_at: 0, rest: vec![0; depths + 1], best: vec![0; depths] };
        for depth in (0..tree.order.len()).rev() {
            let issue = tree.order[depth];
            let best = allowed[depth].iter().map(|&o| self.worth(&priced, issue, o)).max().unwrap_or(0);
            let joint = self.joint.iter().filter(|(.., at)| *at == depth);
            let joint: i128 = joint.map(|(d, _, v, _)| priced.weights[*d] * i128::from(*v.max(&0))).sum();
            priced.rest[depth] = priced.rest[depth + 1] + best + joint;
            priced.best[depth] = best;
        }
        priced.closed_at = self.closed_at(stated)?;
        Ok(priced)
    }

    fn total(&self, priced: &Priced) -> i128 {
        self.constant(priced) + priced.rest[0]
    }

    fn constant(&self, priced: &Priced) -> i128 {
        self.mandates.iter().zip(&priced.weights).map(|(e, w)| w * i128::from(e.base)).sum()
    }

    fn worth(&self, priced: &Priced, issue: usize, option: usize) -> i128 {
        let points = self.mandates.iter().map(|e| i128::from(e.points[issue][option]));
        points.zip(&priced.weights).map(|(points, w)| points * w).sum()
    }

    /// The greatest `y · u` at which nothing beats the witness.
    fn closed_at(&self, stated: &Multipliers) -> Result<i128, Refusal> {
        let mut floors = 0i128;
        for (y, least) in stated.floors.iter().zip(&self.least).filter(|(y, _)| **y > 0) {
            let least = least.ok_or(Refusal::Shape("it prices a floor that nobody set"))?;
            floors += i128::from(*y) * i128::from(least);
        }
        match self.beat {
            Beat::Product(product) if stated.gains.iter().any(|y| *y > 0) => {
                let fixed: i128 =
                    stated.gains.iter().zip(self.zero).map(|(y, z)| i128::from(*y) * i128::from(*z)).sum();
                Ok(floors
                    + fixed
                    + i128::try_from(self.mean(stated, product)).map_err(|_| Refusal::TooLarge)?)
            }
            Beat::Least(_) if stated.gains.iter().any(|y| *y > 0) => {
                Err(Refusal::Shape("it prices gains where only floors count"))
            }
            // At the floors themselves a package would still do: one less closes.
            _ => Ok(floors - 1),
        }
    }

    /// By the inequality of the means a product above `P` needs `Σ y g > n (P Π y)^(1/n)`: the greatest
    /// whole number not above the right-hand side.
    fn mean(&self, stated: &Multipliers, product: &BigInt) -> BigInt {
        let parties = self.axes as u32;
        let weights: BigUint = stated.gains.iter().map(|y| BigUint::from(y.unsigned_abs())).product();
        let power = BigUint::from(parties).pow(parties) * weights * product.magnitude();
        BigInt::from(power.nth_root(parties))
    }

    /// Whether a complete package beats the witness.
    fn beats(&self, package: &Package) -> bool {
        if !self.problem.honours_linkages(package)
            || !self.members.iter().all(|&m| self.problem.accepts(m, package))
        {
            return false;
        }
        let utilities: Vec<i64> = self.mandates[..self.axes].iter().map(|e| e.utility(package)).collect();
        match self.beat {
            Beat::Least(least) => utilities.iter().zip(least).all(|(u, least)| u >= least),
            Beat::Product(product) => {
                let gains: Vec<i64> = utilities.iter().zip(self.zero).map(|(u, z)| u - z).collect();
                let found: BigInt = gains.iter().map(|gain| BigInt::from(*gain)).product();
                gains.iter().all(|gain| *gain >= 0) && found > *product
            }
        }
    }
}

/// Where the walk is.
struct Walk<'a> {
    setting: &'a Setting<'a>,
    order: &'a [usize],
    most_branches: u64,
    allowed: Vec<Vec<usize>>,
    stages: Vec<Stage>,
    /// Linkages and joint terms decided at each depth.
    forbidden: Vec<Vec<&'a Combination>>,
    joint: Vec<Vec<(usize, &'a Combination, i64)>>,
    chosen: Vec<u32>,
    /// `sums[depth]`: what the options chosen above give each mandate.
    sums: Vec<Vec<i128>>,
    /// `slack[depth][i]`: how far the branch is above what closes it under multipliers `i`.
    slack: Vec<Vec<i128>>,
    branches: u64,
}

impl<'a> Walk<'a> {
    fn new(setting: &'a Setting<'a>, tree: &'a Tree, most_branches: u64) -> Result<Self, Refusal> {
        let allowed = setting.useful_options(tree)?;
        let stages = setting.stages(tree, &allowed)?;
        let depths = tree.order.len();
        let (mut forbidden, mut joint) = (vec![Vec::new(); depths], vec![Vec::new(); depths]);
        setting.forbidden.iter().for_each(|(when, at)| forbidden[*at].push(*when));
        setting.joint.iter().for_each(|(d, when, value, at)| joint[*at].push((*d, *when, *value)));
        let base: Vec<i128> = setting.mandates.iter().map(|e| i128::from(e.base)).collect();
        Ok(Self {
            setting,
            order: &tree.order,
            most_branches,
            allowed,
            stages,
            forbidden,
            joint,
            chosen: vec![0; depths],
            sums: vec![base; depths + 1],
            slack: vec![Vec::new(); depths + 1],
            branches: 0,
        })
    }

    /// Closes everything below the options chosen so far.
    fn branch(&mut self, depth: usize, mut stage: usize) -> Result<(), Refusal> {
        self.count()?;
        let enters = self.stages.get(stage + 1).is_some_and(|next| next.from == depth);
        if depth == 0 || enters {
            stage += usize::from(enters && depth > 0);
            self.enter(depth, stage);
        }
        if self.slack[depth].iter().any(|slack| *slack <= 0) {
            return Ok(());
        }
        if depth == self.order.len() {
            let package = Package(self.chosen.clone());
            return if self.setting.beats(&package) { Err(Refusal::Open(package)) } else { Ok(()) };
        }
        for at in 0..self.allowed[depth].len() {
            self.chosen[self.order[depth]] = self.allowed[depth][at] as u32;
            if self.forbidden[depth].iter().any(|when| when.holds(&self.chosen)) {
                continue;
            }
            if self.descend(depth, stage, at) { self.branch(depth + 1, stage)? } else { self.count()? }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), Refusal> {
        self.branches += 1;
        if self.branches > self.most_branches { Err(Refusal::Branches(self.most_branches)) } else { Ok(()) }
    }

    /// Computes the slack under the multipliers of another stage.
    fn enter(&mut self, depth: usize, stage: usize) {
        let sums = &self.sums[depth];
        let of = |priced: &Priced| {
            let worth: i128 = sums.iter().zip(&priced.weights).map(|(u, w)| u * w).sum();
            worth + priced.rest[depth] - priced.closed_at
        };
        self.slack[depth] = self.stages[stage].priced.iter().map(of).collect();
    }

    /// Takes an option; `false` when some multipliers close it at once.
    fn descend(&mut self, depth: usize, stage: usize, at: usize) -> bool {
        let stage = &self.stages[stage];
        let (above, below) = self.slack.split_at_mut(depth + 1);
        let (slack, next) = (&above[depth], &mut below[0]);
        next.clear();
        for (slack, loss) in slack.iter().zip(&stage.losses[depth][at]) {
            if slack <= loss {
                return false;
            }
            next.push(slack - loss);
        }
        let (above, below) = self.sums.split_at_mut(depth + 1);
        let (sums, after) = (&above[depth], &mut below[0]);
        let (issue, option) = (self.order[depth], self.allowed[depth][at]);
        for ((after, sum), mandate) in after.iter_mut().zip(sums).zip(&self.setting.mandates) {
            *after = sum + i128::from(mandate.points[issue][option]);
        }
        for (d, when, value) in &self.joint[depth] {
            let won = if when.holds(&self.chosen) { *value } else { 0 };
            after[*d] += i128::from(won);
            let missed = i128::from((*value).max(0) - won);
            next.iter_mut().zip(&stage.priced).for_each(|(slack, p)| *slack -= p.weights[*d] * missed);
        }
        true
    }
}
