//! Annotated material in memory: JSON helpers, byte ranges, sentences, and the output of the reader.

use super::reader::{Handed, output};
use serde_json::Value;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Anything that goes wrong while material is loaded.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// A half-open range of bytes.
pub type Range = (usize, usize);

/// A JSON file.
pub fn load(path: &Path) -> Outcome<Value> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", path.display()))?)
}

/// The JSON files of a folder in the order of their names.
pub fn load_all(folder: &Path) -> Outcome<Vec<(String, Value)>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, load(&path)?));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

/// A list in a JSON object, empty where there is none.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A text in a JSON object, empty where there is none.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A truth value in a JSON object, false where there is none.
pub fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// A list of texts.
pub fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A pair of numbers as a range.
pub fn pair(value: &Value) -> Option<Range> {
    let edge = |i: usize| value.get(i).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Some((edge(0)?, edge(1)?))
}

/// The range under a key.
pub fn range(value: &Value, key: &str) -> Option<Range> {
    value.get(key).and_then(pair)
}

/// The range of a nested span, `{"text", "byte"}`.
pub fn nested(value: &Value, key: &str) -> Option<Range> {
    value.get(key).and_then(|span| range(span, "byte"))
}

/// Whether two ranges share a byte.
pub fn overlap(a: Range, b: Range) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The words at a range of bytes.
pub fn slice(bytes: &[u8], at: Range) -> String {
    let end = at.1.min(bytes.len());
    String::from_utf8_lossy(&bytes[at.0.min(end)..end]).into_owned()
}

/// Turns a position counted in characters into one counted in bytes.
pub struct Characters(Vec<usize>);

impl Characters {
    pub fn of(text: &str) -> Self {
        let mut at: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        at.push(text.len());
        Self(at)
    }

    pub fn byte(&self, characters: Range) -> Range {
        let last = self.0.len() - 1;
        (self.0[characters.0.min(last)], self.0[characters.1.min(last)])
    }

    /// The byte range of a pair of character positions under a key.
    pub fn range(&self, value: &Value, key: &str) -> Option<Range> {
        range(value, key).map(|r| self.byte(r))
    }
}

/// A document with its annotation and what the reader made of it.
pub struct Read {
    pub name: String,
    pub gold: Value,
    pub handed: Handed,
    pub entries: Value,
}

impl Read {
    pub fn new(name: &str, gold: Value, handed: Handed) -> Outcome<Self> {
        let entries = serde_json::from_str(&output(&handed)?)?;
        Ok(Self { name: name.to_owned(), gold, handed, entries })
    }

    pub fn words(&self, at: Range) -> String {
        slice(&self.handed.text, at).replace('\n', " ¶ ")
    }

    /// The direct statements of the reading: range and entry.
    pub fn direct(&self) -> Vec<(Range, &Value)> {
        list(&self.entries, "statements")
            .iter()
            .filter(|s| text(s, "kind") == "direct")
            .filter_map(|s| range(s, "byte_range").map(|r| (r, s)))
            .collect()
    }

    /// The sentence, or the sentences, that hold a range.
    pub fn sentence(&self, at: Range) -> Range {
        let bytes = &self.handed.text;
        let ends = |i: usize| bytes[i] == b'\n' || (b".!?".contains(&bytes[i]) && closes(bytes, i + 1));
        let first = (0..at.0.min(bytes.len())).rev().find(|&i| ends(i)).map_or(0, |i| i + 1);
        let last = (at.1.saturating_sub(1)..bytes.len()).find(|&i| ends(i)).map_or(bytes.len(), |i| i + 1);
        (first, last.max(at.1))
    }
}

/// Whether a sentence that ended before `i` is followed by the start of another one.
fn closes(bytes: &[u8], i: usize) -> bool {
    let rest = String::from_utf8_lossy(&bytes[i..bytes.len().min(i + 12)]).into_owned();
    let rest = rest.trim_start_matches(['"', '”', '’', '»', '\'', ')']);
    let mut characters = rest.chars();
    match characters.next() {
        None => true,
        Some(space) if space.is_whitespace() => {
            characters.find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_lowercase())
        }
        Some(_) => false,
    }
}
