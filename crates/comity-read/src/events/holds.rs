//! Whether an entry put together from all its places is right as a whole: one kind of question at the end, which weighs
//! what the single decisions left open. What it finds likely is entered, with that as its confidence.

use super::telling::{Part, Telling};
use super::told::{Side, Standing};
use crate::draft::View;
use crate::model::{FactKind, Features, Judge, Question, bucket, step, word_hash};
use crate::reading::Span;

/// An entry as put together.
pub(super) struct Entry<'e> {
    pub(super) fact: FactKind,
    pub(super) places: &'e [Telling],
    /// Those who have a part in it, the one whose fact it is first.
    pub(super) parts: &'e [Part],
    /// What they are called.
    pub(super) names: &'e [String],
    /// How many entries the page has, and how many before this one have the same sides.
    pub(super) of: (usize, usize),
}

/// How likely the entry is right.
pub(super) fn holds(view: View<'_, '_>, judge: &dyn Judge, standing: &Standing, entry: &Entry<'_>) -> f32 {
    let mut features = Features::default();
    tellings(view, entry, &mut features);
    parts(entry, standing, &mut features);
    features.settle();
    let spans: Vec<Span> = entry.places.iter().map(|p| view.page.span(p.at, p.at + 1)).collect();
    let question = Question::Holds { fact: entry.fact, places: &spans, names: entry.names };
    judge.judge(&question, &features)
}

fn tellings(view: View<'_, '_>, entry: &Entry<'_>, features: &mut Features) {
    let places = entry.places;
    let mut sure: Vec<f32> = places.iter().map(|p| p.sure).collect();
    sure.sort_by(|a, b| b.total_cmp(a));
    let best = step(sure[0]);
    features.note("bias");
    features.value("best", best);
    features.below("best.over", best / 2);
    features.value("second", sure.get(1).map_or(0, |&s| step(s)));
    features.value("places", bucket(places.len()));
    features.pair("best.places", best, bucket(places.len()));
    let nearest = places.iter().map(|p| p.nearest).fold(0.0, f32::max);
    let first = places[0].nearest;
    features.value("nearest", step(first));
    features.pair("nearest.places", step(first) / 2, bucket(places.len()));
    features.below("nearest.over", step(nearest) / 2);
    features.pair("of", bucket(entry.of.0), bucket(entry.of.1));
    features.value("again", bucket(entry.of.1));
    features.value("planned", places[0].planned.into());
    let dated = places.iter().any(|p| p.time.is_some());
    let placed = places.iter().any(|p| p.place.is_some());
    features.pair("dated", dated.into(), placed.into());
    features.value("block", bucket(places[0].sentence.block));
    let named = places.iter().map(|p| sides_named(p, entry.parts)).max().unwrap_or(0);
    features.pair("named.here", bucket(named), best / 2);
    features.pair("named.places", bucket(named), bucket(places.len()));
    for place in places {
        let word = word_hash(view.page, place.at);
        let led = word_hash(view.page, place.at + 1);
        features.pair("named.word", word, bucket(sides_named(place, entry.parts)));
        features.pair("word.next", word, led);
        features.pair("named.next", led, bucket(sides_named(place, entry.parts)));
        features.value("word", word);
        features.pair("word.sure", word, step(place.sure) / 4);
        features.value("before", place.at.checked_sub(1).map_or(0, |i| word_hash(view.page, i)));
    }
}

/// How many sides of the entry a place names itself.
fn sides_named(place: &Telling, parts: &[Part]) -> usize {
    let mut sides: Vec<Side> = Vec::new();
    for part in &place.parts {
        let side = part.who.identity_of_side();
        if !sides.contains(&side) && parts.iter().any(|p| p.who.identity_of_side() == side) {
            sides.push(side);
        }
    }
    sides.len()
}

fn parts(entry: &Entry<'_>, standing: &Standing, features: &mut Features) {
    let parts = entry.parts;
    let mut parties: Vec<u16> = parts.iter().filter_map(|p| p.who.party).collect();
    parties.sort_unstable();
    parties.dedup();
    let sides = parties.len() + parts.iter().filter(|p| p.who.party.is_none()).count();
    features.value("parts", bucket(parts.len()));
    features.value("sides", bucket(sides));
    let sure = |p: &Part| step(p.sure);
    let least = parts.iter().map(sure).min().unwrap_or(0);
    let most = parts.iter().map(sure).max().unwrap_or(0);
    features.value("part.least", least);
    features.value("part.most", most);
    features.pair("part.least.sides", least / 3, bucket(sides));
    features.below("part.over", least / 2);
    let far = |p: &&Part| {
        !entry.places.iter().any(|t| t.sentence.first <= p.who.first && p.who.last <= t.sentence.last)
    };
    let elsewhere = parts.iter().filter(far).count();
    features.pair("elsewhere", bucket(elsewhere), bucket(sides));
    for part in parts {
        features.pair("part.kind", part.who.kind(), part.who.party.is_some().into());
        standing.note(part.who.party, features);
    }
}
