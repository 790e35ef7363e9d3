//! `mandates/*.toml`: what a party, or its principal, wants and may accept.

use super::super::keys;
use super::super::node::{Fields, Node, allowed, clipped};
use super::conditions::{package, single};
use super::names::Names;
use super::scores::{joint_terms, scores};
use crate::decimal::Ratio;
use crate::model::{
    Basis, Holder, IssueId, Mandate, NoDeal, Party, PartyId, PrincipalId, Priority, RedLine, Reservation,
    Role,
};

/// The mandate of one file; `None` when it is not clear whose it is.
pub(super) fn mandate(fields: &Fields<'_>, parties: &[Party], names: &Names) -> Option<Mandate> {
    let holder = holder(fields, parties, names);
    let mandate = Mandate {
        holder: holder.unwrap_or(Holder::Party(PartyId(0))),
        basis: fields.get("basis").and_then(|node| basis(&node)).unwrap_or_default(),
        scores: scores(fields, names),
        joint: joint_terms(fields, names),
        bias: fields.number("bias").unwrap_or(Ratio::ZERO),
        cap: fields.number("cap"),
        scale: scale(fields),
        red_lines: fields.list("red_line").iter().filter_map(|node| red_line(node, names)).collect(),
        reservation: fields.get("reservation").and_then(|node| reservation(&node, names)),
        priorities: fields.list("priority").iter().filter_map(|node| priority(node, names)).collect(),
    };
    holder.map(|_| mandate)
}

/// Whose mandate it is, with the place that says so.
fn holder(fields: &Fields<'_>, parties: &[Party], names: &Names) -> Option<Holder> {
    match fields.present(&["party", "principal"])[..] {
        ["party"] => {
            let node = fields.get("party")?;
            let party = names.parties.find(&node)?;
            if parties[party].role != Role::Negotiating {
                let message = format!("`{}` does not negotiate, so it has no mandate", parties[party].id);
                node.fault(message, "write mandates of negotiating parties and their principals");
            }
            Some(Holder::Party(PartyId(party)))
        }
        ["principal"] => {
            let principal = names.principals.find(&fields.get("principal")?)?;
            Some(Holder::Principal(PrincipalId(principal)))
        }
        [] if fields.node.sheet.damaged => None,
        _ => {
            let help =
                "write `party = \"…\"` for a delegation's mandate or `principal = \"…\"` for a principal's";
            fields.node.fault("a mandate has one holder", help);
            None
        }
    }
}

/// Where the holder of a mandate is named.
pub(super) fn holder_place<'a>(fields: &Fields<'a>) -> Option<Node<'a>> {
    fields.get("party").or_else(|| fields.get("principal"))
}

fn basis(node: &Node<'_>) -> Option<Basis> {
    if let Some(word) = node.value.as_str() {
        return match word {
            "known" => Some(Basis::Known),
            "unknown" => Some(Basis::Unknown),
            _ => {
                let help = "write \"known\", \"unknown\", { stated_by = \"…\", source = \"…\" } or \
                            { estimated_by = \"…\" }";
                let near = allowed(word, ["known", "unknown"].into_iter());
                node.fault(format!("there is no basis `{}`", clipped(word)), format!("{help}; {near}"));
                None
            }
        };
    }
    let fields = node.fields(&keys::BASIS)?;
    match fields.present(&["stated_by", "estimated_by"])[..] {
        ["stated_by"] => {
            let source = fields.text("source").map(str::to_owned);
            Some(Basis::Stated { by: fields.text("stated_by")?.to_owned(), source })
        }
        ["estimated_by"] if fields.get("source").is_none() => {
            Some(Basis::Estimated { by: fields.text("estimated_by")?.to_owned() })
        }
        _ => {
            let help = "write { stated_by = \"who\", source = \"where\" } or { estimated_by = \"who\" }";
            node.fault("a figure is stated or estimated by somebody", help);
            None
        }
    }
}

fn scale(fields: &Fields<'_>) -> Option<Ratio> {
    let node = fields.get("scale")?;
    let scale = node.number()?;
    if scale <= Ratio::ZERO {
        node.fault("a scale is above 0", "write the utility that counts as the whole, such as 100");
    }
    Some(scale)
}

fn red_line(node: &Node<'_>, names: &Names) -> Option<RedLine> {
    let fields = node.fields(&keys::RED_LINE)?;
    let help =
        "write one [[red_line]] for each issue; a combination is a linkage, or a joint term with a malus";
    let never = single(&fields.get("never")?, names, help)?;
    Some(RedLine { never, because: fields.text("because").map(str::to_owned) })
}

fn priority(node: &Node<'_>, names: &Names) -> Option<Priority> {
    let fields = node.fields(&keys::PRIORITY)?;
    let help = "a priority is covered by options of one issue; write one [[priority]] for each";
    let covered_by = single(&fields.get("covered_by")?, names, help)?;
    Some(Priority { name: fields.text("name")?.to_owned(), covered_by })
}

fn reservation(node: &Node<'_>, names: &Names) -> Option<Reservation> {
    if !node.value.is_table() {
        return node.number().map(Reservation::Value);
    }
    let fields = node.fields(&keys::RESERVATION)?;
    match fields.present(&["package", "no_deal"])[..] {
        ["package"] => package(&fields.get("package")?, names).map(Reservation::Package),
        ["no_deal"] => no_deal(&fields.get("no_deal")?, names).map(Reservation::NoDeal),
        _ => {
            let help = "write a number, { package = { … } } or { no_deal = { … } }";
            node.fault("a reservation is one of three things", help);
            None
        }
    }
}

/// What comes about without a deal, issue by issue.
fn no_deal(node: &Node<'_>, names: &Names) -> Option<Vec<NoDeal>> {
    let entries = node.entries("an outcome, such as { issue = \"option\" }")?;
    let read = |entry: &super::super::node::Entry<'_>| {
        let at = names.issues.find_named(entry.name, &entry.key)?;
        let issue = IssueId(at);
        if entry.value.value.is_table() {
            let points = entry.value.fields(&keys::NO_DEAL)?.number("points")?;
            return Some(NoDeal::Points { issue, points });
        }
        Some(NoDeal::Option { issue, option: names.options[at].find(&entry.value)? })
    };
    entries.iter().map(read).collect::<Vec<_>>().into_iter().collect()
}
