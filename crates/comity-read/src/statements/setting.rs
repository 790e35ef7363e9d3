//! When, where and to whom something was said: from its own sentence, or from the occasion the paragraph set.

use crate::draft::{Draft, View, when};
use crate::lexicon::Class;
use crate::reading::{Span, Statement, When};

/// Fills in the time, the place and the audience of a statement.
pub(super) fn fill(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    cue: Option<(usize, usize)>,
    statement: &mut Statement,
) {
    let Some(cue) = cue else { return };
    let index = view.page.sentence_holding(cue.0);
    let sentence = view.page.sentences[index];
    statement.when = own_date(view, sentence.first, sentence.last, statement.evidence.span, cue.0);
    statement.addressee = told(view, cue);
    occasion(view, sentence.first, at.max(cue.1), statement);
    if statement.when.is_some() && statement.addressee.is_some() {
        return;
    }
    inherit(view, draft, index, statement);
}

/// The date that stands nearest to the cue, outside the words said.
fn own_date(view: View<'_, '_>, first: usize, last: usize, content: Span, cue: usize) -> Option<When> {
    let outside = |d: &&crate::dates::Found| {
        let span = d.span(&view.page.tokens);
        span.end <= content.start || span.start >= content.end
    };
    let date =
        view.page.dates_in(first, last).iter().filter(outside).min_by_key(|d| d.first.abs_diff(cue))?;
    Some(when(date.span(&view.page.tokens), date.value, false))
}

/// `told reporters`, `told X`.
fn told(view: View<'_, '_>, cue: (usize, usize)) -> Option<Span> {
    if !matches!(view.page.word(cue.0), "told" | "tells" | "assured" | "warned" | "informed") {
        return None;
    }
    let the = usize::from(view.page.is(cue.1, Class::DET));
    if view.page.word(cue.1) == "reporters" || view.page.word(cue.1 + the) == "press" {
        return Some(view.page.span(cue.1 + the, cue.1 + the + 1));
    }
    view.chunk_from(cue.1).map(|chunk| view.chunk_span(chunk))
}

/// `Speaking to reporters at the Mission on Saturday`.
fn occasion(view: View<'_, '_>, first: usize, last: usize, statement: &mut Statement) {
    let speaking = (first..last).find(|&i| {
        matches!(view.page.word(i), "speaking" | "Speaking" | "remarks" | "talking" | "Talking")
            && !view.page.tokens[i].quoted
    });
    let Some(speaking) = speaking else { return };
    let end = (speaking + 1..last).find(|&i| view.page.is_mark(i, b',')).unwrap_or(last);
    let to = (speaking + 1..end).find(|&i| matches!(view.page.word(i), "to" | "with"));
    if let Some(to) = to.filter(|_| statement.addressee.is_none()) {
        let the = usize::from(view.page.is(to + 1, Class::DET));
        let chunk = view.chunk_from(to + 1).map(|chunk| view.chunk_span(chunk));
        statement.addressee = chunk.or_else(|| Some(view.page.span(to + 1 + the, to + 2 + the)));
    }
    let place = (speaking + 1..end).find(|&i| matches!(view.page.word(i), "at" | "in" | "from"));
    if let Some(place) = place.filter(|&i| view.page.date_holding(i + 1).is_none()) {
        let stop = (place + 1..end)
            .find(|&i| view.page.date_holding(i).is_some() || view.page.word(i) == "on")
            .unwrap_or(end);
        statement.place = (stop > place + 1).then(|| view.page.span(place + 1, stop));
    }
}

/// What the same speaker's statement earlier in the paragraph was set in holds on.
fn inherit(view: View<'_, '_>, draft: &Draft<'_>, sentence: usize, statement: &mut Statement) {
    let Some(speaker) = statement.speaker else { return };
    let block = view.page.sentences[sentence].block;
    let (first, _) = view.page.blocks[block];
    let start = view.page.tokens.get(first).map_or(0, |t| t.start);
    let here = statement.evidence.span.start;
    let before = |s: &&Statement| {
        s.speaker == Some(speaker) && s.evidence.span.start >= start && s.evidence.span.start < here
    };
    let earlier = draft.reading.statements.iter().rev().take(12).find(before);
    let (time, addressee) = match earlier {
        Some(earlier) => (earlier.when, earlier.addressee),
        None => paragraph_occasion(view, first, here),
    };
    if statement.when.is_none() {
        statement.when = time.map(|t| When { inferred: true, ..t });
    }
    if statement.addressee.is_none() {
        statement.addressee = addressee;
    }
}

/// An occasion set earlier in the paragraph by a sentence that quotes nobody.
fn paragraph_occasion(view: View<'_, '_>, first: usize, before: u32) -> (Option<When>, Option<Span>) {
    let last = view.page.tokens.partition_point(|t| t.start < before);
    let speaking = (first..last)
        .find(|&i| matches!(view.page.word(i), "speaking" | "Speaking") && !view.page.tokens[i].quoted);
    let Some(speaking) = speaking else { return (None, None) };
    let end = (speaking + 1..last)
        .find(|&i| view.page.is_mark(i, b',') || view.page.is_mark(i, b'.'))
        .unwrap_or(last);
    let date =
        view.page.dates_in(speaking, end).first().map(|d| when(d.span(&view.page.tokens), d.value, true));
    let to = (speaking + 1..end).find(|&i| view.page.word(i) == "to");
    let addressee = to.map(|to| view.page.span(to + 1, to + 2));
    (date, addressee)
}
