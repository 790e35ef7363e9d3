//! The laws of redlines, on real pairs of versions and on random ones.

use std::process::Command;

use comity_text::redline::{BracketChange, Change, ClauseChange, redline};
use comity_text::{Holders, Text, parse};

use crate::corpus;
use crate::random::{Random, paragraph, scramble};

fn read(source: &str) -> Text {
    parse(source.as_bytes(), &Holders::of(["Upland", "Delta", "Coast"])).unwrap()
}

fn assert_laws(old: &Text, new: &Text) {
    let lines = redline(old, new);
    assert_eq!(lines.apply(old.source()).unwrap(), new.source());
    assert_eq!(lines.accept_all(), new.source());
    assert_eq!(lines.reject_all(), old.source());
}

const VERSIONS: [&str; 5] = ["lima", "cop21_1", "cop21_3", "cop21_4", "cop21_6"];

#[test]
fn the_laws_hold_on_every_pair_of_real_versions() {
    let Some(texts) = VERSIONS.iter().map(|name| corpus::text(name)).collect::<Option<Vec<Text>>>() else {
        return;
    };
    for old in &texts {
        for new in &texts {
            assert_laws(old, new);
        }
    }
}

#[test]
fn the_laws_hold_on_random_texts() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 100_000 } else { 3_000 };
    let mut random = Random(11);
    for _ in 0..rounds {
        let old = scramble(&mut random, 60);
        let new = if random.below(3) == 0 { scramble(&mut random, 60) } else { edited(&mut random, &old) };
        assert_laws(&read(&old), &read(&new));
    }
}

/// A text with a few random cuts and insertions.
fn edited(random: &mut Random, text: &str) -> String {
    let mut out = text.to_string();
    for _ in 0..=random.below(4) {
        let at = boundary(&out, random.below(out.len() + 1));
        if random.below(2) == 0 {
            out.insert_str(at, &scramble(random, 5));
        } else {
            let end = boundary(&out, (at + random.below(12)).min(out.len()));
            out.replace_range(at..end.max(at), "");
        }
    }
    out
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The words `git diff --word-diff` shows as changed between two files.
fn git_words(old: &Text, new: &Text) -> Option<u32> {
    let dir = std::env::temp_dir().join(format!("comity-redline-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("old"), old.source()).unwrap();
    std::fs::write(dir.join("new"), new.source()).unwrap();
    let output = Command::new("git")
        .args(["diff", "--no-index", "--word-diff=porcelain", "old", "new"])
        .current_dir(&dir)
        .output()
        .ok()?;
    std::fs::remove_dir_all(&dir).unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let changed = shown.lines().skip(4).filter(|line| line.starts_with(['+', '-']));
    Some(changed.map(|line| line[1..].split_whitespace().count() as u32).sum())
}

#[test]
fn no_more_words_change_than_git_shows() {
    let Some(texts) = VERSIONS.iter().map(|name| corpus::text(name)).collect::<Option<Vec<Text>>>() else {
        return;
    };
    for (a, old) in texts.iter().enumerate() {
        for new in &texts[a + 1..] {
            let tally = redline(old, new).tally();
            let ours = tally.deleted + tally.inserted;
            let Some(git) = git_words(old, new) else { return };
            println!(
                "ours {ours} (plain runs {}), moved {} in {} clauses, git {git}",
                tally.plain, tally.moved, tally.moves
            );
            assert!(f64::from(ours) <= 1.05 * f64::from(git), "{ours} against {git}");
        }
    }
}

#[test]
fn moved_clauses_are_reported_as_moves() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 1000 } else { 200 };
    let mut random = Random(5);
    let mut seen = 0;
    for _ in 0..rounds {
        let count = 8 + random.below(30);
        let clauses: Vec<String> = (0..count)
            .map(|_| {
                let words = 6 + random.below(40);
                paragraph(&mut random, words)
            })
            .collect();
        let (from, to) = (random.below(count), random.below(count - 1));
        let mut moved = clauses.clone();
        let taken = moved.remove(from);
        let to = if to >= from { to + 1 } else { to };
        moved.insert(to.min(moved.len()), taken);
        let print = |clauses: &[String]| -> String {
            clauses.iter().enumerate().map(|(n, words)| format!("{}. {words}\n", n + 1)).collect()
        };
        let (old, new) = (read(&print(&clauses)), read(&print(&moved)));
        assert_laws(&old, &new);
        let lines = redline(&old, &new);
        let tally = lines.tally();
        seen += usize::from(tally.moves >= 1 && tally.deleted + tally.inserted == 0);
    }
    println!("{seen} of {rounds} moves reported as moves");
    assert!(seen * 100 >= rounds * 95, "{seen} of {rounds}");
}

#[test]
fn brackets_are_compared_as_brackets() {
    let old = read("1. The dam [Upland: shall][Coast: should] be [60 m] high.\n");
    let new = read("1. The dam [Upland, Delta: shall][Coast: should] be 60 m [or less] high.\n");
    let lines = redline(&old, &new);
    let kinds: Vec<&str> = lines
        .brackets
        .iter()
        .map(|change| match change {
            BracketChange::Opened(_) => "opened",
            BracketChange::Lifted(_) => "lifted",
            BracketChange::Dropped(_) => "dropped",
            BracketChange::HeldOtherwise(..) => "held otherwise",
        })
        .collect();
    assert_eq!(kinds, ["held otherwise", "lifted", "opened"]);
    assert_laws(&old, &new);
}

#[test]
fn renumbering_is_no_change_of_wording() {
    let old = read("1. Water flows to the sea in spring.\n2. Fish swim up the river in summer.\n");
    let new = read(
        "1. Parties agree to meet once a year.\n2. Water flows to the sea in spring.\n3. Fish swim up the river in summer.\n",
    );
    let lines = redline(&old, &new);
    let changes: Vec<ClauseChange> = lines.clauses.iter().skip(1).map(|pair| pair.change).collect();
    assert_eq!(changes, [ClauseChange::Added, ClauseChange::Relabelled, ClauseChange::Relabelled]);
}

#[test]
fn a_change_is_marked_where_a_reader_would_mark_it() {
    let gone = |old: &str, new: &str| {
        let lines = redline(&read(old), &read(new));
        let gone = lines.segments.iter().filter(|segment| segment.change == Change::Deleted);
        gone.map(|segment| lines.words(segment).to_owned()).collect::<String>()
    };
    let old = "1. The seat is:\nOption 1: in Upland;\nOption 2: in Delta.\n";
    assert_eq!(gone(old, "1. The seat is:\nin Delta.\n"), "Option 1: in Upland;\nOption 2: ");
    let old = "1. At least [Upland: 20 m³/s][Moorland: 30 m³/s][Delta: 40 m³/s] flow.\n";
    assert_eq!(gone(old, "1. At least 30 m³/s flow.\n"), "[Upland: 20 m³/s][Moorland: ][Delta: 40 m³/s]");
    let old = "1. The catch of cod is shared; the catch of pike is shared; the catch of eel is free.\n";
    let new = "1. The catch of cod is shared; the catch of eel is free.\n";
    assert_eq!(gone(old, new).trim(), "the catch of pike is shared;");
}
