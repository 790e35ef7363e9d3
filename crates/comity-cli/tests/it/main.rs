//! Integration tests of the binary: what people type and what they see.

#![allow(clippy::unwrap_used)]

mod answers;
mod audience;
mod docs;
mod folders;
mod program;
mod reading;
mod schema;
mod text;
