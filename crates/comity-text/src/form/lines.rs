//! Breaks blocks into lines of a fixed width, so that a line number means the same on every page.

use super::block::{Block, Blocks, Style};

/// A stretch of one line in one style: bytes of the block's text.
pub(super) struct Stretch {
    pub start: usize,
    pub end: usize,
    pub style: Style,
}

/// The lines of a block: for each the bytes it covers, without the space it was broken at.
pub(super) fn broken(block: &Block, width: usize) -> Vec<(usize, usize)> {
    let text = &block.text;
    let mut lines = Vec::new();
    let mut start = 0;
    let mut space = None;
    let mut count = 0;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            lines.push((start, at));
            (start, space, count) = (at + 1, None, 0);
            continue;
        }
        count += 1;
        if c == ' ' {
            space = Some((at, count));
        }
        if count > width {
            let (end, next, used) = match space {
                Some((place, used)) => (place, place + 1, used),
                None => (at, at, count - 1),
            };
            lines.push((start, end));
            (start, space, count) = (next, None, count - used);
        }
    }
    if start < text.len() {
        lines.push((start, text.len()));
    }
    lines
}

/// Cuts the bytes of a line at the ends of styles.
pub(super) fn stretches(block: &Block, start: usize, end: usize) -> Vec<Stretch> {
    let first = block.styles.partition_point(|(to, _)| *to as usize <= start);
    let mut at = start;
    let mut out = Vec::new();
    for (to, style) in &block.styles[first..] {
        let to = (*to as usize).min(end);
        if to > at {
            out.push(Stretch { start: at, end: to, style: *style });
            at = to;
        }
        if at >= end {
            break;
        }
    }
    out
}

/// How wide plain text is set.
const PLAIN_WIDTH: usize = 80;

pub(super) fn plain(blocks: &Blocks) -> String {
    let mut out = String::new();
    for block in &blocks.all {
        let indent = "  ".repeat(indent(block));
        for (start, end) in broken(block, PLAIN_WIDTH - indent.len()) {
            out.push_str(&indent);
            out.push_str(&block.text[start..end]);
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// How far a block is indented, in steps.
pub(super) fn indent(block: &Block) -> usize {
    use crate::tree::ClauseKind as K;
    let outer = matches!(
        block.kind,
        K::Document | K::Annex | K::Part | K::Section | K::Article | K::Heading | K::Footnote
    );
    if outer { 0 } else { (block.depth.saturating_sub(1) as usize).min(5) }
}
