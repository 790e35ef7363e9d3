//! The document as a page with every entry marked at its place; no script, nothing fetched from anywhere.

use super::text;
use crate::report::{self, CSS};
use comity::picture::escape;
use comity_read::{Evidence, Reading, Span};
use std::fmt::Write as _;

/// What a kind of entry looks like: always a line of its own shape, and a letter, besides the colour.
const STYLE: &str = "\
.document{white-space:pre-wrap;font-family:Georgia,\"Noto Serif\",\"DejaVu Serif\",serif;line-height:1.75}\
mark{background:none;color:inherit;padding-bottom:1px}\
.statement{border-bottom:2px solid #005a9c}.meeting{border-bottom:4px double #0b6b3a}\
.proposal{border-bottom:2px dashed #7a2b6e}.approval{border-bottom:4px solid #a3231d}\
.delegation{border-bottom:3px dotted #00636b}.relation{border-bottom:2px dashed #4a4a4a}\
.person{border-bottom:1px dotted #7a3b00}.date{border-bottom:1px solid #9aa5b0}\
sup{line-height:0;font:600 .68rem system-ui,\"Noto Sans\",\"DejaVu Sans\",sans-serif}\
sup a{color:#005a9c;text-decoration:none;padding:0 1px}tr:target{background:#f3f7fb}\
.legend{list-style:none;padding:0;margin:.2rem 0}.legend li{display:inline-block;margin:.2rem 1.2rem .2rem 0}";

/// The kinds that are entries of the record, with their letters; people and dates belong to them.
const KINDS: [(&str, char, &str); 6] = [
    ("statement", 'S', "Statements"),
    ("meeting", 'M', "Meetings"),
    ("proposal", 'P', "Proposals"),
    ("approval", 'A', "Approvals required"),
    ("delegation", 'D', "Delegations"),
    ("relation", 'R', "Relations"),
];

/// One entry: where it stands, what it says, which rule made it.
struct Entry {
    kind: &'static str,
    /// `S3`; empty for people and dates.
    name: String,
    span: Span,
    says: String,
    evidence: Evidence,
}

/// The page for a document.
pub fn page(reading: &Reading<'_>, bytes: &[u8], title: &str, about: &str) -> String {
    let entries = entries(reading);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{0}</title>\n<style>\n{CSS}{STYLE}</style>\n</head>\n<body>\n\
         <header><p class=\"audience\">Proposed entries: nothing counts until a person accepts it</p>\
         <h1><bdi>{0}</bdi></h1><p class=\"subtitle\">{1}</p></header>\n<main>\n",
        escape(title),
        escape(about)
    );
    legend(&mut out, &entries);
    out.push_str("<section aria-labelledby=\"document\"><h2 id=\"document\">The document</h2>\n<div class=\"document\" dir=\"auto\">");
    body(&mut out, bytes, &entries);
    out.push_str("</div></section>\n");
    for (kind, _, heading) in KINDS {
        list(&mut out, heading, entries.iter().filter(|entry| entry.kind == kind));
    }
    people(&mut out, reading);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn legend(out: &mut String, entries: &[Entry]) {
    out.push_str("<section class=\"conclusion\" aria-label=\"What was read\"><ul class=\"legend\">");
    let kinds = KINDS.iter().map(|(kind, ..)| *kind).chain(["person", "date"]);
    for kind in kinds {
        let count = entries.iter().filter(|entry| entry.kind == kind).count();
        let plural = if kind == "person" { "mentions of people".to_owned() } else { format!("{kind}s") };
        let singular = if kind == "person" { "mention of a person" } else { kind };
        if count > 0 {
            let what = if count == 1 { singular } else { &plural };
            let _ = write!(out, "<li>{count} <mark class=\"{kind}\">{what}</mark></li>");
        }
    }
    if entries.is_empty() {
        out.push_str(
            "<li>Nothing read: the document names no talks, or says nothing the rules are sure of.</li>",
        );
    }
    out.push_str("</ul></section>\n");
}

fn list<'a>(out: &mut String, heading: &str, entries: impl Iterator<Item = &'a Entry>) {
    let rows: Vec<&Entry> = entries.collect();
    if rows.is_empty() {
        return;
    }
    let id = heading.to_lowercase().replace(' ', "-");
    let _ = write!(
        out,
        "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{heading}</h2>\n\
         <div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{heading}: entries\"><table>\
         <thead><tr><th scope=\"col\">No.</th><th scope=\"col\">what</th><th scope=\"col\">rule</th>\
         <th scope=\"col\" class=\"figure\">confidence</th></tr></thead><tbody>\n"
    );
    for entry in rows {
        let _ = writeln!(
            out,
            "<tr id=\"{0}\"><th scope=\"row\"><a href=\"#at-{0}\">{0}</a></th><td dir=\"auto\">{1}</td>\
             <td class=\"remark\">{2}</td><td class=\"figure\">{3:.2}</td></tr>",
            entry.name,
            escape(&entry.says),
            escape(entry.evidence.rule),
            entry.evidence.confidence
        );
    }
    out.push_str("</tbody></table></div></section>\n");
}

fn people(out: &mut String, reading: &Reading<'_>) {
    let table = report::Table {
        head: ["name", "office", "party", "mentions"].map(str::to_owned).to_vec(),
        rows: reading
            .people
            .iter()
            .map(|person| {
                vec![
                    person.name.clone(),
                    person.office.as_ref().map(|office| office.text.clone()).unwrap_or_default(),
                    person.party.map(|party| reading.party_name(party).to_owned()).unwrap_or_default(),
                    person.mentions.len().to_string(),
                ]
            })
            .collect(),
        right: vec![3],
        ..report::Table::default()
    };
    if !table.rows.is_empty() {
        out.push_str("<section aria-labelledby=\"people\"><h2 id=\"people\">People</h2>\n");
        report::write_table(&table, "People: names, offices, parties", out);
        out.push_str("</section>\n");
    }
}

/// The document with the marks nested where they nest; a mark that crosses another ends with it.
fn body(out: &mut String, bytes: &[u8], entries: &[Entry]) {
    let mut at = 0;
    let mut open: Vec<(usize, &Entry)> = Vec::new();
    for entry in entries {
        let start = entry.span.start as usize;
        close(out, bytes, &mut at, &mut open, start);
        push(out, bytes, &mut at, start);
        let end = entry.span.end as usize;
        let end = open.last().map_or(end, |&(outer, _)| end.min(outer));
        if end > start {
            let id = if entry.name.is_empty() { String::new() } else { format!(" id=\"at-{}\"", entry.name) };
            let _ = write!(out, "<mark class=\"{}\"{id} title=\"{}\">", entry.kind, escape(&entry.says));
            open.push((end, entry));
        }
    }
    close(out, bytes, &mut at, &mut open, usize::MAX);
    push(out, bytes, &mut at, bytes.len());
}

/// Ends the marks that end before a place, each with a link to its row.
fn close(out: &mut String, bytes: &[u8], at: &mut usize, open: &mut Vec<(usize, &Entry)>, before: usize) {
    while let Some((end, entry)) = open.pop_if(|(end, _)| *end <= before) {
        push(out, bytes, at, end);
        out.push_str("</mark>");
        if !entry.name.is_empty() {
            let _ = write!(out, "<sup><a href=\"#{0}\">{0}</a></sup>", entry.name);
        }
    }
}

fn push(out: &mut String, bytes: &[u8], at: &mut usize, to: usize) {
    let to = to.min(bytes.len());
    if *at < to {
        out.push_str(&escape(&String::from_utf8_lossy(&bytes[*at..to])));
        *at = to;
    }
}

/// Everything that is marked, in the order of the document, outer marks first.
fn entries(reading: &Reading<'_>) -> Vec<Entry> {
    let mut list = Vec::new();
    let mut add = |kind: &'static str, span: Span, says: String, evidence: Evidence| {
        list.push(Entry { kind, name: String::new(), span, says, evidence });
    };
    for one in &reading.statements {
        add("statement", one.evidence.span, text::statement_line(reading, one), one.evidence);
    }
    for one in &reading.meetings {
        add("meeting", one.evidence.span, text::meeting_line(reading, one), one.evidence);
    }
    for one in &reading.proposals {
        add("proposal", one.evidence.span, text::proposal_line(reading, one), one.evidence);
    }
    for one in &reading.approvals {
        add("approval", one.approver_span, text::approval_line(reading, one), one.evidence);
    }
    for one in &reading.delegations {
        add("delegation", one.evidence.span, text::delegation_line(reading, one), one.evidence);
    }
    for one in &reading.relations {
        add("relation", one.evidence.span, text::relation_line(reading, one), one.evidence);
    }
    for person in &reading.people {
        let party = person.party.map(|p| format!(", {}", reading.party_name(p))).unwrap_or_default();
        for mention in &person.mentions {
            add("person", mention.span, format!("{}{party}", person.name), person.evidence);
        }
    }
    for date in &reading.dates {
        let value = date.value.map_or_else(|| "open".to_owned(), |value| value.to_string());
        add("date", date.evidence.span, value, date.evidence);
    }
    list.sort_by_key(|entry| (entry.span.start, std::cmp::Reverse(entry.span.end)));
    for (kind, letter, _) in KINDS {
        let of_kind = list.iter_mut().filter(|entry| entry.kind == kind);
        of_kind
            .zip(1..)
            .for_each(|(entry, number): (&mut Entry, u32)| entry.name = format!("{letter}{number}"));
    }
    list
}
