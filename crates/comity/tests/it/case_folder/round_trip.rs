//! Properties: a case written as a folder reads back as the same case, and an edit keeps what it does not
//! touch.

use comity::format::Files;
use comity::format::case_folder::{self, Unwritable, update, write};
use comity::*;

use crate::random_case::{Dice, Shape, random_case};

/// How many random cases; COMITY_LONG=1 makes it long.
fn rounds() -> u64 {
    if std::env::var_os("COMITY_LONG").is_some() { 20_000 } else { 400 }
}

pub fn rich(seed: u64) -> Case {
    let mut dice = Dice::new(seed ^ 0xF01D_E25A);
    let shape = Shape {
        parties: 1 + dice.below(5),
        issues: 1 + dice.below(6),
        options: 1 + dice.below(16),
        points: [3, 40, 1_000_000][dice.below(3)],
    };
    let mut case = random_case(seed, shape);
    people(&mut dice, &mut case);
    names(&mut dice, &mut case);
    for issue in 0..case.issues.len() {
        scales(&mut dice, &mut case, issue);
    }
    figures(&mut dice, &mut case);
    case.mandates.sort_by_key(|mandate| mandate.holder);
    case
}

fn people(dice: &mut Dice, case: &mut Case) {
    case.parties.push(Party {
        id: "chair".into(),
        name: "The \"chair\"".into(),
        role: Role::Mediating,
        about: None,
    });
    case.parties.push(Party {
        id: "b_2".into(),
        name: "b_2".into(),
        role: Role::Affected,
        about: Some("a\nb\tc".into()),
    });
    for p in 0..dice.below(6) {
        let party = dice.chance(70).then(|| PartyId(dice.below(case.parties.len())));
        let office = dice.chance(50).then(|| "Wörter \\ \u{7} Ämter".to_owned());
        case.people.push(Person { id: format!("person-{p}"), name: format!("Person {p}"), office, party });
    }
    if case.people.is_empty() {
        return;
    }
    let present: Vec<usize> = (0..case.people.len()).filter(|_| dice.chance(60)).collect();
    let mut members: Vec<Member> =
        present.into_iter().map(|person| Member { person, head: false, inferred: dice.chance(30) }).collect();
    for at in (1..members.len()).rev() {
        members.swap(at, dice.below(at + 1));
    }
    if !members.is_empty() && dice.chance(60) {
        let head = dice.below(members.len());
        members[head].head = true;
    }
    case.delegations.push(Delegation { party: PartyId(0), members });
    for principal in &mut case.principals {
        principal.person = dice.chance(50).then(|| dice.below(case.people.len()));
    }
}

fn names(dice: &mut Dice, case: &mut Case) {
    case.notes = (0..dice.below(3))
        .map(|n| Note(format!("note {n} # not a comment {}", "long ".repeat(20 * n))))
        .collect();
    let odd = [
        "Hard Drive 60\"",
        "weight",
        "values",
        "curve",
        "from",
        "ünïcode",
        "a.b",
        "0x10",
        "1e3",
        "-",
        "naïve = 3",
    ];
    for (at, issue) in case.issues.iter_mut().enumerate() {
        if dice.chance(40) {
            issue.id = format!("{} {at}", odd[dice.below(odd.len())]);
        }
        for (o, option) in issue.options.iter_mut().enumerate() {
            if dice.chance(40) && o < odd.len() {
                option.id = odd[o].to_owned();
            }
            if dice.chance(50) {
                option.name = option.id.clone();
            }
        }
        issue.filling_cost = dice.chance(20).then(|| "0.25".parse().unwrap());
    }
}

fn scales(dice: &mut Dice, case: &mut Case, issue: usize) {
    let unit = dice.chance(50).then(|| "m³/s".to_owned());
    let count = case.issues[issue].options.len();
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    match dice.below(5) {
        0 => {
            let step = 1 + dice.below(5) as i64;
            let low = dice.between(-50, 50);
            let high = low + step * (count as i64 - 1);
            case.issues[issue].options =
                comity::format::range::whole(low, step, count, unit.as_deref()).unwrap();
            case.issues[issue].scale = Scale::Integer { low, high, unit };
        }
        1 if count > 1 => {
            let (low, high) = (decimal("-0.5"), decimal("12.25"));
            case.issues[issue].options =
                comity::format::range::real(low, high, count, unit.as_deref()).unwrap();
            case.issues[issue].scale = Scale::Real { low, high, unit };
        }
        2 => case.issues[issue].scale = Scale::Ordered { unit },
        3 => {
            for (at, option) in case.issues[issue].options.iter_mut().enumerate() {
                option.value = Some(Decimal::new(at as i128 * 5 - 10, 1));
            }
            case.issues[issue].scale =
                if dice.chance(70) { Scale::Ordered { unit } } else { Scale::Unordered };
        }
        _ => {}
    }
}

fn figures(dice: &mut Dice, case: &mut Case) {
    for mandate in &mut case.mandates {
        mandate.basis = match dice.below(4) {
            0 => Basis::Known,
            1 => {
                Basis::Stated { by: "somebody".into(), source: dice.chance(50).then(|| "there, p. 3".into()) }
            }
            2 => Basis::Estimated { by: "us".into() },
            _ => Basis::Unknown,
        };
        for entry in &mut mandate.scores {
            let weight = [(1, 3), (0, 1), (7, 10), (-3, 2)][dice.below(4)];
            if dice.chance(40) {
                let weight = Ratio::new(weight.0, weight.1).unwrap();
                entry.points.iter_mut().for_each(|points| *points = points.checked_mul(weight).unwrap());
                entry.weight = Some(weight);
            }
        }
        mandate.cap = dice.chance(20).then_some(Ratio::ONE);
        mandate.bias = if dice.chance(20) { Ratio::new(-1, 7).unwrap() } else { Ratio::ZERO };
        mandate.scale = dice.chance(20).then(|| Ratio::new(100, 1).unwrap());
    }
}

#[test]
fn a_case_written_reads_back_as_itself() {
    // 3838 has an option called `1e3` that stands at 3, at the end of a range.
    for seed in (0..rounds()).chain([3838]) {
        let case = rich(seed);
        let files = write(&case).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        assert_eq!(case_folder::read(&files).unwrap(), case, "seed {seed}");
        assert_eq!(write(&case_folder::read(&files).unwrap()).unwrap(), files, "seed {seed}: not canonical");
    }
}

#[test]
fn the_cases_of_the_repository_round_trip() {
    for (name, files) in super::case_folders() {
        let case = case_folder::read(&files).unwrap();
        let written = write(&case).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(case_folder::read(&written).unwrap(), case, "{name}");
        assert_eq!(
            update(&files, &case).unwrap(),
            files,
            "{name}: an edit that changes nothing changes no byte"
        );
    }
}

/// The comments of a folder, each line of them.
fn comments(files: &Files) -> Vec<String> {
    let lines = files.iter().flat_map(|file| file.text().unwrap().lines());
    lines.filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim().to_owned()).collect()
}

/// Lines of `before` that `after` has no more.
fn lost(before: &Files, after: &Files) -> usize {
    let lines = |files: &Files| -> Vec<String> {
        files.iter().flat_map(|file| file.text().unwrap().lines()).map(str::to_owned).collect()
    };
    let after = lines(after);
    lines(before).iter().filter(|line| !after.contains(line)).count()
}

type Edit = fn(&mut Case, &mut Dice);

/// Edits a program makes, and how many lines each may change.
const EDITS: [(Edit, usize); 11] = [
    (|case, _| case.title = "Another title".into(), 1),
    (
        |case, dice| {
            let draft = case.drafts.last_mut().unwrap();
            let issue = dice.below(draft.package.0.len());
            let options = case.issues[issue].options.len();
            draft.package.0[issue] = Some(dice.below(options) as u32);
        },
        1,
    ),
    (|case, _| case.drafts.last_mut().unwrap().package.0[0] = None, 1),
    (
        |case, _| {
            let package = PartialPackage::open(case.issues.len());
            case.drafts.push(Draft { id: "new".into(), name: "A new draft".into(), package });
        },
        0,
    ),
    (
        |case, dice| {
            case.mandates[0].reservation =
                Some(Reservation::Value(Ratio::from(Decimal::from(dice.between(1, 99)))))
        },
        1,
    ),
    (
        |case, dice| {
            let entry = dice.below(case.mandates[1].scores.len());
            case.mandates[1].scores[entry].points[0] = Ratio::new(5, 2).unwrap();
        },
        1,
    ),
    (
        |case, _| {
            let never = Literal { issue: IssueId(1), options: vec![0] };
            case.mandates[2].red_lines.push(RedLine { never, because: Some("new".into()) });
        },
        0,
    ),
    (|case, _| case.issues[0].name = "Renamed".into(), 1),
    (
        |case, _| {
            let mut issue = case.issues[1].clone();
            issue.id = "brand-new".into();
            case.issues.push(issue);
            case.drafts.iter_mut().for_each(|draft| draft.package.0.push(Some(1)));
            for mandate in &mut case.mandates {
                if let Some(Reservation::Package(package)) = &mut mandate.reservation {
                    package.0.push(None);
                }
            }
        },
        0,
    ),
    (|case, _| case.parties[0].role = Role::Negotiating, 0),
    (|case, _| case.notes.push(Note("a note".into())), 0),
];

#[test]
fn edits_keep_comments_and_order() {
    for (name, files) in super::case_folders() {
        let before = case_folder::read(&files).unwrap();
        if before.mandates.len() < 3 || before.drafts.is_empty() {
            continue;
        }
        for seed in 0..rounds() / 8 {
            let mut dice = Dice::new(seed);
            let mut case = before.clone();
            let mut allowed = 0;
            for _ in 0..1 + dice.below(3) {
                let (edit, lines) = EDITS[dice.below(EDITS.len())];
                if case.drafts.iter().all(|draft| draft.id != "new")
                    && case.issues.len() == before.issues.len()
                {
                    edit(&mut case, &mut dice);
                    allowed += lines;
                }
            }
            let edited = update(&files, &case).unwrap_or_else(|why| panic!("{name}, seed {seed}: {why}"));
            assert_eq!(case_folder::read(&edited).unwrap(), case, "{name}, seed {seed}");
            assert!(lost(&files, &edited) <= allowed, "{name}, seed {seed}: {} lines", lost(&files, &edited));
            let after = comments(&edited);
            // A removed line takes the comment on it along; here only draft lines are removed, without comments.
            comments(&files)
                .iter()
                .for_each(|comment| assert!(after.contains(comment), "{name}, {seed}: {comment}"));
        }
    }
}

#[test]
fn each_edit_alone() {
    let files = super::files_of(&super::root().join("cases/lake-vara-stalled"));
    for (at, (edit, _)) in EDITS.iter().enumerate() {
        let mut case = case_folder::read(&files).unwrap();
        edit(&mut case, &mut Dice::new(7));
        let edited = update(&files, &case).unwrap_or_else(|why| panic!("edit {at}: {why}"));
        assert_eq!(case_folder::read(&edited).unwrap(), case, "edit {at}");
    }
}

#[test]
fn an_edit_in_other_keys_replaces_the_table_it_is_about() {
    let files = super::files_of(&super::root().join("cases/lake-vara"));
    let mut case = case_folder::read(&files).unwrap();
    let moorland = Holder::Party(case.party("moorland").unwrap());
    let mandate = case.mandates.iter_mut().find(|mandate| mandate.holder == moorland).unwrap();
    mandate.scores[0].points[1] = Ratio::new(7, 1).unwrap();
    let edited = update(&files, &case).unwrap();
    let text = edited.get("mandates/moorland.toml").unwrap().text().unwrap();
    assert!(text.contains("dam-height     = { 30 = 8, 45 = 7, 60 = 4, 75 = 0 }"), "{text}");
    assert!(text.contains("# No worse than the arrangement of last year"));
    assert_eq!(edited.get("case.toml"), files.get("case.toml"));
}

#[test]
fn what_no_file_can_hold_is_refused() {
    let mut case = super::case("lake-vara");
    case.mandates[0].scores[0].issue = IssueId(99);
    assert!(matches!(write(&case), Err(Unwritable::Faults(_))));
    let mut case = super::case("lake-vara");
    case.parties[0].id = "up/land".into();
    assert!(matches!(write(&case), Err(Unwritable::Faults(_))));
    let files = super::files_of(&super::root().join("cases/lake-vara"));
    let mut case = super::case("lake-vara");
    case.issues.swap(0, 1);
    assert!(update(&files, &case).is_err());
}
