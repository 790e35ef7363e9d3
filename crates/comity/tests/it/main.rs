//! Integration tests of the model and the analysis, by kind.

#![allow(clippy::unwrap_used)]

mod case_folder;
mod oracle;
mod random_case;
