//! Who sits on which side: "For the union: A and B", "On the Irish side, A", "Opposite them sat A of the
//! League".

use super::members::list_stop;
use super::owner::is_team;
use super::{Heads, Roster};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::delegations::{add, entry};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::people::Tie;
use crate::reading::Evidence;
use crate::token::Kind;

/// Minutes: "For the Board of Education: A, president (leading); B; C", one line a side.
pub(super) fn minutes(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if !matches!(page.word(at), "For" | "for" | "From" | "Representing") {
        return None;
    }
    let mention =
        view.chunks.parties_within(at + 1, at + 4).first().copied().filter(|m| m.first <= at + 2)?;
    if !page.is_mark(mention.last, b':') {
        return None;
    }
    let line =
        |i: usize| page.text[page.tokens[i - 1].end as usize..page.tokens[i].start as usize].contains('\n');
    let first = mention.last + 1;
    let end = (first + 1..sentence.last).find(|&i| line(i)).unwrap_or(sentence.last);
    let leading =
        (first..end).any(|i| matches!(page.word(i), "leading" | "lead" | "head" | "chair" | "chairing"));
    Some(Roster {
        party: mention.party,
        first: at,
        list: (first, end),
        leader: None,
        heads: if leading { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:minutes",
        confidence: 0.9,
    })
}

/// "On the Irish side, A, B and C", "For the union: A and B", "From the Lower Canal only A and her lawyer, B",
/// "On the other side of the table sat A".
pub(super) fn on_the_side(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if !opens_side(view, at, sentence) {
        return None;
    }
    let mention = view
        .chunks
        .parties_within(at + 1, (at + 5).min(sentence.last))
        .first()
        .copied()
        .filter(|m| m.first <= at + 2);
    let mention = mention?;
    let (party, mut next) = (mention.party, mention.last);
    while next < sentence.last
        && (page.tokens[next].kind == Kind::Possessive
            || is_team(view, next)
            || page.is(next, Class::DELEGATIONNOUN))
    {
        next += 1;
    }
    if !lists_people(view, at, next, sentence) {
        return None;
    }
    Some(Roster {
        party,
        first: at,
        list: (next, list_stop(view, next, sentence)),
        leader: None,
        heads: if heads(view, at) { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:side-list",
        confidence: 0.8,
    })
}

/// "…, for the union B": the next side of a list of them.
fn after_comma(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    view.page.word(at) == "for" && at > sentence.first && view.page.is_mark(at - 1, b',')
}

/// A word that leads to a side, where a clause begins.
fn opens_side(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let page = view.page;
    let opens = after_comma(view, at, sentence)
        || at == sentence.first
        || page.is_mark(at - 1, b';')
        || page.is_mark(at - 1, b':')
        || at == sentence.first + 1;
    let led = matches!(
        page.word(at),
        "On" | "For"
            | "From"
            | "Representing"
            | "on"
            | "for"
            | "from"
            | "Heading"
            | "Leading"
            | "Chairing"
            | "Across"
            | "Among"
    );
    opens && led
}

/// Whether the one named first leads: "Heading the Irish side is A".
fn heads(view: View<'_, '_>, at: usize) -> bool {
    matches!(view.page.word(at), "Heading" | "Leading" | "Chairing")
}

/// Whether the words behind a side are a list of its people.
fn lists_people(view: View<'_, '_>, at: usize, next: usize, sentence: Sentence) -> bool {
    let page = view.page;
    let person = view
        .chunks
        .within(next, (next + 16).min(sentence.last))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)));
    let Some(person) = person else { return false };
    // A list, or a verb of sitting: "On the Ukrainian side, A said" is a statement.
    let says = page.is(person.through.max(person.last), Class::SAY)
        || (next..person.first).any(|i| page.is(i, Class::SAY) && !page.is(i, Class::OFFICE));
    let several = after_comma(view, at, sentence)
        || view.chunks.within(person.last, sentence.last).iter().any(|c| matches!(c.what, What::Person(_)));
    let sits = (next..person.first).any(|i| {
        matches!(
            page.word(i),
            "sat"
                | "is"
                | "are"
                | "was"
                | "were"
                | "came"
                | "come"
                | "only"
                | "there"
                | "stood"
                | "attended"
                | "took"
        )
    });
    let marked = page.is_mark(next, b':') || page.is_mark(next, b',') && several;
    let finite = (next..person.first).any(|i| page.is(i, Class::AUX)) && !sits;
    !says && !finite && (marked || sits || heads(view, at))
}

/// "Also at the table for Peru are A and B", "A, B and C negotiated for Chile".
pub(super) fn at_table_for(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if page.word(at) != "for" || at == sentence.first {
        return None;
    }
    let the = usize::from(page.word(at + 1) == "the");
    let mention = view.chunks.parties_within(at + 1 + the, at + 2 + the).first().copied()?;
    let sat = matches!(
        page.word(at - 1),
        "negotiated"
            | "negotiate"
            | "bargained"
            | "sat"
            | "appeared"
            | "attended"
            | "spoke"
            | "negotiating"
            | "sitting"
    );
    let table = matches!(page.word(at - 1), "table" | "present" | "there" | "room" | "attendance")
        && page.is(mention.last, Class::AUX);
    let people = |from: usize, to: usize| {
        view.chunks
            .within(from, to)
            .iter()
            .filter(|c| matches!(c.what, What::Person(_)) && !page.is(c.first, Class::THIRD))
            .count()
    };
    let list = if table && people(mention.last, sentence.last) > 0 {
        (mention.last + 1, list_stop(view, mention.last + 1, sentence))
    } else if sat && people(sentence.first, at) > 1 {
        (sentence.first, at)
    } else {
        return None;
    };
    Some(Roster {
        party: mention.party,
        first: list.0.min(at),
        list,
        leader: None,
        heads: Heads::Nobody,
        rule: "delegation:for",
        confidence: 0.8,
    })
}

/// "Opposite them sat A of the League and B": everyone at the side they are said to be of.
pub(super) fn seated(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    let page = view.page;
    let facing =
        matches!(page.word(sentence.first), "Opposite" | "Across" | "Facing" | "Around" | "At" | "Also");
    let sat = (sentence.first..sentence.last.min(sentence.first + 10))
        .find(|&i| matches!(page.word(i), "sat" | "were" | "was") && !page.tokens[i].quoted);
    let table = (sentence.first..sentence.last.min(sentence.first + 10))
        .any(|i| matches!(page.word(i), "sat" | "table" | "Opposite" | "Across" | "Facing"));
    let Some(sat) = sat.filter(|_| facing && table) else { return };
    for chunk in view.chunks.within(sat, sentence.last) {
        let What::Person(person) = chunk.what else { continue };
        let known = draft.people.list.get(person as usize).and_then(|p| p.party);
        let Some((party, _)) = known.filter(|&(_, tie)| tie >= Tie::Side) else { continue };
        let evidence = Evidence {
            span: view.page.span(sentence.first, chunk.last),
            rule: "delegation:seated",
            confidence: 0.75,
        };
        add(&mut entry(draft, party, evidence).members, person);
    }
}
