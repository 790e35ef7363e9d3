//! Changes of a speaker's stance: said in so many words, or shown by statements of different days.

use super::{is_negative, tone_of};
use crate::chunk::What;
use crate::draft::{Draft, View, when};
use crate::lexicon::FxMap;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, StanceChange, StanceLabel, Statement, When};

/// Verbs with which a report tells of a change.
const TURNS: [&str; 16] = [
    "adopted",
    "struck",
    "took",
    "softened",
    "hardened",
    "shifted",
    "reversed",
    "changed",
    "dropped",
    "abandoned",
    "eased",
    "toughened",
    "moderated",
    "backed",
    "retreated",
    "switched",
];
/// What such a verb must be about.
const TOPICS: [&str; 11] = [
    "tone",
    "stance",
    "position",
    "line",
    "objection",
    "objections",
    "opposition",
    "course",
    "rhetoric",
    "demand",
    "demands",
];

/// Finds the changes a page tells of, then those its statements show.
pub(crate) fn find_changes(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        if let Some(change) = told(view, draft, sentence) {
            draft.reading.stance_changes.push(change);
        }
    }
}

/// "By Sunday the President had adopted a more critical tone".
fn told(view: View<'_, '_>, draft: &Draft<'_>, sentence: Sentence) -> Option<StanceChange> {
    let turn =
        view.has_word(sentence.first, sentence.last, &TURNS).filter(|&i| !view.page.tokens[i].quoted)?;
    let topic = view.has_word(turn + 1, (turn + 7).min(sentence.last), &TOPICS)?;
    let (chunk, sure) = view.subject_of(turn, sentence.first)?;
    let What::Person(person) = view.chunks.list[chunk].what else { return None };
    let speaker = Holder::Person(person);
    let phrase = view.page.slice(view.page.span(turn, topic + 1)).to_lowercase();
    let to = direction(&phrase)?;
    let start = view.page.tokens[sentence.first].start;
    let before = draft.reading.statements.iter().rev().find(|s| {
        s.speaker == Some(speaker) && s.evidence.span.start < start && s.stance.label != StanceLabel::Neutral
    });
    let first_of_day = before.and_then(|last| earliest_same_day(draft, speaker, last));
    let from = first_of_day.or(before);
    let date = view.page.dates_in(sentence.first, sentence.last).iter().find(|d| d.first < topic);
    let begin = date.map_or(view.chunks.list[chunk].first, |d| d.first.min(view.chunks.list[chunk].first));
    let begin = if begin > sentence.first && view.page.word(begin - 1).eq_ignore_ascii_case("by") {
        begin - 1
    } else {
        begin
    };
    Some(StanceChange {
        speaker,
        from: from.map_or(StanceLabel::Neutral, |s| s.stance.label),
        to,
        from_when: from.and_then(|s| s.when).or_else(|| from.is_none().then_some(None).flatten()),
        to_when: date.map(|d| when(d.span(&view.page.tokens), d.value, false)),
        evidence: Evidence {
            span: view.page.span(begin, topic + 1),
            rule: "change:told",
            confidence: sure - 0.05,
        },
    })
}

/// The speaker's first statement of the day of the given one: how the day began.
fn earliest_same_day<'s>(draft: &'s Draft<'_>, speaker: Holder, last: &Statement) -> Option<&'s Statement> {
    let same = |s: &&Statement| {
        s.speaker == Some(speaker) && s.stance.label != StanceLabel::Neutral && same_day(s.when, last.when)
    };
    draft.reading.statements.iter().filter(same).min_by_key(|s| s.evidence.span.start)
}

fn same_day(a: Option<When>, b: Option<When>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.span == b.span || a.value.is_some() && a.value == b.value,
        _ => false,
    }
}

fn direction(phrase: &str) -> Option<StanceLabel> {
    const HARDER: [&str; 10] = [
        "critical",
        "harsh",
        "hard",
        "tough",
        "sharp",
        "aggressive",
        "combative",
        "angry",
        "confrontational",
        "strident",
    ];
    const SOFTER: [&str; 8] = ["soft", "concilia", "flexib", "mild", "eased", "moderat", "warmer", "retreat"];
    if ["dropped", "abandoned", "backed"].iter().any(|verb| phrase.starts_with(verb)) {
        return ["objection", "opposition", "demand"]
            .iter()
            .any(|noun| phrase.contains(noun))
            .then_some(StanceLabel::Flexible);
    }
    if HARDER.iter().any(|word| phrase.contains(word)) {
        return Some(StanceLabel::Criticises);
    }
    if SOFTER.iter().any(|word| phrase.contains(word)) {
        return Some(StanceLabel::Flexible);
    }
    tone_of(phrase).or(["reversed", "changed", "shifted", "switched"]
        .iter()
        .any(|verb| phrase.starts_with(verb))
        .then_some(StanceLabel::Neutral))
}

/// Changes that statements of different days show, where none was told in words.
pub(crate) fn find_shown(draft: &mut Draft<'_>) {
    let mut last: FxMap<u64, usize> = FxMap::default();
    let mut shown = Vec::new();
    let statements = &draft.reading.statements;
    for (index, statement) in statements.iter().enumerate() {
        let (Some(speaker), Some(time)) = (statement.speaker, statement.when) else { continue };
        if statement.stance.label == StanceLabel::Neutral || time.value.is_none() {
            continue;
        }
        let earlier = last.insert(key_of(speaker), index).map(|i| &statements[i]);
        let Some(earlier) =
            earlier.filter(|e| is_negative(e.stance.label) != is_negative(statement.stance.label))
        else {
            continue;
        };
        let told = draft.reading.stance_changes.iter().any(|c| c.speaker == speaker);
        let later = earlier.when.and_then(|w| w.value).is_some_and(|v| Some(v) != time.value);
        let same_target = earlier.stance.target.is_some() && statement.stance.target.is_some();
        if !told && later && same_target {
            shown.push(StanceChange {
                speaker,
                from: earlier.stance.label,
                to: statement.stance.label,
                from_when: earlier.when,
                to_when: statement.when,
                evidence: Evidence { span: statement.evidence.span, rule: "change:shown", confidence: 0.6 },
            });
        }
    }
    draft.reading.stance_changes.extend(shown);
}

fn key_of(holder: Holder) -> u64 {
    match holder {
        Holder::Person(i) => u64::from(i),
        Holder::Source(i) => 1 << 32 | u64::from(i),
        Holder::Party(i) => 2 << 32 | u64::from(i),
    }
}
