//! The structure of what is written as Akoma Ntoso, against the content rules of its schema for the elements
//! in use: which children in which order, which attributes, every id given once, every reference resolved.
//!
//! The rules are those of the OASIS schema (Akoma Ntoso Version 1.0, Part 2), written down here by hand.

use std::collections::{HashMap, HashSet};

use comity_text::form::{AKN_NAMESPACE, Audience, akn};
use comity_text::{Holders, Version, parse};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::corpus;
use crate::lake_vara;
use crate::random::{Random, scramble};

const HIER: &str = "part|section|article|paragraph|subparagraph|point|indent|hcontainer";
const INLINE: &str = "inline|placeholder|fillIn|remark|sup|authorialNote";
const ANY: usize = usize::MAX;

/// Groups of children in their order: names, fewest, most.
type Groups = Vec<(String, usize, usize)>;

/// What may stand in an element; none for one the rules do not know.
fn groups(element: &str) -> Option<Groups> {
    let one = |names: &str| (names.to_string(), 1, 1);
    let maybe = |names: &str| (names.to_string(), 0, 1);
    let some = |names: &str| (names.to_string(), 0, ANY);
    let core = || {
        vec![
            one("FRBRthis"),
            ("FRBRuri".into(), 1, ANY),
            some("FRBRalias"),
            ("FRBRdate".into(), 1, ANY),
            ("FRBRauthor".into(), 1, ANY),
        ]
    };
    Some(match element {
        "akomaNtoso" => vec![one("doc")],
        "doc" => vec![one("meta"), maybe("preface"), maybe("preamble"), one("mainBody")],
        "meta" => vec![
            one("identification"),
            some("analysis"),
            some("references"),
            some("notes"),
            some("proprietary"),
        ],
        "identification" => vec![one("FRBRWork"), one("FRBRExpression"), one("FRBRManifestation")],
        "FRBRWork" => [core(), vec![one("FRBRcountry"), maybe("FRBRsubtype")]].concat(),
        "FRBRExpression" => {
            [core(), vec![maybe("FRBRversionNumber"), ("FRBRlanguage".into(), 1, ANY)]].concat()
        }
        "FRBRManifestation" => [core(), vec![maybe("FRBRformat")]].concat(),
        "analysis" => vec![some("otherReferences")],
        "otherReferences" => vec![("implicitReference".into(), 1, ANY)],
        "references" => vec![("TLCOrganization|TLCConcept".into(), 1, ANY)],
        "notes" => vec![("note".into(), 1, ANY)],
        "note" | "authorialNote" => vec![("p".into(), 1, ANY)],
        "proprietary" => vec![some("c:retired|c:loss")],
        "preface" => vec![("p".into(), 1, ANY)],
        "preamble" => vec![("p|container|recitals".into(), 1, ANY)],
        "container" => vec![("p".into(), 1, ANY)],
        "recitals" => vec![("recital".into(), 1, ANY)],
        "recital" => vec![maybe("num"), ("p".into(), 1, ANY)],
        "mainBody" => vec![(format!("p|{HIER}"), 1, ANY)],
        "intro" | "content" => vec![some("p")],
        "p" | "num" | "heading" | "inline" | "placeholder" | "fillIn" | "remark" | "sup" => {
            vec![some(INLINE)]
        }
        name if HIER.split('|').any(|known| known == name) => {
            vec![maybe("num"), maybe("heading"), maybe("content"), maybe("intro"), some(HIER)]
        }
        "FRBRthis" | "FRBRuri" | "FRBRalias" | "FRBRdate" | "FRBRauthor" | "FRBRcountry" | "FRBRsubtype"
        | "FRBRversionNumber" | "FRBRlanguage" | "FRBRformat" | "TLCOrganization" | "TLCConcept"
        | "implicitReference" | "c:retired" | "c:loss" => Vec::new(),
        _ => return None,
    })
}

/// The attributes an element must have.
fn required(element: &str) -> &'static [&'static str] {
    match element {
        "doc" | "hcontainer" | "container" | "inline" => &["name"],
        "identification" | "analysis" | "otherReferences" | "references" | "notes" | "proprietary" => {
            &["source"]
        }
        "FRBRthis" | "FRBRuri" | "FRBRcountry" | "FRBRsubtype" | "FRBRversionNumber" | "FRBRformat" => {
            &["value"]
        }
        "FRBRalias" => &["name", "value"],
        "FRBRdate" => &["date", "name"],
        "FRBRauthor" => &["href"],
        "FRBRlanguage" => &["language"],
        "TLCOrganization" | "TLCConcept" => &["eId", "href", "showAs"],
        "article" | "paragraph" | "point" => &["eId"],
        _ => &[],
    }
}

/// Everything that is wrong with a document.
fn faults(document: &str) -> Vec<String> {
    let mut reader = Reader::from_str(document);
    let mut open: Vec<(String, Vec<String>)> = Vec::new();
    let (mut ids, mut references, mut faults) = (HashSet::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            event @ (Event::Start(_) | Event::Empty(_)) => {
                let (Event::Start(tag) | Event::Empty(tag)) = &event else { unreachable!() };
                let name = tag.name().into_inner().to_string();
                let attributes: HashMap<String, String> = tag
                    .attributes()
                    .map(|attribute| attribute.expect("an attribute"))
                    .map(|attribute| (attribute.key.into_inner().to_string(), attribute.value.to_string()))
                    .collect();
                let missing = required(&name).iter().filter(|wanted| !attributes.contains_key(**wanted));
                faults.extend(missing.map(|wanted| format!("<{name}> without {wanted}")));
                if let Some(id) = attributes.get("eId")
                    && (id.contains(char::is_whitespace) || id.is_empty() || !ids.insert(id.clone()))
                {
                    faults.push(format!("the id `{id}` is no id, or given twice"));
                }
                for key in ["refersTo", "alternativeTo", "for", "placementBase", "source"] {
                    references.extend(
                        attributes.get(key).into_iter().flat_map(|value| {
                            value.split_whitespace().map(str::to_string).collect::<Vec<_>>()
                        }),
                    );
                }
                if let Some((_, children)) = open.last_mut() {
                    children.push(name.clone());
                }
                match event {
                    Event::Start(_) => open.push((name, Vec::new())),
                    _ => faults.extend(content_fault(&name, &[])),
                }
            }
            Event::End(_) => {
                let (name, children) = open.pop().expect("an open element");
                faults.extend(content_fault(&name, &children));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let dangling = references.iter().filter(|name| name.strip_prefix('#').is_none_or(|id| !ids.contains(id)));
    faults.extend(dangling.map(|name| format!("`{name}` refers to nothing")));
    faults
}

fn content_fault(name: &str, children: &[String]) -> Option<String> {
    let Some(groups) = groups(name) else { return Some(format!("<{name}> is not known")) };
    let mut rest = children;
    for (names, fewest, most) in &groups {
        let found = rest.iter().take_while(|child| names.split('|').any(|known| known == **child)).count();
        if found < *fewest || found > *most {
            return Some(format!("<{name}> holds {found} of {names}: {children:?}"));
        }
        rest = &rest[found..];
    }
    (!rest.is_empty()).then(|| format!("<{name}> may not hold <{}> there", rest[0]))
}

fn assert_sound(version: &Version, name: &str) {
    for audience in [Audience::Mediator, Audience::Delegation("Delta".into()), Audience::Public] {
        let document = akn(version, &audience);
        let faults = faults(&document);
        assert!(faults.is_empty(), "{name} for {audience:?}: {:?}", &faults[..faults.len().min(5)]);
        assert!(document.contains(&format!("<akomaNtoso xmlns=\"{AKN_NAMESPACE}\">")));
    }
}

#[test]
fn every_document_keeps_the_content_rules() {
    for number in ["01", "02", "03"] {
        assert_sound(&lake_vara::version(number), number);
    }
    for (name, bytes) in corpus::all() {
        assert_sound(&Version::bare(parse(&bytes, &Holders::none()).unwrap()), &name);
    }
    let mut random = Random(3);
    for _ in 0..500 {
        let source = scramble(&mut random, 80);
        let text = parse(source.as_bytes(), &Holders::of(["Upland", "Delta", "Coast"])).unwrap();
        assert_sound(&Version::bare(text), &source);
    }
}

#[test]
fn the_rules_find_what_is_wrong() {
    let document = akn(&lake_vara::version("03"), &Audience::Mediator);
    let broken = [
        document.replacen("<num>1.</num><content>", "<content></content><num>1.</num><content>", 1),
        document.replacen("eId=\"art_1\"", "eId=\"art_2\"", 1),
        document.replacen("refersTo=\"#standing-agreed\"", "refersTo=\"#nothing\"", 1),
        document.replacen("<hcontainer name=\"wording\"", "<hcontainer", 1).replacen(
            "<doc name",
            "<doc title",
            1,
        ),
        document.replacen("<mainBody", "<body", 1).replacen("</mainBody", "</body", 1),
    ];
    for document in broken {
        assert!(!faults(&document).is_empty());
    }
}
