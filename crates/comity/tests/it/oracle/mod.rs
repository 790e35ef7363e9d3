//! Brute force on small random cases: the answer is what enumeration says.

mod arena;
mod assess;
mod certificate;
mod frontier;
mod next_draft;
mod settlement;
mod trades;
mod units;
mod why_not;
mod zone;
