//! Pictures: pure functions from results to SVG text. The caller puts a data table beside each.

mod frontier;
mod marks;
mod svg;

pub use frontier::{Axis, Landmark, frontier};
pub use marks::{Mark, mark};
pub use svg::{Anchor, Drawing, Paint, escape};
