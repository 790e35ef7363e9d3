//! Dates counted from the day of publication: Sunday, last week, two years ago, in the coming days.

use super::{Match, Sentence, number_of, weekday_of};
use crate::calendar::{Date, Interval, days_in_month};
use crate::lexicon::Class;

/// Where an expression points from the present.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Last,
    This,
    Next,
}

impl Sentence<'_> {
    pub(super) fn relative_at(&self, at: usize) -> Option<Match> {
        self.weekday(at)
            .or_else(|| self.named_day(at))
            .or_else(|| self.the_weekend(at))
            .or_else(|| self.which_unit(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.stretch(at))
            .or_else(|| self.neighbour(at))
            .or_else(|| self.end_of_year(at))
    }

    /// Sunday; Saturday evening; last Friday; next Monday.
    fn weekday(&self, at: usize) -> Option<Match> {
        let way = self.way(at);
        let led = usize::from(way.is_some());
        let day = weekday_of(self.word(at + led))?;
        if !self.token(at + led)?.is_capital() {
            return None;
        }
        let part = usize::from(self.is(at + led + 1, Class::DAYPART));
        let value = self.published.and_then(|published| self.weekday_value(at, published, day, way));
        Some((led + 1 + part, value.map(Interval::day), "date:weekday"))
    }

    fn weekday_value(&self, at: usize, published: Date, day: u8, way: Option<Way>) -> Option<Date> {
        let back = (i32::from(published.weekday()) - i32::from(day)).rem_euclid(7);
        let ahead = (i32::from(day) - i32::from(published.weekday())).rem_euclid(7);
        match way {
            Some(Way::Last) => published.plus(if back == 0 { -7 } else { -back }),
            Some(Way::Next) => published.plus(if ahead == 0 { 7 } else { ahead }),
            Some(Way::This) => published.plus(ahead),
            None if self.is_future(at) => published.plus(ahead),
            None => published.plus(-back),
        }
    }

    fn way(&self, at: usize) -> Option<Way> {
        match self.lower(at) {
            "last" | "past" | "previous" => Some(Way::Last),
            "this" => Some(Way::This),
            "next" | "coming" | "following" => Some(Way::Next),
            _ => None,
        }
    }

    /// Today, yesterday afternoon, tomorrow, tonight, this morning, last night.
    fn named_day(&self, at: usize) -> Option<Match> {
        if self.is(at + 1, Class::DAYPART) && matches!(self.lower(at), "this" | "last") {
            let shift = if self.lower(at) == "last" { -1 } else { 0 };
            let value = self.published.and_then(|published| published.plus(shift));
            return Some((2, value.map(Interval::day), "date:day-part"));
        }
        let shift = match self.word(at) {
            "today" | "Today" | "tonight" | "Tonight" => 0,
            "yesterday" | "Yesterday" => -1,
            "tomorrow" | "Tomorrow" => 1,
            _ => return None,
        };
        let part = usize::from(self.is(at + 1, Class::DAYPART));
        let value = self.published.filter(|_| shift != 0 || !self.is_nowadays(at));
        let value = value.and_then(|published| published.plus(shift));
        Some((1 + part, value.map(Interval::day), "date:day-name"))
    }

    /// "Today" that means these days: "Today, many people …" in the present tense, "as strong today as".
    fn is_nowadays(&self, at: usize) -> bool {
        let compared = self.word(at + 1) == "as" || at >= 2 && self.word(at - 2) == "as";
        let opening = at == self.first && self.is_mark(at + 1, b',');
        let told = |i: usize| {
            let word = self.word(i);
            self.is(i, Class::SAY) || word.len() > 4 && word.ends_with("ed") || self.is_future_marker(i)
        };
        compared || opening && !(at..self.last).any(told)
    }

    /// Last week, this past weekend, next month, earlier this year, last summer.
    fn which_unit(&self, at: usize) -> Option<Match> {
        let lead = usize::from(matches!(self.lower(at), "earlier" | "later"));
        let the = usize::from(self.lower(at + lead) == "the" && lead == 0);
        let way = self.way(at + lead + the)?;
        let past =
            usize::from(way == Way::This && matches!(self.word(at + lead + the + 1), "past" | "coming"));
        let coming = past == 1 && self.word(at + lead + the + 1) == "coming";
        let unit = at + lead + the + past + 1;
        let way = match (past, coming) {
            (1, true) => Way::Next,
            (1, false) if self.word(unit) == "year" || self.word(unit) == "month" => Way::Last,
            _ => way,
        };
        if !self.is(unit, Class::UNIT.or(Class::SEASON)) || the == 1 && self.word(unit).ends_with('s') {
            return None;
        }
        let value =
            self.published.and_then(|published| self.unit_value(published, self.word(unit), way, lead == 1));
        let known = matches!(
            self.word(unit),
            "week"
                | "weekend"
                | "month"
                | "year"
                | "summer"
                | "spring"
                | "autumn"
                | "winter"
                | "fall"
                | "decade"
                | "century"
                | "day"
        );
        known.then_some((unit + 1 - at, value, "date:unit"))
    }

    /// The weekend: the one just over, or the running one.
    fn the_weekend(&self, at: usize) -> Option<Match> {
        let the = usize::from(self.lower(at) == "the");
        let led = the == 1 || at > self.first && self.word(at - 1) == "a";
        if !led || self.word(at + the) != "weekend" || self.is(at + the + 1, Class::UNIT) {
            return None;
        }
        let noun = self.token(at + the + 1).is_some_and(|t| {
            t.is_word() && !t.is_capital() && !t.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::ADV))
        });
        let way = |published: Date| if published.weekday() >= 5 { Way::This } else { Way::Last };
        let value = self.published.filter(|_| the == 1).and_then(|p| self.weekend(p, way(p)));
        (!noun || the == 0).then_some((the + 1, value, "date:unit"))
    }

    fn unit_value(&self, published: Date, unit: &str, way: Way, open: bool) -> Option<Interval> {
        let shift = match way {
            Way::Last => -1,
            Way::This => 0,
            Way::Next => 1,
        };
        match unit {
            // "Earlier this week" leaves open which days.
            "week" if open => None,
            "week" => days_from(published.plus(7 * shift - i32::from(published.weekday()))?, 6),
            "weekend" => self.weekend(published, way),
            "month" => {
                let (year, month) = shift_month(
                    published.year(),
                    published.month(),
                    i32::from(shift == 1) - i32::from(shift == -1),
                )?;
                Interval::month(year, month)
            }
            "year" => Interval::year(published.year() + i16::try_from(shift).ok()?),
            "summer" => season(published, way, 6),
            "spring" => season(published, way, 3),
            "autumn" | "fall" => season(published, way, 9),
            _ => None,
        }
    }

    /// The Saturday and Sunday: early in the week "this weekend" is the one just over.
    fn weekend(&self, published: Date, way: Way) -> Option<Interval> {
        let weekday = i32::from(published.weekday());
        let past = published.plus(-(weekday + 2))?;
        let coming = published.plus(5 - weekday)?;
        let saturday = match way {
            Way::Last => past,
            Way::Next if weekday >= 5 => coming.plus(7)?,
            Way::Next => coming,
            Way::This if weekday <= 2 => past,
            Way::This => coming,
        };
        days_from(saturday, 1)
    }

    /// Two years ago, seventeen days earlier, [Ten] years ago, nearly a decade ago.
    fn ago(&self, at: usize) -> Option<Match> {
        let bracket = usize::from(self.is_mark(at, b'['));
        let number = number_of(self.word(at + bracket))?;
        let unit = at + bracket * 2 + 1;
        if bracket == 1 && !self.is_mark(unit - 1, b']') || !self.is(unit, Class::UNIT) {
            return None;
        }
        // Hours and minutes are no dates, and neither are days between two events.
        let short = matches!(self.word(unit), "hour" | "hours" | "minute" | "minutes" | "second" | "seconds");
        let ago = !short && matches!(self.word(unit + 1), "ago" | "earlier" | "later" | "hence");
        let value = self.published.filter(|_| self.word(unit + 1) == "ago");
        let value = value.and_then(|published| ago_value(published, number, self.word(unit)));
        ago.then_some((unit + 2 - at, value, "date:ago"))
    }

    /// The past few days, the last 30 days, in the coming days, in recent weeks.
    fn stretch(&self, at: usize) -> Option<Match> {
        let the = usize::from(self.lower(at) == "the");
        let word = self.word(at + the);
        let leads = matches!(word, "past" | "last" | "next" | "coming" | "recent" | "following" | "previous");
        if !leads || the == 0 && !matches!(word, "recent" | "coming" | "past" | "last" | "next") {
            return None;
        }
        let count =
            usize::from(self.is(at + the + 1, Class::NUMBER) || number_of(self.word(at + the + 1)).is_some());
        let unit = at + the + 1 + count;
        let hours = self.word(unit) == "hours";
        let plural = self.is(unit, Class::UNIT) && self.word(unit).ends_with('s');
        let bare = the == 0 && count == 0 && word != "recent" && word != "coming";
        if !plural || hours || bare {
            return None;
        }
        let number = number_of(self.word(at + the + 1)).filter(|_| count == 1);
        let value = self.published.zip(number).and_then(|(published, number)| {
            stretch_value(published, number, self.word(unit), matches!(word, "next" | "coming" | "following"))
        });
        Some((unit + 1 - at, value, "date:stretch"))
    }

    /// The next day, the following week, the year before: from the day told of, which stays open.
    fn neighbour(&self, at: usize) -> Option<Match> {
        if self.lower(at) != "the" {
            return None;
        }
        let led =
            matches!(self.word(at + 1), "next" | "following" | "previous") && self.is(at + 2, Class::UNIT);
        let trailed = self.is(at + 1, Class::UNIT) && matches!(self.word(at + 2), "before" | "after");
        let ends = self
            .token(at + 3)
            .is_none_or(|t| !t.is_word() || t.is(Class::CONJ.or(Class::PREP).or(Class::AUX)));
        if !(led || trailed && ends) || self.word(at + 1).ends_with('s') {
            return None;
        }
        let year_before = self.word(at + 1) == "year" && self.word(at + 2) == "before";
        let value = self.published.filter(|_| year_before).and_then(|p| Interval::year(p.year() - 1));
        Some((3, value, "date:neighbour"))
    }

    /// Year end, the end of the year.
    fn end_of_year(&self, at: usize) -> Option<Match> {
        let last_day = |published: Date| Date::new(published.year(), 12, 31).map(Interval::day);
        if self.word(at) == "year" && self.word(at + 1) == "end" {
            return Some((2, self.published.and_then(last_day), "date:year-end"));
        }
        let long = self.lower(at) == "the"
            && self.word(at + 1) == "end"
            && self.word(at + 2) == "of"
            && matches!(self.word(at + 3), "the" | "this")
            && self.word(at + 4) == "year";
        long.then(|| (5, self.published.and_then(last_day), "date:year-end"))
    }
}

fn days_from(first: Date, more: i32) -> Option<Interval> {
    Some(Interval { first, last: first.plus(more)? })
}

fn shift_month(year: i16, month: u8, shift: i32) -> Option<(i16, u8)> {
    let count = i32::from(year) * 12 + i32::from(month) - 1 + shift;
    Some((i16::try_from(count.div_euclid(12)).ok()?, u8::try_from(count.rem_euclid(12) + 1).ok()?))
}

/// Three months from the given one: the northern seasons.
fn season(published: Date, way: Way, first_month: u8) -> Option<Interval> {
    let begun = published.month() >= first_month;
    let over = published.month() >= first_month + 3;
    let year = match way {
        Way::Last if over => published.year(),
        Way::Last => published.year() - 1,
        Way::This => published.year(),
        Way::Next if begun => published.year() + 1,
        Way::Next => published.year(),
    };
    let last = Date::new(year, first_month + 2, days_in_month(year, first_month + 2))?;
    Some(Interval { first: Date::new(year, first_month, 1)?, last })
}

/// Days and weeks back give a day; months a month; years and more a year.
fn ago_value(published: Date, number: i32, unit: &str) -> Option<Interval> {
    let years = |count: i32| Interval::year(i16::try_from(i32::from(published.year()) - count).ok()?);
    match unit {
        "day" | "days" => published.plus(-number).map(Interval::day),
        "week" | "weeks" => published.plus(-7 * number).map(Interval::day),
        "month" | "months" => {
            let (year, month) = shift_month(published.year(), published.month(), -number)?;
            Interval::month(year, month)
        }
        "year" | "years" => years(number),
        "decade" | "decades" => years(number * 10),
        _ => None,
    }
}

fn stretch_value(published: Date, number: i32, unit: &str, ahead: bool) -> Option<Interval> {
    let days = match unit {
        "days" => number,
        "weeks" => number.checked_mul(7)?,
        _ => return None,
    };
    if ahead {
        days_from(published, days)
    } else {
        Some(Interval { first: published.plus(-days)?, last: published })
    }
}
