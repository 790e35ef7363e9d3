//! What the certificate of a result proves: its witness, recomputed from the mandates, always; its bound,
//! checked by the library's independent checker, on request.

use super::answer::Asked;
use comity::Draft;
use comity::analysis::certificate::{Claim, check};
use comity::analysis::*;

/// How it is known that nothing is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A written proof with so many branches was accepted by a checker that shares no code with the search.
    Checked {
        /// Branches of its trees.
        branches: u64,
    },
    /// By doing the search again.
    Recomputation,
}

/// What is proved beside the results themselves.
#[derive(Clone, Debug, Default)]
pub struct Certificates {
    /// Whether bounds were asked for.
    pub asked: bool,
    nash: Option<Bound>,
    max_min: Option<Bound>,
    /// Of the first next draft.
    pub next_draft: Option<Bound>,
}

impl Certificates {
    /// How the bound of a settlement is known.
    pub fn of_settlement(&self, id: &str) -> Bound {
        let found = match id {
            "nash" => &self.nash,
            "max_min" => &self.max_min,
            _ => &None,
        };
        found.clone().unwrap_or(Bound::Recomputation)
    }

    /// What was checked, with the branches it took, in words.
    pub fn checked(&self) -> Vec<(&'static str, u64)> {
        let all = [
            ("Nash", &self.nash),
            ("the greatest least gain", &self.max_min),
            ("the next draft", &self.next_draft),
        ];
        let checked = |(name, bound): (&'static str, &Option<Bound>)| match bound {
            Some(Bound::Checked { branches }) => Some((name, *branches)),
            _ => None,
        };
        all.into_iter().filter_map(checked).collect()
    }
}

/// Most branches of a proof.
const BRANCHES: u64 = 3_000_000;

/// Writes and checks the proofs of Nash, the greatest least gain and the first next draft.
pub fn certify(
    asked: &Asked<'_>,
    draft: Option<&Draft>,
    settlements: &[Outcome],
    next: Option<&NextDraft>,
) -> Certificates {
    let Asked { case, problem, options, budget } = *asked;
    let bargain = Bargain::new(problem, budget);
    let settlement = |claim: Claim, id: &str| {
        let at = SOLUTIONS.iter().position(|solution| solution.id() == id)?;
        let certificate = bargain.certify(claim, settlements.get(at)?.settlement()?, BRANCHES).ok()?;
        check(problem, &certificate, &Meter::new(budget)).ok()?;
        Some(Bound::Checked { branches: certificate.trees.iter().map(|tree| tree.branches).sum() })
    };
    let next_draft = || {
        let (draft, next) = (draft?, next.filter(|next| next.certainty.is_proved())?);
        let margin = options.margin.ratio();
        let question =
            DraftQuestion { draft: &draft.package, margin, measure: Measure::Fewest, proposals: 1 };
        let witness = next.proposals.first().map(|proposal| &proposal.package);
        let certificate = DraftCertificate::prove(case, problem, &question, witness, BRANCHES)?;
        certificate.check(case, problem, &question).ok()?;
        Some(Bound::Checked { branches: certificate.trees.iter().map(|tree| tree.branches).sum() })
    };
    Certificates {
        asked: true,
        nash: settlement(Claim::Nash, "nash"),
        max_min: settlement(Claim::MaxMin, "max_min"),
        next_draft: next_draft(),
    }
}
