//! Streamlining: fewer alternatives without losing anybody's wording by accident.
//!
//! Every step gives a map from every old alternative to what became of it. Wording is given up only
//! with a reason, and the reason is kept beside the text.

use std::collections::HashMap;

use crate::beside::Loss;
use crate::edit::{self, Refusal, Splice};
use crate::redline::redline;
use crate::span::Span;
use crate::tree::{MarkIx, MarkKind, SetIx, Text};
use crate::version::Version;

/// What became of an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Successor {
    /// It stands here in the new version, alone or merged with one of the same words.
    At(MarkIx),
    /// It was given up, for this reason.
    GivenUp(String),
}

/// A version after a step, and the map of its alternatives.
#[derive(Clone, Debug)]
pub struct Streamlined {
    /// The new version.
    pub version: Version,
    /// For every alternative of the old version, in its order, what became of it.
    pub successors: Vec<(MarkIx, Successor)>,
}

/// Merges adjacent brackets with the same words, white space aside; their holders are united.
///
/// *Errors*: as [`edit::apply`].
pub fn merge_duplicates(version: &Version) -> Result<Streamlined, Refusal> {
    let text = version.text();
    let mut plan = Plan::default();
    for set in text.sets() {
        if text.mark(set.members[0]).kind != MarkKind::Bracket {
            continue;
        }
        let mut groups: Vec<Vec<MarkIx>> = Vec::new();
        for &member in &set.members {
            let words = plain(text, member);
            match groups.iter_mut().find(|group| plain(text, group[0]) == words) {
                Some(group) => group.push(member),
                None => groups.push(vec![member]),
            }
        }
        if groups.len() < set.members.len() {
            plan.rewrite(text, &set.members, &groups);
        }
    }
    plan.carry_out(version, None)
}

/// Puts the adjacent brackets of a set in another order.
///
/// *Errors*: [`Refusal::NoAlternative`] for options and for an order that is not a permutation.
pub fn reorder(version: &Version, set: SetIx, order: &[usize]) -> Result<Streamlined, Refusal> {
    let text = version.text();
    let members = &text.sets().get(set.0 as usize).ok_or(Refusal::Nothing)?.members;
    let mut seen: Vec<usize> = order.to_vec();
    seen.sort_unstable();
    let permutation = seen.iter().copied().eq(0..members.len());
    let first = text.mark(members[0]);
    if !permutation || first.kind != MarkKind::Bracket {
        return Err(Refusal::NoAlternative(first.outer.start));
    }
    let groups: Vec<Vec<MarkIx>> = order.iter().map(|at| vec![members[*at]]).collect();
    let mut plan = Plan::default();
    plan.rewrite(text, members, &groups);
    plan.carry_out(version, None)
}

/// Gives an alternative up. The reason is kept with the words in the sidecar.
///
/// *Errors*: [`Refusal::NoReason`] without a reason: nobody's wording is lost silently.
pub fn give_up(version: &Version, mark: MarkIx, reason: &str) -> Result<Streamlined, Refusal> {
    let text = version.text();
    let found = text.marks().get(mark.0 as usize).ok_or(Refusal::Nothing)?;
    if !matches!(found.kind, MarkKind::Bracket | MarkKind::Option) {
        return Err(Refusal::NoAlternative(found.outer.start));
    }
    let words = text.slice(found.inner).trim().to_string();
    if reason.trim().is_empty() {
        return Err(Refusal::NoReason(words));
    }
    let clause = version.id(text.clause_at(found.outer.start)).to_string();
    let mut plan = Plan::default();
    plan.splices.push(Splice { at: found.outer, insert: String::new() });
    plan.lost.insert(mark, reason.to_string());
    plan.carry_out(version, Some(Loss { clause, words, reason: reason.to_string() }))
}

fn plain(text: &Text, mark: MarkIx) -> String {
    text.slice(text.mark(mark).inner).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Plan {
    splices: Vec<Splice>,
    /// For every alternative rewritten: the splice, and where in its insertion the wording stands.
    placed: HashMap<MarkIx, (usize, u32)>,
    lost: HashMap<MarkIx, String>,
}

impl Plan {
    /// Replaces a whole set by one bracket a group.
    fn rewrite(&mut self, text: &Text, members: &[MarkIx], groups: &[Vec<MarkIx>]) {
        let (first, last) = (text.mark(members[0]), text.mark(members[members.len() - 1]));
        let gap = text.slice(Span::new(first.outer.end, text.mark(members[1]).outer.start));
        let mut insert = String::new();
        let at = self.splices.len();
        for (n, group) in groups.iter().enumerate() {
            if n > 0 {
                insert.push_str(gap);
            }
            let place = insert.len() as u32;
            insert.push('[');
            insert.push_str(&united(text, group));
            insert.push_str(text.slice(text.mark(group[0]).inner));
            insert.push(']');
            for member in group {
                self.placed.insert(*member, (at, place));
            }
        }
        self.splices.push(Splice { at: Span::new(first.outer.start, last.outer.end), insert });
    }

    fn carry_out(self, version: &Version, loss: Option<Loss>) -> Result<Streamlined, Refusal> {
        let edited = edit::apply(version, self.splices.clone())?;
        let new = edited.version.text();
        let begins: HashMap<u32, MarkIx> = new.each_mark().map(|(ix, mark)| (mark.outer.start, ix)).collect();
        let mut successors = Vec::new();
        for (ix, mark) in version.text().each_mark() {
            if mark.set.is_none() && !self.lost.contains_key(&ix) {
                continue;
            }
            let successor = match (self.lost.get(&ix), self.offset(ix, mark.outer.start)) {
                (Some(reason), _) => Successor::GivenUp(reason.clone()),
                (None, Some(offset)) => match begins.get(&offset) {
                    Some(to) => Successor::At(*to),
                    None => return Err(Refusal::NoReason(version.text().slice(mark.inner).to_string())),
                },
                (None, None) => return Err(Refusal::NoReason(version.text().slice(mark.inner).to_string())),
            };
            successors.push((ix, successor));
        }
        let mut beside = edited.version.beside().clone();
        beside.losses.extend(loss);
        Ok(Streamlined { version: Version::bound(edited.version.text().clone(), beside), successors })
    }

    /// Where an alternative begins in the new text; within a rewritten set also its nested ones.
    fn offset(&self, ix: MarkIx, start: u32) -> Option<u32> {
        let mut ordered: Vec<(usize, &Splice)> = self.splices.iter().enumerate().collect();
        ordered.sort_by_key(|(_, splice)| splice.at.start);
        let mut shift: i64 = 0;
        for (at, splice) in ordered {
            if let Some((_, place)) = self.placed.get(&ix).filter(|(own, _)| *own == at) {
                return u32::try_from(i64::from(splice.at.start) + shift + i64::from(*place)).ok();
            }
            if splice.at.start > start {
                break;
            }
            if splice.at.holds(start) {
                return None;
            }
            shift += splice.insert.len() as i64 - i64::from(splice.at.len());
        }
        u32::try_from(i64::from(start) + shift).ok()
    }
}

/// The holders of all members, each once with its stance, as a prefix; empty if nobody holds any.
fn united(text: &Text, group: &[MarkIx]) -> String {
    let mut names: Vec<String> = Vec::new();
    for hold in group.iter().flat_map(|ix| text.holds(text.mark(*ix))) {
        let name = text.holders().name(hold.holder);
        let stated = match hold.stance.word() {
            "" => name.to_string(),
            word => format!("{word} {name}"),
        };
        if !names.contains(&stated) {
            names.push(stated);
        }
    }
    // Support comes first: a stance word holds for every name after it.
    names.sort_by_key(|name| name.starts_with("against ") || name.starts_with("reserve "));
    if names.is_empty() { String::new() } else { format!("{}: ", names.join(", ")) }
}

/// Where the alternatives of an older version stand in a newer one that was written by hand: those of
/// which most words are kept. What is gone is listed, so that it can be asked about.
pub fn unaccounted(old: &Text, new: &Text) -> Vec<MarkIx> {
    let lines = redline(old, new);
    let gone = |mark: &MarkIx| lines.forward(old.mark(*mark).inner).is_none_or(|(_, kept)| kept < 0.5);
    old.each_mark().filter(|(_, mark)| mark.set.is_some()).map(|(ix, _)| ix).filter(gone).collect()
}
