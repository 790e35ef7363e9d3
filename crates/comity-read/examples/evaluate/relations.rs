//! Relations between parties: excerpts of a bulletin, and sentences written for the project.

use super::marked::Annotated;
use super::material::{Outcome, Range, list, overlap, range, slice, text};
use super::names::{canonical, same_party};
use super::reader::{Handed, output};
use super::tally::{Goal, Row, Tally};
use serde_json::Value;
use std::path::Path;

/// One relation, as annotated or as read.
#[derive(Debug, Clone)]
struct Tie {
    kind: String,
    from: String,
    to: String,
    symmetric: bool,
    optional: bool,
    /// Another kind that is accepted too ("aligned itself with" is support or agreement).
    or: String,
}

impl Tie {
    fn annotated(value: &Value) -> Self {
        let or = text(value, "or").to_owned();
        Self { symmetric: super::material::flag(value, "symmetric"), or, ..Self::read(value) }
    }

    fn read(value: &Value) -> Self {
        let kind = text(value, "kind").to_owned();
        let symmetric = kind == "agreement";
        let (from, to) = (text(value, "from").to_owned(), text(value, "to").to_owned());
        Self {
            kind,
            from,
            to,
            symmetric,
            optional: super::material::flag(value, "optional"),
            or: String::new(),
        }
    }

    fn show(&self) -> String {
        let arrow = if self.symmetric { "–" } else { "→" };
        format!("{} {arrow} {} ({})", self.from, self.to, self.kind)
    }
}

/// A text to be read as a document of its own, with its relations.
struct Excerpt {
    name: String,
    words: String,
    ties: Vec<Tie>,
}

/// The excerpts of the hand-coded bulletin. An excerpt that lies inside a longer one is no document of its own:
/// its relations belong to the longer one.
fn enb(folder: &Path) -> Outcome<Vec<Excerpt>> {
    let mut excerpts: Vec<(Range, Excerpt)> = Vec::new();
    for (_, file) in super::material::load_all(folder)? {
        let mut relations: Vec<&Value> = list(&file, "relations").iter().collect();
        relations.sort_by_key(|r| std::cmp::Reverse(evidence(r).map_or(0, |(at, _)| at.1 - at.0)));
        for relation in relations {
            let Some((at, words)) = evidence(relation) else { continue };
            let tie = hand_coded(relation);
            let holder = excerpts.iter_mut().find(|(o, _)| o.0 <= at.0 && at.1 <= o.1);
            if let Some((_, excerpt)) = holder {
                excerpt.ties.push(tie);
            } else {
                let name = format!("enb {}", at.0);
                excerpts.push((at, Excerpt { name, words: words.to_owned(), ties: vec![tie] }));
            }
        }
    }
    Ok(excerpts.into_iter().map(|(_, excerpt)| excerpt).collect())
}

fn evidence(relation: &Value) -> Option<(Range, &str)> {
    let evidence = relation.get("evidence")?;
    Some((range(evidence, "byte")?, text(evidence, "excerpt")))
}

fn hand_coded(relation: &Value) -> Tie {
    Tie {
        kind: text(relation, "type").to_owned(),
        from: text(relation, "source").to_owned(),
        to: text(relation, "target").to_owned(),
        symmetric: super::material::flag(relation, "symmetric"),
        optional: false,
        or: String::new(),
    }
}

/// The sentences of one half of the project's own bulletin.
fn own(bulletin: &[Annotated], half: &str) -> Vec<Excerpt> {
    let excerpt = |document: &Annotated, item: &Value| {
        let name = format!("{half} {}", text(item, "id"));
        let ties = list(item, "relations").iter().map(Tie::annotated).collect();
        Some(Excerpt { name, words: slice(&document.bytes, range(item, "byte_range")?), ties })
    };
    let of_half = bulletin.iter().filter(|document| document.half == half);
    of_half.flat_map(|d| list(&d.annotation, "items").iter().filter_map(|item| excerpt(d, item))).collect()
}

/// Whether two relations are the same; a speaker on behalf of a group may stand for it and the other way round.
fn same(a: &Tie, b: &Tie, spoken_for: &[(String, String)]) -> bool {
    let party = |x: &str, y: &str| {
        same_party(x, y)
            || a.kind != "on_behalf_of"
                && spoken_for.iter().any(|(speaker, group)| {
                    (same_party(x, speaker) && same_party(y, group))
                        || (same_party(x, group) && same_party(y, speaker))
                })
    };
    let straight = party(&a.from, &b.from) && party(&a.to, &b.to);
    let turned = party(&a.from, &b.to) && party(&a.to, &b.from);
    let kinds = a.kind == b.kind || a.kind == b.or || a.or == b.kind;
    kinds && (straight || ((a.symmetric || b.symmetric) && turned))
}

fn unique(ties: Vec<Tie>) -> Vec<Tie> {
    let mut kept: Vec<Tie> = Vec::new();
    for tie in ties {
        if !kept.iter().any(|k| same(k, &tie, &[])) {
            kept.push(tie);
        }
    }
    kept
}

/// Counts one kind of relation, or all of them, in one excerpt.
fn count(excerpt: &Excerpt, read: &[Tie], kind: Option<&str>, errors: &mut Vec<String>) -> Tally {
    let of_kind = |t: &&Tie| kind.is_none_or(|k| t.kind == k);
    let spoken_for: Vec<_> = excerpt
        .ties
        .iter()
        .filter(|t| t.kind == "on_behalf_of")
        .map(|t| (t.from.clone(), t.to.clone()))
        .collect();
    let alike = |a: &Tie, b: &Tie| same(a, b, &spoken_for);
    let mut tally = Tally::default();
    for tie in excerpt.ties.iter().filter(of_kind).filter(|t| !t.optional) {
        if read.iter().any(|r| alike(r, tie)) {
            tally.right += 1;
        } else {
            tally.missed += 1;
            errors.push(format!("{}: missed {} in «{}»", excerpt.name, tie.show(), excerpt.words));
        }
    }
    let there = |r: &&Tie| excerpt.ties.iter().any(|t| alike(r, t) || alike(t, r));
    for tie in read.iter().filter(of_kind).filter(|r| !there(r)) {
        tally.wrong += 1;
        errors.push(format!("{}: not there {} in «{}»", excerpt.name, tie.show(), excerpt.words));
    }
    tally
}

/// Excerpts with what the reader made of them.
struct Part {
    label: &'static str,
    excerpts: Vec<(Excerpt, Vec<Tie>)>,
}

fn read_all(label: &'static str, excerpts: Vec<Excerpt>) -> Outcome<Part> {
    let mut read = Vec::new();
    for excerpt in excerpts {
        let entries: Value = serde_json::from_str(&output(&Handed::text(&excerpt.words))?)?;
        let ties = list(&entries, "relations").iter().map(Tie::read).collect();
        read.push((excerpt, unique(ties)));
    }
    Ok(Part { label, excerpts: read })
}

fn row(task: &str, parts: &[&Part], kind: Option<&str>, goal: Goal) -> Row {
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    for (excerpt, ties) in parts.iter().flat_map(|p| &p.excerpts) {
        tally.add(count(excerpt, ties, kind, &mut errors));
    }
    Row::scored(task, tally, goal, errors)
}

/// The lines for relations.
pub fn rows(reading: &Path, bulletin: &[Annotated]) -> Outcome<Vec<Row>> {
    let parts = [
        read_all("bulletin excerpts", enb(&reading.join("enb_relations"))?)?,
        read_all("own sentences, dev", own(bulletin, "dev"))?,
        read_all("own sentences, heldout", own(bulletin, "heldout"))?,
    ];
    let all: Vec<&Part> = parts.iter().collect();
    let goal = Goal::RecallAt { recall: 0.82, precision: 0.93 };
    let opposed = Goal::RecallAt { recall: 0.5, precision: 0.8 };
    let mut rows = vec![row("relations, all", &all, None, goal)];
    rows.extend(parts.iter().map(|p| row(&format!("relations, {}", p.label), &[p], None, Goal::Watch)));
    rows.push(row("opposition, all", &all, Some("opposition"), opposed));
    rows.extend(
        parts[1..]
            .iter()
            .map(|p| row(&format!("opposition, {}", p.label), &[p], Some("opposition"), Goal::Watch)),
    );
    for kind in ["on_behalf_of", "support", "agreement", "criticism"] {
        rows.push(row(&format!("{kind}, all"), &all, Some(kind), Goal::Watch));
    }
    rows.push(silent(&all));
    Ok(rows)
}

/// Excerpts without any relation in which none was seen.
fn silent(parts: &[&Part]) -> Row {
    let empty: Vec<_> = parts.iter().flat_map(|p| &p.excerpts).filter(|(e, _)| e.ties.is_empty()).collect();
    let quiet = empty.iter().filter(|(_, ties)| ties.is_empty()).count();
    let errors = empty
        .iter()
        .filter(|(_, ties)| !ties.is_empty())
        .map(|(e, ties)| format!("{}: {} in «{}»", e.name, ties[0].show(), e.words))
        .collect();
    Row::share("sentences without a relation left alone", quiet, empty.len(), Goal::Watch, errors)
}

/// Relations inside the reports: those annotated there count, others are not judged.
pub fn in_report(gold: &Value, entries: &Value, skip: &[Range]) -> (Tally, Vec<String>) {
    let ties: Vec<Tie> = list(gold, "relations").iter().map(Tie::annotated).collect();
    let outside = |r: &&Value| range(r, "byte_range").is_none_or(|at| !skip.iter().any(|s| overlap(*s, at)));
    let read: Vec<Tie> = list(entries, "relations").iter().filter(outside).map(Tie::read).collect();
    let excerpt = Excerpt { name: canonical(text(gold, "file")), words: String::new(), ties };
    let mut errors = Vec::new();
    (count(&excerpt, &unique(read), None, &mut errors), errors)
}
