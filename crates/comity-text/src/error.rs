//! The one error type of the crate.

/// What can go wrong in reading or changing the one text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// The bytes are not UTF-8.
    #[error(
        "not UTF-8: the byte at offset {offset} starts no character; save the text as UTF-8 and read it again"
    )]
    NotUtf8 {
        /// The first byte that fits no character.
        offset: usize,
    },
    /// The text is longer than offsets can hold.
    #[error("the text has {bytes} bytes; at most {} are read", u32::MAX)]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The sidecar is no TOML, or not of the form described in [`crate::beside`].
    #[error("in the sidecar: {what}")]
    Beside {
        /// What is wrong, where, and what is allowed.
        what: String,
    },
    /// The bytes are no Word file that can be read.
    #[error("not a Word file that can be read: {what}")]
    Word {
        /// What is wrong, and what to do.
        what: String,
    },
    /// An Akoma Ntoso document that is not well-formed, not allowed, or not of that kind.
    #[error("in the Akoma Ntoso document, line {line}, column {column}: {what}")]
    Akn {
        /// The line, from 1.
        line: u32,
        /// The column in characters, from 1.
        column: u32,
        /// What is wrong, and what is allowed.
        what: String,
    },
    /// The sidecar, the redline or the edits were made for other bytes.
    #[error(
        "made for the text {expected}, but this text is {found}; take the text it was made for, or make it anew"
    )]
    OtherText {
        /// Digest it was made for.
        expected: String,
        /// Digest of the text at hand.
        found: String,
    },
    /// A list of edits is no JSON, or not of the form `comity text redline --format json` writes.
    #[error("in the edits: {what}")]
    Edits {
        /// What is wrong, where, and what is allowed.
        what: String,
    },
}
