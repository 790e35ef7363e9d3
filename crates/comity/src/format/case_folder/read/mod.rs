//! Reading a case folder: every file is read to its end, and every fault of the folder is reported.

mod conditions;
mod issues;
mod linkages;
mod mandates;
mod names;
pub(super) mod parties;
mod rules;
mod scores;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::names::{Names, sound_id};
use super::keys::{self, TableKind};
use super::node::{Fields, Reading, Sheet, clipped};
use super::{Contents, Part};
use crate::format::{Diagnostic, File, Files, Outcome, Place, nearest};
use crate::model::{Case, Draft, Holder, Mandate, Note};

/// Largest file read, in bytes.
pub(super) const MOST_BYTES: usize = 16 << 20;

/// The case of a folder.
///
/// *Errors*: every fault of `case.toml` and of the mandates, in the order of the files.
pub fn read(files: &Files) -> Outcome {
    let reading = Reading::new();
    let case = read_all(files, &reading);
    reading.into_faults().or(case)
}

fn read_all(files: &Files, reading: &Reading) -> Case {
    let contents = Contents::of(files);
    let mut names = Names::new();
    let mut case = Case::default();
    match files.get("case.toml") {
        Some(file) => {
            let read =
                with_table(reading, file, &keys::CASE, |fields| case_toml(fields, &mut names, &mut case));
            reading.damaged.set(read != Some(Soundness::Whole));
        }
        None => {
            let fault = Diagnostic::at(Place::whole("case.toml"), "there is no case.toml in this folder");
            reading.push(|| {
                fault.help("a case folder has a case.toml; `comity new DIR` writes one to start from")
            });
            return case;
        }
    }
    misplaced(&contents, reading);
    let mut holders: Vec<(Holder, String)> = Vec::new();
    for path in &contents.mandates {
        let Some(file) = files.get(path) else { continue };
        with_table(reading, file, &keys::MANDATE, |fields| {
            let Some(mandate) = mandates::mandate(fields, &case.parties, &names) else { return };
            keep_one(fields, mandate, path, &mut holders, &mut case.mandates);
        });
    }
    case.mandates.sort_by_key(|mandate| mandate.holder);
    case
}

/// Keeps the mandate unless its holder has one already.
fn keep_one(
    fields: &Fields<'_>,
    mandate: Mandate,
    path: &str,
    holders: &mut Vec<(Holder, String)>,
    kept: &mut Vec<Mandate>,
) {
    match holders.iter().find(|(holder, _)| *holder == mandate.holder) {
        Some((_, other)) => {
            let node = mandates::holder_place(fields).unwrap_or_else(|| fields.node.clone());
            node.fault(
                format!("{other} is this holder's mandate already"),
                "keep one mandate for each holder",
            );
        }
        None => {
            holders.push((mandate.holder, path.to_owned()));
            kept.push(mandate);
        }
    }
}

/// Files that look as if they were meant for a place where they would be read.
fn misplaced(contents: &Contents, reading: &Reading) {
    for path in &contents.others {
        let Some((directory, _)) = path.split_once('/') else { continue };
        let Some(meant) = nearest(directory, Part::DIRECTORIES) else { continue };
        reading.push(|| {
            let message = match directory == meant {
                true => format!("{} is not read", clipped(path)),
                false => {
                    format!("the directory `{}` is not read; did you mean `{meant}`?", clipped(directory))
                }
            };
            Diagnostic::at(Place::whole(path), message)
                .help("mandates and record hold .toml files, text holds .md and .toml files")
        });
    }
}

/// How much of a file could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Soundness {
    /// Its syntax is right throughout.
    Whole,
    /// Some of it could not be read.
    Damaged,
}

/// Hands the root table of a TOML file over, its keys checked; takes down every fault of syntax.
pub(super) fn with_table(
    reading: &Reading,
    file: &File,
    kind: &TableKind,
    then: impl FnOnce(&Fields<'_>),
) -> Option<Soundness> {
    let text = text(reading, file)?;
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        reading.push(|| {
            let place = Place::of(file, text, span);
            Diagnostic::at(place, syntax(error.message())).help("see toml.io for how TOML is written")
        });
    }
    let damaged = !errors.is_empty();
    if damaged && file.path == "case.toml" {
        reading.damaged.set(true);
    }
    let sheet = Sheet { reading, file, text, damaged };
    let root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    if let Some(fields) = Fields::root(&sheet, &root, kind) {
        then(&fields);
    }
    Some(if damaged { Soundness::Damaged } else { Soundness::Whole })
}

fn text<'a>(reading: &Reading, file: &'a File) -> Option<&'a str> {
    if file.bytes.len() > MOST_BYTES {
        let message = format!("the file has {} bytes; at most {MOST_BYTES} are read", file.bytes.len());
        reading.push(|| Diagnostic::at(Place::whole(&file.path), message).help("split or shorten it"));
        return None;
    }
    file.text().map_err(|fault| reading.push(|| fault)).ok()
}

/// The parser's message in the form of ours.
fn syntax(message: &str) -> String {
    match message {
        "string values must be quoted, expected literal string" => {
            "expected a value; texts stand in quotes".to_owned()
        }
        _ => message.to_owned(),
    }
}

fn case_toml(fields: &Fields<'_>, names: &mut Names, case: &mut Case) {
    case.title = fields.text("title").unwrap_or_default().to_owned();
    if let Some(list) = fields.get("notes").and_then(|node| node.items("a list of texts")) {
        case.notes = list.iter().filter_map(|note| note.text()).map(|note| Note(note.to_owned())).collect();
    }
    parties::everybody(fields, names, case);
    case.issues = issues::issues(fields);
    names.set_issues(&case.issues);
    case.linkages = linkages::linkages(fields, names);
    case.rules = rules::rules(fields, &case.parties, names);
    case.drafts = drafts(fields, names);
}

/// The drafts in the order written; the last is the current one.
fn drafts(case: &Fields<'_>, names: &Names) -> Vec<Draft> {
    let read = |entry: &super::node::Entry<'_>| {
        sound_id(entry.name, &entry.key);
        let fields = entry.value.fields(&keys::DRAFT)?;
        let package = conditions::package(&fields.get("package")?, names)?;
        let name = fields.text("name").unwrap_or(entry.name).to_owned();
        Some(Draft { id: entry.name.to_owned(), name, package })
    };
    case.named("draft").iter().filter_map(read).collect()
}
