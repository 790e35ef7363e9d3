//! Hostile folders: a clear fault with a place, bounded work, no panic. And a short deterministic fuzzing of
//! everything that reads, writes and edits; COMITY_LONG=1 makes it long.

use comity::format::Files;
use comity::format::case_folder::{read, read_everything, update, write};

use crate::random_case::Dice;

fn fault_of(text: &str) -> String {
    let files: Files = [("case.toml", text.as_bytes())].into_iter().collect();
    read(&files)
        .map(|_| "nothing is wrong".to_owned())
        .unwrap_or_else(|refusal| refusal.faults[0].to_string())
}

#[test]
fn deep_nesting_ends_with_a_fault() {
    for (open, close) in [("[", "]"), ("{ all = [", "] }"), ("{ a = ", " }")] {
        let text = format!("title = 'x'\n[rule.r]\nall = {}{}\n", open.repeat(20_000), close.repeat(20_000));
        let files: Files = [("case.toml", text.as_bytes())].into_iter().collect();
        let said = read(&files).unwrap_err().to_string();
        assert!(said.contains("recursion depth"), "{open}: {said}");
    }
    let dotted = format!("title = 'x'\n{} = 1\n", vec!["a"; 20_000].join("."));
    assert!(fault_of(&dotted).contains("recursion"), "{}", fault_of(&dotted));
    // As deep as TOML lets a rule be: read, written and read again.
    let deep = format!(
        "title = 'x'\n[party.a]\n[rule.r]\nall = {}[\"a\"]{}\n",
        "[{ all = ".repeat(30),
        " }]".repeat(30)
    );
    let files: Files = [("case.toml", deep.as_bytes())].into_iter().collect();
    let case = read(&files).unwrap();
    assert_eq!(read(&write(&case).unwrap()).unwrap(), case);
}

#[test]
fn ranges_cannot_ask_for_more_than_is_held() {
    assert_eq!(
        fault_of("title = 'x'\n[issue.a]\nwhole = [-9223372036854775808, 9223372036854775807]\n"),
        "case.toml:3:9: this range has 18446744073709551616 options; at most 100000 can be held \
         (take a larger `step`, or fewer `points`)"
    );
    assert!(fault_of("title = 'x'\n[issue.a]\nreal = [0, 1]\nstep = 1e-30\n").contains("this range has"));
    assert!(
        fault_of("title = 'x'\n[issue.a]\nreal = [0, 1e35]\npoints = 3\nstep = 2\n").contains("not both")
    );
    // Many ranges that are small enough each are too much together.
    let many: String = (0..100).map(|i| format!("[issue.a{i}]\nwhole = [1, 100_000]\n")).collect();
    assert!(fault_of(&format!("title = 'x'\n{many}")).contains("more than 2000000 entries"));
    // And so are conditions on one large range.
    let lines = "[[linkage]]\nwhen = { a = { from = 1 } }\nrequires = { b = 1 }\n".repeat(300);
    let text = format!("title = 'x'\n[issue.a]\nwhole = [1, 100_000]\n[issue.b]\noptions = [1, 2]\n{lines}");
    assert!(fault_of(&text).contains("more than 2000000 entries"));
}

#[test]
fn files_too_large_are_not_read() {
    let large = format!("title = 'x'\n# {}\n", "x".repeat(5 << 20));
    assert!(fault_of(&large).starts_with("case.toml: the file has "));
    let part = format!("# {}\n", "x".repeat(3 << 20)).into_bytes();
    let mut files = vec![("case.toml".to_owned(), b"title = 'x'\n".to_vec())];
    files.extend((0..8).map(|at| (format!("record/{at}.toml"), part.clone())));
    let said = read_everything(&Files::new(files)).unwrap_err().to_string();
    assert!(
        said.starts_with("record/5.toml: with this file the folder has more than 16777216 bytes"),
        "{said}"
    );
}

#[test]
fn faults_without_end_are_counted_not_kept() {
    let text = format!(
        "title = 'x'\n{}",
        "[[linkage]]\nwhen = { nowhere = 1 }\nrequires = { no = 2 }\n".repeat(20_000)
    );
    let files: Files = [("case.toml", text.as_bytes())].into_iter().collect();
    let refusal = read(&files).unwrap_err();
    assert_eq!((refusal.faults.len(), refusal.unlisted), (100, 39_900));
}

#[test]
fn numbers_are_held_exactly_or_refused() {
    let case = |number: &str| {
        let case = b"title = 'x'\n[party.a]\n[issue.i]\noptions = [\"y\"]\n".to_vec();
        let mandate = format!("party = 'a'\n[score]\ni = {{ y = {number} }}\n").into_bytes();
        read(&Files::new([("case.toml".to_owned(), case), ("mandates/a.toml".to_owned(), mandate)]))
    };
    for sound in ["1", "0x1F", "1_000.25", "-3e-2", "\"1/3\"", "\"12345678901234567890123456789\"", "+7"] {
        assert!(case(sound).is_ok(), "{sound}");
    }
    for refused in ["inf", "nan", "1e99", "\"1/0\"", "\"x\"", "true", "[1]", "\"1/2/3\"", "1979-05-27"] {
        assert!(case(refused).is_err(), "{refused}");
    }
}

/// Bytes that mean something to the parser, beside random ones.
const PIECES: [&str; 24] = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\"",
    "'",
    "\n",
    "#",
    ",",
    ".",
    "above",
    "when",
    "options",
    "whole",
    "curve",
    "1e9",
    "\"1/3\"",
    "\u{feff}",
    "é",
    "-",
    "[score]\n",
];

fn mutated(text: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(bytes.len() + 1);
        let to = (at + dice.below(20)).min(bytes.len());
        match dice.below(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..to)),
            2 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].bytes())),
            3 => {
                let copied = bytes[at..to].to_vec();
                let there = dice.below(bytes.len() + 1);
                drop(bytes.splice(there..there, copied));
            }
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = dice.below(256) as u8),
        }
    }
    bytes
}

#[test]
fn nothing_panics_on_mutated_folders() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 400_000 } else { 600 };
    let mut seeds: Vec<Files> = super::case_folders().into_iter().map(|(_, files)| files).collect();
    seeds.push(super::files_of(&super::root().join("crates/comity-cli/src/folder/starter")));
    let mut dice = Dice::new(1950);
    let (mut read_well, mut refused) = (0, 0);
    for _ in 0..rounds {
        let seed = &seeds[dice.below(seeds.len())];
        let chosen = dice.below(seed.iter().len());
        let files: Files = seed
            .iter()
            .enumerate()
            .map(|(at, file)| match at == chosen {
                true => (file.path.clone(), mutated(&file.bytes, &mut dice)),
                false => (file.path.clone(), file.bytes.clone()),
            })
            .collect();
        match read_everything(&files) {
            Ok((case, _)) => {
                read_well += 1;
                // Whatever is read can be written, and edited where it lies.
                assert_eq!(read(&write(&case).unwrap()).unwrap(), case);
                let mut edited = case.clone();
                edited.title.push('!');
                assert_eq!(read(&update(&files, &edited).unwrap()).unwrap(), edited);
            }
            Err(refusal) => {
                refused += 1;
                for fault in &refusal.faults {
                    assert!(fault.place.line > 0 || fault.place.span.is_empty());
                    assert!(!fault.message.is_empty() && fault.message.len() < 2_000, "{}", fault.message);
                }
            }
        }
    }
    assert!(read_well > rounds / 20 && refused > rounds / 20, "{read_well} read, {refused} refused");
}
