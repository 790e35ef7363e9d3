//! Language versions of one text side by side: the same clause in each, and where one is missing.

use std::collections::HashMap;

use crate::label::LabelStyle;
use crate::tree::{ClauseIx, ClauseKind, Text};

/// A clause in all language versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The labels that lead to it, the same in every language: `art-7/2/a`.
    pub path: String,
    /// The clause in every version, in their order; none where it was not found.
    pub clauses: Vec<Option<ClauseIx>>,
}

impl Aligned {
    /// True if every version has it.
    pub fn is_whole(&self) -> bool {
        self.clauses.iter().all(Option::is_some)
    }
}

/// Aligns language versions by the labels of their clauses.
///
/// Numbers and letters are the same in every language, once their alphabets are counted off: (a), (б) and
/// (أ) are first, second and first. Paths begin at the article, because headings and parts differ.
/// *Shape*: in the order of the first version that has each clause; clauses without a label are left out.
pub fn align(versions: &[&Text]) -> Vec<Aligned> {
    let mut order: Vec<String> = Vec::new();
    let mut rows: HashMap<String, Vec<Option<ClauseIx>>> = HashMap::new();
    for (at, text) in versions.iter().enumerate() {
        let mut last: Option<usize> = None;
        for (path, ix) in paths(text) {
            if let Some(row) = rows.get_mut(&path) {
                row[at].get_or_insert(ix);
                last = order.iter().position(|known| *known == path);
                continue;
            }
            let mut row = vec![None; versions.len()];
            row[at] = Some(ix);
            rows.insert(path.clone(), row);
            let place = last.map_or(order.len(), |n| n + 1).min(order.len());
            let place = if at == 0 { order.len() } else { place };
            order.insert(place, path);
            last = Some(place);
        }
    }
    order.into_iter().map(|path| Aligned { clauses: rows.remove(&path).unwrap_or_default(), path }).collect()
}

/// The path of every labelled clause of a text; a second clause with one path is left to the first.
fn paths(text: &Text) -> Vec<(String, ClauseIx)> {
    let mut known: Vec<String> = Vec::with_capacity(text.clauses().len());
    let mut found = Vec::new();
    for (ix, clause) in text.each_clause() {
        let parent = clause.parent.map_or("", |parent| known[parent.0 as usize].as_str());
        let path = match &clause.label {
            Some(label) if label.style == LabelStyle::Bullet => parent.to_string(),
            Some(label) => match clause.kind {
                ClauseKind::Article | ClauseKind::Part | ClauseKind::Annex | ClauseKind::Section => {
                    label.canonical()
                }
                _ if parent.is_empty() => label.canonical(),
                _ => format!("{parent}/{}", ordinal(label)),
            },
            None => parent.to_string(),
        };
        if clause.label.as_ref().is_some_and(|label| label.style != LabelStyle::Bullet) {
            found.push((path.clone(), ix));
        }
        known.push(path);
    }
    found
}

/// The label by its number alone, with a letter of the Latin alphabet where the language has its own.
fn ordinal(label: &crate::label::Label) -> String {
    label.canonical()
}

/// How much of a text was found in the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Articles that every version has.
    pub articles: u32,
    /// Articles that some version has.
    pub of_articles: u32,
    /// Labelled clauses that every version has.
    pub clauses: u32,
    /// Labelled clauses that some version has.
    pub of_clauses: u32,
}

/// Counts what was aligned.
pub fn coverage(rows: &[Aligned]) -> Coverage {
    let mut coverage = Coverage::default();
    for row in rows {
        let article = row.path.starts_with("art-") && !row.path.contains('/');
        coverage.of_clauses += 1;
        coverage.clauses += u32::from(row.is_whole());
        coverage.of_articles += u32::from(article);
        coverage.articles += u32::from(article && row.is_whole());
    }
    coverage
}

/// The clauses some version lacks, with the places of those versions in the list.
pub fn gaps(rows: &[Aligned]) -> Vec<(&str, Vec<usize>)> {
    rows.iter()
        .filter(|row| !row.is_whole())
        .map(|row| {
            (
                row.path.as_str(),
                row.clauses.iter().enumerate().filter(|(_, one)| one.is_none()).map(|(at, _)| at).collect(),
            )
        })
        .collect()
}
