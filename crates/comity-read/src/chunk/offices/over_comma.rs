//! The office before a name with a comma between: "Malaysia's Prime Minister, Najib Razak".

use super::{Gathered, LONGEST};
use crate::chunk::{Chunk, Chunker};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

impl Chunker<'_, '_> {
    /// "Malaysia's Prime Minister, Najib Razak said": an office, a comma, the name.
    pub(super) fn take_office_over_comma(
        &self,
        chunk: &mut Chunk,
        floor: usize,
        sentence: Sentence,
        from: usize,
    ) {
        let Some(comma) = chunk.first.checked_sub(1).filter(|&i| i > floor && self.page.is_mark(i, b','))
        else {
            return;
        };
        let Some(noun) = self.noun_before(comma, floor) else { return };
        let mut got = Gathered { noun: Some(noun), ..Gathered::default() };
        let mut start = noun;
        while start > floor && noun - start < LONGEST {
            match self.step_left(start, chunk.first, &mut got, floor, from) {
                Some(next) => start = next,
                None => break,
            }
        }
        let introduced = got.party.is_some()
            || start > sentence.first && self.page.is(start - 1, Class::DET.or(Class::THIRD))
            || self.follows_possessive(start, sentence);
        let closed = [b',', b'.', b';', b')'].iter().any(|&mark| self.page.is_mark(chunk.last, mark))
            || self.page.word(chunk.last) == "and"
            || chunk.last >= sentence.last
            || self.page.is(chunk.last, Class::CUE.or(Class::AUX).or(Class::MEETVERB).or(Class::HOLDVERB));
        let two_words = chunk.last - chunk.name >= 2;
        let closed = closed && two_words;
        if introduced && closed {
            chunk.office = Some((start, comma));
            chunk.noun = Some(noun);
            chunk.party = got.party;
            chunk.seconded = got.seconded;
            chunk.first = start;
            chunk.confidence = 0.9;
            chunk.rule = "person:office-comma";
        }
    }

    /// The noun of an office that ends before a comma: "minister,", "envoy for the Taoudar basin,".
    fn noun_before(&self, comma: usize, floor: usize) -> Option<usize> {
        let mut at = comma;
        while at > floor && comma - at < 8 {
            at -= 1;
            let token = &self.page.tokens[at];
            let opposite =
                self.page.word(at) == "number" && at > floor && self.page.word(at - 1) == "opposite";
            if opposite || token.is_word() && token.is(Class::OFFICE) {
                let complement =
                    at + 1 == comma || matches!(self.page.word(at + 1), "of" | "for" | "to" | "at" | "in");
                return complement.then_some(at);
            }
            let inside = token.is_capital()
                || matches!(self.page.word(at), "of" | "for" | "to" | "the" | "and" | "at" | "in")
                || token.is_word()
                    && (token.class.is_none() || token.is(Class::OFFICEMOD.or(Class::DELEGATIONNOUN)));
            if !inside {
                return None;
            }
        }
        None
    }

    fn follows_possessive(&self, start: usize, sentence: Sentence) -> bool {
        start > sentence.first && self.page.tokens[start - 1].kind == Kind::Possessive
    }
}
