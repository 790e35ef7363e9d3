//! Whether a proposal is new or one already read, and what is said of it later.

use super::Found;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Proposal, RelationKind, Span};

pub(super) fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence, found: &Found) {
    let span = view.page.span(found.words.0, found.words.1);
    let lower = view.page.slice(span).to_lowercase();
    let new =
        ["revised", "new ", "amended", "counter", "second", "alternative"].iter().any(|w| lower.contains(w));
    let party = found.author.and_then(|author| draft.party_of(author));
    let known = draft.reading.proposals.iter().position(|p| {
        let theirs = p.author.and_then(|a| draft.party_of(a));
        let same_author = p.author == found.author
            || party.is_some() && theirs == party
            || party.zip(theirs).is_some_and(|(a, b)| speaks_for(draft, a, b) || speaks_for(draft, b, a));
        let revised = view.page.slice(p.evidence.span).to_lowercase().contains("revised");
        same_author && (!new || revised)
    });
    if let Some(index) = known {
        let proposal = &mut draft.reading.proposals[index];
        proposal.aliases.push(span);
        if proposal.presented_to.is_none() {
            (proposal.presented_to, proposal.presented_to_span) =
                (found.recipient.map(|r| r.0), found.recipient.map(|r| r.1));
            proposal.when = proposal.when.or(found.when);
        }
        return;
    }
    let evidence = Evidence { span, rule: found.rule, confidence: found.confidence };
    draft.reading.proposals.push(Proposal {
        author: found.author,
        presented_to: found.recipient.map(|r| r.0),
        presented_to_span: found.recipient.map(|r| r.1),
        when: found.when,
        aliases: Vec::new(),
        changes: Vec::new(),
        criticism: criticism_here(draft, view, sentence),
        is_final: None,
        evidence,
    });
}

/// Whether one party is read to speak on behalf of the other.
fn speaks_for(draft: &Draft<'_>, one: u16, other: u16) -> bool {
    let is = |index: u32, party: u16| draft.gazetteer_party(index) == Some(party);
    draft
        .reading
        .relations
        .iter()
        .any(|r| r.kind == RelationKind::OnBehalfOf && is(r.from, one) && is(r.to, other))
}

/// Criticism that the same sentence reports.
fn criticism_here(draft: &Draft<'_>, view: View<'_, '_>, sentence: Sentence) -> Vec<Span> {
    let (low, high) = (view.page.tokens[sentence.first].start, view.page.tokens[sentence.last - 1].end);
    let here = |span: Span| span.start >= low && span.end <= high;
    let critical = draft.reading.statements.iter().filter(|s| {
        here(s.evidence.span)
            && matches!(
                s.stance.label,
                crate::reading::StanceLabel::Criticises | crate::reading::StanceLabel::Opposes
            )
    });
    critical.map(|s| s.evidence.span).collect()
}

/// "the current proposal", "the plan": the proposal last read, spoken of again; changes and finality are noted.
pub(super) fn again(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    noun: usize,
    words: (usize, usize),
    sentence: Sentence,
) {
    let definite = matches!(view.page.word(words.0), "the" | "The" | "this" | "a" | "that")
        && view.page.is(noun, Class::OWN_OFFER);
    let span = view.page.span(words.0, words.1);
    let lower = view.page.slice(view.page.span(sentence.first, sentence.last)).to_lowercase();
    let Some(proposal) = draft.reading.proposals.last_mut() else { return };
    if definite && proposal.aliases.len() < 16 {
        proposal.aliases.push(span);
    }
    if lower.contains("unfinali") || lower.contains("not final") || lower.contains("not the final") {
        proposal.is_final = Some(false);
    }
}
