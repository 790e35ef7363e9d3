//! A version or a redline as blocks of styled characters: what every form is written from.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Allowed, bare_marker};
use crate::holders::{Hold, Stance};
use crate::print::{Run, RunKind};
use crate::redline::{Change, Class, Redline};
use crate::span::Span;
use crate::tree::{ClauseIx, ClauseKind, MarkIx, MarkKind, PieceOf, Text};
use crate::version::Version;

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Words,
    Label,
    Bracket,
    Who,
    Marker,
    Placeholder,
    Drafters,
    Reference,
    Loose,
}

/// What a redline says of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// In both versions.
    Kept,
    /// Only in the old version.
    Deleted,
    /// Only in the new version.
    Inserted,
    /// Where a moved clause stood.
    MovedFrom,
    /// Where it stands now.
    MovedTo,
}

/// How a run is shown. `held` is an index into [`Blocks::combinations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub kind: Kind,
    pub fate: Fate,
    pub held: u16,
}

/// Not within any bracket.
pub(super) const FREE: u16 = 0;
/// Within a bracket nobody is said to hold.
pub(super) const UNHELD: u16 = 1;

/// One paragraph.
pub(super) struct Block {
    pub clause: ClauseIx,
    pub kind: ClauseKind,
    pub depth: u32,
    pub right_to_left: bool,
    pub text: String,
    /// Where each style ends, ascending; the last at the end of the text.
    pub styles: Vec<(u32, Style)>,
    /// What stands in the margin: standing and hold-outs.
    pub margin: String,
}

/// All paragraphs, with the holders that occur.
pub(super) struct Blocks {
    pub all: Vec<Block>,
    /// For every index of [`Style::held`], the names with their stance.
    pub combinations: Vec<Vec<(u32, Stance)>>,
    pub names: Vec<String>,
}

struct Maker<'a> {
    text: &'a Text,
    allowed: Allowed,
    blocks: Vec<Block>,
    combinations: Vec<Vec<(u32, Stance)>>,
    known: HashMap<Vec<(u32, Stance)>, u16>,
    held_by_mark: Vec<u16>,
    space: bool,
}

/// The blocks of a version.
pub(super) fn blocks(version: &Version, allowed: Allowed) -> Blocks {
    let text = version.text();
    let mut maker = Maker::new(text, allowed);
    for piece in text.pieces() {
        let PieceOf::Clause(ix) = piece.of else { continue };
        maker.enter(ix, piece.span.start);
        for run in text.runs(piece.span) {
            maker.run(&run, Fate::Kept, ix);
        }
    }
    maker.finish(Some(version))
}

/// The blocks of a redline: the new version, with what is gone where it stood.
pub(super) fn redline_blocks(redline: &Redline, old: &Text, new: &Version, allowed: Allowed) -> Blocks {
    let text = new.text();
    let mut maker = Maker::new(text, allowed);
    for segment in &redline.segments {
        if segment.class == Class::Layout && segment.change != Change::Kept {
            maker.space = true;
            continue;
        }
        match segment.change {
            Change::Kept => maker.stretch(segment.new, Fate::Kept),
            Change::Inserted => maker.stretch(segment.new, Fate::Inserted),
            Change::MovedTo(_) => maker.stretch(segment.new, Fate::MovedTo),
            Change::Deleted => maker.gone(old, segment.old, Fate::Deleted),
            Change::MovedFrom(_) => maker.gone(old, segment.old, Fate::MovedFrom),
        }
    }
    maker.finish(Some(new))
}

impl<'a> Maker<'a> {
    fn new(text: &'a Text, allowed: Allowed) -> Self {
        let mut maker = Self {
            text,
            allowed,
            blocks: Vec::new(),
            combinations: vec![Vec::new(), Vec::new()],
            known: HashMap::new(),
            held_by_mark: Vec::new(),
            space: false,
        };
        maker.hold_marks();
        maker
    }

    /// For every mark who holds what it holds: its own holders, else those of the mark around it.
    fn hold_marks(&mut self) {
        for mark in self.text.marks() {
            let outer = mark.parent.map_or(FREE, |parent| self.held_by_mark[parent.0 as usize]);
            let holds = if self.allowed.holders { self.text.holds(mark) } else { &[] };
            let held = match mark.kind {
                _ if !holds.is_empty() => self.combination(holds),
                MarkKind::Bracket if outer == FREE => UNHELD,
                MarkKind::Option if outer == FREE => UNHELD,
                _ => outer,
            };
            self.held_by_mark.push(held);
        }
    }

    fn combination(&mut self, holds: &[Hold]) -> u16 {
        let key: Vec<(u32, Stance)> = holds.iter().map(|hold| (hold.holder.0, hold.stance)).collect();
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let next = self.combinations.len().min(usize::from(u16::MAX)) as u16;
        self.combinations.push(key.clone());
        self.known.insert(key, next);
        next
    }

    /// Begins a paragraph for a clause, unless its last one goes on behind a footnote or a page end.
    fn enter(&mut self, ix: ClauseIx, at: u32) {
        let clause = self.text.clause(ix);
        let goes_on = self.blocks.last().is_some_and(|block| block.clause == ix) && clause.span.start < at;
        if !goes_on {
            self.begin(ix, clause.kind, clause.depth);
        }
        self.space = true;
    }

    fn begin(&mut self, clause: ClauseIx, kind: ClauseKind, depth: u32) {
        if self.blocks.last().is_some_and(|block| block.text.is_empty()) {
            self.blocks.pop();
        }
        self.blocks.push(Block {
            clause,
            kind,
            depth,
            right_to_left: false,
            text: String::new(),
            styles: Vec::new(),
            margin: String::new(),
        });
        self.space = false;
    }

    /// A stretch of the new version, which may reach over several clauses.
    fn stretch(&mut self, span: Span, fate: Fate) {
        let pieces = self.text.pieces();
        let first = pieces.partition_point(|piece| piece.span.end <= span.start);
        for piece in pieces[first..].iter().take_while(|piece| piece.span.start < span.end) {
            let PieceOf::Clause(ix) = piece.of else { continue };
            let part = piece.span.overlap(span);
            if part.start == piece.span.start || self.blocks.is_empty() {
                self.enter(ix, part.start);
            }
            for run in self.text.runs(part) {
                self.run(&run, fate, ix);
            }
        }
    }

    /// A stretch that only the old version has.
    fn gone(&mut self, old: &Text, span: Span, fate: Fate) {
        let pieces = old.pieces();
        let first = pieces.partition_point(|piece| piece.span.end <= span.start);
        for piece in pieces[first..].iter().take_while(|piece| piece.span.start < span.end) {
            let PieceOf::Clause(ix) = piece.of else { continue };
            let part = piece.span.overlap(span);
            let clause = old.clause(ix);
            if (part.start == piece.span.start && part.len() > 1 && clause.span.start >= part.start)
                || self.blocks.is_empty()
            {
                self.begin(ix, clause.kind, clause.depth);
            }
            for run in old.runs(part) {
                let style = Style { kind: Kind::Words, fate, held: FREE };
                self.push(&seen(old, &run, self.allowed), style);
            }
        }
    }

    fn run(&mut self, run: &Run, fate: Fate, ix: ClauseIx) {
        let words = self.text.slice(run.span);
        let held = run.mark.map_or(FREE, |mark| self.held_by_mark[mark.0 as usize]);
        let style = |kind| Style { kind, fate, held };
        match run.kind {
            RunKind::Words => self.words(run, fate, ix, held),
            RunKind::Closer => self.push_if(words, style(Kind::Bracket), run.mark),
            RunKind::Opener => self.opener(run, fate, held),
            RunKind::Marker => {
                if self.text.source()[..run.span.start as usize]
                    .trim_end_matches([' ', '\t', '['])
                    .ends_with('\n')
                {
                    self.break_line();
                }
                self.push(&seen(self.text, run, self.allowed), style(Kind::Marker));
            }
            RunKind::Loose => self.push(words, style(Kind::Loose)),
            RunKind::Reference => self.push(words, style(Kind::Reference)),
        }
    }

    /// A line end within a paragraph.
    fn break_line(&mut self) {
        if let Some(block) = self.blocks.last_mut()
            && !block.text.is_empty()
            && !block.text.ends_with('\n')
        {
            let open = block.text.trim_end_matches('[').len();
            if block.text[..open].ends_with('\n') {
                return;
            }
            block.text.truncate(block.text.trim_end_matches(' ').len());
            block.text.push('\n');
            let end = block.text.len() as u32;
            match block.styles.last_mut() {
                Some(last) => last.0 = end,
                None => block.styles.push((end, Style { kind: Kind::Words, fate: Fate::Kept, held: FREE })),
            }
            self.space = false;
        }
    }

    fn words(&mut self, run: &Run, fate: Fate, ix: ClauseIx, held: u16) {
        let label = self.text.clause(ix).label.as_ref().map_or(Span::default(), |label| label.outer);
        let kind = match run.mark.map(|mark| self.text.mark(mark)) {
            Some(mark) if mark.kind == MarkKind::DraftersLabel => Kind::Drafters,
            Some(mark) if mark.placeholder.is_some() => Kind::Placeholder,
            _ => Kind::Words,
        };
        if kind == Kind::Drafters && !self.allowed.drafters_labels {
            return;
        }
        let style = Style { kind, fate, held };
        let part = run.span.overlap(label);
        if part.is_empty() {
            self.lines(self.text.slice(run.span), style, ix);
            return;
        }
        self.lines(self.text.slice(Span::new(run.span.start, part.start)), style, ix);
        self.push(self.text.slice(part), Style { kind: Kind::Label, fate, held });
        self.lines(self.text.slice(Span::new(part.end, run.span.end)), style, ix);
    }

    /// Wording; a title page keeps its lines, everything else flows.
    fn lines(&mut self, words: &str, style: Style, ix: ClauseIx) {
        if ix != ClauseIx::DOCUMENT {
            self.push(words, style);
            return;
        }
        for line in words.split_inclusive('\n') {
            self.push(line, style);
            if line.ends_with('\n') {
                self.break_line();
            }
        }
    }

    fn opener(&mut self, run: &Run, fate: Fate, held: u16) {
        let bracket = Style { kind: Kind::Bracket, fate, held };
        let words = self.text.slice(run.span);
        let first = &words[..1];
        self.push_if(first, bracket, run.mark);
        if words.len() > 1 && self.allowed.holders {
            self.push(words[1..].trim_end().trim_end_matches(':'), Style { kind: Kind::Who, fate, held });
            self.push(" ", bracket);
        }
    }

    fn push_if(&mut self, words: &str, style: Style, mark: Option<MarkIx>) {
        let drafters = mark.is_some_and(|mark| self.text.mark(mark).kind == MarkKind::DraftersLabel);
        if !drafters || self.allowed.drafters_labels {
            self.push(words, style);
        }
    }

    /// Adds characters; white space becomes one space, which belongs to what stands before it. Names of
    /// holders stay on one line.
    fn push(&mut self, words: &str, style: Style) {
        let Some(block) = self.blocks.last_mut() else { return };
        for (at, word) in words.split(char::is_whitespace).enumerate() {
            self.space |= at > 0;
            if word.is_empty() {
                continue;
            }
            if self.space && !block.text.is_empty() && !block.text.ends_with('\n') {
                let names = style.kind == Kind::Who && at > 0;
                block.text.push_str(if names { "\u{A0}" } else { " " });
                let end = block.text.len() as u32;
                if let Some(last) = block.styles.last_mut().filter(|last| last.1.kind != Kind::Who) {
                    last.0 = end;
                }
            }
            self.space = false;
            block.text.push_str(word);
            let end = block.text.len() as u32;
            match block.styles.last_mut() {
                Some(last) if last.1 == style => last.0 = end,
                _ => block.styles.push((end, style)),
            }
        }
    }

    fn finish(mut self, version: Option<&Version>) -> Blocks {
        let mut alone: Vec<u32> = self.combinations.iter().flatten().map(|(holder, _)| *holder).collect();
        alone.sort_unstable();
        alone.dedup();
        for holder in alone.into_iter().map(|holder| vec![(holder, Stance::Support)]) {
            if !self.combinations.contains(&holder) {
                self.combinations.push(holder);
            }
        }
        self.blocks.retain(|block| !block.text.trim().is_empty());
        for block in &mut self.blocks {
            let first = block.text.chars().find(|c| c.is_alphabetic());
            block.right_to_left = first
                .is_some_and(|c| matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF));
            if let Some(version) = version.filter(|_| self.allowed.standing) {
                block.margin = margin(version, block.clause);
            }
        }
        let names =
            self.text.holders().all().map(|holder| self.text.holders().name(holder).to_string()).collect();
        Blocks { all: self.blocks, combinations: self.combinations, names }
    }
}

/// The characters of a run as far as they may be seen: names of holders and drafters' labels only where
/// they are allowed.
fn seen<'a>(text: &'a Text, run: &Run, allowed: Allowed) -> Cow<'a, str> {
    let words = text.slice(run.span);
    let mark = run.mark.map(|mark| text.mark(mark));
    match (run.kind, mark) {
        (_, Some(mark)) if mark.kind == MarkKind::DraftersLabel && !allowed.drafters_labels => "".into(),
        (RunKind::Opener, _) if !allowed.holders => words.get(..1).unwrap_or("").into(),
        (RunKind::Marker, Some(mark)) if !allowed.holders => bare_marker(text, mark).into(),
        _ => words.into(),
    }
}

fn margin(version: &Version, clause: ClauseIx) -> String {
    let known = (clause.0 as usize) < version.text().clauses().len();
    let standing = if known { version.standing(clause) } else { Default::default() };
    if standing == crate::beside::Standing::default() {
        return String::new();
    }
    match standing.hold_outs.as_slice() {
        [] => standing.level.word().to_string(),
        names => format!(
            "{}; {} {} out",
            standing.level.word(),
            names.join(", "),
            if names.len() == 1 { "holds" } else { "hold" }
        ),
    }
}
