//! `word/comments.xml` and `word/footnotes.xml` read: who says what, and the words of notes.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::file::{Commented, Reading};
use super::read::{Body, DEEPEST, attribute, resolved};
use super::unpack::{doctype, wrong};
use crate::error::TextError;

/// Fills in who says what in the comments whose places are known.
pub(super) fn tell_comments(part: &str, comments: &mut [Commented]) -> Result<(), TextError> {
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
pub(super) fn notes(part: &str) -> Result<HashMap<String, String>, TextError> {
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
