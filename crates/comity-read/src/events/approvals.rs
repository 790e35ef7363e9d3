//! Approvals the text says are still required: of whom, for what. Every person, party or body that a sentence names is
//! asked for; a body already found under another name is not told twice.

use super::telling::is_joined;
use super::told::{Candidate, Scene, Standing, around, candidates, part};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::model::{FactKind, Features, Judge, Question, Role, bucket, word_hash};
use crate::page::Sentence;
use crate::reading::{Approval, CollectiveKind, Evidence, Holder, Span};
use crate::token::Kind;

/// From here on somebody must approve; one of a list with somebody found, from there on.
const SURE: f32 = 0.75;
const LISTED: f32 = 0.02;
/// What "requires the approval of" somebody is worth at least.
const OUTRIGHT: f32 = 0.8;
/// Words that speak of approving, demanding or deciding.
const OF_APPROVAL: Class = Class::APPROVALNOUN
    .or(Class::APPROVEVERB)
    .or(Class::REQUIREVERB)
    .or(Class::ASSENT)
    .or(Class::APPROVING)
    .or(Class::APPROVED)
    .or(Class::APPROVES)
    .or(Class::DECIDING);

/// Finds the approvals required on a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, standing: &Standing, judge: &dyn Judge) {
    let mut features = Features::default();
    for &sentence in &view.page.sentences {
        if !may_require(view, sentence) {
            continue;
        }
        let named = approvers(view, draft, sentence);
        let scene = Scene { view, sentence, named: &named, standing };
        let whole = view.page.span(sentence.first, sentence.last);
        let mut before: Option<(Candidate, bool)> = None;
        for candidate in &named {
            features.clear();
            let word = look_at(scene, candidate, &mut features);
            let joined = before.filter(|(b, _)| is_joined(view, b, candidate));
            features.pair("joined", joined.is_some().into(), joined.is_some_and(|(_, sure)| sure).into());
            let who = candidate.name(view, draft);
            let question = Question::Has {
                fact: FactKind::Approval,
                words: whole,
                role: Role::Approver,
                who: &who,
                at: view.page.span(candidate.first, candidate.last),
            };
            let sure = judge.judge(&question, &features);
            let sure = if is_required(view, candidate, sentence) { sure.max(OUTRIGHT) } else { sure };
            // "approval from both A and B": one of a list with somebody found already.
            let listed = joined.is_some_and(|(b, found)| found && kind(&b) == kind(candidate));
            let found = sure >= if listed { LISTED } else { SURE };
            // "the assembly of the clubs", "the Løgting, the Faroese parliament": named already.
            let same = before.is_some_and(|(b, found)| found && is_more_of(view, &b, candidate, sentence));
            before = Some((*candidate, found || same));
            if found && !same {
                enter(scene, draft, (candidate, word, sure));
            }
        }
    }
}

/// "would require approval from both A", "needs the consent of the board".
fn is_required(view: View<'_, '_>, candidate: &Candidate, sentence: Sentence) -> bool {
    let page = view.page;
    let back = |from: usize, over: &dyn Fn(usize) -> bool| {
        let mut at = from;
        while at > sentence.first && over(at) {
            at -= 1;
        }
        at
    };
    let led = back(candidate.first.saturating_sub(1), &|i| page.is(i, Class::DET) || page.word(i) == "both");
    let noun = led.saturating_sub(1);
    let verb = back(noun.saturating_sub(1), &|i| page.is(i, Class::DET));
    verb >= sentence.first
        && matches!(page.word(led), "from" | "of" | "by")
        && page.is(noun, Class::APPROVALNOUN)
        && page.is(verb, Class::REQUIREVERB)
        && !page.tokens[verb].quoted
}

/// Whether a candidate only says more of the one before it: whose it is, where, or its other name.
fn is_more_of(view: View<'_, '_>, before: &Candidate, candidate: &Candidate, sentence: Sentence) -> bool {
    let page = view.page;
    let between = before.last..candidate.first;
    let the = between.len() == 2 && page.is(before.last + 1, Class::DET);
    let of = matches!(page.word(before.last), "of" | "in")
        && page.is(before.last - 1, Class::DECIDER.or(Class::BODY));
    let apposition = page.is_mark(before.last, b',')
        && page.is(before.last - 1, Class::DECIDER) != page.is(candidate.last - 1, Class::DECIDER)
        && (candidate.last >= sentence.last || page.tokens[candidate.last].kind == Kind::Mark)
        && page.is(candidate.first.saturating_sub(usize::from(the)), Class::DET);
    (between.len() == 1 || the) && (of || apposition)
}

/// Whether a candidate is a person, a party or something else.
fn kind(candidate: &Candidate) -> u8 {
    candidate.identity().0
}

/// Whether a sentence holds any word of approving, going before somebody, or condition.
fn may_require(view: View<'_, '_>, sentence: Sentence) -> bool {
    (sentence.first..sentence.last).any(|i| {
        view.page.is(i, OF_APPROVAL.or(Class::MODAL))
            || matches!(
                view.page.word(i),
                "before"
                    | "until"
                    | "without"
                    | "subject"
                    | "go"
                    | "goes"
                    | "put"
                    | "consult"
                    | "instructions"
            )
    })
}

/// The candidates of a sentence, and nouns for those who decide ("the full board", "its 412 members"), each with the
/// words that belong to it: "Iran's Supreme National Security Council", "the board of directors".
fn approvers(view: View<'_, '_>, draft: &Draft<'_>, sentence: Sentence) -> Vec<Candidate> {
    let page = view.page;
    let mut found = candidates(view, draft, sentence);
    let mut at = sentence.first;
    while at < sentence.last {
        let token = &page.tokens[at];
        let decides = token.is_word() && !token.quoted && token.is(Class::DECIDER.or(Class::BODY));
        let inner = page.is(at + 1, Class::DECIDER.or(Class::BODY)) && at + 1 < sentence.last;
        if !decides || inner {
            at += 1;
            continue;
        }
        let (first, last) = (phrase_start(view, at, sentence), phrase_end(view, at, sentence));
        let own = found.iter().find(|c| c.first <= at && at < c.last).copied();
        // A side by its own name is all of it; "Security Council" in a longer name is another council.
        let named = own.is_some_and(|c| {
            matches!(c.what, What::Person(_)) || c.what == What::Party && !is_longer(view, &c, first)
        });
        if !named {
            let first = own.map_or(first, |c| c.first.min(first));
            let last = own.map_or(last, |c| c.last.max(last));
            let within =
                |c: &Candidate| first <= c.first && c.last <= last && !matches!(c.what, What::Person(_));
            let party = found.iter().rev().find(|c| within(c) && c.party.is_some()).and_then(|c| c.party);
            let what = own.filter(|c| c.what != What::Party).map_or(What::Unknown, |c| c.what);
            found.retain(|c| !within(c));
            found.push(Candidate { first, last, what, party });
        }
        at = last.max(at + 1);
    }
    found.sort_by_key(|c| (c.first, c.last));
    found
}

/// Whether capitals before a party's name make it part of another: "Supreme National Security Council".
fn is_longer(view: View<'_, '_>, party: &Candidate, first: usize) -> bool {
    let before = party.first.checked_sub(1).filter(|&i| i >= first);
    before.is_some_and(|i| {
        let token = &view.page.tokens[i];
        token.is_word() && token.is_capital() && !token.is(Class::DET)
    })
}

/// Where the words after a noun end that belong to it: "of directors", "of the clubs", "of Ministers of Iraq".
fn phrase_end(view: View<'_, '_>, noun: usize, sentence: Sentence) -> usize {
    let page = view.page;
    let mut end = noun + 1;
    while page.word(end) == "of" {
        let start = end + 1 + usize::from(page.is(end + 1, Class::DET));
        let more = capitals_end(view, start, sentence).or_else(|| plural_end(view, start, sentence));
        match more {
            Some(more) => end = more,
            None => break,
        }
    }
    end
}

/// Where capitals end that begin here: "Ministers", "Foreign Affairs and Trade".
fn capitals_end(view: View<'_, '_>, start: usize, sentence: Sentence) -> Option<usize> {
    let page = view.page;
    let capital = |i: usize| {
        let token = page.tokens.get(i).filter(|_| i < sentence.last);
        token.is_some_and(|t| t.is_word() && t.is_capital() && !t.quoted)
    };
    let mut last = start;
    while capital(last) || last > start && matches!(page.word(last), "and" | "&" | "of") && capital(last + 1)
    {
        last += 1;
    }
    (last > start).then_some(last)
}

/// Where a plural ends that begins here; one word may stand before it: "directors", "senior officials".
fn plural_end(view: View<'_, '_>, start: usize, sentence: Sentence) -> Option<usize> {
    const CLOSED: Class = Class::PREP.or(Class::AUX).or(Class::THIRD).or(Class::DET);
    let page = view.page;
    let open = |i: usize| i < sentence.last && page.tokens[i].is_word() && !page.is(i, CLOSED);
    let plural = |i: usize| open(i) && page.word(i).ends_with('s');
    if plural(start) {
        return Some(start + 1);
    }
    (open(start) && plural(start + 1)).then_some(start + 2)
}

/// Where the words before a noun begin that belong to it: adjectives, numbers, whose it is.
fn phrase_start(view: View<'_, '_>, noun: usize, sentence: Sentence) -> usize {
    const CLOSED: Class = Class::DET
        .or(Class::PREP)
        .or(Class::CONJ)
        .or(Class::AUX)
        .or(Class::MODAL)
        .or(Class::REL)
        .or(Class::ADV)
        .or(Class::SAY);
    let page = view.page;
    let mut first = noun;
    while first > sentence.first && noun - first < 5 {
        let token = &page.tokens[first - 1];
        let word = token.is_word() && (!token.is(CLOSED) || token.is_capital() && first > sentence.first + 1);
        let verb = token.is_word()
            && !token.is_capital()
            && (token.is(OF_APPROVAL)
                || page.word(first - 1).ends_with("ed")
                || page.word(first - 1) == "to");
        if !(word || token.kind == Kind::Possessive || token.kind == Kind::Number) || verb || token.quoted {
            break;
        }
        first -= 1;
    }
    while first < noun
        && (page.is(first, Class::THIRD)
            || !page.tokens[first].is_word() && page.tokens[first].kind == Kind::Possessive)
    {
        first += 1;
    }
    first
}

/// Notes what the sentence says of a candidate; gives back the word of approving nearest to it.
fn look_at(scene: Scene<'_, '_>, candidate: &Candidate, features: &mut Features) -> Option<usize> {
    let Scene { view, sentence, .. } = scene;
    let page = view.page;
    let head = candidate.last - 1;
    around(scene, head, features);
    let mut nearest: Option<(usize, usize)> = None;
    for i in sentence.first..sentence.last {
        if (candidate.first..candidate.last).contains(&i) || page.tokens[i].quoted {
            continue;
        }
        let behind = u32::from(i > head);
        let distance = if i > head { i - head } else { candidate.first - i };
        if page.is(i, OF_APPROVAL) {
            features.pair("word", word_hash(page, i), behind);
            features.pair("word.near", word_hash(page, i), behind * 8 + bucket(distance / 2));
            let led = i.checked_sub(1).map_or(0, |i| word_hash(page, i));
            features.pair("word.led", word_hash(page, i), led);
            if nearest.is_none_or(|(known, _)| distance < known) {
                nearest = Some((distance, i));
            }
        }
        if page.is(i, Class::MODAL.or(Class::NEG).or(Class::REQUIREVERB)) {
            features.pair("modal", word_hash(page, i), behind * 8 + bucket(distance / 2));
            features.pair("modal.next", word_hash(page, i), word_hash(page, i + 1));
        }
        if matches!(
            page.word(i),
            "before" | "until" | "without" | "subject" | "once" | "unless" | "if" | "after"
        ) {
            features.pair("when", word_hash(page, i), behind * 8 + bucket(distance / 2));
        }
    }
    let word = nearest.map(|(_, i)| i);
    part(scene, word.unwrap_or(head), candidate, features);
    // The nearest word on the other side may be the one that counts.
    let other = match word {
        Some(i) if i > head => (sentence.first..candidate.first).rev().find(|&i| page.is(i, OF_APPROVAL)),
        Some(_) => (candidate.last..sentence.last).find(|&i| page.is(i, OF_APPROVAL)),
        None => None,
    };
    if let Some(other) = other {
        part(scene, other, candidate, features);
    }
    features.settle();
    features.value("far", nearest.map_or(9, |(distance, _)| bucket(distance)));
    word
}

fn enter(scene: Scene<'_, '_>, draft: &mut Draft<'_>, (who, word, sure): (&Candidate, Option<usize>, f32)) {
    let Scene { view, sentence, .. } = scene;
    let approver = approver(view, draft, who);
    let word = word.unwrap_or(who.last - 1);
    let modal = modal_of(view, word, sentence);
    let object = object_before(view, modal.0.min(who.first), sentence);
    let first = object.map_or(modal.0.min(who.first), |(first, _)| first);
    let span = view.page.span(first, who.last.max(modal.1));
    let approval = Approval {
        approver,
        approver_span: view.page.span(who.first, who.last),
        object: object.map(|(first, last)| view.page.span(first, last)),
        according_to: speaker_of(view, draft, sentence, word),
        modal: view.page.span(modal.0, modal.1),
        evidence: Evidence { span, rule: "approval", confidence: sure },
    };
    if !draft.reading.approvals.iter().any(|a| is_same(draft, a.approver, approval.approver)) {
        draft.reading.approvals.push(approval);
    }
}

/// Who approves: a body that only acts for a party ("the cabinet", "parliament in Oslo") by its own words.
fn approver(view: View<'_, '_>, draft: &mut Draft<'_>, who: &Candidate) -> Holder {
    let (What::Party | What::Organisation | What::Unknown | What::Office | What::Collective, Some(party)) =
        (who.what, who.party)
    else {
        return who.holder(view, draft);
    };
    let page = view.page;
    let head = who.last - 1;
    let name = &draft.parties.entry(party).name;
    let own = name.to_lowercase().split(' ').any(|word| word == page.word(head).to_lowercase());
    let decides = page.is(head, Class::DECIDER);
    let common = !page.tokens[head].is_capital() && !draft.parties.is_learned(party);
    if own || !(decides || common) {
        return who.holder(view, draft);
    }
    draft.source_of(view, (who.first, who.last), Some(party), CollectiveKind::Organisation)
}

/// The words that require: the word of approving with its modals.
fn modal_of(view: View<'_, '_>, word: usize, sentence: Sentence) -> (usize, usize) {
    let page = view.page;
    let mut first = word;
    while first > sentence.first
        && (page.is(first - 1, Class::MODAL.or(Class::AUX).or(Class::NEG).or(Class::REQUIREVERB))
            || matches!(page.word(first - 1), "to" | "still" | "yet"))
        && !page.is(first - 1, Class::THIRD)
    {
        first -= 1;
    }
    (first, word + 1)
}

/// What needs the approval: the noun phrase before the words that demand it.
fn object_before(view: View<'_, '_>, end: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let page = view.page;
    let mut start = end;
    while start > sentence.first && end - start < 9 {
        let token = &page.tokens[start - 1];
        let ends = token.kind == Kind::Mark
            || token.kind == Kind::Quote
            || token.is(Class::CONJ.or(Class::SAY).or(Class::REL)) && !token.is_capital();
        if ends {
            break;
        }
        start -= 1;
        if token.is(Class::DET) {
            break;
        }
    }
    (start < end).then_some((start, end))
}

/// Whether two approvers are one: the same, or bodies with the same noun.
fn is_same(draft: &Draft<'_>, one: Holder, other: Holder) -> bool {
    let tail = |h: Holder| {
        let name = draft.reading.name_of(h).to_lowercase();
        name.rsplit(' ').next().unwrap_or("").to_owned()
    };
    let bodies = matches!((one, other), (Holder::Source(_), Holder::Source(_)));
    one == other || bodies && tail(one) == tail(other)
}

/// Who says so: the speaker of the reported speech that holds the words.
fn speaker_of(view: View<'_, '_>, draft: &Draft<'_>, sentence: Sentence, at: usize) -> Option<Holder> {
    let place = view.page.tokens[at].start;
    let low = view.page.tokens[sentence.first].start;
    let holds = |span: Span| span.start >= low && span.start <= place && place < span.end;
    draft.reading.statements.iter().filter(|s| holds(s.evidence.span)).find_map(|s| s.speaker)
}
