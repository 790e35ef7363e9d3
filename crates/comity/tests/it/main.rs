//! Integration tests of the model and the analysis, by kind.

#![allow(clippy::unwrap_used)]

mod oracle;
mod random_case;
