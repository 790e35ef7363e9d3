//! The parties and people of a case, as the reader takes them, and their ids for what it found.

use comity::Case;
use comity_read::{KnownParty, KnownPerson, Roster, canonical_party};

/// The case's parties and people for the reader: they come before its own gazetteer.
pub fn roster(case: &Case) -> Roster {
    let parties = case.parties.iter().map(|party| KnownParty {
        name: party.name.clone(),
        aliases: canonical_party(&party.name).into_iter().filter(|name| *name != party.name).collect(),
    });
    let people = case.people.iter().map(|person| KnownPerson {
        name: person.name.clone(),
        office: person.office.clone(),
        party: person.party.map(|party| case.parties[party.0].name.clone()),
    });
    Roster { parties: parties.collect(), people: people.collect() }
}

/// Who of the case a name read may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// The person of that id, by the whole name.
    Same(String),
    /// Perhaps the person of that id: a person must say.
    Perhaps(String),
    /// Nobody of the case.
    Nobody,
}

/// Matches a name read with the people of a case.
pub fn match_person(case: &Case, name: &str) -> Match {
    let mut perhaps = None;
    for person in &case.people {
        if words(&person.name) == words(name) {
            return Match::Same(person.id.clone());
        }
        if may_be(&person.name, name) {
            perhaps = Some(person.id.clone());
        }
    }
    perhaps.map_or(Match::Nobody, Match::Perhaps)
}

/// Whether two names may mean one person: the last word is the same, and first names do not clash.
pub fn may_be(known: &str, read: &str) -> bool {
    let (known, read) = (words(known), words(read));
    let clash = known.len() > 1 && read.len() > 1 && known[0].chars().next() != read[0].chars().next();
    known.last().is_some() && known.last() == read.last() && !clash
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(str::to_lowercase).collect()
}

/// The id of the party of that name, by any name the gazetteer knows.
pub fn party_id(case: &Case, name: &str) -> Option<String> {
    let canonical = |name: &str| canonical_party(name).unwrap_or_else(|| name.to_owned()).to_lowercase();
    let wanted = canonical(name);
    let same = |party: &&comity::Party| {
        party.name.eq_ignore_ascii_case(name)
            || party.id.eq_ignore_ascii_case(name)
            || canonical(&party.name) == wanted
    };
    case.parties.iter().find(same).map(|party| party.id.clone())
}

/// A new id made from a name: small letters and hyphens, a number when it is taken.
pub fn new_id(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut base: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    while base.contains("--") {
        base = base.replace("--", "-");
    }
    let base = base.trim_matches('-');
    let base = if base.is_empty() { "entry" } else { base };
    let numbered = |n: usize| if n == 1 { base.to_owned() } else { format!("{base}-{n}") };
    (1..).map(numbered).find(|id| !taken(id)).unwrap_or_else(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::new_id;

    #[test]
    fn ids_are_plain_and_free() {
        assert_eq!(new_id("Daniel P. Driscoll", |_| false), "daniel-p-driscoll");
        assert_eq!(new_id("Ünal", |id| id == "nal"), "nal-2");
    }
}
