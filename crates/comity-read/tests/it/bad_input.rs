//! Bad input: whatever the bytes, the reader answers, cites what is there, and invents nothing.

use comity_read::{Document, Format, read};
use serde_json::Value;

/// A small generator (splitmix64): the same seed damages the same bytes everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit.max(1) as u64).unwrap()
    }
}

/// Reads the bytes as every format and checks that each citation is a slice of them.
fn sound(bytes: &[u8]) -> Value {
    let mut last = Value::Null;
    for format in [Format::Plain, Format::Markdown, Format::Html, Format::Guess] {
        let document = Document::from_bytes(bytes).of_format(format);
        let json = read(&document).to_json();
        last = serde_json::from_str(&json).unwrap();
        check_ranges(&last, bytes);
    }
    last
}

fn check_ranges(value: &Value, bytes: &[u8]) {
    match value {
        Value::Object(fields) => {
            for key in ["byte", "byte_range"] {
                let Some(range) = fields.get(key).and_then(Value::as_array) else { continue };
                let edge = |i: usize| usize::try_from(range[i].as_u64().unwrap()).unwrap();
                assert!(edge(0) <= edge(1) && edge(1) <= bytes.len(), "{key} {range:?} of {}", bytes.len());
                if let Some(text) = fields.get("text").and_then(Value::as_str) {
                    assert_eq!(String::from_utf8_lossy(&bytes[edge(0)..edge(1)]), text);
                }
            }
            fields.values().for_each(|inner| check_ranges(inner, bytes));
        }
        Value::Array(items) => items.iter().for_each(|inner| check_ranges(inner, bytes)),
        _ => {}
    }
}

fn entries(reading: &Value) -> usize {
    let lists = [
        "people",
        "delegations",
        "statements",
        "stance_changes",
        "meetings",
        "proposals",
        "approvals",
        "relations",
    ];
    lists.iter().map(|key| reading[*key].as_array().map_or(0, Vec::len)).sum()
}

#[test]
fn nothing_is_read_from_nothing() {
    for empty in ["", " ", "\n\n\n", "\u{feff}", "\0", "“", "\"", "...", "<", "<html>", "---\n---\n"] {
        assert_eq!(entries(&sound(empty.as_bytes())), 0, "{empty:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_survived() {
    let every: Vec<u8> = (0..=255).collect();
    for bytes in [
        &every[..],
        &[0xFF; 100],
        &[0xE2, 0x80],
        b"He said \xE2\x80\x9Cno\xFF\xE2\x80 Minister A\xC3 met B\xC3",
    ] {
        sound(bytes);
    }
    let latin = "Le ministre dit : «non» à Genève.".chars().map(|c| c as u32 as u8).collect::<Vec<_>>();
    sound(&latin);
}

#[test]
fn odd_numbers_of_marks_do_not_swallow_the_rest() {
    let text = "The minister said \"we agreed. \n\nJapan opposed Norway.\n\n\"No,\" said Ana Ruiz, the Chilean envoy. \"";
    sound(text.as_bytes());
    for mark in ["\"", "“", "”", "«", "»", "‘", "’", "'"] {
        for count in [1, 2, 3, 7] {
            let marks = mark.repeat(count);
            sound(format!("{marks}Talks opened in Oslo{marks} on Monday, {mark}said Ana Ruiz.").as_bytes());
        }
    }
}

#[test]
fn pages_with_scripts_and_nested_tables_are_read_for_their_prose() {
    let table = "<table><tr><td>".repeat(60) + "x" + &"</td></tr></table>".repeat(60);
    let page = format!(
        "<html><head><script>if (a<b) document.write(\"<p>Minister Eva Krall met Jon Doe in Rome.</p>\")</script>\
         <style>p{{content:\"said\"}}</style></head><body>{table}<p>Talks go on.<p>Unclosed <b>bold <i>text &amp; &bogus; &#x110000; \
         &ldquo;quote</body>"
    );
    let reading = sound(page.as_bytes());
    assert!(!reading.to_string().contains("Krall"), "a script was read");
    for broken in
        ["<p", "<p a=\"", "<!--", "<![CDATA[", "<script>", "</", "&", "&#", "&#x", "<table><td", "<a href='>"]
    {
        sound(format!("<html><body><p>Spain met Peru.</p>{broken}").as_bytes());
    }
}

#[test]
fn text_from_right_to_left_is_survived() {
    sound(
        "قال الوزير: «لن نقبل هذا الاقتراح»، وأضاف أن المحادثات مستمرة.\n\nדובר משרד החוץ אמר: \"אין הסכם\"."
            .as_bytes(),
    );
    sound("\u{202e}said “no” \u{2066}Ana Ruiz\u{2069}\u{200f}, the envoy.".as_bytes());
}

#[test]
fn a_text_without_talks_gives_no_talks() {
    let recipe = "Peel the onions and cut them into thin rings. Melt the butter in a heavy pan. Stir for ten minutes, then \
                  add the flour.\n\nServe with bread. The soup keeps for two days.";
    let reading = sound(recipe.as_bytes());
    assert_eq!(entries(&reading), 0, "{reading:#}");
}

/// Damages a report; `COMITY_FUZZ` rounds each where set, for a longer hunt.
#[test]
fn damaged_reports_are_survived() {
    let rounds = std::env::var("COMITY_FUZZ").ok().and_then(|r| r.parse().ok()).unwrap_or(12);
    for (number, report) in crate::evaluation::annotated().enumerate() {
        let mut draw = Draw(number as u64);
        for _ in 0..rounds {
            let mut damaged = report.bytes.clone();
            for _ in 0..=draw.below(20) {
                let at = draw.below(damaged.len());
                match draw.below(5) {
                    0 => damaged[at] = u8::try_from(draw.below(256)).unwrap(),
                    1 => damaged.truncate(at.max(1)),
                    2 => drop(damaged.drain(at..(at + draw.below(40)).min(damaged.len()))),
                    3 => damaged.insert(at, b"\"\n<[.(&"[draw.below(7)]),
                    _ => damaged.extend_from_within(..at.min(300)),
                }
                if damaged.is_empty() {
                    damaged.push(b'.');
                }
            }
            sound(&damaged);
        }
    }
}

/// A reader that looks back without a limit would not come back from these.
#[test]
fn monotonous_texts_take_no_longer_than_others() {
    let pieces = [
        "\"",
        "“",
        "“a ",
        "” ",
        "« ",
        "[",
        "(",
        "<",
        "<b>",
        "&",
        "a",
        "A ",
        "said ",
        "he ",
        "and ",
        "Ana Ruiz, ",
        "met ",
        "\n",
        "\n\n",
        "2020 ",
        "Monday, ",
        "the ",
        "of ",
        "Norway, ",
        "supported by ",
        "President ",
        "é",
        "ﷺ ",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let document = Document::new(&text);
        std::hint::black_box(read(&document));
    }
}
