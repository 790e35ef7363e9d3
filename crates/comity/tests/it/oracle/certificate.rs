//! Certificates are accepted as made and refused after any change.

use crate::random_case::{Shape, random_case};
use comity::analysis::certificate::{Certificate, Claim, Refusal, check};
use comity::analysis::*;
use comity::generate::{Interests, Recipe};
use comity::*;

const CLAIMS: [(Claim, &str); 2] = [(Claim::Nash, "nash"), (Claim::MaxMin, "max_min")];

fn certified(problem: &Problem, claim: Claim, id: &str) -> Option<Certificate> {
    let bargain = Bargain::new(problem, Budget::default());
    let solution = SOLUTIONS.iter().find(|solution| solution.id() == id).unwrap();
    let outcome = solution.settle(&bargain);
    let settlement = outcome.settlement()?;
    Some(bargain.certify(claim, settlement, 3_000_000).unwrap())
}

fn verdict(problem: &Problem, certificate: &Certificate) -> Result<(), Refusal> {
    check(problem, certificate, &Meter::new(Budget::default()))
}

#[test]
fn certificates_of_random_cases_are_accepted() {
    let mut made = 0;
    for shape in [
        Shape { parties: 3, issues: 5, options: 3, points: 9 },
        Shape { parties: 2, issues: 6, options: 3, points: 4 },
        Shape { parties: 5, issues: 5, options: 4, points: 40 },
    ] {
        for seed in 0..400 {
            let problem = Problem::new(&random_case(seed, shape)).unwrap();
            for (claim, id) in CLAIMS {
                if let Some(certificate) = certified(&problem, claim, id) {
                    assert_eq!(verdict(&problem, &certificate), Ok(()), "seed {seed}, {id}");
                    made += 1;
                }
            }
        }
    }
    assert!(made > 500, "{made}");
}

#[test]
fn a_worse_witness_is_refused() {
    for seed in 0..300 {
        let case = random_case(seed, Shape { parties: 3, issues: 5, options: 3, points: 9 });
        let problem = Problem::new(&case).unwrap();
        for (claim, id) in CLAIMS {
            let Some(certificate) = certified(&problem, claim, id) else { continue };
            let score = |p: &Package| {
                let axes = problem.axes();
                let gains = axes.iter().zip(&certificate.zero).map(|(&e, z)| {
                    let evaluator = &problem.evaluators[e];
                    (evaluator.utility(p) - z) as f64 / evaluator.scale as f64
                });
                if claim == Claim::Nash { gains.product() } else { gains.fold(f64::INFINITY, f64::min) }
            };
            for package in crate::random_case::all_packages(&case).into_iter().step_by(7) {
                let mut changed = certificate.clone();
                changed.witness = package;
                if score(&changed.witness) < score(&certificate.witness) - 1e-9 {
                    assert!(verdict(&problem, &changed).is_err(), "seed {seed}, {id}");
                }
            }
        }
    }
}

fn drawn(parties: usize, issues: usize, options: usize) -> Problem {
    let recipe = Recipe {
        reservation: Ratio::new(2, 5),
        exclusions: 2,
        interests: Interests::Independent,
        ..Recipe::new(parties, issues, options, 3)
    };
    Problem::new(&recipe.case().unwrap()).unwrap()
}

#[test]
fn every_change_is_refused() {
    let problem = drawn(5, 14, 4);
    for (claim, id) in CLAIMS {
        let certificate = certified(&problem, claim, id).unwrap();
        assert_eq!(verdict(&problem, &certificate), Ok(()));
        for (what, changed) in changes(&certificate) {
            assert!(verdict(&problem, &changed).is_err(), "{id}: {what}");
        }
    }
}

fn changes(certificate: &Certificate) -> Vec<(String, Certificate)> {
    let mut all = Vec::new();
    let mut change = |what: String, edit: &dyn Fn(&mut Certificate)| {
        let mut changed = certificate.clone();
        edit(&mut changed);
        all.push((what, changed));
    };
    change("branches".into(), &|c| c.trees[0].branches -= 1);
    change("more branches".into(), &|c| c.trees[0].branches += 1);
    change("claim".into(), &|c| {
        c.claim = if c.claim == Claim::Nash { Claim::MaxMin } else { Claim::Nash };
    });
    change("members".into(), &|c| {
        let _ = c.trees[0].members.pop();
    });
    change("no trees".into(), &|c| c.trees.clear());
    change("no stages".into(), &|c| c.trees[0].stages.clear());
    change("order".into(), &|c| {
        let _ = c.trees[0].order.pop();
    });
    change("witness cut".into(), &|c| {
        let _ = c.witness.0.pop();
    });
    change("witness out of range".into(), &|c| c.witness.0[0] = 99);
    for axis in 0..certificate.zero.len() {
        change(format!("zero {axis}"), &|c| c.zero[axis] -= 1);
    }
    for issue in 0..certificate.witness.0.len() {
        change(format!("witness {issue}"), &|c| c.witness.0[issue] = (c.witness.0[issue] + 1) % 4);
    }
    let lanes = certificate.trees[0].stages[0].1.len();
    for lane in 0..lanes {
        for d in 0..certificate.trees[0].stages[0].1[lane].floors.len() {
            change(format!("floor {lane} {d}"), &|c| c.trees[0].stages[0].1[lane].floors[d] += 1);
            change(format!("negative {lane} {d}"), &|c| c.trees[0].stages[0].1[lane].floors[d] = -1);
            change(format!("huge {lane} {d}"), &|c| c.trees[0].stages[0].1[lane].floors[d] = i64::MAX);
        }
        change(format!("bound {lane}"), &|c| c.trees[0].stages[0].1[lane].most += 1);
        change(format!("short {lane}"), &|c| {
            let _ = c.trees[0].stages[0].1[lane].floors.pop();
        });
    }
    all
}

#[test]
fn a_proof_too_large_is_said_to_be() {
    let problem = drawn(8, 20, 5);
    let bargain = Bargain::new(&problem, Budget::default());
    let outcome = SOLUTIONS[5].settle(&bargain);
    let refused = bargain.certify(Claim::MaxMin, outcome.settlement().unwrap(), 10);
    assert_eq!(refused, Err(NoCertificate::TooLarge(10)));
}
