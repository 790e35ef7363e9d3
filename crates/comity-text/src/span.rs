//! Places in a text: byte spans, and the lines and columns people read.

use std::ops::Range;

/// A half-open range of bytes of a text; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span as a range for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many bytes it covers.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// True if it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True if `other` lies within it.
    pub const fn encloses(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if `offset` is one of its bytes.
    pub const fn holds(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// The bytes that both cover; empty where they do not meet.
    pub fn overlap(self, other: Span) -> Span {
        let start = self.start.max(other.start);
        Span::new(start, self.end.min(other.end).max(start))
    }
}

/// A line and a column, both counted from 1; the column counts characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Finds lines and columns for offsets asked in ascending order, in one pass over the text.
///
/// A column asked for every one of a million anomalies on a single line must not cost the length of
/// that line each time; this is why it remembers where it stands.
pub struct Places<'a> {
    source: &'a str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    /// Starts at the first character of `source`.
    pub fn new(source: &'a str) -> Self {
        Self { source, at: 0, line: 1, column: 1 }
    }

    /// The position of the character that starts at or holds byte `offset`.
    ///
    /// Offsets asked out of order are answered too, by starting again from the top.
    pub fn of(&mut self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.source.len());
        if offset < self.at {
            *self = Self::new(self.source);
        }
        for &byte in &self.source.as_bytes()[self.at..offset] {
            if byte == b'\n' {
                self.line += 1;
                self.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.column += 1;
            }
        }
        self.at = offset;
        Position { line: self.line, column: self.column }
    }
}

/// The position of byte `offset` of `source`; use [`Places`] for many.
pub fn position(source: &str, offset: u32) -> Position {
    Places::new(source).of(offset)
}

/// At most `limit` characters of `source` around `span`, on one line, with `…` where it was cut.
pub fn excerpt(source: &str, span: Span, limit: usize) -> String {
    let end = (span.end as usize).min(source.len());
    let start = (span.start as usize).min(end);
    let wanted = limit.saturating_sub(2);
    let before: String = source[..start].chars().rev().take(wanted / 3).take_while(|c| *c != '\n').collect();
    let mut shown: String = before.chars().rev().collect();
    let left = wanted.saturating_sub(before.chars().count());
    let after: String = source[start..].chars().take(left).take_while(|c| *c != '\n').collect();
    let cut_before = start > before.len();
    let cut_after = start + after.len() < source.len();
    shown.push_str(&after);
    let body = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let lead = if cut_before { "…" } else { "" };
    let tail = if cut_after { "…" } else { "" };
    format!("{lead}{body}{tail}")
}
