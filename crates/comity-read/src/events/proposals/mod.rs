//! Proposals and drafts: whose, put to whom and when, and what was said of them.

mod frames;

use crate::chunk::What;
use crate::draft::{Draft, View, when};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, Proposal, RelationKind, Span, When};
use crate::token::Kind;

/// A proposal as a rule found it.
struct Found {
    /// The noun phrase, as a range of tokens.
    words: (usize, usize),
    author: Option<Holder>,
    recipient: Option<(Holder, Span)>,
    when: Option<When>,
    rule: &'static str,
    confidence: f32,
}

/// Finds the proposals of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        named_in_marks(view, draft, sentence);
        for found in frames::find(view, draft, sentence) {
            enter(view, draft, sentence, &found);
        }
        for at in sentence.first..sentence.last {
            let token = &view.page.tokens[at];
            if token.quoted || !token.is_word() || !is_noun(view, at) {
                continue;
            }
            let words = phrase(view, at, sentence);
            let found = presented(view, draft, at, words, sentence)
                .or_else(|| participle(view, draft, at, words, sentence))
                .or_else(|| frames::reduced_relative(view, draft, words, sentence))
                .or_else(|| frames::said_behind(view, draft, at, words, sentence))
                .or_else(|| owned(view, draft, at, words, sentence));
            match found {
                Some(found) => enter(view, draft, sentence, &found),
                None => again(view, draft, at, words, sentence),
            }
        }
    }
}

/// "submitted a « bridging document » to both governments": a proposal named in quotation marks.
fn named_in_marks(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    let page = view.page;
    for at in sentence.first..sentence.last {
        if page.tokens[at].kind != Kind::Quote || !is_opening(view, at) {
            continue;
        }
        let Some(quote) = page.quote_holding(at).cloned() else { continue };
        let short = quote.last - quote.first <= 6;
        let noun = (quote.first..quote.last).rev().find(|&i| page.is(i, Class::OFFER));
        let low = at.saturating_sub(4).max(sentence.first);
        let verb = (low..at).rev().find(|&i| is_presenting(view, i));
        let (Some(_), Some(verb)) = (noun.filter(|_| short), verb) else { continue };
        let Some(author) = author_of(view, draft, verb, sentence) else { continue };
        let recipient = recipient_after(view, draft, quote.last + 1, sentence);
        let found = Found {
            words: (verb, quote.last + 1),
            author: Some(author),
            recipient,
            when: time(view, sentence, verb),
            rule: "proposal:named",
            confidence: 0.82,
        };
        enter(view, draft, sentence, &found);
    }
}

fn is_opening(view: View<'_, '_>, at: usize) -> bool {
    view.page.quote_holding(at).is_some_and(|quote| quote.first == at)
}

fn is_noun(view: View<'_, '_>, at: usize) -> bool {
    let next_noun = view.page.is(at + 1, Class::OFFER.or(Class::PAPER)) && !view.page.tokens[at + 1].quoted
        || view.page.tokens.get(at + 1).is_some_and(|t| {
            t.is_word() && !t.is_capital() && t.class.is_none() && view.page.word(at) == "draft"
        });
    let verb = at > 0 && matches!(view.page.word(at - 1), "to" | "will" | "would");
    view.page.is(at, Class::OFFER.or(Class::PAPER))
        && !verb
        && (!next_noun
            || view.page.word(at) == "draft" && !view.page.is(at + 1, Class::OFFER.or(Class::PAPER)))
}

/// The noun phrase around a noun: back over its modifiers.
fn phrase(view: View<'_, '_>, noun: usize, sentence: Sentence) -> (usize, usize) {
    let mut start = noun;
    while start > sentence.first && noun - start < 8 {
        let token = &view.page.tokens[start - 1];
        let open = token.kind == Kind::Possessive
            || token.kind == Kind::Number
            || token.is_word()
                && !token.is(Class::PREP
                    .or(Class::CONJ)
                    .or(Class::AUX)
                    .or(Class::MODAL)
                    .or(Class::PRESENTVERB)
                    .or(Class::SAY))
            || token.is(Class::OFFICEMOD);
        let verb = token.is_word()
            && token.is(Class::SUPPORT.or(Class::OPPOSE).or(Class::CRITICISE))
            && !token.is_capital();
        if !open || verb || token.quoted {
            break;
        }
        start -= 1;
        if token.is(Class::DET) || token.is(Class::THIRD) {
            break;
        }
    }
    let mut end = noun + 1;
    // "a draft schedule of releases", "a draft protocol": the noun the draft is of.
    let of_draft = |i: usize| {
        let token = view.page.tokens.get(i).filter(|t| t.is_word() && !t.is_capital());
        token.is_some_and(|t| {
            t.class.is_none() && !view.page.word(i).ends_with("ed") || t.is(Class::PROPOSALNOUN)
        })
    };
    if view.page.word(noun) == "draft" && of_draft(end) {
        end += 1;
    }
    (start, end)
}

/// "X presented a proposal to Y on Monday".
fn presented(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let low = words.0.saturating_sub(8).max(sentence.first);
    let verb = (low..words.0).rev().find(|&i| is_presenting(view, i))?;
    let gap_clear = (verb + 1..words.0)
        .all(|i| !view.page.is_mark(i, b',') && !view.page.is(i, Class::SAY.or(Class::AUX)));
    let passive = view.page.is(verb - 1, Class::AUX)
        && matches!(view.page.word(verb - 1), "was" | "were" | "been" | "be");
    let denied = (verb.saturating_sub(4).max(sentence.first)..verb).any(|i| {
        view.page.is(i, Class::NEG) || matches!(view.page.word(i), "would" | "could" | "should" | "might")
    });
    if !gap_clear || passive || denied {
        return None;
    }
    let author = author_of(view, draft, verb, sentence)?;
    let recipient =
        recipient_after(view, draft, words.1, sentence).or_else(|| given_to(view, draft, verb, words.0));
    let made_by = made_by(view, draft, words.1, sentence);
    let _ = noun;
    let author = made_by.or(owner(view, draft, words)).unwrap_or(author);
    Some(Found {
        words: (verb, words.1),
        author: Some(author),
        recipient,
        when: time(view, sentence, verb),
        rule: "proposal:presented",
        confidence: 0.88,
    })
}

/// Verbs of presenting; "put forward", "came with", "answered with" among them.
fn is_presenting(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    let token = &page.tokens[at];
    let next = page.word(at + 1);
    if token.quoted || token.is_capital() {
        return false;
    }
    match page.word(at) {
        "put" | "puts" | "laid" | "lays" => {
            // "put a compromise on the table", "put to both of them a plan", "put forward".
            let table = (at + 1..at + 9)
                .any(|i| page.word(i) == "table" || matches!(page.word(i), "forward" | "down"));
            table || matches!(next, "forward" | "to" | "on" | "before")
        }
        "answered" | "answers" | "countered" | "replied" | "responded" | "arrived" | "came" | "returned" => {
            (at + 1..at + 8).any(|i| page.word(i) == "with" && !page.is(i + 1, Class::THIRD))
        }
        "made" | "makes" | "read" | "passed" | "wrote" | "written" => {
            (at + 1..at + 6).any(|i| page.is(i, Class::OWN_OFFER))
                || at > 0 && page.is(at - 1, Class::AUX) && next == "by"
        }
        _ => token.is(Class::PRESENTING),
    }
}

/// Who presents: the subject of the verb; "last week" and "then" may stand between, and "X's side" is X's.
fn author_of(view: View<'_, '_>, draft: &mut Draft<'_>, verb: usize, sentence: Sentence) -> Option<Holder> {
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
    if let Some((chunk, sure)) = found.filter(|&(_, sure)| sure >= 0.6) {
        let unknown = matches!(view.chunks.list[chunk].what, What::Unknown | What::Document);
        let _ = sure;
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
fn side_before(view: View<'_, '_>, draft: &mut Draft<'_>, verb: usize, sentence: Sentence) -> Option<Holder> {
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
fn recipient_after(
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

fn recipient_at(view: View<'_, '_>, draft: &mut Draft<'_>, at: usize) -> Option<(Holder, Span)> {
    let the = usize::from(view.page.is(at, Class::DET) && view.chunk_from(at).is_none());
    if let Some(mention) = view.chunks.parties_within(at, at + 2).first().filter(|m| m.first <= at + 1) {
        let party = draft.party(mention.party);
        return Some((Holder::Party(party), view.page.span(mention.first, mention.last)));
    }
    if let Some(&party) =
        super::several::both_sides(view, draft, at, (at + 4).min(view.page.tokens.len())).first()
    {
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
fn given_to(view: View<'_, '_>, draft: &mut Draft<'_>, verb: usize, words: usize) -> Option<(Holder, Span)> {
    let gives = matches!(view.page.word(verb), "gave" | "handed" | "sent" | "offered");
    recipient_at(view, draft, verb + 1).filter(|(_, span)| {
        gives && span.end <= view.page.tokens[words.min(view.page.tokens.len() - 1)].start
    })
}

/// "an American proposal presented to Kyiv", "a draft prepared by the Kyrgyz side", "a plan, which Tirana presented on Tuesday".
fn participle(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let mut at = words.1;
    at += usize::from(page.is_mark(at, b','));
    if matches!(page.word(at), "which" | "that") {
        let arrived = matches!(page.word(at + 1), "arrived" | "came" | "landed" | "reached" | "followed");
        let verb = if arrived {
            at + 1
        } else {
            (at + 1..(at + 12).min(sentence.last)).find(|&i| is_presenting(view, i))?
        };
        let author = if arrived {
            owner(view, draft, words)?
        } else if page.is(verb - 1, Class::AUX) && matches!(page.word(verb - 1), "was" | "were" | "been") {
            made_by(view, draft, verb, sentence).or_else(|| owner(view, draft, words))?
        } else {
            let (chunk, _) = view.subject_of(verb, at)?;
            view.holder_through(draft, chunk)?
        };
        let recipient = recipient_after(view, draft, verb + 1, sentence);
        return Some(Found {
            words: (words.0, verb + 1),
            author: Some(author),
            recipient,
            when: time(view, sentence, verb),
            rule: "proposal:which",
            confidence: 0.85,
        });
    }
    // A phrase of its own may stand between: "the draft on water, circulated by X".
    let verb = (at..(at + 6).min(sentence.last)).find(|&i| {
        is_presenting(view, i) || matches!(page.word(i), "prepared" | "made" | "backed" | "written")
    })?;
    let finite = (words.1..verb).any(|i| {
        page.is(i, Class::AUX.or(Class::SAY).or(Class::MODAL))
            || page.is(i, Class::THIRD)
            || page.is_mark(i, b'.')
    });
    let was = (words.1..verb).any(|i| matches!(page.word(i), "was" | "were"));
    if finite && !was || noun > verb {
        return None;
    }
    let author = made_by(view, draft, verb, sentence).or_else(|| owner(view, draft, words));
    let recipient = recipient_after(view, draft, verb + 1, sentence);
    // Nobody's proposal, or one put to nobody named, is left alone.
    author?;
    Some(Found {
        words: (words.0, verb + 1),
        author,
        recipient,
        when: time(view, sentence, verb),
        rule: "proposal:participle",
        confidence: 0.88,
    })
}

/// "… by X".
fn made_by(view: View<'_, '_>, draft: &mut Draft<'_>, from: usize, sentence: Sentence) -> Option<Holder> {
    let by = (from..(from + 11).min(sentence.last)).find(|&i| view.page.word(i) == "by")?;
    let clear = (from..by).all(|i| !view.page.is_mark(i, b',') && !view.page.is(i, Class::AUX));
    recipient_at(view, draft, by + 1).filter(|_| clear).map(|(holder, _)| holder)
}

/// The owner in the phrase: an adjective or possessor that is a party, a person, "his", or an organisation.
fn owner(view: View<'_, '_>, draft: &mut Draft<'_>, words: (usize, usize)) -> Option<Holder> {
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

/// "Norway's proposal", "her own proposal, published in July", "the proposal of Angola".
fn owned(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) -> Option<Found> {
    let page = view.page;
    let lower = page.slice(page.span(words.0, words.1)).to_lowercase();
    // "whether this was his final offer", "there is no Omani paper" name no proposal.
    let none = (words.0.saturating_sub(3).max(sentence.first)..noun)
        .any(|i| page.is(i, Class::NEG) || matches!(page.word(i), "no" | "No" | "any"));
    let fresh = ["new ", "revised", "latest", "second ", "own ", "alternative", "updated", "counter"]
        .iter()
        .any(|w| lower.contains(w));
    let named = page.is(noun, Class::OWN_OFFER) || fresh && page.is(noun, Class::OFFER);
    if none || !named || lower.contains("final ") {
        return None;
    }
    let of = matches!(page.word(words.1), "of" | "by" | "from")
        .then(|| recipient_at(view, draft, words.1 + 1))
        .flatten()
        .map(|(holder, _)| holder);
    let author =
        owner(view, draft, words).or(of.filter(|h| matches!(h, Holder::Party(_) | Holder::Person(_))))?;
    let known = match author {
        Holder::Person(person) => {
            draft.people.list.get(person as usize).is_some_and(|p| p.party.is_some() || p.office.is_some())
        }
        Holder::Party(_) => true,
        Holder::Source(_) => matches!(
            page.word(noun),
            "proposal"
                | "proposals"
                | "offer"
                | "draft"
                | "counterproposal"
                | "counter-proposal"
                | "counteroffer"
                | "counter-offer"
        ),
    };
    let recipient = recipient_after(view, draft, words.1, sentence).filter(|_| false);
    known.then_some(Found {
        words,
        author: Some(author),
        recipient,
        when: None,
        rule: "proposal:owned",
        confidence: 0.78,
    })
}

/// The date of presenting: the nearest after the verb, else before.
fn time(view: View<'_, '_>, sentence: Sentence, verb: usize) -> Option<When> {
    let dates = view.page.dates_in(sentence.first, sentence.last);
    let date = dates
        .iter()
        .min_by_key(|d| if d.first >= verb { d.first - verb } else { (verb - d.first) * 2 + 6 })?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence, found: &Found) {
    let span = view.page.span(found.words.0, found.words.1);
    let lower = view.page.slice(span).to_lowercase();
    let new =
        ["revised", "new ", "amended", "counter", "second", "alternative"].iter().any(|w| lower.contains(w));
    let party = found.author.and_then(|author| draft.party_of(author));
    let known = draft.reading.proposals.iter().position(|p| {
        let theirs = p.author.and_then(|a| draft.party_of(a));
        let same_author = p.author == found.author
            || party.is_some() && theirs == party
            || party.zip(theirs).is_some_and(|(a, b)| speaks_for(draft, a, b) || speaks_for(draft, b, a));
        let revised = view.page.slice(p.evidence.span).to_lowercase().contains("revised");
        same_author && (!new || revised)
    });
    if let Some(index) = known {
        let proposal = &mut draft.reading.proposals[index];
        proposal.aliases.push(span);
        if proposal.presented_to.is_none() {
            (proposal.presented_to, proposal.presented_to_span) =
                (found.recipient.map(|r| r.0), found.recipient.map(|r| r.1));
            proposal.when = proposal.when.or(found.when);
        }
        return;
    }
    let evidence = Evidence { span, rule: found.rule, confidence: found.confidence };
    draft.reading.proposals.push(Proposal {
        author: found.author,
        presented_to: found.recipient.map(|r| r.0),
        presented_to_span: found.recipient.map(|r| r.1),
        when: found.when,
        aliases: Vec::new(),
        changes: Vec::new(),
        criticism: criticism_here(draft, view, sentence),
        is_final: None,
        evidence,
    });
}

/// Whether one party is read to speak on behalf of the other.
fn speaks_for(draft: &Draft<'_>, one: u16, other: u16) -> bool {
    let is = |index: u32, party: u16| draft.gazetteer_party(index) == Some(party);
    draft
        .reading
        .relations
        .iter()
        .any(|r| r.kind == RelationKind::OnBehalfOf && is(r.from, one) && is(r.to, other))
}

/// Criticism that the same sentence reports.
fn criticism_here(draft: &Draft<'_>, view: View<'_, '_>, sentence: Sentence) -> Vec<Span> {
    let (low, high) = (view.page.tokens[sentence.first].start, view.page.tokens[sentence.last - 1].end);
    let here = |span: Span| span.start >= low && span.end <= high;
    let critical = draft.reading.statements.iter().filter(|s| {
        here(s.evidence.span)
            && matches!(
                s.stance.label,
                crate::reading::StanceLabel::Criticises | crate::reading::StanceLabel::Opposes
            )
    });
    critical.map(|s| s.evidence.span).collect()
}

/// "the current proposal", "the plan": the proposal last read, spoken of again; changes and finality are noted.
fn again(view: View<'_, '_>, draft: &mut Draft<'_>, noun: usize, words: (usize, usize), sentence: Sentence) {
    let definite = matches!(view.page.word(words.0), "the" | "The" | "this" | "a" | "that")
        && view.page.is(noun, Class::OWN_OFFER);
    let span = view.page.span(words.0, words.1);
    let lower = view.page.slice(view.page.span(sentence.first, sentence.last)).to_lowercase();
    let Some(proposal) = draft.reading.proposals.last_mut() else { return };
    if definite && proposal.aliases.len() < 16 {
        proposal.aliases.push(span);
    }
    if lower.contains("unfinali") || lower.contains("not final") || lower.contains("not the final") {
        proposal.is_final = Some(false);
    }
}
