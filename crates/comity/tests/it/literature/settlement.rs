//! Nash's own example of 1950: two people and nine goods.

use comity::analysis::*;
use comity::*;

/// Goods with their worth to their owner and to the other.
///
/// *Source*: Nash, "The bargaining problem", Econometrica 18 (1950), page 161.
const OF_BILL: [(&str, i64, i64); 5] =
    [("book", 2, 4), ("whip", 2, 2), ("ball", 2, 1), ("bat", 2, 2), ("box", 4, 1)];
const OF_JACK: [(&str, i64, i64); 4] = [("pen", 10, 1), ("toy", 4, 1), ("knife", 6, 2), ("hat", 2, 2)];

fn goods() -> Case {
    let party = |name: &str| Party {
        id: name.to_lowercase(),
        name: name.into(),
        role: Role::Negotiating,
        about: None,
    };
    let option = |name: &str| IssueOption { id: name.to_lowercase(), name: name.into(), value: None };
    let issue = |name: &str| Issue {
        id: name.into(),
        name: name.into(),
        scale: Scale::Unordered,
        options: vec![option("Bill"), option("Jack")],
        change_cost: None,
        filling_cost: None,
    };
    let whole = |v: i64| Decimal::from(v).ratio();
    // `(name, worth to Bill, worth to Jack, owner)`.
    let bills = OF_BILL.iter().map(|(name, bill, jack)| (*name, *bill, *jack, 0));
    let jacks = OF_JACK.iter().map(|(name, bill, jack)| (*name, *bill, *jack, 1));
    let all: Vec<_> = bills.chain(jacks).collect();
    let mandate = |p: usize| Mandate {
        holder: Holder::Party(PartyId(p)),
        basis: Basis::Known,
        scores: all
            .iter()
            .enumerate()
            .map(|(i, (_, bill, jack, _))| IssueScores {
                issue: IssueId(i),
                points: if p == 0 { vec![whole(*bill), whole(0)] } else { vec![whole(0), whole(*jack)] },
                weight: None,
            })
            .collect(),
        joint: Vec::new(),
        bias: Ratio::ZERO,
        cap: None,
        scale: None,
        red_lines: Vec::new(),
        reservation: Some(Reservation::Package(Package(all.iter().map(|good| good.3).collect()).into())),
        priorities: Vec::new(),
    };
    Case {
        title: "Nash 1950".into(),
        parties: vec![party("Bill"), party("Jack")],
        issues: all.iter().map(|good| issue(good.0)).collect(),
        mandates: vec![mandate(0), mandate(1)],
        ..Case::default()
    }
}

#[test]
fn bill_gives_book_whip_ball_and_bat_for_pen_toy_and_knife() {
    let case = goods();
    let problem = Problem::new(&case).unwrap();
    let bargain = Bargain::new(&problem, Budget::default());
    let outcome = SOLUTIONS[0].settle(&bargain);
    let nash = outcome.settlement().unwrap();
    assert_eq!(nash.package, Package(vec![1, 1, 1, 1, 0, 0, 0, 0, 1]));
    let gains: Vec<i64> =
        nash.utilities.iter().zip(bargain.disagreement().unwrap()).map(|(u, zero)| u - zero).collect();
    assert_eq!(gains, [12, 5]);
    assert_eq!(nash.ties.count, 1u32.into());
    assert!(nash.certainty.is_proved());
}
