//! Snapshots of what a person reads about a faulty folder: every fault in one go, each with its place,
//! what is allowed, and the nearest name.

use comity::format::case_folder::{read, read_everything};
use comity::format::{Files, Place};

fn folder(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| (*path, text.as_bytes())).collect()
}

fn said(files: &[(&str, &str)]) -> String {
    match read_everything(&folder(files)) {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(refusal) => refusal.to_string(),
    }
}

const CASE: &str = r#"
title = "Two shores"
[party.upland]
[party.coast]
[party.chair]
role = "mediating"
[person.ida]
party = "upland"
[issue.dam-height]
unit = "m"
options = [30, 45, 60]
[issue.season]
options = ["May", "June"]
"#;

#[test]
fn a_faulty_case_is_told_everything_at_once() {
    let case = r#"
titel = "Two shores"

[party.upland]
[party.coast]
role = "negotiatin"

[person.ida]
party = "uplnad"

[issue.dam-height]
unit = "m"
options = [30, 45, 60, 45]

[issue.season]
option = ["May", "June"]

[issue.flow]
whole = [0, 1_000_000_000]

[[linkage]]
when = { dam-hieght = 60 }
requires = { season = "June" }

[[linkage]]
when = { dam-height = { above = 60 } }

[rule.both]
all = ["upland", "cost"]

[draft.1]
package = { dam-height = 61 }
"#;
    let expected = "\
case.toml:2:1: a case has no key `titel` (did you mean `title`? allowed are `title`, `notes`, `party`, `person`, `delegation`, `principal`, `issue`, `linkage`, `rule` and `draft`)
case.toml:6:8: there is no role `negotiatin` (did you mean `negotiating`? allowed are `negotiating`, `mediating`, `observing` and `affected`)
case.toml:9:9: there is no party `uplnad` (did you mean `upland`? allowed are `upland` and `coast`)
case.toml:13:24: option `45` stands twice (keep one of the two)
case.toml:16:1: an issue has no key `option` (did you mean `options`? allowed are `name`, `unit`, `options`, `ordered`, `whole`, `real`, `step`, `points`, `change_cost` and `filling_cost`)
case.toml:19:9: this range has 1000000001 options; at most 100000 can be held (take a larger `step`, or fewer `points`)
case.toml:22:10: there is no issue `dam-hieght` (did you mean `dam-height`? allowed are `dam-height`, `season` and `flow`)
case.toml:25:1: this linkage does not say one thing (write `when` with `requires`, `when` with `excludes`, or `forbidden` alone)
case.toml:29:18: there is no party `cost` (did you mean `coast`? allowed are `upland` and `coast`)
case.toml:32:26: there is no option of issue `dam-height` `61` (allowed are `30`, `45` and `60`)";
    assert_eq!(said(&[("case.toml", case)]), expected);
}

#[test]
fn faulty_mandates_are_told_with_the_case() {
    let upland = r#"
party = "upland"
reservation = "about forty"
[score]
dam-height = { 30 = 0, 45 = 10 }
season = { May = 1, Juin = 2 }
[[red_line]]
never = { season = { above = "May" } }
[[joint]]
when = { dam-height = { above = 60 } }
points = 3
"#;
    let coast =
        "party = \"coast\"\n[score]\nseason = [1, 2, 3]\ndam-height = { curve = [[60, 1], [30, 2]] }\n";
    let again = "party = \"coast\"\nbasis = \"known\"\n";
    let chair = "party = \"chair\"\nscale = 0\n";
    let expected = "\
mandates/coast.toml:3:10: `season` has 2 options, found 3 scores (write one number for every option, in the order of the options)
mandates/coast.toml:4:24: a curve runs from low to high (write pairs such as [[30, 0], [60, 20]], lowest option first)
mandates/later.toml:1:9: mandates/coast.toml is this holder's mandate already (keep one mandate for each holder)
mandates/upland.toml:3:15: `about forty` is not a decimal number; write digits with an optional sign, point and exponent (write a number such as 12 or 0.5)
mandates/upland.toml:5:1: `dam-height` has no score for `60` (score every option; write 0 for those that are worth nothing)
mandates/upland.toml:6:21: there is no option of issue `season` `Juin` (allowed are `May` and `June`)
mandates/upland.toml:8:30: the options of `season` have no order (list the options meant, or say `ordered = true` in the issue)
mandates/upland.toml:10:10: no option of `dam-height` fulfils this (choose at least one option)
mandates/x.toml:1:9: `chair` does not negotiate, so it has no mandate (write mandates of negotiating parties and their principals)
mandates/x.toml:2:9: a scale is above 0 (write the utility that counts as the whole, such as 100)";
    let text = said(&[
        ("case.toml", CASE),
        ("mandates/coast.toml", coast),
        ("mandates/later.toml", again),
        ("mandates/upland.toml", upland),
        ("mandates/x.toml", chair),
    ]);
    assert_eq!(text, expected);
}

#[test]
fn faults_of_syntax_do_not_hide_the_rest() {
    let case = "title = \"x\nnotes = [1]\n[party.upland\n[issue.a]\noptions = []\n";
    let expected = "\
case.toml:1:11: invalid basic string, expected `\"` (see toml.io for how TOML is written)
case.toml:2:10: expected a text in quotes, found an integer `1` (write a text in quotes)
case.toml:3:14: unclosed table, expected `]` (see toml.io for how TOML is written)
case.toml:5:11: an issue has 1 to 100000 options, found 0 (list at least one way to settle it)";
    assert_eq!(said(&[("case.toml", case)]), expected);
}

#[test]
fn the_record_is_told_with_the_case() {
    let record = "[source.report]\nsha256 = \"abc\"\n[[statement]]\nby = \"idda\"\nkind = \"verbatm\"\n\
                  says = \"no\"\ncitation = { source = \"report\", byte_range = [5, 5] }\n";
    let expected = "\
record/a.toml:2:10: this is no SHA-256 (write the 64 hexadecimal digits that `sha256sum FILE` prints)
record/a.toml:4:6: there is no person or party `idda` (did you mean `ida`? allowed are `ida`, `upland`, `coast` and `chair`)
record/a.toml:5:8: there is no kind of statement `verbatm` (did you mean `verbatim`? allowed are `verbatim` and `reported`)
record/a.toml:7:46: this range holds no byte (write [first, end]; the byte at `end` is not included)";
    assert_eq!(said(&[("case.toml", CASE), ("record/a.toml", record)]), expected);
}

#[test]
fn other_encodings_and_other_folders_are_named() {
    let mut files = vec![("case.toml".to_owned(), b"title = \"\xe9t\xe9\"".to_vec())];
    files.push(("mandate/coast.toml".to_owned(), Vec::new()));
    files.push(("mandates/coast.tml".to_owned(), Vec::new()));
    let expected = "\
case.toml:1:10: byte 0xE9 at offset 9 is not UTF-8 (save the file as UTF-8)
mandate/coast.toml: the directory `mandate` is not read (did you mean `mandates`? mandates and record hold .toml files, text holds .md and .toml files)
mandates/coast.tml: this file is not read (mandates and record hold .toml files, text holds .md and .toml files)";
    assert_eq!(read(&Files::new(files)).unwrap_err().to_string(), expected);
    assert_eq!(
        said(&[("readme.md", "x")]),
        "case.toml: there is no case.toml in this folder (a case folder has a case.toml; `comity new DIR` writes one \
         to start from)"
    );
}

#[test]
fn places_point_at_the_bytes_meant() {
    let text = "title = \"é\"\n[party.a]\nrole = \"x\"\n";
    let files = Files::new([("case.toml".to_owned(), [b"\xef\xbb\xbf", text.as_bytes()].concat())]);
    let refusal = read(&files).unwrap_err();
    let place = &refusal.faults[0].place;
    assert_eq!((place.line, place.column), (3, 8));
    assert_eq!(&files.get("case.toml").unwrap().bytes[place.span.clone()], b"\"x\"");
    assert_eq!(Place::whole("a").to_string(), "a");
}
