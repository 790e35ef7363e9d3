//! Integration tests of the model and the analysis, by kind.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod axioms;
mod case_folder;
mod corpus;
mod formats;
mod generate;
mod literature;
mod oracle;
mod random_case;
