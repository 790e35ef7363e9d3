//! Goes through a Word file character by character and lists what was added and struck where.

use std::collections::{HashMap, HashSet};

use super::align::Aligned;
use super::file::WordFile;
use super::receive::{EditKind, NOWHERE};
use crate::span::Span;
use crate::tree::ClauseIx;
use crate::version::Version;

/// An edit before its neighbours are looked at.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub kind: EditKind,
    /// The tracked change, if it was one.
    pub change: Option<u32>,
    pub at: Span,
    pub clause: ClauseIx,
    pub words: String,
    /// What a replacement puts in the place of the words.
    pub inserted: String,
    pub behind: Option<ClauseIx>,
}

impl Found {
    pub fn new(kind: EditKind, change: Option<u32>, at: Span, clause: ClauseIx) -> Self {
        Self { kind, change, at, clause, words: String::new(), inserted: String::new(), behind: None }
    }
}

/// Goes through the file and lists what was done.
pub(super) struct Listing<'a> {
    pub file: &'a WordFile,
    pub base: &'a Version,
    pub base_of: &'a [u32],
    pub aligned: &'a Aligned,
    pub found: Vec<Found>,
}

impl Listing<'_> {
    pub fn list(&mut self) {
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
                self.prefer_move(open, change);
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
                self.prefer_move(open, Some(change));
                let end = place + self.width(place);
                open.iter_mut().for_each(|found| {
                    found.words.push(c);
                    found.at.end = end;
                });
            }
        }
    }

    /// Of several changes by one hand that make one edit, the one that names a move tells the most.
    fn prefer_move(&self, open: &mut Option<Found>, change: Option<u32>) {
        let names = |change: Option<u32>| {
            change.and_then(|n| self.file.changes.get(n as usize)).is_some_and(|one| one.moved.is_some())
        };
        if let Some(found) = open.as_mut().filter(|found| names(change) && !names(found.change)) {
            found.change = change;
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
        // A bookmark that went along with moved words stands on none of the clause's own in this place.
        let elsewhere: HashSet<ClauseIx> = found.values().copied().collect();
        for (paragraph, clauses) in &self.aligned.marked {
            let Some(first) = clauses.first().map(|first| ClauseIx(*first)) else { continue };
            if found.contains_key(paragraph) || !elsewhere.contains(&first) {
                found.insert(*paragraph, first);
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
