//! Markdown: headings and paragraphs, with everything that means something in Markdown escaped.

use super::block::{self, Kind};
use super::lines::stretches;
use super::{Allowed, Audience};
use crate::tree::ClauseKind;
use crate::version::Version;

/// The version as Markdown.
pub fn markdown(version: &Version, audience: &Audience) -> String {
    let allowed: Allowed = audience.allowed();
    let blocks = block::blocks(version, allowed);
    let mut out = String::new();
    for block in &blocks.all {
        let level = match block.kind {
            ClauseKind::Part | ClauseKind::Annex => "## ",
            ClauseKind::Section => "### ",
            ClauseKind::Article => "#### ",
            ClauseKind::Heading => "##### ",
            _ => "",
        };
        let words = block.text.trim_end();
        let headed = !level.is_empty() && words.len() < 160 && !words.contains('\n');
        if headed {
            out.push_str(level);
        }
        for stretch in stretches(block, 0, words.len()) {
            let escaped = escaped(&block.text[stretch.start..stretch.end]);
            match stretch.style.kind {
                Kind::Who => surround(&mut out, "**", &escaped),
                Kind::Label if !headed => surround(&mut out, "**", &escaped),
                Kind::Drafters => surround(&mut out, "*", &escaped),
                _ => out.push_str(&escaped),
            }
        }
        if !block.margin.is_empty() {
            out.push_str(&format!("  \n*{}*", escaped(&block.margin)));
        }
        out.push_str("\n\n");
    }
    out
}

fn surround(out: &mut String, mark: &str, words: &str) {
    let lead = words.len() - words.trim_start().len();
    let body = words.trim();
    if body.is_empty() {
        out.push_str(words);
        return;
    }
    let tail = &words[lead + body.len()..];
    out.push_str(&format!("{}{mark}{body}{mark}{tail}", &words[..lead]));
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '[' | ']' | '*' | '_' | '`' | '\\' | '<' | '>' | '#' | '|' | '~' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("  \n"),
            c => out.push(c),
        }
    }
    out
}
