//! The longest common subsequence of two sequences of symbols, and which places it pairs.
//!
//! Exact. The lengths are found a machine word at a time (Crochemore, Iliopoulos, Pinzon and Reid 2001;
//! Hyyrö 2004), touching only the machine words in which a symbol occurs; the pairs by splitting the
//! second sequence in halves (Hirschberg 1975), so that memory stays linear.

/// Pairs of places, ascending in both sequences, of one longest common subsequence.
///
/// *Exactness*: longest, unless the work would exceed [`MOST_WORK`]; then only what the two sequences
/// share at their ends is paired, which is correct and not shortest.
pub(crate) fn pairs(a: &[u32], b: &[u32]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let symbols = a.iter().chain(b).max().map_or(0, |most| *most as usize + 1);
    let mut solver = Solver { masks: Masks::new(symbols), found: &mut found };
    solver.solve(a, b);
    found.sort_unstable();
    found
}

/// How many machine words may be touched before a pair of stretches is given up as too different:
/// about a minute of one core.
pub(crate) const MOST_WORK: u64 = 20_000_000_000;

/// Below this many bits the whole table is kept and read back instead of split further.
const SMALL: usize = 1 << 19;

struct Solver<'a> {
    masks: Masks,
    found: &'a mut Vec<(u32, u32)>,
}

/// A stretch of both sequences still to be paired.
#[derive(Clone, Copy)]
struct Task {
    a: (usize, usize),
    b: (usize, usize),
}

impl Solver<'_> {
    fn solve(&mut self, a: &[u32], b: &[u32]) {
        let mut tasks = vec![Task { a: (0, a.len()), b: (0, b.len()) }];
        while let Some(task) = tasks.pop() {
            let Some(task) = self.trimmed(a, b, task) else { continue };
            let (left, right) = (&a[task.a.0..task.a.1], &b[task.b.0..task.b.1]);
            if left.len() * right.len() <= SMALL {
                self.table(left, right, task);
            } else if self.masks.work(left, right) <= MOST_WORK {
                tasks.extend(self.split(left, right, task));
            }
        }
    }

    /// Pairs what the stretches share at their ends; none if nothing is left between.
    fn trimmed(&mut self, a: &[u32], b: &[u32], mut task: Task) -> Option<Task> {
        while task.a.0 < task.a.1 && task.b.0 < task.b.1 && a[task.a.0] == b[task.b.0] {
            self.found.push((task.a.0 as u32, task.b.0 as u32));
            task.a.0 += 1;
            task.b.0 += 1;
        }
        while task.a.0 < task.a.1 && task.b.0 < task.b.1 && a[task.a.1 - 1] == b[task.b.1 - 1] {
            task.a.1 -= 1;
            task.b.1 -= 1;
            self.found.push((task.a.1 as u32, task.b.1 as u32));
        }
        (task.a.0 < task.a.1 && task.b.0 < task.b.1).then_some(task)
    }

    /// Halves the second stretch and finds where the first must be cut.
    fn split(&mut self, a: &[u32], b: &[u32], task: Task) -> [Task; 2] {
        let middle = b.len() / 2;
        self.masks.fill(a.iter().copied());
        let mut ahead = vec![u64::MAX; a.len().div_ceil(64)];
        for symbol in &b[..middle] {
            self.masks.step(&mut ahead, *symbol);
        }
        self.masks.fill(a.iter().rev().copied());
        let mut back = vec![u64::MAX; a.len().div_ceil(64)];
        for symbol in b[middle..].iter().rev() {
            self.masks.step(&mut back, *symbol);
        }
        let cut = best_cut(&ahead, &back, a.len());
        let (a_cut, b_cut) = (task.a.0 + cut, task.b.0 + middle);
        [
            Task { a: (task.a.0, a_cut), b: (task.b.0, b_cut) },
            Task { a: (a_cut, task.a.1), b: (b_cut, task.b.1) },
        ]
    }

    /// Keeps every row and walks back from the corner.
    fn table(&mut self, a: &[u32], b: &[u32], task: Task) {
        let words = a.len().div_ceil(64);
        self.masks.fill(a.iter().copied());
        let mut rows = vec![u64::MAX; words * (b.len() + 1)];
        for (at, symbol) in b.iter().enumerate() {
            let (done, rest) = rows.split_at_mut(words * (at + 1));
            rest[..words].copy_from_slice(&done[words * at..]);
            self.masks.step(&mut rest[..words], *symbol);
        }
        let rises = |row: usize, column: usize| rows[row * words + column / 64] >> (column % 64) & 1 == 0;
        let (mut i, mut j) = (a.len(), b.len());
        while i > 0 && j > 0 {
            // A zero bit says the length grows at this column of the row: if it does not in the row
            // above, the pair lies in this row.
            if !rises(j, i - 1) {
                i -= 1;
            } else if rises(j - 1, i - 1) {
                j -= 1;
            } else {
                i -= 1;
                j -= 1;
                self.found.push(((task.a.0 + i) as u32, (task.b.0 + j) as u32));
            }
        }
    }
}

/// Where to cut the first sequence so that the lengths on both sides add up to the most.
fn best_cut(ahead: &[u64], back: &[u64], len: usize) -> usize {
    let bit = |vector: &[u64], at: usize| vector[at / 64] >> (at % 64) & 1 == 0;
    let mut behind: usize = (0..len).filter(|at| bit(back, *at)).count();
    let mut before = 0;
    let (mut best, mut cut) = (behind, 0);
    for at in 0..len {
        before += usize::from(bit(ahead, at));
        behind -= usize::from(bit(back, len - 1 - at));
        if before + behind > best {
            best = before + behind;
            cut = at + 1;
        }
    }
    cut
}

/// For every symbol of the first sequence, the machine words in which it occurs.
struct Masks {
    /// For every symbol, where its entries begin, and how many there are.
    place: Vec<(u32, u32)>,
    entries: Vec<(u32, u64)>,
    used: Vec<u32>,
}

impl Masks {
    fn new(symbols: usize) -> Self {
        Self { place: vec![(0, 0); symbols], entries: Vec::new(), used: Vec::new() }
    }

    fn fill(&mut self, sequence: impl Iterator<Item = u32> + Clone) {
        for symbol in self.used.drain(..) {
            self.place[symbol as usize] = (0, 0);
        }
        for symbol in sequence.clone() {
            let count = &mut self.place[symbol as usize].1;
            if *count == 0 {
                self.used.push(symbol);
            }
            *count += 1;
        }
        let mut start = 0;
        for symbol in &self.used {
            let place = &mut self.place[*symbol as usize];
            let count = place.1;
            *place = (start, 0);
            start += count;
        }
        self.entries.clear();
        self.entries.resize(start as usize, (0, 0));
        for (at, symbol) in sequence.enumerate() {
            let (first, count) = self.place[symbol as usize];
            let word = (at / 64) as u32;
            let bit = 1_u64 << (at % 64);
            let last = (first + count) as usize;
            if count > 0 && self.entries[last - 1].0 == word {
                self.entries[last - 1].1 |= bit;
            } else {
                self.entries[last] = (word, bit);
                self.place[symbol as usize].1 += 1;
            }
        }
    }

    /// One row: `v ← (v + (v ∧ m)) ∨ (v ∧ ¬m)`, only where `m` has bits or a carry arrives.
    fn step(&self, row: &mut [u64], symbol: u32) {
        let (first, count) = self.place[symbol as usize];
        let mut carry_at = usize::MAX;
        for &(word, mask) in &self.entries[first as usize..(first + count) as usize] {
            let word = word as usize;
            carry_at = carry(row, carry_at, word);
            let value = row[word];
            let hit = value & mask;
            let (sum, over) = value.overflowing_add(hit);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry_at == word));
            row[word] = sum | (value & !mask);
            carry_at = if over || over_again { word + 1 } else { usize::MAX };
        }
        carry(row, carry_at, row.len());
    }

    /// How many machine words pairing would touch, at most.
    fn work(&mut self, a: &[u32], b: &[u32]) -> u64 {
        self.fill(a.iter().copied());
        b.iter().map(|symbol| u64::from(self.place[*symbol as usize].1) + 1).sum::<u64>() * 2
    }
}

/// Carries a one upwards from `at` until it is absorbed or reaches `end`; gives back where it waits.
fn carry(row: &mut [u64], mut at: usize, end: usize) -> usize {
    while at < end {
        // A word of all ones passes the carry on, and keeps its ones: the or with the old word restores them.
        let value = row[at];
        let (sum, over) = value.overflowing_add(1);
        row[at] = sum | value;
        if !over {
            return usize::MAX;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut before = 0;
            for (j, y) in b.iter().enumerate() {
                let up = row[j + 1];
                row[j + 1] = if x == y { before + 1 } else { up.max(row[j]) };
                before = up;
            }
        }
        row[b.len()]
    }

    #[test]
    fn as_long_as_the_textbook_finds() {
        let mut state = 7_u64;
        let mut next = move |most: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            ((state >> 33) % most) as u32
        };
        for round in 0..300 {
            let (n, m) = if round < 290 { (next(90), next(90)) } else { (900 + next(900), 900 + next(900)) };
            let symbols = 1 + u64::from(next(40));
            let a: Vec<u32> = (0..n).map(|_| next(symbols)).collect();
            let b: Vec<u32> = (0..m).map(|_| next(symbols)).collect();
            let found = pairs(&a, &b);
            assert_eq!(found.len(), slow(&a, &b));
            assert!(found.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            assert!(found.iter().all(|(i, j)| a[*i as usize] == b[*j as usize]));
        }
    }
}
