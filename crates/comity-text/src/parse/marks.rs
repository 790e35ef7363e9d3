//! The marks of a text: brackets, options, placeholders, drafters' labels, as one forest.

use super::delims::{ALONE, Delim};
use super::option::Marker;
use super::outline::{Outline, Placed};
use super::prefix;
use crate::holders::{Hold, Holders};
use crate::span::Span;
use crate::tree::{Mark, MarkIx, MarkKind, Piece, Placeholder};

/// The forest, the holds its marks refer to, and the unknown names beside known ones.
#[derive(Default)]
pub(super) struct Marks {
    pub all: Vec<Mark>,
    pub holds: Vec<Hold>,
    pub unknown: Vec<Span>,
    /// The mark of every option marker, in order.
    pub of_marker: Vec<MarkIx>,
    pub loose_braces: Vec<u32>,
}

struct Frame {
    mark: MarkIx,
    /// For an option, where the outline ends it.
    limit: u32,
    is_option: bool,
    child_end: u32,
    nesting: u32,
}

struct Sweep<'a> {
    source: &'a str,
    holders: &'a Holders,
    pieces: &'a [Piece],
    marks: Marks,
    stack: Vec<Frame>,
    piece: usize,
    note: u32,
}

/// Builds the forest from the delimiters and the option markers.
pub(super) fn marks(
    source: &str,
    delims: &[Delim],
    markers: &[Marker],
    outline: &Outline,
    holders: &Holders,
) -> Marks {
    let mut sweep = Sweep {
        source,
        holders,
        pieces: &outline.pieces,
        marks: Marks::default(),
        stack: Vec::new(),
        piece: 0,
        note: 0,
    };
    let mut next = 0;
    for (at, delim) in delims.iter().enumerate() {
        while let Some(marker) = markers.get(next).filter(|marker| marker.span.start < delim.at) {
            sweep.option(marker, &outline.options[next]);
            next += 1;
        }
        sweep.delim(at, delim, delims);
    }
    for (marker, placed) in markers.iter().zip(&outline.options).skip(next) {
        sweep.option(marker, placed);
    }
    sweep.close_options(source.len() as u32, true);
    let mut marks = sweep.marks;
    blanks(source, &mut marks);
    marks
}

impl Sweep<'_> {
    fn delim(&mut self, at: usize, delim: &Delim, delims: &[Delim]) {
        match (delim.byte, delim.partner) {
            (b'[', ALONE) => self.unclosed(delim.at),
            (b'[', closer) => self.open_bracket(delim.at, delims[closer as usize].at),
            (b']', ALONE) => self.leaf(MarkKind::Stray, Span::new(delim.at, delim.at + 1)),
            (b']', _) => self.close_bracket(delim.at),
            (b'{', closer) if closer != ALONE => self.brace(at, delim.at, delims[closer as usize].at),
            (_, ALONE) => self.marks.loose_braces.push(delim.at),
            _ => self.close_brace(delim.at),
        }
        if matches!(delim.byte, b']' | b'}') {
            self.note_reference(delim.at + 1);
        }
    }

    fn push(&mut self, kind: MarkKind, outer: Span, inner: Span) -> MarkIx {
        let ix = MarkIx(self.marks.all.len() as u32);
        let parent = self.stack.last();
        let nesting = parent.map_or(0, |frame| frame.nesting) + u32::from(kind == MarkKind::Bracket);
        self.marks.all.push(Mark {
            kind,
            outer,
            inner,
            parent: parent.map(|frame| frame.mark),
            nesting,
            reach: outer,
            set: None,
            placeholder: None,
            empty: false,
            name: Span::default(),
            holds: (0, 0),
        });
        ix
    }

    fn enter(&mut self, mark: MarkIx, limit: u32, is_option: bool) {
        let nesting = self.marks.all[mark.0 as usize].nesting;
        self.stack.push(Frame { mark, limit, is_option, child_end: 0, nesting });
    }

    fn leaf(&mut self, kind: MarkKind, outer: Span) {
        self.close_options(outer.start, false);
        self.push(kind, outer, Span::new(outer.end, outer.end));
        if let Some(frame) = self.stack.last_mut() {
            frame.child_end = outer.end;
        }
    }

    /// Contests to the end of the run of lines that its clause owns.
    fn unclosed(&mut self, at: u32) {
        self.leaf(MarkKind::Unclosed, Span::new(at, at + 1));
        while self.pieces.get(self.piece).is_some_and(|piece| piece.span.end <= at) {
            self.piece += 1;
        }
        let end = self.pieces.get(self.piece).map_or(at + 1, |piece| piece.span.end);
        let words = &self.source[at as usize..end as usize];
        if let Some(mark) = self.marks.all.last_mut() {
            mark.reach = Span::new(at, at + words.trim_end().len() as u32);
        }
    }

    fn open_bracket(&mut self, at: u32, closer: u32) {
        self.close_options(at, false);
        let ix = self.push(MarkKind::Bracket, Span::new(at, closer + 1), Span::new(at + 1, closer));
        if !self.holders.is_empty() {
            let inside = Span::new(at + 1, closer);
            let read = prefix::read(
                self.source,
                inside,
                self.holders,
                &mut self.marks.holds,
                &mut self.marks.unknown,
            );
            if let Some((holds, start)) = read {
                let mark = &mut self.marks.all[ix.0 as usize];
                mark.holds = holds;
                mark.inner.start = start;
            }
        }
        let mark = &mut self.marks.all[ix.0 as usize];
        let inside = self.source[mark.inner.range()].trim();
        mark.placeholder = bracketed_placeholder(inside);
        mark.empty = is_empty_option(inside);
        self.enter(ix, closer, false);
    }

    fn close_bracket(&mut self, at: u32) {
        while let Some(frame) = self.stack.pop() {
            if frame.is_option {
                self.end_option(&frame, at);
                continue;
            }
            if let Some(parent) = self.stack.last_mut() {
                parent.child_end = at + 1;
            }
            break;
        }
    }

    fn brace(&mut self, _at: usize, start: u32, closer: u32) {
        self.close_options(start, false);
        let inner = Span::new(start + 1, closer);
        let words = self.source[inner.range()].trim_start();
        let waits = words.len() >= 11 && words.as_bytes()[..11].eq_ignore_ascii_case(b"placeholder");
        let kind = if waits { MarkKind::Placeholder } else { MarkKind::DraftersLabel };
        let ix = self.push(kind, Span::new(start, closer + 1), inner);
        if waits {
            self.marks.all[ix.0 as usize].placeholder = Some(placeholder_kind(words));
        }
        self.enter(ix, closer, false);
    }

    fn close_brace(&mut self, at: u32) {
        self.close_bracket(at);
    }

    fn option(&mut self, marker: &Marker, placed: &Placed) {
        self.close_options(marker.span.start, false);
        let outer = Span::new(marker.span.start, placed.limit);
        let ix = self.push(MarkKind::Option, outer, Span::new(marker.span.end, placed.limit));
        let mark = &mut self.marks.all[ix.0 as usize];
        mark.name = marker.name;
        if !marker.aside.is_empty() && !self.holders.is_empty() {
            let found = prefix::names(
                self.source,
                marker.aside,
                self.holders,
                &mut self.marks.holds,
                &mut self.marks.unknown,
            );
            self.marks.all[ix.0 as usize].holds = found.unwrap_or((0, 0));
        }
        self.marks.of_marker.push(ix);
        self.enter(ix, placed.limit, true);
    }

    /// Ends the options on top of the stack whose clauses are over by `at`; every one if `all`.
    fn close_options(&mut self, at: u32, all: bool) {
        while self.stack.last().is_some_and(|frame| frame.is_option && (all || frame.limit <= at)) {
            if let Some(frame) = self.stack.pop() {
                self.end_option(&frame, at);
            }
        }
    }

    fn end_option(&mut self, frame: &Frame, at: u32) {
        let end = frame.limit.min(at).max(frame.child_end);
        let mark = &mut self.marks.all[frame.mark.0 as usize];
        let start = mark.inner.start;
        let words = &self.source[start as usize..end.max(start) as usize];
        let end = start + words.trim_end().len() as u32;
        mark.outer.end = end;
        mark.reach.end = end;
        mark.inner.end = end;
        mark.empty = is_empty_option(words.trim());
        if let Some(parent) = self.stack.last_mut() {
            parent.child_end = parent.child_end.max(end);
        }
    }

    /// A number right behind a bracket or a brace that continues the count of footnotes.
    fn note_reference(&mut self, at: u32) {
        let rest = &self.source.as_bytes()[at as usize..];
        let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0
            || digits > 2
            || rest.get(digits).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
        {
            return;
        }
        let number = rest[..digits].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
        let dotted = rest.get(digits) == Some(&b'.') && rest.get(digits + 1).is_some_and(u8::is_ascii_digit);
        if number <= self.note || number > self.note + MISSED_NOTES || dotted {
            return;
        }
        self.note = number;
        self.leaf(MarkKind::FootnoteReference, Span::new(at, at + digits as u32));
    }
}

/// How many references may have stood in places where they cannot be told from wording.
const MISSED_NOTES: u32 = 4;

/// The longest wording looked at to see whether a bracket is a placeholder.
const LONGEST_PLACEHOLDER: usize = 24;

fn bracketed_placeholder(inside: &str) -> Option<Placeholder> {
    let start = inside.trim_start_matches(['…', '.', ' ', '{']);
    if start.len() >= 11 && start.as_bytes()[..11].eq_ignore_ascii_case(b"placeholder") {
        return Some(placeholder_kind(inside));
    }
    if inside.len() > LONGEST_PLACEHOLDER {
        return None;
    }
    let lower = inside.to_lowercase();
    if lower.is_empty() {
        return None;
    }
    if lower.chars().all(|c| matches!(c, '…' | '.' | '_' | ' ')) {
        return (lower.len() >= 3).then_some(Placeholder::Wording);
    }
    let figures = |word: &str| word.chars().all(|c| matches!(c, 'x' | 'y' | 'z')) && word.len() <= 4;
    let plain = lower.trim_end_matches([' ', '%']).trim_end_matches(" per cent").trim_end();
    if figures(plain) && !(plain.len() > 1 && inside.chars().all(char::is_lowercase) && plain != "xx") {
        return Some(Placeholder::Number);
    }
    let year = plain.strip_prefix("by ").unwrap_or(plain);
    let open_year = year.len() == 4
        && year.starts_with("20")
        && year[2..].chars().all(|c| matches!(c, 'x' | 'y' | '…' | '_'));
    let date = matches!(
        year,
        "date" | "year" | "x date" | "year x" | "day month" | "day" | "month" | "tbd" | "дата" | "التاريخ"
    );
    (open_year || date).then_some(Placeholder::Date)
}

fn placeholder_kind(words: &str) -> Placeholder {
    let lower = words.chars().take(60).collect::<String>().to_lowercase();
    if ["date", "year", "time"].iter().any(|word| lower.contains(word)) {
        Placeholder::Date
    } else if ["number", "figure", "amount", "per cent", "percentage"].iter().any(|word| lower.contains(word))
    {
        Placeholder::Number
    } else {
        Placeholder::Wording
    }
}

/// The ways to write the empty option.
fn is_empty_option(inside: &str) -> bool {
    if inside.len() > 40 {
        return false;
    }
    let lower =
        inside.trim_end_matches(['.', ']', ' ', ';', ',']).trim_start_matches(['[', ' ']).to_lowercase();
    matches!(
        lower.as_str(),
        "" | "no text"
            | "no provision"
            | "no paragraph"
            | "no article"
            | "pas de texte"
            | "sin texto"
            | "текст отсутствует"
            | "لا نص"
    )
}

/// Rules to write on: `______` is a placeholder without brackets.
fn blanks(source: &str, marks: &mut Marks) {
    if !source.contains("___") {
        return;
    }
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = source[at..].find("___") {
        let start = at + step;
        let long = bytes[start..].iter().take_while(|b| **b == b'_').count();
        found.push(Span::new(start as u32, (start + long) as u32));
        at = start + long;
    }
    insert(marks, &found);
}

/// Puts leaves into the forest where they belong and renumbers what points at the marks behind them.
fn insert(marks: &mut Marks, found: &[Span]) {
    let old = std::mem::take(&mut marks.all);
    let mut moved: Vec<u32> = Vec::with_capacity(old.len());
    let mut all: Vec<Mark> = Vec::with_capacity(old.len() + found.len());
    let mut open: Vec<MarkIx> = Vec::new();
    let mut waiting = found.iter().peekable();
    for mark in old {
        while let Some(&&span) = waiting.peek() {
            if span.start >= mark.outer.start {
                break;
            }
            waiting.next();
            leaf(&mut all, &mut open, span);
        }
        moved.push(all.len() as u32);
        let parent = mark.parent.map(|ix| MarkIx(moved[ix.0 as usize]));
        all.push(Mark { parent, ..mark });
        open.push(MarkIx(all.len() as u32 - 1));
    }
    for &span in waiting {
        leaf(&mut all, &mut open, span);
    }
    for ix in &mut marks.of_marker {
        *ix = MarkIx(moved[ix.0 as usize]);
    }
    marks.all = all;
}

fn leaf(all: &mut Vec<Mark>, open: &mut Vec<MarkIx>, span: Span) {
    while open.last().is_some_and(|ix| all[ix.0 as usize].outer.end < span.end) {
        open.pop();
    }
    let parent = open.last().copied();
    if parent.is_some_and(|ix| {
        all[ix.0 as usize].outer == span || all[ix.0 as usize].kind == MarkKind::FootnoteReference
    }) {
        return;
    }
    let nesting = parent.map_or(0, |ix| all[ix.0 as usize].nesting);
    all.push(Mark {
        kind: MarkKind::Placeholder,
        outer: span,
        inner: span,
        parent,
        nesting,
        reach: span,
        set: None,
        placeholder: Some(Placeholder::Wording),
        empty: false,
        name: Span::default(),
        holds: (0, 0),
    });
}
