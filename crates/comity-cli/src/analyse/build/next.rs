//! The next drafts: what to change, in which order, who gains and who pays at each step.

use super::super::answer::Answer;
use super::super::words;
use super::View;
use super::conclusion::certainty;
use crate::report::{Item, Section, Table, Tone};
use comity::analysis::{Change, NearestMiss, NextDraft, Proposal, Route};
use comity::{Package, PartyId};

/// The section; none without a draft, or where the draft needs no change.
pub fn next(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    let next = match answer.next.as_ref()? {
        Ok(next) => next,
        Err(error) => {
            let mut section = Section::new("The next draft");
            section.say(Tone::Bad, format!("Not sought: {error}."));
            return Some(section);
        }
    };
    match next.proposals.first() {
        Some(first) => Some(proposals(view, next, first)),
        None => nothing(view, next),
    }
}

fn proposals(view: &View<'_>, next: &NextDraft, first: &Proposal) -> Section {
    let answer = view.answer;
    let mut section = Section::new(heading(answer, first));
    show(view, first, &mut section);
    if !next.certainty.is_proved() {
        section.say(Tone::Remark, format!("Fewer changes are not ruled out; {}.", certainty(next.certainty)));
    }
    for other in &next.proposals[1..] {
        section.say(Tone::Plain, format!("Or, differently: {}.", in_a_sentence(answer, other)));
    }
    let cheapest = answer.cheapest.as_ref().and_then(|found| found.as_ref().ok()?.proposals.first());
    if let Some(cheap) = cheapest.filter(|cheap| cheap.cost < first.cost) {
        let costs = format!("costs {} instead of {}", cheap.cost.to_f64(), first.cost.to_f64());
        section.say(Tone::Plain, format!("Cheapest: {} ({costs}).", in_a_sentence(answer, cheap)));
    }
    section
}

fn heading(answer: &Answer, first: &Proposal) -> String {
    let issues = answer.case.issues.len();
    match first.changes.len() {
        0 if first.fillings.is_empty() => "Nothing needs to change".to_owned(),
        0 => "Nothing settled needs to change: fill what is open so".to_owned(),
        n => format!("Smallest change that passes: {n} of {issues} issues"),
    }
}

fn show(view: &View<'_>, proposal: &Proposal, section: &mut Section) {
    let answer = view.answer;
    if !proposal.changes.is_empty() {
        let row = |(i, change): (usize, &Change)| {
            let issue = &answer.case.issues[change.issue];
            let step = format!("{} → {}", words::option(issue, change.from), words::option(issue, change.to));
            vec![(i + 1).to_string(), issue.name.clone(), step, effects(view, change)]
        };
        let rows = proposal.changes.iter().enumerate().map(row).collect();
        section.items.push(Item::Table(Table {
            caption: String::new(),
            head: Vec::new(),
            rows,
            right: vec![0],
        }));
    }
    if !proposal.fillings.is_empty() {
        section.say(Tone::Plain, format!("Fill what is open: {}.", filled(answer, proposal)));
    }
    if proposal.changes.len() > 1 {
        section.say(Tone::Plain, route(&proposal.route));
    }
    section.say(Tone::Plain, format!("Then: {}.", outcome(view, &proposal.package)));
}

/// `Delta +9, Coast −1`.
fn effects(view: &View<'_>, change: &Change) -> String {
    let answer = view.answer;
    let mut parts = Vec::new();
    for seat in answer.problem.seats.iter().filter(|seat| view.shows(seat.party)) {
        let Some(e) = seat.axis else { continue };
        if change.effects[e] != 0 {
            let signed = words::signed(&answer.problem.evaluators[e], change.effects[e]);
            parts.push(format!("{} {signed}", answer.case.parties[seat.party.0].name));
        }
    }
    if parts.is_empty() { "nobody gains or loses".to_owned() } else { parts.join(", ") }
}

fn filled(answer: &Answer, proposal: &Proposal) -> String {
    let part = |(issue, option): &(usize, u32)| {
        let issue = &answer.case.issues[*issue];
        format!("{} {}", issue.name, words::option(issue, *option))
    };
    words::list(&proposal.fillings.iter().map(part).collect::<Vec<_>>())
}

fn route(route: &Route) -> String {
    match route {
        Route::Order(_) => "In this order nobody who was content stops being so.",
        Route::None => "There is no order in which nobody who was content stops being so on the way.",
        Route::Undecided => {
            "Whether an order keeps everyone content who was is not known: too many orders to look at."
        }
    }
    .to_owned()
}

/// What everybody has in the end: `Upland 61 (9 over no deal), …`.
fn outcome(view: &View<'_>, package: &Package) -> String {
    let answer = view.answer;
    let mut parts = Vec::new();
    for (a, &e) in answer.problem.axes().iter().enumerate() {
        let evaluator = &answer.problem.evaluators[e];
        let party = answer
            .problem
            .seats
            .iter()
            .find(|seat| seat.axis == Some(e))
            .map_or(PartyId(0), |seat| seat.party);
        if !view.shows(party) {
            continue;
        }
        let utility = evaluator.utility(package);
        let over = answer.disagreement.as_ref().map_or_else(
            |_| String::new(),
            |zero| format!(" ({})", words::signed(evaluator, utility - zero[a])),
        );
        parts.push(format!(
            "{} {}{over}",
            answer.case.parties[party.0].name,
            words::points(evaluator, utility)
        ));
    }
    format!("{}, in brackets over no deal", parts.join(", "))
}

/// `Release season May → June and Dam height 60 m → 45 m; fill Fishing quota 800 t`.
fn in_a_sentence(answer: &Answer, proposal: &Proposal) -> String {
    let change = |change: &Change| {
        let issue = &answer.case.issues[change.issue];
        format!("{} {} → {}", issue.name, words::option(issue, change.from), words::option(issue, change.to))
    };
    let changes: Vec<String> = proposal.changes.iter().map(change).collect();
    let fill = if proposal.fillings.is_empty() {
        String::new()
    } else {
        format!("fill {}", filled(answer, proposal))
    };
    match (changes.is_empty(), fill.is_empty()) {
        (true, _) => fill,
        (false, true) => words::list(&changes),
        (false, false) => format!("{}; {fill}", words::list(&changes)),
    }
}

/// Nothing passes: the nearest miss.
fn nothing(view: &View<'_>, next: &NextDraft) -> Option<Section> {
    let miss = next.nearest.as_ref()?;
    let mut section = Section::new("The nearest miss");
    section.say(Tone::Plain, format!("No change makes the draft pass. {}", nearest(view, miss)));
    Some(section)
}

fn nearest(view: &View<'_>, miss: &NearestMiss) -> String {
    let answer = view.answer;
    let short = |(e, units): &(usize, i64)| {
        let evaluator = &answer.problem.evaluators[*e];
        format!("{} {}", answer.case.name_of(evaluator.holder), words::points(evaluator, *units))
    };
    let short: Vec<String> = miss.short.iter().map(short).collect();
    let package: Vec<String> = answer
        .case
        .issues
        .iter()
        .zip(&miss.package.0)
        .map(|(issue, option)| format!("{} {}", issue.name, words::option(issue, *option)))
        .collect();
    format!(
        "Nearest to passing is a package in which these are short: {} ({}). It reads: {}.",
        words::list(&short),
        certainty(miss.certainty),
        package.join(", ")
    )
}
