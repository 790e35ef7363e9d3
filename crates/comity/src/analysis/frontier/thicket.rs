//! The kept points of any number of axes: a tree of boxes over coarse coordinates, 32 at a glance.
//!
//! Coordinates are cut down to 15 bits by a map that never falls where the value rises. A kept point can
//! only cover another if it does so coarsely; those few are then compared in full by the caller.

/// Points, and boxes on every level above them, that one look compares.
const LANES: usize = 32;

/// Greatest coarse coordinate.
const FINEST: f64 = 32_767.0;

/// A coarse coordinate below that of any point.
const NOTHING: i16 = i16::MIN;

/// The kept points.
pub(super) struct Thicket {
    scales: Vec<Coarse>,
    /// `(axis, at)` by node of a complete binary tree from position 1: coordinates from `at` on go right.
    splits: Vec<(usize, i16)>,
    /// Upper corners of the boxes of each level, leaves first, in looks of 32: `[look][axis][lane]`.
    corners: Vec<Vec<i16>>,
    /// First chunk of each leaf's list.
    leaves: Vec<Option<u32>>,
    chunks: Vec<Chunk>,
    /// `[chunk][axis][lane]`.
    coarse: Vec<i16>,
    /// Chunk of the points that covered others last.
    strong: Strong,
    wide: bool,
}

struct Chunk {
    ids: [u32; LANES],
    len: usize,
    next: Option<u32>,
}

struct Strong {
    ids: [u32; LANES],
    coarse: Vec<i16>,
    next: usize,
}

/// The map of one axis to coarse coordinates.
#[derive(Clone, Copy)]
struct Coarse {
    low: i64,
    per_unit: f64,
}

impl Coarse {
    fn of(self, value: i64) -> i16 {
        (value.saturating_sub(self.low).max(0) as f64 * self.per_unit).min(FINEST) as i16
    }
}

impl Thicket {
    /// For the points whose coordinates stand in `sample[point * dims..]`, the first `skipped` axes left
    /// out; `lowest` and below count as one value.
    pub fn new(sample: &[i64], dims: usize, skipped: usize, lowest: i64) -> Self {
        let axes = dims.saturating_sub(skipped);
        let scale = |d: usize| {
            let of = || sample.iter().skip(skipped + d).step_by(dims).copied().filter(|v| *v > lowest);
            let (low, high) = (of().min().unwrap_or(0), of().max().unwrap_or(0));
            Coarse { low, per_unit: FINEST / (high.saturating_sub(low).max(1) as f64) }
        };
        let scales: Vec<Coarse> = (0..axes).map(scale).collect();
        let points = sample.len() / dims.max(1);
        let leaves = (points / POINTS_PER_LEAF).next_power_of_two();
        let leaves = if axes == 0 { 1 } else { leaves };
        let stride = points.div_ceil(SAMPLES_PER_LEAF * leaves).max(1);
        let coarse = |point: usize| {
            let from = &sample[point * dims + skipped..(point + 1) * dims];
            from.iter().zip(&scales).map(|(v, scale)| scale.of(*v)).collect::<Vec<i16>>()
        };
        let mut drawn: Vec<Vec<i16>> = (0..points).step_by(stride).map(coarse).collect();
        let mut splits = vec![(0, 0); leaves];
        if leaves > 1 {
            split(&mut splits, 1, &mut drawn);
        }
        let mut corners = Vec::new();
        let mut boxes = leaves;
        while boxes > 1 {
            let looks = boxes.div_ceil(LANES);
            corners.push(vec![NOTHING; looks * LANES * axes]);
            boxes = looks;
        }
        Self {
            splits,
            corners,
            leaves: vec![None; leaves],
            chunks: Vec::new(),
            coarse: Vec::new(),
            strong: Strong { ids: [0; LANES], coarse: vec![NOTHING; LANES * axes], next: 0 },
            wide: has_wide_registers(),
            scales,
        }
    }

    /// Coarse coordinates of a point, without the axes left out.
    pub fn coarse(&self, values: &[i64], into: &mut Vec<i16>) {
        into.clear();
        into.extend(values.iter().zip(&self.scales).map(|(v, scale)| scale.of(*v)));
    }

    /// Whether some kept point coarsely nowhere below `least` is one that `covers`.
    pub fn finds(&mut self, least: &[i16], covers: &impl Fn(u32) -> bool) -> bool {
        if !least.is_empty() {
            for lane in bits(self.look(&self.strong.coarse, least)) {
                if covers(self.strong.ids[lane]) {
                    return true;
                }
            }
        }
        let found = match self.corners.len() {
            0 => self.search_leaf(0, least, covers),
            levels => self.search(levels - 1, 0, least, covers),
        };
        match found {
            Some((chunk, lane)) => {
                self.remember(chunk, lane);
                true
            }
            None => false,
        }
    }

    /// Keeps a point under a number of the caller's.
    pub fn keep(&mut self, coarse: &[i16], id: u32) {
        let mut node = 1;
        while node < self.leaves.len() {
            let (axis, at) = self.splits[node];
            node = 2 * node + usize::from(coarse[axis] >= at);
        }
        let axes = self.scales.len();
        let leaf = node - self.leaves.len();
        let mut boxed = leaf;
        for level in &mut self.corners {
            let look = &mut level[boxed / LANES * LANES * axes..];
            for (d, value) in coarse.iter().enumerate() {
                let corner = &mut look[d * LANES + boxed % LANES];
                *corner = (*corner).max(*value);
            }
            boxed /= LANES;
        }
        let chunk = match self.leaves[leaf] {
            Some(chunk) if self.chunks[chunk as usize].len < LANES => chunk as usize,
            next => {
                self.chunks.push(Chunk { ids: [0; LANES], len: 0, next });
                self.coarse.resize(self.coarse.len() + LANES * axes, NOTHING);
                self.leaves[leaf] = Some(self.chunks.len() as u32 - 1);
                self.chunks.len() - 1
            }
        };
        let lane = self.chunks[chunk].len;
        self.chunks[chunk].ids[lane] = id;
        self.chunks[chunk].len += 1;
        let own = &mut self.coarse[chunk * LANES * axes..];
        coarse.iter().enumerate().for_each(|(d, value)| own[d * LANES + lane] = *value);
    }

    fn search(
        &self,
        level: usize,
        look: usize,
        least: &[i16],
        covers: &impl Fn(u32) -> bool,
    ) -> Option<(usize, usize)> {
        let width = LANES * self.scales.len();
        let corners = &self.corners[level][look * width..(look + 1) * width];
        bits(self.look(corners, least)).find_map(|lane| match level {
            0 => self.search_leaf(look * LANES + lane, least, covers),
            _ => self.search(level - 1, look * LANES + lane, least, covers),
        })
    }

    fn search_leaf(
        &self,
        leaf: usize,
        least: &[i16],
        covers: &impl Fn(u32) -> bool,
    ) -> Option<(usize, usize)> {
        let width = LANES * self.scales.len();
        let mut next = self.leaves[leaf];
        while let Some(chunk) = next {
            let chunk = chunk as usize;
            let Chunk { ids, len, next: after } = &self.chunks[chunk];
            let hits = self.look(&self.coarse[chunk * width..(chunk + 1) * width], least);
            // Without axes every lane hits, filled or not.
            let hits = hits & (u64::MAX >> (64 - len)) as u32;
            if let Some(lane) = bits(hits).find(|&lane| covers(ids[lane])) {
                return Some((chunk, lane));
            }
            next = *after;
        }
        None
    }

    fn remember(&mut self, chunk: usize, lane: usize) {
        let axes = self.scales.len();
        let Strong { ids, coarse, next } = &mut self.strong;
        ids[*next] = self.chunks[chunk].ids[lane];
        for d in 0..axes {
            coarse[d * LANES + *next] = self.coarse[(chunk * axes + d) * LANES + lane];
        }
        *next = (*next + 1) % LANES;
    }

    /// The lanes nowhere below `least`.
    #[inline(always)]
    fn look(&self, lanes: &[i16], least: &[i16]) -> u32 {
        #[cfg(target_arch = "x86_64")]
        if self.wide {
            // SAFETY: `wide` is only set where the processor has AVX2.
            return unsafe { look_wide(lanes, least) };
        }
        look_at(lanes, least)
    }
}

/// Candidates that share a leaf, on average; about one in five is kept.
const POINTS_PER_LEAF: usize = 128;

/// Points looked at to place the splits, by leaf.
const SAMPLES_PER_LEAF: usize = 8;

/// Splits at the median of the axis on which the points lie farthest apart.
fn split(splits: &mut [(usize, i16)], node: usize, points: &mut [Vec<i16>]) {
    if node >= splits.len() {
        return;
    }
    let axes = points.first().map_or(0, Vec::len);
    let spread = |d: &usize| {
        let of = || points.iter().map(|p| i32::from(p[*d]));
        of().max().unwrap_or(0) - of().min().unwrap_or(0)
    };
    let axis = (0..axes).max_by_key(spread).unwrap_or(0);
    points.sort_unstable_by_key(|p| p[axis]);
    let at = points.get(points.len() / 2).map_or(0, |p| p[axis]);
    splits[node] = (axis, at);
    let half = points.partition_point(|p| p[axis] < at);
    let (left, right) = points.split_at_mut(half);
    split(splits, 2 * node, left);
    split(splits, 2 * node + 1, right);
}

/// Positions of the bits set, ascending.
fn bits(mut set: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (set != 0).then(|| set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        lane
    })
}

/// Bit `i`: on every axis, lane `i` is at least `least`.
#[inline(always)]
fn look_at(lanes: &[i16], least: &[i16]) -> u32 {
    let mut all = [u8::MAX; LANES];
    for (lanes, least) in lanes.as_chunks::<LANES>().0.iter().zip(least) {
        for i in 0..LANES {
            all[i] &= if lanes[i] >= *least { u8::MAX } else { 0 };
        }
    }
    let mut set = 0;
    for (eighth, bytes) in all.as_chunks::<8>().0.iter().enumerate() {
        // One bit a byte, gathered in the top byte of the product.
        let ones = u64::from_le_bytes(*bytes) & 0x0101_0101_0101_0101;
        set |= ((ones.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32) << (8 * eighth);
    }
    set
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn look_wide(lanes: &[i16], least: &[i16]) -> u32 {
    look_at(lanes, least)
}

#[cfg(target_arch = "x86_64")]
fn has_wide_registers() -> bool {
    std::is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_wide_registers() -> bool {
    false
}
