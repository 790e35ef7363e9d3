//! The case: everything that is written down about the talks before the text and the record.

use super::issue::{Issue, IssueId, Linkage};
use super::mandate::{Holder, Mandate};
use super::package::PartialPackage;
use super::party::{Delegation, Party, PartyId, Person, Principal, PrincipalId, Role};
use super::rule::{ApprovalRule, NamedRule};

/// One undertaking as stored. Every id inside points into these lists.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Case {
    /// Name of the talks.
    pub title: String,
    /// The sides.
    pub parties: Vec<Party>,
    /// The people named.
    pub people: Vec<Person>,
    /// Who speaks for whom.
    pub delegations: Vec<Delegation>,
    /// Whose approval is required beyond the delegations.
    pub principals: Vec<Principal>,
    /// The questions to be settled.
    pub issues: Vec<Issue>,
    /// Rules between options.
    pub linkages: Vec<Linkage>,
    /// Approval rules; the first decides, the others are reported beside it. None means unanimity.
    pub rules: Vec<NamedRule>,
    /// Mandates, at most one a holder.
    pub mandates: Vec<Mandate>,
    /// Drafts in the order they were tabled; the last is the current one.
    pub drafts: Vec<Draft>,
    /// What a reader found and Comity does not use, and other remarks for the user.
    pub notes: Vec<Note>,
}

/// One tabled draft as the package it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Short name used in files.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// What it settles.
    pub package: PartialPackage,
}

/// A remark for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note(pub String);

impl Case {
    /// The parties that sign, in file order: the axes of the analysis.
    pub fn negotiating(&self) -> Vec<PartyId> {
        (0..self.parties.len()).filter(|&p| self.parties[p].role == Role::Negotiating).map(PartyId).collect()
    }

    /// The mandate of a holder.
    pub fn mandate(&self, holder: Holder) -> Option<&Mandate> {
        self.mandates.iter().find(|mandate| mandate.holder == holder)
    }

    /// The principals of a party, in file order.
    pub fn principals_of(&self, party: PartyId) -> impl Iterator<Item = PrincipalId> + '_ {
        let belongs = move |p: &usize| self.principals[*p].party == party;
        (0..self.principals.len()).filter(belongs).map(PrincipalId)
    }

    /// The rule that decides: the first stated, else unanimity of the negotiating parties.
    pub fn deciding_rule(&self) -> ApprovalRule {
        match self.rules.first() {
            Some(named) => named.rule.clone(),
            None => ApprovalRule::unanimity(self.negotiating()),
        }
    }

    /// The party with this id.
    pub fn party(&self, id: &str) -> Option<PartyId> {
        self.parties.iter().position(|party| party.id == id).map(PartyId)
    }

    /// The issue with this id.
    pub fn issue(&self, id: &str) -> Option<IssueId> {
        self.issues.iter().position(|issue| issue.id == id).map(IssueId)
    }

    /// The name shown for a holder of a mandate.
    pub fn name_of(&self, holder: Holder) -> &str {
        match holder {
            Holder::Party(party) => &self.parties[party.0].name,
            Holder::Principal(principal) => &self.principals[principal.0].name,
        }
    }
}
