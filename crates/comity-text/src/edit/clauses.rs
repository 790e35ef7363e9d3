//! Edits of clauses: delete, move, split, merge, insert, with the labels that follow from them.

use super::{Edited, Refusal, Splice, apply, apply_following, balanced, find, open_for_change, whole};
use crate::label::{Label, LabelStyle, letter, roman, suffix_word};
use crate::span::Span;
use crate::tree::{ClauseIx, Text};
use crate::version::Version;

/// Deletes a clause with everything in it. The clauses after it keep their labels.
///
/// *Errors*: see [`Refusal`].
pub fn delete_clause(version: &Version, id: &str) -> Result<Edited, Refusal> {
    let ix = movable(version, id)?;
    let lines = lines_of(version.text(), ix)?;
    apply(version, vec![Splice { at: lines, insert: String::new() }])
}

/// Deletes wording.
///
/// *Errors*: see [`Refusal`].
pub fn delete_words(version: &Version, span: Span) -> Result<Edited, Refusal> {
    whole(version.text(), span)?;
    open_for_change(version, span.start)?;
    apply(version, vec![Splice { at: span, insert: String::new() }])
}

/// Moves a clause, with everything in it, behind another one; its label becomes the one that fits there.
///
/// *Errors*: see [`Refusal`].
pub fn move_clause(version: &Version, id: &str, behind: &str) -> Result<Edited, Refusal> {
    let text = version.text();
    let ix = movable(version, id)?;
    let target = find(version, behind)?;
    let lines = lines_of(text, ix)?;
    let at = if target == ClauseIx::DOCUMENT { own_end(text, target) } else { text.clause(target).span.end };
    if target == ix || lines.holds(at) || lines.start == at {
        return Err(Refusal::IntoItself);
    }
    let mut words = ended(text.slice(lines)).to_string();
    let label_at =
        text.clause(ix).label.as_ref().map(|label| (label.written.start - lines.start, label.written.len()));
    let mut grown = 0_i64;
    if let (Some((start, len)), Some(label)) = (label_at, follower(text, target)) {
        words.replace_range(start as usize..(start + len) as usize, &label);
        grown = label.len() as i64 - i64::from(len);
    }
    let lead = lead(text, at);
    let inside: Vec<(ClauseIx, i64)> = text
        .each_clause()
        .skip(1)
        .filter(|(_, clause)| lines.encloses(clause.span))
        .map(|(within, _)| {
            let anchor = i64::from(super::clause_anchor(text, within) - lines.start);
            let behind_label = label_at.is_none_or(|(start, _)| anchor > i64::from(start));
            (within, anchor + if behind_label { grown } else { 0 })
        })
        .collect();
    let removed = i64::from(lines.len());
    let base = i64::from(at) + lead.len() as i64 - if lines.start < at { removed } else { 0 };
    let splices = vec![
        Splice { at: lines, insert: String::new() },
        Splice { at: Span::new(at, at), insert: format!("{lead}{words}") },
    ];
    let follow = move |_: &[Splice]| {
        inside.iter().filter_map(|(within, by)| Some((*within, u32::try_from(base + by).ok()?))).collect()
    };
    apply_following(version, splices, follow)
}

/// Splits a clause in two before a byte of its wording; the second part gets the label that follows.
///
/// *Errors*: see [`Refusal`].
pub fn split_clause(version: &Version, at: u32) -> Result<Edited, Refusal> {
    let text = version.text();
    let ix = text.clause_at(at);
    if ix == ClauseIx::DOCUMENT {
        return Err(Refusal::WholeDocument);
    }
    open_for_change(version, at)?;
    let body = text.body_of(ix);
    let inside = body.iter().any(|span| span.start < at && at < span.end);
    if !inside || !text.source().is_char_boundary(at as usize) {
        return Err(Refusal::AtEdge);
    }
    if let Some(mark) =
        text.marks_at(at).into_iter().map(|ix| text.mark(ix)).find(|mark| mark.outer.start < at)
    {
        return Err(Refusal::CutsBracket(mark.outer.start));
    }
    let before = &text.source()[..at as usize];
    let gap = before.len() - before.trim_end().len();
    let after = &text.source()[at as usize..];
    let space = after.len() - after.trim_start().len();
    let label = follower(text, ix).map(|label| format!("{label}{} ", dot(text, ix))).unwrap_or_default();
    let indent = indent_of(text, ix);
    let at = Span::new(at - gap as u32, at + space as u32);
    apply(version, vec![Splice { at, insert: format!("\n{indent}{label}") }])
}

/// Joins a clause to the one before it at the same place in the outline; its label goes.
///
/// *Errors*: see [`Refusal`].
pub fn merge_clauses(version: &Version, first: &str, second: &str) -> Result<Edited, Refusal> {
    let text = version.text();
    let (a, b) = (find(version, first)?, find(version, second)?);
    let neighbours = text.clause(a).parent == text.clause(b).parent
        && text.clause(a).span.end <= text.clause(b).span.start;
    let between = text
        .each_clause()
        .any(|(ix, clause)| ix != a && ix != b && clause.parent == text.clause(a).parent && a < ix && ix < b);
    if !neighbours || between || a == ClauseIx::DOCUMENT {
        return Err(Refusal::NotNeighbours(first.into(), second.into()));
    }
    open_for_change(version, text.clause(a).span.start)?;
    open_for_change(version, text.clause(b).span.start)?;
    let start = text.trim(text.clause(a).span).end;
    let end = text.body_of(b).first().map_or(text.clause(b).span.start, |span| span.start);
    apply(version, vec![Splice { at: Span::new(start, end), insert: " ".into() }])
}

/// Inserts a new clause behind another one, with the label that fits there: `2 bis` where 3 follows.
///
/// *Errors*: see [`Refusal`].
pub fn insert_clause(version: &Version, behind: &str, words: &str) -> Result<Edited, Refusal> {
    let text = version.text();
    let target = find(version, behind)?;
    if words.trim().is_empty() {
        return Err(Refusal::Nothing);
    }
    balanced(words)?;
    let at = if target == ClauseIx::DOCUMENT { own_end(text, target) } else { text.clause(target).span.end };
    let label =
        follower(text, target).map(|label| format!("{label}{} ", dot(text, target))).unwrap_or_default();
    let indent = indent_of(text, target);
    let insert = format!("{}{indent}{label}{}\n", lead(text, at), words.trim());
    apply(version, vec![Splice { at: Span::new(at, at), insert }])
}

fn movable(version: &Version, id: &str) -> Result<ClauseIx, Refusal> {
    let ix = find(version, id)?;
    if ix == ClauseIx::DOCUMENT {
        return Err(Refusal::WholeDocument);
    }
    let within = version.text().each_clause().filter(|(at, _)| *at >= ix);
    for (at, clause) in within {
        if !version.text().clause(ix).span.encloses(clause.span) {
            break;
        }
        open_for_change(version, version.text().clause(at).span.start)?;
    }
    Ok(ix)
}

/// The whole lines of a clause and of everything in it.
fn lines_of(text: &Text, ix: ClauseIx) -> Result<Span, Refusal> {
    let span = text.clause(ix).span;
    let start = text.source()[..span.start as usize].rfind('\n').map_or(0, |n| n as u32 + 1);
    let lines = Span::new(start, span.end);
    whole(text, lines)?;
    Ok(lines)
}

fn own_end(text: &Text, ix: ClauseIx) -> u32 {
    text.pieces_of(ix).next().map_or(0, |span| span.end)
}

/// A line end to stand before what is inserted, where the bytes before it lack one.
fn lead(text: &Text, at: u32) -> &'static str {
    if at == 0 || text.source()[..at as usize].ends_with('\n') { "" } else { "\n" }
}

fn ended(words: &str) -> std::borrow::Cow<'_, str> {
    if words.ends_with('\n') { words.into() } else { format!("{words}\n").into() }
}

fn indent_of(text: &Text, ix: ClauseIx) -> String {
    let start = text.clause(ix).span.start;
    let line = text.source()[..start as usize].rfind('\n').map_or(0, |n| n + 1);
    text.source()[line..start as usize].chars().filter(|c| *c == ' ' || *c == '\t').collect()
}

/// What stands behind the label of a clause: `.`, `)` or nothing.
fn dot(text: &Text, ix: ClauseIx) -> String {
    text.clause(ix)
        .label
        .as_ref()
        .map_or(String::new(), |label| text.slice(Span::new(label.written.end, label.outer.end)).to_string())
}

/// The label for a new clause right behind this one: the next number if it is free, else a suffix.
fn follower(text: &Text, ix: ClauseIx) -> Option<String> {
    let clause = text.clause(ix);
    let label = clause.label.as_ref()?;
    let siblings: Vec<&Label> = text
        .clauses()
        .iter()
        .filter(|other| other.parent == clause.parent && other.option == clause.option)
        .filter_map(|other| other.label.as_ref())
        .filter(|other| other.style == label.style && other.numbers.len() == label.numbers.len())
        .collect();
    let taken = |number: u32, suffix: u32| {
        siblings.iter().any(|other| other.number() == number && other.suffix == suffix)
    };
    let (mut number, mut suffix) = (label.number(), label.suffix);
    if !taken(number + 1, 0) && !siblings.iter().any(|other| other.number() > number) {
        (number, suffix) = (number + 1, 0);
    } else {
        suffix = suffix.max(1) + 1;
        while taken(number, suffix) && suffix < 12 {
            suffix += 1;
        }
    }
    Some(written(text, label, number, suffix))
}

/// The label with another number and suffix, in the typography of this one.
fn written(text: &Text, label: &Label, number: u32, suffix: u32) -> String {
    let as_written = text.slice(label.written);
    let numeral = match label.style {
        LabelStyle::Letter => letter(number),
        LabelStyle::UpperLetter => letter(number).to_uppercase(),
        LabelStyle::Roman => roman(number),
        LabelStyle::UpperRoman => roman(number).to_uppercase(),
        LabelStyle::Bullet => return as_written.to_string(),
        _ => number.to_string(),
    };
    let (open, close) = if as_written.starts_with('(') { ("(", ")") } else { ("", "") };
    let stem = match label.style {
        LabelStyle::Article | LabelStyle::Part | LabelStyle::Annex => {
            as_written.split_whitespace().next().map(|word| format!("{word} "))
        }
        LabelStyle::Preambular => Some("Pp".into()),
        LabelStyle::Decimal if label.numbers.len() > 1 => {
            as_written.rfind('.').map(|at| as_written[..=at].to_string())
        }
        _ => None,
    };
    let suffix = match suffix_word(suffix) {
        "" => String::new(),
        word => format!(" {word}"),
    };
    format!("{open}{}{numeral}{suffix}{close}", stem.unwrap_or_default())
}
