//! The words the output uses for the closed sets of the reading.

use crate::reading::{
    CollectiveKind, Level, MentionKind, PartyKind, Polarity, RelationKind, StanceLabel, StatementKind,
};

macro_rules! names {
    ($($set:ident: $($value:ident = $name:literal),+;)+) => {$(
        impl $set {
            /// The word the output uses for it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $name),+ }
            }

            /// The value of that word, if it is one of the set.
            #[must_use]
            pub fn of_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$value),)+ _ => None }
            }
        }
    )+};
}

names! {
    PartyKind: State = "state", Group = "group", Organisation = "organisation", Body = "body", Chair = "chair", Case = "case";
    MentionKind: Name = "name", Office = "office", Pronoun = "pronoun";
    CollectiveKind: Collective = "collective", Organisation = "organisation", Document = "document";
    StatementKind: Direct = "direct", Indirect = "indirect";
    StanceLabel: Supports = "supports", Opposes = "opposes", Flexible = "flexible",
        Criticises = "criticises", Conditions = "conditions", Hopeful = "hopeful",
        NotFinal = "not_final", Neutral = "neutral";
    Level: Principals = "principals", Ministers = "ministers", Officials = "officials";
    RelationKind: OnBehalfOf = "on_behalf_of", Support = "support", Agreement = "agreement",
        Opposition = "opposition", Criticism = "criticism";
    Polarity: Positive = "positive", Negative = "negative";
}

impl RelationKind {
    /// Whether the relation brings together or sets apart.
    #[must_use]
    pub fn polarity(self) -> Polarity {
        match self {
            Self::OnBehalfOf | Self::Support | Self::Agreement => Polarity::Positive,
            Self::Opposition | Self::Criticism => Polarity::Negative,
        }
    }
}
