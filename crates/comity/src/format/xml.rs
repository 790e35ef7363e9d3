//! A tree of XML elements with their places, for files as people leave them: a lone `&` stands for
//! itself. Document types are refused, so no entity is ever expanded.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::errors::Error;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::diagnostic::{Diagnostic, Place};
use super::files::File;

/// A parsed file.
pub(crate) struct Document<'a> {
    pub(crate) file: &'a File,
    text: &'a str,
    elements: Vec<Element<'a>>,
}

/// One element.
pub(crate) struct Element<'a> {
    /// The tag's name.
    pub(crate) name: &'a str,
    /// The start tag.
    span: Range<usize>,
    attributes: Vec<Attribute<'a>>,
    children: Vec<usize>,
}

/// One attribute: its value with the usual escapes undone, and where the value stands.
struct Attribute<'a> {
    name: &'a str,
    value: Cow<'a, str>,
    span: Range<usize>,
}

/// Most elements of a file; a GENIUS profile has a few hundred.
const MOST_ELEMENTS: usize = 1_000_000;
/// Deepest nesting; GENIUS uses five levels, hierarchies a few more.
const DEEPEST: usize = 64;

impl<'a> Document<'a> {
    /// Parses a file.
    ///
    /// *Errors*: the first place that is not well-formed, a document type, too deep or too many.
    pub(crate) fn parse(file: &'a File) -> Result<Self, Diagnostic> {
        let text = file.text()?;
        let mut document = Self { file, text, elements: Vec::new() };
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        let mut open: Vec<usize> = Vec::new();
        loop {
            let start = reader.buffer_position() as usize;
            let event = reader.read_event();
            let span = start..reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(tag)) => {
                    let element = document.add(&tag, span, &open)?;
                    open.push(element);
                }
                Ok(Event::Empty(tag)) => {
                    document.add(&tag, span, &open)?;
                }
                Ok(Event::End(_)) => {
                    open.pop();
                }
                Ok(Event::DocType(_)) => return Err(document.doctype(span)),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => return Err(document.syntax(&error, reader.error_position() as usize)),
            }
        }
        match open.last() {
            Some(&unclosed) => Err(document.unclosed(unclosed)),
            None if document.elements.is_empty() => {
                Err(document.fault(0..0, "the file holds no XML element"))
            }
            None => Ok(document),
        }
    }

    /// The outermost element.
    pub(crate) fn root(&self) -> &Element<'a> {
        &self.elements[0]
    }

    /// The direct children of an element, in order.
    pub(crate) fn children<'s>(&'s self, element: &'s Element<'a>) -> impl Iterator<Item = &'s Element<'a>> {
        element.children.iter().map(|&child| &self.elements[child])
    }

    /// The direct children with this name.
    pub(crate) fn named<'s>(
        &'s self,
        element: &'s Element<'a>,
        name: &'s str,
    ) -> impl Iterator<Item = &'s Element<'a>> {
        self.children(element).filter(move |child| child.name.eq_ignore_ascii_case(name))
    }

    /// A fault at bytes of the text.
    pub(crate) fn fault(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Place::of(self.file, self.text, span), message)
    }

    /// A fault at an element's start tag.
    pub(crate) fn at(&self, element: &Element, message: impl Into<String>) -> Diagnostic {
        self.fault(element.span.clone(), message)
    }

    /// A fault at the value of an attribute, or at the element when it has no such attribute.
    pub(crate) fn at_value(&self, element: &Element, name: &str, message: impl Into<String>) -> Diagnostic {
        let own = element.attributes.iter().find(|attribute| attribute.name == name);
        self.fault(own.map_or(element.span.clone(), |attribute| attribute.span.clone()), message)
    }

    fn add(&mut self, tag: &BytesStart<'a>, span: Range<usize>, open: &[usize]) -> Result<usize, Diagnostic> {
        if self.elements.len() == MOST_ELEMENTS {
            return Err(self.fault(span, format!("the file has more than {MOST_ELEMENTS} elements")));
        }
        if open.len() == DEEPEST {
            return Err(self.fault(span, format!("elements are nested more than {DEEPEST} deep")));
        }
        let element = self.element(tag, span)?;
        let position = self.elements.len();
        self.elements.push(element);
        match open.last() {
            Some(&parent) => self.elements[parent].children.push(position),
            None if position > 0 => {
                let span = self.elements[position].span.clone();
                return Err(self.fault(span, "a second outermost element; a file has one"));
            }
            None => {}
        }
        Ok(position)
    }

    fn element(&self, tag: &BytesStart<'a>, span: Range<usize>) -> Result<Element<'a>, Diagnostic> {
        let name = self.borrowed(tag.name().into_inner());
        let mut attributes = Vec::new();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.fault(span.clone(), error.to_string()))?;
            let value = self.borrowed(&attribute.value);
            let start = self.offset(value);
            attributes.push(Attribute {
                name: self.borrowed(attribute.key.into_inner()),
                value: unescaped(value),
                span: start..start + value.len(),
            });
        }
        Ok(Element { name, span, attributes, children: Vec::new() })
    }

    /// The same part of the text, with the text's lifetime.
    fn borrowed(&self, part: &str) -> &'a str {
        let start = self.offset(part);
        self.text.get(start..start + part.len()).unwrap_or_default()
    }

    /// Where a part of the text starts in it; 0 for a string that is no part of it.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn doctype(&self, span: Range<usize>) -> Diagnostic {
        self.fault(span, "the file declares a document type, which can make a small file huge")
            .help("remove the `<!DOCTYPE …>`; none of these formats needs it")
    }

    fn syntax(&self, error: &Error, at: usize) -> Diagnostic {
        let at = at.min(self.text.len());
        self.fault(at..at, format!("not well-formed XML: {error}"))
    }

    fn unclosed(&self, element: usize) -> Diagnostic {
        let element = &self.elements[element];
        self.at(element, format!("`<{}>` is never closed; the file may be cut off", element.name))
    }
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let own = self.attributes.iter().find(|attribute| attribute.name == name);
        own.map(|attribute| attribute.value.as_ref())
    }
}

/// Undoes the five named escapes and the numbered ones; any other `&` stands for itself.
fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, length) = reference(rest).unwrap_or(('&', 1));
        text.push(letter);
        rest = &rest[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The character a reference at the start of `text` stands for, and the length of the reference.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST_REFERENCE).position(|b| b == b';')?;
    let letter = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((letter, end + 1))
}

/// `&#x10FFFF;` with room to spare.
const LONGEST_REFERENCE: usize = 16;
