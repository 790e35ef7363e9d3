//! Sides that the sentence of a fact does not name ("the two delegations", "the offer"): the parties of the page are
//! asked for, those named last and most first.

use super::{HAS_PART, Part, Sought, Telling};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::told::Candidate;
use crate::model::{Features, Judge, Question, Role, bucket, word_hash};
use crate::reading::Span;

/// So many parties of the page are asked for.
const PARTIES: usize = 8;

/// The parties that have a role in a fact and are named outside its sentence; `parts` have it already.
pub(in crate::events) fn elsewhere(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    judge: &dyn Judge,
    (sought, role): (Sought, Role),
    (telling, parts): (&Telling, &[Part]),
) -> Vec<Part> {
    let counts = view.chunks.party_counts();
    let here = view.page.sentence_holding(telling.at);
    let mut features = Features::default();
    let mut found = Vec::new();
    for (rank, &(party, count, first)) in counts.iter().take(PARTIES).enumerate() {
        if parts.iter().any(|p| p.who.party == Some(party)) {
            continue;
        }
        let before = view.chunks.parties.iter().rfind(|m| m.party == party && m.first < telling.at);
        let distance = before.map_or(99, |m| here - view.page.sentence_holding(m.first));
        let last =
            view.chunks.parties.iter().rfind(|m| m.first < telling.at).is_some_and(|m| m.party == party);
        features.clear();
        features.note("elsewhere");
        features.value("else.rank", bucket(rank));
        features.value("else.count", bucket(count));
        features.pair("else.rank.here", bucket(rank), bucket(parts.len()));
        features.pair("else.distance", bucket(distance), bucket(parts.len()));
        features.pair("else.distance.rank", bucket(distance), bucket(rank));
        features.pair("else.last", last.into(), bucket(distance));
        features.value("else.of", bucket(counts.len()));
        let entry = draft.parties.entry(party);
        features.pair("else.learned", draft.parties.is_learned(party).into(), bucket(rank));
        features.pair("else.sure", entry.sure.into(), bucket(rank));
        features.pair("else.w.rank", word_hash(view.page, telling.at), bucket(rank));
        features.value("else.first", bucket(view.page.sentence_holding(first)));
        for at in telling.at.saturating_sub(3).max(telling.sentence.first)..telling.at {
            features.pair("else.before", word_hash(view.page, at), bucket(distance).min(3));
        }
        let question = Question::Has {
            fact: sought.fact,
            words: view.page.span(telling.at, telling.at + 1),
            role,
            who: &entry.name,
            at: before.map_or(Span::default(), |m| view.page.span(m.first, m.last)),
        };
        let sure = judge.judge(&question, &features);
        let mention = before.or_else(|| view.chunks.parties.iter().find(|m| m.party == party));
        if let Some(mention) = mention.filter(|_| sure >= HAS_PART) {
            let who =
                Candidate { first: mention.first, last: mention.last, what: What::Party, party: Some(party) };
            found.push(Part { who, role, sure });
        }
    }
    found
}
