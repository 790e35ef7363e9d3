//! Reads `Upland, Delta:` at the start of a bracket as a list of holders, if the case declares them.

use crate::holders::{Hold, Holders, Stance};
use crate::span::Span;

/// The longest list of holders, in bytes: beyond it a colon belongs to a sentence.
const LONGEST: usize = 400;

/// Reads a list of holders with its colon; gives back the range of its holds and where the wording begins.
pub(super) fn read(
    source: &str,
    inside: Span,
    holders: &Holders,
    holds: &mut Vec<Hold>,
    unknown: &mut Vec<Span>,
) -> Option<((u32, u32), u32)> {
    let words = &source[inside.range()];
    let colon = words.bytes().take(LONGEST).position(|b| matches!(b, b':' | b'[' | b']' | b'{'))?;
    if words.as_bytes()[colon] != b':' {
        return None;
    }
    let list = Span::new(inside.start, inside.start + colon as u32);
    let found = names(source, list, holders, holds, unknown)?;
    let after = &words[colon + 1..];
    let gap = usize::from(after.starts_with(' '));
    Some((found, inside.start + (colon + 1 + gap) as u32))
}

/// Reads a list of names; none unless every name is declared.
///
/// Names that are not declared are noted in `unknown` if a declared one stands beside them.
pub(super) fn names(
    source: &str,
    list: Span,
    holders: &Holders,
    holds: &mut Vec<Hold>,
    unknown: &mut Vec<Span>,
) -> Option<(u32, u32)> {
    let first = holds.len();
    let mut stance = Stance::Support;
    let mut missing: Vec<Span> = Vec::new();
    for part in split(source, list) {
        let (read, name) = stance_of(source, part);
        stance = read.unwrap_or(stance);
        match holders.find(&source[name.range()]) {
            Some(holder) => holds.push(Hold { holder, stance, name }),
            None => missing.push(name),
        }
    }
    let known = holds.len() > first;
    if missing.is_empty() && known {
        return Some((first as u32, holds.len() as u32));
    }
    holds.truncate(first);
    if known {
        // A long "name" is a sentence that happens to hold a declared one.
        unknown
            .extend(missing.into_iter().filter(|name| source[name.range()].split_whitespace().count() <= 4));
    }
    None
}

/// The parts between commas, semicolons, slashes and the word "and", without the space around them.
fn split(source: &str, list: Span) -> Vec<Span> {
    let words = &source[list.range()];
    let mut parts = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let part = &words[from..to];
        let lead = part.len() - part.trim_start().len();
        let begin = list.start + (from + lead) as u32;
        parts.push(Span::new(begin, begin + part.trim().len() as u32));
    };
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let long = if rest.starts_with([',', ';', '/', '&']) {
            1
        } else if rest.starts_with(" and ") {
            4
        } else if rest.starts_with('،') {
            '،'.len_utf8()
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        push(start, at);
        at += long;
        start = at;
    }
    push(start, words.len());
    parts
}

/// A stance word before the name: `against Coast`.
fn stance_of(source: &str, part: Span) -> (Option<Stance>, Span) {
    let words = &source[part.range()];
    let Some((word, rest)) = words.split_once(char::is_whitespace) else {
        return (None, part);
    };
    let Some(stance) = Stance::from_word(word) else {
        return (None, part);
    };
    let rest = rest.trim_start();
    let by = rest.strip_prefix("by ").map_or(rest, str::trim_start);
    (Some(stance), Span::new(part.end - by.len() as u32, part.end))
}
