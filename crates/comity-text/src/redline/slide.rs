//! Where a deletion or an insertion could as well begin a few words earlier or later, it begins where a
//! reader would mark it: at a bracket, an option, a clause, a punctuation mark.

use super::align::{Aligned, NONE, Sides, carries};
use super::token::{Class, Token};
use crate::tree::{ClauseIx, Text};

/// Moves every change that stands on one side alone to its most natural place. Nothing more or less is kept.
pub(super) fn slide(sides: &Sides, aligned: &mut Aligned) {
    let Aligned { old_to_new, new_to_old, old_move, new_move, .. } = aligned;
    let old = Side { text: sides.old, tokens: sides.old_tokens, clause: sides.old_clause };
    let new = Side { text: sides.new, tokens: sides.new_tokens, clause: sides.new_clause };
    let (old_words, new_words) = (old.words(old_move), new.words(new_move));
    slide_side(&old, &old_words, &new_words, old_to_new, new_to_old);
    slide_side(&new, &new_words, &old_words, new_to_old, old_to_new);
}

struct Side<'a> {
    text: &'a Text,
    tokens: &'a [Token],
    clause: &'a [ClauseIx],
}

impl Side<'_> {
    /// The places of the words outside moved clauses.
    fn words(&self, moved: &[u32]) -> Vec<u32> {
        let places = 0..self.tokens.len() as u32;
        places.filter(|at| carries(self.tokens[*at as usize].class) && moved[*at as usize] == NONE).collect()
    }

    fn same(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.tokens[a as usize], self.tokens[b as usize]);
        a.symbol == b.symbol && a.class == b.class
    }

    /// How natural it is for a change to begin or end between two words.
    fn break_between(&self, a: u32, b: u32) -> u32 {
        let (first, next) = (a as usize, b as usize);
        let strong = |token: &Token| match token.class {
            Class::Opener | Class::Closer => true,
            Class::Layout => self.text.slice(token.span).contains('\n'),
            _ => false,
        };
        let between = &self.tokens[first + 1..next];
        if matches!(self.tokens[next].class, Class::Marker | Class::Label)
            || self.clause[first] != self.clause[next]
            || between.iter().any(strong)
        {
            return 3;
        }
        u32::from(between.iter().any(|token| token.class == Class::Punctuation))
    }
}

/// Changes of one side: `own` pairs its tokens with those of the other side, `other` the reverse.
fn slide_side(side: &Side, words: &[u32], theirs: &[u32], own: &mut [u32], other: &mut [u32]) {
    let mut at = 0;
    while at < words.len() {
        if own[words[at] as usize] != NONE {
            at += 1;
            continue;
        }
        let end = (at..words.len()).find(|k| own[words[*k] as usize] != NONE).unwrap_or(words.len());
        if alone(words, theirs, own, at, end) {
            place(side, words, own, other, (at, end));
        }
        at = end + 1;
    }
}

/// Whether nothing stands in the place of these words on the other side.
fn alone(words: &[u32], theirs: &[u32], own: &[u32], start: usize, end: usize) -> bool {
    let index = |k: usize| theirs.binary_search(&own[words[k] as usize]).ok();
    let before = if start == 0 { Some(0) } else { index(start - 1).map(|k| k + 1) };
    let after = if end == words.len() { Some(theirs.len()) } else { index(end) };
    before.is_some() && before == after
}

/// Tries every place the change can take, and takes the best; where it is, if none is better.
fn place(side: &Side, words: &[u32], own: &mut [u32], other: &mut [u32], (start, end): (usize, usize)) {
    let kept = |k: usize| own[words[k] as usize] != NONE;
    let left = (1..=start)
        .take_while(|by| kept(start - by) && side.same(words[start - by], words[end - by]))
        .count();
    let right = (0..words.len() - end)
        .take_while(|by| kept(end + by) && side.same(words[start + by], words[end + by]))
        .count();
    if left + right == 0 {
        return;
    }
    let here = start..end;
    let score = |start: usize, end: usize| {
        let edge = |outside: Option<usize>, between: Option<(usize, usize)>| match outside {
            None => 3,
            // Two changes become one.
            Some(k) if !kept(k) && !here.contains(&k) => 6,
            Some(_) => between.map_or(0, |(a, b)| side.break_between(words[a], words[b])),
        };
        let before = start.checked_sub(1);
        let after = (end < words.len()).then_some(end);
        edge(before, before.map(|k| (k, start))) + edge(after, after.map(|k| (end - 1, k)))
    };
    let now = (score(start, end), start);
    let places = (start - left..=start + right).map(|first| (score(first, first + end - start), first));
    let (best, first) = places.fold(now, |best, found| if found.0 > best.0 { found } else { best });
    if best == now.0 {
        return;
    }
    let mut part_and_pair = |from: usize, to: usize| {
        let partner = std::mem::replace(&mut own[words[from] as usize], NONE);
        own[words[to] as usize] = partner;
        other[partner as usize] = words[to];
    };
    if first < start {
        (1..=start - first).for_each(|by| part_and_pair(start - by, end - by));
    } else {
        (0..first - start).for_each(|by| part_and_pair(end + by, start + by));
    }
}
