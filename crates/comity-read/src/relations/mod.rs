//! Relations between parties as negotiation bulletins report them: on behalf of, supported by, agreed, opposed, criticised.

mod groups;

use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, PartyKind, Relation, RelationKind, Span};
use groups::{Group, Part};

/// A relation before it is entered.
struct Tie {
    kind: RelationKind,
    from: u16,
    to: u16,
    span: (usize, usize),
    rule: &'static str,
    confidence: f32,
}

/// What a sentence leaves for the next: who acted in it, and how.
#[derive(Default, Clone)]
struct Before {
    subject: Vec<u16>,
    /// Whether it put something forward or favoured it.
    proposes: bool,
    block: usize,
}

/// Finds the relations of a page.
pub(crate) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    let mut before = Before::default();
    for &sentence in &view.page.sentences {
        let groups = groups::groups(view, sentence);
        let mut ties = Vec::new();
        if before.block != sentence.block && before.block + 1 != sentence.block {
            before = Before::default();
        }
        let mut clause_start = sentence.first;
        for (first, last) in clauses(view, sentence) {
            let inside: Vec<&Group> = groups.iter().filter(|g| g.first >= first && g.first < last).collect();
            let clause = Clause { view, draft, groups: inside, first, last, opening: first == clause_start };
            clause.read(&before, &mut ties);
            before = clause.leave(&before, sentence.block);
            clause_start = sentence.first;
        }
        for tie in ties {
            enter(view, draft, &tie);
        }
    }
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, tie: &Tie) {
    let span = view.page.span(tie.span.0, tie.span.1);
    let (from, to) = (draft.party(tie.from), draft.party(tie.to));
    let known = draft.reading.relations.iter().rev().take(64).any(|r| {
        let straight = r.from == from && r.to == to;
        let turned = r.kind == RelationKind::Agreement && r.from == to && r.to == from;
        r.kind == tie.kind && (straight || turned) && overlaps(r.evidence.span, span)
    });
    if from != to && !known {
        let evidence = Evidence { span, rule: tie.rule, confidence: tie.confidence };
        draft.reading.relations.push(Relation { kind: tie.kind, from, to, evidence });
    }
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// A sentence cut where another party is set against the first.
fn clauses(view: View<'_, '_>, sentence: Sentence) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut first = sentence.first;
    for at in sentence.first..sentence.last {
        let contrast = view.page.is_mark(at, b',') && matches!(view.page.word(at + 1), "while" | "whereas")
            || view.page.is_mark(at, b';');
        let but = view.page.word(at) == "but" && follows_party(view, at + 1);
        if (contrast || but) && at > first {
            cuts.push((first, at));
            first = at;
        }
    }
    cuts.push((first, sentence.last));
    cuts
}

/// Whether a party begins here, "the" passed over.
fn follows_party(view: View<'_, '_>, at: usize) -> bool {
    view.chunks.parties_within(at, at + 2).first().is_some_and(|m| m.first <= at + 1)
        && !view.page.is(at, Class::PREP)
}

/// One clause with its parties.
struct Clause<'c, 'v, 't, 'd> {
    view: View<'v, 't>,
    draft: &'c Draft<'d>,
    groups: Vec<&'c Group>,
    first: usize,
    last: usize,
    opening: bool,
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

    fn read(&self, before: &Before, ties: &mut Vec<Tie>) {
        let actors = self.actors(before);
        self.behalf(ties);
        for at in self.first..self.last {
            let token = &self.view.page.tokens[at];
            if token.quoted || !token.is_word() || token.is_capital() && at != self.first {
                continue;
            }
            self.verb(at, &actors, ties);
        }
        self.company(&actors, ties);
        self.contrast(before, ties);
        self.echo(before, ties);
        self.exception(&actors, ties);
    }

    /// "BARBADOS, on behalf of AOSIS", "KENYA, for the AFRICAN GROUP".
    fn behalf(&self, ties: &mut Vec<Tie>) {
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

    /// A verb (or noun) of support, opposition or criticism, active or passive.
    fn verb(&self, at: usize, actors: &[u16], ties: &mut Vec<Tie>) {
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

    /// Parties that take one position together; "as did Y"; "together with Y".
    fn company(&self, actors: &[u16], ties: &mut Vec<Tie>) {
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
        let _ = actors;
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

    /// "…; the MALDIVES opposed it", "CHILE proposed …. PERU preferred …".
    fn contrast(&self, before: &Before, ties: &mut Vec<Tie>) {
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
    fn echo(&self, before: &Before, ties: &mut Vec<Tie>) {
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
    fn exception(&self, actors: &[u16], ties: &mut Vec<Tie>) {
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

    fn leave(&self, before: &Before, block: usize) -> Before {
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

/// Verbs with which a party takes a position.
const POSITIONS: Class =
    Class::POSITION.or(Class::SUPPORT).or(Class::OPPOSE).or(Class::CRITICISE).or(Class::AGREE);
