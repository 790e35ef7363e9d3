//! Where a label may stand: a number is believed where a list expects it, and doubted in the middle
//! of a sentence.

use super::breaks::Break;
use super::{Builder, Open};
use crate::label::{Label, LabelStyle};
use crate::parse::lines::Line;
use crate::parse::read_label::{Candidate, Reading, read, right_to_left};
use crate::span::Span;
use crate::tree::ClauseKind;

impl Builder<'_> {
    pub(super) fn label(
        &mut self,
        at: usize,
        words: &str,
        opened: bool,
    ) -> Option<(Candidate, Reading, usize)> {
        let candidate = self.article_within(words).or_else(|| read(words))?;
        let indent = self.lines[at].indent;
        let broken = self.break_before(at);
        self.blank_line_above = self.blank_before(at);
        let wordless = !words[candidate.end..].contains(|c: char| c.is_alphanumeric());
        let mut best: Option<(u32, usize, usize)> = None;
        for (n, reading) in candidate.readings.iter().enumerate() {
            if let Some((keep, score)) =
                self.place(reading, indent, broken, wordless, candidate.firm || opened)
                && best.is_none_or(|(known, _, _)| score > known)
            {
                best = Some((score, keep, n));
            }
        }
        let (_, keep, n) = best?;
        let reading = candidate.readings[n].clone();
        if reading.style == LabelStyle::Decimal && measure_follows(&words[candidate.end..], &candidate) {
            return None;
        }
        Some((candidate, reading, keep))
    }

    /// Lines written from the right may carry their article behind other figures once a page was read by
    /// machine: `- 1 المادة 21`. The article is believed if it is the next one.
    fn article_within(&self, words: &str) -> Option<Candidate> {
        const WORD: &str = "المادة ";
        if self.wrap.is_some() || !words.chars().take(60).any(right_to_left) {
            return None;
        }
        let reach = words.char_indices().nth(60).map_or(words.len(), |(at, _)| at);
        let at = words[..reach].find(WORD)?;
        let start = at + WORD.len();
        let digits = words[start..].bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = words[start..start + digits].parse().ok()?;
        let end = start + digits;
        let next = self.article + 1..=self.article + 2;
        let reading =
            Reading { style: LabelStyle::Article, numbers: vec![number], suffix: 0, stem_suffix: 0 };
        next.contains(&number).then(|| Candidate {
            readings: vec![reading],
            written: (at, end),
            end,
            firm: true,
        })
    }

    /// Where a label would go: how much of the stack stays, and how plausible it is; none if it is not
    /// a label but a word of the sentence before it.
    fn place(
        &self,
        reading: &Reading,
        indent: u32,
        broken: Break,
        wordless: bool,
        firm: bool,
    ) -> Option<(usize, u32)> {
        match reading.style {
            LabelStyle::Annex | LabelStyle::Part | LabelStyle::Article => {
                let alone = firm || self.wrap.is_none() || self.blank_line_above;
                (alone && (broken == Break::Sure || self.blank_line_above && broken != Break::Flowing))
                    .then(|| (self.below(rank(reading.style)), 9))
            }
            LabelStyle::Preambular => wordless.then(|| (self.below(rank(reading.style)), 9)),
            LabelStyle::Bullet => (broken != Break::Flowing).then(|| (self.below_bullet(reading, indent), 1)),
            LabelStyle::UpperLetter | LabelStyle::UpperRoman => self.place_section(reading, broken),
            LabelStyle::Decimal | LabelStyle::Letter | LabelStyle::Roman => {
                self.place_listed(reading, indent, broken, firm)
            }
        }
    }

    fn place_section(&self, reading: &Reading, broken: Break) -> Option<(usize, u32)> {
        if broken == Break::Flowing {
            return None;
        }
        if let Some((keep, score)) = self.sibling(reading, 0) {
            return Some((keep, score + 2));
        }
        if reading.number() == 1 {
            let outer = self.stack.iter().rposition(|open| {
                open.rank < 30 || open.reading.as_ref().is_some_and(|r| rank(r.style) == 30)
            });
            return Some((outer.map_or(1, |at| at + 1), 2));
        }
        let none_open =
            !self.stack.iter().any(|open| open.reading.as_ref().is_some_and(|r| r.style == reading.style));
        none_open.then(|| (self.below(30), 1))
    }

    fn place_listed(
        &self,
        reading: &Reading,
        indent: u32,
        broken: Break,
        firm: bool,
    ) -> Option<(usize, u32)> {
        let sibling = self.sibling(reading, indent);
        if broken == Break::Flowing {
            // In the middle of a sentence only the very next label is believed, and only a firm one.
            return sibling.filter(|(_, score)| *score >= 4 && firm && self.last_ends_item());
        }
        if self.begins_inner_list(reading) {
            return Some((self.stack.len(), 4));
        }
        if sibling.is_some() {
            return sibling;
        }
        if reading.numbers.len() > 1 {
            let parent = self.stack.iter().rposition(|open| {
                open.reading.as_ref().is_some_and(|r| {
                    r.style == LabelStyle::Decimal
                        && r.numbers[..] == reading.numbers[..reading.numbers.len() - 1]
                        && r.suffix == reading.stem_suffix
                })
            });
            if let Some(at) = parent {
                return Some((at + 1, 4));
            }
            let near = reading.numbers[0] <= self.highest + 2 && reading.numbers[0] + 12 >= self.highest;
            return (near && (broken == Break::Sure || firm)).then(|| (self.below_list(reading, indent), 1));
        }
        if reading.number() <= 1 {
            return Some((self.below_list(reading, indent), 3));
        }
        let believable = match reading.style {
            LabelStyle::Decimal => reading.number() <= self.highest + 12 || !self.started,
            _ => reading.number() <= 26,
        };
        (firm && believable).then(|| (self.below_list(reading, indent), 1))
    }

    /// True for a 1 right behind `1. …:`: the colon announces a list of its own, numbered alike.
    fn begins_inner_list(&self, reading: &Reading) -> bool {
        let again = self.stack.last().is_some_and(|open| open.reading.as_ref() == Some(reading));
        again && reading.numbers == [1] && reading.suffix == 0 && self.announced()
    }

    /// The open list whose next item this is: the innermost first, the better indented at a tie.
    fn sibling(&self, reading: &Reading, indent: u32) -> Option<(usize, u32)> {
        let mut best: Option<(usize, u32)> = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            let Some(known) = &open.reading else { continue };
            let Some(step) = step(known, reading) else {
                continue;
            };
            let close = open.indent.abs_diff(indent) <= 2;
            let score = 3 * step + u32::from(close);
            if best.is_none_or(|(_, old)| score > old) {
                best = Some((at, score));
            }
        }
        best
    }

    /// How much of the stack stands above this rank.
    pub(super) fn below(&self, rank: u32) -> usize {
        self.stack.iter().rposition(|open| open.rank < rank).map_or(1, |at| at + 1)
    }

    /// The same for an item of a list, which may also stand within an item of a lesser list that is
    /// indented less: `(i)` with `(a)` below it.
    fn below_list(&self, reading: &Reading, indent: u32) -> usize {
        let rank = rank(reading.style) + reading.numbers.len().saturating_sub(1) as u32;
        let first = reading.number() <= 1;
        let within = |open: &Open| {
            first && open.rank >= 50 && open.indent + 1 < indent && open.reading.as_ref() != Some(reading)
        };
        self.stack.iter().rposition(|open| open.rank < rank || within(open)).map_or(1, |at| at + 1)
    }

    /// The same for a bullet: beside an open one of the same shape, within one of another shape that is
    /// indented less. Pages shift their indents, shapes they keep.
    fn below_bullet(&self, reading: &Reading, indent: u32) -> usize {
        let bullet = |open: &Open| {
            open.reading.as_ref().filter(|known| known.style == LabelStyle::Bullet).map(|known| known.suffix)
        };
        if let Some(at) = self.stack.iter().rposition(|open| bullet(open) == Some(reading.suffix)) {
            return at;
        }
        let outer = self.stack.iter().rposition(|open| bullet(open).is_none() || open.indent < indent);
        outer.map_or(1, |at| at + 1)
    }

    fn last_ends_item(&self) -> bool {
        self.last_line.is_some_and(|at| {
            let words = self.lines[at].words(self.source).trim_end_matches([']', ' ']);
            words.ends_with([';', ':', '.']) || words.ends_with(" and") || words.ends_with(" or")
        })
    }

    pub(super) fn labelled(
        &mut self,
        line: Line,
        start: usize,
        candidate: &Candidate,
        reading: Reading,
        keep: usize,
    ) {
        if reading.style == LabelStyle::Decimal {
            self.highest = self.highest.max(reading.numbers[0]);
        }
        if reading.style == LabelStyle::Article {
            self.article = reading.number();
        }
        self.preamble = reading.style == LabelStyle::Preambular || self.opens_preamble(line);
        let (kind, rank) = match (reading.style, reading.numbers.len()) {
            (LabelStyle::Decimal, n) if n > 1 => (ClauseKind::SubParagraph, 50 + n as u32 - 1),
            (LabelStyle::Decimal, _) if self.within_paragraph(keep) => {
                (ClauseKind::SubParagraph, self.stack[keep - 1].rank + 1)
            }
            (style, _) => (kind(style), rank(style)),
        };
        let label = Label {
            written: Span::new((start + candidate.written.0) as u32, (start + candidate.written.1) as u32),
            outer: Span::new(start as u32, (start + candidate.end) as u32),
            style: reading.style,
            numbers: reading.numbers.clone(),
            suffix: if reading.style == LabelStyle::Bullet { 0 } else { reading.suffix },
            stem_suffix: reading.stem_suffix,
        };
        self.truncate(keep, line.start);
        self.open(kind, Some(label), line.text, Some(reading), rank, line.indent);
        self.started = true;
    }

    /// True if a number placed here would stand within a numbered paragraph.
    fn within_paragraph(&self, keep: usize) -> bool {
        self.stack[..keep]
            .iter()
            .any(|open| open.rank >= 50 && self.clauses[open.ix.0 as usize].label.is_some())
    }
}

const fn rank(style: LabelStyle) -> u32 {
    match style {
        LabelStyle::Annex => 10,
        LabelStyle::Part => 20,
        LabelStyle::UpperLetter | LabelStyle::UpperRoman => 30,
        LabelStyle::Article => 40,
        LabelStyle::Decimal | LabelStyle::Preambular => 50,
        LabelStyle::Letter => 60,
        LabelStyle::Roman => 70,
        LabelStyle::Bullet => 80,
    }
}

const fn kind(style: LabelStyle) -> ClauseKind {
    match style {
        LabelStyle::Annex => ClauseKind::Annex,
        LabelStyle::Part => ClauseKind::Part,
        LabelStyle::UpperLetter | LabelStyle::UpperRoman => ClauseKind::Section,
        LabelStyle::Article => ClauseKind::Article,
        LabelStyle::Decimal => ClauseKind::Paragraph,
        LabelStyle::Preambular => ClauseKind::Preambular,
        LabelStyle::Letter | LabelStyle::Roman => ClauseKind::SubParagraph,
        LabelStyle::Bullet => ClauseKind::Item,
    }
}

/// True if a number of several parts is followed by a unit: it is a measure, not a label.
fn measure_follows(rest: &str, candidate: &Candidate) -> bool {
    if candidate.firm {
        return false;
    }
    let rest = rest.trim_start();
    ["°", "per cent", "%", "million", "billion", "degrees", "years"].iter().any(|unit| rest.starts_with(unit))
}

/// How well `next` follows `known` in a list: 3 the very next, 2 the same with a later suffix or a gap,
/// 1 the same again; none if it does not.
fn step(known: &Reading, next: &Reading) -> Option<u32> {
    if known.style != next.style || known.numbers.len() != next.numbers.len() || known.numbers.is_empty() {
        return None;
    }
    let parts = known.numbers.len() - 1;
    if known.numbers[..parts] != next.numbers[..parts] || known.stem_suffix != next.stem_suffix {
        return None;
    }
    let (a, b) = (known.number(), next.number());
    match b.checked_sub(a)? {
        0 if next.suffix > known.suffix => Some(3),
        0 => Some(1).filter(|_| next.suffix == known.suffix),
        1 if next.suffix == 0 => Some(3),
        1 => Some(2),
        2..=4 => Some(2),
        _ => None,
    }
}
