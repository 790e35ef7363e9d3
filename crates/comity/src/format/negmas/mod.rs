//! NegMAS folders, YAML or JSON: an outcome space and a utility function a party, told apart by
//! their `type`. Types are read from a list; no class is ever looked up by name.
//!
//! *Source*: NegMAS 0.16.0, `Scenario.dumpas`.

mod boxes;
mod space;
mod utility;
mod value;

use super::Room;
use super::diagnostic::{Diagnostic, Faults, Place, Refusal};
use super::files::{File, Files};
use super::names::Ids;
use super::tree::{Node, Tree};
use super::{json, yaml};
use crate::decimal::Ratio;
use crate::model::{Basis, Case, Holder, Mandate, Note, Party, PartyId, Role};
use space::Space;

/// Reads the outcome space and the utility functions; parties stand in the order of the file names.
///
/// *Errors*: every fault found. What NegMAS has and Comity does not use is a note of the case.
pub fn read(files: &Files) -> Result<Case, Refusal> {
    let mut reading = Reading::default();
    let mut trees = Vec::new();
    for file in files.iter().filter(|file| is_candidate(file)) {
        trees.extend(reading.faults.keep(parse(file)));
    }
    let (spaces, functions): (Vec<&Tree>, Vec<&Tree>) =
        trees.iter().filter(|tree| reading.has_type(tree)).partition(|tree| space::is_space(&tree.root));
    let mut case = Case::default();
    match (spaces.as_slice(), functions.is_empty()) {
        ([one], false) => {
            let space = Space::read(one, &mut reading);
            reading.parties(&mut case, &space, &functions);
            case.title = space.title;
            case.issues = space.issues;
        }
        ([], _) => reading.absent(files, "no outcome space: no file has the type `CartesianOutcomeSpace`"),
        (_, true) => reading.absent(files, "no utility function beside the outcome space"),
        ([_, second, ..], _) => {
            let names: Vec<&str> = spaces.iter().map(|tree| tree.file.path.as_str()).collect();
            let fault = second.at(&second.root, format!("several outcome spaces: {}", names.join(", ")));
            reading.faults.push(fault.help("put each with its utility functions into a folder of its own"));
        }
    }
    case.notes = reading.notes;
    reading.faults.or(case)
}

/// Whether a file may belong to a NegMAS folder; names that begin with `_` hold statistics.
pub(super) fn is_candidate(file: &File) -> bool {
    !file.name().starts_with('_') && ["yml", "yaml", "json"].iter().any(|ext| file.has_extension(ext))
}

/// Whether a value looks like something NegMAS wrote.
pub(super) fn recognises(root: &Node) -> bool {
    type_node(root).is_some()
}

pub(super) fn parse(file: &File) -> Result<Tree<'_>, Diagnostic> {
    if file.has_extension("json") { json::parse(file) } else { yaml::parse(file) }
}

/// What a reader collects on its way.
#[derive(Default)]
struct Reading {
    faults: Faults,
    notes: Vec<Note>,
    room: Room,
}

/// Most remarks kept.
const MOST_NOTES: usize = 100;

impl Reading {
    fn note(&mut self, file: &File, remark: &str) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note(format!("{}: {remark}", file.path)));
        }
    }

    fn has_type(&mut self, tree: &Tree) -> bool {
        let has = type_node(&tree.root).is_some();
        if !has {
            self.note(tree.file, "has no `type`, passed over");
        }
        has
    }

    fn absent(&mut self, files: &Files, message: &str) {
        if self.faults.is_empty() {
            let any = files.iter().next().map(|file| file.path.clone()).unwrap_or_default();
            let help = "a NegMAS folder holds an outcome space and a utility function a party";
            self.faults.push(Diagnostic::at(Place::whole(any), message).help(help));
        }
    }

    fn parties(&mut self, case: &mut Case, space: &Space, functions: &[&Tree]) {
        let mut ids = Ids::default();
        for tree in functions {
            let party = PartyId(case.parties.len());
            let stated = tree.root.get("name").and_then(|name| tree.name(name).ok());
            let name = stated.filter(|name| !name.is_empty()).unwrap_or_else(|| tree.file.stem().to_owned());
            case.parties.push(Party {
                id: ids.take(&name, "party"),
                name,
                role: Role::Negotiating,
                about: None,
            });
            let mut mandate = blank(Holder::Party(party));
            self.utility(tree, &tree.root, space, &mut mandate);
            case.mandates.push(mandate);
        }
    }

    /// The name of a `type`, when it is one of `allowed`.
    fn type_of(&mut self, tree: &Tree, node: &Node, allowed: &[&'static str]) -> Option<&'static str> {
        let Some(stated) = type_node(node) else {
            self.faults.push_with(|| tree.at(node, "`type` is missing here"));
            return None;
        };
        let name = self.faults.keep(tree.name(stated))?;
        let known = allowed.iter().find(|known| **known == class_name(&name));
        if known.is_none() {
            let message = format!("the type `{name}` cannot be read here");
            self.faults.push_with(|| {
                tree.at(stated, message).help(format!("types that can: {}", allowed.join(", ")))
            });
        }
        known.copied()
    }
}

fn blank(holder: Holder) -> Mandate {
    Mandate {
        holder,
        basis: Basis::Known,
        scores: Vec::new(),
        joint: Vec::new(),
        bias: Ratio::ZERO,
        cap: None,
        scale: None,
        red_lines: Vec::new(),
        reservation: None,
        priorities: Vec::new(),
    }
}

/// The node that names the type; older versions call the key `__python_class__`.
fn type_node(node: &Node) -> Option<&Node> {
    node.get("type").or_else(|| node.get("__python_class__"))
}

/// The class without its module, when the module is NegMAS's own.
fn class_name(name: &str) -> &str {
    match name.strip_prefix("negmas.") {
        Some(inside) => inside.rsplit('.').next().unwrap_or(inside),
        None => name,
    }
}
