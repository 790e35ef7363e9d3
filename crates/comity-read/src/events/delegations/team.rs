//! A side's team: whose it is, who leads it, and who is listed: "the Ukrainian delegation, led by X,
//! including …".

use super::{add, entry};
use crate::chunk::{Chunk, What};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::Evidence;

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

/// "the Ukrainian delegation": its party, its list, its head.
pub(super) fn team(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize, sentence: Sentence) {
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
pub(super) fn people_in(view: View<'_, '_>, from: usize, sentence: Sentence) -> (Vec<u32>, bool, usize) {
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
