//! `comity check`, `comity new` and `comity import`: what people type and what they see.

use std::fs;
use std::path::Path;

use crate::program::{Scratch, copy, root, shell};

/// Exit code, standard output, standard error.
fn run(line: &str, dir: &Path) -> (i32, String, String) {
    let output = shell(line, dir);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn check_says_what_a_sound_case_holds() {
    let (code, out, _) = run("comity check cases/lake-vara", &root());
    assert_eq!(code, 0);
    assert!(
        out.starts_with("Lake Vara: nothing is wrong.\n  4 negotiating parties\n  12 issues\n  6 mandates\n"),
        "{out}"
    );
    assert_eq!(
        run("comity check cases/lake-vara/case.toml", &root()).1,
        out,
        "the file stands for its folder"
    );
}

#[test]
fn check_names_the_source_that_is_absent() {
    let (code, out, _) = run("comity check cases/geneva", &root());
    assert_eq!(code, 0);
    assert!(out.contains("  source absent: Press report on the Geneva talks, undated\n"), "{out}");
    assert!(out.contains("  20 citations could not be verified\n"), "{out}");
    assert!(out.contains("  no mandate is known of United States, Ukraine\n"), "{out}");
}

#[test]
fn check_shows_every_fault_with_its_line() {
    let scratch = Scratch::new("faults");
    copy(&root().join("cases/lake-vara"), scratch.path());
    let edit = |file: &str, from: &str, to: &str| {
        let path = scratch.path().join(file);
        fs::write(&path, fs::read_to_string(&path).unwrap().replacen(from, to, 1)).unwrap();
    };
    edit(
        "case.toml",
        "options = [\"none\", \"shallow\", \"deep\"]",
        "optoins = [\"none\", \"shallow\", \"deep\"]",
    );
    edit("mandates/coast.toml", "dam-height = { above = 45 }", "dam-hight = { above = 45 }");
    let (code, _, err) = run("comity check .", scratch.path());
    let expected = "\
./case.toml:153:1: an issue has no key `optoins`
  153 | optoins = [\"none\", \"shallow\", \"deep\"]
      | ^^^^^^^
  help: did you mean `options`? allowed are `name`, `unit`, `options`, `ordered`, `whole`, `real`, `step`, `points`, `change_cost` and `filling_cost`

./mandates/coast.toml:36:11: there is no issue `dam-hight`
  36 | never = { dam-hight = { above = 45 } }
     |           ^^^^^^^^^
  help: did you mean `dam-height`? allowed are `dam-height`, `release-season`, `minimum-flow`, `fishing-quota`, `upland-share`, `monitoring`, `harbour`, `wetland`, `flood-relief`, `data`, `seat` and `disputes`

error: 2 faults in .
";
    assert_eq!((code, err.as_str()), (1, expected));
}

#[test]
fn check_compares_citations_with_the_source() {
    let scratch = Scratch::new("sources");
    let dir = scratch.path();
    let write = |file: &str, text: &str| {
        fs::create_dir_all(dir.join(file).parent().unwrap()).unwrap();
        fs::write(dir.join(file), text).unwrap();
    };
    write("case.toml", "title = \"Talks\"\n[person.ida]\n");
    write("sources/report.txt", "Ida said no.\n");
    let record = |sha256: &str, range: &str, quotation: &str| {
        format!(
            "[source.report]\nsha256 = \"{sha256}\"\nfile = \"report.txt\"\n\n[[statement]]\nby = \"ida\"\n\
             kind = \"reported\"\nsays = \"She refused.\"\n\
             citation = {{ source = \"report\", byte_range = {range}, quotation = \"{quotation}\" }}\n"
        )
    };
    let digest = "6b0cda3dab9a9a3bfbde1dc2c4d5a2d4c2a3dd4f7c08cbba1fcbd02f5c1b6b86";
    write("record/report.toml", &record(digest, "[0, 11]", "Ida said no"));
    let (code, _, err) = run("comity check .", dir);
    assert_eq!(code, 1);
    let (_, shown) = err.split_once("its SHA-256 is ").unwrap();
    let digest = &shown[..64];
    write("record/report.toml", &record(digest, "[0, 11]", "Ida said no"));
    let (code, out, err) = run("comity check .", dir);
    assert!(code == 0 && out.contains("1 citation agrees with the bytes cited"), "{out}{err}");
    write("record/report.toml", &record(digest, "[0, 8]", "said no"));
    let (code, _, err) = run("comity check .", dir);
    assert!(code == 1 && err.contains("the quotation stands at [4, 11]"), "{err}");
    write("record/report.toml", &record(digest, "[0, 99]", "said no"));
    assert!(run("comity check .", dir).2.contains("sources/report.txt ends at byte 13"));
}

#[test]
fn new_writes_a_case_that_is_sound_and_has_an_answer() {
    let scratch = Scratch::new("new");
    assert_eq!(run("comity new talks", scratch.path()).0, 0);
    let (code, out, _) = run("comity check talks && comity analyse talks", scratch.path());
    assert!(
        code == 0 && out.contains("The well: nothing is wrong.") && out.contains("A deal exists"),
        "{out}"
    );
    let (code, _, err) = run("comity new talks", scratch.path());
    assert!(code == 1 && err.contains("not empty"), "{err}");
}

#[test]
fn import_writes_a_folder_that_reads_the_same() {
    let scratch = Scratch::new("import");
    let shared = std::env::var("COMITY_SHARED").map_or_else(|_| root().join("../shared"), Into::into);
    let camera = shared.join("scenarios/genius/Camera2011");
    if !camera.exists() {
        assert!(std::env::var_os("CI").is_none(), "the scenarios are needed in CI");
        println!("not run: no scenarios/genius/Camera2011 below COMITY_SHARED");
        return;
    }
    let (code, out, err) =
        run(&format!("comity import {} camera && comity check camera", camera.display()), scratch.path());
    assert!(code == 0 && out.contains("(GENIUS XML)") && out.contains("nothing is wrong"), "{out}{err}");
    assert_eq!(run("comity check nowhere", scratch.path()).0, 3);
}
