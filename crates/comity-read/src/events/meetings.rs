//! Meetings: who met whom, when and where; held or announced. Wishes and refusals to meet are none.

use super::sides::{Sides, both_sides, main_parties, place, sides};
use crate::chunk::What;
use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, Level, Meeting, Span, When};
use crate::token::Kind;

/// A meeting as a rule found it.
struct Encounter {
    sides: Sides,
    /// The words it rests on, as a range of tokens.
    words: (usize, usize),
    planned: bool,
    rule: &'static str,
    confidence: f32,
}

/// Finds the meetings of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        let found = at_verb(view, draft, sentence)
            .or_else(|| at_noun(view, draft, sentence))
            .or_else(|| at_occasion(view, draft, sentence))
            .or_else(|| next_one(view, draft, sentence))
            .or_else(|| session(view, draft, sentence));
        match found {
            Some(encounter) => enter(view, draft, sentence, encounter),
            None => note_other_mention(view, draft, sentence),
        }
    }
}

/// Verbs of meeting that take the other side as object.
const RECEIVED: [&str; 6] = ["received", "hosted", "hosts", "welcomed", "receives", "receive"];

/// "A and B met in X", "A met (with) B", "A received B", "A, B and C sat down".
fn at_verb(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    for at in sentence.first..sentence.last {
        let Some(end) = meeting_verb(view, at, sentence) else { continue };
        let Some(planned) = held_or_planned(view, at, sentence) else { continue };
        let mut found = subject_sides(view, draft, at, sentence);
        let object_end = clause_end(view, end, sentence);
        let objects = sides(view, draft, end, object_end);
        let reaches = matches!(view.page.word(end), "with" | "by")
            || view.page.chunk_like(view, end)
            || RECEIVED.contains(&view.page.word(at));
        if reaches {
            found.join(&objects);
        }
        if found.count(draft) < 2 {
            both_sides(view, draft, sentence.first, object_end)
                .into_iter()
                .for_each(|party| found.add_party(party));
        }
        if found.count(draft) < 2 {
            continue;
        }
        let first = view
            .chunks
            .within(sentence.first, at)
            .iter()
            .rev()
            .find(|c| c.through.max(c.last) <= at)
            .map_or(at, |c| c.first);
        let first = group_start(view, first, sentence);
        let last = words_end(view, end, object_end);
        return Some(Encounter {
            sides: found,
            words: (first, last),
            planned,
            rule: "meeting:met",
            confidence: 0.88,
        });
    }
    None
}

impl crate::page::Page<'_> {
    /// Whether someone is named right after a verb.
    fn chunk_like(&self, view: View<'_, '_>, at: usize) -> bool {
        let the = usize::from(self.is(at, Class::DET.or(Class::THIRD)));
        view.chunk_from(at).or_else(|| view.chunk_from(at + the)).is_some_and(|i| {
            matches!(
                view.chunks.list[i].what,
                What::Person(_) | What::Party | What::Collective | What::Office | What::Organisation
            )
        })
    }
}

/// A verb (or phrase) of meeting; gives back the token after it.
fn meeting_verb(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<usize> {
    let page = view.page;
    let token = &page.tokens[at];
    if token.quoted || !token.is_word() || token.is_capital() {
        return None;
    }
    let word = page.word(at);
    if RECEIVED.contains(&word) && word != "welcomed" {
        let person = view
            .chunks
            .within(at + 1, (at + 14).min(sentence.last))
            .iter()
            .any(|c| matches!(c.what, What::Person(_)));
        return person.then_some(at + 1);
    }
    let phrase = match word {
        "sat" | "sit" if page.word(at + 1) == "down" => 2,
        "spent" => return None,
        "held" | "hold" | "holding" | "began" | "opened" | "resumed" | "concluded" | "conducted"
        | "holds" | "continued" | "ended" | "begin" | "resume" | "start" | "started" | "open" => {
            let noun = (at + 1..(at + 7).min(sentence.last)).find(|&i| page.is(i, Class::MEETNOUN))?;
            let clear = (at + 1..noun).all(|i| !page.is(i, Class::PREP) && page.tokens[i].kind != Kind::Mark);
            return clear.then_some(noun + 1);
        }
        "dined" | "lunched" | "sparred" => 1,
        "shook" if page.word(at + 1) == "hands" => 2,
        "conferred" | "met" | "meet" | "meets" | "gathered" | "convened" | "huddled" | "gather"
        | "convene" | "reconvened" | "reconvene" => 1,
        "meeting" if page.is(at.wrapping_sub(1), Class::AUX) => 1,
        _ => return None,
    };
    let noun =
        at > sentence.first && (page.is(at - 1, Class::DET) || page.tokens[at - 1].kind == Kind::Possessive);
    // "met its targets", "met with opposition", "gathered evidence": no encounter.
    let target = page.word(at + phrase) == "with"
        && matches!(
            page.word(at + phrase + 1),
            "opposition" | "criticism" | "resistance" | "approval" | "silence" | "skepticism" | "scepticism"
        );
    let things = matches!(page.word(at + phrase), "its" | "their" | "the" | "all")
        && page.is(at + phrase + 1, Class::NONE.or(Class::UNIT));
    (!noun && !target && !things).then_some(at + phrase)
}

/// Whether the encounter took place, or is announced; wishes, refusals and conditions are neither.
fn held_or_planned(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<bool> {
    let page = view.page;
    let low = verb.saturating_sub(6).max(sentence.first);
    let mut planned = false;
    for at in low..verb {
        let word = page.word(at);
        if page.is(at, Class::NEG)
            || matches!(
                word,
                "would"
                    | "could"
                    | "should"
                    | "might"
                    | "refused"
                    | "declined"
                    | "if"
                    | "If"
                    | "hopes"
                    | "hoped"
                    | "want"
                    | "wants"
                    | "wanted"
                    | "unless"
                    | "offered"
                    | "urged"
                    | "asked"
                    | "until"
                    | "denies"
                    | "denied"
            )
        {
            return None;
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
        ) || matches!(word, "is" | "are") && page.word(at + 1) == "to";
    }
    let infinitive = verb > sentence.first && page.word(verb - 1) == "to";
    if infinitive && !planned {
        return None;
    }
    Some(planned)
}

/// Who acts before the verb: the list that ends right before it.
fn subject_sides(view: View<'_, '_>, draft: &mut Draft<'_>, verb: usize, sentence: Sentence) -> Sides {
    let mut start = verb;
    // Back to the last clause boundary: a verb of saying, a "that", a semicolon.
    while start > sentence.first {
        let token = &view.page.tokens[start - 1];
        let boundary = token.is_mark(b';')
            || token.is_mark(b':')
            || token.kind == Kind::Quote
            || matches!(
                view.page.word(start - 1),
                "that" | "when" | "while" | "after" | "before" | "because" | "where"
            )
            || token.is(Class::SAY)
                && !token.is(Class::OFFICE.or(Class::DOCNOUN))
                && view.chunks.holding(start - 1).is_none();
        if boundary {
            break;
        }
        start -= 1;
    }
    sides(view, draft, start, verb)
}

/// Where the words about the encounter end: the clause.
fn clause_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            token.is_mark(b';')
                || token.is_mark(b'.')
                || token.kind == Kind::Quote
                || matches!(
                    view.page.word(i),
                    "who"
                        | "which"
                        | "that"
                        | "where"
                        | "while"
                        | "but"
                        | "after"
                        | "before"
                        | "as"
                        | "for"
                        | "to"
                        | "over"
                        | "about"
                ) && view.page.date_holding(i).is_none()
        })
        .unwrap_or(sentence.last)
}

/// The words the entry shows: up to the last name or date of the clause.
fn words_end(view: View<'_, '_>, from: usize, end: usize) -> usize {
    let chunk = view.chunks.within(from, end).iter().map(|c| c.last).max().unwrap_or(from);
    let date = view.page.dates_in(from, end).iter().map(|d| d.last).max().unwrap_or(from);
    chunk.max(date).max(from).min(end.max(from))
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

/// "talks between A and B", "Initial meetings between A and B officials", "talks with B".
fn at_noun(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    for at in sentence.first..sentence.last {
        let token = &view.page.tokens[at];
        if token.quoted || !token.is(Class::MEETNOUN) || !token.is_word() {
            continue;
        }
        let between =
            (at + 1..(at + 4).min(sentence.last)).find(|&i| matches!(view.page.word(i), "between" | "among"));
        let Some(between) = between else { continue };
        let end = list_end(view, between + 1, sentence);
        let found = sides(view, draft, between + 1, end);
        if found.count(draft) < 2 {
            continue;
        }
        let planned = planned_noun(view, at, sentence)?;
        let first = modifiers_start(view, at, sentence);
        let dated = view.page.dates_in(end, (end + 3).min(sentence.last)).first().map_or(end, |d| d.last);
        let last = dated.max(end);
        return Some(Encounter {
            sides: found,
            words: (first, last),
            planned,
            rule: "meeting:between",
            confidence: 0.85,
        });
    }
    None
}

/// Whether the sentence holds or announces the meeting its noun names; nothing for wishes.
fn planned_noun(view: View<'_, '_>, noun: usize, sentence: Sentence) -> Option<bool> {
    let words = |i: usize| view.page.word(i);
    let wish = (sentence.first..sentence.last).any(|i| {
        !view.page.tokens[i].quoted
            && matches!(
                words(i),
                "would"
                    | "could"
                    | "should"
                    | "refused"
                    | "cancelled"
                    | "canceled"
                    | "postponed"
                    | "offered"
                    | "proposed"
                    | "urged"
                    | "called"
                    | "ruled"
                    | "no"
                    | "if"
                    | "If"
                    | "without"
                    | "possible"
                    | "potential"
                    | "stalled"
                    | "collapsed"
                    | "hopes"
                    | "hoped"
            )
    });
    let general = view.page.is(noun, Class::MEETNOUN)
        && matches!(words(noun), "dialogue" | "contacts" | "conversation" | "audience" | "visit");
    let planned = (sentence.first..sentence.last)
        .any(|i| matches!(words(i), "will" | "scheduled" | "planned" | "due") && !view.page.tokens[i].quoted);
    (!wish && !general).then_some(planned)
}

fn modifiers_start(view: View<'_, '_>, noun: usize, sentence: Sentence) -> usize {
    let mut start = noun;
    while start > sentence.first {
        let token = &view.page.tokens[start - 1];
        let word = token.is_word()
            && !token.is(Class::PREP.or(Class::CONJ).or(Class::AUX).or(Class::SAY).or(Class::HOLDVERB));
        if !word || noun - start > 5 {
            break;
        }
        start -= 1;
    }
    start
}

/// The end of a list of sides: a verb, a date, a place.
fn list_end(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            let token = &view.page.tokens[i];
            let inside = view.chunks.holding(i).is_some();
            token.is_mark(b'.')
                || token.is_mark(b';')
                || view.page.date_holding(i).is_some()
                || !inside
                    && (token.is(Class::AUX.or(Class::MODAL).or(Class::SAY).or(Class::HOLDVERB))
                        || token.is(Class::PREP) && !matches!(view.page.word(i), "of" | "to"))
        })
        .unwrap_or(sentence.last)
}

/// "At a preparatory meeting on March 10, experts from the three countries agreed", "at a closed session in Djerba".
fn at_occasion(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    for at in sentence.first..sentence.last {
        let token = &page.tokens[at];
        if token.quoted || !token.is(Class::MEETNOUN) || !token.is_word() || token.is_capital() {
            continue;
        }
        let low = at.saturating_sub(4).max(sentence.first);
        let led = (low..at)
            .rev()
            .find(|&i| matches!(page.word(i), "At" | "at" | "During" | "during" | "After" | "after"));
        let Some(led) =
            led.filter(|&l| (l + 1..at).all(|i| page.tokens[i].is_word() && !page.is(i, Class::PREP)))
        else {
            continue;
        };
        if matches!(page.word(at), "conference" | "conversation" | "visit" | "audience" | "round")
            && page.word(at - 1) != "joint"
        {
            continue;
        }
        // It must say when or where, or it is no meeting of its own.
        let dated = !page.dates_in(sentence.first, sentence.last).is_empty();
        let mut found = sides(view, draft, sentence.first, sentence.last);
        both_sides(view, draft, sentence.first, sentence.last)
            .into_iter()
            .for_each(|party| found.add_party(party));
        let planned = planned_noun(view, at, sentence).unwrap_or(true);
        let wish = planned_noun(view, at, sentence).is_none();
        if !dated && place(view, at, sentence.last).is_none() || found.count(draft) < 2 || wish {
            continue;
        }
        let last = words_end(view, at + 1, (at + 8).min(sentence.last)).max(at + 1);
        let to =
            (sentence.first..led).any(|i| matches!(page.word(i), "is" | "are") && page.word(i + 1) == "to");
        return Some(Encounter {
            sides: found,
            words: (led, last),
            planned: planned || to,
            rule: "meeting:at",
            confidence: 0.78,
        });
    }
    None
}

/// "The talks resumed on Saturday", "the second round ended on Friday": the parties of the talks.
fn session(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let noun = (sentence.first..sentence.last.min(sentence.first + 12)).find(|&i| {
        let token = &page.tokens[i];
        let body = matches!(page.word(i), "commission" | "sitting");
        (token.is(Class::MEETNOUN) || body) && !token.quoted && !token.is_capital()
    })?;
    let verb = (noun + 1..(noun + 12).min(sentence.last)).find(|&i| {
        matches!(
            page.word(i),
            "resumed" | "opened" | "ended" | "began" | "concluded" | "reconvened" | "started" | "closed"
        ) || page.word(i) == "place" && matches!(page.word(i.wrapping_sub(1)), "took" | "take")
    })?;
    let between = (noun + 1..verb).all(|i| !page.is(i, Class::SAY.or(Class::NEG)) && !page.tokens[i].quoted);
    let dated = !page.dates_in(noun, sentence.last).is_empty();
    let mut found = sides(view, draft, sentence.first, verb);
    if found.count(draft) < 2 {
        main_parties(view, draft, 2).into_iter().for_each(|party| found.add_party(party));
    }
    let planned = planned_noun(view, noun, sentence)?;
    if !between || !dated || found.count(draft) < 2 {
        return None;
    }
    let last = words_end(view, verb + 1, (verb + 6).min(sentence.last)).max(verb + 1);
    Some(Encounter {
        sides: found,
        words: (sentence.first, last),
        planned,
        rule: "meeting:session",
        confidence: 0.72,
    })
}

/// "The next meeting will be held in Tirana on 30 September": the sides of the meeting before.
fn next_one(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) -> Option<Encounter> {
    let page = view.page;
    let next = (sentence.first..sentence.last.min(sentence.first + 8)).find(|&i| {
        matches!(
            page.word(i),
            "next" | "Next" | "second" | "third" | "fourth" | "further" | "new" | "another"
        ) && !page.tokens[i].quoted
    })?;
    let noun = (next + 1..(next + 4).min(sentence.last))
        .find(|&i| page.is(i, Class::MEETNOUN) || matches!(page.word(i), "sitting"))?;
    let announced = (noun..sentence.last).any(|i| {
        matches!(page.word(i), "will" | "planned" | "scheduled" | "due" | "set" | "expected")
            || matches!(page.word(i), "is" | "are") && page.word(i + 1) == "to"
    }) || page.is_mark(noun + 1, b':');
    let dated = !page.dates_in(noun, sentence.last).is_empty() || place(view, noun, sentence.last).is_some();
    let denied = (sentence.first..sentence.last).any(|i| page.is(i, Class::NEG));
    let before =
        draft.reading.meetings.iter().rev().find(|m| !m.planned).or(draft.reading.meetings.last())?;
    if !announced || !dated || denied {
        return None;
    }
    let mut found = Sides {
        holders: before.participants.clone(),
        parties: before.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect(),
    };
    let more = sides(view, draft, sentence.first, sentence.last);
    found.join(&more);
    let last = words_end(view, noun + 1, sentence.last).max(noun + 1);
    Some(Encounter {
        sides: found,
        words: (sentence.first, last),
        planned: true,
        rule: "meeting:next",
        confidence: 0.75,
    })
}

fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence, encounter: Encounter) {
    let Encounter { sides, words, planned, rule, confidence } = encounter;
    let time = time_of(view, sentence, words);
    let place = place(view, words.0, sentence.last).or_else(|| place(view, sentence.first, words.0));
    let span = view.page.span(words.0, words.1);
    if let Some(index) = same_meeting(view, draft, &sides, time, planned, place) {
        draft.reading.meetings[index].others.push(span);
        let meeting = &mut draft.reading.meetings[index];
        meeting.when = meeting.when.or(time);
        meeting.place = meeting.place.or(place);
        return;
    }
    let lower = view.page.slice(view.page.span(sentence.first, sentence.last)).to_lowercase();
    let formal = formal_of(view.page.slice(span).to_lowercase().as_str());
    let level = level_of(view, draft, &sides, words);
    let parties = sides.parties.iter().map(|&party| draft.party(party)).collect();
    let mut participants = sides.holders.clone();
    for &party in &sides.parties {
        let represented = participants.iter().any(|&h| draft.party_of(h) == Some(party));
        if !represented {
            participants.push(Holder::Party(draft.party(party)));
        }
    }
    let result = result_of(view, sentence, words.1, &lower);
    let evidence = Evidence { span, rule, confidence };
    draft.reading.meetings.push(Meeting {
        participants,
        parties,
        when: time,
        place,
        level,
        formal,
        planned,
        result,
        others: Vec::new(),
        evidence,
    });
}

/// The date nearest to the words, in the sentence.
fn time_of(view: View<'_, '_>, sentence: Sentence, words: (usize, usize)) -> Option<When> {
    let dates = view.page.dates_in(sentence.first, sentence.last);
    let date = dates
        .iter()
        .find(|d| d.first >= words.0)
        .or_else(|| dates.iter().rev().find(|d| d.last <= words.0))?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}

/// The meeting already read that this one is: the same sides, no other day, no other place.
fn same_meeting(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    sides: &Sides,
    time: Option<When>,
    planned: bool,
    place: Option<Span>,
) -> Option<usize> {
    let words = |span: Span| view.page.slice(span).trim_start_matches("the ").to_lowercase();
    draft.reading.meetings.iter().rposition(|m| {
        let parties: Vec<u16> = m.parties.iter().filter_map(|&p| draft.gazetteer_party(p)).collect();
        let shared = sides.parties.iter().filter(|p| parties.contains(p)).count();
        let same_sides = shared == parties.len().min(sides.parties.len()) && shared > 0
            || parties.is_empty() && sides.holders.iter().all(|h| m.participants.contains(h));
        let same_day = match (m.when, time) {
            (Some(a), Some(b)) => {
                a.span == b.span
                    || a.value.is_some() && a.value == b.value
                    || a.value.is_none() && words(a.span) == words(b.span)
            }
            _ => true,
        };
        let same_place = match (m.place, place) {
            (Some(a), Some(b)) => words(a) == words(b),
            _ => true,
        };
        same_sides && same_day && same_place && m.planned == planned
    })
}

fn formal_of(words: &str) -> Option<bool> {
    if ["informal", "dined", "dinner", "over lunch", "initial meetings"].iter().any(|w| words.contains(w)) {
        return Some(false);
    }
    ["formal", "session", "round", "summit"].iter().any(|w| words.contains(w)).then_some(true)
}

/// The level, by the highest office of those who took part.
fn level_of(view: View<'_, '_>, draft: &Draft<'_>, sides: &Sides, words: (usize, usize)) -> Option<Level> {
    let mut level: Option<Level> = None;
    let mut raise = |noun: &str| {
        let here = match noun {
            "president" | "premier" | "chancellor" | "king" | "queen" | "prime" => Level::Principals,
            "minister" | "ministers" | "secretary" => Level::Ministers,
            "officials" | "envoy" | "ambassador" | "negotiator" | "negotiators" | "director" | "adviser"
            | "hydrologists" => Level::Officials,
            _ => return,
        };
        let rank = |l: Level| match l {
            Level::Principals => 2,
            Level::Ministers => 1,
            Level::Officials => 0,
        };
        if level.is_none_or(|l| rank(l) < rank(here)) {
            level = Some(here);
        }
    };
    for holder in &sides.holders {
        if let Holder::Person(person) = holder
            && let Some(somebody) = draft.people.list.get(*person as usize)
        {
            somebody.nouns.iter().for_each(|noun| raise(noun));
        }
    }
    (words.0..words.1).for_each(|i| raise(view.page.word(i)));
    level
}

/// A reported result: "agreed to establish a joint group" in the words after.
fn result_of(view: View<'_, '_>, sentence: Sentence, from: usize, lower: &str) -> Option<Span> {
    if !["agreed", "described", "ended", "failed"].iter().any(|w| lower.contains(w)) {
        return None;
    }
    let verb = (from..sentence.last).find(|&i| {
        matches!(view.page.word(i), "agreed" | "described" | "ended" | "failed")
            && !view.page.tokens[i].quoted
    })?;
    let end = (verb..sentence.last)
        .find(|&i| view.page.is_mark(i, b',') || view.page.is_mark(i, b'.'))
        .unwrap_or(sentence.last);
    (end > verb + 1).then(|| view.page.span(verb, end))
}

/// "The talks", "the meetings": the meeting last read, spoken of again.
fn note_other_mention(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    for at in sentence.first..sentence.last {
        let token = &view.page.tokens[at];
        let definite = at > sentence.first
            && matches!(
                view.page.word(at - 1).to_lowercase().as_str(),
                "the" | "these" | "swiss" | "diplomatic"
            );
        if token.is(Class::MEETNOUN) && !token.quoted && definite {
            let span = view.page.span(at - 1, at + 1);
            if let Some(meeting) = draft.reading.meetings.iter_mut().rfind(|m| !m.planned)
                && meeting.others.len() < 16
            {
                meeting.others.push(span);
            }
            return;
        }
    }
}
