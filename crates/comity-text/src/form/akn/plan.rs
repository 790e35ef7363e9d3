//! What of a text becomes which element.

use crate::beside::Level;
use crate::label::LabelStyle;
use crate::tree::{Clause, ClauseIx, ClauseKind, Text};

/// For every clause, whether another than a footnote stands directly in it.
pub(super) fn parents(text: &Text) -> Vec<bool> {
    let mut parents = vec![false; text.clauses().len()];
    for clause in text.clauses() {
        if let Some(parent) = clause.parent.filter(|_| clause.kind != ClauseKind::Footnote) {
            parents[parent.0 as usize] = true;
        }
    }
    parents
}

/// The clauses that make up a preamble at the very start: recitals with nothing within them, perhaps under
/// one heading. Gives back the first clause behind them.
pub(super) fn recitals(text: &Text) -> u32 {
    let clauses = text.clauses();
    let headed = clauses.get(1).is_some_and(|clause| clause.kind == ClauseKind::Heading);
    let mut at = if headed { 2 } else { 1 };
    let outer = u32::from(headed);
    let recital = |clause: &Clause| {
        clause.kind == ClauseKind::Preambular && clause.parent.is_some_and(|parent| parent.0 <= outer)
    };
    while clauses.get(at).is_some_and(recital) {
        let leaf = clauses.get(at + 1).is_none_or(|next| next.parent != Some(ClauseIx(at as u32)));
        if !leaf {
            return 0;
        }
        at += 1;
    }
    let found = at > if headed { 2 } else { 1 };
    let whole =
        clauses[at..].iter().all(|clause| clause.parent.is_none_or(|p| p.0 == 0 || p.0 as usize >= at));
    if found && whole { at as u32 } else { 0 }
}

/// The concept of a level of standing.
pub(super) const fn concept(level: Level) -> &'static str {
    match level {
        Level::Proposed => "standing-proposed",
        Level::Informals => "standing-agreed-in-informals",
        Level::AdReferendum => "standing-agreed-ad-referendum",
        Level::Agreed => "standing-agreed",
    }
}

/// The element of a clause, its short name in an `eId`, and the name a general element is given.
pub(super) fn element(clause: &Clause) -> (&'static str, &'static str, Option<&'static str>) {
    let decimal = clause.label.as_ref().is_some_and(|label| label.style == LabelStyle::Decimal);
    match clause.kind {
        ClauseKind::Part => ("part", "part", None),
        ClauseKind::Section => ("section", "sec", None),
        ClauseKind::Article => ("article", "art", None),
        ClauseKind::Paragraph => ("paragraph", "para", None),
        ClauseKind::SubParagraph if decimal => ("subparagraph", "subpara", None),
        ClauseKind::SubParagraph => ("point", "point", None),
        ClauseKind::Item => ("indent", "indent", None),
        kind => ("hcontainer", "hcontainer", Some(kind.word())),
    }
}
