//! Any bytes as a profile that carries its domain: a case or a refusal, never a panic.
#![no_main]

use comity::format::{Files, geniusweb};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = geniusweb::read(&[("p.json", bytes.to_vec())].into_iter().collect::<Files>());
});
