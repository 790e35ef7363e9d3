//! Who speaks with or for whom: "on behalf of", a list of parties with one position, "as did Y".

use super::Clause;
use crate::lexicon::Class;
use crate::reading::RelationKind;
use crate::relations::Tie;
use crate::relations::groups::{Group, Part};

/// Verbs with which a party takes a position.
const POSITIONS: Class =
    Class::POSITION.or(Class::SUPPORT).or(Class::OPPOSE).or(Class::CRITICISE).or(Class::AGREE);

impl Clause<'_, '_, '_, '_> {
    /// "BARBADOS, on behalf of AOSIS", "KENYA, for the AFRICAN GROUP".
    pub(super) fn behalf(&self, ties: &mut Vec<Tie>) {
        for (index, group) in self.groups.iter().enumerate().filter(|(_, g)| g.part == Part::Behalf) {
            let speaker =
                self.groups[..index].iter().rev().find(|g| matches!(g.part, Part::Subject | Part::Agent(_)));
            let speaker =
                speaker.or_else(|| self.groups[index + 1..].iter().find(|g| g.part == Part::Subject));
            let Some(speaker) = speaker.and_then(|s| s.parties.last()) else { continue };
            for &to in &group.parties {
                ties.push(self.tie(
                    RelationKind::OnBehalfOf,
                    *speaker,
                    to,
                    group.last,
                    "relation:on-behalf",
                    0.95,
                ));
            }
        }
    }

    /// Parties that take one position together; "as did Y"; "together with Y".
    pub(super) fn company(&self, ties: &mut Vec<Tie>) {
        let positioned = |from: usize| (from..self.last).take(14).any(|i| self.is(i, POSITIONS));
        if let Some(subject) = self.subject().filter(|s| s.parties.len() > 1 && self.takes_position(s)) {
            let apart = (subject.last..self.last).take(4).any(|i| {
                matches!(
                    self.word(i),
                    "disagreed" | "differed" | "clashed" | "diverged" | "divided" | "disputed"
                )
            });
            let with = (subject.last..self.last).take(6).any(|i| self.word(i) == "with");
            if apart && !with {
                self.pairs(RelationKind::Opposition, &subject.parties, subject.last, ties);
            } else {
                self.pairs(RelationKind::Agreement, &subject.parties, subject.last, ties);
            }
        }
        for group in self.groups.iter().filter(|g| matches!(g.part, Part::AsDid | Part::With)) {
            let subject = self.subject().filter(|s| s.last < group.first && s.last + 30 > group.first);
            let Some(subject) = subject.filter(|s| positioned(s.last)) else { continue };
            // "with GERMANY opposing".
            let against = matches!(
                self.word(group.last),
                "opposing" | "objecting" | "dissenting" | "disagreeing" | "resisting"
            );
            let kind = if against { RelationKind::Opposition } else { RelationKind::Agreement };
            for &a in &subject.parties {
                for &b in &group.parties {
                    let (from, to) = if against { (b, a) } else { (a, b) };
                    ties.push(self.tie(kind, from, to, group.last, "relation:as-did", 0.88));
                }
            }
        }
    }

    /// The verb right after a list of parties states a position.
    fn takes_position(&self, subject: &Group) -> bool {
        let mut at = subject.last;
        // ", supported by X," or ", on behalf of X," may stand between.
        if self.view.page.is_mark(at, b',')
            && let Some(close) = (at + 1..self.last).find(|&i| self.view.page.is_mark(i, b','))
        {
            at = close + 1;
        }
        if self.view.page.is_mark(at, b',') && self.is(at + 1, POSITIONS) {
            at += 1;
        }
        while self.is(at, Class::ADV.or(Class::NEG))
            || matches!(self.word(at), "did" | "both" | "all" | "then")
            || self.word(at).ends_with("ly")
        {
            at += 1;
        }
        self.is(at, POSITIONS)
    }

    fn pairs(&self, kind: RelationKind, parties: &[u16], end: usize, ties: &mut Vec<Tie>) {
        for (index, &a) in parties.iter().enumerate() {
            for &b in &parties[index + 1..] {
                ties.push(self.tie(kind, a, b, end, "relation:together", 0.9));
            }
        }
    }
}
