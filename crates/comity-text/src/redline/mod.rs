//! The difference of two versions: by clause, then by word; moves as moves, brackets as brackets.

mod align;
pub(crate) mod lcs;
mod moves;
mod slide;
mod stream;
pub(crate) mod token;

use std::sync::Arc;

use crate::error::TextError;
use crate::span::Span;
use crate::tree::{ClauseIx, MarkIx, Text};

pub use token::Class;

/// What happened to a stretch of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both versions, byte for byte.
    Kept,
    /// Only in the old version.
    Deleted,
    /// Only in the new version.
    Inserted,
    /// In the old version, where a clause stood that was moved: an index into [`Redline::moves`].
    MovedFrom(u32),
    /// In the new version, where a moved clause stands now.
    MovedTo(u32),
}

/// A stretch of characters of one class with one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What happened to it.
    pub change: Change,
    /// What it is; a change of layout alone is no change of wording.
    pub class: Class,
    /// Its bytes in the old version; empty for what is only in the new one.
    pub old: Span,
    /// Its bytes in the new version; empty for what is only in the old one.
    pub new: Span,
}

/// A clause that stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The clause in the old version.
    pub from: ClauseIx,
    /// The clause in the new version.
    pub to: ClauseIx,
    /// What changed within it on the way: its old own wording read into its new one.
    pub within: Vec<Segment>,
}

/// What happened to a clause as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseChange {
    /// Its wording is the same.
    Same,
    /// The same but for its label.
    Relabelled,
    /// Its wording changed.
    Changed,
    /// It stands elsewhere, changed or not.
    Moved,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A clause of the old version, of the new one, or the same clause in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClausePair {
    /// In the old version.
    pub old: Option<ClauseIx>,
    /// In the new version.
    pub new: Option<ClauseIx>,
    /// What happened.
    pub change: ClauseChange,
}

/// What happened to a bracket, as a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BracketChange {
    /// New brackets around wording; the wording itself may be old.
    Opened(MarkIx),
    /// Brackets gone, with the words within kept: the wording was agreed.
    Lifted(MarkIx),
    /// Brackets gone together with the words within.
    Dropped(MarkIx),
    /// The same brackets with other holders: in the old version, in the new one.
    HeldOtherwise(MarkIx, MarkIx),
}

/// How much changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words only in the old version, labels and moved clauses aside.
    pub deleted: u32,
    /// Words only in the new version, labels and moved clauses aside.
    pub inserted: u32,
    /// Words of the clauses that were moved, counted once.
    pub moved: u32,
    /// Words in both.
    pub kept: u32,
    /// Clauses that were moved.
    pub moves: u32,
    /// White-space-separated runs touched by a change of anything but layout: what a diff of plain words
    /// would show as changed, moved clauses counted on both sides.
    pub plain: u32,
}

/// The difference of two versions of a text.
///
/// *Shape*: the segments, read in order, give the old version (kept, deleted, moved from) and the new one
/// (kept, inserted, moved to). *Exactness*: see [`redline`].
#[derive(Clone, Debug)]
pub struct Redline {
    pub(crate) old: Arc<str>,
    pub(crate) new: Arc<str>,
    /// Digest of the old version.
    pub old_digest: String,
    /// Digest of the new version.
    pub new_digest: String,
    /// Everything in the order of both versions.
    pub segments: Vec<Segment>,
    /// The clauses that stand elsewhere.
    pub moves: Vec<Move>,
    /// Every clause of either version: in the order of the new one, each removed clause where it stood.
    pub clauses: Vec<ClausePair>,
    /// What happened to brackets, in the order of the text.
    pub brackets: Vec<BracketChange>,
    pub(crate) tally: Tally,
}

/// Compares two versions.
///
/// Words are paired by a longest common subsequence over the whole text; clauses that stand elsewhere are
/// found first and taken out of it. Brackets are paired as brackets: both ends or neither.
///
/// *Exactness*: once the moved clauses are set aside, the words paired are the most possible; given up
/// again, for legibility, are pairs between clauses that share next to nothing, at most
/// [`STRANGER_SHARE`] of the changed words, and single words alone between changes, at most
/// [`STRAY_SHARE`].
///
/// ```
/// use comity_text::{Holders, parse, redline::redline};
/// let none = Holders::none();
/// let old = parse(b"1. The dam is 60 m high.\n", &none)?;
/// let new = parse(b"1. The dam is [60 m][45 m] high.\n", &none)?;
/// let lines = redline(&old, &new);
/// assert_eq!(lines.apply(old.source())?, new.source());
/// assert_eq!(lines.reject_all(), old.source());
/// assert_eq!(lines.brackets.len(), 2);
/// # Ok::<(), comity_text::TextError>(())
/// ```
pub fn redline(old: &Text, new: &Text) -> Redline {
    let mut symbols = token::Symbols::default();
    let old_tokens = token::tokens(old, &mut symbols);
    let new_tokens = token::tokens(new, &mut symbols);
    let sides = align::Sides::new(old, new, &old_tokens, &new_tokens);
    let aligned = align::align(&sides);
    stream::redline(&sides, aligned)
}

/// How many of the changed words may be kept words given up because they stood alone between changes.
pub const STRAY_SHARE: f64 = 0.02;

/// How many words pairs between clauses with nearly nothing in common may cost when they are given up, as
/// a part of the changed words: legibility must not make a redline longer than a plain diff.
pub const STRANGER_SHARE: f64 = 0.10;

impl Redline {
    /// The old version.
    pub fn old_source(&self) -> &str {
        &self.old
    }

    /// The new version.
    pub fn new_source(&self) -> &str {
        &self.new
    }

    /// Applies the redline to the bytes it was made from.
    ///
    /// *Errors*: [`TextError::OtherText`] for any other bytes.
    pub fn apply(&self, old: &str) -> Result<String, TextError> {
        let found = crate::digest::of(old.as_bytes());
        if found != self.old_digest {
            return Err(TextError::OtherText { expected: self.old_digest.clone(), found });
        }
        let mut out = String::with_capacity(self.new.len());
        for segment in &self.segments {
            match segment.change {
                Change::Kept => out.push_str(&old[segment.old.range()]),
                Change::Inserted | Change::MovedTo(_) => out.push_str(&self.new[segment.new.range()]),
                Change::Deleted | Change::MovedFrom(_) => {}
            }
        }
        Ok(out)
    }

    /// The text with every change accepted: the new version.
    pub fn accept_all(&self) -> String {
        self.read(|change| !matches!(change, Change::Deleted | Change::MovedFrom(_)))
    }

    /// The text with every change rejected: the old version.
    pub fn reject_all(&self) -> String {
        self.read(|change| !matches!(change, Change::Inserted | Change::MovedTo(_)))
    }

    fn read(&self, takes: impl Fn(Change) -> bool) -> String {
        let mut out = String::with_capacity(self.old.len().max(self.new.len()));
        for segment in self.segments.iter().filter(|segment| takes(segment.change)) {
            out.push_str(self.words(segment));
        }
        out
    }

    /// The characters of a segment, from whichever version has them.
    pub fn words(&self, segment: &Segment) -> &str {
        match segment.change {
            Change::Deleted | Change::MovedFrom(_) => &self.old[segment.old.range()],
            _ => &self.new[segment.new.range()],
        }
    }

    /// True if nothing but layout differs.
    pub fn is_empty(&self) -> bool {
        self.segments.iter().all(|segment| segment.change == Change::Kept || segment.class == Class::Layout)
    }

    /// How much changed.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Where the wording of a span of the old version stands in the new one, and which part of its
    /// visible bytes is still there; none if nothing of it is.
    ///
    /// *Shape*: from the first kept byte to the last; moved clauses are followed.
    pub fn forward(&self, old: Span) -> Option<(Span, f64)> {
        let moved = self.moves.iter().flat_map(|one| &one.within);
        let kept = self.segments.iter().chain(moved).filter(|segment| segment.change == Change::Kept);
        let (mut from, mut to, mut bytes) = (u32::MAX, 0, 0_usize);
        for segment in kept {
            let part = segment.old.overlap(old);
            let visible = visible(&self.old[part.range()]);
            if part.is_empty() || visible == 0 {
                continue;
            }
            from = from.min(segment.new.start + (part.start - segment.old.start));
            to = to.max(segment.new.start + (part.end - segment.old.start));
            bytes += visible;
        }
        let all = visible(self.old.get(old.range())?);
        (from < to).then(|| (Span::new(from, to), bytes as f64 / all.max(1) as f64))
    }

    /// The clause of the old version that a clause of the new one continues.
    pub fn source_of(&self, new: ClauseIx) -> Option<ClauseIx> {
        self.clauses.iter().find(|pair| pair.new == Some(new)).and_then(|pair| pair.old)
    }
}

fn visible(words: &str) -> usize {
    words.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}
