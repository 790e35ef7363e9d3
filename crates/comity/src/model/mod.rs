//! What a case says: parties, issues, packages, linkages, mandates, approval rules.
//! Plain data with exact numbers; nothing here computes an answer.

mod case;
mod issue;
mod mandate;
mod package;
mod party;
mod rule;

pub use case::{Case, Draft, Note};
pub use issue::{Issue, IssueId, IssueOption, Linkage, Literal, Scale};
pub use mandate::{Basis, Holder, IssueScores, JointTerm, Mandate, NoDeal, Priority, RedLine, Reservation};
pub use package::{Package, PartialPackage};
pub use party::{Delegation, Member, Party, PartyId, Person, Principal, PrincipalId, Role};
pub use rule::{ApprovalRule, NamedRule};
