//! The report for one party's (or principal's) eyes: only what rests on its own mandate.
//!
//! Every other mandate is taken out of the case before anything is computed, so nothing of it can show.

use super::answer::{Answer, analyse};
use super::options::Options;
use super::timing::Timings;
use super::words;
use crate::failure::Failure;
use crate::report::{Bar, Bars, Item, Report, Section, Table, Tone};
use comity::analysis::{Budget, Evaluator, MandateStanding, Verdict};
use comity::{Case, Holder};

/// The case without any mandate but the holder's, and without remarks that may rest on others.
pub fn own_case(case: Case, holder: Holder) -> Case {
    let mut own = case;
    own.mandates.retain(|mandate| mandate.holder == holder);
    own.notes.clear();
    own
}

/// The answer as the holder's own mandate alone gives it.
///
/// *Errors*: the holder has no mandate in the case; those of the analysis.
pub fn answer(
    case: Case,
    holder: Holder,
    options: &Options,
    budget: Budget<'_>,
    timings: &mut Timings,
) -> Result<Answer, Failure> {
    let own = own_case(case, holder);
    if own.mandate(holder).is_none() {
        let name = own.name_of(holder);
        return Err(Failure::usage(format!(
            "{name} has no mandate in this case, so there is nothing to show it"
        )));
    }
    analyse(own, options, budget, timings)
}

/// The report on such an answer.
pub fn report(answer: &Answer, holder: Holder) -> Report {
    let name = answer.case.name_of(holder).to_owned();
    let standing = answer.standing.as_ref().and_then(|standing| standing.as_ref().ok());
    let mandate =
        standing.and_then(|s| s.seats.iter().flat_map(|seat| &seat.mandates).find(|m| m.holder == holder));
    let mut sections = Vec::new();
    match mandate {
        Some(mandate) => {
            sections.push(conclusion(answer, &name, mandate));
            sections.push(bar(answer, &name, mandate));
            sections.push(issues(answer, mandate));
        }
        None => {
            let mut section = Section::default();
            section.say(Tone::Plain, "The case has no draft to judge.");
            sections.push(section);
        }
    }
    Report {
        title: answer.case.title.clone(),
        subtitle: answer.draft.as_ref().map(|draft| draft.name.clone()).unwrap_or_default(),
        audience: format!("for {name} only: rests on its own mandate alone"),
        sections,
    }
}

fn draft_name(answer: &Answer) -> &str {
    answer.draft.as_ref().map_or("the draft", |draft| &draft.name)
}

fn conclusion(answer: &Answer, name: &str, mandate: &MandateStanding) -> Section {
    let mut section = Section::default();
    let draft = draft_name(answer);
    let crossed: Vec<&str> =
        mandate.red_lines.iter().map(|&issue| answer.case.issues[issue].name.as_str()).collect();
    match mandate.verdict {
        Verdict::Surely => section.say(Tone::Good, format!("{draft} is acceptable to {name}.")),
        Verdict::Possibly => section.say(
            Tone::Plain,
            format!("{draft} can still become acceptable to {name}: it depends on what is open."),
        ),
        Verdict::Never if crossed.is_empty() => {
            section.say(Tone::Bad, format!("{draft} is worth less to {name} than no deal."))
        }
        Verdict::Never => section
            .say(Tone::Bad, format!("{draft} crosses a red line of {name}: {}.", words::list(&crossed))),
    }
    let priorities = &mandate.priorities;
    if priorities.stated() > 0 {
        let missed = match priorities.missed.is_empty() {
            true => String::new(),
            false => format!(" Not covered: {}.", words::list(&priorities.missed)),
        };
        let text = format!(
            "It covers {} of {} stated priorities.{missed}",
            priorities.covered.len(),
            priorities.stated()
        );
        section.say(Tone::Plain, text);
    }
    section
}

fn bar(answer: &Answer, name: &str, mandate: &MandateStanding) -> Section {
    let evaluator = &answer.problem.evaluators[mandate.evaluator];
    let share = |units: i64| units as f64 / evaluator.scale as f64;
    let (low, high) = mandate.reach.as_ref().map_or((0, 0), |reach| (reach.least, reach.greatest));
    let (low, high) = mandate.utility.map_or((low, high), |utility| (utility, utility));
    let (value, verdict) = match low == high {
        true => (words::points(evaluator, low), String::new()),
        false => (
            format!("{}–{}", words::points(evaluator, low), words::points(evaluator, high)),
            "still open".to_owned(),
        ),
    };
    let mut section = Section::new("What it is worth");
    section.items.push(Item::Bars(Bars {
        value: draft_name(answer).to_owned(),
        columns: vec!["no deal".to_owned()],
        rows: vec![Bar {
            label: name.to_owned(),
            party: Some(0),
            value,
            filled: share(low),
            open_to: share(high),
            no_deal: evaluator.reservation.map(share),
            cells: vec![
                evaluator.reservation.map_or_else(|| "–".to_owned(), |units| words::points(evaluator, units)),
            ],
            verdict: (Tone::Plain, verdict),
        }],
    }));
    section
}

/// Issue by issue: what the draft gives, and what the best option would.
fn issues(answer: &Answer, mandate: &MandateStanding) -> Section {
    let evaluator = &answer.problem.evaluators[mandate.evaluator];
    let mut rows: Vec<(i64, Vec<String>)> = Vec::new();
    for (i, issue) in answer.case.issues.iter().enumerate() {
        let settled = answer.draft.as_ref().and_then(|draft| draft.package.0[i]);
        let best = best(evaluator, i);
        let here = settled.map(|o| evaluator.points[i][o as usize]);
        let most = evaluator.points[i][best as usize];
        let more = most - here.unwrap_or_else(|| evaluator.points[i].iter().copied().min().unwrap_or(0));
        let red = settled.is_some_and(|o| evaluator.red[i][o as usize]);
        let row = vec![
            issue.name.clone(),
            settled.map_or_else(|| "open".to_owned(), |o| words::option(issue, o)),
            here.map_or_else(|| "–".to_owned(), |units| words::points(evaluator, units)),
            words::option(issue, best),
            words::points(evaluator, most),
            if red { "red line".to_owned() } else { String::new() },
        ];
        rows.push((more, row));
    }
    rows.sort_by_key(|(more, _)| std::cmp::Reverse(*more));
    let mut section = Section::new("Issue by issue, where most is left to gain first");
    let head = ["", "the draft", "worth", "best for you", "worth", ""].map(str::to_owned).to_vec();
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    section.items.push(Item::Table(Table { head, rows, right: vec![2, 4], ..Table::default() }));
    if !evaluator.joint.is_empty() {
        section.say(Tone::Remark, "Terms over several issues together are counted above, not in this table.");
    }
    section
}

/// The option worth most that is no red line; of several the first.
fn best(evaluator: &Evaluator, issue: usize) -> u32 {
    let options = 0..evaluator.points[issue].len();
    let allowed = options.clone().filter(|&o| !evaluator.red[issue][o]);
    let most = |o: &usize| (evaluator.points[issue][*o], std::cmp::Reverse(*o));
    allowed.max_by_key(most).or_else(|| options.max_by_key(most)).unwrap_or(0) as u32
}
