//! Edits of brackets, alternatives and placeholders.

use super::{Edited, Refusal, Splice, alternative, apply, balanced, open_for_change, prefix, whole};
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, Text};
use crate::version::Version;

/// Puts brackets around wording, held by the parties named, if any.
///
/// *Errors*: see [`Refusal`]; a span that would cut another bracket in two is refused.
pub fn bracket(version: &Version, span: Span, holders: &[&str]) -> Result<Edited, Refusal> {
    let text = version.text();
    whole(text, span)?;
    open_for_change(version, span.start)?;
    let prefix = prefix(text, holders)?;
    apply(version, vec![insertion(span.start, format!("[{prefix}")), insertion(span.end, "]".into())])
}

/// Adds an alternative behind a bracket or an option, held by the parties named, if any.
///
/// *Errors*: see [`Refusal`].
pub fn add_alternative(
    version: &Version,
    beside: MarkIx,
    words: &str,
    holders: &[&str],
) -> Result<Edited, Refusal> {
    let text = version.text();
    let mark = alternative(text, beside)?;
    balanced(words)?;
    open_for_change(version, mark.outer.start)?;
    let prefix = prefix(text, holders)?;
    let last = match (mark.kind, mark.set) {
        (MarkKind::Option, Some(set)) => {
            text.sets()[set.0 as usize].members.last().copied().unwrap_or(beside)
        }
        _ => beside,
    };
    let last = text.mark(last);
    let added = if mark.kind == MarkKind::Option {
        let number = text
            .slice(last.name)
            .parse::<u32>()
            .map_or_else(|_| next_name(text.slice(last.name)), |n| (n + 1).to_string());
        let names = if holders.is_empty() { String::new() } else { format!(" ({})", holders.join(", ")) };
        let indent = line_indent(text, last.outer.start);
        format!("\n{indent}Option {number}{names}: {words}")
    } else {
        format!("[{prefix}{words}]")
    };
    apply(version, vec![insertion(last.outer.end, added)])
}

/// The name after `(b)`, `II` or `a`.
fn next_name(name: &str) -> String {
    let bare = name.trim_matches(['(', ')']);
    if let Some(number) = crate::label::read_roman(bare).filter(|_| bare.chars().all(char::is_uppercase)) {
        return crate::label::roman(number + 1).to_uppercase();
    }
    let next =
        crate::label::read_letter(bare).map_or_else(|| "2".into(), |number| crate::label::letter(number + 1));
    if name.starts_with('(') { format!("({next})") } else { next }
}

fn line_indent(text: &Text, at: u32) -> String {
    let start = text.source()[..at as usize].rfind('\n').map_or(0, |n| n + 1);
    text.source()[start..].chars().take_while(|c| *c == ' ' || *c == '\t').collect()
}

/// Replaces the holders of a bracket.
///
/// *Errors*: see [`Refusal`].
pub fn hold(version: &Version, mark: MarkIx, holders: &[&str]) -> Result<Edited, Refusal> {
    let text = version.text();
    let found = alternative(text, mark)?;
    if found.kind != MarkKind::Bracket {
        return Err(Refusal::NoAlternative(found.outer.start));
    }
    let prefix = prefix(text, holders)?;
    apply(version, vec![Splice { at: Span::new(found.outer.start + 1, found.inner.start), insert: prefix }])
}

/// Settles a bracket: its wording stays without brackets; its adjacent alternatives go.
///
/// A bracket without alternatives is lifted. Options are settled the same way.
/// *Errors*: see [`Refusal`].
pub fn resolve(version: &Version, chosen: MarkIx) -> Result<Edited, Refusal> {
    let text = version.text();
    let mark = alternative(text, chosen)?;
    open_for_change(version, mark.outer.start)?;
    apply(version, settle(text, chosen))
}

/// The splices that settle a set of alternatives on one of them.
pub(crate) fn settle(text: &Text, chosen: MarkIx) -> Vec<Splice> {
    let mark = text.mark(chosen);
    let members = mark.set.map_or_else(|| vec![chosen], |set| text.sets()[set.0 as usize].members.clone());
    let mut splices = Vec::new();
    for member in &members {
        let one = text.mark(*member);
        if *member == chosen {
            let lead = text.slice(one.inner).len() - text.slice(one.inner).trim_start().len();
            let lead = if one.kind == MarkKind::Option { lead as u32 } else { 0 };
            splices.push(Splice {
                at: Span::new(one.outer.start, one.inner.start + lead),
                insert: String::new(),
            });
            splices.push(Splice { at: Span::new(one.inner.end, one.outer.end), insert: String::new() });
            splices.extend(members.last().and_then(|last| closing(text, *member, *last)));
        } else {
            splices.push(Splice { at: with_gap(text, one.outer, *member < chosen), insert: String::new() });
        }
    }
    splices.retain(|splice| !splice.at.is_empty());
    unlapped(splices)
}

/// An option kept from the middle of a list, `in May;`, ends as the list did: with its full stop.
fn closing(text: &Text, chosen: MarkIx, last: MarkIx) -> Option<Splice> {
    let words = |ix: MarkIx| text.slice(text.mark(ix).inner).trim_end();
    let (kept, end) = (words(chosen), words(last));
    if text.mark(chosen).kind != MarkKind::Option || !kept.ends_with([';', ',']) || !end.ends_with('.') {
        return None;
    }
    let at = text.mark(chosen).inner.start + kept.len() as u32;
    Some(Splice { at: Span::new(at - 1, at), insert: ".".to_owned() })
}

/// A removed alternative takes the white space towards the chosen one along.
fn with_gap(text: &Text, outer: Span, before_chosen: bool) -> Span {
    if before_chosen {
        let after = &text.source()[outer.end as usize..];
        let gap = after.len() - after.trim_start().len();
        return Span::new(outer.start, outer.end + gap as u32);
    }
    let before = &text.source()[..outer.start as usize];
    let gap = before.len() - before.trim_end().len();
    Span::new(outer.start - gap as u32, outer.end)
}

/// Cuts overlapping removals so that each byte is removed once.
fn unlapped(mut splices: Vec<Splice>) -> Vec<Splice> {
    splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
    let mut end = 0;
    for splice in &mut splices {
        splice.at.start = splice.at.start.max(end.min(splice.at.end));
        end = end.max(splice.at.end);
    }
    splices
}

/// Fills a placeholder; brackets or braces around it go.
///
/// *Errors*: see [`Refusal`].
pub fn fill(version: &Version, placeholder: MarkIx, words: &str) -> Result<Edited, Refusal> {
    let text = version.text();
    let mark = text.marks().get(placeholder.0 as usize).ok_or(Refusal::Nothing)?;
    if mark.placeholder.is_none() {
        return Err(Refusal::NoPlaceholder(mark.outer.start));
    }
    if words.trim().is_empty() {
        return Err(Refusal::Nothing);
    }
    balanced(words)?;
    open_for_change(version, mark.outer.start)?;
    apply(version, vec![Splice { at: mark.outer, insert: words.to_string() }])
}

/// Replaces wording by other wording.
///
/// *Errors*: see [`Refusal`].
pub fn replace(version: &Version, span: Span, words: &str) -> Result<Edited, Refusal> {
    whole(version.text(), span)?;
    balanced(words)?;
    open_for_change(version, span.start)?;
    apply(version, vec![Splice { at: span, insert: words.to_string() }])
}

fn insertion(at: u32, insert: String) -> Splice {
    Splice { at: Span::new(at, at), insert }
}
