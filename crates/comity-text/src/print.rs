//! Prints a text: the same bytes again, or cut into runs that a form can style.

use crate::span::Span;
use crate::tree::{Mark, MarkIx, MarkKind, Text};

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Wording, white space included.
    Words,
    /// `[`, with the list of holders behind it if there is one, or `{`.
    Opener,
    /// `]` or `}`.
    Closer,
    /// `Option 1:`.
    Marker,
    /// A `]` that closes nothing or a `[` never closed.
    Loose,
    /// A reference to a footnote.
    Reference,
}

/// A run of characters with the innermost mark it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub span: Span,
    /// What they are.
    pub kind: RunKind,
    /// The innermost mark that holds them; [`crate::Mark::parent`] leads outwards.
    pub mark: Option<MarkIx>,
}

impl Text {
    /// Prints the text from its pieces: the bytes it was read from, whatever they were.
    pub fn print(&self) -> String {
        let mut printed = String::with_capacity(self.source().len());
        for piece in self.pieces() {
            printed.push_str(self.slice(piece.span));
        }
        printed
    }

    /// Cuts a span into runs.
    ///
    /// *Shape*: in order, none empty, together exactly the span. Marks may begin before it and end behind it.
    pub fn runs(&self, span: Span) -> Vec<Run> {
        let mut runs = Runs { text: self, at: span.start, end: span.end, out: Vec::new() };
        let mut open: Vec<MarkIx> = self.marks_at(span.start);
        open.retain(|ix| self.mark(*ix).outer.start < span.start);
        let first = self.marks().partition_point(|mark| mark.outer.start < span.start);
        for (at, mark) in self.marks().iter().enumerate().skip(first) {
            if mark.outer.start >= span.end {
                break;
            }
            runs.close_until(&mut open, mark.outer.start);
            runs.fill(mark.outer.start, RunKind::Words, open.last().copied());
            let ix = MarkIx(at as u32);
            runs.fill(mark.inner.start.min(mark.outer.end), opener(mark), Some(ix));
            open.push(ix);
        }
        runs.close_until(&mut open, span.end);
        runs.fill(span.end, RunKind::Words, open.last().copied());
        runs.out
    }
}

fn opener(mark: &Mark) -> RunKind {
    match mark.kind {
        MarkKind::Bracket | MarkKind::DraftersLabel => RunKind::Opener,
        MarkKind::Placeholder if mark.inner.start > mark.outer.start => RunKind::Opener,
        MarkKind::Placeholder => RunKind::Words,
        MarkKind::Option => RunKind::Marker,
        MarkKind::FootnoteReference => RunKind::Reference,
        MarkKind::Unclosed | MarkKind::Stray => RunKind::Loose,
    }
}

struct Runs<'a> {
    text: &'a Text,
    at: u32,
    end: u32,
    out: Vec<Run>,
}

impl Runs<'_> {
    fn fill(&mut self, to: u32, kind: RunKind, mark: Option<MarkIx>) {
        let to = to.min(self.end);
        if to > self.at {
            self.out.push(Run { span: Span::new(self.at, to), kind, mark });
            self.at = to;
        }
    }

    /// Ends the marks that end at or before `offset`, innermost first.
    fn close_until(&mut self, open: &mut Vec<MarkIx>, offset: u32) {
        while let Some(&ix) = open.last() {
            let mark = self.text.mark(ix);
            if mark.outer.end > offset {
                // The closer itself may already lie within the span.
                if mark.inner.end < offset && mark.kind != MarkKind::Option {
                    self.fill(mark.inner.end, RunKind::Words, Some(ix));
                }
                break;
            }
            self.fill(mark.inner.end, RunKind::Words, Some(ix));
            self.fill(mark.outer.end, RunKind::Closer, Some(ix));
            open.pop();
        }
    }
}
