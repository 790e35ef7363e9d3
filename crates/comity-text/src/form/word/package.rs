//! The parts of a Word file around the words, and the archive they lie in.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{SPACES, XML, escaped, style};

/// What a file says of itself, already cut to what its readers may know.
pub(super) struct Front {
    pub title: String,
    pub digest: String,
    /// Empty where it may not be known.
    pub owner: String,
    /// Empty where it is not known.
    pub day: String,
    pub language: &'static str,
    /// Names and grounds for the legend.
    pub holders: Vec<(String, &'static str)>,
}

const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Packs everything; the same parts always give the same bytes.
pub(super) fn package(front: &Front, body: &str, comments: &str) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&ROOT)),
        ("docProps/core.xml", core(front)),
        ("docProps/app.xml", APP.replace("XML", XML)),
        ("word/document.xml", document(body, front)),
        ("word/_rels/document.xml.rels", relations(&WORD)),
        ("word/styles.xml", style::styles(front.language)),
        ("word/settings.xml", style::settings()),
        ("word/comments.xml", comments.to_string()),
        ("word/header1.xml", header(front, First::Yes)),
        ("word/header2.xml", header(front, First::No)),
        ("word/footer1.xml", footer(front)),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let written = archive
            .start_file(name, options)
            .map_err(std::io::Error::other)
            .and_then(|()| archive.write_all(content.as_bytes()));
        written.expect("writing to memory cannot fail: names are distinct, parts below four gigabytes");
    }
    archive.finish().expect("the archive ends in memory").into_inner()
}

fn document(body: &str, front: &Front) -> String {
    // A4, margins of 25 mm; every fifth line numbered, anew on every page.
    let direction = if front.language == "ar" { "<w:bidi/>" } else { "" };
    format!(
        "{XML}<w:document {SPACES}><w:body>\n{body}<w:sectPr>\
         <w:headerReference w:type=\"first\" r:id=\"rId4\"/><w:headerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:footerReference w:type=\"first\" r:id=\"rId6\"/><w:footerReference w:type=\"default\" r:id=\"rId6\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1418\" w:right=\"1418\" w:bottom=\"1418\" w:left=\"1418\" w:header=\"709\" w:footer=\"567\" w:gutter=\"0\"/>\
         <w:lnNumType w:countBy=\"5\" w:distance=\"340\" w:restart=\"newPage\"/><w:titlePg/>{direction}</w:sectPr></w:body></w:document>"
    )
}

#[derive(PartialEq)]
enum First {
    Yes,
    No,
}

/// The title, and on the first page who holds what.
fn header(front: &Front, first: First) -> String {
    let mut out = format!(
        "{XML}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(&front.title)
    );
    if first == First::Yes && !front.holders.is_empty() {
        out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>");
        for (at, (name, ground)) in front.holders.iter().enumerate() {
            if at > 0 {
                out.push_str("<w:r><w:t xml:space=\"preserve\">   </w:t></w:r>");
            }
            let _ = write!(
                out,
                "<w:r><w:rPr><w:b/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/></w:rPr><w:t xml:space=\"preserve\">\u{A0}{}\u{A0}</w:t></w:r>",
                ground.trim_start_matches('#'),
                escaped(name)
            );
        }
        out.push_str("</w:p>");
    }
    out.push_str("</w:hdr>");
    out
}

/// The digest and the page.
fn footer(front: &Front) -> String {
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    format!(
        "{XML}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>\
         <w:r><w:tab/></w:r>{}<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p></w:ftr>",
        escaped(&front.digest),
        field("PAGE"),
        field("NUMPAGES")
    )
}

/// Title, owner and day; nothing else, and nothing of what is not known.
fn core(front: &Front) -> String {
    let mut out = format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>",
        escaped(&front.title)
    );
    if !front.owner.is_empty() {
        let _ = write!(out, "<dc:creator>{}</dc:creator>", escaped(&front.owner));
    }
    if !front.day.is_empty() {
        for name in ["created", "modified"] {
            let _ = write!(out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{}</dcterms:{name}>", front.day);
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

const APP: &str = "XML<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Comity</Application></Properties>";

fn content_types() -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>"
    );
    for (part, kind) in [
        ("styles", "styles"),
        ("settings", "settings"),
        ("comments", "comments"),
        ("header1", "header"),
        ("header2", "header"),
        ("footer1", "footer"),
    ] {
        let _ = write!(out, "<Override PartName=\"/word/{part}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    }
    out.push_str("</Types>");
    out
}

/// Type and target of each relation, numbered from 1.
type Relations = [(&'static str, &'static str)];

const ROOT: [(&str, &str); 3] = [
    ("officeDocument", "word/document.xml"),
    ("metadata/core-properties", "docProps/core.xml"),
    ("extended-properties", "docProps/app.xml"),
];

const WORD: [(&str, &str); 6] = [
    ("styles", "styles.xml"),
    ("settings", "settings.xml"),
    ("comments", "comments.xml"),
    ("header", "header1.xml"),
    ("header", "header2.xml"),
    ("footer", "footer1.xml"),
];

fn relations(all: &Relations) -> String {
    let mut out = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (at, (kind, target)) in all.iter().enumerate() {
        let space = match *kind {
            "metadata/core-properties" => "http://schemas.openxmlformats.org/package/2006/relationships",
            _ => OFFICE,
        };
        let _ =
            write!(out, "<Relationship Id=\"rId{}\" Type=\"{space}/{kind}\" Target=\"{target}\"/>", at + 1);
    }
    out.push_str("</Relationships>");
    out
}
