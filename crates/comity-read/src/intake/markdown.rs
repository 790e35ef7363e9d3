//! Markdown: marks, links, code, front matter and pictures are dropped, words and their places kept.

use super::plain::is_boilerplate;
use super::{OffsetMap, Plain};
use crate::reading::Span;
use std::borrow::Cow;

/// Collects text with its places of origin.
pub(super) struct Collector<'m> {
    text: String,
    map: OffsetMap,
    base: &'m OffsetMap,
    blocks: Vec<Span>,
    block_start: usize,
}

impl<'m> Collector<'m> {
    pub(super) fn new(base: &'m OffsetMap, capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            map: OffsetMap::default(),
            base,
            blocks: Vec::new(),
            block_start: 0,
        }
    }

    /// Words that stand in the source as they are.
    pub(super) fn push(&mut self, words: &str, source: usize) {
        self.note(words, source, words.len());
    }

    /// Words that stand for another stretch of the source (`&amp;`).
    pub(super) fn push_for(&mut self, words: &str, source: usize, length: usize) {
        self.note(words, source, length);
    }

    fn note(&mut self, words: &str, source: usize, length: usize) {
        if words.is_empty() {
            return;
        }
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let origin = self.base.source(Span { start: clip(source), end: clip(source + length) });
        let (start, end) = (origin.start as usize, origin.end as usize);
        self.map.push(self.text.len(), words.len(), start, end - start);
        self.text.push_str(words);
    }

    /// One space, unless there is one already or the paragraph begins.
    pub(super) fn space(&mut self, source: usize) {
        if self.text.len() > self.block_start && !self.text.ends_with([' ', '\n']) {
            self.note(" ", source, 1);
        }
    }

    /// Ends a paragraph.
    pub(super) fn end_block(&mut self, source: usize) {
        let whole = &self.text[self.block_start..];
        let body = whole.trim();
        if !body.is_empty() {
            let start = self.block_start + (whole.len() - whole.trim_start().len());
            let end = start + body.len();
            if !is_boilerplate(body)
                && let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end))
            {
                self.blocks.push(Span { start, end });
            }
            self.note("\n\n", source, 0);
        }
        self.block_start = self.text.len();
    }

    /// Whether the paragraph at hand is still empty.
    pub(super) fn is_block_empty(&self) -> bool {
        self.text[self.block_start..].trim().is_empty()
    }

    pub(super) fn finish<'d>(mut self, source: usize) -> Plain<'d> {
        self.end_block(source);
        Plain { text: Cow::Owned(self.text), map: self.map, blocks: self.blocks }
    }
}

/// The plain text of a Markdown document.
pub(super) fn extract<'d>(source: &str, base: &OffsetMap) -> Plain<'d> {
    let mut out = Collector::new(base, source.len());
    let mut at = front_matter(source);
    let mut fenced = false;
    for line in source[at..].split_inclusive('\n') {
        let body = line.trim();
        if body.starts_with("```") || body.starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            read_line(&mut out, line, at);
        }
        at += line.len();
    }
    out.finish(source.len())
}

/// The length of a front matter block, or 0.
fn front_matter(source: &str) -> usize {
    let Some(rest) = source.strip_prefix("---\n") else { return 0 };
    rest.find("\n---\n").map_or(0, |end| 4 + end + 5)
}

fn read_line(out: &mut Collector<'_>, line: &str, at: usize) {
    let body = line.trim();
    let start = at + (line.len() - line.trim_start().len());
    let rule =
        body.len() >= 3 && body.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_' | b' ' | b'|' | b':'));
    if body.is_empty() || rule {
        out.end_block(start);
        return;
    }
    let mark = block_mark(body);
    if mark > 0 {
        out.end_block(start);
    } else {
        out.space(start.saturating_sub(1));
    }
    inline(out, &body[mark..], start + mark);
    if body.starts_with('#') {
        out.end_block(start + body.len());
    }
}

/// The length of a heading, list or quotation mark at the start of a line.
fn block_mark(body: &str) -> usize {
    let hashes = body.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && body[hashes..].starts_with(' ') {
        return hashes + 1;
    }
    for bullet in ["- ", "* ", "+ ", "> ", ">", "| "] {
        if body.starts_with(bullet) {
            return bullet.len();
        }
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let numbered =
        (1..=3).contains(&digits) && (body[digits..].starts_with(". ") || body[digits..].starts_with(") "));
    if numbered { digits + 2 } else { 0 }
}

/// The words of a line: emphasis and code marks go, of a link its words stay, a picture goes whole.
fn inline(out: &mut Collector<'_>, body: &str, start: usize) {
    let bytes = body.as_bytes();
    let mut at = 0;
    let mut plain = 0;
    while at < bytes.len() {
        let skip = match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => 1,
            b'*' | b'`' => 1,
            b'_' if is_emphasis(bytes, at) => 1,
            b'!' if bytes.get(at + 1) == Some(&b'[') => picture(&body[at..]),
            b'[' if link(&body[at..]).is_some() => 1,
            b']' if bytes.get(at + 1) == Some(&b'(') => body[at..].find(')').map_or(0, |end| end + 1),
            b'<' => autolink(&body[at..]),
            _ => 0,
        };
        if skip == 0 {
            at += 1;
            continue;
        }
        out.push(&body[plain..at], start + plain);
        at += skip;
        plain = at;
        if bytes[at - 1] == b'\\' {
            at += 1;
        }
    }
    out.push(body.get(plain..).unwrap_or(""), start + plain);
}

fn is_emphasis(bytes: &[u8], at: usize) -> bool {
    let word = |place: Option<usize>| place.and_then(|p| bytes.get(p)).is_some_and(u8::is_ascii_alphanumeric);
    !(word(at.checked_sub(1)) && word(Some(at + 1)))
}

fn link(rest: &str) -> Option<usize> {
    let close = rest.find("](")?;
    rest[close..].find(')').map(|end| close + end)
}

fn picture(rest: &str) -> usize {
    link(rest).map_or(0, |end| end + 1)
}

fn autolink(rest: &str) -> usize {
    match rest.find('>') {
        Some(end) if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') => {
            end + 1
        }
        _ => 0,
    }
}
