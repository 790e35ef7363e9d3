//! Meetings, proposals, approvals and delegations: when one read is one annotated.
//!
//! A fact read is right when it stands in a sentence of the annotated one and names the same sides: for a meeting
//! at least half of those who took part and no more strangers than that, for a proposal its owner, for an approval
//! who must give it, for a delegation the party, its stated head and at least half of its members. Each annotated
//! fact is matched once: telling it twice is an error. Optional facts count neither way.

use super::material::{Range, Read, flag, list, nested, overlap, pair, range, slice, text, texts};
use super::names::{means, plain, same_party, same_person, tokens};
use super::tally::{Goal, Row, Tally};
use serde_json::Value;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Meeting,
    Proposal,
    Approval,
    Delegation,
}

/// All of them.
pub const FACTS: &[Fact] = &[Fact::Meeting, Fact::Proposal, Fact::Approval, Fact::Delegation];

impl Fact {
    /// The key of its list.
    pub fn key(self) -> &'static str {
        match self {
            Self::Meeting => "meetings",
            Self::Proposal => "proposals",
            Self::Approval => "approvals",
            Self::Delegation => "delegations",
        }
    }
}

/// The people and parties of one annotation.
pub struct Sides<'a>(pub &'a Value);

impl Sides<'_> {
    fn person(&self, id: &str) -> Option<&Value> {
        list(self.0, "people").iter().find(|p| text(p, "id") == id)
    }

    /// Whether two names mean one party.
    pub fn same(&self, party: &str, found: &str) -> bool {
        let known = list(self.0, "parties").iter().find(|p| text(p, "name") == party);
        let aliases = known.map_or_else(Vec::new, |p| texts(p, "aliases"));
        let loose = |name: &str| {
            let (a, b) = (tokens(name), tokens(found));
            a.len() > 1 && b.len() > 1 && (b.iter().all(|t| a.contains(t)) || a.iter().all(|t| b.contains(t)))
        };
        same_party(party, found) || loose(party) || aliases.iter().any(|a| same_party(a, found))
    }

    /// Whether a name read means what the annotation names: a person's id, a party, or the words themselves.
    pub fn means(&self, annotated: &str, found: &str) -> bool {
        match self.person(annotated) {
            Some(person) => same_person(text(person, "name"), found),
            None => self.same(annotated, found) || means(found, annotated) || means(annotated, found),
        }
    }

    /// Whether someone read takes part for what the annotation names: a member stands for the party and the other
    /// way round.
    fn stands_for(&self, annotated: &str, found: &str) -> bool {
        let of_party = |person: &Value, party: &str| {
            !text(person, "party").is_empty() && self.same(text(person, "party"), party)
        };
        let member = list(self.0, "people").iter().find(|p| same_person(text(p, "name"), found));
        self.means(annotated, found)
            || member.is_some_and(|m| of_party(m, annotated))
            || self.person(annotated).is_some_and(|p| of_party(p, found))
            || member.zip(self.person(annotated)).is_some_and(|(m, p)| of_party(p, text(m, "party")))
    }
}

/// Details of the facts that were matched.
#[derive(Debug, Default)]
pub struct Found {
    details: Vec<(&'static str, usize, usize)>,
}

impl Found {
    fn note(&mut self, detail: &'static str, right: bool) {
        match self.details.iter_mut().find(|(d, _, _)| *d == detail) {
            Some((_, rights, all)) => {
                *rights += usize::from(right);
                *all += 1;
            }
            None => self.details.push((detail, right.into(), 1)),
        }
    }

    /// Takes up what another found.
    #[allow(dead_code, reason = "only the training adds up")]
    pub fn add(&mut self, more: Self) {
        for (detail, right, all) in more.details {
            match self.details.iter_mut().find(|(d, _, _)| *d == detail) {
                Some(known) => {
                    known.1 += right;
                    known.2 += all;
                }
                None => self.details.push((detail, right, all)),
            }
        }
    }

    /// One line a detail.
    pub fn rows(&self, label: &str) -> Vec<Row> {
        let row = |(detail, right, all): &(&str, usize, usize)| {
            Row::share(format!("{label}: {detail}"), *right, *all, Goal::Watch, Vec::new())
        };
        self.details.iter().map(row).collect()
    }
}

/// Where an annotated fact may be told: the sentences of its evidence.
fn told(read: &Read, gold: &Value) -> Vec<Range> {
    list(gold, "evidence").iter().filter_map(pair).map(|at| read.sentence(at)).collect()
}

fn places(found: &Value) -> Vec<Range> {
    let more = ["other_mentions", "aliases"].into_iter().flat_map(|key| list(found, key));
    range(found, "byte_range").into_iter().chain(more.filter_map(|m| range(m, "byte"))).collect()
}

fn same_place(read: &Read, gold: &Value, found: &Value) -> bool {
    let (told, places) = (told(read, gold), places(found));
    places.iter().any(|p| told.iter().any(|t| overlap(*p, *t)))
}

/// How well a fact read fits one annotated: 0 for not at all.
pub fn fit(read: &Read, fact: Fact, gold: &Value, found: &Value) -> f64 {
    let sides = Sides(&read.gold);
    match fact {
        Fact::Delegation => delegation_fit(&sides, gold, found),
        _ if !same_place(read, gold, found) => 0.0,
        Fact::Meeting => meeting_fit(&sides, gold, found),
        Fact::Proposal => {
            let (owners, author) = (texts(gold, "owners"), text(found, "author"));
            let owned = owners.iter().any(|o| sides.stands_for(o, author));
            let unowned = author.is_empty() && (owners.is_empty() || owners.iter().any(|o| o == "-"));
            f64::from(u8::from(unowned || (!author.is_empty() && owned)))
        }
        Fact::Approval => {
            let approver = text(found, "approver");
            let right = texts(gold, "of").iter().any(|of| sides.means(of, approver) || held(of, approver));
            f64::from(u8::from(right))
        }
    }
}

/// Whether one name is the last words of the other: "the Senate" and "the Congolese Senate", not "the Bundestag" and
/// "a committee of the Bundestag".
pub fn held(a: &str, b: &str) -> bool {
    const RELATIONS: [&str; 6] = ["of", "in", "for", "from", "at", "on"];
    let ends = |long: &str, short: &str| {
        let before = long.strip_suffix(short).unwrap_or("x");
        (before.is_empty() || before.ends_with(' '))
            && !before.split(' ').any(|word| RELATIONS.contains(&word))
    };
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && !b.is_empty() && (ends(&a, &b) || ends(&b, &a))
}

fn meeting_fit(sides: &Sides<'_>, gold: &Value, found: &Value) -> f64 {
    let annotated = list(gold, "participants");
    let mut named = texts(found, "participants");
    // A name in both lists is one name.
    named.extend(texts(found, "parties"));
    named.sort();
    named.dedup();
    let required: Vec<&str> =
        annotated.iter().filter(|p| !flag(p, "optional")).map(|p| text(p, "name")).collect();
    let there = required.iter().filter(|r| named.iter().any(|n| sides.stands_for(r, n))).count();
    let stranger = |n: &&String| !annotated.iter().any(|p| sides.stands_for(text(p, "name"), n));
    let strangers = named.iter().filter(stranger).count();
    if required.is_empty() {
        return 1.0;
    }
    let enough = 2 * there >= required.len() && there > 0 && strangers <= there;
    if enough { there as f64 / (required.len() + strangers) as f64 } else { 0.0 }
}

/// Heads and members of a delegation, stated or inferred.
fn roll(value: &Value) -> Vec<String> {
    let mut names = texts(value, "members");
    names.extend(texts(value, "inferred"));
    let heads = ["head", "head_possible"].into_iter().map(|key| text(value, key).to_owned());
    names.extend(heads.filter(|h| !h.is_empty()));
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

fn delegation_fit(sides: &Sides<'_>, gold: &Value, found: &Value) -> f64 {
    if !sides.same(text(gold, "party"), text(found, "party")) {
        return 0.0;
    }
    let (annotated, read) = (roll(gold), roll(found));
    let there = annotated.iter().filter(|a| read.iter().any(|r| sides.means(a, r))).count();
    let all = annotated.len() + read.len() - there.min(read.len());
    let head = text(gold, "head");
    let headed = head.is_empty() || sides.means(head, text(found, "head"));
    let alike = if all == 0 { 1.0 } else { there as f64 / all as f64 };
    if headed && alike >= 0.5 { alike } else { 0.0 }
}

/// A delegation with nobody in it only says that a party was there: where it was is judged with the meetings.
fn judged(fact: Fact, found: &Value) -> bool {
    fact != Fact::Delegation || !roll(found).is_empty()
}

/// Counts the facts of one kind in one document.
pub fn judge(read: &Read, fact: Fact, details: &mut Found, errors: &mut Vec<String>) -> Tally {
    let gold = list(&read.gold, fact.key());
    let found: Vec<&Value> = list(&read.entries, fact.key()).iter().filter(|f| judged(fact, f)).collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (g, annotated) in gold.iter().enumerate() {
        let fits = found.iter().enumerate().map(|(f, value)| (fit(read, fact, annotated, value), g, f));
        pairs.extend(fits.filter(|(fit, _, _)| *fit > 0.0));
    }
    let required = |g: usize| !flag(&gold[g], "optional");
    pairs.sort_by(|a, b| {
        (required(b.1), b.0).partial_cmp(&(required(a.1), a.0)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let (mut taken, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
    for &(_, g, f) in &pairs {
        if !taken[g] && !used[f] {
            (taken[g], used[f]) = (true, true);
            detail(fact, &Sides(&read.gold), &gold[g], found[f], read, details);
        }
    }
    let excused = |f: usize| pairs.iter().any(|p| p.2 == f && !required(p.1));
    let mut tally = Tally::default();
    for g in (0..gold.len()).filter(|&g| required(g)) {
        let right = usize::from(taken[g]);
        tally.add(Tally { right, wrong: 0, missed: 1 - right });
        if !taken[g] {
            errors.push(format!("{}: missed {}", read.name, gold[g]));
        }
    }
    for f in (0..found.len()).filter(|&f| !used[f] && !excused(f)) {
        tally.wrong += 1;
        errors.push(format!("{}: not there {}", read.name, brief(fact, found[f])));
    }
    tally
}

/// Days, places and recipients of a fact that was matched, where the annotation gives them.
fn detail(fact: Fact, sides: &Sides<'_>, gold: &Value, found: &Value, read: &Read, details: &mut Found) {
    let when = texts(gold, "when");
    let day = found.get("when").map_or("", |w| text(w, "value"));
    if !when.is_empty() && fact != Fact::Delegation {
        details.note("when", when.iter().any(|w| w == day));
    }
    let places = texts(gold, "where");
    if !places.is_empty() {
        let place = nested(found, "where").map(|at| slice(&read.handed.text, at)).unwrap_or_default();
        details.note(
            "where",
            places.iter().any(|p| {
                plain(&place).contains(&plain(p)) || (!place.is_empty() && plain(p).contains(&plain(&place)))
            }),
        );
    }
    let recipients = texts(gold, "to");
    if !recipients.is_empty() {
        let to = text(found, "presented_to");
        details.note("to whom", recipients.iter().any(|r| sides.stands_for(r, to)));
    }
    let head = text(gold, "head");
    if !head.is_empty() {
        details.note("head marked as stated", !flag(found, "head_inferred"));
    }
    let level = text(gold, "level");
    if !level.is_empty() {
        details.note("level", text(found, "level") == level);
    }
}

fn brief(fact: Fact, found: &Value) -> String {
    let sides = match fact {
        Fact::Meeting => format!("{:?} {:?}", texts(found, "participants"), texts(found, "parties")),
        Fact::Proposal => format!("of {}", text(found, "author")),
        Fact::Approval => format!("by {}", text(found, "approver")),
        Fact::Delegation => format!("{} {:?}", text(found, "party"), roll(found)),
    };
    format!("{sides}: {} [{}]", text(found, "text").replace('\n', " ¶ "), text(found, "rule"))
}
