//! What a delegation did to a text in Word: every edit and comment, on the clause it belongs to.
//!
//! Tracked changes are taken with their authors; edits made without tracking are found by comparing with
//! the text the file was made from. Bookmarks lead to the clauses; where they are lost, the words do.

use super::align::{Aligned, align};
use super::comments::comments;
use super::edits::{edits, untracked_deletions};
use super::file::{Commented, Stretch, WordFile};
use super::flow::flow;
use super::listing::{Found, Listing};
use super::splices::splices;
use super::stream::{Token, characters, of_file, of_flow, plain};
use crate::anchor::{Anchor, anchor};
use crate::edit::Splice;
use crate::form::Audience;
use crate::span::Span;
use crate::tree::ClauseIx;
use crate::version::Version;

/// What was done to a stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// Words added.
    Insertion,
    /// Words taken out.
    Deletion,
    /// Words put in the place of others.
    Replacement,
    /// A clause put elsewhere.
    Move,
}

impl EditKind {
    /// The word for it in reports and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            EditKind::Insertion => "insertion",
            EditKind::Deletion => "deletion",
            EditKind::Replacement => "replacement",
            EditKind::Move => "move",
        }
    }
}

/// Who did something, and when, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The name in the file; it proves nothing.
    pub name: String,
    /// As written in the file; may be empty.
    pub date: String,
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was done.
    pub kind: EditKind,
    /// Who did it; none where the change was not tracked.
    pub author: Option<Author>,
    /// The permanent id of the clause it is on.
    pub clause: String,
    /// The bytes of the text concerned; empty where words are added.
    pub at: Span,
    /// The words taken out or moved; [`PARAGRAPH_END`] where a paragraph was joined to the one before.
    pub deleted: String,
    /// The words added; [`PARAGRAPH_END`] where a paragraph was split.
    pub inserted: String,
    /// For a new paragraph and for a move: the clause it now stands behind.
    pub behind: Option<String>,
}

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Who made it.
    pub author: Author,
    /// What it says.
    pub text: String,
    /// The words it is on.
    pub anchor: Anchor,
    /// Their bytes in the text; none where only the clause is known.
    pub at: Option<Span>,
}

/// What came back in a Word file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The edits in the order of the text.
    pub edits: Vec<Edit>,
    /// The comments that are not those the text was sent out with, in the order of the file.
    pub comments: Vec<Remark>,
    /// What turns the text into the file with every change accepted, the text's own line ends kept.
    pub splices: Vec<Splice>,
}

/// Reads what was done to a version in a Word file that was made from it for an audience.
///
/// Changes in the name of the version's owner count as made: they are those of a redline it was sent out as.
/// *Exactness*: applying the splices gives the file's words with all changes accepted.
pub fn receive(file: &WordFile, base: &Version, audience: &Audience) -> Received {
    let owner = super::owner(base, audience);
    let file = file.settled(&owner);
    let flow = flow(base.text(), &audience.allowed());
    let base_tokens = of_flow(&flow);
    let before = |stretch: &Stretch| stretch.inserted.is_none();
    let tokens = of_file(&file, before);
    let aligned = align(&file, &tokens, base, &base_tokens);
    let base_of = base_of(&file, base, &tokens, &base_tokens, &aligned);
    let mut listing = Listing { file: &file, base, base_of: &base_of, aligned: &aligned, found: Vec::new() };
    listing.list();
    let mut found = listing.found;
    found.extend(untracked_deletions(base, &base_tokens, &aligned));
    let way = splices(&file, base, &base_tokens, &base_of);
    found.extend(way.moved.into_iter().map(|(clause, span, behind)| Found {
        behind: Some(behind),
        ..Found::new(EditKind::Move, None, span, clause)
    }));
    found.extend(way.breaks.into_iter().map(|one| {
        let kind = if one.split { EditKind::Insertion } else { EditKind::Deletion };
        let clause =
            base.text().clause_at(if one.split { one.at.start.saturating_sub(1) } else { one.at.end });
        let at = if one.split { Span::new(one.at.start, one.at.start) } else { one.at };
        Found { words: PARAGRAPH_END.to_string(), ..Found::new(kind, one.change, at, clause) }
    }));
    let ours = comments(base, &flow, audience, &owner);
    let known = |author: &str, text: &str| {
        let same = |lines: &[String]| lines.iter().flat_map(|line| visible(line)).eq(visible(text));
        ours.iter().any(|one| one.by == author && same(&one.lines))
    };
    let comments = remarks(&file, base, &base_of, &aligned)
        .into_iter()
        .filter(|remark| !known(&remark.author.name, &remark.text))
        .collect();
    Received { edits: edits(found, base, &file), comments, splices: way.splices }
}

fn visible(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace()).map(plain)
}

/// How the end of a paragraph is written in what was added or struck.
pub const PARAGRAPH_END: &str = "¶";

/// "Stands for nothing in the text" in what [`base_of`] gives.
pub(super) const NOWHERE: u32 = u32::MAX;

/// For every byte of the file at which a character begins that stands in the text, where it stands there.
fn base_of(
    file: &WordFile,
    base: &Version,
    tokens: &[Token],
    base_tokens: &[Token],
    aligned: &Aligned,
) -> Vec<u32> {
    let mut places = vec![NOWHERE; file.text.len()];
    let mut own = characters(file, |stretch| stretch.inserted.is_none()).into_iter();
    for (token, to) in tokens.iter().zip(&aligned.to_base) {
        let length = token.words.chars().count();
        let Some(to) = to else {
            own.by_ref().take(length).for_each(drop);
            continue;
        };
        let at = base_tokens[*to].at;
        let there = base.text().slice(at).char_indices().filter(|(_, c)| !c.is_whitespace());
        let mut there = there.map(|(n, _)| at.start + n as u32);
        for (place, _) in own.by_ref().take(length) {
            places[place as usize] = there.next().unwrap_or(NOWHERE);
        }
    }
    places
}
/// The comments of the file with the words of the text they are on.
fn remarks(file: &WordFile, base: &Version, base_of: &[u32], aligned: &Aligned) -> Vec<Remark> {
    let text = base.text();
    let ends: Vec<u32> = file.text.match_indices('\n').map(|(at, _)| at as u32).collect();
    let paragraph_of = |at: u32| ends.partition_point(|end| *end < at) as u32;
    let remark = |one: &Commented| {
        let range = one.start as usize..(one.end as usize).clamp(one.start as usize, file.text.len());
        let mut places = base_of[range].iter().copied().filter(|place| *place != NOWHERE);
        let first = places.next();
        let at = first.zip(places.next_back().or(first)).map(|(from, to)| {
            let (from, to) = (from.min(to), from.max(to));
            let width = text.source()[to as usize..].chars().next().map_or(0, char::len_utf8);
            Span::new(from, to + width as u32)
        });
        let anchor = at.map_or_else(
            || {
                let marked = aligned.marked.get(&paragraph_of(one.start)).and_then(|all| all.first());
                let near = base_of[..one.start as usize].iter().rev().find(|place| **place != NOWHERE);
                let clause = marked
                    .map(|clause| ClauseIx(*clause))
                    .or_else(|| near.map(|place| text.clause_at(*place)))
                    .unwrap_or(ClauseIx::DOCUMENT);
                Anchor { clause: base.id(clause).to_string(), words: None, context: None }
            },
            |span| anchor(base, span),
        );
        let author = Author { name: one.author.clone(), date: one.date.clone() };
        Remark { author, text: one.text.clone(), anchor, at }
    };
    file.comments.iter().map(remark).collect()
}
