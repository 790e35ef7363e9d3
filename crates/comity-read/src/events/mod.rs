//! What happened at the talks: delegations, meetings, proposals, approvals required.

mod approvals;
mod delegations;
mod meetings;
mod proposals;
mod several;
mod sides;

use crate::draft::{Draft, View};

/// Finds the events of a page.
pub(crate) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    delegations::find(view, draft);
    delegations::tie_people(draft);
    meetings::find(view, draft);
    proposals::find(view, draft);
    approvals::find(view, draft);
}

pub(crate) use delegations::settle;
