//! The sidecar: read, written, bound to its text.

use comity_text::beside::Beside;
use comity_text::{Holders, Level, TextError, Version, carry_over, parse};

const SIDECAR: &str = r#"
[version]
number = 2
title = "Second draft"
owner = "Chair"
status = "mediator's draft"
date = "2031-05-04"

[ids]
"2" = "flow"

[standing]
"1" = "agreed"
"flow" = { level = "agreed in informals", hold-outs = ["Coast"] }

[[tie]]
clause = "flow"
words = "May"
issue = "release-season"
option = "may"

[[criticism]]
clause = "flow"
by = "Delta"
words = "May"
remark = "Too \"early\"."
proposal = "June"
issue = "release-season"
option = "june"
"#;

const TEXT: &str = "1. The lake is shared.\n2. Water flows in [May][June].\n";

#[test]
fn a_sidecar_survives_writing_and_reading() {
    let beside = Beside::read(SIDECAR).unwrap();
    assert_eq!(Beside::read(&beside.write()).unwrap(), beside);
    assert_eq!(beside.criticisms[0].remark, "Too \"early\".");
    assert_eq!(beside.criticisms[0].stands_for, Some(("release-season".into(), "june".into())));
    let half =
        Beside::read("[[criticism]]\nclause = \"1\"\nby = \"Delta\"\nissue = \"season\"\n").unwrap_err();
    assert!(half.to_string().contains("together"), "{half}");
}

#[test]
fn it_is_bound_to_the_bytes_of_its_text() {
    let none = Holders::none();
    let version =
        Version::new(parse(TEXT.as_bytes(), &none).unwrap(), Beside::read(SIDECAR).unwrap()).unwrap();
    let flow = version.clause("flow").unwrap();
    assert_eq!(version.standing(flow).level, Level::Informals);
    let other = parse(TEXT.replace("shared", "split").as_bytes(), &none).unwrap();
    let error = Version::new(other, version.beside().clone()).unwrap_err();
    assert!(matches!(error, TextError::OtherText { .. }));
}

#[test]
fn unknown_keys_and_clauses_are_refused() {
    let error = Beside::read("standings = 1").unwrap_err().to_string();
    assert!(error.contains("no key `standings`") && error.contains("standing"), "{error}");
    let beside = Beside::read("[standing]\n\"9\" = \"agreed\"\n").unwrap();
    let error =
        Version::new(parse(TEXT.as_bytes(), &Holders::none()).unwrap(), beside).unwrap_err().to_string();
    assert!(error.contains("`9`"), "{error}");
}

#[test]
fn a_text_rewritten_by_hand_keeps_its_ids() {
    let none = Holders::none();
    let old = Version::new(parse(TEXT.as_bytes(), &none).unwrap(), Beside::read(SIDECAR).unwrap()).unwrap();
    let new = "1. Parties meet once a year.\n2. The lake is shared.\n3. Water flows in [May][July].\n";
    let new = carry_over(&old, parse(new.as_bytes(), &none).unwrap());
    let flow = new.clause("flow").unwrap();
    assert_eq!(new.text().label(flow), "3");
    assert_eq!(new.clause("1").map(|ix| new.text().label(ix)), Some("2"));
    let fresh = new.text().by_id("1").unwrap();
    assert_eq!(new.id(fresh), "1~2", "the id of the old first clause is never given twice");
    assert_eq!(new.standing(flow).level, Level::Informals);
}

/// The keys the schema gives a table, and those the reader says it may have.
#[test]
fn the_schema_has_the_keys_that_are_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/version.schema.json");
    let schema: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let keys = |value: &serde_json::Value| {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let read = |source: &str| {
        let said = Beside::read(source).unwrap_err().to_string();
        let mut keys: Vec<String> =
            said.split("may have ").nth(1).unwrap().split(", ").map(str::to_owned).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&schema["properties"]), read("nonsense = 1"));
    assert_eq!(keys(&schema["properties"]["version"]["properties"]), read("[version]\nnonsense = 1"));
    for table in ["tie", "reservation", "criticism", "loss"] {
        let known = &schema["properties"][table]["items"]["properties"];
        assert_eq!(keys(known), read(&format!("[[{table}]]\nnonsense = 1")), "{table}");
    }
}
