//! Answers published elsewhere.

mod frontier;
mod settlement;
