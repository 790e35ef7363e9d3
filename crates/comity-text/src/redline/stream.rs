//! Writes a pairing out as a redline: segments, moves, clauses, brackets and counts.

use std::collections::HashMap;

use super::align::{Aligned, NONE, Sides, carries, ends};
use super::token::{Class, Token};
use super::{BracketChange, Change, ClauseChange, ClausePair, Move, Redline, Segment, Tally};
use crate::span::Span;
use crate::tree::{ClauseIx, MarkIx, MarkKind, PieceOf, Text};

/// Assembles the redline.
pub(super) fn redline(sides: &Sides, aligned: Aligned) -> Redline {
    let segments = segments(sides, &aligned);
    let moves = moves(sides, &aligned);
    let clauses = clauses(sides, &aligned);
    let brackets = brackets(sides, &aligned);
    let tally = tally(sides, &aligned, &segments);
    Redline {
        old: sides.old.shared_source(),
        new: sides.new.shared_source(),
        old_digest: sides.old.digest().to_string(),
        new_digest: sides.new.digest().to_string(),
        segments,
        moves,
        clauses,
        brackets,
        tally,
    }
}

fn segments(sides: &Sides, aligned: &Aligned) -> Vec<Segment> {
    let (old, new) = (sides.old_tokens, sides.new_tokens);
    let mut out = Out::default();
    let (mut i, mut j) = (0, 0);
    loop {
        if i < old.len() && (aligned.old_move[i] != NONE || aligned.old_to_new[i] == NONE) {
            let change = match aligned.old_move[i] {
                NONE => Change::Deleted,
                id => Change::MovedFrom(id),
            };
            out.only_old(change, &old[i]);
            i += 1;
        } else if j < new.len() && (aligned.new_move[j] != NONE || aligned.new_to_old[j] == NONE) {
            let change = match aligned.new_move[j] {
                NONE => Change::Inserted,
                id => Change::MovedTo(id),
            };
            out.only_new(change, &new[j]);
            j += 1;
        } else if i < old.len() && j < new.len() {
            out.kept(&old[i], &new[j]);
            i += 1;
            j += 1;
        } else {
            return out.segments;
        }
    }
}

/// What changed within each moved clause.
fn moves(sides: &Sides, aligned: &Aligned) -> Vec<Move> {
    let mut old: Vec<Vec<usize>> = vec![Vec::new(); aligned.moves.len()];
    let mut new = old.clone();
    for (at, id) in aligned.old_move.iter().enumerate().filter(|(_, id)| **id != NONE) {
        old[*id as usize].push(at);
    }
    for (at, id) in aligned.new_move.iter().enumerate().filter(|(_, id)| **id != NONE) {
        new[*id as usize].push(at);
    }
    let within = |id: usize| {
        let mut out = Out::default();
        let (mut i, mut j) = (0, 0);
        let (left, right) = (&old[id], &new[id]);
        loop {
            if i < left.len() && aligned.old_to_new[left[i]] == NONE {
                out.only_old(Change::Deleted, &sides.old_tokens[left[i]]);
                i += 1;
            } else if j < right.len() && aligned.new_to_old[right[j]] == NONE {
                out.only_new(Change::Inserted, &sides.new_tokens[right[j]]);
                j += 1;
            } else if i < left.len() && j < right.len() {
                out.kept(&sides.old_tokens[left[i]], &sides.new_tokens[right[j]]);
                i += 1;
                j += 1;
            } else {
                return out.segments;
            }
        }
    };
    aligned
        .moves
        .iter()
        .enumerate()
        .map(|(id, (from, to))| Move { from: *from, to: *to, within: within(id) })
        .collect()
}

/// Segments as they grow: neighbours with one fate become one where they are plain wording.
#[derive(Default)]
struct Out {
    segments: Vec<Segment>,
}

impl Out {
    fn only_old(&mut self, change: Change, token: &Token) {
        self.push(Segment { change, class: token.class, old: token.span, new: Span::default() });
    }

    fn only_new(&mut self, change: Change, token: &Token) {
        self.push(Segment { change, class: token.class, old: Span::default(), new: token.span });
    }

    fn kept(&mut self, old: &Token, new: &Token) {
        self.push(Segment { change: Change::Kept, class: Class::Word, old: old.span, new: new.span });
    }

    fn push(&mut self, segment: Segment) {
        if let Some(last) = self.segments.last_mut()
            && last.change == segment.change
            && joins(last.old, segment.old)
            && joins(last.new, segment.new)
            && (plain(last.class) && plain(segment.class) || last.class == segment.class)
        {
            last.old.end = segment.old.end.max(last.old.end);
            last.new.end = segment.new.end.max(last.new.end);
            last.class = weightier(last.class, segment.class);
            return;
        }
        self.segments.push(segment);
    }
}

fn joins(a: Span, b: Span) -> bool {
    a.end == b.start || a.is_empty() && b.is_empty()
}

const fn plain(class: Class) -> bool {
    matches!(class, Class::Word | Class::Punctuation | Class::Layout)
}

const fn weightier(a: Class, b: Class) -> Class {
    match (a, b) {
        (Class::Word, _) | (_, Class::Word) => Class::Word,
        (Class::Punctuation, _) | (_, Class::Punctuation) => Class::Punctuation,
        _ => a,
    }
}

/// Pairs clauses by the most words they share, and says what became of each.
fn clauses(sides: &Sides, aligned: &Aligned) -> Vec<ClausePair> {
    let (old_count, new_count) = (sides.old.clauses().len(), sides.new.clauses().len());
    let mut to_new: Vec<Option<ClauseIx>> = vec![None; old_count];
    let mut to_old: Vec<Option<ClauseIx>> = vec![None; new_count];
    to_new[0] = Some(ClauseIx::DOCUMENT);
    to_old[0] = Some(ClauseIx::DOCUMENT);
    for (from, to) in &aligned.moves {
        to_new[from.0 as usize] = Some(*to);
        to_old[to.0 as usize] = Some(*from);
    }
    for (_, from, to) in shared(sides, aligned) {
        if to_new[from.0 as usize].is_none() && to_old[to.0 as usize].is_none() {
            to_new[from.0 as usize] = Some(to);
            to_old[to.0 as usize] = Some(from);
        }
    }
    let fate = fates(sides, aligned);
    let moved: Vec<ClauseIx> = aligned.moves.iter().map(|(_, to)| *to).collect();
    let mut pairs: Vec<((u32, u32), ClausePair)> = Vec::with_capacity(new_count);
    for (at, old) in to_old.iter().enumerate() {
        let new = ClauseIx(at as u32);
        let change = match old {
            None => ClauseChange::Added,
            Some(_) if moved.contains(&new) => ClauseChange::Moved,
            Some(old) => fate.0[old.0 as usize].max(fate.1[at]),
        };
        pairs.push(((new.0, 0), ClausePair { old: *old, new: Some(new), change }));
    }
    let mut last = 0;
    for (at, new) in to_new.iter().enumerate() {
        match new {
            Some(new) => last = new.0,
            None => {
                let pair =
                    ClausePair { old: Some(ClauseIx(at as u32)), new: None, change: ClauseChange::Removed };
                pairs.push(((last, at as u32 + 1), pair));
            }
        }
    }
    pairs.sort_by_key(|(place, _)| *place);
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

/// Candidate pairs of clauses that share at least half the words of the shorter one, most first.
fn shared(sides: &Sides, aligned: &Aligned) -> Vec<(u32, ClauseIx, ClauseIx)> {
    let mut shared: HashMap<(ClauseIx, ClauseIx), u32> = HashMap::new();
    let mut old_size = vec![0_u32; sides.old.clauses().len()];
    let mut new_size = vec![0_u32; sides.new.clauses().len()];
    for (at, token) in sides.old_tokens.iter().enumerate().filter(|(_, token)| carries(token.class)) {
        let clause = sides.old_clause[at];
        old_size[clause.0 as usize] += 1;
        let new = aligned.old_to_new[at];
        if new != NONE {
            let weight = if token.class == Class::Label { 1 } else { 2 };
            *shared.entry((clause, sides.new_clause[new as usize])).or_insert(0) += weight;
        }
    }
    for (at, _) in sides.new_tokens.iter().enumerate().filter(|(_, token)| carries(token.class)) {
        new_size[sides.new_clause[at].0 as usize] += 1;
    }
    let mut pairs: Vec<(u32, ClauseIx, ClauseIx)> = shared
        .into_iter()
        .filter(|((a, b), count)| *count >= old_size[a.0 as usize].min(new_size[b.0 as usize]))
        .map(|((a, b), count)| (count, a, b))
        .collect();
    pairs.sort_unstable_by_key(|(count, a, b)| (std::cmp::Reverse(*count), *a, *b));
    pairs
}

/// For every clause of either side whether its own tokens all stayed, only its label changed, or more.
fn fates(sides: &Sides, aligned: &Aligned) -> (Vec<ClauseChange>, Vec<ClauseChange>) {
    let fate = |tokens: &[Token], clause: &[ClauseIx], pairs: &[u32], count: usize| {
        let mut fates = vec![ClauseChange::Same; count];
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| pairs[*at] == NONE) {
            let change = match token.class {
                Class::Layout => continue,
                Class::Label => ClauseChange::Relabelled,
                _ => ClauseChange::Changed,
            };
            let known = &mut fates[clause[at].0 as usize];
            *known = (*known).max(change);
        }
        fates
    };
    (
        fate(sides.old_tokens, sides.old_clause, &aligned.old_to_new, sides.old.clauses().len()),
        fate(sides.new_tokens, sides.new_clause, &aligned.new_to_old, sides.new.clauses().len()),
    )
}

fn brackets(sides: &Sides, aligned: &Aligned) -> Vec<BracketChange> {
    let mut found: Vec<(u32, BracketChange)> = Vec::new();
    let reheld_old: HashMap<MarkIx, MarkIx> = aligned.reheld.iter().copied().collect();
    let reheld_new: HashMap<MarkIx, MarkIx> = aligned.reheld.iter().map(|(a, b)| (*b, *a)).collect();
    let place = |old: u32| {
        let next = aligned.old_to_new[old as usize..].iter().find(|to| **to != NONE);
        next.map_or(u32::MAX, |to| *to)
    };
    for (mark, (opener, closer)) in ends(sides.old_tokens) {
        if sides.old.mark(mark).kind != MarkKind::Bracket || aligned.old_to_new[opener as usize] != NONE {
            continue;
        }
        if let Some(new) = reheld_old.get(&mark) {
            found.push((place(opener), BracketChange::HeldOtherwise(mark, *new)));
        } else if mostly_kept(sides.old_tokens, &aligned.old_to_new, opener, closer) {
            found.push((place(opener), BracketChange::Lifted(mark)));
        } else {
            found.push((place(opener), BracketChange::Dropped(mark)));
        }
    }
    for (mark, (opener, _)) in ends(sides.new_tokens) {
        let fresh = aligned.new_to_old[opener as usize] == NONE && !reheld_new.contains_key(&mark);
        if fresh && sides.new.mark(mark).kind == MarkKind::Bracket {
            found.push((opener, BracketChange::Opened(mark)));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, change)| change).collect()
}

fn mostly_kept(tokens: &[Token], pairs: &[u32], opener: u32, closer: u32) -> bool {
    if closer <= opener || closer == NONE {
        return false;
    }
    let inside = opener as usize + 1..closer as usize;
    let words = inside.clone().filter(|at| carries(tokens[*at].class)).count();
    let kept = inside.filter(|at| carries(tokens[*at].class) && pairs[*at] != NONE).count();
    kept * 2 > words
}

fn tally(sides: &Sides, aligned: &Aligned, segments: &[Segment]) -> Tally {
    let mut tally = Tally { moves: aligned.moves.len() as u32, ..Tally::default() };
    for (at, token) in sides.old_tokens.iter().enumerate().filter(|(_, token)| token.class == Class::Word) {
        match (aligned.old_move[at], aligned.old_to_new[at], token.span) {
            (NONE, NONE, _) => tally.deleted += 1,
            (NONE, _, _) => tally.kept += 1,
            (_, NONE, _) => tally.deleted += 1,
            _ => tally.moved += 1,
        }
    }
    for (at, _) in sides.new_tokens.iter().enumerate().filter(|(_, token)| token.class == Class::Word) {
        tally.inserted += u32::from(aligned.new_to_old[at] == NONE);
    }
    tally.plain = touched(sides.old, segments, |segment| segment.old)
        + touched(sides.new, segments, |segment| segment.new);
    tally
}

/// How many runs between white space a change of anything but layout touches, page furniture aside.
fn touched(text: &Text, segments: &[Segment], side: impl Fn(&Segment) -> Span) -> u32 {
    let source = text.source();
    let mut count = 0;
    let mut counted_to = 0;
    for segment in
        segments.iter().filter(|segment| segment.change != Change::Kept && segment.class != Class::Layout)
    {
        let span = side(segment);
        for piece in
            text.pieces().iter().skip(text.pieces().partition_point(|piece| piece.span.end <= span.start))
        {
            if piece.span.start >= span.end {
                break;
            }
            if piece.of == PieceOf::Furniture {
                continue;
            }
            let part = span.overlap(piece.span);
            let words = &source[part.range()];
            let mut at = part.start as usize;
            for word in words.split_whitespace() {
                let start = at + source[at..].find(word).unwrap_or(0);
                at = start + word.len();
                if start >= counted_to {
                    let rest = &source[at..];
                    counted_to = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
                    count += 1;
                }
            }
        }
    }
    count
}
