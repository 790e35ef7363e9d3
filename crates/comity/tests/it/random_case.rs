//! Small random cases with everything a case may have: linkages, joint terms, red lines, principals,
//! reservation values of every kind and every approval rule. Seeded, so that a failure can be repeated.

use comity::generate::Recipe;
use comity::*;

/// A small deterministic source of numbers (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// How rich the random cases are.
#[derive(Clone, Copy)]
pub struct Shape {
    pub parties: usize,
    pub issues: usize,
    pub options: usize,
    /// Most points an option may score: few points make many ties.
    pub points: i64,
}

/// A case with a bit of everything; at most `options ^ issues` packages.
pub fn random_case(seed: u64, shape: Shape) -> Case {
    let mut dice = Dice::new(seed);
    let mut case = Case { title: format!("case {seed}"), ..Case::default() };
    for p in 0..shape.parties {
        case.parties.push(Party {
            id: format!("p{p}"),
            name: format!("Party {p}"),
            role: Role::Negotiating,
            about: None,
        });
        if dice.chance(30) {
            let principal = Principal {
                id: format!("q{p}"),
                name: format!("Principal {p}"),
                party: PartyId(p),
                person: None,
            };
            case.principals.push(principal);
        }
    }
    for i in 0..shape.issues {
        let count = 1 + dice.below(shape.options);
        let option = |o: usize| IssueOption { id: format!("o{o}"), name: format!("Option {o}"), value: None };
        case.issues.push(Issue {
            id: format!("i{i}"),
            name: format!("Issue {i}"),
            scale: Scale::Unordered,
            options: (0..count).map(option).collect(),
            change_cost: dice.chance(30).then(|| Decimal::from(1 + dice.below(4) as i64)),
            filling_cost: None,
        });
    }
    for _ in 0..dice.below(4) {
        let linkage = linkage(&mut dice, &case.issues);
        case.linkages.extend(linkage);
    }
    for p in 0..shape.parties {
        let mandate = mandate(&mut dice, &case.issues, Holder::Party(PartyId(p)), shape.points);
        case.mandates.push(mandate);
    }
    for q in 0..case.principals.len() {
        let party = case.principals[q].party;
        let mut own = if dice.chance(40) {
            case.mandate(Holder::Party(party)).unwrap().clone()
        } else {
            mandate(&mut dice, &case.issues, Holder::Principal(PrincipalId(q)), shape.points)
        };
        own.holder = Holder::Principal(PrincipalId(q));
        if dice.chance(50) {
            own.reservation =
                Some(Reservation::Value(whole(dice.between(0, shape.points * shape.issues as i64))));
        }
        case.mandates.push(own);
    }
    if dice.chance(75) {
        let rule = rule(&mut dice, shape.parties, 2);
        case.rules.push(NamedRule { id: "rule".into(), name: "Rule".into(), rule });
    }
    case.drafts.push(Draft {
        id: "draft".into(),
        name: "Draft".into(),
        package: partial(&mut dice, &case.issues, 30),
    });
    case
}

/// A case of 262,144 packages in which joint terms tie all issues to each other.
pub fn dense_case(seed: u64) -> Case {
    let recipe = Recipe {
        points: Some(100),
        exclusions: 2,
        reservation: if seed % 2 == 1 { Ratio::new(45, 100) } else { None },
        ..Recipe::new(2 + seed as usize % 2, 9, 4, seed)
    };
    let mut case = recipe.case().unwrap();
    let mut dice = Dice::new(seed);
    for mandate in &mut case.mandates {
        for _ in 0..40 {
            let mut all_of: Vec<Literal> = Vec::new();
            while all_of.len() < 3 {
                let issue = dice.below(case.issues.len());
                if all_of.iter().all(|known| known.issue.0 != issue) {
                    all_of.push(literal(&mut dice, &case.issues, issue));
                }
            }
            mandate.joint.push(JointTerm::When { all_of, points: whole(dice.between(-4, 8)) });
        }
    }
    case
}

/// Every package of the case, linkages not looked at, in lexicographic order.
pub fn all_packages(case: &Case) -> Vec<Package> {
    let mut packages = vec![Vec::new()];
    for issue in &case.issues {
        let longer = |package: &Vec<u32>| {
            (0..issue.options.len() as u32).map(|o| [package.as_slice(), &[o]].concat()).collect::<Vec<_>>()
        };
        packages = packages.iter().flat_map(longer).collect();
    }
    packages.into_iter().map(Package).collect()
}

fn whole(value: i64) -> Ratio {
    Decimal::from(value).ratio()
}

fn literal(dice: &mut Dice, issues: &[Issue], issue: usize) -> Literal {
    let count = issues[issue].options.len();
    let mut options: Vec<usize> = (0..count).filter(|_| dice.chance(45)).collect();
    if options.is_empty() {
        options.push(dice.below(count));
    }
    Literal { issue: IssueId(issue), options }
}

fn literals(dice: &mut Dice, issues: &[Issue], most: usize) -> Vec<Literal> {
    let first = dice.below(issues.len());
    (0..most.min(issues.len())).map(|i| literal(dice, issues, (first + i) % issues.len())).collect()
}

fn linkage(dice: &mut Dice, issues: &[Issue]) -> Option<Linkage> {
    let mut chosen = {
        let most = 2 + dice.below(2);
        literals(dice, issues, most)
    };
    if chosen.len() < 2 {
        return None;
    }
    Some(match dice.below(3) {
        0 => Linkage::Excludes { first: chosen.remove(0), second: chosen.remove(0), because: None },
        1 => Linkage::Requires { first: chosen.remove(0), second: chosen.remove(0), because: None },
        _ => Linkage::Forbidden { all_of: chosen, because: None },
    })
}

fn partial(dice: &mut Dice, issues: &[Issue], open: usize) -> PartialPackage {
    PartialPackage(
        issues.iter().map(|i| (!dice.chance(open)).then(|| dice.below(i.options.len()) as u32)).collect(),
    )
}

fn mandate(dice: &mut Dice, issues: &[Issue], holder: Holder, points: i64) -> Mandate {
    let mut score = |(i, issue): (usize, &Issue)| IssueScores {
        issue: IssueId(i),
        points: issue.options.iter().map(|_| whole(dice.between(0, points))).collect(),
        weight: None,
    };
    let scores = issues.iter().enumerate().map(&mut score).collect();
    let mut joint = Vec::new();
    for _ in 0..dice.below(3) {
        let most = 2 + dice.below(2);
        joint.push(JointTerm::When {
            all_of: literals(dice, issues, most),
            points: whole(dice.between(-points, points)),
        });
    }
    if dice.chance(20) && issues.len() > 1 {
        let cells = issues[0].options.len() * issues[1].options.len();
        let points = (0..cells).map(|_| whole(dice.between(-2, 2))).collect();
        joint.push(JointTerm::Table { issues: vec![IssueId(0), IssueId(1)], points });
    }
    let mut red_lines = Vec::new();
    for (i, issue) in issues.iter().enumerate() {
        if issue.options.len() > 1 && dice.chance(15) {
            let never = Literal { issue: IssueId(i), options: vec![dice.below(issue.options.len())] };
            red_lines.push(RedLine { never, because: None });
        }
    }
    let top = points * issues.len() as i64;
    let reservation = match dice.below(5) {
        0 => None,
        1 => Some(Reservation::Package(partial(dice, issues, 20))),
        2 => Some(Reservation::NoDeal(vec![NoDeal::Option { issue: IssueId(0), option: 0 }])),
        _ => Some(Reservation::Value(whole(dice.between(top / 4, top * 2 / 3)))),
    };
    Mandate {
        holder,
        basis: Basis::Known,
        scores,
        joint,
        bias: if dice.chance(20) { whole(dice.between(-3, 3)) } else { Ratio::ZERO },
        cap: dice.chance(15).then(|| whole(top * 3 / 4)),
        scale: Some(whole(top.max(1))),
        red_lines,
        reservation,
        priorities: Vec::new(),
    }
}

fn rule(dice: &mut Dice, parties: usize, depth: usize) -> ApprovalRule {
    let party = |dice: &mut Dice| ApprovalRule::Party(PartyId(dice.below(parties)));
    match dice.below(if depth == 0 { 2 } else { 6 }) {
        0 => ApprovalRule::unanimity((0..parties).map(PartyId)),
        1 => {
            let of = (0..parties).map(|p| ApprovalRule::Party(PartyId(p))).collect();
            ApprovalRule::AtLeast { k: 1 + dice.below(parties), of }
        }
        2 => {
            let weights: Vec<_> = (0..parties).map(|p| (PartyId(p), 1 + dice.below(5) as u64)).collect();
            let total: u64 = weights.iter().map(|(_, w)| w).sum();
            ApprovalRule::Weighted { quota: total / 2 + 1, weights }
        }
        3 => {
            let holders = vec![PartyId(dice.below(parties))];
            ApprovalRule::Veto { holders, rule: Box::new(rule(dice, parties, depth - 1)) }
        }
        4 => ApprovalRule::AtLeast { k: 1, of: vec![rule(dice, parties, depth - 1), party(dice)] },
        _ => ApprovalRule::All(vec![rule(dice, parties, depth - 1), party(dice)]),
    }
}
