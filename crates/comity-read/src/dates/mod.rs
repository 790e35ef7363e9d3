//! Date expressions and their values. A value is given only where the publication date, or the words alone, allow it.

mod lean;
mod relative;
mod written;

pub(crate) use lean::lean;

use crate::calendar::{Date, Interval};
use crate::lexicon::Class;
use crate::reading::Span;
use crate::token::{Kind, Token};

/// A date expression found among the tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) last: usize,
    pub(crate) value: Option<Interval>,
    pub(crate) rule: &'static str,
}

impl Found {
    pub(crate) fn span(&self, tokens: &[Token]) -> Span {
        Span { start: tokens[self.first].start, end: tokens[self.last - 1].end }
    }
}

/// One sentence, with what its dates may lean on.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [Token],
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The day of publication, where known.
    pub(crate) published: Option<Date>,
}

/// What a rule found at a token: how many tokens it takes, the value, its name.
type Match = (usize, Option<Interval>, &'static str);

/// The date expressions of a sentence, in order.
pub(crate) fn find(sentence: Sentence<'_>, found: &mut Vec<Found>) {
    let mut at = sentence.first;
    while at < sentence.last {
        match sentence.date_at(at) {
            Some((length, value, rule)) => {
                found.push(Found { first: at, last: at + length, value, rule });
                at += length;
            }
            None => at += 1,
        }
    }
}

/// How far a printed date may lie from the one handed in and still say when the report was written: files are
/// often dated by the event or by the day they were stored.
const NEAR: i32 = 31;

/// The date a report prints as a line of its own near its top ("Friday, July 21, 2017") or behind the place it
/// was written at ("BERGEN, 4 March –"): days of the week are counted from it.
pub(crate) fn dateline(
    text: &str,
    tokens: &[Token],
    blocks: &[(usize, usize)],
    published: Option<Date>,
) -> Option<Date> {
    let printed = blocks.iter().take(4).find_map(|&(first, last)| {
        let line = Sentence { text, tokens, first, last, published };
        line.whole_line().or_else(|| line.behind_place())
    })?;
    let near = |day: Date| (printed.ordinal() - day.ordinal()).abs() <= NEAR;
    published.is_none_or(near).then_some(printed)
}

impl<'t> Sentence<'t> {
    /// The whole line is a date, year included.
    fn whole_line(&self) -> Option<Date> {
        let (length, value, rule) = self.date_at(self.first)?;
        let alone = self.first + length == self.last && rule.starts_with("date:full");
        value.filter(|v| alone && v.is_day()).map(|v| v.first)
    }

    /// A place in capital letters, a date, a dash: the head of an agency report.
    fn behind_place(&self) -> Option<Date> {
        const PLACE: usize = 7;
        let end = (self.first + PLACE).min(self.last);
        let at = (self.first + 1..end).find(|&i| self.date_at(i).is_some())?;
        let place = (self.first..at).all(|i| self.token(i).is_some_and(|t| t.is_capital() || !t.is_word()));
        let (length, value, rule) = self.date_at(at)?;
        let dash = (at + length..(at + length + 5).min(self.last)).any(|i| self.is_dash(i));
        let sound = place && dash && matches!(rule, "date:full" | "date:day");
        value.filter(|v| sound && v.is_day()).map(|v| v.first)
    }

    fn is_dash(&self, at: usize) -> bool {
        self.is_mark(at, b'-') || self.word(at).starts_with(['—', '–'])
    }

    fn date_at(&self, at: usize) -> Option<Match> {
        let token = self.token(at)?;
        let promising = token.kind == Kind::Number
            || token.is(DATE_WORDS)
            || token.is_mark(b'[')
            || matches!(
                self.lower(at),
                "last" | "next" | "past" | "coming" | "earlier" | "later" | "recent" | "previous"
            );
        if !promising {
            return None;
        }
        self.written_at(at).or_else(|| self.relative_at(at))
    }

    fn token(&self, at: usize) -> Option<&'t Token> {
        if at < self.last { self.tokens.get(at) } else { None }
    }

    fn word(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| token.text(self.text))
    }

    /// The word, if it is written small or begins a sentence; names are never matched by it.
    fn lower(&self, at: usize) -> &'t str {
        // Expressions begin sentences too: "Last week" must read as "last week".
        match self.word(at) {
            "Last" => "last",
            "Next" => "next",
            "This" => "this",
            "The" => "the",
            "Earlier" => "earlier",
            "Later" => "later",
            "A" => "a",
            "An" => "an",
            word => word,
        }
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.token(at).is_some_and(|token| token.is(class))
    }

    fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether the sentence speaks of the future at this place.
    pub(crate) fn is_future(&self, at: usize) -> bool {
        let near_cue = self.is(at + 1, Class::SAY)
            || at > self.first && self.is(at - 1, Class::SAY)
            || at >= 2 + self.first && self.is(at - 2, Class::SAY) && self.is(at - 1, Class::PREP);
        if near_cue {
            return false;
        }
        if let Some(ahead) = self.governed(at) {
            return ahead;
        }
        let mut before = self.first..at;
        let marker = before.rfind(|&i| self.is_future_marker(i));
        let told = (self.first..at).rev().find(|&i| self.is(i, Class::SAY));
        if let Some(marker) = marker {
            return told.is_none_or(|told| told < marker);
        }
        let opening = at <= self.first + 2;
        opening && (at + 1..(at + 14).min(self.last)).any(|i| self.is_future_marker(i))
    }

    /// Which way the nearest verb before a date points: `ended on` back, `opens on` and `intends to say it on` ahead.
    fn governed(&self, at: usize) -> Option<bool> {
        const REACH: usize = 10;
        let from = at.saturating_sub(REACH).max(self.first);
        for i in (from..at).rev() {
            let word = self.word(i);
            if self.is_future_marker(i) || word == "would" {
                return Some(true);
            }
            if PRESENT.contains(&word) || word == "to" && (STARTS.contains(&self.word(i + 1)) || self.aims(i))
            {
                return Some(true);
            }
            let small = self.token(i).is_some_and(|t| t.is_word() && !t.is_capital());
            let past = small && (word.len() > 4 && word.ends_with("ed") || PAST.contains(&word));
            if past {
                return self.bare(i).then_some(false);
            }
            let clause = self.is_mark(i, b';') || self.is(i, Class::REL);
            if clause {
                return None;
            }
        }
        None
    }

    /// Whether a form in -ed stands by itself: "was to be held", "will be published" do not look back.
    fn bare(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&i| i >= self.first).map_or("", |i| self.word(i));
        before != "be" && !self.is_future_marker(at)
    }

    /// Whether an infinitive follows a word of intention: `intends to`, `agreed to`, `is due to`.
    fn aims(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&i| i >= self.first).map_or("", |i| self.word(i));
        AIMS.contains(&before)
    }

    fn is_future_marker(&self, at: usize) -> bool {
        match self.word(at) {
            "will" | "scheduled" | "slated" | "planned" | "upcoming" | "expected" | "plans" | "set"
            | "due" => true,
            "is" | "are" => self.word(at + 1) == "to",
            _ => false,
        }
    }
}

/// Verbs that announce in the present tense.
const PRESENT: [&str; 16] = [
    "opens",
    "begins",
    "starts",
    "resumes",
    "convenes",
    "meets",
    "gathers",
    "returns",
    "arrives",
    "leaves",
    "expires",
    "closes",
    "reopens",
    "concludes",
    "departs",
    "lapses",
];
/// What is announced with an infinitive.
const STARTS: [&str; 12] = [
    "begin", "start", "open", "end", "expire", "meet", "resume", "run", "convene", "take", "reopen",
    "conclude",
];
/// Words of intention before an infinitive.
const AIMS: [&str; 22] = [
    "intend",
    "intends",
    "plan",
    "plans",
    "planning",
    "hope",
    "hopes",
    "hoping",
    "want",
    "wants",
    "agreed",
    "ready",
    "expected",
    "due",
    "scheduled",
    "set",
    "promised",
    "vowed",
    "pledged",
    "prepared",
    "preparing",
    "likely",
];
/// Past forms that do not end in -ed.
const PAST: [&str; 30] = [
    "met", "held", "began", "came", "went", "took", "left", "sent", "gave", "told", "made", "got", "became",
    "was", "were", "had", "spoke", "wrote", "broke", "flew", "fell", "won", "lost", "put", "sat", "drew",
    "brought", "found", "handed", "spent",
];

const DATE_WORDS: Class = Class::WEEKDAY
    .or(Class::MONTH)
    .or(Class::RELDAY)
    .or(Class::NUMBER)
    .or(Class::DET)
    .or(Class::UNIT)
    .or(Class::SEASON);

/// The month of a name, 1 to 12.
fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
    let index = MONTHS.iter().position(|&month| month == head)?;
    u8::try_from(index + 1).ok()
}

/// The day of the week of a full name, 0 for Monday.
fn weekday_of(word: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let index = DAYS.iter().position(|day| word.eq_ignore_ascii_case(day))?;
    u8::try_from(index).ok()
}

/// A number in figures or words, up to a hundred and some.
fn number_of(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok();
    }
    match word {
        "a" | "an" | "A" | "An" => return Some(1),
        "thirty" | "Thirty" => return Some(30),
        "forty" | "Forty" => return Some(40),
        "fifty" | "Fifty" => return Some(50),
        _ => {}
    }
    let index = WORDS.iter().position(|number| word.eq_ignore_ascii_case(number))?;
    i32::try_from(index).ok()
}
