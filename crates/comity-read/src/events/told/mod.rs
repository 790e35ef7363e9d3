//! What the words around a place in a sentence say, as features: of the word that may tell of an event, and of those
//! who may have a part in it.

mod around;
mod candidates;
mod part;
mod standing;

pub(super) use around::around;
pub(super) use candidates::{Candidate, Side, candidates};
pub(super) use part::part;
pub(super) use standing::Standing;

use crate::draft::View;
use crate::page::Sentence;

/// A sentence with those it names, and how they stand in the whole page.
#[derive(Clone, Copy)]
pub(super) struct Scene<'s, 't> {
    pub(super) view: View<'s, 't>,
    pub(super) sentence: Sentence,
    pub(super) named: &'s [Candidate],
    pub(super) standing: &'s Standing,
}
