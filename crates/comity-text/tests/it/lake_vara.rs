//! The talks on Lake Vara: three versions, and the package each stands for.

use std::path::PathBuf;

use comity_text::anchor::{self, Anchor, Found};
use comity_text::redline::redline;
use comity_text::tie::{self, Origin, State, Step};
use comity_text::{Beside, Holders, Version, parse};

pub fn version(number: &str) -> Version {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../cases/lake-vara/text");
    let holders = Holders::of(["Upland", "Delta", "Coast", "Moorland"]);
    let text = parse(&std::fs::read(dir.join(number).with_extension("md")).unwrap(), &holders).unwrap();
    assert!(text.diagnostics().is_empty(), "{:?}", text.diagnostics());
    let sidecar = std::fs::read_to_string(dir.join(number).with_extension("toml")).unwrap();
    Version::new(text, Beside::read(&sidecar).unwrap()).unwrap()
}

fn settled(version: &Version) -> Vec<(String, String)> {
    let package = tie::package(version);
    let of = |(issue, state)| match state {
        State::Settled(option) => Some((issue, option)),
        _ => None,
    };
    package.into_iter().filter_map(of).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(issue, option)| ((*issue).to_string(), (*option).to_string())).collect()
}

#[test]
fn every_version_stands_for_the_package_of_its_draft() {
    let first = [
        ("dam-height", "75"),
        ("flood-relief", "shared"),
        ("release-season", "April"),
        ("seat", "upland"),
        ("upland-share", "25"),
    ];
    assert_eq!(settled(&version("01")), pairs(&first));
    let third = [
        ("dam-height", "60"),
        ("disputes", "arbitration"),
        ("flood-relief", "shared"),
        ("harbour", "shallow"),
        ("minimum-flow", "30"),
        ("monitoring", "own"),
        ("release-season", "May"),
        ("upland-share", "25"),
        ("wetland", "20"),
    ];
    assert_eq!(settled(&version("03")), pairs(&third));
    let open: Vec<String> = tie::package(&version("03"))
        .into_iter()
        .filter(|(_, state)| matches!(state, State::Open(_)))
        .map(|(issue, _)| issue)
        .collect();
    assert_eq!(open, ["data", "fishing-quota", "seat"]);
}

#[test]
fn a_package_becomes_edits_of_the_draft() {
    let (second, third) = (version("02"), version("03"));
    let known = tie::wordings([&second, &third]);
    let wanted = pairs(&[
        ("seat", "rotating"),
        ("data", "monthly"),
        ("minimum-flow", "40"),
        ("fishing-quota", "600"),
        ("harbour", "deep"),
    ]);
    let carried = tie::carry(&third, &wanted, &known).unwrap();
    let now = settled(&carried.edited.version);
    assert!(wanted.iter().all(|pair| now.contains(pair)), "{now:?}");
    assert!(!carried.steps.iter().any(|step| matches!(step, Step::NoWording { .. })));
    let source = carried.edited.version.text().source();
    assert!(
        source.contains("at least 40 m³/s reach")
            && source.contains("rotating among")
            && !source.contains("Option 1")
    );
}

#[test]
fn words_come_from_the_text_then_from_proposals_then_by_analogy() {
    let third = version("03");
    let wanted = pairs(&[("upland-share", "40"), ("monitoring", "joint"), ("dam-height", "30")]);
    let carried = tie::carry(&third, &wanted, &tie::known(&[&third], &wanted)).unwrap();
    let origins: Vec<&Origin> = carried
        .steps
        .iter()
        .map(|step| match step {
            Step::Replaced { origin, .. } => origin,
            other => panic!("{other:?}"),
        })
        .collect();
    let by = |name: &str| Origin::Proposal(name.to_owned());
    assert_eq!(origins, [&by("Delta"), &by("Moorland"), &Origin::Analogy]);
    let source = carried.edited.version.text().source();
    assert!(source.contains("1. Upland bears 40 % of the cost"), "{source}");
    assert!(source.contains("1. The Parties read joint gauges.\n") && source.contains("A dam 30 m high"));
    let now = settled(&carried.edited.version);
    assert!(wanted.iter().all(|pair| now.contains(pair)), "{now:?}");
}

#[test]
fn clauses_keep_their_ids_and_criticisms_their_words() {
    let (first, third) = (version("01"), version("03"));
    let cost = first.text().by_id("art-5/1").unwrap();
    let later = third.clause(first.id(cost)).unwrap();
    assert_eq!(third.text().id(later), "art-6/1", "the article on the cost moved from 5 to 6");
    for one in &third.beside().criticisms {
        assert!(matches!(anchor::find(&third, &Anchor::from(one)), Found::At(_)), "{one:?}");
    }
    let lines = redline(version("02").text(), third.text());
    assert!(lines.brackets.len() > 10 && lines.apply(version("02").text().source()).is_ok());
}
