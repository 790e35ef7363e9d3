//! Dates that lean on others: "today" in a quotation is the day it was said, "the next day" follows the day told of.

use super::Found;
use crate::calendar::{Date, Interval};
use crate::token::Token;

/// Reports tell what happened on the day before them, or two or three days before.
const FRESH: i32 = 3;

/// Settles what leans on an earlier date.
pub(crate) fn lean(text: &str, tokens: &[Token], published: Option<Date>, found: &mut [Found]) {
    let Some(published) = published else { return };
    let told = told_of(tokens, published, found);
    let mut last: Option<Date> = None;
    for date in found {
        let quoted = tokens[date.first].quoted;
        match date.rule {
            "date:day-name" | "date:day-part" if quoted => {
                date.value = date.value.and_then(|value| said_on(value, published, told));
            }
            "date:neighbour" => {
                date.value = last.and_then(|day| neighbour(text, tokens, date, day)).or(date.value)
            }
            _ => {}
        }
        last = date.value.filter(|value| value.is_day() && !quoted).map(|value| value.first).or(last);
    }
}

/// The day a report begins with, if it lies shortly before publication; the printed date of the report is none.
fn told_of(tokens: &[Token], published: Date, found: &[Found]) -> Option<Date> {
    let own = |date: &&Found| !tokens[date.first].quoted && !matches!(date.rule, "date:full" | "date:day");
    let day = found.iter().filter(own).find_map(|date| date.value.filter(|value| value.is_day()))?.first;
    let age = published.ordinal() - day.ordinal();
    (0..=FRESH).contains(&age).then_some(day)
}

/// "Today" in a quotation counts from the day it was said.
fn said_on(value: Interval, published: Date, told: Option<Date>) -> Option<Interval> {
    let Some(told) = told else { return Some(value) };
    told.plus(value.first.ordinal() - published.ordinal()).map(Interval::day)
}

/// The day before or after the one told of.
fn neighbour(text: &str, tokens: &[Token], date: &Found, day: Date) -> Option<Interval> {
    let word = |i: usize| tokens[i].text(text);
    let words = (date.first + 1..date.last).map(word).collect::<Vec<_>>();
    let shift = match words.as_slice() {
        ["next" | "following", "day"] | ["day", "after"] => 1,
        ["previous", "day"] | ["day", "before"] => -1,
        _ => return None,
    };
    day.plus(shift).map(Interval::day)
}
