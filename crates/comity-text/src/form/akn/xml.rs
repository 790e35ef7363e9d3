//! XML out with everything escaped, and in with bounds: no document type, no entities of its own, no depth
//! or size without end, every fault with its line and column.

use std::fmt::Write as _;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::TextError;
use crate::span::position;

/// Characters, with what means something in XML escaped. A carriage return is written as a reference,
/// because a reader would turn it into a line feed.
pub(super) fn push_text(out: &mut String, words: &str) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            // What XML cannot hold at all.
            c if !allowed(c) => {
                let _ = write!(out, "<inline name=\"character\" class=\"U+{:04X}\"/>", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

/// The value of an attribute; what XML cannot hold is left out.
pub(super) fn value(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#x{:X};", u32::from(c));
            }
            c if allowed(c) => out.push(c),
            _ => {}
        }
    }
    out
}

/// The characters XML 1.0 allows.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The largest document read, in bytes.
pub(super) const MOST_BYTES: usize = 1 << 29;

/// The deepest nesting of elements.
pub(super) const DEEPEST: usize = 400;

/// A part of a document.
pub(super) enum Part {
    /// A start tag: the name without its prefix and the attributes, likewise.
    Start(Tag),
    /// An end tag.
    End,
    /// Characters, with references resolved.
    Words(String),
    /// The end of the document.
    Over,
}

/// A start tag.
pub(super) struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True if it declares a namespace that begins so.
    pub fn declares(&self, family: &str) -> bool {
        let declared = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
        self.attributes.iter().any(|(name, value)| declared(name) && value.starts_with(family))
    }

    /// What an attribute refers to: the names behind each `#`.
    pub fn references(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or("").split_whitespace().filter_map(|word| word.strip_prefix('#'))
    }
}

/// A reader over a document.
pub(super) struct Parts<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    seen: bool,
    ends: u32,
}

impl<'a> Parts<'a> {
    /// *Errors*: not UTF-8, or too large.
    pub fn of(bytes: &'a [u8]) -> Result<Self, TextError> {
        if bytes.len() > MOST_BYTES {
            return Err(TextError::TooLong { bytes: bytes.len() });
        }
        let source =
            std::str::from_utf8(bytes).map_err(|error| TextError::NotUtf8 { offset: error.valid_up_to() })?;
        Ok(Self { source, reader: Reader::from_str(source), depth: 0, seen: false, ends: 0 })
    }

    /// The fault at a byte.
    pub fn fault_at(&self, at: usize, what: impl Into<String>) -> TextError {
        let mut at = at.min(self.source.len());
        while !self.source.is_char_boundary(at) {
            at -= 1;
        }
        let place = position(self.source, at as u32);
        TextError::Akn { line: place.line, column: place.column, what: what.into() }
    }

    /// The fault here.
    pub fn fault(&self, what: impl Into<String>) -> TextError {
        self.fault_at(self.reader.buffer_position() as usize, what)
    }

    /// The next part.
    ///
    /// *Errors*: what is not well-formed, refused or too deep, with its place.
    pub fn next(&mut self) -> Result<Part, TextError> {
        if self.ends > 0 {
            self.ends -= 1;
            return Ok(Part::End);
        }
        loop {
            let at = self.reader.buffer_position() as usize;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = self.reader.error_position() as usize;
                    return Err(self.fault_at(at, format!("not well-formed: {error}")));
                }
            };
            match event {
                Event::Start(tag) => return self.start(&tag, at),
                Event::Empty(tag) => {
                    self.ends = 1;
                    let part = self.start(&tag, at);
                    self.depth -= usize::from(part.is_ok());
                    return part;
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Part::End);
                }
                Event::Text(words) if self.depth > 0 => {
                    return Ok(Part::Words(words.xml10_content().into_owned()));
                }
                Event::Text(words)
                    if words.xml10_content().trim_matches(['\u{feff}', ' ', '\n', '\t', '\r']).is_empty() => {
                }
                Event::CData(words) if self.depth > 0 => {
                    return Ok(Part::Words(words.xml10_content().into_owned()));
                }
                Event::Text(_) | Event::CData(_) => {
                    return Err(self.fault_at(at, "characters outside the outermost element"));
                }
                Event::GeneralRef(name) => return self.reference(&name.xml10_content(), at),
                Event::DocType(_) => {
                    return Err(self.fault_at(
                        at,
                        "declares a document type, which can make a small file huge; remove the `<!DOCTYPE …>`",
                    ));
                }
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if self.depth > 0 => {
                    return Err(self.fault("an element is never closed; the file may be cut off"));
                }
                Event::Eof if !self.seen => return Err(self.fault("the file holds no XML element")),
                Event::Eof => return Ok(Part::Over),
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'a>, at: usize) -> Result<Part, TextError> {
        if self.depth == 0 && self.seen {
            return Err(self.fault_at(at, "a second outermost element; a document has one"));
        }
        if self.depth == DEEPEST {
            return Err(self.fault_at(at, format!("elements are nested more than {DEEPEST} deep")));
        }
        self.seen = true;
        self.depth += 1;
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.fault_at(at, error.to_string()))?;
            let name = attribute.key.into_inner();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.fault_at(at, format!("in the attribute `{name}`: {error}")))?;
            let name = name
                .rsplit_once(':')
                .filter(|(prefix, _)| *prefix != "xmlns")
                .map_or(name, |(_, local)| local);
            attributes.push((name.to_string(), value.into_owned()));
        }
        let name = tag.local_name().into_inner().to_string();
        Ok(Part::Start(Tag { name, attributes }))
    }

    /// The five references XML has of itself, and numbered ones.
    fn reference(&self, name: &str, at: usize) -> Result<Part, TextError> {
        let numbered = |digits: &str| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(numbered).and_then(char::from_u32).filter(|c| allowed(*c)),
        };
        match letter {
            Some(letter) if self.depth > 0 => Ok(Part::Words(letter.to_string())),
            _ => {
                Err(self
                    .fault_at(at, format!("the entity `&{name};` is refused; write the character itself")))
            }
        }
    }
}
