//! What is known of those named beside a person: who comes with whom, and how many sit for each side.

use super::Named;
use crate::company::named_beside;
use crate::draft::View;
use crate::lexicon::Class;
use crate::model::{Features, bucket, step, word_hash};

/// Notes the company of a person; how likely each of those named sits is so far judged by the words around alone.
pub(super) fn company(view: View<'_, '_>, somebody: &Named, named: &[Named], features: &mut Features) {
    let View { page, chunks } = view;
    let own = step(somebody.sits);
    features.value("own", own);
    features.below("own.over", own / 2);
    for same in [true, false] {
        let others =
            || named.iter().filter(|n| n.person != somebody.person && (n.party == somebody.party) == same);
        let sitting = others().filter(|o| o.sits >= 0.5).count();
        let best = others().map(|o| step(o.sits)).max().unwrap_or(99);
        features.pair("others.sit", bucket(sitting), same.into());
        features.pair("others.sit.own", bucket(sitting) * 2 + u32::from(same), own / 3);
        features.pair("others.best", best / 2, same.into());
    }
    for (nth, &place) in somebody.chunks.iter().enumerate() {
        let opening = page.sentences[page.sentence_holding(chunks.list[place].first)].first;
        for other in named_beside(page, chunks, place) {
            let Some(Named { party, sits, .. }) = named.iter().find(|n| n.person == other.person) else {
                continue;
            };
            let side =
                u32::from(other.before) + 2 * u32::from(other.here) + 4 * u32::from(*party == somebody.party);
            let sits = step(*sits) / 3;
            let sure = side * 16 + sits;
            features.pair("with", sure, bucket(other.apart));
            features.pair("with.nth", sure, u32::from(nth == 0));
            if !other.here {
                features.pair("with.pronoun", u32::from(page.is(other.first, Class::THIRD)), sure);
                features.pair("with.opening", word_hash(page, opening), sure);
                continue;
            }
            let (low, high) = other.between;
            let mut path = side;
            for at in low..high.min(low + 12) {
                let word = if page.is(at, Class::DET) { 3 } else { word_hash(page, at) };
                features.pair("with.word", word, sure);
                path = path.rotate_left(5) ^ word;
            }
            if high.saturating_sub(low) < 5 {
                features.pair("with.path", path, sits);
            }
        }
    }
}
