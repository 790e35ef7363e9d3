//! Word files seen by independent readers: pandoc and LibreOffice.

use std::path::PathBuf;
use std::process::Command;

use comity_text::form::{Audience, redline_word, word};
use comity_text::redline::{Change, redline};
use comity_text::{PieceOf, Span, Text, Version};
use serde_json::Value;

use crate::corpus;
use crate::lake_vara::version;

/// A folder of its own that goes away with the value.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("comity-word-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a reader says is inserted, deleted and commented, white space left out.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    inserted: String,
    deleted: String,
    /// Author and words of every comment, in order.
    comments: Vec<(String, String)>,
    /// Authors of insertions and deletions.
    authors: Vec<String>,
}

fn pandoc(file: &[u8], name: &str) -> Option<Seen> {
    let scratch = Scratch::new(name);
    let path = scratch.0.join("a.docx");
    std::fs::write(&path, file).unwrap();
    let output =
        Command::new("pandoc").args(["--track-changes=all", "--from=docx", "--to=json"]).arg(&path).output();
    let Ok(output) = output else {
        println!("not run: pandoc is absent");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut seen = Seen::default();
    // A paragraph set as a title becomes metadata.
    walk(&tree["meta"], &mut seen);
    walk(&tree["blocks"], &mut seen);
    Some(seen)
}

fn walk(value: &Value, seen: &mut Seen) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, seen)),
        Value::Object(_) if value["t"] == "Span" => span(&value["c"], seen),
        Value::Object(map) => map.values().for_each(|one| walk(one, seen)),
        _ => {}
    }
}

fn span(content: &Value, seen: &mut Seen) {
    let class = content[0][1][0].as_str().unwrap_or("");
    let author = || {
        let pairs = content[0][2].as_array().unwrap();
        pairs.iter().find(|pair| pair[0] == "author").unwrap()[1].as_str().unwrap().to_string()
    };
    match class {
        "insertion" | "deletion" => {
            let to = if class == "insertion" { &mut seen.inserted } else { &mut seen.deleted };
            words(&content[1], to);
            seen.authors.push(author());
        }
        "comment-start" => {
            let mut said = String::new();
            words(&content[1], &mut said);
            seen.comments.push((author(), said));
        }
        _ => walk(&content[1], seen),
    }
}

/// The visible characters of a tree, typographic quotation marks as they were written.
fn words(value: &Value, out: &mut String) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| words(one, out)),
        Value::Object(_) if value["t"] == "Quoted" => {
            let (open, close) =
                if value["c"][0]["t"] == "DoubleQuote" { ('“', '”') } else { ('‘', '’') };
            out.push(open);
            words(&value["c"][1], out);
            out.push(close);
        }
        Value::Object(_) if value["t"] == "Str" => out.push_str(value["c"].as_str().unwrap()),
        Value::Object(map) => map.values().for_each(|one| words(one, out)),
        _ => {}
    }
}

fn visible(words: &str) -> String {
    // Pandoc shows a paragraph end within a comment as a pilcrow.
    words.chars().filter(|c| !c.is_whitespace() && *c != '¶').collect()
}

/// What a redline holds, by its own account; page numbers and running heads are no wording.
fn expected(old: &Text, new: &Version) -> (String, String) {
    let lines = redline(old, new.text());
    let (mut inserted, mut deleted) = (String::new(), String::new());
    for segment in &lines.segments {
        match segment.change {
            Change::Inserted | Change::MovedTo(_) => wording(new.text(), segment.new, &mut inserted),
            Change::Deleted | Change::MovedFrom(_) => wording(old, segment.old, &mut deleted),
            Change::Kept => {}
        }
    }
    (inserted, deleted)
}

fn wording(text: &Text, span: Span, out: &mut String) {
    let pieces = text.pieces().iter().filter(|piece| piece.of != PieceOf::Furniture);
    for piece in pieces.filter(|piece| piece.span.start < span.end && span.start < piece.span.end) {
        out.push_str(&visible(text.slice(piece.span.overlap(span))));
    }
}

#[test]
fn pandoc_sees_our_changes_comments_and_authors() {
    for (a, b) in [("01", "02"), ("02", "03"), ("01", "03"), ("03", "02")] {
        let (old, new) = (version(a), version(b));
        let lines = redline(old.text(), new.text());
        let file = redline_word(&lines, old.text(), &new, &Audience::Mediator, "Delegation of Coast");
        let Some(seen) = pandoc(&file, &format!("{a}-{b}")) else { return };
        let (inserted, deleted) = expected(old.text(), &new);
        assert_eq!(visible(&seen.inserted), inserted);
        assert_eq!(visible(&seen.deleted), deleted);
        assert!(seen.authors.iter().all(|author| author == "Delegation of Coast"));
        let ours = &new.beside().criticisms;
        for one in ours {
            let proposal = one.proposal.as_ref().map(|words| format!("Proposes: “{words}”"));
            let said = visible(&format!("{}{}", one.remark, proposal.unwrap_or_default()));
            let found = seen.comments.iter().any(|(by, words)| *by == one.by && visible(words) == said);
            assert!(found, "{one:?} in {:?}", seen.comments);
        }
        let beside = new.beside().reservations.len() + new.beside().standing.len();
        assert_eq!(seen.comments.len(), ours.len() + beside);
    }
}

#[test]
fn pandoc_sees_the_changes_of_real_versions() {
    let (Some(old), Some(new)) = (corpus::text("cop21_3"), corpus::text("cop21_4")) else { return };
    let new = Version::bare(new);
    let lines = redline(&old, new.text());
    let file = redline_word(&lines, &old, &new, &Audience::Mediator, "Secretariat");
    let Some(seen) = pandoc(&file, "cop21") else { return };
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let (inserted, deleted) = expected(&old, &new);
    assert_eq!(letters(&seen.inserted), letters(&inserted));
    assert_eq!(letters(&seen.deleted), letters(&deleted));
    assert!(seen.comments.is_empty() && seen.authors.iter().all(|author| author == "Secretariat"));
}

#[test]
fn libreoffice_opens_what_we_write() {
    let scratch = Scratch::new("office");
    let (old, new) = (version("02"), version("03"));
    let lines = redline(old.text(), new.text());
    std::fs::write(scratch.0.join("plain.docx"), word(&new, &Audience::Mediator)).unwrap();
    let file = redline_word(&lines, old.text(), &new, &Audience::Mediator, "");
    std::fs::write(scratch.0.join("redline.docx"), file).unwrap();
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", scratch.0.display()))
        .args(["--headless", "--convert-to", "pdf", "plain.docx", "redline.docx"])
        .current_dir(&scratch.0)
        .output();
    if output.is_err() {
        println!("not run: soffice is absent");
        return;
    }
    for name in ["plain.pdf", "redline.pdf"] {
        let page = std::fs::read(scratch.0.join(name)).unwrap();
        assert!(page.starts_with(b"%PDF") && page.len() > 10_000);
    }
}
