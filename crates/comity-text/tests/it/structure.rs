//! The outline found in two real texts, against two hundred lines labelled by hand.
//!
//! The lines were drawn by the seed below from all lines with something on them, and labelled by reading
//! the texts, before the outline was tuned on any of them. The fixture holds positions and labels, never
//! words. Conventions: an option is an alternative and no clause, unless it opens a paragraph of the
//! preamble; the wording right behind a bare marker belongs to the option; drafters' labels in braces,
//! page furniture and title pages are no clauses.

use std::collections::HashMap;

use comity_text::{Places, Text};

use crate::corpus;

const SAMPLE: &str = include_str!("structure/sample.tsv");
const SEED: u64 = 20_150_212;
const DRAWN: usize = 200;
const TEXTS: [&str; 2] = ["cop21_1", "cop21_3"];

/// Kind, canonical label and line of the parent of what begins on a line.
type Start = (String, String, u32);

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The draw: the first two hundred of a shuffle of all lines that are not blank.
fn drawn(texts: &[Text], seed: u64) -> Vec<(usize, u32)> {
    let mut pool: Vec<(usize, u32)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let visible = text.source().split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty());
        pool.extend(visible.map(|(_, number)| (at, number)));
    }
    let mut state = seed;
    for at in 0..DRAWN {
        let other = at + (splitmix(&mut state) % (pool.len() - at) as u64) as usize;
        pool.swap(at, other);
    }
    pool.truncate(DRAWN);
    pool.sort_unstable();
    pool
}

fn starts(text: &Text) -> HashMap<u32, Start> {
    let mut places = Places::new(text.source());
    let lines: Vec<u32> = text.clauses().iter().map(|clause| places.of(clause.span.start).line).collect();
    let mut found = HashMap::new();
    for (ix, clause) in text.each_clause().skip(1) {
        let parent = clause.parent.map_or(1, |parent| lines[parent.0 as usize]);
        let label = clause.label.as_ref().map_or(String::new(), |label| label.canonical());
        found.entry(lines[ix.0 as usize]).or_insert((clause.kind.word().to_string(), label, parent));
    }
    found
}

fn labelled() -> Vec<(usize, u32, Option<Start>)> {
    let rows = SAMPLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let text = TEXTS.iter().position(|name| *name == cells[0]).unwrap();
        let start = (cells[2] != "-")
            .then(|| (cells[2].to_string(), cells[3].to_string(), cells[4].parse().unwrap()));
        (text, cells[1].parse().unwrap(), start)
    })
    .collect()
}

#[test]
fn precision_and_recall_on_lines_labelled_by_hand() {
    let Some(texts) = TEXTS.iter().map(|name| corpus::text(name)).collect::<Option<Vec<Text>>>() else {
        return;
    };
    let sample = labelled();
    let places: Vec<(usize, u32)> = sample.iter().map(|(text, line, _)| (*text, *line)).collect();
    assert_eq!(places, drawn(&texts, SEED), "the fixture is not the draw of its seed");
    let found: Vec<HashMap<u32, Start>> = texts.iter().map(starts).collect();
    let (mut right, mut reported, mut labelled) = (0, 0, 0);
    for (text, line, expected) in &sample {
        let got = found[*text].get(line);
        reported += usize::from(got.is_some());
        labelled += usize::from(expected.is_some());
        right += usize::from(got.is_some() && got == expected.as_ref());
        if got != expected.as_ref() {
            println!("{} line {line}: labelled {expected:?}, found {got:?}", TEXTS[*text]);
        }
    }
    let precision = right as f64 / reported as f64;
    let recall = right as f64 / labelled as f64;
    println!("precision {precision:.3} ({right} of {reported}), recall {recall:.3} ({right} of {labelled})");
    assert!(precision >= 0.95 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}");
}
