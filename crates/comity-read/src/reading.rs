//! What a reading holds: proposed entries of the record, each resting on a range of the document.
//! One uniform list of record types in the order of the JSON, and kept together as such.

use crate::{Document, Interval};
use std::borrow::Cow;

/// A half-open range of bytes of the original document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// What an entry rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The words.
    pub span: Span,
    /// The rule that made the entry.
    pub rule: &'static str,
    /// How sure the rule is, from 0 to 1 (ordinal; calibrated on annotated news only).
    pub confidence: f32,
}

/// Who holds a statement, a proposal or an approval. Indices count in the lists of the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A person: an index into `people`.
    Person(u32),
    /// A collective source or organisation: an index into `sources`.
    Source(u32),
    /// A party as such: an index into `parties`.
    Party(u32),
}

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyKind {
    /// A state.
    State,
    /// A grouping of states.
    Group,
    /// An international organisation.
    Organisation,
    /// A body that comes to the table as a side: a union, a company, an authority, a front.
    Body,
    /// A chair, a presidency, a secretariat.
    Chair,
    /// A party of the case, as the case names it.
    Case,
}

/// A party named in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// The short name of the gazetteer or of the case.
    pub name: String,
    /// What it is.
    pub kind: PartyKind,
    /// Where the document names it.
    pub mentions: Vec<Span>,
}

/// How a mention names its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// By name.
    Name,
    /// By office: "the President".
    Office,
    /// By pronoun: "he".
    Pronoun,
}

/// One place where a person is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The words, office included where it stands before the name.
    pub span: Span,
    /// How.
    pub kind: MentionKind,
}

/// An office as stated in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A person named in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The fullest name the document gives (or the case's).
    pub name: String,
    /// The office as stated.
    pub office: Option<Office>,
    /// The party the person speaks for: an index into `parties`.
    pub party: Option<u32>,
    /// Every mention, resolved within the document.
    pub mentions: Vec<Mention>,
    /// The first naming, the rule, and how sure it is.
    pub evidence: Evidence,
}

/// What kind of source a collective is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectiveKind {
    /// People unnamed: "officials", "some quarters".
    Collective,
    /// A named organisation: a ministry, a newspaper, a company.
    Organisation,
    /// A document: a statement, a letter, a report.
    Document,
}

/// A source that is no named person.
#[derive(Debug, Clone, PartialEq)]
pub struct Collective {
    /// The words.
    pub text: String,
    /// What it is.
    pub kind: CollectiveKind,
    /// The party it belongs to, where the words say so: an index into `parties`.
    pub party: Option<u32>,
    /// Where and how sure.
    pub evidence: Evidence,
}

/// The people a party sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Delegation {
    /// An index into `parties`.
    pub party: u32,
    /// An index into `people`.
    pub head: Option<u32>,
    /// Whether the head is inferred rather than stated.
    pub head_inferred: bool,
    /// Stated members, in order: indices into `people`.
    pub members: Vec<u32>,
    /// Members the text only suggests: indices into `people`.
    pub inferred: Vec<u32>,
    /// Whether the list says it is not complete ("among others").
    pub open: bool,
    /// The words.
    pub evidence: Evidence,
}

/// A time expression with its value, where one could be given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct When {
    /// The words.
    pub span: Span,
    /// Its value.
    pub value: Option<Interval>,
    /// Whether the time is carried over from the text before rather than stated here.
    pub inferred: bool,
}

/// Verbatim or reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementKind {
    /// In quotation marks.
    Direct,
    /// Reported.
    Indirect,
}

/// A stance, as the record knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StanceLabel {
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

/// A stance toward someone or something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stance {
    /// Which.
    pub label: StanceLabel,
    /// Toward whom or what, as the text says it.
    pub target: Option<Span>,
}

/// Something a person said.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Verbatim or reported.
    pub kind: StatementKind,
    /// Who, where it could be told.
    pub speaker: Option<Holder>,
    /// The words that name the speaker here.
    pub speaker_span: Option<Span>,
    /// The words that make it a statement ("said").
    pub cue: Option<Span>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub place: Option<Span>,
    /// To whom.
    pub addressee: Option<Span>,
    /// The question it answers.
    pub question: Option<Span>,
    /// What it is about.
    pub about: Option<Span>,
    /// The stance.
    pub stance: Stance,
    /// Earlier paragraphs of the same quotation, which its last paragraph (the statement's words) goes on from.
    pub earlier_parts: Vec<Span>,
    /// The statement's words (quotation marks included); confidence is of the speaker.
    pub evidence: Evidence,
}

/// A change of a speaker's stance.
#[derive(Debug, Clone, PartialEq)]
pub struct StanceChange {
    /// Whose.
    pub speaker: Holder,
    /// Before.
    pub from: StanceLabel,
    /// After.
    pub to: StanceLabel,
    /// When the first was said.
    pub from_when: Option<When>,
    /// When the second was said.
    pub to_when: Option<When>,
    /// The words.
    pub evidence: Evidence,
}

/// At what level a meeting was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Heads of state or government.
    Principals,
    /// Ministers.
    Ministers,
    /// Officials.
    Officials,
}

/// Who met whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// Everyone named as taking part.
    pub participants: Vec<Holder>,
    /// The parties taking part: indices into `parties`.
    pub parties: Vec<u32>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub place: Option<Span>,
    /// At what level.
    pub level: Option<Level>,
    /// Formal or not, where said.
    pub formal: Option<bool>,
    /// Whether it is announced rather than held.
    pub planned: bool,
    /// The reported result.
    pub result: Option<Span>,
    /// Other places where the document speaks of it.
    pub others: Vec<Span>,
    /// The words.
    pub evidence: Evidence,
}

/// A proposal or draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Whose.
    pub author: Option<Holder>,
    /// Presented to whom: an index into `parties`, where it is one.
    pub presented_to: Option<Holder>,
    /// The words that name the recipient.
    pub presented_to_span: Option<Span>,
    /// When it was presented.
    pub when: Option<When>,
    /// Other names the document gives it.
    pub aliases: Vec<Span>,
    /// Changes reported.
    pub changes: Vec<Span>,
    /// Criticism reported.
    pub criticism: Vec<Span>,
    /// Whether it is said to be final.
    pub is_final: Option<bool>,
    /// The words that name it.
    pub evidence: Evidence,
}

/// An approval the text says is required.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// Of whom.
    pub approver: Holder,
    /// The words that name the approver.
    pub approver_span: Span,
    /// For what.
    pub object: Option<Span>,
    /// Who says so.
    pub according_to: Option<Holder>,
    /// The words that require it.
    pub modal: Span,
    /// The sentence part it rests on.
    pub evidence: Evidence,
}

/// How two parties stand to each other, as reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// `from` spoke on behalf of `to`.
    OnBehalfOf,
    /// `from` supported `to`.
    Support,
    /// Both took the same position (symmetric).
    Agreement,
    /// `from` opposed `to`.
    Opposition,
    /// `from` criticised `to`.
    Criticism,
}

/// Whether a relation brings together or sets apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// On behalf of, support, agreement.
    Positive,
    /// Opposition, criticism.
    Negative,
}

/// A relation between two parties.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Which.
    pub kind: RelationKind,
    /// The party that acts: an index into `parties`.
    pub from: u32,
    /// The party it is about: an index into `parties`.
    pub to: u32,
    /// The words.
    pub evidence: Evidence,
}

/// A date expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DateExpression {
    /// Its value, where one could be given.
    pub value: Option<Interval>,
    /// The words.
    pub evidence: Evidence,
}

/// The proposed entries of one document.
#[derive(Debug, Clone)]
pub struct Reading<'d> {
    pub(crate) document: &'d Document<'d>,
    /// The document's SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// The parties named.
    pub parties: Vec<Party>,
    /// The people named.
    pub people: Vec<Person>,
    /// Collective sources.
    pub sources: Vec<Collective>,
    /// Delegations.
    pub delegations: Vec<Delegation>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Changes of stance.
    pub stance_changes: Vec<StanceChange>,
    /// Meetings.
    pub meetings: Vec<Meeting>,
    /// Proposals and drafts.
    pub proposals: Vec<Proposal>,
    /// Approvals required.
    pub approvals: Vec<Approval>,
    /// Relations between parties.
    pub relations: Vec<Relation>,
    /// Date expressions.
    pub dates: Vec<DateExpression>,
}

impl<'d> Reading<'d> {
    /// A reading of that document without entries.
    pub(crate) fn empty(document: &'d Document<'d>) -> Self {
        Self {
            document,
            sha256: String::new(),
            parties: Vec::new(),
            people: Vec::new(),
            sources: Vec::new(),
            delegations: Vec::new(),
            statements: Vec::new(),
            stance_changes: Vec::new(),
            meetings: Vec::new(),
            proposals: Vec::new(),
            approvals: Vec::new(),
            relations: Vec::new(),
            dates: Vec::new(),
        }
    }

    /// The exact bytes of the document at a range, as text (bytes that are no UTF-8 shown as U+FFFD).
    #[must_use]
    pub fn slice(&self, span: Span) -> Cow<'d, str> {
        let bytes = self.document.bytes;
        let start = (span.start as usize).min(bytes.len());
        let end = (span.end as usize).clamp(start, bytes.len());
        String::from_utf8_lossy(&bytes[start..end])
    }

    /// What a holder is called: a person's name, a source's words, a party's name.
    #[must_use]
    pub fn name_of(&self, holder: Holder) -> &str {
        match holder {
            Holder::Person(i) => self.people.get(i as usize).map_or("", |p| &p.name),
            Holder::Source(i) => self.sources.get(i as usize).map_or("", |s| &s.text),
            Holder::Party(i) => self.party_name(i),
        }
    }

    /// A party's name.
    #[must_use]
    pub fn party_name(&self, party: u32) -> &str {
        self.parties.get(party as usize).map_or("", |p| &p.name)
    }
}
