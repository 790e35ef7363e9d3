//! Decisions that no list of words settles, taken by small linear models: which name is a side, which words tell of a
//! meeting, who took part. Each is a sum of weights over features of the text; the weights are trained by
//! `examples/train` on the project's own annotated texts and embedded.

mod features;
mod weights;

pub use features::Features;
pub(crate) use features::{bucket, text_hash, word_hash};
pub use weights::{Weights, slot_of};

use crate::reading::Span;

/// A kind of fact that is told in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// Somebody met somebody.
    Meeting,
    /// Somebody put something forward.
    Proposal,
    /// Somebody must still approve.
    Approval,
    /// Somebody sent people.
    Delegation,
}

/// What somebody is in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Takes part in the meeting.
    Participant,
    /// Owns the proposal.
    Author,
    /// Is presented the proposal.
    Recipient,
    /// Must approve.
    Approver,
}

impl Role {
    /// Whether one of those who may have it has it, or none.
    pub(crate) fn is_of_one(self) -> bool {
        self == Self::Author
    }
}

/// A question about the text. Places count in the plain text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Question<'q> {
    /// Does the block stand around the report and is no part of it?
    Furniture {
        /// The block.
        words: Span,
    },
    /// Does the document use this name for a side?
    Side {
        /// The name, as first written.
        name: &'q str,
    },
    /// Do both names mean one side?
    SameSide {
        /// The name that may be short for the other.
        name: &'q str,
        /// The other.
        of: &'q str,
    },
    /// Is it the name of a person?
    Person {
        /// The name.
        name: &'q str,
    },
    /// Does the person speak for the party, by the words around both?
    SpeaksFor {
        /// The person.
        person: &'q str,
        /// The party.
        party: &'q str,
    },
    /// The same, with what is known of others named beside the person.
    SpeaksBeside {
        /// The person.
        person: &'q str,
        /// The party.
        party: &'q str,
    },
    /// Did somebody say the quotation?
    Said {
        /// The quotation.
        quotation: Span,
        /// Who is taken to have said it: the person's name, or the words that name the speaker.
        by: &'q str,
    },
    /// Do the words tell of such a fact?
    Tells {
        /// The kind.
        fact: FactKind,
        /// The words.
        words: Span,
    },
    /// Do both places tell of the same fact?
    SameFact {
        /// The kind.
        fact: FactKind,
        /// The later place.
        words: Span,
        /// The earlier place.
        earlier: Span,
    },
    /// Has somebody that role in the fact told there?
    Has {
        /// The kind of fact.
        fact: FactKind,
        /// Where it is told.
        words: Span,
        /// The role.
        role: Role,
        /// Who, by name.
        who: &'q str,
        /// Where the candidate is named.
        at: Span,
    },
    /// Has somebody that role in the fact told at all these places?
    HasInAll {
        /// The kind of fact.
        fact: FactKind,
        /// The places that tell of it.
        places: &'q [Span],
        /// The role.
        role: Role,
        /// Who, by name, then by the party's.
        names: &'q [String],
    },
    /// Is the entry right as a whole?
    Holds {
        /// The kind of fact.
        fact: FactKind,
        /// The places that tell of it; of a delegation none are asked for.
        places: &'q [Span],
        /// Who has a part in it; of a delegation the party, its head or no words, and its people.
        names: &'q [String],
    },
    /// Does the person sit in the party's delegation?
    Sits {
        /// The person.
        person: &'q str,
        /// The party.
        party: &'q str,
    },
    /// The same, with what is known of others named beside the person.
    SitsBeside {
        /// The person.
        person: &'q str,
        /// The party.
        party: &'q str,
    },
    /// Does the text say that the person leads the party's delegation?
    Leads {
        /// The person.
        person: &'q str,
        /// The party.
        party: &'q str,
    },
}

impl Question<'_> {
    /// What several questions of one kind are about of which at most one has the answer yes.
    #[must_use]
    pub fn one_of(&self) -> Option<String> {
        match *self {
            Self::SameSide { name, .. } => Some(name.to_owned()),
            Self::SpeaksFor { person, .. } | Self::SpeaksBeside { person, .. } => Some(person.to_owned()),
            Self::HasInAll { places, role, .. } if role.is_of_one() => Some(format!("{places:?}")),
            _ => None,
        }
    }

    /// The kind of fact it is about.
    #[must_use]
    pub fn fact(&self) -> Option<FactKind> {
        match *self {
            Self::Tells { fact, .. }
            | Self::SameFact { fact, .. }
            | Self::Has { fact, .. }
            | Self::HasInAll { fact, .. }
            | Self::Holds { fact, .. } => Some(fact),
            Self::Sits { .. } | Self::SitsBeside { .. } | Self::Leads { .. } => Some(FactKind::Delegation),
            _ => None,
        }
    }

    /// A number for the kind of question: each has weights of its own.
    #[must_use]
    pub fn task(&self) -> u32 {
        match *self {
            Self::Side { .. } => 1,
            Self::SameSide { .. } => 2,
            Self::SpeaksFor { .. } => 3,
            Self::SpeaksBeside { .. } => 6,
            Self::Person { .. } => 7,
            Self::Sits { .. } => 4,
            Self::SitsBeside { .. } => 28,
            Self::Said { .. } => 29,
            Self::Furniture { .. } => 30,
            Self::Leads { .. } => 5,
            Self::Tells { fact, .. } => 8 + fact as u32,
            Self::SameFact { fact, .. } => 12 + fact as u32,
            Self::Has { role, .. } => 16 + role as u32,
            Self::Holds { fact, .. } => 20 + fact as u32,
            Self::HasInAll { role, .. } => 24 + role as u32,
        }
    }
}

/// Of several answers of which one is right, or none: how likely each is, given how likely each is alone.
pub(crate) fn weigh_against(alone: f32, all: &[f32]) -> f32 {
    let odds = |p: f32| p.clamp(1e-6, 1.0 - 1e-6) / (1.0 - p.clamp(1e-6, 1.0 - 1e-6));
    odds(alone) / (1.0 + all.iter().map(|&p| odds(p)).sum::<f32>())
}

/// A likelihood in steps that are finer near certainty.
pub(crate) fn step(sure: f32) -> u32 {
    (log_odds(sure) * 2.0 + 16.0).round() as u32
}

/// The same in half as many steps.
pub(crate) fn coarse_step(sure: f32) -> u32 {
    (log_odds(sure) + 8.0).round() as u32
}

/// The logarithm of the odds, cut off near certainty: what steps of a likelihood are counted in.
fn log_odds(sure: f32) -> f32 {
    let sure = sure.clamp(0.001, 0.999);
    (sure / (1.0 - sure)).ln()
}

/// Who answers the questions: the embedded weights, or a teacher that knows the answers and takes notes.
pub trait Judge {
    /// How likely the answer is yes, from 0 to 1.
    fn judge(&self, question: &Question<'_>, features: &Features) -> f32;
}

impl Judge for Weights<'_> {
    fn judge(&self, question: &Question<'_>, features: &Features) -> f32 {
        let sum = self.sum(question.task(), features.hashes());
        1.0 / (1.0 + (-sum).exp())
    }
}
