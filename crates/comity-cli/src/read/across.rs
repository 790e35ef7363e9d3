//! What several documents read in one run show together: speakers whose later words take another side than
//! their earlier ones. Nothing is said where names are uncertain or the order of the statements is not known.

use super::order::Moment;
use super::roster::may_be;
use super::stance::{lean, recorded, words};
use crate::report::{WIDTH, wrap};
use crate::terminal::{Paint, Style};
use comity_read::{Date, Holder, Interval, Reading, Statement};
use std::fmt::Write as _;

/// Somebody who takes a side in one or more of the documents.
struct Speaker {
    name: String,
    party: Option<String>,
    /// The party itself speaks, not a person.
    body: bool,
    told: Vec<Told>,
}

/// A statement that takes a side.
struct Told {
    /// The number of the document.
    document: usize,
    stance: comity::format::case_folder::record::Stance,
    toward: String,
    moment: Moment,
}

/// The documents of one run, as far as they are compared.
#[derive(Default)]
pub struct Across {
    documents: Vec<String>,
    speakers: Vec<Speaker>,
}

impl Across {
    /// Adds a document; unnamed sources are not compared, for nobody knows whether they are the same.
    pub fn add(&mut self, reading: &Reading<'_>, name: &str, published: Option<Date>) {
        let document = self.documents.len();
        self.documents.push(name.to_owned());
        for statement in &reading.statements {
            let Some((speaker, told)) = told(reading, statement, document, published) else { continue };
            let known = self.speakers.iter_mut().find(|known| known.is(&speaker));
            match known {
                Some(known) => {
                    known.party = known.party.take().or(speaker.party);
                    known.told.push(told);
                }
                None => self.speakers.push(Speaker { told: vec![told], ..speaker }),
            }
        }
    }

    /// What the documents show together, as text.
    pub fn text(&self, paint: Paint) -> String {
        let mut lines: Vec<String> = self.speakers.iter().flat_map(|speaker| self.moves(speaker)).collect();
        if lines.is_empty() {
            lines.push("no change of stance from one document to a later one".to_owned());
        }
        lines.extend(self.unordered());
        lines.extend(self.doubts());
        let mut out = format!("{}\n", paint.text(Style::Bold, "Across the documents"));
        for line in lines.iter().flat_map(|line| wrap(line, WIDTH - 2)) {
            let _ = writeln!(out, "  {line}");
        }
        out
    }

    /// Changes of side from the last word in one document to the next in a later one.
    fn moves(&self, speaker: &Speaker) -> Vec<String> {
        let mut told: Vec<&Told> = speaker.told.iter().filter(|told| told.moment.day().is_some()).collect();
        told.sort_by_key(|told| told.moment.day().map(|day| day.first));
        let changed = |pair: &&[&Told]| {
            pair[0].document != pair[1].document
                && lean(pair[0].stance) != lean(pair[1].stance)
                && pair[0].moment.precedes(pair[1].moment)
        };
        let line = |pair: &[&Told]| {
            format!("{}: {} → {}", speaker.full_name(), self.place(pair[0]), self.place(pair[1]))
        };
        told.windows(2).filter(changed).map(line).collect()
    }

    /// `opposes the ferry (2031-05-06, a.txt)`; a day taken from the publication says so.
    fn place(&self, told: &Told) -> String {
        let day = match (told.moment.own, told.moment.published) {
            (Some(own), _) => own.to_string(),
            (None, Some(published)) => format!("published {published}"),
            (None, None) => "day unknown".to_owned(),
        };
        format!("{} {} ({day}, {})", words(told.stance, false), told.toward, self.documents[told.document])
    }

    /// Speakers who take another side in another document, at a time that nothing tells.
    fn unordered(&self) -> Option<String> {
        let undated = self.speakers.iter().filter(|speaker| {
            speaker.told.iter().any(|told| {
                told.moment.day().is_none()
                    && speaker.told.iter().any(|other| {
                        other.document != told.document && lean(other.stance) != lean(told.stance)
                    })
            })
        });
        let names: Vec<String> = undated.map(Speaker::full_name).collect();
        (!names.is_empty()).then(|| {
            format!(
                "not ordered, for a day is unknown: {}; give --date once for each file, in their order",
                names.join(", ")
            )
        })
    }

    /// Speakers of different documents who may be one person: not compared.
    fn doubts(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, one) in self.speakers.iter().enumerate() {
            for other in &self.speakers[index + 1..] {
                let apart = one.told.iter().all(|a| other.told.iter().all(|b| a.document != b.document));
                if apart && !one.body && !other.body && may_be(&one.name, &other.name) {
                    let (one, other) = (one.full_name(), other.full_name());
                    lines.push(format!("perhaps one person, and not compared: {one} and {other}"));
                }
            }
        }
        lines
    }
}

impl Speaker {
    /// Whether both are the same: the whole name, and no two parties.
    fn is(&self, other: &Self) -> bool {
        let parties = self.party.is_none() || other.party.is_none() || self.party == other.party;
        self.body == other.body && self.name.to_lowercase() == other.name.to_lowercase() && parties
    }

    fn full_name(&self) -> String {
        let party = self.party.as_deref().map(|party| format!(" ({party})"));
        self.name.clone() + party.as_deref().unwrap_or("")
    }
}

/// A statement that takes a side, with a speaker who is not yet compared with others.
fn told(
    reading: &Reading<'_>,
    statement: &Statement,
    document: usize,
    published: Option<Date>,
) -> Option<(Speaker, Told)> {
    let stance = recorded(statement.stance.label);
    lean(stance)?;
    let holder = statement.speaker?;
    let (party, body) = match holder {
        Holder::Person(person) => (reading.people.get(person as usize)?.party, false),
        Holder::Party(_) => (None, true),
        Holder::Source(_) => return None,
    };
    let target = statement.stance.target.or(statement.about).map(|span| reading.slice(span));
    let toward = target.as_deref().unwrap_or("what is on the table");
    let told = Told {
        document,
        stance,
        toward: toward.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        moment: Moment {
            own: statement.when.and_then(|when| when.value),
            published: published.map(Interval::day),
        },
    };
    let party = party.map(|party| reading.party_name(party).to_owned());
    Some((Speaker { name: reading.name_of(holder).to_owned(), party, body, told: Vec::new() }, told))
}
