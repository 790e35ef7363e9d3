//! The passes of a reading, page by page.

use crate::calendar::Date;
use crate::chunk::Chunks;
use crate::document::Document;
use crate::draft::{Draft, View};
use crate::events;
use crate::furniture;
use crate::gazetteer::Parties;
use crate::intake::{Plain, take_in};
use crate::learn::learn;
use crate::model::{Judge, Weights};
use crate::page::Page;
use crate::people::{People, Tie};
use crate::reading::{DateExpression, Evidence, Reading, Span};
use crate::relations;
use crate::resolve::resolve;
use crate::speaks::speak;
use crate::statements;
use sha2::{Digest, Sha256};

/// A page holds about this many bytes of text: enough for any report, little enough for any machine.
const PAGE: u32 = 160 * 1024;

/// Reads a document and proposes entries of the record; never fails and never guesses below its threshold.
///
/// *Shape*: every list is in the order of the text; every range counts bytes of `document.bytes`.
/// *Exactness*: deterministic; the same document gives the same reading. Linear in the document's length;
/// documents longer than a page (160 KiB) are read page by page, people carried over.
#[must_use]
pub fn read<'d>(document: &'d Document<'d>) -> Reading<'d> {
    read_with(document, &Weights::built_in())
}

/// The same with other answers to the questions that the embedded weights answer; for training.
#[must_use]
pub fn read_with<'d>(document: &'d Document<'d>, judge: &dyn Judge) -> Reading<'d> {
    let mut plain = take_in(document);
    furniture::clear(&plain.text, &mut plain.blocks, judge);
    let mut reading = Reading::empty(document);
    reading.sha256 = hexadecimal(&Sha256::digest(document.bytes));
    let parties = Parties::new(&document.roster);
    let people = known_people(document, &parties);
    let mut draft = Draft::new(reading, parties, people);
    let mut published = document.date;
    for blocks in pages(&plain) {
        published = read_page(&plain.text, blocks, published, &mut draft, judge);
    }
    statements::find_shown(&mut draft);
    events::settle(&mut draft);
    draft.finish(|span| plain.map.source(span))
}

/// Reads one page; gives back the publication date, which the first page may print.
fn read_page(
    text: &str,
    blocks: &[Span],
    published: Option<Date>,
    draft: &mut Draft<'_>,
    judge: &dyn Judge,
) -> Option<Date> {
    let mut page = Page::new(text, blocks, published);
    let mut date = published;
    if blocks.first().is_some_and(|block| block.start < 4096)
        && let Some(printed) = page.dateline(published)
    {
        date = Some(printed);
        page.find_dates(date);
    }
    learn(&page, &mut draft.parties, judge);
    let mut chunks = Chunks::of(&page, &draft.parties, judge);
    resolve(&page, &mut chunks, &mut draft.people);
    let view = View { page: &page, chunks: &chunks };
    let told = events::rosters(view, draft);
    speak(view, draft, &told, judge);
    for mention in &chunks.parties {
        draft.mention_party(mention.party, page.span(mention.first, mention.last));
    }
    let before = draft.reading.statements.len();
    statements::find(view, draft, judge);
    // Page by page: sorting them all at the end would need half their memory again.
    draft.reading.statements[before..].sort_by_key(|s| (s.evidence.span.start, s.evidence.span.end));
    statements::find_changes(view, draft);
    statements::find_contrasts(view, draft, before);
    relations::find(view, draft);
    events::find(view, draft, judge);
    for date in &page.dates {
        let evidence = Evidence { span: date.span(&page.tokens), rule: date.rule, confidence: 0.9 };
        draft.reading.dates.push(DateExpression { value: date.value, evidence });
    }
    date
}

/// The paragraphs, in runs of about a page.
fn pages<'p>(plain: &'p Plain<'_>) -> impl Iterator<Item = &'p [Span]> {
    let mut rest = plain.blocks.as_slice();
    std::iter::from_fn(move || {
        let start = rest.first()?.start;
        let count = rest.partition_point(|block| block.end - start < PAGE).max(1);
        let (page, left) = rest.split_at(count);
        rest = left;
        Some(page)
    })
}

fn known_people(document: &Document<'_>, parties: &Parties) -> People {
    let mut people = People::default();
    for known in &document.roster.people {
        let names: Vec<&str> = known.name.split_whitespace().collect();
        if names.is_empty() {
            continue;
        }
        let evidence = Evidence { span: Span::default(), rule: "person:case", confidence: 0.98 };
        let index = people.enter(&names, evidence);
        let party = known.party.as_deref().and_then(|name| parties.named(name));
        if let Some(party) = party {
            people.list[index as usize].tie(party, Tie::Case);
        }
    }
    people
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
