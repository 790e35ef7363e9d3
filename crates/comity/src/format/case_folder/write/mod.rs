//! Writing a case as a folder, and an edited case back into the folder it came from.

mod case_toml;
mod mandate_toml;
mod names;
mod patch;
mod toml;
mod update;

pub use update::update;

use super::read;
use crate::format::{Files, Refusal};
use crate::model::{Case, Holder};

/// Why a case cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unwritable {
    /// What would be written has faults: ids that no file may hold, positions outside the case.
    #[error("the case does not fit into a folder: {0}")]
    Faults(#[from] Refusal),
    /// What would be written reads back as another case: numbers past what files hold exactly, say.
    #[error("the case written as a folder would read back as another one")]
    Changed,
    /// The edit puts what is there already into another order.
    #[error("an edit may change, append and remove, but not reorder; move the tables by hand")]
    Reordered,
    /// A file to edit is not TOML any more.
    #[error("{0} cannot be edited: its syntax is wrong")]
    Syntax(String),
}

/// A case as a new folder, in canonical form.
///
/// *Shape*: mandates come back sorted by holder. *Exactness*: what is written reads back as the same case;
/// this is checked on every call.
/// *Errors*: [`Unwritable`].
pub fn write(case: &Case) -> Result<Files, Unwritable> {
    let files = written(case);
    match same(&read(&files)?, case) {
        true => Ok(files),
        false => Err(Unwritable::Changed),
    }
}

/// The files, not read back.
fn written(case: &Case) -> Files {
    let mut files = vec![("case.toml".to_owned(), case_toml::case_toml(case))];
    for mandate in &case.mandates {
        let taken = |path: &String| files.iter().any(|(other, _)| other == path);
        let id = names::holder(case, mandate.holder);
        let usual = format!("mandates/{id}.toml");
        let path = match mandate.holder {
            Holder::Principal(_) if taken(&usual) => format!("mandates/{id}-principal.toml"),
            _ => usual,
        };
        files.push((path, mandate_toml::mandate_toml(case, mandate)));
    }
    files.into_iter().collect()
}

/// Whether two cases are equal but for the order of their mandates, which files do not keep.
fn same(read: &Case, case: &Case) -> bool {
    let mut sorted = case.clone();
    sorted.mandates.sort_by_key(|mandate| mandate.holder);
    *read == sorted
}
