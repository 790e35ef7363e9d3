//! What a case folder's record says: sources, and statements, meetings and proposals cited from them.
//! Documents are not opened here: whether a citation holds is for whoever has the bytes.

use std::ops::Range;

use crate::format::Place;
use crate::model::PartyId;

/// Everything in `record/*.toml`, in the order of the files and of the lines.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Record {
    /// The documents cited.
    pub sources: Vec<Source>,
    /// What somebody said.
    pub statements: Vec<Statement>,
    /// Who met whom.
    pub meetings: Vec<Meeting>,
    /// What was put on the table.
    pub proposals: Vec<Tabled>,
}

/// A document something is cited from. The digest says which bytes are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name used in citations.
    pub id: String,
    /// Name shown to people.
    pub title: String,
    /// SHA-256 of the bytes: 64 hexadecimal digits, lower case.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: Option<u64>,
    /// Its file in `sources/`, where the bytes may be kept.
    pub file: Option<String>,
    /// The day it was published, as far as known.
    pub published: Option<String>,
    /// Where it is described.
    pub place: Place,
}

/// An exact place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Position in [`Record::sources`].
    pub source: usize,
    /// Half-open range of bytes of the source.
    pub byte_range: Range<u64>,
    /// The words that stand there, where they are given.
    pub quotation: Option<String>,
    /// Where the citation is written.
    pub place: Place,
}

/// Who is meant by an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Position in [`crate::Case::people`].
    Person(usize),
    /// A party as such.
    Party(PartyId),
    /// Somebody the source does not name, in its words.
    Unnamed {
        /// Such as "officials of both sides".
        words: String,
        /// The party they belong to, where the source says so.
        party: Option<PartyId>,
    },
}

/// Whether words are given as spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// In the source they stand in quotation marks.
    Verbatim,
    /// The source retells them.
    Reported,
}

/// How a speaker stands to what the statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// In favour.
    Supports,
    /// Against.
    Opposes,
    /// Ready to move.
    Flexible,
    /// Finds fault.
    Criticises,
    /// Accepts on a condition.
    Conditions,
    /// Expresses hope.
    Hopeful,
    /// Says it is not final.
    NotFinal,
    /// None of these.
    Neutral,
}

/// At what level people met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Heads of state or government.
    Principals,
    /// Ministers.
    Ministers,
    /// Officials.
    Officials,
}

/// When, as the source says it, and the day where it can be told.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct When {
    /// The source's words, such as "on the eve".
    pub words: Option<String>,
    /// A day, a month, a year, or an interval of days, as ISO 8601 writes it.
    pub day: Option<String>,
}

/// What every entry rests on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evidence {
    /// At least one.
    pub citations: Vec<Citation>,
    /// Keys of the entry that are inferred rather than stated.
    pub inferred: Vec<String>,
    /// How sure a machine that proposed the entry was, from 0 to 1.
    pub confidence: Option<crate::Decimal>,
}

/// Something a person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who said it.
    pub by: Who,
    /// Verbatim or retold.
    pub wording: Wording,
    /// What was said.
    pub says: String,
    /// The stance.
    pub stance: Option<Stance>,
    /// Toward whom or what.
    pub toward: Option<String>,
    /// What it is about.
    pub about: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Option<String>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Who met whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Name shown to people.
    pub name: String,
    /// The parties that met.
    pub parties: Vec<PartyId>,
    /// The people named as taking part.
    pub people: Vec<Who>,
    /// When.
    pub when: When,
    /// Where.
    pub place: Option<String>,
    /// At what level.
    pub level: Option<Level>,
    /// Formal or not, where said.
    pub formal: Option<bool>,
    /// Announced rather than held.
    pub planned: bool,
    /// The reported result.
    pub result: Option<String>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A proposal or draft somebody put on the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabled {
    /// Name shown to people.
    pub name: String,
    /// Whose.
    pub by: Who,
    /// Handed to whom.
    pub to: Option<Who>,
    /// When.
    pub when: When,
    /// What is said of its state.
    pub status: Option<String>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Record {
    /// Every citation of the record, entry by entry.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        let statements = self.statements.iter().map(|entry| &entry.evidence);
        let meetings = self.meetings.iter().map(|entry| &entry.evidence);
        let proposals = self.proposals.iter().map(|entry| &entry.evidence);
        statements.chain(meetings).chain(proposals).flat_map(|evidence| &evidence.citations)
    }
}
