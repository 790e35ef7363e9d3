//! Trains the weights embedded in the reader on the project's annotated texts.
//!
//! `train [--write] [--cross [--hands A,B] [--errors TASK|all]]` reads the dev half of `corpus/`; with `--cross` it
//! leaves out the texts of one hand at a time (of those named, or of each) and shows what the others teach of them;
//! with `--write` it trains on all and writes `data/weights.bin`. The same texts give the same weights.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a program for the terminal")]

mod constructions;
#[path = "../evaluate/facts.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod facts;
mod learner;
#[path = "../evaluate/marked/mod.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod marked;
#[path = "../evaluate/material.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod material;
#[path = "../evaluate/names.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod names;
#[path = "../evaluate/reader.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod reader;
#[path = "../evaluate/tally.rs"]
#[allow(dead_code, reason = "only some of it is used here")]
mod tally;
mod teacher;

use comity_read::{Date, Document, Judge, Weights, read_with};
use learner::{Learned, Note};
use marked::HALVES;
use material::{Outcome, Read, text};
use reader::Handed;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use tally::{Goal, Row, Tally};
use teacher::Teacher;

/// An annotated text.
struct Lesson {
    name: String,
    /// Texts of one group were written by one hand.
    group: String,
    gold: serde_json::Value,
    handed: Handed,
}

/// The texts of the half that rules may be written against, those taken out that are no plain text.
fn load(corpus: &Path) -> Outcome<Vec<Lesson>> {
    let dev = marked::load(corpus)?.reports.into_iter().filter(|r| r.half == HALVES[0]);
    let lesson = |r: marked::Annotated| Lesson {
        name: format!("{} {}", r.hand, r.name),
        handed: r.handed(),
        group: r.hand,
        gold: r.annotation,
    };
    Ok(dev.map(lesson).chain(constructions::lessons()).collect())
}

/// The kinds of questions in the order in which the reader asks them: each is learned from documents in which the
/// earlier ones were answered by weights, right or wrong, as they will be.
const STAGES: [&[u32]; 13] = [
    &[30],
    &[1, 2, 7],
    &[3],
    &[6],
    &[29],
    &[8, 9, 10],
    &[16, 17, 18, 19],
    &[12, 13, 14],
    &[24, 25, 26],
    &[20, 21, 22],
    &[4],
    &[28, 5],
    &[23],
];
/// The texts are divided into so many parts; the weights that answer in one were learned from the others.
const PARTS: usize = 4;

/// In so many orders the texts are learned for the weights that are written; one shows what a change is worth.
const ORDERS: usize = 3;

/// Learns all stages from some texts.
fn teach(lessons: &[&Lesson], orders: usize) -> Learned {
    let mut groups: Vec<&str> = lessons.iter().map(|l| l.group.as_str()).collect();
    groups.dedup();
    let part = |lesson: &Lesson| {
        groups.iter().position(|g| *g == lesson.group).unwrap_or(0) % PARTS.min(groups.len())
    };
    let mut whole = Learned::default();
    let mut partial: Vec<Learned> = (0..PARTS).map(|_| Learned::default()).collect();
    for (stage, tasks) in STAGES.iter().enumerate() {
        let known: Vec<u32> = STAGES[..stage].concat();
        let mut parts: Vec<Vec<Note>> = vec![Vec::new(); PARTS];
        for lesson in lessons {
            let table = &partial[part(lesson)];
            parts[part(lesson)]
                .extend(notes(lesson, Some((&known, table))).into_iter().filter(|n| tasks.contains(&n.task)));
        }
        let parts = &parts;
        std::thread::scope(|scope| {
            for (left_out, learned) in partial.iter_mut().enumerate().filter(|_| stage + 1 < STAGES.len()) {
                let others =
                    parts.iter().enumerate().filter(move |(p, _)| *p != left_out).flat_map(|(_, n)| n);
                scope.spawn(move || learned.learn(&others.collect::<Vec<_>>(), orders));
            }
            whole.learn(&parts.iter().flatten().collect::<Vec<_>>(), orders);
        });
    }
    whole
}

/// The questions that a text raises, with their answers; those of the tasks named are answered by weights.
/// Places count in the plain text: only documents that are plain teach.
fn notes(lesson: &Lesson, known: Option<(&[u32], &Learned)>) -> Vec<Note> {
    if !text(&lesson.gold, "file").ends_with(".txt") {
        return Vec::new();
    }
    let teacher = Teacher::new(&lesson.gold, &lesson.handed, known);
    let _ = read_as(&lesson.handed, &teacher);
    teacher.notes()
}

fn read_as(handed: &Handed, judge: &dyn Judge) -> String {
    let date = handed.date.as_deref().and_then(|d| d.parse::<Date>().ok());
    let format = if handed.markdown { comity_read::Format::Markdown } else { comity_read::Format::Guess };
    let document = Document::from_bytes(&handed.text).dated(date).of_format(format);
    read_with(&document, judge).to_json()
}

/// What the four kinds of facts come to, a group of texts at a time left out of the training.
fn cross(lessons: &[Lesson], hands: Option<&str>, shown: Option<&str>) -> Outcome<()> {
    let mut groups: BTreeMap<&str, Vec<&Lesson>> = BTreeMap::new();
    let tried = |hand: &str| hands.is_none_or(|hands| hands.split(',').any(|h| h == hand));
    for lesson in lessons.iter().filter(|l| tried(&l.group)) {
        groups.entry(&lesson.group).or_default().push(lesson);
    }
    let mut totals: BTreeMap<String, (Tally, Vec<String>)> = BTreeMap::new();
    let mut details: BTreeMap<&str, facts::Found> = BTreeMap::new();
    let groups: Vec<(&str, Vec<&Lesson>)> = groups.into_iter().collect();
    let next = AtomicUsize::new(0);
    let scores: Mutex<Vec<(usize, Score)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((place, (group, left_out))) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| groups.get(i).map(|g| (i, g)))
                {
                    let score = score(group, left_out, lessons);
                    scores.lock().unwrap_or_else(PoisonError::into_inner).push((place, score));
                }
            });
        }
    });
    let mut scores = scores.into_inner().unwrap_or_else(PoisonError::into_inner);
    scores.sort_by_key(|(place, _)| *place);
    for (_, score) in scores {
        for (task, (tally, errors)) in score.totals {
            let total = totals.entry(task).or_default();
            total.0.add(tally);
            total.1.extend(errors);
        }
        for (fact, found) in score.details {
            details.entry(fact).or_default().add(found);
        }
    }
    println!("\n== all");
    for (task, (tally, errors)) in totals {
        println!("{}", Row::scored(task.clone(), tally, Goal::Watch, Vec::new()));
        if shown.is_some_and(|s| s == "all" || task == s) {
            errors.iter().for_each(|e| println!("      {e}"));
        }
    }
    for (fact, found) in details {
        found.rows(fact).iter().for_each(|row| println!("{row}"));
    }
    Ok(())
}

/// What one group left out comes to.
#[derive(Default)]
struct Score {
    totals: BTreeMap<String, (Tally, Vec<String>)>,
    details: BTreeMap<&'static str, facts::Found>,
}

fn score(group: &str, left_out: &[&Lesson], lessons: &[Lesson]) -> Score {
    let Score { mut totals, mut details } = Score::default();
    let others: Vec<&Lesson> = lessons.iter().filter(|l| l.group != group).collect();
    let learned = teach(&others, 1);
    let table = learned.table();
    let weights = Weights::new(&table);
    println!("\n== {group}: {} texts, {} taught", left_out.len(), others.len());
    let mut asked = Vec::new();
    for (stage, tasks) in STAGES.iter().enumerate() {
        let known: Vec<u32> = STAGES[..stage].concat();
        let of = |lesson: &&Lesson| notes(lesson, Some((&known, &learned)));
        asked.extend(left_out.iter().flat_map(of).filter(|n| tasks.contains(&n.task)));
    }
    for (task, tally) in learned.judge_notes(&asked, &weights) {
        println!("{}", Row::scored(format!("question {task}"), tally, Goal::Watch, Vec::new()));
        totals.entry(format!("question {task:02}")).or_default().0.add(tally);
    }
    for note in asked {
        let yes = weights.sum(note.task, &note.hashes);
        if (yes > 0.0) != note.answer {
            let line =
                format!("{group} {} {yes:.1} {}", if note.answer { "missed" } else { "wrong" }, note.what);
            totals.entry(format!("question {:02}", note.task)).or_default().1.push(line);
        }
    }
    for lesson in left_out {
        let entries = serde_json::from_str(&read_as(&lesson.handed, &weights)).unwrap_or_default();
        let read = Read {
            name: lesson.name.clone(),
            gold: lesson.gold.clone(),
            handed: lesson.handed.clone(),
            entries,
        };
        for fact in facts::FACTS {
            let mut errors = Vec::new();
            let found = details.entry(fact.key()).or_default();
            let tally = facts::judge(&read, *fact, found, &mut errors);
            for key in [fact.key().to_owned(), format!("{} {group}", fact.key())] {
                let total = totals.entry(key).or_default();
                total.0.add(tally);
                total.1.append(&mut errors);
            }
        }
        for (name, tally) in sweep(&read) {
            totals.entry(name).or_default().0.add(tally);
        }
        let (tally, errors) = teacher::parties_of_people(&read);
        let total = totals.entry("people's parties".to_owned()).or_default();
        total.0.add(tally);
        total.1.extend(errors);
    }
    Score { totals, details }
}

/// What the facts come to where only those of some confidence are taken.
fn sweep(read: &Read) -> Vec<(String, Tally)> {
    let mut tallies = Vec::new();
    for fact in facts::FACTS {
        for percent in [40, 50, 60, 65, 70, 75, 80, 85, 90] {
            let mut entries = read.entries.clone();
            if let Some(list) = entries.get_mut(fact.key()).and_then(serde_json::Value::as_array_mut) {
                list.retain(|f| f["confidence"].as_f64().unwrap_or(1.0) * 100.0 >= f64::from(percent));
            }
            let kept = Read {
                name: read.name.clone(),
                gold: read.gold.clone(),
                handed: read.handed.clone(),
                entries,
            };
            let tally = facts::judge(&kept, *fact, &mut facts::Found::default(), &mut Vec::new());
            tallies.push((format!("{} ≥ {percent}", fact.key()), tally));
        }
    }
    tallies
}

fn run() -> Outcome<()> {
    let (mut write, mut crossed, mut hands, mut shown) = (false, false, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => write = true,
            "--cross" => crossed = true,
            "--hands" => hands = arguments.next(),
            "--errors" => shown = arguments.next(),
            _ => return Err("usage: train [--write] [--cross [--hands A,B] [--errors TASK|all]]".into()),
        }
    }
    let lessons = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))?;
    if crossed {
        cross(&lessons, hands.as_deref(), shown.as_deref())?;
    }
    if write {
        let all: Vec<&Lesson> = lessons.iter().collect();
        let learned = teach(&all, ORDERS);
        let table = learned.table();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/weights.bin");
        std::fs::write(&path, &table).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{} texts, {} weights, {} bytes", all.len(), learned.len(), table.len());
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot train: {error}");
            ExitCode::FAILURE
        }
    }
}
