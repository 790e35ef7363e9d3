//! Parties as reports name them: `data/gazetteer.txt`, with the case's own parties before it.

use crate::document::Roster;
use crate::lexicon::FxMap;
use crate::reading::{PartyKind, Span};
use crate::token::{Case, Kind, Token, tokenize};
use std::sync::OnceLock;

const FILE: &str = include_str!("../data/gazetteer.txt");

/// How a word names a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// By a name of its own.
    Name,
    /// By an adjective or its people.
    Adjective,
    /// By a capital or house that stands for the government.
    Seat,
}

/// A party of the gazetteer or of the case.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) kind: PartyKind,
    /// How sure it is a side, in tenths; 10 for parties known before.
    pub(crate) sure: u8,
}

#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    party: u16,
    form: Form,
    /// Whether it is a noun for many ("the union"), which names the party only where it is definite.
    short: bool,
}

/// A list of parties with their names, found by first word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gazetteer {
    entries: Vec<Entry>,
    names: Vec<Name>,
    by_first: FxMap<String, Vec<u32>>,
}

/// A party found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) party: u16,
    pub(crate) form: Form,
    /// Whether the words name it only where they are definite.
    pub(crate) short: bool,
    /// How many tokens it takes.
    pub(crate) tokens: usize,
}

impl Gazetteer {
    /// The project's own list.
    pub(crate) fn built_in() -> &'static Self {
        static LIST: OnceLock<Gazetteer> = OnceLock::new();
        LIST.get_or_init(|| Self::parse(FILE))
    }

    /// Reads the file's format; lines that say nothing are passed over.
    fn parse(text: &str) -> Self {
        let mut list = Self::default();
        let mut kind = PartyKind::State;
        for line in text.lines().map(str::trim) {
            if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                kind = kind_of_section(section);
            } else if let Some((name, rest)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                list.add_line(name.trim(), rest, kind);
            }
        }
        list.order();
        list
    }

    fn add_line(&mut self, name: &str, rest: &str, kind: PartyKind) {
        let party = self.add(name, kind);
        let mut fields = rest.split('|');
        for form in [Form::Name, Form::Adjective, Form::Seat] {
            let field = fields.next().unwrap_or("");
            for alias in field.split(',').map(str::trim).filter(|alias| !alias.is_empty()) {
                self.add_name(alias, party, form);
            }
        }
    }

    fn add(&mut self, name: &str, kind: PartyKind) -> u16 {
        let party = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        self.entries.push(Entry { name: name.to_owned(), kind, sure: 10 });
        self.add_name(name, party, Form::Name);
        party
    }

    fn add_name(&mut self, name: &str, party: u16, form: Form) {
        let name = name.strip_prefix("the ").unwrap_or(name);
        let words = words_of(name);
        let Some(first) = words.first() else { return };
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.by_first.entry(first.to_lowercase()).or_default().push(index);
        self.names.push(Name { words, party, form, short: false });
    }

    /// Longest names first, so that the first match is the right one.
    fn order(&mut self) {
        for list in self.by_first.values_mut() {
            list.sort_by_key(|&index| std::cmp::Reverse(self.names[index as usize].words.len()));
        }
    }

    /// The longest name that begins at the first of these tokens.
    fn find(&self, text: &str, tokens: &[Token], lower: &str) -> Option<Found> {
        let list = self.by_first.get(lower)?;
        list.iter().map(|&index| &self.names[index as usize]).find_map(|name| {
            let enough = tokens.len() >= name.words.len();
            let same = enough && name.words.iter().zip(tokens).all(|(w, t)| same_word(w, t, text));
            same.then_some(Found {
                party: name.party,
                form: name.form,
                short: name.short,
                tokens: name.words.len(),
            })
        })
    }
}

fn kind_of_section(section: &str) -> PartyKind {
    match section {
        "groups" => PartyKind::Group,
        "organisations" => PartyKind::Organisation,
        "chairs" => PartyKind::Chair,
        _ => PartyKind::State,
    }
}

fn words_of(name: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let range = Span { start: 0, end: u32::try_from(name.len()).unwrap_or(0) };
    tokenize(name, range, &mut tokens);
    tokens.iter().map(|token| token.text(name).to_owned()).collect()
}

/// The same word, or the same in capitals (NEW ZEALAND for New Zealand, but never us for US).
fn same_word(word: &str, token: &Token, text: &str) -> bool {
    let seen = token.text(text);
    seen == word
        || token.kind == Kind::Word
            && token.case == Case::Upper
            && (seen.len() > 2 || word.starts_with(char::is_lowercase))
            && seen.chars().flat_map(char::to_lowercase).eq(word.chars().flat_map(char::to_lowercase))
}

/// The gazetteer as one document sees it: the case's parties first, then the built-in list.
#[derive(Debug)]
pub(crate) struct Parties {
    case: Gazetteer,
    built_in: &'static Gazetteer,
    /// What the document itself taught: its parties, numbered from [`LEARNED`], and names of any party.
    own: Gazetteer,
    /// Parties of the built-in list that are parties of the case: the one's number, the other's.
    twins: FxMap<u16, u16>,
}

/// Parties learned from the document are numbered from here.
const LEARNED: u16 = 0x8000;

impl Parties {
    pub(crate) fn new(roster: &Roster) -> Self {
        let mut case = Gazetteer::default();
        for known in &roster.parties {
            let party = case.add(&known.name, PartyKind::Case);
            for alias in &known.aliases {
                case.add_name(alias, party, Form::Name);
            }
        }
        case.order();
        let mut parties = Self {
            case,
            built_in: Gazetteer::built_in(),
            own: Gazetteer::default(),
            twins: FxMap::default(),
        };
        parties.find_twins(roster);
        parties
    }

    fn find_twins(&mut self, roster: &Roster) {
        let offset = u16::try_from(self.case.entries.len()).unwrap_or(0);
        for (own, known) in roster.parties.iter().enumerate() {
            let names = std::iter::once(&known.name).chain(&known.aliases);
            for name in names {
                let mut tokens = Vec::new();
                let range = Span { start: 0, end: u32::try_from(name.len()).unwrap_or(0) };
                tokenize(name, range, &mut tokens);
                let Some(first) = tokens.first() else { continue };
                let found = self.built_in.find(name, &tokens, &first.text(name).to_lowercase());
                let whole = found.filter(|found| found.tokens == tokens.len() && found.form == Form::Name);
                if let (Some(found), Ok(own)) = (whole, u16::try_from(own)) {
                    self.twins.entry(found.party + offset).or_insert(own);
                }
            }
        }
    }

    /// Takes up a party the document taught, unless there are too many already.
    pub(crate) fn learn(&mut self, name: &str, kind: PartyKind) -> u16 {
        let index = u16::try_from(self.own.entries.len()).unwrap_or(u16::MAX);
        if index >= 4096 {
            return LEARNED;
        }
        self.own.entries.push(Entry { name: name.to_owned(), kind, sure: 5 });
        self.own.add_name(name, index + LEARNED, Form::Name);
        self.own.order();
        index + LEARNED
    }

    /// Notes how sure it is that a learned party is a side, in tenths.
    pub(crate) fn note_sure(&mut self, party: u16, sure: u8) {
        let own = party.checked_sub(LEARNED).and_then(|index| self.own.entries.get_mut(usize::from(index)));
        if let Some(entry) = own {
            entry.sure = entry.sure.max(sure);
        }
    }

    /// Another name of a party, as the document taught it.
    pub(crate) fn alias(&mut self, name: &str, party: u16, form: Form) {
        // "the Front" learned before "the Northern Front" is the same side.
        let words = words_of(name);
        if let Some(known) = self.own.names.iter_mut().find(|known| known.words == words) {
            known.party = party;
            return;
        }
        self.own.add_name(name, party, form);
        self.own.order();
    }

    /// Takes up a body the document made a side; its name may be in small letters.
    pub(crate) fn learn_body(&mut self, name: &str, kind: PartyKind) -> u16 {
        let words = words_of(name);
        let known = self.own.names.iter().find(|known| known.words == words && !known.short);
        match known {
            Some(known) => known.party,
            None => self.learn(name, kind),
        }
    }

    /// A noun that stands for a learned party where it is definite: "the union", "the Authority".
    pub(crate) fn alias_short(&mut self, noun: &str, party: u16) {
        let mut capital = noun.to_owned();
        if let Some(first) = capital.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        for word in [noun.to_owned(), capital] {
            let words = vec![word];
            if self.own.names.iter().any(|known| known.words == words) {
                continue;
            }
            let index = u32::try_from(self.own.names.len()).unwrap_or(u32::MAX);
            self.own.by_first.entry(noun.to_lowercase()).or_default().push(index);
            self.own.names.push(Name { words, party, form: Form::Name, short: true });
        }
        self.own.order();
    }

    /// The learned party whose name in small letters begins at the first of these tokens.
    pub(crate) fn find_small(&self, text: &str, tokens: &[Token]) -> Option<Found> {
        if self.own.names.is_empty() {
            return None;
        }
        let first = tokens.first().filter(|token| token.kind == Kind::Word)?;
        self.own.find(text, tokens, first.text(text))
    }

    /// Whether the document itself taught the party.
    pub(crate) fn is_learned(&self, party: u16) -> bool {
        party >= LEARNED
    }

    /// The party whose name begins at the first of these tokens, the case's own first.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Option<Found> {
        let first = tokens.first()?;
        if !first.is_capital() {
            return None;
        }
        let lower = first.text(text).to_lowercase();
        let offset = u16::try_from(self.case.entries.len()).unwrap_or(0);
        let built_in = || {
            let found = self.built_in.find(text, tokens, &lower)?;
            Some(self.unify(Found { party: found.party + offset, ..found }))
        };
        let learned = || self.own.find(text, tokens, &lower);
        self.case.find(text, tokens, &lower).or_else(built_in).or_else(learned)
    }

    /// A party of the built-in list that the case names too, by any name, is the case's.
    fn unify(&self, found: Found) -> Found {
        match self.twins.get(&found.party) {
            Some(&party) => Found { party, ..found },
            None => found,
        }
    }

    pub(crate) fn entry(&self, party: u16) -> &Entry {
        if let Some(learned) =
            party.checked_sub(LEARNED).and_then(|index| self.own.entries.get(usize::from(index)))
        {
            return learned;
        }
        let own = self.case.entries.len();
        let index = usize::from(party);
        if index < own {
            &self.case.entries[index]
        } else {
            &self.built_in.entries[(index - own).min(self.built_in.entries.len() - 1)]
        }
    }

    /// The party of that name in any of its forms, if known.
    pub(crate) fn named(&self, name: &str) -> Option<u16> {
        let mut tokens = Vec::new();
        let range = Span { start: 0, end: u32::try_from(name.len()).ok()? };
        tokenize(name, range, &mut tokens);
        self.find(name, &tokens).filter(|found| found.tokens == tokens.len()).map(|found| found.party)
    }
}

/// The gazetteer's short name for a party named in any way (`Ukrainian`, `Kyiv`, `UKRAINE`), if it knows it.
#[must_use]
pub fn canonical_party(name: &str) -> Option<String> {
    let parties = Parties::new(&Roster::default());
    let name = name.trim();
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    parties.named(name).map(|party| parties.entry(party).name.clone())
}
