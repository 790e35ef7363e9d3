//! By which of its words a party is named later: "the Province", "the Front".

use crate::gazetteer::{Form, Parties};
use crate::page::Page;

/// "the Province" for the Province of British Columbia, "the Government" for the Government of the Philippines, "the
/// Union" for the European Union: a noun with a capital that stands for a party known by its full name.
pub(super) fn borrow_nouns(page: &Page<'_>, parties: &mut Parties) {
    const NOUNS: [&str; 12] = [
        "Province",
        "Government",
        "Republic",
        "Kingdom",
        "Union",
        "State",
        "Region",
        "Commonwealth",
        "Emirate",
        "Sultanate",
        "Confederation",
        "Authority",
    ];
    for at in 0..page.tokens.len() {
        let noun = page.word(at);
        if !page.tokens[at].is_capital() || page.tokens[at].quoted || !NOUNS.contains(&noun) {
            continue;
        }
        let the = usize::from(page.word(at + 2) == "the");
        let rest = page.tokens.get(at + 2 + the..).filter(|_| page.word(at + 1) == "of");
        let behind = rest.and_then(|rest| parties.find(page.text, rest));
        let whole = at
            .checked_sub(1)
            .and_then(|i| parties.find(page.text, &page.tokens[i..]))
            .filter(|f| f.tokens == 2);
        let found =
            behind.or(whole).filter(|f| f.form == Form::Name && !f.short && !parties.is_learned(f.party));
        if let Some(found) = found {
            parties.borrow(noun, found.party);
        }
    }
}

/// "the Trust" for the Kerrin Islanders' Trust, "the Front" for the Northern Front: the last word, when only one ends so.
pub(super) fn shorten(page: &Page<'_>, parties: &mut Parties) {
    let learned = parties.learned();
    for (name, party) in &learned {
        let Some((_, last)) = name.rsplit_once(' ') else { continue };
        let alone = learned.iter().filter(|(other, _)| other != last && other.ends_with(last)).count() == 1;
        let used = page
            .tokens
            .windows(2)
            .any(|pair| matches!(pair[0].text(page.text), "the" | "The") && pair[1].text(page.text) == last);
        if alone && used && last.chars().next().is_some_and(char::is_uppercase) {
            parties.alias(last, *party, Form::Name);
        }
    }
}
