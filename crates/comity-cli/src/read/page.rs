//! The document as a page with every entry marked at its place; no script, nothing fetched from anywhere.

use comity_read::{Holder, Reading};
use std::fmt::Write as _;

const STYLE: &str = "body{font:1.05rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}\
pre{white-space:pre-wrap;font:inherit}mark{background:none;border-bottom:2px solid}\
.statement{border-color:#2a6fb0}.person{border-color:#8a5a00}.meeting{border-color:#2b7a3d}.proposal{border-color:#7a2b6e}\
.approval{border-color:#b02a2a}.delegation{border-color:#00707a}.date{border-color:#999}.relation{border-color:#555}\
ul{list-style:none;padding:0}li{display:inline-block;margin-right:1rem}@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}}";

/// A marked stretch: where, which kind, what the entry says.
struct Mark {
    start: usize,
    end: usize,
    kind: &'static str,
    note: String,
}

/// The page for a document.
pub fn page(reading: &Reading<'_>, bytes: &[u8], title: &str) -> String {
    let mut marks = marks(reading);
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut out = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title><style>{STYLE}</style></head><body><h1>{0}</h1>\n<ul>",
        escape(title)
    );
    for kind in ["statement", "person", "meeting", "proposal", "approval", "delegation", "relation", "date"] {
        let count = marks.iter().filter(|mark| mark.kind == kind).count();
        if count > 0 {
            let _ = write!(out, "<li><mark class=\"{kind}\">{kind}</mark> {count}</li>");
        }
    }
    out.push_str("</ul>\n<pre>");
    body(&mut out, bytes, &marks);
    out.push_str("</pre>\n</body></html>\n");
    out
}

/// The document with the marks nested where they nest; a mark that crosses another ends with it.
fn body(out: &mut String, bytes: &[u8], marks: &[Mark]) {
    let mut at = 0;
    let mut open: Vec<usize> = Vec::new();
    for mark in marks {
        close(out, bytes, &mut at, &mut open, mark.start);
        push(out, bytes, &mut at, mark.start);
        let end = open.last().map_or(mark.end, |&outer| mark.end.min(outer));
        if end > mark.start {
            let _ = write!(out, "<mark class=\"{}\" title=\"{}\">", mark.kind, escape(&mark.note));
            open.push(end);
        }
    }
    close(out, bytes, &mut at, &mut open, usize::MAX);
    push(out, bytes, &mut at, bytes.len());
}

/// Ends the marks that end before a place.
fn close(out: &mut String, bytes: &[u8], at: &mut usize, open: &mut Vec<usize>, before: usize) {
    while let Some(&end) = open.last().filter(|&&end| end <= before) {
        push(out, bytes, at, end);
        out.push_str("</mark>");
        open.pop();
    }
}

fn push(out: &mut String, bytes: &[u8], at: &mut usize, to: usize) {
    let to = to.min(bytes.len());
    if *at < to {
        out.push_str(&escape(&String::from_utf8_lossy(&bytes[*at..to])));
        *at = to;
    }
}

fn marks(reading: &Reading<'_>) -> Vec<Mark> {
    let mut list = Vec::new();
    let mut add = |span: comity_read::Span, kind: &'static str, note: String| {
        list.push(Mark { start: span.start as usize, end: span.end as usize, kind, note });
    };
    for person in &reading.people {
        let party = person.party.map(|p| format!(", {}", reading.party_name(p))).unwrap_or_default();
        person.mentions.iter().for_each(|m| add(m.span, "person", format!("{}{party}", person.name)));
    }
    for statement in &reading.statements {
        let speaker = statement.speaker.map_or("nobody", |h| reading.name_of(h));
        let note = format!("{}: {speaker}, {}", statement.kind.name(), statement.stance.label.name());
        add(statement.evidence.span, "statement", note);
    }
    for meeting in &reading.meetings {
        let who: Vec<&str> = meeting.participants.iter().map(|&h| reading.name_of(h)).collect();
        add(meeting.evidence.span, "meeting", who.join(", "));
    }
    for proposal in &reading.proposals {
        add(
            proposal.evidence.span,
            "proposal",
            proposal.author.map_or("", |h| reading.name_of(h)).to_owned(),
        );
    }
    for approval in &reading.approvals {
        add(
            approval.approver_span,
            "approval",
            format!("approval of {}", reading.name_of(approval.approver)),
        );
    }
    for delegation in &reading.delegations {
        let head = delegation.head.map_or("", |h| reading.name_of(Holder::Person(h)));
        add(
            delegation.evidence.span,
            "delegation",
            format!("{} {head}", reading.party_name(delegation.party)),
        );
    }
    for relation in &reading.relations {
        let note = format!(
            "{} {} {}",
            reading.party_name(relation.from),
            relation.kind.name(),
            reading.party_name(relation.to)
        );
        add(relation.evidence.span, "relation", note);
    }
    for date in &reading.dates {
        add(date.evidence.span, "date", date.value.map_or_else(|| "open".to_owned(), |v| v.to_string()));
    }
    list
}

/// Text as HTML: nothing of the document becomes a tag.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
