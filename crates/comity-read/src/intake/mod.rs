//! Bytes in, plain text in paragraphs out, with the way back to the original bytes.

mod html;
mod map;
mod markdown;
mod plain;

use crate::document::{Document, Format};
use crate::reading::Span;
pub(crate) use map::OffsetMap;
use std::borrow::Cow;

/// The plain text of a document: its paragraphs, and where they came from.
#[derive(Debug)]
pub(crate) struct Plain<'d> {
    pub(crate) text: Cow<'d, str>,
    pub(crate) map: OffsetMap,
    /// The paragraphs to read, in order, boilerplate left out.
    pub(crate) blocks: Vec<Span>,
}

/// Documents are read up to this many bytes, so that places fit in 32 bits.
const LONGEST: usize = 0xF000_0000;

/// Turns a document into plain text.
pub(crate) fn take_in<'d>(document: &Document<'d>) -> Plain<'d> {
    let bytes = &document.bytes[..document.bytes.len().min(LONGEST)];
    let (text, map) = decode(bytes);
    match resolve(document.format, &text) {
        Format::Html => html::extract(&text, &map),
        Format::Markdown => markdown::extract(&text, &map),
        Format::Plain | Format::Guess => {
            let blocks = plain::blocks(&text);
            Plain { text, map, blocks }
        }
    }
}

/// UTF-8, with a mark of order dropped; bytes that are none become U+FFFD and keep their places.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, OffsetMap) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), OffsetMap::default());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::default();
    let mut source = 0;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        map.push(text.len(), valid.len(), source, valid.len());
        text.push_str(valid);
        source += valid.len();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            map.push(text.len(), char::REPLACEMENT_CHARACTER.len_utf8(), source, invalid.len());
            text.push(char::REPLACEMENT_CHARACTER);
            source += invalid.len();
        }
    }
    (Cow::Owned(text), map)
}

fn resolve(format: Format, text: &str) -> Format {
    if format != Format::Guess {
        return format;
    }
    let head = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let opening: String = head.chars().take(15).flat_map(char::to_lowercase).collect();
    let html = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<?xml"];
    if html.iter().any(|mark| opening.starts_with(mark)) { Format::Html } else { Format::Plain }
}
