//! The conclusion: whether a deal exists, and where the draft stands, in two or three sentences.

use super::super::answer::Answer;
use super::super::words;
use crate::report::{Section, Tone};
use comity::analysis::{Assessment, Certainty, Count, MandateStanding, SeatStanding, Verdict};
use comity::{ApprovalRule, Case, Holder};
use std::collections::BTreeSet;

/// The opening section.
pub fn conclusion(answer: &Answer) -> Section {
    let mut section = Section::default();
    let unknown: Vec<&str> = answer
        .problem
        .seats
        .iter()
        .flat_map(|seat| &seat.unknown)
        .map(|holder| answer.case.name_of(*holder))
        .collect();
    if answer.problem.evaluators.is_empty() {
        let text = format!(
            "Whether a deal exists cannot be said: not known is what {} would accept.",
            words::list(&unknown)
        );
        section.say(Tone::Bad, text);
        section.say(Tone::Plain, format!("The talks succeed when {}.", rule_in_words(answer)));
        return section;
    }
    if !unknown.is_empty() {
        let text = format!(
            "Not known: what {} would accept. Below, {} taken to accept anything; every figure rests on that.",
            words::list(&unknown),
            if unknown.len() == 1 { "it is" } else { "they are" }
        );
        section.say(Tone::Bad, text);
    }
    let (tone, text) = zone(answer);
    section.say(tone, text);
    if let (Some(draft), Some(Ok(standing))) = (&answer.draft, &answer.standing) {
        let (tone, text) = draft_stands(answer, &draft.name, standing);
        section.say(tone, text);
    }
    section
}

fn zone(answer: &Answer) -> (Tone, String) {
    let rule = rule_in_words(answer);
    let all =
        answer.outcomes.as_ref().map_or_else(|_| "all".to_owned(), |c| words::count(&c.value().to_string()));
    match &answer.zone {
        Ok(Count::Exact(count)) => {
            let number = count.to_string();
            match number.as_str() {
                "0" => (
                    Tone::Bad,
                    format!("No deal exists: none of {all} packages passes when {rule} (proved)."),
                ),
                _ => (
                    Tone::Good,
                    format!(
                        "A deal exists: {} of {all} packages pass when {rule} (proved).",
                        words::count(&number)
                    ),
                ),
            }
        }
        Ok(count @ Count::Estimated(estimate)) => {
            let percent = estimate.relative_error * 100.0;
            let found = estimate.low > Default::default();
            let lead =
                if found { "A deal exists" } else { "Not decided within the limits whether a deal exists" };
            let number = words::count(&count.value().to_string());
            (
                if found { Tone::Good } else { Tone::Bad },
                format!(
                    "{lead}: an estimated {number} (± {percent:.2} %) of {all} packages pass when {rule}."
                ),
            )
        }
        Err(stopped) => (
            Tone::Bad,
            format!(
                "Not decided: the packages that pass could not be counted, because {stopped}; see --steps and --points."
            ),
        ),
    }
}

/// The approval rule as the end of a sentence: `all four parties accept`.
fn rule_in_words(answer: &Answer) -> String {
    let named = answer.rule.map(|at| &answer.case.rules[at]);
    match named {
        Some(rule) => in_words(&answer.case, &rule.rule),
        None => in_words(&answer.case, &answer.case.deciding_rule()),
    }
}

const NUMBERS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

fn number(n: usize) -> String {
    NUMBERS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn in_words(case: &Case, rule: &ApprovalRule) -> String {
    let name = |party: &comity::PartyId| case.parties[party.0].name.clone();
    match rule {
        ApprovalRule::Party(party) => format!("{} accepts", name(party)),
        ApprovalRule::All(rules) => match plain_parties(rules) {
            Some(parties) if parties.len() > 2 => format!("all {} parties accept", number(parties.len())),
            Some(parties) if parties.len() == 2 => "both parties accept".to_owned(),
            _ => joined(case, rules, " and "),
        },
        ApprovalRule::AtLeast { k, of } => match plain_parties(of) {
            Some(parties) => format!("at least {} of {} parties accept", number(*k), number(parties.len())),
            None => format!("at least {} of these hold: {}", number(*k), joined(case, of, "; ")),
        },
        ApprovalRule::Weighted { quota, weights } => {
            let total: u64 = weights.iter().map(|(_, weight)| weight).sum();
            format!("{quota} of {total} votes accept")
        }
        ApprovalRule::Veto { holders, rule } => {
            let names: Vec<String> = holders.iter().map(name).collect();
            let accept = if names.len() == 1 { "accepts" } else { "accept" };
            format!("{} {accept} and {}", words::list(&names), in_words(case, rule))
        }
    }
}

fn joined(case: &Case, rules: &[ApprovalRule], between: &str) -> String {
    rules.iter().map(|rule| in_words(case, rule)).collect::<Vec<_>>().join(between)
}

/// The parties of a list of plain rules without repeats; `None` where one is nested.
fn plain_parties(rules: &[ApprovalRule]) -> Option<BTreeSet<usize>> {
    let plain = |rule: &ApprovalRule| match rule {
        ApprovalRule::Party(party) => Some(party.0),
        _ => None,
    };
    rules.iter().map(plain).collect::<Option<BTreeSet<_>>>().filter(|set| set.len() == rules.len())
}

fn draft_stands(answer: &Answer, name: &str, standing: &Assessment) -> (Tone, String) {
    let Some(rule) = standing.rules.iter().find(|rule| rule.rule == answer.rule) else {
        return (Tone::Plain, format!("{name} could not be judged."));
    };
    let open = answer.draft.as_ref().map_or(0, |draft| draft.package.open_issues().count());
    let issues = if open == 1 { "issue" } else { "issues" };
    let they_are = if open == 1 { "it is" } else { "they are" };
    let lead = match open {
        0 => name.to_owned(),
        _ => format!("{name} leaves {} {issues} open and", number(open)),
    };
    if !standing.linkages_broken.is_empty() {
        let because = standing.linkages_broken.iter().filter_map(|l| answer.case.linkages[*l].because());
        let because = because.collect::<Vec<_>>().join("; ");
        let why = if because.is_empty() { String::new() } else { format!(" ({because})") };
        return (Tone::Bad, format!("{lead} breaks a linkage{why}: it cannot stand as it is."));
    }
    match rule.verdict {
        Verdict::Surely if open == 0 => (Tone::Good, format!("{lead} passes.")),
        Verdict::Surely => (Tone::Good, format!("{lead} passes however {they_are} settled.")),
        Verdict::Possibly => (
            Tone::Plain,
            format!(
                "{lead} can still pass, depending on how {they_are} settled.{}",
                troubles(answer, standing)
            ),
        ),
        Verdict::Never if open == 0 => {
            (Tone::Bad, format!("{lead} does not pass:{}", troubles(answer, standing)))
        }
        Verdict::Never => {
            (Tone::Bad, format!("{lead} cannot pass as it stands:{}", troubles(answer, standing)))
        }
    }
}

/// Who refuses and why: ` Coast would refuse (red line: dam height 60 m), Delta is 6 short.`
fn troubles(answer: &Answer, standing: &Assessment) -> String {
    let refusing = standing.seats.iter().filter(|seat| seat.verdict == Verdict::Never);
    let parts: Vec<String> = refusing.map(|seat| trouble(answer, seat)).collect();
    if parts.is_empty() {
        return match standing.rules.iter().any(|r| r.rule == answer.rule && r.verdict == Verdict::Never) {
            true => " each party could be content, but no way of settling the rest contents enough of them."
                .to_owned(),
            false => String::new(),
        };
    }
    format!(" {}.", words::list(&parts))
}

fn trouble(answer: &Answer, seat: &SeatStanding) -> String {
    let refusing: Vec<&MandateStanding> =
        seat.mandates.iter().filter(|m| m.verdict == Verdict::Never).collect();
    let parts: Vec<String> = refusing
        .iter()
        .map(|m| {
            let name = match m.holder {
                Holder::Party(_) => answer.case.name_of(m.holder).to_owned(),
                Holder::Principal(_) => {
                    format!(
                        "{} (principal of {})",
                        answer.case.name_of(m.holder),
                        answer.case.parties[seat.party.0].name
                    )
                }
            };
            format!("{name} {}", refusal(answer, m))
        })
        .collect();
    match parts.is_empty() {
        true => format!(
            "{} cannot be contented together with its principals",
            answer.case.parties[seat.party.0].name
        ),
        false => words::list(&parts),
    }
}

/// Why a holder refuses: `would refuse (red line: dam height 60 m)`, `is 6 short`.
pub fn refusal(answer: &Answer, mandate: &MandateStanding) -> String {
    let evaluator = &answer.problem.evaluators[mandate.evaluator];
    let draft = answer.draft.as_ref().map(|draft| &draft.package);
    let crossed: Vec<String> = mandate
        .red_lines
        .iter()
        .filter_map(|&issue| {
            let option = draft?.0[issue]?;
            let issue = &answer.case.issues[issue];
            Some(format!("{} {}", issue.name, words::option(issue, option)))
        })
        .collect();
    let short = short_by(evaluator, mandate);
    match (crossed.is_empty(), short) {
        (false, None) => format!("would refuse (red line: {})", words::list(&crossed)),
        (false, Some(short)) => {
            format!("would refuse (red line: {}) and is {short} short", words::list(&crossed))
        }
        (true, Some(short)) => format!("is {short} short"),
        (true, None) => "would refuse".to_owned(),
    }
}

/// How far the best still open falls short of the reservation value.
fn short_by(evaluator: &comity::analysis::Evaluator, mandate: &MandateStanding) -> Option<String> {
    let best = mandate.utility.or(mandate.reach.as_ref().map(|reach| reach.greatest))?;
    let short = evaluator.reservation? - best;
    (short > 0).then(|| words::points(evaluator, short))
}

/// `proved`, `within 0.02`, `± 0.3`: how certain a figure is.
pub fn certainty(certainty: Certainty) -> String {
    match certainty {
        Certainty::Proved => "proved".to_owned(),
        Certainty::Bounded { gap: f64::INFINITY } => {
            "not proved, and how much better the best may be is not known".to_owned()
        }
        Certainty::Bounded { gap } => format!("bounded: the best is at most {gap:.4} better"),
        Certainty::Estimated { error } => format!("estimated, ± {error:.3}"),
    }
}
