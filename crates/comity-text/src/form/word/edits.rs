//! What was listed as edits: in order, what replaces what joined, moves recognised.

use std::collections::HashMap;

use super::align::Aligned;
use super::file::WordFile;
use super::flow::even;
use super::listing::Found;
use super::receive::{Author, Edit, EditKind};
use super::stream::{Token, plain};
use crate::tree::ClauseIx;
use crate::version::Version;

/// Words of the text that the file does not have, neither kept nor struck.
pub(super) fn untracked_deletions(base: &Version, base_tokens: &[Token], aligned: &Aligned) -> Vec<Found> {
    let mut hit = vec![false; base_tokens.len()];
    aligned.to_base.iter().flatten().for_each(|at| hit[*at] = true);
    let mut found: Vec<Found> = Vec::new();
    let mut last = usize::MAX;
    for (at, token) in base_tokens.iter().enumerate().filter(|(at, _)| !hit[*at]) {
        let clause = ClauseIx(token.place);
        match found.last_mut().filter(|one| last.wrapping_add(1) == at && one.clause == clause) {
            Some(one) => one.at.end = token.at.end,
            None => found.push(Found::new(EditKind::Deletion, None, token.at, clause)),
        }
        last = at;
    }
    for one in &mut found {
        one.words = base.text().slice(one.at).to_string();
    }
    found
}

/// Puts what was found in order, joins what replaces what, and recognises moves.
pub(super) fn edits(mut found: Vec<Found>, base: &Version, file: &WordFile) -> Vec<Edit> {
    found.retain(|one| one.kind == EditKind::Move || !one.words.trim().is_empty());
    found.sort_by_key(|one| one.at.start);
    pair_moves(&mut found, file);
    let source = base.text().source();
    let mut joined: Vec<Found> = Vec::new();
    for one in found {
        let author = |found: &Found| found.change.map(|n| file.changes[n as usize].author.clone());
        let fits = |last: &&mut Found| {
            let kinds = (last.kind, one.kind);
            let opposite = matches!(
                kinds,
                (EditKind::Deletion, EditKind::Insertion) | (EditKind::Insertion, EditKind::Deletion)
            );
            let (from, to) = (last.at.end.min(one.at.start), last.at.end.max(one.at.start));
            let between = source.get(from as usize..to as usize).unwrap_or("x");
            opposite
                && author(last) == author(&one)
                && last.behind.is_none()
                && one.behind.is_none()
                && last.clause == one.clause
                && between.trim().is_empty()
        };
        match joined.last_mut().filter(fits) {
            Some(last) => {
                let (deleted, inserted) =
                    if last.kind == EditKind::Deletion { (last.clone(), one) } else { (one, last.clone()) };
                *last = Found { kind: EditKind::Replacement, inserted: inserted.words, ..deleted };
            }
            None => joined.push(one),
        }
    }
    joined.into_iter().map(|one| edit(one, base, file)).collect()
}

fn edit(found: Found, base: &Version, file: &WordFile) -> Edit {
    let author = found.change.and_then(|n| file.changes.get(n as usize));
    let (deleted, inserted) = match found.kind {
        EditKind::Insertion => (String::new(), even(&found.words)),
        EditKind::Deletion => (even(&found.words), String::new()),
        EditKind::Replacement => (even(&found.words), even(&found.inserted)),
        EditKind::Move => (even(base.text().slice(found.at)), even(&found.inserted)),
    };
    Edit {
        kind: found.kind,
        author: author.map(|one| Author { name: one.author.clone(), date: one.date.clone() }),
        clause: base.id(found.clause).to_string(),
        at: found.at,
        deleted,
        inserted,
        behind: found.behind.map(|clause| base.id(clause).to_string()),
    }
}

/// Fewer words taken out here and put in there are no move.
const FEWEST_MOVED: usize = 4;

/// A paragraph struck in one place and typed in another was moved: where the editor says so by one name
/// for both, or where the words are the same.
fn pair_moves(found: &mut Vec<Found>, file: &WordFile) {
    let name = |one: &Found| {
        let change = one.change.and_then(|n| file.changes.get(n as usize))?;
        change.moved.clone().filter(|name| !name.is_empty())
    };
    let mut named: HashMap<String, usize> = HashMap::new();
    let mut typed: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, one) in found.iter().enumerate().rev() {
        if one.kind == EditKind::Insertion && one.behind.is_some() {
            match name(one) {
                Some(name) => drop(named.insert(name, at)),
                None => typed.entry(body(&one.words)).or_default().push(at),
            }
        }
    }
    let mut gone = vec![false; found.len()];
    for at in 0..found.len() {
        if found[at].kind != EditKind::Deletion {
            continue;
        }
        let words = body(&found[at].words);
        let by_name = name(&found[at]).and_then(|name| named.remove(&name));
        let by_words = || typed.get_mut(&words).filter(|_| words.len() >= FEWEST_MOVED)?.pop();
        if let Some(there) = by_name.or_else(by_words) {
            found[at].kind = EditKind::Move;
            found[at].behind = found[there].behind;
            found[at].inserted = found[there].words.clone();
            gone[there] = true;
        }
    }
    let mut gone = gone.into_iter();
    found.retain(|_| !gone.next().unwrap_or(false));
}

/// The words of a paragraph without the label, which a move may change.
fn body(words: &str) -> Vec<String> {
    let mut all: Vec<String> =
        words.split_whitespace().map(|word| word.chars().map(plain).collect()).collect();
    if all.first().is_some_and(|first| first.ends_with(['.', ')']) && first.len() < 6) {
        all.remove(0);
    }
    all
}
