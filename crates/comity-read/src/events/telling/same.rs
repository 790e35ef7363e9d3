//! Whether two places tell of one meeting, as features.

use super::Telling;
use crate::draft::View;
use crate::lexicon::Class;
use crate::model::{Features, bucket, text_hash, word_hash};
use crate::reading::Span;

/// Notes how a place stands to an earlier one; `last` is whether the earlier meeting is the one told last, then how many
/// places tell of it and how many meetings were told.
pub(super) fn compare(
    view: View<'_, '_>,
    here: &Telling,
    earlier: &Telling,
    (last, times, told): (bool, usize, usize),
    features: &mut Features,
) {
    let page = view.page;
    let (word, other) = (word_hash(page, here.at), word_hash(page, earlier.at));
    let apart = page.sentence_holding(here.at) - page.sentence_holding(earlier.at);
    let near = if apart == 0 { 8 + bucket((here.at - earlier.at) / 3) } else { bucket(apart) };
    let days = match (here.time, earlier.time) {
        (Some(a), Some(b)) if a.span == b.span => 1,
        (Some(a), Some(b)) if a.value.is_some() && a.value == b.value => 2,
        (Some(a), Some(b)) if a.value.is_some() && b.value.is_some() => 3,
        (Some(_), Some(_)) => 4,
        (Some(_), None) => 5,
        (None, Some(_)) => 6,
        (None, None) => 7,
    };
    let words = |span: Span| text_hash(page.slice(span).trim_start_matches("the "));
    let places = match (here.place, earlier.place) {
        (Some(a), Some(b)) if words(a) == words(b) => 1,
        (Some(_), Some(_)) => 2,
        (None, None) => 3,
        _ => 4,
    };
    let identities = |place: &Telling| place.parts.iter().filter_map(|p| p.who.party).collect::<Vec<u16>>();
    let (few, many) = (identities(here), identities(earlier));
    let shared = few.iter().filter(|p| many.contains(p)).count();
    let strange = few.iter().filter(|p| !many.contains(p)).count();
    let planned = u32::from(here.planned) + 2 * u32::from(earlier.planned);
    let det = here.at.checked_sub(1).filter(|&i| i >= here.sentence.first).map_or(1, |i| word_hash(page, i));
    let low = here.at.saturating_sub(4).max(here.sentence.first);
    features.note("bias");
    features.value("near", near);
    features.value("days", days);
    features.pair("days.near", days, near.min(9));
    features.value("places", places);
    features.pair("shared", bucket(shared), bucket(strange));
    features.pair("shared.days", bucket(shared), days);
    features.value("planned", planned);
    features.pair("planned.days", planned, days);
    features.pair("last", last.into(), bucket(told));
    features.pair("last.near", last.into(), near);
    features.value("times", bucket(times));
    features.pair("words", word, other);
    features.value("same.word", (word == other).into());
    features.pair("w.near", word, near.min(9));
    features.pair("det.w", det, word);
    features.value("det", det);
    features.pair("det.near", det, near.min(9));
    for i in low..here.at {
        features.value("before", word_hash(page, i));
        features.classes("before.c", page, i);
    }
    for i in here.at + 1..(here.at + 4).min(here.sentence.last) {
        features.value("after", word_hash(page, i));
    }
    features.value("headline", (earlier.sentence.block == 0).into());
    if apart == 0 {
        let between = here.at - earlier.at;
        for i in earlier.at + 1..here.at {
            if between < 14 {
                features.value("between", word_hash(page, i));
                features.classes("between.c", page, i);
            }
        }
    }
    features.pair("parts", bucket(here.parts.len()), bucket(earlier.parts.len()));
    let plural = page.is(here.at, Class::MEETNOUN) && page.word(here.at).ends_with('s');
    features.pair("plural", plural.into(), near.min(9));
}
