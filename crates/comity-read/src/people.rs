//! The people of a document: who is the same person under which name, and the party each speaks for.

use crate::lexicon::{Class, FxMap, class_of};
use crate::reading::{Evidence, Mention, Office, Span};

/// The pronoun a person takes, where name or title tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    #[default]
    Open,
    He,
    She,
}

/// How firmly a person's party is known; the firmer one stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// From the company of others.
    Guess,
    /// From an organisation's name in the office.
    Organisation,
    /// From the words around.
    Side,
    /// From the office or a delegation.
    Stated,
    /// From the case.
    Case,
}

/// A person as gathered so far.
#[derive(Debug, Clone)]
pub(crate) struct Somebody {
    /// The words of the fullest name.
    pub(crate) names: Vec<String>,
    pub(crate) gender: Gender,
    pub(crate) office: Option<Office>,
    /// The nouns of the offices the person was given, in lower case.
    pub(crate) nouns: Vec<String>,
    pub(crate) party: Option<(u16, Tie)>,
    /// How likely the person speaks for that party.
    pub(crate) party_sure: f32,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) evidence: Evidence,
    /// Where the person was named last, in bytes.
    pub(crate) last_seen: u32,
    /// Whether the office was given without any party's name.
    pub(crate) bare_office: bool,
}

impl Somebody {
    pub(crate) fn name(&self) -> String {
        self.names.join(" ")
    }

    /// Takes a party unless one is known more firmly.
    pub(crate) fn tie(&mut self, party: u16, tie: Tie) {
        if self.party.is_none_or(|(_, known)| known < tie) {
            self.party = Some((party, tie));
            if tie == Tie::Case {
                self.party_sure = 1.0;
            }
        }
    }
}

/// All people of a document.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Somebody>,
    /// By each word of the name, in lower case.
    by_word: FxMap<String, Vec<u32>>,
}

impl People {
    /// The person of that name, if known: the same last word and no word against it, the latest first.
    pub(crate) fn find(&self, names: &[&str]) -> Option<u32> {
        let last = names.last()?.to_lowercase();
        let candidates = self.by_word.get(&last)?;
        let fits = |&&index: &&u32| is_same(&self.list[index as usize].names, names);
        // A surname that fits several people of the case, none of them named here yet, is left open.
        let unnamed = |&&index: &&u32| self.list[index as usize].mentions.is_empty();
        let fitting = || candidates.iter().filter(fits);
        if names.len() == 1 && fitting().count() > 1 && fitting().all(|index| unnamed(&index)) {
            return None;
        }
        candidates
            .iter()
            .filter(fits)
            .max_by_key(|&&index| {
                let person = &self.list[index as usize];
                let is_surname = person.names.last().is_some_and(|n| n.to_lowercase() == last);
                (is_surname, person.last_seen)
            })
            .copied()
    }

    /// The person of that name, made if new; a fuller name replaces a shorter one.
    pub(crate) fn enter(&mut self, names: &[&str], evidence: Evidence) -> u32 {
        if let Some(known) = self.find(names) {
            let person = &mut self.list[known as usize];
            if names.len() > person.names.len() {
                person.names = names.iter().map(|&n| n.to_owned()).collect();
                self.note_words(known, names);
            }
            let person = &mut self.list[known as usize];
            if evidence.confidence > person.evidence.confidence {
                person.evidence.confidence = evidence.confidence;
            }
            return known;
        }
        let index = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Somebody {
            names: names.iter().map(|&n| n.to_owned()).collect(),
            gender: gender_of(names),
            office: None,
            nouns: Vec::new(),
            party: None,
            party_sure: 0.0,
            mentions: Vec::new(),
            evidence,
            last_seen: evidence.span.start,
            bare_office: false,
        });
        self.note_words(index, names);
        index
    }

    fn note_words(&mut self, index: u32, names: &[&str]) {
        for name in names {
            let list = self.by_word.entry(name.to_lowercase()).or_default();
            if !list.contains(&index) {
                list.push(index);
            }
        }
        if let Some(person) = self.list.get_mut(index as usize)
            && person.gender == Gender::Open
        {
            person.gender = gender_of(names);
        }
    }

    /// Notes a mention.
    pub(crate) fn mention(&mut self, index: u32, mention: Mention) {
        if let Some(person) = self.list.get_mut(index as usize) {
            person.last_seen = mention.span.start;
            person.mentions.push(mention);
        }
    }

    /// Gives a person an office; the first full one stays.
    pub(crate) fn office(&mut self, index: u32, text: &str, span: Span, noun: &str) {
        let Some(person) = self.list.get_mut(index as usize) else { return };
        let noun = noun.to_lowercase();
        if !person.nouns.contains(&noun) {
            person.nouns.push(noun);
        }
        if person
            .office
            .as_ref()
            .is_none_or(|office| office.text.len() + 4 < text.len() && text.contains(&office.text))
        {
            person.office = Some(Office { text: text.to_owned(), span });
        }
    }
}

/// Whether two names can be one person's: one word of them, or first and last words that do not clash.
fn is_same(known: &[String], names: &[&str]) -> bool {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let (Some(known_last), Some(last)) = (known.last(), names.last()) else { return false };
    if names.len() == 1 {
        return known.iter().any(|word| same(word, last));
    }
    if known.len() == 1 {
        return same(known_last, last)
            || names.first().is_some_and(|first| same(known_last, first) && known_last.len() <= 4);
    }
    let initial = |a: &str, b: &str| a.ends_with('.') && b.chars().next() == a.chars().next();
    same(known_last, last)
        && (same(&known[0], names[0]) || initial(&known[0], names[0]) || initial(names[0], &known[0]))
}

fn gender_of(names: &[&str]) -> Gender {
    if names.len() < 2 {
        return Gender::Open;
    }
    let class = class_of(&names[0].to_lowercase());
    match (class.any(Class::GIVEN_HE), class.any(Class::GIVEN_SHE)) {
        (true, false) => Gender::He,
        (false, true) => Gender::She,
        _ => Gender::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Mention, People, Span};
    use crate::reading::MentionKind;

    const SEEN: Evidence = Evidence { span: Span { start: 0, end: 1 }, rule: "test", confidence: 0.9 };

    #[test]
    fn one_person_under_several_names() {
        let mut people = People::default();
        let short = people.enter(&["Trump"], SEEN);
        assert_eq!(people.enter(&["Donald", "Trump"], SEEN), short);
        assert_eq!(people.list[0].name(), "Donald Trump");
        let other = people.enter(&["Melania", "Trump"], SEEN);
        assert_ne!(other, short);
        assert_eq!(people.find(&["Donald", "J.", "Trump"]), Some(short));
        assert_eq!(people.find(&["Biden"]), None);
    }

    #[test]
    fn a_surname_of_two_known_people_is_left_open() {
        let mut people = People::default();
        let astrid = people.enter(&["Astrid", "Berge"], SEEN);
        assert_eq!(people.find(&["Berge"]), Some(astrid));
        let jon = people.enter(&["Jon", "Berge"], SEEN);
        assert_eq!(people.find(&["Berge"]), None);
        people.mention(jon, Mention { span: Span { start: 9, end: 18 }, kind: MentionKind::Name });
        assert_eq!(people.find(&["Berge"]), Some(jon));
    }
}
