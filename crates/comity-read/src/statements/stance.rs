//! The stance of a statement, from the words said, the verb that reports them, and the tone the sentence names.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::reading::{Holder, Span, StanceLabel, Statement};
use std::sync::OnceLock;

/// `data/stances.txt`: the signs of each stance, strongest first.
const FILE: &str = include_str!("../../data/stances.txt");

/// A sign: its place in the file, its stance, its words.
struct Sign {
    order: usize,
    label: StanceLabel,
    words: &'static str,
}

/// The signs by their first byte, so that a word is compared with few of them.
fn signs() -> &'static [Vec<Sign>] {
    static SIGNS: OnceLock<Vec<Vec<Sign>>> = OnceLock::new();
    SIGNS.get_or_init(|| {
        let mut by_byte: Vec<Vec<Sign>> = (0..=u8::MAX).map(|_| Vec::new()).collect();
        let lines =
            FILE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
        for (order, (name, words)) in lines.enumerate() {
            let Some(label) = StanceLabel::of_name(name.trim()) else { continue };
            for words in words.split('|').map(str::trim).filter(|words| !words.is_empty()) {
                by_byte[usize::from(words.as_bytes()[0])].push(Sign { order, label, words });
            }
        }
        by_byte
    })
}

/// The stance of words said: from the words, else from the cue; a tone named in the sentence outweighs both.
pub(super) fn label(
    view: View<'_, '_>,
    at: usize,
    content: &str,
    cue: Option<(usize, usize)>,
    question: Option<Span>,
) -> StanceLabel {
    let lower = content.to_lowercase();
    let by_cue =
        cue.and_then(|(first, last)| by_words(&view.page.slice(view.page.span(first, last)).to_lowercase()));
    if let Some(question) = question {
        let asked = view.page.slice(question).to_lowercase();
        let answer = lower.trim_matches(|c: char| !c.is_alphanumeric());
        if asked.contains("final")
            && (answer == "no" || answer.starts_with("no,") || answer.starts_with("not "))
        {
            // Denying that an offer is final leaves room.
            return StanceLabel::Flexible;
        }
    }
    let sentence = view.page.sentences[view.page.sentence_holding(at)];
    let tone = tone_of(&view.page.slice(view.page.span(sentence.first, sentence.last)).to_lowercase());
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let own =
        if matches!(bare, "no" | "never" | "no way") { Some(StanceLabel::Opposes) } else { by_words(&lower) };
    // "ready to consider it provided that …": a readiness with a condition, said or reported behind the words.
    let behind = view.page.slice(view.page.span(at, sentence.last)).to_lowercase();
    let conditional =
        [" if ", " provided ", " as long as ", " so long as ", " on condition ", " unless ", " only when "]
            .iter()
            .any(|word| behind.contains(word));
    if conditional && matches!(own, Some(StanceLabel::Flexible | StanceLabel::Supports)) {
        return StanceLabel::Conditions;
    }
    match (tone, own, by_cue) {
        (Some(StanceLabel::Criticises), _, _) => StanceLabel::Criticises,
        (_, Some(own @ (StanceLabel::Conditions | StanceLabel::NotFinal | StanceLabel::Opposes)), _) => own,
        (_, _, Some(StanceLabel::Opposes | StanceLabel::Criticises)) => {
            by_cue.unwrap_or(StanceLabel::Neutral)
        }
        (_, Some(own), _) => own,
        (Some(tone), None, _) => tone,
        (None, None, Some(cue)) => cue,
        (None, None, None) => by_frame(view, at).unwrap_or(StanceLabel::Neutral),
    }
}

/// The attitude of the sentence around a quotation: "dismissed it as “…”", "hailed the text as “…”", "was not impressed".
fn by_frame(view: View<'_, '_>, at: usize) -> Option<StanceLabel> {
    let page = view.page;
    let sentence = page.sentences[page.sentence_holding(at)];
    let frame = |i: usize| !page.tokens[i].quoted && !page.tokens[i].is_capital();
    let denied = |i: usize| i > sentence.first && page.is(i - 1, Class::NEG);
    (sentence.first..sentence.last).filter(|&i| frame(i) && !denied(i)).find_map(|i| match page.word(i) {
        "dismissed" | "dismisses" | "derided" | "denounced" | "condemned" | "criticised" | "criticized"
        | "complained" | "mocked" | "ridiculed" | "slammed" | "accused" | "lamented" | "deplored"
        | "attacked" | "retorted" | "branded" | "bristled" | "scoffed" | "critical" | "coolly" => {
            Some(StanceLabel::Criticises)
        }
        "rejected" | "refused" | "opposed" | "vetoed" => Some(StanceLabel::Opposes),
        "praised" | "hailed" | "welcomed" | "applauded" | "defended" | "backed" | "endorsed" | "lauded"
        | "commended" => Some(StanceLabel::Supports),
        "upbeat" | "optimistic" | "hopeful" | "encouraged" | "confident" | "cheerful" => {
            Some(StanceLabel::Hopeful)
        }
        _ => None,
    })
}

/// The first list of signs that has one of its words here; words that begin with a condition are one.
fn by_words(lower: &str) -> Option<StanceLabel> {
    let opening = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let condition = ["if ", "unless ", "provided ", "as long as ", "until ", "on condition ", "so long as "];
    if condition.iter().any(|word| opening.starts_with(word)) {
        return Some(StanceLabel::Conditions);
    }
    let folded = lower.replace('’', "'");
    let begins = |at: usize| !folded[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let starts = folded.char_indices().filter(|&(at, c)| c.is_alphanumeric() && begins(at));
    let here = starts.flat_map(|(at, _)| {
        let rest = &folded[at..];
        let before = &folded[..at];
        signs()[usize::from(rest.as_bytes()[0])]
            .iter()
            .filter(move |sign| rest.starts_with(sign.words) && !is_negated(before))
    });
    here.min_by_key(|sign| sign.order).map(|sign| sign.label)
}

/// Whether a "not" stands right before.
fn is_negated(before: &str) -> bool {
    ["not ", "n't ", "never ", "no ", "without ", "lack of "].iter().any(|no| before.ends_with(no))
}

/// The tone a sentence names: "a more critical tone", "with frustration", "cautious optimism".
pub(crate) fn tone_of(lower: &str) -> Option<StanceLabel> {
    const CRITICAL: [&str; 10] = [
        "critical tone",
        "harsher tone",
        "harder line",
        "harder tone",
        "tougher tone",
        "sharper tone",
        "expressing frustration",
        "expressed frustration",
        "voiced frustration",
        "expressed anger",
    ];
    const SOFTER: [&str; 6] =
        ["softer tone", "conciliatory tone", "softer line", "milder tone", "more flexible", "softened"];
    if CRITICAL.iter().any(|tone| lower.contains(tone)) {
        return Some(StanceLabel::Criticises);
    }
    if SOFTER.iter().any(|tone| lower.contains(tone)) {
        return Some(StanceLabel::Flexible);
    }
    ["cautious optimism", "optimism"].iter().any(|tone| lower.contains(tone)).then_some(StanceLabel::Supports)
}

/// Toward whom a stance is: the party the words name first that is not the speaker's own.
pub(super) fn aim(view: View<'_, '_>, draft: &Draft<'_>, statement: &mut Statement) {
    let span = statement.evidence.span;
    let first = view.page.tokens.partition_point(|t| t.start < span.start);
    let last = view.page.tokens.partition_point(|t| t.start < span.end);
    let own = statement.speaker.and_then(|speaker| draft.party_of(speaker));
    if super::is_negative(statement.stance.label) {
        let other = view.chunks.parties_within(first, last).iter().find(|mention| Some(mention.party) != own);
        statement.stance.target = other.map(|mention| view.page.span(mention.first, mention.last));
    }
    if statement.stance.target.is_none() {
        let person = view
            .chunks
            .within(first, last)
            .iter()
            .find(|c| matches!(c.what, What::Person(p) if statement.speaker != Some(Holder::Person(p))));
        let toward = person.filter(|_| super::is_negative(statement.stance.label));
        statement.stance.target = toward.map(|c| view.page.span(c.first, c.last)).or(statement.about);
    }
}
