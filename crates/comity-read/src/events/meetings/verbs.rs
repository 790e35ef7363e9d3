//! Meetings told by a verb: "A and B met in X", "A received B", "they sat down again", "A spoke with B by phone".

use super::super::several::{main_parties, together};
use super::super::sides::{Sides, place, sides};
use super::{Encounter, clause_end, is_occasion, words_end};
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// How a verb of meeting names the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    /// "met B", "met with B", or a subject of several.
    Free,
    /// "received B": an object in person.
    Object,
    /// "spoke with B", "discussed it with B": only after "with" or "to".
    With,
    /// Only a subject of several: "failed to agree", "returned to the table".
    Subject,
}

/// A verb of meeting at its place.
#[derive(Clone, Copy)]
struct Verb {
    end: usize,
    other: Other,
    /// Whether it is an encounter only where day, place or telephone say so.
    weak: bool,
    /// Whether a noun of meeting is its object: "opened the ninth round".
    occasion: bool,
}

/// Every encounter a sentence tells by a verb.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Vec<Encounter> {
    let mut found = Vec::new();
    let mut from = sentence.first;
    for at in sentence.first..sentence.last {
        if at < from {
            continue;
        }
        let Some(verb) = verb_at(view, at, sentence) else { continue };
        if let Some(encounter) = encounter(view, draft, at, verb, sentence) {
            from = encounter.words.1;
            let more = also_with(view, draft, &encounter, sentence);
            found.push(encounter);
            found.extend(more);
        }
    }
    found
}

fn encounter(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    at: usize,
    verb: Verb,
    sentence: Sentence,
) -> Option<Encounter> {
    let planned = held_or_planned(view, at, sentence)?;
    let gerund = view.page.word(at).ends_with("ing") && verb.other == Other::Object;
    let (start, mut found) = if gerund {
        (sentence.first, sides(view, draft, sentence.first, at))
    } else {
        subject_sides(view, draft, at, sentence)
    };
    let object_end = clause_end(view, verb.end, sentence);
    let objects = match verb.other {
        Other::Free => sides(view, draft, verb.end, object_end),
        Other::Object => person_object(view, draft, verb.end, object_end)?,
        Other::With => {
            let with = (verb.end..object_end.min(verb.end + 9))
                .find(|&i| matches!(view.page.word(i), "with" | "to") && !view.page.is(i + 1, Class::SAY));
            match with {
                Some(with) => sides(view, draft, with + 1, object_end),
                None if found.count(draft) > 1 && !matches!(view.page.word(at), "consulted" | "consult") => {
                    found.clone()
                }
                None => return None,
            }
        }
        Other::Subject => Sides::default(),
    };
    let reaches = verb.other != Other::Free
        || matches!(view.page.word(verb.end), "with" | "by" | "from")
        || is_named(view, verb.end)
        || (verb.end..object_end).any(|i| view.page.word(i) == "with");
    if verb.other == Other::With && objects.count(draft) == 0 {
        return None;
    }
    if reaches {
        found.join(&objects);
    }
    if found.count(draft) < 2 && matches!(view.page.word(start), "they" | "they'd") {
        // "A and B reported that they had met C".
        found.join(&sides(view, draft, sentence.first, start));
    }
    if found.count(draft) < 2 {
        found.join(&together(view, draft, start, object_end, sentence));
    }
    let settled = !view.page.dates_in(start, sentence.last).is_empty();
    if found.count(draft) < 2 && verb.occasion && settled && view.page.of_talks {
        // "… opened the ninth round at the palace", "ended a second day of bargaining": of the sides of the talks.
        let both = main_parties(view, draft, 2);
        let fits =
            found.parties.iter().all(|p| both.contains(p)) && found.holders.len() == found.parties.len();
        both.into_iter().filter(|_| fits).for_each(|party| found.add_party(party));
    }
    if found.count(draft) < 2 {
        return None;
    }
    let dated = !view.page.dates_in(start, object_end.max(at + 1)).is_empty()
        || place(view, verb.end, sentence.last.min(verb.end + 14)).is_some();
    if verb.weak && !dated && !by_phone(view, at, sentence) && !in_person(view, at, sentence) {
        return None;
    }
    let first = view
        .chunks
        .within(start, at)
        .iter()
        .rev()
        .find(|c| c.through.max(c.last) <= at)
        .map_or(at, |c| c.first);
    let first = group_start(view, first, sentence);
    let last = words_end(view, verb.end, object_end);
    Some(Encounter { sides: found, words: (first, last), planned, rule: "meeting:met", confidence: 0.88 })
}

/// "… and, separately, with C", "of A on Friday and of B on Saturday": the same subject meets another.
fn also_with(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    first: &Encounter,
    sentence: Sentence,
) -> Option<Encounter> {
    let page = view.page;
    let and = (first.words.1..sentence.last.min(first.words.1 + 14)).find(|&i| page.word(i) == "and")?;
    let lead =
        (and + 1..(and + 6).min(sentence.last)).find(|&i| matches!(page.word(i), "with" | "of" | "by"))?;
    let clear = (and + 1..lead)
        .all(|i| page.is(i, Class::ADV) || page.is_mark(i, b',') || page.word(i).ends_with("ly"));
    let end = clause_end(view, lead + 1, sentence);
    let other = sides(view, draft, lead + 1, end);
    let (_, subject) = subject_sides(view, draft, first.words.0 + 1, sentence);
    let mut found = if subject.count(draft) > 0 { subject } else { leader(draft, &first.sides) };
    if !clear || other.count(draft) != 1 || page.word(lead) == "of" && page.dates_in(lead, end).is_empty() {
        return None;
    }
    found.join(&other);
    if found.count(draft) < 2 {
        return None;
    }
    Some(Encounter {
        sides: found,
        words: (lead, words_end(view, lead + 1, end)),
        planned: first.planned,
        rule: "meeting:also",
        confidence: 0.8,
    })
}

/// Who the sides begin with: the one that met the others.
fn leader(draft: &Draft<'_>, sides: &Sides) -> Sides {
    let mut found = Sides::default();
    if let Some(&holder) = sides.holders.first() {
        found.add(draft, holder);
    } else if let Some(&party) = sides.parties.first() {
        found.add_party(party);
    }
    found
}

/// The person or body a verb like "received" takes.
fn person_object(view: View<'_, '_>, draft: &mut Draft<'_>, from: usize, end: usize) -> Option<Sides> {
    let somebody = view
        .chunks
        .within(from, end.min(from + 2))
        .iter()
        .any(|c| matches!(c.what, What::Person(_) | What::Party | What::Office | What::Collective));
    if somebody {
        return Some(sides(view, draft, from, end));
    }
    let sentence = view.page.sentences[view.page.sentence_holding(from)];
    let several = together(view, draft, from, end.min(from + 4), sentence);
    (several.count(draft) > 0).then_some(several)
}

/// Whether someone is named right after a verb.
fn is_named(view: View<'_, '_>, at: usize) -> bool {
    let the = usize::from(view.page.is(at, Class::DET.or(Class::THIRD)));
    view.chunk_from(at).or_else(|| view.chunk_from(at + the)).is_some_and(|i| {
        matches!(
            view.chunks.list[i].what,
            What::Person(_) | What::Party | What::Collective | What::Office | What::Organisation
        )
    })
}

/// "alone", "in private", "face to face", "for two hours": words that only an encounter takes.
fn in_person(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
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

fn by_phone(view: View<'_, '_>, from: usize, sentence: Sentence) -> bool {
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

/// A verb or phrase of meeting.
fn verb_at(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Verb> {
    let page = view.page;
    let token = &page.tokens[at];
    if token.quoted || !token.is_word() || token.is_capital() {
        return None;
    }
    let next = page.word(at + 1);
    let free =
        |length: usize| Some(Verb { end: at + length, other: Other::Free, weak: false, occasion: false });
    let weak =
        |length: usize, other: Other| Some(Verb { end: at + length, other, weak: true, occasion: false });
    let found = match page.word(at) {
        "received" | "hosted" | "hosts" | "receives" | "receive" | "host" => {
            Some(Verb { end: at + 1, other: Other::Object, weak: false, occasion: false })
        }
        "welcomed" | "saw" | "see" | "seen" | "visited" | "visit" if next != "each" => weak(1, Other::Object),
        "sat" | "sit" | "sitting" if next == "down" => free(2),
        "sat" | "sits" | "sit" if next == "across" || next == "opposite" => free(2),
        "closeted" | "locked" if next == "with" => {
            Some(Verb { end: at + 1, other: Other::With, weak: false, occasion: false })
        }
        "compared" if next == "notes" => free(2),
        "shared"
            if (at + 1..at + 5).any(|i| {
                matches!(
                    page.word(i),
                    "taxi" | "car" | "meal" | "table" | "coffee" | "plane" | "lunch" | "dinner"
                )
            }) =>
        {
            weak(1, Other::Subject)
        }
        "joined" | "joins"
            if (at + 1..(at + 8).min(sentence.last))
                .any(|i| page.word(i) == "for" && is_occasion(view, i + 1)) =>
        {
            weak(1, Other::Object)
        }
        "see" | "saw" if next == "each" => weak(3, Other::Subject),
        "meeting"
            if at > sentence.first && page.is_mark(at - 1, b',') && matches!(next, "in" | "at" | "on") =>
        {
            free(1)
        }
        "bumped" | "ran" if next == "into" => weak(2, Other::Object),
        "briefed" | "updated" | "reached" | "contacted" if by_phone(view, at, sentence) => {
            weak(1, Other::Object)
        }
        "walked" | "strolled" | "flew" | "drove" | "travelled" | "traveled" | "rode" | "sailed"
        | "breakfasted"
            if (at + 1..sentence.last.min(at + 10)).any(|i| {
                page.word(i) == "together" || page.word(i) == "for" && page.is(i + 2, Class::UNIT)
            }) =>
        {
            weak(1, Other::Subject)
        }
        "seeing" | "meeting"
            if at > sentence.first
                && matches!(
                    page.word(at - 1),
                    "after" | "After" | "upon" | "on" | "On" | "since" | "before"
                ) =>
        {
            weak(1, Other::Object)
        }
        "came" | "come" | "comes" if matches!(next, "together" | "face") => free(2),
        "got" | "get" if next == "together" => free(2),
        "shook" | "shake" if next == "hands" => free(2),
        "faced" if next == "each" => free(3),
        "faced" | "face" if in_person(view, at, sentence) => weak(1, Other::Object),
        "worked" | "went" | "gone" if matches!(next, "through" | "over") || next == "article" => {
            weak(2, Other::Subject)
        }
        "back"
            if matches!(next, "at" | "in")
                && (at.saturating_sub(2)..at).any(|i| matches!(page.word(i), "due" | "be" | "are")) =>
        {
            weak(1, Other::Subject)
        }
        "returned" | "return" | "back" | "go" | "went" | "returning" => {
            let table = (at + 1..(at + 7).min(sentence.last)).find(|&i| page.word(i) == "table")?;
            let to = (at + 1..table).any(|i| matches!(page.word(i), "to" | "at"));
            to.then_some(Verb { end: table + 1, other: Other::Free, weak: true, occasion: false })
        }
        "brought" | "bring" | "brings" => Some(Verb {
            end: at + 1 + usize::from(next == "together"),
            other: Other::Object,
            weak: false,
            occasion: false,
        })
        .filter(|_| {
            (at + 1..clause_end(view, at + 1, sentence).min(at + 10))
                .any(|i| matches!(page.word(i), "together" | "face"))
        }),
        "spoke" | "speaks" | "speak" | "talked" | "talk" | "discussed" | "discuss" | "consulted"
        | "consult" => weak(1, Other::With),
        "had" | "have" | "having" | "took"
            if matches!(next, "coffee" | "tea" | "lunch" | "dinner" | "breakfast" | "drinks" | "supper") =>
        {
            Some(Verb { end: at + 2, other: Other::With, weak: false, occasion: false })
        }
        "called" | "call" | "calls" if next == "on" => weak(2, Other::Object),
        "resume" | "continue" | "resumes" | "resumed"
            if page.date_holding(at + 1).is_some() || page.date_holding(at + 2).is_some() =>
        {
            weak(1, Other::Subject)
        }
        "telephoned" | "phoned" | "rang" => {
            Some(Verb { end: at + 1, other: Other::Object, weak: false, occasion: false })
        }
        "called" | "calls" if by_phone(view, at, sentence) => {
            Some(Verb { end: at + 1, other: Other::Object, weak: false, occasion: false })
        }
        "failed" | "try" | "trying" | "tried" => {
            let low = at.saturating_sub(8).max(sentence.first);
            let aim = (at + 1..(at + 9).min(sentence.last)).any(|i| {
                page.word(i - 1) == "to"
                    && matches!(
                        page.word(i),
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
            });
            let again = (low..at).any(|i| page.is(i, Class::MODAL)) && next == "again";
            let weekly = page.word(at) == "failed" && page.date_holding(at + 2).is_some();
            (aim || again || weekly).then_some(Verb {
                end: at + 1,
                other: Other::Subject,
                weak: true,
                occasion: false,
            })
        }
        // "spent an hour alone with B".
        "spent" if (at + 1..(at + 9).min(sentence.last)).any(|i| page.word(i) == "with" && i > at + 1) => {
            let with = (at + 1..(at + 9).min(sentence.last)).find(|&i| page.word(i) == "with")?;
            let time = (at + 1..with).any(|i| page.is(i, Class::UNIT.or(Class::DAYPART)));
            time.then_some(Verb { end: with, other: Other::With, weak: false, occasion: false })
        }
        "spent" => {
            // "spent Monday in Lima poring over maps": a day spent together, when several are the subject.
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
            busy.then_some(Verb { end: at + 1, other: Other::Subject, weak: false, occasion: false })
        }
        "dined" | "lunched" | "breakfasted" | "conferred" | "confer" | "confers" | "met" | "meet"
        | "meets" | "gathered" | "convened" | "huddled" | "gather" | "convene" | "convenes"
        | "reconvened" | "reconvene" | "assembled" | "parleyed" => free(1),
        "negotiated" | "bargained" | "haggled" | "negotiate" | "wrangled" => weak(1, Other::Free),
        "meeting" if page.is(at.wrapping_sub(1), Class::AUX) => free(1),
        "locked" | "closeted" | "engaged" if next == "in" => holding(view, at, sentence),
        // "consultations she had held with India".
        "held" | "had" if next == "with" => {
            let low = at.saturating_sub(5).max(sentence.first);
            (low..at).any(|i| is_occasion(view, i)).then_some(Verb {
                end: at + 1,
                other: Other::With,
                weak: false,
                occasion: false,
            })
        }
        "held" | "hold" | "holding" | "holds" | "began" | "opened" | "resumed" | "concluded"
        | "conducted" | "continued" | "ended" | "begin" | "resume" | "start" | "started" | "open" | "had"
        | "have" | "wrapped" | "completed" | "finished" | "reopened" | "entered" | "adjourned"
        | "attended" | "join" | "joined" | "kicked" | "opens" | "begins" | "starts" | "resumes"
        | "concludes" | "continues" | "conclude" | "finish" => holding(view, at, sentence),
        _ => None,
    };
    found.filter(|verb| is_encounter(view, at, *verb, sentence))
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

/// Whether the encounter took place, or is announced; wishes, refusals and conditions are neither.
pub(super) fn held_or_planned(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<bool> {
    let page = view.page;
    let low = verb.saturating_sub(7).max(sentence.first);
    let low = (low..verb)
        .rev()
        .find(|&i| page.is_mark(i, b';') || page.tokens[i].kind == Kind::Quote)
        .map_or(low, |i| i + 1);
    let mut planned = false;
    for at in low..verb {
        let word = page.word(at);
        if page.is(at, Class::NEG) || page.is(at, Class::UNREAL) {
            return None;
        }
        if word == "would" {
            // "They agreed that the negotiators would meet in Casablanca": announced; otherwise only thought of.
            let agreed = (sentence.first..at).any(|i| {
                matches!(
                    page.word(i),
                    "agreed"
                        | "announced"
                        | "confirmed"
                        | "said"
                        | "decided"
                        | "added"
                        | "told"
                        | "scheduled"
                )
            });
            let settled = !page.dates_in(verb, sentence.last).is_empty();
            if !(agreed && settled) {
                return None;
            }
            planned = true;
        }
        planned |= matches!(
            word,
            "will"
                | "shall"
                | "due"
                | "scheduled"
                | "plan"
                | "plans"
                | "planned"
                | "expected"
                | "set"
                | "agreed"
                | "about"
        ) || matches!(word, "is" | "are" | "was" | "were") && page.word(at + 1) == "to";
    }
    let infinitive = verb > sentence.first && page.word(verb - 1) == "to";
    // "drove up the valley to see B", "sat down on a cooler to talk with B": who went there met.
    let went = || {
        (verb.saturating_sub(14).max(sentence.first)..verb).any(|i| {
            matches!(
                page.word(i),
                "drove"
                    | "driven"
                    | "flew"
                    | "flown"
                    | "travelled"
                    | "traveled"
                    | "walked"
                    | "went"
                    | "came"
                    | "rode"
                    | "crossed"
                    | "sat"
                    | "drives"
                    | "arrived"
                    | "slipped"
                    | "dropped"
                    | "stopped"
                    | "hurried"
                    | "returned"
            )
        })
    };
    if infinitive && !planned && !went() {
        return None;
    }
    Some(planned)
}

/// Who acts before the verb, and where those words begin: the list that ends right before it.
fn subject_sides(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    verb: usize,
    sentence: Sentence,
) -> (usize, Sides) {
    let page = view.page;
    if let Some(who) = relative_before(view, verb, sentence) {
        let mut before = view.chunks.within(sentence.first, who).iter().rev().filter(|c| c.last <= who);
        let owner = before.next().copied();
        // "Arthur Lindgren of Castellan Advisers, who saw": the person, not what comes after "of".
        let of = owner.filter(|c| !matches!(c.what, What::Person(_))).and_then(|c| {
            let person = before.next().filter(|p| matches!(p.what, What::Person(_)))?;
            let of = c.first.checked_sub(1)?;
            (page.word(of) == "of" && person.last == of).then_some(*person)
        });
        if let Some(person) = of {
            return (person.first, sides(view, draft, person.first, person.last));
        }
        if let Some(chunk) = owner.filter(|c| who - c.last <= 1) {
            return (chunk.first, sides(view, draft, chunk.first, who));
        }
    }
    let mut start = verb;
    // Back to the last clause boundary: a verb of saying, a "that", a semicolon.
    while start > sentence.first {
        let token = &page.tokens[start - 1];
        let boundary = token.is_mark(b';')
            || token.is_mark(b':')
            || token.kind == Kind::Quote
            || matches!(
                page.word(start - 1),
                "that"
                    | "when"
                    | "When"
                    | "while"
                    | "after"
                    | "After"
                    | "before"
                    | "because"
                    | "where"
                    | "but"
            )
            || token.is(Class::SAY)
                && !token.is(Class::OFFICE.or(Class::DOCNOUN))
                && view.chunks.holding(start - 1).is_none();
        if boundary {
            break;
        }
        start -= 1;
    }
    (start, sides(view, draft, start, verb))
}

/// The "who" right before a verb: "Zgraggen, who met X in Brussels".
fn relative_before(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<usize> {
    let mut at = verb;
    while at > sentence.first && view.page.is(at - 1, Class::AUX.or(Class::ADV).or(Class::MODAL)) {
        at -= 1;
    }
    (at > sentence.first && matches!(view.page.word(at - 1), "who" | "which")).then(|| at - 1)
}

/// The start of the list a chunk stands in.
fn group_start(view: View<'_, '_>, at: usize, sentence: Sentence) -> usize {
    let mut start = at;
    for chunk in view.chunks.within(sentence.first, at).iter().rev() {
        let joined = (chunk.last..start)
            .all(|i| view.page.is_mark(i, b',') || matches!(view.page.word(i), "and" | "the"));
        if !joined {
            break;
        }
        start = chunk.first;
    }
    start
}
