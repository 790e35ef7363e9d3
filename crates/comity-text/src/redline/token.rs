//! The tokens two versions are compared by.

use std::collections::HashMap;

use crate::print::RunKind;
use crate::span::Span;
use crate::tree::{ClauseIx, MarkIx, PieceOf, Text};

/// What a token is, and so how a change of it is shown and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A word of the wording.
    Word,
    /// A part of a clause's label: renumbering changes no wording.
    Label,
    /// `Option 1:`.
    Marker,
    /// A punctuation mark.
    Punctuation,
    /// `[`, with the holders behind it, or `{`.
    Opener,
    /// `]` or `}`.
    Closer,
    /// White space, line ends, and page furniture.
    Layout,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub span: Span,
    pub class: Class,
    /// Equal symbols have equal characters.
    pub symbol: u32,
    pub mark: Option<MarkIx>,
}

/// The tokens of a text, and for every clause which of them are its own.
pub(crate) struct Tokens {
    pub all: Vec<Token>,
    /// The clause each token belongs to.
    pub clause: Vec<ClauseIx>,
}

/// Numbers that stand for equal strings in both texts.
#[derive(Default)]
pub(crate) struct Symbols<'a> {
    known: HashMap<&'a str, u32>,
}

impl<'a> Symbols<'a> {
    fn of(&mut self, words: &'a str) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(words).or_insert(next)
    }
}

/// Cuts a text into tokens.
pub(crate) fn tokens<'a>(text: &'a Text, symbols: &mut Symbols<'a>) -> Tokens {
    let mut cutter = Cutter {
        text,
        symbols,
        tokens: Tokens { all: Vec::with_capacity(text.source().len() / 3), clause: Vec::new() },
        label: Span::default(),
    };
    for piece in text.pieces() {
        match piece.of {
            PieceOf::Furniture => cutter.push(piece.span, Class::Layout, None),
            PieceOf::Clause(ix) => {
                cutter.label = text.clause(ix).label.as_ref().map_or(Span::default(), |label| label.outer);
                for run in text.runs(piece.span) {
                    cutter.run(run.span, run.kind, run.mark);
                }
                cutter.tokens.clause.resize(cutter.tokens.all.len(), ix);
            }
        }
        cutter.tokens.clause.resize(cutter.tokens.all.len(), ClauseIx::DOCUMENT);
    }
    cutter.tokens
}

struct Cutter<'a, 's> {
    text: &'a Text,
    symbols: &'s mut Symbols<'a>,
    tokens: Tokens,
    label: Span,
}

impl Cutter<'_, '_> {
    fn run(&mut self, span: Span, kind: RunKind, mark: Option<MarkIx>) {
        match kind {
            RunKind::Opener => self.push(span, Class::Opener, mark),
            RunKind::Closer => self.push(span, Class::Closer, mark),
            RunKind::Marker => self.push(span, Class::Marker, mark),
            RunKind::Loose | RunKind::Reference => self.push(span, Class::Punctuation, None),
            RunKind::Words => self.words(span),
        }
    }

    fn words(&mut self, span: Span) {
        let source = self.text.source();
        let mut at = span.start as usize;
        let end = span.end as usize;
        while at < end {
            let first = source[at..end].chars().next().map_or(' ', |c| c);
            let (class, stop) = if first.is_whitespace() {
                (Class::Layout, run_end(source, at, end, char::is_whitespace))
            } else if in_word(first) {
                (Class::Word, run_end(source, at, end, in_word))
            } else {
                (Class::Punctuation, at + first.len_utf8())
            };
            let piece = Span::new(at as u32, stop as u32);
            let class =
                if class != Class::Layout && self.label.encloses(piece) { Class::Label } else { class };
            self.push(piece, class, None);
            at = stop;
        }
    }

    fn push(&mut self, span: Span, class: Class, mark: Option<MarkIx>) {
        if let Some(last) = self.tokens.all.last_mut()
            && class == Class::Layout
            && last.class == Class::Layout
            && last.span.end == span.start
        {
            last.span.end = span.end;
            last.symbol = self.symbols.of(&self.text.source()[last.span.range()]);
            return;
        }
        let symbol = self.symbols.of(&self.text.source()[span.range()]);
        self.tokens.all.push(Token { span, class, symbol, mark });
    }
}

fn run_end(source: &str, at: usize, end: usize, holds: impl Fn(char) -> bool) -> usize {
    source[at..end].char_indices().find(|(_, c)| !holds(*c)).map_or(end, |(n, _)| at + n)
}

/// Letters, digits, and the marks that sit on letters.
fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c as u32, 0x0300..=0x036F | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670)
}
