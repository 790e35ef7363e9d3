//! The terminal: brackets coloured by holder, with the holder's sign, so that colour is never alone.

use comity::picture::mark;

use super::Audience;
use super::block::{self, Block, Blocks, FREE, Fate, Kind, Style, UNHELD};
use super::lines::{broken, indent, stretches};
use crate::holders::Stance;
use crate::redline::Redline;
use crate::tree::{ClauseKind, Text};
use crate::version::Version;

/// Whether colour codes may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Escape sequences for colour, bold and struck-out type.
    Ansi,
    /// None.
    None,
}

/// A version for the terminal, wrapped at `width` characters.
pub fn terminal(version: &Version, audience: &Audience, colour: Colour, width: usize) -> String {
    write(&block::blocks(version, audience.allowed()), colour, width, |_| true)
}

/// A redline for the terminal: only the paragraphs in which something changed, under their headings.
///
/// Without colour, what is gone stands in `{-…-}` and what is new in `{+…+}`, as in `wdiff`.
pub fn redline_terminal(
    redline: &Redline,
    old: &Text,
    new: &Version,
    audience: &Audience,
    colour: Colour,
    width: usize,
) -> String {
    let blocks = block::redline_blocks(redline, old, new, audience.allowed());
    let shown = shown(&blocks.all);
    write(&blocks, colour, width, |at| shown[at])
}

/// The paragraphs in which something changed, and the headings they stand under.
fn shown(blocks: &[Block]) -> Vec<bool> {
    let mut shown = vec![false; blocks.len()];
    let mut over: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        over.retain(|above| blocks[*above].depth < block.depth);
        if block.styles.iter().any(|(_, style)| style.fate != Fate::Kept) {
            over.iter().for_each(|above| shown[*above] = true);
            shown[at] = true;
        }
        let heads = matches!(
            block.kind,
            ClauseKind::Annex
                | ClauseKind::Part
                | ClauseKind::Section
                | ClauseKind::Article
                | ClauseKind::Heading
        );
        if heads {
            over.push(at);
        }
    }
    shown
}

fn write(blocks: &Blocks, colour: Colour, width: usize, shows: impl Fn(usize) -> bool) -> String {
    let mut out = String::new();
    for (_, block) in blocks.all.iter().enumerate().filter(|(at, _)| shows(*at)) {
        let indent = "  ".repeat(indent(block));
        for (start, end) in broken(block, width.saturating_sub(indent.len()).max(20)) {
            out.push_str(&indent);
            let mut fate = Fate::Kept;
            for stretch in stretches(block, start, end) {
                let words = signed(&visible(&block.text[stretch.start..stretch.end]), stretch.style, blocks);
                if colour == Colour::Ansi {
                    paint(&mut out, &words, stretch.style, blocks);
                    continue;
                }
                if stretch.style.fate != fate {
                    close(&mut out, fate);
                    fate = stretch.style.fate;
                    out.push_str(signs_of(fate).0);
                }
                out.push_str(&words);
            }
            close(&mut out, fate);
            out.push('\n');
        }
        if !block.margin.is_empty() {
            out.push_str(&match colour {
                Colour::Ansi => format!("{indent}\x1b[3m{}\x1b[0m\n", block.margin),
                Colour::None => format!("{indent}({})\n", block.margin),
            });
        }
        out.push('\n');
    }
    out
}

/// Characters that would steer the terminal are shown as their pictures.
fn visible(words: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c as u32, 0x202A..=0x202E | 0x2066..=0x2069);
    if !words.contains(steers) {
        return words.to_string();
    }
    words
        .chars()
        .map(|c| {
            if (c as u32) < 0x20 {
                char::from_u32(0x2400 + c as u32).unwrap_or('?')
            } else if steers(c) {
                '�'
            } else {
                c
            }
        })
        .collect()
}

/// The colours of the 256-colour cube next to those of the pictures.
const COLOURS: [u8; 8] = [25, 130, 29, 90, 94, 30, 240, 88];

/// What stands before and behind words of a fate where there are no colours.
fn signs_of(fate: Fate) -> (&'static str, &'static str) {
    match fate {
        Fate::Kept => ("", ""),
        Fate::Deleted => ("{-", "-}"),
        Fate::Inserted => ("{+", "+}"),
        Fate::MovedFrom => ("{<", "<}"),
        Fate::MovedTo => ("{>", ">}"),
    }
}

/// Ends a stretch of one fate, a space at its end left outside.
fn close(out: &mut String, fate: Fate) {
    let sign = signs_of(fate).1;
    if !sign.is_empty() {
        let end = out.trim_end_matches(' ').len();
        out.insert_str(end, sign);
    }
}

/// The words, with the signs of the holders before their names.
fn signed(words: &str, style: Style, blocks: &Blocks) -> String {
    if style.kind == Kind::Who { signs(style, blocks) + words } else { words.to_string() }
}

fn paint(out: &mut String, signed: &str, style: Style, blocks: &Blocks) {
    let mut codes: Vec<String> = Vec::new();
    match style.fate {
        Fate::Deleted | Fate::MovedFrom => codes.push("31;9".into()),
        Fate::Inserted | Fate::MovedTo => codes.push("32;4".into()),
        Fate::Kept => {}
    }
    match style.kind {
        Kind::Label | Kind::Marker | Kind::Who => codes.push("1".into()),
        Kind::Drafters | Kind::Reference => codes.push("2".into()),
        Kind::Placeholder => codes.push("7".into()),
        Kind::Loose => codes.push("1;31".into()),
        Kind::Bracket => codes.push("1".into()),
        Kind::Words => {}
    }
    if style.fate == Fate::Kept && style.held > UNHELD {
        let first = blocks.combinations[style.held as usize].first().map_or(0, |(holder, _)| *holder);
        codes.push(format!("38;5;{}", COLOURS[first as usize % COLOURS.len()]));
    } else if style.fate == Fate::Kept && style.held != FREE && style.kind == Kind::Words {
        codes.push("38;5;238".into());
    }
    if codes.is_empty() {
        out.push_str(signed);
    } else {
        out.push_str(&format!("\x1b[{}m{signed}\x1b[0m", codes.join(";")));
    }
}

/// The signs of the holders, as the pictures use them; opposition and reservation have words.
fn signs(style: Style, blocks: &Blocks) -> String {
    let holders = &blocks.combinations[style.held as usize];
    holders
        .iter()
        .filter(|(_, stance)| *stance == Stance::Support)
        .map(|(holder, _)| mark(*holder as usize).glyph)
        .collect()
}
