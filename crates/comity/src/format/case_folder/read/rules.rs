//! `[rule.ID]`: who must accept.

use super::super::keys;
use super::super::node::{Fields, Node};
use super::names::{Names, sound_id};
use crate::model::{ApprovalRule, NamedRule, Party, PartyId, Role};

/// The approval rules in the order written; the first decides.
pub(super) fn rules(case: &Fields<'_>, parties: &[Party], names: &Names) -> Vec<NamedRule> {
    let voters = Voters { parties, names };
    let read = |entry: &super::super::node::Entry<'_>| {
        sound_id(entry.name, &entry.key);
        let fields = entry.value.fields(&keys::NAMED_RULE)?;
        let name = fields.text("name").unwrap_or(entry.name).to_owned();
        Some(NamedRule { id: entry.name.to_owned(), name, rule: voters.table(&fields)? })
    };
    case.named("rule").iter().filter_map(read).collect()
}

const USE: &str = "write one of `all = […]`, `at_least = k` with `of = […]`, `quota = q` with \
                   `weights = { … }`, or `party = \"…\"`; `veto = […]` may stand beside it";

struct Voters<'c> {
    parties: &'c [Party],
    names: &'c Names,
}

impl Voters<'_> {
    fn table(&self, fields: &Fields<'_>) -> Option<ApprovalRule> {
        let rule = self.without_veto(fields)?;
        let Some(veto) = fields.get("veto") else { return Some(rule) };
        let holders: Vec<Option<PartyId>> =
            veto.items("a list of parties")?.iter().map(|node| self.voter(node)).collect();
        let holders = holders.into_iter().collect::<Option<Vec<_>>>()?;
        Some(ApprovalRule::Veto { holders, rule: Box::new(rule) })
    }

    fn without_veto(&self, fields: &Fields<'_>) -> Option<ApprovalRule> {
        let written = fields.present(&["all", "at_least", "of", "quota", "weights", "rule", "party"]);
        match written[..] {
            ["all"] => self.list(&fields.get("all")?).map(ApprovalRule::All),
            ["at_least", "of"] => self.at_least(fields),
            ["quota", "weights"] => self.weighted(fields),
            ["party"] => self.voter(&fields.get("party")?).map(ApprovalRule::Party),
            ["rule"] if fields.get("veto").is_some() => self.table(&fields.get("rule")?.fields(&keys::RULE)?),
            _ if fields.node.sheet.damaged => None,
            _ => {
                fields.node.fault("this rule does not say who must accept", USE);
                None
            }
        }
    }

    fn at_least(&self, fields: &Fields<'_>) -> Option<ApprovalRule> {
        let of = self.list(&fields.get("of")?)?;
        let node = fields.get("at_least")?;
        let k = usize::try_from(node.whole()?).ok().filter(|k| (1..=of.len()).contains(k));
        if k.is_none() {
            node.fault(
                format!("there are {} to choose from", of.len()),
                "ask for at least 1 and at most all",
            );
        }
        Some(ApprovalRule::AtLeast { k: k?, of })
    }

    fn weighted(&self, fields: &Fields<'_>) -> Option<ApprovalRule> {
        let entries = fields.get("weights")?.entries("a weight for each party, such as { coast = 3 }")?;
        let mut weights = Vec::new();
        let mut sum = 0u64;
        for entry in &entries {
            let party = self.names.parties.find_named(entry.name, &entry.key);
            let party = party.filter(|party| self.votes(*party, &entry.key));
            let weight = natural(&entry.value);
            if let Some((party, weight)) = party.zip(weight) {
                sum = sum.saturating_add(weight);
                weights.push((PartyId(party), weight));
            }
        }
        let node = fields.get("quota")?;
        let quota = natural(&node)?;
        let complete = weights.len() == entries.len();
        if complete && quota > sum {
            node.fault(format!("the weights add up to {sum}"), "a quota is at most the sum of the weights");
        }
        complete.then_some(ApprovalRule::Weighted { quota, weights })
    }

    /// Parties and rules; `"negotiating"` stands for every negotiating party.
    fn list(&self, node: &Node<'_>) -> Option<Vec<ApprovalRule>> {
        if node.value.as_str() == Some("negotiating") {
            let voters = (0..self.parties.len()).filter(|p| self.parties[*p].role == Role::Negotiating);
            return Some(voters.map(|party| ApprovalRule::Party(PartyId(party))).collect());
        }
        let items = node.items("a list of parties and rules, or \"negotiating\"")?;
        if items.is_empty() {
            node.fault("nobody is listed", "name at least one party");
            return None;
        }
        let rules: Vec<Option<ApprovalRule>> = items.iter().map(|item| self.element(item)).collect();
        rules.into_iter().collect()
    }

    fn element(&self, node: &Node<'_>) -> Option<ApprovalRule> {
        match node.value.as_table() {
            Some(_) => self.table(&node.fields(&keys::RULE)?),
            None => self.voter(node).map(ApprovalRule::Party),
        }
    }

    fn voter(&self, node: &Node<'_>) -> Option<PartyId> {
        let party = self.names.parties.find(node)?;
        self.votes(party, node).then_some(PartyId(party))
    }

    fn votes(&self, party: usize, node: &Node<'_>) -> bool {
        let votes = self.parties[party].role == Role::Negotiating;
        if !votes {
            let message =
                format!("`{}` does not negotiate, so it neither accepts nor refuses", self.parties[party].id);
            node.fault(message, "name negotiating parties only, or change the party's `role`");
        }
        votes
    }
}

fn natural(node: &Node<'_>) -> Option<u64> {
    let number = u64::try_from(node.whole()?).ok().filter(|number| *number <= u64::from(u32::MAX));
    if number.is_none() {
        node.fault("this weight cannot be used", format!("write a whole number from 0 to {}", u32::MAX));
    }
    number
}
