//! The settlements as packages by name, side by side, with what each gives every party.

use super::super::answer::Answer;
use super::super::words;
use super::View;
use super::conclusion::certainty;
use crate::report::{Item, Section, Table, Tone};
use comity::analysis::{NoSettlement, Outcome, SOLUTIONS, Settlement, Solution, Stopped};
use comity::{Holder, Package, PartyId};

/// One column of the table: solutions that pick the same package share it.
struct Column<'a> {
    names: Vec<&'static str>,
    settlement: &'a Settlement,
}

/// The section; none where no solution applies.
pub fn settlements(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    if answer.problem.axes().is_empty() || answer.no_deal_exists() {
        return None;
    }
    let mut section = Section::new("Settlements");
    let columns = columns(answer);
    if !columns.is_empty() {
        section.items.push(Item::Table(table(view, &columns)));
        let packages: Vec<&Package> = columns.iter().map(|column| &column.settlement.package).collect();
        for sentence in same_in_all(answer, &packages).into_iter().chain(remarks(&columns)) {
            section.say(Tone::Remark, sentence);
        }
    }
    for (solution, outcome) in shown(answer) {
        if let Outcome::None(reason) = outcome {
            section.say(
                Tone::Remark,
                format!("{}: none, because {}.", solution.name(), reason_in_words(*reason)),
            );
        }
    }
    Some(section)
}

/// The solutions a report shows: all but the plain max-min, which the egalitarian one refines.
pub fn shown(answer: &Answer) -> impl Iterator<Item = (&'static dyn Solution, &Outcome)> {
    SOLUTIONS.iter().copied().zip(&answer.settlements).filter(|(solution, _)| solution.id() != "max_min")
}

fn columns(answer: &Answer) -> Vec<Column<'_>> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for (solution, outcome) in shown(answer) {
        let Some(settlement) = outcome.settlement() else { continue };
        match columns.iter_mut().find(|column| column.settlement.package == settlement.package) {
            Some(column) => column.names.push(solution.name()),
            None => columns.push(Column { names: vec![solution.name()], settlement }),
        }
    }
    columns
}

fn table(view: &View<'_>, columns: &[Column<'_>]) -> Table {
    let answer = view.answer;
    let packages: Vec<&Package> = columns.iter().map(|column| &column.settlement.package).collect();
    let mut shown = words::differing(&answer.case, &packages);
    if shown.is_empty() {
        shown = (0..answer.case.issues.len()).collect();
    }
    let mut head = vec![String::new()];
    head.extend(columns.iter().map(|column| column.names.join(", ")));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for issue in shown {
        let issue_of = &answer.case.issues[issue];
        let mut row = vec![issue_of.name.clone()];
        row.extend(packages.iter().map(|package| words::option(issue_of, package.0[issue])));
        rows.push(row);
    }
    for (a, &e) in answer.problem.axes().iter().enumerate() {
        let evaluator = &answer.problem.evaluators[e];
        let party = match evaluator.holder {
            Holder::Party(party) => party,
            Holder::Principal(principal) => answer.case.principals[principal.0].party,
        };
        if view.shows(party) {
            rows.push(gains(answer, columns, (a, e), party));
        }
    }
    Table { head, rows, ..Table::default() }
}

/// What each settlement gives a party, with the gain over no deal.
fn gains(answer: &Answer, columns: &[Column<'_>], (axis, e): (usize, usize), party: PartyId) -> Vec<String> {
    let evaluator = &answer.problem.evaluators[e];
    let zero = answer.disagreement.as_ref().ok().map(|zero| zero[axis]);
    let mut row = vec![format!("→ {}", answer.case.parties[party.0].name)];
    row.extend(columns.iter().map(|column| {
        let utility = column.settlement.utilities[axis];
        let gain = zero.map(|zero| format!(" ({})", words::signed(evaluator, utility - zero)));
        format!("{}{}", words::points(evaluator, utility), gain.unwrap_or_default())
    }));
    row
}

fn same_in_all(answer: &Answer, packages: &[&Package]) -> Option<String> {
    let differing = words::differing(&answer.case, packages);
    let first = packages.first()?;
    if differing.is_empty() || packages.len() < 2 {
        return None;
    }
    let same = (0..answer.case.issues.len()).filter(|issue| !differing.contains(issue));
    let named: Vec<String> = same
        .map(|i| {
            format!("{} {}", answer.case.issues[i].name, words::option(&answer.case.issues[i], first.0[i]))
        })
        .collect();
    (!named.is_empty()).then(|| format!("The same in all: {}.", named.join(", ")))
}

/// Ties, and what is not proved.
fn remarks(columns: &[Column<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    let mut proved = true;
    for column in columns {
        let settlement = column.settlement;
        let number = settlement.ties.count.to_string();
        if number != "1" {
            let least = if settlement.ties.exact { "" } else { "at least " };
            found.push(format!(
                "{}: {least}{} packages tie; one is shown.",
                column.names.join(", "),
                words::count(&number)
            ));
        }
        if !settlement.certainty.is_proved() {
            proved = false;
            found.push(format!("{}: {}.", column.names.join(", "), certainty(settlement.certainty)));
        }
    }
    if proved {
        found.push("In brackets: gain over no deal. All proved.".to_owned());
    }
    found
}

fn reason_in_words(reason: NoSettlement) -> String {
    match reason {
        NoSettlement::NoMandate => "no mandate is known".to_owned(),
        NoSettlement::EmptyZone => "no package passes".to_owned(),
        NoSettlement::NobodyWithoutLoss => {
            "every package that passes leaves some party worse off than no deal".to_owned()
        }
        NoSettlement::Undecided(stopped) => {
            format!("the search stopped at {} before it found one", limit(stopped))
        }
        NoSettlement::TooManyCoalitions => "the approval rule has too many smallest coalitions".to_owned(),
        _ => "it does not apply".to_owned(),
    }
}

/// A limit in words.
pub fn limit(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Steps => "the limit of steps (--steps)",
        Stopped::Points => "the limit of points (--points)",
        Stopped::Caller => "your request",
    }
}
