//! Which words are a verb of meeting, and how it names the other side.

use super::{Other, Verb, is_named};
use crate::draft::View;
use crate::events::meetings::{clause_end, is_occasion};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// A verb or phrase of meeting.
pub(super) fn verb_at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let token = &view.page.tokens[at];
    if token.quoted || !token.is_word() || token.is_capital() {
        return None;
    }
    let found = receiving(view, at, sentence)
        .or_else(|| gathering(view, at, sentence))
        .or_else(|| talking(view, at, sentence))
        .or_else(|| spending(view, at, sentence))
        .or_else(|| working(view, at, sentence))
        .or_else(|| taking_part(view, at, sentence));
    found.filter(|verb| is_encounter(view, at, *verb, sentence))
}

/// One meets another: "received B", "saw each other", "after meeting B", "shook hands".
fn receiving(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "received" | "hosted" | "hosts" | "receives" | "receive" | "host" => {
            Some(Verb::firm(at + 1, Other::Object))
        }
        "welcomed" | "saw" | "see" | "seen" | "visited" | "visit" if next != "each" => {
            Some(Verb::weak(at + 1, Other::Object))
        }
        "see" | "saw" if next == "each" => Some(Verb::weak(at + 3, Other::Subject)),
        "meeting"
            if at > sentence.first && page.is_mark(at - 1, b',') && matches!(next, "in" | "at" | "on") =>
        {
            Some(Verb::firm(at + 1, Other::Free))
        }
        "bumped" | "ran" if next == "into" => Some(Verb::weak(at + 2, Other::Object)),
        "seeing" | "meeting"
            if at > sentence.first
                && matches!(
                    page.word(at - 1),
                    "after" | "After" | "upon" | "on" | "On" | "since" | "before"
                ) =>
        {
            Some(Verb::weak(at + 1, Other::Object))
        }
        "meeting" if page.is(at.wrapping_sub(1), Class::AUX) => Some(Verb::firm(at + 1, Other::Free)),
        "shook" | "shake" if next == "hands" => Some(Verb::firm(at + 2, Other::Free)),
        "faced" if next == "each" => Some(Verb::firm(at + 3, Other::Free)),
        "faced" | "face" if in_person(view, at, sentence) => Some(Verb::weak(at + 1, Other::Object)),
        _ => None,
    }
}

/// Several come together: "met", "sat down", "came face to face", "shared a taxi", "walked together".
fn gathering(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "sat" | "sit" | "sitting" if next == "down" => Some(Verb::firm(at + 2, Other::Free)),
        "sat" | "sits" | "sit" if next == "across" || next == "opposite" => {
            Some(Verb::firm(at + 2, Other::Free))
        }
        "shared"
            if (at + 1..at + 5).any(|i| {
                matches!(
                    page.word(i),
                    "taxi" | "car" | "meal" | "table" | "coffee" | "plane" | "lunch" | "dinner"
                )
            }) =>
        {
            Some(Verb::weak(at + 1, Other::Subject))
        }
        "walked" | "strolled" | "flew" | "drove" | "travelled" | "traveled" | "rode" | "sailed"
        | "breakfasted"
            if (at + 1..sentence.last.min(at + 10)).any(|i| {
                page.word(i) == "together" || page.word(i) == "for" && page.is(i + 2, Class::UNIT)
            }) =>
        {
            Some(Verb::weak(at + 1, Other::Subject))
        }
        "came" | "come" | "comes" if matches!(next, "together" | "face") => {
            Some(Verb::firm(at + 2, Other::Free))
        }
        "got" | "get" if next == "together" => Some(Verb::firm(at + 2, Other::Free)),
        "brought" | "bring" | "brings" => (at + 1..clause_end(view, at + 1, sentence).min(at + 10))
            .any(|i| matches!(page.word(i), "together" | "face"))
            .then(|| Verb::firm(at + 1 + usize::from(next == "together"), Other::Object)),
        "dined" | "lunched" | "breakfasted" | "conferred" | "confer" | "confers" | "met" | "meet"
        | "meets" | "gathered" | "convened" | "huddled" | "gather" | "convene" | "convenes"
        | "reconvened" | "reconvene" | "assembled" | "parleyed" => Some(Verb::firm(at + 1, Other::Free)),
        _ => None,
    }
}

/// Somebody talks with another: "spoke with B", "telephoned B", "called on B", "compared notes".
fn talking(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "closeted" | "locked" if next == "with" => Some(Verb::firm(at + 1, Other::With)),
        "locked" | "closeted" | "engaged" if next == "in" => holding(view, at, sentence),
        "compared" if next == "notes" => Some(Verb::firm(at + 2, Other::Free)),
        "briefed" | "updated" | "reached" | "contacted" if by_phone(view, at, sentence) => {
            Some(Verb::weak(at + 1, Other::Object))
        }
        "spoke" | "speaks" | "speak" | "talked" | "talk" | "discussed" | "discuss" | "consulted"
        | "consult" => Some(Verb::weak(at + 1, Other::With)),
        "called" | "call" | "calls" if next == "on" => Some(Verb::weak(at + 2, Other::Object)),
        "telephoned" | "phoned" | "rang" => Some(Verb::firm(at + 1, Other::Object)),
        "called" | "calls" if by_phone(view, at, sentence) => Some(Verb::firm(at + 1, Other::Object)),
        "negotiated" | "bargained" | "haggled" | "negotiate" | "wrangled" => {
            Some(Verb::weak(at + 1, Other::Free))
        }
        _ => None,
    }
}

/// "spent an hour alone with B", "spent Monday in Lima poring over maps": a day of several together.
fn spending(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    if page.word(at) != "spent" {
        return None;
    }
    let reach = (at + 9).min(sentence.last);
    if (at + 2..reach).any(|i| page.word(i) == "with") {
        let with = (at + 1..reach).find(|&i| page.word(i) == "with")?;
        let time = (at + 1..with).any(|i| page.is(i, Class::UNIT.or(Class::DAYPART)));
        return time.then(|| Verb::firm(with, Other::With));
    }
    let day = page.date_holding(at + 1).is_some() || page.date_holding(at + 2).is_some();
    let busy = day
        || (at + 1..sentence.last).any(|i| {
            page.is(i, Class::MEETNOUN)
                || matches!(
                    page.word(i),
                    "negotiating"
                        | "arguing"
                        | "bargaining"
                        | "haggling"
                        | "rooms"
                        | "table"
                        | "discussing"
                        | "wrangling"
                        | "talking"
                        | "closeted"
                )
        });
    busy.then(|| Verb::firm(at + 1, Other::Subject))
}

/// Several work at a text or the table: "went through", "are due back in", "returned to the table", "failed to agree".
fn working(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "worked" | "went" | "gone" if matches!(next, "through" | "over") || next == "article" => {
            Some(Verb::weak(at + 2, Other::Subject))
        }
        "back"
            if matches!(next, "at" | "in")
                && (at.saturating_sub(2)..at).any(|i| matches!(page.word(i), "due" | "be" | "are")) =>
        {
            Some(Verb::weak(at + 1, Other::Subject))
        }
        "returned" | "return" | "back" | "go" | "went" | "returning" => {
            let table = (at + 1..(at + 7).min(sentence.last)).find(|&i| page.word(i) == "table")?;
            let to = (at + 1..table).any(|i| matches!(page.word(i), "to" | "at"));
            to.then(|| Verb::weak(table + 1, Other::Free))
        }
        "failed" | "try" | "trying" | "tried" => {
            let low = at.saturating_sub(8).max(sentence.first);
            let aim = (at + 1..(at + 9).min(sentence.last))
                .any(|i| page.word(i - 1) == "to" && is_aim(page.word(i)));
            let again = (low..at).any(|i| page.is(i, Class::MODAL)) && next == "again";
            let weekly = page.word(at) == "failed" && page.date_holding(at + 2).is_some();
            (aim || again || weekly).then(|| Verb::weak(at + 1, Other::Subject))
        }
        _ => None,
    }
}

/// What those at a table try to do.
fn is_aim(word: &str) -> bool {
    matches!(
        word,
        "agree"
            | "extend"
            | "renew"
            | "finalise"
            | "finalize"
            | "conclude"
            | "close"
            | "end"
            | "avert"
            | "save"
            | "reach"
            | "settle"
            | "bridge"
            | "narrow"
            | "resolve"
            | "break"
            | "overcome"
            | "strike"
            | "find"
    )
}

/// An occasion is held or joined: "held talks", "joined B for dinner", "had lunch with B", "resumed on Monday".
fn taking_part(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let next = page.word(at + 1);
    match page.word(at) {
        "joined" | "joins"
            if (at + 1..(at + 8).min(sentence.last))
                .any(|i| page.word(i) == "for" && is_occasion(view, i + 1)) =>
        {
            Some(Verb::weak(at + 1, Other::Object))
        }
        "had" | "have" | "having" | "took"
            if matches!(next, "coffee" | "tea" | "lunch" | "dinner" | "breakfast" | "drinks" | "supper") =>
        {
            Some(Verb::firm(at + 2, Other::With))
        }
        "resume" | "continue" | "resumes" | "resumed"
            if page.date_holding(at + 1).is_some() || page.date_holding(at + 2).is_some() =>
        {
            Some(Verb::weak(at + 1, Other::Subject))
        }
        // "consultations she had held with India".
        "held" | "had" if next == "with" => {
            let low = at.saturating_sub(5).max(sentence.first);
            (low..at).any(|i| is_occasion(view, i)).then(|| Verb::firm(at + 1, Other::With))
        }
        "held" | "hold" | "holding" | "holds" | "began" | "opened" | "resumed" | "concluded"
        | "conducted" | "continued" | "ended" | "begin" | "resume" | "start" | "started" | "open" | "had"
        | "have" | "wrapped" | "completed" | "finished" | "reopened" | "entered" | "adjourned"
        | "attended" | "join" | "joined" | "kicked" | "opens" | "begins" | "starts" | "resumes"
        | "concludes" | "continues" | "conclude" | "finish" => holding(view, at, sentence),
        _ => None,
    }
}

/// "held talks", "opened a two-day conference", "are locked in negotiations": the noun the verb takes.
fn holding(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let auxiliary = matches!(page.word(at), "had" | "have");
    let reach = if auxiliary { 5 } else { 8 };
    let noun = (at + 1..(at + reach).min(sentence.last)).find(|&i| is_occasion(view, i))?;
    let clear = (at + 1..noun).all(|i| {
        (!page.is(i, Class::PREP) || matches!(page.word(i), "in" | "of" | "up" | "off"))
            && page.tokens[i].kind != Kind::Mark
            && !(auxiliary && (page.word(i).ends_with("ed") || page.is(i, Class::SAY.or(Class::HOLDVERB))))
    });
    let others = matches!(page.word(at), "attended" | "join" | "joined");
    clear.then_some(Verb { end: noun + 1, other: Other::Free, weak: others, occasion: !others && !auxiliary })
}

/// "met its targets", "met with opposition", "gathered evidence", "the meeting": no encounters.
fn is_encounter(view: View<'_, '_>, at: usize, verb: Verb, sentence: Sentence) -> bool {
    let page = view.page;
    let noun = at > sentence.first
        && (page.is(at - 1, Class::DET) && !matches!(page.word(at - 1), "both" | "all" | "that")
            || page.tokens[at - 1].kind == Kind::Possessive);
    let target = page.word(verb.end) == "with"
        && matches!(
            page.word(verb.end + 1),
            "opposition"
                | "criticism"
                | "resistance"
                | "approval"
                | "silence"
                | "skepticism"
                | "scepticism"
                | "suspicion"
                | "protest"
                | "protests"
                | "anger"
                | "enthusiasm"
                | "disbelief"
                | "success"
                | "failure"
        );
    let things = verb.other == Other::Free
        && !matches!(page.word(at), "held" | "had")
        && matches!(page.word(verb.end), "its" | "their" | "the" | "all" | "a" | "every" | "no")
        && page
            .tokens
            .get(verb.end + 1)
            .is_some_and(|t| t.is_word() && !t.is_capital() && (t.class.is_none() || t.is(Class::UNIT)))
        && !is_named(view, verb.end);
    !noun && !target && !things
}

/// "alone", "in private", "face to face", "for two hours": words that only an encounter takes.
pub(super) fn in_person(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let page = view.page;
    (at + 1..sentence.last.min(at + 14)).any(|i| {
        matches!(
            page.word(i),
            "alone" | "separately" | "privately" | "one-on-one" | "face-to-face" | "tête-à-tête"
        ) || matches!(page.word(i), "in" | "behind")
            && matches!(page.word(i + 1), "private" | "person" | "closed")
            || page.word(i) == "for" && (i + 1..i + 5).any(|j| page.is(j, Class::UNIT))
    })
}

pub(super) fn by_phone(view: View<'_, '_>, from: usize, sentence: Sentence) -> bool {
    (from..sentence.last).any(|i| {
        matches!(view.page.word(i), "by" | "on" | "over" | "via")
            && (i + 1..(i + 4).min(sentence.last)).any(|j| {
                matches!(
                    view.page.word(j),
                    "phone" | "telephone" | "video" | "videolink" | "videoconference" | "videocall" | "call"
                )
            })
    })
}
