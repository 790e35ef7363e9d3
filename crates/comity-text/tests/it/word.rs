//! Word files: what is written is read again, change by change, and hostile files are refused.

use comity_text::form::{Audience, Reading, WordFile, redline_word, word};
use comity_text::redline::redline;
use comity_text::{Beside, Holders, Text, Version, canonical, parse};

use crate::corpus;
use crate::lake_vara::version;
use crate::random::{Random, scramble};

fn holders() -> Holders {
    Holders::of(["Upland", "Delta", "Coast", "Moorland"])
}

fn text(source: &str) -> Text {
    parse(source.as_bytes(), &holders()).unwrap()
}

fn exported(text: &Text) -> WordFile {
    WordFile::read(&word(&Version::bare(text.clone()), &Audience::Mediator)).unwrap()
}

fn compared(old: &Text, new: &Text) -> WordFile {
    let new = Version::bare(new.clone());
    let lines = redline(old, new.text());
    WordFile::read(&redline_word(&lines, old, &new, &Audience::Mediator, "Coast")).unwrap()
}

#[test]
fn a_canonical_text_comes_back_byte_for_byte() {
    for number in ["01", "02", "03"] {
        let written = canonical(version(number).text());
        let file = exported(&text(&written));
        for reading in [Reading::Accepted, Reading::Rejected] {
            assert_eq!(canonical(&text(&file.source(reading))), written);
        }
        let again = text(&written);
        let read = text(&file.source(Reading::Accepted));
        let ids = |text: &Text| text.each_clause().map(|(ix, _)| text.id(ix).to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&read), ids(&again));
    }
}

#[test]
fn accepting_all_gives_the_new_version_and_rejecting_all_the_old() {
    let versions = ["01", "02", "03"].map(|number| version(number).text().clone());
    for old in &versions {
        for new in &versions {
            let file = compared(old, new);
            assert_eq!(canonical(&text(&file.source(Reading::Accepted))), canonical(new));
            assert_eq!(canonical(&text(&file.source(Reading::Rejected))), canonical(old));
        }
    }
}

#[test]
fn the_laws_hold_on_random_redlines() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 100_000 } else { 2_000 };
    let mut random = Random(17);
    for _ in 0..rounds {
        let old = text(&scramble(&mut random, 60));
        let new =
            if random.below(3) == 0 { scramble(&mut random, 60) } else { changed(&mut random, old.source()) };
        let new = text(&new);
        let file = compared(&old, &new);
        assert_eq!(file.source(Reading::Accepted), exported(&new).source(Reading::Accepted), "{old:?}");
        assert_eq!(file.source(Reading::Rejected), exported(&old).source(Reading::Accepted));
    }
}

/// A text with some of its lines cut, doubled or exchanged.
fn changed(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(3) {
        let (a, b) = (random.below(lines.len().max(1)), random.below(lines.len().max(1)));
        match random.below(4) {
            0 if a < lines.len() => drop(lines.remove(a)),
            1 => lines.insert(a.min(lines.len()), scramble(random, 6)),
            2 if a < lines.len() && b < lines.len() => lines.swap(a, b),
            _ if a < lines.len() => lines[a].push_str(&scramble(random, 4)),
            _ => {}
        }
    }
    lines.join("\n")
}

#[test]
fn real_texts_come_back_word_for_word() {
    let visible = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (Some(old), Some(new)) = (corpus::text("cop21_3"), corpus::text("cop21_4")) else { return };
    let file = compared(&old, &new);
    for (reading, text) in [(Reading::Accepted, &new), (Reading::Rejected, &old)] {
        let own = text.pieces().iter().filter(|piece| piece.of != comity_text::PieceOf::Furniture);
        let own: String = own.map(|piece| text.slice(piece.span)).collect();
        assert!(visible(&file.source(reading)) == visible(&own));
    }
}

#[test]
fn the_same_version_gives_the_same_bytes() {
    let version = version("03");
    assert_eq!(word(&version, &Audience::Mediator), word(&version, &Audience::Mediator));
}

/// The parts of a file, unpacked.
fn parts(file: &[u8]) -> Vec<(String, String)> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = String::new();
            part.read_to_string(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

#[test]
fn what_is_not_allowed_stays_out_of_every_part() {
    let sidecar = "[version]\ntitle = \"Draft\"\nowner = \"Chair Person\"\ndate = \"2031-05-04\"\n[standing]\n\"1\" = { level = \"agreed in informals\", hold-outs = [\"Delta\"] }\n[[criticism]]\nclause = \"1\"\nby = \"Delta\"\nremark = \"too strong\"\n[[criticism]]\nclause = \"1\"\nby = \"Upland\"\nremark = \"too weak\"\n";
    let old = text("1. They [Upland: must] meet {check with the lawyers}.\nOption 1 (Coast): here;\n");
    let new =
        text("1. They [Upland: shall][Delta: should] meet {ask the lawyers}.\nOption 1 (Moorland): there;\n");
    let version = Version::new(new, Beside::read(sidecar).unwrap()).unwrap();
    let lines = redline(&old, version.text());
    for file in
        [word(&version, &Audience::Public), redline_word(&lines, &old, &version, &Audience::Public, "")]
    {
        let parts = parts(&file);
        for (name, content) in &parts {
            for secret in [
                "Upland",
                "Delta",
                "Coast",
                "Moorland",
                "lawyers",
                "Chair",
                "2031",
                "informals",
                "too strong",
                "rsid",
                "vanish",
            ] {
                assert!(!content.contains(secret), "{secret} in {name}: {content}");
            }
        }
        let document = &parts.iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
        assert!(document.contains("shall") && document.contains("Option 1:"), "{document}");
    }
    let own = parts(&word(&version, &Audience::Delegation("Delta".into())));
    let comments = &own.iter().find(|(name, _)| name == "word/comments.xml").unwrap().1;
    assert!(comments.contains("too strong") && !comments.contains("too weak"));
}
