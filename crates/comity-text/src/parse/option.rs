//! Markers of alternative blocks: `Option 1:`, `Option (a) bis:`, `Option II (paragraphs 6-10):`.

use crate::label::{read_letter, read_roman, read_suffix};
use crate::span::Span;

/// The family of an option's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OptionStyle {
    Decimal,
    UpperRoman,
    /// In parentheses or bare; `i` is Roman unless it follows `h`.
    Small,
    /// `(b)(ii)`: the second of the ways to write (b).
    SubRoman(u32),
}

/// One marker.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    /// From the word `Option` to the end of its colon.
    pub span: Span,
    /// The number and suffix as written.
    pub name: Span,
    /// What stands in parentheses behind it, such as holders or the paragraphs it covers.
    pub aside: Span,
    pub style: OptionStyle,
    /// Its number read as a number or a letter.
    pub number: u32,
    /// Its number read as a Roman numeral, where both readings are possible.
    pub roman: Option<u32>,
    pub suffix: u32,
}

/// The words that begin a marker.
const WORDS: [&str; 8] =
    ["Option", "Alternative", "OPTION", "Variante", "Opción", "Вариант", "Альтернатива", "الخيار"];

/// All markers of a text in order.
pub(super) fn all(source: &str) -> Vec<Marker> {
    let mut found: Vec<Marker> = Vec::new();
    for word in WORDS {
        for (at, _) in source.match_indices(word) {
            if let Some(marker) = read(source, at, at + word.len()) {
                found.push(marker);
            }
        }
    }
    found.sort_unstable_by_key(|marker| marker.span.start);
    found
}

fn read(source: &str, start: usize, word_end: usize) -> Option<Marker> {
    let before = source[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let name_start = word_end + spaces(source, word_end, 2);
    let (style, number, roman, mut at) = number(source, name_start)?;
    let mut suffix = 0;
    let gap = spaces(source, at, 1);
    if let Some((found, long)) = read_suffix(&source[at + gap..])
        && source[at + gap + long..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    {
        suffix = found;
        at += gap + long;
    }
    let name = Span::new(name_start as u32, at as u32);
    at += usize::from(source[at..].starts_with('.'));
    let mut aside = Span::new(at as u32, at as u32);
    let gap = spaces(source, at, 2);
    if let Some(long) = parenthesis(&source[at + gap..]) {
        aside = Span::new((at + gap + 1) as u32, (at + gap + long - 1) as u32);
        at += gap + long;
    }
    let colon = at + spaces(source, at, 2);
    let end = if source[colon..].starts_with(':') {
        colon + 1
    } else if heads_line(source, start) && ends_line(source, at) && (!aside.is_empty() || word_end + 6 > at) {
        at
    } else {
        return None;
    };
    Some(Marker { span: Span::new(start as u32, end as u32), name, aside, style, number, roman, suffix })
}

fn spaces(source: &str, at: usize, most: usize) -> usize {
    source.as_bytes()[at..].iter().take(most).take_while(|b| **b == b' ').count()
}

fn number(source: &str, at: usize) -> Option<(OptionStyle, u32, Option<u32>, usize)> {
    let rest = &source[at..];
    if let Some((word, long)) = in_parentheses(rest) {
        let after = at + long;
        if let Some((sub, sub_long)) = in_parentheses(&source[after..])
            && let (Some(base), Some(sub)) = (read_letter(word), read_roman(sub))
        {
            return Some((OptionStyle::SubRoman(base), sub, None, after + sub_long));
        }
        if let Ok(number) = word.parse() {
            return Some((OptionStyle::Decimal, number, None, after));
        }
        let roman = read_roman(word);
        return Some((OptionStyle::Small, read_letter(word).or(roman)?, roman, after));
    }
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((OptionStyle::Decimal, rest[..digits].parse().ok()?, None, at + digits));
    }
    let word_end = rest.char_indices().take(6).find(|(_, c)| !c.is_alphabetic()).map(|(n, _)| n)?;
    let word = &rest[..word_end];
    if word.is_empty() {
        return None;
    }
    if word.chars().all(char::is_uppercase) {
        let number = read_roman(word).or_else(|| read_letter(word))?;
        return Some((OptionStyle::UpperRoman, number, None, at + word_end));
    }
    let roman = read_roman(word);
    Some((OptionStyle::Small, read_letter(word).or(roman)?, roman, at + word_end))
}

fn in_parentheses(rest: &str) -> Option<(&str, usize)> {
    let inside = rest.strip_prefix('(')?;
    let close = inside.char_indices().take(6).find(|(_, c)| *c == ')').map(|(n, _)| n)?;
    let word = &inside[..close];
    (!word.is_empty() && word.chars().all(char::is_alphanumeric)).then_some((word, close + 2))
}

/// The longest aside behind a marker, in bytes.
const LONGEST_ASIDE: usize = 160;

fn parenthesis(rest: &str) -> Option<usize> {
    if !rest.starts_with('(') {
        return None;
    }
    let window = rest.as_bytes().iter().take(LONGEST_ASIDE).take_while(|b| **b != b'\n');
    window.enumerate().find(|(_, b)| **b == b')').map(|(at, _)| at + 1)
}

fn heads_line(source: &str, start: usize) -> bool {
    source[..start].bytes().rev().find(|b| !matches!(b, b' ' | b'\t' | b'[')).is_none_or(|b| b == b'\n')
}

fn ends_line(source: &str, at: usize) -> bool {
    source[at..].bytes().find(|b| !matches!(b, b' ' | b'\t' | b'\r')).is_none_or(|b| b == b'\n')
}
