//! Input nobody meant: binary files, prefixes cut anywhere, pieces of the notation in any order.

use comity_text::form::{Audience, html};
use comity_text::{Holders, TextError, Version, canonical, diagnostic, parse};

use crate::corpus::{self, assert_sound};
use crate::random::{Random, scramble};

fn long() -> bool {
    std::env::var_os("COMITY_LONG").is_some()
}

#[test]
fn a_binary_file_is_refused() {
    let mut random = Random(1);
    let bytes: Vec<u8> = (0..4096).map(|_| random.below(256) as u8).collect();
    assert!(matches!(parse(&bytes, &Holders::none()), Err(TextError::NotUtf8 { .. })));
    let nul = parse(b"1. \0 [x\0]\n", &Holders::none()).unwrap();
    assert_sound(&nul);
}

#[test]
fn scrambled_notation_is_read_soundly() {
    let holders = Holders::of(["Upland", "Delta", "Coast"]);
    let mut random = Random(99);
    for _ in 0..if long() { 200_000 } else { 4_000 } {
        let source = scramble(&mut random, 80);
        let text = parse(source.as_bytes(), &holders).unwrap();
        assert_sound(&text);
        diagnostic::shown(&text);
        canonical(&text);
        html(&Version::bare(text), &Audience::Mediator);
    }
}

#[test]
fn prefixes_of_real_texts_are_read_soundly() {
    let mut random = Random(42);
    for (_, bytes) in corpus::all() {
        let source = String::from_utf8(bytes).unwrap();
        for _ in 0..if long() { 100 } else { 4 } {
            let mut end = random.below(source.len());
            while !source.is_char_boundary(end) {
                end -= 1;
            }
            assert_sound(&parse(&source.as_bytes()[..end], &Holders::none()).unwrap());
        }
    }
}

#[test]
fn odd_shapes_are_read() {
    let holders = Holders::of(["Upland"]);
    let shapes = [
        String::new(),
        "\n".repeat(5000),
        "[Upland: ".repeat(20_000),
        "{[}]".repeat(5000),
        "Option 1: ".repeat(5000),
        "Option 1:\n".repeat(5000),
        "1.\n".repeat(5000),
        (0..3000).map(|n| format!("{}(a)\n", " ".repeat(n % 80))).collect(),
        "[a][b] ".repeat(20_000),
        format!("{}{}", "[Upland: x".repeat(3000), "]".repeat(3000)),
        "x".repeat(300_000),
    ];
    for shape in shapes {
        let text = parse(shape.as_bytes(), &holders).unwrap();
        assert_eq!(text.print(), shape);
        diagnostic::shown(&text);
        text.by_id("1");
    }
}

#[test]
fn a_hundred_megabytes_are_read() {
    if !long() {
        println!("not run: set COMITY_LONG=1");
        return;
    }
    let Some(bytes) = corpus::bytes("cop21_1") else { return };
    let many = bytes.repeat(100_000_000 / bytes.len());
    let text = parse(&many, &Holders::none()).unwrap();
    assert_eq!(text.print().len(), many.len());
}
