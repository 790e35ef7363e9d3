//! `comity read --into CASE`: files the document under `sources/` and what it proposes under `unconfirmed/`.
//! What a person decided already, here or in the record, is neither repeated nor touched.

use super::entry::{Entry, Kind, append, entries_of, proposed};
use super::roster::{Match, match_person, new_id};
use super::shelf::Shelf;
use crate::failure::Failure;
use crate::folder::disk::{self, Reach};
use crate::folder::open::{refused, root_of};
use comity::Case;
use comity::format::Files;
use comity::format::case_folder::{self, record::Record};
use comity_read::Reading;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Table, value};

/// A case folder opened for filing.
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
    /// Its files.
    pub files: Files,
    /// The case.
    pub case: Case,
    /// Its record.
    pub record: Record,
}

/// What filing a document came to.
pub struct Filed {
    /// The id of the source.
    pub source: String,
    /// Entries that are new.
    pub new: usize,
    /// Entries that were there already, decided or not.
    pub known: usize,
}

impl Folder {
    /// Opens a case folder.
    ///
    /// *Errors*: what is wrong with it.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let root = root_of(path);
        let files = disk::files(&root, Reach::Everything)?;
        if files.get("case.toml").is_none() {
            let message = format!("{} is no case folder: it has no case.toml", root.display());
            return Err(Failure::refused(message).with_help("start one with `comity new DIR`"));
        }
        let (case, record) = case_folder::read_everything(&files).map_err(refused(&root))?;
        Ok(Self { root, files, case, record })
    }

    /// The source of those bytes and its file of unconfirmed entries, if it was filed before.
    fn source_of(&self, sha256: &str) -> Option<String> {
        let recorded = self.record.sources.iter().find(|s| s.sha256 == sha256).map(|s| s.id.clone());
        recorded.or_else(|| {
            let filed = self.files.iter().filter(|f| f.path.starts_with("unconfirmed/"));
            filed.filter_map(|f| f.text().ok()?.parse::<DocumentMut>().ok()).find_map(|d| {
                let sources = d.get("source")?.as_table()?;
                let same = |item: &Item| item.get("sha256").and_then(Item::as_str) == Some(sha256);
                sources.iter().find(|(_, item)| same(item)).map(|(id, _)| id.to_owned())
            })
        })
    }
}

/// Files a document and what its reading proposes.
///
/// *Errors*: files that cannot be read or written.
pub fn file(
    folder: &Folder,
    path: &Path,
    bytes: &[u8],
    reading: &Reading<'_>,
    published: Option<String>,
) -> Result<Filed, Failure> {
    let mut shelf = Shelf::new(&folder.root);
    let known = folder.source_of(&reading.sha256);
    let name =
        path.file_name().map_or_else(|| "report.txt".to_owned(), |name| name.to_string_lossy().into_owned());
    let taken = |id: &str| {
        folder.record.sources.iter().any(|s| s.id == id)
            || folder.files.get(&format!("unconfirmed/{id}.toml")).is_some()
    };
    let stem =
        Path::new(&name).file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
    let source = known.clone().unwrap_or_else(|| new_id(&stem, taken));
    let extension =
        Path::new(&name).extension().map_or_else(|| "txt".to_owned(), |e| e.to_string_lossy().into_owned());
    let file = format!("{source}.{extension}");
    let kept = folder.files.iter().any(|f| f.path.starts_with("sources/") && f.bytes == bytes);
    if !kept {
        shelf.write(&format!("sources/{file}"), bytes)?;
    }
    let shelved = format!("unconfirmed/{source}.toml");
    let mut document = shelf.document(&shelved)?;
    describe(&mut document, &source, &stem, &file, bytes.len(), reading, published);
    let filed = add(folder, &mut document, &source, reading);
    shelf.write(&shelved, document.to_string().as_bytes())?;
    Ok(filed)
}

/// The table that says which bytes are meant.
fn describe(
    document: &mut DocumentMut,
    source: &str,
    title: &str,
    file: &str,
    bytes: usize,
    reading: &Reading<'_>,
    published: Option<String>,
) {
    let new = document.get("source").is_none();
    let sources = document.entry("source").or_insert_with(implicit);
    let Some(sources) = sources.as_table_mut() else { return };
    if sources.contains_key(source) {
        return;
    }
    let mut table = Table::new();
    table["title"] = value(title);
    table["sha256"] = value(reading.sha256.as_str());
    table["bytes"] = value(i64::try_from(bytes).unwrap_or(i64::MAX));
    table["file"] = value(file);
    if let Some(day) = published {
        table["published"] = value(day);
    }
    if new {
        let note = "# Proposed by `comity read`. Nothing here counts until a person accepts it:\n#   comity record confirm CASE\n\n";
        table.decor_mut().set_prefix(note);
    }
    sources.insert(source, Item::Table(table));
}

/// A table that only holds others.
pub fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

fn add(folder: &Folder, document: &mut DocumentMut, source: &str, reading: &Reading<'_>) -> Filed {
    let there = entries_of(document);
    let mut filed = Filed { source: source.to_owned(), new: 0, known: 0 };
    for mut entry in proposed(reading) {
        let decided =
            there.iter().any(|known| known.is_same(&entry)) || is_recorded(folder, source, &mut entry);
        if decided {
            filed.known += 1;
        } else {
            filed.new += 1;
            append(document, &entry);
        }
    }
    filed
}

/// Whether the record or the case holds the entry already. People perhaps known are marked for asking.
fn is_recorded(folder: &Folder, source: &str, entry: &mut Entry) -> bool {
    match entry.kind {
        Kind::Person => match match_person(&folder.case, entry.get("name")) {
            Match::Same(_) => true,
            Match::Perhaps(id) => {
                entry.set("perhaps", &id);
                false
            }
            Match::Nobody => false,
        },
        Kind::Delegation => false,
        Kind::Approval => folder.case.principals.iter().any(|p| {
            let person = p.person.map(|i| folder.case.people[i].name.as_str());
            person == Some(entry.get("approver")) || p.name == entry.get("approver")
        }),
        Kind::Statement | Kind::Meeting | Kind::Proposal => folder.record.citations().any(|c| {
            let same_source = folder.record.sources[c.source].id == source;
            let inside = c.byte_range.start <= entry.range.0 && entry.range.1 <= c.byte_range.end;
            let around = entry.range.0 <= c.byte_range.start && c.byte_range.end <= entry.range.1;
            same_source && (inside || around)
        }),
    }
}
