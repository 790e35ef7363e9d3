//! What can be wrong with what a caller hands to the reader. Documents themselves are never wrong.

/// A value handed in beside the document could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A date is not of the form `YYYY-MM-DD` or names no day of the calendar.
    #[error("`{0}` is no date: write it as year-month-day, for example 2025-11-24")]
    Date(String),
    /// A document format is not known.
    #[error("`{0}` is no document format: it is one of plain, markdown, html")]
    Format(String),
    /// A line of a gazetteer file could not be understood.
    #[error("gazetteer line {line}: {what}")]
    Gazetteer {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it and what is allowed.
        what: String,
    },
}
