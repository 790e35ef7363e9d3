//! The tests of the one text, by kind.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod corpus;
mod notation;
mod random;
mod redline;
mod structure;
