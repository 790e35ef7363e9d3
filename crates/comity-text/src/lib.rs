//! The one text of talks: a tree of clauses with brackets, alternatives and their holders.
//!
//! [`parse`] reads the bracket notation negotiators use, any text whatever: it is tolerant and lossless,
//! and what is wrong becomes a [`Diagnostic`] with line and column. The result is a [`Text`]: immutable,
//! its wording never copied, everything in it a [`Span`] of its bytes.
//!
//! ```
//! use comity_text::{ClauseKind, Holders, parse};
//! let text = parse("Article 2\n\n1. Water flows [in May][in June].\n".as_bytes(), &Holders::none())?;
//! let paragraph = text.by_id("art-2/1").expect("the path of labels is the id");
//! assert_eq!(text.clause(paragraph).kind, ClauseKind::Paragraph);
//! assert_eq!(text.sets().len(), 1);
//! # Ok::<(), comity_text::TextError>(())
//! ```

pub mod anchor;
pub mod beside;
mod canonical;
pub mod diagnostic;
pub mod digest;
pub mod edit;
mod error;
pub mod form;
mod holders;
mod id;
pub mod label;
pub mod language;
pub mod measure;
pub mod merge;
mod parse;
pub mod party;
pub mod picture;
mod print;
pub mod redline;
mod span;
pub mod streamline;
pub mod tie;
mod tree;
mod version;

pub use beside::{Beside, Level, Standing, Status};
pub use canonical::canonical;
pub use diagnostic::{Anomaly, Diagnostic};
pub use error::TextError;
pub use holders::{Hold, HolderIx, Holders, Stance};
pub use label::{Label, LabelStyle};
pub use parse::{parse, parse_str};
pub use print::{Run, RunKind};
pub use span::{Places, Position, Span, excerpt, position};
pub use tree::{
    AlternativeSet, Clause, ClauseIx, ClauseKind, Counts, Mark, MarkIx, MarkKind, Piece, PieceOf,
    Placeholder, SetIx, Text,
};
pub use version::{Version, carry_over};
