//! Those meant by "both sides", "the two ministers", "the four", "they": the sides told of before.

use super::sides::Sides;
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Holder, PartyKind};

/// Nouns for sides spoken of together.
const TOGETHER: [&str; 40] = [
    "sides", "governments", "countries", "parties", "delegations", "states", "teams", "nations", "neighbours",
    "neighbors", "capitals", "leaders", "ministers", "negotiators", "presidents", "men", "women", "groups", "camps",
    "envoys", "rivals", "foes", "communities", "officials", "counterparts", "premiers", "unions", "companies",
    "diplomats", "factions", "allies", "antagonists", "heads", "principals", "chiefs", "adversaries", "delegates",
    "representatives", "bodies", "organisations",
];

/// The parties the talks are between, as far as the page has told: those of the last meeting, else those most named.
pub(super) fn main_parties(view: View<'_, '_>, draft: &Draft<'_>, count: usize) -> Vec<u16> {
    let met = draft.reading.meetings.iter().rev().find(|m| m.parties.len() == count);
    if let Some(meeting) = met {
        return meeting.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect();
    }
    let mut tally: Vec<(u16, usize)> = Vec::new();
    for mention in &view.chunks.parties {
        let kind = draft.parties.entry(mention.party).kind;
        if mention.form == Form::Seat || matches!(kind, PartyKind::Organisation | PartyKind::Chair) {
            continue;
        }
        match tally.iter_mut().find(|(party, _)| *party == mention.party) {
            Some((_, count)) => *count += 1,
            None => tally.push((mention.party, 1)),
        }
    }
    tally.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    // The next party down must be named clearly less, or it is not known who is meant.
    let clear = tally.len() == count || tally.get(count).is_none_or(|next| next.1 * 2 <= tally[count - 1].1);
    let named = tally.len() >= count && count > 1 && clear;
    if named { tally[..count].iter().map(|&(party, _)| party).collect() } else { Vec::new() }
}

/// How many are meant by the words at a token, and the token after them: "both sides" 2, "the three" 3.
fn number_at(view: View<'_, '_>, at: usize, last: usize) -> Option<(usize, usize)> {
    let page = view.page;
    let word = page.word(at).to_lowercase();
    let count = match word.as_str() {
        "two" | "both" | "pair" => 2,
        "three" | "trio" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        _ => 0,
    };
    let noun = (at + 1..(at + 3).min(last)).find(|&i| TOGETHER.contains(&page.word(i)));
    if count > 0 {
        let determined = word == "both"
            || at > 0 && (page.is(at - 1, Class::DET) || page.word(at - 1) == "all");
        if let Some(noun) = noun {
            return Some((count, noun + 1));
        }
        // "The two met", "The four will meet again", "the pair spoke".
        let verb = page.is(at + 1, Class::AUX.or(Class::MODAL).or(Class::MEETVERB).or(Class::ADV).or(Class::HOLDVERB))
            || matches!(page.word(at + 1), "spoke" | "talked" | "discussed" | "sat" | "shook" | "exchanged");
        return (determined && verb).then_some((count, at + 1));
    }
    let the = matches!(word.as_str(), "the") && matches!(page.word(at + 1), "sides" | "parties" | "delegations");
    the.then_some((2, at + 2))
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
        let count = number.map_or(2, |(count, _)| count);
        let people = number.is_none_or(|(_, end)| {
            !matches!(
                view.page.word(end - 1),
                "sides" | "parties" | "governments" | "countries" | "states" | "nations" | "delegations" | "capitals"
            )
        });
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
        .find_map(|at| number_at(view, at, last).filter(|&(_, end)| TOGETHER.contains(&view.page.word(end - 1))));
    found.map_or_else(Vec::new, |(count, _)| main_parties(view, draft, count))
}
