//! Takes the parts that matter out of a .docx archive, with every byte counted while it inflates.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::error::TextError;

/// The parts a text is read from.
pub(super) struct Parts {
    pub document: String,
    pub comments: Option<String>,
    pub footnotes: Option<String>,
}

/// Most bytes of a file; a text of a million words has a tenth of them.
const MOST_PACKED: usize = 64 << 20;
/// Most bytes all parts that are read may inflate to.
const MOST_UNPACKED: u64 = 96 << 20;
/// Most entries of the archive; a Word file has some dozens, pictures included.
const MOST_ENTRIES: usize = 10_000;
/// How a file of the older compound format begins: `.doc`, or a `.docx` under a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

pub(super) fn wrong(what: impl Into<String>) -> TextError {
    TextError::Word { what: what.into() }
}

/// Opens the archive and unpacks the document, its comments and its footnotes.
pub(super) fn unpack(bytes: &[u8]) -> Result<Parts, TextError> {
    if bytes.starts_with(COMPOUND) {
        return Err(wrong("it has a password or is an old .doc; save it as .docx without a password"));
    }
    if bytes.len() > MOST_PACKED {
        return Err(wrong(format!("it has {} bytes; at most {MOST_PACKED} are read", bytes.len())));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| wrong(format!("it is no .docx archive, or is cut off ({error})")))?;
    if archive.len() > MOST_ENTRIES {
        return Err(wrong(format!("it has {} entries; at most {MOST_ENTRIES} are read", archive.len())));
    }
    let mut left = MOST_UNPACKED;
    let mut take = |name: &str| part(&mut archive, name, &mut left);
    let root = take("_rels/.rels")?.unwrap_or_default();
    let main = target(&root, "/officeDocument")?.unwrap_or_else(|| "word/document.xml".to_string());
    let main = main.trim_start_matches('/').to_string();
    let document = take(&main)?
        .ok_or_else(|| wrong(format!("it has no part `{main}`; it may be another kind of Office file")))?;
    let (folder, file) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, file)| (folder, file));
    let relations = take(&format!("{folder}/_rels/{file}.rels"))?.unwrap_or_default();
    let mut beside = |kind: &str| -> Result<Option<String>, TextError> {
        let Some(name) = target(&relations, kind)? else { return Ok(None) };
        match name.strip_prefix('/') {
            Some(whole) => take(whole),
            None => take(&format!("{folder}/{name}")),
        }
    };
    Ok(Parts { document, comments: beside("/comments")?, footnotes: beside("/footnotes")? })
}

/// One part as text; none if it is not there.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<String>, TextError> {
    let Some(at) = archive.index_for_name(name) else { return Ok(None) };
    let entry = archive
        .by_index(at)
        .map_err(|error| wrong(format!("the part `{name}` cannot be unpacked ({error})")))?;
    let mut bytes = Vec::new();
    let read = entry.take(*left + 1).read_to_end(&mut bytes);
    read.map_err(|error| wrong(format!("the part `{name}` cannot be unpacked ({error})")))?;
    *left = left
        .checked_sub(bytes.len() as u64)
        .ok_or_else(|| wrong(format!("it inflates to more than {} MiB", MOST_UNPACKED >> 20)))?;
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|error| {
        wrong(format!("the part `{name}` is not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
    })
}

/// The target of the first relation whose type ends so.
fn target(relations: &str, kind: &str) -> Result<Option<String>, TextError> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().into_inner() == "Relationship" => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).ok().flatten();
                    found.map(|attribute| attribute.value.into_owned())
                };
                if attribute("Type").is_some_and(|found| found.ends_with(kind)) {
                    return Ok(attribute("Target"));
                }
            }
            Ok(Event::DocType(_)) => return Err(doctype()),
            Ok(Event::Eof) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(wrong(format!("its list of parts is not well-formed ({error})"))),
        }
    }
}

pub(super) fn doctype() -> TextError {
    wrong("it declares a document type, which can pull in other files; no Word file needs one")
}
