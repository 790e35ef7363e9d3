//! Everything one run of the analysis found, stage by stage, before it is put into words.

use super::options::Options;
use super::timing::Timings;
use crate::failure::Failure;
use comity::analysis::*;
use comity::{Case, Draft, PartialPackage};

/// The findings about one case under one rule.
pub struct Answer {
    /// The case, with what-ifs applied.
    pub case: Case,
    /// The case in integers, under the rule asked for.
    pub problem: Problem,
    /// Position of the rule in [`Case::rules`]; `None` for unanimity by default.
    pub rule: Option<usize>,
    /// The draft judged.
    pub draft: Option<Draft>,
    /// Packages that honour the linkages.
    pub outcomes: Result<Count, Stopped>,
    /// Packages at or above every reservation value.
    pub rational: Result<Count, Stopped>,
    /// Packages the rule passes.
    pub zone: Result<Count, Stopped>,
    /// The frontier.
    pub frontier: Result<Frontier, FrontierError>,
    /// What each axis is left with without a deal.
    pub disagreement: Result<Vec<i64>, Stopped>,
    /// CPU seconds of each stage.
    pub timings: Timings,
}
