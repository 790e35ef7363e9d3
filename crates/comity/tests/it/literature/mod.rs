//! Answers published elsewhere.

mod frontier;
mod settlement;
mod zone;
