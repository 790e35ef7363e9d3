//! Parties the gazetteer does not know, learned from how the document itself speaks of them:
//! "the Coronan delegation", "talks between Toval and the Northern Front", "UTD's general secretary".

mod join;
mod namings;
mod sides;
mod surroundings;

pub(crate) use surroundings::ending;

use crate::gazetteer::Parties;
use crate::model::Judge;
use crate::page::Page;

/// Adds to the parties what the page lets learn.
pub(crate) fn learn(page: &Page<'_>, parties: &mut Parties, judge: &dyn Judge) {
    let names = sides::sides(page, parties, judge);
    join::join(page, &names, parties, judge);
}
