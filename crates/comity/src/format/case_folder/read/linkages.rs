//! `[[linkage]]`: rules between options of different issues.

use super::super::keys;
use super::super::node::{Fields, Node};
use super::conditions::{conditions_of, single};
use super::names::Names;
use crate::model::{Linkage, Literal};

/// The linkages in the order written.
pub(super) fn linkages(case: &Fields<'_>, names: &Names) -> Vec<Linkage> {
    case.list("linkage").iter().filter_map(|node| linkage(node, names)).collect()
}

const USE: &str = "write `when` with `requires`, `when` with `excludes`, or `forbidden` alone";

fn linkage(node: &Node<'_>, names: &Names) -> Option<Linkage> {
    let fields = node.fields(&keys::LINKAGE)?;
    let because = fields.text("because").map(str::to_owned);
    match fields.present(&["when", "excludes", "requires", "forbidden"])[..] {
        ["when", "excludes"] => {
            let (first, second) = pair(&fields, "excludes", names)?;
            Some(Linkage::Excludes { first, second, because })
        }
        ["when", "requires"] => {
            let (first, second) = pair(&fields, "requires", names)?;
            Some(Linkage::Requires { first, second, because })
        }
        ["forbidden"] => forbidden(&fields, because, names),
        [] if node.sheet.damaged => None,
        _ => {
            node.fault("this linkage does not say one thing", USE);
            None
        }
    }
}

/// The condition that asks, and the other; they are about different issues.
fn pair(fields: &Fields<'_>, key: &str, names: &Names) -> Option<(Literal, Literal)> {
    let help = "for conditions on several issues use `forbidden`";
    let first = single(&fields.get("when")?, names, help);
    let second = single(&fields.get(key)?, names, help);
    let (first, second) = (first?, second?);
    if first.issue == second.issue {
        fields.key(key)?.fault("both conditions are about the same issue", "link two different issues");
        return None;
    }
    Some((first, second))
}

fn forbidden(fields: &Fields<'_>, because: Option<String>, names: &Names) -> Option<Linkage> {
    let all_of = conditions_of(fields, "forbidden", names)?;
    if all_of.len() < 2 {
        let help = "name two issues or more; to rule an option out altogether leave it out of the issue";
        fields.key("forbidden")?.fault(format!("a combination of {} issue", all_of.len()), help);
        return None;
    }
    Some(Linkage::Forbidden { all_of, because })
}
