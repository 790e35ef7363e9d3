//! Answers the reader's questions from the annotation and takes notes of them.

use super::facts::{Fact, Sides, fit, held};
use super::learner::{Learned, Note};
use super::material::{Range, Read, flag, list, overlap, pair, text, texts};
use super::names::{canonical, same_person};
use super::reader::Handed;
use super::tally::Tally;
use comity_read::{FactKind, Features, Judge, Question, Role, Span};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

/// One annotated document.
pub struct Teacher<'g> {
    gold: &'g Value,
    /// Names of parties in small letters, with the party's place in the list.
    names: Vec<(String, usize)>,
    notes: RefCell<Vec<Note>>,
    /// The document as the evaluation sees it, and the annotated facts that entries have been found right for.
    read: Read,
    claimed: RefCell<Vec<(FactKind, usize)>>,
    groups: RefCell<HashMap<(u32, String), u32>>,
    /// The tasks that weights answer instead, and the weights.
    known: Option<(&'g [u32], &'g Learned)>,
}

impl<'g> Teacher<'g> {
    pub fn new(gold: &'g Value, handed: &Handed, known: Option<(&'g [u32], &'g Learned)>) -> Self {
        let read =
            Read { name: String::new(), gold: gold.clone(), handed: handed.clone(), entries: Value::Null };
        let mut names = Vec::new();
        for (index, party) in list(gold, "parties").iter().enumerate() {
            let own = super::material::text(party, "name").to_owned();
            for name in std::iter::once(own).chain(texts(party, "aliases")) {
                names.push((canonical(&name), index));
            }
        }
        Self {
            gold,
            names,
            notes: RefCell::default(),
            groups: RefCell::default(),
            known,
            read,
            claimed: RefCell::default(),
        }
    }

    pub fn notes(self) -> Vec<Note> {
        self.notes.into_inner()
    }

    /// The party a name means: one of its own names, or one that ends or begins so.
    fn party(&self, name: &str) -> Option<usize> {
        let name = canonical(name);
        let exact = self.names.iter().find(|(known, _)| *known == name);
        let near = || {
            self.names.iter().find(|(known, _)| {
                let (short, long) = if known.len() < name.len() { (known, &name) } else { (&name, known) };
                short.contains(' ')
                    && (long.ends_with(&format!(" {short}")) || long.starts_with(&format!("{short} ")))
                    || name.len() > known.len()
                        && !known.contains(' ')
                        && name.ends_with(&format!(" {known}"))
            })
        };
        exact.or_else(near).map(|&(_, index)| index)
    }

    /// A number for what several questions are about, the same for no two documents.
    fn group(&self, task: u32, about: String) -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        *self.groups.borrow_mut().entry((task, about)).or_insert_with(|| NEXT.fetch_add(1, Ordering::Relaxed))
    }

    fn answer(&self, question: &Question<'_>) -> Option<bool> {
        // Where only one kind of fact is annotated, of others nothing is known.
        let only = text(self.gold, "only");
        if !only.is_empty() && question.fact().is_none_or(|fact| key(fact) != only) {
            return if question.fact().is_some() { None } else { self.answer_names(question) };
        }
        self.answer_names(question)
    }

    fn answer_names(&self, question: &Question<'_>) -> Option<bool> {
        match *question {
            Question::Side { name } => {
                if self.party(name).is_some() {
                    return Some(true);
                }
                let approver = list(self.gold, "approvals")
                    .iter()
                    .flat_map(|a| texts(a, "of"))
                    .any(|of| canonical(&of) == canonical(name));
                (!approver).then_some(false)
            }
            Question::SameSide { name, of } => {
                let one = self.party(name)?;
                Some(self.party(of) == Some(one))
            }
            Question::Person { name } => {
                Some(list(self.gold, "people").iter().any(|p| same_person(text(p, "name"), name)))
            }
            Question::SpeaksFor { person, party } | Question::SpeaksBeside { person, party } => {
                let person =
                    list(self.gold, "people").iter().find(|p| same_person(text(p, "name"), person))?;
                let own = text(person, "party");
                if own.is_empty() {
                    return Some(false);
                }
                let right = self.party(own).is_some() && self.party(own) == self.party(party);
                (!flag(person, "party_optional") || right).then_some(right)
            }
            _ => self.answer_facts(question),
        }
    }

    fn answer_facts(&self, question: &Question<'_>) -> Option<bool> {
        match *question {
            Question::Furniture { words } => self.furniture(range(words)),
            Question::Said { quotation, by } => self.said(range(quotation), by),
            Question::Tells { fact, words } => {
                let facts = self.facts_at(fact, range(words));
                match facts.iter().any(|f| !flag(f, "optional")) {
                    true => Some(true),
                    false if facts.is_empty() => {
                        self.facts_beside(fact, range(words)).is_empty().then_some(false)
                    }
                    false => None,
                }
            }
            Question::SameFact { fact, words, earlier } => {
                let (here, there) =
                    (self.facts_near(fact, range(words)), self.facts_near(fact, range(earlier)));
                (!here.is_empty() && !there.is_empty())
                    .then(|| here.iter().any(|h| there.iter().any(|t| std::ptr::eq(*h, *t))))
            }
            Question::Has { fact: FactKind::Approval, words, who, .. } => {
                let facts = self.facts_at(FactKind::Approval, range(words));
                let of = |fact: &&&Value| texts(fact, "of").iter().any(|of| self.approves(of, who));
                match facts.iter().find(of) {
                    Some(fact) => (!flag(fact, "optional")).then_some(true),
                    None => Some(false),
                }
            }
            Question::Has { fact, words, role, who, .. } => {
                let facts = self.facts_near(fact, range(words));
                self.has(facts.first()?, role, who)
            }
            Question::HasInAll { fact, places, role, names } => {
                let fact = self.told_most(fact, places)?;
                let answers: Vec<Option<bool>> =
                    names.iter().map(|name| self.has(fact, role, name)).collect();
                if answers.contains(&Some(true)) { Some(true) } else { *answers.first()? }
            }
            Question::Holds { fact, places, names } => self.holds(fact, places, names),
            Question::Sits { person, party } | Question::SitsBeside { person, party } => {
                let person =
                    list(self.gold, "people").iter().find(|p| same_person(text(p, "name"), person))?;
                let delegation = self.delegation(party);
                let sits = delegation.is_some_and(|d| {
                    let id = text(person, "id").to_owned();
                    texts(d, "members").contains(&id)
                        || texts(d, "inferred").contains(&id)
                        || [text(d, "head"), text(d, "head_possible")].contains(&id.as_str())
                });
                (!sits || delegation.is_some_and(|d| !flag(d, "optional"))).then_some(sits)
            }
            Question::Leads { person, party } => {
                let person =
                    list(self.gold, "people").iter().find(|p| same_person(text(p, "name"), person))?;
                let delegation = self.delegation(party)?;
                let (id, head) = (text(person, "id"), text(delegation, "head"));
                if head.is_empty() && text(delegation, "head_possible") == id {
                    return None;
                }
                Some(id == head)
            }
            _ => None,
        }
    }

    /// Whether most of a block is annotated as no part of the report.
    fn furniture(&self, block: Range) -> Option<bool> {
        if !text(self.gold, "only").is_empty() {
            return None;
        }
        let within = |at: Range| at.1.min(block.1).saturating_sub(at.0.max(block.0));
        let out: usize = list(self.gold, "exclude").iter().filter_map(pair).map(within).sum();
        match out {
            0 => Some(false),
            _ if 2 * out > block.1 - block.0 => Some(true),
            _ => None,
        }
    }

    /// Whether somebody said the annotated quotation.
    fn said(&self, quotation: Range, by: &str) -> Option<bool> {
        let of = |s: &&Value| {
            text(s, "kind") == "direct" && pair(&s["byte_range"]).is_some_and(|at| overlap(at, quotation))
        };
        let statement = list(self.gold, "statements").iter().find(of)?;
        let right = texts(statement, "speaker").iter().any(|speaker| Sides(self.gold).means(speaker, by));
        (right || !flag(statement, "speaker_optional")).then_some(right)
    }

    /// Whether somebody has a role in an annotated fact.
    fn has(&self, fact: &Value, role: Role, who: &str) -> Option<bool> {
        match role {
            Role::Participant => {
                let of = |optional: bool| {
                    list(fact, "participants")
                        .iter()
                        .filter(|p| flag(p, "optional") == optional)
                        .any(|p| self.stands_for(text(p, "name"), who))
                };
                if of(false) { Some(true) } else { (!of(true)).then_some(false) }
            }
            Role::Author => Some(texts(fact, "owners").iter().any(|o| self.stands_for(o, who))),
            Role::Recipient => {
                let to = texts(fact, "to");
                (!to.is_empty()).then(|| to.iter().any(|o| self.stands_for(o, who)))
            }
            Role::Approver => None,
        }
    }

    /// The annotated fact that most of the places tell of, the one told first of several.
    fn told_most(&self, fact: FactKind, places: &[Span]) -> Option<&'g Value> {
        let of = |place: &Span| self.facts_near(fact, range(*place)).first().copied();
        let told: Vec<&Value> = places.iter().filter_map(of).collect();
        let times = |fact: &Value| told.iter().filter(|t| std::ptr::eq(**t, fact)).count();
        told.iter().copied().rev().max_by_key(|fact| times(fact))
    }

    /// Whether the evaluation would find an entry right: it fits an annotated fact that no entry before it fits.
    fn holds(&self, fact: FactKind, places: &[Span], names: &[String]) -> Option<bool> {
        let key = key(fact);
        let kind = match fact {
            FactKind::Meeting => Fact::Meeting,
            FactKind::Proposal => Fact::Proposal,
            FactKind::Approval => Fact::Approval,
            FactKind::Delegation => Fact::Delegation,
        };
        let byte = |span: &Span| json!([span.start, span.end]);
        let others: Vec<Value> = places.iter().skip(1).map(|p| json!({"byte": byte(p)})).collect();
        let found = json!({
            "byte_range": places.first().map(byte), "other_mentions": others, "participants": names,
            "author": names.first(), "approver": names.first(), "party": names.first(),
            "head": names.get(1), "members": names.get(2..),
        });
        let mut best: Option<(bool, f64, usize)> = None;
        for (index, gold) in list(self.gold, key).iter().enumerate() {
            let fit = fit(&self.read, kind, gold, &found);
            let free = !self.claimed.borrow().contains(&(fact, index));
            let rank = (free && !flag(gold, "optional"), fit, index);
            if fit > 0.0 && best.is_none_or(|b| (b.0, b.1) < (rank.0, rank.1)) {
                best = Some(rank);
            }
        }
        let Some((right, _, index)) = best else { return Some(false) };
        if right {
            self.claimed.borrow_mut().push((fact, index));
            return Some(true);
        }
        (!flag(&list(self.gold, key)[index], "optional")).then_some(false)
    }

    fn delegation(&self, party: &str) -> Option<&'g Value> {
        let party = self.party(party)?;
        list(self.gold, "delegations").iter().find(|d| self.party(text(d, "party")) == Some(party))
    }

    /// Whether a name read is that of the annotated approver, whole or by its last words.
    fn approves(&self, of: &str, who: &str) -> bool {
        if let Some(person) = list(self.gold, "people").iter().find(|p| text(p, "id") == of) {
            return same_person(text(person, "name"), who);
        }
        Sides(self.gold).means(of, who)
            || held(of, who)
            || self.party(of).is_some_and(|p| self.party(who) == Some(p))
    }

    /// The annotated facts whose evidence holds the words, those that must be found first.
    fn facts_at(&self, fact: FactKind, words: Range) -> Vec<&'g Value> {
        let key = key(fact);
        let told = |f: &&Value| list(f, "evidence").iter().filter_map(pair).any(|at| overlap(at, words));
        let mut facts: Vec<&Value> = list(self.gold, key).iter().filter(told).collect();
        facts.sort_by_key(|f| flag(f, "optional"));
        facts
    }

    /// The annotated facts whose evidence stands in the sentence of the words, those that must be found first.
    fn facts_beside(&self, fact: FactKind, words: Range) -> Vec<&'g Value> {
        let told = |f: &&Value| {
            list(f, "evidence").iter().filter_map(pair).any(|at| overlap(self.read.sentence(at), words))
        };
        let mut facts: Vec<&Value> = list(self.gold, key(fact)).iter().filter(told).collect();
        facts.sort_by_key(|f| flag(f, "optional"));
        facts
    }

    /// The annotated facts whose evidence holds the words, or else the only one that their sentence tells.
    fn facts_near(&self, fact: FactKind, words: Range) -> Vec<&'g Value> {
        let at = self.facts_at(fact, words);
        if !at.is_empty() {
            return at;
        }
        let beside = self.facts_beside(fact, words);
        if beside.len() == 1 { beside } else { Vec::new() }
    }

    /// Whether the name read is the annotated side, one of its people, or the party of the annotated person.
    fn stands_for(&self, annotated: &str, found: &str) -> bool {
        let person = list(self.gold, "people").iter().find(|p| text(p, "id") == annotated);
        let named = list(self.gold, "people").iter().find(|p| same_person(text(p, "name"), found));
        let party = |name: &str| self.party(name);
        let of = |p: &Value| (!text(p, "party").is_empty()).then(|| party(text(p, "party"))).flatten();
        if let Some(person) = person {
            let own = same_person(text(person, "name"), found);
            return own
                || of(person).is_some()
                    && (of(person) == party(found) || named.is_some_and(|n| of(n) == of(person)));
        }
        let side = party(annotated);
        side.is_some() && (side == party(found) || named.is_some_and(|n| of(n) == side))
            || side.is_none() && canonical(annotated) == canonical(found)
    }
}

/// The list of facts of a kind.
fn key(fact: FactKind) -> &'static str {
    match fact {
        FactKind::Meeting => "meetings",
        FactKind::Proposal => "proposals",
        FactKind::Approval => "approvals",
        FactKind::Delegation => "delegations",
    }
}

fn range(span: comity_read::Span) -> Range {
    (span.start as usize, span.end as usize)
}

impl Judge for Teacher<'_> {
    fn judge(&self, question: &Question<'_>, features: &Features) -> f32 {
        if let Some((tasks, learned)) = self.known
            && tasks.contains(&question.task())
        {
            return learned.judge(question.task(), features.hashes());
        }
        let answer = self.answer(question);
        if let Some(answer) = answer {
            self.notes.borrow_mut().push(Note {
                task: question.task(),
                hashes: features.hashes().to_vec(),
                answer,
                group: question.one_of().map(|about| self.group(question.task(), about)),
                what: format!("{question:?}"),
            });
        }
        f32::from(u8::from(answer == Some(true)))
    }
}

/// How many people's parties are read rightly.
pub fn parties_of_people(read: &Read) -> (Tally, Vec<String>) {
    let (sides, mut tally, mut errors) = (Sides(&read.gold), Tally::default(), Vec::new());
    for person in list(&read.gold, "people").iter().filter(|p| !flag(p, "party_optional")) {
        let name = text(person, "name");
        let found = list(&read.entries, "people").iter().find(|f| same_person(name, text(f, "name")));
        let (is, party) = (text(person, "party"), found.map_or("", |f| text(f, "party")));
        let right = !is.is_empty() && sides.same(is, party);
        tally.add(Tally {
            right: right.into(),
            wrong: (!party.is_empty() && !right).into(),
            missed: (!is.is_empty() && !right).into(),
        });
        let open = is.is_empty() && party.is_empty();
        if !right && !open {
            let listed = list(&read.entries, "parties").iter().any(|p| sides.same(is, text(p, "name")));
            let known = match (found.is_some(), is.is_empty(), listed) {
                (false, ..) => " (nobody)",
                (_, true, _) => " (none)",
                (.., false) => " (unlisted)",
                _ if party.is_empty() => " (silent)",
                _ => " (other)",
            };
            errors.push(format!("{}: {name} is of «{is}», read as «{party}»{known}", read.name));
        }
    }
    (tally, errors)
}
