//! What one clause says of its parties: who acts in it, and what it leaves for the next.

mod earlier;
mod together;
mod verbs;

use super::groups::{Group, Part};
use super::{Before, Tie};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::reading::RelationKind;

/// One clause with its parties.
pub(super) struct Clause<'c, 'v, 't, 'd> {
    pub(super) view: View<'v, 't>,
    pub(super) draft: &'c Draft<'d>,
    pub(super) groups: Vec<&'c Group>,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) opening: bool,
}

impl Clause<'_, '_, '_, '_> {
    fn word(&self, at: usize) -> &str {
        self.view.page.word(at)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.view.page.is(at, class)
            && self.view.page.tokens[at].is_word()
            && !self.view.page.tokens[at].quoted
    }

    fn subject(&self) -> Option<&Group> {
        self.groups.iter().copied().find(|g| g.part == Part::Subject)
    }

    /// Who acts: the subject, or through a pronoun the one of the sentence before.
    fn actors(&self, before: &Before) -> Vec<u16> {
        if let Some(subject) = self.subject() {
            return subject.parties.clone();
        }
        let pronoun = (self.first..(self.first + 3).min(self.last))
            .any(|i| self.is(i, Class::HE.or(Class::SHE).or(Class::THEY).or(Class::IT)));
        let bare = self.word(self.first) == ";" || self.word(self.first) == "but";
        if pronoun || bare { before.subject.clone() } else { Vec::new() }
    }

    pub(super) fn read(&self, before: &Before, ties: &mut Vec<Tie>) {
        let actors = self.actors(before);
        self.behalf(ties);
        for at in self.first..self.last {
            let token = &self.view.page.tokens[at];
            if token.quoted || !token.is_word() || token.is_capital() && at != self.first {
                continue;
            }
            self.verb(at, &actors, ties);
        }
        self.company(ties);
        self.contrast(before, ties);
        self.echo(before, ties);
        self.exception(&actors, ties);
    }

    fn tie(
        &self,
        kind: RelationKind,
        from: u16,
        to: u16,
        end: usize,
        rule: &'static str,
        confidence: f32,
    ) -> Tie {
        let first = self
            .groups
            .iter()
            .map(|g| g.first)
            .find(|&f| f < end)
            .unwrap_or(self.first)
            .min(self.first.max(end.saturating_sub(60)).max(self.first));
        Tie { kind, from, to, span: (first.min(end - 1), end), rule, confidence }
    }

    pub(super) fn leave(&self, before: &Before, block: usize) -> Before {
        let subject = self.actors(before);
        let proposes = (self.first..self.last).any(|i| {
            matches!(
                self.word(i),
                "proposed"
                    | "favoured"
                    | "favored"
                    | "preferred"
                    | "suggested"
                    | "supported"
                    | "called"
                    | "urged"
                    | "requested"
                    | "advocated"
                    | "wanted"
                    | "sought"
                    | "asked"
            )
        });
        if subject.is_empty() {
            return Before { block, ..Before::default() };
        }
        Before { subject, proposes, block }
    }
}
