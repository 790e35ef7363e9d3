//! The scoring itself: a reading made from the answers gets full marks, an empty one none, a doubled one is wrong.

use crate::evaluate::facts::{FACTS, Fact, Found, judge};
use crate::evaluate::material::{Read, flag, list, text, texts};
use crate::evaluate::tally::{Tally, wilson};
use crate::marked::CORPUS;
use serde_json::{Value, json};

/// What a perfect reader would print for the annotated facts: names instead of ids, the first alternative.
fn perfect(gold: &Value) -> Value {
    let name = |id: &str| {
        let person = list(gold, "people").iter().find(|p| text(p, "id") == id);
        person.map_or_else(|| id.to_owned(), |p| text(p, "name").to_owned())
    };
    let needed = |key: &str| -> Vec<Value> {
        list(gold, key).iter().filter(|f| !flag(f, "optional")).cloned().collect()
    };
    let at = |f: &Value| f["evidence"][0].clone();
    let first = |f: &Value, key: &str| texts(f, key).first().filter(|n| *n != "-").map(|n| name(n));
    let names = |f: &Value, key: &str| -> Vec<String> { texts(f, key).iter().map(|n| name(n)).collect() };
    let sides = |f: &Value| -> Vec<String> {
        list(f, "participants").iter().map(|p| name(text(p, "name"))).collect()
    };
    let each = |key: &str, shape: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        needed(key).iter().map(shape).collect()
    };
    json!({
        "meetings": each("meetings", &|f| json!({"byte_range": at(f), "participants": sides(f), "parties": []})),
        "proposals": each("proposals", &|f| json!({"byte_range": at(f), "author": first(f, "owners")})),
        "approvals": each("approvals", &|f| json!({"byte_range": at(f), "approver": first(f, "of")})),
        "delegations": each("delegations", &|f| json!({
            "byte_range": at(f), "party": f["party"], "members": names(f, "members"),
            "inferred": names(f, "inferred"), "head": f["head"].as_str().map(name)})),
    })
}

fn score(change: impl Fn(Value) -> Value, fact: Fact) -> (Tally, Vec<String>) {
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    for report in &CORPUS.reports {
        let (name, gold) = (report.name.clone(), report.annotation.clone());
        let entries = change(perfect(&gold));
        let read = Read { name, gold, handed: report.handed(), entries };
        tally.add(judge(&read, fact, &mut Found::default(), &mut errors));
    }
    (tally, errors)
}

#[test]
fn a_perfect_reading_gets_full_marks() {
    for &fact in FACTS {
        let (tally, errors) = score(|entries| entries, fact);
        assert!(tally.right > 15, "{}", fact.key());
        assert_eq!((tally.wrong, tally.missed), (0, 0), "{} {errors:#?}", fact.key());
    }
}

#[test]
fn silence_finds_nothing_and_repetition_is_wrong() {
    for &fact in FACTS {
        let (silent, _) = score(|_| json!({}), fact);
        assert_eq!((silent.right, silent.wrong), (0, 0));
        let doubled = |mut entries: Value| {
            let once = entries[fact.key()].as_array().unwrap().clone();
            entries[fact.key()] = [once.clone(), once].concat().into();
            entries
        };
        let (tally, _) = score(doubled, fact);
        assert!(tally.wrong * 2 > tally.right, "{} {tally:?}", fact.key());
    }
}

#[test]
fn intervals_are_wilsons() {
    // Wilson's interval for 44 of 52, computed by hand from the formula.
    let (low, high) = wilson(44, 52);
    assert!((low - 0.725).abs() < 0.002 && (high - 0.920).abs() < 0.002, "{low} {high}");
}
