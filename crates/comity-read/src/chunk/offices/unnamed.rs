//! An office without a name: "the President", "the president of France".

use crate::chunk::{Chunk, Chunker, What, plain};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

impl Chunker<'_, '_> {
    /// An office without a name: "the President", "the Ukrainian foreign minister", "the spokesman".
    pub(in crate::chunk) fn office_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        let token = &self.page.tokens[at];
        let determined = matches!(
            self.page.word(at),
            "the" | "The" | "his" | "her" | "its" | "His" | "Her" | "Its" | "their"
        );
        let party = self.party_at(at, from).filter(|party| party.first == at);
        if !determined
            && party.is_none()
            && !(token.is_capital() && token.is(Class::OFFICE.or(Class::OFFICEMOD)))
        {
            return None;
        }
        let mut chunk = plain(at, at + 1, What::Office);
        let mut end = if determined { at + 1 } else { at };
        while end < sentence.last && end - at < 8 {
            if let Some(party) = self.party_at(end, from) {
                chunk.party = Some(party.party);
                end = party.last
                    + usize::from(
                        self.page.tokens.get(party.last).is_some_and(|t| t.kind == Kind::Possessive),
                    );
                continue;
            }
            let token = &self.page.tokens[end];
            if token.is(Class::OFFICE) && token.is_word() {
                chunk.noun = Some(end);
                end += 1;
                break;
            }
            if !(token.is(Class::OFFICEMOD) || token.is_capital() && end > at && !token.is(Class::PREP)) {
                return None;
            }
            end += 1;
        }
        chunk.noun?;
        while end < sentence.last && self.page.is(end, Class::OFFICE) && self.page.tokens[end].is_word() {
            chunk.noun = Some(end);
            end += 1;
        }
        self.extend_office(&mut chunk, end, sentence, from);
        (!self.page.is(chunk.last, Class::ORGNOUN) || self.page.is(chunk.last, Class::CUE)).then_some(chunk)
    }

    /// "the president of France": the complement belongs to the office.
    fn extend_office(&self, chunk: &mut Chunk, end: usize, sentence: Sentence, from: usize) {
        chunk.last = end;
        if matches!(self.page.word(end), "of" | "to" | "for") && end + 1 < sentence.last {
            let the = usize::from(self.page.word(end + 1) == "the");
            if let Some(party) = self
                .party_at(end + 1 + the, from)
                .filter(|p| p.form != Form::Adjective && p.last <= sentence.last)
            {
                if self.page.word(end) == "of" {
                    chunk.party = chunk.party.or(Some(party.party));
                }
                chunk.last = party.last;
            }
        }
        chunk.through = chunk.last;
        chunk.office = Some((chunk.first, chunk.last));
    }
}
