//! What the answer rests on: the basis of every mandate, and the remarks of whoever wrote or read the case.

use super::super::answer::Answer;
use super::super::certify::Certificates;
use super::super::words;
use crate::report::{Item, Section, Table, Tone};
use comity::{Basis, Holder, Mandate};

/// The closing section.
pub fn rests_on(answer: &Answer) -> Section {
    let mut section = Section::new("What this rests on");
    let row = |mandate: &Mandate| vec![answer.case.name_of(mandate.holder).to_owned(), basis(&mandate.basis)];
    let mut rows: Vec<Vec<String>> = answer.case.mandates.iter().map(row).collect();
    for holder in answer.problem.seats.iter().flat_map(|seat| &seat.unknown) {
        let of = match holder {
            Holder::Party(_) => "unknown",
            Holder::Principal(_) => "unknown; its approval is required",
        };
        rows.push(vec![answer.case.name_of(*holder).to_owned(), of.to_owned()]);
    }
    if !rows.is_empty() {
        let head = vec!["mandate".to_owned(), "basis".to_owned()];
        section.items.push(Item::Table(Table { head, rows, ..Table::default() }));
    }
    for evaluator in answer.problem.evaluators.iter().filter(|evaluator| evaluator.rounding > 0) {
        let bound = evaluator.points_f64(evaluator.rounding) / evaluator.points_f64(evaluator.scale);
        let name = answer.case.name_of(evaluator.holder);
        section.say(
            Tone::Remark,
            format!(
                "{name}: scores are rounded once; no utility is off by more than {bound:.1e} of the scale."
            ),
        );
    }
    if answer.settlements.iter().any(|outcome| outcome.settlement().is_some()) {
        section.say(Tone::Remark, proofs(&answer.certificates));
    }
    for note in &answer.case.notes {
        section.say(Tone::Remark, format!("Note: {}.", note.0.trim_end_matches('.')));
    }
    section
}

/// How it is known that packages are what they are said to be, and that nothing is better.
fn proofs(certificates: &Certificates) -> String {
    let checked = certificates.checked();
    let branches = |(name, branches): &(&str, u64)| match branches {
        1 => format!("{name} (one branch)"),
        many => format!("{name} ({} branches)", words::count(&many.to_string())),
    };
    let checked: Vec<String> = checked.iter().map(branches).collect();
    let bounds = match (certificates.asked, checked.is_empty()) {
        (false, _) => "that nothing is better rests on the search; --certify has it checked".to_owned(),
        (true, true) => "that nothing is better rests on the search: no proof was small enough".to_owned(),
        (true, false) => {
            let checked: Vec<&str> = checked.iter().map(String::as_str).collect();
            format!("an independent checker found that nothing beats {}", words::list(&checked))
        }
    };
    format!("Utilities of settlements are recomputed from the mandates; {bounds}.")
}

/// `known`, `stated by …`, `estimated by …`, `unknown`.
fn basis(basis: &Basis) -> String {
    match basis {
        Basis::Known => "known".to_owned(),
        Basis::Stated { by, source: Some(source) } => format!("stated by {by} ({source})"),
        Basis::Stated { by, source: None } => format!("stated by {by}"),
        Basis::Estimated { by } => format!("estimated by {by}"),
        Basis::Unknown => "not said".to_owned(),
    }
}
