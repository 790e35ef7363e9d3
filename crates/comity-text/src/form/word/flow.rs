//! A text as Word holds it: paragraphs of words without line ends, cut into the redline's tokens.
//!
//! What the audience may not see is left out here, so that nothing further on can write it by mistake.

use crate::beside::Standing;
use crate::form::{Allowed, bare_marker};
use crate::holders::Stance;
use crate::label::LabelStyle;
use crate::redline::Class;
use crate::redline::token::{Symbols, Token, tokens};
use crate::span::Span;
use crate::tree::{ClauseIx, ClauseKind, MarkIx, MarkKind, PieceOf, Text};
use crate::version::Version;

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    /// The tabulator behind a label.
    Tab,
    /// A line end within a paragraph.
    Line,
    /// The end of a paragraph.
    Paragraph,
}

/// How a token is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Label,
    /// A bracket or brace; behind an opening one the list of holders may follow.
    Bracket,
    Marker,
    Placeholder,
    Drafters,
    Reference,
    Loose,
}

/// Who holds the wording a token stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Not within a bracket.
    Free,
    /// In brackets nobody is said to hold, or that several hold.
    Shared,
    /// By one party.
    By(u32),
}

/// One token as the reader sees it, with what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// Its characters, white space evened out; empty where the audience may not see it.
    pub words: String,
    /// Its bytes in the text.
    pub at: Span,
    pub clause: ClauseIx,
    pub kind: Kind,
    pub held: Held,
    pub gap: Gap,
}

/// A text cut into atoms.
pub(super) struct Flow<'a> {
    pub text: &'a Text,
    /// In the order of the text; the last ends a paragraph.
    pub atoms: Vec<Atom>,
}

/// Cuts a text into what an audience may see of it.
pub(super) fn flow<'a>(text: &'a Text, allowed: &Allowed) -> Flow<'a> {
    let mut symbols = Symbols::default();
    let cut = tokens(text, &mut symbols);
    let held = held_by_mark(text, allowed);
    let clauses = text.pieces().iter().filter(|piece| piece.of != PieceOf::Furniture);
    let mut runs = clauses.flat_map(|piece| text.runs(piece.span)).peekable();
    let mut atoms: Vec<Atom> = Vec::with_capacity(cut.all.len() / 2);
    for (token, clause) in cut.all.iter().zip(&cut.clause) {
        if token.class != Class::Layout {
            while runs.peek().is_some_and(|run| run.span.end <= token.span.start) {
                runs.next();
            }
            let mark = runs.peek().and_then(|run| run.mark);
            atoms.push(atom(text, (token, mark), *clause, &held, allowed));
        }
    }
    set_gaps(text, &mut atoms);
    Flow { text, atoms }
}

impl Flow<'_> {
    /// What a paragraph of this clause is set as.
    pub fn kind_of(&self, clause: ClauseIx) -> ClauseKind {
        self.text.clause(clause).kind
    }
}

fn held_by_mark(text: &Text, allowed: &Allowed) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::with_capacity(text.marks().len());
    for mark in text.marks() {
        let outer = mark.parent.map_or(Held::Free, |parent| held[parent.0 as usize]);
        let holds = if allowed.holders { text.holds(mark) } else { &[] };
        held.push(match (holds, mark.kind, outer) {
            ([one], ..) if one.stance == Stance::Support => Held::By(one.holder.0),
            ([_, ..], ..) => Held::Shared,
            (_, MarkKind::Bracket | MarkKind::Option, Held::Free) => Held::Shared,
            _ => outer,
        });
    }
    held
}

/// A token with the innermost mark it stands in, as it is shown.
fn atom(
    text: &Text,
    (token, mark): (&Token, Option<MarkIx>),
    clause: ClauseIx,
    held: &[Held],
    allowed: &Allowed,
) -> Atom {
    let of = mark.map(|ix| text.mark(ix));
    let kind = match (token.class, of.map(|mark| (mark.kind, mark.placeholder.is_some()))) {
        (_, Some((MarkKind::DraftersLabel, _))) => Kind::Drafters,
        (Class::Label, _) => Kind::Label,
        (Class::Marker, _) => Kind::Marker,
        (_, Some((MarkKind::FootnoteReference, _))) => Kind::Reference,
        (_, Some((MarkKind::Unclosed | MarkKind::Stray, _))) => Kind::Loose,
        (Class::Opener | Class::Closer, _) => Kind::Bracket,
        (_, Some((_, true))) => Kind::Placeholder,
        _ => Kind::Words,
    };
    let written = text.slice(token.span);
    let words = match (token.class, kind) {
        (_, Kind::Drafters) if !allowed.drafters_labels => String::new(),
        (Class::Opener, _) if !allowed.holders => written.chars().take(1).collect(),
        (Class::Marker, _) if !allowed.holders => {
            token.mark.map_or_else(|| even(written), |ix| even(&bare_marker(text, text.mark(ix))))
        }
        _ => even(written),
    };
    let held = mark.map_or(Held::Free, |ix| held[ix.0 as usize]);
    Atom { words, at: token.span, clause, kind, held, gap: Gap::None }
}

/// Words with single spaces between them and none around.
pub(super) fn even(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Decides what stands behind every atom; hidden ones pass on what is behind them.
fn set_gaps(text: &Text, atoms: &mut Vec<Atom>) {
    let mut breaks = vec![Break::None; atoms.len()];
    for at in 0..atoms.len().saturating_sub(1) {
        breaks[at] = break_between(text, &atoms[at], &atoms[at + 1]);
    }
    let mut carried = Break::None;
    let mut shown: Vec<(Atom, Break)> = Vec::with_capacity(atoms.len());
    for (atom, found) in atoms.drain(..).zip(breaks) {
        if atom.words.is_empty() {
            carried = carried.max(found);
            if let Some(last) = shown.last_mut() {
                last.1 = last.1.max(carried);
            }
        } else {
            shown.push((atom, found));
            carried = Break::None;
        }
    }
    let gaps: Vec<Gap> = (0..shown.len()).map(|at| gap(text, &shown, at)).collect();
    atoms.extend(shown.into_iter().zip(gaps).map(|((atom, _), gap)| Atom { gap, ..atom }));
}

/// White space between two atoms, by the line ends in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    None,
    Space,
    LineEnd,
    BlankLine,
}

fn break_between(text: &Text, a: &Atom, b: &Atom) -> Break {
    let written = text.slice(a.at);
    let own = &written[written.trim_end().len()..];
    let between = text.slice(Span::new(a.at.end, b.at.start));
    match own.chars().chain(between.chars()).filter(|c| *c == '\n').count() {
        0 if own.is_empty() && between.is_empty() => Break::None,
        0 => Break::Space,
        1 => Break::LineEnd,
        _ => Break::BlankLine,
    }
}

fn gap(text: &Text, shown: &[(Atom, Break)], at: usize) -> Gap {
    let (atom, found) = &shown[at];
    let Some((next, _)) = shown.get(at + 1) else { return Gap::Paragraph };
    if next.clause != atom.clause {
        return Gap::Paragraph;
    }
    let clause = text.clause(atom.clause);
    let behind_label = atom.kind == Kind::Label && next.kind != Kind::Label;
    let keeps_lines = atom.clause == ClauseIx::DOCUMENT || heads_an_option(shown, at + 1);
    match found {
        Break::None => Gap::None,
        Break::BlankLine if keeps_lines => Gap::Paragraph,
        Break::LineEnd if keeps_lines => Gap::Line,
        Break::LineEnd | Break::BlankLine if behind_label && keeps_title_line(text, atom.clause) => Gap::Line,
        _ if behind_label && hangs(clause.kind) => Gap::Tab,
        _ => Gap::Space,
    }
}

/// True if the atom is the marker of an option, or one of the brackets opened right before it.
fn heads_an_option(shown: &[(Atom, Break)], at: usize) -> bool {
    let mut rest = shown[at..].iter();
    loop {
        match rest.next() {
            Some((atom, _)) if atom.kind == Kind::Marker => return true,
            Some((atom, found)) if atom.words == "[" && *found <= Break::Space => {}
            _ => return false,
        }
    }
}

/// True where a label may stand alone on its line with the title on the next.
fn keeps_title_line(text: &Text, clause: ClauseIx) -> bool {
    let clause = text.clause(clause);
    matches!(clause.kind, ClauseKind::Annex | ClauseKind::Part | ClauseKind::Article)
        || clause.label.as_ref().is_some_and(|label| label.style == LabelStyle::Preambular)
}

/// True for clauses whose label hangs in the margin before the wording.
pub(super) const fn hangs(kind: ClauseKind) -> bool {
    matches!(
        kind,
        ClauseKind::Paragraph | ClauseKind::SubParagraph | ClauseKind::Item | ClauseKind::Preambular
    )
}

/// How a standing is told in a comment; none for what is merely proposed.
pub(super) fn told(standing: &Standing) -> Option<String> {
    if *standing == Standing::default() {
        return None;
    }
    let level = standing.level.word();
    let level = format!("{}{}", level[..1].to_uppercase(), &level[1..]);
    Some(match standing.hold_outs.as_slice() {
        [] => format!("{level}."),
        [one] => format!("{level}; {one} holds out."),
        names => format!("{level}; {} hold out.", names.join(", ")),
    })
}

/// The first clause of a version that a permanent id names, with its first and last atom.
pub(super) fn atoms_of(version: &Version, flow: &Flow, id: &str) -> Option<(usize, usize)> {
    let clause = version.clause(id)?;
    let first = flow.atoms.iter().position(|atom| atom.clause == clause)?;
    let last = flow.atoms[first..].iter().position(|atom| atom.clause != clause);
    Some((first, last.map_or(flow.atoms.len(), |n| first + n) - 1))
}
