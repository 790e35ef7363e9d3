//! Branch and bound in layers: all states that decided the same steps move on together; equal states
//! are merged; layers that grow too large are worked off in pieces, depth first.

use super::aim::Aim;
use super::dual::Cut;
use super::layer::{Layer, Node, Twins, packages};
use super::lens::{Budgets, LANES, Lens, Rooms, spend};
use super::range::Range;
use super::records::Records;
use super::space::Space;
use super::tail::Tail;
use super::tally::Tally;
use super::target::{Target, probe};
use crate::analysis::{Meter, Stopped};
use std::rc::Rc;

/// A search over one region.
pub(super) struct Search<'a> {
    pub range: &'a Range<'a>,
    /// Position of the region.
    pub region: usize,
    pub space: &'a Space<'a>,
    pub aim: &'a Aim,
    pub meter: &'a Meter<'a>,
    /// A point of the hull whose gains are a good start for tangents.
    pub hint: Vec<f64>,
    pub merging: bool,
    pub target: Target,
    pub records: &'a mut Records,
    pub trail: Vec<Node>,
    /// Cuts for the whole region, the sharpest first; at least one.
    pub root_cuts: Vec<Cut>,
    /// The last steps as a table, once it was worth building.
    pub tail: Option<Rc<Tail>>,
    /// Where the tail starts, once that was decided.
    pub tail_at: Option<usize>,
    /// Most states held at once.
    pub largest: usize,
}

/// A layer with more states than this is worked off in pieces.
const LARGEST_LAYER: usize = 1 << 15;
/// States of a piece.
const PIECE: usize = 1 << 12;
/// New cuts are sought when a layer has this many states and has trebled since the last time.
const WORTH_CUTTING: usize = 192;
/// The table of the last steps is built for a layer with this many states.
const WORTH_A_TAIL: usize = 256;
/// States that a walk for the cuts of a certificate keeps of each layer.
const THINNED: usize = 384;
/// States looked at to find new cuts.
const SAMPLES: usize = 48;

impl<'a> Search<'a> {
    /// A search of one region that has met nothing yet.
    pub(super) fn new(
        range: &'a Range<'a>,
        region: usize,
        space: &'a Space<'a>,
        (aim, target): (&'a Aim, Target),
        meter: &'a Meter<'a>,
        records: &'a mut Records,
    ) -> Self {
        Self {
            range,
            region,
            space,
            aim,
            meter,
            hint: Vec::new(),
            merging: false,
            target,
            records,
            trail: Vec::new(),
            root_cuts: Vec::new(),
            tail: None,
            tail_at: None,
            largest: 0,
        }
    }

    /// Cuts for a whole tree, by the depth they are used from: new ones where a thinned-out walk through
    /// the layers finds the old ones wearing off.
    pub(super) fn stages<T: Tally>(
        &mut self,
        start: Layer<T>,
        cuts: &[Cut],
    ) -> Result<Vec<(usize, Vec<Cut>)>, Stopped> {
        let mut stages = vec![(0, cuts.to_vec())];
        let (mut layer, mut lens) = self.look(&start, 0, cuts);
        let apart = (self.space.steps.len() / 10).max(2);
        for depth in 0..self.space.steps.len() {
            let fresh = stages.last().map_or(0, |(at, _)| *at);
            if layer.len() >= WORTH_CUTTING && depth >= fresh + apart && self.space.steps.len() > depth + 3 {
                let cuts = self.sharpen(&layer, depth, &lens);
                (layer, lens) = self.look(&layer, depth, &cuts);
                stages.push((depth, cuts));
            }
            layer = self.advance(&layer, depth, &lens)?;
            if layer.len() > THINNED {
                let kept = (0..THINNED).map(|i| (2 * i + 1) * layer.len() / (2 * THINNED));
                let mut thin = layer.pick(kept.clone(), self.space.dims());
                thin.budgets = kept.map(|state| layer.budgets[state]).collect();
                layer = thin;
            }
        }
        Ok(stages)
    }

    /// Works off all packages below the states of a layer after `depth` steps.
    ///
    /// *Errors*: the budget ended; the records hold what was met so far.
    pub(super) fn explore<T: Tally>(
        &mut self,
        layer: Layer<T>,
        depth: usize,
        cuts: &[Cut],
    ) -> Result<(), Stopped> {
        let mark = self.trail.len();
        let (mut layer, mut lens) = self.look(&layer, depth, cuts);
        let (mut depth, mut cut_at) = (depth, layer.len());
        while depth < self.space.steps.len() && layer.len() > 0 {
            self.largest = self.largest.max(layer.len());
            if self.tail_starts(depth, layer.len()) {
                return self.join(&layer, mark);
            }
            if layer.len() > LARGEST_LAYER {
                self.in_pieces(&layer, depth, &lens.cuts)?;
                self.trail.truncate(mark);
                return Ok(());
            }
            let rest = self.space.steps.len() - depth;
            if layer.len() >= WORTH_CUTTING && layer.len() >= 3 * cut_at && rest > 3 {
                let cuts = self.sharpen(&layer, depth, &lens);
                (layer, lens) = self.look(&layer, depth, &cuts);
                cut_at = layer.len();
                continue;
            }
            layer = self.advance(&layer, depth, &lens)?;
            depth += 1;
        }
        for state in 0..layer.len() {
            let sums = layer.sums(state, self.space.dims());
            self.close(sums, layer.trail[state], &[], &layer.tally[state]);
        }
        self.trail.truncate(mark);
        Ok(())
    }

    fn in_pieces<T: Tally>(&mut self, layer: &Layer<T>, depth: usize, cuts: &[Cut]) -> Result<(), Stopped> {
        let dims = self.space.dims();
        let states: Vec<usize> = (0..layer.len()).collect();
        for piece in states.chunks(PIECE) {
            self.explore(layer.pick(piece.iter().copied(), dims), depth, cuts)?;
        }
        Ok(())
    }

    /// Lays out cuts for a layer and drops the states they close.
    fn look<T: Tally>(&self, layer: &Layer<T>, depth: usize, cuts: &[Cut]) -> (Layer<T>, Lens) {
        let dims = self.space.dims();
        let mut lens = Lens::new(self.space, self.aim, &self.target, depth, cuts);
        let rooms: Vec<Rooms> =
            (0..layer.len()).map(|state| lens.room(&self.space.real(layer.sums(state, dims)))).collect();
        let open = |room: &Rooms| room.iter().all(|room| *room >= 0.0);
        let alive: Vec<usize> = (0..layer.len()).filter(|&state| open(&rooms[state])).collect();
        let mut largest = [0.0f64; LANES];
        for &state in &alive {
            largest.iter_mut().zip(&rooms[state]).for_each(|(most, room)| *most = most.max(*room));
        }
        lens.calibrate(self.space, &largest);
        let mut kept = layer.pick(alive.iter().copied(), dims);
        kept.budgets = alive.iter().map(|&state| lens.budgets(&rooms[state])).collect();
        (kept, lens)
    }

    /// All successors of a layer that no cut closes.
    fn advance<T: Tally>(
        &mut self,
        layer: &Layer<T>,
        depth: usize,
        lens: &Lens,
    ) -> Result<Layer<T>, Stopped> {
        let step = &self.space.steps[depth];
        self.meter.spend((layer.len() * step.len) as u64)?;
        let mut next = Layer::empty();
        let mut twins = self.merging.then(Twins::new);
        let losses = lens.losses(depth);
        let plain = !self.space.keyed;
        for state in 0..layer.len() {
            for (choice, loss) in losses.iter().enumerate() {
                let mut budgets = layer.budgets[state];
                if !spend(&mut budgets, loss) {
                    continue;
                }
                if plain {
                    self.push(&mut next, &mut twins, layer, (state, depth, choice), budgets, None);
                } else {
                    self.push_keyed(&mut next, &mut twins, layer, (state, depth, choice), budgets, lens);
                }
            }
        }
        self.meter.hold(next.len() + self.trail.len())?;
        Ok(next)
    }

    fn push_keyed<T: Tally>(
        &mut self,
        next: &mut Layer<T>,
        twins: &mut Option<Twins>,
        layer: &Layer<T>,
        (state, depth, choice): (usize, usize, usize),
        mut budgets: Budgets,
        lens: &Lens,
    ) {
        let step = &self.space.steps[depth];
        let (open, crossed) = layer.keys[state];
        let mut added = vec![0i64; self.space.dims()];
        let member = step.members[choice][0] as usize;
        let Some(open) = self.space.sweep.go(depth, open, member, |dim, value| added[dim] += value) else {
            return;
        };
        if self.space.closes[depth] {
            let (now, then) = (&self.space.bonus[depth], &self.space.bonus[depth + 1]);
            let missed: Vec<f64> =
                now.iter().zip(then).zip(self.space.real(&added)).map(|((a, b), won)| a - b - won).collect();
            lens.charge(&mut budgets, &missed);
            if budgets.iter().any(|b| *b < 0) {
                return;
            }
        }
        let key = (open, crossed | step.crossed[choice]);
        self.push(next, twins, layer, (state, depth, choice), budgets, Some((key, &added)));
    }

    fn push<T: Tally>(
        &mut self,
        next: &mut Layer<T>,
        twins: &mut Option<Twins>,
        layer: &Layer<T>,
        (state, depth, choice): (usize, usize, usize),
        budgets: Budgets,
        keyed: Option<((crate::analysis::Key, u128), &[i64])>,
    ) {
        let dims = self.space.dims();
        let step = &self.space.steps[depth];
        let from = next.sums.len();
        let gains = &step.gains[choice * dims..(choice + 1) * dims];
        next.sums.extend(layer.sums(state, dims).iter().zip(gains).map(|(sum, gain)| sum + gain));
        if let Some((_, added)) = keyed {
            next.sums[from..].iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
        }
        let times = step.members[choice].len();
        let node = self.trail.len() as u32;
        let mut entry =
            Node { parent: layer.trail[state], choice: choice as u32, twin: super::layer::NOWHERE };
        if let Some(twins) = twins {
            let sums = next.sums.split_off(from);
            if let Some(known) = twins.find(next, &sums, keyed.map(|(key, _)| key)) {
                let first = next.trail[known];
                entry.twin = self.trail[first as usize].twin;
                self.trail[first as usize].twin = node;
                self.trail.push(entry);
                next.tally[known].add(&layer.tally[state], times);
                return;
            }
            next.sums.extend(sums);
        }
        self.trail.push(entry);
        next.trail.push(node);
        next.budgets.push(budgets);
        let mut tally = T::of(0);
        tally.add(&layer.tally[state], times);
        next.tally.push(tally);
        if let Some((key, _)) = keyed {
            next.keys.push(key);
        }
    }

    /// Whether the rest of the steps are worth taking at once from here; builds the table when the
    /// first layer large enough comes by.
    fn tail_starts(&mut self, depth: usize, states: usize) -> bool {
        if self.merging
            || matches!(self.aim, Aim::Product { .. })
            || self.tail_at.is_some_and(|at| at != depth)
        {
            return false;
        }
        if let Some(tail) = &self.tail {
            return tail.from == depth;
        }
        if states < WORTH_A_TAIL || self.tail_at.is_some() {
            return false;
        }
        let tail = Tail::new(self.space, self.aim, &self.target, &self.root_cuts);
        // Without a table no depth is right.
        self.tail_at = Some(tail.as_ref().map_or(usize::MAX, |tail| tail.from));
        self.tail = tail.map(Rc::new);
        self.tail_at == Some(depth)
    }

    /// Joins every state with the table of the last steps.
    fn join<T: Tally>(&mut self, layer: &Layer<T>, mark: usize) -> Result<(), Stopped> {
        let Some(tail) = self.tail.clone() else { return Ok(()) };
        let dims = self.space.dims();
        for state in 0..layer.len() {
            let sums = layer.sums(state, dims);
            let mut found: Vec<usize> = Vec::new();
            let cut = &self.root_cuts[0];
            let real = self.space.real(sums);
            let steps = tail.join(self.space, self.aim, &self.target, cut, &real, &mut |combination| {
                found.push(combination)
            });
            self.meter.spend(steps + found.len() as u64)?;
            for combination in found {
                let gains = tail.gains(combination, dims);
                let whole: Vec<i64> = sums.iter().zip(gains).map(|(sum, gain)| sum + gain).collect();
                let choices = tail.choices(combination);
                let alike = choices.iter().zip(&self.space.steps[tail.from..]);
                let times: usize = alike.map(|(c, step)| step.members[*c as usize].len()).product();
                let mut tally = T::of(0);
                tally.add(&layer.tally[state], times);
                self.close(&whole, layer.trail[state], choices, &tally);
            }
        }
        self.trail.truncate(mark);
        Ok(())
    }

    /// Takes in a state that decided every step.
    fn close<T: Tally>(&mut self, sums: &[i64], node: u32, last: &[u32], tally: &T) {
        let space = self.space;
        let utilities: Vec<i64> = sums.iter().zip(&space.arena.cap).map(|(sum, cap)| *sum.min(cap)).collect();
        let least = &self.target.least;
        if !utilities.iter().zip(least).all(|(u, least)| u >= least) {
            return;
        }
        let trail = &self.trail;
        let list = |limit: usize| packages(space, trail, node, last, limit);
        if self.region > 0 && list(1).first().is_some_and(|p| self.range.seen_before(self.region, p)) {
            return;
        }
        self.records.offer(self.aim, &utilities, &tally.big(), &list);
        let best = &self.records.best.utilities;
        if *best == utilities {
            self.target.rise(space, self.aim, &utilities);
        }
    }

    /// New cuts for a layer: multipliers that close many of a sample of its states, then the old ones
    /// that leave the least room.
    fn sharpen<T: Tally>(&self, layer: &Layer<T>, depth: usize, lens: &Lens) -> Vec<Cut> {
        let dims = self.space.dims();
        let count = SAMPLES.min(layer.len());
        let samples: Vec<Vec<f64>> = (0..count)
            .map(|i| self.space.real(layer.sums((2 * i + 1) * layer.len() / (2 * count), dims)))
            .collect();
        let mut pool: Vec<Cut> = Vec::new();
        for sample in &samples {
            let at = (depth, sample.as_slice());
            let solved = probe(self.space, self.aim, &self.target, at, &self.hint, &mut |_, _| ());
            pool.push(solved.cut);
        }
        pool.extend(lens.cuts.iter().cloned());
        let rooms: Vec<Vec<f64>> = pool
            .chunks(LANES)
            .flat_map(|cuts| {
                let lens = Lens::new(self.space, self.aim, &self.target, depth, cuts);
                let by_sample: Vec<Rooms> = samples.iter().map(|s| lens.room(s)).collect();
                (0..cuts.len()).map(|c| by_sample.iter().map(|room| room[c]).collect()).collect::<Vec<_>>()
            })
            .collect();
        cover(&rooms).into_iter().map(|at| pool[at].clone()).collect()
    }
}

/// Chooses cuts greedily: always the one that closes the most samples still open; when none closes
/// any, those with the least room on average relative to their typical room.
fn cover(rooms: &[Vec<f64>]) -> Vec<usize> {
    let samples = rooms.first().map_or(0, Vec::len);
    let mut open = vec![true; samples];
    let mut chosen: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..rooms.len()).collect();
    while chosen.len() < LANES && !left.is_empty() {
        let closes = |&cut: &usize| (0..samples).filter(|&s| open[s] && rooms[cut][s] < 0.0).count();
        let Some(at) = (0..left.len()).max_by_key(|&at| (closes(&left[at]), std::cmp::Reverse(at))) else {
            break;
        };
        if closes(&left[at]) == 0 {
            break;
        }
        let cut = left.remove(at);
        open.iter_mut().zip(&rooms[cut]).for_each(|(open, room)| *open &= *room >= 0.0);
        chosen.push(cut);
    }
    let tightness = |&cut: &usize| {
        let row = &rooms[cut];
        row.iter().map(|room| room.max(0.0)).sum::<f64>()
    };
    left.sort_by(|a, b| tightness(a).total_cmp(&tightness(b)).then(a.cmp(b)));
    chosen.extend(left.into_iter().take(LANES - chosen.len()));
    chosen
}
