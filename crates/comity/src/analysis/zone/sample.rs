//! Packages drawn uniformly from the zone.

use super::super::arena::Arena;
use super::super::budget::{Meter, Stopped};
use super::super::problem::Problem;
use super::automaton::Automaton;
use super::coalitions;
use super::coarse::Coarse;
use super::estimate::{holds, pick};
use super::layers::Layers;
use super::walk::{self, Drawn, EndWeights, Walk, below};
use crate::generate::SplitMix;
use crate::model::{Package, PartialPackage};

/// Packages drawn from the zone, independently, with repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Samples {
    /// The packages in the order drawn.
    pub packages: Vec<Package>,
    /// Candidates looked at: more than packages where some had to be refused.
    pub tried: u64,
    /// Whether as many as asked for were drawn. `false`: the zone is empty, or so small a part of what
    /// could be drawn from that the tries ran out.
    pub is_complete: bool,
}

/// Cells of the tables that are drawn from.
const CELLS: f64 = 8e6;
/// Candidates for each package asked for, and beside that.
const TRIES: u64 = 1000;
const MORE_TRIES: u64 = 100_000;

/// Draws `wanted` packages uniformly from those that agree with `fixed` and pass the approval rule.
///
/// *Exactness*: every candidate is drawn from tables of weights and then checked against the mandates, so
/// that every package returned is in the zone. Tables are floating point with draws of 64 bits: the
/// chances of two packages differ by less than 10⁻¹² of themselves. The same seed gives the same packages.
/// *Errors*: the rule has too many minimal sets of parties, couplings too dense, or the meter's.
pub fn samples(
    problem: &Problem,
    fixed: &PartialPackage,
    wanted: usize,
    seed: u64,
    meter: &Meter<'_>,
) -> Result<Samples, Stopped> {
    let mut sources = Vec::new();
    for members in coalitions::winning(problem).ok_or(Stopped::Points)? {
        let arena = Arena::new(problem, &members, fixed, Arena::MERGE);
        if let Some(graph) = Layers::new(&arena, meter)? {
            sources.push((arena, graph));
        }
    }
    let most = CELLS / sources.len().max(1) as f64;
    let grids: Vec<Grid> = sources.iter().map(|(_, graph)| Grid::new(graph, most)).collect();
    let mut walks = Vec::new();
    for grid in &grids {
        let end: EndWeights = vec![vec![1.0]; grid.need.len()];
        walks.push(Walk::new(&grid.graph, &grid.need, &end, meter)?);
    }
    let logs: Vec<f64> = walks.iter().map(Walk::log_weight).collect();
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut drawn = Samples { packages: Vec::new(), tried: 0, is_complete: wanted == 0 };
    if top == f64::NEG_INFINITY || wanted == 0 {
        return Ok(drawn);
    }
    let mut dice = SplitMix::new(seed);
    if let ([walk], [Grid { is_exact: true, .. }]) = (walks.as_slice(), grids.as_slice())
        && let Some(automaton) = Automaton::new(walk)
    {
        meter.spend((wanted * sources[0].0.blocks.len()) as u64)?;
        drawn.packages = automaton.draw(&sources[0].0, wanted, &mut dice);
        (drawn.tried, drawn.is_complete) = (wanted as u64, true);
        return Ok(drawn);
    }
    let shares: Vec<f64> = logs.iter().map(|log| (log - top).exp()).collect();
    let limit = (wanted as u64).saturating_mul(TRIES).saturating_add(MORE_TRIES);
    let mut path = Drawn { choices: Vec::new(), left: Vec::new() };
    while drawn.packages.len() < wanted && drawn.tried < limit {
        drawn.tried += 1;
        meter.spend(sources[0].0.blocks.len() as u64 * 8)?;
        let at = pick(&shares, &mut dice);
        walks[at].draw(&mut dice, &mut path);
        drawn.packages.extend(kept(&sources, at, &path.choices, &mut dice));
    }
    drawn.is_complete = drawn.packages.len() == wanted;
    Ok(drawn)
}

/// The package drawn, unless its arena does not hold it, or it falls to another arena that holds it too.
fn kept(sources: &[(Arena, Layers)], at: usize, choices: &[u32], dice: &mut SplitMix) -> Option<Package> {
    let arena = &sources[at].0;
    if !holds(arena, choices) {
        return None;
    }
    let package = arena.package(choices);
    let sharing = |(other, _): &&(Arena, Layers)| other.choices(&package).is_some_and(|c| holds(other, &c));
    let sharing = if sources.len() == 1 { 1 } else { sources.iter().filter(sharing).count().max(1) };
    (sharing == 1 || below(dice, sharing) == 0).then_some(package)
}

/// The exact graph where its tables fit, else the finest grid that misses no package.
struct Grid {
    graph: Layers,
    need: Vec<i64>,
    is_exact: bool,
}

impl Grid {
    fn new(graph: &Layers, most: f64) -> Self {
        let end: EndWeights = vec![vec![1.0]; graph.need.len()];
        if walk::cells(graph, &graph.need, &end) <= most {
            return Self { graph: graph.clone(), need: graph.need.clone(), is_exact: true };
        }
        let mut cells = 1e5;
        loop {
            let grid = Coarse::new(graph, cells as i64);
            let need: Vec<i64> = grid.possible.iter().map(|need| (*need).max(0)).collect();
            if cells <= 2.0 || walk::cells(&grid.graph, &need, &end) <= most {
                return Self { graph: grid.graph, need, is_exact: false };
            }
            cells *= 0.8;
        }
    }
}
