//! How much a page speaks of each party: those at the table are named most.

use crate::draft::{Draft, View};
use crate::lexicon::FxMap;
use crate::model::{Features, bucket};

/// The parties of a page by how often they are named, with how many people speak for them.
#[derive(Debug, Default)]
pub(in crate::events) struct Standing {
    places: FxMap<u16, Place>,
    /// The parties, those named most first.
    pub(in crate::events) order: Vec<u16>,
    /// The mentions of each, as indices into those of the page.
    mentions: FxMap<u16, Vec<usize>>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Place {
    times: usize,
    rank: usize,
    people: usize,
    learned: bool,
    sure: u8,
    lead: bool,
}

impl Standing {
    pub(in crate::events) fn of(view: View<'_, '_>, draft: &Draft<'_>) -> Self {
        let mut places: FxMap<u16, Place> = FxMap::default();
        let mut mentions: FxMap<u16, Vec<usize>> = FxMap::default();
        for (index, mention) in view.chunks.parties.iter().enumerate() {
            mentions.entry(mention.party).or_default().push(index);
            let place = places.entry(mention.party).or_default();
            place.times += 1;
            place.sure = draft.parties.entry(mention.party).sure;
            place.learned = draft.parties.is_learned(mention.party);
            place.lead |= view.page.sentence_holding(mention.first) < 3;
        }
        for (party, _) in draft.people.list.iter().filter_map(|p| p.party) {
            if let Some(place) = places.get_mut(&party) {
                place.people += 1;
            }
        }
        let mut order: Vec<(usize, u16)> =
            places.iter().map(|(&party, place)| (place.times, party)).collect();
        order.sort_by_key(|&(times, party)| (std::cmp::Reverse(times), party));
        for (rank, (_, party)) in order.into_iter().enumerate() {
            if let Some(place) = places.get_mut(&party) {
                place.rank = rank;
            }
        }
        let mut order: Vec<u16> = mentions.keys().copied().collect();
        order.sort_by_key(|party| (std::cmp::Reverse(mentions[party].len()), mentions[party][0]));
        Self { places, order, mentions }
    }

    /// Where the page names a party, as indices into its mentions.
    pub(in crate::events) fn mentions(&self, party: u16) -> &[usize] {
        self.mentions.get(&party).map_or(&[], Vec::as_slice)
    }

    /// Notes how a party stands.
    pub(in crate::events) fn note(&self, party: Option<u16>, features: &mut Features) {
        let Some(place) = party.and_then(|party| self.places.get(&party)) else {
            features.note("standing.none");
            return;
        };
        let rank = bucket(place.rank);
        features.value("sure", place.sure.into());
        features.pair("sure.rank", place.sure.into(), rank);
        features.value("rank", rank);
        features.value("times", bucket(place.times));
        features.pair("rank.of", rank, bucket(self.places.len()));
        features.pair("people", bucket(place.people), place.learned.into());
        features.pair("rank.people", rank, bucket(place.people));
        features.pair("learned.rank", place.learned.into(), rank);
        features.pair("lead", place.lead.into(), place.learned.into());
    }
}
