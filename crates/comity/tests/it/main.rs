//! The one integration binary of the library; a module by kind of test.
#![allow(clippy::unwrap_used)]

mod generate;
