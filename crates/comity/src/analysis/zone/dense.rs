//! Exact counting by tables over what is still needed: a dynamic programme from both ends of a layered
//! graph, met in the middle, with numbers of any size.

use super::super::budget::{Meter, Stopped};
use super::layers::{Edge, Layers};
use super::meet::{difference, meet};
use super::table::{Layout, Limbs, MOST_BITS, Registers, Source, Span, Sums, gather};
use num_bigint::BigUint;

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

/// How many additions joining the tables at the cut costs: for each number and each product of limbs.
const MEET_NUMBER: f64 = 30.0;
const MEET_PRODUCT: f64 = 8.0;

/// The cheapest cut; work and cells are infinite where a table could not be indexed.
pub(crate) fn plan(graph: &Layers) -> Plan {
    let shapes = Shapes::new(graph);
    let layers = graph.layers.len();
    // Of the layer that ends (front) or begins (back) at a cut.
    let front: Vec<f64> = (0..layers).map(|s| shapes.work(s, s + 1, Side::Front)).collect();
    let back: Vec<f64> = (0..layers).map(|s| shapes.work(s, s, Side::Back)).collect();
    let mut best = Plan { cut: 0, work: f64::INFINITY, cells: f64::INFINITY };
    for cut in 0..=layers {
        let products = shapes.limbs(cut, Side::Front) * shapes.limbs(cut, Side::Back);
        let meet = shapes.cells(cut) * (MEET_NUMBER + MEET_PRODUCT * products as f64);
        let work = front[..cut].iter().sum::<f64>() + back[cut..].iter().sum::<f64>() + meet;
        if work < best.work {
            let cells = (0..=layers).map(|s| shapes.cells(s)).fold(0.0, f64::max);
            best = Plan { cut, work, cells };
        }
    }
    best
}

/// The number of paths that meet every need.
///
/// *Exactness*: exact. *Errors*: the meter's.
pub(crate) fn count(graph: &Layers, plan: Plan, meter: &Meter<'_>) -> Result<BigUint, Stopped> {
    count_in(Registers::all()[0], graph, plan, meter)
}

/// The count with sums held in these registers.
pub(crate) fn count_in(
    registers: Registers,
    graph: &Layers,
    plan: Plan,
    meter: &Meter<'_>,
) -> Result<BigUint, Stopped> {
    if graph.need.is_empty() {
        return count_in(registers, &with_idle_need(graph), plan, meter);
    }
    let shapes = Shapes::new(graph);
    let limbs = Limbs { bits: shapes.bits, registers };
    let mut spare = Vec::new();
    let mut front = shapes.tables(Side::Front, plan.cut, limbs, &mut spare, meter)?;
    let back = shapes.tables(Side::Back, plan.cut, limbs, &mut spare, meter)?;
    let mut sum = BigUint::ZERO;
    for key in 0..keys(graph, plan.cut) {
        meter.spend(front.layout.words() as u64 * 4)?;
        let (reached, needed) = (front.layout.range(key), back.layout.range(key));
        difference(&mut front.words[reached.clone()], &front.layout, shapes.bits);
        sum += meet((&front.words[reached], &front.layout), (&back.words[needed], &back.layout), shapes.bits);
    }
    Ok(sum)
}

/// The same paths with a dimension in which nothing is gained and nothing needed: tables have at least
/// one.
fn with_idle_need(graph: &Layers) -> Layers {
    let mut graph = graph.clone();
    graph.need.push(0);
    graph.layers.iter_mut().flat_map(|layer| &mut layer.edges).for_each(|edge| edge.gain.push(0));
    graph
}

/// Nodes at a cut.
fn keys(graph: &Layers, cut: usize) -> usize {
    graph.layers.get(cut).map_or(1, |layer| layer.keys)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Front,
    Back,
}

impl Side {
    /// The nodes an edge leads from and to, seen from this end of the graph.
    fn ends(self, edge: &Edge) -> (usize, usize) {
        match self {
            Self::Front => (edge.from, edge.to),
            Self::Back => (edge.to, edge.from),
        }
    }
}

/// The tables at a cut, one a node, one after the other. A front table counts paths that gain *at least*
/// the index, a back table paths that meet the index as a need.
struct Tables {
    layout: Layout,
    words: Vec<u64>,
}

/// The ranges of the tables at every cut, and how great their numbers can be.
struct Shapes<'a> {
    graph: &'a Layers,
    need: Vec<i64>,
    before: Vec<Vec<i64>>,
    after: Vec<Vec<i64>>,
    /// The most that the layers before each cut can gain over all dimensions together.
    together: Vec<i64>,
    /// By cut: the binary logarithm of the most paths that lead to one node from the front and the back.
    ways: Vec<(f64, f64)>,
    /// Bits of a limb.
    bits: u32,
}

impl<'a> Shapes<'a> {
    fn new(graph: &'a Layers) -> Self {
        let (before, after) = graph.reaches();
        let mut together = vec![0i64];
        for layer in &graph.layers {
            let most = layer.edges.iter().map(|e| e.gain.iter().sum::<i64>()).max().unwrap_or(0);
            together.push(together[together.len() - 1].saturating_add(most));
        }
        let (ways, additions) = ways(graph);
        let bits = additions.leading_zeros().min(MOST_BITS);
        Self { graph, need: graph.need.clone(), before, after, together, ways, bits }
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

    /// The indices that matter at a cut: enough for the other side to make up the rest, and no more
    /// than the need or what this side can reach.
    fn span(&self, cut: usize, side: Side) -> Span {
        let (own, other) = match side {
            Side::Front => (&self.before[cut], &self.after[cut]),
            Side::Back => (&self.after[cut], &self.before[cut]),
        };
        let dims = 0..self.need.len();
        let low = |d: usize| (self.need[d] - other[d]).max(0);
        let len = |d: usize| (self.need[d].min(own[d]) - low(d) + 1).max(0) as usize;
        Span { low: dims.clone().map(low).collect(), len: dims.map(len).collect() }
    }

    fn cells(&self, cut: usize) -> f64 {
        self.span(cut, Side::Front).cells() * keys(self.graph, cut) as f64
    }

    /// Additions of limbs when layer `s` fills the tables at `cut`.
    fn work(&self, s: usize, cut: usize, side: Side) -> f64 {
        self.span(cut, side).cells() * self.graph.layers[s].edges.len() as f64 * self.limbs(cut, side) as f64
    }

    /// Limbs of the greatest number in a table.
    fn limbs(&self, cut: usize, side: Side) -> usize {
        let ways = if side == Side::Front { self.ways[cut].0 } else { self.ways[cut].1 };
        // Logarithms are summed in floating point: a hundredth of a bit is far more than they are off.
        ((ways + 0.01) / f64::from(self.bits)) as usize + 1
    }

    /// The tables at `cut`, filled from one end of the graph in the memory of `spare` and some more.
    fn tables(
        &self,
        side: Side,
        cut: usize,
        limbs: Limbs,
        spare: &mut Vec<u64>,
        meter: &Meter<'_>,
    ) -> Result<Tables, Stopped> {
        let layers = self.graph.layers.len();
        let cuts: Vec<usize> = match side {
            Side::Front => (0..=cut).collect(),
            Side::Back => (cut..=layers).rev().collect(),
        };
        let next = |at: usize| cuts.get(at + 1).map(|&next| self.span(next, side));
        let layouts = (0..cuts.len()).map(|at| {
            let most = next(at).map_or(0, |_| self.most_gain(cuts[at].min(cuts[at + 1])));
            Layout::new(self.span(cuts[at], side), self.limbs(cuts[at], side), next(at).as_ref(), most)
        });
        let layouts: Vec<Layout> = layouts.collect();
        let rooms = layouts.iter().zip(&cuts).map(|(layout, &cut)| layout.room(keys(self.graph, cut)));
        let room = rooms.max().unwrap_or(0);
        meter.hold(room / 2)?;
        // The same two pieces of memory throughout: fresh ones would cost more than the additions.
        spare.resize(room.max(spare.len()), 0);
        let mut tables = Tables { layout: layouts[0].clone(), words: vec![0; room] };
        tables.layout.put_one(&mut tables.words);
        for (layout, pair) in layouts.into_iter().skip(1).zip(cuts.windows(2)) {
            self.step(side, (pair[0], pair[1]), &tables, (spare, &layout), limbs, meter)?;
            std::mem::swap(&mut tables.words, spare);
            tables.layout = layout;
        }
        Ok(tables)
    }

    /// Fills the tables at the cut `to` from those at its neighbour `from`.
    fn step(
        &self,
        side: Side,
        (from, to): (usize, usize),
        tables: &Tables,
        (words, layout): (&mut [u64], &Layout),
        limbs: Limbs,
        meter: &Meter<'_>,
    ) -> Result<(), Stopped> {
        let edges = &self.graph.layers[from.min(to)].edges;
        for key in 0..keys(self.graph, to) {
            let into = edges.iter().filter(|edge| side.ends(edge).1 == key);
            let sources: Vec<Source<'_>> = into
                .map(|e| Source { table: side.ends(e).0, gain: &e.gain, times: e.choices.len() as u64 })
                .collect();
            meter.spend((layout.words() * sources.len().max(1)) as u64 / 4)?;
            let words = &mut words[layout.range(key).start..];
            gather((&tables.words, &tables.layout), (words, layout), &sources, self.sums(to, side), limbs);
        }
        Ok(())
    }

    /// The most that a layer gains in the last dimension.
    fn most_gain(&self, layer: usize) -> i64 {
        let last = self.need.len() - 1;
        self.graph.layers[layer].edges.iter().map(|edge| edge.gain[last]).max().unwrap_or(0)
    }
}

/// By cut, the binary logarithm of the most paths that lead to one node from either end; and the most
/// choices that lead to one node within a layer.
fn ways(graph: &Layers) -> (Vec<(f64, f64)>, u64) {
    let layers = graph.layers.len();
    let mut additions = 1;
    let mut most = |side: Side, order: &mut dyn Iterator<Item = usize>| -> Vec<f64> {
        let mut here = vec![0.0f64];
        let mut most = vec![0.0];
        for s in order {
            let nodes = keys(graph, if side == Side::Front { s + 1 } else { s });
            // Relative to the greatest before, so that no number leaves the range of a float.
            let scale = here.iter().copied().fold(0.0, f64::max);
            let (mut next, mut into) = (vec![0.0f64; nodes], vec![0u64; nodes]);
            for edge in &graph.layers[s].edges {
                let (from, to) = side.ends(edge);
                next[to] += edge.choices.len() as f64 * (here[from] - scale).exp2();
                into[to] += edge.choices.len() as u64;
            }
            additions = into.into_iter().fold(additions, u64::max);
            here = next.into_iter().map(|ways| scale + ways.log2()).collect();
            most.push(here.iter().copied().fold(0.0, f64::max));
        }
        most
    };
    let front = most(Side::Front, &mut (0..layers));
    let back = most(Side::Back, &mut (0..layers).rev());
    (front.into_iter().zip(back.into_iter().rev()).collect(), additions)
}
