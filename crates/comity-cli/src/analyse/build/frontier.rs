//! The frontier: its size, a picture with the draft and the settlements in it, and a share of its points.

use super::super::answer::Answer;
use super::super::{plot, words};
use super::View;
use super::conclusion::certainty;
use super::settlements::shown;
use crate::report::{Item, Picture, Section, Table, Tone};
use comity::analysis::Frontier;
use comity::picture::{self, Axis, Landmark};

/// Most points of the table beside the picture.
const LISTED: usize = 24;

/// The section; none where there is nothing to draw.
pub fn frontier(view: &View<'_>) -> Option<Section> {
    let answer = view.answer;
    if answer.problem.axes().is_empty() {
        return None;
    }
    let mut section = Section::new("The frontier");
    match &answer.frontier {
        Err(error) => section.say(Tone::Bad, format!("Not computed: {error}.")),
        Ok(frontier) if frontier.is_empty() && frontier.certainty.is_proved() => return None,
        Ok(frontier) if frontier.is_empty() => {
            section.say(Tone::Bad, format!("No package was found. {}", grown(frontier)))
        }
        Ok(frontier) => {
            section.say(Tone::Plain, sentence(frontier));
            section.items.push(Item::Picture(picture(answer, frontier)));
        }
    }
    Some(section)
}

fn sentence(frontier: &Frontier) -> String {
    let (are, number) = match frontier.len() {
        1 => ("One point is".to_owned(), "it"),
        n => (format!("{} points are", words::count(&n.to_string())), "them"),
    };
    if frontier.certainty.is_proved() {
        return format!(
            "{are} such that no other package is better for one party without being worse for another (proved)."
        );
    }
    let certain = format!("not all of {number} are listed; {}", certainty(frontier.certainty));
    let packages = "such that no other package found is better for one party without being worse for another";
    format!("{are} {packages} ({certain}). {}", grown(frontier))
}

/// How large the states of an unfinished frontier grew.
fn grown(frontier: &Frontier) -> String {
    let points = words::count(&frontier.largest.to_string());
    match frontier.open {
        0 => format!("Up to {points} points were held at once."),
        open => format!(
            "Up to {points} points were held at once; {open} linkages and joint terms are open together."
        ),
    }
}

fn picture(answer: &Answer, frontier: &Frontier) -> Picture {
    let ranges = ranges(answer, frontier);
    let axes: Vec<Axis> =
        frontier.axes.iter().enumerate().map(|(a, _)| axis(answer, frontier, a, ranges[a])).collect();
    let share = |a: usize, units: i64| {
        let (low, high) = ranges[a];
        if high > low { (units - low) as f64 / (high - low) as f64 } else { 0.5 }
    };
    let width = frontier.axes.len();
    let points: Vec<Vec<f64>> = (0..frontier.len())
        .map(|p| (0..width).map(|a| share(a, frontier.utilities(p)[a])).collect())
        .collect();
    let mut landmarks = Vec::new();
    landmarks.extend(draft(answer, width, &share));
    for (solution, outcome) in shown(answer) {
        let Some(settlement) = outcome.settlement() else { continue };
        let at = (0..width).map(|a| share(a, settlement.utilities[a])).map(|v| (v, v)).collect();
        add(&mut landmarks, solution.name(), at);
    }
    let caption = match width {
        2 => "Each dot is a package; right and up is better. Beyond the two lines both gain over no deal.",
        _ => "One strip a party, better to the right; the shaded part is better than no deal.",
    };
    Picture {
        terminal: plot::plot(&axes, &points, &landmarks),
        svg: picture::frontier(&axes, &points, &landmarks),
        caption: caption.to_owned(),
        table: table(answer, frontier),
    }
}

/// A landmark; settlements at the same place share one.
fn add(landmarks: &mut Vec<Landmark>, name: &str, at: Vec<(f64, f64)>) {
    match landmarks.iter_mut().find(|known| known.sign != DRAFT && known.at == at) {
        Some(known) => known.name = format!("{}, {name}", known.name),
        None => {
            let sign = name.chars().take(1).collect::<String>();
            let taken = landmarks.iter().any(|known| known.sign == sign);
            let sign = if taken { ((b'1' + landmarks.len() as u8) as char).to_string() } else { sign };
            landmarks.push(Landmark { sign, name: name.to_owned(), at });
        }
    }
}

/// The sign of the draft.
const DRAFT: &str = "D";

/// What the draft gives a holder, or leaves within its reach.
fn reach(answer: &Answer, evaluator: usize) -> Option<(i64, i64)> {
    let standing = answer.standing.as_ref()?.as_ref().ok()?;
    let own = standing.seats.iter().flat_map(|seat| &seat.mandates).find(|m| m.evaluator == evaluator)?;
    match (own.utility, &own.reach) {
        (Some(utility), _) => Some((utility, utility)),
        (None, Some(reach)) => Some((reach.least, reach.greatest)),
        (None, None) => None,
    }
}

fn draft(answer: &Answer, width: usize, share: &impl Fn(usize, i64) -> f64) -> Option<Landmark> {
    let axes = answer.problem.axes();
    let mut at = Vec::new();
    for (a, axis) in axes.iter().enumerate().take(width) {
        let (low, high) = reach(answer, *axis)?;
        at.push((share(a, low).clamp(0.0, 1.0), share(a, high).clamp(0.0, 1.0)));
    }
    Some(Landmark { sign: DRAFT.to_owned(), name: answer.draft.as_ref()?.name.clone(), at })
}

/// By axis the figures at the ends: frontier, no deal and draft lie between them.
fn ranges(answer: &Answer, frontier: &Frontier) -> Vec<(i64, i64)> {
    let zero = answer.disagreement.as_ref().ok();
    let axes = answer.problem.axes();
    let range = |a: usize| {
        let column = (0..frontier.len()).map(|p| frontier.utilities(p)[a]);
        let low = column.clone().min().unwrap_or(0);
        let high = column.max().unwrap_or(0);
        let no_deal = zero.map_or(low, |zero| zero[a]);
        let (least, most) = axes.get(a).and_then(|axis| reach(answer, *axis)).unwrap_or((low, high));
        let (low, high) = (low.min(no_deal).min(least), high.max(most));
        (low - (high - low) / 10, high)
    };
    (0..frontier.axes.len()).map(range).collect()
}

fn axis(answer: &Answer, frontier: &Frontier, a: usize, (low, high): (i64, i64)) -> Axis {
    let evaluator = &answer.problem.evaluators[frontier.axes[a]];
    let party =
        answer.problem.seats.iter().find(|seat| seat.axis == Some(frontier.axes[a])).map_or(0, |s| s.party.0);
    let no_deal = answer.disagreement.as_ref().map_or(low, |zero| zero[a]);
    Axis {
        name: answer.case.name_of(evaluator.holder).to_owned(),
        party,
        no_deal: if high > low {
            ((no_deal - low) as f64 / (high - low) as f64).clamp(0.0, 1.0)
        } else {
            0.0
        },
        ends: (words::points(evaluator, low), words::points(evaluator, high)),
    }
}

fn table(answer: &Answer, frontier: &Frontier) -> Table {
    let names =
        frontier.axes.iter().map(|&e| answer.case.name_of(answer.problem.evaluators[e].holder).to_owned());
    let mut head = vec!["point".to_owned()];
    head.extend(names);
    head.push("packages".to_owned());
    let step = frontier.len().div_ceil(LISTED).max(1);
    let row = |p: usize| {
        let mut row = vec![(p + 1).to_string()];
        row.extend(
            frontier
                .axes
                .iter()
                .zip(frontier.utilities(p))
                .map(|(&e, &u)| words::points(&answer.problem.evaluators[e], u)),
        );
        row.push(
            frontier.multiplicity(p).map_or_else(|| "–".to_owned(), |count| words::count(&count.to_string())),
        );
        row
    };
    let caption = match step {
        1 => "All points of the frontier".to_owned(),
        n => format!("Every {n}th of {} points of the frontier", words::count(&frontier.len().to_string())),
    };
    let columns = head.len();
    Table {
        caption,
        head,
        rows: (0..frontier.len()).step_by(step).map(row).collect(),
        right: (0..columns).collect(),
    }
}
