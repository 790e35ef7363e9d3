//! Who and what a sentence speaks of: people with their offices, parties, collective sources, organisations, documents.

mod groups;
mod names;
mod offices;

use crate::gazetteer::{Form, Found, Parties};
use crate::lexicon::Class;
use crate::model::Judge;
use crate::page::{Page, Sentence};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A capitalised run that reads as a person's name; resolved to a person later.
    Name,
    /// The person of that index.
    Person(u32),
    /// "the President", without a name.
    Office,
    /// A pronoun of the third person.
    Pronoun,
    /// A party by its own name.
    Party,
    /// People unnamed: "officials".
    Collective,
    /// An organisation, named or "the ministry".
    Organisation,
    /// A document that speaks: "the letter".
    Document,
    /// A capitalised run nothing is known of.
    Unknown,
}

/// A stretch of tokens that names someone or something.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) last: usize,
    pub(crate) what: What,
    /// The first token of the name itself, office passed over.
    pub(crate) name: usize,
    /// The office, as a range of tokens (before or after the name).
    pub(crate) office: Option<(usize, usize)>,
    /// The noun of the office.
    pub(crate) noun: Option<usize>,
    /// The party the words give: an index into the gazetteer.
    pub(crate) party: Option<u16>,
    /// Whether the party is only an organisation's name inside the office.
    pub(crate) seconded: bool,
    /// How sure the naming is.
    pub(crate) confidence: f32,
    pub(crate) rule: &'static str,
    /// The token after an apposition that belongs to the chunk (the comma passed over), or `last`.
    pub(crate) through: usize,
}

/// A party named, alone or inside a larger chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartyMention {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) party: u16,
    pub(crate) form: Form,
}

/// The chunks of a page, in order, none overlapping, and its party mentions.
#[derive(Debug, Default)]
pub(crate) struct Chunks {
    pub(crate) list: Vec<Chunk>,
    pub(crate) parties: Vec<PartyMention>,
}

impl Chunks {
    pub(crate) fn of(page: &Page<'_>, parties: &Parties, judge: &dyn Judge) -> Self {
        let mut chunker = Chunker { page, parties, judge, found: Vec::new(), list: Vec::new() };
        for &sentence in &page.sentences {
            chunker.sentence(sentence);
        }
        Self { list: chunker.list, parties: chunker.found }
    }

    /// The chunks that begin in a range of tokens.
    pub(crate) fn within(&self, first: usize, last: usize) -> &[Chunk] {
        let (from, to) = self.range(first, last);
        &self.list[from..to]
    }

    /// The indices of the chunks that begin in a range of tokens.
    pub(crate) fn range(&self, first: usize, last: usize) -> (usize, usize) {
        let from = self.list.partition_point(|chunk| chunk.first < first);
        let to = self.list.partition_point(|chunk| chunk.first < last);
        (from, to.max(from))
    }

    /// The party mentions that begin in a range of tokens.
    pub(crate) fn parties_within(&self, first: usize, last: usize) -> &[PartyMention] {
        let from = self.parties.partition_point(|mention| mention.first < first);
        let to = self.parties.partition_point(|mention| mention.first < last);
        &self.parties[from..to.max(from)]
    }

    /// The parties named, those named most first: how often, and the token where each is first named.
    pub(crate) fn party_counts(&self) -> Vec<(u16, usize, usize)> {
        let mut counts: Vec<(u16, usize, usize)> = Vec::new();
        for mention in &self.parties {
            match counts.iter_mut().find(|(party, ..)| *party == mention.party) {
                Some((_, count, _)) => *count += 1,
                None => counts.push((mention.party, 1, mention.first)),
            }
        }
        counts.sort_by_key(|&(_, count, first)| (std::cmp::Reverse(count), first));
        counts
    }

    /// The chunk that holds a token.
    pub(crate) fn holding(&self, at: usize) -> Option<usize> {
        let index = self.list.partition_point(|chunk| chunk.last <= at);
        self.list.get(index).filter(|chunk| chunk.first <= at).map(|_| index)
    }
}

/// The work of finding chunks, sentence by sentence.
struct Chunker<'p, 't> {
    page: &'p Page<'t>,
    parties: &'p Parties,
    judge: &'p dyn Judge,
    found: Vec<PartyMention>,
    list: Vec<Chunk>,
}

impl Chunker<'_, '_> {
    fn sentence(&mut self, sentence: Sentence) {
        let from = self.found.len();
        self.mark_parties(sentence);
        let named = self.named(sentence, from);
        let mut named = named.iter().peekable();
        let mut at = sentence.first;
        // What an apposition says belongs to its person and names nobody new but people.
        let mut closed = at;
        while at < sentence.last {
            while named.next_if(|chunk| chunk.first < at).is_some() {}
            let next = named.peek().map_or(sentence.last, |chunk| chunk.first);
            let chunk = if next == at {
                named.next().copied()
            } else {
                self.chunk_at(at, Sentence { last: next, ..sentence }, from)
            };
            match chunk {
                Some(chunk) => {
                    at = chunk.last.max(at + 1);
                    if next == chunk.first {
                        closed = closed.max(chunk.through);
                    } else if chunk.first < closed && chunk.what != What::Pronoun {
                        continue;
                    }
                    self.list.push(chunk);
                }
                None => at += 1,
            }
        }
    }

    fn mark_parties(&mut self, sentence: Sentence) {
        let mut at = sentence.first;
        while at < sentence.last {
            let tokens = &self.page.tokens[at..sentence.last];
            let found = if tokens[0].is_capital() {
                self.parties.find(self.page.text, tokens)
            } else {
                self.parties.find_small(self.page.text, tokens)
            };
            match found.and_then(|found| self.mention(at, found, sentence)) {
                Some(mention) => {
                    at = mention.last;
                    self.found.push(mention);
                }
                None => at += 1,
            }
        }
    }

    /// A party found as it stands in its sentence: a noun for many names it only where it is definite.
    fn mention(&self, at: usize, found: Found, sentence: Sentence) -> Option<PartyMention> {
        let last = at + found.tokens;
        let mut form = found.form;
        if found.short {
            let before = at.checked_sub(1).filter(|&i| i >= sentence.first);
            let definite =
                before.is_some_and(|i| matches!(self.page.word(i), "the" | "The" | "this" | "that"));
            let open = before.is_none_or(|i| {
                let token = &self.page.tokens[i];
                !token.is_word()
                    || token.is(Class::DET.or(Class::PREP).or(Class::CONJ).or(Class::SAY).or(Class::ADV))
            });
            let beside = self
                .page
                .is(last, Class::OFFICE.or(Class::COLLECTIVE).or(Class::DELEGATIONNOUN).or(Class::OWN_OFFER))
                && !self.page.is(last, Class::SAY);
            if beside && open {
                form = Form::Adjective;
            } else if !definite {
                return None;
            }
        }
        Some(PartyMention { first: at, last, party: found.party, form })
    }

    /// The party mention that begins or stands at a token of this sentence.
    fn party_at(&self, at: usize, from: usize) -> Option<PartyMention> {
        self.found[from..].iter().copied().find(|mention| mention.first <= at && at < mention.last)
    }

    fn chunk_at(&self, at: usize, sentence: Sentence, from: usize) -> Option<Chunk> {
        if self.page.date_holding(at).is_some() {
            return None;
        }
        self.collective_at(at, sentence, from)
            .or_else(|| self.organisation_at(at, sentence, from))
            .or_else(|| {
                // "The Home Office letter": the letter speaks.
                let party = self.party_chunk_at(at, sentence, from)?;
                (!self.is_letter_of(at, party.last, sentence)).then_some(party)
            })
            .or_else(|| self.office_at(at, sentence, from))
            .or_else(|| self.document_at(at, sentence))
            .or_else(|| self.unknown_at(at, sentence, from))
            .or_else(|| self.pronoun_at(at))
    }

    fn pronoun_at(&self, at: usize) -> Option<Chunk> {
        let token = &self.page.tokens[at];
        (token.is(Class::THIRD) && !token.quoted).then(|| plain(at, at + 1, What::Pronoun))
    }
}

/// A chunk with nothing but its place and kind.
fn plain(first: usize, last: usize, what: What) -> Chunk {
    Chunk {
        first,
        last,
        what,
        name: first,
        office: None,
        noun: None,
        party: None,
        seconded: false,
        confidence: 0.8,
        rule: "chunk",
        through: last,
    }
}
