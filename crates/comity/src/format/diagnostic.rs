//! What is wrong with a file, where, and what is allowed instead. Shared by every reader.

use std::fmt;
use std::ops::Range;

use super::files::File;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// Path of the file inside its folder.
    pub file: String,
    /// The bytes meant, counted from the file's first byte.
    pub span: Range<usize>,
    /// Line, from 1; 0 when the whole file is meant. Of a spreadsheet: the row.
    pub line: usize,
    /// Column in characters, from 1; 0 when the whole line is meant. Of a spreadsheet: the column.
    pub column: usize,
}

impl Place {
    /// A whole file.
    pub fn whole(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// Bytes `span` of `text`, the text of `file` after its byte order mark.
    pub fn of(file: &File, text: &str, span: Range<usize>) -> Self {
        let (line, column) = line_and_column(text, span.start);
        let mark = file.mark();
        Self { file: file.path.clone(), span: span.start + mark..span.end + mark, line, column }
    }
}

/// Line and column, both from 1, of byte `at`; past the end means the end.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (1 + before.bytes().filter(|b| *b == b'\n').count(), 1 + before[start..].chars().count())
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// What is wrong; lower case, no full stop.
    pub message: String,
    /// What is allowed, and what to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None }
    }

    /// The same with what is allowed, or what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

/// Why files were refused: every fault found, in the order of the files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", listed(.faults, *.unlisted))]
pub struct Refusal {
    /// The faults; at least one.
    pub faults: Vec<Diagnostic>,
    /// How many more there were than are listed.
    pub unlisted: usize,
}

impl From<Diagnostic> for Refusal {
    fn from(fault: Diagnostic) -> Self {
        Self { faults: vec![fault], unlisted: 0 }
    }
}

fn listed(faults: &[Diagnostic], unlisted: usize) -> String {
    let mut lines: Vec<String> = faults.iter().map(Diagnostic::to_string).collect();
    if unlisted > 0 {
        lines.push(format!("and {unlisted} more"));
    }
    lines.join("\n")
}

/// Collects faults while a reader goes on; a hostile file cannot make it grow without end.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    listed: Vec<Diagnostic>,
    unlisted: usize,
}

impl Faults {
    /// Most faults that are listed; more are counted.
    pub const MOST: usize = 100;

    /// Takes down a fault.
    pub fn push(&mut self, fault: Diagnostic) {
        self.push_with(|| fault);
    }

    /// Takes down a fault whose place is only worked out when it will be listed: finding the line
    /// takes time that grows with the file.
    pub fn push_with(&mut self, fault: impl FnOnce() -> Diagnostic) {
        if self.listed.len() < Self::MOST {
            self.listed.push(fault());
        } else {
            self.unlisted += 1;
        }
    }

    /// The value of a result, or its fault taken down.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// `value` when nothing was wrong, else the refusal.
    ///
    /// *Errors*: every fault taken down.
    pub fn or<T>(self, value: T) -> Result<T, Refusal> {
        if self.is_empty() { Ok(value) } else { Err(self.into()) }
    }
}

impl From<Faults> for Refusal {
    fn from(faults: Faults) -> Self {
        Self { faults: faults.listed, unlisted: faults.unlisted }
    }
}
