//! An edited case written back into the folder it was read from: comments and order stay.

use std::collections::BTreeMap;

use toml_edit::DocumentMut;

use super::patch::{Grain, apply};
use super::{Unwritable, same, written};
use crate::format::case_folder::read;
use crate::format::{File, Files};
use crate::model::Case;

/// The folder with the case in it replaced by an edited one.
///
/// *Shape*: files that did not change keep their bytes, and so does every line of a changed file that the
/// edit does not touch; files of other parts (text, record, sources) are passed through.
/// *Exactness*: the result reads back as `case`; this is checked on every call.
/// *Errors*: a folder that cannot be read, and [`Unwritable`].
pub fn update(files: &Files, case: &Case) -> Result<Files, Unwritable> {
    let before = read(files)?;
    if same(&before, case) {
        return Ok(files.clone());
    }
    let (then, now) = (written(&before), written(case));
    let mut last = Unwritable::Changed;
    for grain in [Grain::Fine, Grain::Coarse] {
        let edited = edited(files, &then, &now, grain)?;
        match read(&edited) {
            Ok(back) if same(&back, case) => return Ok(edited),
            Ok(_) => last = Unwritable::Reordered,
            Err(refusal) => last = refusal.into(),
        }
    }
    // Numbers or names that no file can hold are another reason than the order of tables.
    super::write(case).map_or_else(Err, |_| Err(last))
}

/// Every file after the edit, not read back.
fn edited(files: &Files, then: &Files, now: &Files, grain: Grain) -> Result<Files, Unwritable> {
    let mut result: BTreeMap<String, Vec<u8>> =
        files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
    let (then, now) = (by_holder(then)?, by_holder(now)?);
    let paths: BTreeMap<String, &File> = by_holder(files)?;
    for (holder, file) in &now {
        match (then.get(holder), paths.get(holder)) {
            (Some(before), Some(written)) if before.bytes != file.bytes => {
                result.insert(written.path.clone(), patched(before, file, written, grain)?);
            }
            (Some(_), Some(_)) => {}
            _ => {
                let mut path = file.path.clone();
                while result.contains_key(&path) {
                    path = path.replace(".toml", "-2.toml");
                }
                result.insert(path, file.bytes.clone());
            }
        }
    }
    for gone in then.keys().filter(|holder| !now.contains_key(*holder)) {
        paths.get(gone).into_iter().for_each(|file| {
            result.remove(&file.path);
        });
    }
    Ok(Files::new(result))
}

/// `case.toml` and the mandates, each by what it is about: file names may be anything.
fn by_holder(files: &Files) -> Result<BTreeMap<String, &File>, Unwritable> {
    let mut found = BTreeMap::new();
    for file in files.iter() {
        if file.path == "case.toml" {
            found.insert(String::new(), file);
        } else if file.path.starts_with("mandates/") && file.path.ends_with(".toml") {
            let document = parsed(file)?;
            let named = |key: &str| Some(format!("{key} {}", document.get(key)?.as_str()?));
            found.insert(named("party").or_else(|| named("principal")).unwrap_or_default(), file);
        }
    }
    Ok(found)
}

fn parsed(file: &File) -> Result<DocumentMut, Unwritable> {
    let syntax = || Unwritable::Syntax(file.path.clone());
    file.text().map_err(|_| syntax())?.parse().map_err(|_| syntax())
}

fn patched(before: &File, after: &File, written: &File, grain: Grain) -> Result<Vec<u8>, Unwritable> {
    let (before, after) = (parsed(before)?, parsed(after)?);
    let mut document = parsed(written)?;
    apply(before.as_table(), after.as_table(), document.as_table_mut(), grain);
    let mut bytes = written.bytes[..written.mark()].to_vec();
    bytes.extend(document.to_string().into_bytes());
    Ok(bytes)
}
