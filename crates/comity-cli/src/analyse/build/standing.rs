//! Where the draft stands with every party, and under every approval rule.

use super::super::answer::Answer;
use super::super::words;
use super::View;
use super::conclusion::refusal;
use crate::report::{Bar, Bars, Item, Section, Table, Tone};
use comity::Holder;
use comity::analysis::{Evaluator, MandateStanding, SeatStanding, Verdict};

/// One row a mandate.
pub fn standing(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    let draft = answer.draft.as_ref()?;
    let mut section = Section::new(format!("Where {} stands", draft.name));
    let standing = match answer.standing.as_ref()? {
        Ok(standing) => standing,
        Err(error) => {
            section.say(Tone::Bad, format!("Not known: {error}."));
            return Some(section);
        }
    };
    let mut bars = Bars {
        value: draft.name.clone(),
        columns: vec!["no deal".to_owned(), "covered".to_owned()],
        rows: Vec::new(),
    };
    for seat in standing.seats.iter().filter(|seat| view.shows(seat.party)) {
        bars.rows.extend(seat.mandates.iter().map(|mandate| row(answer, seat, mandate)));
    }
    section.items.push(Item::Bars(bars));
    let open: Vec<&str> = draft.package.open_issues().map(|i| answer.case.issues[i].name.as_str()).collect();
    if !open.is_empty() {
        section.say(
            Tone::Remark,
            format!(
                "Open: {}. Light bars show what is still within reach; covered are stated priorities.",
                words::list(&open)
            ),
        );
    }
    if let Some(balance) = &standing.balance {
        let percent = (balance.evenness * 100.0).round();
        section.say(
            Tone::Remark,
            format!("Balance: the least gain is {percent} % of the greatest, each on its own scale."),
        );
    }
    Some(section)
}

fn row(answer: &Answer, seat: &SeatStanding, mandate: &MandateStanding) -> Bar {
    let evaluator = &answer.problem.evaluators[mandate.evaluator];
    let share = |units: i64| units as f64 / evaluator.scale as f64;
    let (low, high) = match (&mandate.reach, mandate.utility) {
        (_, Some(utility)) => (utility, utility),
        (Some(reach), None) => (reach.least, reach.greatest),
        (None, None) => (0, 0),
    };
    let value = match (low == high, &mandate.reach) {
        (true, _) => words::points(evaluator, low),
        (false, _) => format!("{}–{}", words::points(evaluator, low), words::points(evaluator, high)),
    };
    let is_party = matches!(mandate.holder, Holder::Party(_));
    let name = answer.case.name_of(mandate.holder);
    Bar {
        label: name.to_owned(),
        party: is_party.then_some(seat.party.0),
        value,
        filled: share(low),
        open_to: share(high),
        no_deal: evaluator.reservation.map(share),
        cells: vec![no_deal(answer, evaluator, mandate), covered(mandate)],
        verdict: verdict(answer, evaluator, mandate),
    }
}

fn no_deal(answer: &Answer, evaluator: &Evaluator, mandate: &MandateStanding) -> String {
    let axis = answer.problem.axes().iter().position(|e| *e == mandate.evaluator);
    let base = axis.and_then(|axis| answer.disagreement.as_ref().ok()?.get(axis).copied());
    evaluator
        .reservation
        .or(base)
        .map_or_else(|| "not known".to_owned(), |units| words::points(evaluator, units))
}

fn covered(mandate: &MandateStanding) -> String {
    match mandate.priorities.stated() {
        0 => "–".to_owned(),
        stated => format!("{} of {stated}", mandate.priorities.covered.len()),
    }
}

fn verdict(answer: &Answer, evaluator: &Evaluator, mandate: &MandateStanding) -> (Tone, String) {
    match mandate.verdict {
        Verdict::Surely => (Tone::Good, "accepts".to_owned()),
        Verdict::Never => (Tone::Bad, briefly(&refusal(answer, mandate))),
        Verdict::Possibly => {
            let needs =
                mandate.reach.as_ref().zip(evaluator.reservation).map(|(reach, least)| least - reach.least);
            match needs.filter(|needs| *needs > 0) {
                Some(needs) => (Tone::Plain, format!("open, needs {} more", words::points(evaluator, needs))),
                None => (Tone::Plain, "open".to_owned()),
            }
        }
    }
}

/// A refusal for a narrow column: `red line: dam height 60 m, 2 short`.
fn briefly(refusal: &str) -> String {
    let bare = refusal.trim_start_matches("would refuse (").trim_start_matches("is ");
    bare.replace(") and is ", ", ").trim_end_matches(')').to_owned()
}

/// The draft under each approval rule, where there are several.
pub fn rules(answer: &Answer) -> Option<Section> {
    let standing = answer.standing.as_ref()?.as_ref().ok()?;
    if answer.case.rules.len() < 2 {
        return None;
    }
    let word = |verdict: Verdict| match verdict {
        Verdict::Surely => "passes",
        Verdict::Possibly => "can still pass",
        Verdict::Never => "does not pass",
    };
    let row = |rule: &comity::analysis::RuleStanding| {
        let named = &answer.case.rules[rule.rule?];
        let decides = if rule.rule == answer.rule { "decides" } else { "" };
        Some(vec![named.name.clone(), word(rule.verdict).to_owned(), decides.to_owned()])
    };
    let mut section = Section::new("Under each approval rule");
    section.items.push(Item::Table(Table {
        head: vec!["rule".to_owned(), "the draft".to_owned(), String::new()],
        rows: standing.rules.iter().filter_map(row).collect(),
        ..Table::default()
    }));
    Some(section)
}
