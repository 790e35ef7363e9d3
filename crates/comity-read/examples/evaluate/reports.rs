//! The project's own reports, and the GUM texts where they hold such facts: meetings, proposals, approvals and
//! delegations on both halves; people, speakers and changes of stance beside them.

use super::dates::{Dated, Marked, days};
use super::facts::{FACTS, Found, Sides, judge};
use super::marked::{Annotated, HALVES};
use super::material::{Outcome, Range, Read, flag, list, load as load_json, pair, range, slice, text, texts};
use super::names::{means, same_person};
use super::quotations::statement_at;
use super::reader::Handed;
use super::tally::{Goal, Row, Tally};
use serde_json::{Value, json};
use std::path::Path;

/// Shorter quotations are words set apart more often than speech.
const WORDS: usize = 4;

/// An annotated report with what the reader made of it.
pub struct Report {
    pub half: &'static str,
    pub read: Read,
}

/// The project's own reports, read.
pub fn read(reports: Vec<Annotated>) -> Outcome<Vec<Report>> {
    let read = |report: Annotated| {
        let (half, handed) = (report.half, report.handed());
        let name = format!("{half} {}", report.name);
        Ok(Report { half, read: Read::new(&name, report.annotation, handed)? })
    };
    reports.into_iter().map(read).collect()
}

/// The GUM texts with the facts marked in them by position; names are read off the text.
fn gum(records: &[(String, Value)], corpus: &Path) -> Outcome<Vec<Report>> {
    let marked = load_json(&corpus.join("gum_news.json"))?;
    let documents = marked.get("documents").ok_or("gum_news.json has no documents")?;
    let mut reports = Vec::new();
    for (name, record) in records {
        let Some(facts) = documents.get(name) else { continue };
        let half = if text(facts, "half") == "dev" { "dev" } else { "heldout" };
        let handed = Handed::of_record(record);
        let gold = named(facts, &handed.text);
        reports.push(Report { half, read: Read::new(&format!("{half} {name}"), gold, handed)? });
    }
    Ok(reports)
}

/// Facts given by positions, as facts given by names.
fn named(facts: &Value, bytes: &[u8]) -> Value {
    let words = |fact: &Value, key: &str| -> Vec<String> {
        list(fact, key).iter().filter_map(pair).map(|at| slice(bytes, at)).collect()
    };
    let each = |key: &str, shape: &dyn Fn(&Value) -> Value| -> Vec<Value> {
        let mut facts: Vec<Value> = list(facts, key).iter().map(shape).collect();
        facts.iter_mut().for_each(|f| f["members"] = json!([]));
        facts
    };
    let base = |f: &Value| json!({"optional": flag(f, "optional"), "evidence": f.get("evidence"), "when": texts(f, "when")});
    let with = |f: &Value, key: &str, value: Value| {
        let mut fact = base(f);
        fact[key] = value;
        fact
    };
    let taking_part = |f: &Value| -> Value {
        words(f, "participants").into_iter().map(|name| json!({"name": name, "optional": false})).collect()
    };
    json!({
        "meetings": each("meetings", &|f| with(f, "participants", taking_part(f))),
        "proposals": each("proposals", &|f| with(f, "owners", json!(words(f, "owners")))),
        "approvals": each("approvals", &|f| with(f, "of", json!(words(f, "of")))),
        "delegations": each("delegations", &|f| with(f, "party", json!(words(f, "party").first()))),
    })
}

/// The lines for the four kinds of facts on both halves, and what comes beside them.
pub fn rows(own: &[Report], records: &[(String, Value)], corpus: &Path) -> Outcome<Vec<Row>> {
    let news = gum(records, corpus)?;
    let mut rows = Vec::new();
    for fact in FACTS {
        for half in HALVES {
            let goal = Goal::RecallAt { recall: 0.60, precision: 0.90 };
            let of_half = |r: &&Report| r.half == half;
            let all: Vec<&Report> = own.iter().chain(&news).filter(of_half).collect();
            let (tally, found, errors) = total(&all, *fact);
            rows.push(Row::scored(format!("{}, {half}", fact.key()), tally, goal, errors));
            rows.extend(found.rows(&format!("  {}, {half}", fact.key())));
        }
    }
    for half in HALVES {
        let of_half: Vec<&Report> = own.iter().filter(|r| r.half == half).collect();
        rows.push(sum(&format!("people, {half}"), &of_half, people));
        rows.push(sum(&format!("people's parties, {half}"), &of_half, parties));
        rows.push(sum(&format!("changes of stance, {half}"), &of_half, changes));
        rows.push(sum(&format!("reported speech with speaker, {half}"), &of_half, reported));
        rows.push(sum(&format!("stance of statements, {half}"), &of_half, stances));
        rows.push(sum(&format!("relations in reports, {half}"), &of_half, ties));
        rows.push(outside(&format!("nothing from links and navigation, {half}"), &of_half));
    }
    Ok(rows)
}

fn total(reports: &[&Report], fact: super::facts::Fact) -> (Tally, Found, Vec<String>) {
    let (mut tally, mut found, mut errors) = (Tally::default(), Found::default(), Vec::new());
    for report in reports {
        tally.add(judge(&report.read, fact, &mut found, &mut errors));
    }
    (tally, found, errors)
}

fn sum(task: &str, reports: &[&Report], count: fn(&Read, &mut Vec<String>) -> Tally) -> Row {
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    reports.iter().for_each(|r| tally.add(count(&r.read, &mut errors)));
    Row::scored(task, tally, Goal::Watch, errors)
}

fn people(read: &Read, errors: &mut Vec<String>) -> Tally {
    let gold = list(&read.gold, "people");
    let found = list(&read.entries, "people");
    let same = |g: &Value, f: &Value| same_person(text(g, "name"), text(f, "name"));
    let missed: Vec<_> = gold.iter().filter(|g| !found.iter().any(|f| same(g, f))).collect();
    let wrong: Vec<_> = found.iter().filter(|f| !gold.iter().any(|g| same(g, f))).collect();
    missed.iter().for_each(|g| errors.push(format!("{}: missed {}", read.name, text(g, "name"))));
    wrong.iter().for_each(|f| errors.push(format!("{}: not a person {}", read.name, text(f, "name"))));
    Tally { right: gold.len() - missed.len(), wrong: wrong.len(), missed: missed.len() }
}

fn parties(read: &Read, errors: &mut Vec<String>) -> Tally {
    let (sides, mut tally) = (Sides(&read.gold), Tally::default());
    for person in list(&read.gold, "people").iter().filter(|p| !flag(p, "party_optional")) {
        let name = text(person, "name");
        let found = list(&read.entries, "people").iter().find(|f| same_person(name, text(f, "name")));
        let (is, party) = (text(person, "party"), found.map_or("", |f| text(f, "party")));
        match (is.is_empty(), party.is_empty()) {
            (true, true) => {}
            (false, true) => tally.missed += 1,
            (false, false) if sides.same(is, party) => tally.right += 1,
            (true, false) => tally.wrong += 1,
            (false, false) => {
                tally.wrong += 1;
                tally.missed += 1;
            }
        }
        if is.is_empty() != party.is_empty() || !(is.is_empty() || sides.same(is, party)) {
            errors.push(format!("{}: {name} is of «{is}», read as «{party}»", read.name));
        }
    }
    tally
}

/// Whether a speaker read is one of those accepted: people by id, parties by name, sources by their words.
fn speaks(read: &Read, statement: &Value, name: &str) -> bool {
    let sides = Sides(&read.gold);
    !name.is_empty() && texts(statement, "speaker").iter().any(|s| sides.means(s, name) || means(name, s))
}

fn changes(read: &Read, errors: &mut Vec<String>) -> Tally {
    let (sides, mut tally) = (Sides(&read.gold), Tally::default());
    let gold = list(&read.gold, "stance_changes");
    let found = list(&read.entries, "stance_changes");
    let same = |g: &Value, f: &Value| sides.means(text(g, "speaker"), text(f, "speaker"));
    for change in gold.iter().filter(|g| !flag(g, "optional")) {
        let right = found.iter().any(|f| same(change, f));
        tally.add(Tally { right: right.into(), wrong: 0, missed: (!right).into() });
        if !right {
            errors.push(format!("{}: missed {change}", read.name));
        }
    }
    for stray in found.iter().filter(|f| !gold.iter().any(|g| same(g, f))) {
        tally.wrong += 1;
        errors.push(format!("{}: not there {}", read.name, text(stray, "text")));
    }
    tally
}

/// Reported speech is not annotated exhaustively: what is read beyond it is not counted.
fn reported(read: &Read, errors: &mut Vec<String>) -> Tally {
    let mut tally = Tally::default();
    let indirect = |s: &&Value| text(s, "kind") == "indirect";
    for statement in list(&read.gold, "statements").iter().filter(indirect).filter(|s| !flag(s, "optional")) {
        let Some(at) = range(statement, "byte_range") else { continue };
        let mut found = list(&read.entries, "statements").iter().filter(indirect);
        let there = found.find(|f| range(f, "byte_range").is_some_and(|r| super::material::overlap(r, at)));
        let name = there.map_or("", |f| text(f, "speaker"));
        match there {
            Some(_) if speaks(read, statement, name) => tally.right += 1,
            Some(_) if !name.is_empty() => {
                tally.wrong += 1;
                tally.missed += 1;
            }
            _ => tally.missed += 1,
        }
        if !speaks(read, statement, name) {
            errors.push(format!("{}: «{}» read as said by «{name}»", read.name, read.words(at)));
        }
    }
    tally
}

fn stances(read: &Read, errors: &mut Vec<String>) -> Tally {
    let mut tally = Tally::default();
    for statement in list(&read.gold, "statements").iter().filter(|s| text(s, "kind") == "direct") {
        let label = text(statement, "stance");
        let found = range(statement, "byte_range").and_then(|at| statement_at(read, at));
        let given = found.and_then(|f| f.get("stance")).map_or("", |s| text(s, "label"));
        if label.is_empty() || label == "neutral" {
            continue;
        }
        let right = label == given;
        let wrong = !right && !given.is_empty() && given != "neutral";
        tally.add(Tally { right: right.into(), wrong: wrong.into(), missed: (!right).into() });
        if !right {
            let at = range(statement, "byte_range").unwrap_or_default();
            errors.push(format!("{}: {label}, read as {given}: «{}»", read.name, read.words(at)));
        }
    }
    tally
}

/// Relations are annotated in full in the one report that is a bulletin; elsewhere none is judged.
fn ties(read: &Read, errors: &mut Vec<String>) -> Tally {
    if list(&read.gold, "relations").is_empty() {
        return Tally::default();
    }
    let (tally, more) = super::relations::in_report(&read.gold, &read.entries, &excluded(read));
    errors.extend(more);
    tally
}

fn excluded(read: &Read) -> Vec<Range> {
    list(&read.gold, "exclude").iter().filter_map(pair).collect()
}

fn outside(task: &str, reports: &[&Report]) -> Row {
    let (mut clean, mut all, mut errors) = (0, 0, Vec::new());
    for report in reports.iter().filter(|r| !excluded(&r.read).is_empty()) {
        let mut ranges = Vec::new();
        super::geneva::every_range(&report.read.entries, &mut ranges);
        let skip = excluded(&report.read);
        let inside =
            ranges.into_iter().find(|(at, _)| skip.iter().any(|s| super::material::overlap(*at, *s)));
        all += 1;
        clean += usize::from(inside.is_none());
        errors.extend(inside.map(|(at, words)| format!("{} {at:?}: {words}", report.read.name)));
    }
    Row::share(task, clean, all, Goal::Share(1.0), errors)
}

/// The lines for the spans of quotations in the reports.
pub fn quotation_rows(own: &[Report]) -> Vec<Row> {
    let line = |half: &str| {
        let reports: Vec<&Report> = own.iter().filter(|r| r.half == half).collect();
        sum(&format!("quotation spans, {half}"), &reports, |read, errors| {
            let long = |at: &Range| read.words(*at).split_whitespace().count() >= WORDS;
            let direct = |s: &&Value| text(s, "kind") == "direct";
            let place = |s: &Value| range(s, "byte_range");
            let statements = || list(&read.gold, "statements").iter().filter(direct);
            let gold: Vec<Range> =
                statements().filter(|s| !flag(s, "optional")).filter_map(place).filter(long).collect();
            let known: Vec<Range> = statements().filter_map(place).collect();
            // A quotation over several paragraphs is one, from its first part to its last.
            let whole = |(at, s): (Range, &Value)| {
                let first =
                    list(s, "earlier_parts").iter().filter_map(|p| range(p, "byte")).map(|p| p.0).min();
                (first.unwrap_or(at.0).min(at.0), at.1)
            };
            let found: Vec<Range> = read.direct().into_iter().map(whole).filter(long).collect();
            let missed: Vec<_> = gold.iter().filter(|g| !found.contains(g)).collect();
            let wrong: Vec<_> = found.iter().filter(|f| !known.contains(f)).collect();
            missed.iter().for_each(|at| errors.push(format!("{}: missed {}", read.name, read.words(**at))));
            wrong.iter().for_each(|at| errors.push(format!("{}: not there {}", read.name, read.words(**at))));
            Tally { right: gold.len() - missed.len(), wrong: wrong.len(), missed: missed.len() }
        })
    };
    HALVES.map(line).into()
}

/// The lines for the speakers of direct quotations in the reports: right, wrong, left open.
pub fn speaker_rows(own: &[Report]) -> Vec<Row> {
    let line = |half: &str| {
        let reports: Vec<&Report> = own.iter().filter(|r| r.half == half).collect();
        sum(&format!("speaker of a direct quotation, {half}"), &reports, |read, errors| {
            let mut tally = Tally::default();
            for statement in list(&read.gold, "statements").iter().filter(|s| text(s, "kind") == "direct") {
                let at = range(statement, "byte_range").unwrap_or_default();
                if flag(statement, "optional") || flag(statement, "speaker_optional") {
                    continue;
                }
                let name = statement_at(read, at).map_or("", |s| text(s, "speaker"));
                let right = speaks(read, statement, name);
                tally.add(Tally {
                    right: right.into(),
                    wrong: (!right && !name.is_empty()).into(),
                    missed: (!right).into(),
                });
                if !right {
                    let is = texts(statement, "speaker").join(" or ");
                    errors.push(format!("{}: «{}» is {is}, read as «{name}»", read.name, read.words(at)));
                }
            }
            tally
        })
    };
    HALVES.map(line).into()
}

/// The reports of one half with their dates.
pub fn dated(own: &[Report], half: &str) -> Outcome<Vec<Dated>> {
    let mut documents = Vec::new();
    for report in own.iter().filter(|r| r.half == half) {
        let marked = |d: &Value| {
            let value = d.get("value").and_then(Value::as_str).and_then(days);
            let exact = value.as_ref().is_some_and(|(first, last)| first == last);
            Some(Marked { at: range(d, "byte_range")?, days: value, exact, optional: flag(d, "optional") })
        };
        let dates = list(&report.read.gold, "dates").iter().filter_map(marked).collect();
        let read = Read::new(&report.read.name, Value::Null, report.read.handed.clone())?;
        documents.push(Dated { read, dates });
    }
    Ok(documents)
}
