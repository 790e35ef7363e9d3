//! What a what-if changes: the answer without it beside the answer with it.

use super::super::answer::Answer;
use super::super::words;
use super::settlements::shown;
use crate::report::{Item, Section, Table, Tone};
use comity::analysis::{Count, Settlement, Stopped, Verdict};

/// The section; `asked` says what was changed, in the words of the command line.
pub fn differences(before: &Answer, after: &Answer, asked: &[String]) -> Section {
    let mut section = Section::new(format!("What changes if {}", words::list(asked)));
    let mut rows = vec![
        vec!["packages that pass".to_owned(), count(&before.zone), count(&after.zone)],
        vec!["points of the frontier".to_owned(), points(before), points(after)],
    ];
    if after.draft.is_some() {
        rows.push(vec!["the draft".to_owned(), draft(before), draft(after)]);
    }
    for (a, &e) in after.problem.axes().iter().enumerate() {
        let name = after.case.name_of(after.problem.evaluators[e].holder);
        for ((solution, old), (_, new)) in shown(before).zip(shown(after)) {
            let value = |answer: &Answer, found: Option<&Settlement>| {
                found.map_or_else(
                    || "none".to_owned(),
                    |s| words::points(&answer.problem.evaluators[e], s.utilities[a]),
                )
            };
            let row = vec![
                format!("{}: {name}", solution.name()),
                value(before, old.settlement()),
                value(after, new.settlement()),
            ];
            rows.push(row);
        }
    }
    rows.retain(|row| row[1] != row[2]);
    if rows.is_empty() {
        section
            .say(Tone::Plain, "Nothing: the same packages pass, and the settlements give everyone the same.");
        return section;
    }
    section.items.push(Item::Table(Table {
        head: vec![String::new(), "without".to_owned(), "with".to_owned()],
        rows,
        right: vec![1, 2],
        ..Table::default()
    }));
    section.say(Tone::Remark, "What is not listed stays the same.");
    section
}

fn count(count: &Result<Count, Stopped>) -> String {
    match count {
        Ok(count @ Count::Exact(_)) => words::count(&count.value().to_string()),
        Ok(count) => format!("about {}", words::count(&count.value().to_string())),
        Err(_) => "not known".to_owned(),
    }
}

fn points(answer: &Answer) -> String {
    answer.frontier.as_ref().map_or_else(|_| "not known".to_owned(), |f| words::count(&f.len().to_string()))
}

fn draft(answer: &Answer) -> String {
    let standing = answer.standing.as_ref().and_then(|standing| standing.as_ref().ok());
    let verdict = standing.and_then(|s| s.rules.iter().find(|r| r.rule == answer.rule)).map(|r| r.verdict);
    match verdict {
        Some(Verdict::Surely) => "passes",
        Some(Verdict::Possibly) => "can still pass",
        Some(Verdict::Never) => "does not pass",
        None => "not known",
    }
    .to_owned()
}
