//! `[issue.ID]`: a question, its options written out, their scale.

use std::collections::HashSet;

use super::super::keys;
use super::super::node::{Entry, Fields, Node, clipped};
use super::names::sound_label;
use crate::decimal::{Decimal, Ratio};
use crate::format::range;
use crate::model::{Issue, IssueOption, Scale};

/// The issues in the order written.
pub(super) fn issues(case: &Fields<'_>) -> Vec<Issue> {
    case.named("issue").iter().map(issue).collect()
}

/// One issue; without options when they are faulty.
fn issue(entry: &Entry<'_>) -> Issue {
    sound_label(entry.name, &entry.key);
    let blank = Issue {
        id: entry.name.to_owned(),
        name: entry.name.to_owned(),
        scale: Scale::Unordered,
        options: Vec::new(),
        change_cost: None,
        filling_cost: None,
    };
    let Some(fields) = entry.value.fields(&keys::ISSUE) else { return blank };
    let (scale, options) = settled_by(&fields, entry).unwrap_or((Scale::Unordered, Vec::new()));
    Issue {
        name: fields.text("name").unwrap_or(entry.name).to_owned(),
        scale,
        options,
        change_cost: cost(&fields, "change_cost"),
        filling_cost: cost(&fields, "filling_cost"),
        ..blank
    }
}

fn cost(fields: &Fields<'_>, key: &str) -> Option<Decimal> {
    let node = fields.get(key)?;
    let cost = node.decimal()?;
    if cost < Decimal::ZERO {
        node.fault(format!("`{key}` is below 0"), "a change costs 0 or more");
    }
    Some(cost)
}

/// The scale and the options.
fn settled_by(fields: &Fields<'_>, entry: &Entry<'_>) -> Option<(Scale, Vec<IssueOption>)> {
    let unit = fields.text("unit").map(str::to_owned);
    match fields.present(&["whole", "real"])[..] {
        [] => listed(fields, entry, unit),
        ["whole"] => whole(fields, unit),
        ["real"] => real(fields, unit),
        _ => {
            let at = fields.key("real")?;
            at.fault("an issue is a range of whole numbers or of real ones, not both", "keep one of the two");
            None
        }
    }
}

fn listed(fields: &Fields<'_>, entry: &Entry<'_>, unit: Option<String>) -> Option<(Scale, Vec<IssueOption>)> {
    for key in fields.present(&["step", "points"]) {
        if let Some(at) = fields.key(key) {
            at.fault(format!("`{key}` belongs to a range"), "write it beside `whole` or `real`");
        }
    }
    let Some(list) = fields.get("options") else {
        let message = format!("issue `{}` has no options", clipped(entry.name));
        if !fields.in_doubt("options") {
            entry.key.fault(
                message,
                "add `options = [\"…\", \"…\"]`, `whole = [low, high]` or `real = [low, high]`",
            );
        }
        return None;
    };
    let options = options(&list, unit.as_deref())?;
    let numbers =
        list.items("a list").is_some_and(|items| items.iter().all(|item| item.value.as_str().is_none()))
            && options.iter().all(|option| option.value.is_some());
    let ordered = fields.get("ordered").and_then(|node| node.truth()).unwrap_or(unit.is_some() || numbers);
    if unit.is_some() && !ordered {
        fields.key("unit")?.fault("options without order have no unit", "drop `unit` or `ordered = false`");
    }
    Some((if ordered { Scale::Ordered { unit } } else { Scale::Unordered }, options))
}

/// The options as written; faults at those that cannot stand.
fn options(list: &Node<'_>, unit: Option<&str>) -> Option<Vec<IssueOption>> {
    let items = list.items("a list of options, such as [\"yes\", \"no\"]")?;
    if items.is_empty() || items.len() > Issue::MOST_OPTIONS {
        let message = format!("an issue has 1 to {} options, found {}", Issue::MOST_OPTIONS, items.len());
        list.fault(message, "list at least one way to settle it");
        return None;
    }
    if !list.charge(items.len()) {
        return None;
    }
    let mut seen = HashSet::new();
    let mut options = Vec::with_capacity(items.len());
    for item in &items {
        let Some(option) = option(item, unit) else { continue };
        if seen.insert(option.id.clone()) {
            options.push(option);
        } else {
            item.fault(format!("option `{}` stands twice", clipped(&option.id)), "keep one of the two");
        }
    }
    Some(options)
}

fn option(node: &Node<'_>, unit: Option<&str>) -> Option<IssueOption> {
    if node.value.is_table() {
        return option_table(node, unit);
    }
    if let Some(text) = node.value.as_str() {
        sound_label(text, node);
        return Some(IssueOption { id: text.to_owned(), name: text.to_owned(), value: None });
    }
    if !node.value.is_integer() && !node.value.is_float() {
        node.expected("an option (a text, a number, or { id, name, value })");
        return None;
    }
    node.decimal().map(|value| range::option(value, unit))
}

fn option_table(node: &Node<'_>, unit: Option<&str>) -> Option<IssueOption> {
    let fields = node.fields(&keys::OPTION)?;
    let id = fields.get("id")?;
    let Some(label) = id.numeral() else {
        id.expected("an id (a text or a number)");
        return None;
    };
    let as_number = (!id.value.is_str()).then(|| id.decimal()).flatten();
    let label = as_number.map_or(label, |number| number.to_string());
    sound_label(&label, &id);
    let value = fields.get("value").map_or(as_number, |value| value.decimal());
    let usual = as_number.map(|number| range::option(number, unit).name);
    let name = fields.text("name").map(str::to_owned).or(usual).unwrap_or_else(|| label.clone());
    Some(IssueOption { id: label, name, value })
}

fn whole(fields: &Fields<'_>, unit: Option<String>) -> Option<(Scale, Vec<IssueOption>)> {
    let node = fields.get("whole")?;
    let (first, last) = ends(&node)?;
    let (low, high) = (first.whole()?, last.whole()?);
    let step = match fields.get("step") {
        Some(step) => step.whole().filter(|step| *step > 0).or_else(|| refused_step(&step))?,
        None => 1,
    };
    if let Some(points) = fields.key("points") {
        points.fault("`points` belongs to a range of real numbers", "write `step` for whole numbers");
    }
    let width = i128::from(high) - i128::from(low);
    if width < 0 || width % i128::from(step) != 0 {
        return misfit(&node);
    }
    let scale = Scale::Integer { low, high, unit };
    let count = count(&node, width / i128::from(step) + 1)?;
    let written = |unit: Option<&str>| range::whole(low, step, count, unit);
    finished(fields, &node, scale, count, written)
}

fn real(fields: &Fields<'_>, unit: Option<String>) -> Option<(Scale, Vec<IssueOption>)> {
    let node = fields.get("real")?;
    let (first, last) = ends(&node)?;
    let (low, high) = (first.decimal()?, last.decimal()?);
    let points = match fields.present(&["step", "points"])[..] {
        [] => Issue::REAL_POINTS as i128,
        ["points"] => i128::from(fields.get("points")?.whole()?),
        ["step"] => steps(&fields.get("step")?, low, high)?,
        _ => {
            fields.key("step")?.fault("a range has `step` or `points`, not both", "keep one of the two");
            return None;
        }
    };
    let sound = if low == high { points == 1 } else { low < high && points >= 2 };
    if !sound {
        return misfit(&node);
    }
    let count = count(&node, points)?;
    let scale = Scale::Real { low, high, unit };
    let written = |unit: Option<&str>| range::real(low, high, count, unit);
    finished(fields, &node, scale, count, written)
}

/// How many points a range has at this step.
fn steps(node: &Node<'_>, low: Decimal, high: Decimal) -> Option<i128> {
    let step = node.number().filter(|step| *step > Ratio::ZERO).or_else(|| refused_step(node))?;
    let minus = Ratio::new(-1, 1)?.checked_mul(low.ratio());
    let steps =
        minus.and_then(|minus| high.ratio().checked_add(minus)).and_then(|width| width.checked_div(step));
    match steps {
        Some(steps) if steps.denominator() == 1 => steps.numerator().checked_add(1),
        _ => {
            node.fault("the step does not divide the range", "choose a step that ends on the upper end");
            None
        }
    }
}

fn refused_step<T>(node: &Node<'_>) -> Option<T> {
    node.fault("a step is above 0", "write how far apart two options stand");
    None
}

fn misfit<T>(node: &Node<'_>) -> Option<T> {
    let help = "write [low, high], low first, with a step that ends on the upper end";
    node.fault("this is not a range", help);
    None
}

/// The two ends of a range.
fn ends<'a>(node: &Node<'a>) -> Option<(Node<'a>, Node<'a>)> {
    let items = node.items("two numbers, [low, high]")?;
    match <[Node<'a>; 2]>::try_from(items) {
        Ok([low, high]) => Some((low, high)),
        Err(items) => {
            node.fault(format!("a range has two ends, found {}", items.len()), "write [low, high]");
            None
        }
    }
}

/// How many options, when that many are allowed.
fn count(node: &Node<'_>, count: i128) -> Option<usize> {
    let fits = usize::try_from(count).ok().filter(|count| (1..=Issue::MOST_OPTIONS).contains(count));
    if fits.is_none() {
        let message = format!("this range has {count} options; at most {} can be held", Issue::MOST_OPTIONS);
        node.fault(message, "take a larger `step`, or fewer `points`");
    }
    fits
}

/// The options of a range: those listed beside it, else written out from it.
fn finished(
    fields: &Fields<'_>,
    node: &Node<'_>,
    scale: Scale,
    count: usize,
    written: impl Fn(Option<&str>) -> Option<Vec<IssueOption>>,
) -> Option<(Scale, Vec<IssueOption>)> {
    if fields.get("ordered").and_then(|node| node.truth()) == Some(false) {
        fields.key("ordered")?.fault("a range is ordered", "drop `ordered`");
    }
    let unit = fields.text("unit");
    if let Some(list) = fields.get("options") {
        return listed_range(&list, scale, count, unit);
    }
    if !node.charge(count) {
        return None;
    }
    let options = written(unit);
    if options.is_none() {
        node.fault("the numbers of this range cannot be held exactly", "use fewer digits");
    }
    Some((scale, options?))
}

fn listed_range(
    list: &Node<'_>,
    scale: Scale,
    count: usize,
    unit: Option<&str>,
) -> Option<(Scale, Vec<IssueOption>)> {
    let options = options(list, unit)?;
    if options.len() != count {
        let message = format!("the range has {count} options, the list {}", options.len());
        list.fault(message, "drop the list or make it as long");
    }
    Some((scale, options))
}
