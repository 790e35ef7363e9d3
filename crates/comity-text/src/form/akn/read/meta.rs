//! The metadata of a document, as far as Comity has a place for it.

use std::collections::HashMap;

use super::super::xml::{Part, Parts, Tag};
use crate::beside::{Beside, Criticism, Loss, Reservation, Status, Tie};
use crate::error::TextError;
use crate::holders::Holders;

/// A note, with the wording of its paragraphs by their class.
struct Note {
    tag: Tag,
    parts: HashMap<String, String>,
}

/// What the metadata holds.
#[derive(Default)]
pub(super) struct Meta {
    /// By the element it stands in and its name.
    aliases: HashMap<(String, String), String>,
    organisations: Vec<Tag>,
    concepts: Vec<Tag>,
    implied: Vec<Tag>,
    notes: Vec<Note>,
    own: Vec<Tag>,
    status: String,
    number: String,
    date: String,
    read: bool,
    /// True once another program may have written other white space into it.
    edited: bool,
}

impl Meta {
    /// True before any was read.
    pub fn is_empty(&self) -> bool {
        !self.read
    }

    /// Reads to the end tag of `meta`.
    pub fn read(&mut self, parts: &mut Parts) -> Result<(), TextError> {
        self.read = true;
        let mut open: Vec<(String, String)> = Vec::new();
        loop {
            match parts.next()? {
                Part::Start(tag) => {
                    let (name, class) = (tag.name.clone(), tag.get("class").unwrap_or("").to_string());
                    let level = open.iter().rev().map(|(name, _)| name.as_str());
                    let level = level.clone().find(|name| name.starts_with("FRBR")).unwrap_or("").to_string();
                    self.take(tag, &level);
                    open.push((name, class));
                }
                Part::Words(words) => {
                    if let (Some((name, class)), Some(note)) = (open.last(), self.notes.last_mut())
                        && name == "p"
                    {
                        note.parts.entry(class.clone()).or_default().push_str(&words);
                    }
                }
                Part::End if open.pop().is_none() => return Ok(()),
                Part::End => {}
                Part::Over => return Ok(()),
            }
        }
    }

    fn take(&mut self, tag: Tag, level: &str) {
        let value = tag.get("value").unwrap_or("").to_string();
        match tag.name.as_str() {
            "FRBRalias" => {
                let name = tag.get("name").unwrap_or("").to_string();
                self.aliases.insert((level.to_string(), name), value);
            }
            "FRBRsubtype" => self.status = value,
            "FRBRversionNumber" => self.number = value,
            "FRBRdate" if level == "FRBRWork" => self.date = tag.get("date").unwrap_or("").to_string(),
            "TLCOrganization" => self.organisations.push(tag),
            "TLCConcept" => self.concepts.push(tag),
            "implicitReference" => self.implied.push(tag),
            "note" => self.notes.push(Note { tag, parts: HashMap::new() }),
            "p" if !self.notes.is_empty() => {
                let class = tag.get("class").unwrap_or("").to_string();
                if let Some(note) = self.notes.last_mut() {
                    note.parts.entry(class).or_default();
                }
            }
            "retired" | "loss" => self.own.push(tag),
            _ => {}
        }
    }

    fn alias(&self, level: &str, name: &str) -> Option<&str> {
        self.aliases.get(&(level.to_string(), name.to_string())).map(String::as_str)
    }

    /// The digest of the characters the document was written with.
    pub fn digest(&self) -> Option<&str> {
        self.alias("FRBRExpression", "digest")
    }

    /// Says that the wording is no longer what the digest is of.
    pub fn edited(mut self) -> Self {
        self.edited = true;
        self
    }

    /// True for a document Comity wrote.
    pub fn own(&self) -> bool {
        self.digest().is_some()
    }

    /// The name of the organisation with this id.
    pub fn organisation(&self, id: &str) -> Option<String> {
        let tag = self.organisations.iter().find(|tag| tag.get("eId") == Some(id))?;
        Some(tag.get("showAs").unwrap_or(id).to_string())
    }

    /// The names declared, with those of the document; one that refers to the same as another is its alias.
    pub fn holders(&self, declared: &Holders) -> Holders {
        let mut holders = declared.clone();
        let mut known = HashMap::new();
        for tag in &self.organisations {
            if ["comity", "author", "not-stated"].contains(&tag.get("eId").unwrap_or("")) {
                continue;
            }
            let (Some(name), Some(href)) = (tag.get("showAs"), tag.get("href")) else { continue };
            if name.trim().is_empty() {
                continue;
            }
            match known.get(href) {
                Some(holder) => holders.alias(*holder, name),
                None => {
                    known.insert(href, holders.declare(name));
                }
            }
        }
        holders
    }

    /// Fills in everything but ids and standing; `id` gives the permanent id of the clause of an element.
    pub fn fill(&self, beside: &mut Beside, id: &dyn Fn(&str) -> Option<String>) {
        beside.about.number = self.number.parse().ok();
        beside.about.title = self.alias("FRBRWork", "title").unwrap_or("").to_string();
        beside.about.owner = self.organisation("author").unwrap_or_default();
        beside.about.status = Status::from_word(&self.status).unwrap_or_default();
        beside.about.date = match self.alias("FRBRWork", "date") {
            Some(written) => written.to_string(),
            None if self.date == super::super::meta::UNDATED => String::new(),
            None => self.date.clone(),
        };
        for tag in &self.implied {
            let Some(clause) = tag.references("for").next().and_then(id) else { continue };
            self.implied(tag, clause, beside);
        }
        beside.criticisms = self.notes.iter().filter_map(|note| self.criticism(note, id)).collect();
        for tag in &self.own {
            let get = |name: &str| tag.get(name).unwrap_or("").to_string();
            if tag.name == "retired" {
                beside.retired.push(get("id"));
            } else {
                beside.losses.push(Loss {
                    clause: get("clause"),
                    words: get("words"),
                    reason: get("reason"),
                });
            }
        }
    }

    fn implied(&self, tag: &Tag, clause: String, beside: &mut Beside) {
        let words = tag.get("showAs").map(str::to_string);
        let Some(first) = tag.references("refersTo").next() else { return };
        if first == "reservation" {
            let holders = tag.references("refersTo").skip(1).filter_map(|id| self.organisation(id)).collect();
            let footnote = tag.get("shortForm").map(str::to_string);
            beside.reservations.push(Reservation { clause, footnote, words, holders });
        } else if let Some((issue, option)) = self.option(first) {
            beside.ties.push(Tie { clause, words, issue, option });
        }
    }

    /// The issue and the option of a concept.
    fn option(&self, id: &str) -> Option<(String, String)> {
        let concept = self.concepts.iter().find(|concept| concept.get("eId") == Some(id))?;
        concept.get("href").filter(|href| href.contains("/concept/issue/"))?;
        let (issue, option) = concept.get("showAs")?.split_once(" = ")?;
        Some((issue.to_string(), option.to_string()))
    }

    fn criticism(&self, note: &Note, id: &dyn Fn(&str) -> Option<String>) -> Option<Criticism> {
        let part = |class: &str| {
            let words = note.parts.get(class)?;
            let single = || words.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(if self.edited { single() } else { words.clone() })
        };
        let place = note.tag.references("placementBase").next();
        let clause = match place {
            Some(place) => id(place)?,
            None => note.tag.get("title")?.to_string(),
        };
        let by = note.tag.references("refersTo").next().and_then(|id| self.organisation(id))?;
        Some(Criticism {
            clause,
            by,
            words: part("words"),
            context: part("before").zip(part("after")),
            remark: part("remark").unwrap_or_default(),
            proposal: part("proposal"),
            stands_for: note.tag.references("refersTo").nth(1).and_then(|id| self.option(id)),
        })
    }
}
