//! Which names of a page are names of sides: all namings of one name are judged together.

use super::namings::{Naming, namings};
use super::surroundings::{around, inner};
use crate::gazetteer::Parties;
use crate::lexicon::Class;
use crate::lexicon::FxMap;
use crate::model::{Features, Judge, Question, bucket, word_hash};
use crate::page::Page;

/// From here on a name may be one of a side.
const SURE: f32 = 0.1;
/// So many places of a name are looked at: more say nothing new.
const PLACES: usize = 12;

/// A name with all places where it stands.
pub(super) struct Name {
    /// As first written, without an article.
    pub(super) text: String,
    pub(super) places: Vec<Naming>,
    /// How sure it is the name of a side.
    pub(super) sure: f32,
}

/// The names of sides, in the order of the page.
pub(super) fn sides(page: &Page<'_>, parties: &Parties, judge: &dyn Judge) -> Vec<Name> {
    let mut names = names(page, parties);
    let of_page = Overview::of(page, &names);
    let mut features = Features::default();
    for name in &mut names {
        features.clear();
        look_at(page, name, &of_page, &mut features);
        name.sure = judge.judge(&Question::Side { name: &name.text }, &features);
    }
    names.retain(|name| name.sure >= SURE);
    names
}

/// What the whole page lets expect.
struct Overview {
    of_talks: bool,
    names: usize,
    /// Last words of runs that a title, an office or a given name opens.
    surnames: Vec<u32>,
}

impl Overview {
    fn of(page: &Page<'_>, names: &[Name]) -> Self {
        let mut surnames = Vec::new();
        for name in names {
            for place in &name.places {
                let opened = place.first > place.sentence.first
                    && page.is(place.first - 1, Class::HONORIFIC.or(Class::RANK))
                    || (place.first..place.last - 1).any(|i| {
                        page.is(i, Class::GIVEN.or(Class::OFFICE).or(Class::RANK))
                            && page.tokens[i].is_capital()
                    });
                if opened && !page.is(place.last - 1, Class::BODY.or(Class::ORGNOUN)) {
                    surnames.push(word_hash(page, place.last - 1));
                }
            }
        }
        Self { of_talks: page.of_talks, names: names.len(), surnames }
    }

    /// How far a name reads as a person's: its last word ends such a run elsewhere, or it is one itself.
    fn person_like(&self, page: &Page<'_>, place: &Naming) -> u32 {
        let surname = self.surnames.contains(&word_hash(page, place.last - 1));
        let given = page.is(place.first, Class::GIVEN);
        u32::from(surname) + 2 * u32::from(given) + 4 * u32::from(place.last - place.first == 1)
    }
}

fn names(page: &Page<'_>, parties: &Parties) -> Vec<Name> {
    let mut places = Vec::new();
    for &sentence in &page.sentences {
        namings(page, parties, sentence, &mut places);
    }
    let mut names: Vec<Name> = Vec::new();
    let mut by_key: FxMap<String, usize> = FxMap::default();
    for naming in places {
        let text = page.slice(page.span(naming.first, naming.last));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let index = *by_key.entry(text.to_lowercase()).or_insert_with(|| {
            names.push(Name { text, places: Vec::new(), sure: 0.0 });
            names.len() - 1
        });
        names[index].places.push(naming);
    }
    names
}

fn look_at(page: &Page<'_>, name: &Name, of_page: &Overview, features: &mut Features) {
    features.note("bias");
    features.value("times", bucket(name.places.len()));
    features.value("talks", of_page.of_talks.into());
    features.pair("talks.times", of_page.of_talks.into(), bucket(name.places.len()));
    features.value("names", bucket(of_page.names / 4));
    inner(page, &name.places[0], features);
    let person = of_page.person_like(page, &name.places[0]);
    features.value("person", person);
    features.pair("person.times", person, bucket(name.places.len()));
    features.value("block", bucket(name.places[0].sentence.block));
    for naming in name.places.iter().take(PLACES) {
        around(page, naming, features);
    }
    features.settle();
}
