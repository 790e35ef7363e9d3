//! Relations between parties as negotiation bulletins report them: on behalf of, supported by, agreed, opposed, criticised.

mod clause;
mod groups;

use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Relation, RelationKind, Span};
use clause::Clause;
use groups::Group;

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
