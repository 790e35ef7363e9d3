//! `comity record confirm CASE`: a walk through the unconfirmed entries, each shown in its sentence.

use super::accept::{Target, accept};
use super::edit::{by_hand, edit, prompt, select, terminal_safe};
use super::entry::{Entry, KINDS, Kind, append, entries_of};
use super::into::Folder;
use super::shelf::Shelf;
use super::whom::Surnames;
use crate::failure::Failure;
use crate::terminal::{self, Paint, Style};
use clap::{Arg, ArgMatches, Command, value_parser};
use comity::format::File;
use std::io::{self, BufRead};
use std::path::PathBuf;
use toml_edit::{Item, value};

/// `comity record …`.
pub fn command() -> Command {
    let case = Arg::new("case").value_name("CASE").required(true).value_parser(value_parser!(PathBuf));
    let confirm = Command::new("confirm")
        .about("Walk through the entries that `comity read --into` proposed: accept, edit, refuse, undo")
        .after_help("Answers are read line by line, so that they can also come from a file.")
        .arg(case.clone());
    let show = Command::new("show")
        .about("Say what the record supports: who must approve, who holds out, what is unknown, what to ask")
        .arg(case);
    Command::new("record")
        .about("The record of who said what")
        .subcommand_required(true)
        .subcommand(confirm)
        .subcommand(show)
}

/// Runs `comity record …`.
///
/// *Errors*: files that cannot be read or written, and faults of the case.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let Some((name, arguments)) = arguments.subcommand() else { return Ok(()) };
    let Some(path) = arguments.get_one::<PathBuf>("case") else { return Ok(()) };
    let folder = Folder::open(path)?;
    if name == "show" {
        return terminal::print(&super::outlook::outlook(&folder.case, &folder.record));
    }
    let mut walk = Walk {
        shelf: Shelf::new(&folder.root),
        folder,
        paint: Paint::stdout(),
        same: Vec::new(),
        surnames: Surnames::default(),
    };
    walk.all(&mut io::stdin().lock())
}

const HELP: &str =
    "  a accept   e edit   r refuse   s skip   u undo   m add an entry that was missed   q quit\n";

/// What a person answered.
enum Answer {
    Next,
    Again,
    Back,
    Quit,
}

struct Walk {
    shelf: Shelf,
    folder: Folder,
    paint: Paint,
    /// Doubtful names a person has decided: the name and the id meant.
    same: Vec<(String, String)>,
    /// Whom surnames that fit several people mean, where a person said.
    surnames: Surnames,
}

/// Where an open entry stands: the file, and its number in it.
type Place = (String, usize);

impl Walk {
    fn all(&mut self, input: &mut impl BufRead) -> Result<(), Failure> {
        let mut done: Vec<Place> = Vec::new();
        let mut skipped: Vec<Place> = Vec::new();
        loop {
            let open = self.open()?;
            let left = open.iter().filter(|place| !skipped.contains(place)).count();
            let Some(place) = open.iter().find(|place| !skipped.contains(place)).cloned() else { break };
            self.show(&place, left)?;
            match self.ask(&place, input)? {
                Answer::Next => {
                    self.shelf.settle();
                    done.push(place);
                }
                Answer::Again => {
                    if self.entries(&place.0)?.get(place.1).is_none_or(|e| e.state != "open") {
                        continue;
                    }
                    skipped.push(place);
                }
                Answer::Back => {
                    skipped.clear();
                    done.pop();
                }
                Answer::Quit => break,
            }
        }
        let rest = self.open()?.len();
        terminal::print(&format!("{} decided, {rest} left open.\n", done.len()))
    }

    /// The files of unconfirmed entries.
    fn files(&self) -> Vec<String> {
        let shelved = self
            .folder
            .files
            .iter()
            .filter(|file: &&File| file.path.starts_with("unconfirmed/") && file.path.ends_with(".toml"));
        shelved.map(|file| file.path.clone()).collect()
    }

    fn entries(&self, name: &str) -> Result<Vec<Entry>, Failure> {
        Ok(entries_of(&self.shelf.document(name)?))
    }

    /// The open entries, kind by kind: people first.
    fn open(&self) -> Result<Vec<Place>, Failure> {
        let mut list = Vec::new();
        for name in self.files() {
            let entries = self.entries(&name)?;
            for kind in KINDS {
                let open = entries.iter().enumerate().filter(|(_, e)| e.kind == kind && e.state == "open");
                list.extend(open.map(|(index, _)| (name.clone(), index)));
            }
        }
        Ok(list)
    }

    fn entry(&self, place: &Place) -> Result<Entry, Failure> {
        let entries = self.entries(&place.0)?;
        entries
            .into_iter()
            .nth(place.1)
            .ok_or_else(|| Failure::refused(format!("{} has changed meanwhile", place.0)))
    }

    /// Shows an entry in its sentence, with what it proposes.
    fn show(&self, place: &Place, left: usize) -> Result<(), Failure> {
        let entry = self.entry(place)?;
        let title = format!("{} ({left} open)", entry.kind.name());
        let mut out = format!("\n{}\n", self.paint.text(Style::Bold, &title));
        let clean = |text: &str| terminal_safe(text);
        out.push_str(&format!(
            "  …{}{}{}…\n",
            self.paint.text(Style::Faint, &clean(&entry.before)),
            self.paint.text(Style::Blue, &clean(&entry.quotation)),
            self.paint.text(Style::Faint, &clean(&entry.after))
        ));
        for (key, text) in entry.fields.iter().filter(|(key, _)| !hidden(key)) {
            out.push_str(&format!("    {key}: {}\n", clean(text)));
        }
        out.push_str(&format!("    rule {}, confidence {:.2}\n", entry.rule, entry.confidence));
        terminal::print(&(out + HELP))
    }

    fn ask(&mut self, place: &Place, input: &mut impl BufRead) -> Result<Answer, Failure> {
        loop {
            let Some(line) = prompt("> ", input)? else { return Ok(Answer::Quit) };
            match line.as_str() {
                "a" | "accept" => {
                    let entry = self.entry(place)?;
                    if self.accepted(place, entry, input)? {
                        return Ok(Answer::Next);
                    }
                }
                "e" | "edit" => {
                    let mut entry = self.entry(place)?;
                    edit(&mut entry, input)?;
                    if self.accepted(place, entry, input)? {
                        return Ok(Answer::Next);
                    }
                }
                "r" | "refuse" => {
                    self.decide(place, "refused", None)?;
                    return Ok(Answer::Next);
                }
                "s" | "skip" => return Ok(Answer::Again),
                "u" | "undo" => {
                    let undone = self.shelf.undo()?;
                    self.surnames.forget();
                    terminal::print(if undone { "Taken back.\n" } else { "Nothing to take back.\n" })?;
                    return Ok(Answer::Back);
                }
                "m" | "missed" => {
                    self.missed(place, input)?;
                    return Ok(Answer::Next);
                }
                "q" | "quit" => return Ok(Answer::Quit),
                _ => terminal::print(HELP)?,
            }
        }
    }

    /// Accepts an entry, unless the case could not be read with it: then nothing is written.
    fn accepted(&mut self, place: &Place, entry: Entry, input: &mut impl BufRead) -> Result<bool, Failure> {
        if !self.accept(place, entry, input)? {
            return Ok(false);
        }
        match Folder::open(&self.folder.root) {
            Ok(folder) => {
                self.folder = folder;
                Ok(true)
            }
            Err(failure) => {
                self.shelf.abandon()?;
                terminal::print(&terminal::describe(&failure, self.paint))?;
                terminal::print("  Not accepted: the entry is as it was. Edit it, or refuse it.\n")?;
                Ok(false)
            }
        }
    }

    /// Writes an entry where it belongs; not before it is known who is meant.
    fn accept(&mut self, place: &Place, entry: Entry, input: &mut impl BufRead) -> Result<bool, Failure> {
        let mut unconfirmed = Vec::new();
        for name in self.files() {
            unconfirmed.extend(self.entries(&name)?);
        }
        let case = &self.folder.case;
        let ask = |question: &str| prompt(&terminal_safe(question), input);
        let Some(meant) = self.surnames.settle(&place.0, &entry, case, &unconfirmed, ask)? else {
            return Ok(false);
        };
        if !self.surnames.decided(&place.0, entry.get("name")) {
            self.settle_doubt(&entry, input)?;
        }
        let known = entry.kind == Kind::Person && self.same.iter().any(|(name, _)| name == meant.get("name"));
        if !known {
            let description = self.shelf.document(&place.0)?;
            let sources = description.get("source").and_then(Item::as_table);
            let (source, table) = sources
                .and_then(|s| s.iter().next())
                .map(|(id, item)| (id.to_owned(), item.as_table().cloned()))
                .ok_or_else(|| {
                    Failure::refused(format!("{} names no source", place.0))
                        .with_help("file the document again with `comity read --into`")
                })?;
            let mut people = self.people(&place.0)?;
            people.extend(self.surnames.people());
            let case = Folder::open(&self.folder.root)?.case;
            let description = table.map(|mut t| {
                t.decor_mut().set_prefix("");
                t
            });
            let target =
                Target { case: &case, source: &source, description, same: self.same.clone(), people };
            accept(&meant, &target, &mut self.shelf)?;
        }
        self.decide(place, "accepted", Some(&entry)).map(|()| true)
    }

    /// People the source's own entries describe: for members and speakers not yet in the case.
    fn people(&self, name: &str) -> Result<Vec<(String, String, String)>, Failure> {
        let entries = self.entries(name)?;
        let people = entries.iter().filter(|e| e.kind == Kind::Person);
        Ok(people
            .map(|e| (e.get("name").to_owned(), e.get("office").to_owned(), e.get("party").to_owned()))
            .collect())
    }

    /// Asks whether a doubtful name means somebody of the case.
    fn settle_doubt(&mut self, entry: &Entry, input: &mut impl BufRead) -> Result<(), Failure> {
        let (name, id) = (entry.get("name").to_owned(), entry.get("perhaps").to_owned());
        let Some(known) = self.folder.case.people.iter().find(|p| p.id == id) else { return Ok(()) };
        let question = format!("  Is {name} the same person as {} ({id})? y/n > ", known.name);
        if prompt(&question, input)?.is_some_and(|answer| answer.starts_with(['y', 'Y'])) {
            self.same.push((name, id));
        }
        Ok(())
    }

    /// Writes what became of an entry into the file of unconfirmed entries.
    fn decide(&mut self, place: &Place, state: &str, edited: Option<&Entry>) -> Result<(), Failure> {
        let mut document = self.shelf.document(&place.0)?;
        let table = document
            .get_mut("entry")
            .and_then(Item::as_array_of_tables_mut)
            .and_then(|list| list.get_mut(place.1));
        if let Some(table) = table {
            table["state"] = value(state);
            if let Some(edited) = edited {
                edited.fields.iter().for_each(|(key, text)| table[key.as_str()] = value(text.as_str()));
            }
        }
        self.shelf.write(&place.0, document.to_string().as_bytes())
    }

    /// An entry the reading missed, from words of the source that a person selects.
    fn missed(&mut self, place: &Place, input: &mut impl BufRead) -> Result<(), Failure> {
        let Some(text) = self.source_text(&place.0)? else {
            return terminal::print("  The source is not in sources/: put it there first.\n");
        };
        let Some(words) = prompt("  words of the source, or a byte range such as 300-425 > ", input)? else {
            return Ok(());
        };
        let Some((start, end)) = select(&text, &words) else {
            return terminal::print("  These words do not stand in the source exactly once.\n");
        };
        let Some(kind) =
            prompt("  kind (statement, meeting, proposal, approval, delegation, person) > ", input)?
        else {
            return Ok(());
        };
        let Some(kind) = Kind::of_name(&kind) else { return terminal::print("  There is no such kind.\n") };
        let mut entry = by_hand(kind, &text, start, end);
        edit(&mut entry, input)?;
        let mut document = self.shelf.document(&place.0)?;
        append(&mut document, &entry);
        let index = entries_of(&document).len().saturating_sub(1);
        self.shelf.write(&place.0, document.to_string().as_bytes())?;
        self.accepted(&(place.0.clone(), index), entry, input).map(|_| ())
    }

    /// The document that a file of unconfirmed entries is about.
    fn source_text(&self, name: &str) -> Result<Option<String>, Failure> {
        let document = self.shelf.document(name)?;
        let file = document
            .get("source")
            .and_then(Item::as_table)
            .and_then(|s| s.iter().next().map(|(_, item)| item.clone()));
        let file = file
            .as_ref()
            .and_then(|item| item.get("file"))
            .and_then(Item::as_str)
            .map(|f| format!("sources/{f}"));
        let bytes = file.and_then(|path| self.folder.files.get(&path).map(|f| f.bytes.clone()));
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

/// Fields that are for the program rather than for the eye.
fn hidden(key: &str) -> bool {
    matches!(key, "is" | "to_is" | "perhaps" | "when_inferred")
}
