//! Who sits for whom, judged over all places where a person is named: what the frames of `roster` and `team` say
//! outright is one sign among the words around, the office, and the meetings the person takes part in.

mod beside;
mod whole;

use super::{add, entry};
use crate::chunk::What;
use crate::company::places_of_people;
use crate::draft::{Draft, View};
use crate::events::told::Standing;
use crate::lexicon::Class;
use crate::model::{Features, Judge, Question, bucket, step, text_hash, word_hash};
use crate::page::Sentence;
use crate::reading::{Evidence, Holder};
use beside::company;
use whole::weigh;

/// From here on a person sits in a delegation, is no mere guess, and leads it.
const SITS: f32 = 0.65;
/// Below this even a listed person does not sit.
const DOUBTED: f32 = 0.06;
const STATED: f32 = 0.75;
const LEADS: f32 = 0.5;
/// So many places of a person are looked at.
const PLACES: usize = 5;

/// A person named on the page with the places where that is.
struct Named {
    person: u32,
    party: u16,
    chunks: Vec<usize>,
    /// What the frames say, see [`told`].
    told: u32,
    sits: f32,
    leads: f32,
}

/// Fills the delegations of a page with those who sit in them, and sets their heads.
pub(in crate::events) fn seat(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    standing: &Standing,
    judge: &dyn Judge,
) {
    let mut named = named(view, draft);
    let mut looks: Vec<Features> = Vec::with_capacity(named.len());
    for order in 0..named.len() {
        let mut features = Features::default();
        look(view, draft, &named[order], (order, named.len()), standing, &mut features);
        let (person, party) = names(draft, &named[order]);
        named[order].sits = judge.judge(&Question::Sits { person: &person, party: &party }, &features);
        looks.push(features);
    }
    let beside: Vec<(f32, f32)> = named
        .iter()
        .zip(looks)
        .map(|(somebody, mut features)| {
            company(view, somebody, &named, &mut features);
            features.settle();
            let (person, party) = names(draft, somebody);
            let sits = judge.judge(&Question::SitsBeside { person: &person, party: &party }, &features);
            // What a frame lists outright is only doubted where nearly everything speaks against it.
            let least = if somebody.told >= 2 && sits > DOUBTED { SITS } else { 0.0 };
            let sits = sits.max(least);
            let leads = || judge.judge(&Question::Leads { person: &person, party: &party }, &features);
            (sits, if sits >= SITS { leads() } else { 0.0 })
        })
        .collect();
    for (somebody, (sits, leads)) in named.iter_mut().zip(beside) {
        (somebody.sits, somebody.leads) = (sits, leads);
    }
    enter(view, draft, &named);
    weigh(view, draft, standing, &named, judge);
}

/// Those the page names who speak for a party.
fn named(view: View<'_, '_>, draft: &Draft<'_>) -> Vec<Named> {
    let places = places_of_people(view.page, view.chunks, PLACES);
    let named = places.into_iter().filter_map(|(person, chunks)| {
        let (party, _) = draft.people.list.get(person as usize)?.party?;
        Some(Named { person, party, chunks, told: told(draft, person, party), sits: 0.0, leads: 0.0 })
    });
    named.collect()
}

/// What a person and the party are called.
fn names(draft: &Draft<'_>, somebody: &Named) -> (String, String) {
    let person = draft.people.list[somebody.person as usize].name();
    (person, draft.parties.entry(somebody.party).name.clone())
}

fn look(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    somebody: &Named,
    (order, all): (usize, usize),
    standing: &Standing,
    features: &mut Features,
) {
    features.note("bias");
    let told = somebody.told;
    features.value("told", told);
    let meetings = draft
        .reading
        .meetings
        .iter()
        .filter(|m| m.participants.contains(&Holder::Person(somebody.person)))
        .count();
    let party = draft
        .reading
        .meetings
        .iter()
        .filter(|m| m.parties.iter().any(|&p| draft.gazetteer_party(p) == Some(somebody.party)));
    features.pair("meets", bucket(meetings), told);
    features.pair("party.meets", bucket(party.count()), told);
    let speaks = draft
        .reading
        .statements
        .iter()
        .filter(|s| s.speaker == Some(Holder::Person(somebody.person)))
        .count();
    features.pair("speaks", bucket(speaks), told);
    features.value("order", bucket(order));
    features.value("all", bucket(all));
    let person = &draft.people.list[somebody.person as usize];
    let same = draft.people.list.iter().filter(|p| p.party.map(|(p, _)| p) == Some(somebody.party)).count();
    features.pair("same", bucket(same), told);
    for noun in &person.nouns {
        features.value("noun", text_hash(noun));
        features.pair("noun.told", text_hash(noun), told);
    }
    if let Some(office) = &person.office {
        for word in office.text.split_whitespace() {
            features.value("office", text_hash(word));
        }
    }
    features.value("places", bucket(somebody.chunks.len()));
    features.value("party.sure", step(person.party_sure) / 2);
    features.pair("party.sure.told", step(person.party_sure) / 2, told);
    standing.note(Some(somebody.party), features);
    features.value("talks", view.page.of_talks.into());
    for (nth, &chunk) in somebody.chunks.iter().enumerate() {
        place(view, chunk, nth, features);
    }
    features.settle();
}

/// What the frames say of a person: nothing, inferred, member, head.
fn told(draft: &Draft<'_>, person: u32, party: u16) -> u32 {
    let own = draft.reading.delegations.iter().find(|d| draft.gazetteer_party(d.party) == Some(party));
    match own {
        None => 0,
        Some(d) if d.head == Some(person) && !d.head_inferred => 4,
        Some(d) if d.members.contains(&person) => 3,
        Some(d) if d.inferred.contains(&person) => 2,
        Some(_) => 1,
    }
}

/// What one place says.
fn place(view: View<'_, '_>, index: usize, nth: usize, features: &mut Features) {
    let page = view.page;
    let chunk = &view.chunks.list[index];
    let at = page.sentence_holding(chunk.first);
    let sentence: Sentence = page.sentences[at];
    let first = u32::from(nth == 0);
    for i in chunk.first.saturating_sub(8).max(sentence.first)..chunk.first {
        features.value("left", word_hash(page, i));
        features.pair("left.c", page.tokens[i].class.bits().last().unwrap_or(999), first);
    }
    for i in chunk.last..(chunk.last + 8).min(sentence.last) {
        features.value("right", word_hash(page, i));
        features.pair("right.c", page.tokens[i].class.bits().last().unwrap_or(999), first);
    }
    for i in chunk.last..chunk.through {
        features.value("apposition", word_hash(page, i));
    }
    let before = chunk.first.checked_sub(1).filter(|&i| i >= sentence.first);
    let before2 = chunk.first.checked_sub(2).filter(|&i| i >= sentence.first);
    features.value("w-1", before.map_or(1, |i| word_hash(page, i)));
    features.pair(
        "w-2-1",
        before2.map_or(1, |i| word_hash(page, i)),
        before.map_or(1, |i| word_hash(page, i)),
    );
    features.value("w+1", word_hash(page, chunk.last));
    features.pair("w+1+2", word_hash(page, chunk.last), word_hash(page, chunk.last + 1));
    for i in sentence.first..sentence.last {
        if page.is(i, Class::TEAM.or(Class::LEADVERB).or(Class::DELEGATIONNOUN)) {
            let side = u32::from(i > chunk.first);
            features.pair("team", word_hash(page, i), side * 8 + bucket(i.abs_diff(chunk.first) / 3));
            features.pair("team.next", word_hash(page, i), word_hash(page, i + 1));
        }
        if page.is(i, Class::MEETNOUN.or(Class::MEETVERB)) {
            features.pair("meeting", u32::from(i > chunk.first), first);
        }
    }
    let (from, to) = view.chunks.range(sentence.first, sentence.last);
    let people = view.chunks.list[from..to].iter().filter(|c| matches!(c.what, What::Person(_))).count();
    features.pair("people", bucket(people), first);
    features.value("opening", word_hash(page, sentence.first));
    features.pair("opening2", word_hash(page, sentence.first), word_hash(page, sentence.first + 1));
    features.value("rule", text_hash(chunk.rule));
}

/// Sets members and heads as judged; a delegation in which nobody is left only says that the party was there.
fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, named: &[Named]) {
    let judged = |person: u32| named.iter().find(|n| n.person == person);
    for delegation in &mut draft.reading.delegations {
        let stays = |person: &u32| judged(*person).is_none_or(|n| n.sits >= SITS);
        delegation.members.retain(stays);
        delegation.inferred.retain(stays);
        delegation.head = delegation.head.filter(|h| judged(*h).is_none());
    }
    for somebody in named.iter().filter(|n| n.sits >= SITS) {
        let chunk = &view.chunks.list[somebody.chunks[0]];
        let span = view.page.span(chunk.first, chunk.last);
        let evidence = Evidence { span, rule: "delegation:seat", confidence: somebody.sits.min(0.7) };
        let told = somebody.told;
        let delegation = entry(draft, somebody.party, evidence);
        if told >= 3 || told < 2 && somebody.sits >= STATED {
            add(&mut delegation.members, somebody.person);
            delegation.inferred.retain(|p| *p != somebody.person);
        } else {
            add(&mut delegation.inferred, somebody.person);
        }
        let leader = named
            .iter()
            .filter(|n| n.party == somebody.party && n.leads >= LEADS && n.sits >= SITS)
            .max_by(|a, b| a.leads.total_cmp(&b.leads));
        if let Some(leader) = leader {
            delegation.head = Some(leader.person);
            delegation.head_inferred = false;
        }
    }
}
