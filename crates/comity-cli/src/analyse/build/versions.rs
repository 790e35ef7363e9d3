//! The drafts so far, one row each, and the next draft as a change of words.

use super::super::series::{InWords, Judged};
use super::super::words;
use super::View;
use crate::report::{Item, Section, Table, Tone};
use comity::analysis::{SeatStanding, Verdict};
use comity::{Case, Holder};
use comity_text::tie::Origin;

/// Past so many parties their figures are left out: who would accept is counted.
const MOST_COLUMNS: usize = 6;

/// The first next draft in the words of the text; none where the draft has no text.
pub fn in_words(view: &View<'_>) -> Option<Section> {
    let source = view.history.text.as_ref()?;
    let mut section = Section::new(format!("The same in words: {}", source.path));
    match view.history.next.as_ref()? {
        Err(why) => section.say(Tone::Bad, format!("The text does not take the change: {why}.")),
        Ok(found) => {
            if !found.passages.is_empty() {
                section.items.push(Item::Passages(found.passages.clone()));
            }
            for text in
                borrowed(&view.answer.case, found).into_iter().chain(undrafted(&view.answer.case, found))
            {
                section.say(Tone::Remark, text);
            }
            if section.items.is_empty() {
                return None;
            }
        }
    }
    Some(section)
}

fn named(case: &Case, issue: usize, option: u32) -> String {
    let issue = &case.issues[issue];
    format!("{} {}", issue.name, words::option(issue, option))
}

/// Where words come from that stood in no text so far.
fn borrowed(case: &Case, found: &InWords) -> Vec<String> {
    let mut proposed = Vec::new();
    let mut by_analogy = Vec::new();
    for (issue, option, origin) in &found.borrowed {
        let name = named(case, *issue, *option);
        match origin {
            Origin::Proposal(by) => proposed.push(format!("{name} ({by})")),
            Origin::Analogy | Origin::Text => by_analogy.push(name),
        }
    }
    let mut said = Vec::new();
    if !proposed.is_empty() {
        said.push(format!("As proposed in criticisms: {}.", words::list(&proposed)));
    }
    if !by_analogy.is_empty() {
        let text = "Worded after another figure in the same place, to be looked at";
        said.push(format!("{text}: {}.", words::list(&by_analogy)));
    }
    said
}

fn undrafted(case: &Case, found: &InWords) -> Option<String> {
    let part = |(issue, option): &(usize, u32)| named(case, *issue, *option);
    let parts: Vec<String> = found.undrafted.iter().map(part).collect();
    let them = if parts.len() == 1 { "it" } else { "them" };
    (!parts.is_empty())
        .then(|| format!("Still to be drafted: {}; no version has words for {them}.", words::list(&parts)))
}

/// Where every draft stood; none where there is only one.
pub fn so_far(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    if view.history.drafts.is_empty() {
        return None;
    }
    let mut section = Section::new("The drafts so far");
    let shown: Vec<usize> = answer
        .problem
        .seats
        .iter()
        .enumerate()
        .filter(|(_, seat)| seat.axis.is_some() && view.shows(seat.party))
        .map(|(at, _)| at)
        .collect();
    let by_party = shown.len() <= MOST_COLUMNS;
    let mut head = vec!["draft".to_owned(), "settled".to_owned()];
    match by_party {
        true => head.extend(shown.iter().map(|at| {
            let party = answer.problem.seats[*at].party;
            answer.case.parties[party.0].name.clone()
        })),
        false => head.push("would accept".to_owned()),
    }
    head.push("the rule".to_owned());
    let rows = view.history.drafts.iter().map(|judged| row(view, judged, &shown, by_party)).collect();
    let right = (1..head.len() - 1).collect();
    section.items.push(Item::Table(Table { head, rows, right, ..Table::default() }));
    if by_party {
        let text = "Ranges are what the open issues leave within reach. ✓ would accept, ✗ would refuse, \
                    with its principals; neither: that depends on what is open.";
        section.say(Tone::Remark, text);
    }
    if !view.history.unspoken.is_empty() {
        let source = view.history.text.as_ref().map_or("the text", |source| source.path.as_str());
        let text = format!(
            "No mandate speaks to the alternatives in {} of {source}: they do not enter any figure.",
            words::list(&view.history.unspoken)
        );
        section.say(Tone::Remark, text);
    }
    Some(section)
}

fn row(view: &View<'_>, judged: &Judged, shown: &[usize], by_party: bool) -> Vec<String> {
    let answer = view.answer;
    let issues = answer.case.issues.len();
    let settled = issues - judged.draft.package.open_issues().count();
    let mut row = vec![judged.draft.name.clone(), format!("{settled} of {issues}")];
    let Ok(standing) = &judged.standing else {
        row.extend(std::iter::repeat_n("not known".to_owned(), if by_party { shown.len() } else { 1 }));
        row.push("not known".to_owned());
        return row;
    };
    match by_party {
        true => row.extend(shown.iter().map(|at| figure(view, &standing.seats[*at]))),
        false => {
            let accepting = standing.seats.iter().filter(|seat| seat.verdict == Verdict::Surely).count();
            row.push(format!("{accepting} of {}", standing.seats.len()));
        }
    }
    let rule = standing.rules.iter().find(|rule| rule.rule == answer.rule).map(|rule| rule.verdict);
    row.push(
        match rule {
            Some(Verdict::Surely) => "passes",
            Some(Verdict::Possibly) => "can still pass",
            Some(Verdict::Never) => "does not pass",
            None => "not known",
        }
        .to_owned(),
    );
    row
}

/// `35–53 ✗`.
fn figure(view: &View<'_>, seat: &SeatStanding) -> String {
    let sign = match seat.verdict {
        Verdict::Surely => " ✓",
        Verdict::Never => " ✗",
        Verdict::Possibly => "\u{a0}\u{2003}",
    };
    let own = seat.mandates.iter().find(|mandate| matches!(mandate.holder, Holder::Party(_)));
    let value = own.and_then(|mandate| {
        let evaluator = &view.answer.problem.evaluators[mandate.evaluator];
        let points = |units| words::points(evaluator, units);
        match (mandate.utility, &mandate.reach) {
            (Some(utility), _) => Some(points(utility)),
            (None, Some(reach)) if reach.least == reach.greatest => Some(points(reach.least)),
            (None, Some(reach)) => Some(format!("{}–{}", points(reach.least), points(reach.greatest))),
            (None, None) => None,
        }
    });
    format!("{}{sign}", value.unwrap_or_else(|| "–".to_owned()))
}
