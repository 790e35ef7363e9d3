//! `comity text`: what it says, and that its output can be fed back.

use std::fs;

use serde_json::Value;

use crate::program::{Scratch, root, shell};

fn out(line: &str, dir: &std::path::Path) -> String {
    let output = shell(line, dir);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn check_reads_the_standard_input_and_counts() {
    let json = out("printf '1. They [meet][write ]] [now.\\n' | comity text check - --format json", &root());
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["words"], 5);
    assert_eq!(found["brackets"], serde_json::json!({ "open": 3, "close": 3, "depth": 1 }));
    assert_eq!(found["stray_closers"][0]["column"], 23);
    assert_eq!(found["unclosed"][0]["line"], 1);
    assert_eq!(found["unclosed"][0]["column"], 25);
    assert_eq!(found["alternatives"], 2);
    assert_eq!(found["clauses"][0]["label"], "1");
}

#[test]
fn print_gives_the_bytes_back() {
    let text = "  [odd]] \t\r\n{x [\n\n";
    let scratch = Scratch::new("text-print");
    fs::write(scratch.path().join("a.md"), text).unwrap();
    assert_eq!(out("comity text print a.md", scratch.path()), text);
}

#[test]
fn a_redline_as_edits_makes_the_new_version_of_the_old() {
    let texts = root().join("cases/lake-vara/text");
    let made = out("comity text redline 02.md 03.md --format edits | comity text apply - 02.md", &texts);
    assert_eq!(made, fs::read_to_string(texts.join("03.md")).unwrap());
    let refused = shell("comity text redline 02.md 03.md --format edits | comity text apply - 01.md", &texts);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("made for sha256:"));
}

#[test]
fn parties_come_from_the_case_and_audiences_decide_what_is_shown() {
    let texts = root().join("cases/lake-vara/text");
    let shown = out("comity text show 03.md", &texts);
    assert!(shown.contains("▲") && shown.contains("holds out"), "{shown}");
    let public = out("comity text convert 03.md - --as txt --for public", &texts);
    assert!(public.contains("cranes are not disturbed") && !public.contains("[Moorland"), "{public}");
    let page = out("comity text convert 03.md - --as html", &texts);
    assert!(page.contains("Too little in a dry summer") && !page.contains("<script"));
    let table = out("comity text measure 01.md 02.md 03.md", &texts);
    assert!(table.contains("Delta: alternatives held"), "{table}");
    assert!(out("comity text measure 02.md 03.md --svg", &texts).starts_with("<svg"));
}
