//! The case folder: a case as files that a person writes, reads and compares line by line.
//!
//! ```text
//! case.toml        parties, people, delegations, principals, issues, linkages, rules, drafts
//! mandates/*.toml  one a holder, confidential
//! text/            versions of the one text
//! record/*.toml    statements and meetings, with citations
//! sources/         the documents cited
//! ```
//! `schema/` at the root of the repository describes the tables; [`keys`] lists their keys.

pub mod keys;
mod node;
mod read;
pub mod record;
mod sheet;
mod write;

pub use read::{read, read_everything, read_record};
pub use write::{Unwritable, update, write};

use super::Files;

/// Which files a folder has, by what they are for. Paths ascending.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Contents {
    /// `mandates/*.toml`.
    pub mandates: Vec<String>,
    /// `text/*.md`: versions of the one text.
    pub texts: Vec<String>,
    /// `text/*.toml`: what belongs to a version but not to its words.
    pub text_tables: Vec<String>,
    /// `record/*.toml`.
    pub records: Vec<String>,
    /// `sources/*`.
    pub sources: Vec<String>,
    /// Everything else but `case.toml`; not read.
    pub others: Vec<String>,
}

/// What a file of a case folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Case,
    Mandate,
    Text,
    TextTable,
    Record,
    Source,
    Other,
}

impl Part {
    const DIRECTORIES: [&'static str; 4] = ["mandates", "record", "sources", "text"];

    fn of(path: &str) -> Self {
        let toml = path.ends_with(".toml");
        match path.split_once('/') {
            None if path == "case.toml" => Self::Case,
            Some((_, name)) if name.starts_with('.') => Self::Other,
            Some(("mandates", _)) if toml => Self::Mandate,
            Some(("text", name)) if name.ends_with(".md") => Self::Text,
            Some(("text", _)) if toml => Self::TextTable,
            Some(("record", _)) if toml => Self::Record,
            Some(("sources", _)) => Self::Source,
            _ => Self::Other,
        }
    }
}

impl Contents {
    /// What lies in these files.
    pub fn of(files: &Files) -> Self {
        let mut contents = Self::default();
        for file in files.iter() {
            let list = match Part::of(&file.path) {
                Part::Case => continue,
                Part::Mandate => &mut contents.mandates,
                Part::Text => &mut contents.texts,
                Part::TextTable => &mut contents.text_tables,
                Part::Record => &mut contents.records,
                Part::Source => &mut contents.sources,
                Part::Other => &mut contents.others,
            };
            list.push(file.path.clone());
        }
        contents
    }
}
