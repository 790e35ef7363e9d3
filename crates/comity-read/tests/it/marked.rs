//! The marked texts: every one of them is sound, what is written becomes the annotation meant, and faults are told.

use crate::evaluate::marked::{Corpus, bulletin, load, report};
use serde_json::json;
use std::path::Path;
use std::sync::LazyLock;

/// The texts of the corpus, read once.
pub static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    load(&folder).unwrap_or_else(|problems| panic!("{problems}"))
});

#[test]
fn every_marked_text_is_sound() {
    assert!(!CORPUS.reports.is_empty());
    assert_eq!(CORPUS.bulletin.len(), 2);
}

const TALKS: &str = "\
date 2031-11-13
style wire
suffix md
=====
[[m|The [[ruiz|minister]] met Perú]] on Monday. “No,” [[ruiz|Ana Ruiz]] said. The talks, [[l|and then talks]], end on Friday.
=====
party Perú | alias=Lima;-
person ruiz | name=Ana Ruiz | party=Chile?
meeting? t | at=m | also=talks#2 | alsohere=The talks ~ Friday | who=Perú,ruiz? | when=on Monday;2031 | where=-
quote “No | by=ruiz?;Chile | stance=opposes
said talks | by=- | optional
date? Friday = - ?
date on Monday = 2031-11-10
relation opposition Chile > Perú
exclude l
";

#[test]
fn what_is_written_becomes_the_annotation_meant() {
    let read = report("dev", "talks", TALKS).unwrap();
    let text = String::from_utf8(read.bytes).unwrap();
    let at = |words: &str| text.find(words).map(|start| json!([start, start + words.len()])).unwrap();
    assert_eq!(
        text,
        "The minister met Perú on Monday. “No,” Ana Ruiz said. The talks, and then talks, end on Friday.\n"
    );
    assert_eq!((read.file.as_str(), read.name.as_str(), read.half), ("talks.md", "talks", "dev"));
    let second = text.rfind("talks").unwrap();
    let expected = json!({
        "format": "comity-read-annotation/1", "file": "talks.md", "bytes": text.len(),
        "sha256": read.annotation["sha256"], "date": "2031-11-13", "style": "wire",
        "parties": [{"name": "Perú", "aliases": ["Lima"]}],
        "people": [{"id": "ruiz", "name": "Ana Ruiz", "office": null, "party": "Chile", "party_optional": true,
            "byte_range": at("Ana Ruiz")}],
        "meetings": [{"id": "t", "optional": true, "participants": [{"name": "Perú", "optional": false},
            {"name": "ruiz", "optional": true}], "when": ["2031-11-10", "2031"], "where": [], "level": null,
            "formal": true, "evidence": [at("The minister met Perú"), [second, second + 5],
            at("The talks, and then talks, end on Friday")]}],
        "statements": [
            {"kind": "direct", "byte_range": at("“No,”"), "speaker": ["ruiz?", "Chile"], "speaker_optional": false,
                "stance": "opposes", "optional": false},
            {"kind": "indirect", "byte_range": at("talks"), "speaker": [], "speaker_optional": false,
                "stance": null, "optional": true}],
        "dates": [{"byte_range": at("Monday"), "value": "2031-11-10", "optional": false},
            {"byte_range": at("Friday"), "value": null, "optional": true}],
        "relations": [{"kind": "opposition", "polarity": "negative", "from": "Chile", "to": "Perú",
            "symmetric": false, "optional": false}],
        "exclude": [at("and then talks")],
        "stance_changes": [], "proposals": [], "approvals": [], "delegations": [],
    });
    assert_eq!(read.annotation, expected, "{:#}", read.annotation);
}

#[test]
fn every_fault_is_told_with_its_file_and_line() {
    let marked = "date 2031-11-31\n=====\n[[lab|On Monday, talks “began.\n=====\nperson b | name=Bo Li\n\
                  date lab 2031-11-10\ndate On Monday = 2031-11-11\ndate talks = 2031-02-30\nmeting m | at=a\n\
                  meeting m | at=here | also=there | also2=“ ~ end\nquote “began\nquote talks | by=x\n\
                  relation war A > B\nrelation support A\n";
    let expected = [
        ": label never closed: lab",
        ": `2031-11-31` is no date: write it as year-month-day, for example 2025-11-24",
        ": no style in the header",
        ":5: person not in the text: Bo Li",
        ":6: words not found: lab",
        ":7: monday is not 2031-11-11, which is a tuesday",
        ":8: `2031-02-30` is no date: write it as year-month-day, for example 2025-11-24",
        ":9: unknown fact: meting m | at=a",
        ":10: words not found: end",
        ":10: words not found: here",
        ":10: words not found: there",
        ":11: no by= in: “began",
        ":11: quotation not closed: “began",
        ":12: no quotation mark before: talks",
        ":13: unknown kind of relation: war",
        ":14: not two sides: support A",
    ];
    let told = report("heldout", "broken", marked).unwrap_err();
    assert_eq!(told, expected.map(|what| format!("heldout/broken.txt{what}")));
    let parts = report("dev", "short", "date 2031\n=====\ntext\n").unwrap_err();
    assert_eq!(parts, ["dev/short.txt: 2 parts between lines of =====, not three"]);
}

#[test]
fn bulletin_sentences_fall_into_halves_by_their_names() {
    // The hashes of `ribbon` and `gravel` end in an even digit, those of `lantern` and `willow` in an odd one.
    let marked = "%% ribbon\n[[r|Oman opposed Peru]] and [[s|Chile]].\nopp~? Oman, Chile > Peru\nagr|sup Oman \"Peru\" Chile @s\n\
                  %% lantern\nNothing.\n%% willow\nIndia spoke for Iran.\nobo India > Iran\n%% gravel\nMali.\n";
    let halves = bulletin(marked).unwrap();
    let texts: Vec<_> = halves.iter().map(|half| String::from_utf8_lossy(&half.bytes)).collect();
    assert_eq!(texts, ["Oman opposed Peru and Chile.\nMali.\n", "Nothing.\nIndia spoke for Iran.\n"]);
    let tie = |from: &str, to: &str| {
        json!({"kind": "opposition", "polarity": "negative", "from": from, "to": to, "byte_range": [0, 17],
            "symmetric": true, "optional": true, "or": null})
    };
    let pact = |from: &str, to: &str| {
        json!({"kind": "agreement", "polarity": "positive", "from": from, "to": to, "byte_range": [22, 27],
            "symmetric": true, "optional": false, "or": "support"})
    };
    let ties = [
        tie("Oman", "Peru"),
        tie("Chile", "Peru"),
        pact("Oman", "Peru"),
        pact("Oman", "Chile"),
        pact("Peru", "Chile"),
    ];
    assert_eq!(
        halves[0].annotation["items"],
        json!([{"id": "ribbon", "byte_range": [0, 28], "relations": ties},
            {"id": "gravel", "byte_range": [29, 34], "relations": []}])
    );
    let behalf = &halves[1].annotation["items"][1]["relations"][0];
    assert_eq!((&behalf["kind"], &behalf["byte_range"]), (&json!("on_behalf_of"), &json!([9, 30])));
}

#[test]
fn faults_of_the_bulletin_are_told_with_the_sentence() {
    let marked = "%% one\nOman [[r|opposed.\nwar Oman > Peru\nopp Oman > Peru, Chad @s\nsup Oman\nsup Oman > Peru, Chad\n%% two\n";
    let told = bulletin(marked).unwrap_err();
    let expected = [
        "one: label never closed: r",
        "one: unknown kind of relation: war Oman > Peru",
        "one: label not found: s",
        "one: not two sides: sup Oman",
        "one: party not in the text: Chad",
        "one: party not in the text: Peru",
        "two: no sentence",
    ];
    assert_eq!(told, expected.map(|what| format!("bulletin.txt: {what}")));
}
