//! Any bytes as a text: read or refused, printed back byte for byte, and its canonical form stays as it is.
#![no_main]

mod notation;

use comity_text::form::{Audience, html};
use comity_text::{Version, canonical, diagnostic, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let holders = notation::holders();
    std::hint::black_box(parse(bytes, &holders).is_ok());
    let Some(source) = notation::text(bytes) else { return };
    let text = parse(source.as_bytes(), &holders).expect("characters are a text");
    assert_eq!(text.print(), source);
    std::hint::black_box(diagnostic::shown(&text));
    let once = canonical(&text);
    let again = canonical(&parse(once.as_bytes(), &holders).expect("characters are a text"));
    assert_eq!(again, once, "the canonical form is not stable");
    std::hint::black_box(html(&Version::bare(text), &Audience::Mediator));
});
