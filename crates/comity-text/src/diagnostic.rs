//! What is wrong in a text: where, with an excerpt, and the likely mend.

use crate::span::{Places, Position, Span, excerpt};
use crate::tree::Text;

/// How long an excerpt is, in characters: enough to recognise the place on one terminal line.
pub const EXCERPT: usize = 48;

/// A kind of anomaly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Anomaly {
    /// A `]` that closes nothing.
    StrayCloser,
    /// A `[` that is never closed.
    NeverClosed,
    /// A `{` without its `}`, or a `}` without its `{`.
    LooseBrace,
    /// An option that has no sibling.
    LoneOption,
    /// An option whose number does not follow the one before it.
    OptionOutOfOrder,
    /// A name in a list of holders that the case does not declare.
    UnknownHolder,
    /// Two clauses side by side with the same label.
    DuplicateLabel,
}

impl Anomaly {
    /// A short name for it in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Anomaly::StrayCloser => "stray-closer",
            Anomaly::NeverClosed => "never-closed",
            Anomaly::LooseBrace => "loose-brace",
            Anomaly::LoneOption => "lone-option",
            Anomaly::OptionOutOfOrder => "option-out-of-order",
            Anomaly::UnknownHolder => "unknown-holder",
            Anomaly::DuplicateLabel => "duplicate-label",
        }
    }

    /// What it is, in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Anomaly::StrayCloser => "this ] closes no bracket",
            Anomaly::NeverClosed => "this [ is never closed",
            Anomaly::LooseBrace => "this brace has no partner",
            Anomaly::LoneOption => "this option has no sibling",
            Anomaly::OptionOutOfOrder => "this option does not follow the one before it",
            Anomaly::UnknownHolder => "this name is not declared in the case",
            Anomaly::DuplicateLabel => "the clause before it has the same label",
        }
    }
}

/// One thing found wrong. Small on purpose: a hostile text has millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub anomaly: Anomaly,
    /// Where.
    pub span: Span,
    /// Where the likely mend applies: the place for the missing bracket, the earlier clause, …
    pub mend: Option<u32>,
}

/// A diagnostic ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What is wrong.
    pub anomaly: Anomaly,
    /// Where: line and column in characters.
    pub position: Position,
    /// A few words around it.
    pub excerpt: String,
    /// What would likely mend it; empty if nothing suggests itself.
    pub mend: String,
}

/// All diagnostics of a text ready to be shown, in the order of the text.
pub fn shown(text: &Text) -> Vec<Shown> {
    let mut places = Places::new(text.source());
    let positions: Vec<Position> =
        text.diagnostics().iter().map(|found| places.of(found.span.start)).collect();
    text.diagnostics().iter().zip(positions).map(|(found, position)| show(text, found, position)).collect()
}

/// How many diagnostics get a mend with its own line: beyond it each would cost a walk over the text.
const MENDS_WITH_PLACE: usize = 1000;

fn show(text: &Text, found: &Diagnostic, position: Position) -> Shown {
    let at = match found.mend {
        Some(offset) if text.diagnostics().len() <= MENDS_WITH_PLACE => Some(text.position(offset)),
        _ => None,
    };
    Shown {
        anomaly: found.anomaly,
        position,
        excerpt: excerpt(text.source(), found.span, EXCERPT),
        mend: mend(found.anomaly, at),
    }
}

fn mend(anomaly: Anomaly, at: Option<Position>) -> String {
    let place = at.map(|at| format!("line {}, column {}", at.line, at.column));
    match (anomaly, place) {
        (Anomaly::StrayCloser, Some(place)) => format!("remove it, or open a bracket at {place}"),
        (Anomaly::StrayCloser, None) => "remove it".into(),
        (Anomaly::NeverClosed, Some(place)) => {
            format!("close it at {place}, where its clause ends")
        }
        (Anomaly::NeverClosed, None) => "close it where its clause ends".into(),
        (Anomaly::LooseBrace, _) => "add its partner, or remove it".into(),
        (Anomaly::LoneOption, _) => "give it a sibling, or remove the marker".into(),
        (Anomaly::OptionOutOfOrder, _) => "number it after the one before it".into(),
        (Anomaly::UnknownHolder, _) => "declare the name in the case, or correct its spelling".into(),
        (Anomaly::DuplicateLabel, Some(place)) => {
            format!("number it anew; the other is at {place}")
        }
        (Anomaly::DuplicateLabel, None) => "number it anew".into(),
    }
}
