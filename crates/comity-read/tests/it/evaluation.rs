//! The evaluation measures what it says: it hands over text and date only, and its material is sound.

use crate::evaluate::marked::Annotated;
use crate::evaluate::material::{list, load_all, pair};
use crate::evaluate::reader::{Handed, output};
use crate::marked::CORPUS;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// The folder of the shared material; nothing where it is not there, unless the tests run where it must be.
fn shared() -> Option<PathBuf> {
    let place = std::env::var("COMITY_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(place).join("reading/gum_news");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no material at {}", folder.display());
    println!("not run: no material at {}", folder.display());
    None
}

#[test]
fn the_reader_is_handed_text_and_date_and_nothing_else() {
    let Some(folder) = shared() else { return };
    let records = load_all(&folder).unwrap();
    assert!(!records.is_empty());
    for (name, record) in records {
        let kept = ["text", "date"].map(|key| (key.to_owned(), record[key].clone()));
        let stripped = Value::Object(kept.into_iter().collect::<Map<_, _>>());
        let (whole, bare) = (Handed::of_record(&record), Handed::of_record(&stripped));
        assert_eq!(output(&whole).unwrap(), output(&bare).unwrap(), "{name}");
    }
}

/// The reports and the bulletin.
pub fn annotated() -> impl Iterator<Item = &'static Annotated> {
    CORPUS.reports.iter().chain(&CORPUS.bulletin)
}

#[test]
fn annotations_fit_their_documents() {
    for Annotated { half, name, bytes, annotation: gold, .. } in annotated() {
        let document = std::str::from_utf8(bytes).unwrap();
        let spans = ["statements", "dates", "people", "items"].into_iter().flat_map(|key| list(gold, key));
        let evidence =
            ["meetings", "proposals", "approvals", "delegations"].into_iter().flat_map(|key| list(gold, key));
        let ranges =
            spans.map(|fact| &fact["byte_range"]).chain(evidence.flat_map(|fact| list(fact, "evidence")));
        for (start, end) in ranges.map(|range| pair(range).unwrap()) {
            assert!(start < end, "{half}/{name} {start}..{end}");
            assert!(
                document.is_char_boundary(start) && document.is_char_boundary(end),
                "{half}/{name} {start}..{end}"
            );
        }
    }
}

#[test]
fn both_halves_are_large_enough() {
    let sentences: usize = CORPUS.bulletin.iter().map(|half| list(&half.annotation, "items").len()).sum();
    let reports = |half: &str| CORPUS.reports.iter().filter(|report| report.half == half).count();
    assert!(sentences >= 60);
    assert!(reports("dev") >= 15 && reports("heldout") >= 15);
}
