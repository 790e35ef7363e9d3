//! A course: one arena laid out step by step for the frontier, with what the steps to come can still add.
//!
//! One arena serves every approval rule. What each seat needs is a list of thresholds; seats without
//! which the rule cannot pass set hard floors and strike their red lines, the others are watched: their
//! principals' utilities and their red lines are extra dimensions. A package is counted once, however
//! many coalitions would pass it.

use crate::analysis::{Arena, Block, Effect, Evaluator, Key, Problem, Sweep};
use crate::model::PartialPackage;

use super::{FrontierError, Range, join};

/// Most minimal coalitions a rule may have.
const MOST_COALITIONS: usize = 10_000;

/// Choices a block may have where the usual number leaves too many couplings open.
const LARGER_BLOCKS: [usize; 2] = [4096, 32_768];

/// Tables moved by choices that one step may take; past it most of a step's work is not about points.
const MOST_MOVED: usize = 1 << 15;

/// A utility that no sum reaches.
const NEVER: i64 = i64::MAX;

/// An arena in steps.
pub(super) struct Course {
    pub arena: Arena,
    pub sweep: Sweep,
    pub axes: usize,
    /// Axes, then what else decides acceptance: principals' utilities, red lines of watched seats.
    pub dims: usize,
    pub start: Vec<i64>,
    /// `gains[step][choice * dims + d]`.
    pub gains: Vec<Vec<i64>>,
    /// `most[step][d]`: no more than this can be added from `step` on; one entry more than steps.
    pub most: Vec<Vec<i64>>,
    /// `least[step][d]`: at least this is added from `step` on.
    pub least: Vec<Vec<i64>>,
    /// Where an axis is cut, if it can be; by axis.
    pub cap: Vec<Option<i64>>,
    /// Units that count as 1 on the declared scale; 0 where no slack is possible (red lines).
    pub scale: Vec<i64>,
    pub gate: Gate,
}

/// What the approval rule asks of final sums.
pub(super) struct Gate {
    /// `(dimension, least sum)` that every package needs.
    pub hard: Vec<(usize, i64)>,
    /// Watched seats: all thresholds of one make it accept.
    pub watched: Vec<Vec<(usize, i64)>>,
    /// Minimal sets of watched seats, in bits, that pass the rule with the hard ones.
    pub passing: Vec<u128>,
}

impl Course {
    /// *Errors*: more couplings open at once than can be carried; a rule with too many coalitions.
    pub fn new(problem: &Problem, range: Range) -> Result<Self, FrontierError> {
        let roles = Roles::of(problem, range)?;
        // Where more couplings stay open than can be carried, larger blocks settle them inside.
        let mut laid = Err(FrontierError::Couplings(0));
        for merge in [Arena::MERGE].into_iter().chain(LARGER_BLOCKS) {
            laid = Self::laid(problem, &roles, roles.arena(problem, merge));
            if laid.as_ref().is_ok_and(Self::can_be_carried) {
                return laid;
            }
        }
        laid.and_then(|course| Err(FrontierError::Couplings(course.sweep.widest)))
    }

    /// A course over a changed arena.
    ///
    /// *Errors*: as [`Course::new`].
    pub fn of(
        problem: &Problem,
        range: Range,
        change: impl FnOnce(Arena) -> Arena,
    ) -> Result<Self, FrontierError> {
        let roles = Roles::of(problem, range)?;
        Self::laid(problem, &roles, change(roles.arena(problem, Arena::MERGE)))
    }

    fn laid(problem: &Problem, roles: &Roles, mut arena: Arena) -> Result<Self, FrontierError> {
        let (gate, reds) = roles.gate(problem, &arena);
        let dims = arena.dims() + reds.len();
        let mut scale: Vec<i64> = arena.evaluators.iter().map(|&e| problem.evaluators[e].scale).collect();
        let sweep = if !arena.factors.is_empty() {
            Sweep::new(&arena)?
        } else if join::applies(&arena, dims) {
            arena.blocks = join::joined(&arena.blocks, &order(&arena, &scale));
            Sweep::in_order(&arena, (0..arena.blocks.len()).collect())?
        } else {
            Sweep::in_order(&arena, order(&arena, &scale))?
        };
        scale.resize(dims, 0);
        let mut start = arena.base.clone();
        start.resize(dims, 0);
        let gains = sweep.order.iter().map(|&b| gains(problem, &arena, b, &reds)).collect();
        let mut course = Self {
            axes: arena.axes,
            dims,
            start,
            gains,
            most: Vec::new(),
            least: Vec::new(),
            cap: Vec::new(),
            scale,
            gate,
            sweep,
            arena,
        };
        course.bound();
        Ok(course)
    }

    /// Whether the sets of couplings that can hold together stay few enough for a table each.
    fn can_be_carried(&self) -> bool {
        let mut keys = vec![0];
        for (step, &block) in self.sweep.order.iter().enumerate() {
            let choices = self.arena.blocks[block].len;
            if self.sweep.widest > 0 && keys.len() * choices > MOST_MOVED {
                return false;
            }
            let from = |key: &Key| {
                let key = *key;
                (0..choices).filter_map(move |choice| self.sweep.go(step, key, choice, |_, _| ()))
            };
            keys = keys.iter().flat_map(from).collect();
            keys.sort_unstable();
            keys.dedup();
        }
        true
    }

    /// Number of steps.
    pub fn steps(&self) -> usize {
        self.gains.len()
    }

    fn bound(&mut self) {
        let (steps, dims) = (self.steps(), self.dims);
        self.most = vec![vec![0; dims]; steps + 1];
        self.least = vec![vec![0; dims]; steps + 1];
        let mut closing = vec![(vec![0i64; dims], vec![0i64; dims]); steps];
        let mut at = vec![0; steps];
        self.sweep.order.iter().enumerate().for_each(|(step, &block)| at[block] = step);
        for factor in &self.arena.factors {
            let last = factor.when.iter().map(|(block, _)| at[*block]).max().unwrap_or(0);
            if let Effect::Add { dim, value } = factor.effect {
                closing[last].0[dim] += value.max(0);
                closing[last].1[dim] += value.min(0);
            }
        }
        for step in (0..steps).rev() {
            for d in 0..dims {
                let of = || self.gains[step].iter().skip(d).step_by(dims).copied();
                let (high, low) = (of().max().unwrap_or(0), of().min().unwrap_or(0));
                self.most[step][d] = self.most[step + 1][d] + high + closing[step].0[d];
                self.least[step][d] = self.least[step + 1][d] + low + closing[step].1[d];
            }
        }
        self.cap = (0..self.axes)
            .map(|d| Some(self.arena.cap[d]).filter(|cap| self.start[d] + self.most[0][d] > *cap))
            .collect();
    }
}

/// Which block next, where nothing couples them: any order is right, but tables grow differently.
///
/// With two axes the blocks that matter least come first: the small steps are then taken on short tables.
/// With more the blocks that matter most come first, which leaves better points to cover others early.
fn order(arena: &Arena, scale: &[i64]) -> Vec<usize> {
    let matters = |block: &Block| -> f64 {
        let range = |d: usize| {
            let of = || (0..block.len).map(|choice| block.gain(choice, arena.dims())[d]);
            (of().max().unwrap_or(0) - of().min().unwrap_or(0)) as f64 / scale[d] as f64
        };
        (0..arena.axes).map(range).sum()
    };
    let matters: Vec<f64> = arena.blocks.iter().map(matters).collect();
    let mut order: Vec<usize> = (0..arena.blocks.len()).collect();
    order.sort_by(|&a, &b| matters[a].total_cmp(&matters[b]).then(a.cmp(&b)));
    if arena.axes > 2 {
        order.reverse();
    }
    order
}

fn gains(problem: &Problem, arena: &Arena, block: usize, reds: &[usize]) -> Vec<i64> {
    let block = &arena.blocks[block];
    let width = block.issues.len();
    let mut gains = Vec::with_capacity(block.len * (arena.dims() + reds.len()));
    for choice in 0..block.len {
        gains.extend_from_slice(block.gain(choice, arena.dims()));
        let options = &block.options[choice * width..(choice + 1) * width];
        let crosses = |e: &usize| {
            let red = &problem.evaluators[*e].red;
            block.issues.iter().zip(options).any(|(&issue, &option)| red[issue][option as usize])
        };
        gains.extend(reds.iter().map(|&s| -i64::from(problem.seats[s].must.iter().any(crosses))));
    }
    gains
}

/// What each seat is to the approval rule.
struct Roles {
    /// Seats without which it cannot pass.
    hard: Vec<usize>,
    /// Other seats whose acceptance can decide.
    watched: Vec<usize>,
    /// Sets of watched seats, in bits, that pass the rule with the hard ones.
    passing: Vec<u128>,
}

impl Roles {
    fn of(problem: &Problem, range: Range) -> Result<Self, FrontierError> {
        match range {
            Range::Zone => Self::new(problem),
            Range::All => Ok(Self { hard: Vec::new(), watched: Vec::new(), passing: vec![0] }),
        }
    }

    fn arena(&self, problem: &Problem, merge: usize) -> Arena {
        let open = PartialPackage::open(problem.options.len());
        Arena::watching(problem, &self.hard, &self.watched, &open, merge)
    }

    fn new(problem: &Problem) -> Result<Self, FrontierError> {
        let coalitions = problem.coalitions(MOST_COALITIONS).ok_or(FrontierError::Rule)?;
        let asks = |e: &Evaluator| e.reservation.is_some() || e.red.iter().flatten().any(|red| *red);
        let conditional = |s: usize| problem.seats[s].must.iter().any(|&e| asks(&problem.evaluators[e]));
        let named = |s: usize| coalitions.iter().filter(|members| members.contains(&s)).count();
        let seats = (0..problem.seats.len()).filter(|&s| conditional(s) && named(s) > 0);
        let (hard, watched): (Vec<usize>, Vec<usize>) = seats.partition(|&s| named(s) == coalitions.len());
        if watched.len() > u128::BITS as usize {
            return Err(FrontierError::Rule);
        }
        let bits = |members: &Vec<usize>| {
            (0..watched.len()).filter(|&w| members.contains(&watched[w])).fold(0, |set, w| set | 1 << w)
        };
        let mut passing: Vec<u128> = coalitions.iter().map(bits).collect();
        passing.sort_unstable_by_key(|set| (set.count_ones(), *set));
        passing.dedup();
        Ok(Self { hard, watched, passing })
    }

    /// The thresholds, and the watched seats whose red lines need a dimension of their own.
    fn gate(&self, problem: &Problem, arena: &Arena) -> (Gate, Vec<usize>) {
        let mut reds = Vec::new();
        let hard = self.hard.iter().flat_map(|&s| thresholds(problem, arena, s)).collect();
        let mut watched = Vec::new();
        for &s in &self.watched {
            let mut needs = thresholds(problem, arena, s);
            let crossed =
                |e: &usize| problem.evaluators[*e].red.iter().any(|options| options.contains(&true));
            if problem.seats[s].must.iter().any(crossed) {
                needs.push((arena.dims() + reds.len(), 0));
                reds.push(s);
            }
            watched.push(needs);
        }
        (Gate { hard, watched, passing: self.passing.clone() }, reds)
    }
}

fn thresholds(problem: &Problem, arena: &Arena, seat: usize) -> Vec<(usize, i64)> {
    let threshold = |e: &usize| {
        let evaluator = &problem.evaluators[*e];
        let least = evaluator.reservation?;
        let same = |d: &usize| problem.evaluators[*d].same_utility(evaluator);
        let own = arena.evaluators.iter().position(|d| d == e);
        let dim = own.or_else(|| arena.evaluators.iter().position(same))?;
        Some((dim, if evaluator.capped(least) < least { NEVER } else { least }))
    };
    problem.seats[seat].must.iter().filter_map(threshold).collect()
}
