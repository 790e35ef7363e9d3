//! What a person sees of the cases in the repository.

use crate::program::{Scratch, copy, root, shell};

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
    for row in ["the draft: Coast 42–65 refuses 48–71 open", "smallest change that passes"] {
        assert!(flat.contains(row), "missing: {row}\n{flat}");
    }
}

#[test]
fn wrong_arguments_say_what_is_allowed() {
    for (line, code, said) in [
        ("comity analyse cases/lake-vara --set dam-heigt=45", 2, "did you mean `dam-height`?"),
        ("comity analyse cases/lake-vara --set dam-height", 2, "write --set ISSUE=OPTION"),
        ("comity analyse cases/lake-vara --rule al", 2, "there is no approval rule `al`"),
        ("comity analyse cases/lake-vara --audience nobody", 2, "there is no party or principal `nobody`"),
        ("comity analyse cases/lake-vara --margin 2", 2, "not a number from 0 to 1"),
        ("comity analyse cases/lake-vara --set seat=delta --set seat=upland", 2, "more than once"),
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

#[test]
fn proofs_are_checked_when_asked_for() {
    let json = |line: &str| -> serde_json::Value { serde_json::from_str(&say(line)).unwrap() };
    let plain = json("comity analyse cases/lake-vara --format json");
    let checked = json("comity analyse cases/lake-vara --format json --certify");
    for (place, keys) in [
        ("nash", "/settlements/nash/certificate"),
        ("least gain", "/max_min_ties/certificate"),
        ("next draft", "/next_drafts/certificate"),
    ] {
        assert_eq!(plain.pointer(keys).unwrap()["bound"], "by recomputation", "{place}");
        assert_eq!(checked.pointer(keys).unwrap()["bound"], "checked", "{place}");
        assert!(checked.pointer(keys).unwrap()["branches"].as_u64().unwrap() > 0, "{place}");
    }
    assert_eq!(checked["settlements"]["utilitarian"]["certificate"]["bound"], "by recomputation");
    let text = flat(&say("comity analyse cases/lake-vara --certify"));
    assert!(text.contains("an independent checker found that nothing beats Nash ("), "{text}");
}

#[test]
fn packages_are_drawn_from_the_zone_when_asked_for() {
    let json = |line: &str| -> serde_json::Value { serde_json::from_str(&say(line)).unwrap() };
    let drawn = json("comity analyse cases/lake-vara --format json --samples 40 --seed 7");
    assert_eq!(drawn["samples"]["packages"].as_array().unwrap().len(), 40);
    for package in drawn["samples"]["packages"].as_array().unwrap() {
        let utilities =
            package["utilities"].as_array().unwrap().iter().zip(drawn["parties"].as_array().unwrap());
        for (utility, party) in utilities {
            assert!(utility.as_f64().unwrap() >= party["reservation"].as_f64().unwrap(), "{package}");
        }
    }
    let text = flat(&say("comity analyse cases/lake-vara --samples 40 --seed 7"));
    assert!(text.contains("40 packages, each with the same chance (seed 7)."), "{text}");
}

#[test]
fn the_next_draft_is_shown_in_the_words_of_the_text() {
    let flat = flat(&say("comity analyse cases/lake-vara"));
    for said in [
        "The same in words: text/03.md Article 3 1. A dam [-60-] {+45+} m high",
        "in [-May-] {+June+} of each year",
        "As proposed in criticisms: Dam height 45 m (Coast) and Release season June (Delta).",
        "Draft 3 9 of 12 68–79 ✓ 35–53 ✗ 42–65 ✗ 47–64 ✗ does not pass",
    ] {
        let said = said.replace("-] {+", "-]{+");
        assert!(flat.contains(&said), "missing: {said}\n{flat}");
    }
}

#[test]
fn the_edits_of_the_next_draft_make_a_text_that_carries_its_package() {
    let scratch = Scratch::new("carried");
    let case = scratch.path().join("lake-vara");
    copy(&root().join("cases/lake-vara"), &case);
    let answer: serde_json::Value =
        serde_json::from_str(&say("comity analyse cases/lake-vara --format json")).unwrap();
    let drafts = answer["drafts"].as_array().unwrap();
    assert_eq!(drafts.iter().map(|draft| draft["id"].as_str().unwrap()).collect::<Vec<_>>(), ["1", "2", "3"]);
    let in_words = &answer["next_drafts"]["in_words"];
    assert_eq!(in_words["undrafted"], serde_json::json!([]));
    assert_eq!(in_words["digest"], answer["draft"]["text"]["digest"]);
    std::fs::write(case.join("edits.json"), in_words.to_string()).unwrap();
    let applied = shell(
        "comity text apply edits.json text/03.md > 04.md && comity text carry text/03.md \
         dam-height=45 release-season=June fishing-quota=600 data=live seat=delta",
        &case,
    );
    let carried = String::from_utf8(applied.stdout).unwrap();
    assert_eq!(carried, std::fs::read_to_string(case.join("04.md")).unwrap());
    assert!(
        carried.contains("A dam 45 m high") && carried.contains("Its seat is:\nin Delta.\n"),
        "{carried}"
    );
}

#[test]
fn a_text_and_its_case_must_agree() {
    let scratch = Scratch::new("tied");
    copy(&root().join("cases/lake-vara"), scratch.path());
    let edit = |file: &str, from: &str, to: &str| {
        let path = scratch.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    let refused = |line: &str, said: &[&str]| {
        let output = shell(line, scratch.path());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{error}");
        said.iter().for_each(|said| assert!(error.contains(said), "missing: {said}\n{error}"));
    };
    let case = std::fs::read_to_string(scratch.path().join("case.toml")).unwrap();
    let said = "\n[draft.3.package]\ndam-height = 45\n";
    std::fs::write(scratch.path().join("case.toml"), case.clone() + said).unwrap();
    refused("comity analyse .", &["draft 3 and text/03.md differ in dam-height", "remove [draft.3.package]"]);
    std::fs::write(scratch.path().join("case.toml"), case).unwrap();
    edit("text/03.toml", "issue = \"release-season\"", "issue = \"release-seasn\"");
    refused("comity check .", &["text/03.toml:60:1", "did you mean `release-season`?"]);
    edit("text/03.toml", "issue = \"release-seasn\"", "issue = \"release-season\"");
    edit("text/03.md", "A dam 60 m", "A dam 61 m");
    refused("comity check .", &["text/03.toml: belongs to other words", "comity text renew OLD NEW"]);
    edit("text/03.toml", "digest = ", "# digest = ");
    let checked = shell("comity check .", scratch.path());
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    for note in [
        "note: text/03.md: “60 m” is not in art-3/1, so dam-height = 60 is not tied",
        "note: text/03.md: the criticism of Coast on art-3/1 no longer fits (“60 m”)",
    ] {
        assert!(said.contains(note), "missing: {note}\n{said}");
    }
    edit("text/03.toml", "by = \"Coast\"", "by = \"Caost\"");
    refused("comity check .", &["there is no party `Caost`", "did you mean `Coast`?"]);
    edit("text/03.toml", "by = \"Caost\"", "by = \"Coast\"");
    std::fs::write(scratch.path().join("text/04.md"), "1. Water flows.\n").unwrap();
    let checked = shell("comity check .", scratch.path());
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(said.contains("`comity text renew text/03.md text/04.md` takes the ties over"), "{said}");
}
