//! A reading as text for a terminal: conclusions first, then what each rests on.

use crate::report::{WIDTH, wrap};
use crate::terminal::{Paint, Style};
use comity_read::{
    Approval, Delegation, Holder, Meeting, Proposal, Reading, Relation, Span, Statement, When,
};
use std::fmt::Write as _;

/// Below this a speaker is shown with a question mark.
const SURE: f32 = 0.75;
/// Longest piece of a quotation shown.
const LONGEST: usize = 160;

/// What was read, section by section; sections without entries are left out.
pub fn text(reading: &Reading<'_>, paint: Paint) -> String {
    let mut out = String::new();
    people(reading, paint, &mut out);
    delegations(reading, paint, &mut out);
    approvals(reading, paint, &mut out);
    meetings(reading, paint, &mut out);
    proposals(reading, paint, &mut out);
    statements(reading, paint, &mut out);
    changes(reading, paint, &mut out);
    relations(reading, paint, &mut out);
    if out.is_empty() {
        out.push_str("Nothing read: the document names no talks, or says nothing the rules are sure of.\n");
    }
    out
}

fn heading(out: &mut String, paint: Paint, title: &str, count: usize) -> bool {
    if count > 0 {
        let _ = writeln!(out, "{} ({count})", paint.text(Style::Bold, title));
    }
    count > 0
}

/// The words of a place, on one line, without control characters, cut when long.
fn words(reading: &Reading<'_>, span: Span) -> String {
    let text = reading.slice(span);
    let mut shown: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

fn time(reading: &Reading<'_>, when: Option<When>) -> String {
    let Some(when) = when else { return String::new() };
    let value = when.value.map(|v| format!(" = {v}")).unwrap_or_default();
    let inferred = if when.inferred { ", carried over" } else { "" };
    format!(" [{}{value}{inferred}]", words(reading, when.span))
}

fn people(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "People", reading.people.len());
    for person in &reading.people {
        let office = person.office.as_ref().map(|o| format!(", {}", o.text)).unwrap_or_default();
        let party = person.party.map(|p| format!(" · {}", reading.party_name(p))).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}{office}{}  ×{}",
            person.name,
            paint.text(Style::Blue, &party),
            person.mentions.len()
        );
    }
}

fn delegations(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Delegations", reading.delegations.len());
    for delegation in &reading.delegations {
        put(out, &delegation_line(reading, delegation));
    }
}

/// `Ukraine: head Andriy Yermak; Rustem Umerov (inferred)`.
pub fn delegation_line(reading: &Reading<'_>, delegation: &Delegation) -> String {
    let name = |p: &u32| reading.name_of(Holder::Person(*p)).to_owned();
    let head = delegation
        .head
        .map(|h| format!("head {}{}", name(&h), if delegation.head_inferred { " (inferred)" } else { "" }));
    let members = delegation.members.iter().filter(|member| Some(**member) != delegation.head).map(name);
    let inferred = delegation.inferred.iter().map(|p| format!("{} (inferred)", name(p)));
    let list: Vec<String> = head.into_iter().chain(members).chain(inferred).collect();
    let list = if list.is_empty() { "nobody named".to_owned() } else { list.join("; ") };
    let open = if delegation.open { "; and others" } else { "" };
    format!("{}: {list}{open}", reading.party_name(delegation.party))
}

fn approvals(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Approvals required", reading.approvals.len());
    for approval in &reading.approvals {
        put(out, &approval_line(reading, approval));
    }
}

/// `Trump for any final framework, says Marco Rubio`.
pub fn approval_line(reading: &Reading<'_>, approval: &Approval) -> String {
    let object = approval.object.map(|o| format!(" for {}", words(reading, o))).unwrap_or_default();
    let says = approval.according_to.map(|h| format!(", says {}", reading.name_of(h))).unwrap_or_default();
    format!("{}{object}{says}", reading.name_of(approval.approver))
}

fn meetings(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Meetings", reading.meetings.len());
    for meeting in &reading.meetings {
        put(out, &meeting_line(reading, meeting));
        let _ = writeln!(out, "    {}", paint.text(Style::Faint, &words(reading, meeting.evidence.span)));
    }
}

/// `US – Ukraine, Geneva [Sunday = 2026-11-22]`.
pub fn meeting_line(reading: &Reading<'_>, meeting: &Meeting) -> String {
    let who: Vec<&str> = meeting.participants.iter().map(|&h| reading.name_of(h)).collect();
    let place = meeting.place.map(|p| format!(", {}", words(reading, p))).unwrap_or_default();
    let planned = if meeting.planned { " (announced)" } else { "" };
    format!("{}{place}{}{planned}", who.join(" – "), time(reading, meeting.when))
}

fn proposals(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Proposals", reading.proposals.len());
    for proposal in &reading.proposals {
        put(out, &proposal_line(reading, proposal));
        for (what, spans) in [("changes", &proposal.changes), ("criticism", &proposal.criticism)] {
            let told: Vec<String> = spans.iter().map(|&span| words(reading, span)).collect();
            if !told.is_empty() {
                put(out, &format!("  {what}: {}", told.join("; ")));
            }
        }
    }
}

/// `an American peace proposal · of US · to Ukraine`.
pub fn proposal_line(reading: &Reading<'_>, proposal: &Proposal) -> String {
    let by = proposal.author.map(|h| format!(" · of {}", reading.name_of(h))).unwrap_or_default();
    let to = proposal.presented_to.map(|h| format!(" · to {}", reading.name_of(h))).unwrap_or_default();
    format!("{}{by}{to}{}", words(reading, proposal.evidence.span), time(reading, proposal.when))
}

fn statements(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Statements", reading.statements.len());
    for statement in &reading.statements {
        put(out, &statement_line(reading, statement));
    }
}

/// `Trump replied: “No.” [flexible] [Saturday = 2026-11-21]`.
pub fn statement_line(reading: &Reading<'_>, statement: &Statement) -> String {
    let doubt = if statement.evidence.confidence < SURE { "?" } else { "" };
    let speaker = statement.speaker.map_or("nobody", |h| reading.name_of(h));
    let cue = statement.cue.map(|c| format!(" {}", words(reading, c))).unwrap_or_default();
    let label = statement.stance.label.name().replace('_', " ");
    let said = words(reading, statement.evidence.span);
    let who = drawn_from(reading, statement)
        .map_or_else(|| format!("{speaker}{doubt}{cue}"), |drawn| format!("{drawn}{doubt}"));
    format!("{who}: {said} [{label}]{}", time(reading, statement.when))
}

/// "drawn criticism from some quarters": the document's own words where the speaker stands behind "from".
fn drawn_from(reading: &Reading<'_>, statement: &Statement) -> Option<String> {
    let (cue, speaker) = statement.cue.zip(statement.speaker_span)?;
    let between = Span { start: cue.end, end: speaker.start.max(cue.end) };
    if words(reading, between).trim() != "from" {
        return None;
    }
    let said = words(reading, Span { start: cue.start, end: speaker.end });
    let bare = ["has ", "have ", "had "].iter().find_map(|aux| said.strip_prefix(aux));
    Some(bare.unwrap_or(&said).to_owned())
}

/// Writes an entry, its further lines set in.
fn put(out: &mut String, entry: &str) {
    for (at, line) in wrap(entry, WIDTH - 4).iter().enumerate() {
        let _ = writeln!(out, "{}{line}", if at == 0 { "  " } else { "    " });
    }
}

fn changes(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Changes of stance", reading.stance_changes.len());
    for change in &reading.stance_changes {
        let _ = writeln!(
            out,
            "  {}: {}{} → {}{}",
            reading.name_of(change.speaker),
            change.from.name(),
            time(reading, change.from_when),
            change.to.name(),
            time(reading, change.to_when)
        );
    }
}

fn relations(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Relations", reading.relations.len());
    for relation in &reading.relations {
        put(out, &relation_line(reading, relation));
    }
}

/// `Ghana – supported by – Kenya`.
pub fn relation_line(reading: &Reading<'_>, relation: &Relation) -> String {
    let kind = relation.kind.name().replace('_', " ");
    format!("{} – {kind} – {}", reading.party_name(relation.from), reading.party_name(relation.to))
}
