//! What is known of those named beside a person: who comes with whom, and how many sit for each side.

use super::Named;
use crate::chunk::What;
use crate::draft::View;
use crate::lexicon::Class;
use crate::model::{Features, bucket, step, word_hash};

/// A person, the party, and how likely the person sits for it by the words around alone.
pub(super) type Alone = (u32, u16, f32);

/// Notes the company of a person.
pub(super) fn company(view: View<'_, '_>, somebody: &Named, alone: &[Alone], features: &mut Features) {
    let View { page, chunks } = view;
    let own = step(somebody.sits);
    features.value("own", own);
    for over in 0..own / 2 {
        features.value("own.over", over);
    }
    let others = |same: bool| {
        alone.iter().filter(move |(p, party, _)| *p != somebody.person && (*party == somebody.party) == same)
    };
    for same in [true, false] {
        let sitting = others(same).filter(|o| o.2 >= 0.5).count();
        let best = others(same).map(|o| step(o.2)).max().unwrap_or(99);
        features.pair("others.sit", bucket(sitting), same.into());
        features.pair("others.sit.own", bucket(sitting) * 2 + u32::from(same), own / 3);
        features.pair("others.best", best / 2, same.into());
    }
    for (nth, &place) in somebody.chunks.iter().enumerate() {
        let chunk = &chunks.list[place];
        let index = page.sentence_holding(chunk.first);
        let sentence = page.sentences[index];
        let first = index.checked_sub(1).map_or(sentence.first, |i| page.sentences[i].first);
        let (from, to) = chunks.range(first, sentence.last);
        for (order, other) in chunks.list[from..to].iter().enumerate() {
            let What::Person(person) = other.what else { continue };
            let Some(&(_, party, sits)) = alone.iter().find(|a| a.0 == person && person != somebody.person)
            else {
                continue;
            };
            let here = other.first >= sentence.first;
            let before = from + order < place;
            let side = u32::from(before) + 2 * u32::from(here) + 4 * u32::from(party == somebody.party);
            let sure = side * 16 + step(sits) / 3;
            features.pair("with", sure, bucket((from + order).abs_diff(place)));
            features.pair("with.nth", sure, u32::from(nth == 0));
            let (low, high) = if before { (other.last, chunk.first) } else { (chunk.last, other.first) };
            if !here {
                let pronoun = u32::from(page.is(other.first, Class::THIRD));
                features.pair("with.pronoun", pronoun, sure);
                features.pair("with.opening", word_hash(page, sentence.first), sure);
                continue;
            }
            let mut path = side;
            for at in low..high.min(low + 12) {
                let word = if page.is(at, Class::DET) { 3 } else { word_hash(page, at) };
                features.pair("with.word", word, sure);
                path = path.rotate_left(5) ^ word;
            }
            if high.saturating_sub(low) < 5 {
                features.pair("with.path", path, step(sits) / 3);
            }
        }
    }
}
