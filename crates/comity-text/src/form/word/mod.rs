//! Word: a version or a redline as a .docx file with tracked changes and comments, and such a file read.
//!
//! The notation stays visible in the words, so that what a ministry sends back can be read again. What a
//! file says of itself (authors, dates, title) is set by the audience's allow-list; nothing is inherited,
//! and the same version always gives the same bytes.

mod align;
mod body;
mod comments;
mod document;
mod edits;
mod file;
mod flow;
mod listing;
mod notes;
mod package;
mod proposals;
mod read;
mod receive;
mod splices;
mod stream;
mod style;
mod unpack;
mod weave;

use std::borrow::Cow;

use super::Audience;
use crate::redline::Redline;
use crate::tree::Text;
use crate::version::Version;
use document::Document;

pub use file::{Reading, WordFile};
pub use receive::{Author, Edit, EditKind, PARAGRAPH_END, Received, Remark, receive};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A version as a Word file: A4, lines numbered, a bookmark on every clause, comments on their words.
pub fn word(version: &Version, audience: &Audience) -> Vec<u8> {
    let flow = flow::flow(version.text(), &audience.allowed());
    let woven = weave::plain(&flow);
    Document::new(version, audience, None, &flow, "").package(&woven)
}

/// A redline as a Word file: every change tracked, moves as moves, in the name of whoever made them.
///
/// *Exactness*: accepting every change in Word gives the new version as the audience may see it, rejecting
/// every change the old one, white space that shows no break aside.
///
/// `by` is whose changes they are; empty for the owner of the new version.
pub fn redline_word(lines: &Redline, old: &Text, new: &Version, audience: &Audience, by: &str) -> Vec<u8> {
    let allowed = audience.allowed();
    let (old_flow, new_flow) = (flow::flow(old, &allowed), flow::flow(new.text(), &allowed));
    let woven = weave::weave(lines, &old_flow, &new_flow);
    Document::new(new, audience, Some(&old_flow), &new_flow, by).package(&woven)
}

/// Who is named as the author of what no party wrote: the owner, where the audience may know it.
fn owner(version: &Version, audience: &Audience) -> String {
    let owner = &version.beside().about.owner;
    if audience.allowed().authorship && !owner.is_empty() { owner.clone() } else { "Comity".to_string() }
}

/// The day a version was tabled as Word writes it; empty where the audience may not know it, or where it is
/// no day.
fn day(version: &Version, audience: &Audience) -> String {
    let date = &version.beside().about.date;
    let digits = |part: &str, most: u32| {
        part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    let is_day = date.len() == 10
        && matches!(date.split('-').collect::<Vec<_>>().as_slice(),
            [y, m, d] if y.len() == 4 && digits(y, 9999) && m.len() == 2 && digits(m, 12) && digits(d, 31));
    if audience.allowed().authorship && is_day { format!("{date}T00:00:00Z") } else { String::new() }
}

/// The name of the bookmark on a clause: its id as far as Word allows, and eight digits of its digest.
pub(crate) fn bookmark(id: &str) -> String {
    let mut name = String::from("c_");
    name.extend(id.chars().take(28).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    let digest = crate::digest::of(id.as_bytes());
    name.push('_');
    name.push_str(digest.get(7..15).unwrap_or(""));
    name
}

/// Characters as XML holds them; what XML cannot hold becomes the replacement character.
fn escaped(words: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if words.chars().all(plain) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if plain(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    Cow::Owned(out)
}
