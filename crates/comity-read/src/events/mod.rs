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
use told::Standing;

/// Finds the events of a page, people's parties being known.
pub(crate) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, judge: &dyn Judge) {
    delegations::tie_people(draft);
    let standing = Standing::of(view, draft);
    meetings::find(view, draft, &standing, judge);
    proposals::find(view, draft, &standing, judge);
    approvals::find(view, draft, &standing, judge);
    delegations::seat(view, draft, &standing, judge);
}

pub(crate) use delegations::{Listed, rosters, settle};
