//! What a page adds to a text: page numbers, running heads, and where its footnotes stand.

use std::collections::HashMap;

use super::lines::Line;

/// What a line is before the outline looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineRole {
    /// Wording, labels, headings.
    Body,
    /// Nothing visible.
    Blank,
    /// A page number or a running head.
    Furniture,
    /// The first line of a footnote.
    NoteStart,
    /// A further line of a footnote.
    Note,
}

/// The role of every line.
pub(super) fn roles(source: &str, lines: &[Line], wrap: Option<u32>) -> Vec<LineRole> {
    let mut roles: Vec<LineRole> =
        lines.iter().map(|line| if line.blank() { LineRole::Blank } else { LineRole::Body }).collect();
    let Some(wrap) = wrap else { return roles };
    let numbers: Vec<usize> = (0..lines.len()).filter(|&at| page_number(lines[at].words(source))).collect();
    for &at in &numbers {
        roles[at] = LineRole::Furniture;
    }
    running_heads(source, lines, &numbers, &mut roles);
    for &at in &numbers {
        page_notes(source, lines, at, &mut roles);
    }
    if numbers.is_empty() {
        wide_notes(source, lines, wrap, &mut roles);
        interrupting_notes(source, lines, &mut roles);
    }
    roles
}

/// `12 of 54`, `Page 3`, `- 3 -`, `3/54`.
fn page_number(words: &str) -> bool {
    if words.len() > 16 || !words.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut parts = words.split_whitespace();
    let numeral = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(a), Some("of" | "/" | "de"), Some(b), None) => numeral(a) && numeral(b),
        (Some("Page" | "page"), Some(a), None, None) => numeral(a),
        (Some("-" | "–"), Some(a), Some("-" | "–"), None) => numeral(a),
        (Some(a), None, None, None) => a.split_once('/').is_some_and(|(a, b)| numeral(a) && numeral(b)),
        _ => false,
    }
}

/// How often a line must stand at the top of a page to be a running head.
const TIMES: u32 = 3;

fn running_heads(source: &str, lines: &[Line], numbers: &[usize], roles: &mut [LineRole]) {
    let mut times: HashMap<&str, u32> = HashMap::new();
    for &at in numbers {
        for line in after(lines, at) {
            *times.entry(lines[line].words(source)).or_insert(0) += 1;
        }
    }
    for &at in numbers {
        for line in after(lines, at) {
            if times.get(lines[line].words(source)).copied().unwrap_or(0) < TIMES {
                break;
            }
            roles[line] = LineRole::Furniture;
        }
    }
}

/// The first visible lines after a page number: the block in which a running head would stand.
fn after(lines: &[Line], at: usize) -> impl Iterator<Item = usize> + '_ {
    let first = (at + 1..lines.len()).take(6).find(|&n| !lines[n].blank()).unwrap_or(lines.len());
    (first..lines.len()).take(4).take_while(|&n| !lines[n].blank())
}

/// Marks the block just above a page number as footnotes if it is set apart from the body of the page.
///
/// It is set apart when a blank line precedes it and its first line is indented as no line of the body
/// on the same page is, or begins with an asterisk.
fn page_notes(source: &str, lines: &[Line], number: usize, roles: &mut [LineRole]) {
    let Some(last) = (0..number).rev().take(8).find(|&n| !lines[n].blank()) else {
        return;
    };
    let first = block_start(lines, last);
    let page =
        (0..first).rev().take_while(|&n| roles[n] != LineRole::Furniture).filter(|&n| !lines[n].blank());
    let indents: Vec<u32> = page.map(|n| lines[n].indent).collect();
    if indents.is_empty() || first == 0 || number - first > 30 {
        return;
    }
    let words = lines[first].words(source);
    let labelled = super::read_label::read(words).is_some() && !words.starts_with("* ");
    if labelled {
        return;
    }
    let apart = !indents.contains(&lines[first].indent) || words.starts_with("* ");
    if !apart
        || !(words.starts_with(|c: char| c.is_uppercase() || "*[{".contains(c)))
        || roles[first] != LineRole::Body
    {
        return;
    }
    for at in first..=last {
        let words = lines[at].words(source);
        let begins = at == first
            || words.starts_with("* ")
            || lines[at].indent <= lines[first].indent && ends_note(source, &lines[at - 1]);
        roles[at] = if begins { LineRole::NoteStart } else { LineRole::Note };
    }
}

fn ends_note(source: &str, line: &Line) -> bool {
    line.words(source).trim_end_matches([']', '}', '”', '"', ')']).ends_with('.')
}

fn block_start(lines: &[Line], last: usize) -> usize {
    (0..=last).rev().take_while(|&n| !lines[n].blank()).last().unwrap_or(last)
}

/// How much wider than the body a line of a footnote runs, in characters, where pages have no numbers.
const WIDER: u32 = 5;

/// Where pages have no numbers, a block between blank lines whose lines run wider than the body's is a
/// footnote: it is set in a smaller type.
fn wide_notes(source: &str, lines: &[Line], wrap: u32, roles: &mut [LineRole]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(first) = (at..lines.len()).find(|&n| !lines[n].blank()) else {
            return;
        };
        let end = (first..lines.len()).find(|&n| lines[n].blank()).unwrap_or(lines.len());
        let full: Vec<u32> =
            lines[first..end.saturating_sub(1).max(first)].iter().map(|line| line.width).collect();
        let wide = full.iter().filter(|width| **width > wrap + WIDER).count();
        if full.len() >= 2 && wide * 2 > full.len() && end - first <= 20 {
            for n in first..end {
                let begins = n == first || ends_note(source, &lines[n - 1]) && lines[n - 1].width + 8 < wrap;
                roles[n] = if begins { LineRole::NoteStart } else { LineRole::Note };
            }
        }
        at = end + 1;
    }
}

/// How long a footnote may be that is known only by what it interrupts.
const SHORT_NOTE: usize = 3;

/// How far back the item may have begun that a list goes on from.
const LONG_ITEM: usize = 60;

/// Where pages have no numbers, a short sentence between blank lines is a footnote if it stands where the
/// body cannot pause: inside a sentence, or between two items of a list that is indented more.
fn interrupting_notes(source: &str, lines: &[Line], roles: &mut [LineRole]) {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(first) = (at..lines.len()).find(|&n| !lines[n].blank()) {
        let end = (first..lines.len()).find(|&n| lines[n].blank()).unwrap_or(lines.len());
        blocks.push((first, end));
        at = end;
    }
    for window in blocks.windows(3) {
        let [(_, before), (first, end), (next, _)] = [window[0], window[1], window[2]];
        let words = lines[first].words(source);
        let sentence = words.starts_with(char::is_uppercase) && ends_note(source, &lines[end - 1]);
        if end - first > SHORT_NOTE || !sentence || roles[first] != LineRole::Body {
            continue;
        }
        if super::read_label::read(words).is_some() || words.starts_with("Option") {
            continue;
        }
        let cut = !lines[before - 1].words(source).ends_with(['.', ';', ':', ',', ']', '}', '…', '?'])
            && lines[next].words(source).starts_with(char::is_lowercase);
        let listed = lines[first].indent < lines[next].indent && goes_on(source, lines, before, next);
        if (cut || listed) && super::read_label::read(lines[next].words(source)).is_some() == listed {
            roles[first] = LineRole::NoteStart;
            roles[first + 1..end].fill(LineRole::Note);
        }
    }
}

/// True if line `next` begins with the label that follows an item begun above line `before`.
fn goes_on(source: &str, lines: &[Line], before: usize, next: usize) -> bool {
    let label = |n: usize| super::read_label::read(lines[n].words(source).trim_start_matches(['[', ' ']));
    let Some(found) = label(next) else { return false };
    (0..before).rev().take(LONG_ITEM).filter_map(label).any(|known| {
        known.readings.iter().any(|a| {
            found
                .readings
                .iter()
                .any(|b| a.style == b.style && a.number() + 1 == b.number() && a.number() > 0)
        })
    })
}
