//! The stack of open clauses, and the pieces of text each clause owns.

use super::breaks::bare_end;
use super::{Builder, Open, Outline};
use crate::label::Label;
use crate::parse::lines::Line;
use crate::parse::read_label::Reading;
use crate::span::Span;
use crate::tree::{Clause, ClauseIx, ClauseKind, NO_PIECE, Piece, PieceOf};

impl Builder<'_> {
    pub(super) fn truncate(&mut self, keep: usize, at: u32) {
        if keep >= self.stack.len() {
            return;
        }
        self.stack.truncate(keep.max(1));
        let depth = self.stack.len();
        while let Some(set) = self.sets.last() {
            if set.depth <= depth {
                break;
            }
            self.placed[set.last].limit = self.placed[set.last].limit.min(at);
            self.sets.pop();
        }
    }

    pub(super) fn open(
        &mut self,
        kind: ClauseKind,
        label: Option<Label>,
        start: u32,
        reading: Option<Reading>,
        rank: u32,
        indent: u32,
    ) {
        let parent = self.top();
        let depth = self.stack.len() as u32;
        let ix = self.add(kind, label, start, parent, depth);
        self.stack.push(Open { ix, rank, reading, indent });
    }

    pub(super) fn add(
        &mut self,
        kind: ClauseKind,
        label: Option<Label>,
        start: u32,
        parent: ClauseIx,
        depth: u32,
    ) -> ClauseIx {
        let ix = ClauseIx(self.clauses.len() as u32);
        let parent = (ix != ClauseIx::DOCUMENT).then_some(parent);
        self.clauses.push(Clause {
            kind,
            label,
            parent,
            depth,
            span: Span::new(start, start),
            option: None,
            first_piece: NO_PIECE,
        });
        self.last_piece.push(NO_PIECE);
        ix
    }

    pub(super) fn continue_piece(&mut self, line: Line) {
        match self.pieces.last_mut() {
            Some(piece) => piece.span.end = line.end,
            None => self.piece(PieceOf::Clause(ClauseIx::DOCUMENT), line),
        }
    }

    pub(super) fn piece(&mut self, of: PieceOf, line: Line) {
        if let Some(last) = self.pieces.last_mut()
            && last.of == of
        {
            last.span.end = line.end;
            return;
        }
        let here = self.pieces.len() as u32;
        self.pieces.push(Piece { span: Span::new(line.start, line.end), of, next: NO_PIECE });
        if let PieceOf::Clause(ix) = of {
            let at = ix.0 as usize;
            match self.last_piece[at] {
                NO_PIECE => self.clauses[at].first_piece = here,
                last => self.pieces[last as usize].next = here,
            }
            self.last_piece[at] = here;
        }
    }

    pub(super) fn finish(mut self) -> Outline {
        let end = self.source.len() as u32;
        for at in (0..self.clauses.len()).rev() {
            let last = self.last_piece[at];
            let own =
                self.pieces.get(last as usize).map_or(self.clauses[at].span.start, |piece| piece.span.end);
            let span = &mut self.clauses[at].span;
            span.end = span.end.max(own);
            let reach = span.end;
            if let Some(parent) = self.clauses[at].parent {
                let within = self.clauses[at].kind != ClauseKind::Footnote;
                let span = &mut self.clauses[parent.0 as usize].span;
                span.end = if within { span.end.max(reach) } else { span.end };
            }
        }
        self.clauses[0].span = Span::new(0, end);
        self.chapeaux();
        Outline { clauses: self.clauses, pieces: self.pieces, options: self.placed }
    }

    /// Wording without a label that ends in a colon before a labelled clause introduces that clause.
    fn chapeaux(&mut self) {
        for at in 1..self.clauses.len() {
            if self.clauses[at].kind != ClauseKind::Paragraph || self.clauses[at].label.is_some() {
                continue;
            }
            let Some(piece) = self.pieces.get(self.clauses[at].first_piece as usize) else {
                continue;
            };
            let colon = bare_end(self.source[piece.span.range()].trim_end()).ends_with(':');
            let followed = self.clauses.get(at + 1).is_some_and(|next| next.label.is_some());
            if colon && followed {
                self.clauses[at].kind = ClauseKind::Chapeau;
            }
        }
    }
}
