//! Finds the clauses that stand elsewhere: first those unchanged, then those changed on the way.

use std::collections::HashMap;

use super::align::{Aligned, NONE, Sides, carries, pair_ends, pair_places};
use super::token::{Class, Token};
use crate::tree::ClauseIx;

/// A clause with fewer words is too common to be called moved.
const FEWEST_WORDS: usize = 4;

/// A clause changed on the way must still share this part of its words, in order.
const ALIKE: f64 = 0.6;

/// The same for its runs of three words, which finds candidates quickly.
const ALIKE_RUNS: f64 = 0.4;

/// The own words of every clause: places in the tokens.
fn words_of(tokens: &[Token], clause: &[ClauseIx], clauses: usize) -> Vec<Vec<u32>> {
    let mut words: Vec<Vec<u32>> = vec![Vec::new(); clauses];
    for (at, token) in tokens.iter().enumerate() {
        if token.class == Class::Word {
            words[clause[at].0 as usize].push(at as u32);
        }
    }
    words
}

fn symbols(tokens: &[Token], places: &[u32]) -> Vec<u32> {
    places.iter().map(|at| tokens[*at as usize].symbol).collect()
}

/// Takes out the clauses whose words are the same and stand only once on each side, but in another order.
///
/// Those that keep the most words in order stay; the others have moved.
pub(super) fn unchanged(sides: &Sides, aligned: &mut Aligned) {
    let old = words_of(sides.old_tokens, sides.old_clause, sides.old.clauses().len());
    let new = words_of(sides.new_tokens, sides.new_clause, sides.new.clauses().len());
    let mut seen: HashMap<Vec<u32>, (Vec<u32>, Vec<u32>)> = HashMap::new();
    for (ix, places) in old.iter().enumerate().filter(|(_, places)| places.len() >= FEWEST_WORDS) {
        seen.entry(symbols(sides.old_tokens, places)).or_default().0.push(ix as u32);
    }
    for (ix, places) in new.iter().enumerate().filter(|(_, places)| places.len() >= FEWEST_WORDS) {
        if let Some(both) = seen.get_mut(&symbols(sides.new_tokens, places)) {
            both.1.push(ix as u32);
        }
    }
    let mut pairs: Vec<(u32, u32, u64)> = seen
        .values()
        .filter(|(a, b)| a.len() == 1 && b.len() == 1)
        .map(|(a, b)| (a[0], b[0], old[a[0] as usize].len() as u64))
        .collect();
    pairs.sort_unstable();
    let stays = heaviest_ascent(&pairs);
    for (at, (a, b, _)) in pairs.iter().enumerate() {
        if !stays[at] {
            take_out(sides, aligned, ClauseIx(*a), ClauseIx(*b));
        }
    }
}

/// Of pairs in the order of their first part, the heaviest choice whose second parts ascend.
///
/// *Exactness*: heaviest; ties fall to the earlier. O(n log n) with a Fenwick tree of prefix maxima.
fn heaviest_ascent(pairs: &[(u32, u32, u64)]) -> Vec<bool> {
    let size = pairs.iter().map(|pair| pair.1 as usize + 2).max().unwrap_or(1);
    let mut tree: Vec<(u64, usize)> = vec![(0, usize::MAX); size + 1];
    let mut before = vec![usize::MAX; pairs.len()];
    let mut best = (0, usize::MAX);
    for (at, (_, second, weight)) in pairs.iter().enumerate() {
        let mut reach = (0, usize::MAX);
        let mut node = *second as usize;
        while node > 0 {
            if tree[node].0 > reach.0 {
                reach = tree[node];
            }
            node &= node - 1;
        }
        before[at] = reach.1;
        let total = reach.0 + weight;
        let mut node = *second as usize + 1;
        while node <= size {
            if total > tree[node].0 {
                tree[node] = (total, at);
            }
            node += node & node.wrapping_neg();
        }
        if total > best.0 {
            best = (total, at);
        }
    }
    let mut stays = vec![false; pairs.len()];
    let mut at = best.1;
    while at != usize::MAX {
        stays[at] = true;
        at = before[at];
    }
    stays
}

/// Sets a clause aside as moved and pairs its tokens with those of the clause it became.
fn take_out(sides: &Sides, aligned: &mut Aligned, old: ClauseIx, new: ClauseIx) {
    let id = aligned.moves.len() as u32;
    aligned.moves.push((old, new));
    let left = own(sides.old_clause, sides.old_tokens, old, sides.old);
    let right = own(sides.new_clause, sides.new_tokens, new, sides.new);
    for &at in &left {
        let paired = std::mem::replace(&mut aligned.old_to_new[at as usize], NONE);
        if paired != NONE {
            aligned.new_to_old[paired as usize] = NONE;
        }
        aligned.old_move[at as usize] = id;
    }
    for &at in &right {
        let paired = std::mem::replace(&mut aligned.new_to_old[at as usize], NONE);
        if paired != NONE {
            aligned.old_to_new[paired as usize] = NONE;
        }
        aligned.new_move[at as usize] = id;
    }
    let old_words: Vec<u32> =
        left.iter().copied().filter(|at| carries(sides.old_tokens[*at as usize].class)).collect();
    let new_words: Vec<u32> =
        right.iter().copied().filter(|at| carries(sides.new_tokens[*at as usize].class)).collect();
    pair_places(sides, aligned, &old_words, &new_words);
    let (mut i, mut j) = (0, 0);
    for &at in &old_words {
        let to = aligned.old_to_new[at as usize];
        if to == NONE {
            continue;
        }
        let old_end = left.partition_point(|place| *place < at);
        let new_end = right.partition_point(|place| *place < to);
        pair_ends(sides, aligned, &left[i..old_end], &right[j..new_end]);
        (i, j) = (old_end + 1, new_end + 1);
    }
    pair_ends(sides, aligned, &left[i..], &right[j..]);
}

/// The tokens of a clause's own wording, page furniture excluded.
fn own(clause: &[ClauseIx], tokens: &[Token], ix: ClauseIx, text: &crate::tree::Text) -> Vec<u32> {
    let mut places = Vec::new();
    for span in text.pieces_of(ix) {
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        for (at, token) in tokens.iter().enumerate().skip(first) {
            if token.span.start >= span.end {
                break;
            }
            if clause[at] == ix {
                places.push(at as u32);
            }
        }
    }
    places
}

/// Finds clauses mostly deleted here and mostly inserted there that are alike, and sets them aside.
pub(super) fn changed(sides: &Sides, aligned: &mut Aligned) {
    let old = words_of(sides.old_tokens, sides.old_clause, sides.old.clauses().len());
    let new = words_of(sides.new_tokens, sides.new_clause, sides.new.clauses().len());
    let gone = loose(&old, &aligned.old_to_new, &aligned.old_move);
    let come = loose(&new, &aligned.new_to_old, &aligned.new_move);
    let mut runs: HashMap<[u32; 3], Vec<u32>> = HashMap::new();
    for &ix in &come {
        for run in symbols(sides.new_tokens, &new[ix as usize]).windows(3) {
            runs.entry([run[0], run[1], run[2]]).or_default().push(ix);
        }
    }
    let mut candidates: Vec<(u32, u32, u32)> = Vec::new();
    for &ix in &gone {
        let mut shared: HashMap<u32, u32> = HashMap::new();
        for run in symbols(sides.old_tokens, &old[ix as usize]).windows(3) {
            let Some(places) = runs.get(&[run[0], run[1], run[2]]) else { continue };
            if places.len() <= COMMON_RUN {
                places.iter().for_each(|to| *shared.entry(*to).or_insert(0) += 1);
            }
        }
        for (to, count) in shared {
            let most = old[ix as usize].len().max(new[to as usize].len()) - 2;
            if f64::from(count) >= ALIKE_RUNS * most as f64 {
                candidates.push((count, ix, to));
            }
        }
    }
    candidates.sort_unstable_by_key(|(count, a, b)| (std::cmp::Reverse(*count), *a, *b));
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, a, b) in candidates {
        let free = !old_taken[a as usize] && !new_taken[b as usize];
        if free
            && alike(sides, &old[a as usize], &new[b as usize])
            && crosses(aligned, &old[a as usize], &new[b as usize])
        {
            old_taken[a as usize] = true;
            new_taken[b as usize] = true;
            take_out(sides, aligned, ClauseIx(a), ClauseIx(b));
        }
    }
}

/// A run of three words found in more clauses than this tells nothing.
const COMMON_RUN: usize = 40;

/// The clauses of which most words are paired with nothing.
fn loose(words: &[Vec<u32>], pairs: &[u32], moved: &[u32]) -> Vec<u32> {
    let mostly = |places: &Vec<u32>| {
        let free =
            places.iter().filter(|at| pairs[**at as usize] == NONE && moved[**at as usize] == NONE).count();
        places.len() > FEWEST_WORDS && free * 2 > places.len()
    };
    (0..words.len() as u32).filter(|ix| mostly(&words[*ix as usize])).collect()
}

fn alike(sides: &Sides, old: &[u32], new: &[u32]) -> bool {
    let shared = super::lcs::pairs(&symbols(sides.old_tokens, old), &symbols(sides.new_tokens, new)).len();
    shared as f64 >= ALIKE * old.len().max(new.len()) as f64
}

/// True if some pairing lies between the two places, so that the one cannot simply have become the other.
fn crosses(aligned: &Aligned, old: &[u32], new: &[u32]) -> bool {
    let (Some(&first), Some(&last)) = (old.first(), old.last()) else { return false };
    let before = aligned.old_to_new[..first as usize].iter().rev().find(|to| **to != NONE);
    let after = aligned.old_to_new[last as usize + 1..].iter().find(|to| **to != NONE);
    let (Some(&new_first), Some(&new_last)) = (new.first(), new.last()) else { return false };
    let comes_later = after.is_some_and(|to| *to < new_first);
    let came_earlier = before.is_some_and(|to| *to > new_last);
    comes_later || came_earlier
}
