//! The lines of a text, with what the outline needs to know of each.

/// One line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset after its line end.
    pub end: u32,
    /// Offset of its first visible character; `end` of the words for a blank line.
    pub text: u32,
    /// Offset after its last visible character.
    pub text_end: u32,
    /// Columns before its first visible character, a tab counted as eight.
    pub indent: u32,
    /// Characters up to its last visible one.
    pub width: u32,
}

impl Line {
    /// True if nothing is visible on it.
    pub fn blank(&self) -> bool {
        self.text >= self.text_end
    }

    /// Its visible characters.
    pub fn words<'a>(&self, source: &'a str) -> &'a str {
        &source[self.text as usize..self.text_end as usize]
    }
}

/// All lines of a text.
pub(super) fn all(source: &str) -> Vec<Line> {
    let mut lines = Vec::with_capacity(source.len() / 64 + 1);
    let mut start = 0;
    for piece in source.split_inclusive('\n') {
        lines.push(line(piece, start));
        start += piece.len() as u32;
    }
    lines
}

fn line(piece: &str, start: u32) -> Line {
    let trimmed = piece.trim_end();
    let body = trimmed.trim_start();
    let lead = &trimmed[..trimmed.len() - body.len()];
    let indent = lead.bytes().map(|b| if b == b'\t' { 8 } else { u32::from(b & 0xC0 != 0x80) }).sum();
    let width = if body.len() > 4096 {
        4096
    } else {
        indent + body.bytes().filter(|b| b & 0xC0 != 0x80).count() as u32
    };
    let text = start + lead.len() as u32;
    Line {
        start,
        end: start + piece.len() as u32,
        text,
        text_end: start + trimmed.len() as u32,
        indent,
        width,
    }
}

/// How wide the lines of a text are wrapped; none where every paragraph is one line.
///
/// The measure is the width nine in ten lines stay within, because a few lines in a smaller type
/// (footnotes) run wider than the body.
pub(super) fn wrap_width(lines: &[Line]) -> Option<u32> {
    let mut widths: Vec<u32> = lines.iter().filter(|line| !line.blank()).map(|line| line.width).collect();
    if widths.is_empty() {
        return None;
    }
    let at = (widths.len() - 1) * 9 / 10;
    let (_, width, _) = widths.select_nth_unstable(at);
    (NARROWEST_WRAP..WIDEST_WRAP).contains(width).then_some(*width)
}

/// Lines narrower than this are not wrapped, only short.
const NARROWEST_WRAP: u32 = 48;

/// Lines wider than this are whole paragraphs, not wrapped ones.
const WIDEST_WRAP: u32 = 180;
