//! Whose a proposal is, and to whom it was put.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::events::several::both_sides;
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Holder, Span};
use crate::token::Kind;

/// Who presents: the subject of the verb; "last week" and "then" may stand between, and "X's side" is X's.
pub(super) fn author_of(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    verb: usize,
    sentence: Sentence,
) -> Option<Holder> {
    let page = view.page;
    let mut at = verb;
    while at > sentence.first {
        match page.date_holding(at - 1).filter(|date| date.first > sentence.first) {
            Some(date) => at = date.first,
            None if page.is(at - 1, Class::ADV.or(Class::AUX)) || page.word(at - 1) == "then" => at -= 1,
            None => break,
        }
    }
    // "Mr. Achard's side then produced a rota".
    let team = at.checked_sub(1).filter(|&i| i > sentence.first && page.is(i, Class::TEAM));
    if let Some(owner) =
        team.and_then(|team| team.checked_sub(1)).filter(|&i| page.tokens[i].kind == Kind::Possessive)
        && let Some(chunk) = view.chunks.holding(owner - 1).map(|i| view.chunks.list[i])
        && let Some(holder) = draft.holder(view, &chunk)
    {
        return Some(holder);
    }
    if let Some(holder) = side_before(view, draft, at, sentence) {
        return Some(holder);
    }
    // "The Alliance of Small Island States (AOSIS) introduced": over the letters.
    if at > sentence.first
        && page.is_mark(at - 1, b')')
        && let Some(open) =
            (at.saturating_sub(6).max(sentence.first)..at).rev().find(|&i| page.is_mark(i, b'('))
        && let Some(mention) =
            view.chunks.parties_within(sentence.first, open).last().filter(|m| m.last == open).copied()
    {
        return Some(Holder::Party(draft.party(mention.party)));
    }
    let found = view.subject_of(at, sentence.first).or_else(|| view.subject_of(verb, sentence.first));
    if let Some((chunk, _)) = found.filter(|&(_, sure)| sure >= 0.6) {
        let unknown = matches!(view.chunks.list[chunk].what, What::Unknown | What::Document);
        return view.holder_through(draft, chunk).filter(|_| !unknown);
    }
    // "Mediators in the dispute over the Gulf submitted a document".
    let first = view.chunks.within(sentence.first, verb).first().copied()?;
    let opens = first.what == What::Collective && first.first <= sentence.first + 12;
    let alone = view
        .chunks
        .within(first.last, verb)
        .iter()
        .all(|c| !matches!(c.what, What::Person(_) | What::Collective));
    if opens && alone { draft.holder(view, &first) } else { None }
}

/// "Her side has proposed", "its negotiators sent over": the side of the one who owns it.
pub(super) fn side_before(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    verb: usize,
    sentence: Sentence,
) -> Option<Holder> {
    let page = view.page;
    let mut at = verb;
    while at > sentence.first && page.is(at - 1, Class::AUX.or(Class::ADV)) {
        at -= 1;
    }
    let team = at.checked_sub(1).filter(|&i| i > sentence.first && page.is(i, Class::TEAM))?;
    let owner = team - 1;
    if !page.is(owner, Class::THIRD) {
        return None;
    }
    if let Some(chunk) = view.chunks.holding(owner).map(|i| view.chunks.list[i])
        && matches!(chunk.what, What::Person(_))
    {
        return draft.holder(view, &chunk);
    }
    let here = page.sentence_holding(owner);
    let own = view.chunks.parties_within(sentence.first, owner).first().copied();
    let before = || {
        let before = page.sentences.get(here.checked_sub(1)?)?;
        view.chunks.parties_within(before.first, before.last).first().copied()
    };
    let mention = own.or_else(before)?;
    Some(Holder::Party(draft.party(mention.party)))
}

/// "presented to Kyiv", "to the three chief negotiators".
pub(super) fn recipient_after(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    from: usize,
    sentence: Sentence,
) -> Option<(Holder, Span)> {
    let to = (from..(from + 9).min(sentence.last))
        .find(|&i| matches!(view.page.word(i), "to" | "with") && !view.page.is(i + 1, Class::CUE))?;
    let clear =
        (from..to).all(|i| !view.page.is_mark(i, b';') && !view.page.is(i, Class::SAY.or(Class::AUX)));
    recipient_at(view, draft, to + 1).filter(|_| clear)
}

pub(super) fn recipient_at(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize) -> Option<(Holder, Span)> {
    let the = usize::from(view.page.is(at, Class::DET) && view.chunk_from(at).is_none());
    if let Some(mention) = view.chunks.parties_within(at, at + 2).first().filter(|m| m.first <= at + 1) {
        let party = draft.party(mention.party);
        return Some((Holder::Party(party), view.page.span(mention.first, mention.last)));
    }
    if let Some(&party) = both_sides(view, draft, at, (at + 4).min(view.page.tokens.len())).first() {
        let noun = (at..at + 4).find(|&i| view.page.word(i).ends_with('s')).unwrap_or(at);
        return Some((Holder::Party(draft.party(party)), view.page.span(at, noun + 1)));
    }
    let chunk = view.chunk_from(at).or_else(|| view.chunk_from(at + the))?;
    let found = view.chunks.list[chunk];
    if matches!(found.what, What::Pronoun | What::Unknown | What::Document) {
        return None;
    }
    draft.holder(view, &found).map(|holder| (holder, view.page.span(found.first, found.last)))
}

/// "gave both sides an amended version", "handed Kyiv a draft".
pub(super) fn given_to(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    verb: usize,
    words: usize,
) -> Option<(Holder, Span)> {
    let gives = matches!(view.page.word(verb), "gave" | "handed" | "sent" | "offered");
    recipient_at(view, draft, verb + 1).filter(|(_, span)| {
        gives && span.end <= view.page.tokens[words.min(view.page.tokens.len() - 1)].start
    })
}

/// "… by X".
pub(super) fn made_by(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    from: usize,
    sentence: Sentence,
) -> Option<Holder> {
    let by = (from..(from + 11).min(sentence.last)).find(|&i| view.page.word(i) == "by")?;
    let clear = (from..by).all(|i| !view.page.is_mark(i, b',') && !view.page.is(i, Class::AUX));
    recipient_at(view, draft, by + 1).filter(|_| clear).map(|(holder, _)| holder)
}

/// The owner in the phrase: an adjective or possessor that is a party, a person, "his", or an organisation.
pub(super) fn owner(view: View<'_, '_>, draft: &mut Draft<'_>, words: (usize, usize)) -> Option<Holder> {
    for chunk in view.chunks.within(words.0, words.1) {
        let possessor = view.page.tokens.get(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
        let own = matches!(chunk.what, What::Person(_)) && view.page.is(chunk.first, Class::THIRD);
        if possessor && !matches!(chunk.what, What::Unknown | What::Pronoun | What::Document) || own {
            return draft.holder(view, chunk);
        }
    }
    let mention = view.chunks.parties_within(words.0, words.1).first().copied()?;
    let possessor = view.page.tokens.get(mention.last).is_some_and(|t| t.kind == Kind::Possessive);
    let beside = mention.form == Form::Adjective || possessor || mention.last < words.1;
    beside.then(|| Holder::Party(draft.party(mention.party)))
}
