//! Runs of capitalised words that read as people's names, and whether they do.

use super::{Chunk, Chunker, What, plain};
use crate::learn::ending;
use crate::lexicon::Class;
use crate::model::{Features, Question, bucket, text_hash, word_hash};
use crate::page::Sentence;
use crate::resolve::SURE_NAME;
use crate::token::{Case, Kind, Token};

/// Small words inside names: Ursula von der Leyen, Suleiman al-Amr, Charles de Gaulle.
const PARTICLES: [&str; 30] = [
    "al", "de", "del", "della", "van", "von", "der", "den", "bin", "ibn", "ben", "da", "dos", "di", "du",
    "el", "la", "le", "ter", "ten", "zu", "y", "í", "við", "á", "ag", "ould", "op", "af", "av",
];

/// `al-Amr`, `el-Sisi`, `d'Entremont`: a small article joined to a name.
fn has_article(word: &str) -> bool {
    let elided = word.strip_prefix('d').and_then(|rest| rest.strip_prefix(['\'', '’']));
    elided.is_some_and(|name| name.starts_with(char::is_uppercase))
        || word.split_once('-').is_some_and(|(article, name)| {
            matches!(article, "al" | "el" | "ad" | "ar" | "as" | "at" | "az" | "ul" | "bin")
                && name.starts_with(char::is_uppercase)
        })
}

/// Classes that keep a capitalised word from being part of a name.
const NO_NAME: Class = Class::OFFICE
    .or(Class::RANK)
    .or(Class::HONORIFIC)
    .or(Class::OFFICEMOD)
    .or(Class::ORGNOUN)
    .or(Class::WEEKDAY)
    .or(Class::DET)
    .or(Class::PREP)
    .or(Class::CONJ)
    .or(Class::AUX)
    .or(Class::THIRD)
    .or(Class::FIRST)
    .or(Class::SECOND)
    .or(Class::COLLECTIVE)
    .or(Class::MEETNOUN)
    .or(Class::PROPOSALNOUN)
    .or(Class::DOCNOUN)
    .or(Class::REL)
    .or(Class::COMMON);

impl Chunker<'_, '_> {
    /// The people named in a sentence, with their offices, in order.
    pub(super) fn named(&self, sentence: Sentence, from: usize) -> Vec<Chunk> {
        let mut found: Vec<Chunk> = Vec::new();
        let mut at = sentence.first;
        while at < sentence.last {
            let Some(end) = self.name_run(at, sentence, from) else {
                at += 1;
                continue;
            };
            // "Rovers manager Sol Campana": the run belongs to the office that follows.
            let owns_office = end + 1 < sentence.last
                && self.page.is(end, Class::OFFICE)
                && !self.page.tokens[end].is_capital()
                && self.page.tokens[end + 1].is_capital()
                && !self.page.is(end, Class::SAY);
            if owns_office {
                at = end;
                continue;
            }
            let floor = found.last().map_or(sentence.first, |chunk| chunk.last);
            let start = self.split_complement(at, end, sentence);
            found.extend(self.person(start, end, floor, sentence, from));
            at = end;
        }
        found
    }

    /// The end of the run of name words that begins here.
    fn name_run(&self, at: usize, sentence: Sentence, from: usize) -> Option<usize> {
        if !self.begins_name(at, sentence, from) {
            return None;
        }
        let mut end = at + 1;
        while end < sentence.last {
            let token = &self.page.tokens[end];
            if token.quoted != self.page.tokens[at].quoted {
                break;
            }
            let continues = self.is_name_word(end, from)
                || self.is_late_name_word(end, at, from, sentence)
                || has_article(self.page.word(end));
            if continues && !token.is(Class::MONTH) {
                end += 1;
            } else if PARTICLES.contains(&self.page.word(end))
                && self.particle_end(end, sentence, from).is_some()
            {
                end = self.particle_end(end, sentence, from).unwrap_or(end + 1);
            } else {
                break;
            }
        }
        Some(end)
    }

    /// `von der Leyen`: up to two particles, then a name word.
    fn particle_end(&self, at: usize, sentence: Sentence, from: usize) -> Option<usize> {
        let second = at + 1 < sentence.last && PARTICLES.contains(&self.page.word(at + 1));
        let name = at + 1 + usize::from(second);
        (name < sentence.last && self.is_name_word(name, from)).then_some(name + 1)
    }

    fn begins_name(&self, at: usize, sentence: Sentence, from: usize) -> bool {
        if !self.is_name_word(at, from) || self.page.date_holding(at).is_some() {
            return false;
        }
        let token = &self.page.tokens[at];
        let opens = at == sentence.first || self.page.tokens[at - 1].kind == Kind::Quote;
        // A month may be a name (April Glaspie), a first word of a sentence may be any word.
        let next_name = at + 1 < sentence.last && self.is_name_word(at + 1, from);
        (!token.is(Class::MONTH) || next_name) && (!opens || token.class.is_none() || token.is(Class::GIVEN))
    }

    /// A capitalised word that may stand in a name.
    fn is_name_word(&self, at: usize, from: usize) -> bool {
        let token = &self.page.tokens[at];
        if token.kind != Kind::Word || token.case == Case::Lower || self.page.date_holding(at).is_some() {
            return false;
        }
        if self.party_at(at, from).is_some_and(|party| !self.is_namesake(at, party.last - party.first, from))
        {
            return false;
        }
        // "Nguyen Thu Ha": a short day between capitals is a name.
        let day = token.is(Class::WEEKDAY)
            && self.page.word(at).len() == 3
            && at > 0
            && self.page.tokens[at - 1].is_capital()
            && self.page.tokens.get(at + 1).is_some_and(Token::is_capital);
        if day {
            return true;
        }
        let length = token.end - token.start;
        let initial = length == 2 && self.page.word(at).ends_with('.');
        let acronym =
            token.case == Case::Upper && length <= 6 && !initial && !self.page.word(at).contains('.');
        let single = length == 1;
        !acronym
            && !single
            && (token.is(Class::GIVEN) || !token.is(NO_NAME) || token.is(Class::CITY) && !token.is(NO_NAME))
    }

    /// Michael Jordan, Chad Smith: a country's name beside a given name is a name.
    fn is_namesake(&self, at: usize, length: usize, _from: usize) -> bool {
        const NAMESAKES: [&str; 12] = [
            "Jordan", "Chad", "Georgia", "Israel", "Kingston", "Sofia", "Lima", "Paris", "London", "Holland",
            "England", "Ireland",
        ];
        if length != 1 || !NAMESAKES.contains(&self.page.word(at)) {
            return false;
        }
        let before = at > 0 && self.page.is(at - 1, Class::GIVEN) && self.page.tokens[at - 1].is_capital();
        let word = self.page.word(at);
        let after = matches!(word, "Chad" | "Georgia" | "Israel" | "Sofia" | "Paris")
            && self.page.tokens.get(at + 1).is_some_and(|t| t.is_capital() && t.class.is_none());
        before || after
    }

    /// Stephen King, Mike Pence: a word of office ends a name that a given name began.
    fn is_late_name_word(&self, at: usize, start: usize, from: usize, sentence: Sentence) -> bool {
        let token = &self.page.tokens[at];
        let next_capital = at + 1 < sentence.last && self.page.tokens[at + 1].is_capital();
        at == start + 1
            && token.is_capital()
            && token.case == Case::Capital
            && self.page.is(start, Class::GIVEN)
            && !next_capital
            && self.party_at(at, from).is_none()
            && !token.is(Class::AUX
                .or(Class::PREP)
                .or(Class::CONJ)
                .or(Class::THIRD)
                .or(Class::WEEKDAY)
                .or(Class::DET))
    }

    /// In "Minister of Magic Cornelius Fudge" the run begins with what the minister is of.
    fn split_complement(&self, start: usize, end: usize, sentence: Sentence) -> usize {
        let led = start >= sentence.first + 2
            && matches!(self.page.word(start - 1), "of" | "for" | "to" | "at" | "the" | "and");
        if !led || end - start < 3 {
            return start;
        }
        if let Some(given) = (start + 1..end).find(|&i| self.page.is(i, Class::GIVEN)) {
            return given;
        }
        let initial = self.page.word(end - 2).ends_with('.');
        let length = if initial { 3 } else { 2 };
        (end - length).max(start)
    }

    /// The chunk of a run: a person where office, title, apposition or given name say so, otherwise a mere name.
    fn person(
        &self,
        start: usize,
        end: usize,
        floor: usize,
        sentence: Sentence,
        from: usize,
    ) -> Option<Chunk> {
        let mut chunk = plain(start, end, What::Name);
        chunk.confidence = 0.0;
        self.take_office_before(&mut chunk, floor, sentence, from);
        self.take_apposition(&mut chunk, sentence, from);
        if chunk.confidence > 0.0 {
            return Some(chunk);
        }
        if self.is_government_of(end, sentence) {
            return None;
        }
        let organisation = self.organisation_signs(start, end, sentence);
        if organisation == 0 {
            chunk.confidence = self.bare_confidence(start, end, sentence);
        }
        chunk.rule = "person:bare-name";
        chunk.confidence = chunk.confidence.max(self.judged((start, end), organisation, floor, sentence));
        if organisation > 0 && chunk.confidence < SURE_NAME {
            return None;
        }
        Some(chunk)
    }

    /// How far a run of two words or more reads as a person's name by all that stands around it.
    fn judged(
        &self,
        (start, end): (usize, usize),
        organisation: u32,
        floor: usize,
        sentence: Sentence,
    ) -> f32 {
        let page = self.page;
        if end - start < 2 || end - start > 5 {
            return 0.0;
        }
        let mut features = Features::default();
        features.note("bias");
        features.value("words", bucket(end - start));
        features.pair("organisation", organisation, bucket(end - start));
        for (name, at) in [("first", start), ("last", end - 1)] {
            let word = page.word(at);
            features.classes(name, page, at);
            features.value(name, text_hash(ending(word, 2)));
            features.value(name, text_hash(ending(word, 3)));
            features.value("hyphen", u32::from(word.contains('-')));
        }
        for at in start..end {
            features.word("in", page, at);
        }
        let the = usize::from(start > sentence.first && page.is(start - 1, Class::DET));
        features.value("det", the as u32);
        match start.checked_sub(1 + the).filter(|&i| i >= sentence.first) {
            Some(at) => {
                features.word("w-1", page, at);
                features.word("w-2", page, at.wrapping_sub(1));
                features.pair("w-1.det", word_hash(page, at), the as u32);
                let end = ending(page.word(at), 2);
                features.value("w-1.end", text_hash(end));
                features.value(
                    "comma",
                    u32::from(page.is_mark(at, b',')) + 2 * u32::from(page.word(at) == "and"),
                );
                features.value("list", u32::from(at <= floor + 1));
            }
            None => features.note("opens"),
        }
        features.word("w+1", page, end);
        features.word("w+2", page, end + 1);
        features.pair("w+1+2", word_hash(page, end), word_hash(page, end + 1));
        let span = page.span(start, end);
        let again = page.tokens[end..page.tokens.len().min(end + 2000)]
            .iter()
            .filter(|t| t.is_capital() && t.start >= span.end && t.text(page.text) == page.word(end - 1));
        features.value("again", bucket(again.count()));
        features.settle();
        self.judge.judge(&Question::Person { name: page.slice(span) }, &features)
    }

    /// How far a run without office reads as a person's name; 0 leaves it to known people.
    fn bare_confidence(&self, start: usize, end: usize, sentence: Sentence) -> f32 {
        let words = end - start;
        let given = self.page.is(start, Class::GIVEN);
        let after = |class| end < sentence.last && self.page.is(end, class);
        let says = after(Class::CUE) || start > sentence.first && self.page.is(start - 1, Class::SAY);
        let possessive = self.page.tokens.get(end).is_some_and(|t| t.kind == Kind::Possessive);
        let city = self.page.is(start, Class::CITY) || self.page.is(end - 1, Class::CITY);
        let placed =
            start > sentence.first && matches!(self.page.word(start - 1), "in" | "at" | "near" | "from");
        match words {
            2..=4 if given && !placed => 0.8,
            2..=3 if says && !possessive && !city => 0.7,
            2..=3 if after(Class::REL) && self.page.word(end) == "who" => 0.7,
            _ => 0.0,
        }
    }

    /// What speaks for the run standing in the name of an organisation, a place or a work: what stands before it, what
    /// goes on after it, an article, "of" and another capital.
    fn organisation_signs(&self, start: usize, end: usize, sentence: Sentence) -> u32 {
        let page = self.page;
        if page.is(start, Class::GIVEN) && end - start >= 2 {
            return 0;
        }
        let before = start > sentence.first
            && page.tokens[start - 1].is_capital()
            && (page.is(start - 1, Class::ORGNOUN.or(Class::OFFICEMOD))
                || page.tokens[start - 1].case == Case::Upper);
        let after = end < sentence.last && page.tokens[end].is_capital() && !page.is(end, Class::OFFICE);
        let the = start > sentence.first && page.word(start - 1).eq_ignore_ascii_case("the");
        let of = end + 1 < sentence.last && page.word(end) == "of" && page.tokens[end + 1].is_capital();
        u32::from(before) + 2 * u32::from(after) + 4 * u32::from(the) + 8 * u32::from(of)
    }

    /// "the Trump administration" is no person.
    fn is_government_of(&self, end: usize, sentence: Sentence) -> bool {
        end < sentence.last
            && matches!(self.page.word(end), "administration" | "government" | "camp" | "campaign")
    }
}
