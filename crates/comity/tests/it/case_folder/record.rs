//! The record of the repository's case from a real report, against the report itself where it is at hand.

use comity::format::Files;
use comity::format::case_folder::record::{Stance, Who};
use comity::format::case_folder::{self, record::Record};
use comity::{Case, Role};
use sha2::{Digest, Sha256};

fn geneva() -> (Case, Record) {
    case_folder::read_everything(&super::files_of(&super::root().join("cases/geneva"))).unwrap()
}

#[test]
fn geneva_knows_who_was_there_and_who_must_approve() {
    let (case, record) = geneva();
    assert!(case.mandates.is_empty() && case.issues.is_empty() && !case.notes.is_empty());
    let approving: Vec<&str> = case.principals.iter().map(|principal| principal.name.as_str()).collect();
    assert_eq!(approving, ["President Trump", "President Zelenskyy"]);
    assert_eq!(case.negotiating().len(), 2);
    assert_eq!(case.parties[case.party("russia").unwrap().0].role, Role::Affected);
    assert_eq!((record.statements.len(), record.meetings.len(), record.proposals.len()), (13, 2, 1));
    let trump = case.people.iter().position(|person| person.id == "trump").unwrap();
    let said = record.statements.iter().filter(|statement| statement.by == Who::Person(trump));
    let stances: Vec<Stance> = said.filter_map(|statement| statement.stance).collect();
    assert_eq!(stances, [Stance::NotFinal, Stance::Supports, Stance::Criticises, Stance::Criticises]);
}

#[test]
fn geneva_cites_the_report_it_means_and_does_not_copy_it() {
    let shared = std::env::var("COMITY_SHARED").map_or_else(|_| super::root().join("../shared"), Into::into);
    let Ok(report) = std::fs::read(shared.join("talks/geneva-report.txt")) else {
        assert!(std::env::var_os("CI").is_none(), "the report is needed in CI");
        println!("not run: no talks/geneva-report.txt below COMITY_SHARED");
        return;
    };
    let (_, record) = geneva();
    let digest: String = Sha256::digest(&report).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(record.sources[0].sha256, digest);
    assert_eq!(record.sources[0].bytes, Some(report.len() as u64));
    let report = String::from_utf8(report).unwrap();
    for citation in record.citations() {
        let range = citation.byte_range.start as usize..citation.byte_range.end as usize;
        assert!(report.get(range).is_some(), "{}: no whole words", citation.place);
    }
    no_sentence_is_copied(&report);
}

/// No eight words in a row of the report stand in the case.
fn no_sentence_is_copied(report: &str) {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let report = words(report).join(" ");
    let files: Files = super::files_of(&super::root().join("cases/geneva"));
    for file in files.iter() {
        for run in words(file.text().unwrap()).windows(8) {
            assert!(!report.contains(&run.join(" ")), "{}: {}", file.path, run.join(" "));
        }
    }
}
