//! The press report with hand-made answers: every kind of fact it holds, item by item.

use super::marks::Moves;
use super::material::{Outcome, Range, Read, flag, list, nested, overlap, range, slice, text, texts};
use super::names::{same_party, same_person};
use super::quotations::statement_at;
use super::reader::Handed;
use super::tally::{Goal, Row};
use serde_json::Value;
use std::path::Path;

/// The report, its answers, and what was renamed in it.
pub struct Talks {
    pub text: String,
    pub gold: Value,
    pub moves: Moves,
    pub names: Vec<(String, String)>,
}

/// One item: how much of it was got right, and what not.
pub struct Item {
    pub task: &'static str,
    pub right: usize,
    pub all: usize,
    pub goal: Goal,
    pub errors: Vec<String>,
}

/// The report as published.
pub fn load(folder: &Path) -> Outcome<Talks> {
    let path = folder.join("geneva-report.txt");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let gold = super::material::load(&folder.join("geneva-gold.json"))?;
    Ok(Talks { text, gold, moves: Moves::default(), names: Vec::new() })
}

/// The lines for the report as published.
pub fn rows(talks: &Talks) -> Outcome<Vec<Row>> {
    let row = |i: Item| Row::share(i.task, i.right, i.all, i.goal, i.errors);
    Ok(items(talks)?.into_iter().map(row).collect())
}

impl Talks {
    /// A place of the answers in the text as it is now.
    fn place(&self, value: &Value) -> Option<Range> {
        range(value, "byte").map(|at| self.moves.range(at))
    }

    fn place_at(&self, value: &Value, key: &str) -> Option<Range> {
        value.get(key).and_then(|v| self.place(v))
    }

    /// A name of the answers as it reads now.
    fn now(&self, name: &str) -> String {
        super::replaced::rename(name, &self.names)
    }

    fn person(&self, id: &str) -> String {
        let person = list(&self.gold, "people").iter().find(|p| text(p, "id") == id);
        person.map_or_else(|| id.to_owned(), |p| self.now(text(p, "name")))
    }

    /// Whether a party read is that party of the answers, by any of its names.
    fn party(&self, found: &str, id: &str) -> bool {
        let party = list(&self.gold, "parties").iter().find(|p| text(p, "id") == id);
        let mut names = party.map_or_else(Vec::new, |p| texts(p, "surface"));
        names.push(if id == "US" { "United States".to_owned() } else { id.to_owned() });
        names.iter().any(|n| same_party(found, &self.now(n)))
    }
}

/// Every item of the report.
pub fn items(talks: &Talks) -> Outcome<Vec<Item>> {
    let handed = Handed::text(&talks.text);
    let read = Read::new("geneva", talks.gold.clone(), handed.clone())?;
    let dated = Handed { date: Some("2025-11-24".to_owned()), ..handed };
    let dated = Read::new("geneva", talks.gold.clone(), dated)?;
    Ok(vec![
        quotations(talks, &read),
        people(talks, &read),
        strangers(talks, &read),
        offices(talks, &read),
        approvals(talks, &read),
        meetings(talks, &read),
        nothing_more(talks, &read),
        members(talks, &read),
        heads(talks, &read),
        present(talks, &read),
        changes(talks, &read),
        related(talks, &read),
        proposal(talks, &read),
        reported(talks, &read),
        authors_voice(talks, &read),
        stances(talks, &read),
        days(talks, &dated),
    ])
}

const ALL: Goal = Goal::Share(1.0);

fn item(task: &'static str, goal: Goal, judged: impl Iterator<Item = (bool, String)>) -> Item {
    let judged: Vec<_> = judged.collect();
    let right = judged.iter().filter(|(right, _)| *right).count();
    let errors = judged.iter().filter(|(right, _)| !right).map(|(_, e)| e.clone()).collect();
    Item { task, right, all: judged.len(), goal, errors }
}

fn quotations(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "quotations").iter().map(|q| {
        let at = talks.place_at(q, "span_with_marks").unwrap_or_default();
        let found = read.direct().into_iter().find(|(r, _)| *r == at);
        let name = found.map_or("", |(_, s)| text(s, "speaker"));
        let speaker = talks.person(text(q, "speaker"));
        let named = talks.place_at(q, "speaker_span").unwrap_or_default();
        let words = read.words(named);
        (same_person(name, &speaker), format!("{}: {speaker} («{words}»), read as «{name}»", text(q, "id")))
    });
    item("quotations with their speaker", ALL, judged)
}

fn person_read<'a>(read: &'a Read, name: &str) -> Option<&'a Value> {
    list(&read.entries, "people").iter().find(|p| same_person(text(p, "name"), name))
}

fn people(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "people").iter().map(|p| {
        let name = talks.now(text(p, "name"));
        let found = person_read(read, &name);
        let party = found.map_or("", |f| text(f, "party"));
        let named = list(p, "mentions").first().and_then(|m| talks.place(m)).unwrap_or_default();
        let error = format!("{}: read with party «{party}»", read.words(named));
        (talks.party(party, text(p, "party")), error)
    });
    item("people with their party", ALL, judged)
}

fn strangers(talks: &Talks, read: &Read) -> Item {
    let gold: Vec<String> = list(&talks.gold, "people").iter().map(|p| talks.now(text(p, "name"))).collect();
    let judged = list(&read.entries, "people").iter().map(|p| {
        let name = text(p, "name");
        (gold.iter().any(|g| same_person(g, name)), format!("no such person: {name}"))
    });
    item("people read who are people", ALL, judged)
}

fn offices(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "people").iter().map(|p| {
        let name = talks.now(text(p, "name"));
        let at = talks.place_at(p, "role_span").unwrap_or_default();
        let found = person_read(read, &name);
        let office = found.and_then(|f| nested(f, "office_span"));
        (
            office.is_some_and(|o| overlap(o, at) || read.words(o) == read.words(at)),
            format!("{name}: office {:?}", found.map(|f| text(f, "office"))),
        )
    });
    item("people with their office", Goal::Watch, judged)
}

fn approvals(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "approvals_required").iter().map(|a| {
        let name = talks.person(text(a, "approver"));
        let object = talks.place_at(a, "object_span").unwrap_or_default();
        let found = list(&read.entries, "approvals").iter().any(|f| {
            same_person(text(f, "approver"), &name) && nested(f, "object").is_none_or(|o| overlap(o, object))
        });
        (found, format!("approval of {name} not read"))
    });
    item("approvals", ALL, judged)
}

/// The reader's meeting at the place of one of the answers, with its parties.
fn meeting_read<'a>(talks: &Talks, read: &'a Read, meeting: &Value) -> Option<&'a Value> {
    let at = talks.place_at(meeting, "evidence")?;
    let key = if meeting.get("parties").is_some() { "parties" } else { "participants" };
    let parties = texts(meeting, key);
    list(&read.entries, "meetings").iter().find(|m| {
        let there = range(m, "byte_range").is_some_and(|r| overlap(r, at));
        let named = texts(m, "parties");
        there && parties.iter().all(|p| named.iter().any(|n| talks.party(n, p)))
    })
}

fn meetings(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "meetings").iter().map(|m| {
        let found = meeting_read(talks, read, m);
        let when = talks.place_at(m, "when");
        let timed = found.and_then(|f| nested(f, "when")).zip(when).is_some_and(|(a, b)| overlap(a, b));
        let placed = found.is_some_and(|f| match talks.place_at(m, "where") {
            Some(at) => nested(f, "where").is_some_and(|w| overlap(w, at)),
            None => nested(f, "where").is_none(),
        });
        (
            timed && placed,
            format!("{}: found {}, day {timed}, place {placed}", text(m, "id"), found.is_some()),
        )
    });
    item("meetings with parties, day and place", ALL, judged)
}

/// Meetings and approvals that are none of those in the answers.
fn nothing_more(talks: &Talks, read: &Read) -> Item {
    let gold = list(&talks.gold, "meetings");
    let known: Vec<*const Value> =
        gold.iter().filter_map(|m| meeting_read(talks, read, m)).map(std::ptr::from_ref).collect();
    let meetings = list(&read.entries, "meetings").iter().map(|m| {
        (known.contains(&std::ptr::from_ref(m)), format!("one meeting too many: {}", text(m, "text")))
    });
    let approvers: Vec<String> =
        list(&talks.gold, "approvals_required").iter().map(|a| talks.person(text(a, "approver"))).collect();
    let approvals = list(&read.entries, "approvals").iter().map(|a| {
        let right = approvers.iter().any(|n| same_person(n, text(a, "approver")));
        (right, format!("one approval too many: {}", text(a, "text")))
    });
    item("meetings and approvals read that are some", ALL, meetings.chain(approvals))
}

fn delegation<'a>(talks: &Talks, read: &'a Read, party: &str) -> Option<&'a Value> {
    list(&read.entries, "delegations").iter().find(|d| talks.party(text(d, "party"), party))
}

fn members(talks: &Talks, read: &Read) -> Item {
    let gold = list(&talks.gold, "delegations").first();
    let wanted: Vec<String> = gold.map_or_else(Vec::new, |d| texts(d, "members"));
    let found = delegation(talks, read, "US").map_or_else(Vec::new, |d| texts(d, "members"));
    let in_list = |id: &String| found.iter().any(|f| same_person(f, &talks.person(id)));
    let judged: Vec<_> =
        wanted.iter().map(|id| (in_list(id), format!("not a member: {}", talks.person(id)))).collect();
    let surplus = found.len().saturating_sub(wanted.len());
    let extra = (surplus > 0).then(|| (false, format!("{surplus} members too many: {found:?}")));
    item("members of the first delegation", ALL, judged.into_iter().chain(extra))
}

fn heads(talks: &Talks, read: &Read) -> Item {
    let found = delegation(talks, read, "Ukraine");
    let head = found.map_or("", |d| text(d, "head"));
    let stated = found.is_some_and(|d| !flag(d, "head_inferred"));
    let inferred = found.map_or_else(Vec::new, |d| texts(d, "inferred"));
    let (yermak, umerov) = (talks.person("yermak"), talks.person("umerov"));
    let judged = [
        (stated && same_person(head, &yermak), format!("head read as «{head}», stated {stated}")),
        (inferred.iter().any(|i| same_person(i, &umerov)), format!("inferred members {inferred:?}")),
    ];
    item("stated head and inferred member", ALL, judged.into_iter())
}

fn present(talks: &Talks, read: &Read) -> Item {
    let delegation = delegation(talks, read, "Europe");
    let nobody = delegation.is_some_and(|d| {
        texts(d, "members").is_empty() && texts(d, "inferred").is_empty() && text(d, "head").is_empty()
    });
    item("a party present with nobody named", ALL, [(nobody, format!("read: {delegation:?}"))].into_iter())
}

fn changes(talks: &Talks, read: &Read) -> Item {
    let gold = list(&talks.gold, "stance_changes").iter();
    let judged = gold.map(|c| {
        let name = talks.person(text(c, "speaker"));
        let days =
            [talks.place_at(c, "from_date"), talks.place_at(c, "to_date")].map(Option::unwrap_or_default);
        let right = list(&read.entries, "stance_changes").iter().any(|f| {
            let dated = ["from_date", "to_date"].into_iter().zip(days);
            same_person(text(f, "speaker"), &name)
                && text(f, "from") == "flexible"
                && text(f, "to") == "criticises"
                && dated.into_iter().all(|(key, day)| nested(f, key).is_some_and(|at| overlap(at, day)))
        });
        (right, format!("{name}: read {:?}", list(&read.entries, "stance_changes")))
    });
    item("change of stance between the two days", ALL, judged)
}

/// Every range an output holds, however deep, with its words where the output repeats them.
pub fn every_range(value: &Value, ranges: &mut Vec<(Range, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                let is_range = key == "byte" || key.ends_with("_range");
                let own = key == "byte" || key == "byte_range";
                match super::material::pair(inner).filter(|_| is_range) {
                    Some(at) => ranges.push((at, if own { text(value, "text") } else { "" }.to_owned())),
                    None => every_range(inner, ranges),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| every_range(inner, ranges)),
        _ => {}
    }
}

fn related(talks: &Talks, read: &Read) -> Item {
    let mut ranges = Vec::new();
    every_range(&read.entries, &mut ranges);
    let judged = list(&talks.gold, "exclude").iter().map(|e| {
        let at = talks.place_at(e, "span").unwrap_or_default();
        let inside: Vec<_> = ranges.iter().filter(|(r, _)| overlap(*r, at)).collect();
        (inside.is_empty(), format!("from the related link: {inside:?}"))
    });
    item("nothing from the related link", ALL, judged)
}

fn proposal(talks: &Talks, read: &Read) -> Item {
    let gold =
        list(&talks.gold, "proposals").iter().filter(|p| p.get("author").is_some_and(|a| !a.is_null()));
    let judged = gold.map(|p| {
        let at = talks.place_at(p, "span").unwrap_or_default();
        let right = list(&read.entries, "proposals").iter().any(|f| {
            range(f, "byte_range").is_some_and(|r| overlap(r, at))
                && talks.party(text(f, "author"), text(p, "author"))
                && talks.party(text(f, "presented_to"), text(p, "presented_to"))
        });
        (right, format!("read: {:?}", list(&read.entries, "proposals")))
    });
    item("proposal with author and recipient", Goal::Watch, judged)
}

fn reported(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "indirect_statements").iter().map(|s| {
        let at = talks.place_at(s, "content").unwrap_or_default();
        let speaker = text(s, "speaker");
        let collective = list(&talks.gold, "collective_sources").iter().find(|c| text(c, "id") == speaker);
        let right =
            list(&read.entries, "statements").iter().filter(|f| text(f, "kind") == "indirect").any(|f| {
                let name = text(f, "speaker");
                range(f, "byte_range").is_some_and(|r| overlap(r, at))
                    && match collective {
                        Some(c) => super::names::means(name, &talks.now(text(c, "text"))),
                        None => same_person(name, &talks.person(speaker)),
                    }
            });
        (right, format!("{}: {}", text(s, "id"), slice(talks.text.as_bytes(), at)))
    });
    item("reported speech with its speaker", Goal::Watch, judged)
}

fn authors_voice(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "author_voice_not_attributable").iter().map(|v| {
        let at = talks.place_at(v, "span").unwrap_or_default();
        let taken = list(&read.entries, "statements")
            .iter()
            .find(|s| range(s, "byte_range").is_some_and(|r| overlap(r, at)));
        (taken.is_none(), format!("attributed: {:?}", taken.map(|t| text(t, "text"))))
    });
    item("author's own voice attributed to nobody", Goal::Watch, judged)
}

fn stances(talks: &Talks, read: &Read) -> Item {
    let judged = list(&talks.gold, "quotations").iter().map(|q| {
        let at = talks.place_at(q, "span_with_marks").unwrap_or_default();
        let label =
            |v: Option<&Value>| v.and_then(|v| v.get("stance")).map_or("", |s| text(s, "label")).to_owned();
        let (found, gold) = (label(statement_at(read, at)), label(Some(q)));
        (found == gold, format!("{}: {gold}, read as {found}", text(q, "id")))
    });
    item("stance of the quotations", Goal::Watch, judged)
}

fn days(talks: &Talks, read: &Read) -> Item {
    let known = talks.gold.get("resolution_if_document_date").and_then(|r| r.get("2025-11-24"));
    let judged = list(&talks.gold, "date_expressions").iter().filter_map(|d| {
        let day = known.map(|k| text(k, text(d, "text"))).filter(|v| v.starts_with("2025"))?.get(..10)?;
        let at = talks.place(d)?;
        let found = list(&read.entries, "dates")
            .iter()
            .find(|f| range(f, "byte_range").is_some_and(|r| overlap(r, at)));
        let value = found.map_or("", |f| text(f, "value"));
        Some((value.starts_with(day), format!("{}: {day}, read as «{value}»", text(d, "text"))))
    });
    item("days, given the day of publication", Goal::Watch, judged)
}
