//! Answers published elsewhere.

mod settlement;
