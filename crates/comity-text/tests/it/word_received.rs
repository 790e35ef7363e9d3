//! Files that delegations send back: every edit and comment on its clause, whatever LibreOffice made of them.
//!
//! The files in `fixtures/word` were edited by LibreOffice with the script beside them.

use std::path::PathBuf;

use comity_text::anchor::{self, Anchor, Found};
use comity_text::edit::splice;
use comity_text::form::{Audience, EditKind, Reading, Received, WordFile, receive, redline_word, word};
use comity_text::redline::redline;
use comity_text::{Holders, PieceOf, Text, Version, canonical, carry_over, parse};

use crate::corpus;

use crate::lake_vara::version;
use crate::random::{Random, paragraph, scramble};

fn fixture(name: &str) -> Received {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/word").join(name);
    let file = WordFile::read(&std::fs::read(path).unwrap()).unwrap();
    receive(&file, &version("03"), &Audience::Mediator)
}

/// Change, clause by its path of labels, words out, words in, author, clause it stands behind.
fn told(received: &Received) -> Vec<String> {
    let base = version("03");
    let path = |id: &str| base.text().id(base.clause(id).unwrap()).to_string();
    let line = |edit: &comity_text::form::Edit| {
        let behind = edit.behind.as_ref().map(|id| format!(" behind {}", path(id))).unwrap_or_default();
        let author = edit.author.as_ref().map_or("untracked", |author| &author.name);
        format!(
            "{} {} -{} +{} by {author}{behind}",
            edit.kind.word(),
            path(&edit.clause),
            edit.deleted,
            edit.inserted
        )
    };
    received.edits.iter().map(line).collect()
}

#[test]
fn insertions_come_back_on_their_clauses() {
    let expected = [
        "insertion art-3/2 - +2 bis. The Dam is inspected every spring by all Parties. by Delta behind art-3/2",
        "insertion art-4/3 - +at least by Delta",
        "insertion art-5/2/b - +and its eel traps by Delta",
    ];
    assert_eq!(told(&fixture("inserted.docx")), expected);
}

#[test]
fn deletions_come_back_on_their_clauses() {
    let expected = [
        "deletion art-1/1 -, in wet years and in dry ones + by Upland",
        "deletion art-3/3 -3. No work that raises the Dam is begun without the consent of all Parties. + by Upland",
    ];
    assert_eq!(told(&fixture("deleted.docx")), expected);
}

#[test]
fn replacements_come_back_as_edits_and_as_proposals() {
    let received = fixture("replaced.docx");
    let expected = [
        "replacement art-3/1 -60 m high +45 m high by Coast",
        "replacement art-4/1 -in May +in June by Coast",
    ];
    assert_eq!(told(&received), expected);
    let base = version("03");
    let source = base.text().source();
    let wanted = source.replace("60 m high", "45 m high").replace("in May", "in June");
    assert_eq!(splice(source, &received.splices).unwrap(), wanted);
    let proposals = received.criticisms(&base, Some("Coast"));
    assert_eq!(proposals[0].proposal.as_deref(), Some("45 m high"));
    for one in &proposals {
        assert!(matches!(anchor::find(&base, &Anchor::from(one)), Found::At(_)), "{one:?}");
    }
}

#[test]
fn a_move_comes_back_as_a_move() {
    let received = fixture("moved.docx");
    let edit = &received.edits[0];
    assert_eq!((received.edits.len(), edit.kind.word(), edit.clause.as_str()), (1, "move", "art-4/2"));
    assert!(edit.deleted.starts_with("3. Upland may release") && edit.behind.as_deref() == Some("art-4"));
}

#[test]
fn comments_come_back_on_their_words() {
    let received = fixture("commented.docx");
    assert!(received.edits.is_empty() && received.splices.is_empty());
    let found: Vec<_> = received
        .comments
        .iter()
        .map(|one| (one.author.name.as_str(), one.anchor.words.as_deref().unwrap(), one.text.as_str()))
        .collect();
    let expected = [
        ("Delta", "highest shore line", "Which survey?"),
        ("Delta", "30 m³/s", "Too little in a dry summer."),
    ];
    assert_eq!(found, expected);
}

#[test]
fn edits_made_without_tracking_are_found() {
    let expected = [
        "replacement art-6/1 -25 +40 by untracked",
        "replacement art-7/2 -Water +All water by untracked",
        "insertion art-11/3 - +and one deputy by untracked",
    ];
    assert_eq!(told(&fixture("untracked.docx")), expected);
    // The same edits in a file whose bookmarks are those of another version.
    assert_eq!(told(&fixture("misled.docx")), expected);
    let source = version("03").text().source().to_string();
    let wanted = source
        .replace("25 %", "40 %")
        .replace("Water data are", "All water data are")
        .replace("sends one member", "sends one member and one deputy");
    assert_eq!(splice(&source, &fixture("untracked.docx").splices).unwrap(), wanted);
}

#[test]
fn lost_bookmarks_and_typewriter_quotes_mislead_nobody() {
    let expected =
        ["insertion art-8/1 - +and no deeper by Upland", "replacement art-9/1 -20 +10 by untracked"];
    assert_eq!(told(&fixture("bare.docx")), expected);
}

#[test]
fn a_redline_of_ours_that_comes_back_unchanged_says_nothing() {
    let received = fixture("resaved.docx");
    assert_eq!(received, Received::default());
}

fn text(source: &str) -> Text {
    parse(source.as_bytes(), &Holders::of(["Upland", "Delta"])).unwrap()
}

/// Articles of numbered paragraphs of random words, apart by blank lines.
fn draft(random: &mut Random) -> Vec<String> {
    let mut out = Vec::new();
    for article in 1..=1 + random.below(4) {
        out.push(format!("Article {article} (TITLE)"));
        for number in 1..=1 + random.below(4) {
            let words = 5 + random.below(20);
            out.push(format!("{number}. {}", paragraph(random, words)));
        }
    }
    out
}

/// A draft with words and paragraphs changed by somebody.
fn edited(random: &mut Random, draft: &[String]) -> Vec<String> {
    let mut out = draft.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(out.len());
        if out[at].starts_with("Article") {
            continue;
        }
        let mut words: Vec<&str> = out[at].split(' ').collect();
        let word = 1 + random.below(words.len() - 1);
        match random.below(4) {
            0 => words.insert(word, "never"),
            1 if words.len() > 3 => drop(words.remove(word)),
            2 => words[word] = "ten",
            _ => {
                let line = format!("9. {}", paragraph(random, 8));
                out.insert(at + 1, line);
                continue;
            }
        }
        out[at] = words.join(" ");
    }
    out
}

#[test]
fn whatever_comes_back_leads_to_the_text_that_was_meant() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 20_000 } else { 500 };
    let mut random = Random(31);
    for _ in 0..rounds {
        let lines = draft(&mut random);
        let old = Version::bare(text(&format!("{}\n", lines.join("\n\n"))));
        let new = Version::bare(text(&format!("{}\n", edited(&mut random, &lines).join("\n\n"))));
        let audience = Audience::Mediator;
        let tracked = redline_word(&redline(old.text(), new.text()), old.text(), &new, &audience, "Delta");
        for file in [tracked, word(&new, &audience)] {
            let received = receive(&WordFile::read(&file).unwrap(), &old, &audience);
            let made = splice(old.text().source(), &received.splices).unwrap();
            assert_eq!(made, new.text().source());
            assert_eq!(received.edits.is_empty(), old.text().source() == new.text().source());
        }
    }
}

#[test]
fn what_an_audience_did_not_see_stays_in_the_text() {
    let base = version("03");
    let file = word(&base, &Audience::Public);
    let received = receive(&WordFile::read(&file).unwrap(), &base, &Audience::Public);
    assert_eq!(received, Received::default());
    assert_eq!(canonical(base.text()), canonical(version("03").text()));
}

#[test]
fn a_clause_moved_in_word_with_its_bookmark_is_a_move() {
    let old = Version::bare(text(
        "1. One two three four five.\n\n2. Six seven eight nine ten.\n\n3. Red green blue white black brown orange violet and yellow.\n",
    ));
    let new = text(
        "1. Red green blue white black brown orange violet and pale yellow.\n\n2. One two three four five.\n\n3. Six seven eight nine ten.\n",
    );
    let new = carry_over(&old, new);
    let lines = redline(old.text(), new.text());
    assert_eq!(lines.moves.len(), 1);
    let file = redline_word(&lines, old.text(), &new, &Audience::Mediator, "Delta");
    let received = receive(&WordFile::read(&file).unwrap(), &old, &Audience::Mediator);
    let (moves, others): (Vec<_>, Vec<_>) =
        received.edits.iter().partition(|edit| edit.kind == EditKind::Move);
    assert_eq!(moves.len(), 1, "{:?}", received.edits);
    assert_eq!(moves[0].clause, "3");
    assert!(moves[0].inserted.ends_with("Red green blue white black brown orange violet and pale yellow."));
    assert!(others.iter().all(|edit| edit.deleted.len() <= 2 && edit.inserted.len() <= 2), "{others:?}");
}

#[test]
fn a_real_redline_comes_back_word_for_word() {
    let (Some(old), Some(new)) = (corpus::text("cop21_3"), corpus::text("cop21_4")) else { return };
    let (old, new) = (Version::bare(old), Version::bare(new));
    let lines = redline(old.text(), new.text());
    let file = redline_word(&lines, old.text(), &new, &Audience::Mediator, "Secretariat");
    let file = WordFile::read(&file).unwrap();
    let received = receive(&file, &old, &Audience::Mediator);
    let made = text(&splice(old.text().source(), &received.splices).unwrap());
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let again = WordFile::read(&word(&Version::bare(made), &Audience::Mediator)).unwrap();
    assert!(letters(&again.source(Reading::Accepted)) == letters(&file.source(Reading::Accepted)));
}

#[test]
fn a_paragraph_split_or_joined_is_an_edit() {
    let one =
        Version::bare(text("Article 1 (TALKS)\n\n1. They meet twice a year. The talks are open to all.\n"));
    let two = Version::bare(text(
        "Article 1 (TALKS)\n\n1. They meet twice a year.\n\nThe talks are open to all.\n",
    ));
    let audience = Audience::Mediator;
    for (old, new, told) in [(&one, &two, "insertion: - +¶"), (&two, &one, "deletion: -¶ +")] {
        let lines = redline(old.text(), new.text());
        let tracked = redline_word(&lines, old.text(), new, &audience, "Delta");
        for (file, author) in [(tracked, Some("Delta")), (word(new, &audience), None)] {
            let received = receive(&WordFile::read(&file).unwrap(), old, &audience);
            let [edit] = received.edits.as_slice() else { panic!("{:?}", received.edits) };
            assert_eq!(format!("{}: -{} +{}", edit.kind.word(), edit.deleted, edit.inserted), told);
            assert_eq!(edit.author.as_ref().map(|author| author.name.as_str()), author);
            assert_eq!(splice(old.text().source(), &received.splices).unwrap(), new.text().source());
        }
    }
}

#[test]
fn no_word_is_lost_whatever_the_text_looks_like() {
    let rounds = if std::env::var_os("COMITY_LONG").is_some() { 50_000 } else { 1_000 };
    let visible = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut random = Random(37);
    let mut compared = 0;
    for _ in 0..rounds {
        let old = Version::bare(text(&scramble(&mut random, 50)));
        let new = Version::bare(text(&scramble(&mut random, 50)));
        let furniture =
            |version: &Version| version.text().pieces().iter().any(|piece| piece.of == PieceOf::Furniture);
        if furniture(&old) || furniture(&new) {
            continue;
        }
        compared += 1;
        let audience = Audience::Mediator;
        let lines = redline(old.text(), new.text());
        for file in [redline_word(&lines, old.text(), &new, &audience, "Delta"), word(&new, &audience)] {
            let received = receive(&WordFile::read(&file).unwrap(), &old, &audience);
            let made = splice(old.text().source(), &received.splices).unwrap();
            assert_eq!(visible(&made), visible(new.text().source()), "{:?}", old.text().source());
            received.criticisms(&old, None);
        }
    }
    assert!(compared > rounds / 2);
}
