//! Where something happened, as the sentence says it.

use crate::draft::View;
use crate::gazetteer::Form;

/// The words that say where, after "in" or "at", in a range of tokens.
pub(super) fn place(view: View<'_, '_>, first: usize, last: usize) -> Option<crate::reading::Span> {
    let page = view.page;
    for at in first..last {
        if page.tokens[at].quoted
            || !matches!(page.word(at), "in" | "In" | "at" | "At")
            || page.date_holding(at + 1).is_some()
            || page.date_holding(at).is_some()
        {
            continue;
        }
        let the = usize::from(matches!(page.word(at + 1), "the" | "The" | "a"));
        let start = at + 1 + the;
        let mut end = start;
        while end < last && page.tokens[end].is_capital() && page.date_holding(end).is_none() {
            end += 1;
        }
        if end == start {
            // "in the coastal town of Sirr", "at the residence of the Swiss hosts": the words up to the name.
            let of = (start..(start + 4).min(last))
                .find(|&i| page.word(i) == "of" && page.tokens.get(i + 1).is_some_and(|t| t.is_capital()));
            let town = of.filter(|&of| {
                matches!(page.word(of - 1), "town" | "city" | "village" | "capital" | "port" | "resort")
            });
            let Some(of) = town else { continue };
            let name_end = (of + 1..last).find(|&i| !page.tokens[i].is_capital()).unwrap_or(last);
            return Some(page.span(of + 1, name_end));
        }
        // A place may take its country with it: "Geneva, Switzerland".
        if page.is_mark(end, b',') && end + 1 < last && the == 0 {
            let country = view
                .chunks
                .parties_within(end + 1, end + 2)
                .first()
                .filter(|m| m.form == Form::Name && m.first == end + 1)
                .copied();
            end = country.map_or(end, |m| m.last);
        }
        return Some(page.span(start - the * usize::from(page.word(at).eq_ignore_ascii_case("at")), end));
    }
    None
}
