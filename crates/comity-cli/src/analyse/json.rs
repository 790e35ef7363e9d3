//! The answer as JSON, after `schema/answer.schema.json`: figures in the input's own scale, parties in file order.

use super::answer::{Answer, Drawn};
use super::build::View;
use super::certify::Bound;
use super::timing::{Timings, peak_memory};
use comity::analysis::*;
use comity::{Case, Draft, Package, PartialPackage};
use serde_json::{Map, Value, json};

/// The whole answer, pretty-printed but for the points of the frontier: one a line.
pub fn answer(view: &View<'_>, audience: &str, timings: &Timings) -> String {
    let answer = view.answer;
    let case = &answer.case;
    let mut top = Map::new();
    let mut put = |key: &str, value: Value| drop(top.insert(key.to_owned(), value));
    put("comity", json!(env!("CARGO_PKG_VERSION")));
    put("audience", json!(audience));
    put("title", json!(case.title));
    put("parties", parties(answer));
    put("rule", json!(answer.rule.map(|at| case.rules[at].id.clone())));
    put("outcomes", count(&answer.outcomes));
    put("rational", count(&answer.rational));
    put("zone", zone(answer));
    put("settlements", settlements(answer));
    put("max_min_ties", max_min(answer));
    put("draft", draft(view));
    put(
        "drafts",
        view.history.drafts.iter().map(|one| judged(answer, &one.draft, Some(&one.standing))).collect(),
    );
    put("next_drafts", next_drafts(view));
    put("why_not", why_not(answer));
    put("islands", islands(answer));
    put("trades", trades(answer));
    if let Some(drawn) = &answer.samples {
        put("samples", samples(answer, drawn));
    }
    put("assumed", assumed(answer));
    put("notes", json!(case.notes.iter().map(|note| &note.0).collect::<Vec<_>>()));
    put("timings", timing(timings));
    put("frontier", Value::Null);
    let text = serde_json::to_string_pretty(&Value::Object(top)).unwrap_or_default();
    // The frontier can be long: it is written straight into its place.
    text.replacen("\"frontier\": null", &format!("\"frontier\": {}", frontier(answer)), 1) + "\n"
}

fn parties(answer: &Answer) -> Value {
    let seat = |seat: &Seat| {
        let party = &answer.case.parties[seat.party.0];
        let evaluator = seat.axis.map(|e| &answer.problem.evaluators[e]);
        let value = |units: Option<i64>| evaluator.zip(units).map(|(e, units)| e.points_f64(units));
        json!({
            "id": party.id,
            "name": party.name,
            "mandate_known": seat.axis.is_some(),
            "reservation": value(evaluator.and_then(|e| e.reservation)),
            "scale": value(evaluator.map(|e| e.scale)),
        })
    };
    Value::Array(answer.problem.seats.iter().map(seat).collect())
}

/// Exact counts as decimal strings; `null` where a limit was hit.
fn count(count: &Result<Count, Stopped>) -> Value {
    count.as_ref().map_or(Value::Null, |count| json!(count.value().to_string()))
}

fn zone(answer: &Answer) -> Value {
    let mut zone = Map::new();
    zone.insert("count".to_owned(), count(&answer.zone));
    match &answer.zone {
        Ok(found) => {
            zone.extend(certainty(found.certainty()));
            if let Count::Estimated(estimate) = found {
                zone.insert("at_least".to_owned(), json!(estimate.low.to_string()));
                zone.insert("at_most".to_owned(), json!(estimate.high.to_string()));
            }
        }
        Err(stopped) => drop(zone.insert("stopped".to_owned(), json!(word(*stopped)))),
    }
    Value::Object(zone)
}

/// `certainty` with the gap or error beside it.
fn certainty(certainty: Certainty) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("certainty".to_owned(), json!(certainty.word()));
    match certainty {
        Certainty::Proved => {}
        Certainty::Bounded { gap } => drop(map.insert("gap".to_owned(), json!(gap))),
        Certainty::Estimated { error } => drop(map.insert("error".to_owned(), json!(error))),
    }
    map
}

fn word(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Steps => "steps",
        Stopped::Points => "points",
        Stopped::Caller => "caller",
    }
}

/// The utilities of a package by axis; where the problem holds rounded quotients, recomputed exactly
/// from the mandate, so that the nearest float is that of the true figure.
fn utilities(answer: &Answer, package: &Package, units: &[i64]) -> Value {
    let utility = |(axis, units): (usize, &i64)| {
        let evaluator = &answer.problem.evaluators[axis];
        let mandate = answer.case.mandate(evaluator.holder).filter(|_| evaluator.rounding > 0);
        let exact = mandate.and_then(|mandate| mandate.utility(&answer.case.issues, package));
        json!(exact.map_or_else(|| evaluator.points_f64(*units), |exact| exact.to_f64()))
    };
    answer.problem.axes().into_iter().zip(units).map(utility).collect()
}

/// `{issue: option}` by id.
fn package(case: &Case, package: &Package) -> Value {
    partial(case, &PartialPackage::from(package.clone()))
}

fn partial(case: &Case, package: &PartialPackage) -> Value {
    let option = |(issue, option): (&comity::Issue, &Option<u32>)| {
        (issue.id.clone(), json!(option.map(|o| issue.options[o as usize].id.clone())))
    };
    Value::Object(case.issues.iter().zip(&package.0).map(option).collect())
}

fn settlements(answer: &Answer) -> Value {
    let found = SOLUTIONS.iter().zip(&answer.settlements).filter(|(solution, _)| solution.id() != "max_min");
    let of = |(solution, outcome): (&&dyn Solution, &Outcome)| {
        let mut value = settlement(answer, outcome);
        if let (Value::Object(map), Some(_)) = (&mut value, outcome.settlement()) {
            let bound = answer.certificates.of_settlement(solution.id());
            map.insert("certificate".to_owned(), certificate(&bound));
        }
        (solution.id().to_owned(), value)
    };
    Value::Object(found.map(of).collect())
}

fn settlement(answer: &Answer, outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Settlement(found) => {
            let mut map = Map::new();
            map.insert("utilities".to_owned(), utilities(answer, &found.package, &found.utilities));
            map.insert("package".to_owned(), package(&answer.case, &found.package));
            map.insert("ties".to_owned(), json!(found.ties.count.to_string()));
            map.insert("ties_exact".to_owned(), json!(found.ties.exact));
            map.insert("value".to_owned(), json!(found.value));
            map.extend(certainty(found.certainty));
            Value::Object(map)
        }
        Outcome::None(reason) => json!({ "none": format!("{reason:?}") }),
    }
}

/// What is known beside the result: its package recomputed, its bound checked or not.
fn certificate(bound: &Bound) -> Value {
    match bound {
        Bound::Checked { branches } => {
            json!({ "witness": "recomputed", "bound": "checked", "branches": branches })
        }
        Bound::Recomputation => json!({ "witness": "recomputed", "bound": "by recomputation" }),
    }
}

/// The packages with the greatest least gain, before leximin tells them apart.
fn max_min(answer: &Answer) -> Value {
    match answer.settlement("max_min") {
        Some(found) => {
            let list = found.tied.iter().map(|tied| {
                let axes = answer.problem.axes();
                let units: Vec<i64> = axes.iter().map(|&e| answer.problem.evaluators[e].utility(tied)).collect();
                json!({ "utilities": utilities(answer, tied, &units), "package": package(&answer.case, tied) })
            });
            json!({ "count": found.ties.count.to_string(), "exact": found.ties.exact, "listed": list.collect::<Vec<_>>(), "certificate": certificate(&answer.certificates.of_settlement("max_min")) })
        }
        None => Value::Null,
    }
}

/// The draft judged, with the text it is derived from.
fn draft(view: &View<'_>) -> Value {
    let Some(draft) = &view.answer.draft else { return Value::Null };
    let mut value = judged(view.answer, draft, view.answer.standing.as_ref());
    if let Some(source) = &view.history.text {
        value["text"] = json!({ "path": source.path, "digest": source.digest });
        value["unspoken"] = json!(view.history.unspoken);
    }
    value
}

fn judged(answer: &Answer, draft: &Draft, standing: Option<&Result<Assessment, AssessError>>) -> Value {
    let mut map = Map::new();
    map.insert("id".to_owned(), json!(draft.id));
    map.insert("name".to_owned(), json!(draft.name));
    map.insert("package".to_owned(), partial(&answer.case, &draft.package));
    if let Some(Ok(standing)) = standing {
        map.insert(
            "mandates".to_owned(),
            Value::Array(
                standing.seats.iter().flat_map(|s| &s.mandates).map(|m| mandate(answer, m)).collect(),
            ),
        );
        let rule = |rule: &RuleStanding| json!({ "rule": rule.rule.map(|at| answer.case.rules[at].id.clone()), "verdict": verdict(rule.verdict) });
        map.insert("rules".to_owned(), Value::Array(standing.rules.iter().map(rule).collect()));
        map.insert("evenness".to_owned(), json!(standing.balance.as_ref().map(|balance| balance.evenness)));
    }
    Value::Object(map)
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Surely => "passes",
        Verdict::Possibly => "can pass",
        Verdict::Never => "fails",
    }
}

fn mandate(answer: &Answer, standing: &MandateStanding) -> Value {
    let evaluator = &answer.problem.evaluators[standing.evaluator];
    let points = |units: Option<i64>| units.map(|units| evaluator.points_f64(units));
    let reach = standing.reach.as_ref();
    json!({
        "holder": answer.case.name_of(standing.holder),
        "least": points(reach.map(|r| r.least)),
        "greatest": points(reach.map(|r| r.greatest)),
        "reservation": points(evaluator.reservation),
        "gain": points(standing.gain),
        "red_lines": standing.red_lines.iter().map(|&issue| answer.case.issues[issue].id.clone()).collect::<Vec<_>>(),
        "priorities": { "covered": standing.priorities.covered, "open": standing.priorities.open, "missed": standing.priorities.missed },
        "verdict": match standing.verdict {
            Verdict::Surely => "accepts",
            Verdict::Possibly => "open",
            Verdict::Never => "refuses",
        },
    })
}

fn next_drafts(view: &View<'_>) -> Value {
    let answer = view.answer;
    let Some(Ok(next)) = &answer.next else { return Value::Null };
    let mut map = certainty(next.certainty);
    let bound = answer.certificates.next_draft.as_ref().unwrap_or(&Bound::Recomputation);
    map.insert("certificate".to_owned(), certificate(bound));
    map.insert("proposals".to_owned(), next.proposals.iter().map(|found| proposal(answer, found)).collect());
    map.insert("in_words".to_owned(), in_words(view));
    let cheapest = answer.cheapest.as_ref().and_then(|found| found.as_ref().ok()?.proposals.first());
    map.insert("cheapest".to_owned(), json!(cheapest.map(|found| proposal(answer, found))));
    let miss = next.nearest.as_ref().map(|miss| {
        let short = miss.short.iter().map(|(e, units)| {
            let evaluator = &answer.problem.evaluators[*e];
            json!({ "holder": answer.case.name_of(evaluator.holder), "short": evaluator.points_f64(*units) })
        });
        let mut map = certainty(miss.certainty);
        map.insert("package".to_owned(), package(&answer.case, &miss.package));
        map.insert("short".to_owned(), short.collect());
        map.insert("total_on_scales".to_owned(), json!(miss.total));
        Value::Object(map)
    });
    map.insert("nearest_miss".to_owned(), json!(miss));
    Value::Object(map)
}

/// The first proposal as edits of the draft's text, as `comity text apply` takes them.
fn in_words(view: &View<'_>) -> Value {
    match &view.history.next {
        Some(Ok(found)) => {
            let id = |(issue, option): &(usize, u32)| {
                let issue = &view.answer.case.issues[*issue];
                json!({ "issue": issue.id, "option": issue.options[*option as usize].id })
            };
            let mut value = crate::text::redline::edits(&found.redline);
            value["undrafted"] = found.undrafted.iter().map(id).collect();
            value
        }
        Some(Err(why)) => json!({ "error": why }),
        None => Value::Null,
    }
}

fn proposal(answer: &Answer, proposal: &Proposal) -> Value {
    let option = |issue: usize, option: u32| answer.case.issues[issue].options[option as usize].id.clone();
    let change = |change: &Change| {
        let axes = answer.problem.axes();
        let effect = |&e: &usize| json!(answer.problem.evaluators[e].points_f64(change.effects[e]));
        json!({
            "issue": answer.case.issues[change.issue].id,
            "from": option(change.issue, change.from),
            "to": option(change.issue, change.to),
            "effects": axes.iter().map(effect).collect::<Vec<_>>(),
        })
    };
    let filled =
        proposal.fillings.iter().map(|(i, o)| (answer.case.issues[*i].id.clone(), json!(option(*i, *o))));
    json!({
        "changes": proposal.changes.iter().map(change).collect::<Vec<_>>(),
        "filled": filled.collect::<Map<String, Value>>(),
        "cost": proposal.cost.to_f64(),
        "order": match proposal.route {
            Route::Order(_) => "keeps everyone content",
            Route::None => "none keeps everyone content",
            Route::Undecided => "undecided",
        },
        "package": package(&answer.case, &proposal.package),
    })
}

fn why_not(answer: &Answer) -> Value {
    let Some(why) = &answer.why_not else { return Value::Null };
    let name = |e: usize| answer.case.name_of(answer.problem.evaluators[e].holder).to_owned();
    let demand = |demand: &Demand| match demand {
        Demand::Reservation { evaluator } => json!({ "kind": "reservation", "holder": name(*evaluator) }),
        Demand::RedLine { evaluator, issue } => {
            json!({ "kind": "red_line", "holder": name(*evaluator), "issue": answer.case.issues[*issue].id })
        }
        Demand::Linkage { linkage } => json!({ "kind": "linkage", "position": linkage + 1 }),
    };
    let opening = |opening: &Option<Opening>| match opening {
        Some(opening) => {
            let mut map = certainty(opening.certainty);
            map.insert(
                "concessions".to_owned(),
                opening.concessions.iter().map(|c| concession(answer, c)).collect(),
            );
            map.insert("package".to_owned(), package(&answer.case, &opening.package));
            map.insert("total_on_scales".to_owned(), json!(opening.total));
            map.insert("worst_on_scales".to_owned(), json!(opening.worst));
            Value::Object(map)
        }
        None => Value::Null,
    };
    json!({
        "conflict": why.conflict.demands.iter().map(demand).collect::<Vec<_>>(),
        "conflict_is": if why.conflict.is_smallest { "smallest" } else { "irreducible" },
        "fewest_parties": opening(&why.fewest_parties),
        "least_total": opening(&why.least_total),
        "least_worst": opening(&why.least_worst),
    })
}

fn concession(answer: &Answer, concession: &Concession) -> Value {
    let evaluator = |e: &usize| &answer.problem.evaluators[*e];
    match concession {
        Concession::Lower { evaluator: e, by, to } => json!({
            "holder": answer.case.name_of(evaluator(e).holder),
            "lowers_by": evaluator(e).points_f64(*by),
            "to": evaluator(e).points_f64(*to),
        }),
        Concession::GiveUp { evaluator: e, issue, option } => json!({
            "holder": answer.case.name_of(evaluator(e).holder),
            "bears": { answer.case.issues[*issue].id.as_str(): answer.case.issues[*issue].options[*option as usize].id },
        }),
    }
}

fn islands(answer: &Answer) -> Value {
    let Ok(islands) = &answer.islands else { return Value::Null };
    let island = |island: &Island| {
        let issue = &answer.case.issues[island.issue];
        let options: Vec<&str> =
            island.options.iter().map(|&o| issue.options[o as usize].id.as_str()).collect();
        json!({ "issue": issue.id, "options": options, "matters": island.matters })
    };
    islands.iter().map(island).collect()
}

fn trades(answer: &Answer) -> Value {
    let Some(found) = &answer.trades else { return Value::Null };
    let axes = answer.problem.axes();
    let step = |(issue, from, to): &(usize, u32, u32)| {
        let issue = &answer.case.issues[*issue];
        json!({ "issue": issue.id, "from": issue.options[*from as usize].id, "to": issue.options[*to as usize].id })
    };
    let trade = |trade: &Trade| {
        let effect = |&e: &usize| json!(answer.problem.evaluators[e].points_f64(trade.effects[e]));
        json!({
            "changes": trade.changes.iter().map(step).collect::<Vec<_>>(),
            "effects": axes.iter().map(effect).collect::<Vec<_>>(),
        })
    };
    json!({ "complete": found.is_complete, "list": found.list.iter().map(trade).collect::<Vec<_>>() })
}

/// Packages drawn from the zone.
fn samples(answer: &Answer, drawn: &Drawn) -> Value {
    let Ok(samples) = &drawn.samples else { return json!({ "seed": drawn.seed, "packages": [] }) };
    let axes = answer.problem.axes();
    let one = |drawn: &Package| {
        let units: Vec<i64> = axes.iter().map(|&e| answer.problem.evaluators[e].utility(drawn)).collect();
        json!({ "utilities": utilities(answer, drawn, &units), "package": package(&answer.case, drawn) })
    };
    json!({
        "seed": drawn.seed,
        "complete": samples.is_complete,
        "packages": samples.packages.iter().map(one).collect::<Vec<_>>(),
    })
}

/// Holders whose mandate is unknown: every figure takes them to accept anything.
fn assumed(answer: &Answer) -> Value {
    let unknown = answer.problem.seats.iter().flat_map(|seat| &seat.unknown);
    json!(unknown.map(|holder| answer.case.name_of(*holder)).collect::<Vec<_>>())
}

fn timing(timings: &Timings) -> Value {
    let mut map: Map<String, Value> =
        timings.stages().iter().map(|(name, s)| ((*name).to_owned(), json!(s))).collect();
    map.insert("peak_memory_bytes".to_owned(), json!(peak_memory()));
    Value::Object(map)
}

fn frontier(answer: &Answer) -> String {
    let frontier = match &answer.frontier {
        Ok(frontier) => frontier,
        Err(error) => return json!({ "size": null, "error": error.to_string() }).to_string(),
    };
    let mut lines = Vec::with_capacity(frontier.len());
    for point in frontier.points() {
        let count = point.multiplicity.map(|count| count.to_string());
        let line = json!({
            "utilities": utilities(answer, &point.package, &point.utilities),
            "package": package(&answer.case, &point.package),
            "packages": count,
        });
        lines.push(format!("      {line}"));
    }
    let mut head = certainty(frontier.certainty);
    head.insert("size".to_owned(), json!(frontier.len()));
    head.insert("largest_step".to_owned(), json!(frontier.largest));
    head.insert("open_couplings".to_owned(), json!(frontier.open));
    let head = Value::Object(head).to_string();
    format!("{},\n    \"points\": [\n{}\n    ]\n  }}", head.trim_end_matches('}'), lines.join(",\n"))
}
