//! Who said a quotation: the words after it, before it, the sentence that leads to it, the quotation it goes on from.

use crate::chunk::{Chunk, What};
use crate::draft::View;
use crate::lexicon::Class;
use crate::quotes::Quotation;
use crate::resolve::{is_subject, verb_follows};
use crate::token::{Kind, Token};

/// A speaker found for a quotation or a cue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribution {
    /// The chunk that names the speaker.
    pub(crate) chunk: usize,
    /// The cue, as a range of tokens.
    pub(crate) cue: (usize, usize),
    pub(crate) confidence: f32,
    pub(crate) rule: &'static str,
}

impl View<'_, '_> {
    /// The speaker of a quotation by the words around it.
    pub(crate) fn speaker_of(&self, quote: &Quotation) -> Option<Attribution> {
        let opening = self.opening_token(quote);
        self.after_quote(quote).or_else(|| self.before_quote(opening)).or_else(|| self.led_to(opening))
    }

    /// The token that opens the first paragraph of a quotation.
    fn opening_token(&self, quote: &Quotation) -> usize {
        let Some(part) = quote.parts.first() else { return quote.first };
        self.page.tokens.partition_point(|token| token.start < part.start)
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.page.tokens.get(at)
    }

    /// `"…," said X`, `"…", X said`, `"…," X, the minister, told reporters`, `"…", according to X`.
    fn after_quote(&self, quote: &Quotation) -> Option<Attribution> {
        let block_end = self.block_end(quote.last);
        let inner = self.token(quote.last.checked_sub(1)?)?;
        let mut at = quote.last + 1;
        let comma = self.page.is_mark(at, b',')
            || self.page.is_mark(at, b'-')
            || self.page.word(at).starts_with(['—', '–']);
        at += usize::from(comma);
        if at >= block_end {
            return None;
        }
        let stopped = inner.is_mark(b'.') && !comma;
        let joined = comma || inner.is_mark(b',') || inner.is_mark(b'?') || inner.is_mark(b'!') || stopped;
        let adverb = usize::from(self.page.is(at, Class::ADV) && self.page.is(at + 1, Class::SAY));
        if joined
            && self.is_saying(at + adverb)
            && let Some(found) = self.inverted(at + adverb, block_end)
        {
            return Some(found);
        }
        if self.page.word(at) == "according" && self.page.word(at + 1) == "to" {
            return self.named_at(at + 2, (at, at + 2), 0.93, "speaker:according-after");
        }
        if let Some(found) = self.put_by(at) {
            return Some(found);
        }
        if stopped || !joined {
            return None;
        }
        self.regular_after(at, block_end).or_else(|| self.clause_after(at, block_end))
    }

    /// `"…", in the words of one official`.
    fn put_by(&self, at: usize) -> Option<Attribution> {
        let words = ["in", "the", "words", "of"];
        let put = words.iter().enumerate().all(|(i, word)| self.page.word(at + i) == *word);
        if put { self.named_at(at + 4, (at, at + 4), 0.9, "speaker:in-the-words") } else { None }
    }

    /// The subject is longer than a name: `"…," the committee's chair, Dame Olivia Pym, told a radio station`.
    fn clause_after(&self, at: usize, block_end: usize) -> Option<Attribution> {
        const REACH: usize = 18;
        let end = (at + REACH).min(block_end);
        let stop =
            (at..end).find(|&i| self.page.is_mark(i, b'.') || self.page.tokens[i].quoted).unwrap_or(end);
        let verb = (at..stop).find(|&i| self.is_saying(i))?;
        let (chunk, sure) = self.subject_of(verb, at)?;
        Some(Attribution {
            chunk,
            cue: (verb, verb + 1),
            confidence: sure - 0.03,
            rule: "speaker:clause-after",
        })
    }

    /// The verb first: `said X`.
    fn inverted(&self, verb: usize, block_end: usize) -> Option<Attribution> {
        let chunk = (verb + 1..(verb + 3).min(block_end)).find_map(|i| self.chunk_from(i))?;
        let found = &self.chunks.list[chunk];
        if self.token(found.last).is_some_and(|t| t.kind == Kind::Possessive) {
            return self.owned(verb, chunk, block_end);
        }
        let speaks =
            !matches!(found.what, What::Pronoun) || self.page.is(found.first, Class::HE.or(Class::SHE));
        // `"…," said the minister`: nothing but the verb stands before the name.
        let direct = found.first <= verb + 1 + usize::from(self.page.is(verb + 1, Class::DET));
        (speaks && direct).then_some(Attribution {
            chunk,
            cue: (verb, verb + 1),
            confidence: 0.97,
            rule: "speaker:said-x",
        })
    }

    /// `said the union's secretary, X`: the name behind its owner.
    fn owned(&self, verb: usize, owner: usize, block_end: usize) -> Option<Attribution> {
        const REACH: usize = 9;
        let from = self.chunks.list[owner].last;
        let end = (from..(from + REACH).min(block_end))
            .find(|&i| self.page.is_mark(i, b'.') || self.page.is_mark(i, b';'))
            .unwrap_or((from + REACH).min(block_end));
        let (low, high) = self.chunks.range(from, end);
        let person = self.chunks.list[low..high].iter().position(|c| matches!(c.what, What::Person(_)))?;
        let cue = (verb, verb + 1);
        Some(Attribution { chunk: low + person, cue, confidence: 0.93, rule: "speaker:said-owned-x" })
    }

    /// The name first: `X said`, `X, the minister, told reporters`.
    fn regular_after(&self, at: usize, block_end: usize) -> Option<Attribution> {
        let chunk = (at..(at + 2).min(block_end)).find_map(|i| self.chunk_from(i))?;
        let found = &self.chunks.list[chunk];
        let verb = self.skip_adverbs(found.through.max(found.last));
        let verb = if self.is_saying(verb) { verb } else { self.saying_after_apposition(found.last)? };
        Some(Attribution { chunk, cue: (verb, verb + 1), confidence: 0.97, rule: "speaker:x-said" })
    }

    /// `Al-Maeena, editor at large at the Saudi Gazette, said`: the verb behind an apposition.
    fn saying_after_apposition(&self, end: usize) -> Option<usize> {
        if !self.page.is_mark(end, b',') {
            return None;
        }
        // "Norway's chief negotiator, Ingrid Moen, told": the comma closes the name itself.
        let direct = self.skip_adverbs(end + 1);
        if self.is_saying(direct) {
            return Some(direct);
        }
        let close =
            (end + 1..(end + 25).min(self.page.tokens.len())).find(|&i| self.page.is_mark(i, b','))?;
        let clear = (end + 1..close)
            .all(|i| !self.page.is(i, Class::SAY) || self.page.is(i, Class::OFFICE.or(Class::DOCNOUN)));
        let verb = self.skip_adverbs(close + 1);
        (clear && self.is_saying(verb)).then_some(verb)
    }

    /// A cue before the quotation in its sentence: `X said, "…"`, `X described it as "…"`.
    fn before_quote(&self, opening: usize) -> Option<Attribution> {
        let sentence = self.page.sentences.get(self.page.sentence_holding(opening))?;
        let from = sentence.first;
        let cue = (from..opening).rev().find(|&i| !self.page.tokens[i].quoted && self.is_cue(i))?;
        let gap = (cue + 1..opening).filter(|&i| self.page.tokens[i].is_word()).count();
        let spread = if gap <= 2 {
            0.0
        } else if gap <= 8 {
            0.03
        } else {
            0.15
        };
        if self.page.word(cue) == "to" {
            return self.named_at(cue + 1, (cue - 1, cue + 1), 0.9 - spread, "speaker:according-before");
        }
        let (chunk, sure) = self.subject_of_participle(cue, from).or_else(|| self.subject_of(cue, from))?;
        let confidence = (sure - spread).max(0.3);
        Some(Attribution { chunk, cue: (cue, cue + 1), confidence, rule: "speaker:cue-before" })
    }

    /// `X said …, adding: "…"`: who added is who said.
    fn subject_of_participle(&self, cue: usize, from: usize) -> Option<(usize, f32)> {
        let comma = cue > from && self.page.is_mark(cue - 1, b',');
        if !comma || !self.page.word(cue).ends_with("ing") {
            return None;
        }
        let verb =
            (from..cue - 1).rev().find(|&i| self.is_saying(i) && !self.page.word(i).ends_with("ing"))?;
        self.subject_of(verb, from)
    }

    /// The sentence or paragraph before leads to the quotation with a colon or comma.
    fn led_to(&self, opening: usize) -> Option<Attribution> {
        let before = opening.checked_sub(1)?;
        let leads = self.page.is_mark(before, b':') || self.page.is_mark(before, b',');
        let sentence = self.page.sentences.get(self.page.sentence_holding(before))?;
        if !leads || sentence.last > opening {
            return None;
        }
        let cue = (sentence.first..before).rev().find(|&i| !self.page.tokens[i].quoted && self.is_cue(i))?;
        let (chunk, sure) = self.subject_of(cue, sentence.first)?;
        Some(Attribution { chunk, cue: (cue, cue + 1), confidence: sure - 0.05, rule: "speaker:led-to" })
    }

    /// A quotation that opens a sentence right behind a report of what somebody said goes on with the same speaker:
    /// `X also said it was an art and a business. "As a way to …"`.
    pub(crate) fn carried_on(&self, quote: &Quotation) -> Option<Attribution> {
        let sentence = self.page.sentence_holding(self.opening_token(quote));
        let here = self.page.sentences.get(sentence)?;
        let before = self.page.sentences.get(sentence.checked_sub(1)?)?;
        if here.block != before.block || here.first != self.opening_token(quote) {
            return None;
        }
        let cue = (before.first..before.last).find(|&i| !self.page.tokens[i].quoted && self.is_saying(i))?;
        let (chunk, sure) = self.subject_of(cue, before.first)?;
        let person = matches!(self.chunks.list[chunk].what, What::Person(_));
        let confidence = (sure - 0.2).min(0.75);
        person.then_some(Attribution { chunk, cue: (cue, cue + 1), confidence, rule: "speaker:goes-on" })
    }

    /// The subject of a verb of saying, and how sure that is.
    pub(crate) fn subject_of(&self, verb: usize, from: usize) -> Option<(usize, f32)> {
        let mut at = verb;
        while at > from
            && (self.page.is(at - 1, Class::ADV.or(Class::AUX).or(Class::MODAL).or(Class::NEG))
                || self.page.word(at - 1).ends_with("ly"))
            && !self.page.is(at - 1, Class::THIRD)
        {
            at -= 1;
        }
        let (low, high) = self.chunks.range(from, verb);
        let list = &self.chunks.list[low..high];
        let adjacent = list.iter().rposition(|c| c.last == at || c.through == at && c.through > c.last);
        if let Some(index) = adjacent.filter(|&i| self.may_speak(&list[i], from)) {
            return Some((low + index, self.sureness(&list[index], 0.95)));
        }
        if let Some(index) = list
            .iter()
            .rposition(|c| self.saying_after_apposition(c.last) == Some(verb) && self.may_speak(c, from))
        {
            return Some((low + index, self.sureness(&list[index], 0.93)));
        }
        // `Norway's chief negotiator, Ingrid Moen, told reporters`.
        let behind_comma = list.iter().rposition(|c| c.last + 1 == at && self.page.is_mark(c.last, b','));
        if let Some(index) = behind_comma.filter(|&i| matches!(list[i].what, What::Person(_))) {
            return Some((low + index, self.sureness(&list[index], 0.93)));
        }
        if let Some(index) = list.iter().position(|c| self.is_modified_subject(c, from, at)) {
            return Some((low + index, self.sureness(&list[index], 0.86)));
        }
        let inverted = self
            .chunk_from(verb + 1)
            .filter(|_| self.page.is(verb, Class::SAY) && self.page.is_mark(self.end_of(verb + 1), b':'));
        if let Some(chunk) = inverted {
            return Some((chunk, 0.9));
        }
        if at > from
            && self.page.is_mark(at - 1, b',')
            && let Some(comma) = (from..at - 1).rev().find(|&i| self.page.is_mark(i, b','))
            && let Some(index) = list.iter().rposition(|c| c.last == comma && self.may_speak(c, from))
        {
            // "the mediators, Finland and Kenya, handed".
            return Some((low + index, self.sureness(&list[index], 0.85)));
        }
        let active = list.iter().rposition(|c| self.may_speak(c, from) && is_subject(self.page, c));
        if let Some(index) = active {
            return Some((low + index, self.sureness(&list[index], 0.84)));
        }
        let only = list.iter().position(|c| self.may_speak(c, from) && matches!(c.what, What::Person(_)));
        only.map(|index| (low + index, 0.6))
    }

    /// `A leaked letter seen by Sky News says`, `PC World's recent analysis of its traffic concluded`: a document whose
    /// modifiers reach to the verb.
    fn is_modified_subject(&self, chunk: &Chunk, from: usize, verb: usize) -> bool {
        const MODIFIERS: [&str; 11] = [
            "seen",
            "obtained",
            "published",
            "released",
            "issued",
            "sent",
            "signed",
            "written",
            "leaked",
            "of",
            "from",
        ];
        let modified = MODIFIERS.contains(&self.page.word(chunk.last));
        let clear = (chunk.last..verb).all(|i| {
            !self.page.is_mark(i, b',')
                && !self.page.is(i, Class::AUX.or(Class::MODAL).or(Class::REL))
                && !self.is_saying(i)
        });
        chunk.what == What::Document && modified && clear && self.may_speak(chunk, from)
    }

    fn end_of(&self, at: usize) -> usize {
        self.chunk_from(at).map_or(at, |chunk| self.chunks.list[chunk].last)
    }

    fn sureness(&self, chunk: &Chunk, base: f32) -> f32 {
        match chunk.what {
            What::Person(_) | What::Collective | What::Party => base,
            What::Organisation | What::Document | What::Office => base - 0.03,
            What::Pronoun => base - 0.1,
            What::Name | What::Unknown => base - 0.15,
        }
    }

    /// Whether a chunk can be the subject of a verb of saying: no possessor, no object of a preposition.
    fn may_speak(&self, chunk: &Chunk, from: usize) -> bool {
        let possessor = self.token(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
        let possessive = matches!(
            self.page.word(chunk.first),
            "his" | "His" | "their" | "Their" | "its" | "Its" | "him" | "them" | "himself"
        ) && chunk.what != What::Office
            || chunk.what == What::Pronoun && self.page.word(chunk.first) == "her";
        let before = chunk.first.checked_sub(1).filter(|&i| i >= from);
        // "with Boswell stating" makes Boswell a subject.
        let absolute = before.is_some_and(|i| self.page.word(i) == "with")
            && self.page.word(chunk.last).ends_with("ing")
            && self.is_saying(chunk.last);
        let object = !absolute
            && before.is_some_and(|i| self.page.is(i, Class::PREP) && !self.page.is(i, Class::CONJ));
        let spoken_to = before.is_some_and(|i| {
            matches!(
                self.page.word(i),
                "told" | "tells" | "telling" | "asked" | "urged" | "urges" | "thanked"
            )
        });
        !possessor && !possessive && !object && !spoken_to && !self.page.tokens[chunk.first].quoted
    }

    /// The chunk that names someone at a token, as an attribution.
    fn named_at(
        &self,
        at: usize,
        cue: (usize, usize),
        confidence: f32,
        rule: &'static str,
    ) -> Option<Attribution> {
        let chunk = self.chunk_from(at).or_else(|| self.chunk_from(at + 1))?;
        Some(Attribution { chunk, cue, confidence, rule })
    }

    /// The chunk that begins at a token.
    pub(crate) fn chunk_from(&self, at: usize) -> Option<usize> {
        self.chunks.holding(at).filter(|&index| self.chunks.list[index].first == at)
    }

    pub(crate) fn skip_adverbs(&self, at: usize) -> usize {
        let mut at = at;
        while self.page.is(at, Class::ADV)
            || self.page.is(at, Class::AUX) && !self.page.is(at, Class::SAY)
            || self.page.word(at).ends_with("ly")
        {
            at += 1;
        }
        at
    }

    /// A verb of saying in small letters.
    pub(crate) fn is_saying(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.is(Class::SAY) && t.is_word() && !t.is_capital() && !t.quoted)
    }

    /// A verb (or the `to` of "according to") that introduces what somebody says.
    pub(crate) fn is_cue(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|t| t.is_word()) else { return false };
        let word = self.page.word(at);
        if word == "to" {
            return at > 0 && self.page.word(at - 1).eq_ignore_ascii_case("according");
        }
        if !token.is(Class::CUE) || token.is_capital() {
            return false;
        }
        let before = at.checked_sub(1);
        let noun = before.is_some_and(|i| {
            self.page.is(i, Class::DET) || self.token(i).is_some_and(|t| t.kind == Kind::Possessive)
        }) && !word.ends_with("ed");
        // "terms", "claims", "reports" are verbs only right after who does it.
        let doubtful = word.ends_with('s') && word != "says" && word != "tells";
        let placed = before.is_some_and(|i| {
            self.chunks.holding(i).is_some()
                || self.page.is(i, Class::ADV.or(Class::REL))
                || matches!(self.page.word(i), "and" | ",")
        });
        if doubtful && !placed {
            return false;
        }
        let infinitive = before.is_some_and(|i| self.page.word(i) == "to");
        let inside = self.chunks.holding(at).is_some();
        !noun
            && !infinitive
            && !inside
            && !matches!(word, "read" | "reads" | "report" | "posted" | "following")
            || matches!(word, "reads" | "read") && verb_follows(self.page, at)
    }

    pub(crate) fn block_end(&self, at: usize) -> usize {
        let index = self.page.blocks.partition_point(|&(_, last)| last <= at);
        self.page.blocks.get(index).map_or(self.page.tokens.len(), |&(_, last)| last)
    }
}
