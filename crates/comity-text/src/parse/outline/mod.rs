//! The outline of a text: which lines begin a clause, and which clause each stands in.
//!
//! One pass over the lines with a stack of the clauses that are open. A label is judged by what it
//! would follow: a number is believed where a list expects it, and doubted in the middle of a sentence.

mod block;
mod breaks;
mod label;
mod stack;
mod unit;

use super::furniture::{LineRole, roles};
use super::lines::Line;
use super::option::{Marker, OptionStyle};
use super::read_label::{Reading, read};
use crate::label::LabelStyle;
use crate::tree::{Clause, ClauseIx, ClauseKind, Piece, PieceOf};

/// The outline, and what it says about the options.
pub(super) struct Outline {
    pub clauses: Vec<Clause>,
    pub pieces: Vec<Piece>,
    /// For every marker, in order.
    pub options: Vec<Placed>,
}

/// Where an option belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// The clause whose alternatives it opens.
    pub owner: ClauseIx,
    /// Options with the same number are alternatives to one another.
    pub set: u32,
    /// The offset behind which the clauses that its owner holds have ended.
    pub limit: u32,
    /// True if its number follows the one before it in its set, or opens one.
    pub follows: bool,
}

struct Open {
    ix: ClauseIx,
    rank: u32,
    reading: Option<Reading>,
    indent: u32,
}

struct OpenSet {
    id: u32,
    style: OptionStyle,
    number: u32,
    roman: Option<u32>,
    suffix: u32,
    /// The stack is this long while the set's owner is its top.
    depth: usize,
    last: usize,
}

/// What the last line of wording was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A label or a marker with nothing behind it.
    LabelOnly,
    MarkerOnly,
    Heading,
    Wording,
}

struct Builder<'a> {
    source: &'a str,
    lines: &'a [Line],
    roles: Vec<LineRole>,
    wrap: Option<u32>,
    markers: &'a [Marker],
    clauses: Vec<Clause>,
    pieces: Vec<Piece>,
    last_piece: Vec<u32>,
    stack: Vec<Open>,
    sets: Vec<OpenSet>,
    next_set: u32,
    placed: Vec<Placed>,
    last_line: Option<usize>,
    last: Last,
    preamble: bool,
    blank_line_above: bool,
    started: bool,
    highest: u32,
    /// The number of the last article.
    article: u32,
}

/// Finds the outline.
pub(super) fn outline(source: &str, lines: &[Line], wrap: Option<u32>, markers: &[Marker]) -> Outline {
    let mut builder = Builder {
        source,
        lines,
        roles: roles(source, lines, wrap),
        wrap,
        markers,
        clauses: Vec::new(),
        pieces: Vec::new(),
        last_piece: Vec::new(),
        stack: Vec::new(),
        sets: Vec::new(),
        next_set: 0,
        placed: Vec::with_capacity(markers.len()),
        last_line: None,
        last: Last::Nothing,
        preamble: false,
        blank_line_above: true,
        started: false,
        highest: 0,
        article: 0,
    };
    builder.open(ClauseKind::Document, None, 0, None, 0, 0);
    for at in 0..lines.len() {
        builder.line(at);
    }
    builder.finish()
}

/// The ranks of clauses without a label; those with one have the rank of its style.
const HEADING: u32 = 45;
const UNLABELLED: u32 = 55;

impl Builder<'_> {
    fn line(&mut self, at: usize) {
        let line = self.lines[at];
        if self.roles[at] != LineRole::Body {
            self.options_aside(line);
        }
        match self.roles[at] {
            LineRole::Furniture => self.piece(PieceOf::Furniture, line),
            LineRole::NoteStart => {
                let ix = self.add(ClauseKind::Footnote, None, line.text, ClauseIx::DOCUMENT, 1);
                self.piece(PieceOf::Clause(ix), line);
            }
            LineRole::Note => self.note_line(line),
            LineRole::Blank => self.continue_piece(line),
            LineRole::Body => self.body(at),
        }
    }

    /// A further line of a footnote; a bullet in it begins an item.
    fn note_line(&mut self, line: Line) {
        let bulleted =
            read(line.words(self.source)).is_some_and(|found| found.readings[0].style == LabelStyle::Bullet);
        let note = self.clauses.iter().rposition(|clause| clause.kind == ClauseKind::Footnote);
        match note {
            Some(note) if bulleted => {
                let ix = self.add(ClauseKind::Item, None, line.text, ClauseIx(note as u32), 2);
                self.piece(PieceOf::Clause(ix), line);
            }
            _ => self.continue_piece(line),
        }
    }

    fn body(&mut self, at: usize) {
        let line = self.lines[at];
        let (start, opened) = self.after_openers(line);
        let words = &self.source[start..line.text_end as usize];
        let marker = self.marker_at(start as u32);
        let label = if marker.is_some() { None } else { self.label(at, words, opened) };
        let mut rest = start;
        match label {
            Some((candidate, reading, keep)) => {
                rest = start + candidate.end;
                self.labelled(line, start, &candidate, reading, keep);
            }
            None if marker.is_some() => self.preambular_option(at, words),
            None if self.begins_unit(at, words) => self.unlabelled(at, words),
            None => {}
        }
        self.options(line, at);
        let top = self.top();
        self.piece(PieceOf::Clause(top), line);
        self.remember(at, line, rest, label_taken(rest, start), marker.is_some());
    }

    fn remember(&mut self, at: usize, line: Line, rest: usize, labelled: bool, marker: bool) {
        let behind = match self.markers[..self.placed.len()].last() {
            Some(last) if last.span.start >= line.start => rest.max(last.span.end as usize),
            _ => rest,
        };
        let behind = behind.min(line.text_end as usize);
        let bare = !self.source[behind..line.text_end as usize].contains(|c: char| c.is_alphanumeric());
        self.last = match self.last {
            Last::Heading if self.last_line == Some(at) => Last::Heading,
            _ if bare && marker => Last::MarkerOnly,
            _ if bare && labelled => Last::LabelOnly,
            _ if labelled && !marker && self.stack.last().is_some_and(|open| open.rank < HEADING) => {
                Last::Heading
            }
            _ => Last::Wording,
        };
        self.last_line = Some(at);
    }

    /// The offset of the first character that is no bracket, and whether a bracket stands before it.
    fn after_openers(&self, line: Line) -> (usize, bool) {
        let words = line.words(self.source);
        let rest = words.trim_start_matches(['[', ' ', '\t']);
        ((line.text_end as usize) - rest.len(), rest.len() < words.len())
    }

    fn marker_at(&self, start: u32) -> Option<usize> {
        let at = self.placed.len();
        self.markers.get(at).filter(|marker| marker.span.start == start).map(|_| at)
    }

    fn top(&self) -> ClauseIx {
        self.stack.last().map_or(ClauseIx::DOCUMENT, |open| open.ix)
    }
}

fn label_taken(rest: usize, start: usize) -> bool {
    rest > start
}
