//! Who a sentence names that may have a part in an event: people, parties, bodies, groups.

use crate::chunk::{PartyMention, What};
use crate::draft::{Draft, View};
use crate::page::Sentence;
use crate::reading::{CollectiveKind, Holder};
use crate::token::Case;

/// Tells sides, or those named, apart.
pub(in crate::events) type Side = (u8, u32, usize);

/// Somebody named in a sentence.
#[derive(Debug, Clone, Copy)]
pub(in crate::events) struct Candidate {
    pub(in crate::events) first: usize,
    /// The token after the last.
    pub(in crate::events) last: usize,
    pub(in crate::events) what: What,
    pub(in crate::events) party: Option<u16>,
}

impl Candidate {
    /// A party by its own name.
    pub(in crate::events) fn of_mention(mention: &PartyMention) -> Self {
        let PartyMention { first, last, party, .. } = *mention;
        Self { first, last, what: What::Party, party: Some(party) }
    }

    /// What the candidate is called: a person's name, a party's, or the words themselves.
    pub(in crate::events) fn name(&self, view: View<'_, '_>, draft: &Draft<'_>) -> String {
        match (self.what, self.party) {
            (What::Person(person), _) => {
                draft.people.list.get(person as usize).map_or_else(String::new, crate::people::Somebody::name)
            }
            (What::Party, Some(party)) => draft.parties.entry(party).name.clone(),
            _ => view.page.slice(view.page.span(self.first, self.last)).to_owned(),
        }
    }

    /// The candidate as a holder, entered if new.
    pub(in crate::events) fn holder(&self, view: View<'_, '_>, draft: &mut Draft<'_>) -> Holder {
        match (self.what, self.party) {
            (What::Person(person), _) => Holder::Person(person),
            (What::Party, Some(party)) => Holder::Party(draft.party(party)),
            (what, _) => {
                let kind = if what == What::Collective || what == What::Office {
                    CollectiveKind::Collective
                } else {
                    CollectiveKind::Organisation
                };
                draft.source_of(view, (self.first, self.last), self.party, kind)
            }
        }
    }

    /// What it is, as a number.
    pub(in crate::events) fn kind(&self) -> u32 {
        match self.what {
            What::Person(_) => 1,
            What::Party => 2,
            What::Collective => 3,
            What::Organisation => 4,
            What::Office => 5,
            _ => 6,
        }
    }

    /// Whose side it is: a party with its people, or itself.
    pub(in crate::events) fn identity_of_side(&self) -> Side {
        self.party.map_or_else(|| self.identity(), |party| (1, party.into(), 0))
    }

    /// Who it is, to tell two candidates apart.
    pub(in crate::events) fn identity(&self) -> Side {
        match (self.what, self.party) {
            (What::Person(person), _) => (0, person, 0),
            (_, Some(party)) => (1, party.into(), 0),
            _ => (2, 0, self.first),
        }
    }
}

/// The candidates of a sentence, in order. Words inside quotation marks name none.
pub(in crate::events) fn candidates(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    sentence: Sentence,
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let placed = dateline_end(view, sentence);
    for chunk in view.chunks.within(sentence.first, sentence.last) {
        let led =
            chunk.first.checked_sub(1).filter(|&i| i >= sentence.first).map_or("", |i| view.page.word(i));
        let place = chunk.what == What::Unknown && matches!(led, "in" | "In" | "near" | "outside");
        if chunk.first < placed
            || view.page.tokens[chunk.first].quoted
            || place
            || is_country_of_place(view, chunk.first, sentence)
        {
            continue;
        }
        match chunk.what {
            What::Person(person) => {
                let party =
                    draft.people.list.get(person as usize).and_then(|p| p.party).map(|(party, _)| party);
                let (first, last) = (chunk.first, chunk.last);
                found.push(Candidate { first, last, what: chunk.what, party });
            }
            What::Party | What::Collective | What::Organisation | What::Office | What::Unknown => {
                let mentions = view.chunks.parties_within(chunk.first, chunk.last);
                let whole =
                    |party| Candidate { first: chunk.first, last: chunk.last, what: chunk.what, party };
                if mentions.len() < 2 {
                    found.push(whole(chunk.party.or_else(|| mentions.first().map(|m| m.party))));
                    continue;
                }
                found.extend(mentions.iter().map(Candidate::of_mention));
            }
            // "an American peace proposal": whose it is.
            What::Document => {
                let mentions = view.chunks.parties_within(chunk.first, chunk.last);
                found.extend(mentions.iter().map(Candidate::of_mention));
            }
            What::Name | What::Pronoun => {}
        }
    }
    // "an American peace proposal", "the Danish-led round": named, but no words of their own stand for them.
    for mention in view.chunks.parties_within(sentence.first, sentence.last) {
        let own = view.chunks.holding(mention.first).is_none();
        if own && mention.first >= placed && !view.page.tokens[mention.first].quoted {
            found.push(Candidate::of_mention(mention));
        }
    }
    found.sort_by_key(|c| (c.first, c.last));
    found
}

/// Where a sentence begins behind its dateline ("ORURO, Bolivia, May 3 — Villagers"), or its first token.
fn dateline_end(view: View<'_, '_>, sentence: Sentence) -> usize {
    const LONGEST: usize = 12;
    let page = view.page;
    let opens = page.tokens[sentence.first].case == Case::Upper && page.word(sentence.first).len() > 2;
    if !opens {
        return sentence.first;
    }
    let dash = |&i: &usize| matches!(page.slice(page.span(i, i + 1)), "—" | "–" | "-" | "--");
    let end = (sentence.first + 1..sentence.last.min(sentence.first + LONGEST)).find(dash);
    let placed = |end: &usize| {
        (sentence.first..*end).all(|i| !page.tokens[i].is_word() || page.tokens[i].is_capital())
    };
    end.filter(placed).map_or(sentence.first, |end| end + 1)
}

/// "in Geneva, Switzerland": a name after the comma of a place.
fn is_country_of_place(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let page = view.page;
    let Some(comma) = at.checked_sub(1).filter(|&i| i > sentence.first && page.is_mark(i, b',')) else {
        return false;
    };
    let mut start = comma;
    while start > sentence.first && page.tokens[start - 1].is_capital() {
        start -= 1;
    }
    let led = start.checked_sub(1).filter(|&i| i >= sentence.first && start < comma);
    led.is_some_and(|i| matches!(page.word(i), "in" | "In" | "at" | "near"))
}
