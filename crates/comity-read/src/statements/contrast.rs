//! Changes of stance that two statements of one speaker show side by side: "In October he had called the demands a
//! fantasy; on Wednesday he saw room for an arrangement", "By Friday she was speaking of …".

use super::is_negative;
use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, StanceChange, StanceLabel, Statement, When};

/// Two statements further apart than this many bytes are not set against each other.
const REACH: u32 = 1600;

/// Finds the contrasts among the statements of a page, which begin at an index of the reading.
pub(crate) fn find_contrasts(view: View<'_, '_>, draft: &mut Draft<'_>, from: usize) {
    let mut shown: Vec<StanceChange> = Vec::new();
    let statements = &draft.reading.statements[from..];
    for (index, later) in statements.iter().enumerate() {
        let Some(speaker @ Holder::Person(_)) = later.speaker else { continue };
        let told = |changes: &[StanceChange]| changes.iter().any(|c| c.speaker == speaker);
        if told(&shown) || told(&draft.reading.stance_changes) {
            continue;
        }
        let before = statements[..index].iter().rev().take(12).filter(|s| s.speaker == Some(speaker));
        let change = before
            .take_while(|s| later.evidence.span.start.saturating_sub(s.evidence.span.end) < REACH)
            .find_map(|earlier| contrast(view, speaker, earlier, later));
        shown.extend(change);
    }
    draft.reading.stance_changes.extend(shown);
}

/// The change that two statements show, in the order of time.
fn contrast(
    view: View<'_, '_>,
    speaker: Holder,
    first: &Statement,
    second: &Statement,
) -> Option<StanceChange> {
    let (one, other) = (Told::of(view, first), Told::of(view, second));
    if one.sentence.first == other.sentence.first && one.past == other.past && one.when.is_none() {
        return None;
    }
    let (days_differ, reversed) = order(&one, &other)?;
    let (from, to) = if reversed { (second, first) } else { (first, second) };
    let (from_when, to_when) = if reversed { (other.when, one.when) } else { (one.when, other.when) };
    let (a, b) = (from.stance.label, to.stance.label);
    let labelled = a != StanceLabel::Neutral && b != StanceLabel::Neutral;
    let differ =
        labelled && is_negative(a) != is_negative(b) || labelled && a != b && (one.turned || other.turned);
    let half = (a != StanceLabel::Neutral || b != StanceLabel::Neutral)
        && (one.past != other.past || days_differ)
        && one.leads(&other);
    let turned = one.turned || other.turned;
    if !(differ || turned && a != b || half && a != b) {
        return None;
    }
    Some(StanceChange {
        speaker,
        from: a,
        to: b,
        from_when,
        to_when,
        evidence: Evidence {
            span: to.evidence.span,
            rule: "change:contrast",
            confidence: if differ { 0.7 } else { 0.6 },
        },
    })
}

/// Whether two statements are of different times, and whether the second in the text is the earlier in time.
fn order(one: &Told, other: &Told) -> Option<(bool, bool)> {
    let day = |told: &Told| told.when.and_then(|w| w.value);
    match (day(one), day(other)) {
        (Some(a), Some(b)) if a != b => Some((true, b.first < a.first)),
        (Some(_), Some(_)) => None,
        _ if one.past && !other.past => Some((false, false)),
        _ if other.past && !one.past => Some((false, true)),
        (Some(_), None) if other.turned => Some((false, false)),
        _ if other.turned && !one.turned => Some((false, false)),
        _ => None,
    }
}

/// How a statement is told: when, in the past perfect or not, with a word of turning.
struct Told {
    sentence: Sentence,
    when: Option<When>,
    past: bool,
    turned: bool,
    /// Whether the sentence opens with a time, a "but" or a "now".
    opens_with_time: bool,
}

impl Told {
    fn of(view: View<'_, '_>, statement: &Statement) -> Self {
        let page = view.page;
        let place = statement.evidence.span.start;
        let token = page.tokens.partition_point(|t| t.start < place).min(page.tokens.len().saturating_sub(1));
        let sentence = page.sentences[page.sentence_holding(token)];
        let open = |i: usize| !page.tokens[i].quoted;
        let words =
            |test: &dyn Fn(usize) -> bool| (sentence.first..sentence.last).any(|i| open(i) && test(i));
        let nearest = page
            .dates_in(sentence.first, sentence.last)
            .iter()
            .filter(|d| open(d.first))
            .min_by_key(|d| d.first.abs_diff(token));
        let cue = statement.cue.map_or(token, |cue| page.tokens.partition_point(|t| t.start < cue.start));
        let past = (cue.saturating_sub(4).max(sentence.first)..cue).any(|i| page.word(i) == "had")
            || words(&|i| {
                matches!(page.word(i), "once" | "earlier" | "previously") && !page.is(i, Class::OFFICE)
            });
        // "At dawn on Monday she was a different woman. “I can defend this,” she said.": the sentence before leads.
        let lead = page
            .sentence_holding(token)
            .checked_sub(1)
            .map(|i| page.sentences[i])
            .filter(|s| s.block == sentence.block);
        let led = |test: &dyn Fn(usize) -> bool| {
            lead.is_some_and(|s| (s.first..s.last).any(|i| open(i) && test(i)))
        };
        let leading = lead.filter(|s| (s.first..s.last).any(|i| open(i) && is_turn(page.word(i))));
        let nearest = nearest.or_else(|| leading.and_then(|s| page.dates_in(s.first, s.last).first()));
        Self {
            sentence,
            when: nearest.map(|d| when(d.span(&page.tokens), d.value, false)),
            past,
            turned: words(&|i| is_turn(page.word(i))) || led(&|i| is_turn(page.word(i))),
            opens_with_time: (sentence.first..(sentence.first + 4).min(sentence.last)).any(|i| {
                page.date_holding(i).is_some()
                    || matches!(page.word(i), "But" | "Now" | "By" | "Later" | "Today" | "Yet")
            }) || words(&|i| matches!(page.word(i), "now" | "later")),
        }
    }

    /// Whether one of the two is set off in time by the words that open it.
    fn leads(&self, other: &Self) -> bool {
        self.opens_with_time || other.opens_with_time
    }
}

/// Words that say a tone turned.
fn is_turn(word: &str) -> bool {
    matches!(
        word,
        "softened"
            | "hardened"
            | "tone"
            | "mood"
            | "conciliatory"
            | "milder"
            | "softer"
            | "sharper"
            | "harsher"
            | "warmer"
            | "cooler"
            | "toughened"
            | "relented"
            | "reversed"
            | "recanted"
            | "backtracked"
            | "backpedalled"
            | "mellowed"
            | "rowed"
            | "soured"
            | "U-turn"
            | "gentler"
            | "firmer"
            | "different"
            | "changed"
    )
}
