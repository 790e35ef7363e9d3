//! The words of a text and of a Word file as streams of the same tokens, each with the place it came from.

use super::file::{Stretch, WordFile};
use super::flow::{Flow, Gap, even};
use crate::span::Span;

/// A word or a punctuation mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its characters with typographic variants evened out.
    pub words: String,
    /// Its bytes in the text, or in all characters of the file.
    pub at: Span,
    /// What stands before it.
    pub gap: Gap,
    /// The clause of a text, or the paragraph of a file, it stands in.
    pub place: u32,
}

/// The tokens of a text as an audience sees it.
pub(super) fn of_flow(flow: &Flow) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(flow.atoms.len());
    let mut gap = Gap::Paragraph;
    for atom in &flow.atoms {
        let slice = flow.text.slice(atom.at);
        let whole = even(slice) == atom.words;
        let first = tokens.len();
        let mut from = 0;
        cut(&atom.words, |word, spaced| {
            // What an audience sees of an atom stands in it in the same order, if not in one piece.
            let found = slice.get(from..).and_then(|rest| rest.find(word)).map_or(from, |at| from + at);
            let start = atom.at.start + found as u32;
            from = (found + word.len()).min(slice.len());
            let at = Span::new(start, (start + word.len() as u32).min(atom.at.end));
            let gap = if tokens.len() == first {
                gap
            } else if spaced {
                Gap::Space
            } else {
                Gap::None
            };
            tokens.push(Token { words: evened(word), at, gap, place: atom.clause.0 });
        });
        if !whole && let Some(last) = tokens.last_mut() {
            last.at.end = atom.at.start + slice.trim_end().len() as u32;
        }
        gap = atom.gap;
    }
    tokens
}

/// The tokens of the stretches of a file that count.
pub(super) fn of_file(file: &WordFile, counts: impl Fn(&Stretch) -> bool) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut gap, mut paragraph, mut open) = (Gap::Paragraph, 0, false);
    for (stretch, start, words) in file.each_stretch() {
        let counted = counts(&stretch);
        for (n, c) in words.char_indices() {
            let at = start + n as u32;
            if c == '\n' {
                paragraph += 1;
            }
            if !counted {
                continue;
            }
            if c.is_whitespace() {
                gap = gap.max(match c {
                    '\n' => Gap::Paragraph,
                    '\u{B}' => Gap::Line,
                    _ => Gap::Space,
                });
                open = false;
                continue;
            }
            let end = at + c.len_utf8() as u32;
            match tokens.last_mut().filter(|_| open && in_word(c)) {
                Some(last) => {
                    last.words.push(plain(c));
                    last.at.end = end;
                }
                None => {
                    let words = plain(c).to_string();
                    tokens.push(Token { words, at: Span::new(at, end), gap, place: paragraph });
                }
            }
            open = in_word(c);
            gap = Gap::None;
        }
    }
    tokens
}

/// Calls `each` for every word and punctuation mark, and whether white space stands before it.
fn cut<'a>(words: &'a str, mut each: impl FnMut(&'a str, bool)) {
    let mut rest = words;
    loop {
        let word = rest.trim_start();
        let spaced = word.len() < rest.len();
        let Some(first) = word.chars().next() else { return };
        let length = if in_word(first) {
            word.char_indices().find(|(_, c)| !in_word(*c)).map_or(word.len(), |(n, _)| n)
        } else {
            first.len_utf8()
        };
        each(&word[..length], spaced);
        rest = &word[length..];
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c as u32, 0x0300..=0x036F | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670)
}

fn evened(word: &str) -> String {
    word.chars().map(plain).collect()
}

/// The places of the visible characters of the stretches that count: those of the tokens, in order.
pub(super) fn characters(file: &WordFile, counts: impl Fn(&Stretch) -> bool) -> Vec<(u32, char)> {
    let mut found = Vec::with_capacity(file.text.len());
    for (_, start, words) in file.each_stretch().filter(|(stretch, ..)| counts(stretch)) {
        let visible = words.char_indices().filter(|(_, c)| !c.is_whitespace());
        found.extend(visible.map(|(n, c)| (start + n as u32, c)));
    }
    found
}

/// A character without what word processors change of their own accord: quotation marks, hyphens, dashes.
pub(super) fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '′' | '`' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        c => c,
    }
}
