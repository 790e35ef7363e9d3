//! The tree of the one text: clauses over pieces of its bytes, and marks (brackets, options, …) within.
//!
//! Two structures lie over the same bytes. *Clauses* form the outline; their own wording is a list of
//! [`Piece`]s, and the pieces of all clauses, with the page furniture, partition the bytes of the text.
//! *Marks* form a forest of their own, because in real texts one bracket often spans many clauses.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::holders::{Hold, Holders};
use crate::label::Label;
use crate::span::{Places, Position, Span};

/// A clause of one text, by its place in [`Text::clauses`]; 0 is the document itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseIx(pub u32);

/// A mark of one text, by its place in [`Text::marks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkIx(pub u32);

/// A set of alternatives of one text, by its place in [`Text::sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetIx(pub u32);

impl ClauseIx {
    /// The document itself, the root of every tree.
    pub const DOCUMENT: ClauseIx = ClauseIx(0);
}

/// What a clause is in the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKind {
    /// The whole text; its own pieces are what stands before the first clause.
    Document,
    /// `Annex I`, `Appendix`.
    Annex,
    /// `PART II`, `Chapter 3`.
    Part,
    /// A section with a letter or a Roman numeral: `D. Mitigation`, `III. DECISIONS …`.
    Section,
    /// `Article 2 bis`.
    Article,
    /// A heading without a label.
    Heading,
    /// A paragraph of the preamble.
    Preambular,
    /// Wording that introduces the numbered clauses after it, without a label of its own.
    Chapeau,
    /// A numbered paragraph, or one without a label.
    Paragraph,
    /// A clause with a letter, a Roman numeral or a number of several parts: `(a)`, `iv.`, `13.1`.
    SubParagraph,
    /// An item behind a bullet or a dash.
    Item,
    /// A footnote at the foot of a page.
    Footnote,
}

impl ClauseKind {
    /// All kinds, from the outermost inwards.
    pub const ALL: [ClauseKind; 12] = [
        ClauseKind::Document,
        ClauseKind::Annex,
        ClauseKind::Part,
        ClauseKind::Section,
        ClauseKind::Article,
        ClauseKind::Heading,
        ClauseKind::Preambular,
        ClauseKind::Chapeau,
        ClauseKind::Paragraph,
        ClauseKind::SubParagraph,
        ClauseKind::Item,
        ClauseKind::Footnote,
    ];

    /// The word for it in reports and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            ClauseKind::Document => "document",
            ClauseKind::Annex => "annex",
            ClauseKind::Part => "part",
            ClauseKind::Section => "section",
            ClauseKind::Article => "article",
            ClauseKind::Heading => "heading",
            ClauseKind::Preambular => "preambular",
            ClauseKind::Chapeau => "chapeau",
            ClauseKind::Paragraph => "paragraph",
            ClauseKind::SubParagraph => "sub-paragraph",
            ClauseKind::Item => "item",
            ClauseKind::Footnote => "footnote",
        }
    }
}

/// A clause: its label, its place in the outline and the bytes it owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What it is.
    pub kind: ClauseKind,
    /// Its label as displayed, if it has one.
    pub label: Option<Label>,
    /// The clause it stands in; none only for the document.
    pub parent: Option<ClauseIx>,
    /// How deep it stands; the document has 0.
    pub depth: u32,
    /// From its first visible character to the end of the last clause within it.
    pub span: Span,
    /// The option of an alternative block it stands in, if any: the innermost mark that holds its start.
    pub option: Option<MarkIx>,
    pub(crate) first_piece: u32,
}

/// What a piece of the bytes belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceOf {
    /// The own wording of a clause, its label included.
    Clause(ClauseIx),
    /// Page numbers and running heads: no part of what is negotiated.
    Furniture,
}

/// A run of whole lines that belongs to one clause or to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes, line ends included.
    pub span: Span,
    /// Whose they are.
    pub of: PieceOf,
    /// The next piece of the same clause, where a footnote or a page end cuts its wording in two.
    pub(crate) next: u32,
}

/// "No piece follows" in [`Piece::next`].
pub(crate) const NO_PIECE: u32 = u32::MAX;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// `[ … ]`: wording not agreed.
    Bracket,
    /// `Option 1: …`: one alternative of a block.
    Option,
    /// `{placeholder …}`.
    Placeholder,
    /// `{…}`: a drafter's label, no wording.
    DraftersLabel,
    /// A raised reference to a footnote, printed as a bare number after a word.
    FootnoteReference,
    /// A `[` that is never closed; the mark is that one character, [`Mark::reach`] what it contests.
    Unclosed,
    /// A `]` that closes nothing; the mark is that one character.
    Stray,
}

/// What a placeholder waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// A number or a share: `[X] per cent`.
    Number,
    /// A date or a year: `[date]`, `[20XX]`.
    Date,
    /// Wording still to be written: `{placeholder for …}`.
    Wording,
}

impl Placeholder {
    /// The word for it in reports and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Placeholder::Number => "number",
            Placeholder::Date => "date",
            Placeholder::Wording => "wording",
        }
    }
}

/// A bracket, an option, a placeholder or another mark in the wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// The whole of it, brackets and markers included.
    pub outer: Span,
    /// The wording inside: without brackets, `Option 1:` and the list of holders.
    pub inner: Span,
    /// The mark it stands in.
    pub parent: Option<MarkIx>,
    /// How many brackets hold it, itself included; the never-closed ones not counted.
    pub nesting: u32,
    /// The words it contests: [`Mark::outer`], but for an unclosed `[` up to the end of its clause.
    pub reach: Span,
    /// The alternatives it is one of, if it has siblings.
    pub set: Option<SetIx>,
    /// What is to be filled in, if it is a placeholder, in braces or in brackets.
    pub placeholder: Option<Placeholder>,
    /// True for the empty option, "no text".
    pub empty: bool,
    /// The number and suffix an option displays, as written: `1`, `(b)`, `II bis`; empty for other marks.
    pub name: Span,
    pub(crate) holds: (u32, u32),
}

/// Alternatives for one place: adjacent brackets, or the options of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlternativeSet {
    /// The alternatives in the order of the text, two or more.
    pub members: Vec<MarkIx>,
    /// The clause in which the first of them begins.
    pub clause: ClauseIx,
}

/// Counts over the whole file with one stack of brackets, as a plain counter would get them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Runs between white space.
    pub words: u32,
    /// `[` in the file.
    pub open: u32,
    /// `]` in the file.
    pub close: u32,
    /// The most brackets open at once, never-closed ones included.
    pub depth: u32,
    /// Markers such as `Option 1:`.
    pub options: u32,
    /// Placeholders of every kind.
    pub placeholders: u32,
    /// Pairs of `]`, white space, `[`.
    pub alternatives: u32,
}

/// The one text, read: its bytes, its clauses and its marks. Immutable; edits give a new one.
#[derive(Clone, Debug)]
pub struct Text {
    pub(crate) source: Arc<str>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) holds: Vec<Hold>,
    pub(crate) sets: Vec<AlternativeSet>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) counts: Counts,
    pub(crate) holders: Arc<Holders>,
    pub(crate) ids: OnceLock<Vec<String>>,
    pub(crate) digest: OnceLock<String>,
}

impl Text {
    /// The bytes as they were read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The bytes, shared.
    pub fn shared_source(&self) -> Arc<str> {
        Arc::clone(&self.source)
    }

    /// The characters of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// All clauses in the order of the text, each before the clauses within it; the document first.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// All clauses with their indices.
    pub fn each_clause(&self) -> impl Iterator<Item = (ClauseIx, &Clause)> {
        self.clauses.iter().enumerate().map(|(at, clause)| (ClauseIx(at as u32), clause))
    }

    /// One clause.
    ///
    /// # Panics
    /// If the index is of another text.
    pub fn clause(&self, ix: ClauseIx) -> &Clause {
        &self.clauses[ix.0 as usize]
    }

    /// The clauses directly within one.
    pub fn children(&self, ix: ClauseIx) -> impl Iterator<Item = ClauseIx> + '_ {
        self.each_clause().filter(move |(_, clause)| clause.parent == Some(ix)).map(|(at, _)| at)
    }

    /// The pieces of the bytes in order: they partition the text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The own wording of a clause: whole lines, label included, clauses within it excluded.
    pub fn pieces_of(&self, ix: ClauseIx) -> impl Iterator<Item = Span> + '_ {
        let mut at = self.clause(ix).first_piece;
        std::iter::from_fn(move || {
            let piece = self.pieces.get(at as usize)?;
            at = piece.next;
            Some(piece.span)
        })
    }

    /// The own wording of a clause without its label and the white space around it.
    pub fn body_of(&self, ix: ClauseIx) -> Vec<Span> {
        let label_end = self.clause(ix).label.as_ref().map(|label| label.outer.end);
        self.pieces_of(ix)
            .filter_map(|span| {
                let start = match label_end {
                    Some(end) if span.holds(end.saturating_sub(1)) => end,
                    _ => span.start,
                };
                let trimmed = self.trim(Span::new(start, span.end));
                (!trimmed.is_empty()).then_some(trimmed)
            })
            .collect()
    }

    /// A span without white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.slice(span);
        let start = span.start + (words.len() - words.trim_start().len()) as u32;
        Span::new(start, start + words.trim().len() as u32)
    }

    /// The clause whose own wording holds a byte; the document for page furniture.
    pub fn clause_at(&self, offset: u32) -> ClauseIx {
        let at = self.pieces.partition_point(|piece| piece.span.end <= offset);
        match self.pieces.get(at).map(|piece| piece.of) {
            Some(PieceOf::Clause(ix)) => ix,
            _ => ClauseIx::DOCUMENT,
        }
    }

    /// All marks, each before the marks within it, by where they begin.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// All marks with their indices.
    pub fn each_mark(&self) -> impl Iterator<Item = (MarkIx, &Mark)> {
        self.marks.iter().enumerate().map(|(at, mark)| (MarkIx(at as u32), mark))
    }

    /// One mark.
    ///
    /// # Panics
    /// If the index is of another text.
    pub fn mark(&self, ix: MarkIx) -> &Mark {
        &self.marks[ix.0 as usize]
    }

    /// Who holds the wording of a mark, as written in its prefix.
    pub fn holds(&self, mark: &Mark) -> &[Hold] {
        &self.holds[mark.holds.0 as usize..mark.holds.1 as usize]
    }

    /// All sets of alternatives in the order of their first member.
    pub fn sets(&self) -> &[AlternativeSet] {
        &self.sets
    }

    /// The marks that hold a byte, outermost first.
    pub fn marks_at(&self, offset: u32) -> Vec<MarkIx> {
        let mut at = self
            .marks
            .partition_point(|mark| mark.outer.start <= offset)
            .checked_sub(1)
            .map(|n| MarkIx(n as u32));
        let mut found = Vec::new();
        while let Some(ix) = at {
            if self.mark(ix).outer.holds(offset) {
                found.push(ix);
            }
            at = self.mark(ix).parent;
        }
        found.reverse();
        found
    }

    /// What was found wrong, in the order of the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The plain counts of the file.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The names that were declared when the text was read.
    pub fn holders(&self) -> &Holders {
        &self.holders
    }

    /// The names that were declared, shared.
    pub fn shared_holders(&self) -> Arc<Holders> {
        Arc::clone(&self.holders)
    }

    /// Line and column of a byte.
    pub fn position(&self, offset: u32) -> Position {
        Places::new(&self.source).of(offset)
    }

    /// The SHA-256 of the bytes, as `sha256:` and 64 hexadecimal digits.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| crate::digest::of(self.source.as_bytes()))
    }

    /// The id a clause has unless a sidecar says otherwise: the path of the labels above it.
    ///
    /// *Shape*: unique within the text; the same bytes always give the same ids. `art-2/1/a` is the
    /// sub-paragraph (a) of paragraph 1 of Article 2; a second clause with the same path, as under
    /// another option, gets `~2`.
    pub fn id(&self, ix: ClauseIx) -> &str {
        &self.ids.get_or_init(|| crate::id::all(self))[ix.0 as usize]
    }

    /// The clause with this default id.
    pub fn by_id(&self, id: &str) -> Option<ClauseIx> {
        let ids = self.ids.get_or_init(|| crate::id::all(self));
        ids.iter().position(|known| known == id).map(|at| ClauseIx(at as u32))
    }

    /// The label of a clause as displayed, such as `2 bis` or `(a)`; empty without one.
    pub fn label(&self, ix: ClauseIx) -> &str {
        self.clause(ix).label.as_ref().map_or("", |label| self.slice(label.written))
    }
}
