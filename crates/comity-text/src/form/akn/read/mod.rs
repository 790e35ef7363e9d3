//! Reads an Akoma Ntoso document: its wording as a text, its metadata as a sidecar.
//!
//! Where the document still holds the characters it was written with (their digest is in it), the text is
//! those. Otherwise it was edited or made elsewhere, and the text is laid out anew: one line a unit of
//! wording, in canonical form.

mod layout;
mod meta;

use std::collections::HashMap;
use std::sync::Arc;

use self::layout::Layout;
use self::meta::Meta;
use super::plan::concept;
use super::xml::{Part, Parts, Tag};
use crate::beside::{Beside, Level, Standing};
use crate::canonical::canonical;
use crate::error::TextError;
use crate::holders::Holders;
use crate::parse::parse_str;
use crate::tree::{ClauseIx, Text};
use crate::version::Version;

/// What the namespaces of all versions of Akoma Ntoso from 3.0 on begin with.
const FAMILY: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/";

/// Reads a document of any kind; names of its organisations may hold wording besides those declared.
///
/// *Exactness*: of a document [`super::akn`] wrote for the mediator, the text byte for byte and the sidecar;
/// of any other, the words of its elements in order. What is marked as deleted is left out.
/// *Errors*: [`TextError::Akn`] with line and column for what is not well-formed, a document type, an entity
/// of its own, too deep a nesting, or no Akoma Ntoso; [`TextError::NotUtf8`]; [`TextError::TooLong`] beyond
/// 512 MiB; [`TextError::Beside`] if two clauses are given one permanent id.
pub fn read_akn(bytes: &[u8], holders: &Holders) -> Result<Version, TextError> {
    let mut parts = Parts::of(bytes)?;
    let Part::Start(root) = parts.next()? else { return Err(parts.fault("the file holds no XML element")) };
    if root.name != "akomaNtoso" || !root.declares(FAMILY) {
        return Err(parts.fault(format!(
            "the outermost element is `{}`; an Akoma Ntoso document has `akomaNtoso` in the namespace {}",
            root.name,
            super::NAMESPACE
        )));
    }
    let mut reader = Reader::default();
    reader.walk(&mut parts)?;
    reader.version(holders)
}

/// An element that a clause may have been written as.
struct Seen {
    tag: Tag,
    /// Where it begins in the characters as they stand, and in the new layout.
    exact: usize,
    laid: usize,
}

/// How the characters within an element are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// As wording.
    Words,
    /// Not at all: white space between elements.
    Nothing,
    /// Not at all, whatever is in it.
    Skip,
}

struct Frame {
    name: String,
    take: Take,
    furniture: bool,
}

#[derive(Default)]
struct Reader {
    exact: String,
    layout: Layout,
    frames: Vec<Frame>,
    seen: Vec<Seen>,
    meta: Meta,
}

impl Reader {
    fn walk(&mut self, parts: &mut Parts) -> Result<(), TextError> {
        loop {
            match parts.next()? {
                Part::Start(tag) if tag.name == "meta" && self.meta.is_empty() => self.meta.read(parts)?,
                Part::Start(tag) => self.start(tag),
                Part::End => {
                    if let Some(frame) = self.frames.pop() {
                        self.end(&frame);
                    }
                }
                Part::Words(words) => {
                    if self.frames.last().is_some_and(|frame| frame.take == Take::Words) {
                        self.words(&words);
                    }
                }
                Part::Over => return Ok(()),
            }
        }
    }

    fn words(&mut self, words: &str) {
        self.exact.push_str(words);
        self.layout.words(words);
    }

    fn start(&mut self, tag: Tag) {
        let above = self.frames.last().map_or(Take::Nothing, |frame| frame.take);
        let parent = self.frames.last().map_or("", |frame| frame.name.as_str());
        let mut take = above;
        let mut furniture = false;
        match tag.name.as_str() {
            _ if above == Take::Skip => {}
            "meta" | "del" => take = Take::Skip,
            "num" => {
                self.layout.number(parent);
                take = Take::Words;
            }
            "heading" | "subheading" | "crossHeading" => {
                self.layout.heading();
                take = Take::Words;
            }
            "p" | "block" | "li" | "listIntroduction" | "listWrapUp" | "th" | "td" => {
                self.layout.paragraph();
                take = Take::Words;
            }
            "authorialNote" | "subFlow" => {
                self.layout.note(tag.get("marker"), self.meta.own());
                take = Take::Nothing;
            }
            "noteRef" => self.words(tag.get("marker").unwrap_or("")),
            "br" | "eol" => self.layout.end_line(),
            "inline" if above == Take::Words => furniture = self.inline(&tag),
            _ if above == Take::Words => {}
            _ => take = Take::Nothing,
        }
        let name = tag.name.clone();
        if take != Take::Skip && is_clause(&name) {
            self.seen.push(Seen { tag, exact: self.exact.len(), laid: self.layout.len() });
        }
        self.frames.push(Frame { name, take, furniture });
    }

    /// An element of Comity's own within wording; true for page furniture.
    fn inline(&mut self, tag: &Tag) -> bool {
        match tag.get("name") {
            Some("option") if tag.get("class") == Some("line") => self.layout.option(),
            Some("character") => {
                let code = tag.get("class").and_then(|class| class.strip_prefix("U+"));
                let letter =
                    code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
                self.words(&letter.map(String::from).unwrap_or_default());
            }
            Some("furniture") => {
                self.layout.end_line();
                return true;
            }
            _ => {}
        }
        false
    }

    fn end(&mut self, frame: &Frame) {
        if frame.take == Take::Skip {
            return;
        }
        match frame.name.as_str() {
            "num" => self.layout.end_number(),
            "authorialNote" | "subFlow" => self.layout.end_note(),
            _ if frame.furniture => self.layout.end_line(),
            _ => {}
        }
    }

    fn version(self, declared: &Holders) -> Result<Version, TextError> {
        let holders = Arc::new(self.meta.holders(declared));
        let whole = self.meta.digest() == Some(crate::digest::of(self.exact.as_bytes()).as_str());
        let (text, clauses) = if whole {
            let text = parse_str(&self.exact, holders)?;
            let clauses = self.seen.iter().map(|seen| clause_from(&text, seen.exact)).collect();
            (text, clauses)
        } else {
            let laid = parse_str(&self.layout.finish(), holders)?;
            let clauses: Vec<Option<ClauseIx>> =
                self.seen.iter().map(|seen| clause_from(&laid, seen.laid)).collect();
            let text = parse_str(&canonical(&laid), laid.shared_holders())?;
            let same = text.clauses().len() == laid.clauses().len();
            (if same { text } else { laid }, clauses)
        };
        let meta = if whole { self.meta } else { self.meta.edited() };
        let beside = meta.beside(&text, &elements(&self.seen, &clauses));
        Version::new(text, beside)
    }
}

/// By `eId` the clause an element was written for, with its permanent id if it has one.
fn elements<'a>(seen: &'a [Seen], clauses: &[Option<ClauseIx>]) -> HashMap<&'a str, Element<'a>> {
    let known = seen.iter().zip(clauses).filter_map(|(seen, clause)| {
        Some((seen.tag.get("eId")?, Element { clause: (*clause)?, tag: &seen.tag }))
    });
    known.collect()
}

/// An element and the clause it stands for.
struct Element<'a> {
    clause: ClauseIx,
    tag: &'a Tag,
}

impl Element<'_> {
    /// The permanent id of its clause.
    fn id<'a>(&'a self, text: &'a Text) -> &'a str {
        self.tag.get("wId").unwrap_or_else(|| text.id(self.clause))
    }

    /// Its standing, if it refers to one; of the organisations it refers to those are the hold-outs.
    fn standing(&self, meta: &Meta) -> Option<Standing> {
        let level = Level::ALL
            .into_iter()
            .find(|level| self.tag.references("refersTo").any(|id| id == concept(*level)))?;
        let hold_outs = self.tag.references("refersTo").filter_map(|id| meta.organisation(id)).collect();
        Some(Standing { level, hold_outs })
    }
}

impl Meta {
    /// The sidecar of a text whose clauses stood in these elements.
    fn beside(&self, text: &Text, elements: &HashMap<&str, Element>) -> Beside {
        let mut beside = Beside::default();
        for element in elements.values() {
            let id = element.id(text).to_string();
            let path = text.id(element.clause);
            if id != path {
                beside.ids.insert(path.to_string(), id.clone());
            }
            if let Some(standing) = element.standing(self) {
                beside.standing.insert(id, standing);
            }
        }
        let id = |place: &str| elements.get(place).map(|element| element.id(text).to_string());
        self.fill(&mut beside, &id);
        beside
    }
}

/// The clause that begins at the first visible character from an offset on.
fn clause_from(text: &Text, at: usize) -> Option<ClauseIx> {
    let rest = text.source().get(at..)?;
    let start = (at + rest.len() - rest.trim_start().len()) as u32;
    let ix = text.clause_at(start);
    (text.clause(ix).span.start == start && ix != ClauseIx::DOCUMENT).then_some(ix)
}

/// The elements clauses are written as.
fn is_clause(name: &str) -> bool {
    const CLAUSES: [&str; 11] = [
        "part",
        "section",
        "article",
        "paragraph",
        "subparagraph",
        "point",
        "indent",
        "hcontainer",
        "recital",
        "container",
        "authorialNote",
    ];
    CLAUSES.contains(&name)
}
