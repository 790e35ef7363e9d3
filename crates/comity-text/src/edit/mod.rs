//! Changes to a version as pure functions: a version in, a version out, or a refusal that says why.
//!
//! Every edit is a list of [`Splice`]s on the bytes; what it does not touch stays byte for byte, and every
//! clause it does not remove keeps its permanent id, whatever its label becomes.

mod brackets;
mod clauses;
mod standing;

use std::collections::HashMap;
use std::ops::Range;

use crate::error::TextError;
use crate::span::Span;
use crate::tree::{ClauseIx, MarkIx, Text};
use crate::version::{Version, carried};

pub(crate) use brackets::settle;
pub use brackets::{add_alternative, bracket, fill, hold, replace, resolve};
pub use clauses::{delete_clause, delete_words, insert_clause, merge_clauses, move_clause, split_clause};
pub use standing::{reopen, reserve, set_standing};

/// A replacement of bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The bytes replaced; empty for an insertion.
    pub at: Span,
    /// What stands there instead.
    pub insert: String,
}

/// Why an edit was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no clause with this id.
    #[error("there is no clause `{0}` in this version")]
    NoSuchClause(String),
    /// A span does not lie on characters of this text.
    #[error("the span {}..{} does not lie on characters of this text", .0.start, .0.end)]
    NoSuchSpan(Span),
    /// A span covers no wording.
    #[error("nothing is selected; select at least one character")]
    Nothing,
    /// The edit would cut a bracket in two.
    #[error("this would cut the bracket at byte {0} in two; take in the whole bracket or stay within it")]
    CutsBracket(u32),
    /// The mark is no bracket or option.
    #[error("the mark at byte {0} is no bracket and no option")]
    NoAlternative(u32),
    /// The mark is no placeholder.
    #[error("the mark at byte {0} is no placeholder")]
    NoPlaceholder(u32),
    /// The wording given would open or close brackets of its own accord.
    #[error("the wording has a bracket without its partner; close or remove it")]
    Unbalanced,
    /// A name is not declared in the case.
    #[error("`{0}` is not declared in the case")]
    UnknownHolder(String),
    /// The clause is agreed; it must be reopened before its wording changes.
    #[error("the clause `{0}` is agreed; reopen it first")]
    Agreed(String),
    /// The document as a whole cannot be moved, deleted or split.
    #[error("this can be done to a clause, not to the whole document")]
    WholeDocument,
    /// A clause cannot go into itself.
    #[error("a clause cannot be moved into itself")]
    IntoItself,
    /// Clauses to be merged must follow one another at the same place in the outline.
    #[error("`{0}` and `{1}` do not follow one another in the same clause")]
    NotNeighbours(String, String),
    /// A clause cannot be split at its very beginning or end.
    #[error("a clause can be split between words, not at its edge")]
    AtEdge,
    /// A standing that has to name hold-outs names none, or the reverse.
    #[error("{0}")]
    Standing(&'static str),
    /// A lossy step without a reason.
    #[error("this gives up the wording `{0}`; state the reason")]
    NoReason(String),
    /// The result could not be read.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// A version after an edit, and the splices that led there.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The new version.
    pub version: Version,
    /// What was replaced, in ascending order, in bytes of the old version.
    pub splices: Vec<Splice>,
}

/// Applies splices to bytes.
///
/// *Shape*: in any order; they must not overlap. *Errors*: [`Refusal::NoSuchSpan`] for one that does not
/// lie on characters or overlaps another.
pub fn splice(source: &str, splices: &[Splice]) -> Result<String, Refusal> {
    let mut ordered: Vec<&Splice> = splices.iter().collect();
    ordered.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut out =
        String::with_capacity(source.len() + splices.iter().map(|splice| splice.insert.len()).sum::<usize>());
    let mut at = 0;
    for splice in ordered {
        let Range { start, end } = splice.at.range();
        if start < at || start > end {
            return Err(Refusal::NoSuchSpan(splice.at));
        }
        out.push_str(source.get(at..start).ok_or(Refusal::NoSuchSpan(splice.at))?);
        source.get(start..end).ok_or(Refusal::NoSuchSpan(splice.at))?;
        out.push_str(&splice.insert);
        at = end;
    }
    out.push_str(source.get(at..).unwrap_or(""));
    Ok(out)
}

/// Clauses whose identity the splices alone do not show, as after a move: the old clause, and where in
/// the new bytes it begins.
type Followed = Vec<(ClauseIx, u32)>;

/// Applies splices to a version: the text is read anew and every clause keeps its id.
pub fn apply(version: &Version, splices: Vec<Splice>) -> Result<Edited, Refusal> {
    apply_following(version, splices, |_| Followed::new())
}

/// The same, where some clauses are known to have gone elsewhere.
fn apply_following(
    version: &Version,
    mut splices: Vec<Splice>,
    follow: impl FnOnce(&[Splice]) -> Followed,
) -> Result<Edited, Refusal> {
    splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let old = version.text();
    let source = splice(old.source(), &splices)?;
    let text = crate::parse::parse_str(&source, old.shared_holders())?;
    let mut begins: HashMap<u32, ClauseIx> = HashMap::new();
    for (ix, _) in old.each_clause().skip(1) {
        if let Some(to) = carried_to(clause_anchor(old, ix), &splices) {
            begins.entry(to).or_insert(ix);
        }
    }
    for (ix, to) in rewritten(old, &text, &splices) {
        begins.entry(to).or_insert(ix);
    }
    for (ix, to) in follow(&splices) {
        begins.insert(to, ix);
    }
    let mut kept: HashMap<ClauseIx, String> = HashMap::new();
    kept.insert(ClauseIx::DOCUMENT, version.id(ClauseIx::DOCUMENT).to_string());
    for (ix, _) in text.each_clause().skip(1) {
        if let Some(from) = begins.get(&clause_anchor(&text, ix)) {
            kept.insert(ix, version.id(*from).to_string());
        }
    }
    let version = carried(version, text, &kept);
    Ok(Edited { version, splices })
}

/// The byte that stands for a clause: the first of its wording behind the label, which edits of labels
/// and of brackets around the clause leave alone.
fn clause_anchor(text: &Text, ix: ClauseIx) -> u32 {
    let clause = text.clause(ix);
    anchor_from(text, clause.label.as_ref().map_or(clause.span.start, |label| label.outer.end))
}

fn anchor_from(text: &Text, start: u32) -> u32 {
    let rest = text.source().get(start as usize..).unwrap_or("");
    let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '[').len();
    start + skipped as u32
}

/// Clauses of which the first words were replaced, but not the clause itself.
fn rewritten(old: &Text, new: &Text, splices: &[Splice]) -> Followed {
    let mut found = Followed::new();
    for (ix, clause) in old.each_clause().skip(1) {
        let anchor = clause_anchor(old, ix);
        let from = clause.label.as_ref().map_or(clause.span.start, |label| label.outer.end);
        let Some(splice) = splices.iter().find(|splice| splice.at.holds(anchor) && splice.at.start >= from)
        else {
            continue;
        };
        if let Some(start) = carried_to(splice.at.start, splices) {
            found.push((ix, anchor_from(new, start)));
        }
    }
    found
}

/// Where a byte stands after splices that do not remove it.
fn carried_to(offset: u32, splices: &[Splice]) -> Option<u32> {
    let mut shift: i64 = 0;
    for splice in splices {
        if splice.at.end <= offset {
            shift += splice.insert.len() as i64 - i64::from(splice.at.len());
        } else if splice.at.start < offset
            || splice.at.start == offset && !splice.at.is_empty() && splice.insert.is_empty()
        {
            return None;
        } else {
            break;
        }
    }
    u32::try_from(i64::from(offset) + shift).ok()
}

/// The clause with a permanent id.
fn find(version: &Version, id: &str) -> Result<ClauseIx, Refusal> {
    version.clause(id).ok_or_else(|| Refusal::NoSuchClause(id.to_string()))
}

/// Refuses to touch the wording of an agreed clause.
fn open_for_change(version: &Version, offset: u32) -> Result<(), Refusal> {
    let mut at = Some(version.text().clause_at(offset));
    while let Some(ix) = at {
        if version.standing(ix).level == crate::beside::Level::Agreed {
            return Err(Refusal::Agreed(version.id(ix).to_string()));
        }
        at = version.text().clause(ix).parent;
    }
    Ok(())
}

/// Refuses spans that are empty, off the characters, or cut a bracket in two.
fn whole(text: &Text, span: Span) -> Result<(), Refusal> {
    if text.source().get(span.range()).is_none() || span.start > span.end {
        return Err(Refusal::NoSuchSpan(span));
    }
    if span.is_empty() {
        return Err(Refusal::Nothing);
    }
    let crossing = text.marks().iter().find(|mark| {
        let within = span.encloses(mark.outer) || mark.inner.encloses(span);
        let apart = mark.outer.end <= span.start || span.end <= mark.outer.start;
        let bracket = mark.outer.len() > 1 && mark.kind != crate::tree::MarkKind::Option;
        bracket && !within && !apart
    });
    crossing.map_or(Ok(()), |mark| Err(Refusal::CutsBracket(mark.outer.start)))
}

/// Refuses wording that would open or close brackets beyond itself.
fn balanced(words: &str) -> Result<(), Refusal> {
    let mut depth = 0_i64;
    for byte in words.bytes() {
        depth += i64::from(byte == b'[') - i64::from(byte == b']');
        if depth < 0 {
            return Err(Refusal::Unbalanced);
        }
    }
    if depth == 0 { Ok(()) } else { Err(Refusal::Unbalanced) }
}

/// `Upland, Delta: ` for names the case declares; empty for none.
fn prefix(text: &Text, holders: &[&str]) -> Result<String, Refusal> {
    if holders.is_empty() {
        return Ok(String::new());
    }
    for name in holders {
        let bare = name.strip_prefix("against ").or_else(|| name.strip_prefix("reserve ")).unwrap_or(name);
        text.holders().find(bare).ok_or_else(|| Refusal::UnknownHolder((*name).to_string()))?;
    }
    Ok(format!("{}: ", holders.join(", ")))
}

/// The bracket or option with this index.
fn alternative(text: &Text, ix: MarkIx) -> Result<&crate::tree::Mark, Refusal> {
    let mark = text.marks().get(ix.0 as usize).ok_or(Refusal::Nothing)?;
    match mark.kind {
        crate::tree::MarkKind::Bracket | crate::tree::MarkKind::Option => Ok(mark),
        _ => Err(Refusal::NoAlternative(mark.outer.start)),
    }
}
