//! The stance of a statement, from the words said, the verb that reports them, and the tone the sentence names.

use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::reading::{Holder, Span, StanceLabel, Statement};

/// Words that tell a stance, strongest first; the first list with a word decides.
const SIGNS: [(StanceLabel, &[&str]); 7] = [
    (
        StanceLabel::Conditions,
        &[
            "only if",
            "unless",
            "provided that",
            "on condition",
            "on the condition",
            "as long as",
            "so long as",
            "contingent",
            "precondition",
            "conditional",
            "not before",
            "not until",
            "in exchange for",
            "in return for",
        ],
    ),
    (
        StanceLabel::Opposes,
        &[
            "cannot accept",
            "can not accept",
            "will not accept",
            "would not accept",
            "won't accept",
            "not accept",
            "unacceptable",
            "reject",
            "oppose",
            "refus",
            "will never",
            "would never",
            "never accept",
            "will not sign",
            "would not sign",
            "rule out",
            "ruled out",
            "against the",
            "not support",
            "non-starter",
            "no deal",
            "red line",
            "objected",
            "strong disagreement",
            "not agree",
            "disagree",
        ],
    ),
    (
        StanceLabel::Criticises,
        &[
            "criticis",
            "criticiz",
            "condemn",
            "denounc",
            "accus",
            "blam",
            "frustrat",
            "lack of gratitude",
            "ungrateful",
            "overly favorable",
            "overly favourable",
            "one-sided",
            "unfair",
            "disappoint",
            "disgrace",
            "shame",
            "failed to",
            "violat",
            "irresponsible",
            "dangerous",
            "clumsy",
            "damning",
            "deplor",
            "provocation",
            "betray",
            "insult",
            "unhelpful",
            "bad faith",
            "too far",
            "too little",
            "outrage",
            "unjust",
            "threat to",
        ],
    ),
    (
        StanceLabel::NotFinal,
        &[
            "not final",
            "not the final",
            "not a final",
            "unfinalized",
            "unfinalised",
            "not finalized",
            "not finalised",
            "still a draft",
            "work in progress",
            "not my final",
            "not our final",
            "nothing is agreed until",
        ],
    ),
    (
        StanceLabel::Flexible,
        &[
            "flexib",
            "willing to",
            "ready to",
            "open to",
            "prepared to",
            "changes and adjustments",
            "narrowing the differences",
            "compromis",
            "could accept",
            "can accept",
            "could live with",
            "make concessions",
            "room for",
            "adjustments",
            "bridge the",
            "meet halfway",
            "consider",
            "negotiable",
        ],
    ),
    (
        StanceLabel::Supports,
        &[
            "support",
            "welcom",
            "productive",
            "progress",
            "constructive",
            "positive",
            "confiden",
            "priorities",
            "agree",
            "acceptable",
            "good deal",
            "meaningful",
            "comfortable with",
            "peace",
            "endors",
            "prais",
            "success",
            "historic",
            "step forward",
            "breakthrough",
            "favour",
            "favor",
            "commend",
            "excellent",
            "encourag",
            "backed",
            "backing",
            "glad",
            "pleased",
            "satisf",
            "optimis",
        ],
    ),
    (StanceLabel::Hopeful, &["hope", "hopeful", "looking forward", "look forward", "expect"]),
];

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
    let own = by_words(&lower);
    match (tone, own, by_cue) {
        (Some(StanceLabel::Criticises), _, _) => StanceLabel::Criticises,
        (_, _, Some(StanceLabel::Opposes | StanceLabel::Criticises)) => {
            by_cue.unwrap_or(StanceLabel::Neutral)
        }
        (_, Some(own), _) => own,
        (Some(tone), None, _) => tone,
        (None, None, Some(cue)) => cue,
        (None, None, None) => StanceLabel::Neutral,
    }
}

/// The first list of signs that has one of its words here.
fn by_words(lower: &str) -> Option<StanceLabel> {
    SIGNS.iter().find(|(_, words)| words.iter().any(|word| contains(lower, word))).map(|&(label, _)| label)
}

/// Whether a sign stands at the beginning of a word, not negated.
fn contains(lower: &str, sign: &str) -> bool {
    lower.match_indices(sign).any(|(at, _)| {
        let begins = !lower[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let negated = ["not ", "n't ", "n’t ", "never ", "no ", "without ", "lack of "]
            .iter()
            .any(|no| lower[..at].ends_with(no));
        begins && !negated
    })
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
