//! `word/document.xml`: paragraphs and runs, what is tracked in them, and the marks of comments and moves.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use comity::picture::mark;

use super::comments::Comment;
use super::document::Document;
use super::flow::{Atom, Gap, Held, Kind, hangs};
use super::weave::{Fate, Side, Thread};
use super::{bookmark, escaped};
use crate::tree::{ClauseIx, ClauseKind};

/// The paragraphs of a woven text as XML.
pub(super) fn write(document: &Document, woven: &[Thread], comments: &[Comment]) -> String {
    let mut writer = Writer {
        document,
        out: String::with_capacity(woven.len() * 24 + 4096),
        starts: by_atom(comments.iter().map(|one| one.atoms.0)),
        ends: by_atom(comments.iter().map(|one| one.atoms.1)),
        marked: HashSet::new(),
        tracked: None,
        run: None,
        moving: None,
        moves_shown: HashSet::new(),
        next_id: comments.len() as u32,
        right_to_left: false,
    };
    writer.body(woven);
    writer.out
}

fn by_atom(atoms: impl Iterator<Item = usize>) -> HashMap<usize, Vec<usize>> {
    let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
    for (comment, atom) in atoms.enumerate() {
        found.entry(atom).or_default().push(comment);
    }
    found
}

/// How a run is set: style, ground.
type Look = (&'static str, Option<&'static str>);

struct Writer<'a> {
    document: &'a Document<'a>,
    out: String,
    starts: HashMap<usize, Vec<usize>>,
    ends: HashMap<usize, Vec<usize>>,
    /// Clauses that have their bookmark.
    marked: HashSet<ClauseIx>,
    /// The element around the runs: `w:ins`, `w:del`, …
    tracked: Option<Fate>,
    /// The open run, and whether its text is open too.
    run: Option<(Look, bool)>,
    /// The move whose range is open, with the id of its marks.
    moving: Option<(Side, u32, u32)>,
    moves_shown: HashSet<(bool, u32)>,
    next_id: u32,
    right_to_left: bool,
}

impl Writer<'_> {
    fn body(&mut self, woven: &[Thread]) {
        let paragraphs = woven.split_inclusive(|thread| thread.gap == Some(Gap::Paragraph));
        for paragraph in paragraphs {
            self.paragraph(paragraph);
        }
        if woven.is_empty() {
            self.out.push_str("<w:p/>");
        }
        self.follow_move(None, 0);
    }

    fn paragraph(&mut self, threads: &[Thread]) {
        let Some(last) = threads.last() else { return };
        if self.leaves_move(threads.first()) {
            self.follow_move(None, 0);
        }
        let words: String = threads
            .iter()
            .filter(|thread| thread.gap.is_none())
            .map(|thread| self.document.atom(thread).words.as_str())
            .collect();
        let first = words.chars().find(|c| c.is_alphabetic());
        self.right_to_left =
            first.is_some_and(|c| matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF));
        self.out.push_str("<w:p><w:pPr>");
        self.properties(threads, last, words.len());
        self.out.push_str("</w:pPr>");
        let mut open_bookmarks = Vec::new();
        for (at, thread) in threads.iter().enumerate() {
            match thread.gap {
                Some(Gap::Paragraph) => {}
                Some(gap) => self.gap(thread, gap, &threads[at + 1..]),
                None => self.atom(thread, &mut open_bookmarks),
            }
        }
        self.close();
        for id in open_bookmarks {
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{id}\"/>");
        }
        self.out.push_str("</w:p>\n");
    }

    /// Style, direction and indent of a paragraph, and what is tracked of its mark.
    fn properties(&mut self, threads: &[Thread], last: &Thread, length: usize) {
        let clause = self.document.atom(last).clause;
        let flow = self.document.flow(last);
        let kind = flow.kind_of(clause);
        let first = threads.iter().find(|thread| thread.gap.is_none());
        let opens = first.is_none_or(|thread| {
            thread.atom == 0 || self.document.flow(thread).atoms[thread.atom - 1].clause != clause
        });
        let _ = write!(self.out, "<w:pStyle w:val=\"{}\"/>", paragraph_style(kind, length, opens));
        if self.right_to_left {
            self.out.push_str("<w:bidi/>");
        }
        let labelled = threads.iter().any(|thread| thread.gap == Some(Gap::Tab));
        let step = (flow.text.clause(clause).depth.saturating_sub(1) as usize).min(5);
        match (hangs(kind), labelled) {
            (true, true) => {
                let _ = write!(self.out, "<w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/>", STEP * step.max(1));
            }
            (true, false) if kind != ClauseKind::Preambular && step > 0 => {
                let _ = write!(self.out, "<w:ind w:left=\"{}\"/>", STEP * step);
            }
            _ => {}
        }
        if let Some(element) = element_of(last.fate) {
            self.out.push_str("<w:rPr>");
            self.change(element, "/");
            self.out.push_str("</w:rPr>");
        }
    }

    fn atom(&mut self, thread: &Thread, open_bookmarks: &mut Vec<u32>) {
        let atom = self.document.atom(thread).clone();
        self.enter_move(thread);
        if thread.side == Side::New && self.marked.insert(atom.clause) && atom.clause != ClauseIx::DOCUMENT {
            self.close();
            let id = self.id();
            let name = bookmark(self.document.version.id(atom.clause));
            let _ = write!(self.out, "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>");
            open_bookmarks.push(id);
        }
        if thread.side == Side::New && self.starts.contains_key(&thread.atom) {
            self.close();
            for comment in self.starts.remove(&thread.atom).unwrap_or_default() {
                let _ = write!(self.out, "<w:commentRangeStart w:id=\"{comment}\"/>");
            }
        }
        self.words(&atom, thread.fate);
        if thread.side == Side::New && self.ends.contains_key(&thread.atom) {
            self.close();
            for comment in self.ends.remove(&thread.atom).unwrap_or_default() {
                let _ = write!(
                    self.out,
                    "<w:commentRangeEnd w:id=\"{comment}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                     <w:commentReference w:id=\"{comment}\"/></w:r>"
                );
            }
        }
    }

    /// The characters of an atom; an opener is its bracket and then its holders.
    fn words(&mut self, atom: &Atom, fate: Fate) {
        let ground = ground(atom.held);
        let style = run_style(atom.kind);
        if atom.kind == Kind::Bracket && atom.words.len() > 1 && atom.words.starts_with('[') {
            self.text("[", fate, (style, ground));
            self.text(&atom.words[1..], fate, ("Holder", ground));
        } else {
            self.text(&atom.words, fate, (style, ground));
        }
    }

    /// White space, set like the words on both sides where these are set alike.
    fn gap(&mut self, thread: &Thread, gap: Gap, behind: &[Thread]) {
        let Atom { held, kind, .. } = *self.document.atom(thread);
        let next = behind.iter().find(|other| other.gap.is_none()).map(|other| self.document.atom(other));
        let ground = if next.is_some_and(|next| next.held == held) { ground(held) } else { None };
        let alike = next.is_some_and(|next| next.kind == kind && kind != Kind::Bracket);
        self.enter_move(thread);
        let look = (if alike { run_style(kind) } else { "" }, ground);
        match gap {
            Gap::Space => self.text(" ", thread.fate, look),
            Gap::Tab => self.element("<w:tab/>", thread.fate, look),
            Gap::Line => self.element("<w:br/>", thread.fate, look),
            Gap::None | Gap::Paragraph => {}
        }
    }

    fn text(&mut self, words: &str, fate: Fate, look: Look) {
        self.open(fate, look);
        if let Some((_, open @ false)) = &mut self.run {
            *open = true;
            let tag = if fate == Fate::Deleted { "w:delText" } else { "w:t" };
            let _ = write!(self.out, "<{tag} xml:space=\"preserve\">");
        }
        self.out.push_str(&escaped(words));
    }

    fn element(&mut self, element: &str, fate: Fate, look: Look) {
        self.open(fate, look);
        self.close_text();
        self.out.push_str(element);
    }

    /// Opens the tracking element and the run, where others are open.
    fn open(&mut self, fate: Fate, look: Look) {
        if self.tracked != Some(fate) {
            self.close();
            if let Some(element) = element_of(fate) {
                self.change(element, "");
            }
            self.tracked = Some(fate);
        }
        if self.run.is_some_and(|(open, _)| open == look) {
            return;
        }
        self.close_run();
        self.out.push_str("<w:r>");
        let (style, ground) = look;
        if !style.is_empty() || ground.is_some() || self.right_to_left {
            self.out.push_str("<w:rPr>");
            if !style.is_empty() {
                let _ = write!(self.out, "<w:rStyle w:val=\"{style}\"/>");
            }
            if let Some(ground) = ground {
                let _ = write!(self.out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{ground}\"/>");
            }
            if self.right_to_left {
                self.out.push_str("<w:rtl/>");
            }
            self.out.push_str("</w:rPr>");
        }
        self.run = Some((look, false));
    }

    fn close_text(&mut self) {
        if let Some((_, open @ true)) = &mut self.run {
            *open = false;
            let deleted = self.tracked == Some(Fate::Deleted);
            self.out.push_str(if deleted { "</w:delText>" } else { "</w:t>" });
        }
    }

    fn close_run(&mut self) {
        self.close_text();
        if self.run.take().is_some() {
            self.out.push_str("</w:r>");
        }
    }

    /// Closes the run and what is tracked around it.
    fn close(&mut self) {
        self.close_run();
        if let Some(element) = self.tracked.take().and_then(element_of) {
            let _ = write!(self.out, "</{element}>");
        }
    }

    fn change(&mut self, element: &str, end: &str) {
        let id = self.id();
        let by = escaped(&self.document.by);
        let _ = write!(self.out, "<{element} w:id=\"{id}\" w:author=\"{by}\"{}{end}>", self.document.date);
    }

    fn id(&mut self) -> u32 {
        self.next_id += 1;
        self.next_id
    }

    fn leaves_move(&self, thread: Option<&Thread>) -> bool {
        let next = thread.and_then(|thread| thread.moved.map(|id| (thread.side, id)));
        self.moving.is_some_and(|(side, id, _)| next != Some((side, id)))
    }

    fn enter_move(&mut self, thread: &Thread) {
        if self.leaves_move(Some(thread)) || self.moving.is_none() && thread.moved.is_some() {
            self.close();
            let id = thread.moved.map(|id| (thread.side, id));
            self.follow_move(id.map(|(side, _)| side), id.map_or(0, |(_, id)| id));
        }
    }

    /// Ends the range of the open move, and begins that of another; a move is named once on each side.
    fn follow_move(&mut self, side: Option<Side>, moved: u32) {
        if let Some((side, _, id)) = self.moving.take() {
            let _ = write!(self.out, "<w:{}RangeEnd w:id=\"{id}\"/>", range_of(side));
        }
        let Some(side) = side else { return };
        if !self.moves_shown.insert((side == Side::Old, moved)) {
            return;
        }
        let id = self.id();
        let by = escaped(&self.document.by);
        let _ = write!(
            self.out,
            "<w:{}RangeStart w:id=\"{id}\" w:name=\"move{}\" w:author=\"{by}\"{}/>",
            range_of(side),
            moved + 1,
            self.document.date
        );
        self.moving = Some((side, moved, id));
    }
}

/// How far a level is indented, in twentieths of a point: one centimetre.
const STEP: usize = 567;

fn range_of(side: Side) -> &'static str {
    if side == Side::Old { "moveFrom" } else { "moveTo" }
}

fn element_of(fate: Fate) -> Option<&'static str> {
    Some(match fate {
        Fate::Kept => return None,
        Fate::Deleted => "w:del",
        Fate::Inserted => "w:ins",
        Fate::MovedFrom(_) => "w:moveFrom",
        Fate::MovedTo(_) => "w:moveTo",
    })
}

fn paragraph_style(kind: ClauseKind, length: usize, opens: bool) -> &'static str {
    /// What is longer is wording under a heading's label, not a heading.
    const LONGEST_HEADING: usize = 160;
    let heads = length < LONGEST_HEADING && opens;
    match kind {
        ClauseKind::Document if length < LONGEST_HEADING => "Title",
        ClauseKind::Annex | ClauseKind::Part if heads => "Heading1",
        ClauseKind::Section if heads => "Heading2",
        ClauseKind::Article if heads => "Heading3",
        ClauseKind::Heading if heads => "Heading4",
        ClauseKind::Footnote => "Note",
        _ => "Clause",
    }
}

fn run_style(kind: Kind) -> &'static str {
    match kind {
        Kind::Words | Kind::Label => "",
        Kind::Bracket => "Bracket",
        Kind::Marker => "Option",
        Kind::Placeholder => "Placeholder",
        Kind::Drafters => "DraftersLabel",
        Kind::Reference => "NoteReference",
        Kind::Loose => "Loose",
    }
}

/// The ground of held wording, without the number sign.
fn ground(held: Held) -> Option<&'static str> {
    match held {
        Held::Free => None,
        Held::Shared => Some("F1F1F1"),
        Held::By(holder) => Some(mark(holder as usize).ground.trim_start_matches('#')),
    }
}
