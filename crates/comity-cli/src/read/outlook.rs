//! What a record alone supports: who must approve, who holds out and who moved when, which priorities were said to
//! be met, what is unknown, and what to ask whom. Nothing is inferred beyond the entries; every line names who and when.

use super::order::{Moment, interval};
use super::stance::{Lean, lean, words};
use comity::format::case_folder::record::{Record, Stance, Statement, When, Who};
use comity::{Case, Role};
use std::fmt::Write as _;

/// What the record supports, heading by heading, each with its lines; a heading without lines says so.
#[must_use]
pub fn parts(case: &Case, record: &Record) -> Vec<(&'static str, Vec<String>)> {
    let view = View { case, record };
    vec![
        ("Must approve", view.approvals()),
        ("Holds out", view.holdouts()),
        ("Moved", view.moves()),
        ("Leans toward the text", view.leaning()),
        ("Priorities said to be met", view.priorities()),
        ("Unknown", view.unknown()),
        ("Ask", view.questions()),
    ]
}

/// The same as plain text for a terminal.
#[must_use]
pub fn outlook(case: &Case, record: &Record) -> String {
    let mut out = String::new();
    let counts = format!(
        "{}, {}, {}; no package can be judged from them",
        counted(record.statements.len(), "statement"),
        counted(record.meetings.len(), "meeting"),
        counted(record.proposals.len(), "proposal")
    );
    let _ = writeln!(out, "{} · what the record supports\n{counts}.\n", case.title);
    for (title, lines) in parts(case, record) {
        section(&mut out, title, &lines);
    }
    out
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    let _ = writeln!(out, "{title}");
    if lines.is_empty() {
        let _ = writeln!(out, "  nothing in the record");
    }
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
    let _ = writeln!(out);
}

/// Whether an unnamed source is more than one: `American officials`, `some quarters`, `people close to the talks`.
fn several(who: &Who) -> bool {
    let Who::Unnamed { words, .. } = who else { return false };
    let head = words.split(" of ").next().unwrap_or(words).split(" close ").next().unwrap_or(words);
    let last = head.split_whitespace().last().unwrap_or("").to_lowercase();
    matches!(last.as_str(), "people" | "many" | "some" | "others")
        || last.ends_with('s') && !last.ends_with("ss") && !last.ends_with("us")
}

/// A target that only the sentence it stood in explains: `his team`.
fn bound(target: &str) -> bool {
    let first = target.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "his" | "her" | "its" | "their" | "our" | "my" | "it" | "this" | "that" | "them")
}

struct View<'c> {
    case: &'c Case,
    record: &'c Record,
}

impl View<'_> {
    fn name(&self, who: &Who) -> String {
        match who {
            Who::Person(person) => self.case.people[*person].name.clone(),
            Who::Party(party) => self.case.parties[party.0].name.clone(),
            Who::Unnamed { words, .. } => words.clone(),
        }
    }

    /// The person with the party spoken for, as a reader of a table expects it.
    fn full_name(&self, who: &Who) -> String {
        let party = match who {
            Who::Person(person) => self.case.people[*person].party,
            _ => None,
        };
        let party = party.map(|p| format!(" ({})", self.case.parties[p.0].name));
        self.name(who) + party.as_deref().unwrap_or("")
    }

    fn approvals(&self) -> Vec<String> {
        let principals = self.case.principals.iter().map(|principal| {
            let party = &self.case.parties[principal.party.0].name;
            let last = principal.person.and_then(|p| self.last_of(&Who::Person(p)));
            let said = last
                .map_or_else(|| "has said nothing of it".to_owned(), |s| format!("last: {}", self.told(s)));
            format!("{} for {party}: {said}", principal.name)
        });
        let rule = self.case.rules.first().map(|rule| format!("rule: {}", rule.name));
        principals.chain(rule).collect()
    }

    /// The last statement of somebody that takes a side.
    fn last_of(&self, who: &Who) -> Option<&Statement> {
        self.sided_of(who).pop()
    }

    /// Statements that take a side, as their sources tell them; what one source says twice of one place
    /// counts once.
    fn sided(&self) -> Vec<&Statement> {
        let mut list: Vec<&Statement> =
            self.record.statements.iter().filter(|s| s.stance.and_then(lean).is_some()).collect();
        list.sort_by_key(|s| self.told_at(s));
        list.dedup_by(|later, first| {
            later.by == first.by
                && self.told_at(later).is_some()
                && self.told_at(later) == self.told_at(first)
        });
        list
    }

    /// Those of one speaker, in the order of their days where the day of each, or of its source, is known.
    fn sided_of(&self, who: &Who) -> Vec<&Statement> {
        let mut list = self.sided();
        list.retain(|s| &s.by == who);
        if list.iter().all(|s| self.moment(s).day().is_some()) {
            list.sort_by_key(|s| self.moment(s).day().map(|day| day.first));
        }
        list
    }

    /// When a statement was made, and when its source was published.
    fn moment(&self, statement: &Statement) -> Moment {
        let source = statement.evidence.citations.first().map(|c| &self.record.sources[c.source]);
        let published = source.and_then(|s| s.published.as_deref()).and_then(interval);
        Moment { own: statement.when.day.as_deref().and_then(interval), published }
    }

    /// The source of a statement, by its bytes, and where in it the statement stands.
    fn told_at<'v>(&'v self, statement: &Statement) -> Option<(&'v str, u64)> {
        let citation = statement.evidence.citations.first()?;
        Some((self.record.sources[citation.source].sha256.as_str(), citation.byte_range.start))
    }

    /// Whether the second of two statements is known to be the later one: by their days or those of their
    /// sources, else, where one source tells both and not as of one time, by where they stand in it.
    fn follows(&self, before: &Statement, after: &Statement) -> bool {
        let (first, second) = (self.moment(before), self.moment(after));
        if first.own.is_some() && second.own.is_some() {
            return first.precedes(second);
        }
        match (self.told_at(before), self.told_at(after)) {
            (Some((one, start)), Some((other, end))) if one == other => {
                start < end && before.when != after.when
            }
            _ => first.precedes(second),
        }
    }

    fn told(&self, statement: &Statement) -> String {
        let stance = statement.stance.unwrap_or(Stance::Neutral);
        let targets = [statement.toward.as_deref(), statement.about.as_deref()].into_iter().flatten();
        let about = targets.into_iter().find(|target| !bound(target)).unwrap_or("what is on the table");
        format!("{} {about}{}", words(stance, several(&statement.by)), dated(&statement.when))
    }

    /// Those whose last word is against something, and those who set a condition.
    fn holdouts(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for who in self.speakers() {
            let Some(last) = self.last_of(&who) else { continue };
            let against =
                last.stance.and_then(lean) == Some(Lean::Against) || last.stance == Some(Stance::Conditions);
            if against {
                lines.push(format!("{} {}", self.full_name(&who), self.told(last)));
            }
        }
        lines
    }

    fn leaning(&self) -> Vec<String> {
        let toward = |who: &Who| {
            self.last_of(who).filter(|s| {
                s.stance.and_then(lean) != Some(Lean::Against) && s.stance != Some(Stance::Conditions)
            })
        };
        self.speakers()
            .iter()
            .filter_map(|who| Some(format!("{} {}", self.full_name(who), self.told(toward(who)?))))
            .collect()
    }

    fn speakers(&self) -> Vec<Who> {
        let mut list: Vec<Who> = Vec::new();
        for statement in self.sided() {
            if !list.contains(&statement.by) {
                list.push(statement.by.clone());
            }
        }
        list
    }

    /// Changes of side between one statement of somebody and the next, of different times.
    fn moves(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for who in self.speakers() {
            let own = self.sided_of(&who);
            for pair in own.windows(2) {
                let (before, after) = (pair[0], pair[1]);
                let (Some(from), Some(to)) = (before.stance, after.stance) else { continue };
                if lean(from) != lean(to) && self.follows(before, after) {
                    lines.push(format!(
                        "{}: {} → {}",
                        self.full_name(&who),
                        self.told(before),
                        self.told(after)
                    ));
                }
            }
        }
        lines
    }

    fn priorities(&self) -> Vec<String> {
        let speaks = |s: &&Statement| {
            [Some(s.says.as_str()), s.about.as_deref()]
                .into_iter()
                .flatten()
                .any(|t| t.to_lowercase().contains("priorit"))
        };
        let list = self.record.statements.iter().filter(speaks);
        list.map(|s| format!("{}: {}{}", self.full_name(&s.by), s.says, dated(&s.when))).collect()
    }

    fn unknown(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.case.notes.iter().map(|note| note.0.clone()).collect();
        for (index, party) in self.case.parties.iter().enumerate() {
            let heard = self.record.statements.iter().any(|s| self.speaks_for(&s.by, index));
            if !heard {
                let absent =
                    if party.role == Role::Affected { ", who must live with the result," } else { "" };
                lines
                    .push(format!("where {}{absent} stands: no statement of theirs is recorded", party.name));
            }
        }
        for meeting in &self.record.meetings {
            if meeting.place.is_none() {
                lines.push(format!("where this was held: {}", meeting.name));
            }
            if !meeting.planned && meeting.result.is_none() {
                lines.push(format!("what came of it: {}", meeting.name));
            }
        }
        lines
    }

    fn speaks_for(&self, who: &Who, party: usize) -> bool {
        match who {
            Who::Person(person) => self.case.people[*person].party.is_some_and(|p| p.0 == party),
            Who::Party(p) => p.0 == party,
            Who::Unnamed { party: of, .. } => of.is_some_and(|p| p.0 == party),
        }
    }

    /// One question for everyone whose answer is needed, in the order of need.
    fn questions(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for principal in &self.case.principals {
            let last = principal.person.and_then(|p| self.last_of(&Who::Person(p)));
            lines.push(match last.and_then(|s| s.stance) {
                Some(Stance::Opposes | Stance::Criticises) => {
                    format!("{}: what would have to change before you could sign?", principal.name)
                }
                Some(Stance::Conditions) => {
                    format!("{}: is the condition met by the text as it stands?", principal.name)
                }
                _ => format!(
                    "{}: would you sign the text as it stands, and if not, which clause stands in the way?",
                    principal.name
                ),
            });
        }
        for proposal in &self.record.proposals {
            lines.push(format!(
                "{}: which parts of “{}” are still open?",
                self.name(&proposal.by),
                proposal.name
            ));
        }
        let priorities = self.record.statements.iter().filter(|s| s.says.to_lowercase().contains("priorit"));
        lines.extend(
            priorities
                .map(|s| format!("{}: which of your priorities are not in the text?", self.name(&s.by))),
        );
        for who in self.speakers().iter().filter(|who| !matches!(who, Who::Unnamed { .. })) {
            let last = self.last_of(who).filter(|s| s.stance.and_then(lean) == Some(Lean::Against));
            let named = self.case.principals.iter().any(|p| p.person.map(Who::Person).as_ref() == Some(who));
            if let Some(target) = last.filter(|_| !named).and_then(|s| s.toward.as_deref()) {
                lines.push(format!("{}: what would settle your objection to {target}?", self.name(who)));
            }
        }
        for party in self.case.parties.iter().filter(|party| party.role == Role::Affected) {
            lines.push(format!("{}: what could you live with, and what not?", party.name));
        }
        let mut asked: Vec<String> = Vec::new();
        lines.retain(|line| {
            let fresh = !asked.contains(line);
            asked.push(line.clone());
            fresh
        });
        lines
    }
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn dated(when: &When) -> String {
    match (&when.words, &when.day) {
        (Some(words), Some(day)) => format!(" ({words}, {day})"),
        (Some(words), None) => format!(" ({words})"),
        (None, Some(day)) => format!(" ({day})"),
        (None, None) => String::new(),
    }
}
