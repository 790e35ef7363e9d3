//! Bodies that are no states: unions, companies, ministries, fronts, villages. A body becomes a party where the
//! document makes it a side; later it may be named by its last word ("the union") or by what it is ("the company").

mod gather;
mod names;
mod naming;
mod sides;
mod sign;

use crate::gazetteer::{Form, Parties};
use crate::lexicon::{BodyKind, body_kind};
use crate::page::Page;
use gather::gather;
use names::{give_names, weigh_names};
use naming::naming_at;
use sides::enter;

/// A body needs this much to be a side: one act at a table and one more sign.
const ENOUGH: u32 = 3;

/// One place where a body is named.
struct Naming {
    first: usize,
    last: usize,
    key: String,
    /// The noun that says what it is.
    head: String,
    kind: BodyKind,
    /// Only the noun: "the union".
    bare: bool,
    /// A name given beside it: "the network operator, TransNorth".
    proper: Option<(usize, usize)>,
    /// Letters given for it: "(NCF)".
    acronym: Option<String>,
    sign: Sign,
}

/// What a place says of a body: how far it makes it a side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sign {
    weight: u32,
    /// Whether it acts at a table: offers, negotiates, meets.
    acts: bool,
}

impl Sign {
    fn note(&mut self, weight: u32, acts: bool) {
        self.weight += weight;
        self.acts |= acts;
    }

    fn add(&mut self, more: Sign) {
        self.note(more.weight, more.acts);
    }
}

/// A body with everything the page says of it.
struct Body {
    name: String,
    head: String,
    kind: BodyKind,
    bare: bool,
    aliases: Vec<String>,
    sign: Sign,
    first: usize,
}

/// Adds the bodies of a page that are sides to the parties.
pub(super) fn learn(page: &Page<'_>, parties: &mut Parties) {
    let mut namings = Vec::new();
    for &sentence in &page.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            match naming_at(page, parties, at, sentence) {
                Some(naming) => {
                    at = naming.last.max(at + 1);
                    namings.push(naming);
                }
                None => at += 1,
            }
        }
    }
    if namings.is_empty() {
        return;
    }
    let mut bodies = gather(page, &namings);
    give_names(page, parties, &mut bodies);
    weigh_names(page, &namings, &mut bodies);
    enter(parties, &bodies, page.of_talks);
}

/// Learned names of two words and more are shortened where the page shortens them.
pub(super) fn shorten_names(page: &Page<'_>, parties: &mut Parties) {
    for (name, party) in parties.learned() {
        let mut words = name.split(' ');
        let (Some(first), Some(second)) = (words.next(), words.next()) else { continue };
        let proper = first.len() > 3
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_uppercase);
        // "Centre" for the Centre Party, "Social Democrat" for one of the Social Democrats.
        let party_like = name
            .rsplit(' ')
            .next()
            .is_some_and(|last| body_kind(&last.to_lowercase()) == Some(BodyKind::Party));
        if let Some(one) = name.strip_suffix('s').filter(|_| party_like) {
            parties.alias(one, party, Form::Adjective);
        }
        if party_like && second == "Party" && parties.named(first).is_none() {
            parties.alias(first, party, Form::Adjective);
        }
        let free = parties.named(first).is_none_or(|known| parties.is_learned(known) && known != party);
        if proper && free && stands_alone(page, first, second) {
            parties.alias(first, party, Form::Name);
        }
    }
}

/// A first word that stands for the whole name of a company: "Corran" for Corran Foods.
fn stands_alone(page: &Page<'_>, first: &str, second: &str) -> bool {
    page.tokens.windows(2).any(|pair| {
        pair[0].text(page.text) == first
            && pair[0].class.is_none()
            && pair[1].text(page.text) != second
            && !pair[1].is_capital()
    })
}

/// The name as it is kept: lower case where the words are, one blank between words.
fn key_of(page: &Page<'_>, first: usize, last: usize) -> String {
    page.slice(page.span(first, last)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn known_inside(page: &Page<'_>, parties: &Parties, first: usize, last: usize) -> bool {
    (first..last).any(|i| {
        parties
            .find(page.text, &page.tokens[i..])
            .is_some_and(|found| i + found.tokens <= last && !parties.is_learned(found.party))
    })
}
