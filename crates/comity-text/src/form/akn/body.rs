//! The structure: preface, preamble and body, written along the pieces of the text.

use std::fmt::Write as _;

use super::ids::Ids;
use super::plan::{concept, element, parents, recitals};
use super::wording::{Cast, Wording};
use super::xml::value;
use crate::form::{Allowed, html};
use crate::span::Span;
use crate::tree::{ClauseIx, ClauseKind, PieceOf, Text};
use crate::version::Version;

/// How deep clauses may stand in one another; deeper ones are written beside the one they stand in.
const DEEPEST: usize = 64;

/// What was written of the text.
pub(super) struct Body {
    pub xml: String,
    /// The characters of it without the elements.
    pub shown: String,
    pub cast: Cast,
    pub ids: Ids,
    /// For every clause its `eId`; empty for one that owns no wording.
    pub clauses: Vec<String>,
}

/// Writes preface, preamble and main body.
pub(super) fn write(version: &Version, allowed: Allowed) -> Body {
    let text = version.text();
    let mut writer = Writer {
        version,
        wording: Wording::new(text, allowed),
        parents: parents(text),
        recitals: recitals(text),
        region: Region::Start,
        open: Vec::new(),
        sink: None,
        note: Note::None,
        last: None,
        clauses: vec![String::new(); text.clauses().len()],
        language: html::language(text.source()),
    };
    for piece in text.pieces() {
        match piece.of {
            PieceOf::Furniture => writer.furniture(piece.span),
            PieceOf::Clause(ix) => writer.piece(ix, piece.span),
        }
    }
    writer.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Region {
    Start,
    Preface,
    Preamble,
    Recitals,
    Body,
}

/// Whether a footnote is open: what is written goes into it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Note {
    None,
    Of(ClauseIx),
}

struct Open {
    ix: ClauseIx,
    element: &'static str,
}

struct Writer<'a> {
    version: &'a Version,
    wording: Wording<'a>,
    parents: Vec<bool>,
    recitals: u32,
    region: Region,
    open: Vec<Open>,
    /// What closes the element that takes wording now.
    sink: Option<&'static str>,
    note: Note,
    /// The clause written last, footnotes aside.
    last: Option<ClauseIx>,
    clauses: Vec<String>,
    language: &'static str,
}

impl<'a> Writer<'a> {
    fn text(&self) -> &'a Text {
        self.version.text()
    }

    fn push(&mut self, xml: &str) {
        self.wording.xml.push_str(xml);
    }

    fn furniture(&mut self, span: Span) {
        self.close_note();
        self.take_wording();
        self.push("<inline name=\"furniture\">");
        let words = self.text().slice(span);
        self.wording.plain(words);
        self.push("</inline>");
    }

    fn piece(&mut self, ix: ClauseIx, span: Span) {
        if let Some(note) = self.note_of(ix) {
            return self.note(note, ix, span);
        }
        self.close_note();
        if self.last == Some(ix) {
            self.take_wording();
            return self.own(span, ix);
        }
        if ix == ClauseIx::DOCUMENT && self.region == Region::Start {
            self.take_wording();
            self.last = Some(ix);
            return self.own(span, ix);
        }
        self.close_sink();
        let known = ix == ClauseIx::DOCUMENT || !self.clauses[ix.0 as usize].is_empty();
        self.last = Some(ix);
        if known {
            self.close_down_to(ix);
            self.between(ix, span);
        } else {
            self.begin(ix, span);
        }
    }

    /// The footnote a clause is, or stands in.
    fn note_of(&self, ix: ClauseIx) -> Option<ClauseIx> {
        let clause = self.text().clause(ix);
        if clause.kind == ClauseKind::Footnote {
            return Some(ix);
        }
        clause.parent.filter(|parent| self.text().clause(*parent).kind == ClauseKind::Footnote)
    }

    fn note(&mut self, note: ClauseIx, ix: ClauseIx, span: Span) {
        if self.note != Note::Of(note) {
            self.close_note();
            self.take_wording();
            let id = self.wording.ids.next("note");
            let _ = write!(self.wording.xml, "<authorialNote eId=\"{id}\" placement=\"bottom\"><p>");
            self.clauses[note.0 as usize] = id;
            self.note = Note::Of(note);
        } else {
            let id = self.clauses[ix.0 as usize].clone();
            let id = if id.is_empty() { self.wording.ids.next("note__item") } else { id };
            let again = self.clauses[ix.0 as usize] == id;
            if again {
                let _ = write!(self.wording.xml, "</p>\n<p>");
            } else {
                let _ = write!(self.wording.xml, "</p>\n<p eId=\"{id}\">");
                self.clauses[ix.0 as usize] = id;
            }
        }
        self.own(span, ix);
    }

    fn close_note(&mut self) {
        if self.note != Note::None {
            self.push("</p></authorialNote>");
            self.note = Note::None;
        }
    }

    fn own(&mut self, span: Span, ix: ClauseIx) {
        let clause = self.clauses[ix.0 as usize].clone();
        self.wording.span(span, if clause.is_empty() { "doc" } else { &clause });
    }

    fn close_sink(&mut self) {
        if let Some(closes) = self.sink.take() {
            self.push(closes);
        }
    }

    /// Makes sure that something takes wording.
    fn take_wording(&mut self) {
        if self.sink.is_some() {
            return;
        }
        if self.region == Region::Start {
            self.region = Region::Preface;
            self.begin_region("preface");
        }
        let (opens, closes) = match (self.region, self.open.last()) {
            (Region::Start | Region::Preface | Region::Preamble, _) => ("<p>", "</p>"),
            (Region::Recitals, _) => ("<recital><p>", "</p></recital>\n"),
            (Region::Body, Some(open)) if self.parents[open.ix.0 as usize] => {
                ("<intro><p>", "</p></intro>\n")
            }
            (Region::Body, Some(_)) => ("<content><p>", "</p></content>\n"),
            (Region::Body, None) => ("<p>", "</p>\n"),
        };
        self.push(opens);
        self.sink = Some(closes);
    }

    /// Closes clauses until the one given is the innermost open; the document closes all.
    fn close_down_to(&mut self, ix: ClauseIx) {
        while self.open.last().is_some_and(|open| open.ix != ix) {
            if let Some(open) = self.open.pop() {
                let _ = writeln!(self.wording.xml, "</{}>", open.element);
            }
        }
    }

    /// Wording of a clause behind clauses within it.
    fn between(&mut self, ix: ClauseIx, span: Span) {
        if self.region == Region::Recitals || self.region == Region::Preamble {
            self.push(if self.region == Region::Preamble { "<recitals eId=\"recs\">" } else { "" });
            self.region = Region::Recitals;
            self.push("<recital class=\"wording\"><p>");
            self.sink = Some("</p></recital>\n");
        } else {
            self.enter_body();
            self.push("<hcontainer name=\"wording\"><content><p>");
            self.sink = Some("</p></content></hcontainer>\n");
        }
        self.own(span, ix);
    }

    fn enter_body(&mut self) {
        let closes = match self.region {
            Region::Body => return,
            Region::Start => "",
            Region::Preface => "</preface>\n",
            Region::Preamble => "</preamble>\n",
            Region::Recitals => "</recitals></preamble>\n",
        };
        self.push(closes);
        self.begin_region("mainBody");
        self.region = Region::Body;
    }

    fn begin_region(&mut self, element: &str) {
        let language = self.language;
        let _ = writeln!(self.wording.xml, "<{element} xml:space=\"preserve\" xml:lang=\"{language}\">");
    }

    fn begin(&mut self, ix: ClauseIx, span: Span) {
        if ix.0 < self.recitals && self.region != Region::Body {
            return self.recital(ix, span);
        }
        self.enter_body();
        let mut above = self.text().clause(ix).parent;
        while let Some(parent) = above.filter(|parent| self.open.iter().all(|open| open.ix != *parent)) {
            above = self.text().clause(parent).parent;
        }
        self.close_down_to(above.unwrap_or(ClauseIx::DOCUMENT));
        if self.open.len() == DEEPEST {
            let innermost = self.open[DEEPEST - 2].ix;
            self.close_down_to(innermost);
        }
        let clause = self.text().clause(ix);
        let (element, short, name) = element(clause);
        let above = self.open.last().map_or("", |open| self.clauses[open.ix.0 as usize].as_str());
        let id = self.wording.ids.of(above, short, clause.label.as_ref());
        let name = name.map(|name| format!(" name=\"{name}\"")).unwrap_or_default();
        let _ = write!(self.wording.xml, "<{element}{name}");
        self.attributes(ix, &id);
        self.clauses[ix.0 as usize] = id;
        self.open.push(Open { ix, element });
        self.first(ix, span);
    }

    fn recital(&mut self, ix: ClauseIx, span: Span) {
        let clause = self.text().clause(ix);
        if self.region == Region::Start || self.region == Region::Preface {
            self.push(if self.region == Region::Preface { "</preface>\n" } else { "" });
            self.begin_region("preamble");
            self.region = Region::Preamble;
        }
        if clause.kind == ClauseKind::Heading {
            let id = self.wording.ids.next("container");
            self.push("<container name=\"heading\"");
            self.attributes(ix, &id);
            self.clauses[ix.0 as usize] = id;
            self.push("<p>");
            self.sink = Some("</p></container>\n");
            return self.own(span, ix);
        }
        if self.region == Region::Preamble {
            self.push("<recitals eId=\"recs\">\n");
            self.region = Region::Recitals;
        }
        let id = self.wording.ids.of("recs", "rec", clause.label.as_ref());
        self.push("<recital");
        self.attributes(ix, &id);
        self.clauses[ix.0 as usize] = id;
        let rest = self.number(ix, span);
        self.push("<p>");
        self.sink = Some("</p></recital>\n");
        self.own(rest, ix);
    }

    /// The ids of a clause, and its standing.
    fn attributes(&mut self, ix: ClauseIx, id: &str) {
        let _ = write!(self.wording.xml, " eId=\"{}\"", value(id));
        if self.wording.allowed.standing {
            let permanent = self.version.id(ix);
            if permanent != self.text().id(ix) {
                let _ = write!(self.wording.xml, " wId=\"{}\"", value(permanent));
            }
            let standing = self.version.standing(ix);
            let mut references = Vec::new();
            if self.version.beside().standing.contains_key(permanent) {
                references.push(format!("#{}", concept(standing.level)));
            }
            for name in &standing.hold_outs {
                references.push(format!("#{}", self.wording.cast.organisation(name, &mut self.wording.ids)));
            }
            if !references.is_empty() {
                let _ = write!(self.wording.xml, " refersTo=\"{}\"", value(&references.join(" ")));
            }
        }
        self.push(">");
    }

    /// The first wording of a clause: its number, its heading, and what follows.
    fn first(&mut self, ix: ClauseIx, span: Span) {
        let clause = self.text().clause(ix);
        let rest = self.number(ix, span);
        let words = self.text().slice(rest);
        let headed = matches!(
            clause.kind,
            ClauseKind::Annex
                | ClauseKind::Part
                | ClauseKind::Section
                | ClauseKind::Article
                | ClauseKind::Heading
        );
        let mut behind = rest;
        if headed && !rest.is_empty() {
            let line = words.find('\n').map_or(words.len(), |at| at + 1);
            let end = match clause.kind {
                ClauseKind::Heading => words.len(),
                _ if words[line..].trim().is_empty() => words.len(),
                _ => line,
            };
            self.push("<heading>");
            self.own(Span::new(rest.start, rest.start + end as u32), ix);
            self.push("</heading>\n");
            behind = Span::new(rest.start + end as u32, rest.end);
        }
        if !behind.is_empty() {
            self.take_wording();
            self.own(behind, ix);
        }
    }

    /// Writes the label, with all there is if nothing visible follows it; gives back what is left.
    fn number(&mut self, ix: ClauseIx, span: Span) -> Span {
        let label = self.text().clause(ix).label.as_ref();
        let Some(label) = label.filter(|label| span.encloses(label.outer)) else { return span };
        let rest = Span::new(label.outer.end, span.end);
        let bare = self.text().slice(rest).trim().is_empty();
        self.push("<num>");
        self.own(Span::new(span.start, if bare { span.end } else { rest.start }), ix);
        self.push("</num>");
        if bare { Span::new(span.end, span.end) } else { rest }
    }

    fn finish(mut self) -> Body {
        self.close_note();
        self.close_sink();
        self.close_down_to(ClauseIx::DOCUMENT);
        let empty = self.region != Region::Body;
        self.enter_body();
        self.push(if empty { "<p/>\n" } else { "" });
        self.push("</mainBody>\n");
        let Wording { xml, shown, cast, ids, .. } = self.wording;
        Body { xml, shown, cast, ids, clauses: self.clauses }
    }
}
