//! Which names mean one side: letters for words ("UTD"), a part for the whole ("Corran" for Corran Foods), a noun for a
//! name ("the union"), an adjective for a state.

mod likeness;

use super::namings::body_kind_at;
use super::sides::Name;
use super::surroundings::ending;
use crate::gazetteer::{Form, Parties};
use crate::lexicon::{BodyKind, Class};
use crate::model::{Features, Judge, Question, bucket, text_hash, weigh_against, word_hash};
use crate::page::Page;
use crate::reading::PartyKind;
use likeness::{beside, spelled};

/// From here on two names mean one side.
const SURE: f32 = 0.5;
/// From here on a name that means no side known yet is one of a side of its own.
const SIDE: f32 = 0.4;

/// So many places of a noun are looked at.
const PLACES: usize = 6;

/// So many sides are compared with a name.
const LOOKED_AT: usize = 32;

/// A side found so far: a learned name, or a state that the page names.
struct Side {
    party: u16,
    /// Its names so far, as indices into the names of the page; none for a party known before.
    names: Vec<usize>,
    text: String,
    /// Where it was first named when it became a side.
    first: usize,
    /// Every place where it is named, in order.
    places: Vec<usize>,
}

impl Side {
    /// Takes up more places.
    fn named_at(&mut self, name: &Name) {
        self.places.extend(name.places.iter().map(|place| place.first));
        self.places.sort_unstable();
    }

    fn times(&self) -> usize {
        self.places.len()
    }

    /// The last place before a token.
    fn last_before(&self, at: usize) -> Option<usize> {
        self.places[..self.places.partition_point(|&place| place < at)].last().copied()
    }
}

/// What a name asks of all sides, once for all comparisons.
struct Overview {
    /// The kind of body the name says it is, 0 for none.
    kind: u32,
    /// How many times the side named most is named.
    most: usize,
    /// How many sides were known before, and how many are of the name's kind.
    knowns: usize,
    rivals: usize,
    /// The side first named of the page, and the one first named last before the name.
    first: Option<u16>,
    latest: Option<u16>,
    /// For each place of a bare noun.
    before: Vec<Before>,
}

/// Where the sides were named last before a place.
struct Before {
    /// Each side, by its index.
    last: Vec<Option<usize>>,
    /// The same in the order of the text.
    in_order: Vec<Option<usize>>,
}

impl Overview {
    fn of(name: &Name, kinds: &[u32], index: usize, sides: &[Side]) -> Self {
        let naming = &name.places[0];
        let kind = kinds[index];
        let bare = naming.last - naming.first == 1;
        let before = name.places.iter().take(if bare { PLACES } else { 0 }).map(|place| {
            let last: Vec<Option<usize>> = sides.iter().map(|s| s.last_before(place.first)).collect();
            let mut in_order = last.clone();
            in_order.sort_unstable();
            Before { last, in_order }
        });
        let earlier = sides.iter().filter(|s| s.first < naming.first);
        Self {
            kind,
            most: sides.iter().map(Side::times).max().unwrap_or(0),
            knowns: sides.iter().filter(|s| s.names.is_empty()).count(),
            rivals: sides.iter().filter(|s| s.names.iter().any(|&n| kinds[n] == kind)).count(),
            first: sides.iter().min_by_key(|s| s.first).map(|s| s.party),
            latest: earlier.max_by_key(|s| s.first).map(|s| s.party),
            before: before.collect(),
        }
    }
}

/// The kind of body that each name says it is, 0 for none.
fn kinds_of(page: &Page<'_>, names: &[Name]) -> Vec<u32> {
    let kind = |name: &Name| body_kind_at(page, name.places[0].head).map_or(0, |kind| kind as u32 + 1);
    names.iter().map(kind).collect()
}

/// Enters the names as parties and other names of parties.
pub(super) fn join(page: &Page<'_>, names: &[Name], parties: &mut Parties, judge: &dyn Judge) {
    let mut sides = known_sides(page, parties);
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Fuller names first: a short one then finds what it is short for; those that may be none come last.
    order.sort_by_key(|&i| (names[i].sure < SIDE, std::cmp::Reverse(fullness(page, &names[i]))));
    let mut features = Features::default();
    let kinds = kinds_of(page, names);
    for index in order {
        let name = &names[index];
        let near = nearest(&sides, name.places[0].first);
        let mut alone = Vec::with_capacity(near.len());
        let overview = Overview::of(name, &kinds, index, &sides);
        for &place in &near {
            let side = &sides[place];
            features.clear();
            compare(page, (names, &kinds), name, (place, &overview), &sides, &mut features);
            alone.push(judge.judge(&Question::SameSide { name: &name.text, of: &side.text }, &features));
        }
        let best = alone
            .iter()
            .enumerate()
            .map(|(i, &sure)| (weigh_against(sure, &alone), near[i]))
            .filter(|(sure, _)| *sure >= SURE)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let tenths = (name.sure * 10.0) as u8;
        match best {
            Some((_, place)) => {
                parties.note_sure(sides[place].party, tenths);
                enter(page, name, sides[place].party, parties);
                sides[place].names.push(index);
                sides[place].named_at(name);
            }
            None if name.sure < SIDE
                || is_some_government(page, name) && is_among_states(&sides, parties) => {}
            None => {
                let party = parties.learn_body(&name.text, PartyKind::Body);
                parties.note_sure(party, tenths);
                enter(page, name, party, parties);
                sides.push(Side {
                    party,
                    names: vec![index],
                    text: name.text.clone(),
                    first: name.places[0].first,
                    places: name.places.iter().map(|place| place.first).collect(),
                });
            }
        }
    }
}

/// "the government", "the administration": whose, the words do not say.
fn is_some_government(page: &Page<'_>, name: &Name) -> bool {
    let place = &name.places[0];
    place.last - place.first == 1
        && !page.tokens[place.head].is_capital()
        && body_kind_at(page, place.head) == Some(BodyKind::Government)
}

/// Whether the page names a state, whose government it may be.
fn is_among_states(sides: &[Side], parties: &Parties) -> bool {
    sides.iter().any(|s| parties.entry(s.party).kind == PartyKind::State && s.times() > 1)
}

/// The sides first named nearest to a token; a report has fewer than are looked at.
fn nearest(sides: &[Side], at: usize) -> Vec<usize> {
    let mut near: Vec<usize> = (0..sides.len()).collect();
    if near.len() > LOOKED_AT {
        near.select_nth_unstable_by_key(LOOKED_AT, |&i| sides[i].first.abs_diff(at));
        near.truncate(LOOKED_AT);
        near.sort_unstable();
    }
    near
}

/// Names of more words first, names with capitals before nouns.
fn fullness(page: &Page<'_>, name: &Name) -> (bool, usize) {
    let naming = &name.places[0];
    let words = (naming.first..naming.last).filter(|&i| page.tokens[i].is_word()).count();
    (page.tokens[naming.head].is_capital(), words)
}

/// The parties that the page names by names known before.
fn known_sides(page: &Page<'_>, parties: &Parties) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        let found = parties.find(page.text, &page.tokens[at..]);
        let Some(found) = found else {
            at += 1;
            continue;
        };
        match sides.iter_mut().find(|side| side.party == found.party) {
            Some(side) => side.places.push(at),
            None => sides.push(Side {
                party: found.party,
                names: Vec::new(),
                text: parties.entry(found.party).name.clone(),
                first: at,
                places: vec![at],
            }),
        }
        at += found.tokens.max(1);
    }
    sides
}

/// Takes up a name of a party: a noun names it only where it is definite.
fn enter(page: &Page<'_>, name: &Name, party: u16, parties: &mut Parties) {
    let naming = &name.places[0];
    let bare = naming.last - naming.first == 1;
    if bare && !page.tokens[naming.head].is_capital() {
        parties.alias_short(&name.text, party);
        return;
    }
    let adjective = |n: &super::namings::Naming| {
        page.is(n.last, Class::TEAM.or(Class::OFFICE).or(Class::COLLECTIVE))
            && !page.tokens[n.last].is_capital()
    };
    let form = if bare && name.places.iter().all(adjective) { Form::Adjective } else { Form::Name };
    parties.alias(&name.text, party, form);
}

fn compare(
    page: &Page<'_>,
    (names, kinds): (&[Name], &[u32]),
    name: &Name,
    (nth, overview): (usize, &Overview),
    all: &[Side],
    features: &mut Features,
) {
    let side = &all[nth];
    let naming = &name.places[0];
    let kind = overview.kind;
    let head = word_hash(page, naming.head);
    let bare = naming.last - naming.first == 1;
    let shape = u32::from(bare) + 2 * u32::from(page.tokens[naming.head].is_capital());
    let known = side.names.is_empty();
    let flags = shape + 4 * u32::from(known);
    features.note("bias");
    features.value("flags", flags);
    features.value("sure", (name.sure * 10.0) as u32);
    features.value("head", head);
    features.pair("head.known", head, known.into());
    features.pair("kind.known", kind, known.into());
    features.pair("most", (overview.most == side.times()).into(), flags);
    features.pair("sides", bucket(all.len()), flags);
    features.pair("knowns", bucket(overview.knowns), flags);
    if overview.knowns == 1 && known {
        features.pair("only.known", head, flags);
    }
    features.pair("last.before", (overview.latest == Some(side.party)).into(), flags);
    features.pair("first.of.page", (overview.first == Some(side.party)).into(), flags);
    if bare {
        spoken_of(page, name, (nth, overview), all, flags, features);
    }
    spelled(name, &side.text, flags, features);
    for &of_index in &side.names {
        let of = &names[of_index];
        let other = &of.places[0];
        let other_kind = kinds[of_index];
        let other_head = word_hash(page, other.head);
        features.pair("heads", head, other_head);
        features.pair("kinds", kind, other_kind);
        features.pair("head.kind", head, other_kind);
        features.pair("same.head", (head == other_head).into(), flags);
        features.pair("same.kind", u32::from(kind == other_kind && kind > 0), flags);
        features.pair("end", text_hash(ending(page.word(other.head), 4)), head);
        features.pair("rivals", bucket(overview.rivals), u32::from(kind == other_kind) + 2 * flags);
        spelled(name, &of.text, flags, features);
        beside(page, name, of, features);
    }
    features.settle();
}

/// How the page speaks of a side before the places where a noun stands: "the company" is mostly the one named last.
fn spoken_of(
    page: &Page<'_>,
    name: &Name,
    (nth, overview): (usize, &Overview),
    all: &[Side],
    flags: u32,
    features: &mut Features,
) {
    let side = &all[nth];
    let head = word_hash(page, name.places[0].head);
    for (place, before) in name.places.iter().zip(&overview.before) {
        let last = before.last[nth];
        let later = before.in_order.len() - before.in_order.partition_point(|&other| other <= last);
        let rank = if last.is_some() { bucket(later).min(4) } else { 9 };
        let here = page.sentence_holding(place.first);
        let apart = last.map_or(9, |at| bucket(here - page.sentence_holding(at)));
        features.pair("recent", rank, flags);
        features.pair("recent.head", rank, head);
        features.pair("apart", apart, flags);
        features.pair("apart.rank", apart, rank);
        let beside = side.places.iter().any(|&at| at > place.first && at < place.sentence.last);
        features.pair("beside.after", beside.into(), flags);
        let before = place.first.checked_sub(1).filter(|&i| i >= place.sentence.first);
        features.pair("recent.det", rank, before.map_or(1, |i| word_hash(page, i)));
    }
    let led_in = |&&at: &&usize| at > 0 && matches!(page.word(at - 1), "in" | "In" | "at" | "from" | "of");
    let inside = side.places.iter().filter(led_in).count();
    let share = (inside * 4 / side.places.len().max(1)) as u32;
    features.pair("place", share, flags);
    features.pair("place.head", share, head);
    let rank = all.iter().filter(|s| s.times() > side.times()).count();
    features.pair("times.rank", bucket(rank), flags);
    features.pair("times.rank.head", bucket(rank), head);
    let owner =
        |&&at: &&usize| page.tokens.get(at + 1).is_some_and(|t| t.is(Class::OFFICE.or(Class::OFFICEMOD)));
    features.pair("officers", bucket(side.places.iter().filter(owner).count()), flags);
}
