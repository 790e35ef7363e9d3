//! Those meant by "both sides", "the two ministers", "the four", "they": the sides told of before.

use super::sides::{Sides, is_place};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Holder, PartyKind};
use crate::token::{Case, Kind};

/// The parties the talks are between, as far as the page tells: those named most, with those who sent people and
/// those who met weighing more and mediators and hosts left out; otherwise those of the last meeting of as many.
pub(super) fn main_parties(view: View<'_, '_>, draft: &Draft<'_>, count: usize) -> Vec<u16> {
    let weights = weights(view, draft);
    let clear = weights.len() == count
        || weights.get(count).is_some_and(|next| 3 * weights[count - 1].1 >= 4 * next.1);
    if count > 1 && clear {
        return weights[..count].iter().map(|&(party, _)| party).collect();
    }
    // Those who sent several people, when they are as many; else those of the first meeting of as many.
    let sent = draft.reading.delegations.iter().filter(|d| d.members.len() > 1);
    let sent: Vec<u16> = sent.filter_map(|d| draft.gazetteer_party(d.party)).collect();
    if sent.len() == count {
        return sent;
    }
    let met = draft.reading.meetings.iter().find(|m| m.parties.len() == count);
    met.map_or_else(Vec::new, |m| m.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect())
}

/// How much each party weighs in the talks, the heaviest first.
fn weights(view: View<'_, '_>, draft: &Draft<'_>) -> Vec<(u16, usize)> {
    let mut weights: Vec<(u16, usize)> = Vec::new();
    let mut hosts: Vec<u16> = Vec::new();
    // What opens a report names whom it is about.
    let opening = view.page.sentences.get(2).map_or(0, |sentence| sentence.last);
    let mut add = |party: u16, weight: usize| match weights.iter_mut().find(|(known, _)| *known == party) {
        Some((_, sum)) => *sum += weight,
        None => weights.push((party, weight)),
    };
    for mention in &view.chunks.parties {
        let kind = draft.parties.entry(mention.party).kind;
        if matches!(kind, PartyKind::Organisation | PartyKind::Chair) {
            continue;
        }
        // A dateline says where a report was written, not whom it is about.
        let dateline = mention.form == Form::Seat && view.page.tokens[mention.first].case == Case::Upper;
        if dateline {
            continue;
        }
        if mention.form != Form::Seat || !is_place(view, mention.first, 0) {
            add(mention.party, if mention.first < opening { 2 } else { 1 });
        }
        if is_host(view, mention.first, mention.last) && !hosts.contains(&mention.party) {
            hosts.push(mention.party);
        }
    }
    let party = |index: u32| draft.gazetteer_party(index);
    let listed = draft.reading.delegations.iter().filter(|d| !d.members.is_empty());
    listed
        .filter_map(|d| Some((party(d.party)?, 1 + d.members.len().min(4))))
        .for_each(|(party, weight)| add(party, weight));
    let met = draft.reading.meetings.iter().flat_map(|m| &m.parties);
    met.filter_map(|&p| party(p)).for_each(|party| add(party, 1));
    weights.retain(|(party, _)| !hosts.contains(party));
    weights.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    weights
}

/// "mediated by Oman", "the Omani mediator", "Norwegian facilitators": no side of the talks.
fn is_host(view: View<'_, '_>, first: usize, last: usize) -> bool {
    let page = view.page;
    let noun =
        (last..last + 3).take_while(|&i| page.tokens.get(i).is_some_and(|t| t.kind != Kind::Mark)).any(|i| {
            matches!(
                page.word(i),
                "mediator"
                    | "mediators"
                    | "facilitator"
                    | "facilitators"
                    | "host"
                    | "hosts"
                    | "mediation"
                    | "facilitation"
                    | "go-between"
                    | "brokers"
                    | "hospitality"
            )
        });
    let by = first.checked_sub(2).is_some_and(|i| {
        matches!(page.word(i + 1), "by" | "of")
            && matches!(
                page.word(i),
                "hosted"
                    | "mediated"
                    | "brokered"
                    | "chaired"
                    | "facilitated"
                    | "facilitation"
                    | "mediation"
                    | "convened"
                    | "lent"
            )
    });
    noun || by
}

/// The number a word says, 0 where it says none: "both" 2, "trio" 3.
fn cardinal(word: &str) -> usize {
    match word {
        "two" | "both" | "pair" => 2,
        "three" | "trio" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        _ => 0,
    }
}

/// How many are meant by the words at a token, and the token after them: "both sides" 2, "the three" 3.
fn number_at(view: View<'_, '_>, at: usize, last: usize) -> Option<(usize, usize)> {
    let page = view.page;
    let word = page.word(at).to_lowercase();
    let count = cardinal(&word);
    let noun = (at + 1..(at + 3).min(last)).find(|&i| page.is(i, Class::TOGETHER));
    if count > 0 {
        let determined =
            word == "both" || at > 0 && (page.is(at - 1, Class::DET) || page.word(at - 1) == "all");
        if let Some(noun) = noun {
            return Some((count, noun + 1));
        }
        // "The two met", "The four will meet again", "the pair spoke".
        let verb = page
            .is(at + 1, Class::AUX.or(Class::MODAL).or(Class::MEETVERB).or(Class::ADV).or(Class::HOLDVERB))
            || matches!(page.word(at + 1), "spoke" | "talked" | "discussed" | "sat" | "shook" | "exchanged");
        // "between the two, without advisers", "representatives of all three".
        let led =
            at.checked_sub(2).is_some_and(|i| matches!(page.word(i), "between" | "of" | "for" | "among"))
                || at > 0 && matches!(page.word(at - 1), "between" | "for" | "of" | "among");
        return (determined && (verb || led)).then_some((count, at + 1));
    }
    // "The joint commission met", "the working group on fisheries met": a body of all sides.
    let joint = word == "the"
        && matches!(
            page.word(at + 1),
            "joint" | "working" | "boundary" | "mixed" | "contact" | "technical" | "steering" | "drafting"
        )
        && matches!(page.word(at + 2), "group" | "commission" | "committee" | "body" | "team" | "panel");
    if joint && page.of_talks {
        return Some((0, at + 3));
    }
    // "Their experts have met twice since".
    if word == "their"
        && (at + 1..(at + 3).min(last)).any(|i| page.is(i, Class::TOGETHER.or(Class::COLLECTIVE)))
    {
        return Some((2, at + 2));
    }
    // "Negotiators are to reconvene": the bare plural that opens a sentence.
    let opens = page.sentences[page.sentence_holding(at)].first == at;
    let bare = matches!(word.as_str(), "negotiators" | "delegates" | "delegations" | "diplomats" | "envoys");
    if opens && bare && page.is(at + 1, Class::AUX.or(Class::MODAL).or(Class::MEETVERB).or(Class::HOLDVERB)) {
        return Some((0, at + 1));
    }
    // "The delegations are to meet again", "the ministers have agreed to meet": all who came, when nobody is named.
    let the = matches!(word.as_str(), "the" | "all");
    let noun = (at + 1..(at + 3).min(last)).find(|&i| {
        page.is(i, Class::TOGETHER) && !page.is(i, Class::BODY)
            || matches!(page.word(i), "panels" | "Panels" | "commissions" | "Parties" | "Sides")
    });
    let noun = noun.filter(|&noun| {
        (at + 1..noun).all(|i| page.is(i, Class::ADV) || page.is(i, Class::OFFICEMOD))
            && view.chunks.parties_within(at, noun + 1).is_empty()
            && !matches!(page.word(noun + 1), "of" | "from" | "for")
    });
    noun.filter(|_| the).map(|noun| (0, noun + 1))
}

/// Those meant together in a range of tokens, when the words name nobody.
pub(super) fn together(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    first: usize,
    last: usize,
    sentence: Sentence,
) -> Sides {
    for at in first..last {
        if view.page.tokens[at].quoted {
            continue;
        }
        let pronoun = matches!(view.page.word(at), "They" | "they");
        let number = number_at(view, at, last);
        if number.is_none() && !pronoun {
            continue;
        }
        let sent = draft.reading.delegations.iter().filter(|d| !d.members.is_empty()).count();
        let count = number.map_or(2, |(count, _)| if count == 0 { sent.max(2) } else { count });
        let people = number.is_none_or(|(_, end)| !names_a_body(view.page.word(end - 1)));
        let mut found = Sides::default();
        if people && let Some(known) = last_people(view, draft, count, sentence) {
            known.into_iter().for_each(|person| found.add(draft, Holder::Person(person)));
            if found.count(draft) >= 2 {
                return found;
            }
            found = Sides::default();
        }
        if pronoun && !people {
            continue;
        }
        main_parties(view, draft, count).into_iter().for_each(|party| found.add_party(party));
        return found;
    }
    Sides::default()
}

/// Words for those meant that are no people by name: bodies, sides, envoys of a side.
fn names_a_body(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "commission"
            | "committee"
            | "body"
            | "team"
            | "panel"
            | "experts"
            | "presidents"
            | "leaders"
            | "premiers"
            | "delegates"
            | "diplomats"
            | "envoys"
            | "sides"
            | "parties"
            | "panels"
            | "Panels"
            | "commissions"
            | "teams"
            | "negotiators"
            | "Parties"
            | "governments"
            | "countries"
            | "states"
            | "nations"
            | "delegations"
            | "capitals"
    )
}

/// The last people named before a sentence, if they are as many and not all of one party.
fn last_people(view: View<'_, '_>, draft: &Draft<'_>, count: usize, sentence: Sentence) -> Option<Vec<u32>> {
    let (_, high) = view.chunks.range(0, sentence.first);
    let low_sentence = view.page.sentence_holding(sentence.first).saturating_sub(4);
    let low_token = view.page.sentences[low_sentence].first;
    let mut people: Vec<u32> = Vec::new();
    for chunk in view.chunks.list[..high].iter().rev().take_while(|c| c.first >= low_token) {
        let What::Person(person) = chunk.what else { continue };
        if !people.contains(&person) {
            people.push(person);
        }
        if people.len() > count {
            return None;
        }
    }
    let mut parties: Vec<Option<u16>> = people.iter().map(|&p| draft.party_of(Holder::Person(p))).collect();
    parties.sort_unstable();
    let one_side = parties.windows(2).any(|w| w[0].is_some() && w[0] == w[1]);
    (people.len() == count && !one_side).then_some(people)
}

/// "both sides", "the two governments" in a range of tokens: the parties meant.
pub(super) fn both_sides(view: View<'_, '_>, draft: &Draft<'_>, first: usize, last: usize) -> Vec<u16> {
    let found = (first..last)
        .filter(|&at| !view.page.tokens[at].quoted)
        .find_map(|at| number_at(view, at, last).filter(|&(_, end)| view.page.is(end - 1, Class::TOGETHER)));
    found.map_or_else(Vec::new, |(count, _)| main_parties(view, draft, count.max(2)))
}
