//! The reading while it grows: places still count in the plain text, people still in the table of the whole document.

use crate::calendar::Interval;
use crate::chunk::{Chunk, Chunks, What};
use crate::gazetteer::Parties;
use crate::lexicon::FxMap;
use crate::page::Page;
use crate::people::{People, Somebody};
use crate::reading::{Collective, CollectiveKind, Evidence, Holder, Party, Person, Reading, Span, When};

/// The reading under construction, with what it needs to look things up.
pub(crate) struct Draft<'d> {
    pub(crate) reading: Reading<'d>,
    pub(crate) parties: Parties,
    pub(crate) people: People,
    party_index: FxMap<u16, u32>,
    /// The gazetteer's numbers of the reading's parties, in their order.
    gazetteer_parties: Vec<u16>,
    source_index: FxMap<String, u32>,
}

/// What the rules read: one page with its chunks.
#[derive(Clone, Copy)]
pub(crate) struct View<'v, 't> {
    pub(crate) page: &'v Page<'t>,
    pub(crate) chunks: &'v Chunks,
}

impl<'d> Draft<'d> {
    pub(crate) fn new(reading: Reading<'d>, parties: Parties, people: People) -> Self {
        Self {
            reading,
            parties,
            people,
            party_index: FxMap::default(),
            gazetteer_parties: Vec::new(),
            source_index: FxMap::default(),
        }
    }

    /// The party's place in the reading, entered if new.
    pub(crate) fn party(&mut self, party: u16) -> u32 {
        if let Some(&index) = self.party_index.get(&party) {
            return index;
        }
        let index = u32::try_from(self.reading.parties.len()).unwrap_or(u32::MAX);
        let entry = self.parties.entry(party);
        self.reading.parties.push(Party { name: entry.name.clone(), kind: entry.kind, mentions: Vec::new() });
        self.party_index.insert(party, index);
        self.gazetteer_parties.push(party);
        index
    }

    /// The gazetteer's number of a party of the reading.
    pub(crate) fn gazetteer_party(&self, index: u32) -> Option<u16> {
        self.gazetteer_parties.get(index as usize).copied()
    }

    /// Notes where a party is named.
    pub(crate) fn mention_party(&mut self, party: u16, span: Span) {
        let index = self.party(party) as usize;
        self.reading.parties[index].mentions.push(span);
    }

    /// Who a chunk is, entered if new; nothing for pronouns that stayed open.
    pub(crate) fn holder(&mut self, view: View<'_, '_>, chunk: &Chunk) -> Option<Holder> {
        match chunk.what {
            What::Person(person) => Some(Holder::Person(person)),
            What::Party => chunk.party.map(|party| Holder::Party(self.party(party))),
            What::Pronoun => None,
            What::Collective => Some(self.source(view, chunk, CollectiveKind::Collective)),
            What::Document => Some(self.source(view, chunk, CollectiveKind::Document)),
            What::Office => Some(self.source(view, chunk, CollectiveKind::Collective)),
            What::Organisation | What::Unknown | What::Name => {
                Some(self.source(view, chunk, CollectiveKind::Organisation))
            }
        }
    }

    fn source(&mut self, view: View<'_, '_>, chunk: &Chunk, kind: CollectiveKind) -> Holder {
        let holder = self.source_of(view, (chunk.first, chunk.last), chunk.party, kind);
        if let Holder::Source(source) = holder
            && let Some(source) = self.reading.sources.get_mut(source as usize)
            && source.evidence.rule == "source:part"
            && source.evidence.span == view.page.span(chunk.first, chunk.last)
        {
            source.evidence.rule = chunk.rule;
            source.evidence.confidence = chunk.confidence;
        }
        holder
    }

    /// The source that a range of tokens names, entered if new.
    pub(crate) fn source_of(
        &mut self,
        view: View<'_, '_>,
        (first, last): (usize, usize),
        party: Option<u16>,
        kind: CollectiveKind,
    ) -> Holder {
        let span = view.page.span(first, last);
        let text = view.page.slice(span);
        let key =
            text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text).to_lowercase();
        if let Some(&known) = self.source_index.get(&key) {
            return Holder::Source(known);
        }
        let index = u32::try_from(self.reading.sources.len()).unwrap_or(u32::MAX);
        let party = party.map(|party| self.party(party));
        let evidence = Evidence { span, rule: "source:part", confidence: 0.7 };
        self.reading.sources.push(Collective { text: text.to_owned(), kind, party, evidence });
        self.source_index.insert(key, index);
        Holder::Source(index)
    }

    /// The party a holder speaks for, as the gazetteer numbers it.
    pub(crate) fn party_of(&self, holder: Holder) -> Option<u16> {
        match holder {
            Holder::Person(person) => self.people.list.get(person as usize)?.party.map(|(party, _)| party),
            Holder::Source(source) => {
                self.reading.sources.get(source as usize)?.party.and_then(|p| self.gazetteer_party(p))
            }
            Holder::Party(party) => self.gazetteer_party(party),
        }
    }

    pub(crate) fn somebody(&mut self, person: u32) -> Option<&mut Somebody> {
        self.people.list.get_mut(person as usize)
    }

    /// Turns the table of people into entries and every place into one of the original document.
    pub(crate) fn finish(mut self, to_source: impl Fn(Span) -> Span) -> Reading<'d> {
        self.enter_people();
        let mut reading = self.reading;
        reading.for_each_span(&mut |span| *span = to_source(*span));
        reading
    }

    /// People that are mentioned, in order of first mention; holders are renumbered.
    fn enter_people(&mut self) {
        let list = std::mem::take(&mut self.people.list);
        let mut order: Vec<usize> = (0..list.len()).filter(|&i| !list[i].mentions.is_empty()).collect();
        order.sort_by_key(|&i| list[i].mentions[0].span.start);
        let mut places = vec![u32::MAX; list.len()];
        for (place, &index) in order.iter().enumerate() {
            places[index] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        for &index in &order {
            let somebody = &list[index];
            let party = somebody.party.map(|(party, _)| self.party(party));
            let mut evidence = somebody.evidence;
            evidence.span = somebody.mentions[0].span;
            self.reading.people.push(Person {
                name: somebody.name(),
                office: somebody.office.clone(),
                party,
                mentions: somebody.mentions.clone(),
                evidence,
            });
        }
        self.reading.renumber_people(&places);
    }
}

/// A time expression as an entry's when.
pub(crate) fn when(span: Span, value: Option<Interval>, inferred: bool) -> When {
    When { span, value, inferred }
}
