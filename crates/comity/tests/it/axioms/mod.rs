//! One property per axiom that a solution claims, and a counterexample where theory says it fails.

mod settlement;
mod zone;
