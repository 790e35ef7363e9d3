//! Several moved tables read as one, descending by the first axis.

use super::table::Moved;

/// The next point of every list, in order. All lists must have at least one axis.
///
/// A sorted queue, not a heap: few lists are in play at any stretch of a frontier, so a list that was
/// first is soon first again.
pub(super) struct Heads<'a, C, const D: usize> {
    lists: Vec<Reader<'a, C, D>>,
    /// `(first axis, list)` ascending: the next to read is last.
    queue: Vec<(i64, u32)>,
}

/// One list and how far it is read.
pub(super) struct Reader<'a, C, const D: usize> {
    pub list: &'a Moved<'a, C>,
    pub values: &'a [[i64; D]],
    pub shift: [i64; D],
    /// Position of the next point.
    pub at: usize,
}

impl<C, const D: usize> Reader<'_, C, D> {
    /// The moved point at a position.
    #[inline(always)]
    pub fn sums(&self, at: usize) -> [i64; D] {
        let mut sums = self.shift;
        sums.iter_mut().zip(&self.values[at]).for_each(|(sum, value)| *sum += value);
        sums
    }

    #[inline(always)]
    fn first(&self) -> Option<i64> {
        self.values.get(self.at).map(|point| point[0] + self.shift[0])
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
        let head = |(l, reader): (usize, &Reader<'a, C, D>)| reader.first().map(|first| (first, l as u32));
        let mut queue: Vec<(i64, u32)> = lists.iter().enumerate().filter_map(head).collect();
        queue.sort_unstable();
        Self { lists, queue }
    }

    /// The list whose next point is first, with its first axis; `None` at the end of all.
    #[inline(always)]
    pub fn peek(&self) -> Option<(i64, usize)> {
        self.queue.last().map(|&(first, list)| (first, list as usize))
    }

    /// One list.
    #[inline(always)]
    pub fn reader(&self, list: usize) -> &Reader<'a, C, D> {
        &self.lists[list]
    }

    /// Sets the list that `peek` gave to read on from `at`.
    #[inline(always)]
    pub fn skip_to(&mut self, list: usize, at: usize) {
        let reader = &mut self.lists[list];
        reader.at = at;
        let Some(first) = reader.first() else {
            self.queue.pop();
            return;
        };
        let Some((last, rest)) = self.queue.split_last_mut() else { return };
        let mut place = last;
        for before in rest.iter_mut().rev() {
            if before.0 <= first {
                break;
            }
            *place = *before;
            place = before;
        }
        *place = (first, list as u32);
    }
}
