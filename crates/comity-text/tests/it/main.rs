//! The tests of the one text, by kind.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod beside;
mod corpus;
mod editing;
mod notation;
mod random;
mod redline;
mod structure;
