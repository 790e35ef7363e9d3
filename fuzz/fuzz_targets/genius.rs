//! Any bytes as a profile, alone and beside a domain: a case or a refusal, never a panic.
#![no_main]

use comity::format::{Files, genius};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    const DOMAIN: &str = "<negotiation_template><utility_space><objective><issue index=\"1\" name=\"a\">\
        <item value=\"x\"/><item value=\"y\"/></issue><issue index=\"2\" name=\"b\" type=\"integer\" lowerbound=\"0\" \
        upperbound=\"9\"/></objective></utility_space></negotiation_template>";
    let _ = genius::read(&[("p.xml", bytes.to_vec())].into_iter().collect::<Files>());
    let both = [("d.xml", DOMAIN.as_bytes().to_vec()), ("p.xml", bytes.to_vec())];
    let _ = genius::read(&both.into_iter().collect::<Files>());
});
