//! The project's own texts as they are written: a document with labels in it, and the facts below.
//!
//! Facts name their place by a label put into the text (`[[label|words]]`) or by words that occur in it; nobody types
//! an offset. What is read here is the plain document and its stand-off annotation, as if it had been written apart.
//! Everything that is wrong with the texts is told at once. `corpus/README.md` shows how they are written.

mod bulletin;
mod fact;
mod facts;
mod kinds;
mod labelled;

use super::material::Outcome;
use super::reader::Handed;
use comity_read::Date;
use labelled::Labelled;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

pub use bulletin::bulletin;

/// The two halves of the material: the one rules are written against, and the one they are tried on.
pub const HALVES: [&str; 2] = ["dev", "heldout"];
const FORMAT: &str = "comity-read-annotation/1";
/// The line between header, document and facts.
const RULE: &str = "=====\n";

/// A plain document with its annotation.
#[derive(Debug)]
pub struct Annotated {
    pub half: &'static str,
    /// Texts of one folder were written by one hand.
    #[allow(dead_code, reason = "only the training asks for it")]
    pub hand: String,
    pub name: String,
    /// The name of the document; its end tells what the bytes are.
    pub file: String,
    pub bytes: Vec<u8>,
    pub annotation: Value,
}

impl Annotated {
    /// The annotation is what is given, and what the bytes say of themselves.
    fn new(half: &'static str, file: String, bytes: Vec<u8>, mut given: Map<String, Value>) -> Self {
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        given.insert("format".to_owned(), FORMAT.into());
        given.insert("file".to_owned(), file.as_str().into());
        given.insert("sha256".to_owned(), digest.into());
        given.insert("bytes".to_owned(), bytes.len().into());
        let name = file.rsplit_once('.').map_or(file.as_str(), |(name, _)| name).to_owned();
        Self { half, hand: String::new(), name, file, bytes, annotation: given.into() }
    }

    /// What the reader is given of it: the bytes, what they are, and the day they were published.
    pub fn handed(&self) -> Handed {
        Handed {
            text: self.bytes.clone(),
            date: self.annotation.get("date").and_then(Value::as_str).map(str::to_owned),
            markdown: self.file.ends_with(".md"),
        }
    }
}

/// All texts: reports in the order of halves and names, and the bulletin's two halves.
#[derive(Debug)]
pub struct Corpus {
    pub reports: Vec<Annotated>,
    pub bulletin: Vec<Annotated>,
}

/// Reads every marked text of the corpus, or tells everything that is wrong in any of them.
pub fn load(corpus: &Path) -> Outcome<Corpus> {
    let folder = corpus.join("marked");
    let (mut reports, mut problems) = (Vec::new(), Vec::new());
    for half in HALVES {
        for path in texts_in(&folder.join(half))? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let hand = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
            match report(half, &name, &read_text(&path)?) {
                Ok(read) => reports.push(Annotated { hand: hand.into_owned(), ..read }),
                Err(more) => problems.extend(more),
            }
        }
    }
    let bulletin = bulletin(&read_text(&folder.join("bulletin.txt"))?).unwrap_or_else(|more| {
        problems.extend(more);
        Vec::new()
    });
    if problems.is_empty() {
        return Ok(Corpus { reports, bulletin });
    }
    Err(format!("texts in {} are not sound:\n{}", folder.display(), problems.join("\n")).into())
}

/// The texts of a folder and of the folders in it, in the order of their paths.
fn texts_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            paths.extend(texts_in(&path)?);
        } else if path.extension().is_some_and(|e| e == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Outcome<String> {
    Ok(fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?)
}

/// Reads one report, or tells everything that is wrong in it, each with file and line.
pub fn report(half: &'static str, name: &str, marked: &str) -> Result<Annotated, Vec<String>> {
    let place = format!("{half}/{name}.txt");
    let parts: Vec<&str> = marked.split(RULE).collect();
    let [header, body, lines] = parts[..] else {
        return Err(vec![format!("{place}: {} parts between lines of =====, not three", parts.len())]);
    };
    let text = Labelled::new(body);
    let mut problems: Vec<String> =
        text.unclosed.iter().map(|l| format!("label never closed: {l}")).collect();
    let settings = settings(header);
    problems.extend(missing(&settings));
    let (mut annotation, wrong) = facts::read(&text, lines);
    let above = marked.matches('\n').count() - lines.matches('\n').count();
    problems.iter_mut().for_each(|what| what.insert_str(0, &format!("{place}: ")));
    problems.extend(wrong.into_iter().map(|(line, what)| format!("{place}:{}: {what}", above + line)));
    if !problems.is_empty() {
        return Err(problems);
    }
    let suffix = setting(&settings, "suffix").unwrap_or("txt");
    for key in ["date", "style"] {
        annotation.insert(key.to_owned(), setting(&settings, key).into());
    }
    Ok(Annotated::new(half, format!("{name}.{suffix}"), text.words.into_bytes(), annotation))
}

/// The lines above the document: a key, a space, its value.
fn settings(header: &str) -> Vec<(&str, &str)> {
    header.trim().lines().map(|line| line.split_once(' ').unwrap_or((line, ""))).collect()
}

fn setting<'a>(settings: &[(&str, &'a str)], key: &str) -> Option<&'a str> {
    settings.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
}

/// What every header must say and this one does not.
fn missing(settings: &[(&str, &str)]) -> Vec<String> {
    let mut problems = Vec::new();
    match setting(settings, "date") {
        None => problems.push("no date in the header".to_owned()),
        Some(date) => problems.extend(date.parse::<Date>().err().map(|e| e.to_string())),
    }
    if setting(settings, "style").is_none() {
        problems.push("no style in the header".to_owned());
    }
    problems
}
