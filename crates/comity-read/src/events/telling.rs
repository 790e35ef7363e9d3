//! Facts told in words of their own, at one place or several: which words tell of one, who has what part in it, and
//! which places tell of the same one. All three are judged by trained weights.

mod same;
mod whole;

use super::places::place;
use super::told::{Candidate, Scene, Standing, around, candidates, part};
use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::model::{FactKind, Features, Judge, Question, Role, bucket};
use crate::page::Sentence;
use crate::reading::{Span, When};
use crate::token::Kind;
use same::compare;
pub(super) use whole::Told;

/// From here on words tell of a fact, somebody has a part in it, and two places tell of the same one.
const TOLD: f32 = 0.5;
const HAS_PART: f32 = 0.5;
const SAME: f32 = 0.5;
/// What two sides right before a verb of meeting are worth at least.
pub(super) const OUTRIGHT: f32 = 0.8;
/// So many earlier places of a fact, and so many facts, are compared with a new place.
const LOOKED_BACK: usize = 6;
const FACTS_BACK: usize = 24;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    pub(super) fact: FactKind,
    /// Words of these classes may tell of it.
    pub(super) words: Class,
    /// The parts there are in it, the one that tells facts apart first.
    pub(super) roles: &'static [Role],
}

/// Somebody with a part in a fact.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) who: Candidate,
    pub(super) role: Role,
    pub(super) sure: f32,
}

/// A place that tells of a fact.
#[derive(Debug)]
pub(super) struct Telling {
    pub(super) at: usize,
    pub(super) sentence: Sentence,
    pub(super) sure: f32,
    pub(super) parts: Vec<Part>,
    /// How likely each named in the sentence has each part.
    pub(super) chances: Vec<Part>,
    pub(super) time: Option<When>,
    /// The weekday that the time expression names.
    weekday: Option<&'static str>,
    pub(super) place: Option<Span>,
    pub(super) planned: bool,
    /// The words for two sides that stand right before a verb of meeting, or right behind its noun.
    pub(super) outright: Option<(usize, usize)>,
    /// How likely it tells of the fact told before that is most like it.
    pub(super) nearest: f32,
}

impl Telling {
    /// Those who have a role here.
    pub(super) fn of(&self, role: Role) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |p| p.role == role)
    }

    /// Whether somebody is one of the sides right beside the word.
    pub(super) fn names_outright(&self, who: &Candidate) -> bool {
        self.outright.is_some_and(|(first, last)| first <= who.first && who.last <= last)
    }

    /// The words: from the first who has a part, or the word itself, to the last of them.
    pub(super) fn words(&self) -> (usize, usize) {
        let first = self.parts.iter().map(|p| p.who.first).min().unwrap_or(self.at).min(self.at);
        let last = self.parts.iter().map(|p| p.who.last).max().unwrap_or(self.at + 1).max(self.at + 1);
        (first, last)
    }
}

/// The facts of a page, each with the places that tell of it, in the order in which they are first told.
pub(super) fn tellings(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    standing: &Standing,
    judge: &dyn Judge,
    sought: Sought,
) -> Vec<Vec<Telling>> {
    let mut facts: Vec<Vec<Telling>> = Vec::new();
    let mut features = Features::default();
    for &sentence in &view.page.sentences {
        let named = candidates(view, draft, sentence);
        let scene = Scene { view, sentence, named: &named, standing };
        for at in sentence.first..sentence.last {
            let token = &view.page.tokens[at];
            let sought_word = token.is_word() && !token.quoted && token.is(sought.words);
            if !sought_word || is_idiom(view, at, sentence) {
                continue;
            }
            features.clear();
            around(scene, at, &mut features);
            features.value("told", bucket(facts.len()));
            let words = view.page.span(at, at + 1);
            let sure = judge.judge(&Question::Tells { fact: sought.fact, words }, &features);
            let sure = if sought.fact == FactKind::Meeting && subjects(scene, at).is_some() {
                sure.max(OUTRIGHT)
            } else {
                sure
            };
            if sure < TOLD {
                continue;
            }
            let mut telling = look(scene, draft, judge, (at, sure), sought);
            let same = same_as(view, judge, &telling, &facts, sought.fact);
            telling.nearest = same.map_or(0.0, |(sure, _)| sure);
            match same.filter(|(sure, _)| *sure >= SAME) {
                Some((_, fact)) => facts[fact].push(telling),
                None => facts.push(vec![telling]),
            }
        }
    }
    facts
}

/// Words that tell of no fact in this company: "call for support", "offered cautious optimism", "drawn criticism".
fn is_idiom(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    const WORDS: [&str; 16] = [
        "apologies",
        "apology",
        "assurance",
        "assurances",
        "comment",
        "condolences",
        "congratulations",
        "criticism",
        "explanation",
        "hope",
        "hopes",
        "optimism",
        "praise",
        "sympathy",
        "thanks",
        "views",
    ];
    match view.page.word(at) {
        "call" | "calls" | "called" => view.page.word(at + 1) == "for",
        "offered" | "offers" | "offering" | "drawn" | "drew" | "draws" => {
            (at + 1..(at + 4).min(sentence.last)).any(|i| WORDS.contains(&view.page.word(i)))
        }
        _ => false,
    }
}

/// "meetings between the Secretary and Ukrainian officials": two sides right behind the noun, of which nothing says that
/// there were none or only might be.
fn between(scene: Scene<'_, '_>, at: usize) -> Option<std::ops::Range<usize>> {
    const OPEN: Class = Class::NEG.or(Class::MODAL);
    let Scene { view, named, sentence, .. } = scene;
    let page = view.page;
    if !page.is(at, Class::MEETNOUN) || page.word(at + 1) != "between" {
        return None;
    }
    let open = (sentence.first..at + 1).any(|i| page.is(i, OPEN) || matches!(page.word(i), "No" | "no"))
        || (at..sentence.last).any(|i| page.is(i, Class::MODAL));
    let first = named.partition_point(|c| c.first <= at);
    let (one, other) = (named.get(first)?, named.get(first + 1)?);
    let near = one.first <= at + 4 && other.first == one.last + 1 && page.word(one.last) == "and";
    (!open && near && one.identity_of_side() != other.identity_of_side()).then_some(first..first + 2)
}

/// "American, Ukrainian and European officials gathered", "Norway and Iceland met": two sides right before the verb.
fn subjects(scene: Scene<'_, '_>, at: usize) -> Option<std::ops::Range<usize>> {
    let Scene { view, named, .. } = scene;
    if let Some(sides) = between(scene, at) {
        return Some(sides);
    }
    let verb = matches!(
        view.page.word(at),
        "met" | "gathered" | "convened" | "reconvened" | "conferred" | "assembled"
    );
    if !verb {
        return None;
    }
    let before = named.partition_point(|c| c.last <= at);
    let mut first = before;
    while first > 0 {
        let end = if first == before { at } else { named[first].first };
        let joined = if first == before {
            named[first - 1].last + 1 >= end
        } else {
            named[first - 1].last + 2 >= end || is_joined(view, &named[first - 1], &named[first])
        };
        if !joined {
            break;
        }
        first -= 1;
    }
    let mut parties: Vec<u16> = named[first..before].iter().filter_map(|c| c.party).collect();
    parties.sort_unstable();
    parties.dedup();
    (parties.len() >= 2).then_some(first..before)
}

/// What a place says of the fact: who, when, where.
fn look(
    scene: Scene<'_, '_>,
    draft: &Draft<'_>,
    judge: &dyn Judge,
    (at, sure): (usize, f32),
    sought: Sought,
) -> Telling {
    let Scene { view, sentence, named, .. } = scene;
    let mut features = Features::default();
    let words = view.page.span(at, at + 1);
    let (mut parts, mut chances): (Vec<Part>, Vec<Part>) = Default::default();
    let subjects = subjects(scene, at).filter(|_| sought.fact == FactKind::Meeting);
    for (index, candidate) in named.iter().enumerate() {
        features.clear();
        part(scene, at, candidate, &mut features);
        let before = index.checked_sub(1).map(|i| named[i]).filter(|b| is_joined(view, b, candidate));
        let same = before.is_some_and(|b| parts.iter().any(|p| p.who.first == b.first));
        features.pair("joined", before.is_some().into(), same.into());
        let place = view.page.span(candidate.first, candidate.last);
        let who = candidate.name(view, draft);
        for &role in sought.roles {
            let question = Question::Has { fact: sought.fact, words, role, who: &who, at: place };
            let sure = judge.judge(&question, &features);
            let outright = subjects.as_ref().is_some_and(|s| s.contains(&index));
            let sure = if outright { sure.max(OUTRIGHT) } else { sure };
            chances.push(Part { who: *candidate, role, sure });
            if sure >= HAS_PART {
                parts.push(Part { who: *candidate, role, sure });
            }
        }
    }
    let time = time_of(view, sentence, at);
    Telling {
        at,
        sentence,
        sure,
        parts,
        chances,
        time,
        weekday: time.and_then(|time| weekday(view, time)),
        place: place(view, at, sentence.last).or_else(|| place(view, sentence.first, at)),
        planned: is_planned(view, at, sentence),
        outright: subjects.map(|s| (named[s.start].first, named[s.end - 1].last)),
        nearest: 0.0,
    }
}

/// Whether two named one after the other are a list: "A and B", "A, B".
pub(super) fn is_joined(view: View<'_, '_>, one: &Candidate, other: &Candidate) -> bool {
    let between = one.last..other.first;
    between.len() < 4
        && !between.is_empty()
        && between.clone().all(|i| {
            view.page.is_mark(i, b',')
                || matches!(view.page.word(i), "and" | "or" | "the" | "of" | "from" | "with")
        })
}

/// The fact told before that a place most likely tells of again.
fn same_as(
    view: View<'_, '_>,
    judge: &dyn Judge,
    telling: &Telling,
    facts: &[Vec<Telling>],
    fact: FactKind,
) -> Option<(f32, usize)> {
    if let Some(index) = of_that_day(view, telling, facts) {
        return Some((1.0, index));
    }
    let mut features = Features::default();
    let mut best: Option<(f32, usize)> = None;
    for (index, places) in facts.iter().enumerate().rev().take(FACTS_BACK) {
        let clash = places.iter().any(|p| clash(p, telling));
        // The first place tells most of a fact, its day above all.
        let first = places.first().filter(|_| places.len() > LOOKED_BACK);
        for earlier in places.iter().rev().take(LOOKED_BACK).chain(first) {
            features.clear();
            let latest = (index + 1 == facts.len(), places.len(), facts.len());
            compare(view, telling, earlier, latest, &mut features);
            features.value("clash", clash.into());
            let question = Question::SameFact {
                fact,
                words: view.page.span(telling.at, telling.at + 1),
                earlier: view.page.span(earlier.at, earlier.at + 1),
            };
            let sure = judge.judge(&question, &features);
            let sure = if clash && tells_no_day_of(earlier, telling) { sure.min(SAME - 0.01) } else { sure };
            if best.is_none_or(|(b, _)| b < sure) {
                best = Some((sure, index));
            }
        }
    }
    best
}

/// "Sunday's more formal engagements": those of that day which were told before.
fn of_that_day(view: View<'_, '_>, telling: &Telling, facts: &[Vec<Telling>]) -> Option<usize> {
    let page = view.page;
    let day = telling.time?;
    let owned = (telling.at.saturating_sub(4).max(telling.sentence.first + 1)..telling.at)
        .any(|i| page.tokens[i].kind == Kind::Possessive && page.span(i - 1, i).end == day.span.end);
    if !owned {
        return None;
    }
    let same = |p: &Telling| {
        p.time.is_some_and(|told| told.value.is_some() && told.value == day.value)
            || p.weekday.is_some() && p.weekday == telling.weekday
    };
    facts.iter().rposition(|places| places.iter().any(same))
}

/// Whether a place tells of no day, or of another one.
fn tells_no_day_of(one: &Telling, other: &Telling) -> bool {
    one.time.is_none() || clash(one, other)
}

/// Whether two times are told that share no day.
fn clash(one: &Telling, other: &Telling) -> bool {
    let (Some(a), Some(b)) = (one.time, other.time) else { return false };
    match (a.value, b.value) {
        (Some(a), Some(b)) => a.last < b.first || b.last < a.first,
        // Without a day of publication weekdays still differ by name.
        _ => one.weekday.zip(other.weekday).is_some_and(|(a, b)| a != b),
    }
}

/// The weekday that a time expression names.
fn weekday(view: View<'_, '_>, when: When) -> Option<&'static str> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let words = view.page.slice(when.span);
    DAYS.into_iter().find(|day| words.contains(day))
}

/// The date nearest to the word, in the sentence; one behind it is nearer than one before it.
fn time_of(view: View<'_, '_>, sentence: Sentence, at: usize) -> Option<When> {
    let dates = view.page.dates_in(sentence.first, sentence.last);
    let date = dates.iter().min_by_key(|d| {
        if d.first >= at { (d.first - at, 0) } else { ((at + 1).saturating_sub(d.last) + 6, 1) }
    })?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}

/// Whether the words announce rather than tell: "will meet", "are to meet", "is scheduled".
fn is_planned(view: View<'_, '_>, at: usize, sentence: Sentence) -> bool {
    let page = view.page;
    let low = at.saturating_sub(6).max(sentence.first);
    let before = (low..at).any(|i| {
        matches!(
            page.word(i),
            "will" | "would" | "shall" | "due" | "scheduled" | "next" | "planned" | "expected" | "set"
        ) || matches!(page.word(i), "is" | "are") && page.word(i + 1) == "to"
    });
    let behind = (at..(at + 5).min(sentence.last))
        .any(|i| matches!(page.word(i), "will" | "scheduled" | "planned" | "due") && !page.tokens[i].quoted);
    before || behind
}
