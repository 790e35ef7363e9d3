//! Where a text names a side: "the Coronan delegation", "talks between X and Y", "the government of Toval",
//! "X and Y met".

use super::enter::{enter, name_or_adjective};
use super::runs::{run_after, run_before};
use crate::gazetteer::Parties;
use crate::lexicon::Class;
use crate::page::{Page, Sentence};
use crate::token::Kind;

/// Words after a name that make it the name of a side.
const SIDES: [&str; 10] = [
    "delegation",
    "delegations",
    "side",
    "negotiators",
    "team",
    "negotiator",
    "rebels",
    "government",
    "delegates",
    "camp",
];

/// "the Coronan delegation", "the Eastern Command team": the run before the noun.
pub(super) fn side(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    if !SIDES.contains(&page.word(at)) || page.tokens[at].is_capital() {
        return;
    }
    // "the Front's six-member delegation": one small word may stand before the noun.
    let small = at > sentence.first + 1
        && !page.tokens[at - 1].is_capital()
        && page.tokens[at - 2].kind == Kind::Possessive;
    let at = if small { at - 1 } else { at };
    let possessive = usize::from(at > sentence.first && page.tokens[at - 1].kind == Kind::Possessive);
    let Some(end) = at.checked_sub(possessive).filter(|&end| end > sentence.first) else { return };
    let first = run_before(page, end, sentence);
    let determined = first > sentence.first
        && matches!(page.word(first - 1), "the" | "The" | "a" | "A" | "its")
        || SIDES.contains(&page.word(at)) && small
        || page.word(at) == "delegation";
    if first < end && determined && possessive == 0 {
        name_or_adjective(page, parties, first, end);
    } else if first < end
        && possessive == 1
        && page.word(at) != "government"
        && !(first > sentence.first && page.is(first - 1, Class::HONORIFIC.or(Class::GIVEN).or(Class::RANK)))
    {
        enter(page, parties, first, end);
    }
}

/// "talks between X and the Y", "delegations from X and Y".
pub(super) fn encounter(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    let between = page.word(at) == "between"
        || matches!(page.word(at), "from" | "of")
            && at > sentence.first
            && matches!(
                page.word(at - 1),
                "delegations"
                    | "Delegations"
                    | "negotiators"
                    | "Negotiators"
                    | "representatives"
                    | "Representatives"
                    | "envoys"
                    | "Envoys"
                    | "diplomats"
                    | "Diplomats"
                    | "emissaries"
                    | "Emissaries"
                    | "mediators"
                    | "officials"
                    | "Officials"
                    | "ministers"
                    | "Ministers"
                    | "leaders"
                    | "Leaders"
                    | "lawyers"
            );
    let near = (sentence.first..at).rev().take(8).any(|i| page.is(i, Class::ENCOUNTER));
    if !between || !near {
        return;
    }
    let mut next = at + 1;
    for _ in 0..4 {
        next += usize::from(page.word(next) == "the");
        let end = run_after(page, next, sentence.last);
        let known = parties
            .find(page.text, &page.tokens[next.min(sentence.last)..sentence.last])
            .map_or(0, |found| found.tokens);
        if end == next && known == 0 {
            return;
        }
        if known == 0 {
            enter(page, parties, next, end);
        }
        next = end.max(next + known);
        next += usize::from(page.is_mark(next, b','));
        if !matches!(page.word(next), "and" | "the") && page.word(next.saturating_sub(1)) != "," {
            return;
        }
        next += usize::from(page.word(next) == "and");
    }
}

/// "the government of Toval".
pub(super) fn government_of(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    let of = page.word(at) == "of"
        && at > sentence.first
        && matches!(
            page.word(at - 1),
            "government" | "Government" | "Republic" | "republic" | "kingdom" | "Kingdom"
        );
    if !of {
        return;
    }
    let end = run_after(page, at + 1, sentence.last);
    if end > at + 1 && end <= at + 3 {
        enter(page, parties, at + 1, end);
        let other = end + 2;
        let joined = page.word(end) == "and" && page.word(end + 1) == "the";
        let other_end = run_after(page, other, sentence.last);
        if joined && other_end > other + 1 {
            enter(page, parties, other, other_end);
        }
    }
}

/// Minutes: "Present for the Municipality: …".
pub(super) fn present_for(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    if !matches!(page.word(at), "for" | "For")
        || at > sentence.first + 1
        || !(page.word(at) == "For" || page.word(sentence.first) == "Present")
    {
        return;
    }
    let the = usize::from(page.word(at + 1) == "the");
    let end = run_after(page, at + 1 + the, sentence.last);
    if end > at + 1 + the && page.is_mark(end, b':') {
        enter(page, parties, at + 1 + the, end);
    }
}

/// "Verda's foreign minister", "the Coronan president": whose office or body it is.
pub(super) fn statesman(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    const NATIONAL: [&str; 12] = [
        "president",
        "minister",
        "parliament",
        "cabinet",
        "senate",
        "army",
        "government",
        "negotiator",
        "negotiators",
        "premier",
        "chancellor",
        "delegation",
    ];
    if page.of_talks && page.is(at, Class::OFFICE) && !NATIONAL.contains(&page.word(at)) {
        corporate(page, parties, at, sentence);
    }
    if !NATIONAL.contains(&page.word(at)) {
        return;
    }
    let mut end = at;
    while end > sentence.first && page.is(end - 1, Class::OFFICEMOD) && !page.tokens[end - 1].is_capital() {
        end -= 1;
    }
    let possessive = end > sentence.first && page.tokens[end - 1].kind == Kind::Possessive;
    let last = end - usize::from(possessive);
    let first = run_before(page, last, sentence);
    let opens = first == sentence.first && page.tokens[first].is(Class::COMMON.or(Class::ADV));
    if first >= last || last - first > 2 || opens {
        return;
    }
    let the = first > sentence.first && matches!(page.word(first - 1), "the" | "The" | "a" | "and");
    if possessive && page.word(at) != "president" {
        enter(page, parties, first, last);
    } else if !possessive && the && last - first == 1 {
        name_or_adjective(page, parties, first, last);
    }
}

/// "UTD's general secretary", "Copperline's vice-president": a name that has officers is a body.
fn corporate(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    let mut end = at;
    while end > sentence.first
        && at - end < 4
        && !page.tokens[end - 1].is_capital()
        && page.tokens[end - 1].is_word()
        && page.tokens[end - 1].kind != Kind::Possessive
        && !page.is(end - 1, Class::DET.or(Class::PREP).or(Class::CONJ).or(Class::AUX))
    {
        end -= 1;
    }
    let Some(owner) =
        end.checked_sub(1).filter(|&i| i > sentence.first && page.tokens[i].kind == Kind::Possessive)
    else {
        return;
    };
    let first = run_before(page, owner, sentence);
    let person = page.is(first, Class::GIVEN)
        || first > sentence.first
            && page.is(first - 1, Class::GIVEN.or(Class::HONORIFIC).or(Class::RANK).or(Class::OFFICE));
    let ministry = (first..owner).all(|i| page.is(i, Class::OFFICEMOD.or(Class::ORGNOUN)));
    // Looked for only where all else fits: the page is long.
    let again = || {
        page.tokens
            .windows(2)
            .filter(|pair| pair[0].text(page.text) == page.word(first) && pair[0].is_capital())
            .nth(1)
            .is_some()
    };
    if is_officer(page.word(at)) && first < owner && owner - first <= 3 && !person && !ministry && again() {
        enter(page, parties, first, owner);
    }
}

/// Those who act for a body.
fn is_officer(word: &str) -> bool {
    matches!(
        word,
        "chief"
            | "chief-executive"
            | "convener"
            | "organizer"
            | "deputy"
            | "secretary"
            | "director"
            | "executive"
            | "vice-president"
            | "president"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "manager"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "leader"
            | "lawyer"
            | "counsel"
            | "negotiator"
            | "organiser"
            | "officer"
            | "representative"
            | "commander"
            | "founder"
    )
}

/// "Corona and Verda resumed talks": two names that meet.
pub(super) fn together(page: &Page<'_>, parties: &mut Parties, at: usize, sentence: Sentence) {
    let verb = matches!(
        page.word(at),
        "met"
            | "meet"
            | "resumed"
            | "resume"
            | "signed"
            | "held"
            | "hold"
            | "began"
            | "opened"
            | "agreed"
            | "exchanged"
            | "are"
            | "were"
            | "have"
            | "will"
    );
    let talks = (at..sentence.last.min(at + 8))
        .any(|i| page.is(i, Class::MEETNOUN.or(Class::MEETVERB).or(Class::PROPOSALNOUN)));
    if !verb || !talks || at < sentence.first + 3 {
        return;
    }
    let second = run_before(page, at, sentence);
    let the = usize::from(second > sentence.first && page.word(second - 1) == "the");
    let Some(and) = second.checked_sub(1 + the).filter(|&i| i > sentence.first && page.word(i) == "and")
    else {
        return;
    };
    let first = run_before(page, and, sentence);
    let lists = first < and && second < at && and - first <= 3 && at - second <= 3;
    let people = page.is(first, Class::GIVEN)
        || first > sentence.first
            && page.is(first - 1, Class::OFFICE.or(Class::HONORIFIC).or(Class::RANK).or(Class::GIVEN));
    let names = |from: usize, to: usize| {
        (from..to).all(|i| {
            page.tokens[i].class.is_none()
                || page.is(i, Class::ORGNOUN.or(Class::BODY))
                || page.tokens[i].kind == Kind::Possessive
        })
    };
    if lists && !people && names(first, and) && names(second, at) {
        enter(page, parties, first, and);
        enter(page, parties, second, at);
        more_of_list(page, parties, first, sentence);
    }
}

/// "A, the B and C met": those of the list before its last two.
fn more_of_list(page: &Page<'_>, parties: &mut Parties, mut next: usize, sentence: Sentence) {
    for _ in 0..6 {
        next -= usize::from(next > sentence.first && page.word(next - 1) == "the");
        let Some(comma) = next.checked_sub(1).filter(|&i| i > sentence.first && page.is_mark(i, b',')) else {
            return;
        };
        let mut first = run_before(page, comma, sentence);
        // "the Christian Centre": a given name that is none.
        if first > sentence.first + 1
            && first < comma
            && page.is(first - 1, Class::GIVEN)
            && page.word(first - 2) == "the"
        {
            first -= 1;
        }
        if first == comma
            || page.is(first, Class::GIVEN) && page.word(first.wrapping_sub(1)) != "the"
            || first == sentence.first && page.is(first, Class::COMMON)
        {
            return;
        }
        enter(page, parties, first, comma);
        next = first;
    }
}
