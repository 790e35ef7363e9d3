//! The tests of the one text, by kind.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod akn;
mod akn_structure;
mod bad_input;
mod beside;
mod converging;
mod corpus;
mod editing;
mod forms;
mod lake_vara;
mod languages;
mod notation;
mod random;
mod redline;
mod structure;
mod word;
mod word_hostile;
mod word_readers;
mod word_received;
