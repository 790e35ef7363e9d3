//! Approval rules: who must accept for the talks to succeed.

use super::party::PartyId;

/// Who must accept. Monotone: one more acceptance never turns a pass into a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalRule {
    /// This party must accept.
    Party(PartyId),
    /// Every rule in the list must hold; `All` of the negotiating parties is unanimity.
    All(Vec<ApprovalRule>),
    /// At least `k` of the rules must hold.
    AtLeast {
        /// How many.
        k: usize,
        /// Of these.
        of: Vec<ApprovalRule>,
    },
    /// The weights of the parties that accept reach the quota.
    Weighted {
        /// Least sum of weights that passes.
        quota: u64,
        /// Each party's weight.
        weights: Vec<(PartyId, u64)>,
    },
    /// These parties must accept, and the rule must hold.
    Veto {
        /// The veto holders.
        holders: Vec<PartyId>,
        /// The rule beside them.
        rule: Box<ApprovalRule>,
    },
}

/// A rule with the name a report shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRule {
    /// Short name used in files and on the command line.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// The rule.
    pub rule: ApprovalRule,
}

impl ApprovalRule {
    /// Every one of `parties` must accept.
    pub fn unanimity(parties: impl IntoIterator<Item = PartyId>) -> Self {
        Self::All(parties.into_iter().map(Self::Party).collect())
    }

    /// Whether the rule passes when exactly the parties with `accepts(party)` accept.
    pub fn passes(&self, accepts: &impl Fn(PartyId) -> bool) -> bool {
        match self {
            Self::Party(party) => accepts(*party),
            Self::All(rules) => rules.iter().all(|rule| rule.passes(accepts)),
            Self::AtLeast { k, of } => of.iter().filter(|rule| rule.passes(accepts)).count() >= *k,
            Self::Weighted { quota, weights } => {
                let reached: u64 =
                    weights.iter().filter(|(party, _)| accepts(*party)).map(|(_, weight)| weight).sum();
                reached >= *quota
            }
            Self::Veto { holders, rule } => {
                holders.iter().all(|party| accepts(*party)) && rule.passes(accepts)
            }
        }
    }

    /// The parties the rule mentions, ascending, without repeats.
    pub fn parties(&self) -> Vec<PartyId> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    fn collect(&self, found: &mut Vec<PartyId>) {
        match self {
            Self::Party(party) => found.push(*party),
            Self::All(rules) | Self::AtLeast { of: rules, .. } => {
                rules.iter().for_each(|rule| rule.collect(found))
            }
            Self::Weighted { weights, .. } => found.extend(weights.iter().map(|(party, _)| *party)),
            Self::Veto { holders, rule } => {
                found.extend(holders);
                rule.collect(found);
            }
        }
    }
}
