//! How far a place where a body is named makes it a side: what follows the name, and what stands before.

use super::{ENOUGH, Sign};
use crate::lexicon::Class;
use crate::page::{Page, Sentence};
use crate::token::Kind;

/// Nouns of encounter or quarrel that name both sides after "between".
const ENCOUNTERS: Class = Class::MEETNOUN.or(Class::PROPOSALNOUN);

/// What a place says of the body named there.
pub(super) fn sign_at(page: &Page<'_>, first: usize, last: usize, sentence: Sentence) -> Sign {
    let mut sign = Sign::default();
    // What follows: "'s offer", "negotiators", "offered".
    let possessive = page.tokens.get(last).is_some_and(|t| t.kind == Kind::Possessive);
    let mut next = last + usize::from(possessive);
    let owned = (next..(next + 4).min(sentence.last))
        .take_while(|&i| page.tokens[i].is_word() && !page.is(i, Class::PREP.or(Class::CONJ).or(Class::AUX)))
        .find(|&i| page.is(i, Class::TEAM) || page.is(i, Class::STANCE_NOUN));
    if owned.is_some_and(|i| possessive || i == next || i == next + 1) {
        sign.note(3, true);
    } else if possessive {
        let office = (next..(next + 4).min(sentence.last)).any(|i| page.is(i, Class::OFFICE));
        // A body with a name of its own is a side where its officer speaks.
        sign.note(if office { officer(page, last) } else { 0 }, office && officer(page, last) >= ENOUGH);
    } else {
        // "the Greens, who walked out".
        let who = page.is_mark(next, b',') && page.is(next + 1, Class::REL);
        next += if who { 2 } else { 0 };
        while next < sentence.last
            && (page.is(next, Class::ADV.or(Class::AUX).or(Class::MODAL).or(Class::NEG))
                || page.word(next) == "to")
        {
            next += 1;
        }
        if page.is(next, Class::ACT) && !page.tokens[next].quoted {
            let passive =
                next > last && matches!(page.word(next - 1), "was" | "were" | "been" | "be" | "being");
            sign.note(if passive { 0 } else { 2 }, !passive);
        } else if page.is(next, Class::SAY) {
            sign.note(1, false);
        }
        let represented = page.word(next) == "represented" && page.word(next + 1) == "by";
        sign.note(u32::from(represented) * 3, represented);
        // Minutes: "For the Parents' Council: …".
        let listed = page.is_mark(last, b':')
            && (first.saturating_sub(2).max(sentence.first)..first)
                .any(|i| matches!(page.word(i), "For" | "for"));
        sign.note(u32::from(listed) * 3, listed);
    }
    sign.add(before(page, first, last, sentence));
    sign
}

/// What an officer of a body says of it.
fn officer(page: &Page<'_>, last: usize) -> u32 {
    if page.tokens[last - 1].is_capital() { ENOUGH } else { 2 }
}

/// What stands before: "between", "negotiators for", "president of", "by", "to", "and".
fn before(page: &Page<'_>, first: usize, last: usize, sentence: Sentence) -> Sign {
    let mut sign = Sign::default();
    let the = usize::from(first > sentence.first && page.is(first - 1, Class::DET));
    let Some(led) = first.checked_sub(1 + the).filter(|&i| i >= sentence.first) else { return sign };
    let noun_before = |i: usize| i.checked_sub(1).filter(|&i| i >= sentence.first);
    match page.word(led) {
        "between" | "Between" => sign.note(3, true),
        "for" | "from" | "of" | "representing" | "with" | "With" | "both" => {
            if let Some(noun) = noun_before(led) {
                sign.add(led_by_noun(page, noun, led, last));
            }
            if page.word(led) == "representing" {
                sign.note(2, true);
            }
        }
        "accused" | "accuses" | "accusing" | "told" | "urged" | "tells" | "urging" | "pressed" => {
            sign.note(1, false)
        }
        "by" => {
            let given = noun_before(led).is_some_and(|i| page.is(i, Class::PRESENTVERB));
            sign.note(if given { 2 } else { 0 }, given);
        }
        "to" => {
            let low = led.saturating_sub(8).max(sentence.first);
            let given = (low..led).any(|i| page.is(i, Class::PRESENTVERB));
            sign.note(u32::from(given), false);
        }
        "and" => sign.add(second_of_two(page, last, led, sentence)),
        _ => {}
    }
    sign.add(one_of_two(page, (first, last), led, sentence));
    sign
}

/// A noun before the preposition: "negotiators for", "talks with", "president of".
fn led_by_noun(page: &Page<'_>, noun: usize, led: usize, last: usize) -> Sign {
    let mut sign = Sign::default();
    let word = page.word(noun).to_lowercase();
    let owns = page.is(noun, Class::STANCE_NOUN) && !matches!(page.word(led), "for" | "with" | "With");
    let sent = page.word(led) == "from"
        && matches!(
            word.as_str(),
            "officers"
                | "officials"
                | "experts"
                | "ministers"
                | "commanders"
                | "leaders"
                | "elders"
                | "five"
                | "lawyers"
        );
    if page.is(noun, Class::TEAM) || owns || sent {
        sign.note(3, true);
    } else if page.is(noun, ENCOUNTERS) && matches!(page.word(led), "with" | "With")
        || matches!(word.as_str(), "speaking" | "speaks" | "spoke" | "negotiates" | "negotiating")
    {
        sign.note(2, true);
    } else if page.is(noun, Class::OFFICE) && matches!(page.word(led), "of" | "for") {
        sign.note(officer(page, last), officer(page, last) >= ENOUGH);
    }
    sign
}

/// The second of two at a table: "talks between X and the union", "X and the union will try again".
fn second_of_two(page: &Page<'_>, last: usize, led: usize, sentence: Sentence) -> Sign {
    let mut sign = Sign::default();
    let low = led.saturating_sub(12).max(sentence.first);
    let between = (low..led).any(|i| {
        matches!(page.word(i), "between" | "Between")
            || page.is(i, Class::TEAM) && matches!(page.word(i + 1), "of" | "from" | "for")
    });
    let meets = (last..(last + 9).min(sentence.last)).any(|i| {
        page.is(i, Class::MEETNOUN.or(Class::MEETVERB).or(Class::AGREE).or(Class::PROPOSALNOUN))
            || page.word(i) == "together"
    });
    sign.note(if between { 3 } else { u32::from(meets) * 2 }, between || meets);
    sign
}

/// One of two that are the subject of one verb, or that try together.
fn one_of_two(page: &Page<'_>, (first, last): (usize, usize), led: usize, sentence: Sentence) -> Sign {
    let mut sign = Sign::default();
    // "Coast and the guild have been at odds": the second of two that are the subject of one verb.
    let verb = |at: usize| {
        page.is(
            at,
            Class::AUX
                .or(Class::MODAL)
                .or(Class::MEETVERB)
                .or(Class::HOLDVERB)
                .or(Class::AGREE)
                .or(Class::ACT),
        )
    };
    let joined = page.word(led) == "and" && led > sentence.first && !page.is(led - 1, Class::GIVEN);
    let subject = joined
        && led <= sentence.first + 9
        && (sentence.first..led).all(|i| {
            !page.is(i, Class::PREP.or(Class::AUX).or(Class::SAY))
                || page.word(i) == "of"
                || page.is(i, Class::OFFICE)
        })
        && verb(last + usize::from(page.is_mark(last, b',')));
    sign.note(u32::from(subject) * 2, subject && page.of_talks);
    // … and the first of them.
    let first_of = page.word(last) == "and" && first <= sentence.first + 1 && page.of_talks && {
        let end = (last + 1..(last + 9).min(sentence.last)).find(|&i| verb(i));
        end.is_some_and(|end| {
            (last + 1..end).all(|i| {
                page.tokens[i].is_word() || page.tokens[i].kind == Kind::Possessive || page.is_mark(i, b',')
            })
        })
    };
    sign.note(u32::from(first_of) * 2, first_of);
    // The first of two: "the ministry and the clerks' association will try again to agree".
    let and = page.word(last) == "and" && matches!(page.word(last + 1), "the" | "a" | "an" | "its");
    let meets = and
        && (last + 2..(last + 20).min(sentence.last)).any(|i| {
            (page.is(i, Class::MEETNOUN.or(Class::MEETVERB).or(Class::AGREE)) || page.word(i) == "together")
                && !page.tokens[i].quoted
        });
    sign.note(u32::from(meets) * 2, meets);
    sign
}
