//! Breaks between lines: whether a line ends because it was full or because something ended.

use super::{Builder, Last};
use crate::parse::furniture::LineRole;

impl Builder<'_> {
    pub(super) fn blank_before(&self, at: usize) -> bool {
        at > 0 && self.roles[at - 1] == LineRole::Blank
    }

    /// True if the last line of wording ended in a colon.
    pub(super) fn announced(&self) -> bool {
        self.last_line.is_some_and(|at| bare_end(self.lines[at].words(self.source)).ends_with(':'))
    }

    /// True if the first word of line `next` would have fitted on line `prev`: the break was meant.
    pub(super) fn short(&self, prev: usize, next: usize) -> bool {
        self.room(prev, next) >= 1
    }

    /// How many characters were left on line `prev` behind the first word of line `next`, had it stood
    /// there. The width is that of the lines around, for pages are not all set alike.
    pub(super) fn room(&self, prev: usize, next: usize) -> i64 {
        let Some(wrap) = self.wrap else { return i64::from(u32::MAX) };
        let words = self.lines[next].words(self.source);
        let first = words.split_whitespace().next().unwrap_or("").chars().take(80).count();
        let near = prev.saturating_sub(NEAR)..(prev + NEAR).min(self.lines.len());
        let body = near.filter(|n| self.roles[*n] == LineRole::Body).map(|n| self.lines[n].width).max();
        let width = wrap.min(body.unwrap_or(wrap));
        i64::from(width) - i64::from(self.lines[prev].width) - 1 - first as i64
    }

    pub(super) fn break_before(&self, at: usize) -> Break {
        let Some(prev) = self.last_line else {
            return Break::Sure;
        };
        if self.wrap.is_none() {
            return Break::Sure;
        }
        if matches!(self.last, Last::Heading | Last::LabelOnly | Last::MarkerOnly) {
            return Break::Sure;
        }
        let words = bare_end(self.lines[prev].words(self.source));
        let complete = words.ends_with(['.', ';', ':', ',', '…', '?'])
            || self.lines[prev].words(self.source).ends_with([']', '}']);
        let blank = self.roles[prev + 1..at].contains(&LineRole::Blank);
        match (self.short(prev, at), complete) {
            (true, true) => Break::Sure,
            (true, false) => Break::Likely,
            (false, true) if blank => Break::Likely,
            (false, true) => Break::Possible,
            (false, false)
                if blank && self.roles[prev + 1..at].iter().all(|role| *role == LineRole::Blank) =>
            {
                Break::Possible
            }
            (false, false) => Break::Flowing,
        }
    }
}

/// How sure it is that a line begins something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// The line before it is full and its sentence goes on.
    Flowing,
    /// The line before it is full, but something ended there.
    Possible,
    /// The line before it had room left.
    Likely,
    /// The line before it had room left, and something ended there.
    Sure,
}

/// How many lines around a line tell how wide its page is set.
const NEAR: usize = 12;

/// The words without brackets, quotation marks and a footnote number at their end.
pub(super) fn bare_end(words: &str) -> &str {
    let cut = words.trim_end_matches([']', '}', ' ', '”', '"', '’', ')']);
    let digits = cut.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = digits.trim_end_matches(' ');
    let noted = digits.ends_with([']', '}', '.', ';', ',']) && cut.len() - digits.len() <= 3;
    if noted { digits.trim_end_matches([']', '}', ' ', '”', '"', ')']) } else { cut }
}
