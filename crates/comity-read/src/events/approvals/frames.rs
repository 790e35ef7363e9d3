//! The frames in which a text says that somebody's approval is still required, each at its verb or noun.

use super::Requirement;
use super::approvers::{approvers_end, noun_phrase, object_before, relative_subject, subject_start};
use crate::chunk::What;
use crate::draft::View;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// The requirement told at a token, if any.
pub(super) fn at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let word = page.word(at);
    let lower = !page.tokens[at].is_capital();
    if lower && let Some(found) = by_verb(view, at, word, sentence) {
        return Some(found);
    }
    if word == "by"
        && let Some(found) = and_by(view, at, sentence)
    {
        return Some(found);
    }
    if page.is(at, Class::ASSENT) {
        return noun(view, at, sentence)
            .or_else(|| whose(view, at, sentence))
            .or_else(|| ballot(view, at, sentence));
    }
    None
}

fn by_verb(view: View<'_, '_>, at: usize, word: &str, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if matches!(word, "rests" | "lies" | "rest" | "lie" | "belongs" | "falls" | "up") {
        return rests(view, at, sentence);
    }
    if matches!(
        word,
        "sold"
            | "shown"
            | "brought"
            | "presented"
            | "submitted"
            | "put"
            | "laid"
            | "sent"
            | "referred"
            | "taken"
            | "go"
            | "goes"
            | "come"
            | "comes"
            | "back"
    ) && let Some(found) = referred(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "give" | "grant" | "lend")
        && let Some(found) = given(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "word" | "say" | "veto")
        && let Some(found) = last_word(view, at, sentence)
    {
        return Some(found);
    }
    if word == "for"
        && let Some(found) = for_them(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "votes" | "vote")
        && let Some(found) = votes(view, at, sentence)
    {
        return Some(found);
    }
    if word == "put"
        && let Some(found) = names_to(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "insisted" | "insists" | "insist") && page.word(at + 1) == "on" {
        return insisted(view, at, sentence);
    }
    if matches!(word, "needs" | "requires" | "need" | "require" | "needed" | "required")
        && let Some(found) = to_do(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "ballot" | "poll" | "consult" | "ask")
        && let Some(found) = asked(view, at, sentence)
    {
        return Some(found);
    }
    if matches!(word, "pass" | "clear" | "survive" | "satisfy")
        && let Some(found) = through(view, at, sentence)
    {
        return Some(found);
    }
    if page.is(at, Class::APPROVES.or(Class::APPROVED))
        && let Some(found) = until(view, at, sentence)
    {
        return Some(found);
    }
    if page.is(at, Class::APPROVED) {
        return passive(view, at, sentence);
    }
    if page.is(at, Class::APPROVING.or(Class::DECIDING)) {
        return active(view, at, sentence).or_else(|| alone(view, at, sentence));
    }
    None
}

/// Words that oblige: must, have to, needs to, has yet to, is to; the token after them.
fn obliges(view: View<'_, '_>, at: usize) -> Option<usize> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "must" | "shall" => Some(at + 1),
        "have" | "has" | "had" | "needs" | "need" | "needed" => {
            let skip = usize::from(matches!(next, "still" | "first" | "also" | "yet" | "now"));
            (page.word(at + 1 + skip) == "to").then_some(at + 2 + skip)
        }
        "asked" | "called" | "invited" => {
            (at > 0 && page.word(at - 1) == "be" && next == "to").then_some(at + 2)
        }
        "required" | "obliged" | "bound" | "expected" | "due" | "yet" => (next == "to").then_some(at + 2),
        "is" | "are" => (next == "to").then_some(at + 2),
        _ => None,
    }
}

/// The obligation that governs a verb: the last one before it with nothing but small words between.
fn obligation(view: View<'_, '_>, verb: usize, reach: usize, sentence: Sentence) -> Option<usize> {
    let low = verb.saturating_sub(reach).max(sentence.first);
    (low..verb).rev().find(|&i| obliges(view, i).is_some_and(|end| end <= verb && small(view, end, verb)))
}

fn small(view: View<'_, '_>, first: usize, last: usize) -> bool {
    (first..last).all(|i| {
        view.page.is(i, Class::ADV.or(Class::AUX))
            || view.page.word(i).ends_with("ly")
            || matches!(
                view.page.word(i),
                "see"
                    | "and"
                    | "review"
                    | "study"
                    | "read"
                    | "to"
                    | "yet"
                    | "first"
                    | "both"
                    | "also"
                    | "still"
                    | "then"
                    | "all"
                    | "each"
                    | "now"
                    | "personally"
                    | "be"
                    | "itself"
                    | "go"
                    | "in"
                    | "turn"
                    | "too"
                    | "separately"
                    | "themselves"
            )
    })
}

/// "A must approve the text", "the Senate has to ratify any deal", "the council, which owns the port, would have to vote on it".
fn active(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 7, sentence)?;
    if page.word(at.checked_sub(1)?) == "be" {
        return None;
    }
    let (mut start, mut end) = subject_of(view, must, sentence).or_else(|| he_must(view, must, sentence))?;
    if matches!(page.word(start), "which" | "who" | "that") {
        (start, end) = relative_subject(view, start, sentence)?;
    }
    let (object_first, object_last) = noun_phrase(view, after(view, at), sentence);
    let agreement =
        (object_first..object_last).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let decider = (start..end).any(|i| page.is(i, Class::DECIDER))
        || view
            .chunks
            .within(start, end)
            .iter()
            .any(|c| matches!(c.what, What::Person(_)) && c.noun.is_some());
    let approve = page.is(at, Class::APPROVING);
    let open = page.tokens.get(at + 1).is_none_or(|t| t.kind == Kind::Mark)
        || matches!(
            page.word(at + 1),
            "too" | "first" | "as" | "on" | "off" | "for" | "before" | "yes" | "by" | "house"
        );
    let yes = page.word(at) != "say" || matches!(page.word(at + 1), "yes" | "aye");
    let enough = match (approve, decider) {
        (true, true) => true,
        (true, false) => {
            agreement
                || page.of_talks && matches!(page.word(at), "approve" | "ratify" | "endorse")
                || page.word(at) == "license"
                || page.word(at) == "sign"
                || page.of_talks && open
        }
        (false, true) => agreement || open || page.word(at + 1) == "to" && page.word(at) == "agree",
        (false, false) => agreement && matches!(page.word(at), "vote" | "sign" | "accept") && page.of_talks,
    };
    // "must approve of it" is taste.
    let taste = page.word(at + 1) == "of";
    let confirm = (page.word(at) != "confirm" || agreement || decider) && !taste;
    let granted = !matches!(page.word(at), "grant" | "clear" | "initial" | "sanction") || decider;
    (enough && yes && confirm && granted).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (start, end),
        object: (object_last > object_first).then_some((object_first, object_last)),
        rule: "approval:active",
        confidence: 0.85,
    })
}

/// The object of a verb begins behind its particle: "sign off on the deal", "vote for it".
fn after(view: View<'_, '_>, verb: usize) -> usize {
    let mut at = verb + 1;
    while matches!(view.page.word(at), "off" | "on" | "for" | "to" | "yes" | "in" | "favour" | "favor" | "of")
        && at < verb + 4
    {
        at += 1;
    }
    at
}

/// "Prime Minister X has said he must approve every line": the one who says so of himself.
fn he_must(view: View<'_, '_>, must: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let he = must.checked_sub(1).filter(|&i| view.page.is(i, Class::HE.or(Class::SHE)))?;
    let held = view.chunks.holding(he).map(|i| view.chunks.list[i])?;
    let What::Person(person) = held.what else { return None };
    let named = view
        .chunks
        .within(sentence.first, he)
        .iter()
        .find(|c| c.what == What::Person(person) && !view.page.is(c.first, Class::THIRD))?;
    Some((named.first, named.last))
}

/// The words that name who must: those before the obligation, over modals and a relative clause between commas.
fn subject_of(view: View<'_, '_>, must: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let page = view.page;
    let mut end = must;
    while end > sentence.first
        && (page.is(end - 1, Class::MODAL.or(Class::ADV))
            || page.word(end - 1) == "be"
            || matches!(page.word(end - 1), "still" | "both"))
    {
        end -= 1;
    }
    if end > sentence.first && page.is_mark(end - 1, b',') {
        let low = end.saturating_sub(24).max(sentence.first);
        let comma = (low..end - 1).rev().find(|&i| page.is_mark(i, b',') && page.is(i + 1, Class::REL));
        if let Some(comma) = comma {
            return subject_start(view, comma, sentence).map(|start| (start, comma));
        }
        let apposition = (low..end - 1).rev().find(|&i| page.is_mark(i, b','))?;
        // "The Council's commander, known as Mzee Bakari, must also": the one named.
        let named = view.chunks.within(apposition, end).iter().find(|c| matches!(c.what, What::Person(_)));
        if let Some(person) = named {
            return Some((person.first, person.last));
        }
        return subject_start(view, apposition, sentence).map(|start| (start, apposition));
    }
    subject_start(view, end, sentence).map(|start| (start, end))
}

/// "needs the Board to release the money", "requires seven of the members to pass a budget".
fn to_do(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let to = (at + 2..(at + 13).min(sentence.last)).find(|&i| page.word(i) == "to")?;
    let verb = to + 1;
    let approves = page.is(verb, Class::APPROVING.or(Class::DECIDING))
        || matches!(
            page.word(verb),
            "release" | "lift" | "waive" | "pay" | "fund" | "underwrite" | "guarantee"
        );
    let clear = (at + 1..to).all(|i| {
        page.tokens[i].is_word() && !page.is(i, Class::AUX.or(Class::MODAL).or(Class::SAY))
            || page.tokens[i].kind == Kind::Number
            || page.tokens[i].kind == Kind::Possessive
    });
    let decider = (at + 1..to).any(|i| page.is(i, Class::DECIDER))
        || view.chunks.within(at + 1, to).iter().any(|c| matches!(c.what, What::Person(_)));
    (approves && clear && decider && page.of_talks).then_some(Requirement {
        modal: (at, verb + 1),
        approvers: (at + 1, to),
        object: None,
        rule: "approval:to-do",
        confidence: 0.82,
    })
}

/// "President X has the last word", "the governors have a veto".
fn last_word(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let last = page.word(at) == "veto" && matches!(page.word(at - 1), "a" | "the" | "own")
        || matches!(page.word(at.checked_sub(1)?), "last" | "final");
    let low = at.saturating_sub(5).max(sentence.first);
    let has = (low..at)
        .rev()
        .find(|&i| matches!(page.word(i), "has" | "have" | "holds" | "hold" | "keeps" | "retains"))?;
    let denied = (low..at + 3).any(|i| page.is(i, Class::NEG) || page.word(i) == "none");
    let start = subject_start(view, has, sentence)?;
    (last && !denied).then_some(Requirement {
        modal: (has, at + 1),
        approvers: (start, has),
        object: None,
        rule: "approval:last-word",
        confidence: 0.8,
    })
}

/// "It will be for the Constitutional Court to decide": whose it is to say.
fn for_them(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let be = at > sentence.first && matches!(page.word(at - 1), "is" | "be" | "was");
    let to = (at + 2..(at + 9).min(sentence.last)).find(|&i| page.word(i) == "to")?;
    let decides = matches!(
        page.word(to + 1),
        "decide" | "say" | "judge" | "rule" | "approve" | "ratify" | "agree" | "settle"
    );
    let decider = (at + 1..to).any(|i| page.is(i, Class::DECIDER))
        || view.chunks.within(at + 1, to).iter().any(|c| matches!(c.what, What::Person(_)));
    (be && decides && decider).then_some(Requirement {
        modal: (at - 1, at + 1),
        approvers: (at + 1, to),
        object: None,
        rule: "approval:for-them",
        confidence: 0.78,
    })
}

/// "the Liberal group has insisted on a vote": who insists must be asked.
fn insisted(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let vote = (at + 2..(at + 6).min(sentence.last))
        .find(|&i| matches!(page.word(i), "vote" | "ballot" | "say" | "veto" | "referendum"))?;
    let mut end = at;
    while end > sentence.first && page.is(end - 1, Class::AUX.or(Class::ADV)) {
        end -= 1;
    }
    let start = subject_start(view, end, sentence)?;
    Some(Requirement {
        modal: (at, vote + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:insists",
        confidence: 0.75,
    })
}

/// "she alone can authorise it", "only the Senate can ratify it".
fn alone(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(5).max(sentence.first);
    let modal = (low..at).rev().find(|&i| matches!(page.word(i), "can" | "may" | "could"))?;
    let start = subject_start(view, modal, sentence)?;
    let alone = page.word(modal - 1) == "alone"
        || page.word(start) == "only"
        || start > sentence.first && page.word(start - 1).eq_ignore_ascii_case("only");
    let end = modal - usize::from(page.word(modal - 1) == "alone");
    let start = start + usize::from(page.word(start) == "only");
    (alone && end > start).then_some(Requirement {
        modal: (modal, at + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:alone",
        confidence: 0.8,
    })
}

/// "must be ratified by A", "would have to be approved by A and B", "only upon its approval by A".
fn passive(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(3).max(sentence.first);
    let be = (low..at).rev().find(|&i| page.word(i) == "be")?;
    let must = obligation(view, be, 7, sentence)?;
    if !small(view, be + 1, at) {
        return None;
    }
    let with = matches!(page.word(at), "cleared" | "agreed" | "settled");
    let by = (at + 1..(at + 4).min(sentence.last))
        .find(|&i| page.word(i) == "by" || with && page.word(i) == "with")?;
    let end = approvers_end(view, by + 1, sentence);
    Some(Requirement {
        modal: (must, by + 1),
        approvers: (by + 1, end),
        object: object_before(view, must, sentence),
        rule: "approval:passive",
        confidence: 0.9,
    })
}

/// "must be endorsed by A and, on the other side, by B": a second agent behind a phrase of its own.
fn and_by(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let behind = at > sentence.first && (page.is_mark(at - 1, b',') || page.word(at - 1) == "and");
    let low = at.saturating_sub(26).max(sentence.first);
    let first =
        (low..at).rev().find(|&i| page.word(i) == "by" && i > low && page.is(i - 1, Class::APPROVED))?;
    let must = obligation(view, first - 1, 8, sentence)?;
    let end = approvers_end(view, at + 1, sentence);
    behind.then_some(Requirement {
        modal: (must, first + 1),
        approvers: (at + 1, end),
        object: object_before(view, must, sentence),
        rule: "approval:passive",
        confidence: 0.85,
    })
}

/// "The council votes on the text on Thursday", "Members will vote on the deal".
fn votes(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if page.word(at + 1) != "on" {
        return None;
    }
    let (first, last) = noun_phrase(view, at + 2, sentence);
    let agreement = (first..last).any(|i| page.is(i, Class::AGREEMENT.or(Class::PROPOSALNOUN)));
    let will = at > sentence.first && matches!(page.word(at - 1), "will" | "to");
    let mut end = at;
    while end > sentence.first
        && (page.is(end - 1, Class::AUX.or(Class::MODAL).or(Class::ADV)) || page.word(end - 1) == "to")
    {
        end -= 1;
    }
    let start = subject_start(view, end, sentence)?;
    let decider = (start..end).any(|i| page.is(i, Class::DECIDER));
    (agreement && decider && (will || page.word(at) == "votes")).then_some(Requirement {
        modal: (end, at + 2),
        approvers: (start, end),
        object: Some((first, last)),
        rule: "approval:votes",
        confidence: 0.76,
    })
}

/// "Both presidents have to put their names to it".
fn names_to(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let names = page.is(at + 1, Class::THIRD)
        && matches!(page.word(at + 2), "name" | "names" | "signature" | "signatures" | "seal" | "initials");
    let must = obligation(view, at, 6, sentence).filter(|_| names)?;
    let (start, end) = subject_of(view, must, sentence)?;
    Some(Requirement {
        modal: (must, at + 3),
        approvers: (start, end),
        object: None,
        rule: "approval:names",
        confidence: 0.82,
    })
}

/// "would have to pass the National Assembly", "must clear the regulator".
fn through(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 6, sentence)?;
    let (first, last) = noun_phrase(view, at + 1, sentence);
    // "must survive a vote in the Senate".
    let (first, last) = if (first..last)
        .any(|i| matches!(page.word(i), "vote" | "votes" | "reading" | "scrutiny" | "test"))
        && matches!(page.word(last), "in" | "by" | "of" | "before")
    {
        noun_phrase(view, last + 1, sentence)
    } else {
        (first, last)
    };
    let decider = (first..last).any(|i| page.is(i, Class::DECIDER));
    let object = object_before(view, must, sentence)?;
    let agreement =
        (object.0..object.1).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    (decider && agreement).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (first, last),
        object: Some(object),
        rule: "approval:through",
        confidence: 0.82,
    })
}

/// "has to ballot its 1,900 members on any agreement", "must consult the full council".
fn asked(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let must = obligation(view, at, 6, sentence)?;
    let (first, last) = noun_phrase(view, at + 1, sentence);
    let ballot = matches!(page.word(at), "ballot" | "poll");
    let agreement = (last..(last + 6).min(sentence.last))
        .any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let first = first + usize::from(page.is(first, Class::THIRD.or(Class::DET)));
    (last > first && (ballot || agreement && page.word(at) == "ask")).then_some(Requirement {
        modal: (must, at + 1),
        approvers: (first, last),
        object: None,
        rule: "approval:ballot",
        confidence: 0.8,
    })
}

/// "must be submitted to parliament for ratification", "the deal must still go to the board", "then it goes to both chambers".
fn referred(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(8).max(sentence.first);
    let goes = matches!(page.word(at), "go" | "goes" | "come" | "comes" | "back");
    let must = (low..at).rev().find(|&i| {
        obliges(view, i).is_some()
            || matches!(page.word(i), "will" | "would" | "then" | "still" | "can" | "next")
    });
    let to = (at + 1..(at + 3).min(sentence.last)).find(|&i| matches!(page.word(i), "to" | "before"))?;
    let end = approvers_end(view, to + 1, sentence);
    let purpose = (end..(end + 9).min(sentence.last))
        .any(|i| page.is(i, Class::ASSENT) || page.is(i, Class::APPROVING) || page.is(i, Class::APPROVED));
    let vote = (to + 1..end)
        .any(|i| matches!(page.word(i), "referendums" | "referendum" | "vote" | "plebiscite" | "ballot"));
    let decider = (to + 1..end).any(|i| page.is(i, Class::DECIDER));
    let obliged = must.is_some_and(|m| obliges(view, m).is_some());
    let be = page.word(at.checked_sub(1)?) == "be";
    let it = at > sentence.first
        && matches!(page.word(at - 1), "it" | "deal" | "text" | "agreement" | "accord" | "plan" | "draft");
    let enough = if goes {
        decider && (obliged || must.is_some() || purpose || it && page.of_talks)
    } else {
        be && must.is_some() && (purpose || vote || decider && (obliged || page.word(at) == "put"))
    };
    let modal = must.unwrap_or(at);
    let table = page.word(at) == "back" && !obliged;
    let clear = must
        .is_none_or(|m| (m..at).all(|i| !page.is_mark(i, b';') && !page.is(i, Class::SAY.or(Class::NEG))));
    (enough && end > to + 1 && !table && clear).then_some(Requirement {
        modal: (modal, to + 1),
        approvers: (to + 1, end),
        object: object_before(view, modal, sentence),
        rule: "approval:referred",
        confidence: 0.82,
    })
}

/// "the Supreme Court must first give its opinion", "The executive must give its blessing too".
fn given(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let must = obligation(view, at, 6, sentence)?;
    let noun = (at + 1..(at + 5).min(sentence.last)).find(|&i| view.page.is(i, Class::ASSENT))?;
    let (mut start, mut end) = subject_of(view, must, sentence)?;
    if matches!(view.page.word(start), "which" | "who" | "that") {
        (start, end) = relative_subject(view, start, sentence)?;
    }
    Some(Requirement {
        modal: (must, noun + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:gives",
        confidence: 0.85,
    })
}

/// "will not take effect until the Senate approves it", "cannot be signed until the Region has given its consent",
/// "takes effect only if the President signs the waivers".
fn until(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(14).max(sentence.first);
    let until = (low..at).rev().find(|&i| {
        matches!(page.word(i), "until" | "unless" | "Until" | "Unless" | "before" | "till")
            || matches!(page.word(i), "if" | "when" | "once" | "after")
                && i > sentence.first
                && page.word(i - 1).eq_ignore_ascii_case("only")
            || matches!(page.word(i), "once" | "Once")
    })?;
    let mut end = at;
    while end > until + 1
        && (page.is(end - 1, Class::AUX.or(Class::ADV)) || matches!(page.word(end - 1), "yet" | "still"))
    {
        end -= 1;
    }
    // "until the Region has given its consent" is read at its verb.
    if page.is(at - 1, Class::THIRD.or(Class::DET)) || page.tokens[at - 1].kind == Kind::Possessive {
        return None;
    }
    let start = until + 1;
    let plain =
        (start..at).all(|i| page.tokens[i].kind != Kind::Quote && !page.is(i, Class::SAY.or(Class::MODAL)));
    let pronoun = page.is(start, Class::THIRD.or(Class::FIRST).or(Class::SECOND)) && end - start == 1;
    // "until it has been ratified by the Congress".
    let by = (at + 1..(at + 3).min(sentence.last)).find(|&i| page.word(i) == "by");
    if let Some(by) = by.filter(|_| {
        page.is(at - 1, Class::AUX)
            && page.is(at, Class::APPROVED)
            && matches!(page.word(until), "until" | "unless" | "Until" | "Unless" | "if" | "once" | "before")
    }) {
        let end = approvers_end(view, by + 1, sentence);
        return Some(Requirement {
            modal: (until, by + 1),
            approvers: (by + 1, end),
            object: object_before(view, until, sentence),
            rule: "approval:until",
            confidence: 0.82,
        });
    }
    let passive = page.is(at - 1, Class::AUX)
        && matches!(page.word(at - 1), "is" | "are" | "was" | "were" | "be" | "been");
    // "before Parliament passes the law" is a condition only of what cannot be before.
    let decides = (start..end).any(|i| page.is(i, Class::DECIDER)) && page.is(at, Class::APPROVED);
    let blocked = decides && page.word(until) == "once"
        || !matches!(page.word(until), "before" | "once" | "Once")
        || (sentence.first..until)
            .any(|i| page.is(i, Class::NEG) || matches!(page.word(i), "no" | "No" | "nothing" | "Nothing"));
    let given = page.word(at) != "given" || (at + 1..at + 4).any(|i| page.is(i, Class::ASSENT));
    let approves = !matches!(
        page.word(at),
        "passed" | "voted" | "agreed" | "accepted" | "backed" | "spoken" | "ruled" | "decided"
    ) || (start..end).any(|i| page.is(i, Class::DECIDER));
    (plain && !pronoun && !passive && blocked && given && approves && end > start && end - start <= 9)
        .then_some(Requirement {
            modal: (until, at + 1),
            approvers: (start, end),
            object: object_before(view, until, sentence),
            rule: "approval:until",
            confidence: 0.8,
        })
}

/// "A final decision rests with the Riksdag", "that decision belongs to the council", "it is up to the members".
fn rests(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(6).max(sentence.first);
    let up = page.word(at) == "up" && page.word(at + 1) == "to" && page.is(at.wrapping_sub(1), Class::AUX);
    let decision = view.has_word(low, at, &["decision", "approval", "say", "word", "authority", "power"]);
    let with = matches!(page.word(at + 1), "with" | "to")
        && decision.is_some_and(|d| {
            !page.is(d, Class::SAY)
                || page.is(d - 1, Class::OFFICEMOD.or(Class::DET))
                || page.word(d - 1) == "last"
        });
    let end = approvers_end(view, at + 2, sentence);
    let decider = (at + 2..end).any(|i| page.is(i, Class::DECIDER));
    let found = Requirement {
        modal: (at, at + 2),
        approvers: (at + 2, end),
        object: object_before(view, at, sentence),
        rule: "approval:rests",
        confidence: 0.82,
    };
    (page.word(at) != "up" && with || up && decider).then_some(found)
}

/// "would require approval from A and B", "subject to the consent of A", "without the approval of A", "A's approval is required".
fn noun(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let low = at.saturating_sub(10).max(sentence.first);
    let demand = (low..at).rev().find(|&i| demands(view, i));
    let led = demand.is_some_and(|d| (d + 1..at).all(|i| !page.is_mark(i, b'.') && !page.is_mark(i, b';')));
    let trailing = (at + 1..sentence.last.min(at + 16)).find(|&i| {
        matches!(page.word(i), "required" | "needed" | "necessary" | "requisite" | "indispensable")
    });
    let trailing = trailing.filter(|&t| {
        (at..t).any(|i| page.is(i, Class::AUX.or(Class::MODAL))) && (at..t).all(|i| !page.is_mark(i, b','))
    });
    let loose = page.is(at, Class::LOOSE_ASSENT);
    if !led && (trailing.is_none() || matches!(page.word(at), "agreement" | "word" | "support")) {
        return None;
    }
    let distance = demand.map_or(0, |d| at - d);
    if loose && led && trailing.is_none() && distance > 7 {
        return None;
    }
    let next = at + 1 + usize::from(page.word(at) == "green");
    let modal = demand.filter(|_| led).map_or((at, at + 1), |d| (d, at + 1));
    let object = object_before(view, modal.0, sentence);
    let inside = page.word(next) == "in"
        && matches!(page.word(at), "majority" | "vote" | "poll" | "referendum" | "referendums");
    if matches!(page.word(next), "from" | "of" | "by") || inside {
        let end = approvers_end(view, next + 1, sentence);
        // "a referendum in Arica": the voters there, not the place.
        let place = inside && !(next + 1..end).any(|i| page.is(i, Class::DECIDER));
        return Some(Requirement {
            modal: (modal.0, next + 1),
            approvers: (if place { at } else { next + 1 }, end),
            object,
            rule: "approval:noun",
            confidence: 0.88,
        });
    }
    // "the Senate's approval is required": the owner before the noun.
    if !led && let Some(owner) = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive) {
        let inside = owner.saturating_sub(1);
        let start = view.chunks.holding(inside).map_or(inside, |c| view.chunks.list[c].first);
        return Some(Requirement {
            modal: (at, trailing.map_or(at + 1, |t| t + 1)),
            approvers: (start, owner),
            object: None,
            rule: "approval:owner",
            confidence: 0.85,
        });
    }
    // "has promised parliament that nothing will move without its consent": whose it is stands before.
    if led && page.word(at.checked_sub(1)?) == "its" {
        let before = (sentence.first..modal.0)
            .rev()
            .find(|&i| page.is(i, Class::DECIDER) && !page.is(i, Class::PROPOSALNOUN))?;
        let chunk =
            view.chunks.holding(before).map(|c| (view.chunks.list[c].first, view.chunks.list[c].last));
        return Some(Requirement {
            modal,
            approvers: chunk.unwrap_or((before, before + 1)),
            object,
            rule: "approval:its",
            confidence: 0.72,
        });
    }
    // "require the Senate's approval", "needs parliamentary approval".
    let owner_end = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive)?;
    let start = modal.0 + 1;
    (owner_end > start).then_some(Requirement {
        modal,
        approvers: (start, owner_end),
        object,
        rule: "approval:possessor",
        confidence: 0.85,
    })
}

/// Words that demand: require, need, subject to, await, without, pending, after.
fn demands(view: View<'_, '_>, at: usize) -> bool {
    let page = view.page;
    match page.word(at) {
        "require" | "requires" | "required" | "requiring" | "need" | "needs" | "needed" | "await"
        | "awaits" | "awaiting" | "wants" | "pending" | "seek" | "depends" | "depend" | "hinges"
        | "demands" | "awaited" | "lacks" => true,
        "takes" | "take" => (at + 1..at + 4)
            .any(|i| matches!(page.word(i), "act" | "vote" | "majority" | "referendum" | "decree")),
        "asks" => matches!(page.word(at + 1), "for" | "only"),
        "win" | "secure" | "obtain" | "get" | "receive" | "gain" | "have" | "command" => {
            (at.saturating_sub(4)..at).any(|i| obliges(view, i).is_some())
        }
        "subject" | "Subject" => page.word(at + 1) == "to",
        "contingent" | "conditional" | "dependent" => matches!(page.word(at + 1), "on" | "upon"),
        "Without" if page.of_talks => true,
        "without" | "Without" => (at.saturating_sub(12)..at).any(|i| {
            page.is(i, Class::NEG.or(Class::MODAL))
                || matches!(page.word(i), "no" | "No" | "nothing" | "Nothing" | "Not" | "nobody" | "cannot")
        }),
        "after" | "upon" | "until" | "with" => (at.saturating_sub(10)..at).any(|i| {
            matches!(page.word(i), "will" | "shall" | "only" | "cannot" | "until" | "not")
                && (page.word(at) != "with" || page.word(at - 1) == "only")
        }),
        _ => false,
    }
}

/// "old Tomàs Peris, the water judge, whose nod is needed", "the full membership, whose yes is needed".
fn whose(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    let whose = (at.saturating_sub(3).max(sentence.first)..at).rev().find(|&i| page.word(i) == "whose")?;
    let needed = (at + 1..(at + 7).min(sentence.last)).find(|&i| {
        matches!(
            page.word(i),
            "needed" | "required" | "requires" | "demands" | "necessary" | "essential" | "decisive"
        )
    })?;
    let (start, end) = relative_subject(view, whose, sentence)?;
    Some(Requirement {
        modal: (whose, needed + 1),
        approvers: (start, end),
        object: None,
        rule: "approval:whose",
        confidence: 0.82,
    })
}

/// "has promised a members' ballot on any coalition agreement", "a referendum on the deal": votes on an agreement to come.
fn ballot(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Requirement> {
    let page = view.page;
    if !matches!(page.word(at), "ballot" | "referendum" | "vote" | "poll")
        || !matches!(page.word(at + 1), "on")
    {
        return None;
    }
    let (first, last) = noun_phrase(view, at + 2, sentence);
    let agreement = (first..last).any(|i| page.is(i, Class::AGREEMENT) || page.is(i, Class::PROPOSALNOUN));
    let promised = (at.saturating_sub(8).max(sentence.first)..at).any(|i| {
        matches!(
            page.word(i),
            "promised"
                | "promises"
                | "must"
                | "hold"
                | "holds"
                | "faces"
                | "requires"
                | "scheduled"
                | "called"
                | "will"
                | "due"
        )
    });
    let owner = at.checked_sub(1).filter(|&i| page.tokens[i].kind == Kind::Possessive)?;
    let start = owner.checked_sub(1)?;
    (agreement && promised).then_some(Requirement {
        modal: (owner, at + 1),
        approvers: (start, at + 1),
        object: Some((first, last)),
        rule: "approval:ballot",
        confidence: 0.75,
    })
}
