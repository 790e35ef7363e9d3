//! Who is there for a side without a team being named: "Norway's chief negotiator", "A represented the
//! Council", "From the Ukrainian side".

use super::team::people_in;
use super::{add, entry};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::people::Tie;
use crate::reading::Evidence;

/// "Norway's chief negotiator, Ingrid Moen": who leads for a party.
pub(super) fn chief_negotiator(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    for chunk in view.chunks.within(sentence.first, sentence.last) {
        let (What::Person(person), Some((first, last)), Some(noun)) = (chunk.what, chunk.office, chunk.noun)
        else {
            continue;
        };
        let chief = (first..last)
            .any(|i| matches!(view.page.word(i).to_lowercase().as_str(), "chief" | "lead" | "head"));
        let negotiator = view.page.word(noun).eq_ignore_ascii_case("negotiator")
            || (first..last).any(|i| view.page.word(i).eq_ignore_ascii_case("delegation"));
        let Some(party) =
            chunk.party.filter(|_| chief && negotiator && !view.page.is(chunk.first, Class::THIRD))
        else {
            continue;
        };
        let evidence = Evidence {
            span: view.page.span(chunk.first, chunk.last),
            rule: "delegation:chief",
            confidence: 0.75,
        };
        let delegation = entry(draft, party, evidence);
        delegation.head = delegation.head.or(Some(person));
        add(&mut delegation.members, person);
    }
}

/// "A and B represented the Council".
pub(super) fn represents(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) {
    if !matches!(view.page.word(at), "represented" | "represents" | "represent")
        || view.page.word(at + 1) == "by"
    {
        return;
    }
    let Some(party) = view.chunks.parties_within(at + 1, at + 4).first().map(|m| (m.party, m.last)) else {
        return;
    };
    let (members, _, _) = people_in(view, sentence.first, Sentence { last: at, ..sentence });
    if members.is_empty() {
        return;
    }
    let span = view.page.span(sentence.first, party.1);
    let delegation =
        entry(draft, party.0, Evidence { span, rule: "delegation:represents", confidence: 0.85 });
    members.into_iter().for_each(|person| add(&mut delegation.members, person));
}

/// "From the Ukrainian side, …": whoever of that party the paragraph goes on to name is an inferred member.
pub(super) fn side_heading(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    let opens = matches!(view.page.word(sentence.first), "From" | "On" | "For");
    let side = (sentence.first..(sentence.first + 6).min(sentence.last))
        .find(|&i| matches!(view.page.word(i), "side" | "delegation"));
    let Some(side) = side.filter(|_| opens) else { return };
    let Some(party) = view.chunks.parties_within(sentence.first, side).first().map(|m| m.party) else {
        return;
    };
    let (_, block_end) = view.page.blocks[sentence.block];
    for chunk in view.chunks.within(side, block_end) {
        let What::Person(person) = chunk.what else { continue };
        let speaks = chunk.what != What::Pronoun && crate::resolve::is_subject(view.page, chunk);
        let own = draft
            .people
            .list
            .get(person as usize)
            .is_some_and(|p| p.party.is_none_or(|(known, _)| known == party));
        let possessor =
            view.page.tokens.get(chunk.last).is_some_and(|t| t.kind == crate::token::Kind::Possessive);
        if !speaks || !own || possessor || view.page.is(chunk.first, Class::THIRD) {
            continue;
        }
        if let Some(somebody) = draft.somebody(person) {
            somebody.tie(party, Tie::Side);
        }
        let known = draft
            .reading
            .delegations
            .iter()
            .any(|d| draft.gazetteer_party(d.party) == Some(party) && d.members.contains(&person));
        if !known {
            let evidence = Evidence {
                span: view.page.span(sentence.first, side + 1),
                rule: "delegation:side",
                confidence: 0.7,
            };
            add(&mut entry(draft, party, evidence).inferred, person);
        }
    }
}

/// "American, Ukrainian, and European officials gathered": parties are there even when nobody is named.
pub(super) fn officials_present(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    for chunk in view.chunks.within(sentence.first, sentence.last) {
        let mentions = view.chunks.parties_within(chunk.first, chunk.last);
        if chunk.what != What::Collective
            || mentions.len() < 2
            || !view.page.is(chunk.last, Class::MEETVERB.or(Class::HOLDVERB))
        {
            continue;
        }
        for mention in mentions {
            let evidence = Evidence {
                span: view.page.span(chunk.first, chunk.last),
                rule: "delegation:present",
                confidence: 0.75,
            };
            entry(draft, mention.party, evidence);
        }
    }
}
