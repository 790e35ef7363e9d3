//! Islands of agreement, trades from the draft, and where each party's points buy most.

use super::super::answer::Answer;
use super::super::words;
use super::View;
use crate::report::{Item, Section, Table, Tone};
use comity::analysis::{Leverage, Trade, leverage};

/// The section; none where there is nothing to say.
pub fn trades(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    if answer.problem.axes().is_empty() || answer.case.issues.is_empty() {
        return None;
    }
    let mut section = Section::new("Islands and trades");
    islands(answer, &mut section);
    if let Some(from) = &answer.trade_from {
        swaps(answer, &mut section);
        let rows = points_buy_most(view, from);
        if !rows.is_empty() {
            section.say(
                Tone::Plain,
                "Where each party's points buy most, from the draft as it would be filled:",
            );
            let head =
                vec![String::new(), "change".to_owned(), "gains".to_owned(), "the others lose".to_owned()];
            section.items.push(Item::Table(Table { head, rows, right: vec![2, 3], ..Table::default() }));
            section.say(Tone::Remark, "In hundredths of each party's own scale.");
        }
    }
    (!section.items.is_empty()).then_some(section)
}

fn islands(answer: &Answer, section: &mut Section) {
    let Ok(islands) = &answer.islands else { return };
    let named = islands.iter().filter(|island| island.matters).map(|island| {
        let issue = &answer.case.issues[island.issue];
        let options: Vec<String> = island.options.iter().map(|&o| words::option(issue, o)).collect();
        format!("{} {}", issue.name, options.join(" or "))
    });
    let named: Vec<String> = named.collect();
    match named.is_empty() {
        true => section.say(Tone::Plain, "No issue has an option that is best for everyone."),
        false => section.say(
            Tone::Good,
            format!("Best for everyone, whatever else is settled: {}.", words::list(&named)),
        ),
    }
}

fn swaps(answer: &Answer, section: &mut Section) {
    let Some(found) = &answer.trades else { return };
    if found.list.is_empty() {
        let all = if found.is_complete { "No swap" } else { "No swap among those looked at" };
        section.say(
            Tone::Plain,
            format!("{all} on two or three issues of the draft is better for all parties."),
        );
        return;
    }
    section.say(Tone::Plain, "Swaps in the draft that are better for all parties, best first:");
    let rows = found.list.iter().map(|trade| vec![swap(answer, trade), effects(answer, trade)]).collect();
    let head = vec!["swap".to_owned(), "effect".to_owned()];
    section.items.push(Item::Table(Table { head, rows, ..Table::default() }));
}

fn swap(answer: &Answer, trade: &Trade) -> String {
    let step = |(issue, from, to): &(usize, u32, u32)| {
        let issue = &answer.case.issues[*issue];
        format!("{} {} → {}", issue.name, words::option(issue, *from), words::option(issue, *to))
    };
    words::list(&trade.changes.iter().map(step).collect::<Vec<_>>())
}

fn effects(answer: &Answer, trade: &Trade) -> String {
    let axes = answer.problem.axes();
    let one = |&e: &usize| {
        let evaluator = &answer.problem.evaluators[e];
        format!("{} {}", answer.case.name_of(evaluator.holder), words::signed(evaluator, trade.effects[e]))
    };
    axes.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The best change of each party, by gain for each point the others lose.
fn points_buy_most(view: &View<'_>, from: &comity::Package) -> Vec<Vec<String>> {
    let answer = view.answer;
    let hundredths = |share: f64| format!("{:.0}", share * 100.0);
    let row = |seat: usize, best: Leverage| {
        let issue = &answer.case.issues[best.issue];
        vec![
            answer.case.parties[answer.problem.seats[seat].party.0].name.clone(),
            format!("{} {} → {}", issue.name, words::option(issue, best.from), words::option(issue, best.to)),
            hundredths(best.gain),
            hundredths(best.cost),
        ]
    };
    let seats = (0..answer.problem.seats.len()).filter(|&s| view.shows(answer.problem.seats[s].party));
    seats
        .filter_map(|seat| Some(row(seat, leverage(&answer.problem, from, seat).into_iter().next()?)))
        .collect()
}
