//! Two flows woven into one: what Word tracks, token by token and paragraph mark by paragraph mark.
//!
//! Dropping what is gone and keeping what is new gives the new flow, and the reverse the old one, gap by gap.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::flow::{Atom, Flow, Gap};
use crate::redline::{Change, Redline, Segment};
use crate::span::Span;
use crate::tree::ClauseIx;

/// What is said of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    Deleted,
    Inserted,
    /// Stands elsewhere now: the number of the move.
    MovedFrom(u32),
    MovedTo(u32),
}

/// Which flow an atom is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// An atom, or the gap behind it, with its fate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thread {
    pub side: Side,
    pub atom: usize,
    /// None for the atom itself.
    pub gap: Option<Gap>,
    pub fate: Fate,
    /// The move it belongs to, whether or not it changed on the way.
    pub moved: Option<u32>,
}

/// A single flow: everything is kept.
pub(super) fn plain(flow: &Flow) -> Vec<Thread> {
    let mut woven = Vec::with_capacity(flow.atoms.len() * 2);
    for (at, atom) in flow.atoms.iter().enumerate() {
        let thread = Thread { side: Side::New, atom: at, gap: None, fate: Fate::Kept, moved: None };
        woven.push(thread);
        woven.push(Thread { gap: Some(atom.gap), ..thread });
    }
    woven
}

/// Both flows of a redline.
pub(super) fn weave(lines: &Redline, old: &Flow, new: &Flow) -> Vec<Thread> {
    let (old_fates, new_fates) = fates(lines, old, new);
    let pairs = lines.clauses.iter().filter_map(|pair| Some((pair.old?, pair.new?))).collect();
    let mut loom = Loom { old: &old.atoms, new: &new.atoms, old_fates, new_fates, pairs, woven: Vec::new() };
    loom.run();
    loom.woven
}

/// What becomes of one atom.
#[derive(Clone, Copy, Default)]
struct AtomFate {
    /// The atom of the other flow it is the same as, in place.
    partner: Option<usize>,
    moved: Option<u32>,
    /// Not the same on the other end of its move.
    changed: bool,
}

fn fates(lines: &Redline, old: &Flow, new: &Flow) -> (Vec<AtomFate>, Vec<AtomFate>) {
    let starts: HashMap<u32, usize> =
        new.atoms.iter().enumerate().map(|(at, atom)| (atom.at.start, at)).collect();
    let mut old_fates = side_fates(&old.atoms, &lines.segments, |segment| segment.old);
    let mut new_fates = side_fates(&new.atoms, &lines.segments, |segment| segment.new);
    let mut kept = lines.segments.iter().filter(|segment| segment.change == Change::Kept).peekable();
    for (at, atom) in old.atoms.iter().enumerate() {
        while kept.peek().is_some_and(|segment| segment.old.end <= atom.at.start) {
            kept.next();
        }
        let Some(segment) = kept.peek().filter(|segment| segment.old.encloses(atom.at)) else { continue };
        let there = starts.get(&(segment.new.start + (atom.at.start - segment.old.start)));
        // What the audience sees on one side only is no partner.
        if let Some(&there) = there.filter(|there| new.atoms[**there].words == atom.words) {
            old_fates[at].partner = Some(there);
            new_fates[there].partner = Some(at);
        }
    }
    let within = || lines.moves.iter().flat_map(|one| &one.within);
    let gone: Vec<Span> = within().filter(|one| one.change == Change::Deleted).map(|one| one.old).collect();
    let come: Vec<Span> = within().filter(|one| one.change == Change::Inserted).map(|one| one.new).collect();
    mark_changed(&old.atoms, &mut old_fates, gone);
    mark_changed(&new.atoms, &mut new_fates, come);
    (old_fates, new_fates)
}

fn side_fates(atoms: &[Atom], segments: &[Segment], side: impl Fn(&Segment) -> Span) -> Vec<AtomFate> {
    let mut own = segments.iter().filter(|segment| !side(segment).is_empty()).peekable();
    let fate = |atom: &Atom| {
        while own.peek().is_some_and(|segment| side(segment).end <= atom.at.start) {
            own.next();
        }
        let moved = match own.peek().map(|segment| segment.change) {
            Some(Change::MovedFrom(id) | Change::MovedTo(id)) => Some(id),
            _ => None,
        };
        AtomFate { moved, ..AtomFate::default() }
    };
    atoms.iter().map(fate).collect()
}

fn mark_changed(atoms: &[Atom], fates: &mut [AtomFate], mut changed: Vec<Span>) {
    changed.sort_unstable();
    for (atom, fate) in atoms.iter().zip(fates) {
        let at = changed.partition_point(|span| span.end <= atom.at.start);
        fate.changed = changed.get(at).is_some_and(|span| span.holds(atom.at.start));
    }
}

struct Loom<'a> {
    old: &'a [Atom],
    new: &'a [Atom],
    old_fates: Vec<AtomFate>,
    new_fates: Vec<AtomFate>,
    pairs: HashSet<(ClauseIx, ClauseIx)>,
    woven: Vec<Thread>,
}

/// The atoms of both flows between two that are the same in both.
struct Between {
    /// The pair before them.
    before: Option<(usize, usize)>,
    old: Range<usize>,
    new: Range<usize>,
    /// True where nothing follows.
    last: bool,
}

impl Loom<'_> {
    fn run(&mut self) {
        let mut between = Between { before: None, old: 0..0, new: 0..0, last: false };
        loop {
            let partner = |at: &usize| self.old_fates[*at].partner;
            let next = (between.old.start..self.old.len()).find(|at| partner(at).is_some());
            let pair = next.and_then(|at| partner(&at).map(|there| (at, there)));
            let (old_end, new_end) = pair.unwrap_or((self.old.len(), self.new.len()));
            between.old.end = old_end;
            between.new.end = new_end.max(between.new.start);
            between.last = pair.is_none();
            self.between(&between);
            let Some((at, there)) = pair else { return };
            self.push(Side::New, there, None, Fate::Kept, None);
            between = Between {
                before: Some((at, there)),
                old: at + 1..at + 1,
                new: there + 1..there + 1,
                last: false,
            };
        }
    }

    /// Gaps pair at the front or at the back; everything between them is gone or new.
    fn between(&mut self, between: &Between) {
        let lead = between.before.map(|(i, j)| (self.old[i].gap, self.new[j].gap));
        let tail_old = between.old.clone().next_back().map(|at| self.old[at].gap);
        let tail_new = between.new.clone().next_back().map(|at| self.new[at].gap);
        let leads = lead.is_some_and(|(a, b)| same(a, b));
        let (keep_lead, keep_tail) = match (tail_old, tail_new) {
            (None, None) => (leads, false),
            (None, Some(new)) => {
                let tails = lead.is_some_and(|(old, _)| same(old, new));
                if tails && (between.last || !leads) { (false, true) } else { (leads, false) }
            }
            (Some(old), None) => {
                let tails = lead.is_some_and(|(_, new)| same(old, new));
                if tails && (between.last || !leads) { (false, true) } else { (leads, false) }
            }
            (Some(old), Some(new)) => {
                (leads, same(old, new) && (between.last || self.one_paragraph(between, lead)))
            }
        };
        self.write(between, lead, keep_lead, keep_tail);
    }

    /// True unless whole paragraphs of different clauses are exchanged, which read better apart.
    fn one_paragraph(&self, between: &Between, lead: Option<(Gap, Gap)>) -> bool {
        let whole = lead.is_none_or(|(a, b)| a == Gap::Paragraph && b == Gap::Paragraph);
        let (a, b) = (&self.old[between.old.end - 1], &self.new[between.new.end - 1]);
        let moved = self.old_fates[between.old.end - 1].moved.is_some()
            || self.new_fates[between.new.end - 1].moved.is_some();
        !moved && (!whole || a.gap != Gap::Paragraph || self.pairs.contains(&(a.clause, b.clause)))
    }

    fn write(&mut self, between: &Between, lead: Option<(Gap, Gap)>, keep_lead: bool, keep_tail: bool) {
        let lone = between.old.is_empty() || between.new.is_empty();
        if let Some(((i, j), (a, b))) = between.before.zip(lead) {
            if keep_lead {
                self.push(Side::New, j, Some(b), Fate::Kept, None);
            } else {
                // Where one side has only this gap, it may be the one kept at the back.
                if !(keep_tail && between.old.is_empty()) {
                    self.push(Side::Old, i, Some(a), Fate::Deleted, None);
                }
                if !(keep_tail && between.new.is_empty()) {
                    self.push(Side::New, j, Some(b), Fate::Inserted, None);
                }
            }
        }
        let whole = self.whole_paragraphs(between, lead, keep_tail);
        for at in between.new.start..whole {
            self.new_atom(at, false);
        }
        for at in between.old.clone() {
            self.old_atom(at, keep_tail && at + 1 == between.old.end);
        }
        for at in whole..between.new.end {
            self.new_atom(at, keep_tail && at + 1 == between.new.end);
        }
        if keep_tail {
            let (side, at) = match (between.new.is_empty(), lone, between.before) {
                (false, ..) => (Side::New, between.new.end - 1),
                (true, true, Some((_, j))) => (Side::New, j),
                _ => (Side::Old, between.old.end - 1),
            };
            let gap = if side == Side::New { self.new[at].gap } else { self.old[at].gap };
            self.push(side, at, Some(gap), Fate::Kept, None);
        }
    }

    /// Where the new whole paragraphs end that stand before words struck at the head of the next one: a
    /// struck label belongs to the paragraph it labelled.
    fn whole_paragraphs(&self, between: &Between, lead: Option<(Gap, Gap)>, keep_tail: bool) -> usize {
        let ends = |atoms: &[Atom], range: &Range<usize>| {
            let own = range.start..range.end.saturating_sub(usize::from(keep_tail)).max(range.start);
            own.rev().find(|at| atoms[*at].gap == Gap::Paragraph)
        };
        let heads = lead.is_none_or(|(a, b)| a == Gap::Paragraph && b == Gap::Paragraph);
        if !heads || between.old.is_empty() || ends(self.old, &between.old).is_some() {
            return between.new.start;
        }
        ends(self.new, &between.new).map_or(between.new.start, |at| at + 1)
    }

    fn old_atom(&mut self, at: usize, shares_gap: bool) {
        let AtomFate { moved, changed, .. } = self.old_fates[at];
        let whole = moved.map_or(Fate::Deleted, Fate::MovedFrom);
        self.push(Side::Old, at, None, if changed { Fate::Deleted } else { whole }, moved);
        if !shares_gap {
            self.push(Side::Old, at, Some(self.old[at].gap), whole, moved);
        }
    }

    fn new_atom(&mut self, at: usize, shares_gap: bool) {
        let AtomFate { moved, changed, .. } = self.new_fates[at];
        let whole = moved.map_or(Fate::Inserted, Fate::MovedTo);
        self.push(Side::New, at, None, if changed { Fate::Inserted } else { whole }, moved);
        if !shares_gap {
            self.push(Side::New, at, Some(self.new[at].gap), whole, moved);
        }
    }

    fn push(&mut self, side: Side, atom: usize, gap: Option<Gap>, fate: Fate, moved: Option<u32>) {
        if gap != Some(Gap::None) {
            self.woven.push(Thread { side, atom, gap, fate, moved });
        }
    }
}

/// A tabulator and a space read the same.
fn same(a: Gap, b: Gap) -> bool {
    let plain = |gap| if gap == Gap::Tab { Gap::Space } else { gap };
    plain(a) == plain(b)
}
