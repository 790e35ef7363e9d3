//! Which words of a Word file are which words of the text it was made from.
//!
//! Paragraphs that still have the bookmark of a clause are read against that clause; everything else is
//! aligned as text, moves included, by the redline.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bookmark;
use super::file::WordFile;
use super::flow::Gap;
use super::stream::Token;
use crate::redline::{Change, lcs, redline};
use crate::span::Span;
use crate::tree::Text;
use crate::version::Version;

/// For every token of the file the token of the text it is, if any.
pub(super) struct Aligned {
    pub to_base: Vec<Option<usize>>,
    /// The clauses, by index, whose bookmarks stand in each paragraph of the file.
    pub marked: BTreeMap<u32, Vec<u32>>,
}

/// Aligns the tokens of a file, as it was before its tracked changes, with those of a text.
///
/// Bookmarks that lead to fewer common words than the words alone, as those of another version do, are left
/// aside, all of them.
pub(super) fn align(file: &WordFile, tokens: &[Token], base: &Version, base_tokens: &[Token]) -> Aligned {
    let marked = marked(file, base);
    let by_words = through(BTreeMap::new(), tokens, base, base_tokens);
    if marked.is_empty() {
        return by_words;
    }
    let by_marks = through(marked, tokens, base, base_tokens);
    let common = |aligned: &Aligned| aligned.to_base.iter().flatten().count();
    if common(&by_marks) >= common(&by_words) { by_marks } else { by_words }
}

/// Aligns marked paragraphs with their clauses, then the rest as text.
fn through(
    marked: BTreeMap<u32, Vec<u32>>,
    tokens: &[Token],
    base: &Version,
    base_tokens: &[Token],
) -> Aligned {
    let mut to_base = vec![None; tokens.len()];
    let by_paragraph = places(tokens);
    let by_clause = places(base_tokens);
    let (mut paragraphs_left, mut clauses_left) = (by_paragraph.clone(), by_clause.clone());
    for (paragraph, clauses) in &marked {
        let Some(own) = by_paragraph.get(paragraph) else { continue };
        let theirs: Vec<usize> =
            clauses.iter().filter_map(|clause| by_clause.get(clause)).flatten().copied().collect();
        paragraphs_left.remove(paragraph);
        clauses.iter().for_each(|clause| drop(clauses_left.remove(clause)));
        pair(tokens, own, base_tokens, &theirs).into_iter().for_each(|(i, j)| to_base[i] = Some(j));
    }
    let own: Vec<usize> = paragraphs_left.into_values().flatten().collect();
    let theirs: Vec<usize> = clauses_left.into_values().flatten().collect();
    as_text(tokens, &own, base_tokens, &theirs, base.text(), &mut to_base);
    Aligned { to_base, marked }
}

/// The places of the tokens of every clause or paragraph.
fn places(tokens: &[Token]) -> BTreeMap<u32, Vec<usize>> {
    let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        found.entry(token.place).or_default().push(at);
    }
    found
}

/// The clauses that bookmarks name, by the paragraph they stand in; each clause counts once.
fn marked(file: &WordFile, base: &Version) -> BTreeMap<u32, Vec<u32>> {
    let names: HashMap<String, u32> =
        base.text().each_clause().map(|(ix, _)| (bookmark(base.id(ix)), ix.0)).collect();
    let ends: Vec<u32> = file.text.match_indices('\n').map(|(at, _)| at as u32).collect();
    let mut seen = HashSet::new();
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (at, name) in &file.bookmarks {
        let Some(&clause) = names.get(name) else { continue };
        if seen.insert(clause) {
            found.entry(ends.partition_point(|end| end < at) as u32).or_default().push(clause);
        }
    }
    found
}

/// The longest common subsequence of two lists of tokens.
fn pair(tokens: &[Token], own: &[usize], base: &[Token], theirs: &[usize]) -> Vec<(usize, usize)> {
    let mut symbols: HashMap<&str, u32> = HashMap::new();
    let mut symbol = |words| {
        let next = symbols.len() as u32;
        *symbols.entry(words).or_insert(next)
    };
    let left: Vec<u32> = own.iter().map(|at| symbol(tokens[*at].words.as_str())).collect();
    let right: Vec<u32> = theirs.iter().map(|at| symbol(base[*at].words.as_str())).collect();
    let pairs = lcs::pairs(&left, &right).into_iter();
    pairs.map(|(i, j)| (own[i as usize], theirs[j as usize])).collect()
}

/// Aligns what no bookmark speaks for by the redline of the two as texts.
fn as_text(
    tokens: &[Token],
    own: &[usize],
    base: &[Token],
    theirs: &[usize],
    text: &Text,
    to_base: &mut [Option<usize>],
) {
    if own.is_empty() || theirs.is_empty() {
        return;
    }
    let (left, left_at) = written(base, theirs);
    let (right, right_at) = written(tokens, own);
    let read = |source: &str| crate::parse::parse_str(source, text.shared_holders());
    let (Ok(left), Ok(right)) = (read(&left), read(&right)) else { return };
    let lines = redline(&left, &right);
    let moved = lines.moves.iter().flat_map(|one| &one.within);
    let starts: HashMap<u32, usize> =
        right_at.iter().zip(own).map(|(at, token)| (at.start, *token)).collect();
    for segment in lines.segments.iter().chain(moved).filter(|segment| segment.change == Change::Kept) {
        let first = left_at.partition_point(|at| at.start < segment.old.start);
        for (at, token) in left_at[first..].iter().zip(&theirs[first..]) {
            if at.end > segment.old.end {
                break;
            }
            let there = starts.get(&(segment.new.start + (at.start - segment.old.start)));
            if let Some(&there) = there.filter(|there| tokens[**there].words == base[*token].words) {
                to_base[there] = Some(*token);
            }
        }
    }
}

/// Tokens as a text, and where each stands in it.
fn written(tokens: &[Token], which: &[usize]) -> (String, Vec<Span>) {
    let mut out = String::new();
    let mut at = Vec::with_capacity(which.len());
    for token in which.iter().map(|at| &tokens[*at]) {
        out.push_str(match token.gap {
            _ if out.is_empty() => "",
            Gap::None => "",
            Gap::Space | Gap::Tab => " ",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        });
        let start = out.len() as u32;
        out.push_str(&token.words);
        at.push(Span::new(start, out.len() as u32));
    }
    (out, at)
}
