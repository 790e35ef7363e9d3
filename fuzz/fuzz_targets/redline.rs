//! Any two texts: the laws of a redline.
#![no_main]

mod notation;

use comity_text::parse;
use comity_text::redline::redline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pair: (Vec<u8>, Vec<u8>)| {
    let (Some(old), Some(new)) = (notation::text(&pair.0), notation::text(&pair.1)) else { return };
    let holders = notation::holders();
    let read = |source: &str| parse(source.as_bytes(), &holders).expect("characters are a text");
    let (from, to) = (read(&old), read(&new));
    let lines = redline(&from, &to);
    assert_eq!(lines.apply(&old).expect("made for this text"), new);
    assert_eq!(lines.accept_all(), new);
    assert_eq!(lines.reject_all(), old);
});
