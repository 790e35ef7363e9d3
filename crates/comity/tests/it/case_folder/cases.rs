//! What the repository's own cases promise, by brute force over all their packages, straight from the
//! definitions: no code of the analysis takes part.

use comity::{Case, Holder, JointTerm, Literal, Mandate, NoDeal, PartyId, Ratio, Reservation};

/// A mandate in tenths of a point, ready to be asked millions of times.
struct Judge {
    scores: Vec<Vec<i64>>,
    joint: Vec<(Vec<Vec<bool>>, i64)>,
    red: Vec<Vec<bool>>,
    reservation: i64,
}

fn tenths(value: Ratio) -> i64 {
    let scaled = value.checked_mul(Ratio::new(10, 1).unwrap()).unwrap();
    assert_eq!(scaled.denominator(), 1);
    scaled.numerator() as i64
}

fn holds(literals: &[Literal], case: &Case) -> Vec<Vec<bool>> {
    case.issues
        .iter()
        .enumerate()
        .map(|(at, issue)| {
            let about: Vec<&Literal> = literals.iter().filter(|literal| literal.issue.0 == at).collect();
            (0..issue.options.len())
                .map(|o| about.iter().all(|literal| literal.options.contains(&o)))
                .collect()
        })
        .collect()
}

impl Judge {
    fn new(case: &Case, mandate: &Mandate) -> Self {
        let mut scores: Vec<Vec<i64>> =
            case.issues.iter().map(|issue| vec![0; issue.options.len()]).collect();
        for entry in &mandate.scores {
            scores[entry.issue.0] = entry.points.iter().map(|points| tenths(*points)).collect();
        }
        let joint = mandate.joint.iter().map(|term| match term {
            JointTerm::When { all_of, points } => (holds(all_of, case), tenths(*points)),
            JointTerm::Table { .. } => unreachable!("no case here has a table"),
        });
        let mut red: Vec<Vec<bool>> =
            case.issues.iter().map(|issue| vec![false; issue.options.len()]).collect();
        for line in &mandate.red_lines {
            line.never.options.iter().for_each(|o| red[line.never.issue.0][*o] = true);
        }
        let mut judge = Self { scores, joint: joint.collect(), red, reservation: 0 };
        judge.reservation = match &mandate.reservation {
            None => i64::MIN,
            Some(Reservation::Value(value)) => tenths(*value),
            Some(Reservation::Package(package)) => {
                judge.utility(&package.complete().unwrap().0.iter().map(|o| *o as usize).collect::<Vec<_>>())
            }
            Some(Reservation::NoDeal(outcome)) => outcome
                .iter()
                .map(|entry| match entry {
                    NoDeal::Option { issue, option } => judge.scores[issue.0][*option],
                    NoDeal::Points { points, .. } => tenths(*points),
                })
                .sum(),
        };
        judge
    }

    fn utility(&self, package: &[usize]) -> i64 {
        let additive: i64 = package.iter().enumerate().map(|(i, o)| self.scores[i][*o]).sum();
        let joint =
            self.joint.iter().filter(|(when, _)| package.iter().enumerate().all(|(i, o)| when[i][*o]));
        additive + joint.map(|(_, points)| points).sum::<i64>()
    }

    fn crosses(&self, package: &[usize]) -> bool {
        package.iter().enumerate().any(|(i, o)| self.red[i][*o])
    }

    fn accepts(&self, package: &[usize]) -> bool {
        !self.crosses(package) && self.utility(package) >= self.reservation
    }
}

/// Every package that honours the linkages.
fn each_package(case: &Case, mut see: impl FnMut(&[usize])) {
    let forbidden: Vec<Vec<Vec<bool>>> =
        case.linkages.iter().map(|linkage| holds(&linkage.forbidden(&case.issues), case)).collect();
    let mut package = vec![0usize; case.issues.len()];
    loop {
        let broken = |when: &Vec<Vec<bool>>| package.iter().enumerate().all(|(i, o)| when[i][*o]);
        if !forbidden.iter().any(broken) {
            see(&package);
        }
        let Some(at) = (0..package.len()).rev().find(|i| package[*i] + 1 < case.issues[*i].options.len())
        else {
            return;
        };
        package[at] += 1;
        package[at + 1..].fill(0);
    }
}

fn judges(case: &Case) -> Vec<(Holder, Judge)> {
    case.mandates.iter().map(|mandate| (mandate.holder, Judge::new(case, mandate))).collect()
}

/// Whether all agree: principals included.
fn passes(judges: &[(Holder, Judge)], package: &[usize]) -> bool {
    judges.iter().all(|(_, judge)| judge.accepts(package))
}

fn named(case: &Case, id: &str) -> Holder {
    case.party(id).map(Holder::Party).unwrap_or_else(|| {
        Holder::Principal(comity::PrincipalId(case.principals.iter().position(|p| p.id == id).unwrap()))
    })
}

/// What the third version of the text settles, by the ties in `text/03.toml`.
fn third_draft(case: &Case) -> Vec<Option<u32>> {
    let settled = [
        ("dam-height", "60"),
        ("release-season", "May"),
        ("minimum-flow", "30"),
        ("upland-share", "25"),
        ("monitoring", "own"),
        ("harbour", "shallow"),
        ("wetland", "20"),
        ("flood-relief", "shared"),
        ("disputes", "arbitration"),
    ];
    let mut package = vec![None; case.issues.len()];
    for (issue, option) in settled {
        let at = case.issue(issue).unwrap().0;
        package[at] = case.issues[at].option(option).map(|option| option as u32);
        assert!(package[at].is_some(), "{issue} has no option {option}");
    }
    package
}

#[test]
fn lake_vara_has_a_deal_two_changes_away_from_its_draft() {
    let case = super::case("lake-vara");
    assert_eq!(case.negotiating().len(), 4);
    assert_eq!(case.issues.iter().map(|issue| issue.options.len()).product::<usize>(), 2_985_984);
    let judges = judges(&case);
    let draft = &third_draft(&case);
    let (mut zone, mut by_changes) = (0, vec![0; 10]);
    let mut best_of_draft = vec![i64::MIN; judges.len()];
    each_package(&case, |package| {
        let changed =
            package.iter().zip(draft).filter(|(now, was)| was.is_some_and(|was| was as usize != **now));
        let changes = changed.count();
        if changes == 0 {
            for (best, (_, judge)) in best_of_draft.iter_mut().zip(&judges) {
                *best = (*best).max(judge.utility(package));
            }
        }
        if passes(&judges, package) {
            zone += 1;
            by_changes[changes] += 1;
        }
    });
    assert_eq!(zone, 3_378);
    assert_eq!(by_changes[..3], [0, 0, 11], "nothing short of two changes passes");
    let best = |id| {
        let at = judges.iter().position(|(holder, _)| *holder == named(&case, id)).unwrap();
        (best_of_draft[at] - judges[at].1.reservation) / 10
    };
    assert_eq!(best("delta"), -2, "Delta is short however the open issues are filled");
    assert!(best("upland") > 0 && best("coast") > 0 && best("moorland") > 0);
    assert!(best("council") > 0 && best("elders") > 0, "the Elders refuse for their red line alone");
}

#[test]
fn lake_vara_draft_touches_two_red_lines() {
    let case = super::case("lake-vara");
    let draft = &third_draft(&case);
    let touched: Vec<&str> = case
        .mandates
        .iter()
        .filter(|mandate| {
            mandate.red_lines.iter().any(|line| {
                draft[line.never.issue.0]
                    .is_some_and(|option| line.never.options.contains(&(option as usize)))
            })
        })
        .map(|mandate| case.name_of(mandate.holder))
        .collect();
    assert_eq!(touched, ["Coast", "Elders of Moorland"]);
}

#[test]
fn lake_vara_scores_add_up_to_a_hundred() {
    let case = super::case("lake-vara");
    for mandate in &case.mandates {
        let best = mandate.scores.iter().map(|scores| scores.points.iter().max().copied().unwrap());
        let sum = best.fold(Ratio::ZERO, |sum, points| sum.checked_add(points).unwrap());
        assert_eq!(sum, Ratio::new(100, 1).unwrap(), "{}", case.name_of(mandate.holder));
    }
    let reservations: Vec<i64> = judges(&case).iter().map(|(_, judge)| judge.reservation / 10).collect();
    assert_eq!(reservations, [52, 55, 55, 56, 60, 55]);
}

#[test]
fn stalled_lake_vara_has_no_deal_because_of_two_red_lines_and_a_linkage() {
    let case = super::case("lake-vara-stalled");
    let zone = |case: &Case| {
        let judges = judges(case);
        let mut zone = 0;
        each_package(case, |package| zone += usize::from(passes(&judges, package)));
        zone
    };
    assert_eq!(zone(&case), 0);
    let without = |holder: &str| {
        let mut case = case.clone();
        let holder = named(&case, holder);
        case.mandates.iter_mut().find(|mandate| mandate.holder == holder).unwrap().red_lines.clear();
        zone(&case)
    };
    assert!(without("coast") > 0 && without("delta") > 0, "either red line given up opens a zone");
    let mut unlinked = case.clone();
    unlinked.linkages.remove(1);
    assert!(zone(&unlinked) > 0, "without the linkage the two red lines could both be kept");
    assert_eq!(case.negotiating()[1], PartyId(1));
}

#[test]
fn every_case_of_the_repository_loads() {
    let folders = super::case_folders();
    assert!(folders.len() >= 2);
    for (name, files) in folders {
        if let Err(refusal) = comity::format::case_folder::read(&files) {
            panic!("{name}: {refusal}");
        }
    }
}

/// Nash (1950): Bill gives book, whip, ball and bat; Jack gives pen, toy and knife; gains 12 and 5.
#[test]
fn nash_1950_has_the_published_solution() {
    let case = super::case("nash-1950");
    let judges = judges(&case);
    let mut best: Vec<(i64, [i64; 2], Vec<usize>)> = Vec::new();
    each_package(&case, |package| {
        let gains = [0, 1].map(|at: usize| (judges[at].1.utility(package) - judges[at].1.reservation) / 10);
        if gains.iter().all(|gain| *gain >= 0) {
            best.push((gains[0] * gains[1], gains, package.to_vec()));
        }
    });
    let most = best.iter().map(|(product, ..)| *product).max().unwrap();
    best.retain(|(product, ..)| *product == most);
    assert_eq!(best, [(60, [12, 5], vec![1, 1, 1, 1, 0, 0, 0, 0, 1])]);
}
