//! A Word file, or a document part packed into one, in; edits of a text out.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use comity_text::form::{Audience, Reading, WordFile, receive};
use comity_text::{Holders, Version, parse};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

static BASE: LazyLock<Version> = LazyLock::new(|| {
    let text = "Article 1\n\n1. The dam is [Upland: 60 m][Coast: 45 m] high.\n\n2. The sluices open in May.\n";
    Version::bare(parse(text.as_bytes(), &Holders::of(["Upland", "Coast"])).expect("the text is UTF-8"))
});

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let packed;
    let file = if kind % 4 == 0 {
        bytes
    } else {
        packed = archive(bytes);
        &packed
    };
    let Ok(file) = WordFile::read(file) else { return };
    file.source(Reading::Rejected);
    let received = receive(&file, &BASE, &Audience::Mediator);
    received.criticisms(&BASE, None);
    comity_text::edit::splice(BASE.text().source(), &received.splices).expect("the edits fit the text");
});

/// The parts of a file, apart by zero bytes: document, comments, footnotes.
fn archive(bytes: &[u8]) -> Vec<u8> {
    let relations: &[u8] = b"<R><Relationship Type=\"/comments\" Target=\"c.xml\"/><Relationship Type=\"/footnotes\" Target=\"f.xml\"/></R>";
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let names = ["word/document.xml", "word/c.xml", "word/f.xml"];
    let parts = names.into_iter().zip(bytes.splitn(3, |byte| *byte == 0));
    for (name, part) in parts.chain([("word/_rels/document.xml.rels", relations)]) {
        archive.start_file(name, options).expect("memory takes every part");
        archive.write_all(part).expect("memory takes every part");
    }
    archive.finish().expect("the archive ends in memory").into_inner()
}
