//! What-ifs of the command line, by name: the case with the change.

use super::options::Options;
use crate::failure::{Failure, unknown};
use comity::analysis::WhatIf;
use comity::{Case, Decimal, Holder, PartyId, PrincipalId};

/// The case as the what-ifs make it.
///
/// *Errors*: names the case does not have, a value that is no number, a holder without a mandate.
pub fn changed(case: &Case, options: &Options) -> Result<Case, Failure> {
    let mut suppositions = Vec::new();
    for (at, (issue, option)) in options.set.iter().enumerate() {
        if options.set[..at].iter().any(|(before, _)| before == issue) {
            let message = format!("--set settles `{issue}` more than once");
            return Err(Failure::usage(message).with_help("settle every issue on one option"));
        }
        suppositions.push(settled(case, issue, option)?);
    }
    for (name, value) in &options.reservation {
        suppositions.push(reserved(case, name, value)?);
    }
    WhatIf::suppose(case, &suppositions).map_err(|error| Failure::usage(error.to_string()))
}

fn settled(case: &Case, issue: &str, option: &str) -> Result<WhatIf, Failure> {
    let at = case.issue(issue);
    let at = at.ok_or_else(|| unknown("issue", issue, case.issues.iter().map(|i| i.id.as_str())))?;
    let options = &case.issues[at.0].options;
    let chosen = options.iter().position(|o| o.id == option || o.name == option);
    let what = format!("option of {issue}");
    let option = chosen.ok_or_else(|| unknown(&what, option, options.iter().map(|o| o.id.as_str())))?;
    Ok(WhatIf::Set { issue: at, option })
}

fn reserved(case: &Case, name: &str, value: &str) -> Result<WhatIf, Failure> {
    let number: Decimal = value.parse().map_err(|error: comity::decimal::NumberError| {
        Failure::usage(error.to_string())
            .with_help("write --reservation PARTY=V with V in the party's own points")
    })?;
    Ok(WhatIf::Reservation { holder: holder(case, name)?, value: number.ratio() })
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
