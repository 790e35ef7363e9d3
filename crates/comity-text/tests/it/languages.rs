//! One treaty in four languages, aligned by clause.

use comity_text::language::{align, coverage, gaps};
use comity_text::{Holders, Text, parse};

use crate::corpus;

#[test]
fn letters_of_every_alphabet_are_counted_off() {
    let none = Holders::none();
    let read = |source: &str| parse(source.as_bytes(), &none).unwrap();
    let english = read("Article 1\n\n1. Terms:\n\n(a) one;\n\n(b) two.\n");
    let russian = read("Статья 1\n\n1. Термины:\n\nа) один;\n\nб) два.\n");
    let rows = align(&[&english, &russian]);
    assert_eq!(
        rows.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(),
        ["art-1", "art-1/1", "art-1/1/a", "art-1/1/b"]
    );
    assert!(rows.iter().all(|row| row.is_whole()));
}

#[test]
fn the_treaty_in_four_languages() {
    let names = ["bbnj_2023_en", "bbnj_2023_fr", "bbnj_2023_ru", "bbnj_2023_ar"];
    let Some(texts) = names.iter().map(|name| corpus::text(name)).collect::<Option<Vec<Text>>>() else {
        return;
    };
    let three = coverage(&align(&[&texts[0], &texts[1], &texts[2]]));
    let rows = align(&texts.iter().collect::<Vec<_>>());
    let all = coverage(&rows);
    println!("English, French, Russian: {three:?}; with Arabic: {all:?}");
    for (path, missing) in
        gaps(&rows).iter().filter(|(path, _)| path.starts_with("art-") && !path.contains('/'))
    {
        println!("{path} not found in {missing:?}");
    }
    assert_eq!((three.articles, three.of_articles), (76, 76));
    // What is missing runs on in the line of the item before it in the French and Russian files.
    assert!(three.clauses * 100 >= three.of_clauses * 93, "{three:?}");
    assert!(all.articles >= 70, "{all:?}");
}
