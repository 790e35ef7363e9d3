//! GENIUS XML: what the published scenarios do not show.

use comity::format::genius::read;
use comity::format::{Files, Refusal};
use comity::{Case, JointTerm, Ratio, Reservation};

use super::said;

const DOMAIN: &str = "<negotiation_template><utility_space number_of_issues=\"0\"><objective index=\"0\">
<issue index=\"1\" name=\"size\" type=\"integer\" lowerbound=\"2\" upperbound=\"4\"/>
<issue index=\"2\" name=\"salt & pepper\"><item index=\"1\" value=\"a &amp; b\"/><item index=\"2\" value=\"c\"/></issue>
</objective></utility_space></negotiation_template>";

fn files(profile: &str) -> Files {
    [("d.xml", DOMAIN), ("p.xml", profile), ("pareto.xml", "0.1 0.2\n")].into_iter().collect()
}

fn profile(size: &str, taste: &str, after: &str) -> Files {
    files(&format!(
        "\u{feff}<utility_space><objective index=\"0\"><weight index=\"1\" value=\"0.5\"/>\
         <weight index=\"2\" value=\"0.5\"/><weight index=\"9\" value=\"7\"/>\
         <issue index=\"1\" name=\"size\" type=\"integer\" lowerbound=\"2\" upperbound=\"4\">{size}</issue>\
         <issue index=\"2\" name=\"salt & pepper\">{taste}</issue></objective>{after}</utility_space>"
    ))
}

const TASTE: &str =
    "<item index=\"1\" value=\"a & b\" evaluation=\"3\"/><item index=\"2\" value=\"c\" evaluation=\"1\"/>";

fn scores(case: &Case, issue: usize) -> Vec<String> {
    let points = &case.mandates[0].scores[issue].points;
    points.iter().map(|p| format!("{}/{}", p.numerator(), p.denominator())).collect()
}

#[test]
fn evaluators_of_ranges() {
    for (evaluator, expected) in [
        // Counted from the lower bound, cut at 1.
        ("ftype=\"linear\" offset=\"0.5\" slope=\"0.4\"", ["1/4", "9/20", "1/2"]),
        ("ftype=\"linear\" parameter0=\"0.5\" parameter1=\"-0.4\"", ["1/4", "1/20", "0/1"]),
        ("ftype=\"triangular\" parameter0=\"2\" parameter1=\"4\" parameter2=\"3\"", ["0/1", "1/2", "0/1"]),
        ("ftype=\"constant\" parameter0=\"0.2\"", ["1/10", "1/10", "1/10"]),
    ] {
        let case = read(&profile(&format!("<evaluator {evaluator}/>"), TASTE, "")).unwrap();
        assert_eq!(scores(&case, 0), expected, "{evaluator}");
        assert_eq!(scores(&case, 1), ["1/2", "1/6"]);
    }
}

#[test]
fn settings_and_notes() {
    let size = "<evaluator ftype=\"constant\" parameter0=\"1\"/>";
    let after = "<discount_factor value=\"0.5\"/><reservation value=\"0.25\"/>";
    let case = read(&profile(size, TASTE, after)).unwrap();
    assert_eq!(case.mandates[0].reservation, Some(Reservation::Value(Ratio::new(1, 4).unwrap())));
    let notes: Vec<&str> = case.notes.iter().map(|note| note.0.as_str()).collect();
    assert_eq!(
        notes,
        [
            "pareto.xml: not XML, passed over",
            "p.xml: the discount factor 0.5 is not used: packages are compared, not the time they take",
        ]
    );
}

fn faults(files: &Files) -> Vec<String> {
    said(&read(files).unwrap_err())
}

#[test]
fn every_fault_with_its_place() {
    let broken = profile(
        "<evaluator ftype=\"cubic\"/>",
        "<item index=\"1\" value=\"a & b\" evaluation=\"null\"/><item value=\"c\" evaluation=\"1,5\"/>",
        "<reservation value=\"much\"/>",
    );
    let found = faults(&broken);
    for part in [
        "`much` is not a decimal number",
        "unknown evaluator `cubic` (linear, triangular and constant are allowed)",
        "the value `a & b` has no evaluation (write evaluation=\"…\" with a number",
        "`1,5` is not a decimal number",
    ] {
        assert!(
            found.iter().any(|fault| fault.starts_with("p.xml:1:") && fault.contains(part)),
            "{found:#?}"
        );
    }
    let missing = profile(
        "<evaluator ftype=\"constant\" parameter0=\"1\"/>",
        "<item value=\"c\" evaluation=\"1\"/>",
        "",
    );
    assert!(faults(&missing)[0].contains("`a & b` of `salt & pepper` is not evaluated"));
    let ranking = files("<utility_space type=\"constraint\"><objective/></utility_space>");
    assert!(faults(&ranking)[0].contains("a profile made of constraints and rankings cannot be read"));
    let twice: Files = [("a.xml", DOMAIN), ("b.xml", DOMAIN)].into_iter().collect();
    assert!(faults(&twice)[0].contains("no profile"));
    let other = DOMAIN.replace("size", "weight");
    let differ: Files =
        [("a.xml", DOMAIN), ("b.xml", &other), ("p.xml", "<utility_space/>")].into_iter().collect();
    assert!(faults(&differ)[0].starts_with("b.xml:1:1: several domains that differ: a.xml, b.xml"));
}

fn nonlinear(ufun: &str) -> Result<Case, Refusal> {
    read(&files(&format!(
        "<utility_space type=\"nonlinear\"><objective><utility maxutility=\"10\">{ufun}</utility></objective></utility_space>"
    )))
}

const BOXES: &str = "<hyperRectangle utility=\"4\" weight=\"2\"><INCLUDES index=\"1\" min=\"2\" max=\"3\"/></hyperRectangle>\
    <hyperRectangle utility=\"5\"><EXCLUDES index=\"1\" min=\"2\" max=\"2\"/></hyperRectangle>";

#[test]
fn hyper_rectangles_summed_or_the_least_or_greatest() {
    let sum = nonlinear(&format!("<ufun aggregation=\"sum\" weight=\"0.5\">{BOXES}</ufun>")).unwrap();
    let [JointTerm::When { all_of, points }, JointTerm::When { all_of: outside, .. }] =
        sum.mandates[0].joint.as_slice()
    else {
        panic!("{:?}", sum.mandates[0].joint)
    };
    assert_eq!((all_of[0].options.clone(), *points), (vec![0, 1], Ratio::new(2, 5).unwrap()));
    assert_eq!(outside[0].options, [1, 2]);
    assert_eq!(sum.mandates[0].cap, None, "the sum cannot reach 1");
    for (kind, expected) in [("min", [0, 5, 0]), ("max", [8, 8, 5])] {
        let case = nonlinear(&format!("<ufun aggregation=\"{kind}\">{BOXES}</ufun>")).unwrap();
        let [JointTerm::Table { issues, points }] = case.mandates[0].joint.as_slice() else { panic!() };
        assert_eq!(issues.len(), 1);
        assert_eq!(*points, expected.map(|points| Ratio::new(points, 10).unwrap()), "{kind}");
    }
    let nested = format!("<ufun><ufun aggregation=\"max\" weight=\"0.5\">{BOXES}</ufun></ufun>");
    let case = nonlinear(&nested).unwrap();
    assert!(
        matches!(&case.mandates[0].joint[..], [JointTerm::Table { points, .. }] if points[0] == Ratio::new(2, 5).unwrap())
    );
    let unknown = "<ufun><hyperRectangle utility=\"1\"><INCLUDES index=\"7\" min=\"0\" max=\"1\"/></hyperRectangle></ufun>";
    assert!(
        said(&nonlinear(unknown).unwrap_err())[0]
            .contains("no issue has the index 7 (the domain has 2 issues)")
    );
}
