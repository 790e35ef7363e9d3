//! The sides named in a stretch of a sentence: people, parties and bodies, places left out.

use crate::chunk::{Chunk, What};
use crate::draft::{Draft, View};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::reading::Holder;
use crate::token::Kind;

/// Who takes part, and the parties they stand for.
#[derive(Debug, Default, Clone)]
pub(super) struct Sides {
    pub(super) holders: Vec<Holder>,
    pub(super) parties: Vec<u16>,
}

impl Sides {
    /// How many sides there are: parties, and those of no known party.
    pub(super) fn count(&self, draft: &Draft<'_>) -> usize {
        let loose = self.holders.iter().filter(|&&h| draft.party_of(h).is_none()).count();
        self.parties.len() + loose
    }

    pub(super) fn add(&mut self, draft: &Draft<'_>, holder: Holder) {
        if !self.holders.contains(&holder) {
            self.holders.push(holder);
        }
        if let Some(party) = draft.party_of(holder) {
            self.add_party(party);
        }
    }

    pub(super) fn add_party(&mut self, party: u16) {
        if !self.parties.contains(&party) {
            self.parties.push(party);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        for &holder in &other.holders {
            if !self.holders.contains(&holder) {
                self.holders.push(holder);
            }
        }
        other.parties.iter().for_each(|&party| self.add_party(party));
    }
}

/// The sides in a range of tokens. A name after "in" or "at" is a place; so is what follows a place's comma.
pub(super) fn sides(view: View<'_, '_>, draft: &mut Draft<'_>, first: usize, last: usize) -> Sides {
    let mut found = Sides::default();
    for chunk in view.chunks.within(first, last) {
        if is_place(view, chunk.first, first) || view.page.tokens[chunk.first].quoted {
            continue;
        }
        match chunk.what {
            What::Person(_) => {
                let possessor = view.page.tokens.get(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
                if let Some(holder) = draft.holder(view, chunk).filter(|_| !possessor) {
                    found.add(draft, holder);
                }
            }
            // "the leader of the Sudanese team, General X": the one named behind the comma.
            What::Office | What::Organisation if is_introduced(view, chunk) => {}
            What::Party | What::Collective | What::Organisation | What::Office => {
                collective(view, draft, chunk, &mut found)
            }
            _ => {}
        }
    }
    found
}

/// Whether an office or a team only leads up to the name of a person, or is a house where people meet.
fn is_introduced(view: View<'_, '_>, chunk: &Chunk) -> bool {
    let house = matches!(
        view.page.word(chunk.last - 1).to_lowercase().as_str(),
        "hotel"
            | "palace"
            | "house"
            | "stadium"
            | "airport"
            | "hall"
            | "centre"
            | "center"
            | "museum"
            | "club"
            | "school"
            | "church"
    );
    let next =
        view.chunks.within(chunk.last, chunk.last + 9).iter().find(|c| matches!(c.what, What::Person(_)));
    let named = chunk.what == What::Office
        && chunk.party.is_none()
        && next.is_some_and(|c| c.first > chunk.last && view.page.is_mark(c.first - 1, b','));
    house || named
}

/// A body or a group: its parties when the words name some, otherwise itself.
fn collective(view: View<'_, '_>, draft: &mut Draft<'_>, chunk: &Chunk, found: &mut Sides) {
    let mentions: Vec<u16> =
        view.chunks.parties_within(chunk.first, chunk.last).iter().map(|m| m.party).collect();
    let press = (chunk.first..chunk.last).any(|i| {
        matches!(
            view.page.word(i),
            "reporters"
                | "media"
                | "press"
                | "journalists"
                | "people"
                | "others"
                | "protesters"
                | "residents"
                | "police"
        )
    });
    if press {
        return;
    }
    if mentions.len() > 1 || chunk.what == What::Party {
        mentions.iter().for_each(|&party| found.add_party(party));
        return;
    }
    let named = chunk.what == What::Organisation
        && (chunk.name..chunk.last).any(|i| view.page.tokens[i].is_capital());
    let acts = mentions.len() == 1 || named || chunk.what == What::Office;
    if let Some(holder) = draft.holder(view, chunk).filter(|_| acts) {
        found.add(draft, holder);
        mentions.iter().for_each(|&party| found.add_party(party));
    }
}

/// Whether the name that begins here says where.
pub(super) fn is_place(view: View<'_, '_>, at: usize, from: usize) -> bool {
    let page = view.page;
    let the = usize::from(at > from && page.is(at - 1, Class::DET));
    let Some(before) = (at - the).checked_sub(1) else { return false };
    if matches!(page.word(before), "in" | "In" | "at" | "At" | "near" | "outside" | "inside") {
        return true;
    }
    // "Geneva, Switzerland": a country after a place's comma.
    let comma = page.is_mark(before, b',') && before > 1 && page.tokens[before - 1].is_capital();
    comma && {
        let mut start = before - 1;
        while start > 1 && page.tokens[start - 1].is_capital() {
            start -= 1;
        }
        start > 0
            && matches!(page.word(start - 1), "in" | "In" | "at" | "near")
            && view.chunks.parties_within(at, at + 1).first().is_some_and(|m| m.form == Form::Name)
    }
}

/// The words that say where, after "in" or "at", in a range of tokens.
pub(super) fn place(view: View<'_, '_>, first: usize, last: usize) -> Option<crate::reading::Span> {
    let page = view.page;
    for at in first..last {
        if page.tokens[at].quoted
            || !matches!(page.word(at), "in" | "In" | "at" | "At")
            || page.date_holding(at + 1).is_some()
            || page.date_holding(at).is_some()
        {
            continue;
        }
        let the = usize::from(matches!(page.word(at + 1), "the" | "The" | "a"));
        let start = at + 1 + the;
        let mut end = start;
        while end < last && page.tokens[end].is_capital() && page.date_holding(end).is_none() {
            end += 1;
        }
        if end == start {
            // "in the coastal town of Sirr", "at the residence of the Swiss hosts": the words up to the name.
            let of = (start..(start + 4).min(last))
                .find(|&i| page.word(i) == "of" && page.tokens.get(i + 1).is_some_and(|t| t.is_capital()));
            let town = of.filter(|&of| {
                matches!(page.word(of - 1), "town" | "city" | "village" | "capital" | "port" | "resort")
            });
            let Some(of) = town else { continue };
            let name_end = (of + 1..last).find(|&i| !page.tokens[i].is_capital()).unwrap_or(last);
            return Some(page.span(of + 1, name_end));
        }
        // A place may take its country with it: "Geneva, Switzerland".
        if page.is_mark(end, b',') && end + 1 < last && the == 0 {
            let country = view
                .chunks
                .parties_within(end + 1, end + 2)
                .first()
                .filter(|m| m.form == Form::Name && m.first == end + 1)
                .copied();
            end = country.map_or(end, |m| m.last);
        }
        return Some(page.span(start - the * usize::from(page.word(at).eq_ignore_ascii_case("at")), end));
    }
    None
}
