//! Clauses without a label: headings, recitals of a preamble, and paragraphs nobody numbered.

use super::block::opens_set;
use super::breaks::bare_end;
use super::{Builder, HEADING, Last, Open, UNLABELLED};
use crate::label::LabelStyle;
use crate::parse::furniture::LineRole;
use crate::parse::lines::Line;
use crate::parse::read_label::{read, right_to_left};
use crate::tree::ClauseKind;

impl Builder<'_> {
    pub(super) fn begins_unit(&self, at: usize, words: &str) -> bool {
        if words.starts_with('{') || !begins_upper(words) {
            return false;
        }
        match self.last {
            Last::Nothing => true,
            Last::Heading => self.last_line.is_none_or(|prev| {
                self.room(prev, at) >= 1 && !(prev + 1 == at && self.title_goes_on(prev, at))
            }),
            Last::LabelOnly if self.wrap.is_none() => self.blank_before(at),
            Last::LabelOnly => {
                self.stack.last().is_some_and(|open| open.rank < HEADING) && self.is_sentence(at)
            }
            Last::MarkerOnly => {
                self.preamble || self.bracketed_title(at).is_some_and(|end| self.numbered(end))
            }
            Last::Wording => self.ends_unit(at),
        }
    }

    /// True if a title in capitals goes on from line `prev` to line `at`. One that has a label goes on behind
    /// the label; beneath it, behind a short line, another title begins.
    fn title_goes_on(&self, prev: usize, at: usize) -> bool {
        let [above, below] = [self.lines[prev], self.lines[at]];
        let labelled = self.stack.last().is_some_and(|open| open.reading.is_some());
        let short = self.wrap.is_some_and(|wrap| above.width * 3 < wrap * 2);
        capitals(below.words(self.source))
            && capitals(above.words(self.source))
            && !(labelled && short && below.indent <= above.indent)
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

    pub(super) fn unlabelled(&mut self, at: usize, words: &str) {
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
    pub(super) fn preambular_option(&mut self, at: usize, words: &str) {
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

    pub(super) fn opens_preamble(&self, line: Line) -> bool {
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
        if self.bracketed_title(at).is_some_and(|end| self.numbered(end)) {
            return true;
        }
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

    /// The line after a title in one pair of brackets that begins at `at`: one or two lines, perhaps with a
    /// colon behind the closing bracket, no sentence inside.
    fn bracketed_title(&self, at: usize) -> Option<usize> {
        let mut depth = 0_i32;
        for end in at..(at + 2).min(self.lines.len()) {
            let words = self.lines[end].words(self.source);
            let words = words.strip_suffix(':').unwrap_or(words).trim_end();
            if self.roles[end] != LineRole::Body || end == at && !words.starts_with('[') {
                return None;
            }
            for (place, byte) in words.bytes().enumerate() {
                depth += i32::from(byte == b'[') - i32::from(byte == b']');
                if depth == 0 {
                    let sentence = bare_end(words).ends_with(['.', ',', ';', ':', '?', '…']);
                    return (place + 1 == words.len() && !sentence).then_some(end + 1);
                }
            }
            if words.contains(". ") {
                return None;
            }
        }
        None
    }

    /// True if the next visible line begins a numbered paragraph.
    fn numbered(&self, next: usize) -> bool {
        let visible = (next..self.lines.len().min(next + 3)).find(|&n| !self.lines[n].blank());
        visible.is_some_and(|n| {
            let (start, _) = self.after_openers(self.lines[n]);
            let words = &self.source[start..self.lines[n].text_end as usize];
            read(words).is_some_and(|found| found.readings[0].style == LabelStyle::Decimal)
        })
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
}

/// How much room a line that ends in a bracket must have left for its break to be meant: a bracket ends
/// no sentence.
const BRACKET_ROOM: i64 = 12;

/// The same for a line that ends in the middle of a sentence, as items without full stops do.
const AMPLE_ROOM: i64 = 32;

/// True if every letter is a capital, and there are enough of them to be a heading.
fn capitals(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 5 && !words.chars().any(char::is_lowercase) && words.chars().any(char::is_uppercase)
}

/// True if the first letter is a capital, or of a script without capitals.
fn begins_upper(words: &str) -> bool {
    let skipped = words.trim_start_matches(['[', '(', '“', '"', '‘', '«', ' ', '{']);
    skipped.chars().next().is_some_and(|c| {
        c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() || right_to_left(c) || c == '_'
    })
}
