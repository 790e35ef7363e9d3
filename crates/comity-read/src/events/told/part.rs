//! Features of a candidate beside the word that tells of an event.

use super::around::{kind, led, stem};
use super::{Candidate, Scene};
use crate::draft::View;
use crate::lexicon::Class;
use crate::model::{Features, bucket, word_hash};
use crate::resolve::verb_follows;
use crate::token::Kind;

/// Notes how a candidate stands to the word at a token.
pub(in crate::events) fn part(
    scene: Scene<'_, '_>,
    at: usize,
    candidate: &Candidate,
    features: &mut Features,
) {
    let Scene { view, sentence, named: candidates, standing } = scene;
    let page = view.page;
    let Candidate { first, last, .. } = *candidate;
    let word = word_hash(page, at);
    let behind = first > at;
    let side = u32::from(behind);
    let holds = first <= at && at < last;
    let (low, high) = if behind { (at + 1, first) } else { (last, at) };
    let distance = bucket(high.saturating_sub(low));
    let led = led(view, first, sentence);
    let kind = kind(candidate);
    features.note("bias");
    features.value("kind", kind);
    features.pair("side", side, distance);
    features.pair("side.kind", side, kind);
    features.pair("w.side", word, side);
    features.pair("led", led, side);
    features.pair("led.w", led, word);
    features.pair("led.kind", led, kind);
    features.pair("stem.led", stem(page.word(at)), led);
    if holds {
        features.note("holds");
    }
    let the = usize::from(first > sentence.first && page.is(first - 1, Class::DET));
    if let Some(i) = first.checked_sub(2 + the).filter(|&i| i >= sentence.first) {
        features.pair("led2", word_hash(page, i), led);
        features.classes("led2.c", page, i);
    }
    features.value("next", if last < sentence.last { word_hash(page, last) } else { 1 });
    features.pair("next.side", word_hash(page, last), side);
    features.classes("next.c", page, last);
    features.pair("next2", word_hash(page, last), word_hash(page, last + 1));
    features.value("head", word_hash(page, last - 1));
    features.classes("head.c", page, last - 1);
    for i in first..last - 1 {
        features.value("in", word_hash(page, i));
    }
    features.value("verb", verb_follows(page, last).into());
    features.pair("verb.side", verb_follows(page, last).into(), side);
    if page.tokens.get(last).is_some_and(|t| t.kind == Kind::Possessive) {
        features.pair("owns", side, stem(page.word(last + 1)));
        features.pair("owns.w", u32::from(last + 1 == at), side);
        let owned = candidates.iter().find(|c| c.first == last + 1 || c.first <= last && c.last > last + 1);
        features.pair("owns.who", owned.map_or(0, self::kind), side);
    }
    between(view, (low, high), side, features);
    let nth = candidates
        .iter()
        .filter(|c| if behind { c.first > at && c.first < first } else { c.last <= at && c.first > first })
        .count();
    features.pair("nth", bucket(nth), side);
    features.pair("nth.w", bucket(nth), word);
    features.value("many", bucket(candidates.len()));
    features.value("opens", u32::from(first <= sentence.first + 1));
    let same = candidates.iter().any(|c| c.first != first && c.party.is_some() && c.party == candidate.party);
    features.value("again", same.into());
    // "Zambia's Kabulonga Copper", "the Canadian diplomat X": what only says of where somebody is.
    let next = candidates.iter().find(|c| c.first >= last);
    if let Some(next) = next.filter(|c| c.first <= last + 2) {
        features.pair("leads.to", next.first.abs_diff(last) as u32, self::kind(next) * 16 + kind);
    }
    let before = candidates.iter().rev().find(|c| c.last <= first);
    if let Some(before) = before.filter(|c| c.last + 2 >= first) {
        features.pair("led.by", before.last.abs_diff(first) as u32, self::kind(before) * 16 + kind);
    }
    features.value("block", u32::from(sentence.block == 0));
    features.classes("w.c", page, at);
    standing.note(candidate.party, features);
}

/// What stands between the word and the candidate.
fn between(view: View<'_, '_>, (low, high): (usize, usize), side: u32, features: &mut Features) {
    let page = view.page;
    let mut whole = side;
    for i in low..high {
        let clause = page.is(i, Class::REL.or(Class::SAY))
            || page.is_mark(i, b';')
            || page.is_mark(i, b',')
            || page.is(i, Class::CONJ) && page.word(i) != "and";
        if clause {
            features.pair("across", word_hash(page, i), side);
        }
        if high - low < 12 {
            features.pair("between", word_hash(page, i), side);
            for bit in page.tokens[i].class.bits() {
                features.pair("between.c", bit, side);
            }
        }
        whole = whole.rotate_left(5) ^ if page.is(i, Class::DET) { 3 } else { word_hash(page, i) };
    }
    if high.saturating_sub(low) < 6 {
        features.value("path", whole);
    }
}
