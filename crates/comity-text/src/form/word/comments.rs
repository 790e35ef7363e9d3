//! Comments: criticisms, proposals, reservations and standing, each on its words.

use std::fmt::Write as _;

use super::escaped;
use super::flow::{Flow, atoms_of, told};
use crate::anchor::{self, Anchor, Found};
use crate::form::Audience;
use crate::span::Span;
use crate::version::Version;

/// One comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    pub by: String,
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The first and the last atom it is about.
    pub atoms: (usize, usize),
}

/// Every comment of a version that an audience may see, by where it begins.
pub(super) fn comments(version: &Version, flow: &Flow, audience: &Audience, author: &str) -> Vec<Comment> {
    if flow.atoms.is_empty() {
        return Vec::new();
    }
    let allowed = audience.allowed();
    let mut found = Vec::new();
    if allowed.standing {
        for (id, standing) in &version.beside().standing {
            if let (Some(line), Some(atoms)) = (told(standing), atoms_of(version, flow, id)) {
                found.push(Comment { by: author.to_string(), lines: vec![line], atoms });
            }
        }
        for one in &version.beside().reservations {
            let lines = vec![format!("{} on this.", reserves(&one.holders))];
            let anchor = Anchor { clause: one.clause.clone(), words: one.words.clone(), context: None };
            found.push(placed(version, flow, &anchor, one.holders.join(", "), lines));
        }
    }
    for one in version.beside().criticisms.iter().filter(|one| audience.may_see(&one.by)) {
        let mut lines = Vec::new();
        if !one.remark.is_empty() {
            lines.push(one.remark.clone());
        }
        lines.extend(one.proposal.as_ref().map(|words| format!("{PROPOSES}“{words}”")));
        found.push(placed(version, flow, &Anchor::from(one), one.by.clone(), lines));
    }
    found.sort_by_key(|comment| comment.atoms);
    found
}

/// What stands before the wording a comment offers.
pub(super) const PROPOSES: &str = "Proposes: ";

fn reserves(holders: &[String]) -> &'static str {
    if holders.len() == 1 { "Reserves its position" } else { "Reserve their position" }
}

/// A comment on the words an anchor finds; where they are gone it stands on the clause, or on the whole
/// text, and says so.
fn placed(version: &Version, flow: &Flow, anchor: &Anchor, by: String, mut lines: Vec<String>) -> Comment {
    let clause = atoms_of(version, flow, &anchor.clause);
    let found = match anchor::find(version, anchor) {
        Found::At(span) => over(flow, span),
        _ => None,
    };
    if let Some(atoms) = found {
        return Comment { by, lines, atoms };
    }
    match (&anchor.words, clause) {
        (Some(words), Some(_)) => lines.insert(0, format!("On “{words}”, which is not found here:")),
        (None, Some(_)) => {}
        (_, None) => lines.insert(0, format!("On the clause {}, which is gone:", anchor.clause)),
    }
    Comment { by, lines, atoms: clause.unwrap_or((0, 0)) }
}

/// The atoms a span touches.
fn over(flow: &Flow, span: Span) -> Option<(usize, usize)> {
    let first = flow.atoms.partition_point(|atom| atom.at.end <= span.start);
    let end = flow.atoms.partition_point(|atom| atom.at.start < span.end);
    (first < end).then(|| (first, end - 1))
}

/// `word/comments.xml`.
pub(super) fn part(comments: &[Comment], date: &str) -> String {
    let mut out = format!("{}<w:comments {}>", super::XML, super::SPACES);
    for (id, comment) in comments.iter().enumerate() {
        let initials: String =
            comment.by.split_whitespace().filter_map(|word| word.chars().next()).take(3).collect();
        let _ = write!(
            out,
            "<w:comment w:id=\"{id}\" w:author=\"{}\"{date} w:initials=\"{}\">",
            escaped(&comment.by),
            escaped(&initials)
        );
        for line in &comment.lines {
            let _ = write!(
                out,
                "<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escaped(line)
            );
        }
        out.push_str("</w:comment>");
    }
    out.push_str("</w:comments>");
    out
}
