//! Every place where a page may name a side: a run of capitalised words ("Harbour Line", "Union of Signal Workers",
//! "UTD") or a noun for a body with its modifiers ("the drivers' association", "the company"). Whether it is a side
//! is decided later.

use crate::gazetteer::Parties;
use crate::lexicon::{BodyKind, Class, body_kind};
use crate::page::{Page, Sentence};
use crate::token::{Case, Kind};

/// A place where something is named, as a range of tokens without an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming {
    pub(super) first: usize,
    pub(super) last: usize,
    /// The token of the noun that says what it is, or of the last word.
    pub(super) head: usize,
    pub(super) sentence: Sentence,
}

/// A name has at most this many tokens.
const LONGEST: usize = 10;

/// The places of a sentence, in order, none overlapping.
pub(super) fn namings(page: &Page<'_>, parties: &Parties, sentence: Sentence, found: &mut Vec<Naming>) {
    let mut at = sentence.first;
    while at < sentence.last {
        let known = known_at(page, parties, at, sentence);
        let naming = run(page, at, known, sentence).or_else(|| noun(page, at, sentence, found.last()));
        match naming {
            Some(naming) => {
                at = naming.last;
                found.push(naming);
            }
            None => at += known.max(1),
        }
    }
}

/// How many tokens the name of a party known already takes here.
fn known_at(page: &Page<'_>, parties: &Parties, at: usize, sentence: Sentence) -> usize {
    parties.find(page.text, &page.tokens[at..sentence.last]).map_or(0, |found| found.tokens)
}

/// A capitalised run; a party known already is none, unless more words follow that make another name of it.
fn run(page: &Page<'_>, at: usize, known: usize, sentence: Sentence) -> Option<Naming> {
    if !opens_run(page, at, sentence) {
        return None;
    }
    let mut end = at;
    let mut head = at;
    let mut complement = false;
    while end < sentence.last && end - at < LONGEST {
        if is_in_name(page, end, sentence) {
            if !complement {
                head = end;
            }
            end += 1;
            continue;
        }
        let Some(next) = joint(page, end, head, sentence) else { break };
        complement |= page.tokens[end].is_word() && !page.is_mark(end, b'&');
        end = next;
    }
    // "UTD members", "Wexley council": a small noun for a body behind the run.
    let mut tail = end;
    while tail < sentence.last && tail - end < 3 && is_small_modifier(page, tail) {
        tail += 1;
    }
    if !complement
        && tail < sentence.last
        && is_body(page, tail)
        && !page.tokens[tail].is_capital()
        && !is_followed_by_noun(page, tail, sentence)
    {
        head = tail;
        end = tail + 1;
    }
    let other = known == 0 || end > at + known && page.is(head, Class::BODY.or(Class::ORGNOUN));
    let the = usize::from(at > sentence.first && page.word(at - 1) == "the");
    let led = at.checked_sub(1 + the).filter(|&i| i > sentence.first && matches!(page.word(i), "of" | "for"));
    // "Secretary of the Interior Luís Karimov": what the office is of, and a name.
    let post = page.is(at, Class::OFFICEMOD)
        && led.is_some_and(|i| page.is(i - 1, Class::OFFICE))
        && !(at..end).any(|i| page.is(i, Class::BODY.or(Class::ORGNOUN)));
    let office = post
        || (at..end).all(|i| page.is(i, Class::OFFICEMOD))
            && page.tokens.get(end).is_some_and(|t| t.is_capital() && t.is(Class::OFFICE));
    let plain = office
        || end - at == 1 && (page.is(at, Class::CITY) || page.tokens[at].end - page.tokens[at].start < 2);
    (other && !plain).then_some(Naming { first: at, last: end, head, sentence })
}

fn opens_run(page: &Page<'_>, at: usize, sentence: Sentence) -> bool {
    if !is_in_name(page, at, sentence) {
        return false;
    }
    let token = &page.tokens[at];
    let next = at + 1 < sentence.last && is_in_name(page, at + 1, sentence);
    at > sentence.first || token.class.is_none() || token.case == Case::Upper || next || is_body(page, at)
}

/// Whether a word may stand in the name of a body.
fn is_in_name(page: &Page<'_>, at: usize, sentence: Sentence) -> bool {
    const CLOSED: Class = Class::DET
        .or(Class::PREP)
        .or(Class::THIRD)
        .or(Class::FIRST)
        .or(Class::CONJ)
        .or(Class::WEEKDAY)
        .or(Class::HONORIFIC)
        .or(Class::MONTH)
        .or(Class::AUX)
        .or(Class::REL);
    at < sentence.last
        && page.tokens.get(at).is_some_and(|token| {
            token.is_capital()
                && !token.quoted
                && (!token.is(Class::OFFICE.or(Class::RANK)) || token.is(Class::BODY.or(Class::ORGNOUN)))
                && (!token.is(CLOSED) || token.case == Case::Upper && token.end - token.start > 1)
                && page.date_holding(at).is_none()
        })
}

/// A small word or mark inside a name, and where the name goes on: "of the", "'s", "&", "for".
fn joint(page: &Page<'_>, at: usize, head: usize, sentence: Sentence) -> Option<usize> {
    let token = page.tokens.get(at).filter(|_| at + 1 < sentence.last)?;
    if token.kind == Kind::Possessive {
        let plural = page.word(at - 1).ends_with('s') && page.tokens[at].end - page.tokens[at].start < 4;
        let owns =
            is_in_name(page, at + 1, sentence) && (plural || page.is(at + 1, Class::BODY.or(Class::ORGNOUN)));
        return owns.then_some(at + 1);
    }
    let the = usize::from(page.word(at + 1) == "the");
    let goes_on = is_in_name(page, at + 1 + the, sentence);
    match page.word(at) {
        "of" => (goes_on && page.is(head, Class::BODY.or(Class::ORGNOUN).or(Class::OFFICEMOD)))
            .then_some(at + 1 + the),
        "for" | "on" => (goes_on && page.is(head, Class::BODY.or(Class::ORGNOUN))).then_some(at + 1 + the),
        "&" | "de" | "du" | "del" | "von" | "van" => goes_on.then_some(at + 1),
        // "Union of Dock and Harbour Workers": inside a complement, before a word that ends it.
        "and" => {
            let complement = (head + 1..at).any(|i| matches!(page.word(i), "of" | "for" | "on"));
            (goes_on && complement).then_some(at + 1)
        }
        _ => None,
    }
}

/// A noun for a body in small letters, with its modifiers.
fn noun(page: &Page<'_>, at: usize, sentence: Sentence, before: Option<&Naming>) -> Option<Naming> {
    // "Army Secretary X": what an office is of.
    let office = page.tokens[at].is_capital()
        && page.tokens.get(at + 1).is_some_and(|t| t.is_capital() && t.is(Class::OFFICE));
    if page.tokens[at].quoted || office || !is_body(page, at) || is_followed_by_noun(page, at, sentence) {
        return None;
    }
    // "the drivers' association": the plural only says whose it is.
    let owns = page.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Possessive)
        && at + 2 < sentence.last
        && is_body(page, at + 2);
    if owns {
        return None;
    }
    let floor = before.map_or(sentence.first, |n| n.last).max(sentence.first);
    let mut first = at;
    while first > floor && at - first < 5 && is_small_modifier(page, first - 1) {
        first -= 1;
    }
    while first < at && (page.is(first, Class::DULL.or(Class::NUMBER)) || !page.tokens[first].is_word()) {
        first += 1;
    }
    Some(Naming { first, last: at + 1, head: at, sentence })
}

fn is_body(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Class::BODY) && body_kind_at(page, at) != Some(BodyKind::Firm)
}

/// The kind of body the word at a token names.
pub(super) fn body_kind_at(page: &Page<'_>, at: usize) -> Option<BodyKind> {
    page.is(at, Class::BODY).then(|| body_kind(&page.word(at).to_lowercase()))?
}

/// "a school day", "company profits": the noun only says of what kind the next one is.
fn is_followed_by_noun(page: &Page<'_>, at: usize, sentence: Sentence) -> bool {
    let next = at + 1;
    next < sentence.last
        && is_body(page, next)
        && page.tokens[next].is_capital() == page.tokens[at].is_capital()
}

/// A word in small letters that may stand before a noun for a body.
fn is_small_modifier(page: &Page<'_>, at: usize) -> bool {
    const CLOSED: Class = Class::DET
        .or(Class::PREP)
        .or(Class::CONJ)
        .or(Class::AUX)
        .or(Class::MODAL)
        .or(Class::THIRD)
        .or(Class::FIRST)
        .or(Class::SECOND)
        .or(Class::REL)
        .or(Class::NEG)
        .or(Class::ADV)
        .or(Class::UNIT)
        .or(Class::WEEKDAY)
        .or(Class::HONORIFIC);
    const VERB: Class = Class::SAY
        .or(Class::HOLDVERB)
        .or(Class::PRESENTVERB)
        .or(Class::MEETVERB)
        .or(Class::SUPPORT)
        .or(Class::OPPOSE)
        .or(Class::ACT)
        .or(Class::AGREE);
    let Some(token) = page.tokens.get(at) else { return false };
    if token.kind == Kind::Possessive {
        let plural = at > 0 && page.word(at - 1).ends_with('s') && token.end - token.start < 4;
        return plural && !page.word(at).ends_with('s');
    }
    token.is_word()
        && !token.is_capital()
        && !token.quoted
        && !token.is(CLOSED)
        && (!token.is(VERB) || token.is(Class::OFFICEMOD.or(Class::ORGNOUN).or(Class::BODY)))
        && !page.word(at).ends_with("ed")
        && page.word(at).len() > 2
        && page.date_holding(at).is_none()
}
