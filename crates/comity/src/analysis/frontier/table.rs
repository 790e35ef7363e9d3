//! Tables of points at one step of a course, and the links back to where each came from.

use super::count::Count;

/// Points with the same open couplings, descending lexicographically.
#[derive(Clone, Debug)]
pub(super) struct Table<C> {
    /// `values[point * dims + d]`.
    pub values: Vec<i64>,
    /// Number of ways to reach each point.
    pub counts: Vec<C>,
    /// Where each came from.
    pub links: Links,
}

/// Where points came from: the position among all points of the step before, and the choice taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Links(Vec<(u32, u32)>);

impl Links {
    /// The links of several tables, one after another.
    pub fn joined(links: impl Iterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for Self(own) in links {
            if all.is_empty() { all = own } else { all.extend(own) }
        }
        all.shrink_to_fit();
        Self(all)
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Parent and choice of one point.
    #[inline]
    pub fn at(&self, point: u32) -> (u32, u32) {
        self.0[point as usize]
    }
}

/// A table moved by one choice.
pub(super) struct Moved<'a, C> {
    pub values: &'a [i64],
    pub counts: &'a [C],
    /// Position of the table's first point among all points of its step.
    pub first: u32,
    pub shift: Vec<i64>,
    pub choice: u32,
    /// How many choices of the block do exactly the same.
    pub weight: u64,
}

/// Why a step did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// A limit of the budget.
    Stopped(crate::analysis::Stopped),
    /// More points than the step may have.
    Full,
    /// A count grew past its type.
    Overflow,
}

impl From<crate::analysis::Stopped> for Halt {
    fn from(stopped: crate::analysis::Stopped) -> Self {
        Self::Stopped(stopped)
    }
}

impl<C: Count> Table<C> {
    /// No points yet.
    pub fn empty() -> Self {
        Self { values: Vec::new(), counts: Vec::new(), links: Links::default() }
    }

    /// No points yet, with room for some.
    pub fn with_capacity(dims: usize, points: usize) -> Self {
        let links = Links(Vec::with_capacity(points));
        Self { values: Vec::with_capacity(points * dims), counts: Vec::with_capacity(points), links }
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Adds a point of `list`.
    #[inline(always)]
    pub fn push(&mut self, values: &[i64], list: &Moved<'_, C>, at: usize) -> Result<(), Halt> {
        self.values.extend_from_slice(values);
        self.counts.push(list.count(at)?);
        self.links.0.push((list.first + at as u32, list.choice));
        Ok(())
    }

    /// Takes the last point back; `width` is its number of dimensions.
    #[inline]
    pub fn pop(&mut self, width: usize) {
        self.values.truncate(self.values.len() - width);
        self.counts.pop();
        self.links.0.pop();
    }

    /// Keeps the points whose sums `keep` accepts; `width` is their number of dimensions.
    pub fn retain(&mut self, width: usize, keep: impl Fn(&[i64]) -> bool) {
        let keeps: Vec<bool> = self.values.chunks_exact(width).map(keep).collect();
        let mut at = 0;
        let mut next = || {
            at += 1;
            keeps[at - 1]
        };
        self.counts.retain(|_| next());
        let mut of = keeps.iter();
        self.links.0.retain(|_| of.next() == Some(&true));
        let mut of = keeps.iter().flat_map(|keep| std::iter::repeat_n(*keep, width));
        self.values.retain(|_| of.next() == Some(true));
    }

    /// Adds the ways of a point equal to point `known`.
    #[inline]
    pub fn join(&mut self, known: usize, list: &Moved<'_, C>, at: usize) -> Result<(), Halt> {
        let more = list.count(at)?;
        self.counts[known] = self.counts[known].plus(&more).ok_or(Halt::Overflow)?;
        Ok(())
    }
}

impl<C: Count> Moved<'_, C> {
    /// Ways to reach the moved point.
    #[inline]
    pub fn count(&self, at: usize) -> Result<C, Halt> {
        match self.weight {
            1 => Ok(self.counts[at].clone()),
            weight => self.counts[at].times(weight).ok_or(Halt::Overflow),
        }
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.counts.len()
    }
}
