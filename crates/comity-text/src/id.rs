//! Default ids of clauses: paths of labels, unique within one text.

use std::collections::HashMap;

use crate::tree::{Clause, ClauseKind, Text};

/// The default ids of all clauses of a text, in its order.
pub(crate) fn all(text: &Text) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(text.clauses.len());
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(text.clauses.len());
    for clause in &text.clauses {
        let parent = clause.parent.map_or("", |parent| ids[parent.0 as usize].as_str());
        let path = path(parent, &stem(text, clause));
        let mut times = seen.get(&path).copied().unwrap_or(0) + 1;
        let mut id = path.clone();
        while times > 1 {
            id = format!("{path}~{times}");
            if !seen.contains_key(&id) {
                seen.insert(id.clone(), 1);
                break;
            }
            times += 1;
        }
        seen.insert(path, times);
        ids.push(id);
    }
    ids
}

/// The longest id: a hostile text nests without end, and every id holds those above it.
const LONGEST: usize = 120;

fn path(parent: &str, stem: &str) -> String {
    if parent.is_empty() || parent == "document" {
        return stem.to_string();
    }
    if parent.len() + stem.len() > LONGEST {
        let cut = parent.rfind('/').unwrap_or(0);
        let mut kept = cut.min(LONGEST / 2);
        while !parent.is_char_boundary(kept) {
            kept -= 1;
        }
        return format!("{}/…/{stem}", &parent[..kept]);
    }
    format!("{parent}/{stem}")
}

fn stem(text: &Text, clause: &Clause) -> String {
    if let Some(label) = &clause.label
        && !label.numbers.is_empty()
    {
        return label.canonical();
    }
    match clause.kind {
        ClauseKind::Document => "document".into(),
        ClauseKind::Heading => {
            let line = text.source[clause.span.range()].lines().next().unwrap_or("");
            format!("h-{}", slug(line))
        }
        ClauseKind::Preambular => "pp".into(),
        ClauseKind::Chapeau => "chapeau".into(),
        ClauseKind::Item => "item".into(),
        ClauseKind::Footnote => "note".into(),
        ClauseKind::Annex => "annex".into(),
        _ => "p".into(),
    }
}

/// The first words of a heading, in small letters, joined by hyphens.
fn slug(line: &str) -> String {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
