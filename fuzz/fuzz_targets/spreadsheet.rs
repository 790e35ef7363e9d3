//! Any bytes as a table of every kind: a case or a refusal, never a panic.
#![no_main]

use comity::format::{Files, spreadsheet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["t.csv", "t.xlsx", "t.ods"] {
        let _ = spreadsheet::read(&[(name, bytes.to_vec())].into_iter().collect::<Files>());
    }
});
