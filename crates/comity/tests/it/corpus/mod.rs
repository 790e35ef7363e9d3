//! Real files: every published scenario loads and agrees with its golden figures.

mod analysis;
mod exhaustive;
mod golden;
mod negmas;
mod scenarios;

use std::path::{Path, PathBuf};

use comity::format::Files;

/// The material outside the repository; `None`, said aloud, where it is absent.
pub(crate) fn shared(test: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("COMITY_SHARED").map_or_else(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{test}: {} is absent", folder.display());
    println!("not run: {test}: {} is absent; set COMITY_SHARED", folder.display());
    None
}

/// The files of a folder.
pub(crate) fn folder(path: &Path) -> Files {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}
