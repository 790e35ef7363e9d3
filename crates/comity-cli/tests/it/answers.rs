//! What a person sees of the cases in the repository.

use crate::program::{Scratch, root, shell};

fn say(line: &str) -> String {
    let output = shell(line, &root());
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text with every run of white space as one space: sentences wrap.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn lake_vara_names_the_failing_party_the_red_line_and_the_change() {
    let text = say("comity analyse cases/lake-vara");
    let flat = flat(&text);
    for sentence in [
        "A deal exists: 3,378 of 1,532,160 packages pass when all four parties accept (proved).",
        "Draft 3 leaves three issues open and cannot pass as it stands",
        "Delta is 2 short",
        "Coast would refuse (red line: Dam height 60 m)",
        "Elders of Moorland (principal of Moorland) would refuse (red line: Release season May)",
        "Smallest change that passes: 2 of 12 issues",
        "1 Release season May → June",
        "2 Dam height 60 m → 45 m",
        "In this order nobody who was content stops being so.",
    ] {
        assert!(flat.contains(sentence), "missing: {sentence}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 110), "a line is too wide:\n{text}");
}

#[test]
fn a_stalled_case_says_why_and_shows_no_settlement() {
    let flat = flat(&say("comity analyse cases/lake-vara-stalled"));
    assert!(flat.contains(
        "No deal exists: none of 1,532,160 packages passes when all four parties accept (proved)."
    ));
    assert!(!flat.contains("Settlements"));
}

#[test]
fn without_mandates_nothing_is_claimed() {
    let flat = flat(&say("comity analyse cases/geneva"));
    assert!(flat.contains("Whether a deal exists cannot be said"), "{flat}");
    assert!(!flat.contains("A deal exists"), "{flat}");
}

#[test]
fn a_page_stands_alone() {
    let scratch = Scratch::new("page");
    let page = scratch.path().join("page.html");
    say(&format!("comity analyse cases/lake-vara --html {}", page.display()));
    let html = std::fs::read_to_string(page).unwrap();
    for outside in ["http://", "https://", "<script", "src=", "@import", "url("] {
        let found = html.replace("http://www.w3.org/2000/svg", "").contains(outside);
        assert!(!found, "the page reaches outside or runs code: {outside}");
    }
}

#[test]
fn a_what_if_shows_differences() {
    let flat = flat(&say("comity analyse cases/lake-vara --set dam-height=45 --reservation delta=50"));
    assert!(flat.contains("packages that pass 3,378 4,657"), "{flat}");
}

#[test]
fn wrong_arguments_say_what_is_allowed() {
    for (line, code, said) in [
        ("comity analyse cases/lake-vara --set dam-heigt=45", 2, "did you mean `dam-height`?"),
        ("comity analyse cases/lake-vara --set dam-height", 2, "write --set ISSUE=OPTION"),
        ("comity analyse cases/lake-vara --rule al", 2, "there is no approval rule `al`"),
        ("comity analyse cases/lake-vara --audience nobody", 2, "there is no party or principal `nobody`"),
        ("comity analyse cases/lake-vara --margin 2", 2, "not a number from 0 to 1"),
        ("comity analyse cases/nowhere", 3, "cases/nowhere"),
    ] {
        let output = shell(line, &root());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{line}: {error}");
        assert!(error.contains(said), "{line}: {error}");
        assert!(output.stdout.is_empty(), "{line} printed an answer");
    }
}

#[test]
fn the_json_has_what_programs_compare() {
    let text = say("comity analyse cases/lake-vara --format json");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["outcomes"], "1532160");
    assert_eq!(answer["zone"]["count"], "3378");
    assert_eq!(answer["zone"]["certainty"], "proved");
    assert_eq!(answer["frontier"]["size"], 137);
    assert_eq!(answer["frontier"]["points"].as_array().unwrap().len(), 137);
    for id in ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian"] {
        let settlement = &answer["settlements"][id];
        assert_eq!(settlement["utilities"].as_array().unwrap().len(), 4, "{id}");
        assert_eq!(settlement["package"].as_object().unwrap().len(), 12, "{id}");
        assert_eq!(settlement["certainty"], "proved", "{id}");
    }
    for stage in
        ["load", "zone", "frontier", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "next_draft"]
    {
        assert!(answer["timings"][stage].is_number(), "{stage}");
    }
}
