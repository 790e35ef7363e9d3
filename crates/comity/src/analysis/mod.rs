//! The analysis: exact answers about packages, each marked with how certain it is.
//!
//! A [`Problem`] is a case compiled to integers. An [`Arena`] is the packages that one set of parties
//! would all accept, as blocks of issues with vectors of utility; a [`Sweep`] goes through an arena's
//! blocks in an order that keeps few couplings open. The methods stand in modules of their own.

mod arena;
mod assess;
mod budget;
mod certainty;
pub mod certificate;
mod cover;
mod disagreement;
mod extreme;
mod focus;
mod frontier;
mod next_draft;
mod problem;
mod settlement;
mod sweep;
mod trades;
mod what_if;
mod why_not;
mod zone;

pub use arena::{Arena, Block, Effect, Factor};
pub use assess::{
    AssessError, Assessment, Balance, Coverage, MandateStanding, Reach, RuleStanding, SeatStanding, Verdict,
    assess,
};
pub use budget::{Budget, Meter, Progress, Stopped};
pub use certainty::Certainty;
pub use disagreement::disagreement;
pub use extreme::{Extreme, greatest, least};
pub use frontier::{Frontier, FrontierError, Point, Range, frontier, frontier_within, undominated};
pub use next_draft::{
    Change, DraftCertificate, DraftQuestion, DraftRefusal, DraftTree, Measure, NearestMiss, NextDraft,
    NextDraftError, Proposal, Route, next_draft,
};
pub use problem::{Combination, Evaluator, Problem, ProblemError, Seat};
pub use settlement::{
    Bargain, NoCertificate, NoSettlement, Outcome, SOLUTIONS, Settlement, Settlements, Solution, Ties,
    settlements,
};
pub use sweep::{Key, Sweep, TooManyOpen};
pub use trades::{Island, Leverage, Trade, TradeQuestion, Trades, islands, leverage, trades};
pub use what_if::{WhatIf, WhatIfError};
pub use why_not::{Concession, Conflict, Demand, Opening, WhyNot, why_not};
pub use zone::{Count, Estimate, Samples, outcomes, rational, samples, zone_count, zone_witness};
