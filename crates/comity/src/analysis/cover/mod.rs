//! Search for packages that meet floors: any, the cheapest, or the one that misses by least.

mod cheapest;
mod dual;
mod miss;
mod relaxed;
mod share;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use cheapest::{Search, cheapest, feasible, multipliers};
pub(crate) use miss::{Aim, Missing, least_miss};
pub(crate) use share::Share;
