//! The party a person speaks for, judged over all places where both are named: the office, the words between, the
//! sentence before, how much the page speaks of the party. What the frames of a roster list is one sign among them.

use crate::chunk::{Chunk, Chunks, PartyMention};
use crate::company::{named_beside, places_of_people};
use crate::draft::{Draft, View};
use crate::events::Listed;
use crate::gazetteer::{Form, Parties};
use crate::lexicon::{Class, FxMap, body_kind};
use crate::model::{Features, Judge, Question, bucket, text_hash, weigh_against, word_hash};
use crate::page::{Page, Sentence};
use crate::people::Tie;
use crate::token::Kind;

/// From here on a person speaks for a party.
const SURE: f32 = 0.4;
/// So many places of a person are looked at.
const PLACES: usize = 6;
/// So many parties of the page are asked for beside those named near the person.
const FOREMOST: usize = 3;

/// Gives the people of a page the party they most likely speak for; one the case gives stays.
pub(crate) fn speak(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    listed: &[(u32, u16, Listed)],
    judge: &dyn Judge,
) {
    let View { page, chunks } = view;
    let Draft { parties, people, .. } = draft;
    let standing = Standing::of(page, chunks, parties);
    let mut guesses: FxMap<u32, Option<u16>> = FxMap::default();
    let mut first = Vec::new();
    let mut all = Vec::new();
    for (person, places) in places_of_people(page, chunks, PLACES) {
        let Some(somebody) = people.list.get(person as usize) else { continue };
        if somebody.party.is_some_and(|(_, tie)| tie == Tie::Case) {
            continue;
        }
        let mut asked: Vec<(u16, Features)> = Vec::new();
        for (nth, &place) in places.iter().enumerate() {
            look(page, chunks, parties, (&chunks.list[place], nth), &mut asked);
        }
        let told = somebody.party;
        let rostered = listed.iter().filter(|(p, _, _)| *p == person).map(|&(_, party, _)| party);
        for party in told.map(|(party, _)| party).into_iter().chain(rostered).chain(standing.foremost()) {
            of(&mut asked, party);
        }
        let name = somebody.name();
        let office = somebody.nouns.first().map_or(0, |noun| text_hash(noun));
        let bare = somebody.bare_office;
        let mut alone: Vec<f32> = Vec::new();
        let many = asked.len();
        for (party, features) in &mut asked {
            features.note("bias");
            let tie = match told {
                Some((known, tie)) if known == *party => 1 + tie as u32,
                Some((_, tie)) => 10 + tie as u32,
                None => 0,
            };
            features.value("told", tie);
            let mine = |p: &&(u32, u16, Listed)| p.0 == person && p.1 == *party;
            let roster = listed.iter().filter(mine).map(|p| 1 + p.2 as u32).max().unwrap_or(0);
            let other = listed.iter().any(|p| p.0 == person && p.1 != *party);
            let sent = listed.iter().any(|p| p.1 == *party);
            features.pair("listed", roster, other.into());
            features.pair("listed.sent", roster, sent.into());
            features.value("many", bucket(many));
            features.value("places", bucket(places.len()));
            standing.note(parties, *party, (office, bare, tie), features);
            features.settle();
            let party_name = &parties.entry(*party).name;
            alone.push(judge.judge(&Question::SpeaksFor { person: &name, party: party_name }, features));
        }
        let best = surest(&alone, &asked);
        first.push((person, best));
        guesses.insert(person, best.filter(|(sure, _)| *sure >= SURE).map(|(_, party)| party));
        all.push((person, places, asked));
    }
    for (person, places, mut asked) in all {
        let best = first.iter().find(|(p, _)| *p == person).and_then(|(_, best)| *best);
        for (nth, &place) in places.iter().enumerate() {
            company(page, chunks, (place, nth), &guesses, &mut asked);
        }
        let name = people.list[person as usize].name();
        let mut alone: Vec<f32> = Vec::new();
        for (party, features) in &mut asked {
            let mine = best.filter(|(_, p)| p == party).map_or(0, |(sure, _)| 1 + (sure * 10.0) as u32);
            features.value("guess", mine);
            features.pair("guess.best", mine, best.map_or(0, |(sure, _)| 1 + (sure * 10.0) as u32));
            features.settle();
            let question = Question::SpeaksBeside { person: &name, party: &parties.entry(*party).name };
            alone.push(judge.judge(&question, features));
        }
        let firm = surest(&alone, &asked);
        let somebody = &mut people.list[person as usize];
        match firm {
            Some((sure, party)) if sure >= SURE => {
                somebody.party = Some((party, Tie::Stated));
                somebody.party_sure = sure;
            }
            _ => somebody.party = None,
        }
    }
}

/// The likeliest of the parties asked for, weighed against the others.
fn surest(alone: &[f32], asked: &[(u16, Features)]) -> Option<(f32, u16)> {
    let weighed = alone.iter().zip(asked).map(|(&sure, (party, _))| (weigh_against(sure, alone), *party));
    weighed.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Notes the people named beside a person and the parties they are taken to speak for.
fn company(
    page: &Page<'_>,
    chunks: &Chunks,
    (place, nth): (usize, usize),
    guesses: &FxMap<u32, Option<u16>>,
    asked: &mut Vec<(u16, Features)>,
) {
    let at = chunks.list[place].first;
    let sentence = page.sentences[page.sentence_holding(at)];
    for other in named_beside(page, chunks, place) {
        let Some(Some(party)) = guesses.get(&other.person).copied() else { continue };
        let features = of(asked, party);
        let side = u32::from(!other.before) + 2 * u32::from(!other.here);
        features.pair("with", side, bucket(other.apart));
        features.pair("with.nth", side, bucket(nth));
        if !other.here {
            features.pair("with.pronoun", u32::from(page.is(other.first, Class::THIRD)), side);
            for at in sentence.first..at.min(sentence.first + 8) {
                features.pair("with.lead", word_hash(page, at), side);
            }
            continue;
        }
        let (low, high) = other.between;
        let mut path = side;
        for at in low..high.min(low + 14) {
            let word = if page.is(at, Class::DET) { 3 } else { word_hash(page, at) };
            features.pair("with.word", word, side);
            path = path.rotate_left(5) ^ word;
        }
        if high.saturating_sub(low) < 5 {
            features.value("with.path", path);
        }
        for at in sentence.first..low.min(sentence.first + 12) {
            features.pair("with.before", word_hash(page, at), side);
        }
    }
}

fn of(asked: &mut Vec<(u16, Features)>, party: u16) -> &mut Features {
    let at = asked.iter().position(|(known, _)| *known == party).unwrap_or_else(|| {
        asked.push((party, Features::default()));
        asked.len() - 1
    });
    &mut asked[at].1
}

/// Notes the parties named in the sentence of a person and in the one before.
fn look(
    page: &Page<'_>,
    chunks: &Chunks,
    parties: &Parties,
    (chunk, nth): (&Chunk, usize),
    asked: &mut Vec<(u16, Features)>,
) {
    let index = page.sentence_holding(chunk.first);
    let sentence = page.sentences[index];
    let place = u32::from(nth > 0);
    let own = chunks.parties_within(sentence.first, sentence.last);
    for (rank, mention) in own.iter().enumerate() {
        let kind = kind(parties, mention.party);
        let features = of(asked, mention.party);
        features.pair("here", place, kind);
        features.value("here.rank", bucket(rank));
        beside(page, chunk, mention, sentence, kind, features);
    }
    let Some(before) = index.checked_sub(1).map(|i| page.sentences[i]) else { return };
    let earlier = chunks.parties_within(before.first, before.last);
    let same = u32::from(before.block == sentence.block);
    let one = earlier.iter().all(|m| m.party == earlier[0].party);
    for (rank, mention) in earlier.iter().enumerate() {
        let features = of(asked, mention.party);
        features.pair("before", same, place);
        features.pair("before.rank", bucket(rank), same);
        features.pair("before.one", one.into(), same);
        features.pair("before.own", own.is_empty().into(), same);
        if rank == 0 {
            owner(page, chunk, "before.owner", features);
        }
        if rank + 1 == earlier.len() {
            features.pair("before.last", own.is_empty().into(), same);
        }
    }
}

/// "its spokesman", "their leader", "his deputy": an owner told elsewhere.
fn owner(page: &Page<'_>, chunk: &Chunk, name: &str, features: &mut Features) {
    let start = chunk.office.map_or(chunk.first, |(first, _)| first);
    for at in start.saturating_sub(1)..chunk.last {
        if page.is(at, Class::THIRD) {
            features.pair(name, word_hash(page, at), chunk.noun.map_or(0, |n| word_hash(page, n)));
            features.value(name, word_hash(page, at));
        }
    }
}

/// How a party stands to a person in one sentence.
fn beside(
    page: &Page<'_>,
    chunk: &Chunk,
    mention: &PartyMention,
    sentence: Sentence,
    kind: u32,
    features: &mut Features,
) {
    let form = match mention.form {
        Form::Name => 0,
        Form::Adjective => 1,
        Form::Seat => 2,
    };
    let noun = chunk.noun.map_or(0, |n| word_hash(page, n));
    let led = mention.first.checked_sub(1).filter(|&i| i >= sentence.first);
    let the = led.is_some_and(|i| page.is(i, Class::DET));
    let led =
        led.and_then(|i| if the { i.checked_sub(1) } else { Some(i) }).map_or(2, |i| word_hash(page, i));
    let office = chunk.office.is_some_and(|(first, last)| first <= mention.first && mention.last <= last);
    let after = mention.first >= chunk.last && mention.last <= chunk.through;
    let inside = chunk.first <= mention.first && mention.last <= chunk.last;
    let holds = u32::from(office) + 2 * u32::from(after) + 4 * u32::from(inside);
    features.pair("holds", holds, form);
    if holds > 0 {
        features.pair("holds.led", holds, led);
        features.pair("holds.noun", noun, led);
        features.pair("holds.kind", kind, led);
        features.pair("holds.next", holds, word_hash(page, mention.last));
        return;
    }
    let (low, high, side) = if mention.last <= chunk.first {
        (mention.last, chunk.first, 0)
    } else {
        (chunk.last, mention.first, 1)
    };
    let distance = bucket(high.saturating_sub(low));
    features.pair("side", side, distance);
    features.pair("side.form", side, form);
    features.pair("led", led, side);
    features.pair("led.distance", led, side + 2 * distance);
    features.pair("noun.kind", noun, kind);
    let mut path = side;
    for i in low..high {
        let word = if page.is(i, Class::DET) { 3 } else { word_hash(page, i) };
        path = path.rotate_left(5) ^ word;
        if high - low < 10 {
            features.pair("between", word, side);
            for bit in page.tokens[i].class.bits() {
                features.pair("between.c", bit, side);
            }
        }
    }
    if high.saturating_sub(low) < 8 {
        features.value("path", path);
    }
    if page.tokens.get(mention.last).is_some_and(|t| t.kind == Kind::Possessive) {
        features.pair("owns", side, distance);
        for i in mention.last + 1..(mention.last + 4).min(sentence.last) {
            features.pair("owned", word_hash(page, i), u32::from(i == chunk.first));
        }
    }
    if side == 0 {
        owner(page, chunk, "owner", features);
    }
    features.pair("after", word_hash(page, chunk.last), side);
    let opens = u32::from(mention.first <= sentence.first + 1);
    features.pair("opens", opens, side);
}

fn kind(parties: &Parties, party: u16) -> u32 {
    let entry = parties.entry(party);
    let noun = entry.name.rsplit(' ').next().unwrap_or("").to_lowercase();
    let body = body_kind(&noun).map_or(0, |kind| kind as u32 + 1);
    if parties.is_learned(party) { 32 + body } else { entry.kind as u32 }
}

/// How often the page names each party.
struct Standing {
    counts: Vec<(u16, usize)>,
    of_talks: bool,
    states: usize,
}

impl Standing {
    fn of(page: &Page<'_>, chunks: &Chunks, parties: &Parties) -> Self {
        let counts: Vec<(u16, usize)> =
            chunks.party_counts().into_iter().map(|(party, count, _)| (party, count)).collect();
        let states = counts.iter().filter(|(party, _)| !parties.is_learned(*party)).count();
        Self { counts, of_talks: page.of_talks, states }
    }

    fn foremost(&self) -> impl Iterator<Item = u16> {
        self.counts.iter().take(FOREMOST).map(|&(party, _)| party)
    }

    fn note(
        &self,
        parties: &Parties,
        party: u16,
        (office, bare, tie): (u32, bool, u32),
        features: &mut Features,
    ) {
        let rank = self.counts.iter().position(|(known, _)| *known == party).unwrap_or(99);
        let count = self.counts.get(rank).map_or(0, |&(_, count)| count);
        let kind = kind(parties, party);
        let sure = parties.entry(party).sure.into();
        features.value("sure", sure);
        features.pair("sure.tie", sure, tie);
        features.pair("sure.rank", sure, bucket(rank));
        features.value("rank", bucket(rank));
        features.value("count", bucket(count));
        features.pair("rank.of", bucket(rank), bucket(self.counts.len()));
        features.pair("rank.tie", bucket(rank), tie);
        features.value("kind", kind);
        features.pair("kind.tie", kind, tie);
        features.pair("office.kind", office, kind);
        features.pair("bare.kind", bare.into(), kind);
        features.pair("states", bucket(self.states), kind);
        let only = self.states == 1 && !parties.is_learned(party);
        features.pair("only", only.into(), office);
        features.pair("only.bare", only.into(), bare.into());
        features.pair("talks", self.of_talks.into(), kind);
    }
}
