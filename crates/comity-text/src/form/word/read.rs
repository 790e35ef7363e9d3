//! `word/document.xml` read into a [`WordFile`].

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::file::{Commented, Stretch, Tracked, WordFile};
use super::notes::{notes, tell_comments};
use super::unpack::{Parts, doctype, unpack, wrong};
use crate::error::TextError;

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
}

/// Deepest nesting of elements; tables within tables use a few dozen.
pub(super) const DEEPEST: usize = 256;

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

/// The document as it is read.
#[derive(Default)]
pub(super) struct Body {
    pub file: WordFile,
    known: HashMap<Tracked, u32>,
    /// `ins`, `del`, `moveFrom`, `moveTo` around the place, innermost last.
    around: Vec<(Way, u32)>,
    /// What is tracked of the mark of the open paragraph.
    mark: (Option<u32>, Option<u32>),
    /// The name of the move whose range is open; empty outside of one.
    moving: String,
    in_properties: bool,
    pub in_text: bool,
    /// Names of the open elements.
    pub depth: usize,
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

    pub fn start(&mut self, tag: &BytesStart) {
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
            "moveFromRangeStart" | "moveToRangeStart" => {
                self.moving = attribute(tag, "name").unwrap_or_default();
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => self.moving.clear(),
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

    pub fn end(&mut self, name: &str) {
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
        let moved = moved.then(|| self.moving.clone());
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

    pub fn push(&mut self, words: &str) {
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
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut readable = attributes.with_checks(false).filter_map(Result::ok);
    let attribute = readable.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok();
    Some(value.map_or_else(|| attribute.value.to_string(), |value| value.into_owned()))
}

/// The character a reference stands for; only those every XML file knows.
pub(super) fn resolved(entity: &quick_xml::events::BytesRef) -> Result<String, TextError> {
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
