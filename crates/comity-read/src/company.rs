//! Where people are named, and who is named beside them.

use crate::chunk::{Chunks, What};
use crate::lexicon::{Class, FxMap};
use crate::page::Page;

/// The chunks that name each person, at most so many of each, in the order of first naming. Pronouns and names inside
/// quotations are none.
pub(crate) fn places_of_people(page: &Page<'_>, chunks: &Chunks, most: usize) -> Vec<(u32, Vec<usize>)> {
    let mut all: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut index: FxMap<u32, usize> = FxMap::default();
    for (at, chunk) in chunks.list.iter().enumerate() {
        let What::Person(person) = chunk.what else { continue };
        if page.is(chunk.first, Class::THIRD) || page.tokens[chunk.first].quoted {
            continue;
        }
        let entry = *index.entry(person).or_insert_with(|| {
            all.push((person, Vec::new()));
            all.len() - 1
        });
        if all[entry].1.len() < most {
            all[entry].1.push(at);
        }
    }
    all
}

/// A person named in the sentence of a chunk or in the one before, by name or pronoun.
pub(crate) struct Beside {
    pub(crate) person: u32,
    /// The first token.
    pub(crate) first: usize,
    /// Whether it is the same sentence, and whether the person stands before the chunk.
    pub(crate) here: bool,
    pub(crate) before: bool,
    /// How many chunks lie from one to the other.
    pub(crate) apart: usize,
    /// The tokens between.
    pub(crate) between: (usize, usize),
}

/// The others named beside the person that a chunk names, in the order of the text.
pub(crate) fn named_beside<'c>(
    page: &Page<'_>,
    chunks: &'c Chunks,
    place: usize,
) -> impl Iterator<Item = Beside> + use<'c> {
    let chunk = &chunks.list[place];
    let index = page.sentence_holding(chunk.first);
    let sentence = page.sentences[index];
    let first = index.checked_sub(1).map_or(sentence.first, |i| page.sentences[i].first);
    let (from, to) = chunks.range(first, sentence.last);
    chunks.list[from..to].iter().zip(from..).filter_map(move |(other, at)| {
        let What::Person(person) = other.what else { return None };
        if other.what == chunk.what {
            return None;
        }
        let before = at < place;
        Some(Beside {
            person,
            first: other.first,
            here: other.first >= sentence.first,
            before,
            apart: at.abs_diff(place),
            between: if before { (other.last, chunk.first) } else { (chunk.last, other.first) },
        })
    })
}
