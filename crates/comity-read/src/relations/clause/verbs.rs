//! Support, opposition, criticism and agreement told by a verb or its noun: active, passive, or "with support
//! from".

use super::Clause;
use crate::lexicon::Class;
use crate::reading::{PartyKind, RelationKind};
use crate::relations::Tie;
use crate::relations::groups::{Group, Part};

impl Clause<'_, '_, '_, '_> {
    /// A verb (or noun) of support, opposition or criticism, active or passive.
    pub(super) fn verb(&self, at: usize, actors: &[u16], ties: &mut Vec<Tie>) {
        let Some(kind) = self.kind_of(at) else { return };
        let agents = self.groups.iter().find(|g| {
            g.part == Part::Agent(at) || g.part == Part::Agent(at + 1) && self.word(at + 1).ends_with("ly")
        });
        if let Some(agents) = agents {
            self.passive(at, kind, agents, ties);
            return;
        }
        if matches!(self.word(at + 1), "by") {
            return;
        }
        let with_the = at > self.first + 1 && self.word(at - 1) == "the" && self.word(at - 2) == "with";
        let objections = matches!(self.word(at), "objections" | "objection" | "resistance" | "reservations");
        if matches!(self.word(at + 1), "from") || self.word(at + 1) == "of" && (with_the || objections) {
            self.lent(at, kind, ties);
            return;
        }
        self.active(at, kind, actors, ties);
    }

    fn kind_of(&self, at: usize) -> Option<RelationKind> {
        let word = self.word(at);
        let before = if at > self.first { self.word(at - 1) } else { "" };
        if matches!(word, "joined" | "joining") {
            return Some(RelationKind::Agreement);
        }
        if matches!(word, "resistance" | "objections" | "objection" | "reservations") {
            return matches!(self.word(at + 1), "from" | "of").then_some(RelationKind::Opposition);
        }
        if matches!(word, "disappointment" | "regret" | "frustration" | "dismay" | "criticism") {
            let felt = matches!(before, "expressed" | "voiced" | "expressing" | "voicing");
            return (felt || self.word(at + 1) == "from").then_some(RelationKind::Criticism);
        }
        if matches!(word, "opposition" | "opposing") || self.is(at, Class::OPPOSE) {
            return Some(RelationKind::Opposition);
        }
        if self.is(at, Class::CRITICISE) || matches!(word, "regretted" | "regretting" | "lamented") {
            return Some(RelationKind::Criticism);
        }
        let backing = matches!(word, "supporting" | "backing" | "echoing" | "shared" | "shares");
        let issue = word == "issue" && matches!(self.word(at + 1), "with")
            || word == "against"
                && at > self.first
                && matches!(self.word(at - 1), "spoke" | "argued" | "warned" | "voted");
        if issue {
            return Some(RelationKind::Opposition);
        }
        if self.is(at, Class::SUPPORT) || backing {
            return Some(RelationKind::Support);
        }
        (self.is(at, Class::AGREE) && matches!(self.word(at + 1), "with" | "itself" | "themselves"))
            .then_some(RelationKind::Agreement)
    }

    /// "X, supported by Y": the target is who acts in the clause, or the owner of what was supported.
    fn passive(&self, verb: usize, kind: RelationKind, agents: &Group, ties: &mut Vec<Tie>) {
        let earlier = |g: &&&Group| g.last <= verb;
        let target = self
            .groups
            .iter()
            .find(|g| earlier(g) && g.part == Part::Subject)
            .or_else(|| self.groups.iter().rev().find(|g| earlier(g) && g.part == Part::Owner))
            // "A proposal by EGYPT was opposed by MALI": whoever made it.
            .or_else(|| {
                self.groups.iter().rev().find(|g| earlier(g) && !matches!(g.part, Part::Behalf | Part::With))
            })
            .or_else(|| {
                self.groups
                    .iter()
                    .find(|g| g.first > agents.last && g.part == Part::Subject && verb <= self.first + 2)
            });
        let Some(target) = target else { return };
        for &from in &agents.parties {
            for &to in &target.parties {
                ties.push(self.tie(kind, from, to, agents.last.max(target.last), "relation:passive", 0.92));
            }
        }
    }

    /// "with support from Y", "met with opposition from Y".
    fn lent(&self, noun: usize, kind: RelationKind, ties: &mut Vec<Tie>) {
        let givers = self.groups.iter().find(|g| g.first > noun && g.first <= noun + 3);
        let material = noun > self.first
            && matches!(self.word(noun - 1), "financial" | "technical" | "generous" | "logistical" | "drawn");
        let target = self
            .groups
            .iter()
            .rev()
            .find(|g| g.last <= noun && matches!(g.part, Part::Subject | Part::Owner))
            .or_else(|| {
                self.groups.iter().find(|g| {
                    g.first > noun + 1 && g.part == Part::Subject && givers.is_none_or(|h| g.first > h.last)
                })
            });
        let Some((givers, target)) = givers.zip(target).filter(|_| !material) else { return };
        for &from in &givers.parties {
            for &to in &target.parties {
                ties.push(self.tie(kind, from, to, givers.last, "relation:from", 0.85));
            }
        }
    }

    /// "Y supported X's concern", "Y opposed the text put forward by X".
    fn active(&self, verb: usize, kind: RelationKind, actors: &[u16], ties: &mut Vec<Tie>) {
        let relative = verb > self.first && self.word(verb - 1) == "who";
        let near = self.groups.iter().rev().find(|g| relative && g.last < verb && g.last + 3 >= verb);
        let actors: &[u16] = near.map_or(actors, |g| &g.parties);
        let leading = verb <= self.first + 1 && self.word(verb).ends_with("ing");
        let behind = self.groups.iter().any(|g| g.part == Part::Subject && g.first > verb);
        let ahead = self.subject().is_none_or(|s| s.last <= verb) || near.is_some();
        if actors.is_empty() || !(ahead || leading && behind) {
            return;
        }
        let Some(object) = self.object(verb, actors) else { return };
        let negated = self.negated(verb);
        let kind = match (kind, negated) {
            (RelationKind::Support | RelationKind::Agreement, true) => RelationKind::Opposition,
            (_, true) => return,
            (kind, false) => kind,
        };
        let chair = object.parties.iter().all(|&p| self.draft.parties.entry(p).kind == PartyKind::Chair);
        if chair && matches!(self.word(verb), "welcomed" | "welcomes" | "joined") {
            return;
        }
        for &from in actors {
            for &to in object.parties.iter().filter(|to| !actors.contains(to)) {
                ties.push(self.tie(kind, from, to, object.last.max(verb + 1), "relation:active", 0.9));
            }
        }
    }

    /// The party whose position the verb is about.
    fn object(&self, verb: usize, actors: &[u16]) -> Option<&Group> {
        let reach = verb + 14;
        let object =
            self.groups.iter().copied().find(|g| {
                g.first > verb && g.first <= reach && !actors.iter().all(|a| g.parties.contains(a))
            })?;
        let clear = (verb + 1..object.first).all(|i| {
            !self.view.page.is_mark(i, b',')
                && !self.view.page.is_mark(i, b';')
                && !matches!(self.word(i), "but" | "while" | "neither")
        });
        let before = object.first.checked_sub(1).map_or("", |i| self.word(i));
        let before = if before == "the" { self.word(object.first - 2) } else { before };
        let direct = object.first <= verb + 2;
        let owned = object.part == Part::Owner
            || matches!(before, "by" | "of" | "from" | "with" | "that" | "to" | "for");
        let placed = matches!(before, "in" | "at" | "on");
        (clear && (direct || owned) && !placed).then_some(object)
    }

    fn negated(&self, verb: usize) -> bool {
        (verb.saturating_sub(4).max(self.first)..verb).any(|i| self.is(i, Class::NEG))
            || self.word(verb + 1) == "neither"
    }
}
