//! Why no package passes, and the least that would have to give.

use super::super::answer::Answer;
use super::super::words;
use super::conclusion::certainty;
use crate::report::{Item, Section, Table, Tone};
use comity::Holder;
use comity::analysis::{Concession, Conflict, Demand, Opening, WhyNot};

/// The section; none where a deal exists.
pub fn why_not(answer: &Answer) -> Option<Section> {
    let why = answer.why_not.as_ref()?;
    let mut section = Section::new("Why not");
    conflict(answer, &why.conflict, &mut section);
    openings(answer, why, &mut section);
    Some(section)
}

fn conflict(answer: &Answer, conflict: &Conflict, section: &mut Section) {
    let kind = match conflict.is_smallest {
        true => "no smaller set of demands is in conflict: proved",
        false => "irreducible: each is needed, but another set may be smaller",
    };
    let lead = match conflict.demands.len() {
        1 => "This demand alone cannot be met by any package",
        _ => "These demands cannot all be met, whatever else is given up",
    };
    section.say(Tone::Plain, format!("{lead} ({kind}):"));
    let rows = conflict.demands.iter().map(|demand| row(answer, demand)).collect();
    section.items.push(Item::Table(Table { rows, ..Table::default() }));
}

fn row(answer: &Answer, demand: &Demand) -> Vec<String> {
    let name = |e: usize| who(answer, e);
    match demand {
        Demand::Reservation { evaluator } => {
            let least = answer.problem.evaluators[*evaluator].reservation.unwrap_or(0);
            vec![
                name(*evaluator),
                format!("at least {}", words::points(&answer.problem.evaluators[*evaluator], least)),
            ]
        }
        Demand::RedLine { evaluator, issue } => vec![name(*evaluator), never(answer, *evaluator, *issue)],
        Demand::Linkage { linkage } => {
            let because = answer.case.linkages[*linkage].because().unwrap_or("a rule between options");
            vec!["linkage".to_owned(), because.to_owned()]
        }
    }
}

/// A holder with the party it stands for: `Elders of Moorland (Moorland)`.
fn who(answer: &Answer, evaluator: usize) -> String {
    let holder = answer.problem.evaluators[evaluator].holder;
    let name = answer.case.name_of(holder);
    match holder {
        Holder::Party(_) => name.to_owned(),
        Holder::Principal(principal) => {
            let party = answer.case.principals[principal.0].party;
            format!("{name} (principal of {})", answer.case.parties[party.0].name)
        }
    }
}

/// `red line: Dam height not above 45 m`, or the options by name.
fn never(answer: &Answer, evaluator: usize, issue: usize) -> String {
    let of = &answer.case.issues[issue];
    let red = &answer.problem.evaluators[evaluator].red[issue];
    let ordered = !matches!(of.scale, comity::Scale::Unordered);
    let allowed: Vec<usize> = (0..red.len()).filter(|&o| !red[o]).collect();
    let run = allowed.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match (allowed.first(), allowed.last()) {
        (Some(0), Some(&last)) if ordered && run => {
            format!("red line: {} not above {}", of.name, words::option(of, last as u32))
        }
        (Some(&first), Some(&last)) if ordered && run && last + 1 == red.len() => {
            format!("red line: {} not below {}", of.name, words::option(of, first as u32))
        }
        _ => {
            let options = (0..red.len()).filter(|&o| red[o]).map(|o| words::option(of, o as u32));
            format!("red line: {} never {}", of.name, options.collect::<Vec<_>>().join(" or "))
        }
    }
}

fn openings(answer: &Answer, why: &WhyNot, section: &mut Section) {
    let kinds = [
        ("Fewest parties", best(why, &why.fewest_parties, |o| o.conceding.len() as f64)),
        ("Least in total", best(why, &why.least_total, |o| o.total)),
        ("Where the greatest single concession is least", best(why, &why.least_worst, |o| o.worst)),
    ];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut proved = true;
    let mut last: Option<&Opening> = None;
    for (name, opening) in kinds.iter().filter_map(|(name, opening)| Some((name, (*opening)?))) {
        proved &= opening.certainty.is_proved();
        match (rows.last_mut(), last) {
            (Some(row), Some(known)) if known.concessions == opening.concessions => {
                row[0] = format!("{}; {}", row[0], name.to_lowercase());
            }
            _ => rows.push(vec![(*name).to_owned(), concessions(answer, opening), in_words(answer, opening)]),
        }
        last = Some(opening);
    }
    if rows.is_empty() {
        section.say(
            Tone::Bad,
            "No concession of any party opens the zone, or none was found within the limits.",
        );
        return;
    }
    section.say(Tone::Plain, "What would open it:");
    let head = vec![String::new(), "who would give what".to_owned(), "then this passes".to_owned()];
    section.items.push(Item::Table(Table { head, rows, ..Table::default() }));
    let note = match proved {
        true => "Concessions are compared on each party's declared scale; giving up a red line weighs one whole scale. All proved.".to_owned(),
        false => format!("Not proved least: {}.", why.least_total.as_ref().map_or_else(String::new, |o| certainty(o.certainty))),
    };
    section.say(Tone::Remark, note);
}

/// Of the openings that are as good in this measure, the one that asks fewest parties.
fn best<'a>(why: &'a WhyNot, own: &'a Option<Opening>, measure: fn(&Opening) -> f64) -> Option<&'a Opening> {
    let own = own.as_ref()?;
    let others = [&why.fewest_parties, &why.least_total].into_iter().flatten();
    others.into_iter().find(|other| measure(other) <= measure(own)).or(Some(own))
}

fn concessions(answer: &Answer, opening: &Opening) -> String {
    let one = |concession: &Concession| match concession {
        Concession::Lower { evaluator, by, to } => {
            let e = &answer.problem.evaluators[*evaluator];
            format!(
                "{} takes {} instead of {}",
                who(answer, *evaluator),
                words::points(e, *to),
                words::points(e, to + by)
            )
        }
        Concession::GiveUp { evaluator, issue, option } => {
            let of = &answer.case.issues[*issue];
            format!("{} bears {} {}", who(answer, *evaluator), of.name, words::option(of, *option))
        }
    };
    words::list(&opening.concessions.iter().map(one).collect::<Vec<_>>())
}

/// The package as what it changes in the draft, or whole where there is no draft.
fn in_words(answer: &Answer, opening: &Opening) -> String {
    let draft = answer.draft.as_ref().map(|draft| &draft.package.0);
    let kept = |issue: usize| draft.is_some_and(|draft| draft[issue] == Some(opening.package.0[issue]));
    let named = (0..answer.case.issues.len()).filter(|&issue| !kept(issue)).map(|issue| {
        let of = &answer.case.issues[issue];
        format!("{} {}", of.name, words::option(of, opening.package.0[issue]))
    });
    let named = named.collect::<Vec<_>>().join(", ");
    if draft.is_some() { format!("the draft, but {named}") } else { named }
}
