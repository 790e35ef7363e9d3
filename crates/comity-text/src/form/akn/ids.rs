//! `eId`s by the naming convention: the path of the labels, `art_2__para_1__point_a`, each given once.

use std::collections::{HashMap, HashSet};

use crate::label::Label;

/// The longest path; what stands deeper begins anew, because every `eId` holds those above it.
const LONGEST: usize = 160;

/// The ids of what every document refers to.
const RESERVED: [&str; 10] = [
    "comity",
    "author",
    "not-stated",
    "doc",
    "recs",
    "reservation",
    "standing-proposed",
    "standing-agreed-in-informals",
    "standing-agreed-ad-referendum",
    "standing-agreed",
];

/// Hands out `eId`s.
pub(super) struct Ids {
    taken: HashSet<String>,
    counts: HashMap<String, u32>,
}

impl Ids {
    pub fn new() -> Self {
        Self { taken: RESERVED.map(str::to_string).into(), counts: HashMap::new() }
    }

    /// The `eId` of an element: the one above it, the short name of its tag, and its number, or its place
    /// among those without one.
    pub fn of(&mut self, above: &str, short: &str, label: Option<&Label>) -> String {
        let stem = if above.is_empty() || above.len() > LONGEST {
            short.to_string()
        } else {
            format!("{above}__{short}")
        };
        match label.filter(|label| !label.numbers.is_empty()).map(number) {
            Some(number) => self.free(&format!("{stem}_{number}")),
            None => self.next(&stem),
        }
    }

    /// The next of several that only differ by their place.
    pub fn next(&mut self, stem: &str) -> String {
        loop {
            let count = self.counts.entry(stem.to_string()).or_insert(0);
            *count += 1;
            let id = format!("{stem}_{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// This id, or where it is taken, as by a label given twice, the next free one.
    pub fn free(&mut self, id: &str) -> String {
        if self.taken.insert(id.to_string()) {
            return id.to_string();
        }
        self.next(&format!("{id}-dup"))
    }
}

/// `2bis`, `13-1`, `a`: the number of a label without the word before it and with hyphens for full stops.
fn number(label: &Label) -> String {
    let canonical = label.canonical();
    let number = ["art-", "part-", "annex-", "pp-"]
        .iter()
        .find_map(|stem| canonical.strip_prefix(stem))
        .unwrap_or(&canonical);
    number.replace('.', "-").to_lowercase()
}

/// A name in small letters and hyphens, for an id; `org` where nothing of it can stand in one.
pub(super) fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "org".into() } else { words.join("-") }
}
