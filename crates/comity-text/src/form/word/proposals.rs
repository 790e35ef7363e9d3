//! What came back in a Word file as criticisms and proposals for the sidecar of the text.

use super::comments::PROPOSES;
use super::flow::even;
use super::receive::{Edit, EditKind, PARAGRAPH_END, Received, Remark};
use crate::anchor::{Anchor, anchor};
use crate::beside::Criticism;
use crate::edit::{Splice, splice};
use crate::span::Span;
use crate::version::Version;

impl Received {
    /// Every edit as a proposal and every comment as a criticism, on words of the version.
    ///
    /// `party` is whose they are; without it they are their authors', and nobody's where nothing was tracked.
    /// Words added are offered together with the word before them, so that they can be found again.
    pub fn criticisms(&self, base: &Version, party: Option<&str>) -> Vec<Criticism> {
        let edits = self.edits.iter().map(|edit| proposal(edit, base, &self.splices, party));
        edits.chain(self.comments.iter().map(|remark| criticism(remark, party))).collect()
    }
}

fn criticism(remark: &Remark, party: Option<&str>) -> Criticism {
    let Anchor { clause, words, context } = remark.anchor.clone();
    let by = party.unwrap_or(&remark.author.name).to_string();
    let mut lines: Vec<&str> = remark.text.lines().collect();
    let offered = lines.last().and_then(|line| line.strip_prefix(PROPOSES));
    let offered = offered.and_then(|words| words.strip_prefix('“')?.strip_suffix('”')).map(str::to_string);
    if offered.is_some() {
        lines.pop();
    }
    Criticism {
        clause,
        by,
        words,
        context,
        remark: lines.join("\n"),
        proposal: offered,
        ..Criticism::default()
    }
}

fn proposal(edit: &Edit, base: &Version, splices: &[Splice], party: Option<&str>) -> Criticism {
    let author = edit.author.as_ref().map_or("", |author| &author.name);
    let by = party.unwrap_or(author).to_string();
    let mut found = Criticism { clause: edit.clause.clone(), by, ..Criticism::default() };
    match edit.kind {
        EditKind::Move => {
            found.remark = edit.behind.as_ref().map(|id| format!("Move it behind {id}.")).unwrap_or_default();
        }
        EditKind::Insertion if edit.behind.is_some() => {
            found.remark = "A new paragraph behind it.".to_string();
            found.proposal = Some(edit.inserted.clone());
        }
        EditKind::Insertion if edit.inserted == PARAGRAPH_END => {
            let place = anchor(base, whole_words(base, edit));
            (found.words, found.context) = (place.words, place.context);
            found.remark = "Begin a new paragraph between these words.".to_string();
        }
        EditKind::Deletion if edit.deleted == PARAGRAPH_END => {
            found.remark = "Join it to the paragraph before.".to_string();
        }
        EditKind::Deletion => {
            let place = anchor(base, edit.at);
            (found.words, found.context) = (place.words, place.context);
            found.remark = "Strike these words.".to_string();
        }
        EditKind::Insertion | EditKind::Replacement => {
            let span = whole_words(base, edit);
            let place = anchor(base, span);
            (found.words, found.context) = (place.words, place.context);
            found.proposal = Some(offered(base, splices, span).unwrap_or_else(|| edit.inserted.clone()));
        }
    }
    found
}

/// The bytes of an edit widened to whole words; for words added, with the words on both sides of them.
fn whole_words(base: &Version, edit: &Edit) -> Span {
    let text = base.text();
    let clause = text.clause_at(edit.at.start.saturating_sub(u32::from(edit.at.is_empty())));
    let within =
        text.pieces_of(clause).find(|piece| piece.start <= edit.at.start && edit.at.end <= piece.end);
    let within = text.trim(within.unwrap_or(edit.at));
    let source = text.source();
    let head = source.get(within.start as usize..edit.at.start as usize).unwrap_or("");
    let tail = source.get(edit.at.end as usize..within.end as usize).unwrap_or("");
    let spaced = |c: char| !c.is_whitespace();
    let (head, tail, back, ahead) = if edit.kind == EditKind::Insertion {
        let (head, tail) = (head.trim_end(), tail.trim_start());
        (head, tail, head.trim_end_matches(spaced), tail.trim_start_matches(spaced))
    } else {
        (
            head,
            tail,
            head.trim_end_matches(char::is_alphanumeric),
            tail.trim_start_matches(char::is_alphanumeric),
        )
    };
    let (back, ahead) = (head.len() - back.len(), tail.len() - ahead.len());
    let start = within.start + (head.len() - back) as u32;
    let end = within.end - (tail.len() - ahead) as u32;
    Span::new(start.min(edit.at.start), end.max(edit.at.end))
}

/// What the words of a span become by the splices within it.
fn offered(base: &Version, splices: &[Splice], span: Span) -> Option<String> {
    let own: Vec<Splice> = splices
        .iter()
        .filter(|one| span.encloses(one.at))
        .map(|one| Splice {
            at: Span::new(one.at.start - span.start, one.at.end - span.start),
            insert: one.insert.clone(),
        })
        .collect();
    if own.is_empty() {
        return None;
    }
    splice(base.text().slice(span), &own).ok().map(|words| even(&words))
}
