//! Wording with its marks as inline elements. A mark wholly inside the stretch written gets an element
//! around it; of one that begins or ends elsewhere, what opens and what closes it get one each.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::ids::{Ids, slug};
use super::xml::{push_text, value};
use crate::form::Allowed;
use crate::holders::{HolderIx, Stance};
use crate::print::{Run, RunKind};
use crate::span::Span;
use crate::tree::{Mark, MarkIx, MarkKind, SetIx, Text};

/// How deep elements of marks may stand in one another; deeper ones open and close flat.
const DEEPEST: usize = 24;

/// The holders that occur, with the ids of their organisations and of their stances.
#[derive(Default)]
pub(super) struct Cast {
    /// By holder: its id.
    pub organisations: BTreeMap<String, String>,
    /// By the name as written where it is not the holder's own: the holder's.
    pub aliases: BTreeMap<String, String>,
    /// By id: the holder's name and how it stands.
    pub stances: BTreeMap<String, (String, Stance)>,
}

impl Cast {
    /// The id of the organisation with this name.
    pub fn organisation(&mut self, name: &str, ids: &mut Ids) -> String {
        if let Some(id) = self.organisations.get(name) {
            return id.clone();
        }
        let id = ids.free(&slug(name));
        self.organisations.insert(name.to_string(), id.clone());
        id
    }

    /// What a wording refers to for one who holds it.
    fn holding(&mut self, name: &str, stance: Stance, ids: &mut Ids) -> String {
        let organisation = self.organisation(name, ids);
        if stance == Stance::Support {
            return organisation;
        }
        let known = self.stances.iter().find(|(_, known)| known.0 == name && known.1 == stance);
        if let Some((id, _)) = known {
            return id.clone();
        }
        let id = ids.free(&format!("{organisation}-{}", stance.word()));
        self.stances.insert(id.clone(), (name.to_string(), stance));
        id
    }
}

/// Writes wording; keeps what it wrote without the elements, too.
pub(super) struct Wording<'a> {
    pub text: &'a Text,
    pub allowed: Allowed,
    pub xml: String,
    /// The characters written: the text as this audience has it.
    pub shown: String,
    pub ids: Ids,
    pub cast: Cast,
    firsts: HashMap<SetIx, String>,
    /// Up to here nothing is written: a drafter's label the audience may not have.
    hidden: u32,
}

struct Open {
    mark: MarkIx,
    element: Option<&'static str>,
}

impl<'a> Wording<'a> {
    pub fn new(text: &'a Text, allowed: Allowed) -> Self {
        let mut ids = Ids::new();
        let mut cast = Cast::default();
        if allowed.holders {
            for hold in text.marks().iter().flat_map(|mark| text.holds(mark)) {
                let name = text.holders().name(hold.holder);
                cast.organisation(name, &mut ids);
                let written = text.slice(hold.name);
                if written != name {
                    cast.aliases.insert(written.to_string(), name.to_string());
                }
            }
        }
        let xml = String::with_capacity(text.source().len() * 2);
        let shown = String::with_capacity(text.source().len());
        Self { text, allowed, xml, shown, ids, cast, firsts: HashMap::new(), hidden: 0 }
    }

    /// Writes characters that are no wording of the text's marks.
    pub fn plain(&mut self, words: &str) {
        self.shown.push_str(words);
        push_text(&mut self.xml, words);
    }

    /// Writes a span that belongs to the clause with this `eId`.
    pub fn span(&mut self, span: Span, clause: &str) {
        let mut open: Vec<Open> = Vec::new();
        let mut wrapped = 0;
        for run in self.text.runs(span) {
            self.close(&mut open, &mut wrapped, run.span.start);
            let starts = run.mark.filter(|ix| self.text.mark(*ix).outer.start == run.span.start);
            match starts {
                Some(ix) => {
                    let whole = span.encloses(self.text.mark(ix).outer) && wrapped < DEEPEST;
                    self.start(ix, &run, whole, clause, &mut open);
                    wrapped += usize::from(open.last().is_some_and(|last| last.element.is_some()));
                }
                None if run.kind == RunKind::Closer && !self.closes_with_element(&open, &run) => {
                    self.closer(&run);
                }
                None => self.characters(&run),
            }
        }
        self.close(&mut open, &mut wrapped, span.end);
        while let Some(last) = open.pop() {
            self.end(&last);
        }
    }

    fn closes_with_element(&self, open: &[Open], run: &Run) -> bool {
        open.last().is_some_and(|last| Some(last.mark) == run.mark && last.element.is_some())
    }

    fn close(&mut self, open: &mut Vec<Open>, wrapped: &mut usize, at: u32) {
        while open.last().is_some_and(|last| self.text.mark(last.mark).outer.end <= at) {
            let Some(last) = open.pop() else { break };
            *wrapped -= usize::from(last.element.is_some());
            self.end(&last);
        }
    }

    fn end(&mut self, open: &Open) {
        if let Some(element) = open.element {
            let _ = write!(self.xml, "</{element}>");
        }
    }

    fn start(&mut self, ix: MarkIx, run: &Run, whole: bool, clause: &str, open: &mut Vec<Open>) {
        let mark = self.text.mark(ix);
        if mark.kind == MarkKind::DraftersLabel && !self.allowed.drafters_labels {
            self.hidden = self.hidden.max(mark.outer.end);
        }
        let (element, attributes) = element(mark);
        let hidden = run.span.end <= self.hidden;
        open.push(Open { mark: ix, element: (whole && !hidden).then_some(element) });
        if hidden {
            return;
        }
        let _ = write!(self.xml, "<{element}{attributes}");
        if !whole {
            self.xml.push_str(" class=\"open\"");
        } else if mark.kind == MarkKind::Option && self.heads(run) {
            self.xml.push_str(" class=\"line\"");
        }
        self.relations(mark, clause);
        self.xml.push('>');
        self.characters(run);
        if !whole {
            let _ = write!(self.xml, "</{element}>");
        }
    }

    /// True if a marker is the first thing on its line.
    fn heads(&self, run: &Run) -> bool {
        let before = &self.text.source()[..run.span.start as usize];
        before.trim_end_matches([' ', '\t', '[']).ends_with('\n')
    }

    /// `eId` and `alternativeTo` of an alternative, `refersTo` its holders.
    fn relations(&mut self, mark: &Mark, clause: &str) {
        if let Some(set) = mark.set {
            let id = self.ids.next(&format!("{clause}__alt"));
            let _ = write!(self.xml, " eId=\"{}\"", value(&id));
            match self.firsts.get(&set) {
                Some(first) => {
                    let _ = write!(self.xml, " alternativeTo=\"#{}\"", value(first));
                }
                None => {
                    self.firsts.insert(set, id);
                }
            }
        }
        if !self.allowed.holders {
            return;
        }
        let holds: Vec<(HolderIx, Stance)> =
            self.text.holds(mark).iter().map(|hold| (hold.holder, hold.stance)).collect();
        let references: Vec<String> = holds
            .into_iter()
            .map(|(holder, stance)| {
                let name = self.text.holders().name(holder);
                format!("#{}", self.cast.holding(name, stance, &mut self.ids))
            })
            .collect();
        if !references.is_empty() {
            let _ = write!(self.xml, " refersTo=\"{}\"", value(&references.join(" ")));
        }
    }

    fn closer(&mut self, run: &Run) {
        let Some(mark) = run.mark.filter(|_| run.span.end > self.hidden) else { return };
        let (element, attributes) = element(self.text.mark(mark));
        let _ = write!(self.xml, "<{element}{attributes} class=\"close\">");
        self.characters(run);
        let _ = write!(self.xml, "</{element}>");
    }

    fn characters(&mut self, run: &Run) {
        let shown = Span::new(run.span.start.max(self.hidden.min(run.span.end)), run.span.end);
        let words = self.text.slice(shown);
        let named = run.mark.is_some_and(|mark| !self.text.holds(self.text.mark(mark)).is_empty());
        match run.kind {
            RunKind::Opener if named && !self.allowed.holders => self.plain("["),
            RunKind::Marker if named && !self.allowed.holders => {
                let unnamed: String = match (words.rfind('('), words.rfind(')')) {
                    (Some(from), Some(to)) if from < to => {
                        format!("{}{}", words[..from].trim_end(), &words[to + 1..])
                    }
                    _ => words.to_string(),
                };
                self.plain(&unnamed);
            }
            _ => self.plain(words),
        }
    }
}

/// The element of a mark, with the attributes that tell its kind.
fn element(mark: &Mark) -> (&'static str, &'static str) {
    match mark.kind {
        MarkKind::Placeholder if mark.outer == mark.inner => ("fillIn", ""),
        MarkKind::Placeholder => ("placeholder", ""),
        MarkKind::Bracket if mark.placeholder.is_some() => ("placeholder", ""),
        MarkKind::Bracket if mark.set.is_some() => ("inline", " name=\"alternative\""),
        MarkKind::Bracket => ("inline", " name=\"bracket\""),
        MarkKind::Option => ("inline", " name=\"option\""),
        MarkKind::DraftersLabel => ("remark", ""),
        MarkKind::FootnoteReference => ("sup", ""),
        MarkKind::Unclosed => ("inline", " name=\"unclosed\""),
        MarkKind::Stray => ("inline", " name=\"stray\""),
    }
}
