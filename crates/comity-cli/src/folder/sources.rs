//! Whether the documents a record cites are here, are the bytes meant, and say what is quoted.

use std::collections::HashMap;

use comity::format::case_folder::Contents;
use comity::format::case_folder::record::{Citation, Record, Source};
use comity::format::{Diagnostic, File, Files};
use sha2::{Digest, Sha256};

/// What became of the sources of a record.
#[derive(Debug, Default)]
pub struct Verified {
    /// Titles of sources whose bytes are not in the folder.
    pub absent: Vec<String>,
    /// Citations compared with the bytes they cite.
    pub compared: usize,
    /// Citations of absent sources.
    pub unverified: usize,
    /// Sources that are not the bytes meant, ranges outside them, quotations that do not stand there.
    pub faults: Vec<Diagnostic>,
}

/// Compares every source and every citation with the bytes in `sources/`.
pub fn verify(record: &Record, files: &Files) -> Verified {
    let present = by_digest(files);
    let mut verified = Verified::default();
    let found: Vec<Option<&File>> =
        record.sources.iter().map(|source| found(source, files, &present, &mut verified)).collect();
    for citation in record.citations() {
        match found[citation.source] {
            Some(file) => {
                verified.compared += 1;
                verified.faults.extend(compare(citation, file));
            }
            None => verified.unverified += 1,
        }
    }
    verified
}

/// The documents in `sources/` by their SHA-256.
fn by_digest(files: &Files) -> HashMap<String, &File> {
    let contents = Contents::of(files);
    let files = contents.sources.iter().filter_map(|path| files.get(path));
    files.map(|file| (digest(&file.bytes), file)).collect()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a source; takes down a file of its name with other bytes, and a wrong length.
fn found<'f>(
    source: &Source,
    files: &'f Files,
    present: &HashMap<String, &'f File>,
    verified: &mut Verified,
) -> Option<&'f File> {
    if let Some(file) = present.get(&source.sha256) {
        if source.bytes.is_some_and(|bytes| bytes != file.bytes.len() as u64) {
            let message = format!("{} has {} bytes", file.path, file.bytes.len());
            verified.faults.push(Diagnostic::at(source.place.clone(), message).help("mend `bytes`"));
        }
        return Some(file);
    }
    let path = source.file.as_ref().map(|name| format!("sources/{name}"));
    match path.and_then(|path| files.get(&path)) {
        Some(file) => {
            let message =
                format!("{} is not the document meant: its SHA-256 is {}", file.path, digest(&file.bytes));
            let help = "put the document cited there, unchanged; line ends count";
            verified.faults.push(Diagnostic::at(source.place.clone(), message).help(help));
        }
        None => verified.absent.push(source.title.clone()),
    }
    None
}

/// What is wrong with a citation, if anything.
fn compare(citation: &Citation, file: &File) -> Option<Diagnostic> {
    let at = |message: String, help: String| Some(Diagnostic::at(citation.place.clone(), message).help(help));
    let range =
        usize::try_from(citation.byte_range.start).ok()?..usize::try_from(citation.byte_range.end).ok()?;
    let Some(bytes) = file.bytes.get(range.clone()) else {
        let message = format!("{} ends at byte {}", file.path, file.bytes.len());
        return at(message, format!("the range {}..{} lies outside it", range.start, range.end));
    };
    let quotation = citation.quotation.as_ref()?;
    if bytes == quotation.as_bytes() {
        return None;
    }
    let found: String = String::from_utf8_lossy(bytes).chars().take(80).collect();
    let help = match position(&file.bytes, quotation.as_bytes()) {
        Some(start) => format!("the quotation stands at [{start}, {}]", start + quotation.len()),
        None => "quote the bytes as they are, blanks and quotation marks included".to_owned(),
    };
    at(format!("these words do not stand there; what stands there is “{found}”"), help)
}

/// Where a quotation stands first.
fn position(text: &[u8], words: &[u8]) -> Option<usize> {
    let first = *words.first()?;
    let candidates = (0..text.len()).filter(|at| text[*at] == first);
    candidates.take(100_000).find(|at| text[*at..].starts_with(words))
}
