//! Reading a case folder: every file is read to its end, and every fault of the folder is reported.

mod conditions;
mod issues;
mod linkages;
mod mandates;
mod names;
pub(super) mod parties;
mod record;
mod rules;
mod scores;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use self::record::{read_everything, read_record};

use self::names::{Names, sound_id};
use super::keys;
use super::node::{Fields, clipped};
use super::sheet::{Reading, Sheet};
use super::{Contents, Part};
use crate::format::{Diagnostic, File, Files, Outcome, Place, nearest};
use crate::model::{Case, Draft, Holder, Mandate, Note};

/// Largest file read, in bytes: parsed, a hostile one takes a hundred times as many.
const MOST_BYTES: usize = 4 << 20;

/// The case of a folder.
///
/// *Errors*: every fault of `case.toml` and of the mandates, in the order of the files.
pub fn read(files: &Files) -> Outcome {
    let reading = Reading::new();
    let case = read_all(files, &reading);
    reading.or(case)
}

fn read_all(files: &Files, reading: &Reading) -> Case {
    let contents = Contents::of(files);
    let mut names = Names::new();
    let mut case = Case::default();
    let Some(file) = files.get("case.toml") else {
        let fault = Diagnostic::at(Place::whole("case.toml"), "there is no case.toml in this folder");
        reading
            .push(|| fault.help("a case folder has a case.toml; `comity new DIR` writes one to start from"));
        return case;
    };
    match Parsed::new(reading, file) {
        Some(parsed) => {
            reading.damaged.set(parsed.damaged);
            let sheet = parsed.sheet(reading);
            Fields::root(&sheet, &parsed.root, &keys::CASE)
                .inspect(|fields| case_toml(fields, &mut names, &mut case));
        }
        None => reading.damaged.set(true),
    }
    misplaced(&contents, reading);
    read_mandates(files, &contents, reading, &names, &mut case);
    case
}

/// The mandates, sorted by holder: the order of files says nothing.
fn read_mandates(files: &Files, contents: &Contents, reading: &Reading, names: &Names, case: &mut Case) {
    let mut holders: Vec<(Holder, String)> = Vec::new();
    for file in contents.mandates.iter().filter_map(|path| files.get(path)) {
        let Some(parsed) = Parsed::new(reading, file) else { continue };
        let sheet = parsed.sheet(reading);
        let Some(fields) = Fields::root(&sheet, &parsed.root, &keys::MANDATE) else { continue };
        let Some(mandate) = mandates::mandate(&fields, &case.parties, names) else { continue };
        keep_one(&fields, mandate, &file.path, &mut holders, &mut case.mandates);
    }
    case.mandates.sort_by_key(|mandate| mandate.holder);
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

/// What editors and file managers leave behind.
fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    matches!(name.as_str(), "thumbs.db" | "desktop.ini")
        || [".bak", ".orig", ".swp", ".tmp", "~"].iter().any(|ending| name.ends_with(ending))
}

/// Files that look as if they were meant for a place where they would be read.
fn misplaced(contents: &Contents, reading: &Reading) {
    for path in contents.others.iter().filter(|path| !is_litter(path)) {
        let Some((directory, _)) = path.split_once('/') else { continue };
        let Some(meant) = nearest(directory, Part::DIRECTORIES) else { continue };
        let holds = "mandates and record hold .toml files, text holds .md and .toml files";
        reading.push(|| match directory == meant {
            true => Diagnostic::at(Place::whole(path), "this file is not read").help(holds),
            false => Diagnostic::at(
                Place::whole(path),
                format!("the directory `{}` is not read", clipped(directory)),
            )
            .help(format!("did you mean `{meant}`? {holds}")),
        });
    }
}

/// A TOML file as far as it could be parsed.
struct Parsed<'a> {
    file: &'a File,
    text: &'a str,
    root: Spanned<DeValue<'a>>,
    /// Whether there were faults of syntax.
    damaged: bool,
}

impl<'a> Parsed<'a> {
    /// Parses a file; takes down every fault of syntax.
    fn new(reading: &Reading, file: &'a File) -> Option<Self> {
        let text = text(reading, file)?;
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            reading.push(|| {
                let place = Place::of(file, text, span);
                Diagnostic::at(place, syntax(error.message())).help("see toml.io for how TOML is written")
            });
        }
        let root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
        Some(Self { file, text, root, damaged: !errors.is_empty() })
    }

    fn sheet(&'a self, reading: &'a Reading) -> Sheet<'a> {
        Sheet::new(reading, self.file, self.text, self.damaged)
    }
}

fn text<'a>(reading: &Reading, file: &'a File) -> Option<&'a str> {
    if file.bytes.len() > MOST_BYTES {
        let message = format!("the file has {} bytes; at most {MOST_BYTES} are read", file.bytes.len());
        reading.push(|| Diagnostic::at(Place::whole(&file.path), message).help("split or shorten it"));
        return None;
    }
    reading.admit(file).and_then(|()| file.text()).map_err(|fault| reading.push(|| fault)).ok()
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
