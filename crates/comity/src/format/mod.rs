//! Formats: bytes in, a [`Case`] out, or everything that is wrong with them and where.
//! Nothing here opens a file.

#[cfg(feature = "case-folder")]
pub mod case_folder;
mod detect;
mod diagnostic;
mod files;
#[cfg(feature = "genius")]
pub mod genius;
#[cfg(feature = "geniusweb")]
pub mod geniusweb;
#[cfg(any(feature = "geniusweb", feature = "negmas"))]
mod json;
#[cfg(any(feature = "genius", feature = "geniusweb", feature = "negmas", feature = "spreadsheet"))]
mod names;
mod nearest;
#[cfg(feature = "negmas")]
pub mod negmas;
pub mod range;
#[cfg(feature = "spreadsheet")]
pub mod spreadsheet;
#[cfg(any(feature = "geniusweb", feature = "negmas"))]
mod tree;
#[cfg(feature = "genius")]
mod xml;
#[cfg(feature = "negmas")]
mod yaml;

pub use detect::{detect, read};
pub use diagnostic::{Diagnostic, Faults, Place, Refusal};
pub use files::{File, Files};
pub use nearest::nearest;

use crate::Case;

/// A format a case can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Comity's own case folder: `case.toml` and what lies beside it.
    Folder,
    /// GENIUS: one `negotiation_template` and a `utility_space` a party, in XML.
    Genius,
    /// GeniusWeb: a profile a party, in JSON.
    GeniusWeb,
    /// NegMAS: an outcome space and a utility function a party, in YAML or JSON.
    Negmas,
    /// A table: issues and options as rows, a column a party.
    Spreadsheet,
}

impl Format {
    /// Name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Folder => "case folder",
            Self::Genius => "GENIUS XML",
            Self::GeniusWeb => "GeniusWeb JSON",
            Self::Negmas => "NegMAS folder",
            Self::Spreadsheet => "spreadsheet",
        }
    }
}

/// What a reader gives back: the case, or every fault found.
pub type Outcome = Result<Case, Refusal>;

/// How many options, scores and conditions a foreign file may still spell out: a few bytes can ask
/// for millions of them.
#[cfg(any(feature = "genius", feature = "geniusweb", feature = "negmas", feature = "spreadsheet"))]
#[derive(Clone, Debug)]
pub(crate) struct Room(usize);

#[cfg(any(feature = "genius", feature = "geniusweb", feature = "negmas", feature = "spreadsheet"))]
impl Room {
    const MOST: usize = 1_000_000;
    /// What a fault says when the room is used up.
    pub(crate) const FULL: &str = "the case has more than 1,000,000 options, scores and conditions in all";

    /// Whether there is room for `count` more.
    pub(crate) fn take(&mut self, count: usize) -> bool {
        let left = self.0.checked_sub(count);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }
}

#[cfg(any(feature = "genius", feature = "geniusweb", feature = "negmas", feature = "spreadsheet"))]
impl Default for Room {
    fn default() -> Self {
        Self(Self::MOST)
    }
}
