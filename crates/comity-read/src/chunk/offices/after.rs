//! What a comma adds to a name: ", head of …,", ", who heads …", an age.

use super::{Gathered, LONGEST};
use crate::chunk::{Chunk, Chunker};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

impl Chunker<'_, '_> {
    /// Takes what a comma adds to a name: an office, an age, "who heads …".
    pub(in crate::chunk) fn take_apposition(&self, chunk: &mut Chunk, sentence: Sentence, from: usize) {
        let name_end = chunk.last;
        if !self.page.is_mark(name_end, b',') || name_end + 1 >= sentence.last {
            return;
        }
        let start = name_end + 1;
        if self.page.word(start) == "who" {
            self.take_relative(chunk, start, sentence, from);
            return;
        }
        let age = self.page.tokens[start].kind == Kind::Number
            && (self.page.is_mark(start + 1, b',') || self.page.is_mark(start + 1, b'.'));
        if age {
            chunk.through = start + 2;
            self.raise(chunk, 0.85, "person:age");
            return;
        }
        let Some((end, noun)) = self.apposition(start, sentence, from) else { return };
        chunk.through = end + usize::from(self.page.is_mark(end, b','));
        self.raise(chunk, 0.93, "person:office-after");
        if chunk.office.is_none() {
            let the = usize::from(self.page.is(start, Class::DET) && end - start > 1);
            chunk.office = Some((start + the, end));
            chunk.noun = Some(noun);
            self.note_apposition_party(chunk, start, end, noun, from);
        }
    }

    fn raise(&self, chunk: &mut Chunk, confidence: f32, rule: &'static str) {
        if chunk.confidence < confidence {
            chunk.confidence = confidence;
            chunk.rule = rule;
        }
    }

    /// ", who heads President Zelenskyy's office and leads …".
    fn take_relative(&self, chunk: &mut Chunk, who: usize, sentence: Sentence, from: usize) {
        self.raise(chunk, 0.85, "person:who");
        let end = (who + 1..sentence.last.min(who + 30)).find(|&i| self.page.is_mark(i, b','));
        chunk.through = end.map_or(chunk.last, |end| end + 1);
        if !self.page.is(who + 1, Class::LEADVERB) || chunk.office.is_some() {
            return;
        }
        let stop = (who + 2..sentence.last).find(|&i| {
            self.page.is_mark(i, b',') || self.page.word(i) == "and" || self.page.is_mark(i, b'.')
        });
        if let Some(stop) = stop.filter(|&stop| stop - who <= LONGEST) {
            chunk.office = Some((who + 1, stop));
            chunk.noun = Some(who + 1);
            if let Some(party) = (who + 1..stop).find_map(|i| self.party_at(i, from)) {
                chunk.party = Some(party.party);
            }
        }
    }

    /// The office that stands between commas after a name: its end and its noun.
    fn apposition(&self, start: usize, sentence: Sentence, from: usize) -> Option<(usize, usize)> {
        const ENDS: Class = Class::SAY.or(Class::REL);
        // "X, criticised the governor": a verb, no office.
        let verb = self.page.word(start).ends_with("ed")
            && self.page.is(start, Class::DESCRIBE.or(Class::CRITICISE));
        if verb {
            return None;
        }
        let mut end = start;
        let mut noun = None;
        while end < sentence.last && end - start <= 20 {
            let token = &self.page.tokens[end];
            if token.is_mark(b',')
                || token.is_mark(b'.')
                || token.is_mark(b';')
                || token.kind == Kind::Quote
                || token.is_mark(b')')
            {
                break;
            }
            let says = token.is(ENDS) && !token.is(Class::OFFICE.or(Class::DOCNOUN)) && end > start;
            if says || token.is(Class::AUX.or(Class::MODAL)) && !token.is_capital() {
                return None;
            }
            if token.is(Class::OFFICE) && noun.is_none() && end - start <= 8 {
                noun = Some(end);
            }
            end += 1;
        }
        let noun = noun?;
        // "Rubio, Army Secretary Daniel P. Driscoll, …" is a list of people, not an apposition.
        let next_person = noun + 1 < end
            && self.page.tokens[noun + 1].is_capital()
            && self.party_at(noun + 1, from).is_none()
            && !self.page.is(noun + 1, Class::OFFICEMOD.or(Class::ORGNOUN).or(Class::OFFICE))
            || (noun + 1..end).any(|i| {
                self.page.is(i, Class::RANK.or(Class::HONORIFIC)) && self.page.tokens[i].is_capital()
            })
            || (noun + 1..end).any(|i| {
                self.page.is(i, Class::GIVEN)
                    && self.page.tokens[i].is_capital()
                    && i + 1 < end
                    && self.page.tokens[i + 1].is_capital()
            });
        let conjoined = matches!(self.page.word(start), "and" | "or" | "but" | "while" | "as");
        let verb = self.page.is(start, Class::PREP) && !matches!(self.page.word(start), "of");
        (!next_person && !conjoined && !verb).then_some((end, noun))
    }

    fn note_apposition_party(&self, chunk: &mut Chunk, start: usize, end: usize, noun: usize, from: usize) {
        if chunk.party.is_some() {
            return;
        }
        let mut got = Gathered::default();
        let before = (start..noun).find_map(|i| self.party_at(i, from));
        let after = (noun + 1..end).find(|&i| self.party_at(i, from).is_some());
        if let Some(party) = before {
            self.note_party(party.party, &mut got);
        } else if let Some(party) =
            after.and_then(|i| self.party_at(i, from).filter(|_| !self.is_posted_to(noun, i)))
        {
            self.note_party(party.party, &mut got);
        }
        chunk.party = got.party;
        chunk.seconded = got.seconded;
    }

    /// Whether the office is one held toward the party rather than of it.
    fn is_posted_to(&self, noun: usize, party: usize) -> bool {
        (noun + 1..party).any(|i| matches!(self.page.word(i), "to" | "in" | "at" | "with"))
            || (noun + 1..party).any(|i| self.page.word(i) == "for")
                && matches!(self.page.word(noun), "envoy" | "Envoy")
    }
}
