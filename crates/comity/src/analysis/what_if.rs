//! What if: a case changed in one point, for an answer to set beside the answer without it.

use crate::decimal::Ratio;
use crate::model::{
    ApprovalRule, Case, Draft, Holder, IssueId, Linkage, Literal, NamedRule, PartialPackage, Reservation,
};

/// One supposition.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIf {
    /// The issue is settled thus: in every draft, and in every package the analysis looks at.
    Set {
        /// The issue.
        issue: IssueId,
        /// Position of the option.
        option: usize,
    },
    /// Every draft leaves an issue open.
    Open {
        /// The issue.
        issue: IssueId,
    },
    /// A holder's reservation value is this, in its mandate's own points.
    Reservation {
        /// Whose.
        holder: Holder,
        /// The value.
        value: Ratio,
    },
    /// This rule decides.
    Rule(NamedRule),
}

/// Why a supposition does not fit the case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WhatIfError {
    /// No such issue or option.
    #[error("issue {issue} has no option {option}; positions start at 0")]
    Option {
        /// Position of the issue.
        issue: usize,
        /// Position of the option.
        option: usize,
    },
    /// The holder has no mandate whose reservation value could change.
    #[error("no mandate of {0} is known, so its reservation value cannot be supposed")]
    Mandate(String),
    /// The rule names a party that the case does not have.
    #[error("the rule names party {0}, which the case does not have")]
    Party(usize),
}

impl WhatIf {
    /// The case under several suppositions, in order; later ones win.
    ///
    /// *Errors*: a supposition that does not fit; the case given is not changed.
    pub fn suppose(case: &Case, suppositions: &[Self]) -> Result<Case, WhatIfError> {
        let mut supposed = case.clone();
        for supposition in suppositions {
            supposition.apply(&mut supposed)?;
        }
        Ok(supposed)
    }

    fn apply(&self, case: &mut Case) -> Result<(), WhatIfError> {
        match self {
            Self::Set { issue, option } => {
                settle(case, *issue, Some(*option))?;
                rule_out_others(case, *issue, *option);
                Ok(())
            }
            Self::Open { issue } => settle(case, *issue, None),
            Self::Reservation { holder, value } => {
                let mandate = case.mandates.iter_mut().find(|mandate| mandate.holder == *holder);
                match mandate {
                    Some(mandate) => mandate.reservation = Some(Reservation::Value(*value)),
                    None => return Err(WhatIfError::Mandate(name(case, *holder))),
                }
                Ok(())
            }
            Self::Rule(rule) => decide(case, rule),
        }
    }
}

fn name(case: &Case, holder: Holder) -> String {
    let known = match holder {
        Holder::Party(party) => case.parties.get(party.0).map(|p| &p.name),
        Holder::Principal(principal) => case.principals.get(principal.0).map(|p| &p.name),
    };
    known.cloned().unwrap_or_else(|| "an unknown holder".to_owned())
}

/// Changes every draft; a case without a draft gets one with everything else open.
fn settle(case: &mut Case, issue: IssueId, option: Option<usize>) -> Result<(), WhatIfError> {
    let options = case.issues.get(issue.0).map_or(0, |issue| issue.options.len());
    if option.map_or(options == 0, |option| option >= options) {
        return Err(WhatIfError::Option { issue: issue.0, option: option.unwrap_or(0) });
    }
    if case.drafts.is_empty() {
        let package = PartialPackage::open(case.issues.len());
        case.drafts.push(Draft { id: "supposed".to_owned(), name: "supposed".to_owned(), package });
    }
    for draft in &mut case.drafts {
        draft.package.0[issue.0] = option.map(|option| option as u32);
    }
    Ok(())
}

/// A linkage on one issue: no package takes another option.
fn rule_out_others(case: &mut Case, issue: IssueId, option: usize) {
    let others: Vec<usize> = (0..case.issues[issue.0].options.len()).filter(|o| *o != option).collect();
    if !others.is_empty() {
        let all_of = vec![Literal { issue, options: others }];
        case.linkages.push(Linkage::Forbidden { all_of, because: Some("what if".to_owned()) });
    }
}

/// Puts the rule first, in the place of a rule with the same id where there is one.
fn decide(case: &mut Case, rule: &NamedRule) -> Result<(), WhatIfError> {
    let unknown = rule.rule.parties().into_iter().find(|party| party.0 >= case.parties.len());
    if let Some(party) = unknown {
        return Err(WhatIfError::Party(party.0));
    }
    case.rules.retain(|known| known.id != rule.id);
    case.rules.insert(0, rule.clone());
    Ok(())
}

/// A rule stated on the spot.
impl From<ApprovalRule> for WhatIf {
    fn from(rule: ApprovalRule) -> Self {
        Self::Rule(NamedRule { id: "supposed".to_owned(), name: "supposed".to_owned(), rule })
    }
}
