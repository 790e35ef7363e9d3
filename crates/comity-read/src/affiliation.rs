//! The party a person speaks for, from the words around the name: "Libya's Faraj Zentani", "X of Suriname",
//! "X (Kenya)", "its spokesman, X", "X, who speaks for the villages". What stays doubtful stays open.

use crate::chunk::{Chunk, Chunks, PartyMention, What};
use crate::gazetteer::{Form, Parties};
use crate::lexicon::{Class, body_kind};
use crate::page::Page;
use crate::people::{People, Tie};
use crate::reading::PartyKind;
use crate::token::Kind;

/// Gives the people of a page their parties; a firmer tie known before stays.
pub(crate) fn affiliate(page: &Page<'_>, chunks: &Chunks, parties: &Parties, people: &mut People) {
    for _ in 0..2 {
        for (index, chunk) in chunks.list.iter().enumerate() {
            let What::Person(person) = chunk.what else { continue };
            if page.is(chunk.first, Class::THIRD) || page.tokens[chunk.first].quoted {
                continue;
            }
            let found = beside(page, chunks, chunk)
                .or_else(|| relative(page, chunks, chunk))
                .or_else(|| owned(page, chunks, index, people))
                .or_else(|| respectively(page, chunks, index));
            if let Some((party, tie)) = found
                && let Some(somebody) = people.list.get_mut(person as usize)
            {
                somebody.tie(party, tie);
            }
        }
    }
    by_office(page, chunks, people);
    of_the_government(page, chunks, parties, people);
}

/// A party that begins at a token, an article passed over.
fn party_from(page: &Page<'_>, chunks: &Chunks, at: usize) -> Option<PartyMention> {
    let the = usize::from(page.word(at) == "the");
    chunks.parties_within(at + the, at + the + 1).first().copied()
}

/// "X (Kenya)", "X of Suriname", "Libya's X", "Algeria's, X,".
fn beside(page: &Page<'_>, chunks: &Chunks, chunk: &Chunk) -> Option<(u16, Tie)> {
    if page.is_mark(chunk.last, b'(') {
        let mention = party_from(page, chunks, chunk.last + 1).filter(|m| page.is_mark(m.last, b')'));
        return mention.map(|m| (m.party, Tie::Stated));
    }
    if matches!(page.word(chunk.last), "of" | "from")
        && let Some(mention) = party_from(page, chunks, chunk.last + 1)
        && mention.form != Form::Adjective
    {
        return Some((mention.party, Tie::Side));
    }
    // "Carla Rees, for the ministry, said": between commas.
    let aside = chunk.last + usize::from(page.is_mark(chunk.last, b','));
    if page.word(aside) == "for"
        && page.is_mark(chunk.last, b',')
        && let Some(mention) = party_from(page, chunks, aside + 1)
        && (page.is_mark(mention.last, b',')
            || page.is_mark(mention.last, b';')
            || page.is_mark(mention.last, b'.'))
    {
        return Some((mention.party, Tie::Stated));
    }
    // "spoke for the parish", "represented the diocese".
    let verb = chunk.last;
    let represents = matches!(page.word(verb), "represented" | "represents");
    let spoke = matches!(page.word(verb), "spoke" | "speaks" | "negotiated" | "appeared")
        && page.word(verb + 1) == "for";
    if represents || spoke {
        return party_from(page, chunks, verb + 1 + usize::from(spoke)).map(|m| (m.party, Tie::Stated));
    }
    // "Ms Taguba, speaking for the Front": whom the words say the person speaks for.
    let mut at = chunk.last + usize::from(page.is_mark(chunk.last, b','));
    if matches!(
        page.word(at),
        "speaking" | "negotiating" | "acting" | "speaks" | "negotiates" | "representing"
    ) {
        at += 1;
        at += usize::from(matches!(page.word(at), "for"));
        at += 3 * usize::from(page.word(at) == "on" && page.word(at + 1) == "behalf");
        return party_from(page, chunks, at).map(|m| (m.party, Tie::Stated));
    }
    let before = chunk.first.checked_sub(1)?;
    let elliptic =
        page.is_mark(before, b',') && before > 0 && page.tokens[before - 1].kind == Kind::Possessive;
    let possessive = if elliptic { before - 1 } else { before };
    if page.tokens[possessive].kind != Kind::Possessive || chunk.first != chunk.name && !elliptic {
        return None;
    }
    let mention = chunks.parties_within(possessive.saturating_sub(8), possessive).last()?;
    (mention.last == possessive).then_some((mention.party, Tie::Side))
}

/// "X, who speaks for the villages", "X, who runs the Authority", "X, who chairs the cooperative".
fn relative(page: &Page<'_>, chunks: &Chunks, chunk: &Chunk) -> Option<(u16, Tie)> {
    let who = chunk.last + usize::from(page.is_mark(chunk.last, b','));
    if page.word(who) != "who" {
        return None;
    }
    let verb = (who + 1..who + 5).find(|&i| {
        page.is(i, Class::LEADVERB)
            || matches!(
                page.word(i),
                "runs"
                    | "represents"
                    | "speaks"
                    | "negotiates"
                    | "spoke"
                    | "commands"
                    | "directs"
                    | "manages"
                    | "ran"
                    | "represented"
                    | "spokesman"
                    | "acts"
                    | "bargains"
                    | "speak"
            )
    })?;
    let speaks = matches!(page.word(verb), "speaks" | "negotiates" | "spoke" | "acts" | "bargains" | "speak");
    let at = verb + 1 + usize::from(speaks && page.word(verb + 1) == "for");
    if speaks && page.word(verb + 1) != "for" {
        return None;
    }
    let mention = (at..at + 3).find_map(|i| party_from(page, chunks, i))?;
    // "who leads the Mauritanian negotiators" speaks for Mauritania; "who led talks with Peru" does not for Peru.
    let clear = (at..mention.first).all(|i| !page.is(i, Class::PREP.or(Class::MEETNOUN)));
    clear.then_some((mention.party, Tie::Stated))
}

/// "its spokesman, X", "her deputy, X", "Salo's deputy, X", "X, its special envoy": of the owner's side.
fn owned(page: &Page<'_>, chunks: &Chunks, index: usize, people: &People) -> Option<(u16, Tie)> {
    let chunk = &chunks.list[index];
    let (start, noun) = (chunk.office?.0, chunk.noun?);
    if chunk.party.is_some() && !chunk.seconded {
        return None;
    }
    let start = start.min(chunk.first.max(start));
    let owner = if matches!(page.word(start), "its" | "their" | "his" | "her") {
        start
    } else {
        start.checked_sub(1)?
    };
    let word = page.word(owner);
    if matches!(page.word(noun), "counterpart" | "colleague" | "host" | "predecessor" | "rival" | "opponent")
    {
        return None;
    }
    match word {
        "its" | "their" | "Its" | "Their" => {
            subject_before(page, chunks, owner).map(|party| (party, Tie::Side))
        }
        "his" | "her" | "His" | "Her" => {
            let held = chunks.holding(owner)?;
            person_party(people, &chunks.list[held]).map(|party| (party, Tie::Side))
        }
        _ if page.tokens[owner].kind == Kind::Possessive => {
            let held = chunks.holding(owner.checked_sub(1)?)?;
            person_party(people, &chunks.list[held]).map(|party| (party, Tie::Side))
        }
        _ => None,
    }
}

fn person_party(people: &People, chunk: &Chunk) -> Option<u16> {
    match chunk.what {
        What::Person(person) => people.list.get(person as usize)?.party.map(|(party, _)| party),
        _ => None,
    }
}

/// The party that "its" means: the first of its own sentence before it, else the first of the sentence before.
fn subject_before(page: &Page<'_>, chunks: &Chunks, at: usize) -> Option<u16> {
    let here = page.sentence_holding(at);
    let sentence = page.sentences[here];
    let clause =
        (sentence.first..at).rev().find(|&i| page.is_mark(i, b';')).map_or(sentence.first, |i| i + 1);
    let own = chunks
        .parties_within(clause, at)
        .first()
        .or_else(|| chunks.parties_within(sentence.first, at).first());
    if let Some(mention) = own {
        return Some(mention.party);
    }
    let before = page.sentences.get(here.checked_sub(1)?).filter(|s| s.block == sentence.block)?;
    let mentions = chunks.parties_within(before.first, before.last);
    let first = mentions.first()?;
    mentions.iter().all(|m| m.party == first.party).then_some(first.party)
}

/// "The energy ministers of Estonia and Sweden, X and Y": the first of the first, the second of the second.
fn respectively(page: &Page<'_>, chunks: &Chunks, index: usize) -> Option<(u16, Tie)> {
    let chunk = &chunks.list[index];
    let people = |i: usize| matches!(chunks.list.get(i).map(|c| c.what), Some(What::Person(_)));
    // The chunk is the first or the second of "X and Y".
    let joined = |a: &Chunk, b: &Chunk| {
        (a.through.min(b.first)..b.first).all(|i| page.is_mark(i, b',') || page.word(i) == "and")
    };
    let next = chunks.list.get(index + 1).filter(|c| people(index + 1) && joined(chunk, c));
    let (first, place) = match next {
        Some(_) => (chunk, 0),
        None => {
            let before =
                chunks.list.get(index.checked_sub(1)?).filter(|c| people(index - 1) && joined(c, chunk))?;
            (before, 1)
        }
    };
    let comma = first.first.checked_sub(1).filter(|&i| page.is_mark(i, b','))?;
    let sentence = page.sentences[page.sentence_holding(comma)];
    let mentions = chunks.parties_within(comma.saturating_sub(12).max(sentence.first), comma);
    let [one, other] = mentions.get(mentions.len().checked_sub(2)?..)? else { return None };
    let of = (one.first.saturating_sub(2)..one.first).any(|i| page.word(i) == "of");
    let and = (one.last..other.first).all(|i| matches!(page.word(i), "and" | "the"));
    let plural =
        (sentence.first..one.first).any(|i| page.is(i, Class::OFFICE) && page.word(i).ends_with('s'));
    (of && and && plural && other.last == comma)
        .then_some((if place == 0 { one.party } else { other.party }, Tie::Stated))
}

/// "Canada's trade minister on Thursday urged … Minister Geneviève Arsenault spoke": one office, told with its party first.
fn by_office(page: &Page<'_>, chunks: &Chunks, people: &mut People) {
    let mut offices: Vec<(String, u16)> = Vec::new();
    for chunk in &chunks.list {
        let Some(noun) = chunk.noun else { continue };
        let word = page.word(noun).to_lowercase();
        match chunk.what {
            What::Office => {
                if let Some(party) = chunk.party {
                    offices.push((word, party));
                }
            }
            What::Person(person) => {
                let Some(somebody) = people.list.get_mut(person as usize) else { continue };
                let bare = somebody.party.is_none() && chunk.first < chunk.name;
                let mut of = offices.iter().filter(|(noun, _)| *noun == word).map(|&(_, party)| party);
                if bare
                    && let Some(party) = of.next()
                    && of.all(|other| other == party)
                {
                    somebody.tie(party, Tie::Guess);
                }
            }
            _ => {}
        }
    }
}

/// Where a government faces a body that is no state, the ministers and the president are the government's.
fn of_the_government(page: &Page<'_>, chunks: &Chunks, parties: &Parties, people: &mut People) {
    let mut named: Vec<(u16, usize)> = Vec::new();
    for mention in &chunks.parties {
        match named.iter_mut().find(|(party, _)| *party == mention.party) {
            Some((_, count)) => *count += 1,
            None => named.push((mention.party, 1)),
        }
    }
    named.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let body = |party: u16| {
        let entry = parties.entry(party);
        let noun = entry.name.rsplit(' ').next().unwrap_or("").to_lowercase();
        let kind = entry.kind == PartyKind::Body || parties.is_learned(party) && body_kind(&noun).is_some();
        kind && !is_government(&entry.name)
    };
    let states: Vec<u16> = named.iter().filter(|(party, _)| !body(*party)).map(|&(party, _)| party).collect();
    let against = named.iter().any(|&(party, count)| body(party) && count > 1);
    // "the government of Toval" makes the document's own state; otherwise there must be but one.
    let own = states.iter().copied().find(|&party| parties.is_learned(party));
    let Some(government) = own.or((states.len() == 1).then(|| states[0])) else { return };
    if !page.of_talks || !against {
        return;
    }
    for somebody in &mut people.list {
        let national = somebody
            .nouns
            .iter()
            .any(|noun| matches!(noun.as_str(), "president" | "minister" | "premier" | "chancellor"));
        let former =
            somebody.office.as_ref().is_some_and(|o| o.text.contains("former") || o.text.contains("ex-"));
        if somebody.party.is_none() && somebody.bare_office && national && !former {
            somebody.tie(government, Tie::Guess);
        }
    }
}

fn is_government(name: &str) -> bool {
    ["government", "ministry", "cabinet", "administration", "junta"].iter().any(|noun| name.contains(noun))
}
