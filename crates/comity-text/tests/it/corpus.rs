//! Real negotiating texts, read where they lie beside the project; never copied into it.

use std::path::PathBuf;

use comity_text::{Holders, MarkKind, Span, Text, parse};

/// The texts, or none where the material is absent; absence fails under continuous integration.
pub fn texts() -> Option<PathBuf> {
    let root = std::env::var_os("COMITY_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let texts = root.join("texts");
    if texts.is_dir() {
        return Some(texts);
    }
    assert!(std::env::var_os("CI").is_none(), "the shared texts are absent at {}", texts.display());
    println!("not run: {} is absent", texts.display());
    None
}

/// The bytes of one text of the corpus.
pub fn bytes(part: &str) -> Option<Vec<u8>> {
    let dir = texts()?;
    let mut names: Vec<PathBuf> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let path =
        names.into_iter().find(|path| path.file_name().unwrap().to_string_lossy().contains(part)).unwrap();
    Some(std::fs::read(path).unwrap())
}

/// One text of the corpus, read.
pub fn text(part: &str) -> Option<Text> {
    Some(parse(&bytes(part)?, &Holders::none()).unwrap())
}

/// Every text of the corpus.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let Some(dir) = texts() else {
        return Vec::new();
    };
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

/// What must hold of every text that was read.
pub fn assert_sound(text: &Text) {
    assert_eq!(text.print(), text.source());
    let mut end = 0;
    for piece in text.pieces() {
        assert_eq!(piece.span.start, end, "pieces leave a gap");
        assert!(!piece.span.is_empty());
        end = piece.span.end;
    }
    assert_eq!(end as usize, text.source().len());
    for (ix, mark) in text.each_mark() {
        assert!(mark.outer.encloses(mark.inner) || mark.inner.is_empty(), "{mark:?}");
        assert!(
            text.source().get(mark.outer.range()).is_some()
                && text.source().get(mark.inner.range()).is_some()
        );
        if let Some(parent) = mark.parent {
            assert!(parent < ix);
            let parent = text.mark(parent);
            assert!(parent.outer.encloses(mark.outer), "{parent:?} does not hold {mark:?}");
        }
    }
    for pair in text.marks().windows(2) {
        assert!(pair[0].outer.start <= pair[1].outer.start);
        let nested = pair[0].outer.encloses(pair[1].outer);
        assert!(nested || pair[0].outer.end <= pair[1].outer.start, "{pair:?} overlap");
    }
    for (ix, clause) in text.each_clause() {
        assert!(clause.parent.is_none_or(|parent| parent < ix));
        assert!(text.pieces_of(ix).all(|span| !span.is_empty()));
    }
    let runs = text.runs(Span::new(0, text.source().len() as u32));
    assert_eq!(runs.iter().map(|run| text.slice(run.span)).collect::<String>(), text.source());
}

#[test]
fn every_text_prints_back_byte_for_byte() {
    for (name, bytes) in all() {
        println!("{name}");
        assert_sound(&parse(&bytes, &Holders::none()).unwrap());
    }
}

#[test]
fn the_counts_are_those_of_a_plain_counter() {
    let expected = [
        ("cop21_1", 1273, 1273, 7, 2, 2),
        ("cop21_3", 1617, 1618, 7, 3, 2),
        ("cop21_4", 1685, 1685, 9, 6, 6),
        ("cop21_6", 0, 0, 0, 0, 0),
    ];
    for (name, open, close, depth, stray, unclosed) in expected {
        let Some(text) = text(name) else { return };
        let counts = text.counts();
        let of = |kind| text.marks().iter().filter(|mark| mark.kind == kind).count();
        let found = (counts.open, counts.close, counts.depth, of(MarkKind::Stray), of(MarkKind::Unclosed));
        assert_eq!(found, (open, close, depth, stray, unclosed), "{name}");
        assert_eq!(counts.words as usize, text.source().split_whitespace().count());
    }
}
