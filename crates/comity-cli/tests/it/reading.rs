//! From a report to the record: filing, walking through, undoing, reading again.

use crate::program::{Scratch, shell};
use std::path::Path;

const CASE: &str =
    "title = \"Ferry\"\n\n[party.norway]\nname = \"Norway\" # kept\n\n[party.iceland]\nname = \"Iceland\"\n";
const REPORT: &str = "Norway's foreign minister, Astrid Berge, met her Icelandic counterpart, Jon Vidar, in Bergen on Monday.\n\n\
    “We are ready to look at the ferry again,” Berge said. Any deal must be approved by the Icelandic parliament.\n";

/// A case and a report beside it.
fn folder(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    std::fs::create_dir_all(scratch.path().join("case")).unwrap();
    std::fs::write(scratch.path().join("case/case.toml"), CASE).unwrap();
    std::fs::write(scratch.path().join("report.txt"), REPORT).unwrap();
    scratch
}

fn run(line: &str, dir: &Path) -> String {
    let output = shell(line, dir);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_report_is_shown_in_three_forms() {
    let scratch = folder("read-forms");
    let text = run("comity read report.txt --date 2031-05-06", scratch.path());
    assert!(text.contains("Astrid Berge said: “We are ready to look at the ferry again,”"), "{text}");
    assert!(text.contains("= 2031-05-05"), "{text}");
    let json = run("comity read report.txt --format json", scratch.path());
    assert!(json.starts_with("{\"format\":\"comity-read/1\""), "{json}");
    let page = run("comity read report.txt --format html", scratch.path());
    assert!(page.contains("<mark class=\"statement\"") && !page.contains("<script"), "{page}");
}

#[test]
fn what_was_accepted_counts_and_is_not_proposed_again() {
    let scratch = folder("read-accept");
    let first = run("comity read report.txt --date 2031-05-06 --into case", scratch.path());
    assert!(first.contains(" new, 0 known"), "{first}");
    let before = std::fs::read_to_string(scratch.path().join("case/case.toml")).unwrap();
    assert_eq!(before, CASE, "filing must not touch the case");
    run("yes a | head -99 | comity record confirm case", scratch.path());
    run("comity check case", scratch.path());
    let case = std::fs::read_to_string(scratch.path().join("case/case.toml")).unwrap();
    assert!(case.contains("# kept") && case.contains("name = \"Astrid Berge\""), "{case}");
    let record = std::fs::read_to_string(scratch.path().join("case/record/report.toml")).unwrap();
    assert!(record.contains("by = \"berge\"") && record.contains("byte_range"), "{record}");
    let again = run("comity read report.txt --date 2031-05-06 --into case", scratch.path());
    assert!(again.contains(": 0 new"), "{again}");
    assert_eq!(std::fs::read_to_string(scratch.path().join("case/record/report.toml")).unwrap(), record);
    let outlook = run("comity record show case", scratch.path());
    assert!(outlook.contains("Astrid Berge (Norway) is flexible on"), "{outlook}");
}

#[test]
fn a_decision_is_taken_back_and_a_missed_entry_added() {
    let scratch = folder("read-undo");
    run("comity read report.txt --into case", scratch.path());
    run("printf 'a\\nu\\nq\\n' | comity record confirm case", scratch.path());
    assert_eq!(std::fs::read_to_string(scratch.path().join("case/case.toml")).unwrap(), CASE);
    let answers = "m\\nAny deal must be approved\\nstatement\\nAstrid Berge\\n\\n\\nAny deal needs approval\\n\\n\\n\\n\\n\\n\\n\\nq\\n";
    run(&format!("printf '{answers}' | comity record confirm case"), scratch.path());
    let record = std::fs::read_to_string(scratch.path().join("case/record/report.toml")).unwrap();
    assert!(record.contains("says = \"Any deal needs approval\""), "{record}");
    run("comity check case", scratch.path());
}

#[test]
fn an_edit_that_no_record_can_hold_is_asked_for_again() {
    let scratch = folder("read-edit");
    run("comity read report.txt --into case", scratch.path());
    let said = run(
        "printf 'm\\nAny deal must be approved\\nstatement\\nAstrid Berge\\n\\nnorth\\nverbatim\\n\\nangry\\nopposes\\n\\n\\n\\n\\nsome day\\n\\n\\nq\\n' \
         | comity record confirm case",
        scratch.path(),
    );
    assert!(said.contains("wording may be verbatim, reported"), "{said}");
    assert!(said.contains("stance may be supports, opposes"), "{said}");
    assert!(said.contains("Not accepted: the entry is as it was."), "a day that is none: {said}");
    run("comity check case", scratch.path());
    run("comity record show case", scratch.path());
}

#[test]
fn what_is_no_text_is_not_read() {
    let scratch = folder("read-no-text");
    for (name, bytes, said) in [
        ("a.docx", &b"PK\x03\x04rest"[..], "zip archive"),
        ("b.pdf", &b"%PDF-1.7"[..], "PDF"),
        ("c.txt", &b"\xff\xfeA\0"[..], "UTF-16"),
        ("d.dat", &b"said \0\0 \"no\""[..], "no text has"),
    ] {
        std::fs::write(scratch.path().join(name), bytes).unwrap();
        let output = shell(&format!("comity read {name}"), scratch.path());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(error.contains(said) && output.stdout.is_empty(), "{name}: {error}");
    }
}

const FIRST: &str = "Norway's foreign minister, Astrid Berge, met her Icelandic counterpart, Jon Vidar, in Bergen.\n\n\
    “We reject the ferry plan,” Berge said.\n";
const SECOND: &str = "Norway's foreign minister, Astrid Berge, met her Icelandic counterpart, Jon Vidar, in Reykjavik.\n\n\
    “We support the ferry plan,” Berge said.\n";

/// A folder with a case and two reports in which one minister takes two sides.
fn two_reports(name: &str) -> Scratch {
    let scratch = folder(name);
    std::fs::write(scratch.path().join("a.txt"), FIRST).unwrap();
    std::fs::write(scratch.path().join("b.txt"), SECOND).unwrap();
    scratch
}

/// What stands under "Across the documents", on one line.
fn across(text: &str) -> String {
    let (_, rest) = text.split_once("Across the documents").unwrap_or_else(|| panic!("{text}"));
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_change_of_stance_across_documents_is_said_where_the_order_is_known() {
    let scratch = two_reports("read-across");
    let read = |line: &str| across(&run(line, scratch.path()));
    let later = read("comity read a.txt b.txt --date 2031-05-06 --date 2031-05-13");
    assert!(later.contains("Astrid Berge (Norway): opposes"), "{later}");
    assert!(later.contains("(published 2031-05-06, a.txt) → supports"), "{later}");
    let swapped = read("comity read a.txt b.txt --date 2031-05-13 --date 2031-05-06");
    assert!(
        swapped.contains("Astrid Berge (Norway): supports") && swapped.contains("→ opposes"),
        "{swapped}"
    );
    let one_day = read("comity read a.txt b.txt --date 2031-05-06");
    assert!(one_day.starts_with("no change of stance"), "{one_day}");
    let unknown = read("comity read a.txt b.txt");
    assert!(unknown.contains("not ordered, for a day is unknown: Astrid Berge"), "{unknown}");
    let output =
        shell("comity read a.txt b.txt report.txt --date 2031-05-06 --date 2031-05-13", scratch.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("2 times for 3 files"));
}

#[test]
fn people_of_one_surname_are_not_taken_for_one_across_documents() {
    let scratch = two_reports("read-across-names");
    let other = "Jon Berge, the foreign minister of Iceland, spoke in Oslo.\n\n“We support the ferry plan,” Berge said.\n";
    std::fs::write(scratch.path().join("c.txt"), other).unwrap();
    let text = run("comity read a.txt c.txt --date 2031-05-06 --date 2031-05-13", scratch.path());
    assert!(across(&text).starts_with("no change of stance"), "{text}");
}

#[test]
fn the_record_tells_who_moved_from_one_source_to_a_later_one() {
    let scratch = two_reports("read-moved");
    run("comity read a.txt b.txt --date 2031-05-13 --date 2031-05-06 --into case", scratch.path());
    run("yes a | head -99 | comity record confirm case", scratch.path());
    let outlook = run("comity record show case", scratch.path());
    let moved = outlook.split("Moved").nth(1).and_then(|rest| rest.split("Leans").next()).unwrap_or("");
    assert!(moved.contains("Astrid Berge (Norway): supports") && moved.contains("→ opposes"), "{outlook}");
    for name in ["a", "b"] {
        let path = scratch.path().join(format!("case/record/{name}.toml"));
        let record = std::fs::read_to_string(&path).unwrap();
        let undated: Vec<&str> = record.lines().filter(|line| !line.starts_with("published")).collect();
        assert!(undated.len() < record.lines().count(), "{record}");
        std::fs::write(&path, undated.join("\n")).unwrap();
    }
    let outlook = run("comity record show case", scratch.path());
    assert!(outlook.contains("Moved\n  nothing in the record"), "{outlook}");
}

#[test]
fn a_surname_that_fits_two_people_is_asked_once_for_each_source() {
    let scratch = folder("read-surname");
    let people = "\n[person.astrid]\nname = \"Astrid Berge\"\nparty = \"norway\"\n\n\
        [person.jon]\nname = \"Jon Berge\"\nparty = \"iceland\"\n";
    std::fs::write(scratch.path().join("case/case.toml"), format!("{CASE}{people}")).unwrap();
    let report =
        "“We support the ferry plan,” Minister Berge said.\n\n“We accept the new harbour,” Berge said.\n";
    std::fs::write(scratch.path().join("a.txt"), report).unwrap();
    run("comity read a.txt --into case", scratch.path());
    let early = run("printf 'a\\n' | comity record confirm case", scratch.path());
    assert!(early.contains("0 decided"), "no answer, no entry: {early}");
    let said = run("printf 'a\\n9\\n2\\na\\na\\na\\n' | comity record confirm case", scratch.path());
    let question = "Which Berge is meant? 1 Astrid Berge (Norway), 2 Jon Berge (Iceland), n neither > ";
    assert_eq!(said.matches(question).count(), 2, "again after 9, never after 2: {said}");
    let record = std::fs::read_to_string(scratch.path().join("case/record/a.toml")).unwrap();
    assert!(record.contains("by = \"jon\"") && !record.contains("by = \"astrid\""), "{record}");
    let case = std::fs::read_to_string(scratch.path().join("case/case.toml")).unwrap();
    assert_eq!(case, format!("{CASE}{people}"), "nobody is made up");
    let again = run("comity read a.txt --into case", scratch.path());
    assert!(again.contains(": 0 new"), "{again}");
    run("comity check case", scratch.path());
}

#[test]
fn a_surname_may_mean_neither_or_somebody_not_yet_confirmed() {
    let scratch = folder("read-surname-open");
    let write = |name: &str, text: &str| std::fs::write(scratch.path().join(name), text).unwrap();
    write(
        "a.txt",
        "Astrid Berge, the foreign minister of Norway, spoke in Oslo. “We support the plan,” Berge said.\n",
    );
    write(
        "b.txt",
        "Jon Berge, the foreign minister of Iceland, spoke in Bergen. “We reject the plan,” Berge said.\n",
    );
    write("c.txt", "“We support the ferry plan,” Minister Berge said.\n");
    run("comity read a.txt b.txt c.txt --into case", scratch.path());
    let skip = "s\\n".repeat(4);
    let said = run(&format!("printf '{skip}a\\n1\\na\\n' | comity record confirm case"), scratch.path());
    assert_eq!(said.matches("Which Berge is meant?").count(), 1, "{said}");
    let case = std::fs::read_to_string(scratch.path().join("case/case.toml")).unwrap();
    assert!(case.contains("name = \"Astrid Berge\"") && !case.contains("name = \"Berge\""), "{case}");
    let other = folder("read-surname-neither");
    for name in ["a.txt", "b.txt", "c.txt"] {
        std::fs::copy(scratch.path().join(name), other.path().join(name)).unwrap();
    }
    run("comity read a.txt b.txt c.txt --into case", other.path());
    run(&format!("printf '{skip}a\\nn\\na\\n' | comity record confirm case"), other.path());
    let case = std::fs::read_to_string(other.path().join("case/case.toml")).unwrap();
    assert!(case.contains("name = \"Berge\"") && !case.contains("Astrid"), "{case}");
}
