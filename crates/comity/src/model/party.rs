//! Parties, people, delegations, principals.

/// Position of a party in [`crate::Case::parties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub usize);

/// Position of a principal in [`crate::Case::principals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalId(pub usize);

/// What a party does in the talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Signs in the end; has an axis in the analysis.
    Negotiating,
    /// Holds the pen, takes no side.
    Mediating,
    /// Present without a say.
    Observing,
    /// Absent, or without a seat, but must live with the result.
    Affected,
}

/// A side in the talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Short name used in files: letters, digits, `-` and `_`.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// What it does in the talks.
    pub role: Role,
    /// A remark for the reader.
    pub about: Option<String>,
}

/// Someone named in the talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Short name used in files.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Office as a source states it.
    pub office: Option<String>,
    /// The party the person speaks for, where known.
    pub party: Option<PartyId>,
}

/// The people who speak for a party at the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Whose delegation.
    pub party: PartyId,
    /// Positions in [`crate::Case::people`].
    pub members: Vec<Member>,
}

/// A member of a delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Position in [`crate::Case::people`].
    pub person: usize,
    /// Whether the person leads the delegation.
    pub head: bool,
    /// Whether membership is inferred rather than stated by a source.
    pub inferred: bool,
}

/// One who is not in the room and whose approval a party's signature needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Short name used in files.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// The party that cannot sign without this approval.
    pub party: PartyId,
    /// Position in [`crate::Case::people`], where the principal is a named person.
    pub person: Option<usize>,
}
