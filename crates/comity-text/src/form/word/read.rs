//! `word/document.xml` read: the characters with what is tracked of them, bookmarks and comments.
//!
//! No paragraph is trusted to be whole: Word and LibreOffice split runs wherever a cursor stood, rename
//! styles and turn moves into insertions and deletions. What is kept is one string and what holds where.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::unpack::{Parts, doctype, unpack, wrong};
use crate::error::TextError;

/// A Word file as it was read.
#[derive(Clone, Debug, Default)]
pub struct WordFile {
    /// All characters, those deleted included; `\n` ends a paragraph, `\u{B}` a line.
    pub(super) text: String,
    /// What is tracked, up to where: ascending ends, the last at the end of the text.
    pub(super) stretches: Vec<Stretch>,
    /// Who made the changes that stretches name.
    pub(super) changes: Vec<Tracked>,
    /// Where bookmarks begin.
    pub(super) bookmarks: Vec<(u32, String)>,
    /// In the order of the file.
    pub(super) comments: Vec<Commented>,
}

/// A stretch of characters with one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub end: u32,
    pub inserted: Option<u32>,
    pub deleted: Option<u32>,
}

/// Who changed something, and when, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tracked {
    pub author: String,
    pub date: String,
    /// Part of a move rather than an insertion or deletion.
    pub moved: bool,
}

/// A comment with the characters it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Commented {
    pub id: String,
    pub author: String,
    pub date: String,
    pub text: String,
    pub start: u32,
    pub end: u32,
}

/// Which of the tracked changes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All are accepted: the text as its editors want it.
    Accepted,
    /// All are rejected: the text as it was before.
    Rejected,
}

impl WordFile {
    /// Reads a .docx file.
    ///
    /// *Errors*: [`TextError::Word`] for anything that is none, is encrypted, inflates too far, declares a
    /// document type or nests too deep. Memory stays below a few times the inflated parts, which are bounded.
    pub fn read(bytes: &[u8]) -> Result<Self, TextError> {
        let Parts { document, comments, footnotes } = unpack(bytes)?;
        let notes = footnotes.map_or(Ok(HashMap::new()), |part| notes(&part))?;
        let mut reading = Body { notes, ..Body::default() };
        reading.read(&document)?;
        let mut file = reading.file;
        if let Some(part) = comments {
            tell_comments(&part, &mut file.comments)?;
        }
        file.comments.retain(|comment| !comment.author.is_empty() || !comment.text.is_empty());
        Ok(file)
    }

    /// The file with the changes of one author taken as made: those of whoever sent it out.
    pub(super) fn settled(&self, author: &str) -> Self {
        let by = |change: Option<u32>| {
            change.and_then(|n| self.changes.get(n as usize)).is_some_and(|one| one.author == author)
        };
        let mut settled = Self { changes: self.changes.clone(), ..Self::default() };
        let mut kept_until = Vec::with_capacity(self.stretches.len());
        for (stretch, start, words) in self.each_stretch() {
            let gone = by(stretch.deleted);
            if !gone {
                settled.text.push_str(words);
                let end = settled.text.len() as u32;
                let inserted = stretch.inserted.filter(|change| !by(Some(*change)));
                settled.stretches.push(Stretch { end, inserted, ..stretch });
            }
            kept_until.push((
                start,
                settled.text.len() as u32 - if gone { 0 } else { words.len() as u32 },
                gone,
            ));
        }
        let place = |at: u32| {
            let stretch = kept_until.partition_point(|(start, ..)| *start <= at).checked_sub(1);
            stretch.map_or(0, |n| {
                let (start, there, gone) = kept_until[n];
                if gone { there } else { there + (at - start) }
            })
        };
        settled.bookmarks = self.bookmarks.iter().map(|(at, name)| (place(*at), name.clone())).collect();
        let comments = self.comments.iter();
        settled.comments = comments
            .map(|one| Commented { start: place(one.start), end: place(one.end), ..one.clone() })
            .collect();
        settled
    }

    /// Every stretch with where it begins and its characters.
    pub(super) fn each_stretch(&self) -> impl Iterator<Item = (Stretch, u32, &str)> {
        let mut start = 0;
        self.stretches.iter().map(move |stretch| {
            let from = std::mem::replace(&mut start, stretch.end);
            (*stretch, from, self.text.get(from as usize..stretch.end as usize).unwrap_or(""))
        })
    }

    /// The words as the bracket notation has them, with all changes accepted or rejected: paragraphs apart
    /// by blank lines.
    pub fn source(&self, reading: Reading) -> String {
        let mut flow = String::with_capacity(self.text.len());
        for (stretch, _, words) in self.each_stretch() {
            let counts = match reading {
                Reading::Accepted => stretch.deleted.is_none(),
                Reading::Rejected => stretch.inserted.is_none(),
            };
            if counts {
                flow.push_str(words);
            }
        }
        let mut source = String::with_capacity(flow.len() + flow.len() / 16);
        for paragraph in flow.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
            if !source.is_empty() {
                source.push('\n');
            }
            for line in paragraph.trim().split('\u{B}') {
                source.push_str(line.trim());
                source.push('\n');
            }
        }
        source
    }
}

/// Deepest nesting of elements; tables within tables use a few dozen.
const DEEPEST: usize = 256;

/// Parts of a paragraph that are no words of it: former properties, drawings and the text in them, codes.
const PASSED_OVER: [&str; 11] = [
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "instrText",
    "delInstrText",
    "drawing",
    "pict",
    "object",
    "AlternateContent",
    "txbxContent",
];

#[derive(Default)]
struct Body {
    file: WordFile,
    known: HashMap<Tracked, u32>,
    /// `ins`, `del`, `moveFrom`, `moveTo` around the place, innermost last.
    around: Vec<(Way, u32)>,
    /// What is tracked of the mark of the open paragraph.
    mark: (Option<u32>, Option<u32>),
    in_properties: bool,
    in_text: bool,
    /// Names of the open elements.
    depth: usize,
    /// The depth at which passing over began.
    passing: Option<usize>,
    places: HashMap<String, usize>,
    notes: HashMap<String, String>,
    /// Notes referred to in the open paragraph: number, words, what is tracked of the reference.
    pending: Vec<(usize, String, Option<u32>, Option<u32>)>,
    noted: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    In,
    Out,
}

fn way(name: &str) -> Option<(Way, bool)> {
    Some(match name {
        "ins" => (Way::In, false),
        "moveTo" => (Way::In, true),
        "del" => (Way::Out, false),
        "moveFrom" => (Way::Out, true),
        _ => return None,
    })
}

impl Body {
    fn read(&mut self, document: &str) -> Result<(), TextError> {
        let mut reader = Reader::from_str(document);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(wrong(format!("its elements are nested more than {DEEPEST} deep")));
                    }
                    self.start(&tag);
                }
                Ok(Event::Empty(tag)) => {
                    self.depth += 1;
                    self.start(&tag);
                    self.end(tag.local_name().into_inner());
                    self.depth -= 1;
                }
                Ok(Event::End(tag)) => {
                    self.end(tag.local_name().into_inner());
                    self.depth = self.depth.saturating_sub(1);
                }
                Ok(Event::Text(text)) if self.in_text => self.push(&text.into_inner()),
                Ok(Event::CData(text)) if self.in_text => self.push(&text.into_inner()),
                Ok(Event::GeneralRef(entity)) if self.in_text => self.push(&resolved(&entity)?),
                Ok(Event::DocType(_)) => return Err(doctype()),
                Ok(Event::Eof) if self.depth > 0 => {
                    return Err(wrong("its document is cut off: an element is never closed"));
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) => {
                    let at = reader.error_position();
                    return Err(wrong(format!("its document is not well-formed at byte {at} ({error})")));
                }
            }
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = tag.local_name().into_inner();
        if self.passing.is_some() {
            return;
        }
        if PASSED_OVER.contains(&name) {
            self.passing = Some(self.depth);
            return;
        }
        match name {
            "p" => self.mark = (None, None),
            "pPr" | "trPr" | "tcPr" => self.in_properties = true,
            "t" | "delText" => self.in_text = true,
            "tab" if !self.in_properties => self.push(" "),
            "br" | "cr" => self.push("\u{B}"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "bookmarkStart" => {
                if let Some(name) = attribute(tag, "name") {
                    self.file.bookmarks.push((self.file.text.len() as u32, name));
                }
            }
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.comment(tag, name),
            "footnoteReference" | "endnoteReference" => self.note(tag),
            _ => {
                if let Some((way, moved)) = way(name) {
                    let change = self.tracked(tag, moved);
                    match (self.in_properties, way) {
                        (true, Way::In) => self.mark.0 = Some(change),
                        (true, Way::Out) => self.mark.1 = Some(change),
                        (false, way) => self.around.push((way, change)),
                    }
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(depth) = self.passing {
            if depth == self.depth {
                self.passing = None;
            }
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "pPr" | "trPr" | "tcPr" => self.in_properties = false,
            "t" | "delText" => self.in_text = false,
            _ if way(name).is_some() && !self.in_properties => {
                self.around.pop();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let (inserted, deleted) = self.mark;
        self.put("\n", inserted, deleted);
        self.mark = (None, None);
        for (number, words, inserted, deleted) in std::mem::take(&mut self.pending) {
            self.put(&format!("{number} {words}\n"), inserted, deleted);
        }
    }

    fn tracked(&mut self, tag: &BytesStart, moved: bool) -> u32 {
        let of = |name| attribute(tag, name).unwrap_or_default();
        let change = Tracked { author: of("author"), date: of("date"), moved };
        let next = self.file.changes.len() as u32;
        let changes = &mut self.file.changes;
        *self.known.entry(change).or_insert_with_key(|change| {
            changes.push(change.clone());
            next
        })
    }

    fn fate(&self) -> (Option<u32>, Option<u32>) {
        let of = |wanted| self.around.iter().rev().find(|(way, _)| *way == wanted).map(|(_, change)| *change);
        (of(Way::In), of(Way::Out))
    }

    fn push(&mut self, words: &str) {
        let (inserted, deleted) = self.fate();
        // A line end or tabulator within a run is white space; only elements break lines.
        if words.contains(['\n', '\r', '\t']) {
            self.put(&words.replace(['\n', '\r', '\t'], " "), inserted, deleted);
        } else {
            self.put(words, inserted, deleted);
        }
    }

    fn put(&mut self, words: &str, inserted: Option<u32>, deleted: Option<u32>) {
        self.file.text.push_str(words);
        let end = self.file.text.len() as u32;
        match self.file.stretches.last_mut() {
            Some(last) if (last.inserted, last.deleted) == (inserted, deleted) => last.end = end,
            _ => self.file.stretches.push(Stretch { end, inserted, deleted }),
        }
    }

    fn comment(&mut self, tag: &BytesStart, name: &str) {
        let Some(id) = attribute(tag, "id") else { return };
        let at = self.file.text.len() as u32;
        let comments = &mut self.file.comments;
        let place = *self.places.entry(id.clone()).or_insert_with(|| {
            comments.push(Commented { id, start: at, end: at, ..Commented::default() });
            comments.len() - 1
        });
        if name == "commentRangeEnd" {
            comments[place].end = at;
        }
    }

    /// A footnote is its number where it is referred to, and a paragraph behind the one that refers to it.
    fn note(&mut self, tag: &BytesStart) {
        let Some(words) = attribute(tag, "id").and_then(|id| self.notes.get(&id).cloned()) else { return };
        self.noted += 1;
        let (inserted, deleted) = self.fate();
        self.put(&self.noted.to_string(), inserted, deleted);
        self.pending.push((self.noted, words, inserted, deleted));
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut readable = attributes.with_checks(false).filter_map(Result::ok);
    let attribute = readable.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok();
    Some(value.map_or_else(|| attribute.value.to_string(), |value| value.into_owned()))
}

/// The character a reference stands for; only those every XML file knows.
fn resolved(entity: &quick_xml::events::BytesRef) -> Result<String, TextError> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Ok(c.to_string());
    }
    let name: &str = entity;
    Ok(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(wrong(format!("it uses the entity `{name}`, which no Word file may declare"))),
    }
    .to_string())
}

/// Fills in who says what in the comments whose places are known.
fn tell_comments(part: &str, comments: &mut [Commented]) -> Result<(), TextError> {
    let mut told: HashMap<String, (String, String, String)> = HashMap::new();
    entries(part, "comment", |tag, words| {
        let of = |name| attribute(tag, name).unwrap_or_default();
        told.insert(of("id"), (of("author"), of("date"), words));
    })?;
    for comment in comments {
        if let Some((author, date, text)) = told.remove(&comment.id) {
            *comment = Commented { author, date, text, ..std::mem::take(comment) };
        }
    }
    Ok(())
}

/// The words of every footnote by its id.
fn notes(part: &str) -> Result<HashMap<String, String>, TextError> {
    let mut notes = HashMap::new();
    entries(part, "footnote", |tag, words| {
        if let Some(id) = attribute(tag, "id").filter(|_| !words.trim().is_empty()) {
            notes.insert(id, words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    })?;
    Ok(notes)
}

/// The words of every element of this name, its paragraphs joined by line ends.
fn entries(part: &str, name: &str, mut each: impl FnMut(&BytesStart, String)) -> Result<(), TextError> {
    let mut reader = Reader::from_str(part);
    let mut open: Option<(BytesStart, Body)> = None;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(wrong(format!("its elements are nested more than {DEEPEST} deep")));
                }
                if tag.local_name().into_inner() == name && open.is_none() {
                    open = Some((tag.into_owned(), Body::default()));
                } else if let Some((_, body)) = &mut open {
                    body.depth += 1;
                    body.start(&tag);
                }
            }
            Ok(Event::Empty(tag)) => {
                if let Some((_, body)) = &mut open {
                    body.depth += 1;
                    body.start(&tag);
                    body.end(tag.local_name().into_inner());
                    body.depth -= 1;
                }
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                if tag.local_name().into_inner() == name
                    && let Some((tag, body)) = open.take_if(|(_, body)| body.depth == 0)
                {
                    each(&tag, body.file.source(Reading::Accepted).trim().replace("\n\n", "\n"));
                } else if let Some((_, body)) = &mut open {
                    body.end(tag.local_name().into_inner());
                    body.depth = body.depth.saturating_sub(1);
                }
            }
            Ok(Event::DocType(_)) => return Err(doctype()),
            Ok(Event::Eof) => return Ok(()),
            Ok(event) => {
                if let Some((_, body)) = open.as_mut().filter(|(_, body)| body.in_text) {
                    match event {
                        Event::Text(text) => body.push(&text.into_inner()),
                        Event::CData(text) => body.push(&text.into_inner()),
                        Event::GeneralRef(entity) => body.push(&resolved(&entity)?),
                        _ => {}
                    }
                }
            }
            Err(error) => return Err(wrong(format!("its comments or notes are not well-formed ({error})"))),
        }
    }
}
