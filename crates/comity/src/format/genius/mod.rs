//! GENIUS XML: one domain and a profile a party, told apart by their outermost element.
//! A profile's utility is the one GENIUS computes: evaluations divided by the best of the issue,
//! weighted as written, the sum cut at 1.
//!
//! *Source*: GENIUS 10.4, `AdditiveUtilitySpace`, `Evaluator*`, `NonlinearUtilitySpace`.

mod additive;
mod domain;
mod evaluator;
mod rectangles;

use super::Room;
use super::diagnostic::{Diagnostic, Faults, Place, Refusal};
use super::files::{File, Files};
use super::names::Ids;
use super::xml::{Document, Element};
use crate::decimal::{Decimal, Ratio};
use crate::model::{Basis, Case, Holder, Mandate, Note, Party, PartyId, Reservation, Role};
use domain::Domain;

/// Outermost element of a domain.
pub(super) const DOMAIN: &str = "negotiation_template";
/// Outermost element of a profile.
pub(super) const PROFILE: &str = "utility_space";

/// Reads a domain and its profiles; parties stand in the order of the profiles' file names.
///
/// *Errors*: every fault found. What GENIUS has and Comity does not use is a note of the case.
pub fn read(files: &Files) -> Result<Case, Refusal> {
    let mut reading = Reading::default();
    let documents = reading.documents(files);
    let (domains, profiles): (Vec<_>, Vec<_>) =
        documents.iter().partition(|document| document.root().name.eq_ignore_ascii_case(DOMAIN));
    let read: Vec<Domain> = domains.iter().map(|document| Domain::read(document, &mut reading)).collect();
    if profiles.is_empty() && reading.faults.is_empty() {
        reading.faults.push(no_profiles(files));
    }
    let mut case = Case::default();
    if let Some(domain) = reading.one_domain(&domains, read, &profiles) {
        reading.parties(&mut case, &domain, &profiles);
        case.title = domain.title;
        case.issues = domain.issues;
    }
    case.notes = reading.notes;
    reading.faults.or(case)
}

/// What a reader collects on its way.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) faults: Faults,
    pub(super) room: Room,
    notes: Vec<Note>,
}

/// Most remarks kept; a file with more defects than that has made its point.
const MOST_NOTES: usize = 100;

impl Reading {
    pub(super) fn note(&mut self, file: &File, remark: &str) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note(format!("{}: {remark}", file.path)));
        }
    }

    /// The files that are domains or profiles. Others are passed over with a note; a file that
    /// begins like XML and breaks off is a fault.
    fn documents<'a>(&mut self, files: &'a Files) -> Vec<Document<'a>> {
        let mut documents = Vec::new();
        for file in files.with_extension(&["xml"]) {
            let begins = file.bytes[file.mark()..].iter().find(|byte| !byte.is_ascii_whitespace());
            if begins.is_some_and(|byte| *byte != b'<') && file.text().is_ok() {
                self.note(file, "not XML, passed over");
                continue;
            }
            let Some(document) = self.faults.keep(Document::parse(file)) else { continue };
            let name = document.root().name;
            if name.eq_ignore_ascii_case(DOMAIN) || name.eq_ignore_ascii_case(PROFILE) {
                documents.push(document);
            } else {
                let allowed = format!("passed over: `<{name}>` is neither `<{DOMAIN}>` nor `<{PROFILE}>`");
                self.note(file, &allowed);
            }
        }
        documents
    }

    /// The domain that the profiles are about: the only one, the first of several that say the same,
    /// or the one the first profile implies when there is none.
    fn one_domain(
        &mut self,
        documents: &[&Document],
        mut domains: Vec<Domain>,
        profiles: &[&Document],
    ) -> Option<Domain> {
        if domains.is_empty() {
            let first = profiles.first()?;
            self.note(first.file, "no domain file; the issues are those of this profile");
            return Some(Domain::read(first, self));
        }
        if let Some(other) = domains.iter().position(|domain| !domain.says_the_same(&domains[0])) {
            self.faults.push(several_domains(documents, other));
            return None;
        }
        if domains.len() > 1 {
            self.note(documents[0].file, "several domains with the same issues; this one is used");
        }
        Some(domains.swap_remove(0))
    }

    fn parties(&mut self, case: &mut Case, domain: &Domain, profiles: &[&Document]) {
        let mut ids = Ids::default();
        for document in profiles {
            let party = PartyId(case.parties.len());
            let name = document.file.stem();
            case.parties.push(Party {
                id: ids.take(name, "party"),
                name: name.to_owned(),
                role: Role::Negotiating,
                about: None,
            });
            case.mandates.push(self.mandate(document, domain, Holder::Party(party)));
        }
    }

    fn mandate(&mut self, document: &Document, domain: &Domain, holder: Holder) -> Mandate {
        let root = document.root();
        let mut mandate = Mandate {
            holder,
            basis: Basis::Known,
            scores: Vec::new(),
            joint: Vec::new(),
            bias: Ratio::ZERO,
            cap: Some(Ratio::ONE),
            scale: Some(Ratio::ONE),
            red_lines: Vec::new(),
            reservation: Some(Reservation::Value(self.reservation(document))),
            priorities: Vec::new(),
        };
        match self.kind(document) {
            Kind::Additive => self.additive(document, domain, &mut mandate),
            Kind::Nonlinear(utility) => self.rectangles(document, utility, domain, &mut mandate),
            Kind::Unreadable => {}
        }
        self.discount(document, root);
        mandate
    }

    fn kind<'d>(&mut self, document: &'d Document) -> Kind<'d> {
        let root = document.root();
        let utility = document.named(domain::objective(document), "utility").next();
        let stated = root.attribute("type").unwrap_or_default().to_ascii_lowercase();
        match (stated.as_str(), utility) {
            ("constraint", _) => {
                let fault = document
                    .at_value(root, "type", "a profile made of constraints and rankings cannot be read")
                    .help("give every value an `evaluation` and the profile the type `additive`");
                self.faults.push(fault);
                Kind::Unreadable
            }
            (_, Some(utility)) => Kind::Nonlinear(utility),
            ("nonlinear", None) => {
                let fault = document
                    .at(root, "the nonlinear profile has no `<utility>`")
                    .help("put `<utility maxutility=\"…\">` with its `<ufun>` into the objective");
                self.faults.push(fault);
                Kind::Unreadable
            }
            ("uncertain", None) => {
                let remark = "in GENIUS the party would see only a ranking of sample packages; \
                              Comity reads the full profile behind it";
                self.note(document.file, remark);
                Kind::Additive
            }
            _ => Kind::Additive,
        }
    }

    fn reservation(&mut self, document: &Document) -> Ratio {
        let Some(element) = setting(document, "reservation") else { return Ratio::ZERO };
        let value = self.number(document, element, "value").unwrap_or(Decimal::ZERO);
        if value < Decimal::ZERO || value > Decimal::ONE {
            self.note(document.file, &format!("the reservation value {value} lies outside 0 to 1"));
        }
        value.ratio()
    }

    fn discount(&mut self, document: &Document, root: &Element) {
        let Some(value) = setting(document, "discount_factor").and_then(|element| element.attribute("value"))
        else {
            return;
        };
        let parsed = value.parse::<Decimal>().ok();
        let discounts = |factor: Decimal| factor > Decimal::ZERO && factor < Decimal::ONE;
        match parsed {
            Some(factor) if discounts(factor) => self.note(
                document.file,
                &format!(
                    "the discount factor {factor} is not used: packages are compared, not the time they take"
                ),
            ),
            Some(_) => {}
            None => {
                let fault = document.at(root, format!("the discount factor `{value}` is not a number"));
                self.faults.push(fault);
            }
        }
    }

    /// The number an attribute holds; an attribute that is absent or no number is a fault.
    pub(super) fn number(&mut self, document: &Document, element: &Element, name: &str) -> Option<Decimal> {
        let Some(text) = element.attribute(name) else {
            let fault = document.at(element, format!("`<{}>` has no attribute `{name}`", element.name));
            self.faults.push_with(|| fault.help(format!("write {name}=\"…\" with a number")));
            return None;
        };
        match text.parse::<Decimal>() {
            Ok(number) => Some(number),
            Err(error) => match text.trim().parse::<f64>().ok().and_then(Decimal::from_f64) {
                Some(number) => Some(number),
                None => {
                    self.faults.push_with(|| document.at_value(element, name, error.to_string()));
                    None
                }
            },
        }
    }
}

enum Kind<'d> {
    Additive,
    Nonlinear(&'d Element<'d>),
    Unreadable,
}

/// A setting of a profile: a child of the outermost element or of its objective.
fn setting<'d>(document: &'d Document, name: &'d str) -> Option<&'d Element<'d>> {
    let root = document.root();
    let inside = || document.named(domain::objective(document), name).next();
    document.named(root, name).next().or_else(inside)
}

fn no_profiles(files: &Files) -> Diagnostic {
    let any = files.iter().next().map(|file| file.path.clone()).unwrap_or_default();
    Diagnostic::at(
        Place::whole(any),
        format!("no profile: no file has `<{PROFILE}>` as its outermost element"),
    )
    .help("put a profile a party beside the domain")
}

fn several_domains(documents: &[&Document], other: usize) -> Diagnostic {
    let names: Vec<&str> = documents.iter().map(|document| document.file.path.as_str()).collect();
    let message = format!("several domains that differ: {}", names.join(", "));
    let document = documents[other];
    document.at(document.root(), message).help("put each domain with its profiles into a folder of its own")
}

/// The exact product, or where 128 bits do not hold it the product of both rounded to 18 places.
pub(super) fn times(a: Ratio, b: Ratio) -> Option<Ratio> {
    a.checked_mul(b).or_else(|| coarse(a)?.checked_mul(coarse(b)?))
}

fn coarse(value: Ratio) -> Option<Ratio> {
    Ratio::new(value.in_units(18)?, 10i128.pow(18))
}
