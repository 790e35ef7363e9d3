//! Several moved tables read as one, descending by the first axis: a tree of losers.
//!
//! *Source*: Knuth, The Art of Computer Programming, volume 3, section 5.4.1.

use super::table::Moved;

/// The next point of every list, in a tournament. All lists must have at least one axis.
pub(super) struct Heads<'a, C, const D: usize> {
    lists: Vec<Reader<'a, C, D>>,
    /// The loser of each match, from position 1; the winner of all apart.
    losers: Vec<Head>,
    winner: Head,
}

/// One list and how far it is read.
pub(super) struct Reader<'a, C, const D: usize> {
    pub list: &'a Moved<'a, C>,
    pub values: &'a [[i64; D]],
    pub shift: [i64; D],
    /// Position of the next point.
    pub at: usize,
}

#[derive(Clone, Copy)]
struct Head {
    first: i64,
    list: u32,
}

/// The first axis of a list that has been read to its end; no sum is so low.
const SPENT: i64 = i64::MIN;

impl<C, const D: usize> Reader<'_, C, D> {
    /// The moved point at a position.
    #[inline(always)]
    pub fn sums(&self, at: usize) -> [i64; D] {
        let mut sums = self.shift;
        sums.iter_mut().zip(&self.values[at]).for_each(|(sum, value)| *sum += value);
        sums
    }

    #[inline(always)]
    fn first(&self) -> i64 {
        self.values.get(self.at).map_or(SPENT, |point| point[0] + self.shift[0])
    }
}

impl<'a, C, const D: usize> Heads<'a, C, D> {
    /// Lists with positions where reading starts.
    pub fn new(lists: &'a [Moved<'a, C>], start: impl Fn(&Reader<'a, C, D>) -> usize) -> Self {
        let reader = |list: &'a Moved<'a, C>| {
            let mut shift = [0; D];
            shift.copy_from_slice(&list.shift);
            let mut reader = Reader { list, values: list.values.as_chunks::<D>().0, shift, at: 0 };
            reader.at = start(&reader);
            reader
        };
        let lists: Vec<_> = lists.iter().map(reader).collect();
        let leaves = lists.len().next_power_of_two();
        let spent = Head { first: SPENT, list: 0 };
        let mut heads = Self { losers: vec![spent; leaves], winner: spent, lists };
        heads.winner = heads.play(1);
        heads
    }

    /// Plays the matches under `node`.
    fn play(&mut self, node: usize) -> Head {
        let leaves = self.losers.len();
        if node >= leaves {
            let list = node - leaves;
            let first = self.lists.get(list).map_or(SPENT, Reader::first);
            return Head { first, list: list as u32 };
        }
        let (a, b) = (self.play(2 * node), self.play(2 * node + 1));
        let (winner, loser) = if a.first >= b.first { (a, b) } else { (b, a) };
        self.losers[node] = loser;
        winner
    }

    /// The list whose next point is first, with its first axis; `None` at the end of all.
    #[inline(always)]
    pub fn peek(&self) -> Option<(i64, usize)> {
        (self.winner.first != SPENT).then_some((self.winner.first, self.winner.list as usize))
    }

    /// One list.
    #[inline(always)]
    pub fn reader(&self, list: usize) -> &Reader<'a, C, D> {
        &self.lists[list]
    }

    /// Sets the winning list to read on from `at`.
    #[inline(always)]
    pub fn skip_to(&mut self, at: usize) {
        let list = self.winner.list as usize;
        let reader = &mut self.lists[list];
        reader.at = at;
        let mut head = Head { first: reader.first(), list: list as u32 };
        let mut node = (self.losers.len() + list) / 2;
        while node > 0 {
            let other = self.losers[node];
            let loses = other.first > head.first;
            self.losers[node] = if loses { head } else { other };
            head = if loses { other } else { head };
            node /= 2;
        }
        self.winner = head;
    }
}
