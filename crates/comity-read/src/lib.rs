//! Reading: a document in, proposed entries of the record out, each with the exact words it rests on.
//! No network, no clock, no file access: the same bytes and date always give the same entries.

mod attitude;
mod calendar;
mod document;
mod error;
mod json;
mod names;
mod reading;

pub use attitude::{Attitude, attitude};
pub use calendar::{Date, Interval};
pub use document::{Document, Format, KnownParty, KnownPerson, Roster};
pub use error::ReadError;
pub use reading::{
    Approval, Collective, CollectiveKind, DateExpression, Delegation, Evidence, Holder, Level, Meeting,
    Mention, MentionKind, Office, Party, PartyKind, Person, Polarity, Proposal, Reading, Relation,
    RelationKind, Span, Stance, StanceChange, StanceLabel, Statement, StatementKind, When,
};

/// Reads a document and proposes entries of the record; never fails and never guesses below its threshold.
///
/// *Shape*: every list is in the order of the text; every range counts bytes of `document.bytes`.
/// *Exactness*: deterministic; the same document gives the same reading. Linear in the document's length.
#[must_use]
pub fn read<'d>(document: &'d Document<'d>) -> Reading<'d> {
    Reading::empty(document)
}
