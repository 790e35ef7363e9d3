//! The tables that counting fills: their layout, and the one loop that adds shifted tables up.
//!
//! A number is held in limbs, limb by limb, so that a row of numbers is a row of words. A limb is as
//! wide as the additions of a layer leave room for, and a sum stays in registers until it is complete.

use std::ops::Range;

/// First index and number of indices, by dimension; at least one dimension.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub low: Vec<i64>,
    pub len: Vec<usize>,
}

impl Span {
    pub fn cells(&self) -> f64 {
        self.len.iter().map(|len| *len as f64).product()
    }

    fn last(&self) -> (i64, i64) {
        let last = self.len.len() - 1;
        (self.low[last], self.len[last] as i64)
    }
}

/// What a cell's indices may sum to: more cannot be reached, less cannot be made up for.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    pub least: i64,
    pub most: i64,
}

/// Most bits of a limb: some products of two limbs must fit 128 bits when tables are joined.
pub(super) const MOST_BITS: u32 = 60;

/// How limbs are held and added.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limbs {
    /// Bits of a limb.
    pub bits: u32,
    pub registers: Registers,
}

/// The registers that words are added in; a value is proof that the processor has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Registers {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Registers {
    /// Those that this processor has, the widest first.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx512f") {
                all.push(Self::Avx512);
            }
            if std::arch::is_x86_feature_detected!("avx2") {
                all.push(Self::Avx2);
            }
        }
        all.push(Self::Plain);
        all
    }
}

/// Words added at a time.
const LANES: usize = 8;

/// Where the numbers of a table stand. Rows run along the last dimension; beside each are margins, so
/// that a shifted row never needs a case: below copies of its first number where indices are clamped
/// at 0, above zeros.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub span: Span,
    /// Words a number.
    pub limbs: usize,
    /// Words from one limb of a number to the next.
    pub plane: usize,
    /// Words from one index to the next, for each dimension but the last.
    pub strides: Vec<usize>,
    below: usize,
    above: usize,
}

impl Layout {
    /// A layout from which a table of span `next` can be gathered with gains of at most `gain` in the
    /// last dimension.
    pub fn new(span: Span, limbs: usize, next: Option<&Span>, gain: i64) -> Self {
        let (low, len) = span.last();
        let (next_low, next_len) = next.map_or((low, len), Span::last);
        let below = (low + gain - next_low).max(0) as usize;
        let above = (next_low + next_len - low - len).max(LANES as i64) as usize;
        let mut stride = below + len as usize + above;
        let mut strides: Vec<usize> = Vec::with_capacity(span.len.len() - 1);
        for len in span.len[..span.len.len() - 1].iter().rev() {
            strides.push(stride);
            stride *= len;
        }
        strides.reverse();
        Self { span, limbs, plane: stride, strides, below, above }
    }

    /// Words of one table.
    pub fn words(&self) -> usize {
        self.plane * self.limbs
    }

    /// Words that `tables` of them take, with room for a last row read or written in whole lanes.
    pub fn room(&self, tables: usize) -> usize {
        self.words() * tables + 2 * LANES + self.below
    }

    /// Where the table of a node stands among those of all nodes.
    pub fn range(&self, node: usize) -> Range<usize> {
        node * self.words()..(node + 1) * self.words()
    }

    /// Writes the table of the one empty path: one way to gain nothing.
    pub fn put_one(&self, words: &mut [u64]) {
        if self.plane > 0 && self.row() > 0 {
            words[..=self.below].fill(1);
        }
    }

    /// Numbers in a row.
    pub fn row(&self) -> usize {
        let last = self.span.len.len() - 1;
        self.span.len[last]
    }

    /// Where the first number of each row starts, rows in order of their indices.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        let row = self.below + self.row() + self.above;
        (0..self.plane / row.max(1)).map(move |at| at * row + self.below)
    }
}

/// One table that is added in, shifted by what an edge gains.
pub(super) struct Source<'a> {
    /// Position of the table among those gathered from.
    pub table: usize,
    pub gain: &'a [i64],
    /// How often it is added.
    pub times: u64,
}

/// A source's share of one power of two.
struct Term<'a> {
    table: usize,
    gain: &'a [i64],
    power: u32,
}

/// Fills one table: `to[r] = Σ times · from[max(0, r − gain)]`, with numbers of `bits` a limb; past a
/// source's range its numbers are 0. Numbers whose indices sum to more than `sums` allows are 0; those
/// that sum to less are left as they are, because no number that matters rests on them.
pub(super) fn gather(
    (from, from_layout): (&[u64], &Layout),
    (to, layout): (&mut [u64], &Layout),
    sources: &[Source<'_>],
    sums: Sums,
    Limbs { bits, registers }: Limbs,
) {
    if layout.plane == 0 {
        return;
    }
    let powers = sources.iter().map(|s| 64 - s.times.leading_zeros()).max().unwrap_or(0);
    let mut terms = Vec::new();
    for power in (0..powers).rev() {
        let has = sources.iter().filter(|s| s.times >> power & 1 == 1);
        terms.extend(has.map(|s| Term { table: s.table, gain: s.gain, power }));
    }
    let dims = layout.span.len.len();
    let offsets = (0..dims - 1).map(|d| offsets(d, layout, from_layout, &terms)).collect();
    let last = dims - 1;
    let shift = |term: &Term<'_>| {
        let index = layout.span.low[last] - term.gain[last] - from_layout.span.low[last];
        debug_assert!(index + from_layout.below as i64 >= 0);
        (from_layout.below as i64 + index) as usize + term.table * from_layout.words()
    };
    let mut alive = vec![Vec::with_capacity(terms.len()); dims];
    alive[0] = terms.iter().enumerate().map(|(t, term)| (t, shift(term))).collect();
    let adder = Adder {
        from,
        from_plane: from_layout.plane,
        from_limbs: from_layout.limbs,
        plane: layout.plane,
        limbs: layout.limbs,
        bits,
    };
    let row = Vec::with_capacity(terms.len());
    let ends = vec![0; powers as usize];
    let mut rows = Rows { layout, terms: &terms, offsets, alive, adder, row, ends };
    match registers {
        // SAFETY: `Registers::all` has asked the processor for the feature.
        #[cfg(target_arch = "x86_64")]
        Registers::Avx512 => unsafe { rows.fill_avx512(to, sums) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Registers::Avx2 => unsafe { rows.fill_avx2(to, sums) },
        Registers::Plain => rows.fill(to, sums),
    }
}

const DEAD: usize = usize::MAX;

/// For each index of dimension `d` and each term: how far its numbers stand in the table gathered from.
fn offsets(d: usize, layout: &Layout, from: &Layout, terms: &[Term<'_>]) -> Vec<usize> {
    let mut offsets = Vec::with_capacity(layout.span.len[d] * terms.len());
    for at in 0..layout.span.len[d] {
        for term in terms {
            let index = (layout.span.low[d] + at as i64 - term.gain[d]).max(0) - from.span.low[d];
            let inside = (0..from.span.len[d] as i64).contains(&index);
            offsets.push(if inside { index as usize * from.strides[d] } else { DEAD });
        }
    }
    offsets
}

/// Walks over the rows of a table.
struct Rows<'a> {
    layout: &'a Layout,
    terms: &'a [Term<'a>],
    /// By dimension but the last.
    offsets: Vec<Vec<usize>>,
    /// By dimension: the terms inside their tables so far, and where.
    alive: Vec<Vec<(usize, usize)>>,
    adder: Adder<'a>,
    /// Where the terms of one row start, greatest power first.
    row: Vec<usize>,
    /// By power, greatest first: how many of them have at least it.
    ends: Vec<usize>,
}

impl Rows<'_> {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn fill_avx512(&mut self, to: &mut [u64], sums: Sums) {
        self.fill(to, sums);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn fill_avx2(&mut self, to: &mut [u64], sums: Sums) {
        self.fill(to, sums);
    }

    /// Goes through the indices of all dimensions but the last like an odometer.
    #[inline(always)]
    fn fill(&mut self, to: &mut [u64], sums: Sums) {
        let (outer, span) = (self.layout.strides.len(), &self.layout.span);
        let mut at = vec![0; outer];
        let mut changed = 0;
        loop {
            for d in changed..outer {
                let here = &self.offsets[d][at[d] * self.terms.len()..(at[d] + 1) * self.terms.len()];
                let (above, below) = self.alive.split_at_mut(d + 1);
                below[0].clear();
                let inside = above[d].iter().filter(|(term, _)| here[*term] != DEAD);
                below[0].extend(inside.map(|(term, offset)| (*term, offset + here[*term])));
            }
            let index: i64 = (0..outer).map(|d| span.low[d] + at[d] as i64).sum();
            let base: usize = (0..outer).map(|d| at[d] * self.layout.strides[d]).sum();
            self.one(to, base, Sums { least: sums.least - index, most: sums.most - index });
            let Some(d) = (0..outer).rev().find(|&d| at[d] + 1 < span.len[d]) else { return };
            at[d] += 1;
            at[d + 1..].fill(0);
            changed = d;
        }
    }

    /// One row, whose margin starts at `base`.
    #[inline(always)]
    fn one(&mut self, to: &mut [u64], base: usize, sums: Sums) {
        let Layout { below, above, limbs, plane, .. } = *self.layout;
        let (low, len) = self.layout.span.last();
        let within = |sum: i64| sum.saturating_sub(low).clamp(0, len) as usize;
        let (from, to_end) = (within(sums.least), within(sums.most.saturating_add(1)));
        let alive = &self.alive[self.layout.strides.len()];
        let end = if from < to_end && !alive.is_empty() {
            self.row.clear();
            self.ends.fill(0);
            let greatest = self.ends.len() as u32 - 1;
            for (term, offset) in alive {
                self.row.push(*offset + from);
                self.ends[(greatest - self.terms[*term].power) as usize] = self.row.len();
            }
            // A power no living term has ends where the one above it does.
            for power in 1..self.ends.len() {
                self.ends[power] = self.ends[power].max(self.ends[power - 1]);
            }
            self.adder.row(to, base + below + from, to_end - from, &self.row, &self.ends);
            to_end
        } else {
            from.min(to_end)
        };
        for limb in 0..limbs {
            let row = &mut to[limb * plane + base..][..below + len as usize + above];
            row[below + end..].fill(0);
            let first = row.get(below).copied().unwrap_or(0);
            row[..below].fill(first);
        }
    }
}

/// Adds rows up.
struct Adder<'a> {
    from: &'a [u64],
    from_plane: usize,
    from_limbs: usize,
    plane: usize,
    limbs: usize,
    bits: u32,
}

impl Adder<'_> {
    /// `len` numbers, and as many more as fill the last lanes.
    #[inline(always)]
    fn row(&self, to: &mut [u64], start: usize, len: usize, terms: &[usize], ends: &[usize]) {
        let mut at = 0;
        while at < len {
            // Two groups keep the processor busy; one where that fills the row.
            match len - at > LANES {
                true => at += self.lanes::<{ 2 * LANES }>(to, start + at, at, terms, ends),
                false => at += self.lanes::<LANES>(to, start + at, at, terms, ends),
            }
        }
    }

    /// Fills `N` numbers and says so.
    #[inline(always)]
    fn lanes<const N: usize>(
        &self,
        to: &mut [u64],
        start: usize,
        at: usize,
        terms: &[usize],
        ends: &[usize],
    ) -> usize {
        let mask = (1 << self.bits) - 1;
        let mut carry = [0u64; N];
        for limb in 0..self.limbs {
            let mut sum = [0u64; N];
            if limb < self.from_limbs {
                let shift = limb * self.from_plane + at;
                let mut begin = 0;
                for &end in ends {
                    // Doubling between the powers of two is multiplication by Horner's rule.
                    if begin > 0 {
                        sum.iter_mut().for_each(|sum| *sum <<= 1);
                    }
                    for &term in &terms[begin..end] {
                        let more = &self.from[term + shift..][..N];
                        for lane in 0..N {
                            sum[lane] += more[lane];
                        }
                    }
                    begin = end;
                }
            }
            let row = &mut to[limb * self.plane + start..][..N];
            for lane in 0..N {
                let all = sum[lane] + carry[lane];
                row[lane] = all & mask;
                carry[lane] = all >> self.bits;
            }
        }
        N
    }
}
