//! Days of the Gregorian calendar and intervals of them, as far as a report's dates need.

use crate::ReadError;
use std::fmt;
use std::str::FromStr;

/// One day of the (proleptic) Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or nothing when the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let sound = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        sound.then_some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01. *Source*: H. Hinnant, "chrono-compatible low-level date algorithms", 2013.
    #[must_use]
    pub fn ordinal(self) -> i32 {
        let year = i32::from(self.year) - i32::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = i32::from(self.month);
        let shifted = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted + 2) / 5 + i32::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that many days after 1970-01-01, or nothing outside the years 1 to 9999.
    #[must_use]
    pub fn from_ordinal(days: i32) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * shifted + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if shifted < 10 { shifted + 3 } else { shifted - 9 }).ok()?;
        let year = i16::try_from(year_of_era + era * 400 + i32::from(month <= 2)).ok()?;
        Self::new(year, month, day)
    }

    /// The day so many days later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Option<Self> {
        Self::from_ordinal(self.ordinal().checked_add(days)?)
    }

    /// The day of the week: 0 is Monday, 6 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.ordinal() + 3).rem_euclid(7)).unwrap_or(0)
    }
}

/// The number of days in a month.
#[must_use]
pub(crate) fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        let wrong = || ReadError::Date(text.to_owned());
        let mut parts = text.trim().splitn(3, '-');
        let mut next = || parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let year = next().and_then(|p| p.parse().ok()).ok_or_else(wrong)?;
        let month = next().and_then(|p| p.parse().ok()).ok_or_else(wrong)?;
        let day = next().and_then(|p| p.parse().ok()).ok_or_else(wrong)?;
        Self::new(year, month, day).ok_or_else(wrong)
    }
}

/// A closed interval of days; a single day is an interval of one.
///
/// Prints as ISO 8601: a day, a whole month (`2017-07`), a whole year (`2017`), or `first/last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
}

impl Interval {
    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// A whole month.
    #[must_use]
    pub fn month(year: i16, month: u8) -> Option<Self> {
        let first = Date::new(year, month, 1)?;
        let last = Date::new(year, month, days_in_month(year, month))?;
        Some(Self { first, last })
    }

    /// A whole year.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { first: Date::new(year, 1, 1)?, last: Date::new(year, 12, 31)? })
    }

    /// Whether it is one day.
    #[must_use]
    pub fn is_day(self) -> bool {
        self.first == self.last
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = *self;
        if first == last {
            first.fmt(f)
        } else if Self::year(first.year) == Some(*self) {
            write!(f, "{:04}", first.year)
        } else if Self::month(first.year, first.month) == Some(*self) {
            write!(f, "{:04}-{:02}", first.year, first.month)
        } else {
            write!(f, "{first}/{last}")
        }
    }
}
