//! The maximisers of an aim over a range: bound, start, fix, order, search, region after region.

use super::aim::{Aim, Score};
use super::climb::{Found, climb};
use super::dual::Cut;
use super::layer::Layer;
use super::lens::{LANES, Lens};
use super::logarithm::{exp, ln};
use super::range::{Range, Region};
use super::records::{Record, Records};
use super::search::Search;
use super::space::{Space, Step};
use super::tally::Tally;
use super::target::{Target, probe};
use crate::analysis::{Effect, Meter, Stopped};
use num_bigint::BigUint;

/// What a maximisation found.
pub(super) struct Maximum {
    /// The best packages met, with their number.
    pub records: Records,
    /// Why it ended early, if it did: then the records are what was met so far.
    pub stopped: Option<Stopped>,
    /// Upper bound of the best value: the least quotient, the geometric mean of gains on the declared
    /// scales, or the sum in the scale of its greatest weight. Negative infinity for an empty range.
    pub bound: f64,
    /// Most states held at once.
    pub largest: usize,
}

/// Everything that best fulfils the aim.
///
/// *Exactness*: exact unless `stopped`; scores and ties are compared in whole numbers.
pub(super) fn maximise(range: &Range<'_>, aim: &Aim, meter: &Meter<'_>, limit: usize) -> Maximum {
    let mut maximum =
        Maximum { records: Records::new(limit), stopped: None, bound: f64::NEG_INFINITY, largest: 0 };
    let mut best_known: Option<Found> = None;
    for at in 0..range.regions.len() {
        if let Err(stopped) = in_region(range, at, aim, meter, &mut maximum, &mut best_known) {
            maximum.stopped = Some(stopped);
        }
    }
    // A search cut short, or one for better packages only, may not come back to where it started.
    let strictly = matches!(aim, Aim::Sum { only: Some(_), .. });
    if let (true, Some(known)) = (strictly || maximum.stopped.is_some(), best_known) {
        let mut started = Records::new(limit);
        started.offer(aim, &known.utilities, &1u32.into(), &|_| vec![known.package.clone()]);
        keep_better(&mut maximum.records.best, started.best);
        keep_better(&mut maximum.records.least, started.least);
    }
    maximum
}

fn in_region(
    range: &Range<'_>,
    at: usize,
    aim: &Aim,
    meter: &Meter<'_>,
    maximum: &mut Maximum,
    best_known: &mut Option<Found>,
) -> Result<(), Stopped> {
    let region = &range.regions[at];
    if region.arena.is_barren() {
        return Ok(());
    }
    let scale: Vec<i64> =
        region.arena.evaluators.iter().map(|&e| range.problem.evaluators[e].scale).collect();
    // Until the root is bounded nothing is: a search that ends before then proves nothing.
    let bound = std::mem::replace(&mut maximum.bound, f64::INFINITY);
    let mut space = Space::new(region, &scale).ok_or(Stopped::Points)?;
    let mut target = Target::floors(&space);
    at_least_the_least(&space, &mut target);
    if let Some(known) = best_known {
        target.rise(&space, aim, &known.utilities);
    }
    let root = Root::new(&space, aim, &mut target, best_known, meter)?;
    maximum.bound = bound;
    let Some(root) = root else { return Ok(()) };
    maximum.bound = bound.max(root.bound(&space, aim, &target));
    let mut run = Run { range, at, aim, meter, root: &root, largest: &mut maximum.largest };
    let result = run.search(&mut space, region, target, &mut maximum.records);
    let record = &maximum.records.best;
    if let (Some(score), Some(package)) = (&record.score, record.packages.first())
        && best_known.as_ref().is_none_or(|known| aim.score(&known.utilities) <= *score)
    {
        *best_known = Some(Found { utilities: record.utilities.clone(), package: package.clone() });
    }
    result
}

/// A region ready to be searched for what is at least as good as a known package.
pub(super) struct Prepared<'a> {
    pub space: Space<'a>,
    pub target: Target,
    /// A point of the hull with good gains.
    pub hint: Vec<f64>,
    /// The sharpest multipliers.
    pub cuts: Vec<Cut>,
    /// Whether they close the region at once.
    pub closed: bool,
}

/// Lays out a region with blocks in the order of a search; `None` when a block has no choice left.
pub(super) fn prepare<'a>(
    range: &'a Range<'a>,
    at: usize,
    aim: &Aim,
    known: &[i64],
    meter: &Meter<'_>,
) -> Result<Option<Prepared<'a>>, Stopped> {
    let region = &range.regions[at];
    if region.arena.is_barren() {
        return Ok(None);
    }
    let scale: Vec<i64> =
        region.arena.evaluators.iter().map(|&e| range.problem.evaluators[e].scale).collect();
    let mut space = Space::new(region, &scale).ok_or(Stopped::Points)?;
    let mut target = Target::floors(&space);
    at_least_the_least(&space, &mut target);
    let floors = target.clone();
    // A product of 0 is beaten by any package with all gains above 0: floors alone.
    let worthless = matches!(aim, Aim::Product { zero } if known.iter().zip(zero).any(|(u, z)| u <= z));
    if !worthless {
        target.rise(&space, aim, known);
    }
    let mut root = Root { cuts: Vec::new(), margin: f64::INFINITY, hint: vec![1.0; space.dims()] };
    root.probe(&space, aim, &floors);
    root.probe(&space, aim, &target);
    let closed = root.closed(&space, aim, &target);
    let cuts: Vec<Cut> = root.cuts.iter().take(LANES).map(|(_, cut)| cut.clone()).collect();
    if !closed {
        let mut largest = 0;
        let run = Run { range, at, aim, meter, root: &root, largest: &mut largest };
        let fixed = run.fix(&space.steps.clone(), &space, &target);
        space.reorder(region, fixed).ok_or(Stopped::Points)?;
    }
    let closed = closed || space.steps.iter().any(|step| step.len == 0);
    Ok(Some(Prepared { space, target, hint: root.hint, cuts, closed }))
}

/// Every floor is at least what no package falls below: so rows always have a right-hand side.
fn at_least_the_least(space: &Space<'_>, target: &mut Target) {
    let dims = space.dims();
    for d in 0..dims {
        let lowest = |step: &Step| step.gains.iter().skip(d).step_by(dims).min().copied().unwrap_or(0);
        let malus = space.arena.factors.iter().filter_map(|factor| match factor.effect {
            Effect::Add { dim, value } if dim == d => Some(value.min(0)),
            _ => None,
        });
        let least = space.arena.base[d] + space.steps.iter().map(lowest).sum::<i64>() + malus.sum::<i64>();
        target.least[d] = target.least[d].max(least.min(space.arena.cap[d]));
    }
}

/// What is known before anything is decided.
struct Root {
    /// Every multiplier tried with its margin, the sharpest first.
    cuts: Vec<(f64, Cut)>,
    margin: f64,
    /// A point of the hull with good gains.
    hint: Vec<f64>,
}

impl Root {
    /// `None` when the region holds nothing that reaches the target.
    fn new(
        space: &Space<'_>,
        aim: &Aim,
        target: &mut Target,
        best_known: &mut Option<Found>,
        meter: &Meter<'_>,
    ) -> Result<Option<Self>, Stopped> {
        meter.spend(1)?;
        let mut root = Self { cuts: Vec::new(), margin: f64::INFINITY, hint: Vec::new() };
        let floors = Target { least: target.least.clone(), objective: None };
        root.hint = space.real(aim.zero()).iter().map(|_| 1.0).collect();
        root.probe(space, aim, &floors);
        if root.margin < 0.0 && root.closed(space, aim, &floors) {
            return Ok(None);
        }
        let top = root.bound(space, aim, &floors);
        if let Some(found) = climb(space, aim, &root.starts(), top) {
            let better = best_known
                .as_ref()
                .is_none_or(|known| aim.score(&found.utilities) > aim.score(&known.utilities));
            target.rise(space, aim, &found.utilities);
            if better {
                *best_known = Some(found);
            }
        }
        root.probe(space, aim, target);
        Ok((!(root.margin < 0.0 && root.closed(space, aim, target))).then_some(root))
    }

    fn probe(&mut self, space: &Space<'_>, aim: &Aim, target: &Target) {
        let base = space.real(&space.arena.base);
        let mut tried = Vec::new();
        let mut visit = |margin: f64, cut: &Cut| tried.push((margin, cut.clone()));
        let solved = probe(space, aim, target, (0, &base), &self.hint, &mut visit);
        self.margin = solved.margin;
        let gains: Vec<f64> =
            solved.point.iter().zip(space.real(aim.zero())).map(|(u, z)| (u - z).max(1e-3)).collect();
        self.hint = gains;
        tried.sort_by(|a, b| a.0.total_cmp(&b.0));
        tried.dedup_by(|a, b| a.1 == b.1);
        self.cuts = tried;
        if self.cuts.is_empty() {
            self.cuts.push((solved.margin, solved.cut));
        }
    }

    /// Whether a cut closes everything, rounding room included.
    fn closed(&self, space: &Space<'_>, aim: &Aim, target: &Target) -> bool {
        let cuts: Vec<Cut> = self.cuts.iter().take(LANES).map(|(_, cut)| cut.clone()).collect();
        let lens = Lens::new(space, aim, target, 0, &cuts);
        lens.room(&space.real(&space.arena.base)).iter().any(|room| *room < 0.0)
    }

    /// Cuts whose best packages are worth a climb.
    fn starts(&self) -> Vec<(f64, Cut)> {
        self.cuts.iter().take(6).cloned().collect()
    }

    /// Upper bound in the measure of the aim.
    fn bound(&self, space: &Space<'_>, aim: &Aim, target: &Target) -> f64 {
        let of = |(margin, cut): &(f64, Cut)| match aim {
            Aim::Leximin { zero, .. } => {
                let above = |d: usize| (target.least[d] - zero[d]) as f64 * space.unit[d] * cut.floors[d];
                margin + (0..zero.len()).map(above).sum::<f64>()
            }
            Aim::Sum { .. } => target.objective.map_or(f64::INFINITY, |sum| sum + margin),
            Aim::Product { zero } => target.objective.map_or(f64::INFINITY, |mean| {
                let logs: f64 = cut.objective[..zero.len()].iter().map(|w| ln(*w)).sum();
                mean + margin / (zero.len() as f64 * exp(logs / zero.len() as f64))
            }),
        };
        self.cuts.iter().map(of).filter(|b| !b.is_nan()).fold(f64::INFINITY, f64::min)
    }
}

/// The search of one region.
struct Run<'a, 'b> {
    range: &'a Range<'a>,
    at: usize,
    aim: &'a Aim,
    meter: &'a Meter<'a>,
    root: &'a Root,
    largest: &'b mut usize,
}

/// Fractions of the gap that a max-min search dares to leave out at first.
const DARING: [f64; 6] = [0.3, 0.4, 0.5, 0.62, 0.75, 0.88];
/// Below this many packages (as a power of two) daring does not pay.
const SMALL: f64 = 18.0;

impl Run<'_, '_> {
    fn search(
        &mut self,
        space: &mut Space<'_>,
        region: &Region,
        target: Target,
        records: &mut Records,
    ) -> Result<(), Stopped> {
        let steps = space.steps.clone();
        let whole = self.fix(&steps, space, &target);
        let size: f64 = whole.iter().map(|step| (step.len as f64).log2()).sum();
        if let Aim::Leximin { zero, scale } = self.aim
            && size > SMALL
        {
            for share in DARING {
                let mut daring = target.clone();
                let lift = (1.0 - share) * self.root.margin;
                for (d, (zero, scale)) in zero.iter().zip(scale).enumerate() {
                    let least = (target.least[d] - zero) as f64 + lift * *scale as f64;
                    daring.least[d] = daring.least[d].max(zero + least.floor() as i64);
                }
                let mut found = Records::new(records.limit);
                let result = self.once(space, region, &steps, daring.clone(), &mut found);
                if result.is_err() {
                    merge(records, found);
                    return result;
                }
                if self.is_conclusive(&daring, &found.best) {
                    merge(records, found);
                    return Ok(());
                }
            }
        }
        self.once(space, region, &steps, target, records)
    }

    /// Whether everything at least as good as what was found was searched.
    fn is_conclusive(&self, daring: &Target, found: &Record) -> bool {
        let least = found.score.as_ref().and_then(Aim::least);
        least.is_some_and(|least| {
            self.aim.utilities_for(least).iter().zip(&daring.least).all(|(need, dared)| need >= dared)
        })
    }

    fn once(
        &mut self,
        space: &mut Space<'_>,
        region: &Region,
        steps: &[Step],
        target: Target,
        records: &mut Records,
    ) -> Result<(), Stopped> {
        let fixed = self.fix(steps, space, &target);
        let size: f64 = fixed.iter().map(|step| (step.len as f64).log2()).sum();
        space.reorder(region, fixed).ok_or(Stopped::Points)?;
        if space.steps.iter().any(|step| step.len == 0) {
            return Ok(());
        }
        let members = space.steps.iter().map(|step| step.members.iter().map(Vec::len).sum::<usize>());
        let packages: f64 = members.map(|n| (n as f64).log2()).sum();
        let cuts: Vec<Cut> = self.root.cuts.iter().take(LANES).map(|(_, cut)| cut.clone()).collect();
        let aim = (self.aim, target);
        let mut search = Search::new(self.range, self.at, space, aim, self.meter, records);
        search.hint = self.root.hint.clone();
        search.merging = distinct(space) < size;
        search.root_cuts = cuts.clone();
        if packages < 126.0 {
            self.explore::<u128>(search, &cuts)
        } else {
            self.explore::<BigUint>(search, &cuts)
        }
    }

    fn explore<T: Tally>(&mut self, mut search: Search<'_>, cuts: &[Cut]) -> Result<(), Stopped> {
        let result = search.explore(Layer::<T>::start(search.space), 0, cuts);
        *self.largest = (*self.largest).max(search.largest);
        result
    }

    /// Drops choices that no package reaching the target takes; puts coupled blocks first, then those
    /// with the fewest choices that cost little; cheap choices first.
    fn fix(&self, steps: &[Step], space: &Space<'_>, target: &Target) -> Vec<Step> {
        let mut probe = Space {
            arena: space.arena,
            sweep: space.sweep.clone(),
            steps: steps.to_vec(),
            unit: space.unit.clone(),
            bonus: space.bonus.clone(),
            closes: space.closes.clone(),
            free_from: space.free_from,
            keyed: space.keyed,
        };
        let base = probe.real(&probe.arena.base);
        let cuts: Vec<Cut> = self.root.cuts.iter().map(|(_, cut)| cut.clone()).collect();
        let mut easy = vec![0.0; steps.len()];
        for (group, cuts) in cuts.chunks(LANES).take(8).enumerate() {
            let mut lens = Lens::new(&probe, self.aim, target, 0, cuts);
            let room = lens.room(&base);
            lens.calibrate(&probe, &room);
            let budgets = lens.budgets(&room);
            let dims = probe.arena.dims();
            for (at, (step, easy)) in probe.steps.iter_mut().zip(&mut easy).enumerate() {
                let losses = lens.losses(at);
                let fits =
                    |&c: &usize| budgets.iter().zip(&losses[c]).all(|(budget, loss)| budget - loss >= 0);
                let mut kept: Vec<usize> = (0..step.len).filter(fits).collect();
                if group == 0 {
                    kept.sort_by_key(|&c| (losses[c][0], c));
                    let cheap = |&c: &usize| 1.0 - f64::from(losses[c][0]) / f64::from(budgets[0].max(1));
                    *easy = kept.iter().map(cheap).sum();
                }
                step.keep(&kept, dims);
            }
        }
        let mut coupled = vec![false; steps.len()];
        let factors = space.arena.factors.iter().flat_map(|factor| &factor.when);
        factors.for_each(|(block, _)| coupled[*block] = true);
        let mut order: Vec<usize> = (0..steps.len()).collect();
        let rank = |at: usize| if coupled[steps[at].block] { -1.0 } else { easy[at] };
        order.sort_by(|&a, &b| rank(a).total_cmp(&rank(b)).then(a.cmp(&b)));
        order.into_iter().map(|at| probe.steps[at].clone()).collect()
    }
}

fn keep_better(known: &mut Record, new: Record) {
    if known.score.as_ref().is_none_or(|score| new.score.as_ref().is_some_and(|new| new > score)) {
        *known = new;
    }
}

/// Adds what another search of other packages found.
fn merge(records: &mut Records, found: Records) {
    let limit = records.limit;
    for (known, new) in [(&mut records.best, found.best), (&mut records.least, found.least)] {
        let Some(score) = new.score else { continue };
        match known.score.as_ref().map(|k| score.cmp(k)) {
            Some(std::cmp::Ordering::Less) => {}
            Some(std::cmp::Ordering::Equal) => {
                known.count += new.count;
                known.packages.extend(new.packages);
                known.packages.truncate(limit);
            }
            _ => *known = Record { score: Some(score), ..new },
        }
    }
}

/// How many different vectors of sums there can be, as a power of two.
fn distinct(space: &Space<'_>) -> f64 {
    let dims = space.dims();
    let gcd = |mut a: u64, mut b: u64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let of_dim = |d: usize| {
        let (mut common, mut width) = (0u64, 0u64);
        for step in &space.steps {
            let column: Vec<i64> = step.gains.iter().skip(d).step_by(dims).copied().collect();
            let (least, most) = (column.iter().min(), column.iter().max());
            let (Some(least), Some(most)) = (least, most) else { continue };
            width = width.saturating_add(most.abs_diff(*least));
            column.iter().for_each(|gain| common = gcd(common, gain.abs_diff(*least)));
        }
        (width as f64 / common.max(1) as f64 + 1.0).log2()
    };
    (0..dims).map(of_dim).sum()
}

/// The value of a record's score: the least quotient for leximin, as a float.
pub(super) fn least_quotient(record: &Record) -> Option<f64> {
    match record.score.as_ref()? {
        Score::Sorted(sorted) => sorted.first().map(|(gain, scale)| *gain as f64 / *scale as f64),
        Score::Whole(_) => None,
    }
}
