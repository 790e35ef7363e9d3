//! The edits that turn a text into a Word file made from it, the text's own line ends kept.

use std::collections::BTreeMap;

use super::file::WordFile;
use super::flow::Gap;
use super::receive::NOWHERE;
use super::stream::{Token, characters, of_file};
use crate::edit::Splice;
use crate::span::Span;
use crate::tree::ClauseIx;
use crate::version::Version;

/// A clause that stands elsewhere without having been moved by a tracked change: itself, its words, the
/// clause it stands behind.
pub(super) type Moved = (ClauseIx, Span, ClauseIx);

/// A paragraph split or joined to the one before, at a place of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    pub at: Span,
    /// The file ends a paragraph here and the text does not.
    pub split: bool,
    /// The tracked change, if it was one.
    pub change: Option<u32>,
}

/// What leads from the text to the file.
pub(super) struct Way {
    pub splices: Vec<Splice>,
    /// The clauses that were moved untracked.
    pub moved: Vec<Moved>,
    pub breaks: Vec<Break>,
}

/// The splices that make the file of the text, and what they do not show of themselves.
pub(super) fn splices(file: &WordFile, base: &Version, base_tokens: &[Token], base_of: &[u32]) -> Way {
    let after = of_file(file, |stretch| stretch.deleted.is_none());
    let visible = characters(file, |stretch| stretch.deleted.is_none());
    let mut words: Vec<String> = Vec::with_capacity(after.len());
    let mut same: Vec<Option<usize>> = Vec::with_capacity(after.len());
    let mut at = 0;
    for token in &after {
        let own = &visible[at..at + token.words.chars().count()];
        at += own.len();
        words.push(own.iter().map(|(_, c)| c).collect());
        same.push(whole_token(own, base_tokens, base_of));
    }
    let stays = ascending(&same);
    let blank_lines = base.text().source().contains("\n\n");
    let mut weaver = Weaver { base, base_tokens, after: &after, words: &words, blank_lines, out: Vec::new() };
    let mut breaks = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (i, j) in stays.iter().enumerate().filter_map(|(i, stays)| stays.then_some(i).zip(same[i])) {
        if last.is_some_and(|(before, there)| (before + 1, there + 1) == (i, j)) {
            breaks.extend(break_before(file, &after[i - 1..=i], &base_tokens[j - 1..=j]));
        }
        weaver.between(last, Some((i, j)));
        last = Some((i, j));
    }
    weaver.between(last, None);
    Way { splices: weaver.out, moved: moved(base, base_tokens, &same, &stays), breaks }
}

/// The paragraph end that stands between two tokens in the file or in the text, but not in both.
fn break_before(file: &WordFile, own: &[Token], theirs: &[Token]) -> Option<Break> {
    let ([before, next], [there, base_next]) = (own, theirs) else { return None };
    let split = next.gap == Gap::Paragraph;
    if split == (base_next.gap == Gap::Paragraph) {
        return None;
    }
    let first = file.stretches.partition_point(|stretch| stretch.end <= before.at.end);
    let between = file.stretches[first..].iter();
    let mut between = between.take_while(|stretch| stretch.end <= next.at.start);
    let change = between.find_map(|stretch| if split { stretch.inserted } else { stretch.deleted });
    Some(Break { at: Span::new(there.at.end, base_next.at.start), split, change })
}

/// The token of the text that these characters are, all of it and in order.
fn whole_token(own: &[(u32, char)], base_tokens: &[Token], base_of: &[u32]) -> Option<usize> {
    let first = base_of[own.first()?.0 as usize];
    let at = base_tokens.partition_point(|token| token.at.end <= first);
    let token = base_tokens.get(at).filter(|token| token.at.start == first && first != NOWHERE)?;
    let mut last = None;
    let in_order = own.iter().all(|(place, _)| {
        let there = base_of[*place as usize];
        let follows = there != NOWHERE && token.at.holds(there) && last.is_none_or(|last| last < there);
        last = Some(there);
        follows
    });
    (in_order && own.len() == token.words.chars().count()).then_some(at)
}

/// A longest choice of tokens that stand in the order of the text; ties fall to the earlier.
fn ascending(same: &[Option<usize>]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; same.len()];
    for (at, place) in same.iter().enumerate() {
        let Some(place) = place else { continue };
        let reach = tails.partition_point(|tail| same[*tail].is_some_and(|other| other < *place));
        before[at] = reach.checked_sub(1).map(|n| tails[n]);
        match tails.get_mut(reach) {
            Some(tail) => *tail = at,
            None => tails.push(at),
        }
    }
    let mut stays = vec![false; same.len()];
    let mut at = tails.last().copied();
    while let Some(place) = at {
        stays[place] = true;
        at = before[place];
    }
    stays
}

struct Weaver<'a> {
    base: &'a Version,
    base_tokens: &'a [Token],
    after: &'a [Token],
    words: &'a [String],
    /// The text has blank lines between its paragraphs.
    blank_lines: bool,
    out: Vec<Splice>,
}

impl Weaver<'_> {
    /// What changed between two tokens that stayed: (of the file, of the text).
    fn between(&mut self, last: Option<(usize, usize)>, next: Option<(usize, usize)>) {
        let (from_i, from_j) = last.map_or((0, 0), |(i, j)| (i + 1, j + 1));
        let (to_i, to_j) = next.unwrap_or((self.after.len(), self.base_tokens.len()));
        let source = self.base.text().source();
        let end = source.trim_end().len() as u32;
        let first = self.base_tokens.first().map_or(end, |token| token.at.start);
        let left = last.map_or(first, |(_, j)| self.base_tokens[j].at.end);
        let right = next.map_or(end, |(_, j)| self.base_tokens[j].at.start).max(left);
        let gone = &self.base_tokens[from_j..to_j];
        let (start, stop) = match (gone.first(), gone.last()) {
            (Some(first), Some(last)) => (first.at.start.max(left), last.at.end.min(right)),
            _ => (left, left),
        };
        let white = |from: u32, to: u32| {
            source.get(from as usize..to as usize).filter(|words| words.trim().is_empty())
        };
        let mut known: Vec<(Gap, &str)> = Vec::new();
        let lead = white(left, start);
        let trail = white(stop, right);
        if let (Some(first), Some(lead)) = (gone.first().filter(|_| last.is_some()), lead) {
            known.push((first.gap, lead));
        }
        if let (Some((_, j)), Some(trail)) = (next.filter(|_| last.is_some() || !gone.is_empty()), trail) {
            known.push((self.base_tokens[j].gap, trail));
        }
        let mut insert = String::new();
        for at in from_i..to_i {
            if at > 0 {
                insert.push_str(self.layout(self.after[at].gap, &known, at == from_i));
            }
            insert.push_str(&self.words[at]);
        }
        if let Some((i, _)) = next.filter(|(i, _)| *i > 0) {
            known.reverse();
            insert.push_str(self.layout(self.after[i].gap, &known, true));
        }
        // What an audience does not see stays where it is.
        let span =
            if lead.is_some() && trail.is_some() { Span::new(left, right) } else { Span::new(start, stop) };
        let insert = if span == Span::new(left, right) { insert } else { insert.trim_end().to_string() };
        self.push(span, &insert);
    }

    /// White space for a gap: the text's own where it has the same gap here.
    fn layout<'s>(&self, gap: Gap, known: &[(Gap, &'s str)], at_edge: bool) -> &'s str {
        let alike =
            |a: Gap, b: Gap| a == b || matches!((a, b), (Gap::Space, Gap::Tab) | (Gap::Tab, Gap::Space));
        if let Some((_, white)) = known.iter().find(|(other, _)| at_edge && alike(*other, gap)) {
            return white;
        }
        match gap {
            Gap::None => "",
            Gap::Space | Gap::Tab => " ",
            Gap::Line => "\n",
            Gap::Paragraph if self.blank_lines => "\n\n",
            Gap::Paragraph => "\n",
        }
    }

    /// A splice without what both sides share at its ends.
    fn push(&mut self, span: Span, insert: &str) {
        let old = self.base.text().slice(span);
        let head: usize =
            old.chars().zip(insert.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let (old, new) = (&old[head..], &insert[head..]);
        let tail: usize = old
            .chars()
            .rev()
            .zip(new.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let at = Span::new(span.start + head as u32, span.end - tail as u32);
        let insert = new[..new.len() - tail].to_string();
        if !at.is_empty() || !insert.is_empty() {
            self.out.push(Splice { at, insert });
        }
    }
}

/// Fewer words out of order are no move.
const FEWEST_MOVED: usize = 4;

/// Clauses most of whose words stand out of order.
fn moved(base: &Version, base_tokens: &[Token], same: &[Option<usize>], stays: &[bool]) -> Vec<Moved> {
    let mut left: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (at, place) in same.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))) {
        let counts = left.entry(base_tokens[place].place).or_insert((0, at));
        counts.0 += usize::from(!stays[at]);
    }
    let mut own: BTreeMap<u32, (usize, Span)> = BTreeMap::new();
    for token in base_tokens {
        let (count, span) = own.entry(token.place).or_insert((0, token.at));
        *count += 1;
        *span = Span::new(span.start.min(token.at.start), span.end.max(token.at.end));
    }
    let mut found = Vec::new();
    for (clause, (count, first)) in left.into_iter().filter(|(_, (count, _))| *count >= FEWEST_MOVED) {
        let Some((_, span)) = own.get(&clause).filter(|(all, _)| count * 2 > *all) else { continue };
        let before = same[..first].iter().rev().flatten().next();
        let behind = before.map_or(ClauseIx::DOCUMENT, |place| ClauseIx(base_tokens[*place].place));
        found.push((ClauseIx(clause), base.text().trim(*span), behind));
    }
    found
}
