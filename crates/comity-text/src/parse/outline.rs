//! The outline of a text: which lines begin a clause, and which clause each stands in.
//!
//! One pass over the lines with a stack of the clauses that are open. A label is judged by what it
//! would follow: a number is believed where a list expects it, and doubted in the middle of a sentence.

use super::furniture::{LineRole, roles};
use super::lines::Line;
use super::option::{Marker, OptionStyle};
use super::read_label::{Candidate, Reading, read, right_to_left};
use crate::label::{Label, LabelStyle};
use crate::span::Span;
use crate::tree::{Clause, ClauseIx, ClauseKind, NO_PIECE, Piece, PieceOf};

/// The outline, and what it says about the options.
pub(super) struct Outline {
    pub clauses: Vec<Clause>,
    pub pieces: Vec<Piece>,
    /// For every marker, in order.
    pub options: Vec<Placed>,
}

/// Where an option belongs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// The clause whose alternatives it opens.
    pub owner: ClauseIx,
    /// Options with the same number are alternatives to one another.
    pub set: u32,
    /// The offset behind which the clauses that its owner holds have ended.
    pub limit: u32,
    /// True if its number follows the one before it in its set, or opens one.
    pub follows: bool,
}

struct Open {
    ix: ClauseIx,
    rank: u32,
    reading: Option<Reading>,
    indent: u32,
}

struct OpenSet {
    id: u32,
    style: OptionStyle,
    number: u32,
    roman: Option<u32>,
    suffix: u32,
    /// The stack is this long while the set's owner is its top.
    depth: usize,
    last: usize,
}

/// What the last line of wording was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A label or a marker with nothing behind it.
    LabelOnly,
    MarkerOnly,
    Heading,
    Wording,
}

struct Builder<'a> {
    source: &'a str,
    lines: &'a [Line],
    roles: Vec<LineRole>,
    wrap: Option<u32>,
    markers: &'a [Marker],
    clauses: Vec<Clause>,
    pieces: Vec<Piece>,
    last_piece: Vec<u32>,
    stack: Vec<Open>,
    sets: Vec<OpenSet>,
    next_set: u32,
    placed: Vec<Placed>,
    last_line: Option<usize>,
    last: Last,
    preamble: bool,
    blank_line_above: bool,
    started: bool,
    highest: u32,
    /// The number of the last article.
    article: u32,
}

/// Finds the outline.
pub(super) fn outline(source: &str, lines: &[Line], wrap: Option<u32>, markers: &[Marker]) -> Outline {
    let mut builder = Builder {
        source,
        lines,
        roles: roles(source, lines, wrap),
        wrap,
        markers,
        clauses: Vec::new(),
        pieces: Vec::new(),
        last_piece: Vec::new(),
        stack: Vec::new(),
        sets: Vec::new(),
        next_set: 0,
        placed: Vec::with_capacity(markers.len()),
        last_line: None,
        last: Last::Nothing,
        preamble: false,
        blank_line_above: true,
        started: false,
        highest: 0,
        article: 0,
    };
    builder.open(ClauseKind::Document, None, 0, None, 0, 0);
    for at in 0..lines.len() {
        builder.line(at);
    }
    builder.finish()
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

const HEADING: u32 = 45;
const UNLABELLED: u32 = 55;

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

impl Builder<'_> {
    fn line(&mut self, at: usize) {
        let line = self.lines[at];
        if self.roles[at] != LineRole::Body {
            self.options_aside(line);
        }
        match self.roles[at] {
            LineRole::Furniture => self.piece(PieceOf::Furniture, line),
            LineRole::NoteStart => {
                let ix = self.add(ClauseKind::Footnote, None, line.text, ClauseIx::DOCUMENT, 1);
                self.piece(PieceOf::Clause(ix), line);
            }
            LineRole::Note => self.note_line(line),
            LineRole::Blank => self.continue_piece(line),
            LineRole::Body => self.body(at),
        }
    }

    /// A further line of a footnote; a bullet in it begins an item.
    fn note_line(&mut self, line: Line) {
        let bulleted =
            read(line.words(self.source)).is_some_and(|found| found.readings[0].style == LabelStyle::Bullet);
        let note = self.clauses.iter().rposition(|clause| clause.kind == ClauseKind::Footnote);
        match note {
            Some(note) if bulleted => {
                let ix = self.add(ClauseKind::Item, None, line.text, ClauseIx(note as u32), 2);
                self.piece(PieceOf::Clause(ix), line);
            }
            _ => self.continue_piece(line),
        }
    }

    fn body(&mut self, at: usize) {
        let line = self.lines[at];
        let (start, opened) = self.after_openers(line);
        let words = &self.source[start..line.text_end as usize];
        let marker = self.marker_at(start as u32);
        let label = if marker.is_some() { None } else { self.label(at, words, opened) };
        let mut rest = start;
        match label {
            Some((candidate, reading, keep)) => {
                rest = start + candidate.end;
                self.labelled(line, start, &candidate, reading, keep);
            }
            None if marker.is_some() => self.preambular_option(at, words),
            None if self.begins_unit(at, words) => self.unlabelled(at, words),
            None => {}
        }
        self.options(line, at);
        let top = self.top();
        self.piece(PieceOf::Clause(top), line);
        self.remember(at, line, rest, label_taken(rest, start), marker.is_some());
    }

    fn remember(&mut self, at: usize, line: Line, rest: usize, labelled: bool, marker: bool) {
        let behind = match self.markers[..self.placed.len()].last() {
            Some(last) if last.span.start >= line.start => rest.max(last.span.end as usize),
            _ => rest,
        };
        let behind = behind.min(line.text_end as usize);
        let bare = !self.source[behind..line.text_end as usize].contains(|c: char| c.is_alphanumeric());
        self.last = match self.last {
            Last::Heading if self.last_line == Some(at) => Last::Heading,
            _ if bare && marker => Last::MarkerOnly,
            _ if bare && labelled => Last::LabelOnly,
            _ if labelled && !marker && self.stack.last().is_some_and(|open| open.rank < HEADING) => {
                Last::Heading
            }
            _ => Last::Wording,
        };
        self.last_line = Some(at);
    }

    /// The offset of the first character that is no bracket, and whether a bracket stands before it.
    fn after_openers(&self, line: Line) -> (usize, bool) {
        let words = line.words(self.source);
        let rest = words.trim_start_matches(['[', ' ', '\t']);
        ((line.text_end as usize) - rest.len(), rest.len() < words.len())
    }

    fn marker_at(&self, start: u32) -> Option<usize> {
        let at = self.placed.len();
        self.markers.get(at).filter(|marker| marker.span.start == start).map(|_| at)
    }

    fn top(&self) -> ClauseIx {
        self.stack.last().map_or(ClauseIx::DOCUMENT, |open| open.ix)
    }

    // Labels.

    fn label(&mut self, at: usize, words: &str, opened: bool) -> Option<(Candidate, Reading, usize)> {
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
        let reading = Reading { style: LabelStyle::Article, numbers: vec![number], suffix: 0 };
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
        if sibling.is_some() {
            return sibling;
        }
        if reading.numbers.len() > 1 {
            let parent = self.stack.iter().rposition(|open| {
                open.reading.as_ref().is_some_and(|r| {
                    r.style == LabelStyle::Decimal
                        && r.numbers[..] == reading.numbers[..reading.numbers.len() - 1]
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
    fn below(&self, rank: u32) -> usize {
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

    fn labelled(&mut self, line: Line, start: usize, candidate: &Candidate, reading: Reading, keep: usize) {
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

    // Clauses without a label.

    fn begins_unit(&self, at: usize, words: &str) -> bool {
        if words.starts_with('{') || !begins_upper(words) {
            return false;
        }
        match self.last {
            Last::Nothing => true,
            Last::Heading => self.last_line.is_none_or(|prev| {
                let both = capitals(words) && capitals(self.lines[prev].words(self.source));
                self.room(prev, at) >= 1 && !(both && prev + 1 == at)
            }),
            Last::LabelOnly => self.wrap.is_none() && self.blank_before(at),
            Last::MarkerOnly => self.preamble,
            Last::Wording => self.ends_unit(at),
        }
    }

    /// True if a unit without a label ended before line `at`: its last line had room left and its last
    /// sentence is over. A comma ends a unit only in the preamble, where every recital ends in one.
    fn ends_unit(&self, at: usize) -> bool {
        let Some(prev) = self.last_line else { return true };
        if self.wrap.is_none() {
            return true;
        }
        let line = self.lines[prev].words(self.source);
        let bare = bare_end(line);
        let bracketed = line.ends_with([']', '}']);
        let room = self.room(prev, at);
        if capitals(self.lines[at].words(self.source)) && !capitals(line) {
            return true;
        }
        let over = bare.ends_with(['.', ';', ':', '?', '…']) || self.preamble && bare.ends_with(',');
        let blank = self.blank_before(at);
        over && (room >= 1 || bracketed && (blank || self.preamble))
            || bracketed && room >= BRACKET_ROOM
            || room >= AMPLE_ROOM
    }

    fn unlabelled(&mut self, at: usize, words: &str) {
        let line = self.lines[at];
        let heading = self.is_heading(at, words);
        let front = !self.started && self.stack.len() == 1;
        if self.opens_preamble(line) {
            self.preamble = true;
        } else if front && (heading || !self.is_sentence(at)) {
            return;
        }
        self.started = true;
        if heading {
            self.truncate(self.below(HEADING), line.start);
            self.open(ClauseKind::Heading, None, line.text, None, HEADING, line.indent);
            self.last = Last::Heading;
            self.last_line = Some(at);
            return;
        }
        if self.preamble {
            self.truncate(self.below(50), line.start);
            self.open(ClauseKind::Preambular, None, line.text, None, 50, line.indent);
            return;
        }
        let within = |open: &Open| open.rank < 50 || open.rank != UNLABELLED && open.indent < line.indent;
        let keep = self.stack.iter().rposition(within).map_or(1, |n| n + 1);
        self.truncate(keep.max(self.option_floor()), line.start);
        self.open(ClauseKind::Paragraph, None, line.text, None, UNLABELLED, line.indent);
    }

    /// In a preamble the first of several options also begins the recital they are options for.
    fn preambular_option(&mut self, at: usize, words: &str) {
        let opens = self.markers.get(self.placed.len()).is_some_and(opens_set);
        let bare = self.markers.get(self.placed.len()).is_some_and(|marker| {
            !self.source[marker.span.end as usize..self.lines[at].text_end as usize]
                .contains(|c: char| c.is_alphanumeric())
        });
        if self.preamble && opens && !bare && !matches!(self.last, Last::LabelOnly) && words.len() > 24 {
            let line = self.lines[at];
            self.truncate(self.below(50).max(self.option_floor()), line.start);
            self.open(ClauseKind::Preambular, None, line.text, None, 50, line.indent);
        }
    }

    fn opens_preamble(&self, line: Line) -> bool {
        let words = line.words(self.source);
        let stripped = words.trim_start_matches(|c: char| !c.is_alphabetic());
        let bare = stripped.strip_prefix("A. ").unwrap_or(stripped).trim_start_matches(['[', ' ']);
        const OPENINGS: [&str; 12] = [
            "Preamble",
            "PREAMBLE",
            "Préambule",
            "PRÉAMBULE",
            "ПРЕАМБУЛА",
            "Преамбула",
            "الديباجة",
            "Preámbulo",
            "The Parties to this",
            "The Conference of the Parties,",
            "Les Parties au présent",
            "The States Parties to this",
        ];
        OPENINGS.iter().any(|opening| bare.starts_with(opening)) && !bare.starts_with("Preamble:")
    }

    /// How much of the stack the innermost open option needs: wording without a label stays within it.
    fn option_floor(&self) -> usize {
        self.sets.last().map_or(1, |set| set.depth)
    }

    /// True if the unit that begins here runs over several lines or ends like a sentence.
    fn is_sentence(&self, at: usize) -> bool {
        let words = self.lines[at].words(self.source);
        let ended = bare_end(words).ends_with(['.', ';', ',', ':']);
        ended && words.split_whitespace().count() > 8 || self.unit_end(at).is_none()
    }

    /// True if the unit that begins here is a title: short, not a sentence, and alone.
    fn is_heading(&self, at: usize, words: &str) -> bool {
        let Some(end) = self.unit_end(at) else {
            return false;
        };
        let within = self.last == Last::Heading
            && self
                .stack
                .last()
                .is_some_and(|open| open.rank == HEADING && open.indent < self.lines[at].indent);
        let full = self.wrap.is_some_and(|wrap| self.lines[at].width * 8 > wrap * 7);
        if within || full && !capitals(words) || words.contains(". ") || words.starts_with("Placeholder") {
            return false;
        }
        let last = self.lines[end - 1].words(self.source);
        let bare = bare_end(last);
        let announces = bare.ends_with(':') && words.split_whitespace().count() <= 7;
        if end - at == 1 && announces && self.leads_unlabelled(end, at) {
            return true;
        }
        if end - at > 2
            || words.split_whitespace().count() > 14
            || bare.ends_with(['.', ',', ';', ':', '?', '…'])
        {
            return false;
        }
        let upper = words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
        end - at == 1 || upper
    }

    /// True if the next line is indented more and has no label.
    fn leads_unlabelled(&self, next: usize, at: usize) -> bool {
        let Some(line) =
            (next..self.lines.len().min(next + 2)).map(|n| self.lines[n]).find(|line| !line.blank())
        else {
            return false;
        };
        let (start, _) = self.after_openers(line);
        let words = &self.source[start..line.text_end as usize];
        line.indent > self.lines[at].indent && read(words).is_none() && !words.starts_with("Option")
    }

    /// The line after the last one of the unit that begins at `at`, at most three lines on.
    fn unit_end(&self, at: usize) -> Option<usize> {
        (at + 1..=(at + 3).min(self.lines.len())).find(|&n| {
            n == self.lines.len()
                || self.roles[n] != LineRole::Body
                || self.wrap.is_none()
                || self.short(n - 1, n)
        })
    }

    // Breaks between lines.

    fn blank_before(&self, at: usize) -> bool {
        at > 0 && self.roles[at - 1] == LineRole::Blank
    }

    /// True if the first word of line `next` would have fitted on line `prev`: the break was meant.
    fn short(&self, prev: usize, next: usize) -> bool {
        self.room(prev, next) >= 1
    }

    /// How many characters were left on line `prev` behind the first word of line `next`, had it stood
    /// there. The width is that of the lines around, for pages are not all set alike.
    fn room(&self, prev: usize, next: usize) -> i64 {
        let Some(wrap) = self.wrap else { return i64::from(u32::MAX) };
        let words = self.lines[next].words(self.source);
        let first = words.split_whitespace().next().unwrap_or("").chars().take(80).count();
        let near = prev.saturating_sub(NEAR)..(prev + NEAR).min(self.lines.len());
        let body = near.filter(|n| self.roles[*n] == LineRole::Body).map(|n| self.lines[n].width).max();
        let width = wrap.min(body.unwrap_or(wrap));
        i64::from(width) - i64::from(self.lines[prev].width) - 1 - first as i64
    }

    fn break_before(&self, at: usize) -> Break {
        let Some(prev) = self.last_line else {
            return Break::Sure;
        };
        if self.wrap.is_none() {
            return Break::Sure;
        }
        if matches!(self.last, Last::Heading | Last::LabelOnly | Last::MarkerOnly) {
            return Break::Sure;
        }
        let words = bare_end(self.lines[prev].words(self.source));
        let complete = words.ends_with(['.', ';', ':', ',', '…', '?'])
            || self.lines[prev].words(self.source).ends_with([']', '}']);
        let blank = self.roles[prev + 1..at].contains(&LineRole::Blank);
        match (self.short(prev, at), complete) {
            (true, true) => Break::Sure,
            (true, false) => Break::Likely,
            (false, true) if blank => Break::Likely,
            (false, true) => Break::Possible,
            (false, false)
                if blank && self.roles[prev + 1..at].iter().all(|role| *role == LineRole::Blank) =>
            {
                Break::Possible
            }
            (false, false) => Break::Flowing,
        }
    }

    // Options.

    fn options(&mut self, line: Line, at: usize) {
        while let Some(marker) = self.markers.get(self.placed.len()).copied() {
            if marker.span.start >= line.end {
                break;
            }
            self.option(marker, line, at);
        }
    }

    /// Options in footnotes belong to no block of the body.
    fn options_aside(&mut self, line: Line) {
        while self.markers.get(self.placed.len()).is_some_and(|marker| marker.span.start < line.end) {
            self.placed.push(Placed {
                owner: ClauseIx::DOCUMENT,
                set: self.next_set,
                limit: line.end,
                follows: true,
            });
            self.next_set += 1;
        }
    }

    fn option(&mut self, marker: Marker, line: Line, _at: usize) {
        let this = self.placed.len();
        let heads = self.source[line.text as usize..marker.span.start as usize]
            .chars()
            .all(|c| matches!(c, '[' | ' ' | '\t'));
        let continued = self
            .sets
            .iter()
            .rposition(|set| continues(set, &marker))
            .filter(|_| heads || !opens_set(&marker));
        if let Some(at) = continued {
            let (depth, id, last) = (self.sets[at].depth, self.sets[at].id, self.sets[at].last);
            self.truncate(depth, marker.span.start);
            self.sets.truncate(at + 1);
            self.placed[last].limit = marker.span.start;
            if let Some(set) = self.sets.last_mut() {
                let roman = set.roman.is_some() && marker.roman == set.roman.map(|n| n + 1);
                set.number = if roman { marker.roman.unwrap_or(marker.number) } else { marker.number };
                set.roman = marker.roman.filter(|_| roman || set.roman.is_none());
                set.suffix = marker.suffix;
                set.last = this;
            }
            self.placed.push(Placed { owner: self.top(), set: id, limit: u32::MAX, follows: true });
            return;
        }
        if heads {
            let aside = &self.source[marker.aside.range()];
            let whole = aside.starts_with("paragraph");
            let led = !whole && self.leads_to(line);
            let keep = self
                .stack
                .iter()
                .rposition(|open| open.rank < 50 || !whole && (led || open.indent < line.indent));
            self.truncate(keep.map_or(1, |n| n + 1), marker.span.start);
        }
        let depth = self.stack.len();
        self.sets.retain(|set| !(set.depth >= depth && set.style == marker.style));
        let id = self.next_set;
        self.next_set += 1;
        self.sets.push(OpenSet {
            id,
            style: marker.style,
            number: marker.number,
            roman: marker.roman,
            suffix: marker.suffix,
            depth,
            last: this,
        });
        self.placed.push(Placed { owner: self.top(), set: id, limit: u32::MAX, follows: opens_set(&marker) });
    }

    /// True if the line before announces what this line begins: it ends in a colon, or its clause is
    /// bare; where a text is not indented at all, the option belongs to the clause before it.
    fn leads_to(&self, line: Line) -> bool {
        let Some(last) = self.last_line else {
            return false;
        };
        let colon = bare_end(self.lines[last].words(self.source)).ends_with(':');
        let level = self.wrap.is_none() && self.stack.last().is_some_and(|open| open.indent <= line.indent);
        colon || level || self.last == Last::LabelOnly
    }

    // The stack, the clauses and the pieces.

    fn truncate(&mut self, keep: usize, at: u32) {
        if keep >= self.stack.len() {
            return;
        }
        self.stack.truncate(keep.max(1));
        let depth = self.stack.len();
        while let Some(set) = self.sets.last() {
            if set.depth <= depth {
                break;
            }
            self.placed[set.last].limit = self.placed[set.last].limit.min(at);
            self.sets.pop();
        }
    }

    fn open(
        &mut self,
        kind: ClauseKind,
        label: Option<Label>,
        start: u32,
        reading: Option<Reading>,
        rank: u32,
        indent: u32,
    ) {
        let parent = self.top();
        let depth = self.stack.len() as u32;
        let ix = self.add(kind, label, start, parent, depth);
        self.stack.push(Open { ix, rank, reading, indent });
    }

    fn add(
        &mut self,
        kind: ClauseKind,
        label: Option<Label>,
        start: u32,
        parent: ClauseIx,
        depth: u32,
    ) -> ClauseIx {
        let ix = ClauseIx(self.clauses.len() as u32);
        let parent = (ix != ClauseIx::DOCUMENT).then_some(parent);
        self.clauses.push(Clause {
            kind,
            label,
            parent,
            depth,
            span: Span::new(start, start),
            option: None,
            first_piece: NO_PIECE,
        });
        self.last_piece.push(NO_PIECE);
        ix
    }

    fn continue_piece(&mut self, line: Line) {
        match self.pieces.last_mut() {
            Some(piece) => piece.span.end = line.end,
            None => self.piece(PieceOf::Clause(ClauseIx::DOCUMENT), line),
        }
    }

    fn piece(&mut self, of: PieceOf, line: Line) {
        if let Some(last) = self.pieces.last_mut()
            && last.of == of
        {
            last.span.end = line.end;
            return;
        }
        let here = self.pieces.len() as u32;
        self.pieces.push(Piece { span: Span::new(line.start, line.end), of, next: NO_PIECE });
        if let PieceOf::Clause(ix) = of {
            let at = ix.0 as usize;
            match self.last_piece[at] {
                NO_PIECE => self.clauses[at].first_piece = here,
                last => self.pieces[last as usize].next = here,
            }
            self.last_piece[at] = here;
        }
    }

    fn finish(mut self) -> Outline {
        let end = self.source.len() as u32;
        for at in (0..self.clauses.len()).rev() {
            let last = self.last_piece[at];
            let own =
                self.pieces.get(last as usize).map_or(self.clauses[at].span.start, |piece| piece.span.end);
            let span = &mut self.clauses[at].span;
            span.end = span.end.max(own);
            let reach = span.end;
            if let Some(parent) = self.clauses[at].parent {
                let within = self.clauses[at].kind != ClauseKind::Footnote;
                let span = &mut self.clauses[parent.0 as usize].span;
                span.end = if within { span.end.max(reach) } else { span.end };
            }
        }
        self.clauses[0].span = Span::new(0, end);
        self.chapeaux();
        Outline { clauses: self.clauses, pieces: self.pieces, options: self.placed }
    }

    /// Wording without a label that ends in a colon before a labelled clause introduces that clause.
    fn chapeaux(&mut self) {
        for at in 1..self.clauses.len() {
            if self.clauses[at].kind != ClauseKind::Paragraph || self.clauses[at].label.is_some() {
                continue;
            }
            let Some(piece) = self.pieces.get(self.clauses[at].first_piece as usize) else {
                continue;
            };
            let colon = bare_end(self.source[piece.span.range()].trim_end()).ends_with(':');
            let followed = self.clauses.get(at + 1).is_some_and(|next| next.label.is_some());
            if colon && followed {
                self.clauses[at].kind = ClauseKind::Chapeau;
            }
        }
    }
}

/// How sure it is that a line begins something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    /// The line before it is full and its sentence goes on.
    Flowing,
    /// The line before it is full, but something ended there.
    Possible,
    /// The line before it had room left.
    Likely,
    /// The line before it had room left, and something ended there.
    Sure,
}

/// How many lines around a line tell how wide its page is set.
const NEAR: usize = 12;

/// How much room a line that ends in a bracket must have left for its break to be meant: a bracket ends
/// no sentence.
const BRACKET_ROOM: i64 = 12;

/// The same for a line that ends in the middle of a sentence, as items without full stops do.
const AMPLE_ROOM: i64 = 32;

fn label_taken(rest: usize, start: usize) -> bool {
    rest > start
}

/// True if every letter is a capital, and there are enough of them to be a heading.
fn capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 5 && !words.chars().any(char::is_lowercase) && words.chars().any(char::is_uppercase)
}

/// The words without brackets, quotation marks and a footnote number at their end.
fn bare_end(words: &str) -> &str {
    let cut = words.trim_end_matches([']', '}', ' ', '”', '"', '’', ')']);
    let digits = cut.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = digits.trim_end_matches(' ');
    let noted = digits.ends_with([']', '}', '.', ';', ',']) && cut.len() - digits.len() <= 3;
    if noted { digits.trim_end_matches([']', '}', ' ', '”', '"', ')']) } else { cut }
}

/// True if the first letter is a capital, or of a script without capitals.
fn begins_upper(words: &str) -> bool {
    let skipped = words.trim_start_matches(['[', '(', '“', '"', '‘', '«', ' ', '{']);
    skipped.chars().next().is_some_and(|c| {
        c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() || right_to_left(c) || c == '_'
    })
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
    if known.numbers[..parts] != next.numbers[..parts] {
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

fn opens_set(marker: &Marker) -> bool {
    (marker.number == 1 || marker.roman == Some(1)) && marker.suffix == 0
}

fn continues(set: &OpenSet, marker: &Marker) -> bool {
    if set.style != marker.style {
        return false;
    }
    let next = marker.number == set.number + 1 || marker.number == set.number + 2;
    let roman = set.roman.is_some_and(|known| marker.roman == Some(known + 1));
    let again = marker.number == set.number && marker.suffix > set.suffix;
    next || roman || again
}
