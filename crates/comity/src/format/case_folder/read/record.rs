//! `record/*.toml`: sources, statements, meetings, proposals, each with its citations.

use super::super::keys::{self, TableKind};
use super::super::node::{Entry, Fields, Node, allowed, clipped};
use super::super::record::{
    Citation, Evidence, Level, Meeting, Record, Source, Stance, Statement, Tabled, When, Who, Wording,
};
use std::collections::HashMap;

use super::super::Contents;
use super::super::sheet::{Reading, Sheet};
use super::names::{Roll, sound_id};
use super::{Parsed, read_all};
use crate::decimal::Decimal;
use crate::format::{Files, Refusal};
use crate::model::{Case, PartyId};

/// The record of a folder whose case has been read.
///
/// *Errors*: every fault of `record/*.toml`, in the order of the files.
pub fn read_record(files: &Files, case: &Case) -> Result<Record, Refusal> {
    let reading = Reading::new();
    let record = record_of(files, case, &reading);
    reading.or(record)
}

/// The case and the record of a folder.
///
/// *Errors*: every fault of the case, the mandates and the record, in one go.
pub fn read_everything(files: &Files) -> Result<(Case, Record), Refusal> {
    let reading = Reading::new();
    let case = read_all(files, &reading);
    let record = record_of(files, &case, &reading);
    reading.or((case, record))
}

fn record_of(files: &Files, case: &Case, reading: &Reading) -> Record {
    let mut record = Record::default();
    let contents = Contents::of(files);
    let files = contents.records.iter().filter_map(|path| files.get(path));
    let parsed: Vec<Parsed<'_>> = files.filter_map(|file| Parsed::new(reading, file)).collect();
    let sheets: Vec<Sheet<'_>> = parsed.iter().map(|parsed| parsed.sheet(reading)).collect();
    let roots: Vec<Fields<'_>> = sheets
        .iter()
        .zip(&parsed)
        .filter_map(|(sheet, parsed)| Fields::root(sheet, &parsed.root, &keys::RECORD))
        .collect();
    let damaged = reading.damaged.get() || parsed.iter().any(|parsed| parsed.damaged);
    reading.damaged.set(damaged);
    record.sources =
        roots.iter().flat_map(|fields| fields.named("source")).filter_map(|entry| source(&entry)).collect();
    repeated_sources(&record, reading);
    let clerk = Clerk {
        people: Roll::of("person", case.people.iter().map(|person| person.id.as_str())),
        parties: Roll::of("party", case.parties.iter().map(|party| party.id.as_str())),
        sources: Roll::of("source", record.sources.iter().map(|source| source.id.as_str())),
    };
    roots.iter().for_each(|fields| clerk.entries(fields, &mut record));
    record
}

fn repeated_sources(record: &Record, reading: &Reading) {
    let mut seen: HashMap<&str, &Source> = HashMap::new();
    for source in &record.sources {
        if let Some(first) = seen.insert(&source.id, source) {
            reading.push(|| {
                let message =
                    format!("source `{}` is described at {} already", clipped(&source.id), first.place);
                crate::format::Diagnostic::at(source.place.clone(), message).help("keep one of the two")
            });
        }
    }
}

fn source(entry: &Entry<'_>) -> Option<Source> {
    sound_id(entry.name, &entry.key);
    let fields = entry.value.fields(&keys::SOURCE)?;
    let text = |key| fields.text(key).map(str::to_owned);
    Some(Source {
        id: entry.name.to_owned(),
        title: text("title").unwrap_or_else(|| entry.name.to_owned()),
        sha256: fields.get("sha256").and_then(|node| digest(&node)).unwrap_or_default(),
        bytes: fields.get("bytes").and_then(|node| offset(&node)),
        file: text("file"),
        published: fields.get("published").and_then(|node| day(&node)),
        place: entry.key.place(),
    })
}

fn digest(node: &Node<'_>) -> Option<String> {
    let text = node.text()?.to_ascii_lowercase();
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        node.fault("this is no SHA-256", "write the 64 hexadecimal digits that `sha256sum FILE` prints");
        return None;
    }
    Some(text)
}

fn offset(node: &Node<'_>) -> Option<u64> {
    let offset = u64::try_from(node.whole()?).ok();
    if offset.is_none() {
        node.fault("a count of bytes is 0 or more", "count from the first byte of the source");
    }
    offset
}

/// A day, month, year or interval in ISO 8601; its calendar is not checked here.
fn day(node: &Node<'_>) -> Option<String> {
    if let Some(date) = node.value.as_datetime() {
        return Some(date.to_string());
    }
    let text = node.text()?;
    let parts: Vec<&str> = text.split('/').collect();
    let sound = |part: &&str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && [4, 6, 8].contains(&digits)
    };
    if parts.len() > 2 || !parts.iter().all(sound) {
        node.fault(format!("`{}` is no day", clipped(text)), "write 2025-11-23, 2025-11, 2025 or first/last");
        return None;
    }
    Some(text.to_owned())
}

/// Who knows the names that entries use.
struct Clerk {
    people: Roll,
    parties: Roll,
    sources: Roll,
}

impl Clerk {
    fn entries(&self, fields: &Fields<'_>, record: &mut Record) {
        record.statements.extend(fields.list("statement").iter().filter_map(|node| self.statement(node)));
        record.meetings.extend(fields.list("meeting").iter().filter_map(|node| self.meeting(node)));
        record.proposals.extend(fields.list("proposal").iter().filter_map(|node| self.tabled(node)));
    }

    fn statement(&self, node: &Node<'_>) -> Option<Statement> {
        let fields = node.fields(&keys::STATEMENT)?;
        let text = |key| fields.text(key).map(str::to_owned);
        let evidence = self.evidence(&fields, &keys::STATEMENT);
        let by = fields.get("by").and_then(|node| self.who(&node));
        let stance = fields.get("stance").and_then(|node| word(&node, "stance", &STANCES));
        let wording = fields.get("kind").and_then(|node| word(&node, "kind of statement", &WORDINGS));
        Some(Statement {
            by: by?,
            wording: wording?,
            says: text("says")?,
            stance,
            toward: text("toward"),
            about: text("about"),
            to: text("to"),
            when: when(&fields),
            place: text("place"),
            evidence: evidence?,
        })
    }

    fn meeting(&self, node: &Node<'_>) -> Option<Meeting> {
        let fields = node.fields(&keys::MEETING)?;
        let text = |key| fields.text(key).map(str::to_owned);
        let evidence = self.evidence(&fields, &keys::MEETING);
        let list = |key| fields.get(key).map(|node| node.one_or_many()).unwrap_or_default();
        let parties: Vec<PartyId> =
            list("parties").iter().filter_map(|node| self.parties.find(node)).map(PartyId).collect();
        let people: Vec<Who> = list("people").iter().filter_map(|node| self.who(node)).collect();
        Some(Meeting {
            name: text("name")?,
            parties,
            people,
            when: when(&fields),
            place: text("place"),
            level: fields.get("level").and_then(|node| word(&node, "level", &LEVELS)),
            formal: fields.get("formal").and_then(|node| node.truth()),
            planned: fields.get("planned").and_then(|node| node.truth()).unwrap_or(false),
            result: text("result"),
            evidence: evidence?,
        })
    }

    fn tabled(&self, node: &Node<'_>) -> Option<Tabled> {
        let fields = node.fields(&keys::PROPOSAL)?;
        let evidence = self.evidence(&fields, &keys::PROPOSAL);
        let by = fields.get("by").and_then(|node| self.who(&node));
        Some(Tabled {
            name: fields.text("name")?.to_owned(),
            by: by?,
            to: fields.get("to").and_then(|node| self.who(&node)),
            when: when(&fields),
            status: fields.text("status").map(str::to_owned),
            evidence: evidence?,
        })
    }

    /// A person's id, a party's id, or words for somebody unnamed.
    fn who(&self, node: &Node<'_>) -> Option<Who> {
        if node.value.is_table() {
            let fields = node.fields(&keys::UNNAMED)?;
            let party = fields.get("party").and_then(|node| self.parties.find(&node)).map(PartyId);
            return Some(Who::Unnamed { words: fields.text("words")?.to_owned(), party });
        }
        let name = node.text()?;
        if let Some(party) = self.parties.position(name).filter(|_| self.people.position(name).is_none()) {
            return Some(Who::Party(PartyId(party)));
        }
        self.people.position(name).map(Who::Person).or_else(|| {
            let known = self.people.ids().chain(self.parties.ids());
            node.unknown("person or party", name, known);
            None
        })
    }

    fn evidence(&self, fields: &Fields<'_>, kind: &'static TableKind) -> Option<Evidence> {
        let citations = fields.get("citation")?.one_or_many();
        let read: Vec<Option<Citation>> = citations.iter().map(|node| self.citation(node)).collect();
        let inferred = fields.get("inferred").map(|node| node.one_or_many()).unwrap_or_default();
        let inferred = inferred.iter().filter_map(|node| {
            let key = node.text()?;
            if !kind.keys.contains(&key) {
                let help = allowed(key, kind.keys.iter().copied());
                node.fault(format!("{} has no key `{}`", kind.name, clipped(key)), help);
            }
            Some(key.to_owned())
        });
        let inferred = inferred.collect();
        let confidence = fields.get("confidence").and_then(|node| confidence(&node));
        Some(Evidence { citations: read.into_iter().collect::<Option<_>>()?, inferred, confidence })
    }

    fn citation(&self, node: &Node<'_>) -> Option<Citation> {
        let fields = node.fields(&keys::CITATION)?;
        let source = fields.get("source").and_then(|node| self.sources.find(&node));
        let range = fields.get("byte_range")?;
        let byte_range = match &range.items("two numbers, [first, end]")?[..] {
            [first, end] => offset(first)?..offset(end)?,
            items => {
                range.fault(format!("a range has two ends, found {}", items.len()), "write [first, end]");
                return None;
            }
        };
        if byte_range.start >= byte_range.end {
            range.fault("this range holds no byte", "write [first, end]; the byte at `end` is not included");
        }
        let quotation = fields.text("quotation").map(str::to_owned);
        Some(Citation { source: source?, byte_range, quotation, place: node.place() })
    }
}

fn confidence(node: &Node<'_>) -> Option<Decimal> {
    let confidence = node.decimal()?;
    if confidence < Decimal::ZERO || confidence > Decimal::ONE {
        node.fault("a confidence lies between 0 and 1", "write a number such as 0.8");
    }
    Some(confidence)
}

fn when(fields: &Fields<'_>) -> When {
    let words = fields.text("when").map(str::to_owned);
    When { words, day: fields.get("day").and_then(|node| day(&node)) }
}

const WORDINGS: [(&str, Wording); 2] = [("verbatim", Wording::Verbatim), ("reported", Wording::Reported)];
const LEVELS: [(&str, Level); 3] =
    [("principals", Level::Principals), ("ministers", Level::Ministers), ("officials", Level::Officials)];
const STANCES: [(&str, Stance); 8] = [
    ("supports", Stance::Supports),
    ("opposes", Stance::Opposes),
    ("flexible", Stance::Flexible),
    ("criticises", Stance::Criticises),
    ("conditions", Stance::Conditions),
    ("hopeful", Stance::Hopeful),
    ("not_final", Stance::NotFinal),
    ("neutral", Stance::Neutral),
];

/// The value a word stands for.
fn word<T: Copy>(node: &Node<'_>, what: &str, words: &[(&str, T)]) -> Option<T> {
    let text = node.text()?;
    let found = words.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
    if found.is_none() {
        let help = allowed(text, words.iter().map(|(name, _)| *name));
        node.fault(format!("there is no {what} `{}`", clipped(text)), help);
    }
    found
}
