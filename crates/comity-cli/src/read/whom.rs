//! Surnames that fit several people: a person says who is meant, once for each source.

use super::entry::{Entry, Kind};
use super::roster::may_be;
use crate::failure::Failure;
use comity::Case;

/// Somebody a surname may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The whole name.
    pub name: String,
    /// The office, where known.
    pub office: String,
    /// The party spoken for, where known.
    pub party: String,
}

/// What was answered so far.
#[derive(Debug, Default)]
pub struct Surnames {
    /// The file of unconfirmed entries, the surname, and who is meant; nobody where none of them was.
    meant: Vec<(String, String, Option<Candidate>)>,
}

impl Surnames {
    /// The entry with whole names in place of surnames that fit several people of the case or of the
    /// `unconfirmed` entries; nothing when no answer came. `ask` shows a question and gives the answer.
    ///
    /// *Errors*: those of `ask`.
    pub fn settle(
        &mut self,
        file: &str,
        entry: &Entry,
        case: &Case,
        unconfirmed: &[Entry],
        mut ask: impl FnMut(&str) -> Result<Option<String>, Failure>,
    ) -> Result<Option<Entry>, Failure> {
        let mut meant = entry.clone();
        for surname in surnames(entry) {
            if !self.decided(file, &surname) {
                let list = candidates(&surname, case, unconfirmed);
                if list.len() < 2 {
                    continue;
                }
                let Some(chosen) = choose(&surname, &list, &mut ask)? else { return Ok(None) };
                self.meant.push((file.to_owned(), surname.clone(), chosen.map(|at| list[at].clone())));
            }
            if let Some(candidate) = self.meant_by(file, &surname) {
                name(&mut meant, &surname, candidate);
            }
        }
        Ok(Some(meant))
    }

    /// Whether it was said whom that surname means in that file.
    pub fn decided(&self, file: &str, surname: &str) -> bool {
        self.meant.iter().any(|(of, word, _)| of == file && word == surname)
    }

    /// Name, office and party of everyone who was meant.
    pub fn people(&self) -> impl Iterator<Item = (String, String, String)> {
        let people = self.meant.iter().filter_map(|(_, _, candidate)| candidate.clone());
        people.map(|candidate| (candidate.name, candidate.office, candidate.party))
    }

    /// Forgets every answer, so that it is asked for again.
    pub fn forget(&mut self) {
        self.meant.clear();
    }

    fn meant_by(&self, file: &str, surname: &str) -> Option<&Candidate> {
        let found = self.meant.iter().find(|(of, word, _)| of == file && word == surname)?;
        found.2.as_ref()
    }
}

/// The number of the one who is meant in the list, or nobody of it; nothing at the end of the input.
fn choose(
    surname: &str,
    list: &[Candidate],
    ask: &mut impl FnMut(&str) -> Result<Option<String>, Failure>,
) -> Result<Option<Option<usize>>, Failure> {
    let shown = list.iter().enumerate().map(|(index, candidate)| {
        let party =
            if candidate.party.is_empty() { String::new() } else { format!(" ({})", candidate.party) };
        format!("{} {}{party}", index + 1, candidate.name)
    });
    let none = if list.len() == 2 { "neither" } else { "none of them" };
    let shown = shown.collect::<Vec<_>>().join(", ");
    let question = format!("  Which {surname} is meant? {shown}, n {none} > ");
    loop {
        let Some(answer) = ask(&question)? else { return Ok(None) };
        if matches!(answer.as_str(), "n" | "N" | "none" | "neither") {
            return Ok(Some(None));
        }
        let number = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(at) = number.filter(|&at| at < list.len()) {
            return Ok(Some(Some(at)));
        }
    }
}

/// Everyone that surname fits: people of the case, then those with a whole name that no one refused.
fn candidates(surname: &str, case: &Case, unconfirmed: &[Entry]) -> Vec<Candidate> {
    let mut list: Vec<Candidate> = case
        .people
        .iter()
        .filter(|person| may_be(&person.name, surname))
        .map(|person| Candidate {
            name: person.name.clone(),
            office: person.office.clone().unwrap_or_default(),
            party: person.party.map(|party| case.parties[party.0].name.clone()).unwrap_or_default(),
        })
        .collect();
    let people = unconfirmed.iter().filter(|entry| entry.kind == Kind::Person && entry.state != "refused");
    for entry in people {
        let name = entry.get("name");
        let listed = list.iter().any(|known| known.name.to_lowercase() == name.to_lowercase());
        if !is_surname(name) && may_be(name, surname) && !listed {
            list.push(Candidate {
                name: name.to_owned(),
                office: entry.get("office").to_owned(),
                party: entry.get("party").to_owned(),
            });
        }
    }
    list
}

/// Whether a name is one word.
fn is_surname(name: &str) -> bool {
    name.split_whitespace().count() == 1
}

/// The keys under which an entry names people, and the keys that say what kind of speaker those are.
fn keys(entry: &Entry) -> &'static [(&'static str, &'static str)] {
    match entry.kind {
        Kind::Person => &[("name", "")],
        Kind::Delegation => &[("head", ""), ("members", ""), ("inferred", "")],
        Kind::Meeting => &[("people", "")],
        Kind::Approval => &[("approver", "is")],
        Kind::Statement => &[("by", "is")],
        Kind::Proposal => &[("by", "is"), ("to", "to_is")],
    }
}

/// The surname in a name of one word, or at the end of the words for a speaker left open: `Minister Berge`.
fn surname<'n>(entry: &Entry, is: &str, name: &'n str) -> Option<&'n str> {
    let last = name.split_whitespace().last()?;
    let open = entry.get(is) == "words" && last.starts_with(char::is_uppercase);
    (entry.get(is) != "party" && (is_surname(name) || open)).then_some(last)
}

/// The people an entry names by their surnames, each once.
fn surnames(entry: &Entry) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for (key, is) in keys(entry) {
        for word in entry.get(key).split("; ").filter_map(|name| surname(entry, is, name)) {
            if !list.iter().any(|known| known == word) {
                list.push(word.to_owned());
            }
        }
    }
    list
}

/// Puts the whole name where an entry has the surname; a person gets office and party with it.
fn name(entry: &mut Entry, word: &str, candidate: &Candidate) {
    for (key, is) in keys(entry) {
        let fits = |name: &&str| surname(entry, is, name) == Some(word);
        if !entry.get(key).split("; ").any(|name| fits(&name)) {
            continue;
        }
        let whole = |name| if fits(&name) { candidate.name.as_str() } else { name };
        let names = entry.get(key).split("; ").map(whole).collect::<Vec<_>>().join("; ");
        entry.set(key, &names);
        if !is.is_empty() {
            entry.set(is, "person");
        }
    }
    if entry.kind == Kind::Person {
        entry.set("office", &candidate.office);
        entry.set("party", &candidate.party);
    }
}
