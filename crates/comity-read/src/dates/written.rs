//! Dates written out: 24 November 2025, Nov. 24, November 2025, 2025, the 1960s, 2025-11-24, 22:30.

use super::{Match, Sentence, month_of, weekday_of};
use crate::calendar::{Date, Interval};
use crate::lexicon::Class;
use crate::token::Kind;

impl Sentence<'_> {
    pub(super) fn written_at(&self, at: usize) -> Option<Match> {
        self.with_weekday(at)
            .or_else(|| self.two_days(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.month_and_year(at))
            .or_else(|| self.iso(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at))
            .or_else(|| self.time_of_day(at))
    }

    /// Monday, May 18, 2015.
    fn with_weekday(&self, at: usize) -> Option<Match> {
        weekday_of(self.word(at))?;
        let comma = usize::from(self.is_mark(at + 1, b','));
        let (length, value, rule) = self.day_and_month(at + 1 + comma)?;
        Some((1 + comma + length, value, rule))
    }

    /// 4 and 5 February 2031, June 21 and 22: from the first day to the second.
    fn two_days(&self, at: usize) -> Option<Match> {
        let (first, rest) = match self.month(at) {
            Some(_) => (self.day_number(at + 1)?, at + 2),
            None => (self.day_number(at)?, at + 1),
        };
        if !matches!(self.word(rest), "and" | "to") && !self.is_dash(rest) {
            return None;
        }
        if let Some(month) = self.month(at) {
            let second = self.day_number(rest + 1)?;
            // "May 4 and 5 delegates": the second number counts something.
            let counts =
                self.token(rest + 2).is_some_and(|t| t.is_word() && !t.is(Class::PREP.or(Class::CONJ)));
            if counts || self.month(rest + 2).is_some() || second <= first {
                return None;
            }
            let (length, value, rule) = self.day_and_month(at)?;
            let year = value.filter(|_| length == 2).map(|v| v.first.year());
            let value = year.and_then(|year| days(year, month, first, second));
            return (length == 2).then_some((rest + 2 - at, value, rule));
        }
        let (length, value, rule) = self.day_and_month(rest + 1)?;
        let last = value.map(|v| v.first);
        let value = last.and_then(|last| days(last.year(), last.month(), first, last.day()));
        Some((rest + 1 + length - at, value, rule))
    }

    /// The spring of 2029, the first half of April, mid-March.
    fn part_of_year(&self, at: usize) -> Option<Match> {
        let the = usize::from(self.lower(at) == "the");
        let part = at + the;
        if the == 1 && matches!(self.word(part), "first" | "second") && self.word(part + 1) == "half" {
            let month = self.month(part + 3).filter(|_| self.word(part + 2) == "of")?;
            let value = self.published.and_then(|published| self.nearest_month(part + 3, published, month));
            let half = value.and_then(|v| half_of(v, self.word(part) == "first"));
            return Some((5, half, "date:half-month"));
        }
        let first_month = match self.word(part) {
            "spring" | "Spring" => 3,
            "summer" | "Summer" => 6,
            "autumn" | "Autumn" | "fall" => 9,
            _ => return None,
        };
        let of = usize::from(self.word(part + 1) == "of");
        let year = self.year_number(part + 1 + of)?;
        let last = Interval::month(year, first_month + 2)?.last;
        let value = Interval { first: Date::new(year, first_month, 1)?, last };
        Some((the + 2 + of, Some(value), "date:season"))
    }

    /// May 18, 2015; 18 May 2015; May 18; the 18th of May.
    fn day_and_month(&self, at: usize) -> Option<Match> {
        let (month, day, length) = self.month_day(at).or_else(|| self.day_month(at))?;
        let comma = usize::from(self.is_mark(at + length, b','));
        if let Some(year) = self.year_number(at + length + comma) {
            let value = Date::new(year, month, day).map(Interval::day);
            return Some((length + comma + 1, Some(value?), "date:full"));
        }
        let value = self.published.and_then(|published| self.nearest_year(at, published, month, day));
        Some((length, value.map(Interval::day), "date:day"))
    }

    fn month_day(&self, at: usize) -> Option<(u8, u8, usize)> {
        let month = self.month(at)?;
        Some((month, self.day_number(at + 1)?, 2))
    }

    fn day_month(&self, at: usize) -> Option<(u8, u8, usize)> {
        let the = usize::from(self.lower(at) == "the");
        let day = self.day_number(at + the)?;
        let of = usize::from(self.word(at + the + 1) == "of");
        let month = self.month(at + the + 1 + of)?;
        (the == of || the == 0).then_some((month, day, the + of + 2))
    }

    /// A month's name, with a capital (so that "may" and "march" stay verbs).
    fn month(&self, at: usize) -> Option<u8> {
        let token = self.token(at)?;
        if !token.is_capital() || !token.is(Class::MONTH) {
            return None;
        }
        month_of(self.word(at))
    }

    fn day_number(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = &word[digits.len()..];
        let sound = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && (1..=2).contains(&digits.len());
        let day: u8 = if sound { digits.parse().ok()? } else { return None };
        (1..=31).contains(&day).then_some(day)
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        let word = self.word(at);
        let year: i16 = if word.len() == 4 { word.parse().ok()? } else { return None };
        (1000..=2199).contains(&year).then_some(year)
    }

    /// The year that puts the day nearest to publication: half a year either way, the way the sentence looks.
    fn nearest_year(&self, at: usize, published: Date, month: u8, day: u8) -> Option<Date> {
        const HALF_YEAR: i32 = 183;
        let same = Date::new(published.year(), month, day)?;
        let distance = same.ordinal() - published.ordinal();
        let year = if distance > HALF_YEAR && !self.is_future(at) {
            published.year() - 1
        } else if distance < -HALF_YEAR && self.is_future(at) {
            published.year() + 1
        } else {
            published.year()
        };
        Date::new(year, month, day)
    }

    /// September 2010; in March.
    fn month_and_year(&self, at: usize) -> Option<Match> {
        let month = self.month(at)?;
        let comma = usize::from(self.is_mark(at + 1, b','));
        if let Some(year) = self.year_number(at + 1 + comma) {
            return Some((2 + comma, Interval::month(year, month), "date:month"));
        }
        let led = at > self.first
            && matches!(
                self.word(at - 1),
                "in" | "In"
                    | "since"
                    | "Since"
                    | "until"
                    | "by"
                    | "By"
                    | "early"
                    | "late"
                    | "mid"
                    | "of"
                    | "last"
                    | "next"
                    | "this"
                    | "from"
                    | "to"
                    | "and"
                    | "during"
                    | "before"
                    | "after"
            );
        let short = self.word(at).len() < 4 && self.word(at) != "May";
        if !led || short {
            return None;
        }
        let value = self.published.and_then(|published| self.nearest_month(at, published, month));
        Some((1, value, "date:month"))
    }

    fn nearest_month(&self, at: usize, published: Date, month: u8) -> Option<Interval> {
        let next = self.word(at - 1) == "next" || self.is_future(at);
        let year = match (next, month.cmp(&published.month())) {
            (true, std::cmp::Ordering::Less) => published.year() + 1,
            (false, std::cmp::Ordering::Greater) => published.year() - 1,
            _ => published.year(),
        };
        Interval::month(year, month)
    }

    /// 2025-11-24.
    fn iso(&self, at: usize) -> Option<Match> {
        let word = self.word(at);
        let shape = word.len() == 10 && word.bytes().filter(|&b| b == b'-').count() == 2;
        let day: Date = if shape { word.parse().ok()? } else { return None };
        Some((1, Some(Interval::day(day)), "date:full"))
    }

    /// The 1960s, the sixties, the 20th century.
    fn decade(&self, at: usize) -> Option<Match> {
        let the = usize::from(self.lower(at) == "the");
        let word = self.word(at + the);
        let plural = word.strip_suffix('s').filter(|digits| digits.len() == 4);
        if let Some(year) = plural.and_then(|digits| digits.parse::<i16>().ok()) {
            let span = if year % 100 == 0 { 99 } else { 9 };
            return Some((the + 1, years(year, year.checked_add(span)?), "date:decade"));
        }
        let named =
            ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
        if the == 1
            && let Some(index) = named.iter().position(|&name| name == word)
        {
            let year = 1920 + 10 * i16::try_from(index).ok()?;
            return Some((2, years(year, year + 9), "date:decade"));
        }
        self.century(at, the)
    }

    fn century(&self, at: usize, the: usize) -> Option<Match> {
        if !matches!(self.word(at + the + 1), "century" | "Century") {
            return None;
        }
        let word = self.word(at + the);
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number: i16 = digits.parse().ok().filter(|n| (1..=30).contains(n))?;
        Some((the + 2, years((number - 1) * 100, number * 100 - 1), "date:century"))
    }

    /// A bare year. Numbers of people and things are told by what follows and what stands before.
    fn year(&self, at: usize) -> Option<Match> {
        if self.token(at)?.kind != Kind::Number {
            return None;
        }
        let year = self.year_number(at).filter(|year| (1800..=2100).contains(year))?;
        let before = if at > self.first { self.word(at - 1) } else { "" };
        let led = matches!(
            before,
            "in" | "In" | "since" | "Since" | "of" | "by" | "until" | "from" | "early" | "late" | "mid"
        );
        let priced = matches!(
            before,
            "$" | "€"
                | "£"
                | "#"
                | "No."
                | "resolution"
                | "Resolution"
                | "over"
                | "about"
                | "nearly"
                | "than"
                | "some"
        );
        let round = year % 100 == 0;
        let counted = self.token(at + 1).is_some_and(|next| {
            next.is_mark(b'%')
                || next.is(Class::UNIT)
                || next.is_word() && !next.is_capital() && round
                || matches!(
                    self.word(at + 1),
                    "people"
                        | "troops"
                        | "soldiers"
                        | "km"
                        | "miles"
                        | "votes"
                        | "metres"
                        | "meters"
                        | "tonnes"
                        | "tons"
                        | "dollars"
                        | "euros"
                        | "pounds"
                        | "men"
                        | "women"
                        | "children"
                        | "refugees"
                        | "migrants"
                )
        });
        (!priced && (led || !counted)).then(|| (1, Interval::year(year), "date:year"))
    }

    /// 22:30.
    fn time_of_day(&self, at: usize) -> Option<Match> {
        let word = self.word(at);
        let (hours, minutes) = word.split_once(':')?;
        let hours: u8 = hours.parse().ok()?;
        let minutes_sound = minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|m| m < 60);
        (hours < 24 && minutes_sound).then_some((1, None, "date:time"))
    }
}

fn years(first: i16, last: i16) -> Option<Interval> {
    Some(Interval { first: Date::new(first.max(1), 1, 1)?, last: Date::new(last, 12, 31)? })
}

/// From one day of a month to another.
fn days(year: i16, month: u8, first: u8, last: u8) -> Option<Interval> {
    let (first, last) = (Date::new(year, month, first)?, Date::new(year, month, last)?);
    (first < last).then_some(Interval { first, last })
}

/// The first fifteen days of a month, or the rest of it.
fn half_of(month: Interval, first: bool) -> Option<Interval> {
    let (year, number) = (month.first.year(), month.first.month());
    if first {
        Some(Interval { first: month.first, last: Date::new(year, number, 15)? })
    } else {
        Some(Interval { first: Date::new(year, number, 16)?, last: month.last })
    }
}
