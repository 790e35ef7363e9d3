//! Exact counting by tables over what is still needed: a dynamic programme from both ends of a layered
//! graph, met in the middle. Counts are numbers of any size in limbs of 58 bits, laid out limb by limb
//! so that one loop adds a whole row.

use super::super::budget::{Meter, Stopped};
use super::layers::{Edge, Layers};
use num_bigint::BigUint;

/// Bits a limb carries; the six left over hold the carries of up to 63 additions.
const LIMB: u32 = 58;
const MASK: u64 = (1 << LIMB) - 1;
const ADDITIONS: u64 = 63;

/// Where to cut the graph, and what counting by tables then costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Layers before the cut.
    pub cut: usize,
    /// Additions of limbs.
    pub work: f64,
    /// Most cells of one layer's tables.
    pub cells: f64,
}

/// The cheapest cut; work and cells are infinite where a table could not be indexed.
pub(crate) fn plan(graph: &Layers) -> Plan {
    let shapes = Shapes::new(graph);
    let layers = graph.layers.len();
    // cost[s]: of the layer that ends (front) or begins (back) at cut s.
    let front: Vec<f64> = (0..layers).map(|s| shapes.work(graph, s, s + 1)).collect();
    let back: Vec<f64> = (0..layers).map(|s| shapes.work(graph, s, s)).collect();
    let mut best = Plan { cut: 0, work: f64::INFINITY, cells: f64::INFINITY };
    for cut in 0..=layers {
        let meet = shapes.cells(graph, cut) * 4.0;
        let work = front[..cut].iter().sum::<f64>() + back[cut..].iter().sum::<f64>() + meet;
        if work < best.work {
            let most = |cells: f64, s: usize| cells.max(shapes.cells(graph, s));
            best = Plan { cut, work, cells: (0..=cut).chain(cut..=layers).fold(0.0, most) };
        }
    }
    best
}

/// The number of paths that meet every need.
///
/// *Exactness*: exact. *Errors*: the meter's.
pub(crate) fn count(graph: &Layers, plan: Plan, meter: &Meter<'_>) -> Result<BigUint, Stopped> {
    let shapes = Shapes::new(graph);
    let mut front = vec![shapes.unit(&shapes.front(0), 1)];
    let mut ways: f64 = 1.0;
    for s in 0..plan.cut {
        ways *= choices(graph, s);
        let keys = graph.layers.get(s + 1).map_or(1, |layer| layer.keys);
        front = shapes.step(graph, s, Side::Front, &front, keys, ways, meter)?;
    }
    let mut back = vec![shapes.unit(&shapes.back(graph.layers.len()), 1)];
    ways = 1.0;
    for s in (plan.cut..graph.layers.len()).rev() {
        ways *= choices(graph, s);
        back = shapes.step(graph, s, Side::Back, &back, graph.layers[s].keys, ways, meter)?;
    }
    let mut sum = BigUint::ZERO;
    for (mut reached, needed) in front.into_iter().zip(&back) {
        meter.spend(reached.cells as u64 * 4)?;
        reached.difference();
        sum += reached.meet(needed);
    }
    Ok(sum)
}

fn choices(graph: &Layers, s: usize) -> f64 {
    let keys = graph.layers[s].keys.max(1) as f64;
    let all: usize = graph.layers[s].edges.iter().map(|e| e.choices.len()).sum();
    // The most that any node can pass on, generously: all edges of the layer, at least one.
    (all as f64).max(keys)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

/// First index and number of indices, by dimension.
#[derive(Clone, Debug)]
struct Span {
    low: Vec<i64>,
    len: Vec<usize>,
}

impl Span {
    fn cells(&self) -> f64 {
        self.len.iter().map(|len| *len as f64).product()
    }
}

/// The ranges of the tables at every cut.
struct Shapes {
    need: Vec<i64>,
    before: Vec<Vec<i64>>,
    after: Vec<Vec<i64>>,
    /// The most that the layers before each cut can gain over all dimensions together.
    together: Vec<i64>,
}

/// What a cell's indices may sum to: more cannot be reached, less cannot be made up for.
#[derive(Clone, Copy)]
struct Sums {
    least: i64,
    most: i64,
}

impl Shapes {
    fn new(graph: &Layers) -> Self {
        let (before, after) = graph.reaches();
        let mut together = vec![0i64];
        for layer in &graph.layers {
            let most = layer.edges.iter().map(|e| e.gain.iter().sum::<i64>()).max().unwrap_or(0);
            together.push(together[together.len() - 1].saturating_add(most));
        }
        Self { need: graph.need.clone(), before, after, together }
    }

    /// The sums of indices that matter at a cut on one side.
    fn sums(&self, cut: usize, side: Side) -> Sums {
        let front = self.together[cut];
        let back = self.together[self.together.len() - 1] - front;
        let need: i64 = self.need.iter().sum();
        match side {
            Side::Front => Sums { least: need - back, most: front },
            Side::Back => Sums { least: need - front, most: back },
        }
    }

    /// Gains of the front that matter at a cut: enough for the back to make up the rest, and no more
    /// than the need or what the front can reach.
    fn front(&self, cut: usize) -> Span {
        self.span(&self.before[cut], &self.after[cut])
    }

    /// Needs left to the back that matter at a cut.
    fn back(&self, cut: usize) -> Span {
        self.span(&self.after[cut], &self.before[cut])
    }

    fn span(&self, own: &[i64], other: &[i64]) -> Span {
        let dims = 0..self.need.len();
        let low = |d: usize| (self.need[d] - other[d]).max(0);
        let len = |d: usize| (self.need[d].min(own[d]) - low(d) + 1).max(0) as usize;
        Span { low: dims.clone().map(low).collect(), len: dims.map(len).collect() }
    }

    fn cells(&self, graph: &Layers, cut: usize) -> f64 {
        let keys = graph.layers.get(cut).map_or(1, |layer| layer.keys);
        self.front(cut).cells() * keys as f64
    }

    /// Additions of cells when layer `s` fills the tables at `cut`.
    fn work(&self, graph: &Layers, s: usize, cut: usize) -> f64 {
        self.front(cut).cells() * graph.layers[s].edges.len() as f64 * self.limbs_at(graph, cut)
    }

    fn limbs_at(&self, graph: &Layers, cut: usize) -> f64 {
        let share = cut.min(graph.layers.len() - cut) as f64;
        (share * 3.0 / f64::from(LIMB)).ceil().max(1.0)
    }

    fn unit(&self, span: &Span, limbs: usize) -> Table {
        let mut table = Table::new(span.clone(), limbs);
        // At the far end the only index is 0 where the need is met: nothing gained, nothing needed.
        if let Some(first) = table.data.first_mut() {
            *first = 1;
        }
        table
    }

    /// The tables on the other side of layer `s`.
    #[allow(clippy::too_many_arguments)]
    fn step(
        &self,
        graph: &Layers,
        s: usize,
        side: Side,
        from: &[Table],
        keys: usize,
        ways: f64,
        meter: &Meter<'_>,
    ) -> Result<Vec<Table>, Stopped> {
        let (span, sums) = match side {
            Side::Front => (self.front(s + 1), self.sums(s + 1, side)),
            Side::Back => (self.back(s), self.sums(s, side)),
        };
        let limbs = ((ways.log2() + 0.01) / f64::from(LIMB)).floor() as usize + 1;
        let mut tables = Vec::with_capacity(keys);
        for key in 0..keys {
            let here = |e: &Edge| if side == Side::Front { e.to } else { e.from };
            let there = |e: &Edge| if side == Side::Front { e.from } else { e.to };
            let edges = graph.layers[s].edges.iter().filter(|e| here(e) == key);
            let sources: Vec<Source<'_>> = edges
                .map(|e| Source { table: &from[there(e)], gain: &e.gain, times: e.choices.len() as u64 })
                .collect();
            let mut table = Table::new(span.clone(), limbs);
            meter.hold(table.data.len() / 2)?;
            meter.spend((table.data.len() * sources.len().max(1)) as u64 / 4)?;
            table.gather(&sources, sums);
            tables.push(table);
        }
        Ok(tables)
    }
}

/// Counts by index; a front table counts paths that gain *at least* the index, a back table paths that
/// meet the index as a need.
struct Table {
    span: Span,
    cells: usize,
    limbs: usize,
    /// `data[limb * cells + cell]`, the last dimension running fastest.
    data: Vec<u64>,
}

/// A table that is added in, shifted by what an edge gains.
struct Source<'a> {
    table: &'a Table,
    gain: &'a [i64],
    times: u64,
}

/// How one source meets a row: the first `clamped` entries all take its entry 0, the next `len` those
/// from `start`.
#[derive(Clone, Copy)]
struct Overlap {
    clamped: usize,
    start: usize,
    len: usize,
}

const DEAD: usize = usize::MAX;

impl Table {
    fn new(span: Span, limbs: usize) -> Self {
        let cells: usize = span.len.iter().product();
        Self { span, cells, limbs, data: vec![0; cells * limbs] }
    }

    /// `self[r] = Σ times · source[max(0, r − gain)]`; past a source's range its count is 0. Cells whose
    /// sum does not matter stay 0: no cell that matters rests on them.
    fn gather(&mut self, sources: &[Source<'_>], sums: Sums) {
        let dims = self.span.len.len();
        if self.data.is_empty() || sources.is_empty() {
            return;
        }
        if dims == 0 {
            let mut row = Row::new(self.limbs, 1);
            let all: Vec<(usize, usize)> = (0..sources.len()).map(|source| (source, 0)).collect();
            row.fill(&all, sources, &vec![Overlap { clamped: 0, start: 0, len: 1 }; sources.len()], (0, 1));
            row.store(&mut self.data, 0, 1);
            return;
        }
        let offsets: Vec<Vec<usize>> = (0..dims - 1).map(|d| self.offsets(d, sources)).collect();
        let overlaps: Vec<Overlap> = sources.iter().map(|s| self.overlap(s)).collect();
        let mut alive = vec![Vec::with_capacity(sources.len()); dims];
        alive[0] = (0..sources.len()).map(|s| (s, 0)).collect();
        let mut row = Row::new(self.limbs, self.span.len[dims - 1]);
        self.rows(0, 0, sums, &offsets, &overlaps, sources, &mut alive, &mut row);
    }

    /// For each index of dimension `d` and each source: how far the source's cell stands in its data.
    fn offsets(&self, d: usize, sources: &[Source<'_>]) -> Vec<usize> {
        let mut offsets = Vec::with_capacity(self.span.len[d] * sources.len());
        for at in 0..self.span.len[d] {
            for source in sources {
                let other = &source.table.span;
                let index = (self.span.low[d] + at as i64 - source.gain[d]).max(0) - other.low[d];
                let stride: usize = other.len[d + 1..].iter().product();
                let inside = (0..other.len[d] as i64).contains(&index);
                offsets.push(if inside { index as usize * stride } else { DEAD });
            }
        }
        offsets
    }

    fn overlap(&self, source: &Source<'_>) -> Overlap {
        let last = self.span.len.len() - 1;
        let (low, len) = (self.span.low[last], self.span.len[last]);
        let (other_low, other_len) = (source.table.span.low[last], source.table.span.len[last]);
        let gain = source.gain[last];
        let clamped = if other_low == 0 { (gain - low).clamp(0, len as i64) as usize } else { 0 };
        let start = (low + clamped as i64 - gain - other_low).max(0) as usize;
        let start = start.min(other_len);
        Overlap { clamped, start, len: (len - clamped).min(other_len - start) }
    }

    #[allow(clippy::too_many_arguments)]
    fn rows(
        &mut self,
        d: usize,
        base: usize,
        sums: Sums,
        offsets: &[Vec<usize>],
        overlaps: &[Overlap],
        sources: &[Source<'_>],
        alive: &mut [Vec<(usize, usize)>],
        row: &mut Row,
    ) {
        let last = self.span.len.len() - 1;
        if d == last {
            let within = |sum: i64| (sum - self.span.low[d]).clamp(0, self.span.len[d] as i64) as usize;
            let window = (within(sums.least), within(sums.most.saturating_add(1)));
            if window.0 < window.1 {
                row.fill(&alive[d], sources, overlaps, window);
                row.store(&mut self.data, base, self.cells);
            }
            return;
        }
        let stride: usize = self.span.len[d + 1..].iter().product();
        for at in 0..self.span.len[d] {
            let here = &offsets[d][at * sources.len()..(at + 1) * sources.len()];
            let (above, below) = alive.split_at_mut(d + 1);
            below[0].clear();
            let live =
                above[d].iter().filter(|(s, _)| here[*s] != DEAD).map(|(s, offset)| (*s, offset + here[*s]));
            below[0].extend(live);
            let index = self.span.low[d] + at as i64;
            let left = Sums { least: sums.least - index, most: sums.most - index };
            self.rows(d + 1, base + at * stride, left, offsets, overlaps, sources, alive, row);
        }
    }

    /// Turns "at least the index" into "the index": subtracts the next cell along every dimension.
    fn difference(&mut self) {
        let cells = self.cells;
        let mut stride = 1;
        for d in (0..self.span.len.len()).rev() {
            let block = stride * self.span.len[d];
            for cell in 0..cells {
                if cell % block + stride < block {
                    self.subtract(cell, cell + stride, cells);
                }
            }
            stride = block;
        }
    }

    fn subtract(&mut self, cell: usize, other: usize, cells: usize) {
        let mut borrow = 0;
        for limb in 0..self.limbs {
            let (mine, theirs) = (self.data[limb * cells + cell], self.data[limb * cells + other] + borrow);
            borrow = u64::from(mine < theirs);
            self.data[limb * cells + cell] = (mine.wrapping_sub(theirs)) & MASK;
        }
    }

    /// `Σ self[a] · needed[need − a]`: the ranges mirror each other.
    fn meet(&self, needed: &Table) -> BigUint {
        let cells = self.cells;
        debug_assert_eq!(cells, needed.cells);
        let mut sum = BigUint::ZERO;
        let mut parts = vec![0u128; self.limbs + needed.limbs];
        for cell in 0..cells {
            for i in 0..self.limbs {
                let a = self.data[i * cells + cell];
                if a == 0 {
                    continue;
                }
                for j in 0..needed.limbs {
                    let b = needed.data[j * cells + (cells - 1 - cell)];
                    parts[i + j] += u128::from(a) * u128::from(b);
                }
            }
            // Each part gains less than (limbs · 2^116) a cell: 2^8 cells stay far below 2^128.
            if cell % 256 == 255 {
                collect(&mut parts, &mut sum);
            }
        }
        collect(&mut parts, &mut sum);
        sum
    }
}

fn collect(parts: &mut [u128], sum: &mut BigUint) {
    for (i, part) in parts.iter_mut().enumerate() {
        *sum += BigUint::from(*part) << (i * LIMB as usize);
        *part = 0;
    }
}

/// One row being summed, limb by limb.
struct Row {
    limbs: usize,
    len: usize,
    sums: Vec<u64>,
}

impl Row {
    fn new(limbs: usize, len: usize) -> Self {
        Self { limbs, len, sums: vec![0; limbs * len] }
    }

    /// Sums the sources within the window of entries, the rest is 0; with wider registers where the
    /// processor has them.
    fn fill(
        &mut self,
        alive: &[(usize, usize)],
        sources: &[Source<'_>],
        overlaps: &[Overlap],
        window: (usize, usize),
    ) {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has the feature, which was just asked.
            return unsafe { self.fill_wide(alive, sources, overlaps, window) };
        }
        self.fill_plain(alive, sources, overlaps, window);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn fill_wide(
        &mut self,
        alive: &[(usize, usize)],
        sources: &[Source<'_>],
        overlaps: &[Overlap],
        window: (usize, usize),
    ) {
        self.fill_plain(alive, sources, overlaps, window);
    }

    #[inline(always)]
    fn fill_plain(
        &mut self,
        alive: &[(usize, usize)],
        sources: &[Source<'_>],
        overlaps: &[Overlap],
        window: (usize, usize),
    ) {
        self.sums.fill(0);
        let mut pending = 0;
        for &(s, offset) in alive {
            let mut left = sources[s].times;
            while left > 0 {
                let times = left.min(ADDITIONS);
                if pending + times > ADDITIONS {
                    self.carry();
                    // What a carry leaves is below one addition.
                    pending = 1;
                }
                let times = times.min(ADDITIONS - pending);
                self.add(sources[s].table, offset, overlaps[s], window, times);
                pending += times;
                left -= times;
            }
        }
        self.carry();
    }

    #[inline(always)]
    fn add(&mut self, table: &Table, offset: usize, overlap: Overlap, window: (usize, usize), times: u64) {
        let (from, to) = window;
        let clamped = overlap.clamped.min(to);
        let (begin, end) = (overlap.clamped.max(from), (overlap.clamped + overlap.len).min(to));
        for limb in 0..table.limbs.min(self.limbs) {
            let source = &table.data[limb * table.cells + offset..];
            let row = &mut self.sums[limb * self.len..(limb + 1) * self.len];
            if clamped > from {
                let first = source[0] * times;
                row[from..clamped].iter_mut().for_each(|sum| *sum += first);
            }
            if begin >= end {
                continue;
            }
            let row = &mut row[begin..end];
            let first = overlap.start + begin - overlap.clamped;
            let source = &source[first..first + row.len()];
            match times {
                1 => add_row(row, source, |more| more),
                2 => add_row(row, source, |more| more << 1),
                _ => add_row(row, source, |more| more * times),
            }
        }
    }

    #[inline(always)]
    fn carry(&mut self) {
        for limb in 0..self.limbs.saturating_sub(1) {
            let (below, above) = self.sums.split_at_mut((limb + 1) * self.len);
            let below = &mut below[limb * self.len..];
            for (low, high) in below.iter_mut().zip(above) {
                *high += *low >> LIMB;
                *low &= MASK;
            }
        }
    }

    fn store(&self, data: &mut [u64], base: usize, cells: usize) {
        for limb in 0..self.limbs {
            let row = &self.sums[limb * self.len..(limb + 1) * self.len];
            data[limb * cells + base..limb * cells + base + self.len].copy_from_slice(row);
        }
    }
}

/// Adds in fours: the rows are short, and a loop with a long remainder would spend its time there.
#[inline(always)]
fn add_row(row: &mut [u64], source: &[u64], times: impl Fn(u64) -> u64) {
    let ((row, row_rest), (source, source_rest)) = (row.as_chunks_mut::<4>(), source.as_chunks::<4>());
    for (sums, more) in row.iter_mut().zip(source) {
        for lane in 0..4 {
            sums[lane] += times(more[lane]);
        }
    }
    row_rest.iter_mut().zip(source_rest).for_each(|(sum, more)| *sum += times(*more));
}
