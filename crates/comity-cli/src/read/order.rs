//! Which of two statements is known to be the later one.

use comity_read::{Date, Interval};

/// What is known of the time of a statement.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    /// When it was made, as its own words tell.
    pub own: Option<Interval>,
    /// When its source was published.
    pub published: Option<Interval>,
}

impl Moment {
    /// The day of the statement, else that of its source.
    pub fn day(self) -> Option<Interval> {
        self.own.or(self.published)
    }

    /// Whether the other statement is known to be later. Two days of their own decide; where one has none,
    /// the later publication does, unless the days tell another order. Days that overlap decide nothing.
    pub fn precedes(self, later: Self) -> bool {
        let before = |a: Option<Interval>, b: Option<Interval>| {
            a.zip(b).is_some_and(|(first, second)| first.last < second.first)
        };
        let own = self.own.is_some() && later.own.is_some();
        before(self.day(), later.day()) && (own || before(self.published, later.published))
    }
}

/// The days an ISO 8601 day, month, year or `first/last` stands for; nothing for other words.
pub fn interval(text: &str) -> Option<Interval> {
    if let Some((first, last)) = text.split_once('/') {
        return Some(Interval { first: interval(first)?.first, last: interval(last)?.last });
    }
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    match (month, day) {
        (None, _) => Interval::year(year.parse().ok()?),
        (Some(month), None) => Interval::month(year.parse().ok()?, month.parse().ok()?),
        (Some(_), Some(_)) => text.parse::<Date>().ok().map(Interval::day),
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, interval};

    fn at(own: &str, published: &str) -> Moment {
        Moment { own: interval(own), published: interval(published) }
    }

    #[test]
    fn an_order_is_known_or_not_said() {
        assert!(at("2031-05-05", "").precedes(at("2031-05-06", "")));
        assert!(!at("2031-05", "").precedes(at("2031-05-06", "")), "within the month");
        assert!(at("2031-04", "").precedes(at("2031-05-06/2031-05-07", "")));
        assert!(at("", "2031-05-01").precedes(at("", "2031-05-02")));
        assert!(at("", "2031-05-01").precedes(at("2031-05-02", "2031-05-03")));
        assert!(
            !at("", "2031-05-08").precedes(at("2031-05-05", "2031-05-10")),
            "said before the other appeared"
        );
        assert!(!at("2031-05-05", "2031-05-10").precedes(at("", "2031-05-08")), "published before");
        assert!(!at("", "").precedes(at("2031-05-05", "2031-05-10")));
    }
}
