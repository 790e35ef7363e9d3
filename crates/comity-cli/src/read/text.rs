//! A reading as text for a terminal: conclusions first, then what each rests on.

use crate::terminal::{Paint, Style};
use comity_read::{Holder, Reading, Span, Statement, When};
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
    let name = |p: &u32| reading.name_of(Holder::Person(*p)).to_owned();
    for delegation in &reading.delegations {
        let head = delegation.head.map(|h| {
            format!("head {}{}", name(&h), if delegation.head_inferred { " (inferred)" } else { "" })
        });
        let members: Vec<String> = delegation.members.iter().map(name).collect();
        let inferred = delegation.inferred.iter().map(|p| format!("{} (inferred)", name(p)));
        let list: Vec<String> = head.into_iter().chain(members).chain(inferred).collect();
        let list = if list.is_empty() { "nobody named".to_owned() } else { list.join("; ") };
        let open = if delegation.open { "; and others" } else { "" };
        let _ = writeln!(out, "  {}: {list}{open}", reading.party_name(delegation.party));
    }
}

fn approvals(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Approvals required", reading.approvals.len());
    for approval in &reading.approvals {
        let object = approval.object.map(|o| format!(" for {}", words(reading, o))).unwrap_or_default();
        let says =
            approval.according_to.map(|h| format!(", says {}", reading.name_of(h))).unwrap_or_default();
        let _ = writeln!(out, "  {}{object}{says}", reading.name_of(approval.approver));
    }
}

fn meetings(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Meetings", reading.meetings.len());
    for meeting in &reading.meetings {
        let who: Vec<&str> = meeting.participants.iter().map(|&h| reading.name_of(h)).collect();
        let place = meeting.place.map(|p| format!(", {}", words(reading, p))).unwrap_or_default();
        let planned = if meeting.planned { " (announced)" } else { "" };
        let _ = writeln!(out, "  {}{place}{}{planned}", who.join(" – "), time(reading, meeting.when));
        let _ = writeln!(out, "    {}", paint.text(Style::Faint, &words(reading, meeting.evidence.span)));
    }
}

fn proposals(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Proposals", reading.proposals.len());
    for proposal in &reading.proposals {
        let by = proposal.author.map(|h| format!(" · of {}", reading.name_of(h))).unwrap_or_default();
        let to = proposal.presented_to.map(|h| format!(" · to {}", reading.name_of(h))).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {}{by}{to}{}",
            words(reading, proposal.evidence.span),
            time(reading, proposal.when)
        );
    }
}

fn statements(reading: &Reading<'_>, paint: Paint, out: &mut String) {
    heading(out, paint, "Statements", reading.statements.len());
    for statement in &reading.statements {
        let _ = writeln!(out, "  {}", statement_line(reading, statement, paint));
    }
}

fn statement_line(reading: &Reading<'_>, statement: &Statement, paint: Paint) -> String {
    let doubt = if statement.evidence.confidence < SURE { "?" } else { "" };
    let speaker = statement.speaker.map_or("nobody", |h| reading.name_of(h));
    let cue = statement.cue.map(|c| format!(" {}", words(reading, c))).unwrap_or_default();
    let label = format!("[{}]", statement.stance.label.name());
    let said = words(reading, statement.evidence.span);
    format!(
        "{speaker}{doubt}{cue}: {said} {}{}",
        paint.text(Style::Faint, &label),
        time(reading, statement.when)
    )
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
        let kind = relation.kind.name().replace('_', " ");
        let _ = writeln!(
            out,
            "  {} – {kind} – {}",
            reading.party_name(relation.from),
            reading.party_name(relation.to)
        );
    }
}
