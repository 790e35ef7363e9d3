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
        rows.extend(after.problem.evaluators.iter().enumerate().map(|(e, evaluator)| {
            let name = format!("the draft: {}", after.case.name_of(evaluator.holder));
            vec![name, stands(before, e), stands(after, e)]
        }));
        rows.push(vec!["smallest change that passes".to_owned(), changes(before), changes(after)]);
    }
    rows.push(vec!["demands that cannot all be met".to_owned(), conflict(before), conflict(after)]);
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
        let text = "Nothing in what passes, in how the draft stands, in the smallest change or in what the settlements give.";
        section.say(Tone::Plain, text);
        return section;
    }
    section.items.push(Item::Table(Table {
        head: vec![String::new(), "without".to_owned(), "with".to_owned()],
        rows,
        right: vec![1, 2],
        ..Table::default()
    }));
    let text = "Compared are what passes, how the draft stands, the smallest change, what conflicts and what the \
                settlements give; the rest of this report is with the supposition.";
    section.say(Tone::Remark, text);
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

/// How a holder of a mandate stands to the draft: what it reaches, and whether it accepts.
fn stands(answer: &Answer, evaluator: usize) -> String {
    let standing = answer.standing.as_ref().and_then(|standing| standing.as_ref().ok());
    let mut mandates = standing.into_iter().flat_map(|s| &s.seats).flat_map(|seat| &seat.mandates);
    let Some(mandate) = mandates.find(|mandate| mandate.evaluator == evaluator) else {
        return "not known".to_owned();
    };
    let points = |units| words::points(&answer.problem.evaluators[evaluator], units);
    let value = match (mandate.utility, &mandate.reach) {
        (Some(utility), _) => points(utility),
        (None, Some(reach)) if reach.least == reach.greatest => points(reach.least),
        (None, Some(reach)) => format!("{}–{}", points(reach.least), points(reach.greatest)),
        (None, None) => String::new(),
    };
    let verdict = match mandate.verdict {
        Verdict::Surely => "accepts",
        Verdict::Possibly => "open",
        Verdict::Never => "refuses",
    };
    format!("{value} {verdict}").trim().to_owned()
}

/// How many issues the smallest change touches, and which.
fn changes(answer: &Answer) -> String {
    let found = answer.next.as_ref().and_then(|next| next.as_ref().ok()?.proposals.first());
    let Some(proposal) = found else { return "none".to_owned() };
    let names: Vec<String> = proposal
        .changes
        .iter()
        .map(|change| {
            let issue = &answer.case.issues[change.issue];
            format!("{} {}", issue.name, words::option(issue, change.to))
        })
        .collect();
    if names.is_empty() { "only what is open".to_owned() } else { names.join(", ") }
}

/// How many demands are in the conflict that leaves nothing.
fn conflict(answer: &Answer) -> String {
    answer.why_not.as_ref().map_or_else(|| "none".to_owned(), |why| why.conflict.demands.len().to_string())
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
