//! The office right before a name: "Army Secretary Daniel P. Driscoll", "Ambassador to Ukraine X".

use super::{Gathered, LONGEST};
use crate::chunk::{Chunk, Chunker};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

impl Chunker<'_, '_> {
    /// Extends a name to the left over the office that stands before it.
    pub(in crate::chunk) fn take_office_before(
        &self,
        chunk: &mut Chunk,
        floor: usize,
        sentence: Sentence,
        from: usize,
    ) {
        let mut got = Gathered::default();
        let mut start = chunk.first;
        let mut office_end = chunk.first;
        while start > floor && chunk.first - start < LONGEST {
            let Some(next) = self.step_left(start, chunk.first, &mut got, floor, from) else { break };
            if got.noun.is_none() && got.titled {
                office_end = next;
            }
            start = next;
        }
        if got.noun.is_none() && !got.titled {
            self.take_office_over_comma(chunk, floor, sentence, from);
            return;
        }
        chunk.first = start;
        chunk.noun = got.noun;
        if got.noun.is_some() {
            chunk.office = Some((start, office_end));
        }
        chunk.party = got.party;
        chunk.seconded = got.seconded;
        chunk.confidence = if got.noun.is_some() { 0.95 } else { 0.9 };
        chunk.rule = "person:office-before";
    }

    /// One step to the left: the new start, or nothing when the office ends.
    pub(super) fn step_left(
        &self,
        start: usize,
        name: usize,
        got: &mut Gathered,
        floor: usize,
        from: usize,
    ) -> Option<usize> {
        let at = start - 1;
        let token = &self.page.tokens[at];
        if token.quoted != self.page.tokens[name].quoted || self.page.date_holding(at).is_some() {
            return None;
        }
        if let Some(party) = self.party_at(at, from) {
            return self.step_over_party(at, party.first, party.party, party.form, got, floor);
        }
        if token.is_word()
            && token.is_capital()
            && token.is(Class::HONORIFIC.or(Class::RANK))
            && !token.is(Class::OFFICE)
            && got.noun.is_none()
        {
            got.titled = true;
            return Some(at);
        }
        if token.is(Class::OFFICE) && token.is_word() {
            if got.noun.is_none() {
                got.noun = Some(at);
            }
            return Some(at);
        }
        if got.noun.is_none() {
            return self
                .step_over_complement(at, name, got, floor, from)
                .or_else(|| self.step_over_role(at, name, got));
        }
        self.step_past_noun(at, start, got, floor, from)
    }

    /// Left of the office's noun: modifiers, the organisation's name, a possessive party, a second office.
    fn step_past_noun(
        &self,
        at: usize,
        start: usize,
        got: &mut Gathered,
        floor: usize,
        from: usize,
    ) -> Option<usize> {
        let token = &self.page.tokens[at];
        if token.kind == Kind::Possessive && at > floor {
            if let Some(party) = self.party_at(at - 1, from) {
                got.party = got.party.or(Some(party.party));
                return Some(party.first);
            }
            return self.page.tokens[at - 1].is_capital().then_some(at - 1);
        }
        let two_offices = self.page.word(at) == "and" && at > floor && self.page.is(at - 1, Class::OFFICE);
        if two_offices {
            return Some(at - 1);
        }
        let modifier = token.is(Class::OFFICEMOD) && !token.is(Class::PREP);
        let organisation = token.is_capital()
            && !token.is(Class::PREP.or(Class::CONJ).or(Class::DET).or(Class::THIRD).or(Class::ADV))
            && !(at == floor && token.is(Class::COMMON));
        let inner = matches!(self.page.word(at), "of" | "for" | "&")
            && at > floor
            && self.page.tokens[at - 1].is_capital()
            && self.page.tokens[start].is_capital();
        // "Albania's infrastructure minister": a small word of no known class between owner and office.
        let plain = token.is_word()
            && !token.is_capital()
            && token.class.is_none()
            && at > floor
            && (self.page.tokens[at - 1].kind == Kind::Possessive
                || self.page.is(at - 1, Class::DET.or(Class::THIRD))
                || self.party_at(at - 1, from).is_some());
        (modifier || organisation || inner || plain).then_some(at)
    }

    /// A party left of the name: "Ukrainian President X", "Ambassador to Ukraine X", "President of France X".
    fn step_over_party(
        &self,
        at: usize,
        first: usize,
        party: u16,
        form: Form,
        got: &mut Gathered,
        floor: usize,
    ) -> Option<usize> {
        if got.noun.is_some() || got.titled {
            self.note_party(party, got);
            return Some(first);
        }
        let the = usize::from(first > floor && self.page.word(first - 1) == "the");
        let led = first.checked_sub(1 + the).filter(|&i| i > floor)?;
        let relation = self.page.word(led);
        if form == Form::Adjective
            || !matches!(relation, "of" | "to" | "for")
            || !(self.page.is(led - 1, Class::OFFICE)
                || self.page.is(led - 1, Class::RANK) && self.page.is(led - 2, Class::OFFICE))
        {
            return None;
        }
        let _ = at;
        // An ambassador to a country does not speak for it.
        if relation == "of" {
            self.note_party(party, got);
        }
        got.noun = Some(led - 1);
        Some(led - 1)
    }

    /// "Undersecretary for Education Mr. X", "CEO of the Refugee Council X": over the complement to the noun.
    fn step_over_complement(
        &self,
        at: usize,
        name: usize,
        got: &mut Gathered,
        floor: usize,
        from: usize,
    ) -> Option<usize> {
        // "Minister of Water Resources" names nobody: after a complement a name has two words, or a title.
        let full = got.titled || self.page.tokens.get(name + 1).is_some_and(|t| t.is_capital());
        if !full || !self.page.tokens[at].is_capital() {
            return None;
        }
        let lowest = floor.max(at.saturating_sub(8));
        let mut i = at;
        while i > lowest {
            let word = self.page.word(i - 1);
            if matches!(word, "of" | "for" | "to" | "at")
                && i >= lowest + 2
                && self.page.is(i - 2, Class::OFFICE)
            {
                got.noun = Some(i - 2);
                self.note_complement_party(i, at, word, got, from);
                return Some(i - 2);
            }
            let inside =
                self.page.tokens[i - 1].is_capital() || matches!(word, "of" | "the" | "and" | "&" | "for");
            if !inside {
                return None;
            }
            i -= 1;
        }
        None
    }

    fn note_complement_party(
        &self,
        first: usize,
        last: usize,
        relation: &str,
        got: &mut Gathered,
        from: usize,
    ) {
        if relation == "to" {
            return;
        }
        if let Some(party) = (first..=last).find_map(|i| self.party_at(i, from)) {
            self.note_party(party.party, got);
        }
    }

    /// A role in small letters before a name of two words or more: "Facebook creator Mark Zuckerberg".
    fn step_over_role(&self, at: usize, name: usize, got: &mut Gathered) -> Option<usize> {
        let token = &self.page.tokens[at];
        let word = self.page.word(at);
        let role = token.is_word()
            && !token.is_capital()
            && token.class.is_none()
            && word.len() > 4
            && ["er", "or", "ist", "man", "woman"].iter().any(|ending| word.ends_with(ending));
        let two = self.page.tokens.get(name + 1).is_some_and(|t| t.is_capital());
        if role && two && at + 1 == name {
            got.noun = Some(at);
            return Some(at);
        }
        None
    }
}
