//! The facts below a report, line by line, as the lists of its annotation.

use super::super::material::Range;
use super::fact::{Fact, bare, choices, names, none};
use super::kinds::polarity;
use super::labelled::Labelled;
use comity_read::Date;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

const LISTS: [&str; 11] = [
    "parties",
    "people",
    "statements",
    "stance_changes",
    "meetings",
    "proposals",
    "approvals",
    "delegations",
    "relations",
    "dates",
    "exclude",
];
/// Words before a date that are no part of it.
const PREPOSITIONS: [&str; 7] = ["on", "in", "since", "before", "by", "until", "after"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What is wrong, with the line of the facts it is wrong in, counted from one.
pub type Problem = (usize, String);

/// The lists of the annotation, and everything that is wrong with the facts.
pub fn read(text: &Labelled, facts: &str) -> (Map<String, Value>, Vec<Problem>) {
    let lines = facts.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let mut lines: Vec<(&str, usize)> = lines.collect();
    // Other facts name their days by the anchors of dates, which may stand below them.
    lines.sort_by_key(|(line, _)| !line.starts_with("date "));
    let mut read = Facts::of(text);
    for (line, number) in lines {
        read.line = number;
        read.add(line);
    }
    read.problems.sort();
    let lists = read.lists.into_iter().map(|(key, list)| (key.to_owned(), list.into()));
    (lists.collect(), read.problems)
}

struct Facts<'a> {
    text: &'a Labelled,
    /// The values of dates, by their anchors.
    days: HashMap<&'a str, Option<&'a str>>,
    lists: BTreeMap<&'static str, Vec<Value>>,
    line: usize,
    problems: Vec<Problem>,
}

impl<'a> Facts<'a> {
    fn of(text: &'a Labelled) -> Self {
        let lists = LISTS.map(|key| (key, Vec::new())).into();
        Self { text, days: HashMap::new(), lists, line: 0, problems: Vec::new() }
    }

    fn add(&mut self, line: &'a str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let fact = Fact::new(rest, word.ends_with('?'));
        let (key, value) = match bare(word) {
            "party" => ("parties", party(&fact)),
            "person" => ("people", self.person(&fact)),
            "quote" => ("statements", self.statement(&fact, "direct")),
            "said" => ("statements", self.statement(&fact, "indirect")),
            "change" => ("stance_changes", self.change(&fact)),
            "meeting" => ("meetings", self.meeting(&fact)),
            "proposal" => ("proposals", self.proposal(&fact)),
            "approval" => ("approvals", self.approval(&fact)),
            "delegation" => ("delegations", self.delegation(&fact)),
            "relation" => ("relations", self.relation(&fact)),
            "date" => ("dates", self.date(&fact)),
            "exclude" => ("exclude", json!(self.place(fact.words))),
            _ => return self.fail(format!("unknown fact: {line}")),
        };
        self.lists.entry(key).or_default().push(value);
    }

    fn fail(&mut self, what: String) {
        self.problems.push((self.line, what));
    }

    /// What was found; what was not is noted, and reading goes on to find the next fault.
    fn found<T: Default>(&mut self, found: Result<T, String>) -> T {
        found.unwrap_or_else(|what| {
            self.fail(what);
            T::default()
        })
    }

    fn place(&mut self, anchor: &str) -> Range {
        self.found(self.text.place(anchor))
    }

    fn needed(&mut self, fact: &Fact<'a>, key: &str) -> &'a str {
        self.found(fact.field(key).ok_or_else(|| format!("no {key}= in: {}", fact.words)))
    }

    fn evidence(&mut self, fact: &Fact<'a>) -> Vec<Range> {
        fact.anchors().into_iter().map(|anchor| self.place(anchor)).collect()
    }

    /// Days given by value or by the anchor of a date; a date whose value is open gives none.
    fn when(&self, fact: &Fact<'a>) -> Vec<&'a str> {
        let day = |value| self.days.get(value).copied().unwrap_or(Some(value));
        fact.choices("when").into_iter().filter_map(day).collect()
    }

    fn person(&mut self, fact: &Fact<'a>) -> Value {
        let name = self.needed(fact, "name");
        let party = fact.field("party").unwrap_or("-");
        let there = self.text.words.contains(name).then_some(name);
        let named = there.ok_or_else(|| format!("person not in the text: {name}"));
        let at = named.and_then(|name| self.text.place(name));
        json!({
            "id": fact.head, "name": name, "office": fact.field("office").and_then(none),
            "party": none(bare(party)), "party_optional": party.ends_with('?'), "byte_range": self.found(at),
        })
    }

    fn statement(&mut self, fact: &Fact<'a>, kind: &'a str) -> Value {
        let kind = fact.field("kind").unwrap_or(kind);
        let direct = kind == "direct";
        let at = if direct { self.text.quotation(fact.head) } else { self.text.place(fact.head) };
        let by = self.needed(fact, "by");
        json!({
            "kind": kind, "byte_range": self.found(at), "speaker": choices(bare(by)),
            "speaker_optional": by.ends_with('?'), "stance": fact.field("stance"),
            "optional": fact.optional || fact.field("optional").is_some(),
        })
    }

    fn change(&mut self, fact: &Fact<'a>) -> Value {
        json!({
            "speaker": fact.head, "from": self.needed(fact, "from"), "to": self.needed(fact, "to"),
            "optional": fact.optional, "evidence": self.evidence(fact),
        })
    }

    fn meeting(&mut self, fact: &Fact<'a>) -> Value {
        json!({
            "id": fact.head, "optional": fact.optional, "evidence": self.evidence(fact),
            "participants": fact.participants("who"), "when": self.when(fact), "where": fact.choices("where"),
            "level": fact.field("level"), "formal": fact.field("formal") != Some("no"),
        })
    }

    fn proposal(&mut self, fact: &Fact<'a>) -> Value {
        let owners: Vec<&str> = fact.choices("whose").into_iter().flat_map(names).collect();
        let to: Vec<&str> = fact.names("to").into_iter().map(bare).collect();
        let criticism = fact.field("criticism").filter(|anchor| !anchor.is_empty());
        json!({
            "id": fact.head, "optional": fact.optional, "evidence": self.evidence(fact), "owners": owners,
            "to": to, "when": self.when(fact), "criticism": criticism.map(|anchor| self.place(anchor)),
        })
    }

    fn approval(&mut self, fact: &Fact<'a>) -> Value {
        json!({
            "id": fact.head, "optional": fact.optional, "evidence": self.evidence(fact),
            "of": choices(self.needed(fact, "of")), "for": fact.field("for"),
        })
    }

    fn delegation(&mut self, fact: &Fact<'a>) -> Value {
        json!({
            "party": fact.head, "optional": fact.optional, "evidence": self.evidence(fact),
            "head": fact.field("head"), "head_possible": fact.field("head?"),
            "members": fact.names("members"), "inferred": fact.names("inferred"),
        })
    }

    /// `support Peru > Chile`, `agreement Peru Chile`.
    fn relation(&mut self, fact: &Fact<'a>) -> Value {
        let (kind, sides) = fact.words.split_once(' ').unwrap_or((fact.words, ""));
        let polarity = polarity(kind).ok_or_else(|| format!("unknown kind of relation: {kind}"));
        let two = sides.split_once(" > ").or_else(|| sides.split_once(' '));
        let two = two.filter(|(_, to)| !to.contains(" > "));
        let (from, to) = self.found(two.ok_or_else(|| format!("not two sides: {}", fact.words)));
        json!({
            "kind": kind, "polarity": self.found(polarity), "from": from, "to": to,
            "symmetric": kind == "agreement", "optional": fact.optional,
        })
    }

    /// `label 2031-11-12` or `words of the text = 2031-11-12`; a question mark after the value is doubt.
    fn date(&mut self, fact: &Fact<'a>) -> Value {
        let words = fact.words;
        let (anchor, value) =
            words.rsplit_once(" = ").or_else(|| words.rsplit_once(' ')).unwrap_or(("", words));
        let (value, doubt) = value.split_once(' ').unwrap_or((value, ""));
        let (value, at) = (none(value), self.place(anchor));
        let at = self.without_preposition(at);
        let day = value.map_or(Ok(()), |value| fits_weekday(&self.text.words[at.0..at.1], value));
        self.found(day);
        self.days.insert(anchor, value);
        json!({"byte_range": at, "value": value, "optional": fact.optional || !doubt.is_empty()})
    }

    fn without_preposition(&self, at: Range) -> Range {
        let words = &self.text.words[at.0..at.1];
        let (first, rest) = words.split_at(words.find(char::is_whitespace).unwrap_or(words.len()));
        let leads = PREPOSITIONS.iter().any(|word| first.eq_ignore_ascii_case(word)) && !rest.is_empty();
        if leads { (at.1 - rest.trim_start().len(), at.1) } else { at }
    }
}

fn party(fact: &Fact<'_>) -> Value {
    json!({"name": fact.head, "aliases": fact.choices("alias")})
}

/// Whether a single day is one of the calendar, and the weekday the words name, if they name one.
fn fits_weekday(words: &str, value: &str) -> Result<(), String> {
    if !is_day(value) {
        return Ok(());
    }
    let actual = WEEKDAYS[usize::from(value.parse::<Date>().map_err(|e| e.to_string())?.weekday())];
    let words = words.to_lowercase();
    match WEEKDAYS.iter().find(|day| words.contains(**day)) {
        Some(named) if *named != actual => Err(format!("{words} is not {value}, which is a {actual}")),
        _ => Ok(()),
    }
}

/// Whether a value has the shape of a day, `2031-11-12`.
fn is_day(value: &str) -> bool {
    let fits = |(i, byte): (usize, u8)| if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    value.len() == 10 && value.bytes().enumerate().all(fits)
}
