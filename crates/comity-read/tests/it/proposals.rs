//! What is told of a proposal beside whose it is: its other names, changes, criticism.

use comity_read::{Document, Reading, Span, read};

const REPORT: &str = "Delegations of Peru and Chile met in Arica on Monday. The talks centred on a Peruvian draft treaty that \
    Lima had presented to Santiago last week, a text that has drawn criticism from some quarters as overly favorable to \
    fishing companies.\n\n\
    \u{201c}We are making some changes and adjustments so that both sides can sign,\u{201d} Foreign Minister Ana Rojas of \
    Peru said.\n\n\
    Officials of both countries said that the draft would be discussed again in June.\n";

fn told(reading: &Reading<'_>, spans: &[Span]) -> Vec<String> {
    spans.iter().map(|&span| reading.slice(span).into_owned()).collect()
}

#[test]
fn changes_and_criticism_of_a_draft_are_told_once() {
    let document = Document::new(REPORT);
    let reading = read(&document);
    let [draft] = &reading.proposals[..] else { panic!("{:?}", reading.proposals) };
    assert_eq!(draft.author.map(|a| reading.name_of(a)), Some("Peru"));
    assert_eq!(reading.slice(draft.evidence.span), "a Peruvian draft treaty");
    assert_eq!(told(&reading, &draft.changes), ["making some changes and adjustments"]);
    assert_eq!(told(&reading, &draft.criticism), ["overly favorable to fishing companies"]);
    let names = told(&reading, &draft.aliases);
    assert!(names.iter().any(|n| n == "a text") && !names.iter().any(|n| n == "drawn"), "{names:?}");
}
