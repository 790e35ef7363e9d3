//! Folders that NegMAS itself saved (`negmas/make.py`): utilities agree with its own.

use std::path::{Path, PathBuf};

use comity::format::{File, Format, detect, read};
use comity::{Case, Holder, PartyId, Reservation};

use super::exhaustive;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/corpus/negmas").join(name)
}

fn load(name: &str) -> Case {
    let files = super::folder(&fixture(name));
    assert_eq!(detect(&files), Some(Format::Negmas), "{name}");
    read(&files).unwrap_or_else(|refusal| panic!("{name}: {refusal}")).1
}

/// The rows of `expected.csv`: values of a package, then every party's utility.
fn expected(name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(fixture(name).join("expected.csv")).unwrap();
    let file = File { path: "expected.csv".into(), bytes };
    let rows = file.text().unwrap().lines().skip(1);
    rows.map(|row| row.split(',').map(str::to_owned).collect()).collect()
}

fn option(case: &Case, issue: usize, value: &str) -> u32 {
    let number = value.parse().ok();
    let same = |o: &comity::IssueOption| o.name == value || (number.is_some() && o.value == number);
    case.issues[issue].options.iter().position(same).unwrap_or_else(|| panic!("no {value}")) as u32
}

#[test]
fn utilities_are_those_of_negmas() {
    for name in ["ferry-yml", "ferry-json", "tides-yml", "tides-json", "harbour-yml"] {
        let case = load(name);
        let rows = expected(name);
        assert!(rows.len() >= 10);
        for row in rows {
            let (values, utilities) = row.split_at(case.issues.len());
            let package: Vec<u32> = values.iter().enumerate().map(|(i, v)| option(&case, i, v)).collect();
            assert_eq!(utilities.len(), case.parties.len());
            for (party, utility) in utilities.iter().enumerate() {
                let mandate = case.mandate(Holder::Party(PartyId(party))).unwrap();
                let own = exhaustive::utility(&case, mandate, &package).to_f64();
                let theirs: f64 = utility.parse().unwrap();
                assert!((own - theirs).abs() < 1e-9, "{name} {row:?}: {own}");
            }
        }
    }
}

#[test]
fn reserved_values_and_what_is_not_used() {
    let ferry = load("ferry-json");
    let half: comity::Decimal = "0.35".parse().unwrap();
    assert_eq!(ferry.mandates[0].reservation, Some(Reservation::Value(half.ratio())));
    assert_eq!(ferry.mandates[1].reservation, None);
    let notes = |case: &Case| case.notes.iter().map(|note| note.0.clone()).collect::<Vec<_>>().join("\n");
    assert!(notes(&load("tides-yml")).contains("lower.yml: the discount is not used"));
    assert!(notes(&load("harbour-yml")).contains("port.yml: the bounds of hyper-rectangles belong to them"));
}
