//! Integration tests of the model and the analysis, by kind.

mod oracle;
mod random_case;
