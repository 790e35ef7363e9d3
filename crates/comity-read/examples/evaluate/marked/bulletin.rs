//! The sentences in the manner of a bulletin: a name, a sentence with labels, and one line a relation.

use super::super::material::Range;
use super::fact::names;
use super::kinds::{kind, polarity};
use super::labelled::Labelled;
use super::{Annotated, HALVES};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The file all sentences stand in.
const FILE: &str = "bulletin.txt";

/// Reads the bulletin as one document a half, or tells everything that is wrong in it, each with the sentence's name.
pub fn bulletin(marked: &str) -> Result<Vec<Annotated>, Vec<String>> {
    let items: Vec<Item> = marked.split("%% ").skip(1).map(Item::of).collect();
    let problems: Vec<String> = items.iter().flat_map(Item::problems).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let of_half = |half| items.iter().filter(move |item| half_of(item.name) == half);
    Ok(HALVES.map(|half| joined(half, of_half(half))).into())
}

/// The half of a sentence: the last hexadecimal digit of its name's hash is even for `dev`, odd for `heldout`.
fn half_of(name: &str) -> &'static str {
    let odd = Sha256::digest(name).last().is_some_and(|byte| byte % 2 == 1);
    HALVES[usize::from(odd)]
}

struct Item<'a> {
    name: &'a str,
    text: Labelled,
    ties: Vec<Result<Tie<'a>, String>>,
}

impl<'a> Item<'a> {
    fn of(block: &'a str) -> Self {
        let mut lines = block.trim().lines();
        let mut next = || lines.next().unwrap_or_default();
        let (name, text) = (next(), Labelled::new(next()));
        let ties = lines.map(|line| Tie::of(&text, line)).collect();
        Self { name, text, ties }
    }

    fn problems(&self) -> Vec<String> {
        let unclosed = self.text.unclosed.iter().map(|label| format!("label never closed: {label}"));
        let mut problems: Vec<String> = unclosed.collect();
        problems.extend(self.text.words.is_empty().then(|| "no sentence".to_owned()));
        for tie in &self.ties {
            problems.extend(tie.as_ref().map_or_else(|what| vec![what.clone()], |tie| self.strangers(tie)));
        }
        problems.into_iter().map(|what| format!("{FILE}: {}: {what}", self.name)).collect()
    }

    /// Parties of a relation of which the sentence shows no trace.
    fn strangers(&self, tie: &Tie<'_>) -> Vec<String> {
        let words = self.text.words.to_lowercase();
        let mut parties: Vec<&str> = tie.pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        parties.sort_unstable();
        parties.dedup();
        // Two letters: "the US" may stand for the United States, and a group for its letters.
        let start = |name: &str| name.to_lowercase().chars().take(2).collect::<String>();
        parties.retain(|name| !words.contains(&start(name)));
        parties.into_iter().map(|name| format!("party not in the text: {name}")).collect()
    }
}

/// The sentences of a half, a line each; all of them are sound.
fn joined<'a>(half: &'static str, items: impl Iterator<Item = &'a Item<'a>>) -> Annotated {
    let (mut words, mut entries) = (String::new(), Vec::new());
    for item in items {
        let base = words.len();
        words.push_str(&item.text.words);
        let relations: Vec<Value> = item.ties.iter().flatten().flat_map(|tie| tie.entries(base)).collect();
        entries.push(json!({"id": item.name, "byte_range": [base, words.len()], "relations": relations}));
        words.push('\n');
    }
    let given = Map::from_iter([("items".to_owned(), entries.into())]);
    Annotated::new(half, FILE.to_owned(), words.into_bytes(), given)
}

/// One line of relations: `opp~? A, B > C @label`; `sup|agr` accepts either kind, `~` is opposition by contrast.
struct Tie<'a> {
    kind: &'static str,
    or: Option<&'static str>,
    optional: bool,
    contrast: bool,
    at: Range,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Tie<'a> {
    fn of(text: &Labelled, line: &'a str) -> Result<Self, String> {
        let (stated, label) = line.split_once(" @").unwrap_or((line, ""));
        let (word, sides) = stated.split_once(' ').unwrap_or((stated, ""));
        let (word, other) = word.split_once('|').map_or((word, None), |(word, other)| (word, Some(other)));
        let known = |short: &str| kind(short).ok_or_else(|| format!("unknown kind of relation: {line}"));
        let kind = known(word.trim_end_matches(['?', '~']))?;
        let two = || sides_of(sides).ok_or_else(|| format!("not two sides: {line}"));
        Ok(Self {
            kind,
            or: other.map(known).transpose()?,
            optional: word.contains('?'),
            contrast: word.contains('~'),
            at: place(text, label.trim())?,
            pairs: if kind == "agreement" { among(&members(sides)) } else { two()? },
        })
    }

    fn entries(&self, base: usize) -> Vec<Value> {
        let symmetric = self.contrast || self.kind == "agreement";
        let entry = |&(from, to): &(&str, &str)| {
            json!({
                "kind": self.kind, "polarity": polarity(self.kind), "from": from, "to": to,
                "byte_range": [self.at.0 + base, self.at.1 + base], "symmetric": symmetric,
                "optional": self.optional, "or": self.or,
            })
        };
        self.pairs.iter().map(entry).collect()
    }
}

/// The place of a label; without one that of the label `r`, or the whole sentence.
fn place(text: &Labelled, label: &str) -> Result<Range, String> {
    if label.is_empty() {
        return Ok(text.label("r").unwrap_or((0, text.words.len())));
    }
    text.label(label).ok_or_else(|| format!("label not found: {label}"))
}

/// `A, B > C`: each on the left with each on the right.
fn sides_of(sides: &str) -> Option<Vec<(&str, &str)>> {
    let (left, right) = sides.split_once(" > ").filter(|(_, right)| !right.contains(" > "))?;
    let listed = |side| names(side).into_iter().map(|name| name.trim_matches('"'));
    Some(listed(left).flat_map(|from| listed(right).map(move |to| (from, to))).collect())
}

/// `A "B C" D`: names between spaces, in quotation marks where they hold spaces themselves.
fn members(sides: &str) -> Vec<&str> {
    let (mut members, mut rest) = (Vec::new(), sides.trim());
    while !rest.is_empty() {
        let quoted = rest.strip_prefix('"').and_then(|inner| inner.split_once('"'));
        let (name, after) = quoted.or_else(|| rest.split_once(char::is_whitespace)).unwrap_or((rest, ""));
        members.push(name);
        rest = after.trim_start();
    }
    members
}

/// Everyone with everyone listed later.
fn among<'a>(members: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let later = |(i, &one): (usize, &&'a str)| members[i + 1..].iter().map(move |&other| (one, other));
    members.iter().enumerate().flat_map(later).collect()
}
