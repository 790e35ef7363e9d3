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

fn part(file: &[u8], name: &str) -> String {
    parts(file).into_iter().find(|(part, _)| part == name).unwrap().1
}

/// The values of an attribute of all elements of a name, in order.
fn values<'a>(xml: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
    let opening = format!("<w:{element} ");
    let tags = xml.split(&opening).skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |tag: &'a str| tag.split(&format!("w:{attribute}=\"")).nth(1)?.split('"').next();
    tags.filter_map(value).collect()
}

#[test]
fn marks_of_moves_comments_and_bookmarks_pair_up() {
    let (old, new) = (version("01"), version("03"));
    let moved =
        "1. One two three four five.\n\n2. Six seven eight nine ten.\n\n3. Red green blue white black.\n";
    let turned =
        "1. Red green blue white black.\n\n2. One two three four five.\n\n3. Six seven eight nine ten.\n";
    let lines = redline(old.text(), new.text());
    let (first, second) = (text(moved), Version::bare(text(turned)));
    let turn = redline(&first, second.text());
    assert!(!turn.moves.is_empty());
    for file in [
        redline_word(&lines, old.text(), &new, &Audience::Mediator, ""),
        redline_word(&turn, &first, &second, &Audience::Mediator, ""),
    ] {
        let xml = part(&file, "word/document.xml");
        let mut from = values(&xml, "moveFromRangeStart", "name");
        let mut to = values(&xml, "moveToRangeStart", "name");
        from.sort_unstable();
        to.sort_unstable();
        assert_eq!(from, to);
        for (start, end) in [
            ("moveFromRangeStart", "moveFromRangeEnd"),
            ("moveToRangeStart", "moveToRangeEnd"),
            ("bookmarkStart", "bookmarkEnd"),
            ("commentRangeStart", "commentRangeEnd"),
            ("commentRangeStart", "commentReference"),
        ] {
            let (mut starts, mut ends) = (values(&xml, start, "id"), values(&xml, end, "id"));
            starts.sort_unstable();
            ends.sort_unstable();
            assert_eq!(starts, ends, "{start} and {end}");
        }
        let mut ids: Vec<&str> = ["ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "bookmarkStart"]
            .iter()
            .flat_map(|element| values(&xml, element, "id"))
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id stands twice");
    }
}

#[test]
fn every_clause_has_its_bookmark_and_every_page_its_digest() {
    let version = version("03");
    let file = word(&version, &Audience::Mediator);
    let names = part(&file, "word/document.xml");
    let mut names = values(&names, "bookmarkStart", "name");
    assert_eq!(names.len(), version.text().clauses().len() - 1);
    assert!(names.iter().all(|name| name.len() <= 40));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), version.text().clauses().len() - 1);
    assert!(part(&file, "word/footer1.xml").contains(version.text().digest()));
    assert!(part(&file, "word/document.xml").contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(part(&file, "word/settings.xml").contains("<w:trackRevisions/>"));
}

#[test]
fn arabic_runs_from_the_right() {
    let arabic = text("المادة 1\n\n1. تتعاون الأطراف على [حفظ][صون] البحيرة.\n");
    let xml = part(&word(&Version::bare(arabic), &Audience::Mediator), "word/document.xml");
    assert_eq!(xml.matches("<w:p>").count(), xml.matches("<w:pPr>").count());
    assert_eq!(xml.matches("<w:bidi/>").count(), xml.matches("<w:p>").count() + 1, "and the section");
    assert_eq!(xml.matches("<w:rtl/>").count(), xml.matches("<w:r>").count());
}
