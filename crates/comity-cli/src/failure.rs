//! What can go wrong for the person at the terminal, with the exit code of each kind.

use comity::format::{Diagnostic, nearest};
use std::path::{Path, PathBuf};

/// Exit code: the files given were refused, or hold something that must be mended first.
pub const REFUSED: u8 = 1;
/// Exit code: the command line was not understood.
pub const USAGE: u8 = 2;
/// Exit code: a file could not be read or written.
pub const FILES: u8 = 3;

/// The exit codes, as every help text shows them.
pub const EXIT_CODES: &str = "Exit codes: 0 done, 1 the input was refused (every fault is listed), \
                              2 the command line was not understood, 3 a file could not be read or written.";

/// Why a subcommand ended without doing its work.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Faults with places: each is shown with its line.
    Faults {
        /// The folder or file the places are in.
        root: PathBuf,
        /// The faults, in the order of the files.
        faults: Vec<Diagnostic>,
        /// How many more there are.
        unlisted: usize,
    },
    /// Something in the input without a place; `help` says what to do.
    Refused {
        /// What was wrong.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// An argument that the command line's grammar cannot check.
    Usage {
        /// What was wrong.
        message: String,
        /// What is allowed.
        help: Option<String>,
    },
    /// A file that could not be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What was tried: `read` or `write`.
        verb: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
}

impl Failure {
    /// A refusal without a place.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), help: None }
    }

    /// A wrong argument.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: None }
    }

    /// The same with what to do.
    pub fn with_help(self, text: impl Into<String>) -> Self {
        let help = Some(text.into());
        match self {
            Self::Refused { message, .. } => Self::Refused { message, help },
            Self::Usage { message, .. } => Self::Usage { message, help },
            other => other,
        }
    }

    /// A file that could not be read.
    pub fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::File { path: path.to_owned(), verb: "read", error }
    }

    /// A file that could not be written.
    pub fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::File { path: path.to_owned(), verb: "write", error }
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Faults { .. } | Self::Refused { .. } => REFUSED,
            Self::Usage { .. } => USAGE,
            Self::File { .. } => FILES,
        }
    }
}

/// A name on the command line for something that is not there, with what is.
pub fn unknown<'a>(what: &str, given: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let names: Vec<&str> = known.collect();
    let help = match (nearest(given, names.iter().copied()), names.as_slice()) {
        (_, []) => format!("there is no {what} at all"),
        (Some(near), _) => format!("did you mean `{near}`? there is {}", names.join(", ")),
        (None, _) => format!("there is {}", names.join(", ")),
    };
    Failure::usage(format!("there is no {what} `{given}`")).with_help(help)
}
