//! `comity text`: what it says, and that its output can be fed back.

use std::fs;

use serde_json::Value;

use crate::program::{Scratch, copy, root, shell};

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

#[test]
fn a_new_version_takes_over_what_fits_and_says_what_does_not() {
    let scratch = Scratch::new("text-renew");
    copy(&root().join("cases/lake-vara"), scratch.path());
    let texts = scratch.path().join("text");
    let third = fs::read_to_string(texts.join("03.md")).unwrap();
    fs::write(texts.join("04.md"), third.replace("A dam 60 m high", "A dam 45 m high")).unwrap();
    let said = out("comity text renew 03.md 04.md", &texts);
    for remark in [
        "dam-height = 60: “60 m” is no longer in art-3/1; the tie is dropped",
        "dam-height = 45: “45 m” stands in art-3/1; tied",
        "criticism of Coast (Above 45 m the river carries no sand to our beaches.): its words are no longer in art-3/1",
    ] {
        assert!(said.contains(remark), "missing: {remark}\n{said}");
    }
    assert!(out("comity text package 04.md", &texts).contains("dam-height      45\n"));
    assert!(out("comity analyse ..", &texts).starts_with("Lake Vara · Version 4"));
    let again = shell("comity text renew 03.md 04.md", &texts);
    assert_eq!(again.status.code(), Some(1), "a sidecar is not written over unasked");
}

#[test]
fn two_delegations_edits_become_one_text() {
    let scratch = Scratch::new("text-merge");
    let write = |name: &str, text: &str| fs::write(scratch.path().join(name), text).unwrap();
    write("base.md", "1. The dam is 60 m high.\n\n2. Water flows in May.\n");
    write("upland.md", "1. The dam is 75 m high.\n\n2. Water flows in May.\n");
    write("delta.md", "1. The dam is 45 m high.\n\n2. Water flows in June.\n");
    let merge = "comity text merge base.md upland.md delta.md --by Upland --and Delta";
    let merged = out(merge, scratch.path());
    assert_eq!(merged, "1. The dam is [Upland: 75][Delta: 45] m high.\n\n2. Water flows in June.\n");
    let french = "Article 1\n\n1. Le lac.\n\nArticle 2\n\n1. Le barrage.\n";
    write("fr.md", french);
    write("en.md", "Article 1\n\n1. The lake.\n");
    let said = out("comity text languages fr.md en.md", scratch.path());
    assert!(said.contains("1 of 2 articles") && said.contains("art-2/1 is not found in en.md"), "{said}");
}

#[test]
fn a_party_hears_what_became_of_its_wording() {
    let texts = root().join("cases/lake-vara/text");
    let said = out("comity text changes Delta 02.md 03.md", &texts);
    for line in
        ["gone                           Article 4, 2: “40 m³/s”", "stands now", "new", "Article 4, 2 bis:"]
    {
        assert!(said.contains(line), "missing: {line}\n{said}");
    }
    let wrong = shell("comity text changes Dleta 02.md 03.md", &texts);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `Delta`?"));
}

#[test]
fn akoma_ntoso_gives_back_the_text_and_what_lies_beside_it() {
    let texts = root().join("cases/lake-vara/text");
    let scratch = Scratch::new("text-akn");
    for ending in ["akn", "akn.xml"] {
        let document = scratch.path().join(format!("03.{ending}"));
        out(&format!("comity text convert 03.md {}", document.display()), &texts);
        for written in ["again.md", "again.toml"] {
            let _ = fs::remove_file(scratch.path().join(written));
        }
        out(&format!("comity text convert 03.{ending} again.md"), scratch.path());
        let twice = shell(&format!("comity text convert 03.{ending} again.md"), scratch.path());
        assert_eq!(twice.status.code(), Some(1), "a text is not written over");
        let read = |path: std::path::PathBuf| fs::read_to_string(path).unwrap();
        assert_eq!(read(scratch.path().join("again.md")), read(texts.join("03.md")));
        let original = comity_text::Beside::read(&read(texts.join("03.toml"))).unwrap();
        let back = comity_text::Beside::read(&read(scratch.path().join("again.toml"))).unwrap();
        assert_eq!(back, original);
    }
    fs::write(scratch.path().join("bad.xml"), "<akomaNtoso>\n<!DOCTYPE x>").unwrap();
    let refused = shell("comity text convert bad.xml - --as md", scratch.path());
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn a_word_file_goes_out_and_comes_back() {
    let texts = root().join("cases/lake-vara/text");
    let scratch = Scratch::new("text-word");
    let folder = scratch.path().display();
    out(&format!("comity text redline 02.md 03.md --docx {folder}/changes.docx"), &texts);
    for (reject, version) in [("", "03.md"), ("--reject", "02.md")] {
        let back = out(
            &format!(
                "comity text convert {folder}/changes.docx - --as md {reject} --parties Upland,Delta,Coast,Moorland"
            ),
            &texts,
        );
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&back), words(&fs::read_to_string(texts.join(version)).unwrap()));
    }
    crate::program::copy(&root().join("cases/lake-vara"), &scratch.path().join("case"));
    out(&format!("comity text convert {folder}/changes.docx case/text/05.md"), scratch.path());
    let shown = out("comity text check case/text/05.md --format json", scratch.path());
    assert!(shown.contains("\"diagnostics\":[]"), "{shown}");
    let said = out(&format!("comity text receive {folder}/changes.docx 03.md"), &texts);
    assert_eq!(said, "Nothing was changed and nothing said.\n");
    let coast = texts.join("03.md");
    let edited = fs::read_to_string(&coast).unwrap().replace("60 m high", "45 m high");
    fs::write(scratch.path().join("coast.md"), &edited).unwrap();
    out(
        &format!(
            "comity text redline 03.md {folder}/coast.md --docx {folder}/coast.docx --by Coast --parties Upland,Delta,Coast,Moorland"
        ),
        &texts,
    );
    let made = out(
        &format!("comity text receive {folder}/coast.docx 03.md --format edits | comity text apply - 03.md"),
        &texts,
    );
    assert_eq!(made, edited);
    let json = out(&format!("comity text receive {folder}/coast.docx 03.md --format json"), &texts);
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["edits"][0]["change"], "replacement");
    assert_eq!(
        (&found["edits"][0]["author"], &found["edits"][0]["clause"]),
        (&"Coast".into(), &"art-3/1".into())
    );
    let proposals =
        out(&format!("comity text receive {folder}/coast.docx 03.md --format criticisms"), &texts);
    assert!(proposals.starts_with("[[criticism]]") && proposals.contains("proposal = \"45\""), "{proposals}");
}
