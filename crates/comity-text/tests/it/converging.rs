//! Streamlining, merging, anchors, ties, what changed for one party, measures.

use comity_text::anchor::{self, Found};
use comity_text::beside::{Beside, Tie};
use comity_text::edit::Refusal;
use comity_text::measure::measure;
use comity_text::merge::{Side, merge};
use comity_text::party::{Outcome, changes_for};
use comity_text::redline::redline;
use comity_text::streamline::{self, Successor};
use comity_text::tie::{self, State, Step};
use comity_text::{Holders, MarkIx, SetIx, Span, Text, Version, canonical, carry_over, parse};

use crate::corpus;
use crate::random::{Random, paragraph, scramble};

fn read(source: &str) -> Text {
    parse(source.as_bytes(), &Holders::of(["Upland", "Delta", "Coast"])).unwrap()
}

fn version(source: &str) -> Version {
    Version::bare(read(source))
}

#[test]
fn duplicates_merge_and_every_alternative_has_a_successor() {
    let base = version("1. They [Upland: shall][Coast: should][Delta: shall] meet [once][twice].\n");
    let merged = streamline::merge_duplicates(&base).unwrap();
    assert_eq!(
        merged.version.text().print(),
        "1. They [Upland, Delta: shall][Coast: should] meet [once][twice].\n"
    );
    assert_eq!(merged.successors.len(), 5);
    assert_eq!(merged.successors[0].1, merged.successors[2].1, "both stand in one bracket now");
    let ordered = streamline::reorder(&base, SetIx(0), &[1, 0, 2]).unwrap();
    assert_eq!(
        ordered.version.text().print(),
        "1. They [Coast: should][Upland: shall][Delta: shall] meet [once][twice].\n"
    );
    assert_eq!(ordered.successors[0].1, Successor::At(MarkIx(1)));
}

#[test]
fn wording_is_given_up_only_with_a_reason() {
    let base = version("1. They [Upland: shall][Coast: should] meet.\n");
    assert_eq!(streamline::give_up(&base, MarkIx(1), " ").unwrap_err(), Refusal::NoReason("should".into()));
    let lossy = streamline::give_up(&base, MarkIx(1), "withdrawn by Coast").unwrap();
    assert_eq!(lossy.version.text().print(), "1. They [Upland: shall] meet.\n");
    assert_eq!(lossy.version.beside().losses[0].words, "should");
    assert_eq!(lossy.successors[1].1, Successor::GivenUp("withdrawn by Coast".into()));
}

#[test]
fn three_way_merge_brackets_what_conflicts() {
    let base = read("1. They shall meet once a year.\n2. Water flows in May.\n3. Fish swim.\n");
    let first = read("1. They should meet once a year.\n2. Water flows in May.\n3. Fish swim upstream.\n");
    let second = read("1. They may meet once a year.\n2. Water flows in June.\n3. Fish swim.\n");
    let merged = merge(&base, Side { party: "Upland", text: &first }, Side { party: "Delta", text: &second });
    assert_eq!(
        merged.source,
        "1. They [Upland: should][Delta: may] meet once a year.\n2. Water flows in June.\n3. Fish swim upstream.\n"
    );
    assert_eq!(merged.conflicts.len(), 1);
    let same = merge(&base, Side { party: "Upland", text: &first }, Side { party: "Delta", text: &first });
    assert_eq!((same.source.as_str(), same.conflicts.len()), (first.source(), 0));
}

#[test]
fn a_merge_with_an_unchanged_side_is_the_other_side() {
    let mut random = Random(3);
    for _ in 0..400 {
        let base = scramble(&mut random, 40);
        let other = scramble(&mut random, 40);
        let (base, other) = (read(&base), read(&other));
        let left = merge(&base, Side { party: "Upland", text: &other }, Side { party: "Delta", text: &base });
        let right =
            merge(&base, Side { party: "Upland", text: &base }, Side { party: "Delta", text: &other });
        assert_eq!((left.source.as_str(), right.source.as_str()), (other.source(), other.source()));
    }
}

#[test]
fn anchors_survive_revision_and_are_never_moved() {
    let text = "1. Water flows in May.\n2. The share is 40 per cent of the water.\n3. Water is measured.\n";
    let old = version(text);
    let start = text.find("40 per cent").unwrap() as u32;
    let held = anchor::anchor(&old, Span::new(start, start + 11));
    let revised = read(
        "1. Fish swim.\n2. Water flows in May.\n3. The share is 40\n   per cent of the water, in summer.\n4. Water is measured.\n",
    );
    let new = carry_over(&old, revised);
    match anchor::find(&new, &held) {
        Found::At(span) => {
            assert_eq!(new.text().slice(span).split_whitespace().collect::<Vec<_>>(), ["40", "per", "cent"])
        }
        other => panic!("{other:?}"),
    }
    let changed = carry_over(
        &old,
        read(
            "1. Water flows in May.\n2. The share is 30 per cent of the water.\n3. Water is measured at 40 per cent.\n",
        ),
    );
    assert!(matches!(anchor::find(&changed, &held), Found::WordsGone { near } if near.len() == 1));
    let gone = carry_over(&old, read("1. Water flows in May.\n3. Water is measured.\n"));
    assert!(matches!(anchor::find(&gone, &held), Found::ClauseGone { .. }));
}

fn tied(source: &str) -> Version {
    let tie = |words: &str, option: &str| Tie {
        clause: "1".into(),
        words: Some(words.into()),
        issue: "season".into(),
        option: option.into(),
    };
    let beside = Beside { ties: vec![tie("in May", "may"), tie("in June", "june")], ..Beside::default() };
    Version::new(read(source), beside).unwrap()
}

#[test]
fn a_version_is_a_package_and_a_package_becomes_edits() {
    let open = tied("1. Water flows [Upland: in May][Delta: in June].\n");
    assert_eq!(tie::package(&open)["season"], State::Open(vec!["may".into(), "june".into()]));
    let settled = tied("1. Water flows in June.\n");
    assert_eq!(tie::package(&settled)["season"], State::Settled("june".into()));
    let silent = tied("1. Water flows.\n");
    assert_eq!(tie::package(&silent)["season"], State::Silent);

    let wanted = [("season".to_string(), "june".to_string())];
    let carried = tie::carry(&open, &wanted, &[]).unwrap();
    assert_eq!(carried.edited.version.text().print(), "1. Water flows in June.\n");
    assert_eq!(tie::package(&carried.edited.version)["season"], State::Settled("june".into()));

    let known = tie::wordings([&open]);
    let may = [("season".to_string(), "may".to_string())];
    let replaced = tie::carry(&settled, &may, &known).unwrap();
    assert_eq!(replaced.edited.version.text().print(), "1. Water flows in May.\n");
    assert!(
        matches!(&replaced.steps[0], Step::Replaced { from, to, .. } if from == "in June" && to == "in May")
    );
    let unknown = [("season".to_string(), "july".to_string())];
    assert!(matches!(tie::carry(&open, &unknown, &known).unwrap().steps[0], Step::NoWording { .. }));
    assert_eq!(tie::unspoken(&open, |_, option| option == "may"), [MarkIx(1)]);
}

#[test]
fn what_changed_for_one_party() {
    let old = read(
        "1. They [Upland: shall][Delta: should] meet [Upland: in the old town] [Upland: every year] and [Coast: never] write.\n",
    );
    let new = read("1. They shall meet [Delta: every year] and [Coast, Upland: never] write.\n");
    let lines = redline(&old, &new);
    let party = old.holders().find("Upland").unwrap();
    let found: Vec<(Option<&str>, Outcome)> = changes_for(party, &lines, &old, &new)
        .into_iter()
        .map(|one| (one.old.map(|ix| old.slice(old.mark(ix).inner)), one.outcome))
        .collect();
    let expected = [
        (Some("shall"), Outcome::Stands),
        (Some("in the old town"), Outcome::Gone),
        (Some("every year"), Outcome::Unnamed),
        (None, Outcome::New),
    ];
    assert_eq!(found, expected);
}

#[test]
fn measures_count_what_is_contested() {
    let one =
        measure(&version("1. Water [Upland: flows [in May]] to the sea.\n2. Fish [swim.\n3. Birds fly.\n"));
    assert_eq!(one.words, 11);
    assert_eq!(one.contested_by_depth, [2, 2], "the unclosed bracket contests to the end of its clause only");
    assert_eq!(one.contested_whole_file, 6);
    assert_eq!((one.clauses, one.open_clauses), (3, 2));
    assert_eq!(one.held["Upland"].supports, 1);
}

#[test]
fn convergence_on_the_road_to_paris() {
    let names = ["cop21_1", "cop21_3", "cop21_4", "cop21_6"];
    let Some(texts) = names.iter().map(|name| corpus::text(name)).collect::<Option<Vec<Text>>>() else {
        return;
    };
    let series: Vec<_> = texts.into_iter().map(|text| measure(&Version::bare(text))).collect();
    assert!(series.windows(2).all(|two| two[0].words > two[1].words));
    assert!(
        series[0].brackets < series[1].brackets && series[1].brackets < series[2].brackets,
        "counts of brackets mislead"
    );
    assert_eq!((series[3].contested(), series[3].open_clauses), (0, 0));
}

#[test]
fn the_canonical_form_is_stable() {
    let mut random = Random(21);
    for round in 0..2_000 {
        let source = if round % 2 == 0 {
            (0..8)
                .map(|n| {
                    format!(
                        "{}.  {}\n    (a)   [Upland ,Delta:{}]\n",
                        n + 1,
                        paragraph(&mut random, 7),
                        paragraph(&mut random, 3)
                    )
                })
                .collect()
        } else {
            scramble(&mut random, 30)
        };
        let once = canonical(&read(&source));
        assert_eq!(canonical(&read(&once)), once);
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert_eq!(words(&once), words(&source), "wording was lost");
    }
}

#[test]
fn the_canonical_form_is_stable_where_layout_decides_what_a_line_is() {
    let shapes = [
        "Article 2 (TITLE)\nPage 3 .",
        ".][(a) (a) GENERAL\n[Coast: ;They meet.\n2. G]______ :2. (a) [Article 2 (TITLE)\nOption 2:\n(i) [The Parties to this Agreement, ;GENERAL •\n",
        ":}• Preamble\nOption 2:\n(a) Pp1\nOption 2:\n(a) ;______Article 2 (TITLE) ]Article 2 (TITLE)\nOption 1: ______III. {.(a) (a) (a) • III. Page 3\n\nIII. Page 3 ][water]Preamble ]][Option 1:\n",
    ];
    for shape in shapes {
        let once = canonical(&read(shape));
        assert_eq!(canonical(&read(&once)), once);
    }
}
