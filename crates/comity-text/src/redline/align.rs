//! Which tokens of two versions are the same tokens.

use std::collections::{HashMap, HashSet};

use super::token::{Class, Token, Tokens};
use super::{STRANGER_SHARE, STRAY_SHARE, lcs, moves, slide};
use crate::tree::{ClauseIx, MarkIx, Text};

/// "Paired with nothing" in [`Aligned`].
pub(super) const NONE: u32 = u32::MAX;

/// Two versions, cut into tokens.
pub(super) struct Sides<'a> {
    pub old: &'a Text,
    pub new: &'a Text,
    pub old_tokens: &'a [Token],
    pub new_tokens: &'a [Token],
    pub old_clause: &'a [ClauseIx],
    pub new_clause: &'a [ClauseIx],
}

impl<'a> Sides<'a> {
    pub fn new(old: &'a Text, new: &'a Text, old_tokens: &'a Tokens, new_tokens: &'a Tokens) -> Self {
        Self {
            old,
            new,
            old_tokens: &old_tokens.all,
            new_tokens: &new_tokens.all,
            old_clause: &old_tokens.clause,
            new_clause: &new_tokens.clause,
        }
    }
}

/// The pairing: every token's partner, and which tokens belong to a moved clause.
pub(super) struct Aligned {
    pub old_to_new: Vec<u32>,
    pub new_to_old: Vec<u32>,
    /// The move an old token belongs to, or [`NONE`].
    pub old_move: Vec<u32>,
    pub new_move: Vec<u32>,
    /// Moved clauses, old and new.
    pub moves: Vec<(ClauseIx, ClauseIx)>,
    /// Brackets that stay, with other holders.
    pub reheld: Vec<(MarkIx, MarkIx)>,
}

impl Aligned {
    fn pair(&mut self, old: u32, new: u32) {
        self.old_to_new[old as usize] = new;
        self.new_to_old[new as usize] = old;
    }

    fn part(&mut self, old: u32) {
        let new = std::mem::replace(&mut self.old_to_new[old as usize], NONE);
        if new != NONE {
            self.new_to_old[new as usize] = NONE;
        }
    }
}

/// Pairs the tokens of two versions.
pub(super) fn align(sides: &Sides) -> Aligned {
    let (n, m) = (sides.old_tokens.len(), sides.new_tokens.len());
    let mut aligned = Aligned {
        old_to_new: vec![NONE; n],
        new_to_old: vec![NONE; m],
        old_move: vec![NONE; n],
        new_move: vec![NONE; m],
        moves: Vec::new(),
        reheld: Vec::new(),
    };
    moves::unchanged(sides, &mut aligned);
    pair_words(sides, &mut aligned);
    part_strangers(sides, &mut aligned);
    moves::changed(sides, &mut aligned);
    give_up_strays(sides, &mut aligned);
    slide::slide(sides, &mut aligned);
    pair_gaps(sides, &mut aligned);
    keep_brackets_whole(sides, &mut aligned);
    aligned
}

/// True for the tokens that carry the comparison; the others follow them.
pub(super) const fn carries(class: Class) -> bool {
    matches!(class, Class::Word | Class::Marker | Class::Label)
}

/// Pairs words outside moved clauses by a longest common subsequence.
fn pair_words(sides: &Sides, aligned: &mut Aligned) {
    let old: Vec<u32> = places(sides.old_tokens, &aligned.old_move);
    let new: Vec<u32> = places(sides.new_tokens, &aligned.new_move);
    pair_places(sides, aligned, &old, &new);
}

/// The places of the tokens that carry the comparison and stand in no moved clause.
fn places(tokens: &[Token], moved: &[u32]) -> Vec<u32> {
    (0..tokens.len() as u32)
        .filter(|at| carries(tokens[*at as usize].class) && moved[*at as usize] == NONE)
        .collect()
}

/// Pairs the tokens at the given places, words that occur on one side only left out beforehand.
pub(super) fn pair_places(sides: &Sides, aligned: &mut Aligned, old: &[u32], new: &[u32]) {
    let most = sides
        .old_tokens
        .iter()
        .chain(sides.new_tokens)
        .map(|token| token.symbol)
        .max()
        .map_or(0, |most| most as usize + 1);
    let mut seen = vec![0_u8; most];
    old.iter().for_each(|at| seen[sides.old_tokens[*at as usize].symbol as usize] |= 1);
    new.iter().for_each(|at| seen[sides.new_tokens[*at as usize].symbol as usize] |= 2);
    let both = |symbol: u32| seen[symbol as usize] == 3;
    let old: Vec<u32> =
        old.iter().copied().filter(|at| both(sides.old_tokens[*at as usize].symbol)).collect();
    let new: Vec<u32> =
        new.iter().copied().filter(|at| both(sides.new_tokens[*at as usize].symbol)).collect();
    let left: Vec<u32> = old.iter().map(|at| sides.old_tokens[*at as usize].symbol).collect();
    let right: Vec<u32> = new.iter().map(|at| sides.new_tokens[*at as usize].symbol).collect();
    for (i, j) in lcs::pairs(&left, &right) {
        aligned.pair(old[i as usize], new[j as usize]);
    }
}

/// Clauses that share less than this part of the words of the shorter one are not the same clause.
const STRANGERS: f64 = 0.3;

/// Parts words paired between clauses that have nearly nothing in common: a new clause that happens to
/// use old words reads better as new.
fn part_strangers(sides: &Sides, aligned: &mut Aligned) {
    let mut shared: HashMap<(ClauseIx, ClauseIx), u32> = HashMap::new();
    let sizes = |tokens: &[Token], clause: &[ClauseIx], count: usize| {
        let mut sizes = vec![0_u32; count];
        for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.class == Class::Word) {
            sizes[clause[at].0 as usize] += 1;
        }
        sizes
    };
    let old_sizes = sizes(sides.old_tokens, sides.old_clause, sides.old.clauses().len());
    let new_sizes = sizes(sides.new_tokens, sides.new_clause, sides.new.clauses().len());
    let pair_of = |at: usize, new: u32| (sides.old_clause[at], sides.new_clause[new as usize]);
    for (at, new) in aligned.old_to_new.iter().enumerate().filter(|(_, new)| **new != NONE) {
        *shared.entry(pair_of(at, *new)).or_insert(0) += u32::from(sides.old_tokens[at].class == Class::Word);
    }
    let share = |pair: &(ClauseIx, ClauseIx)| {
        let shorter = old_sizes[pair.0.0 as usize].min(new_sizes[pair.1.0 as usize]);
        f64::from(shared[pair]) / f64::from(shorter.max(1))
    };
    let worded =
        |pair: &&(ClauseIx, ClauseIx)| old_sizes[pair.0.0 as usize].min(new_sizes[pair.1.0 as usize]) >= 4;
    let mut strangers: Vec<(ClauseIx, ClauseIx)> =
        shared.keys().filter(worded).filter(|pair| share(pair) < STRANGERS).copied().collect();
    strangers.sort_by(|a, b| share(a).total_cmp(&share(b)).then(a.cmp(b)));
    let words = old_sizes.iter().chain(&new_sizes).sum::<u32>();
    let changed = words.saturating_sub(2 * shared.values().sum::<u32>());
    let mut budget = f64::from(changed) * STRANGER_SHARE / 2.0;
    strangers.retain(|pair| {
        budget -= f64::from(shared[pair]);
        budget >= 0.0
    });
    let strangers: HashSet<(ClauseIx, ClauseIx)> = strangers.into_iter().collect();
    for at in 0..sides.old_tokens.len() {
        let new = aligned.old_to_new[at];
        if new != NONE && aligned.old_move[at] == NONE && strangers.contains(&pair_of(at, new)) {
            aligned.part(at as u32);
        }
    }
}

/// How many words on each side must have changed around a kept word for it to stand alone.
const ALONE_BETWEEN: u32 = 3;

/// Parts single short words that stand alone between changes: "the" kept in the middle of a new sentence
/// tells a reader nothing. Only as many as [`STRAY_SHARE`] of the changed words allows, the loneliest first.
fn give_up_strays(sides: &Sides, aligned: &mut Aligned) {
    let words = |tokens: &[Token], pairs: &[u32]| {
        tokens.iter().zip(pairs).filter(|(token, pair)| carries(token.class) && **pair == NONE).count()
    };
    let changed = words(sides.old_tokens, &aligned.old_to_new) + words(sides.new_tokens, &aligned.new_to_old);
    let mut budget = (changed as f64 * STRAY_SHARE / 2.0) as usize;
    let mut strays = lonely(sides, aligned);
    strays.sort_by_key(|(_, around)| std::cmp::Reverse(*around));
    for (old, _) in strays {
        if budget == 0 {
            break;
        }
        aligned.part(old);
        budget -= 1;
    }
}

/// Old places of kept words between changes on both sides, with how many words changed around each.
fn lonely(sides: &Sides, aligned: &Aligned) -> Vec<(u32, u32)> {
    let kept: Vec<u32> = (0..sides.old_tokens.len() as u32)
        .filter(|at| {
            carries(sides.old_tokens[*at as usize].class) && aligned.old_to_new[*at as usize] != NONE
        })
        .collect();
    let mut found = Vec::new();
    for three in kept.windows(3) {
        let [before, here, after] = [three[0], three[1], three[2]];
        let token = sides.old_tokens[here as usize];
        if token.class != Class::Word || token.span.len() > 4 {
            continue;
        }
        let new = |at: u32| aligned.old_to_new[at as usize];
        let left = between(sides, before, here, new(before), new(here));
        let right = between(sides, here, after, new(here), new(after));
        if left >= ALONE_BETWEEN && right >= ALONE_BETWEEN {
            found.push((here, left + right));
        }
    }
    found
}

fn between(sides: &Sides, from: u32, to: u32, new_from: u32, new_to: u32) -> u32 {
    let count = |tokens: &[Token], from: u32, to: u32| {
        if to <= from {
            return 0;
        }
        tokens[from as usize + 1..to as usize].iter().filter(|token| carries(token.class)).count() as u32
    };
    count(sides.old_tokens, from, to) + count(sides.new_tokens, new_from, new_to)
}

/// Pairs what stands between paired words: punctuation, brackets, white space.
fn pair_gaps(sides: &Sides, aligned: &mut Aligned) {
    let (n, m) = (sides.old_tokens.len() as u32, sides.new_tokens.len() as u32);
    let (mut i, mut j) = (0, 0);
    let mut at = 0;
    loop {
        while at < n && (aligned.old_to_new[at as usize] == NONE || aligned.old_move[at as usize] != NONE) {
            at += 1;
        }
        let (old_end, new_end) = if at < n { (at, aligned.old_to_new[at as usize]) } else { (n, m) };
        pair_gap(sides, aligned, (i, old_end), (j, new_end));
        if at >= n {
            break;
        }
        (i, j) = (old_end + 1, new_end + 1);
        at += 1;
    }
}

/// Gaps of more tokens than this on both sides are paired only at their ends.
const WIDE_GAP: usize = 64;

pub(super) fn pair_gap(sides: &Sides, aligned: &mut Aligned, old: (u32, u32), new: (u32, u32)) {
    let left: Vec<u32> = (old.0..old.1).filter(|at| aligned.old_move[*at as usize] == NONE).collect();
    let right: Vec<u32> = (new.0..new.1).filter(|at| aligned.new_move[*at as usize] == NONE).collect();
    pair_ends(sides, aligned, &left, &right);
}

/// Pairs equal tokens at both ends of a gap; where no word stands in it, also in its middle.
pub(super) fn pair_ends(sides: &Sides, aligned: &mut Aligned, left: &[u32], right: &[u32]) {
    let same = |i: u32, j: u32| {
        let (a, b) = (sides.old_tokens[i as usize], sides.new_tokens[j as usize]);
        a.symbol == b.symbol && a.class == b.class && !carries(a.class)
    };
    let (mut start, mut old_end, mut new_end) = (0, left.len(), right.len());
    while start < old_end && start < new_end && same(left[start], right[start]) {
        aligned.pair(left[start], right[start]);
        start += 1;
    }
    while old_end > start && new_end > start && same(left[old_end - 1], right[new_end - 1]) {
        old_end -= 1;
        new_end -= 1;
        aligned.pair(left[old_end], right[new_end]);
    }
    let (left, right) = (&left[start..old_end], &right[start..new_end]);
    let wordless =
        |tokens: &[Token], places: &[u32]| places.iter().all(|at| !carries(tokens[*at as usize].class));
    let narrow = left.len() <= WIDE_GAP && right.len() <= WIDE_GAP;
    if left.is_empty()
        || right.is_empty()
        || !narrow
        || !(wordless(sides.old_tokens, left) || wordless(sides.new_tokens, right))
    {
        return;
    }
    let symbols = |tokens: &[Token], places: &[u32]| -> Vec<u32> {
        places.iter().map(|at| tokens[*at as usize].symbol).collect()
    };
    let (a, b) = (symbols(sides.old_tokens, left), symbols(sides.new_tokens, right));
    for (i, j) in small_pairs(&a, &b) {
        if same(left[i], right[j]) {
            aligned.pair(left[i], right[j]);
        }
    }
}

/// A longest common subsequence of two short sequences, by the textbook table.
fn small_pairs(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1] + 1
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut found = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found.push((i, j));
            i += 1;
            j += 1;
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Parts every bracket whose two ends are not paired with the two ends of one bracket; where only the
/// opener differs, because others hold the wording now, the two brackets are noted instead.
fn keep_brackets_whole(sides: &Sides, aligned: &mut Aligned) {
    let old_ends = ends(sides.old_tokens);
    let new_ends: HashMap<MarkIx, (u32, u32)> = ends(sides.new_tokens).into_iter().collect();
    for (mark, (opener, closer)) in old_ends {
        if opener == NONE || closer == NONE {
            continue;
        }
        let mark_of = |at: u32| match aligned.old_to_new[at as usize] {
            NONE => None,
            new => sides.new_tokens[new as usize].mark,
        };
        let (a, b) = (mark_of(opener), mark_of(closer));
        if a.is_some() && a == b {
            continue;
        }
        if let (None, Some(other)) = (a, b)
            && let Some(&(other_opener, _)) = new_ends.get(&other)
            && same_start(sides, aligned, opener, other_opener)
        {
            aligned.reheld.push((mark, other));
            continue;
        }
        aligned.part(opener);
        aligned.part(closer);
    }
}

/// The opener and the closer of every mark that has them, in the order of the openers.
pub(super) fn ends(tokens: &[Token]) -> Vec<(MarkIx, (u32, u32))> {
    let mut closers: HashMap<MarkIx, u32> = HashMap::new();
    let mut openers: Vec<(MarkIx, u32)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(mark) = token.mark else { continue };
        match token.class {
            Class::Opener => openers.push((mark, at as u32)),
            Class::Closer => {
                closers.insert(mark, at as u32);
            }
            _ => {}
        }
    }
    openers.into_iter().map(|(mark, at)| (mark, (at, closers.get(&mark).copied().unwrap_or(NONE)))).collect()
}

/// True if both openers are unpaired and the first word behind the one is paired with that behind the other.
fn same_start(sides: &Sides, aligned: &Aligned, old: u32, new: u32) -> bool {
    if new == NONE || aligned.old_to_new[old as usize] != NONE || aligned.new_to_old[new as usize] != NONE {
        return false;
    }
    let next = |tokens: &[Token], at: u32| {
        let rest = tokens.iter().enumerate().skip(at as usize + 1).take(12);
        rest.filter(|(_, token)| carries(token.class)).map(|(at, _)| at as u32).next()
    };
    match (next(sides.old_tokens, old), next(sides.new_tokens, new)) {
        (Some(a), Some(b)) => aligned.old_to_new[a as usize] == b,
        _ => false,
    }
}
