//! Any path as a case: a case folder, or whatever else a reader understands.

use std::path::{Path, PathBuf};

use comity::Case;
use comity::format::{self, Files, Format, Refusal};

use super::disk::{self, Reach};
use crate::failure::Failure;

/// A case with where it came from.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The folder, or the file.
    pub root: PathBuf,
    /// What it was.
    pub format: Format,
    /// The files read.
    pub files: Files,
    /// The case.
    pub case: Case,
}

/// Opens a case folder (or its `case.toml`), or a folder or file of another format.
///
/// *Errors*: every fault of the files, and what cannot be read.
pub fn open(path: &Path, reach: Reach) -> Result<Opened, Failure> {
    let root = root_of(path);
    let files = disk::files(&root, reach)?;
    let (format, case) = format::read(&files).map_err(refused(&root))?;
    Ok(Opened { root, format, files, case })
}

/// The folder meant by a path: of `…/case.toml` the folder it lies in.
pub fn root_of(path: &Path) -> PathBuf {
    let is_case = path.file_name().is_some_and(|name| name == "case.toml");
    match path.parent() {
        Some(parent) if is_case && parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) if is_case => parent.to_owned(),
        _ => path.to_owned(),
    }
}

/// The faults of a folder as a failure of the command.
pub fn refused(root: &Path) -> impl FnOnce(Refusal) -> Failure + '_ {
    |refusal| Failure::Faults { root: root.to_owned(), faults: refusal.faults, unlisted: refusal.unlisted }
}
