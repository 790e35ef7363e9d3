//! Offices beside a name: before it ("Army Secretary Daniel P. Driscoll") and after it (", head of …,").

mod after;
mod before;
mod over_comma;
mod unnamed;

use super::Chunker;
use crate::reading::PartyKind;

/// How many tokens an office may take.
const LONGEST: usize = 12;

/// What a walk to the left of a name has gathered.
#[derive(Default)]
struct Gathered {
    /// The noun of the office, once met.
    noun: Option<usize>,
    titled: bool,
    party: Option<u16>,
    seconded: bool,
}

impl Chunker<'_, '_> {
    fn note_party(&self, party: u16, got: &mut Gathered) {
        if got.party.is_none() || got.seconded {
            got.seconded = self.parties.entry(party).kind == PartyKind::Organisation;
            got.party = Some(party);
        }
    }
}
