//! Any bytes as an Akoma Ntoso document: read or refused. Any text as one, and back byte for byte.
#![no_main]

mod notation;

use comity_text::form::{Audience, akn, read_akn};
use comity_text::{Holders, Version, parse};
use libfuzzer_sys::fuzz_target;

const ROOT: &str = "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">";

fuzz_target!(|bytes: &[u8]| {
    let holders = notation::holders();
    std::hint::black_box(read_akn(bytes, &holders).is_ok());
    if let Ok(inside) = std::str::from_utf8(bytes) {
        let document = format!("{ROOT}{inside}</akomaNtoso>");
        std::hint::black_box(read_akn(document.as_bytes(), &holders).is_ok());
    }
    let Some(source) = notation::text(bytes) else { return };
    let version = Version::bare(parse(source.as_bytes(), &holders).expect("characters are a text"));
    let document = akn(&version, &Audience::Mediator);
    let back = read_akn(document.as_bytes(), &Holders::none()).expect("what is written can be read");
    assert_eq!(back.text().source(), source);
    let public = akn(&version, &Audience::Public);
    read_akn(public.as_bytes(), &Holders::none()).expect("what is written can be read");
});
