//! Three-way merge: what two delegations made of one base, conflicts as brackets with their holders.

use crate::redline::{Change, Redline, redline};
use crate::span::Span;
use crate::tree::Text;

/// One side of a merge: a party's text.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Who made it.
    pub party: &'a str,
    /// What it made of the base.
    pub text: &'a Text,
}

/// A place where both sides changed the same words differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The bytes of the base concerned.
    pub base: Span,
    /// Where the two alternatives stand in the merged text.
    pub merged: Span,
    /// What the first side has there.
    pub first: String,
    /// What the second side has there.
    pub second: String,
}

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The merged text.
    pub source: String,
    /// The conflicts in it, in order.
    pub conflicts: Vec<Conflict>,
}

struct Hunk {
    at: Span,
    insert: String,
    layout: bool,
}

/// Merges two texts made from one base.
///
/// What only one side changed is taken; what both changed alike is taken once; where they differ, both
/// stand as adjacent brackets, `[Upland: …][Delta: …]`, an empty one as `no text`. A conflict that would
/// cut a bracket in two grows to the lines around it.
pub fn merge(base: &Text, first: Side<'_>, second: Side<'_>) -> Merged {
    let source = base.source();
    let left = hunks(&redline(base, first.text));
    let right = hunks(&redline(base, second.text));
    let mut merged = Merged { source: String::with_capacity(source.len() + 256), conflicts: Vec::new() };
    let (mut i, mut j) = (0, 0);
    let mut at = 0;
    while i < left.len() || j < right.len() {
        let (mut to_i, mut to_j, span) = region(&left[i..], &right[j..]);
        let mut span = span;
        loop {
            let (a, b) = (taken(source, span, &left[i..i + to_i]), taken(source, span, &right[j..j + to_j]));
            let conflict = to_i > 0 && to_j > 0 && a != b;
            if !conflict || balanced(&a) && balanced(&b) {
                break;
            }
            let wider = lines_around(source, span);
            if wider == span {
                break;
            }
            span = wider;
            (to_i, to_j, span) = grown(&left[i..], &right[j..], span);
        }
        let start = span.start.max(at);
        let span = Span::new(start, span.end.max(start));
        merged.source.push_str(&source[at as usize..span.start as usize]);
        settle(
            &mut merged,
            source,
            span,
            (&left[i..i + to_i], first.party),
            (&right[j..j + to_j], second.party),
        );
        at = span.end;
        i += to_i;
        j += to_j;
    }
    merged.source.push_str(&source[at as usize..]);
    merged
}

fn hunks(lines: &Redline) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for segment in &lines.segments {
        if segment.change == Change::Kept {
            at = segment.old.end;
            open = false;
            continue;
        }
        if !open {
            hunks.push(Hunk { at: Span::new(at, at), insert: String::new(), layout: true });
            open = true;
        }
        let Some(hunk) = hunks.last_mut() else { continue };
        hunk.layout &= segment.class == crate::redline::Class::Layout;
        match segment.change {
            Change::Deleted | Change::MovedFrom(_) => {
                hunk.at.end = segment.old.end;
                at = segment.old.end;
            }
            _ => hunk.insert.push_str(lines.words(segment)),
        }
    }
    hunks
}

/// The next region in which changes of the two sides touch: how many hunks of each, and its bytes.
fn region(left: &[Hunk], right: &[Hunk]) -> (usize, usize, Span) {
    let start = match (left.first(), right.first()) {
        (Some(a), Some(b)) if a.at.start <= b.at.start => a.at,
        (_, Some(b)) => b.at,
        (Some(a), None) => a.at,
        (None, None) => Span::default(),
    };
    grown(left, right, start)
}

fn grown(left: &[Hunk], right: &[Hunk], mut span: Span) -> (usize, usize, Span) {
    let (mut i, mut j) = (0, 0);
    loop {
        let before = (i, j);
        for (hunks, count) in [(left, &mut i), (right, &mut j)] {
            while let Some(hunk) = hunks.get(*count).filter(|hunk| touches(hunk.at, span)) {
                span.start = span.start.min(hunk.at.start);
                span.end = span.end.max(hunk.at.end);
                *count += 1;
            }
        }
        if before == (i, j) {
            return (i, j, span);
        }
    }
}

fn touches(hunk: Span, span: Span) -> bool {
    hunk.start < span.end && span.start < hunk.end
        || hunk.start == span.start
        || hunk.is_empty() && hunk.start <= span.end && span.start <= hunk.start
}

/// What a side has in place of these bytes of the base.
fn taken(source: &str, span: Span, hunks: &[Hunk]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for hunk in hunks {
        out.push_str(&source[at as usize..hunk.at.start.max(at) as usize]);
        out.push_str(&hunk.insert);
        at = hunk.at.end.max(at);
    }
    out.push_str(&source[at as usize..span.end.max(at) as usize]);
    out
}

fn settle(merged: &mut Merged, source: &str, span: Span, first: (&[Hunk], &str), second: (&[Hunk], &str)) {
    let (a, b) = (taken(source, span, first.0), taken(source, span, second.0));
    let only_layout = |hunks: &[Hunk]| hunks.iter().all(|hunk| hunk.layout);
    if second.0.is_empty() || a == b || only_layout(second.0) && !first.0.is_empty() {
        merged.source.push_str(&a);
    } else if first.0.is_empty() || only_layout(first.0) {
        merged.source.push_str(&b);
    } else {
        let common = a.len() - a.trim_start().len();
        let lead = if b.starts_with(&a[..common]) { common } else { 0 };
        merged.source.push_str(&a[..lead]);
        let start = merged.source.len() as u32;
        let tail: String = if a.ends_with('\n') && b.ends_with('\n') { "\n".into() } else { String::new() };
        let shown = |words: &str| {
            if words.trim().is_empty() { "no text".to_string() } else { words.trim().to_string() }
        };
        let glue = if a.ends_with(' ') || b.ends_with(' ') { " " } else { "" };
        merged.source.push_str(&format!(
            "[{}: {}][{}: {}]",
            first.1,
            shown(&a[lead..]),
            second.1,
            shown(&b[lead..])
        ));
        let end = merged.source.len() as u32;
        merged.source.push_str(if tail.is_empty() { glue } else { &tail });
        merged.conflicts.push(Conflict { base: span, merged: Span::new(start, end), first: a, second: b });
    }
}

fn balanced(words: &str) -> bool {
    let mut depth = 0_i64;
    words.bytes().all(|byte| {
        depth += i64::from(byte == b'[') - i64::from(byte == b']');
        depth >= 0
    }) && depth == 0
}

fn lines_around(source: &str, span: Span) -> Span {
    let before = span.start.saturating_sub(1) as usize;
    let start = source.get(..before).and_then(|head| head.rfind('\n')).map_or(0, |at| at as u32 + 1);
    let end = source
        .get(span.end as usize..)
        .and_then(|rest| rest.find('\n'))
        .map_or(source.len() as u32, |at| span.end + at as u32);
    let end = if end == span.end && (end as usize) < source.len() { end + 1 } else { end };
    Span::new(start.min(span.start), end)
}
