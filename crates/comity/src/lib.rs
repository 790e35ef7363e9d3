//! The model of talks between several parties, and the analysis: *is there something all of us
//! could sign, and what would we have to change to get there?*
//!
//! No I/O, no clock, no async, no hidden randomness: bytes, limits and seeds are handed in.
//!
//! # Glossary
//! One term per concept; a new concept enters this list before it enters the code.
//!
//! | term | meaning | type |
//! |---|---|---|
//! | case | one undertaking, *the talks*, as stored | [`Case`] |
//! | party | a side: negotiating, mediating, observing, or affected | [`Party`], [`Role`] |
//! | person, office | who speaks, and as what a source states | [`Person`] |
//! | delegation | head and members who speak for a party | [`Delegation`] |
//! | principal | one whose approval a party's signature needs | [`Principal`] |
//! | issue, option | a question to be settled; one way to settle it | [`Issue`], [`IssueOption`] |
//! | package | one option for every issue; partial while some are open | [`Package`], [`PartialPackage`] |
//! | linkage | a rule between options of different issues | [`Linkage`] |
//! | mandate | what a party or its principal wants and may accept | [`Mandate`] |
//! | joint term | a bonus or malus when a combination of options holds | [`JointTerm`] |
//! | red line | an option never acceptable to the holder of a mandate | [`RedLine`] |
//! | reservation value | what no deal is worth | [`Reservation`] |
//! | basis | what a figure rests on: known, stated, estimated, unknown | [`Basis`] |
//! | utility | the worth of a package to one party; never compared across parties unless said so | integers in the unit of an `Evaluator` |
//! | approval rule | who must accept for the talks to succeed | [`ApprovalRule`] |
//! | zone | the packages the approval rule passes | [`analysis`] |
//! | frontier | packages no other improves for one party without loss to another | [`analysis`] |
//! | settlement | a package picked by a bargaining solution | [`analysis`] |

pub mod analysis;
pub mod decimal;
pub mod format;
pub mod generate;
pub mod model;
pub mod picture;

pub use decimal::{Decimal, Ratio};
pub use model::*;
