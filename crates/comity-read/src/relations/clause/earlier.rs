//! Positions taken on what somebody said before: "PERU preferred …", "MALI supported this", "but not with the
//! US amendments".

use super::Clause;
use crate::lexicon::Class;
use crate::reading::RelationKind;
use crate::relations::{Before, Tie};

impl Clause<'_, '_, '_, '_> {
    /// "…; the MALDIVES opposed it", "CHILE proposed …. PERU preferred …".
    pub(super) fn contrast(&self, before: &Before, ties: &mut Vec<Tie>) {
        let Some(subject) = self.subject() else { return };
        if !before.proposes || before.subject.is_empty() {
            return;
        }
        let mut at = subject.last;
        while self.is(at, Class::ADV) {
            at += 1;
        }
        let verb = self.word(at);
        let negated = self.is(at, Class::AUX)
            && self.is(at + 1, Class::NEG)
            && self.is(at + 2, Class::SUPPORT.or(Class::AGREE));
        let against = matches!(
            verb,
            "opposed"
                | "objected"
                | "disagreed"
                | "preferred"
                | "favoured"
                | "favored"
                | "resisted"
                | "rejected"
                | "countered"
        ) || negated;
        let same_clause = self.first > 0 && !self.opening
            || matches!(
                verb,
                "preferred" | "opposed" | "objected" | "disagreed" | "rejected" | "countered" | "resisted"
            )
            || negated;
        let after = (at + 1).min(self.last);
        let own_object = self.groups.iter().any(|g| g.first > at && g.first < at + 10);
        let also = (after..self.last).any(|i| matches!(self.word(i), "also" | "likewise"));
        if !against || !same_clause || own_object || also {
            return;
        }
        for &from in &subject.parties {
            for &to in before.subject.iter().filter(|to| !subject.parties.contains(to)) {
                ties.push(self.tie(RelationKind::Opposition, from, to, at + 1, "relation:contrast", 0.75));
            }
        }
    }

    /// "MALI supported this": the proposal of the sentence before.
    pub(super) fn echo(&self, before: &Before, ties: &mut Vec<Tie>) {
        let Some(subject) = self.subject().filter(|_| before.proposes && !before.subject.is_empty()) else {
            return;
        };
        let mut at = subject.last;
        while self.is(at, Class::ADV) {
            at += 1;
        }
        let supports = matches!(
            self.word(at),
            "supported" | "endorsed" | "backed" | "echoed" | "seconded" | "agreed" | "concurred"
        );
        let (next, after) = (self.word(at + 1), self.word(at + 2));
        let this = matches!(next, "this" | "that" | "it")
            && !self
                .view
                .page
                .tokens
                .get(at + 2)
                .is_some_and(|t| t.is_word() && !t.is(Class::PREP.or(Class::CONJ)) && t.class.is_none())
            || matches!(next, "the" | "this" | "that")
                && matches!(
                    after,
                    "proposal" | "suggestion" | "amendment" | "idea" | "view" | "request" | "call"
                )
            || matches!(next, "." | ",") && matches!(self.word(at), "agreed" | "concurred");
        let own_object = self.groups.iter().any(|g| g.first > at && g.first < at + 10);
        if !supports || !this || own_object {
            return;
        }
        for &from in &subject.parties {
            for &to in before.subject.iter().filter(|to| !subject.parties.contains(to)) {
                ties.push(self.tie(RelationKind::Support, from, to, at + 1, "relation:echo", 0.78));
            }
        }
    }

    /// "supported Option C, but not with the US amendments"; "similar to the Australian proposal"; "Responding to X, Y declined".
    pub(super) fn exception(&self, actors: &[u16], ties: &mut Vec<Tie>) {
        for group in &self.groups {
            let the = usize::from(group.first > self.first && self.word(group.first - 1) == "the");
            let at = group.first - the;
            let back = |n: usize| at.checked_sub(n).filter(|&i| i >= self.first).map_or("", |i| self.word(i));
            let except = back(1) == "with" && back(2) == "not" && back(3) == "but"
                || back(1) == "not" && back(2) == "but";
            let alike = back(1) == "to" && matches!(back(2), "similar" | "close" | "identical")
                || back(1) == "with" && matches!(back(2), "line" | "agreement" | "common");
            let responding =
                back(1) == "to" && matches!(back(2), "Responding" | "responding" | "Replying" | "replying");
            let kind = match (except, alike, responding) {
                (true, _, _) => RelationKind::Opposition,
                (_, true, _) => RelationKind::Support,
                (_, _, true) if self.refuses(group.last) => RelationKind::Opposition,
                _ => continue,
            };
            for &from in actors.iter().filter(|from| !group.parties.contains(from)) {
                for &to in &group.parties {
                    ties.push(self.tie(kind, from, to, group.last, "relation:turn", 0.78));
                }
            }
        }
    }

    fn refuses(&self, from: usize) -> bool {
        (from..self.last).any(|i| {
            matches!(self.word(i), "declined" | "rejected" | "disagreed" | "refused" | "objected" | "opposed")
                || self.word(i) == "not"
                    && matches!(self.word(i + 1), "share" | "agree" | "support" | "accept")
        })
    }
}
