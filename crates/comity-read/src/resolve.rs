//! Names, offices and pronouns to people, within one document. What stays doubtful stays open.

use crate::chunk::{Chunk, Chunks, What};
use crate::lexicon::Class;
use crate::page::Page;
use crate::people::{Gender, People, Tie};
use crate::reading::{Evidence, Mention, MentionKind};
use crate::token::Kind;

/// Below this a bare name is no person unless one of that name is known.
pub(crate) const SURE_NAME: f32 = 0.65;

/// Someone mentioned lately.
#[derive(Debug, Clone, Copy)]
struct Recent {
    person: u32,
    sentence: usize,
    block: usize,
    subject: bool,
    token: usize,
}

/// Resolves the chunks of a page, entering the people it names.
pub(crate) fn resolve(page: &Page<'_>, chunks: &mut Chunks, people: &mut People) {
    enter_all(page, &chunks.list, people);
    let mut recent: Vec<Recent> = Vec::new();
    for index in 0..chunks.list.len() {
        let chunk = chunks.list[index];
        let sentence = page.sentence_holding(chunk.first);
        let found = match chunk.what {
            What::Name => find_name(page, &chunk, people).map(|p| (p, MentionKind::Name)),
            What::Office => find_office(page, &chunk, people).map(|p| (p, MentionKind::Office)),
            What::Pronoun => {
                find_pronoun(page, &chunk, sentence, &recent, people).map(|p| (p, MentionKind::Pronoun))
            }
            _ => None,
        };
        let Some((person, kind)) = found else {
            if chunk.what == What::Name {
                chunks.list[index].what = What::Unknown;
            }
            continue;
        };
        let chunk = &mut chunks.list[index];
        chunk.what = What::Person(person);
        people.mention(person, Mention { span: page.span(chunk.first, chunk.last), kind });
        if let Some((party, tie)) = people.list[person as usize].party.filter(|_| chunk.party.is_none()) {
            let _ = tie;
            chunk.party = Some(party);
        }
        if !page.tokens[chunk.first].quoted {
            let block = page.sentences[sentence].block;
            let subject = is_subject(page, chunk);
            recent.push(Recent { person, sentence, block, subject, token: chunk.first });
        }
    }
}

/// Enters fuller names first, so that surnames find their person.
fn enter_all(page: &Page<'_>, list: &[Chunk], people: &mut People) {
    for long in [true, false] {
        for chunk in list.iter().filter(|c| c.what == What::Name && c.confidence >= SURE_NAME) {
            let names = names_of(page, chunk);
            if names.is_empty() || (names.len() > 1) != long {
                continue;
            }
            let evidence = Evidence {
                span: page.span(chunk.first, chunk.last),
                rule: chunk.rule,
                confidence: chunk.confidence,
            };
            let person = people.enter(&names, evidence);
            note_details(page, chunk, person, people);
        }
    }
}

fn names_of<'t>(page: &Page<'t>, chunk: &Chunk) -> Vec<&'t str> {
    (chunk.name..chunk.last).map(|i| page.word(i)).collect()
}

/// Office, party and pronoun, from the words around a name.
fn note_details(page: &Page<'_>, chunk: &Chunk, person: u32, people: &mut People) {
    if let (Some((first, last)), Some(noun)) = (chunk.office, chunk.noun) {
        let span = page.span(first, last);
        people.office(person, page.slice(span), span, page.word(noun));
        for at in first..last {
            if page.is(at, Class::OFFICE) {
                people.office(person, page.slice(span), span, page.word(at));
            }
        }
    }
    if chunk.party.is_none_or(|_| chunk.seconded)
        && chunk.noun.is_some()
        && chunk.rule == "person:office-before"
        && let Some(somebody) = people.list.get_mut(person as usize)
    {
        somebody.bare_office = true;
    }
    if let Some(party) = chunk.party {
        let tie = if chunk.seconded { Tie::Organisation } else { Tie::Stated };
        if let Some(somebody) = people.list.get_mut(person as usize) {
            somebody.tie(party, tie);
        }
    }
    note_title(page, chunk, person, people);
}

fn note_title(page: &Page<'_>, chunk: &Chunk, person: u32, people: &mut People) {
    let Some(somebody) = people.list.get_mut(person as usize) else { return };
    for at in chunk.first..chunk.name {
        match page.word(at) {
            "Mr" | "Mr." | "Sir" | "Lord" | "King" | "Prince" | "spokesman" | "chairman" | "businessman" => {
                somebody.gender = Gender::He
            }
            "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Lady" | "Dame" | "Queen" | "Princess"
            | "spokeswoman" | "chairwoman" => {
                somebody.gender = Gender::She;
            }
            _ => {}
        }
    }
}

fn find_name(page: &Page<'_>, chunk: &Chunk, people: &People) -> Option<u32> {
    let names = names_of(page, chunk);
    let found = people.find(&names)?;
    // A known first name alone, or a name inside a longer capitalised run, is somebody else's.
    let person = &people.list[found as usize];
    let single = names.len() == 1 && chunk.confidence < SURE_NAME;
    let first_only =
        single && person.names.len() > 1 && person.names.last().is_some_and(|last| last != names[0]);
    let compound = single
        && page
            .tokens
            .get(chunk.last)
            .is_some_and(|t| t.is_capital() && !t.is(Class::MONTH.or(Class::WEEKDAY)));
    let office = page.is(chunk.last, Class::ORGNOUN)
        && matches!(page.word(chunk.last), "administration" | "government" | "team");
    let east_asian = person.names.first().is_some_and(|first| first == names[0] && first.len() <= 5);
    let stranger = first_only && !east_asian && !page.is(chunk.first, Class::GIVEN);
    (!stranger && !compound && !office).then_some(found)
}

/// "the Secretary": whoever was last mentioned with that office.
fn find_office(page: &Page<'_>, chunk: &Chunk, people: &People) -> Option<u32> {
    let noun = page.word(chunk.noun?).to_lowercase();
    let determined = page.is(chunk.first, Class::DET);
    if !determined || matches!(page.word(chunk.first), "a" | "A" | "an" | "An") {
        return None;
    }
    let bare = chunk.last - chunk.first == 2;
    let ranked = |office: &str| {
        let lower = office.to_lowercase();
        ["prime ", "vice ", "vice-", "deputy ", "assistant "]
            .iter()
            .any(|rank| lower.contains(&format!("{rank}{noun}")))
    };
    let here = page.tokens[chunk.first].start;
    people
        .list
        .iter()
        .enumerate()
        .filter(|(_, person)| {
            let fits_party = chunk.party.is_none()
                || person.party.is_none()
                || person.party.map(|(p, _)| p) == chunk.party;
            let seen =
                person.mentions.last().is_some_and(|m| m.span.start < here && here - m.span.start < 6000);
            let other_rank = || bare && person.office.as_ref().is_some_and(|office| ranked(&office.text));
            seen && fits_party && person.nouns.contains(&noun) && !other_rank()
        })
        .filter(|(_, person)| {
            bare || chunk.party.is_some()
                || fits_words(page, chunk, person.office.as_ref().map(|o| o.text.as_str()))
        })
        .max_by_key(|(_, person)| person.mentions.last().map(|m| m.span.start))
        .and_then(|(index, _)| u32::try_from(index).ok())
}

/// Every word of the office stands in the person's office too.
fn fits_words(page: &Page<'_>, chunk: &Chunk, office: Option<&str>) -> bool {
    let Some(office) = office.map(str::to_lowercase) else { return false };
    (chunk.first + 1..chunk.last).all(|i| office.contains(&page.word(i).to_lowercase()))
}

fn find_pronoun(
    page: &Page<'_>,
    chunk: &Chunk,
    sentence: usize,
    recent: &[Recent],
    people: &People,
) -> Option<u32> {
    let token = &page.tokens[chunk.first];
    let gender = match (token.is(Class::HE), token.is(Class::SHE)) {
        (true, _) => Gender::He,
        (_, true) => Gender::She,
        _ => return None,
    };
    let block = page.sentences[sentence].block;
    let fits = |r: &&Recent| {
        let known = people.list[r.person as usize].gender;
        known == Gender::Open || known == gender
    };
    let reach =
        recent.iter().rposition(|r| r.sentence + 4 < sentence || r.block + 1 < block).map_or(0, |i| i + 1);
    let near: Vec<&Recent> = recent[reach..].iter().filter(fits).collect();
    let here: Vec<&&Recent> =
        near.iter().filter(|r| r.sentence == sentence && r.token < chunk.first).collect();
    if let Some(found) =
        here.iter().rev().find(|r| r.subject).or_else(|| here.last().filter(|_| same_person(&here)))
    {
        return Some(found.person);
    }
    for back in 1..=4 {
        let Some(earlier) = sentence.checked_sub(back) else { break };
        let there: Vec<&&Recent> = near.iter().filter(|r| r.sentence == earlier).collect();
        if let Some(subject) = there.iter().find(|r| r.subject) {
            return Some(subject.person);
        }
        if !there.is_empty() {
            return there.last().filter(|_| same_person(&there)).map(|r| r.person);
        }
    }
    None
}

fn same_person(list: &[&&Recent]) -> bool {
    list.windows(2).all(|pair| pair[0].person == pair[1].person)
}

/// Whether a chunk is what its sentence part is about: a verb follows it, or a verb of saying stands before it.
pub(crate) fn is_subject(page: &Page<'_>, chunk: &Chunk) -> bool {
    let before = chunk.first.checked_sub(1);
    let said = before.is_some_and(|i| page.is(i, Class::SAY) && !page.is(i, Class::OFFICE));
    let after_preposition = before
        .is_some_and(|i| page.is(i, Class::PREP) && !page.is(i, Class::CONJ) && !page.tokens[i].is_capital());
    let possessive = page.tokens.get(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
    let own = page.tokens[chunk.first].is(Class::THIRD)
        && matches!(page.word(chunk.first), "his" | "His" | "him" | "himself" | "herself");
    if own || possessive {
        return false;
    }
    said || !after_preposition && verb_follows(page, chunk.through.max(chunk.last))
}

/// Whether a finite verb begins here, adverbs passed over.
pub(crate) fn verb_follows(page: &Page<'_>, at: usize) -> bool {
    let mut at = at;
    for _ in 0..3 {
        let adverb = page.is(at, Class::ADV)
            || page.word(at).ends_with("ly") && page.tokens.get(at).is_some_and(|t| t.is_word());
        if !adverb {
            break;
        }
        at += 1;
    }
    const VERBS: Class = Class::CUE
        .or(Class::AUX)
        .or(Class::MODAL)
        .or(Class::MEETVERB)
        .or(Class::HOLDVERB)
        .or(Class::PRESENTVERB)
        .or(Class::LEADVERB)
        .or(Class::SUPPORT)
        .or(Class::OPPOSE)
        .or(Class::CRITICISE)
        .or(Class::AGREE)
        .or(Class::POSITION);
    page.tokens.get(at).is_some_and(|token| {
        let lower = token.is_word() && !token.is_capital();
        let past = page.word(at).len() > 3 && page.word(at).ends_with("ed");
        lower
            && (token.is(VERBS)
                || past
                || matches!(
                    page.word(at),
                    "who" | "left" | "went" | "came" | "made" | "became" | "wants" | "wanted" | "plans"
                ))
    })
}
