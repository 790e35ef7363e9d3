//! What happened at the talks: delegations, meetings, proposals, approvals required.

mod approvals;
mod delegations;
mod holds;
mod meetings;
mod places;
mod proposals;
mod telling;
mod told;

use crate::draft::{Draft, View};
use crate::model::Judge;

/// Finds the events of a page, people's parties being known.
pub(crate) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, judge: &dyn Judge) {
    delegations::tie_people(draft);
    meetings::find(view, draft, judge);
    proposals::find(view, draft, judge);
    approvals::find(view, draft, judge);
    delegations::seat(view, draft, judge);
}

pub(crate) use delegations::{Listed, rosters, settle};
