//! What the case knows does not make the reader doubt.

use crate::marked::CORPUS;
use comity_read::{Document, KnownPerson, Reading, Roster, read};

/// The members of the delegations of a reading, by name, with their party.
fn seated<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = (&'r str, &'r str)> {
    reading.delegations.iter().flat_map(move |delegation| {
        let party = reading.parties[delegation.party as usize].name.as_str();
        delegation.members.iter().map(move |member| (reading.people[*member as usize].name.as_str(), party))
    })
}

#[test]
fn people_whose_party_the_case_gives_keep_their_seats() {
    let (mut seats, mut lost) = (0, Vec::new());
    for report in CORPUS.reports.iter().filter(|r| r.half == "dev" && r.file.ends_with(".txt")).take(400) {
        let handed = report.handed();
        let date = handed.date.as_deref().and_then(|d| d.parse().ok());
        let document = Document::from_bytes(&handed.text).dated(date);
        let alone = read(&document);
        let known = |(name, party): (&str, &str)| KnownPerson {
            name: name.to_owned(),
            office: None,
            party: Some(party.to_owned()),
        };
        let people: Vec<KnownPerson> = seated(&alone).map(known).collect();
        let document = document.clone().knowing(Roster { people, ..Roster::default() });
        let told = read(&document);
        for (person, _) in seated(&alone) {
            seats += 1;
            if !seated(&told).any(|(name, _)| name == person) {
                lost.push(format!("{}: {person}", report.name));
            }
        }
    }
    // A name the case writes otherwise may be read otherwise: few are.
    assert!(seats > 500, "{seats}");
    assert!(lost.len() * 50 <= seats, "{} of {seats}: {lost:?}", lost.len());
}
