//! Reads the bracket notation: tolerant of everything but bytes that are not UTF-8, and lossless.
//!
//! No step recurses, so nesting costs heap and not stack; every step is linear in the text.

mod delims;
mod furniture;
mod lines;
mod marks;
mod option;
mod outline;
mod prefix;
mod read_label;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Anomaly, Diagnostic};
use crate::error::TextError;
use crate::holders::Holders;
use crate::label::LabelStyle;
use crate::span::Span;
use crate::tree::{AlternativeSet, Clause, ClauseIx, Counts, Mark, MarkIx, MarkKind, SetIx, Text};

/// Reads a text.
///
/// *Shape*: every byte of the input is a byte of [`Text::source`]; printing gives the same bytes back.
/// *Errors*: [`TextError::NotUtf8`] with the offset of the first byte that fits no character, and
/// [`TextError::TooLong`] beyond 4 GiB. Everything else that is wrong is a [`Diagnostic`].
///
/// ```
/// use comity_text::{Holders, parse};
/// let holders = Holders::of(["Upland", "Delta", "Coast"]);
/// let text = parse(b"1. The parties [Upland, Delta: shall][Coast: should] meet.\n", &holders)?;
/// let second = &text.marks()[1];
/// assert_eq!(text.slice(second.inner), "should");
/// assert_eq!(text.holders().name(text.holds(second)[0].holder), "Coast");
/// assert_eq!(text.print(), "1. The parties [Upland, Delta: shall][Coast: should] meet.\n");
/// # Ok::<(), comity_text::TextError>(())
/// ```
pub fn parse(bytes: &[u8], holders: &Holders) -> Result<Text, TextError> {
    let source =
        std::str::from_utf8(bytes).map_err(|error| TextError::NotUtf8 { offset: error.valid_up_to() })?;
    parse_str(source, Arc::new(holders.clone()))
}

/// Reads a text that is known to be UTF-8, sharing the names declared.
///
/// *Errors*: [`TextError::TooLong`] beyond 4 GiB.
pub fn parse_str(source: &str, holders: Arc<Holders>) -> Result<Text, TextError> {
    if source.len() >= u32::MAX as usize {
        return Err(TextError::TooLong { bytes: source.len() });
    }
    let delims = delims::matched(source);
    let lines = lines::all(source);
    let wrap = lines::wrap_width(&lines);
    let markers = option::all(source);
    let outline = outline::outline(source, &lines, wrap, &markers);
    drop(lines);
    let marks = marks::marks(source, &delims.all, &markers, &outline, &holders);
    let counts = counts(source, &delims, &markers, &marks.all);
    let lone = lone_options(&outline.options);
    let mut text = Text {
        source: source.into(),
        clauses: outline.clauses,
        pieces: outline.pieces,
        marks: marks.all,
        holds: marks.holds,
        sets: Vec::new(),
        diagnostics: Vec::new(),
        counts,
        holders,
        ids: OnceLock::new(),
        digest: OnceLock::new(),
    };
    options_of_clauses(&mut text);
    bracket_sets(&mut text);
    option_sets(&mut text, &outline.options, &marks.of_marker);
    diagnose(&mut text, &marks.unknown, &marks.loose_braces, &outline.options, &marks.of_marker, &lone);
    Ok(text)
}

fn counts(source: &str, delims: &delims::Delims, markers: &[option::Marker], marks: &[Mark]) -> Counts {
    let mut counts = Counts { depth: delims.depth, options: markers.len() as u32, ..Counts::default() };
    counts.words = words(source);
    counts.placeholders = marks.iter().filter(|mark| mark.placeholder.is_some()).count() as u32;
    let mut closed_at: Option<usize> = None;
    for delim in &delims.all {
        let at = delim.at as usize;
        match delim.byte {
            b'[' => {
                counts.open += 1;
                let white = closed_at.is_some_and(|from| source[from..at].chars().all(char::is_whitespace));
                counts.alternatives += u32::from(white);
                closed_at = None;
            }
            b']' => {
                counts.close += 1;
                closed_at = Some(at + 1);
            }
            _ => closed_at = None,
        }
    }
    counts
}

/// Runs between white space, with a short way through ASCII.
fn words(source: &str) -> u32 {
    if !source.is_ascii() {
        return source.split_whitespace().count() as u32;
    }
    let white = |b: u8| matches!(b, b' ' | b'\t'..=b'\r');
    let mut before = true;
    source.bytes().fold(0, |n, b| {
        let now = white(b);
        let starts = before && !now;
        before = now;
        n + u32::from(starts)
    })
}

/// Notes for every clause the innermost option that holds its start.
fn options_of_clauses(text: &mut Text) {
    let mut open: Vec<MarkIx> = Vec::new();
    let mut next = 0;
    for clause in &mut text.clauses[1..] {
        let at = clause.span.start;
        while let Some(mark) = text.marks.get(next).filter(|mark| mark.outer.start < at) {
            if mark.kind == MarkKind::Option {
                while open.last().is_some_and(|ix| text.marks[ix.0 as usize].outer.end <= mark.outer.start) {
                    open.pop();
                }
                open.push(MarkIx(next as u32));
            }
            next += 1;
        }
        while open.last().is_some_and(|ix| text.marks[ix.0 as usize].outer.end <= at) {
            open.pop();
        }
        clause.option = open.last().copied();
    }
}

/// Adjacent brackets in one clause are alternatives to one another.
fn bracket_sets(text: &mut Text) {
    let mut last_of: HashMap<Option<MarkIx>, MarkIx> = HashMap::new();
    for at in 0..text.marks.len() {
        let mark = &text.marks[at];
        if mark.kind != MarkKind::Bracket {
            continue;
        }
        let (parent, outer) = (mark.parent, mark.outer);
        let ix = MarkIx(at as u32);
        let before = last_of.insert(parent, ix);
        let Some(before) = before else { continue };
        let end = text.marks[before.0 as usize].outer.end;
        if outer.start < end || outer.start - end > 400 {
            continue;
        }
        let between = &text.source[end as usize..outer.start as usize];
        let clause = text.clause_at(text.marks[before.0 as usize].outer.start);
        if between.chars().all(char::is_whitespace) && same_run(text, end.saturating_sub(1), outer.start) {
            join(text, before, ix, clause);
        }
    }
}

/// True if no clause begins between two bytes.
fn same_run(text: &Text, a: u32, b: u32) -> bool {
    let at = text.pieces.partition_point(|piece| piece.span.end <= a);
    text.pieces.get(at).is_some_and(|piece| piece.span.holds(b))
}

fn join(text: &mut Text, before: MarkIx, next: MarkIx, clause: ClauseIx) {
    let set = match text.marks[before.0 as usize].set {
        Some(set) => set,
        None => {
            let set = SetIx(text.sets.len() as u32);
            text.sets.push(AlternativeSet { members: vec![before], clause });
            text.marks[before.0 as usize].set = Some(set);
            set
        }
    };
    text.sets[set.0 as usize].members.push(next);
    text.marks[next.0 as usize].set = Some(set);
}

/// Options of one block are alternatives to one another; afterwards the sets follow the text.
fn option_sets(text: &mut Text, placed: &[outline::Placed], of_marker: &[MarkIx]) {
    let mut last_of: HashMap<u32, MarkIx> = HashMap::new();
    for (place, &ix) in placed.iter().zip(of_marker) {
        if let Some(before) = last_of.insert(place.set, ix) {
            join(text, before, ix, place.owner);
        }
    }
    let mut sets = std::mem::take(&mut text.sets);
    sets.sort_by_key(|set| set.members[0]);
    for (at, set) in sets.iter().enumerate() {
        for member in &set.members {
            text.marks[member.0 as usize].set = Some(SetIx(at as u32));
        }
    }
    text.sets = sets;
}

fn lone_options(placed: &[outline::Placed]) -> Vec<bool> {
    let mut times: HashMap<u32, u32> = HashMap::new();
    for place in placed {
        *times.entry(place.set).or_insert(0) += 1;
    }
    placed.iter().map(|place| times[&place.set] == 1).collect()
}

fn diagnose(
    text: &mut Text,
    unknown: &[Span],
    loose: &[u32],
    placed: &[outline::Placed],
    of_marker: &[MarkIx],
    lone: &[bool],
) {
    let mut found: Vec<Diagnostic> = Vec::new();
    for mark in &text.marks {
        let anomaly = match mark.kind {
            MarkKind::Unclosed => (Anomaly::NeverClosed, Some(mark.reach.end)),
            MarkKind::Stray => {
                let clause = text.clause_at(mark.outer.start);
                let own = text.pieces_of(clause).find(|span| span.holds(mark.outer.start));
                (Anomaly::StrayCloser, own.map(|span| text.trim(span).start))
            }
            _ => continue,
        };
        found.push(Diagnostic { anomaly: anomaly.0, span: mark.outer, mend: anomaly.1 });
    }
    let at = |anomaly, span| Diagnostic { anomaly, span, mend: None };
    found.extend(loose.iter().map(|&start| at(Anomaly::LooseBrace, Span::new(start, start + 1))));
    found.extend(unknown.iter().map(|&span| at(Anomaly::UnknownHolder, span)));
    for ((place, &ix), &lone) in placed.iter().zip(of_marker).zip(lone) {
        let mark = &text.marks[ix.0 as usize];
        let span = Span::new(mark.outer.start, mark.inner.start.max(mark.outer.start));
        if lone {
            found.push(at(Anomaly::LoneOption, span));
        } else if !place.follows {
            found.push(at(Anomaly::OptionOutOfOrder, span));
        }
    }
    duplicate_labels(text, &mut found);
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.anomaly));
    text.diagnostics = found;
}

type Seen = HashMap<(Option<ClauseIx>, Option<MarkIx>, LabelStyle, Vec<u32>, u32), u32>;

fn duplicate_labels(text: &Text, found: &mut Vec<Diagnostic>) {
    let mut seen: Seen = HashMap::new();
    for clause in &text.clauses {
        let Some(label) = &clause.label else { continue };
        if label.style == LabelStyle::Bullet {
            continue;
        }
        let key = (clause.parent, clause.option, label.style, label.numbers.clone(), label.suffix);
        if let Some(&first) = seen.get(&key) {
            found.push(Diagnostic {
                anomaly: Anomaly::DuplicateLabel,
                span: label.written,
                mend: Some(first),
            });
        } else {
            seen.insert(key, clause_start(clause));
        }
    }
}

fn clause_start(clause: &Clause) -> u32 {
    clause.label.as_ref().map_or(clause.span.start, |label| label.written.start)
}
