//! Foreign formats: what they mean, what is said about broken ones, and that hostile ones do no harm.

mod genius;
mod hostile;
mod spreadsheet;

use comity::format::{Files, Refusal};

/// One file in memory.
pub(crate) fn one(path: &str, bytes: impl Into<Vec<u8>>) -> Files {
    [(path, bytes.into())].into_iter().collect()
}

/// The faults of a refusal, a line each.
pub(crate) fn said(refusal: &Refusal) -> Vec<String> {
    refusal.faults.iter().map(ToString::to_string).collect()
}
