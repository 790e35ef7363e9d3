//! The tests of the reader, by kind.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic and says what it did not run")]

mod attitude;
mod bad_input;
mod case;
mod constructions;
mod evaluate;
mod evaluation;
mod marked;
mod pages;
mod people;
mod proposals;
mod schema;
mod scoring;
