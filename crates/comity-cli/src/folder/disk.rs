//! The one place where case folders are read from a disk and written to it.

use std::fs;
use std::path::{Path, PathBuf};

use comity::format::Files;

use crate::failure::Failure;

/// How much of a folder is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What the analysis needs: everything but the documents cited.
    Model,
    /// Every file.
    Everything,
}

/// Most files of a folder; a home directory given by mistake is refused instead of read.
const MOST_FILES: usize = 10_000;
/// Most bytes read of a folder.
const MOST_BYTES: u64 = 1 << 30;
/// Deepest nesting of directories.
const DEEPEST: usize = 8;

/// The files of a directory, by their path inside it; or a single file by its name.
///
/// Hidden files and links to directories are left out.
///
/// *Errors*: what cannot be read, and folders too large to be a case.
pub fn files(path: &Path, reach: Reach) -> Result<Files, Failure> {
    let mut walk = Walk { reach, found: Vec::new(), bytes: 0 };
    if path.is_dir() {
        walk.directory(path, "", 0)?;
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        walk.file(path, name)?;
    }
    Ok(Files::new(walk.found))
}

struct Walk {
    reach: Reach,
    found: Vec<(String, Vec<u8>)>,
    bytes: u64,
}

impl Walk {
    fn directory(&mut self, directory: &Path, prefix: &str, depth: usize) -> Result<(), Failure> {
        for entry in fs::read_dir(directory).map_err(Failure::reading(directory))? {
            let entry = entry.map_err(Failure::reading(directory))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let skipped = self.reach == Reach::Model && prefix.is_empty() && name == "sources";
            if name.starts_with('.') || skipped {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(Failure::reading(&path))?;
            let inside = format!("{prefix}{name}");
            if kind.is_dir() {
                if depth == DEEPEST {
                    return Err(too_large(
                        directory,
                        &format!("directories are nested deeper than {DEEPEST}"),
                    ));
                }
                self.directory(&path, &format!("{inside}/"), depth + 1)?;
            } else if path.is_file() {
                self.file(&path, inside)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, inside: String) -> Result<(), Failure> {
        let size = fs::metadata(path).map_err(Failure::reading(path))?.len();
        self.bytes = self.bytes.saturating_add(size);
        if self.found.len() >= MOST_FILES || self.bytes > MOST_BYTES {
            let limit = format!("more than {MOST_FILES} files or {} MiB", MOST_BYTES >> 20);
            return Err(too_large(path, &limit));
        }
        let bytes = fs::read(path).map_err(Failure::reading(path))?;
        self.found.push((inside, bytes));
        Ok(())
    }
}

fn too_large(path: &Path, what: &str) -> Failure {
    let message = format!("{} is no case folder: {what}", path.display());
    Failure::refused(message).with_help("name the folder that holds case.toml")
}

/// Writes files below a directory that is empty or does not exist yet.
///
/// *Errors*: a directory that has something in it, and whatever the system refuses.
pub fn write_new(root: &Path, files: &Files) -> Result<(), Failure> {
    let occupied = fs::read_dir(root).is_ok_and(|mut entries| entries.next().is_some());
    if occupied || root.is_file() {
        let message = format!("{} is not empty", root.display());
        return Err(Failure::refused(message).with_help("name a directory that does not exist yet"));
    }
    for file in files.iter() {
        let path: PathBuf = root.join(&file.path);
        let parent = path.parent().unwrap_or(root);
        fs::create_dir_all(parent).map_err(Failure::writing(parent))?;
        fs::write(&path, &file.bytes).map_err(Failure::writing(&path))?;
    }
    Ok(())
}
