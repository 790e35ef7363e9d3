//! Akoma Ntoso out and in: the same text, the same sidecar; what an audience may not have stays out; hostile
//! documents are refused with their place.

use comity_text::form::{Audience, akn, read_akn};
use comity_text::{Beside, Holders, Version, canonical, parse};

use crate::corpus;
use crate::lake_vara;
use crate::random::{Random, paragraph, scramble};

fn round(version: &Version) -> Version {
    read_akn(akn(version, &Audience::Mediator).as_bytes(), version.text().holders()).unwrap()
}

fn bare(source: &str) -> Version {
    Version::bare(parse(source.as_bytes(), &Holders::of(["Upland", "Delta", "Coast"])).unwrap())
}

#[test]
fn the_versions_of_lake_vara_come_back_with_all_that_lies_beside_them() {
    for number in ["01", "02", "03"] {
        let version = lake_vara::version(number);
        let back = round(&version);
        assert_eq!(back.text().source(), version.text().source());
        assert_eq!(back.beside(), version.beside(), "draft {number}");
        let held = |version: &Version| -> Vec<Vec<String>> {
            let text = version.text();
            let names = |mark| {
                text.holds(mark).iter().map(|hold| text.holders().name(hold.holder).to_string()).collect()
            };
            text.marks().iter().map(names).collect()
        };
        assert_eq!(held(&back), held(&version));
    }
}

#[test]
fn real_texts_come_back_byte_for_byte() {
    for (name, bytes) in corpus::all() {
        let version = Version::bare(parse(&bytes, &Holders::none()).unwrap());
        let back = round(&version);
        assert!(back.text().source() == version.text().source(), "{name}");
        assert_eq!(back.text().clauses(), version.text().clauses(), "{name}");
    }
}

#[test]
fn any_text_comes_back_byte_for_byte() {
    let mut random = Random(7);
    for _ in 0..3_000 {
        let mut source = scramble(&mut random, 60);
        if random.below(8) == 0 {
            source.push_str("\u{c}<&>\r\n\u{0}\u{fffe}]]>");
        }
        assert_eq!(round(&bare(&source)).text().source(), source);
    }
}

/// The document as another program would write it: other white space, and no digest that fits.
fn reformatted(document: &str) -> String {
    let document = document.replace("sha256:", "sha256:f00").replace("</num>", "</num>\n\n");
    document
        .replace("<p>", "\n  <p>\n    ")
        .replace("</p>", "\n  </p>\n")
        .replace("</heading>", "  </heading>")
}

#[test]
fn canonical_texts_survive_another_programs_white_space() {
    let mut sources: Vec<String> =
        ["01", "02", "03"].iter().map(|number| canonical(lake_vara::version(number).text())).collect();
    let mut random = Random(11);
    for _ in 0..200 {
        let mut source = String::from("Article 1 (TERMS)\n");
        for number in 1..2 + random.below(5) {
            let long = 4 + random.below(20);
            let words = paragraph(&mut random, long);
            source.push_str(&match random.below(4) {
                0 => format!("{number}. [Upland: {words}][Delta, Coast: none]\n"),
                1 => format!("{number}. Option 1: {words}\nOption 2: no text\n"),
                2 => format!("{number} bis. They agree:\n  (a) {words}\n  (b) by [date];\n"),
                _ => format!("{number}. {words}\n"),
            });
        }
        let holders = Holders::of(["Upland", "Delta", "Coast"]);
        sources.push(canonical(&parse(source.as_bytes(), &holders).unwrap()));
    }
    for source in sources {
        let version = bare(&source);
        let back =
            read_akn(reformatted(&akn(&version, &Audience::Mediator)).as_bytes(), &Holders::none()).unwrap();
        assert_eq!(back.text().source(), source);
    }
}

#[test]
fn what_is_beside_the_text_survives_another_programs_white_space() {
    let version = lake_vara::version("03");
    let document = reformatted(&akn(&version, &Audience::Mediator));
    let back = read_akn(document.as_bytes(), &Holders::none()).unwrap();
    let rebound = Beside { digest: String::new(), ..version.beside().clone() };
    assert_eq!(Beside { digest: String::new(), ..back.beside().clone() }, rebound);
}

#[test]
fn an_audience_gets_no_more_than_it_may_have() {
    let sidecar = "[version]\ntitle = \"Draft\"\nowner = \"Chair Person\"\ndate = \"2031-05-04\"\n[ids]\n\"1\" = \"old-id\"\n\
                   [standing]\n\"old-id\" = { level = \"agreed in informals\", hold-outs = [\"Delta\"] }\n\
                   [[tie]]\nclause = \"old-id\"\nissue = \"dam\"\noption = \"low\"\n\
                   [[criticism]]\nclause = \"old-id\"\nby = \"Delta\"\nremark = \"too strong\"\n\
                   [[criticism]]\nclause = \"old-id\"\nby = \"Upland\"\nremark = \"too weak\"\n";
    let source = "1. They [Upland: shall][against Delta: should] meet {ask the lawyers}.\nOption 1 (Upland): Now.\nOption 2: No text.\n";
    let text = parse(source.as_bytes(), &Holders::of(["Upland", "Delta"])).unwrap();
    let digest = text.digest().to_string();
    let version = Version::new(text, Beside::read(sidecar).unwrap()).unwrap();
    let open = akn(&version, &Audience::Public);
    let secrets = [
        "Upland",
        "Delta",
        "upland",
        "delta",
        "lawyers",
        "Chair",
        "2031",
        "too ",
        "old-id",
        "informals",
        "dam",
        &digest,
    ];
    for secret in secrets {
        assert!(!open.contains(secret), "{secret} in {open}");
    }
    let back = read_akn(open.as_bytes(), &Holders::none()).unwrap();
    assert_eq!(back.text().source(), "1. They [shall][should] meet .\nOption 1: Now.\nOption 2: No text.\n");
    let own = akn(&version, &Audience::Delegation("Delta".into()));
    assert!(own.contains("too strong") && !own.contains("too weak") && !own.contains("dam = low"));
    let team = read_akn(akn(&version, &Audience::Mediator).as_bytes(), &Holders::none()).unwrap();
    assert_eq!(team.beside(), version.beside());
}

#[test]
fn a_document_made_elsewhere_becomes_a_text() {
    let document = r##"<?xml version="1.0" encoding="UTF-8"?>
<!-- made elsewhere -->
<an:akomaNtoso xmlns:an="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><an:act name="act">
  <an:meta><an:identification source="#x"/></an:meta>
  <an:preface><an:longTitle><an:p>An Act &amp; more</an:p></an:longTitle></an:preface>
  <an:body>
    <an:article eId="art_1"><an:num>Article 1</an:num><an:heading>Purpose</an:heading>
      <an:paragraph eId="art_1__para_1"><an:num>1.</an:num><an:content><an:p>The   Parties
          <an:del>may</an:del><an:ins>shall</an:ins> meet<an:authorialNote marker="3"><an:p>See above.</an:p></an:authorialNote>.</an:p></an:content></an:paragraph>
      <an:paragraph eId="art_1__para_2"><an:num>2.</an:num><an:intro><an:p>They report:</an:p></an:intro>
        <an:point eId="art_1__para_2__point_a"><an:num>(a)</an:num><an:content><an:p>yearly;</an:p></an:content></an:point>
      </an:paragraph>
    </an:article>
  </an:body></an:act></an:akomaNtoso>"##;
    let version = read_akn(document.as_bytes(), &Holders::none()).unwrap();
    assert_eq!(
        version.text().source(),
        "An Act & more\n\nArticle 1 Purpose\n1. The Parties shall meet {note 3: See above.}.\n2. They report:\n  (a) yearly;\n"
    );
    assert!(version.clause("art-1/2/a").is_some());
}

#[test]
fn hostile_documents_are_refused_with_their_place() {
    const ROOT: &str = "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">";
    let deep = format!("{ROOT}{}", "<section>".repeat(100_000));
    let wide = format!("{ROOT}<doc><mainBody><p>{}</p></mainBody></doc></akomaNtoso>", "[".repeat(1_000_000));
    let cases: [(String, &str); 9] = [
        (String::new(), "line 1, column 1: the file holds no XML element"),
        ("plain words".into(), "line 1, column 1: characters outside the outermost element"),
        ("<html/>".into(), "the outermost element is `html`"),
        ("<akomaNtoso xmlns=\"urn:x\"/>".into(), "in the namespace http://docs.oasis-open.org"),
        (format!("{ROOT}\n<doc>"), "never closed"),
        (format!("{ROOT}\n<doc></act>"), "line 2, column"),
        (
            format!("<!DOCTYPE x [<!ENTITY a \"b\">]>\n{ROOT}</akomaNtoso>"),
            "line 1, column 1: declares a document type",
        ),
        (format!("{ROOT}\n<p>&a;</p></akomaNtoso>"), "line 2, column 4: the entity `&a;` is refused"),
        (deep, "nested more than 400 deep"),
    ];
    for (document, expected) in cases {
        let error = read_akn(document.as_bytes(), &Holders::none()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(read_akn(b"\xff", &Holders::none()).is_err());
    assert_eq!(read_akn(wide.as_bytes(), &Holders::none()).unwrap().text().counts().open, 1_000_000);
}

#[test]
fn a_million_nested_brackets_make_a_document_that_reads_back() {
    let source = format!("1. {}x{}\n", "[".repeat(1_000_000), "]".repeat(1_000_000));
    assert!(round(&bare(&source)).text().source() == source);
}
