//! What is read: the bytes, what they are, when they were published, and who is known already.

use crate::{Date, ReadError};
use std::str::FromStr;

/// What the bytes of a document are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Told from the first bytes: HTML when they look like it, plain text otherwise.
    #[default]
    Guess,
    /// Plain text.
    Plain,
    /// Markdown: marks are dropped, offsets kept.
    Markdown,
    /// HTML: scripts, navigation and related links are dropped, offsets kept.
    Html,
}

impl FromStr for Format {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        match text {
            "plain" | "text" | "txt" => Ok(Self::Plain),
            "markdown" | "md" => Ok(Self::Markdown),
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            other => Err(ReadError::Format(other.to_owned())),
        }
    }
}

/// A document to read.
#[derive(Debug, Clone, Default)]
pub struct Document<'a> {
    /// The original bytes; every range of the reading counts in them.
    pub bytes: &'a [u8],
    /// What the bytes are.
    pub format: Format,
    /// The day of publication, if known: relative dates are left open without it.
    pub date: Option<Date>,
    /// Parties and people of the case: they come before the gazetteer.
    pub roster: Roster,
}

impl<'a> Document<'a> {
    /// A document of that text, format guessed, date unknown.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self::from_bytes(text.as_bytes())
    }

    /// A document of those bytes, format guessed, date unknown. They need not be UTF-8.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        Self { bytes, ..Self::default() }
    }

    /// The same document with its day of publication.
    #[must_use]
    pub fn dated(self, date: Option<Date>) -> Self {
        Self { date, ..self }
    }

    /// The same document with its format stated.
    #[must_use]
    pub fn of_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// The same document with the case's own parties and people.
    #[must_use]
    pub fn knowing(self, roster: Roster) -> Self {
        Self { roster, ..self }
    }
}

/// The parties and people a case knows already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The case's parties.
    pub parties: Vec<KnownParty>,
    /// The case's people.
    pub people: Vec<KnownPerson>,
}

/// A party of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownParty {
    /// The name the case uses.
    pub name: String,
    /// Other names, adjectives and capitals that stand for it.
    pub aliases: Vec<String>,
}

/// A person of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownPerson {
    /// The full name.
    pub name: String,
    /// The office, as the case states it.
    pub office: Option<String>,
    /// The name of the party the person speaks for.
    pub party: Option<String>,
}
