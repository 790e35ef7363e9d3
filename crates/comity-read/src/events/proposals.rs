//! Proposals and drafts: whose, put to whom and when, and what was said of them.

use super::holds::{Entry, holds};
use super::telling::{Part, Sought, Telling, Told, tellings};
use super::told::Standing;
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::model::{FactKind, Judge, Role};
use crate::page::Sentence;
use crate::reading::{Evidence, Proposal, Span, StanceLabel};
use crate::token::Kind;

const PROPOSAL: Sought = Sought {
    fact: FactKind::Proposal,
    words: Class::PROPOSALNOUN
        .or(Class::OFFER)
        .or(Class::OWN_OFFER)
        .or(Class::PAPER)
        .or(Class::PRESENTVERB)
        .or(Class::PRESENTING),
    roles: &[Role::Author, Role::Recipient],
};

/// A proposal is entered from here on.
const SURE: f32 = 0.65;

/// From here on a party that a place names has the role itself.
const NAMED: f32 = 0.3;
/// The likeliest owner is asked further about from here on: the entry as a whole decides.
const MAY_OWN: f32 = 0.2;
/// The likeliest recipient is one from here on.
const RECEIVES: f32 = 0.4;

/// Finds the proposals of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, standing: &Standing, judge: &dyn Judge) {
    let facts = tellings(view, draft, standing, judge, PROPOSAL);
    let owners = Told::of(&facts, FactKind::Proposal, Role::Author);
    let recipients = Told::of(&facts, FactKind::Proposal, Role::Recipient);
    let from = draft.reading.proposals.len();
    let mut before: Vec<Option<u16>> = Vec::new();
    for (nth, places) in facts.iter().enumerate() {
        let of = |role: Role, draft: &Draft<'_>| {
            let (told, least) =
                if role == Role::Author { (&owners, MAY_OWN) } else { (&recipients, RECEIVES) };
            let sided = told.sided(view, draft, judge, standing, nth);
            let best = sided.first().filter(|s| s.sure >= least)?;
            // A person who speaks of the party's proposal does not own it beside the party itself.
            let party = best.named.iter().find(|(who, sure)| who.what == What::Party && *sure >= NAMED);
            Some(Part { who: party.unwrap_or(&best.named[0]).0, role, sure: best.sure })
        };
        let Some(author) = of(Role::Author, draft) else { continue };
        let recipient = of(Role::Recipient, draft).filter(|r| r.who.identity() != author.who.identity());
        let again = before.iter().filter(|b| **b == author.who.party).count();
        before.push(author.who.party);
        let parts: Vec<Part> = std::iter::once(author).chain(recipient).collect();
        let names: Vec<String> = parts.iter().map(|p| p.who.name(view, draft)).collect();
        let of = (facts.len(), again);
        let entry = Entry { fact: FactKind::Proposal, places, parts: &parts, names: &names, of };
        let sure = holds(view, judge, standing, &entry);
        if sure >= SURE {
            enter(view, draft, places, (author, recipient, sure));
        }
    }
    note_changes(view, &mut draft.reading.proposals[from..]);
}

/// Puts the changes a page tells of ("making some changes and adjustments") down to the proposal they are of: the only
/// one of the page, or the one told last before them in the same paragraph.
fn note_changes(view: View<'_, '_>, proposals: &mut [Proposal]) {
    if proposals.is_empty() {
        return;
    }
    for &sentence in &view.page.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            let Some((first, last)) = changes_at(view, at, sentence) else {
                at += 1;
                continue;
            };
            let span = view.page.span(first, last);
            if let Some(proposal) = changed(view, proposals, sentence, span) {
                proposal.changes.push(span);
            }
            at = last;
        }
    }
}

/// The proposal that changes told at a place are of.
fn changed<'p>(
    view: View<'_, '_>,
    proposals: &'p mut [Proposal],
    sentence: Sentence,
    place: Span,
) -> Option<&'p mut Proposal> {
    if let [_] = proposals {
        return proposals.first_mut();
    }
    let page = view.page;
    let block = page.sentences.iter().find(|s| s.block == sentence.block).unwrap_or(&sentence);
    let start = page.span(block.first, block.first + 1).start;
    let told = |p: &Proposal| {
        let spans = p.aliases.iter().chain(std::iter::once(&p.evidence.span));
        spans.map(|s| s.start).filter(|told| (start..place.start).contains(told)).max()
    };
    proposals.iter_mut().filter(|p| told(p).is_some()).max_by_key(|p| told(p))
}

/// The words for changes made or asked for that end with the noun here: "making some changes and adjustments".
fn changes_at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<(usize, usize)> {
    const NOUNS: [&str; 8] = [
        "changes",
        "adjustments",
        "amendments",
        "amendment",
        "revisions",
        "modifications",
        "alterations",
        "edits",
    ];
    const VERBS: [&str; 20] = [
        "make",
        "makes",
        "making",
        "made",
        "propose",
        "proposed",
        "proposes",
        "seek",
        "sought",
        "seeking",
        "request",
        "requested",
        "want",
        "wants",
        "wanted",
        "demand",
        "demanded",
        "suggested",
        "accepted",
        "discussed",
    ];
    const FURTHEST: usize = 4;
    let page = view.page;
    if !NOUNS.contains(&page.word(at)) {
        return None;
    }
    let open = |i: usize| page.tokens[i].is_word() && !page.is(i, Class::PREP.or(Class::CONJ).or(Class::AUX));
    let mut first = at;
    while first > sentence.first && at - first < FURTHEST && open(first - 1) {
        first -= 1;
        if VERBS.contains(&page.word(first)) {
            let more = page.word(at + 1) == "and" && NOUNS.contains(&page.word(at + 2));
            return Some((first, if more { at + 3 } else { at + 1 }));
        }
    }
    None
}

fn enter(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    places: &[Telling],
    (author, recipient, sure): (Part, Option<Part>, f32),
) {
    // The words shown name the proposal where any place does: "presented to Kyiv" says less.
    let named = |p: &&Telling| view.page.is(p.at, Class::PROPOSALNOUN.or(Class::OFFER).or(Class::PAPER));
    let surest = || places.iter().max_by(|a, b| a.sure.total_cmp(&b.sure));
    let Some(best) = places.iter().find(named).or_else(surest) else { return };
    let words = |p: &Telling| {
        let (first, last) = if named(&p) { phrase(view, p) } else { p.words() };
        view.page.span(first, last)
    };
    // A verb beside the words for the proposal is no other name of it.
    let beside = |p: &Telling| places.iter().any(|o| named(&o) && o.sentence.first == p.sentence.first);
    let holder = author.who.holder(view, draft);
    let presented_to = recipient.map(|r| r.who.holder(view, draft));
    let mut critical: Vec<Span> = places.iter().flat_map(|p| criticism_at(view, draft, p)).collect();
    critical.dedup();
    let proposal = Proposal {
        author: Some(holder),
        presented_to,
        presented_to_span: recipient.map(|r| view.page.span(r.who.first, r.who.last)),
        when: best.time.or_else(|| places.iter().find_map(|p| p.time)),
        aliases: places.iter().filter(|p| p.at != best.at && (named(p) || !beside(p))).map(words).collect(),
        changes: Vec::new(),
        criticism: critical,
        is_final: places.iter().any(|p| is_not_final(view, p)).then_some(false),
        evidence: Evidence { span: words(best), rule: "proposal", confidence: sure },
    };
    draft.reading.proposals.push(proposal);
}

/// The words for a proposal: "an American peace proposal", "their final offer", "a draft treaty".
fn phrase(view: View<'_, '_>, place: &Telling) -> (usize, usize) {
    const CLOSED: Class = Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::MODAL).or(Class::REL);
    const OWNER: Class = Class::DET.or(Class::THIRD).or(Class::FIRST);
    const LONGEST: usize = 6;
    let page = view.page;
    let mut first = place.at;
    while first > place.sentence.first && place.at - first < LONGEST {
        let before = &page.tokens[first - 1];
        let verb = before.is(Class::PRESENTVERB.or(Class::SAY)) && !before.is(Class::PROPOSALNOUN);
        let part = before.is_word() || before.kind == Kind::Number;
        if !part || verb || before.is(CLOSED) && !before.is(OWNER) {
            break;
        }
        first -= 1;
        if page.is(first, OWNER) {
            break;
        }
    }
    let more = (place.at + 1..place.sentence.last).take_while(|&i| page.is(i, Class::PROPOSALNOUN));
    (first, more.last().unwrap_or(place.at) + 1)
}

/// Criticism that the sentence of a place reports.
fn criticism_at(view: View<'_, '_>, draft: &Draft<'_>, place: &Telling) -> Vec<Span> {
    let whole = view.page.span(place.sentence.first, place.sentence.last);
    let critical = draft.reading.statements.iter().filter(|s| {
        let span = s.evidence.span;
        span.start >= whole.start
            && span.end <= whole.end
            && matches!(s.stance.label, StanceLabel::Criticises | StanceLabel::Opposes)
    });
    critical.map(|s| s.evidence.span).collect()
}

fn is_not_final(view: View<'_, '_>, place: &Telling) -> bool {
    let words = view.page.slice(view.page.span(place.sentence.first, place.sentence.last)).to_lowercase();
    ["unfinali", "not final", "not the final"].iter().any(|w| words.contains(w))
}
