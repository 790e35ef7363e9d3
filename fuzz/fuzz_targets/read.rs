//! Any bytes as a document, in every format: no panic, and every range lies inside the bytes.
#![no_main]

use comity_read::{Document, Format, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Guess, Format::Plain, Format::Markdown, Format::Html] {
        let document = Document::from_bytes(bytes).of_format(format);
        let reading = read(&document);
        for statement in &reading.statements {
            let span = statement.evidence.span;
            assert!(span.start <= span.end && span.end as usize <= bytes.len());
        }
        std::hint::black_box(reading.to_json());
    }
});
