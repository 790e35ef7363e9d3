//! One sentence a construction: meetings, approvals, proposals and delegations told in many ways, read each by itself.

use comity_read::{Date, Document, Holder, Reading, Span, read};
use std::fmt::Write;

const LINES: &str = include_str!("constructions.txt");
const BEFORE: &str = "Peru and Chile have been quarrelling over the sea border off Arica for years. Peru's foreign minister, \
    Ana Rojas, and Chile's foreign minister, Luis Soto, lead the negotiations on a treaty.\n\n";
const AFTER: &str = "\n\nThe dispute over the agreement has delayed a proposal for a port.\n";

/// Of a hundred constructions so many are read: what tells of a meeting is judged, and the weights are trained on
/// long texts as well as on these lines.
const LEAST: usize = 80;

#[test]
fn constructions_are_read() {
    let (mut missed, mut wrong, mut all) = (String::new(), 0, 0);
    for line in LINES.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let mut fields = line.split(" | ").map(str::trim);
        let (kind, sentence, expected) =
            (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
        let found = found(sentence, if kind == "nothing" { expected } else { kind });
        let right = if kind == "nothing" { found.is_empty() } else { found.iter().any(|f| f == expected) };
        all += 1;
        wrong += usize::from(!right);
        if !right {
            let _ = writeln!(missed, "{kind}: {sentence}\n   expected {expected}, read {found:?}");
        }
    }
    println!("{} of {all} constructions are read", all - wrong);
    assert!(100 * (all - wrong) >= LEAST * all, "{wrong} of {all} are not read:\n{missed}");
}

/// What is read of a kind in a sentence set into its report.
fn found(sentence: &str, kind: &str) -> Vec<String> {
    let text = format!("{BEFORE}{sentence}{AFTER}");
    let document = Document::new(&text).dated(Some("2031-05-07".parse::<Date>().unwrap()));
    let reading = read(&document);
    let inside = |span: Span| {
        (span.start as usize) < BEFORE.len() + sentence.len() && span.end as usize > BEFORE.len()
    };
    match kind {
        "meeting" => reading
            .meetings
            .iter()
            .filter(|m| inside(m.evidence.span))
            .map(|m| {
                let mut names: Vec<&str> = m.parties.iter().map(|&p| reading.party_name(p)).collect();
                names.sort_unstable();
                names.join(", ")
            })
            .collect(),
        "approval" => {
            let here = reading.approvals.iter().filter(|a| inside(a.evidence.span));
            here.map(|a| reading.name_of(a.approver).to_owned()).collect()
        }
        "proposal" => {
            let here = reading.proposals.iter().filter(|p| inside(p.evidence.span));
            here.map(|p| p.author.map_or(String::new(), |author| party_of(&reading, author))).collect()
        }
        _ => delegations(&reading, inside),
    }
}

fn party_of(reading: &Reading<'_>, holder: Holder) -> String {
    let party = match holder {
        Holder::Person(person) => reading.people[person as usize].party,
        Holder::Source(source) => reading.sources[source as usize].party,
        Holder::Party(party) => Some(party),
    };
    party.map_or_else(|| reading.name_of(holder).to_owned(), |party| reading.party_name(party).to_owned())
}

fn delegations(reading: &Reading<'_>, inside: impl Fn(Span) -> bool) -> Vec<String> {
    let here = reading.delegations.iter().filter(|d| inside(d.evidence.span) && !d.members.is_empty());
    here.map(|d| {
        let name = |person: u32| reading.people[person as usize].name.clone();
        let mut members: Vec<String> = d.members.iter().map(|&m| name(m)).collect();
        members.sort_unstable();
        let head = d.head.map_or(String::new(), |head| format!(" / {}", name(head)));
        format!("{}: {}{head}", reading.party_name(d.party), members.join(", "))
    })
    .collect()
}
