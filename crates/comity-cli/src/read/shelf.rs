//! The files of a case that reading and confirming touch, kept in memory until a decision is written,
//! and restored whole when it is undone.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::DocumentMut;

/// A case folder being edited.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    /// What each file held before the decision at hand; nothing for a file that was not there.
    before: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// The files as they were before each earlier decision, latest last.
    undo: Vec<BTreeMap<PathBuf, Option<Vec<u8>>>>,
}

impl Shelf {
    /// The shelf of a case folder.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), before: BTreeMap::new(), undo: Vec::new() }
    }

    /// A file as an editable document; empty when it is not there.
    ///
    /// *Errors*: a file that cannot be read or is no TOML.
    pub fn document(&self, name: &str) -> Result<DocumentMut, Failure> {
        let path = self.root.join(name);
        if !path.exists() {
            return Ok(DocumentMut::new());
        }
        let text = fs::read_to_string(&path).map_err(Failure::reading(&path))?;
        text.parse().map_err(|error| Failure::refused(format!("{} is no TOML: {error}", path.display())))
    }

    /// Writes a file, remembering what it held; through a file beside it, so that no half of it is ever seen.
    ///
    /// *Errors*: whatever the system refuses.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.root.join(name);
        if !self.before.contains_key(&path) {
            let held =
                if path.exists() { Some(fs::read(&path).map_err(Failure::reading(&path))?) } else { None };
            self.before.insert(path.clone(), held);
        }
        put(&path, bytes)
    }

    /// Takes the decision at hand back, before it is settled.
    ///
    /// *Errors*: whatever the system refuses.
    pub fn abandon(&mut self) -> Result<(), Failure> {
        restore(std::mem::take(&mut self.before))
    }

    /// Ends a decision: what follows is undone separately.
    pub fn settle(&mut self) {
        if !self.before.is_empty() {
            self.undo.push(std::mem::take(&mut self.before));
        }
    }

    /// Takes the last decision back; tells whether there was one.
    ///
    /// *Errors*: whatever the system refuses.
    pub fn undo(&mut self) -> Result<bool, Failure> {
        let Some(files) = self.undo.pop() else { return Ok(false) };
        restore(files)?;
        Ok(true)
    }
}

fn restore(files: BTreeMap<PathBuf, Option<Vec<u8>>>) -> Result<(), Failure> {
    for (path, bytes) in files {
        match bytes {
            Some(bytes) => put(&path, &bytes)?,
            None => fs::remove_file(&path).map_err(Failure::writing(&path))?,
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Failure::writing(parent))?;
    }
    let beside = path.with_extension("part");
    fs::write(&beside, bytes).map_err(Failure::writing(&beside))?;
    fs::rename(&beside, path).map_err(Failure::writing(path))
}
