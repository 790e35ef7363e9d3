//! Delegations: "an American delegation including …", "X leads the Ukrainian delegation", "the Council was represented by …".

mod roster;

use crate::chunk::{Chunk, What};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::people::Tie;
use crate::reading::{Delegation, Evidence};

/// Nouns for the people a side sends.
const TEAMS: [&str; 5] = ["delegation", "Delegation", "team", "negotiators", "contingent"];
/// Words that open the list of members.
const LISTS: [&str; 9] = [
    "including",
    "included",
    "comprising",
    "comprised",
    "includes",
    "featuring",
    "accompanied",
    "comprises",
    "featured",
];

/// Finds the delegations of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    let mut open = None;
    for &sentence in &view.page.sentences {
        roster::find(view, draft, sentence, &mut open);
        for at in sentence.first..sentence.last {
            if view.page.tokens[at].quoted {
                continue;
            }
            // "heads of delegation" are those of all sides.
            let of_all = at > sentence.first && view.page.word(at - 1) == "of";
            if TEAMS.contains(&view.page.word(at)) && !of_all {
                team(view, draft, at, sentence);
            }
            represents(view, draft, at, sentence);
        }
        chief_negotiator(view, draft, sentence);
        side_heading(view, draft, sentence);
        officials_present(view, draft, sentence);
    }
}

/// "the Ukrainian delegation": its party, its list, its head.
fn team(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) {
    let own = team_party(view, draft, at, sentence).or_else(|| common_side(view, draft, at, sentence));
    let Some(party) = own else { return };
    let head = head_before(view, at, sentence).or_else(|| head_after(view, at, sentence));
    let (mut members, open, end) = listed(view, at, sentence);
    if head.is_some() && members.is_empty() {
        // "is headed by X, with Y and Z at his side".
        let with =
            (at + 1..sentence.last).find(|&i| view.page.word(i) == "with" && view.page.is_mark(i - 1, b','));
        members = with.map_or_else(Vec::new, |with| people_in(view, with + 1, sentence).0);
    }
    if head.is_none() && members.is_empty() {
        return;
    }
    let start = head.map_or(at, |(chunk, _)| view.chunks.list[chunk].first.min(at));
    let last = end.max(at + 1).max(head.map_or(0, |(chunk, _)| view.chunks.list[chunk].last));
    let span = view.page.span(start.max(sentence.first), last);
    let evidence = Evidence { span, rule: "delegation:team", confidence: 0.9 };
    let delegation = entry(draft, party, evidence);
    if let Some((chunk, _)) = head
        && let What::Person(person) = view.chunks.list[chunk].what
    {
        if delegation.head.is_none() {
            delegation.head = Some(person);
        }
        add(&mut delegation.members, person);
    }
    for person in members {
        add(&mut delegation.members, person);
    }
    delegation.open |= open;
}

/// "the government team", "the union's delegation": a side without a name of its own.
fn common_side(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) -> Option<u16> {
    let before = at.checked_sub(1).filter(|&i| i > sentence.first)?;
    let before =
        if view.page.tokens[before].kind == crate::token::Kind::Possessive { before - 1 } else { before };
    let word = view.page.word(before);
    let side = matches!(
        word,
        "government"
            | "rebel"
            | "opposition"
            | "union"
            | "management"
            | "employers"
            | "company"
            | "province"
            | "island"
            | "council"
    );
    let headed = head_before(view, at, sentence).or_else(|| head_after(view, at, sentence)).is_some();
    (side && headed).then(|| draft.parties.learn(word, crate::reading::PartyKind::Group))
}

/// The party whose team it is: an adjective, a possessor, "from X", "of X".
fn team_party(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<u16> {
    let low = at.saturating_sub(5).max(sentence.first);
    let before = view.chunks.parties_within(low, at).iter().rev().find(|m| {
        (m.last..at).all(|i| {
            let token = &view.page.tokens[i];
            !token.is_word()
                || !token.is_capital() && !token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::SAY))
        })
    });
    if let Some(mention) = before {
        return Some(mention.party);
    }
    let after = matches!(view.page.word(at + 1), "from" | "of")
        .then(|| view.chunks.parties_within(at + 2, at + 4).first().map(|m| m.party))
        .flatten();
    if after.is_some() {
        return after;
    }
    // "his delegation", "the delegation": the party of the one who leads it.
    let head = head_before(view, at, sentence).or_else(|| head_after(view, at, sentence))?;
    match view.chunks.list[head.0].what {
        What::Person(person) => draft.people.list.get(person as usize)?.party.map(|(party, _)| party),
        _ => None,
    }
}

/// "X leads the delegation", "X, who heads the office and leads the delegation", "the head of the team, X".
fn head_before(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<(usize, f32)> {
    let low = at.saturating_sub(7).max(sentence.first);
    let verb = (low..at).rev().find(|&i| view.page.is(i, Class::LEADVERB) && view.page.tokens[i].is_word());
    if let Some(verb) = verb.filter(|&v| view.page.word(v + 1) != "by" && clear(view, v + 1, at)) {
        if let Some((chunk, sure)) = view.subject_of(verb, sentence.first)
            && matches!(view.chunks.list[chunk].what, What::Person(_))
        {
            return Some((chunk, sure));
        }
        let (from, to) = view.chunks.range(sentence.first, verb);
        let owner = (from..to).rev().find(|&i| view.chunks.list[i].through > verb);
        if let Some(chunk) = owner.filter(|&i| matches!(view.chunks.list[i].what, What::Person(_))) {
            return Some((chunk, 0.9));
        }
    }
    let headed = (low..at)
        .any(|i| matches!(view.page.word(i), "head" | "leader" | "chief") && view.page.word(i + 1) == "of");
    // "Luis Soto, head of the Chilean delegation, arrived with": the one the words are about.
    let owner = view
        .chunks
        .within(sentence.first, at)
        .iter()
        .position(|c| c.through > at && matches!(c.what, What::Person(_)));
    if let Some(owner) = owner.filter(|_| headed) {
        return Some((view.chunks.range(sentence.first, at).0 + owner, 0.92));
    }
    let comma = at + 1;
    if headed && view.page.is_mark(comma, b',') {
        let (from, to) = view.chunks.range(comma + 1, (comma + 14).min(sentence.last));
        return (from..to).find(|&i| matches!(view.chunks.list[i].what, What::Person(_))).map(|i| (i, 0.9));
    }
    None
}

/// Between the verb and the noun stand only words of the team's own name.
fn clear(view: View<'_, '_>, first: usize, last: usize) -> bool {
    (first..last).all(|i| !view.page.is_mark(i, b',') && !view.page.is(i, Class::CONJ.or(Class::SAY)))
}

/// "the delegation, led by X", "the team was led by X".
fn head_after(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<(usize, f32)> {
    let by = (at + 1..(at + 7).min(sentence.last))
        .find(|&i| view.page.word(i) == "by" && view.page.is(i - 1, Class::LEADVERB))?;
    let (from, to) = view.chunks.range(by + 1, (by + 4).min(sentence.last));
    (from..to).find(|&i| matches!(view.chunks.list[i].what, What::Person(_))).map(|i| (i, 0.95))
}

/// The people listed after "including", up to the end of the sentence.
fn listed(view: View<'_, '_>, at: usize, sentence: Sentence) -> (Vec<u32>, bool, usize) {
    let list = (at + 1..(at + 9).min(sentence.last)).find(|&i| {
        LISTS.contains(&view.page.word(i))
            || matches!(view.page.word(i), "of" | "consisting")
                && view.page.word(i - 1).starts_with("consist")
    });
    let Some(list) = list.filter(|&l| (at + 1..l).all(|i| !view.page.is(i, Class::SAY))) else {
        return (Vec::new(), false, at + 1);
    };
    people_in(view, list + 1, sentence)
}

/// People in a list; it is open when it says "among others".
fn people_in(view: View<'_, '_>, from: usize, sentence: Sentence) -> (Vec<u32>, bool, usize) {
    let mut members = Vec::new();
    let mut end = from;
    for chunk in view.chunks.within(from, sentence.last) {
        let What::Person(person) = chunk.what else { continue };
        if view.page.is(chunk.first, Class::THIRD) || !members.is_empty() && !in_list(view, end, chunk) {
            continue;
        }
        add(&mut members, person);
        end = chunk.last;
    }
    let others = (end..sentence.last.min(end + 5)).find(|&i| view.page.word(i) == "others");
    (members, others.is_some(), others.map_or(end, |i| i + 1))
}

/// Whether a person goes on the list: no verb of another clause stands between.
fn in_list(view: View<'_, '_>, end: usize, chunk: &Chunk) -> bool {
    (end..chunk.first)
        .all(|i| !view.page.is(i, Class::SAY.or(Class::MODAL)) || view.page.is(i, Class::OFFICE))
}

/// "Norway's chief negotiator, Ingrid Moen": who leads for a party.
fn chief_negotiator(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
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
fn represents(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) {
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

/// The party a person speaks for, by office or by a delegation read already.
fn party_of(draft: &Draft<'_>, person: u32) -> Option<u16> {
    let stated = draft.people.list.get(person as usize).and_then(|p| p.party).map(|(party, _)| party);
    stated.or_else(|| {
        let delegation = draft.reading.delegations.iter().find(|d| d.members.contains(&person))?;
        draft.gazetteer_party(delegation.party)
    })
}

/// "From the Ukrainian side, …": whoever of that party the paragraph goes on to name is an inferred member.
fn side_heading(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
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
fn officials_present(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
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

/// The party's delegation, made if new; a fuller piece of evidence replaces mere presence.
fn entry<'e>(draft: &'e mut Draft<'_>, party: u16, evidence: Evidence) -> &'e mut Delegation {
    let party = draft.party(party);
    let list = &mut draft.reading.delegations;
    let index = list.iter().position(|d| d.party == party).unwrap_or_else(|| {
        list.push(Delegation {
            party,
            head: None,
            head_inferred: false,
            members: Vec::new(),
            inferred: Vec::new(),
            open: false,
            evidence,
        });
        list.len() - 1
    });
    let delegation = &mut list[index];
    if delegation.evidence.confidence < evidence.confidence {
        delegation.evidence = evidence;
    }
    delegation
}

fn add(list: &mut Vec<u32>, person: u32) {
    if !list.contains(&person) {
        list.push(person);
    }
}

/// Members speak for the party that sent them.
pub(super) fn tie_people(draft: &mut Draft<'_>) {
    for index in 0..draft.reading.delegations.len() {
        let delegation = &draft.reading.delegations[index];
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        for person in delegation.members.clone() {
            if let Some(somebody) = draft.somebody(person) {
                somebody.tie(party, Tie::Stated);
            }
        }
    }
}

/// Closes what stays open at the end: inferred heads, and the party of those who speak for the report's home side.
pub(crate) fn settle(draft: &mut Draft<'_>) {
    tie_people(draft);
    for delegation in &mut draft.reading.delegations {
        let members = std::mem::take(&mut delegation.inferred);
        delegation.inferred = members.into_iter().filter(|m| !delegation.members.contains(m)).collect();
        if delegation.head.is_none() && delegation.members.len() > 1 {
            delegation.head = delegation.members.first().copied();
            delegation.head_inferred = true;
        }
    }
    home_side(draft);
}

/// A report names its own side's offices bare ("President Trump") and the others' with their country.
fn home_side(draft: &mut Draft<'_>) {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for delegation in &draft.reading.delegations {
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        let bare = delegation
            .members
            .iter()
            .filter(|&&m| draft.people.list.get(m as usize).is_some_and(|p| p.bare_office))
            .count();
        counts.push((party, bare));
    }
    counts.sort_by_key(|&(_, bare)| std::cmp::Reverse(bare));
    let clear = counts
        .first()
        .filter(|first| first.1 >= 2 && counts.get(1).is_none_or(|second| second.1 * 2 < first.1));
    let Some(&(home, _)) = clear else { return };
    for somebody in &mut draft.people.list {
        let national = somebody.nouns.iter().any(|noun| {
            matches!(
                noun.as_str(),
                "president"
                    | "minister"
                    | "secretary"
                    | "premier"
                    | "chancellor"
                    | "king"
                    | "queen"
                    | "monarch"
                    | "taoiseach"
            )
        });
        if somebody.party.is_none() && somebody.bare_office && national {
            somebody.tie(home, Tie::Guess);
        }
    }
}
