//! One fact as it is written: `head | key=value | key=value`. What the values mean is not decided here.

use serde_json::{Value, json};

/// A fact taken apart; its kind has been read already.
#[derive(Debug)]
pub struct Fact<'a> {
    /// Whether its kind ended with a question mark.
    pub optional: bool,
    /// Everything after the kind.
    pub words: &'a str,
    pub head: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> Fact<'a> {
    pub fn new(words: &'a str, optional: bool) -> Self {
        let words = words.trim();
        let mut parts = words.split(" | ").map(str::trim);
        let head = parts.next().unwrap_or_default();
        let field = |part: &'a str| part.split_once('=').unwrap_or((part, ""));
        let fields = parts.map(field).map(|(key, value)| (key.trim(), value.trim())).collect();
        Self { optional, words, head, fields }
    }

    /// The value of a key, the last where it is given twice.
    pub fn field(&self, key: &str) -> Option<&'a str> {
        self.fields.iter().rev().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// The value of a key that may be left out.
    pub fn open(&self, key: &str) -> &'a str {
        self.field(key).unwrap_or_default()
    }

    /// Where it is told: `at` first, then every key that begins with `also`, in the order they are written.
    pub fn anchors(&self) -> Vec<&'a str> {
        let also = self.fields.iter().filter(|(key, _)| key.starts_with("also")).map(|(_, value)| *value);
        self.field("at").into_iter().chain(also).collect()
    }

    /// `a;b` under a key: either will do.
    pub fn choices(&self, key: &str) -> Vec<&'a str> {
        choices(self.open(key))
    }

    /// `a,b` under a key: all of them.
    pub fn names(&self, key: &str) -> Vec<&'a str> {
        names(self.open(key))
    }

    /// `a,b?` under a key: a question mark makes one optional.
    pub fn participants(&self, key: &str) -> Vec<Value> {
        let participant = |name: &str| json!({"name": bare(name), "optional": name.ends_with('?')});
        self.names(key).into_iter().map(participant).collect()
    }
}

/// `a;b` are alternatives.
pub fn choices(value: &str) -> Vec<&str> {
    value.split(';').map(str::trim).filter(|part| !part.is_empty() && *part != "-").collect()
}

/// `a,b` are several.
pub fn names(value: &str) -> Vec<&str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A name without the question mark that makes it optional.
pub fn bare(name: &str) -> &str {
    name.trim_end_matches('?')
}

/// A dash is nothing.
pub fn none(value: &str) -> Option<&str> {
    (value != "-").then_some(value)
}
