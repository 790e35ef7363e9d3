//! GeniusWeb JSON: a profile a party, each with a copy of the domain; a domain file may lie beside.
//! Utilities and weights are used as written; the reservation is a bid.

mod domain;
mod profile;

use super::Room;
use super::diagnostic::{Diagnostic, Faults, Place, Refusal};
use super::files::{File, Files};
use super::json;
use super::names::Ids;
use super::tree::{Node, Tree};
use crate::model::{Case, Holder, Note, Party, PartyId, Role};
use domain::Domain;

/// The kind of profile Comity reads; GeniusWeb wraps a profile in an object with its kind as key.
const ADDITIVE: &str = "LinearAdditiveUtilitySpace";
/// Kinds that GeniusWeb has and Comity does not read.
const OTHERS: [&str; 4] =
    ["SumOfGroupsUtilitySpace", "DefaultPartialOrdering", "PartialOrdering", "DefaultProfile"];

/// Reads the profiles; parties stand in the order of their file names.
///
/// *Errors*: every fault found. What GeniusWeb has and Comity does not use is a note of the case.
pub fn read(files: &Files) -> Result<Case, Refusal> {
    let mut reading = Reading::default();
    let mut trees = Vec::new();
    for file in files.with_extension(&["json"]) {
        trees.extend(reading.faults.keep(json::parse(file)));
    }
    let profiles: Vec<(&Tree, &Node)> =
        trees.iter().filter_map(|tree| reading.profile_of(tree).map(|profile| (tree, profile))).collect();
    let domain_file = trees.iter().find(|tree| is_domain(&tree.root)).map(|tree| (tree, &tree.root));
    let embedded = || profiles.iter().find_map(|&(tree, profile)| Some((tree, profile.get("domain")?)));
    let mut case = Case::default();
    match domain_file.or_else(embedded) {
        _ if profiles.is_empty() => reading.no_profile(files),
        None => reading.no_domain(&profiles),
        Some((tree, node)) => {
            let domain = Domain::read(tree, node, &mut reading);
            reading.parties(&mut case, &domain, &profiles);
            case.title = domain.title;
            case.issues = domain.issues;
        }
    }
    case.notes = reading.notes;
    reading.faults.or(case)
}

/// Whether a JSON value looks like something GeniusWeb wrote.
pub(super) fn recognises(root: &Node) -> bool {
    is_domain(root) || root.get(ADDITIVE).is_some() || OTHERS.iter().any(|kind| root.get(kind).is_some())
}

fn is_domain(root: &Node) -> bool {
    root.get("issuesValues").is_some()
}

/// What a reader collects on its way.
#[derive(Default)]
struct Reading {
    faults: Faults,
    notes: Vec<Note>,
    room: Room,
}

impl Reading {
    fn note(&mut self, file: &File, remark: &str) {
        self.notes.push(Note(format!("{}: {remark}", file.path)));
    }

    fn profile_of<'t>(&mut self, tree: &'t Tree) -> Option<&'t Node> {
        if let Some(profile) = tree.root.get(ADDITIVE) {
            return Some(profile);
        }
        if let Some(kind) = OTHERS.iter().find(|kind| tree.root.get(kind).is_some()) {
            let fault = tree.at(&tree.root, format!("a profile of kind `{kind}` cannot be read"));
            self.faults.push(fault.help(format!("`{ADDITIVE}` is the kind that can")));
        } else if !is_domain(&tree.root) {
            self.note(tree.file, "neither a domain nor a profile, passed over");
        }
        None
    }

    fn no_profile(&mut self, files: &Files) {
        let any = files.iter().next().map(|file| file.path.clone()).unwrap_or_default();
        if self.faults.is_empty() {
            let fault = Diagnostic::at(Place::whole(any), format!("no profile: no file holds `{ADDITIVE}`"));
            self.faults.push(fault.help("put a profile a party beside the domain"));
        }
    }

    fn no_domain(&mut self, profiles: &[(&Tree, &Node)]) {
        let (tree, profile) = profiles[0];
        let fault =
            tree.at(profile, "no domain: neither a file with `issuesValues` nor a `domain` in a profile");
        self.faults.push(fault.help("put the domain file beside the profiles"));
    }

    fn parties(&mut self, case: &mut Case, domain: &Domain, profiles: &[(&Tree, &Node)]) {
        let mut ids = Ids::default();
        for &(tree, profile) in profiles {
            let party = PartyId(case.parties.len());
            let stated = profile.get("name").and_then(|name| tree.name(name).ok());
            let name = stated.filter(|name| !name.is_empty()).unwrap_or_else(|| tree.file.stem().to_owned());
            case.parties.push(Party {
                id: ids.take(&name, "party"),
                name,
                role: Role::Negotiating,
                about: None,
            });
            case.mandates.push(self.mandate(tree, profile, domain, Holder::Party(party)));
        }
    }
}
