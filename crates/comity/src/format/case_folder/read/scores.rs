//! `[score]` and `[[joint]]` of a mandate: what options and combinations are worth.

use super::super::keys;
use super::super::node::{Entry, Fields, Node, clipped};
use super::conditions::conditions_of;
use super::names::Names;
use crate::decimal::{Decimal, Ratio};
use crate::model::{IssueId, IssueScores, JointTerm};

/// The scores in the order written.
pub(super) fn scores(mandate: &Fields<'_>, names: &Names) -> Vec<IssueScores> {
    mandate.named("score").iter().filter_map(|entry| score(entry, names)).collect()
}

fn score(entry: &Entry<'_>, names: &Names) -> Option<IssueScores> {
    let issue = names.issues.find_named(entry.name, &entry.key)?;
    if names.options[issue].faulty || !entry.value.charge(names.options[issue].len()) {
        return None;
    }
    let Some(weighted) = weighted(&entry.value) else {
        let points = values(&entry.value, issue, names)?;
        return Some(IssueScores { issue: IssueId(issue), points, weight: None });
    };
    let fields = weighted?;
    let weight = fields.get("weight").map(|node| node.number().map(|weight| (weight, node)));
    let points = worth(&fields, issue, names)?;
    let Some(weight) = weight else {
        return Some(IssueScores { issue: IssueId(issue), points, weight: None });
    };
    let (weight, node) = weight?;
    let product: Option<Vec<Ratio>> = points.iter().map(|value| value.checked_mul(weight)).collect();
    if product.is_none() {
        node.fault("weight × value cannot be held exactly", "use fewer digits");
    }
    Some(IssueScores { issue: IssueId(issue), points: product?, weight: Some(weight) })
}

/// The fields of a score written with `values` or `curve`; an option of that name has a number instead.
fn weighted<'a>(node: &Node<'a>) -> Option<Option<Fields<'a>>> {
    let table = node.value.as_table()?;
    let is = |key: &str| {
        table.get(key).is_some_and(|value| value.get_ref().is_table() || value.get_ref().is_array())
    };
    (is("values") || is("curve")).then(|| node.fields(&keys::SCORE))
}

fn worth(fields: &Fields<'_>, issue: usize, names: &Names) -> Option<Vec<Ratio>> {
    match fields.present(&["values", "curve"])[..] {
        ["values"] => values(&fields.get("values")?, issue, names),
        ["curve"] => curve(&fields.get("curve")?, issue, names),
        _ => {
            fields.node.fault("a score has `values` or `curve`, not both", "keep one of the two");
            None
        }
    }
}

/// A number for every option: a list in the order of the options, or a table.
fn values(node: &Node<'_>, issue: usize, names: &Names) -> Option<Vec<Ratio>> {
    match node.value.is_array() {
        true => in_order(node, issue, names),
        false => by_name(node, issue, names),
    }
}

fn in_order(node: &Node<'_>, issue: usize, names: &Names) -> Option<Vec<Ratio>> {
    let items = node.items("a list of numbers")?;
    let count = names.options[issue].len();
    if items.len() != count {
        let message = format!(
            "`{}` has {count} options, found {} scores",
            clipped(names.issues.id(issue)),
            items.len()
        );
        node.fault(message, "write one number for every option, in the order of the options");
        return None;
    }
    items.iter().map(Node::number).collect::<Vec<_>>().into_iter().collect()
}

fn by_name(node: &Node<'_>, issue: usize, names: &Names) -> Option<Vec<Ratio>> {
    let options = &names.options[issue];
    let mut points: Vec<Option<Ratio>> = vec![None; options.len()];
    let mut sound = true;
    for entry in node.entries("a score for every option, such as { yes = 10, no = 0 }")? {
        let at = options.find_named(entry.name, &entry.key);
        match at.zip(entry.value.number()) {
            Some((at, number)) => points[at] = Some(number),
            None => sound = false,
        }
    }
    let missing: Vec<&str> =
        (0..points.len()).filter(|at| points[*at].is_none()).map(|at| options.id(at)).collect();
    if sound && !missing.is_empty() {
        unscored(node, names.issues.id(issue), &missing);
    }
    points.into_iter().collect()
}

fn unscored(node: &Node<'_>, issue: &str, missing: &[&str]) {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> = missing.iter().take(SHOWN).map(|id| format!("`{}`", clipped(id))).collect();
    if missing.len() > SHOWN {
        shown.push(format!("{} more", missing.len() - SHOWN));
    }
    if !node.sheet.damaged && !node.sheet.reading.damaged.get() {
        let message = format!("`{}` has no score for {}", clipped(issue), shown.join(", "));
        node.fault(message, "score every option; write 0 for those that are worth nothing");
    }
}

/// Straight lines through the points given; level before the first and after the last.
fn curve(node: &Node<'_>, issue: usize, names: &Names) -> Option<Vec<Ratio>> {
    let options = &names.options[issue];
    if !options.numbered() {
        let message =
            format!("the options of `{}` do not all stand at a number", clipped(names.issues.id(issue)));
        node.fault(message, "use `values`, or give every option a `value`");
        return None;
    }
    let corners: Vec<Option<(Ratio, Ratio)>> =
        node.items("a list of [option, score] pairs")?.iter().map(corner).collect();
    let corners = corners.into_iter().collect::<Option<Vec<_>>>()?;
    if corners.is_empty() || !corners.is_sorted_by(|a, b| a.0 < b.0) {
        node.fault(
            "a curve runs from low to high",
            "write pairs such as [[30, 0], [60, 20]], lowest option first",
        );
        return None;
    }
    let heights: Option<Vec<Ratio>> =
        options.values.iter().map(|value| height(&corners, Decimal::ratio((*value)?))).collect();
    if heights.is_none() {
        node.fault("a point of this curve cannot be held exactly", "use fewer digits");
    }
    heights
}

fn corner(node: &Node<'_>) -> Option<(Ratio, Ratio)> {
    match &node.items("a pair [option, score]")?[..] {
        [at, score] => Some((at.number()?, score.number()?)),
        _ => {
            node.fault("a corner of a curve is a pair", "write [option, score]");
            None
        }
    }
}

/// The curve at `at`; `None` past 128 bits.
fn height(corners: &[(Ratio, Ratio)], at: Ratio) -> Option<Ratio> {
    let after = corners.partition_point(|(corner, _)| *corner <= at);
    if after == 0 {
        return Some(corners[0].1);
    }
    let (left, from) = corners[after - 1];
    let Some((right, to)) = corners.get(after).copied() else { return Some(from) };
    let way = minus(at, left)?.checked_div(minus(right, left)?)?;
    from.checked_add(minus(to, from)?.checked_mul(way)?)
}

fn minus(a: Ratio, b: Ratio) -> Option<Ratio> {
    a.checked_add(Ratio::new(-1, 1)?.checked_mul(b)?)
}

/// The joint terms in the order written.
pub(super) fn joint_terms(mandate: &Fields<'_>, names: &Names) -> Vec<JointTerm> {
    mandate.list("joint").iter().filter_map(|node| joint(node, names)).collect()
}

fn joint(node: &Node<'_>, names: &Names) -> Option<JointTerm> {
    let fields = node.fields(&keys::JOINT)?;
    match fields.present(&["when", "points", "issues", "table"])[..] {
        ["when", "points"] => {
            let all_of = conditions_of(&fields, "when", names);
            let points = fields.number("points");
            Some(JointTerm::When { all_of: all_of?, points: points? })
        }
        ["issues", "table"] => table(&fields, names),
        _ if node.sheet.damaged => None,
        _ => {
            let help = "write `when = { … }` with `points = …`, or `issues = […]` with `table = [[…], …]`";
            node.fault("this joint term does not say one thing", help);
            None
        }
    }
}

fn table(fields: &Fields<'_>, names: &Names) -> Option<JointTerm> {
    let node = fields.get("issues")?;
    let issues: Vec<Option<usize>> =
        node.items("a list of issues")?.iter().map(|item| names.issues.find(item)).collect();
    let issues = issues.into_iter().collect::<Option<Vec<_>>>()?;
    let repeated = (1..issues.len()).any(|at| issues[..at].contains(&issues[at]));
    if repeated || issues.is_empty() {
        node.fault("a table runs over different issues", "name each issue once");
        return None;
    }
    let mut points = Vec::new();
    rows(&fields.get("table")?, &issues, names, &mut points)?;
    let issues = issues.into_iter().map(IssueId).collect();
    Some(JointTerm::Table { issues, points })
}

/// Nested rows, the first issue outermost. TOML's own limit on nesting bounds the depth.
fn rows(node: &Node<'_>, issues: &[usize], names: &Names, points: &mut Vec<Ratio>) -> Option<()> {
    let Some((issue, inner)) = issues.split_first() else {
        points.push(node.number()?);
        return Some(());
    };
    let (id, options) = (names.issues.id(*issue), &names.options[*issue]);
    let items = node.items("a list, one element for every option")?;
    if items.len() != options.len() && !options.faulty {
        let message =
            format!("`{}` has {} options, found {} elements", clipped(id), options.len(), items.len());
        node.fault(message, "nest one list for each issue, outermost first");
        return None;
    }
    let done: Vec<Option<()>> = items.iter().map(|item| rows(item, inner, names, points)).collect();
    done.into_iter().collect()
}
