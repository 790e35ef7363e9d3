//! What a search bounds with: the arena's gains in integers small enough to be weighted and summed
//! without overflow, couplings relaxed to the best they could do, floors as needs.

use super::super::arena::{Arena, Effect};

/// The relaxed gains. Every package that meets the floors gains at least `need` in every dimension here.
#[derive(Clone, Debug)]
pub(crate) struct Relaxed {
    /// Dimensions of the arena with a floor that is not met by every package.
    pub dims: Vec<usize>,
    /// First choice of each block in `gains`; one entry more than blocks.
    pub first: Vec<usize>,
    /// `gains[(first[block] + choice) * dims + d]`, at least 0.
    pub gains: Vec<i64>,
    /// What must be gained, above 0.
    pub need: Vec<i64>,
    /// The most that can be gained.
    pub most: Vec<i64>,
    /// Units of the arena in one unit here, by dimension; 1 unless sums are huge.
    pub unit: Vec<i64>,
}

/// Sums of gains stay below this, so that weights keep enough bits.
const LARGEST: i128 = 1 << 42;

impl Relaxed {
    /// Relaxes an arena; `None` when a floor is out of reach for every package.
    pub fn new(arena: &Arena) -> Option<Self> {
        let floors: Vec<usize> = (0..arena.dims()).filter(|&d| arena.floor[d] > i64::MIN).collect();
        if arena.is_barren() || floors.iter().any(|&d| arena.cap[d] < arena.floor[d]) {
            return None;
        }
        let relaxed = Self::columns(arena, &floors);
        let within = relaxed.need.iter().zip(&relaxed.most).all(|(need, most)| need <= most);
        within.then_some(relaxed)
    }

    fn columns(arena: &Arena, floors: &[usize]) -> Self {
        let mut first = vec![0];
        arena.blocks.iter().for_each(|b| first.push(first[first.len() - 1] + b.len));
        let mut relaxed = Self {
            dims: Vec::new(),
            first,
            gains: Vec::new(),
            need: Vec::new(),
            most: Vec::new(),
            unit: Vec::new(),
        };
        let mut columns: Vec<Vec<i64>> = Vec::new();
        for &d in floors {
            let column = Column::new(arena, d);
            if column.need > 0 {
                relaxed.dims.push(d);
                relaxed.need.push(column.need);
                relaxed.most.push(column.most);
                relaxed.unit.push(column.unit);
                columns.push(column.gains);
            }
        }
        let choices = relaxed.first[relaxed.first.len() - 1];
        relaxed.gains = (0..choices).flat_map(|c| columns.iter().map(move |column| column[c])).collect();
        relaxed
    }

    /// Number of dimensions.
    pub fn width(&self) -> usize {
        self.dims.len()
    }

    /// Number of blocks.
    pub fn blocks(&self) -> usize {
        self.first.len() - 1
    }

    /// What a choice gains.
    pub fn gain(&self, block: usize, choice: usize) -> &[i64] {
        let at = self.first[block] + choice;
        &self.gains[at * self.width()..(at + 1) * self.width()]
    }
}

/// One dimension.
struct Column {
    gains: Vec<i64>,
    need: i64,
    most: i64,
    unit: i64,
}

impl Column {
    fn new(arena: &Arena, d: usize) -> Self {
        let raw: Vec<Vec<i64>> =
            arena.blocks.iter().map(|b| (0..b.len).map(|c| b.gain(c, arena.dims())[d]).collect()).collect();
        let bonus: i128 = arena.factors.iter().map(|f| best_of(&f.effect, d)).sum();
        let least: Vec<i64> = raw.iter().map(|r| r.iter().copied().min().unwrap_or(0)).collect();
        let most: i128 =
            raw.iter().zip(&least).map(|(r, l)| r.iter().map(|g| i128::from(g - l)).max().unwrap_or(0)).sum();
        let base = i128::from(arena.base[d]) + least.iter().map(|l| i128::from(*l)).sum::<i128>() + bonus;
        let need = i128::from(arena.floor[d]) - base;
        let mut unit = 1i128;
        while most / unit >= LARGEST {
            unit *= 2;
        }
        // Gains are rounded up, so sums reach at least the need rounded up: nothing is cut off wrongly.
        let up = |value: i128| -(-value).div_euclid(unit);
        let gains: Vec<i64> = raw
            .iter()
            .zip(&least)
            .flat_map(|(r, l)| r.iter().map(move |g| up(i128::from(*g - *l)) as i64))
            .collect();
        let mut most = 0;
        let mut at = 0;
        for r in &raw {
            most += gains[at..at + r.len()].iter().copied().max().unwrap_or(0);
            at += r.len();
        }
        let need = up(need).clamp(i128::from(i64::MIN / 4), i128::from(i64::MAX / 4)) as i64;
        Self { gains, need, most, unit: unit as i64 }
    }
}

/// The best a factor can do for dimension `d`.
fn best_of(effect: &Effect, d: usize) -> i128 {
    match effect {
        Effect::Add { dim, value } if *dim == d => i128::from(*value).max(0),
        _ => 0,
    }
}

impl Relaxed {
    /// Relaxes an arena whose floors may be missed: needs may lie above what can be gained.
    pub fn soft(arena: &Arena) -> Self {
        let mut reachable = arena.clone();
        reachable.floor.iter_mut().zip(&arena.cap).for_each(|(floor, cap)| *floor = (*floor).min(*cap));
        let floors: Vec<usize> = (0..arena.dims()).filter(|&d| arena.floor[d] > i64::MIN).collect();
        Self::columns(&reachable, &floors)
    }
}
