//! Files that pretend to be Word: each is refused with a sentence, in bounded memory.

use std::io::{Cursor, Write};

use comity_text::form::{Audience, Reading, WordFile, word};
use zip::write::SimpleFileOptions;

use crate::lake_vara::version;
use crate::random::Random;

const MAIN: &str = "word/document.xml";

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn body(content: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{content}</w:body></w:document>"
    );
    archive(&[(MAIN, document.as_bytes())])
}

fn refusal(bytes: &[u8]) -> String {
    WordFile::read(bytes).unwrap_err().to_string()
}

#[test]
fn what_is_no_word_file_is_refused_with_the_reason() {
    assert!(refusal(b"").contains("no .docx archive"));
    assert!(refusal(b"1. The sluices are opened.\n").contains("no .docx archive"));
    assert!(refusal(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest").contains("password"));
    assert!(refusal(&archive(&[("xl/workbook.xml", b"<x/>")])).contains("another kind of Office file"));
    assert!(refusal(&archive(&[(MAIN, b"\xFF\xFEa\0")])).contains("not UTF-8"));
    assert!(refusal(&archive(&[(MAIN, b"<w:document><w:body>")])).contains("cut off"));
    assert!(refusal(&archive(&[(MAIN, b"<a></b>")])).contains("not well-formed"));
    let whole = word(&version("01"), &Audience::Mediator);
    assert!(refusal(&whole[..whole.len() / 2]).contains("cut off"));
}

#[test]
fn outside_entities_are_never_read() {
    let outside = b"<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>";
    assert!(refusal(&archive(&[(MAIN, outside)])).contains("document type"));
    assert!(refusal(&body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")).contains("entity `x`"));
    let relations = b"<!DOCTYPE d><d/>";
    assert!(refusal(&archive(&[("_rels/.rels", relations), (MAIN, b"<d/>")])).contains("document type"));
}

#[test]
fn what_inflates_or_nests_without_end_is_refused() {
    let zeros = vec![b' '; 100 << 20];
    let bomb = archive(&[(MAIN, &zeros)]);
    assert!(bomb.len() < 1 << 20, "the bomb itself is small");
    assert!(refusal(&bomb).contains("inflates to more than"));
    let deep = format!("{}{}", "<w:ins>".repeat(100_000), "</w:ins>".repeat(100_000));
    assert!(refusal(&body(&deep)).contains("nested more than"));
    let wide =
        "<w:p><w:ins w:id=\"1\"/><w:bookmarkStart/><w:commentReference w:id=\"7\"/></w:p>".repeat(50_000);
    assert_eq!(WordFile::read(&body(&wide)).unwrap().source(Reading::Accepted), "");
}

#[test]
fn what_word_hides_or_draws_is_no_wording() {
    let read = |content: &str| WordFile::read(&body(content)).unwrap().source(Reading::Accepted);
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    assert_eq!(read(&format!("<w:p>{}{}</w:p>", run("a"), run("&amp;&#x62;"))), "a&b\n");
    assert_eq!(
        read(&format!("<w:p><w:r><w:drawing><w:p>{}</w:p></w:drawing></w:r>{}</w:p>", run("x"), run("y"))),
        "y\n"
    );
    assert_eq!(
        read(
            "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>1<!-- c --></w:t><w:br/><w:t>2</w:t></w:r></w:p>"
        ),
        "1\n2\n"
    );
    let former = "<w:p><w:pPr><w:pPrChange><w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"a\"/></w:rPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    assert_eq!(read(&format!("{former}<w:p>{}</w:p>", run("b"))), "a\n\nb\n");
}

#[test]
fn footnotes_typed_in_word_are_read_behind_their_paragraphs() {
    let document = b"<w:document><w:body><w:p><w:r><w:t>They meet</w:t></w:r><w:ins w:id=\"1\" w:author=\"Delta\"><w:r><w:footnoteReference w:id=\"7\"/></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p><w:p><w:r><w:t>They part.</w:t></w:r></w:p></w:body></w:document>";
    let notes = b"<w:footnotes><w:footnote w:id=\"7\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Delta reserves.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let relations =
        b"<Relationships><Relationship Type=\"http://x/footnotes\" Target=\"notes.xml\"/></Relationships>";
    let file =
        archive(&[(MAIN, document), ("word/notes.xml", notes), ("word/_rels/document.xml.rels", relations)]);
    let file = WordFile::read(&file).unwrap();
    assert_eq!(file.source(Reading::Accepted), "They meet1.\n\n1 Delta reserves.\n\nThey part.\n");
    assert_eq!(file.source(Reading::Rejected), "They meet.\n\nThey part.\n");
}

#[test]
fn damaged_files_are_read_or_refused_without_a_panic() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 20_000 } else { 300 };
    let whole = word(&version("03"), &Audience::Mediator);
    let mut random = Random(23);
    for _ in 0..rounds {
        let mut damaged = whole.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(damaged.len());
            damaged[at] = random.below(256) as u8;
        }
        damaged.truncate(if random.below(4) == 0 { random.below(damaged.len()) } else { damaged.len() });
        if let Ok(file) = WordFile::read(&damaged) {
            file.source(Reading::Accepted);
        }
    }
}
