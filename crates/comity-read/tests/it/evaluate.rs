//! The modules of the evaluation, shared by the tests that hold it to its word.
#![allow(dead_code, reason = "the modules belong to the example; only some of each is used here")]

#[path = "../../examples/evaluate/facts.rs"]
pub mod facts;
#[path = "../../examples/evaluate/marked/mod.rs"]
pub mod marked;
#[path = "../../examples/evaluate/marks.rs"]
pub mod marks;
#[path = "../../examples/evaluate/material.rs"]
pub mod material;
#[path = "../../examples/evaluate/names.rs"]
pub mod names;
#[path = "../../examples/evaluate/reader.rs"]
pub mod reader;
#[path = "../../examples/evaluate/tally.rs"]
pub mod tally;
