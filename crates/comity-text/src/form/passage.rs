//! What a redline changes, paragraph by paragraph, for whoever shows it in a form of their own.

use super::Audience;
use super::block::{self, Fate};
use crate::redline::Redline;
use crate::tree::{ClauseIx, Text};
use crate::version::Version;

/// A paragraph of the new version in which something changed, with what is gone where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The labels of the clauses around it, outermost first: `Article 4`.
    pub within: Vec<String>,
    /// Its words in reading order, its own label first.
    pub stretches: Vec<(Fate, String)>,
}

/// The paragraphs a redline touches, in the order of the new version.
pub fn passages(redline: &Redline, old: &Text, new: &Version, audience: &Audience) -> Vec<Passage> {
    let blocks = block::redline_blocks(redline, old, new, audience.allowed());
    let mut passages = Vec::new();
    for block in &blocks.all {
        let mut stretches: Vec<(Fate, String)> = Vec::new();
        let mut start = 0;
        for (end, style) in &block.styles {
            let words = &block.text[start..*end as usize];
            match stretches.last_mut() {
                Some((fate, before)) if *fate == style.fate => before.push_str(words),
                _ => stretches.push((style.fate, words.to_owned())),
            }
            start = *end as usize;
        }
        if stretches.iter().all(|(fate, _)| *fate == Fate::Kept) {
            continue;
        }
        // A paragraph that is gone altogether belongs to the old version.
        let is_gone = stretches.iter().all(|(fate, _)| matches!(fate, Fate::Deleted | Fate::MovedFrom));
        let text = if is_gone { old } else { new.text() };
        passages.push(Passage { within: around(text, block.clause), stretches });
    }
    passages
}

/// How a clause is cited: its label after those of the clauses around it, `Article 3, 2 bis, (a)`.
pub fn citation(text: &Text, clause: ClauseIx) -> String {
    let mut labels = around(text, clause);
    labels.push(text.label(clause).to_owned());
    labels.retain(|label| !label.is_empty());
    labels.join(", ")
}

/// The labels of the clauses around a clause, outermost first.
fn around(text: &Text, clause: ClauseIx) -> Vec<String> {
    let mut labels = Vec::new();
    let mut at = text.clause(clause).parent;
    while let Some(ix) = at {
        let clause = text.clause(ix);
        labels.extend(clause.label.as_ref().map(|label| text.slice(label.written).to_owned()));
        at = clause.parent;
    }
    labels.reverse();
    labels
}
