//! Collective sources, organisations, documents, parties by name, and capitalised runs nothing is known of.

use super::{Chunk, Chunker, What, plain};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::{Case, Kind};

impl Chunker<'_, '_> {
    /// "American officials", "some quarters", "American, Ukrainian, and European officials".
    pub(super) fn collective_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        let mut chunk = plain(at, at, What::Collective);
        let mut end = at;
        let limit = sentence.last.min(at + 12);
        while end < limit {
            if let Some(party) = self.party_at(end, from).filter(|p| p.first >= at) {
                chunk.party = Some(party.party);
                end = party.last;
                continue;
            }
            let token = &self.page.tokens[end];
            if token.is(Class::COLLECTIVE) && token.is_word() && !self.next_is_collective(end, sentence) {
                chunk.last = end + 1;
                break;
            }
            if !self.may_precede_collective(end, at, from) {
                return None;
            }
            end += 1;
        }
        if chunk.last == at {
            return None;
        }
        chunk.through = chunk.last;
        chunk.rule = "source:collective";
        let several = (chunk.first..chunk.last).any(|i| self.page.word(i) == "and");
        if several {
            chunk.party = None;
        }
        Some(chunk)
    }

    fn next_is_collective(&self, at: usize, sentence: Sentence) -> bool {
        at + 1 < sentence.last
            && self.page.is(at + 1, Class::COLLECTIVE)
            && !self.page.tokens[at + 1].is(Class::CUE)
    }

    fn may_precede_collective(&self, at: usize, first: usize, from: usize) -> bool {
        let token = &self.page.tokens[at];
        let word = self.page.word(at);
        if token.is_mark(b',') || word == "and" {
            // Only between adjectives of parties.
            return at > first
                && (self.party_at(at - 1, from).is_some() || self.page.is_mark(at - 1, b','))
                && (self.party_at(at + 1, from).is_some() || self.page.word(at + 1) == "and");
        }
        if token.kind == Kind::Possessive {
            return at > first;
        }
        const QUALIFIERS: [&str; 24] = [
            "senior",
            "top",
            "unnamed",
            "anonymous",
            "several",
            "some",
            "many",
            "other",
            "two",
            "three",
            "various",
            "Western",
            "western",
            "local",
            "regional",
            "former",
            "high-level",
            "high-ranking",
            "certain",
            "unidentified",
            "allied",
            "independent",
            "international",
            "key",
        ];
        let organisation = token.is_capital()
            && !token.is(Class::PREP.or(Class::THIRD))
            && (at > first || token.is(Class::OFFICEMOD.or(Class::ORGNOUN)) || token.class.is_none());
        token.is(Class::DET) || token.is(Class::OFFICEMOD) || QUALIFIERS.contains(&word) || organisation
    }

    /// "the US State Department", "The Straits Times", "Yonhap news agency", "KCNA", "the government".
    pub(super) fn organisation_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        let the = usize::from(self.page.is(at, Class::DET));
        let mut chunk = plain(at, at, What::Organisation);
        chunk.name = at + the;
        let mut end = at + the;
        let mut noun = None;
        let mut capitals = 0;
        while end < sentence.last && end - at < 9 {
            if let Some(party) = self.party_at(end, from) {
                chunk.party = chunk.party.or(Some(party.party));
                end = party.last;
                if self.page.tokens.get(end).is_some_and(|t| t.kind == Kind::Possessive) {
                    end += 1;
                }
                continue;
            }
            let token = &self.page.tokens[end];
            if token.is(Class::ORGNOUN) && token.is_word() {
                noun = Some(end);
                end += 1;
                continue;
            }
            let capital = token.is_capital()
                && !(token.is(Class::COMMON) && end == sentence.first)
                && !token.is(Class::THIRD);
            let joint = capitals > 0
                && matches!(self.page.word(end), "of" | "for" | "and" | "&")
                && end + 1 < sentence.last
                && self.page.tokens[end + 1].is_capital();
            let modifier = token.is(Class::OFFICEMOD) && noun.is_none() && !token.is_capital();
            if !(capital || joint && noun.is_none_or(|n| n + 1 == end) || modifier) {
                break;
            }
            capitals += usize::from(capital);
            end += 1;
        }
        let noun = noun?;
        if noun + 1 < end && !self.page.tokens[end - 1].is_capital() {
            end = noun + 1;
        }
        if self.is_letter_of(at, end, sentence) {
            return None;
        }
        let named = capitals > 0 || self.page.tokens[noun].is_capital() || chunk.party.is_some();
        if !named && the == 0 {
            return None;
        }
        chunk.last = end.max(noun + 1);
        chunk.confidence = if named { 0.85 } else { 0.7 };
        chunk.rule = "source:organisation";
        if self.is_paper_of(chunk.last, sentence) {
            // "The Home Office letter": the document speaks, not the office.
            chunk.what = What::Document;
            chunk.last += 1;
        }
        chunk.through = chunk.last;
        Some(chunk)
    }

    /// "The Home Office letter": the letter speaks, not the office.
    pub(super) fn is_letter_of(&self, at: usize, end: usize, sentence: Sentence) -> bool {
        let lettered =
            self.page.tokens.get(end).is_some_and(|t| t.is(Class::DOCNOUN) && !t.is_capital() && !t.quoted);
        lettered
            && end < sentence.last
            && !self.page.is(end, Class::CUE)
            && self.document_at(at, sentence).is_some()
    }

    /// Whether a noun for a document follows an organisation.
    fn is_paper_of(&self, at: usize, sentence: Sentence) -> bool {
        at < sentence.last
            && self.page.is(at, Class::DOCNOUN)
            && !self.page.is(at, Class::SAY)
            && !self.page.tokens[at].is_capital()
    }

    /// A party by its name, or its seat where it acts.
    pub(super) fn party_chunk_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        let the = usize::from(matches!(self.page.word(at), "the" | "The"));
        let party = self
            .party_at(at + the, from)
            .filter(|party| party.first == at + the && party.last <= sentence.last)?;
        // "the Americans" are the party; "the American" is somebody.
        let plural = the == 1
            && self.page.word(party.last - 1).ends_with('s')
            && !self.page.tokens.get(party.last).is_some_and(|t| {
                t.is_capital() || t.is(Class::OFFICE.or(Class::COLLECTIVE).or(Class::ORGNOUN))
            });
        if party.form == Form::Adjective && !plural {
            return None;
        }
        let mut chunk = plain(at, party.last, What::Party);
        chunk.name = at + the;
        chunk.party = Some(party.party);
        chunk.confidence = 0.9;
        chunk.rule = "party:name";
        Some(chunk)
    }

    /// "A leaked internal letter seen by Sky News", "recent reports", "the statement".
    pub(super) fn document_at(&self, at: usize, sentence: Sentence) -> Option<Chunk> {
        let opens = self.page.is(at, Class::DET) || at == sentence.first || self.page.tokens[at].is_capital();
        if !opens {
            return None;
        }
        let noun = (at..sentence.last.min(at + 6))
            .find(|&i| self.page.is(i, Class::DOCNOUN) && self.page.tokens[i].is_word())?;
        let clear = (at + 1..noun).all(|i| {
            let token = &self.page.tokens[i];
            token.is_word()
                && !token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::SAY).or(Class::THIRD))
                || token.kind == Kind::Possessive
        });
        let mut chunk = plain(at, noun + 1, What::Document);
        chunk.rule = "source:document";
        chunk.confidence = 0.7;
        clear.then_some(chunk)
    }

    /// A capitalised run of unknown kind, or an acronym: a company, a newspaper, a place.
    pub(super) fn unknown_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        let the = usize::from(self.page.is(at, Class::DET));
        let mut end = at + the;
        while end < sentence.last {
            let token = &self.page.tokens[end];
            let plain_word = token.is_capital()
                && !token.is(Class::THIRD.or(Class::WEEKDAY).or(Class::MONTH).or(Class::FIRST))
                && self.party_at(end, from).is_none();
            let opening = end == sentence.first
                && (token.is(Class::COMMON.or(Class::PREP).or(Class::CONJ)) || token.is(Class::ADV));
            if !plain_word || opening || token.case == Case::Lower {
                break;
            }
            end += 1;
        }
        if end == at + the {
            return None;
        }
        let mut chunk = plain(at, end, What::Unknown);
        chunk.name = at + the;
        chunk.confidence = 0.6;
        chunk.rule = "source:name";
        Some(chunk)
    }
}
