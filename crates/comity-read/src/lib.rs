//! Reading: a document in, proposed entries of the record out, each with the exact words it rests on.
//! No network, no clock, no file access: the same bytes and date always give the same entries.

mod attitude;
mod calendar;
mod chunk;
mod company;
mod dates;
mod document;
mod draft;
mod error;
mod events;
mod furniture;
mod gazetteer;
mod intake;
mod json;
mod learn;
mod lexicon;
mod model;
mod names;
mod page;
mod people;
mod quotes;
mod read;
mod reading;
mod relations;
mod renumber;
mod resolve;
mod speaks;
mod statements;
mod token;

pub use attitude::{Attitude, attitude};
pub use calendar::{Date, Interval};
pub use document::{Document, Format, KnownParty, KnownPerson, Roster};
pub use error::ReadError;
pub use gazetteer::canonical_party;
#[doc(hidden)]
pub use model::{FactKind, Features, Judge, Question, Role, Weights, slot_of};
pub use read::read;
#[doc(hidden)]
pub use read::read_with;
pub use reading::{
    Approval, Collective, CollectiveKind, DateExpression, Delegation, Evidence, Holder, Level, Meeting,
    Mention, MentionKind, Office, Party, PartyKind, Person, Polarity, Proposal, Reading, Relation,
    RelationKind, Span, Stance, StanceChange, StanceLabel, Statement, StatementKind, When,
};
