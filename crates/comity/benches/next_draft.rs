//! The fewest changes to a draft: processor seconds against the bars.

#![allow(clippy::print_stdout)]

mod cpu_time;

use comity::Ratio;
use comity::analysis::{Budget, DraftQuestion, Measure, Meter, Problem, next_draft};
use comity::generate::{DraftOnTable, Interests, Recipe};
use cpu_time::{head, measure, wanted};

fn main() {
    head("next draft");
    for seed in 1..=5 {
        for (parties, issues, options, bar) in
            [(8, 60, 5, 0.005), (8, 40, 10, 0.05), (4, 40, 5, 0.05), (4, 60, 10, 0.05), (12, 40, 5, 0.05)]
        {
            for interests in [Interests::Independent, Interests::Opposed] {
                if interests == Interests::Opposed && parties == 12 {
                    continue;
                }
                let recipe = Recipe {
                    reservation: Ratio::new(55, 100),
                    draft: DraftOnTable::Drawn,
                    interests,
                    ..Recipe::new(parties, issues, options, seed)
                };
                // Ten exclusions on disjoint pairs may cost three times as much.
                if parties == 8 && interests == Interests::Independent {
                    one(Recipe { exclusions: 10, ..recipe }, Some(3.0 * bar));
                }
                one(recipe, (interests == Interests::Independent).then_some(bar));
            }
        }
    }
}

fn one(recipe: Recipe, bar: Option<f64>) {
    let Recipe { parties, issues, options, seed, .. } = recipe;
    let kind = if recipe.interests == Interests::Opposed { "opposed " } else { "" };
    let linked = match recipe.exclusions {
        0 => String::new(),
        exclusions => format!(" {exclusions} exclusions"),
    };
    let instance = format!("fewest changes {kind}({parties},{issues},{options}){linked} seed {seed}");
    if !wanted(&instance) {
        return;
    }
    let Ok(case) = recipe.case() else { return println!("| {instance} | not drawn |") };
    let Ok(problem) = Problem::new(&case) else { return println!("| {instance} | not compiled |") };
    let question = DraftQuestion {
        draft: &case.drafts[0].package,
        margin: Ratio::ZERO,
        measure: Measure::Fewest,
        proposals: 1,
    };
    let budget = Budget { steps: 500_000_000, ..Budget::default() };
    let work = || next_draft(&case, &problem, &question, &Meter::new(budget));
    measure(&instance, bar, work, |next| match next {
        Ok(next) => {
            let said = match next.proposals.first() {
                Some(proposal) => format!("{} changes", proposal.changes.len()),
                None => format!("none; short by {:?}", next.nearest.as_ref().map(|n| n.total)),
            };
            (said, next.certainty.word().to_owned())
        }
        Err(error) => (error.to_string(), "refused".to_owned()),
    });
}
