//! A report for one party holds nothing that rests on another's mandate: tokens planted in every other
//! mandate do not show, and two worlds that differ only there give the same bytes.

use crate::program::{Scratch, copy, root, shell};
use std::path::Path;

/// Plants a token wherever another mandate has words, and changes its figures.
fn plant(mandates: &Path, own: &str, token: &str) {
    for entry in std::fs::read_dir(mandates).unwrap().map(Result::unwrap) {
        if entry.file_name().to_str() == Some(&format!("{own}.toml")) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let planted = text
            .replace("because = \"", &format!("because = \"{token} "))
            .replace("name = \"", &format!("name = \"{token} "))
            .replace("by = \"", &format!("by = \"{token} "))
            .replace(" = 9,", " = 8,")
            .replace("reservation = 5", "reservation = 4");
        std::fs::write(entry.path(), planted).unwrap();
    }
}

/// Standard output, the page and the JSON without its timings, in the world with these secrets.
fn seen(world: &str, party: &str, token: Option<&str>) -> [String; 3] {
    let scratch = Scratch::new(&format!("audience-{world}-{party}"));
    copy(&root().join("cases/lake-vara"), &scratch.path().join("lake-vara"));
    if let Some(token) = token {
        plant(&scratch.path().join("lake-vara/mandates"), party, token);
    }
    let output =
        shell(&format!("comity analyse lake-vara --audience {party} --html page.html"), scratch.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = std::fs::read_to_string(scratch.path().join("page.html")).unwrap();
    let json = shell(
        &format!("comity analyse lake-vara --audience {party} --format json --certify --samples 3"),
        scratch.path(),
    );
    let mut answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(answer["audience"], party);
    answer["timings"] = serde_json::Value::Null;
    [String::from_utf8(output.stdout).unwrap(), page, answer.to_string()]
}

#[test]
fn nothing_of_another_mandate_shows() {
    for party in ["upland", "delta", "coast", "moorland", "council", "elders"] {
        let plain = seen("plain", party, None);
        let planted = seen("planted", party, Some("CANARY7F3"));
        assert!(planted.iter().all(|seen| !seen.contains("CANARY")), "{party} sees a token");
        assert_eq!(plain, planted, "{party} sees a difference");
    }
}

#[test]
fn the_planted_world_is_a_different_one() {
    let scratch = Scratch::new("audience-differs");
    let case = scratch.path().join("lake-vara");
    copy(&root().join("cases/lake-vara"), &case);
    let before = shell("comity analyse lake-vara", scratch.path()).stdout;
    plant(&case.join("mandates"), "delta", "CANARY7F3");
    let after = String::from_utf8(shell("comity analyse lake-vara", scratch.path()).stdout).unwrap();
    assert!(after.contains("CANARY7F3"), "the mediator sees the token");
    assert_ne!(before, after.as_bytes());
}
