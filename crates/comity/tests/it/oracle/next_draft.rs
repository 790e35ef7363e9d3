//! Next drafts against enumeration.

use crate::random_case::{Shape, all_packages, random_case};
use comity::analysis::*;
use comity::*;

struct Setting {
    case: Case,
    problem: Problem,
    margin: Ratio,
    /// Packages that pass with the margin.
    passing: Vec<Package>,
    honest: Vec<Package>,
    raised: Problem,
}

fn setting(seed: u64) -> Setting {
    let shape =
        Shape { parties: 1 + seed as usize % 4, issues: 1 + seed as usize % 6, options: 3, points: 8 };
    let mut case = random_case(seed, shape);
    for (i, issue) in case.issues.iter_mut().enumerate() {
        issue.filling_cost = (seed.is_multiple_of(3) && i.is_multiple_of(2)).then(|| "0.5".parse().unwrap());
    }
    let problem = Problem::new(&case).unwrap();
    let margin = if seed.is_multiple_of(2) { Ratio::ZERO } else { Ratio::new(1, 30).unwrap() };
    let mut raised = problem.clone();
    for e in &mut raised.evaluators {
        let more = margin.checked_mul(Ratio::new(e.scale.into(), 1).unwrap()).unwrap();
        let more = -(-more.numerator()).div_euclid(more.denominator());
        e.reservation = e.reservation.map(|r| r + more as i64);
    }
    let honest: Vec<Package> =
        all_packages(&case).into_iter().filter(|p| problem.honours_linkages(p)).collect();
    let passing = honest.iter().filter(|p| raised.passes(p)).cloned().collect();
    Setting { case, problem, margin, passing, honest, raised }
}

fn changes(draft: &PartialPackage, p: &Package) -> Vec<(usize, u32)> {
    let own = draft.0.iter().zip(&p.0).enumerate();
    own.filter(|(_, (d, o))| d.is_some_and(|d| d != **o)).map(|(i, (_, o))| (i, *o)).collect()
}

fn filled(draft: &PartialPackage, p: &Package) -> Vec<(usize, u32)> {
    let own = draft.0.iter().zip(&p.0).enumerate();
    own.filter(|(_, (d, o))| d.is_none_or(|d| d != **o)).map(|(i, (_, o))| (i, *o)).collect()
}

fn cost(case: &Case, draft: &PartialPackage, p: &Package) -> Ratio {
    let of = |i: usize| match draft.0[i] {
        None => case.issues[i].filling_cost.map_or(Ratio::ZERO, Decimal::ratio),
        Some(from) if from == p.0[i] => Ratio::ZERO,
        Some(_) => case.issues[i].change_cost.map_or(Ratio::ONE, Decimal::ratio),
    };
    (0..p.0.len()).fold(Ratio::ZERO, |sum, i| sum.checked_add(of(i)).unwrap())
}

#[test]
fn proposals_are_the_cheapest_that_differ() {
    for seed in 0..1200 {
        let s = setting(seed);
        let draft = &s.case.drafts[0].package;
        for measure in [Measure::Fewest, Measure::Cheapest] {
            let price = |p: &Package| match measure {
                Measure::Fewest => Ratio::new(changes(draft, p).len() as i128, 1).unwrap(),
                Measure::Cheapest => cost(&s.case, draft, p),
            };
            let question = DraftQuestion { draft, margin: s.margin, measure, proposals: 3 };
            let meter = Meter::new(Budget::default());
            let next = next_draft(&s.case, &s.problem, &question, &meter).unwrap();
            assert!(next.certainty.is_proved() && next.is_complete);
            let only_fills = next.proposals.first().is_some_and(|p| changes(draft, &p.package).is_empty());
            let substance = |p: &Package| if only_fills { filled(draft, p) } else { changes(draft, p) };
            let within = |a: &[(usize, u32)], b: &[(usize, u32)]| a.iter().all(|x| b.contains(x));
            let differs = |p: &Package, known: &[Proposal]| {
                let mine = substance(p);
                known.iter().map(|k| substance(&k.package)).all(|k| !within(&k, &mine) && !within(&mine, &k))
            };
            for (i, proposal) in next.proposals.iter().enumerate() {
                assert!(s.passing.contains(&proposal.package), "seed {seed}");
                assert!(differs(&proposal.package, &next.proposals[..i]), "seed {seed}");
                assert_eq!(proposal.cost, cost(&s.case, draft, &proposal.package));
            }
            for i in 0..3 {
                let known = &next.proposals[..i.min(next.proposals.len())];
                let best = s.passing.iter().filter(|p| i == 0 || differs(p, known)).map(price).min();
                assert_eq!(
                    next.proposals.get(i).map(|p| price(&p.package)),
                    best,
                    "seed {seed} {measure:?} {i}"
                );
                if best.is_none() {
                    break;
                }
            }
        }
    }
}

#[test]
fn routes_keep_the_content_content() {
    for seed in 0..800 {
        let s = setting(seed);
        let draft = &s.case.drafts[0].package;
        let question = DraftQuestion { draft, margin: s.margin, measure: Measure::Fewest, proposals: 2 };
        let next = next_draft(&s.case, &s.problem, &question, &Meter::new(Budget::default())).unwrap();
        for proposal in &next.proposals {
            let start =
                Package(draft.0.iter().zip(&proposal.package.0).map(|(d, o)| d.unwrap_or(*o)).collect());
            let content = |p: &Package| -> Vec<bool> {
                (0..s.problem.seats.len()).map(|seat| s.problem.accepts(seat, p)).collect()
            };
            let holds = |order: &[usize]| {
                let (mut now, mut was) = (start.clone(), content(&start));
                order.iter().all(|&i| {
                    now.0[i] = proposal.package.0[i];
                    let is = content(&now);
                    let kept = was.iter().zip(&is).all(|(was, is)| !was || *is);
                    was = is;
                    kept
                })
            };
            let issues: Vec<usize> = proposal.changes.iter().map(|c| c.issue).collect();
            match &proposal.route {
                Route::Order(order) => assert!(holds(order) && *order == issues, "seed {seed}"),
                Route::None => {
                    assert!(permutations(&issues).iter().all(|order| !holds(order)), "seed {seed}")
                }
                Route::Undecided => panic!("seed {seed}"),
            }
            let mut now: Vec<i64> = s.problem.evaluators.iter().map(|e| e.utility(&start)).collect();
            for change in &proposal.changes {
                now.iter_mut().zip(&change.effects).for_each(|(now, effect)| *now += effect);
            }
            let end: Vec<i64> = s.problem.evaluators.iter().map(|e| e.utility(&proposal.package)).collect();
            assert_eq!(now, end, "seed {seed}");
        }
    }
}

fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in of.iter().enumerate() {
        let rest = [&of[..at], &of[at + 1..]].concat();
        all.extend(permutations(&rest).into_iter().map(|p| [vec![*first], p].concat()));
    }
    all
}

#[test]
fn nearest_misses() {
    let mut seen = 0;
    for seed in 0..1500 {
        let s = setting(seed);
        let draft = &s.case.drafts[0].package;
        let question = DraftQuestion { draft, margin: s.margin, measure: Measure::Fewest, proposals: 1 };
        let next = next_draft(&s.case, &s.problem, &question, &Meter::new(Budget::default())).unwrap();
        if !next.proposals.is_empty() {
            assert!(next.nearest.is_none());
            continue;
        }
        let total = |members: &[usize], p: &Package| -> Option<f64> {
            let mandates =
                || members.iter().flat_map(|&m| &s.raised.seats[m].must).map(|&e| &s.raised.evaluators[e]);
            let short = |e: &Evaluator| {
                e.reservation.map_or(0, |r| (r - e.utility(p)).max(0)) as f64 / e.scale as f64
            };
            let clean = mandates().all(|e| e.red_lines_crossed(p).next().is_none());
            clean.then(|| mandates().map(short).sum())
        };
        let sets = s.raised.coalitions(1000).unwrap();
        let best = sets.iter().flat_map(|set| s.honest.iter().filter_map(|p| total(set, p)));
        let best = best.fold(f64::INFINITY, f64::min);
        match &next.nearest {
            Some(nearest) => {
                seen += 1;
                assert!((nearest.total - best).abs() < 1e-12, "seed {seed}: {} {best}", nearest.total);
                let own = total(&nearest.seats, &nearest.package).unwrap();
                assert!((nearest.total - own).abs() < 1e-12 && nearest.certainty.is_proved(), "seed {seed}");
            }
            None => assert!(best.is_infinite(), "seed {seed}"),
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn small_budgets_give_bounds_that_hold() {
    for seed in 0..300 {
        let s = setting(seed);
        let draft = &s.case.drafts[0].package;
        let question = DraftQuestion { draft, margin: s.margin, measure: Measure::Fewest, proposals: 2 };
        let budget = Budget { steps: seed % 40, ..Budget::default() };
        let next = next_draft(&s.case, &s.problem, &question, &Meter::new(budget)).unwrap();
        let price = |p: &Package| changes(draft, p).len() as f64;
        let best = s.passing.iter().map(price).fold(f64::INFINITY, f64::min);
        match (next.proposals.first(), next.certainty) {
            (Some(p), certainty) => {
                assert!(s.passing.contains(&p.package), "seed {seed}");
                let gap = if let Certainty::Bounded { gap } = certainty { gap } else { 0.0 };
                let price = price(&p.package);
                assert!(price - gap <= best && best <= price, "seed {seed}: {price} {gap} {best}");
            }
            (None, Certainty::Proved) => assert!(best.is_infinite(), "seed {seed}"),
            (None, _) => {}
        }
    }
}

#[test]
fn certificates_hold_and_wrong_ones_are_refused() {
    let mut beaten = 0;
    for seed in 0..500 {
        let s = setting(seed);
        let draft = &s.case.drafts[0].package;
        for measure in [Measure::Fewest, Measure::Cheapest] {
            let question = DraftQuestion { draft, margin: s.margin, measure, proposals: 1 };
            let next = next_draft(&s.case, &s.problem, &question, &Meter::new(Budget::default())).unwrap();
            let witness = next.proposals.first().map(|p| &p.package);
            let proof = DraftCertificate::prove(&s.case, &s.problem, &question, witness, 100_000).unwrap();
            assert_eq!(proof.check(&s.case, &s.problem, &question), Ok(()), "seed {seed}");
            let price = |p: &Package| match measure {
                Measure::Fewest => Ratio::new(changes(draft, p).len() as i128, 1).unwrap(),
                Measure::Cheapest => cost(&s.case, draft, p),
            };
            let generous: Vec<DraftTree> =
                proof.trees.iter().map(|t| DraftTree { branches: 100_000, ..t.clone() }).collect();
            for other in s.honest.iter().step_by(7).map(Some).chain([None]) {
                let claim = DraftCertificate { witness: other.cloned(), trees: generous.clone() };
                let held = claim.check(&s.case, &s.problem, &question);
                let best = witness.map(&price);
                let right = match other {
                    Some(p) => s.passing.contains(p) && Some(price(p)) == best,
                    None => best.is_none(),
                };
                assert_eq!(held.is_ok(), right, "seed {seed} {held:?}");
                beaten += usize::from(matches!(held, Err(DraftRefusal::Beaten(_))));
            }
        }
    }
    assert!(beaten > 100, "{beaten}");
}
