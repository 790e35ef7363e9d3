//! What changed for one party between two versions: its wording gone, kept or standing.

use crate::holders::{HolderIx, Stance};
use crate::redline::Redline;
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, Text};

/// What became of a wording a party holds, opposes or has reserved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It stands in the text without brackets.
    Stands,
    /// It is still there, in brackets, held as before.
    Kept,
    /// It is still there, in brackets, but the party is no longer named.
    Unnamed,
    /// It is gone.
    Gone,
    /// It is there now and was not before.
    New,
}

impl Outcome {
    /// The word for it in reports.
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::Stands => "stands now",
            Outcome::Kept => "kept",
            Outcome::Unnamed => "kept, no longer in your name",
            Outcome::Gone => "gone",
            Outcome::New => "new",
        }
    }
}

/// One wording and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForParty {
    /// How the party stood to it; in the new version for what is new.
    pub stance: Stance,
    /// What became of it.
    pub outcome: Outcome,
    /// The mark in the old version; none for what is new.
    pub old: Option<MarkIx>,
    /// Where its words are in the new version; none for what is gone.
    pub new: Option<Span>,
}

/// A wording of which less than this part is left is gone.
const MOST_GONE: f64 = 0.5;

/// What changed for a party: every wording it is named with in the old version, then what is new.
///
/// A group speaks for its members.
pub fn changes_for(party: HolderIx, lines: &Redline, old: &Text, new: &Text) -> Vec<ForParty> {
    let mut found = Vec::new();
    let mut seen: Vec<MarkIx> = Vec::new();
    for (ix, mark) in old.each_mark() {
        let Some(stance) = stance_of(party, old, ix) else { continue };
        let place = lines.forward(mark.inner).filter(|(_, kept)| *kept >= MOST_GONE).map(|(span, _)| span);
        let outcome = match place {
            None => Outcome::Gone,
            Some(span) => outcome_at(party, new, span, &mut seen),
        };
        found.push(ForParty { stance, outcome, old: Some(ix), new: place });
    }
    for (ix, mark) in new.each_mark() {
        if let Some(stance) = stance_of(party, new, ix)
            && !seen.contains(&ix)
        {
            found.push(ForParty { stance, outcome: Outcome::New, old: None, new: Some(mark.inner) });
        }
    }
    found
}

fn outcome_at(party: HolderIx, new: &Text, span: Span, seen: &mut Vec<MarkIx>) -> Outcome {
    let around = new.marks_at(span.start);
    if let Some(ix) = around.iter().rev().find(|ix| stance_of(party, new, **ix).is_some()) {
        seen.push(*ix);
        return Outcome::Kept;
    }
    let bracketed =
        around.iter().any(|ix| matches!(new.mark(*ix).kind, MarkKind::Bracket | MarkKind::Option));
    if bracketed { Outcome::Unnamed } else { Outcome::Stands }
}

fn stance_of(party: HolderIx, text: &Text, ix: MarkIx) -> Option<Stance> {
    let holds = text.holds(text.mark(ix));
    holds.iter().find(|hold| text.holders().speaks_for(hold.holder, party)).map(|hold| hold.stance)
}
