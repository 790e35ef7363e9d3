//! Edits: what they do, what they refuse, and that they leave everything else alone.

use comity_text::edit::{self, Edited, Refusal};
use comity_text::{Holders, Level, MarkIx, MarkKind, Span, Version, parse};

use crate::corpus;
use crate::random::{Random, paragraph};

fn version(source: &str) -> Version {
    Version::bare(parse(source.as_bytes(), &Holders::of(["Upland", "Delta", "Coast"])).unwrap())
}

fn span(version: &Version, words: &str) -> Span {
    let start = version.text().source().find(words).unwrap() as u32;
    Span::new(start, start + words.len() as u32)
}

fn printed(edited: Result<Edited, Refusal>) -> String {
    edited.unwrap().version.text().print()
}

#[test]
fn bracketing_adding_and_resolving() {
    let base = version("1. The parties shall meet.\n");
    let held = edit::bracket(&base, span(&base, "shall"), &["Upland", "Delta"]).unwrap().version;
    assert_eq!(held.text().print(), "1. The parties [Upland, Delta: shall] meet.\n");
    let two = edit::add_alternative(&held, MarkIx(0), "should", &["Coast"]).unwrap().version;
    assert_eq!(two.text().print(), "1. The parties [Upland, Delta: shall][Coast: should] meet.\n");
    assert_eq!(printed(edit::resolve(&two, MarkIx(1))), "1. The parties should meet.\n");
    assert_eq!(printed(edit::resolve(&two, MarkIx(0))), "1. The parties shall meet.\n");
}

#[test]
fn options_are_added_and_resolved() {
    let base = version("3. The level is:\nOption 1: 12 m;\nOption 2: 15 m;\n4. They meet.\n");
    let three = edit::add_alternative(&base, MarkIx(0), "no text", &["Delta"]).unwrap().version;
    assert_eq!(
        three.text().print(),
        "3. The level is:\nOption 1: 12 m;\nOption 2: 15 m;\nOption 3 (Delta): no text\n4. They meet.\n"
    );
    assert_eq!(printed(edit::resolve(&three, MarkIx(1))), "3. The level is:\n15 m;\n4. They meet.\n");
}

#[test]
fn a_bracket_is_never_cut_in_two() {
    let base = version("1. The [parties shall] meet.\n");
    let refusal = edit::bracket(&base, span(&base, "shall] meet"), &[]).unwrap_err();
    assert_eq!(refusal, Refusal::CutsBracket(7));
    assert_eq!(edit::replace(&base, span(&base, "shall"), "should]").unwrap_err(), Refusal::Unbalanced);
}

#[test]
fn names_must_be_declared_and_agreed_clauses_reopened() {
    let base = version("1. The parties shall meet.\n");
    let refusal = edit::bracket(&base, span(&base, "shall"), &["Atlantis"]).unwrap_err();
    assert_eq!(refusal, Refusal::UnknownHolder("Atlantis".into()));
    let agreed = edit::set_standing(&base, "1", Level::Agreed, &[]).unwrap().version;
    assert_eq!(edit::bracket(&agreed, span(&base, "shall"), &[]).unwrap_err(), Refusal::Agreed("1".into()));
    let open = edit::reopen(&agreed, "1").unwrap().version;
    assert!(edit::bracket(&open, span(&base, "shall"), &[]).is_ok());
    assert!(matches!(edit::set_standing(&base, "1", Level::Agreed, &["Delta"]), Err(Refusal::Standing(_))));
}

#[test]
fn clauses_get_the_label_that_fits() {
    let base = version("1. One thing.\n2. Another thing.\n3. A third thing.\n");
    let inserted = edit::insert_clause(&base, "1", "Between the two.").unwrap().version;
    assert_eq!(
        inserted.text().print(),
        "1. One thing.\n1 bis. Between the two.\n2. Another thing.\n3. A third thing.\n"
    );
    let last = edit::insert_clause(&base, "3", "At the end.").unwrap().version;
    assert_eq!(last.text().print(), "1. One thing.\n2. Another thing.\n3. A third thing.\n4. At the end.\n");
    let moved = edit::move_clause(&base, "1", "3").unwrap().version;
    assert_eq!(moved.text().print(), "2. Another thing.\n3. A third thing.\n4. One thing.\n");
    assert_eq!(moved.clause("1").map(|ix| moved.text().label(ix)), Some("4"), "a moved clause keeps its id");
    assert_eq!(edit::move_clause(&base, "1", "1").unwrap_err(), Refusal::IntoItself);
}

#[test]
fn clauses_are_split_and_merged() {
    let base = version("1. Water flows. Fish swim.\n2. Birds fly.\n");
    let at = span(&base, "Fish").start;
    let split = edit::split_clause(&base, at).unwrap().version;
    assert_eq!(split.text().print(), "1. Water flows.\n1 bis. Fish swim.\n2. Birds fly.\n");
    let merged = edit::merge_clauses(&split, "1", "1bis").unwrap().version;
    assert_eq!(merged.text().print(), base.text().print());
    assert!(matches!(edit::merge_clauses(&split, "1", "2"), Err(Refusal::NotNeighbours(..))));
    assert!(merged.beside().retired.contains(&"1bis".to_string()));
}

#[test]
fn placeholders_are_filled() {
    let base = version("1. By [date] they share [X] per cent.\n");
    assert_eq!(printed(edit::fill(&base, MarkIx(1), "40")), "1. By [date] they share 40 per cent.\n");
    let plain = version("1. They [shall] meet.\n");
    assert!(matches!(edit::fill(&plain, MarkIx(0), "x"), Err(Refusal::NoPlaceholder(_))));
}

#[test]
fn the_first_word_of_a_clause_can_change_without_its_id() {
    let base = version("1. Water flows.\n2. Fish swim.\n");
    let edited = edit::replace(&base, span(&base, "Fish"), "Eels").unwrap().version;
    assert_eq!(edited.clause("2").map(|ix| edited.text().label(ix)), Some("2"));
    assert!(edited.beside().retired.is_empty());
}

#[test]
fn random_edits_keep_ids_and_every_byte_outside() {
    let mut random = Random(77);
    for _ in 0..300 {
        let source: String = (0..6).map(|n| format!("{}. {}\n", n + 1, paragraph(&mut random, 9))).collect();
        let mut now = version(&source);
        for _ in 0..6 {
            let before = now.clone();
            let Some(edited) = any_edit(&mut random, &now) else { continue };
            let mut rebuilt = String::new();
            let mut at = 0;
            for splice in &edited.splices {
                rebuilt.push_str(&before.text().source()[at..splice.at.start as usize]);
                rebuilt.push_str(&splice.insert);
                at = splice.at.end as usize;
            }
            rebuilt.push_str(&before.text().source()[at..]);
            assert_eq!(edited.version.text().source(), rebuilt);
            corpus::assert_sound(edited.version.text());
            now = edited.version;
            let ids: std::collections::BTreeSet<&str> =
                now.text().each_clause().map(|(ix, _)| now.id(ix)).collect();
            assert_eq!(ids.len(), now.text().clauses().len(), "an id was given twice");
        }
    }
}

fn any_edit(random: &mut Random, now: &Version) -> Option<Edited> {
    let text = now.text();
    let clauses = text.clauses().len();
    let ix = comity_text::ClauseIx(1 + random.below(clauses - 1) as u32);
    let other = comity_text::ClauseIx(1 + random.below(clauses - 1) as u32);
    let body = text.body_of(ix).into_iter().next()?;
    let words: Vec<&str> = text.slice(body).split(' ').collect();
    let word = words[random.below(words.len())];
    let start = body.start + text.slice(body).find(word)? as u32;
    let at = Span::new(start, start + word.len() as u32);
    match random.below(8) {
        0 => edit::bracket(now, at, &["Delta"]).ok(),
        1 => edit::move_clause(now, now.id(ix), now.id(other)).ok(),
        2 => edit::insert_clause(now, now.id(ix), "Inserted wording of some length.").ok(),
        3 => edit::split_clause(now, at.start).ok(),
        4 => edit::merge_clauses(now, now.id(ix), now.id(other)).ok(),
        5 => edit::replace(now, at, "replaced").ok(),
        6 => {
            let bracket = text.each_mark().find(|(_, mark)| mark.kind == MarkKind::Bracket)?.0;
            edit::resolve(now, bracket).ok()
        }
        _ => edit::delete_clause(now, now.id(ix))
            .ok()
            .filter(|edited| edited.version.text().clauses().len() > 3),
    }
}
