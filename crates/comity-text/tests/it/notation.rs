//! The bracket notation on texts written for these tests.

use comity_text::{Anomaly, Holders, MarkKind, Stance, Text, TextError, diagnostic, parse};

use crate::corpus::assert_sound;

fn read(source: &str) -> Text {
    let holders = Holders::of(["Upland", "Delta", "Coast"]);
    let text = parse(source.as_bytes(), &holders).unwrap();
    assert_sound(&text);
    text
}

fn held(text: &Text) -> Vec<(String, Vec<String>)> {
    text.marks()
        .iter()
        .filter(|mark| mark.kind == MarkKind::Bracket)
        .map(|mark| {
            let names =
                text.holds(mark).iter().map(|hold| text.holders().name(hold.holder).to_string()).collect();
            (text.slice(mark.inner).to_string(), names)
        })
        .collect()
}

#[test]
fn bytes_that_are_not_utf8_are_refused_with_their_offset() {
    let error = parse(b"1. Fine\xffnot", &Holders::none()).unwrap_err();
    assert_eq!(error, TextError::NotUtf8 { offset: 7 });
}

#[test]
fn a_prefix_is_a_list_of_holders_only_if_every_name_is_declared() {
    let text =
        read("1. They [Upland, Delta: shall][Coast: should] meet. [Option (a): x] [Each Party shall: y]\n");
    let held = held(&text);
    assert_eq!(held[0], ("shall".into(), vec!["Upland".into(), "Delta".into()]));
    assert_eq!(held[1], ("should".into(), vec!["Coast".into()]));
    assert_eq!(held[2].1, Vec::<String>::new());
    assert_eq!(held[3], ("Each Party shall: y".into(), vec![]));
    assert_eq!(text.sets().len(), 2, "a pair of brackets, and the two that follow each other");
}

#[test]
fn an_unknown_holder_is_reported_only_beside_a_declared_one() {
    let text = read("1. They [Upland, Detla: shall] meet [Atlantis: soon].\n");
    let unknown: Vec<&str> = text
        .diagnostics()
        .iter()
        .filter(|d| d.anomaly == Anomaly::UnknownHolder)
        .map(|d| text.slice(d.span))
        .collect();
    assert_eq!(unknown, ["Detla"]);
}

#[test]
fn a_holder_may_oppose_or_reserve() {
    let text = read("1. They [Upland; against Coast; reserve Delta: shall] meet.\n");
    let stances: Vec<Stance> = text.holds(&text.marks()[0]).iter().map(|hold| hold.stance).collect();
    assert_eq!(stances, [Stance::Support, Stance::Opposition, Stance::Reservation]);
}

#[test]
fn anomalies_have_line_column_and_excerpt() {
    let text = read("1. Água ] flows\n2. and [never ends\n");
    let shown = diagnostic::shown(&text);
    assert_eq!((shown[0].position.line, shown[0].position.column), (1, 9));
    assert_eq!(shown[0].anomaly, Anomaly::StrayCloser);
    assert_eq!((shown[1].position.line, shown[1].position.column), (2, 8));
    assert!(shown[1].mend.contains("line 2, column 19"), "{}", shown[1].mend);
}

#[test]
fn options_are_alternatives_and_bare_letters_are_sub_paragraphs() {
    let text = read(
        "3. The level is:\nOption 1: 12 m;\nOption 2: 15 m;\nOption 3: no text\n4. They agree:\n(a) to meet;\n(b) to write.\n",
    );
    assert_eq!(text.sets().len(), 1);
    assert_eq!(text.sets()[0].members.len(), 3);
    let last = text.mark(text.sets()[0].members[2]);
    assert!(last.empty, "{last:?}");
    let labels: Vec<&str> =
        text.clauses().iter().enumerate().map(|(n, _)| text.label(comity_text::ClauseIx(n as u32))).collect();
    assert_eq!(labels, ["", "3", "4", "(a)", "(b)"]);
    assert!(text.diagnostics().is_empty(), "{:?}", text.diagnostics());
}

#[test]
fn placeholders_are_typed() {
    use comity_text::Placeholder::{Date, Number, Wording};
    let text =
        read("1. By [date] at least [X] per cent {placeholder for the annex} {drafters' label} by ______.\n");
    let found: Vec<_> = text.marks().iter().filter_map(|mark| mark.placeholder).collect();
    assert_eq!(found, [Date, Number, Wording, Wording]);
    assert_eq!(text.marks().iter().filter(|mark| mark.kind == MarkKind::DraftersLabel).count(), 1);
}

#[test]
fn a_million_nested_brackets_are_read() {
    let source = format!("{}deep{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let text = parse(source.as_bytes(), &Holders::of(["Upland"])).unwrap();
    assert_eq!(text.counts().depth, 1_000_000);
    assert_eq!(text.print(), source);
    let open = "[ ".repeat(1_000_000);
    let text = parse(open.as_bytes(), &Holders::none()).unwrap();
    assert_eq!(text.diagnostics().len(), 1_000_000);
    assert_eq!(diagnostic::shown(&text).last().unwrap().position.column, 1_999_999);
}
