//! Offices beside a name: before it ("Army Secretary Daniel P. Driscoll") and after it (", head of …,").

use super::{Chunk, Chunker, What, plain};
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::PartyKind;
use crate::token::Kind;

/// How many tokens an office may take.
const LONGEST: usize = 12;

/// What a walk to the left of a name has gathered.
#[derive(Default)]
struct Gathered {
    /// The noun of the office, once met.
    noun: Option<usize>,
    titled: bool,
    party: Option<u16>,
    seconded: bool,
}

impl Chunker<'_, '_> {
    /// Extends a name to the left over the office that stands before it.
    pub(super) fn take_office_before(
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
    fn step_left(
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

    fn note_party(&self, party: u16, got: &mut Gathered) {
        if got.party.is_none() || got.seconded {
            got.seconded = self.parties.entry(party).kind == PartyKind::Organisation;
            got.party = Some(party);
        }
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

    /// "Malaysia's Prime Minister, Najib Razak said": an office, a comma, the name.
    fn take_office_over_comma(&self, chunk: &mut Chunk, floor: usize, sentence: Sentence, from: usize) {
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

    /// Takes what a comma adds to a name: an office, an age, "who heads …".
    pub(super) fn take_apposition(&self, chunk: &mut Chunk, sentence: Sentence, from: usize) {
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

    /// An office without a name: "the President", "the Ukrainian foreign minister", "the spokesman".
    pub(super) fn office_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
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
