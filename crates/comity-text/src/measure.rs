//! Measures of convergence: several, because any one misleads.
//!
//! Brackets rose while the text that became the Paris Agreement halved; words in brackets fell while
//! options multiplied. Read them side by side, over versions.

use std::collections::BTreeMap;

use crate::beside::Level;
use crate::holders::Stance;
use crate::print::RunKind;
use crate::span::Span;
use crate::tree::{ClauseKind, MarkIx, MarkKind, PieceOf, Placeholder, Text};
use crate::version::Version;

/// What a holder holds in a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Alternatives it supports.
    pub supports: u32,
    /// Alternatives it opposes.
    pub opposes: u32,
    /// Alternatives it has reserved its position on.
    pub reserves: u32,
    /// Clauses on which it is named as holding out.
    pub holds_out: u32,
}

/// How far apart a version still is.
///
/// *Units*: counts; shares are of [`Measures::words`]. Labels, markers, names of holders and page
/// furniture are no words here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// Words of wording.
    pub words: u32,
    /// Words at each depth of brackets, from one bracket inwards. An opener never closed contests the
    /// words up to the end of its clause's lines, no further.
    pub contested_by_depth: Vec<u32>,
    /// Words in brackets by the plain rule, one stack for the whole file: an opener never closed
    /// contests everything to the end of the file.
    pub contested_whole_file: u32,
    /// Words in options of a block but in no bracket.
    pub optional: u32,
    /// Brackets.
    pub brackets: u32,
    /// Greatest depth of brackets that are closed.
    pub depth: u32,
    /// Blocks of options.
    pub option_sets: u32,
    /// Places with adjacent brackets as alternatives.
    pub bracket_sets: u32,
    /// Alternatives in all these sets.
    pub alternatives: u32,
    /// Placeholders for numbers, dates, wording.
    pub placeholders: [u32; 3],
    /// Clauses that carry wording.
    pub clauses: u32,
    /// Of them, those with a bracket, an option or a placeholder in their own wording.
    pub open_clauses: u32,
    /// Clauses at each standing, from proposed to agreed.
    pub standing: [u32; 4],
    /// What each declared holder holds, in the order of the case.
    pub held: BTreeMap<String, Held>,
}

impl Measures {
    /// Words in brackets by the rule of the clause.
    pub fn contested(&self) -> u32 {
        self.contested_by_depth.iter().sum()
    }

    /// A share of the words, 0 for a text without any.
    pub fn share(&self, of: u32) -> f64 {
        if self.words == 0 { 0.0 } else { f64::from(of) / f64::from(self.words) }
    }

    /// All placeholders.
    pub fn all_placeholders(&self) -> u32 {
        self.placeholders.iter().sum()
    }
}

/// Measures a version.
pub fn measure(version: &Version) -> Measures {
    let text = version.text();
    let mut measures = Measures::default();
    words(text, &mut measures);
    sets(text, &mut measures);
    clauses(version, &mut measures);
    holders(version, &mut measures);
    measures
}

fn words(text: &Text, measures: &mut Measures) {
    let unclosed: Vec<Span> =
        text.marks().iter().filter(|mark| mark.kind == MarkKind::Unclosed).map(|mark| mark.reach).collect();
    let file = FileDepth::new(text);
    for piece in text.pieces() {
        let PieceOf::Clause(ix) = piece.of else { continue };
        let label = text.clause(ix).label.as_ref().map_or(Span::default(), |label| label.outer);
        for run in text.runs(piece.span).into_iter().filter(|run| run.kind == RunKind::Words) {
            let (mut depth, optional) = depth_of(text, run.mark);
            depth += unclosed.iter().filter(|reach| reach.holds(run.span.start)).count();
            let start =
                if label.holds(run.span.start) { label.end.min(run.span.end) } else { run.span.start };
            let count = count_words(text.slice(Span::new(start, run.span.end)));
            measures.words += count;
            if depth > 0 {
                if measures.contested_by_depth.len() < depth {
                    measures.contested_by_depth.resize(depth.min(DEEPEST), 0);
                }
                measures.contested_by_depth[depth.min(DEEPEST) - 1] += count;
            } else if optional {
                measures.optional += count;
            }
            if file.contested(run.span.start) {
                measures.contested_whole_file += count;
            }
        }
    }
}

/// Depths beyond this are counted together: a hostile text nests without end.
const DEEPEST: usize = 64;

fn depth_of(text: &Text, mark: Option<MarkIx>) -> (usize, bool) {
    let Some(ix) = mark else { return (0, false) };
    let depth = text.mark(ix).nesting as usize;
    if depth > 0 {
        return (depth, false);
    }
    let mut at = Some(ix);
    while let Some(ix) = at {
        if text.mark(ix).kind == MarkKind::Option {
            return (0, true);
        }
        at = text.mark(ix).parent;
    }
    (0, false)
}

/// Where one stack for the whole file stands above zero: a list of offsets at which it changes.
struct FileDepth {
    changes: Vec<(u32, bool)>,
}

impl FileDepth {
    fn new(text: &Text) -> Self {
        let first_unclosed =
            text.marks().iter().find(|mark| mark.kind == MarkKind::Unclosed).map(|mark| mark.outer.start);
        let mut changes = Vec::new();
        for mark in text.marks().iter().filter(|mark| mark.kind == MarkKind::Bracket && mark.nesting == 1) {
            if first_unclosed.is_some_and(|start| start < mark.outer.start) {
                break;
            }
            changes.push((mark.outer.start, true));
            changes.push((mark.outer.end, false));
        }
        if let Some(start) = first_unclosed {
            changes.push((start, true));
        }
        changes.sort_unstable();
        Self { changes }
    }

    fn contested(&self, offset: u32) -> bool {
        let at = self.changes.partition_point(|(place, _)| *place <= offset);
        at > 0 && self.changes[at - 1].1
    }
}

pub(crate) fn count_words(words: &str) -> u32 {
    let mut inside = false;
    let mut count = 0;
    for c in words.chars() {
        let now = c.is_alphanumeric() || inside && matches!(c, '\'' | '’' | '\u{64B}'..='\u{65F}');
        count += u32::from(now && !inside);
        inside = now;
    }
    count
}

fn sets(text: &Text, measures: &mut Measures) {
    for mark in text.marks() {
        if mark.kind == MarkKind::Bracket {
            measures.brackets += 1;
            measures.depth = measures.depth.max(mark.nesting);
        }
        match mark.placeholder {
            Some(Placeholder::Number) => measures.placeholders[0] += 1,
            Some(Placeholder::Date) => measures.placeholders[1] += 1,
            Some(Placeholder::Wording) => measures.placeholders[2] += 1,
            None => {}
        }
    }
    for set in text.sets() {
        let options = text.mark(set.members[0]).kind == MarkKind::Option;
        *(if options { &mut measures.option_sets } else { &mut measures.bracket_sets }) += 1;
        measures.alternatives += set.members.len() as u32;
    }
}

fn clauses(version: &Version, measures: &mut Measures) {
    let text = version.text();
    let mut open = vec![false; text.clauses().len()];
    for mark in text.marks() {
        let contests = matches!(
            mark.kind,
            MarkKind::Bracket | MarkKind::Option | MarkKind::Placeholder | MarkKind::Unclosed
        );
        if contests {
            let first = text.pieces().partition_point(|piece| piece.span.end <= mark.outer.start);
            for piece in text.pieces()[first..].iter().take_while(|piece| piece.span.start < mark.outer.end) {
                if let PieceOf::Clause(ix) = piece.of {
                    open[ix.0 as usize] = true;
                }
                if mark.nesting > 1 {
                    break;
                }
            }
        }
    }
    for (ix, clause) in text.each_clause() {
        let worded =
            !matches!(clause.kind, ClauseKind::Document | ClauseKind::Heading | ClauseKind::Footnote);
        if !worded || text.body_of(ix).is_empty() {
            continue;
        }
        measures.clauses += 1;
        measures.open_clauses += u32::from(open[ix.0 as usize]);
        let level = version.standing(ix).level;
        measures.standing[Level::ALL.iter().position(|one| *one == level).unwrap_or(0)] += 1;
    }
}

fn holders(version: &Version, measures: &mut Measures) {
    let text = version.text();
    for holder in text.holders().all() {
        measures.held.insert(text.holders().name(holder).to_string(), Held::default());
    }
    for mark in text.marks() {
        for hold in text.holds(mark) {
            let held = measures.held.entry(text.holders().name(hold.holder).to_string()).or_default();
            match hold.stance {
                Stance::Support => held.supports += 1,
                Stance::Opposition => held.opposes += 1,
                Stance::Reservation => held.reserves += 1,
            }
        }
    }
    for name in version.beside().standing.values().flat_map(|standing| &standing.hold_outs) {
        measures.held.entry(name.clone()).or_default().holds_out += 1;
    }
    for one in &version.beside().reservations {
        for name in &one.holders {
            measures.held.entry(name.clone()).or_default().reserves += 1;
        }
    }
}
