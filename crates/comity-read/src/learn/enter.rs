//! Whether a run becomes a party, and as a name or as the adjective of one.

use crate::gazetteer::{Form, Parties};
use crate::lexicon::Class;
use crate::page::Page;
use crate::reading::PartyKind;

fn is_known(page: &Page<'_>, parties: &Parties, first: usize, end: usize) -> bool {
    (first..end).any(|i| parties.find(page.text, &page.tokens[i..end]).is_some())
}

/// Whether a word is somebody's surname on the page: a given name, a title or an office stands before it somewhere.
fn is_surname(page: &Page<'_>, name: &str) -> bool {
    page.tokens.windows(2).any(|pair| {
        pair[1].is_capital()
            && pair[1].text(page.text) == name
            && pair[0].is_capital()
            && pair[0].is(Class::GIVEN.or(Class::HONORIFIC).or(Class::RANK).or(Class::OFFICE))
    })
}

pub(super) fn enter(page: &Page<'_>, parties: &mut Parties, first: usize, end: usize) {
    // "between Army Secretary Driscoll and …" names a person, not a party.
    let office = page.is(end, Class::OFFICE.or(Class::OFFICEMOD).or(Class::RANK))
        && page.tokens[end].is_capital()
        || (first..end).all(|i| page.is(i, Class::OFFICEMOD.or(Class::ORGNOUN)) && !page.is(i, Class::BODY))
        || page.word(end - 1) == "Ministry"
        || (first..end).all(|i| page.is(i, Class::OFFICEMOD.or(Class::CITY).or(Class::GIVEN)));
    if office {
        return;
    }
    let name = page.slice(page.span(first, end));
    let single = end - first == 1;
    let dull = single && !page.tokens[first].class.is_none() && !page.is(first, Class::ORGNOUN);
    let surname = single && is_surname(page, name);
    if !is_known(page, parties, first, end) && !dull && !surname && name.len() > 2 && end - first <= 5 {
        parties.learn(name, PartyKind::Group);
    }
}

/// "Coronan" belongs to "Corona" when the document has both; otherwise the adjective is all there is.
pub(super) fn name_or_adjective(page: &Page<'_>, parties: &mut Parties, first: usize, end: usize) {
    if is_known(page, parties, first, end) {
        return;
    }
    if end - first > 1 {
        enter(page, parties, first, end);
        return;
    }
    let adjective = page.word(first);
    if !page.tokens[first].class.is_none() {
        return;
    }
    let stem = page
        .tokens
        .iter()
        .filter(|t| t.is_capital())
        .map(|t| t.text(page.text))
        .find(|word| is_stem(word, adjective));
    let name = stem.unwrap_or(adjective);
    let party = match parties.named(name) {
        Some(party) => party,
        None => parties.learn(name, PartyKind::Group),
    };
    if stem.is_some() {
        parties.alias(adjective, party, Form::Adjective);
    }
}

/// Whether an adjective is made from a name: Corona, Coronan; Toval, Tovali; Brest, Brestian.
fn is_stem(name: &str, adjective: &str) -> bool {
    const ENDINGS: [&str; 9] = ["n", "an", "ian", "i", "ese", "ish", "ite", "ic", "er"];
    name != adjective
        && name.len() >= 4
        && ENDINGS.iter().any(|ending| {
            let Some(stem) = adjective.strip_suffix(ending) else { return false };
            stem == name || stem.len() >= 4 && name.len() == stem.len() + 1 && name.starts_with(stem)
        })
}
