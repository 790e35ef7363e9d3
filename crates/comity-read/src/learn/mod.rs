//! Parties the gazetteer does not know, learned from how the document itself speaks of them:
//! "the Coronan delegation", "talks between Toval and the Northern Front", "the government of Toval".

mod bodies;
mod enter;
mod frames;
mod runs;
mod shorten;

use crate::gazetteer::Parties;
use crate::page::Page;
use frames::{encounter, government_of, present_for, side, statesman, together};
use shorten::{borrow_nouns, shorten};

/// Adds to the parties what the page lets learn.
pub(crate) fn learn(page: &Page<'_>, parties: &mut Parties) {
    for &sentence in &page.sentences {
        for at in sentence.first..sentence.last {
            if page.tokens[at].quoted {
                continue;
            }
            side(page, parties, at, sentence);
            encounter(page, parties, at, sentence);
            government_of(page, parties, at, sentence);
            present_for(page, parties, at, sentence);
            statesman(page, parties, at, sentence);
            together(page, parties, at, sentence);
        }
    }
    bodies::learn(page, parties);
    borrow_nouns(page, parties);
    bodies::shorten_names(page, parties);
    shorten(page, parties);
}
