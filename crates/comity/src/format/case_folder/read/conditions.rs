//! Conditions on issues: `{ dam-height = { above = 45 }, season = ["may", "june"] }`.

use super::super::keys;
use super::super::node::{Fields, Node, clipped};
use super::names::{Names, Options};
use crate::decimal::Decimal;
use crate::model::{IssueId, Literal, PartialPackage};

/// The conditions of a table whose keys are issues, in the order written.
pub(super) fn conditions(node: &Node<'_>, names: &Names) -> Option<Vec<Literal>> {
    let entries = node.entries("conditions, such as { issue = \"option\" }")?;
    let found: Vec<Option<Literal>> = entries
        .iter()
        .map(|entry| {
            let issue = names.issues.find_named(entry.name, &entry.key)?;
            literal(&entry.value, issue, names)
        })
        .collect();
    found.into_iter().collect()
}

/// The one condition of a table; a fault when there are more or none.
pub(super) fn single(node: &Node<'_>, names: &Names, help: &str) -> Option<Literal> {
    let all = conditions(node, names)?;
    match <[Literal; 1]>::try_from(all) {
        Ok([one]) => Some(one),
        Err(all) => {
            node.fault(format!("one issue belongs here, found {}", all.len()), help);
            None
        }
    }
}

/// Options of one issue: an option, a list of them, or bounds on its scale.
pub(super) fn literal(node: &Node<'_>, issue: usize, names: &Names) -> Option<Literal> {
    let options = &names.options[issue];
    if options.faulty {
        return None;
    }
    let chosen = match node.value.as_table() {
        Some(_) => bounded(node, options, names.issues.id(issue))?,
        None => among(node, options)?,
    };
    if chosen.is_empty() {
        let message = format!("no option of `{}` fulfils this", clipped(names.issues.id(issue)));
        node.fault(message, "choose at least one option");
        return None;
    }
    Some(Literal { issue: IssueId(issue), options: chosen })
}

/// Positions of the options named, ascending, without repeats.
fn among(node: &Node<'_>, options: &Options) -> Option<Vec<usize>> {
    let named = node.one_or_many();
    if !node.charge(named.len()) {
        return None;
    }
    let found: Vec<Option<usize>> = named.iter().map(|name| options.find(name)).collect();
    let mut found: Vec<usize> = found.into_iter().collect::<Option<_>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// Positions of the options within every bound of the table.
fn bounded(node: &Node<'_>, options: &Options, issue: &str) -> Option<Vec<usize>> {
    let fields = node.fields(&keys::BOUNDS)?;
    if !node.charge(options.len()) {
        return None;
    }
    let mut kept = vec![true; options.len()];
    let mut sound = true;
    for key in fields.present(&["above", "below", "from", "to"]) {
        let place = fields.get(key).and_then(|bound| Bound::read(&bound, options, issue));
        let Some(place) = place else {
            sound = false;
            continue;
        };
        for (at, keep) in kept.iter_mut().enumerate() {
            *keep &= place.allows(key, at, options);
        }
    }
    if let Some(excluded) = fields.get("not") {
        among(&excluded, options)?.into_iter().for_each(|at| kept[at] = false);
    }
    sound.then(|| (0..kept.len()).filter(|at| kept[*at]).collect())
}

/// Where a bound stands: at a number, or at an option of an order without numbers.
enum Bound {
    Number(Decimal),
    Position(usize),
}

impl Bound {
    fn read(node: &Node<'_>, options: &Options, issue: &str) -> Option<Self> {
        if !options.ordered {
            let message = format!("the options of `{}` have no order", clipped(issue));
            node.fault(message, "list the options meant, or say `ordered = true` in the issue");
            return None;
        }
        let text = node.numeral();
        // An option may be called like a number it does not stand at, `1e3`: the name goes first.
        let named = text.as_ref().is_some_and(|text| options.known(text).is_some());
        match text.and_then(|text| text.parse().ok()) {
            Some(number) if options.numbered() && !named => Some(Self::Number(number)),
            _ => {
                let at = options.find(node)?;
                Some(
                    options.values[at]
                        .filter(|_| options.numbered())
                        .map_or(Self::Position(at), Self::Number),
                )
            }
        }
    }

    fn allows(&self, key: &str, at: usize, options: &Options) -> bool {
        let side = match self {
            Self::Number(bound) => options.values[at].map(|value| value.cmp(bound)),
            Self::Position(bound) => Some(at.cmp(bound)),
        };
        side.is_some_and(|side| match key {
            "above" => side.is_gt(),
            "below" => side.is_lt(),
            "from" => side.is_ge(),
            _ => side.is_le(),
        })
    }
}

/// A package, issues left out being open.
pub(super) fn package(node: &Node<'_>, names: &Names) -> Option<PartialPackage> {
    let mut package = PartialPackage::open(names.issues.len());
    let mut sound = true;
    for entry in node.entries("a package, such as { issue = \"option\" }")? {
        let issue = names.issues.find_named(entry.name, &entry.key);
        let option = issue.and_then(|issue| names.options[issue].find(&entry.value));
        match (issue, option.and_then(|option| u32::try_from(option).ok())) {
            (Some(issue), Some(option)) => package.0[issue] = Some(option),
            _ => sound = false,
        }
    }
    sound.then_some(package)
}

/// The conditions of a key.
pub(super) fn conditions_of(fields: &Fields<'_>, key: &str, names: &Names) -> Option<Vec<Literal>> {
    conditions(&fields.get(key)?, names)
}
