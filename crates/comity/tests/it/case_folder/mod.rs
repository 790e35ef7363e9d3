//! Case folders: reading, writing, editing, faults, and the cases of this repository.
//! Corpus and literature: every folder in `cases/`.

mod cases;
mod faults;
mod hostile;
mod record;
mod round_trip;
mod schema;

use std::path::{Path, PathBuf};

use comity::format::{Files, case_folder};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a directory.
pub fn files_of(directory: &Path) -> Files {
    let mut found = Vec::new();
    collect(directory, "", &mut found);
    Files::new(found)
}

fn collect(directory: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => collect(&entry.path(), &format!("{path}/"), found),
            false => found.push((path, std::fs::read(entry.path()).unwrap())),
        }
    }
}

/// The folders in `cases/`, by name.
pub fn case_folders() -> Vec<(String, Files)> {
    let mut folders: Vec<(String, Files)> = std::fs::read_dir(root().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("case.toml").exists())
        .map(|entry| (entry.file_name().to_str().unwrap().to_owned(), files_of(&entry.path())))
        .collect();
    folders.sort_by(|a, b| a.0.cmp(&b.0));
    folders
}

/// One of the repository's cases.
pub fn case(name: &str) -> comity::Case {
    case_folder::read(&files_of(&root().join("cases").join(name))).unwrap()
}
