//! Whose list it is: the party before a verb, the owner of a team, the person who leads it.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::delegations::party_of;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// Nouns for the people a side sends.
pub(super) fn is_team(view: View<'_, '_>, at: usize) -> bool {
    matches!(
        view.page.word(at),
        "delegation"
            | "Delegation"
            | "team"
            | "side"
            | "negotiators"
            | "contingent"
            | "panel"
            | "Panel"
            | "negotiating"
            | "mission"
            | "delegates"
            | "representatives"
            | "squad"
            | "party"
            | "trio"
            | "pair"
            | "bench"
            | "line-up"
            | "lineup"
            | "commission"
            | "Commission"
    ) || matches!(view.page.word(at), "committee" | "group" | "table")
        && at > 0
        && matches!(view.page.word(at - 1), "bargaining" | "negotiating")
}

/// The party named right before a verb: "Cambodia sent", "the union was represented", "Thailand's delegation includes".
pub(super) fn subject_party(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<(u16, usize)> {
    let page = view.page;
    let mut at = verb;
    while at > sentence.first
        && (page.is(at - 1, Class::AUX.or(Class::ADV).or(Class::MODAL)) || page.is_mark(at - 1, b','))
    {
        at -= 1;
    }
    let low = at.saturating_sub(5).max(sentence.first);
    let mention = view.chunks.parties_within(low, at).last().copied()?;
    // Up to a noun of its own may stand between: "the Coronan side", "the union's team".
    let own = (mention.last..at).all(|i| {
        page.tokens[i].kind == Kind::Possessive
            || page.is(i, Class::DELEGATIONNOUN.or(Class::ORGNOUN).or(Class::BODY).or(Class::ADV))
            || is_team(view, i)
            || page.tokens[i].is_word()
                && !page.tokens[i].is_capital()
                && (page.tokens[i].class.is_none() || page.is(i, Class::COMMON))
    });
    let object = mention.first > sentence.first
        && page.is(mention.first - 1, Class::PREP)
        && !matches!(page.word(mention.first - 1), "For" | "for" | "of");
    (own && !object).then_some((mention.party, mention.first))
}

/// "Its bargaining committee is headed by A": of the party the sentence before begins with.
pub(super) fn its_team(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<u16> {
    if !matches!(view.page.word(sentence.first), "Its" | "Their") || verb > sentence.first + 7 {
        return None;
    }
    let here = view.page.sentence_holding(sentence.first);
    let before = view.page.sentences.get(here.checked_sub(1)?).filter(|s| s.block == sentence.block)?;
    view.chunks.parties_within(before.first, before.last).first().map(|m| m.party)
}

/// Whose team it is: a party beside the noun, or the party of the person who owns it ("Quispe's delegation").
pub(super) fn team_party(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    sentence: Sentence,
) -> Option<(u16, usize)> {
    let page = view.page;
    let low = at.saturating_sub(5).max(sentence.first);
    let before = view.chunks.parties_within(low, at).last().filter(|m| {
        (m.last..at).all(|i| {
            page.tokens[i].kind == Kind::Possessive
                || page.tokens[i].is_word() && !page.is(i, Class::PREP.or(Class::CONJ).or(Class::SAY))
        })
    });
    if let Some(mention) = before {
        return Some((mention.party, mention.first));
    }
    let after = matches!(page.word(at + 1), "of" | "from")
        .then(|| view.chunks.parties_within(at + 2, at + 4).first().copied())
        .flatten();
    if let Some(mention) = after {
        return Some((mention.party, at));
    }
    let owner = view.chunks.within(low, at).iter().rev().find(|c| {
        matches!(c.what, What::Person(_))
            && (page.tokens.get(c.last).is_some_and(|t| t.kind == Kind::Possessive)
                || page.is(c.first, Class::THIRD))
    })?;
    match owner.what {
        What::Person(person) => party_of(draft, person).map(|party| (party, owner.first)),
        _ => None,
    }
}

/// The last person named before a token, and where.
pub(super) fn leader_before(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<(u32, usize)> {
    view.chunks.within(sentence.first, at).iter().rev().find_map(|c| match c.what {
        What::Person(person) => Some((person, c.first)),
        _ => None,
    })
}
