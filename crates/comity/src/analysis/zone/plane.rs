//! Lists of points in a fixed small number of dimensions, every point weighing 1: the loops that long
//! lists spend their time in.

/// Every point moved by `gain`; those below `least` dropped.
pub(super) fn shifted<const D: usize>(points: &[i64], gain: &[i64], least: &[i64]) -> Vec<i64> {
    let (points, _) = points.as_chunks::<D>();
    let (Some(gain), Some(least)) = (gain.first_chunk::<D>(), least.first_chunk::<D>()) else {
        return Vec::new();
    };
    let mut moved: Vec<[i64; D]> = Vec::with_capacity(points.len());
    for point in points {
        let mut to = *point;
        let mut meets = true;
        for d in 0..D {
            to[d] += gain[d];
            meets &= to[d] >= least[d];
        }
        if meets {
            moved.push(to);
        }
    }
    moved.into_flattened()
}

/// Two lists in order as one; `None` when more than one point in eight stands in both.
pub(super) fn merged<const D: usize>(a: &[i64], b: &[i64]) -> Option<Vec<i64>> {
    let ((a, _), (b, _)) = (a.as_chunks::<D>(), b.as_chunks::<D>());
    let mut both: Vec<[i64; D]> = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j, mut equal) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        let first = x <= y;
        equal += usize::from(x == y);
        both.push(if first { x } else { y });
        i += usize::from(first);
        j += usize::from(!first);
    }
    if equal > (a.len() + b.len()) / 8 {
        return None;
    }
    both.extend_from_slice(&a[i..]);
    both.extend_from_slice(&b[j..]);
    Some(both.into_flattened())
}

/// How many pairs of a point of `a` and a point of `b` meet the need in both dimensions; both lists in
/// lexicographic order, each shorter than 2³².
pub(super) fn pairs(a: &[i64], b: &[i64], need: &[i64]) -> u128 {
    let ((a, _), (b, _)) = (a.as_chunks::<2>(), b.as_chunks::<2>());
    // Points that meet the need with no point of the other list go first: often more than half.
    let a = useful(a, b, need);
    let b = useful(b, &a, need);
    if a.is_empty() {
        return 0;
    }
    let heights = ranks(a.iter().map(|p| p[1]));
    let asked = thresholds(&heights.sorted, b.iter().map(|p| need[1] - p[1]));
    let mut seen = Seen::new(a.len());
    let (mut next, mut sum) = (a.len(), 0u128);
    // b asks for ever less in the first dimension.
    for (point, asked) in b.iter().zip(asked) {
        while next > 0 && a[next - 1][0] + point[0] >= need[0] {
            next -= 1;
            seen.insert(heights.rank[next] as usize);
        }
        sum += u128::from(seen.at_or_above(asked as usize));
    }
    sum
}

/// The points of `own` that meet the need with some point of `other`.
fn useful(own: &[[i64; 2]], other: &[[i64; 2]], need: &[i64]) -> Vec<[i64; 2]> {
    let (mut next, mut highest) = (other.len(), i64::MIN / 4);
    let mut kept = Vec::with_capacity(own.len());
    for point in own {
        while next > 0 && other[next - 1][0] + point[0] >= need[0] {
            next -= 1;
            highest = highest.max(other[next][1]);
        }
        if point[1] + highest >= need[1] {
            kept.push(*point);
        }
    }
    kept
}

struct Ranks {
    /// Values ascending.
    sorted: Vec<i64>,
    /// Place of each value among them.
    rank: Vec<u32>,
}

fn ranks(values: impl ExactSizeIterator<Item = i64>) -> Ranks {
    let sorted = in_order(values);
    let mut rank = vec![0; sorted.len()];
    sorted.iter().enumerate().for_each(|(place, (_, from))| rank[*from as usize] = place as u32);
    Ranks { sorted: sorted.into_iter().map(|(value, _)| value).collect(), rank }
}

/// For each value, how many of `sorted` lie below it.
fn thresholds(sorted: &[i64], values: impl ExactSizeIterator<Item = i64>) -> Vec<u32> {
    let asked = in_order(values);
    let mut below = vec![0; asked.len()];
    let mut place = 0;
    for (value, from) in asked {
        while place < sorted.len() && sorted[place] < value {
            place += 1;
        }
        below[from as usize] = place as u32;
    }
    below
}

/// Values ascending, each with its position.
fn in_order(values: impl ExactSizeIterator<Item = i64>) -> Vec<(i64, u32)> {
    let mut all: Vec<(i64, u32)> = values.enumerate().map(|(at, value)| (value, at as u32)).collect();
    let (low, high) =
        all.iter().fold((i64::MAX, i64::MIN), |(low, high), (v, _)| (low.min(*v), high.max(*v)));
    let bits = 64 - (high.wrapping_sub(low) as u64).leading_zeros();
    if all.len() < 4096 || bits > 4 * DIGIT {
        all.sort_unstable();
        return all;
    }
    // Few enough digits: counting passes from the lowest digit up.
    let mut other = vec![(0, 0); all.len()];
    let mut shift = 0;
    while shift < bits {
        pass(&all, &mut other, low, shift);
        std::mem::swap(&mut all, &mut other);
        shift += DIGIT;
    }
    all
}

/// Bits of a digit: 2048 counters stay in the first cache.
const DIGIT: u32 = 11;

fn pass(from: &[(i64, u32)], to: &mut [(i64, u32)], low: i64, shift: u32) {
    let digit = |value: i64| ((value.wrapping_sub(low) as u64) >> shift) as usize & ((1 << DIGIT) - 1);
    let mut place = vec![0usize; 1 << DIGIT];
    from.iter().for_each(|(value, _)| place[digit(*value)] += 1);
    let mut sum = 0;
    for count in &mut place {
        sum += std::mem::replace(count, sum);
    }
    for entry in from {
        let slot = &mut place[digit(entry.0)];
        to[*slot] = *entry;
        *slot += 1;
    }
}

/// Ranks seen so far: a bit each, and a Fenwick tree over words of 64.
struct Seen {
    bits: Vec<u64>,
    /// `tree[i]`: seen in the words `i − lowbit(i) .. i`, counted from the top word down.
    tree: Vec<u32>,
}

impl Seen {
    fn new(ranks: usize) -> Self {
        let words = ranks / 64 + 1;
        Self { bits: vec![0; words], tree: vec![0; words + 1] }
    }

    fn insert(&mut self, rank: usize) {
        self.bits[rank / 64] |= 1 << (rank % 64);
        let mut node = self.bits.len() - rank / 64;
        while node < self.tree.len() {
            self.tree[node] += 1;
            node += node & node.wrapping_neg();
        }
    }

    /// How many ranks at or above this have been seen.
    fn at_or_above(&self, rank: usize) -> u64 {
        let word = rank / 64;
        let mut count = u64::from((self.bits[word] >> (rank % 64)).count_ones());
        let mut node = self.bits.len() - word - 1;
        while node > 0 {
            count += u64::from(self.tree[node]);
            node &= node - 1;
        }
        count
    }
}
