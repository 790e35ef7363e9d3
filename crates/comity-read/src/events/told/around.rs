//! Features of a word and the sentence it stands in.

use super::{Candidate, Scene};
use crate::draft::View;
use crate::lexicon::Class;
use crate::model::{Features, bucket, text_hash, word_hash};
use crate::page::Sentence;

/// Words this far from the place are looked at one by one.
const NEAR: usize = 9;

/// Notes what the sentence says around a token.
pub(in crate::events) fn around(scene: Scene<'_, '_>, at: usize, features: &mut Features) {
    let Scene { view, sentence, .. } = scene;
    let page = view.page;
    let word = word_hash(page, at);
    features.note("bias");
    features.value("w", word);
    features.value("stem", stem(page.word(at)));
    features.classes("c", page, at);
    let inside = |i: Option<usize>| i.filter(|&i| i >= sentence.first && i < sentence.last);
    let left = inside(at.checked_sub(1));
    let left2 = inside(at.checked_sub(2));
    let right = inside(Some(at + 1));
    let right2 = inside(Some(at + 2));
    let hash = |i: Option<usize>| i.map_or(1, |i| word_hash(page, i));
    for (name, i) in [("w-1", left), ("w-2", left2), ("w+1", right), ("w+2", right2)] {
        features.value(name, hash(i));
        if let Some(i) = i {
            features.classes(name, page, i);
        }
    }
    features.pair("w-1w", hash(left), word);
    features.pair("ww+1", word, hash(right));
    features.pair("w-2-1", hash(left2), hash(left));
    features.pair("w+1+2", hash(right), hash(right2));
    features.pair("w-1+1", hash(left), hash(right));
    for i in at.saturating_sub(NEAR).max(sentence.first)..(at + NEAR).min(sentence.last) {
        if i == at || page.is(i, Class::DET) {
            continue;
        }
        features.value(if i < at { "left" } else { "right" }, word_hash(page, i));
        features.value("near", stem(page.word(i)));
        if i.abs_diff(at) < 5 {
            features.classes(if i < at { "left.c" } else { "right.c" }, page, i);
        }
    }
    for i in sentence.first..sentence.last {
        features.classes("s", page, i);
    }
    shape(scene, at, features);
}

/// How many sides, people, dates there are, and where they stand.
fn shape(scene: Scene<'_, '_>, at: usize, features: &mut Features) {
    let Scene { view, sentence, named: candidates, .. } = scene;
    let page = view.page;
    let word = word_hash(page, at);
    let mut parties: Vec<u16> = candidates.iter().filter_map(|c| c.party).collect();
    parties.sort_unstable();
    parties.dedup();
    let before = candidates.iter().filter(|c| c.last <= at).count();
    let after = candidates.iter().filter(|c| c.first > at).count();
    features.value("parties", bucket(parties.len()));
    features.pair("w.parties", word, bucket(parties.len()));
    features.pair("sides", bucket(before), bucket(after));
    features.pair("w.sides", word, u32::from(before > 0) + 2 * u32::from(after > 0));
    if let Some(next) = candidates.iter().find(|c| c.first > at) {
        let distance = bucket(next.first - at);
        features.pair("next", kind(next), distance);
        features.pair("next.led", word, led(view, next.first, sentence));
        features.pair("next.led.c", kind(next), led(view, next.first, sentence));
    }
    if let Some(last) = candidates.iter().rev().find(|c| c.last <= at) {
        features.pair("last", kind(last), bucket(at - last.last));
        features.pair("last.w", kind(last), word);
    }
    let dates = page.dates_in(sentence.first, sentence.last);
    features.pair(
        "dates",
        dates.iter().any(|d| d.first < at).into(),
        dates.iter().any(|d| d.first > at).into(),
    );
    features.pair("w.dates", word, u32::from(!dates.is_empty()));
    features.value("opens", u32::from(at == sentence.first));
    features.value("block", u32::from(sentence.block == 0) + 2 * u32::from(sentence.block == 1));
    features.value("talks", page.of_talks.into());
    features.pair("w.talks", word, page.of_talks.into());
    features.value("capital", page.tokens[at].is_capital().into());
    features.value("length", bucket((sentence.last - sentence.first) / 5));
}

/// The word that leads up to a candidate: a preposition, a conjunction, a comma.
pub(super) fn led(view: View<'_, '_>, first: usize, sentence: Sentence) -> u32 {
    let the = usize::from(first > sentence.first && view.page.is(first - 1, Class::DET));
    match first.checked_sub(1 + the).filter(|&i| i >= sentence.first) {
        Some(i) => word_hash(view.page, i),
        None => 2,
    }
}

/// What a candidate is, as a number.
pub(super) fn kind(candidate: &Candidate) -> u32 {
    candidate.kind() + 8 * u32::from(candidate.party.is_some())
}

/// The first letters of a word, which its forms share.
pub(super) fn stem(word: &str) -> u32 {
    let end = word.char_indices().nth(5).map_or(word.len(), |(i, _)| i);
    text_hash(&word[..end])
}
