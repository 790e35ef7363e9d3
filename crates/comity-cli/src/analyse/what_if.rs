//! What if an issue were settled so, or a reservation value were another: the case with the change.

use super::answer::unknown;
use super::options::Options;
use crate::failure::Failure;
use comity::{Case, Decimal, Holder, IssueId, Linkage, Literal, Mandate, PartyId, PrincipalId, Reservation};

/// The case as the what-ifs make it.
///
/// *Errors*: names the case does not have, a value that is no number, a holder without a mandate.
pub fn changed(case: &Case, options: &Options) -> Result<Case, Failure> {
    let mut case = case.clone();
    for (issue, option) in &options.set {
        settle(&mut case, issue, option)?;
    }
    for (holder, value) in &options.reservation {
        reserve(&mut case, holder, value)?;
    }
    Ok(case)
}

/// Every other option of the issue is ruled out, and every draft settles it so.
fn settle(case: &mut Case, issue: &str, option: &str) -> Result<(), Failure> {
    let at = case
        .issue(issue)
        .ok_or_else(|| unknown("issue", issue, case.issues.iter().map(|i| i.id.as_str())))?;
    let options = &case.issues[at.0].options;
    let chosen = options.iter().position(|o| o.id == option || o.name == option);
    let what = format!("option of {issue}");
    let chosen = chosen.ok_or_else(|| unknown(&what, option, options.iter().map(|o| o.id.as_str())))?;
    let others: Vec<usize> = (0..options.len()).filter(|o| *o != chosen).collect();
    if !others.is_empty() {
        let all_of = vec![Literal { issue: IssueId(at.0), options: others }];
        case.linkages.push(Linkage::Forbidden { all_of, because: Some("what if".to_owned()) });
    }
    for draft in &mut case.drafts {
        draft.package.0[at.0] = Some(chosen as u32);
    }
    Ok(())
}

fn reserve(case: &mut Case, name: &str, value: &str) -> Result<(), Failure> {
    let number: Decimal = value.parse().map_err(|error: comity::decimal::NumberError| {
        Failure::usage(error.to_string())
            .with_help("write --reservation PARTY=V with V in the party's own points")
    })?;
    let holder = holder(case, name)?;
    let mandate: Option<&mut Mandate> = case.mandates.iter_mut().find(|mandate| mandate.holder == holder);
    let mandate = mandate.ok_or_else(|| {
        Failure::usage(format!("{name} has no mandate in this case, so no reservation value to change"))
    })?;
    mandate.reservation = Some(Reservation::Value(number.ratio()));
    Ok(())
}

/// The party or principal with this id.
pub fn holder(case: &Case, id: &str) -> Result<Holder, Failure> {
    let principal =
        || case.principals.iter().position(|p| p.id == id).map(|p| Holder::Principal(PrincipalId(p)));
    let party = case.parties.iter().position(|p| p.id == id).map(|p| Holder::Party(PartyId(p)));
    let names =
        || case.parties.iter().map(|p| p.id.as_str()).chain(case.principals.iter().map(|p| p.id.as_str()));
    party
        .or_else(principal)
        .ok_or_else(|| unknown("party or principal", id, names().collect::<Vec<_>>().into_iter()))
}
