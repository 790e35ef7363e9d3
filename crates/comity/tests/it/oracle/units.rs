//! Scores in whole units: exact where a common denominator fits, rounded once with the bound stated where not.

use comity::analysis::Problem;
use comity::*;

fn case(points: &[&[Ratio]], reservation: Ratio, scale: Option<Ratio>) -> Case {
    let option = |o: usize| IssueOption { id: format!("o{o}"), name: format!("O{o}"), value: None };
    let issue = |(i, row): (usize, &&[Ratio])| Issue {
        id: format!("i{i}"),
        name: format!("I{i}"),
        scale: Scale::Unordered,
        options: (0..row.len()).map(option).collect(),
        change_cost: None,
        filling_cost: None,
    };
    let scores =
        |(i, row): (usize, &&[Ratio])| IssueScores { issue: IssueId(i), points: row.to_vec(), weight: None };
    Case {
        parties: vec![Party { id: "a".into(), name: "A".into(), role: Role::Negotiating, about: None }],
        issues: points.iter().enumerate().map(issue).collect(),
        mandates: vec![Mandate {
            holder: Holder::Party(PartyId(0)),
            basis: Basis::Known,
            scores: points.iter().enumerate().map(scores).collect(),
            joint: Vec::new(),
            bias: Ratio::ZERO,
            cap: None,
            scale,
            red_lines: Vec::new(),
            reservation: Some(Reservation::Value(reservation)),
            priorities: Vec::new(),
        }],
        ..Case::default()
    }
}

fn ratio(n: i128, d: i128) -> Ratio {
    Ratio::new(n, d).unwrap()
}

#[test]
fn three_thirds_reach_a_reservation_of_one() {
    let row: &[Ratio] = &[ratio(1, 3)];
    let problem = Problem::new(&case(&[row, row, row], Ratio::ONE, None)).unwrap();
    let package = Package(vec![0, 0, 0]);
    assert_eq!(problem.evaluators[0].rounding, 0);
    assert_eq!(problem.evaluators[0].in_points(problem.evaluators[0].utility(&package)), Ratio::ONE);
    assert!(problem.accepts(0, &package));
}

#[test]
fn seventeen_digits_are_held_exactly() {
    let fine: Decimal = "0.12345678901234567".parse().unwrap();
    let rest: Decimal = "0.87654321098765433".parse().unwrap();
    let problem = Problem::new(&case(&[&[fine.ratio()], &[rest.ratio()]], Ratio::ONE, None)).unwrap();
    assert_eq!(problem.evaluators[0].rounding, 0);
    assert!(problem.accepts(0, &Package(vec![0, 0])));
}

#[test]
fn what_does_not_fit_is_rounded_to_a_stated_bound() {
    let primes = [999_999_937, 999_999_929, 999_999_893, 999_999_883];
    let rows: Vec<Vec<Ratio>> = primes.iter().map(|p| vec![ratio(*p / 3, *p), ratio(1, *p)]).collect();
    let rows: Vec<&[Ratio]> = rows.iter().map(Vec::as_slice).collect();
    let problem = Problem::new(&case(&rows, ratio(1, 2), Some(Ratio::ONE))).unwrap();
    let evaluator = &problem.evaluators[0];
    assert_eq!((evaluator.denominator, evaluator.scale), (1_000_000_000_000, 1_000_000_000_000));
    assert!(evaluator.rounding > 0);
    for package in [Package(vec![0, 0, 0, 0]), Package(vec![1, 0, 1, 0])] {
        let exact = rows.iter().zip(&package.0).map(|(row, o)| row[*o as usize].to_f64()).sum::<f64>();
        let held = evaluator.points_f64(evaluator.utility(&package));
        assert!((held - exact).abs() <= evaluator.points_f64(evaluator.rounding) + 1e-15);
    }
}

#[test]
fn what_cannot_be_held_at_all_is_refused() {
    let huge = ratio(10i128.pow(30), 1);
    let refused = Problem::new(&case(&[&[huge]], Ratio::ONE, None)).unwrap_err();
    assert!(refused.to_string().contains("mandate of A"), "{refused}");
    let upside_down = Problem::new(&case(&[&[Ratio::ONE]], Ratio::ZERO, Some(ratio(-1, 1))));
    assert!(upside_down.unwrap_err().to_string().contains("above 0"));
}

#[test]
fn a_mandate_of_red_lines_alone_has_a_scale() {
    let problem = Problem::new(&case(&[&[Ratio::ZERO]], Ratio::ZERO, None)).unwrap();
    assert_eq!(problem.evaluators[0].scale, problem.evaluators[0].denominator);
}
