//! The sentences of `tests/it/constructions.txt` as lessons: each set into a short report of its own, of which only the
//! facts of its kind are annotated.

use super::Lesson;
use super::reader::Handed;
use serde_json::{Value, json};

const LINES: &str = include_str!("../../tests/it/constructions.txt");
const BEFORE: &str = "Peru and Chile have been quarrelling over the sea border off Arica for years. Peru's foreign minister, \
    Ana Rojas, and Chile's foreign minister, Luis Soto, lead the negotiations on a treaty.\n\n";
const AFTER: &str = "\n\nThe dispute over the agreement has delayed a proposal for a port.\n";

/// One lesson a line, for the kinds that are judged.
pub fn lessons() -> Vec<Lesson> {
    LINES.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).filter_map(lesson).collect()
}

fn lesson(line: &str) -> Option<Lesson> {
    let mut fields = line.split(" | ").map(str::trim);
    let (kind, sentence, expected) = (fields.next()?, fields.next()?, fields.next()?);
    let (kind, expected) = if kind == "nothing" { (expected, "") } else { (kind, expected) };
    let key = match kind {
        "meeting" => "meetings",
        "proposal" => "proposals",
        "approval" => "approvals",
        _ => return None,
    };
    let text = format!("{BEFORE}{sentence}{AFTER}");
    let person = |id: &str, name: &str, party: &str| json!({"id": id, "name": name, "party": party});
    let mut gold = json!({
        "file": "construction.txt", "date": "2031-05-07", "only": key,
        "parties": [
            {"name": "Peru", "aliases": ["Peruvian", "Peruvians"]}, {"name": "Chile", "aliases": ["Chilean", "Chileans"]}],
        "people": [person("rojas", "Ana Rojas", "Peru"), person("soto", "Luis Soto", "Chile")],
        "meetings": [], "proposals": [], "approvals": [], "delegations": [],
    });
    if !expected.is_empty() {
        let evidence = json!([[BEFORE.len(), BEFORE.len() + sentence.len()]]);
        gold[key] = json!([fact(kind, expected, &evidence)]);
    }
    let handed = Handed { text: text.into_bytes(), date: Some("2031-05-07".to_owned()), markdown: false };
    Some(Lesson {
        name: format!("constructions {sentence}"),
        group: "constructions".to_owned(),
        gold,
        handed,
    })
}

fn fact(kind: &str, expected: &str, evidence: &Value) -> Value {
    let parties: Vec<&str> = expected.split(", ").collect();
    match kind {
        "meeting" => {
            let side = |name: &&str| json!({"name": name, "optional": false});
            json!({"optional": false, "evidence": evidence, "participants": parties.iter().map(side).collect::<Vec<_>>()})
        }
        "proposal" => json!({"optional": false, "evidence": evidence, "owners": parties, "to": []}),
        _ => json!({"optional": false, "evidence": evidence, "of": [expected]}),
    }
}
