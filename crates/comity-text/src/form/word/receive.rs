//! What a delegation did to a text in Word: every edit and comment, on the clause it belongs to.
//!
//! Tracked changes are taken with their authors; edits made without tracking are found by comparing with
//! the text the file was made from. Bookmarks lead to the clauses; where they are lost, the words do.

use std::collections::HashMap;

use super::align::{Aligned, align};
use super::comments::comments;
use super::flow::{even, flow};
use super::read::{Stretch, WordFile};
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
    /// The words taken out or moved.
    pub deleted: String,
    /// The words added.
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
    let (splices, moved) = splices(&file, base, &base_tokens, &base_of);
    found.extend(moved.into_iter().map(|(clause, span, behind)| Found {
        kind: EditKind::Move,
        behind: Some(behind),
        ..Found::new(EditKind::Move, None, span, clause)
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
    Received { edits: edits(found, base, &file), comments, splices }
}

fn visible(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|c| !c.is_whitespace()).map(plain)
}

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

/// An edit before its neighbours are looked at.
#[derive(Clone, Debug)]
struct Found {
    kind: EditKind,
    /// The tracked change, if it was one.
    change: Option<u32>,
    at: Span,
    clause: ClauseIx,
    words: String,
    /// What a replacement puts in the place of the words.
    inserted: String,
    behind: Option<ClauseIx>,
}

impl Found {
    fn new(kind: EditKind, change: Option<u32>, at: Span, clause: ClauseIx) -> Self {
        Self { kind, change, at, clause, words: String::new(), inserted: String::new(), behind: None }
    }
}

/// Goes through the file and lists what was done.
struct Listing<'a> {
    file: &'a WordFile,
    base: &'a Version,
    base_of: &'a [u32],
    aligned: &'a Aligned,
    found: Vec<Found>,
}

impl Listing<'_> {
    fn list(&mut self) {
        let clauses = self.clauses_of_paragraphs();
        let mut open: Option<Found> = None;
        let (mut paragraph, mut behind) = (0_u32, 0_u32);
        for (stretch, start, words) in self.file.each_stretch() {
            for (n, c) in words.char_indices() {
                let place = self.base_of[start as usize + n];
                let state = match (stretch.inserted, stretch.deleted) {
                    _ if c == '\n' => State::Kept,
                    (Some(_), Some(_)) => State::Passing,
                    (Some(change), None) => State::Inserted(Some(change)),
                    (None, Some(_)) if c.is_whitespace() => State::Passing,
                    (None, Some(_)) if place == NOWHERE => State::Passing,
                    (None, Some(change)) => State::Deleted(change),
                    (None, None) if c.is_whitespace() => State::Passing,
                    (None, None) if place == NOWHERE => State::Inserted(None),
                    (None, None) => State::Kept,
                };
                self.step(&mut open, state, (c, place), behind, clauses.get(&paragraph).copied());
                if place != NOWHERE {
                    behind = place + self.width(place);
                }
                paragraph += u32::from(c == '\n');
            }
        }
        self.found.extend(open);
    }

    /// How many bytes the character of the text at a place has.
    fn width(&self, place: u32) -> u32 {
        let rest = self.base.text().source().get(place as usize..).unwrap_or("");
        rest.chars().next().map_or(0, |c| c.len_utf8() as u32)
    }

    fn step(
        &mut self,
        open: &mut Option<Found>,
        state: State,
        (c, place): (char, u32),
        behind: u32,
        clause: Option<ClauseIx>,
    ) {
        let author = |change: Option<u32>| self.author(change);
        match state {
            State::Kept => self.found.extend(open.take()),
            State::Passing => {
                if let Some(found) = open.as_mut().filter(|_| c.is_whitespace()) {
                    found.words.push(' ');
                }
            }
            State::Inserted(change) => {
                let goes_on = open.as_ref().is_some_and(|one| {
                    one.kind == EditKind::Insertion && author(one.change) == author(change)
                });
                if !goes_on {
                    self.found.extend(open.take());
                    let before = self.base.text().clause_at(behind.saturating_sub(1));
                    let at = Span::new(behind, behind);
                    let mut found = Found::new(EditKind::Insertion, change, at, clause.unwrap_or(before));
                    found.behind = clause.is_none().then_some(before);
                    *open = Some(found);
                }
                open.iter_mut().for_each(|found| found.words.push(c));
            }
            State::Deleted(change) => {
                let own = self.base.text().clause_at(place);
                let goes_on = open.as_ref().is_some_and(|one| {
                    one.kind == EditKind::Deletion
                        && author(one.change) == author(Some(change))
                        && one.clause == own
                        && one.at.end <= place
                });
                if !goes_on {
                    self.found.extend(open.take());
                    *open = Some(Found::new(EditKind::Deletion, Some(change), Span::new(place, place), own));
                }
                let end = place + self.width(place);
                open.iter_mut().for_each(|found| {
                    found.words.push(c);
                    found.at.end = end;
                });
            }
        }
    }

    fn author(&self, change: Option<u32>) -> Option<&str> {
        change.and_then(|n| self.file.changes.get(n as usize)).map(|one| one.author.as_str())
    }

    /// The clause of every paragraph that has a bookmark or words of the text.
    fn clauses_of_paragraphs(&self) -> HashMap<u32, ClauseIx> {
        let mut found = HashMap::new();
        let mut paragraph = 0;
        for (at, byte) in self.file.text.bytes().enumerate() {
            if byte == b'\n' {
                paragraph += 1;
            } else if self.base_of[at] != NOWHERE {
                found.entry(paragraph).or_insert_with(|| self.base.text().clause_at(self.base_of[at]));
            }
        }
        for (paragraph, clauses) in &self.aligned.marked {
            if let Some(first) = clauses.first() {
                found.insert(*paragraph, ClauseIx(*first));
            }
        }
        found
    }
}

/// What a character of the file is to the text.
enum State {
    /// It stands there, or ends a paragraph.
    Kept,
    /// It changes nothing: white space, or what came and went.
    Passing,
    Inserted(Option<u32>),
    Deleted(u32),
}

/// Words of the text that the file does not have, neither kept nor struck.
fn untracked_deletions(base: &Version, base_tokens: &[Token], aligned: &Aligned) -> Vec<Found> {
    let mut hit = vec![false; base_tokens.len()];
    aligned.to_base.iter().flatten().for_each(|at| hit[*at] = true);
    let mut found: Vec<Found> = Vec::new();
    let mut last = usize::MAX;
    for (at, token) in base_tokens.iter().enumerate().filter(|(at, _)| !hit[*at]) {
        let clause = ClauseIx(token.place);
        match found.last_mut().filter(|one| last.wrapping_add(1) == at && one.clause == clause) {
            Some(one) => one.at.end = token.at.end,
            None => found.push(Found::new(EditKind::Deletion, None, token.at, clause)),
        }
        last = at;
    }
    for one in &mut found {
        one.words = base.text().slice(one.at).to_string();
    }
    found
}

/// Puts what was found in order, joins what replaces what, and recognises moves.
fn edits(mut found: Vec<Found>, base: &Version, file: &WordFile) -> Vec<Edit> {
    found.retain(|one| one.kind == EditKind::Move || !one.words.trim().is_empty());
    found.sort_by_key(|one| one.at.start);
    pair_moves(&mut found);
    let source = base.text().source();
    let mut joined: Vec<Found> = Vec::new();
    for one in found {
        let author = |found: &Found| found.change.map(|n| file.changes[n as usize].author.clone());
        let fits = |last: &&mut Found| {
            let kinds = (last.kind, one.kind);
            let opposite = matches!(
                kinds,
                (EditKind::Deletion, EditKind::Insertion) | (EditKind::Insertion, EditKind::Deletion)
            );
            let (from, to) = (last.at.end.min(one.at.start), last.at.end.max(one.at.start));
            let between = source.get(from as usize..to as usize).unwrap_or("x");
            opposite
                && author(last) == author(&one)
                && last.behind.is_none()
                && one.behind.is_none()
                && last.clause == one.clause
                && between.trim().is_empty()
        };
        match joined.last_mut().filter(fits) {
            Some(last) => {
                let (deleted, inserted) =
                    if last.kind == EditKind::Deletion { (last.clone(), one) } else { (one, last.clone()) };
                *last = Found { kind: EditKind::Replacement, inserted: inserted.words, ..deleted };
            }
            None => joined.push(one),
        }
    }
    joined.into_iter().map(|one| edit(one, base, file)).collect()
}

fn edit(found: Found, base: &Version, file: &WordFile) -> Edit {
    let author = found.change.and_then(|n| file.changes.get(n as usize));
    let (deleted, inserted) = match found.kind {
        EditKind::Insertion => (String::new(), even(&found.words)),
        EditKind::Deletion => (even(&found.words), String::new()),
        EditKind::Replacement => (even(&found.words), even(&found.inserted)),
        EditKind::Move => (even(base.text().slice(found.at)), even(&found.inserted)),
    };
    Edit {
        kind: found.kind,
        author: author.map(|one| Author { name: one.author.clone(), date: one.date.clone() }),
        clause: base.id(found.clause).to_string(),
        at: found.at,
        deleted,
        inserted,
        behind: found.behind.map(|clause| base.id(clause).to_string()),
    }
}

/// Fewer words taken out here and put in there are no move.
const FEWEST_MOVED: usize = 4;

/// A paragraph struck in one place and typed in another, by the same hand, was moved.
fn pair_moves(found: &mut Vec<Found>) {
    let mut typed: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
    for (at, one) in found.iter().enumerate().rev() {
        if one.kind == EditKind::Insertion && one.behind.is_some() {
            typed.entry(body(&one.words)).or_default().push(at);
        }
    }
    let mut gone = vec![false; found.len()];
    for at in 0..found.len() {
        let words = body(&found[at].words);
        if found[at].kind != EditKind::Deletion || words.len() < FEWEST_MOVED {
            continue;
        }
        if let Some(there) = typed.get_mut(&words).and_then(Vec::pop) {
            found[at].kind = EditKind::Move;
            found[at].behind = found[there].behind;
            found[at].inserted = found[there].words.clone();
            gone[there] = true;
        }
    }
    let mut gone = gone.into_iter();
    found.retain(|_| !gone.next().unwrap_or(false));
}

/// The words of a paragraph without the label, which a move may change.
fn body(words: &str) -> Vec<String> {
    let mut all: Vec<String> =
        words.split_whitespace().map(|word| word.chars().map(plain).collect()).collect();
    if all.first().is_some_and(|first| first.ends_with(['.', ')']) && first.len() < 6) {
        all.remove(0);
    }
    all
}

/// The comments of the file with the words of the text they are on.
fn remarks(file: &WordFile, base: &Version, base_of: &[u32], aligned: &Aligned) -> Vec<Remark> {
    let text = base.text();
    let ends: Vec<u32> = file.text.match_indices('\n').map(|(at, _)| at as u32).collect();
    let paragraph_of = |at: u32| ends.partition_point(|end| *end < at) as u32;
    let remark = |one: &super::read::Commented| {
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
