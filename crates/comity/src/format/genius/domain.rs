//! The domain: issues with their options, and how a profile refers to them.

use std::collections::HashMap;

use super::super::Room;
use super::super::names::Ids;
use super::super::range;
use super::super::xml::{Document, Element};
use super::{PROFILE, Reading};
use crate::decimal::Decimal;
use crate::model::{Issue, IssueOption, Scale};

/// The issues of the talks.
#[derive(Default)]
pub(super) struct Domain {
    pub(super) title: String,
    pub(super) issues: Vec<Issue>,
    keys: Vec<Key>,
    /// Position of an issue by its index.
    numbers: HashMap<i64, usize>,
}

/// How a profile may refer to an issue.
struct Key {
    index: Option<i64>,
    /// Position of an option by its value, white space at the ends and repeats of it ignored.
    options: HashMap<String, usize>,
}

/// An `<issue>` of a profile or domain, and the objective it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Listed<'d> {
    pub(super) issue: &'d Element<'d>,
    pub(super) objective: &'d Element<'d>,
}

/// The `<issue>` elements of a profile, findable by name and by index.
pub(super) struct Entries<'d> {
    pub(super) listed: Vec<Listed<'d>>,
    both: HashMap<(String, i64), usize>,
    named: HashMap<String, usize>,
    numbered: HashMap<i64, usize>,
}

/// The element that holds the issues: the objective, or the utility space itself in old files.
pub(super) fn objective<'d>(document: &'d Document) -> &'d Element<'d> {
    let root = document.root();
    let is_space = root.name.eq_ignore_ascii_case(PROFILE);
    let space = if is_space { root } else { document.named(root, PROFILE).next().unwrap_or(root) };
    document.named(space, "objective").next().unwrap_or(space)
}

/// The issues in the order of the file, those of inner objectives included.
fn listed<'d>(document: &'d Document) -> Vec<Listed<'d>> {
    let mut found = Vec::new();
    collect(document, objective(document), &mut found);
    found
}

fn collect<'d>(document: &'d Document, objective: &'d Element<'d>, found: &mut Vec<Listed<'d>>) {
    for child in document.children(objective) {
        if child.name.eq_ignore_ascii_case("issue") {
            found.push(Listed { issue: child, objective });
        } else if child.name.eq_ignore_ascii_case("objective") {
            collect(document, child, found);
        }
    }
}

/// The whole number of an `index` attribute.
pub(super) fn index(element: &Element) -> Option<i64> {
    element.attribute("index")?.trim().parse().ok()
}

/// A value as it is compared: no white space at the ends, single blanks inside.
pub(super) fn folded(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Domain {
    /// Reads the issues of a document; faults are taken down.
    pub(super) fn read(document: &Document, reading: &mut Reading) -> Self {
        let mut domain = Self { title: title(document), ..Self::default() };
        let mut ids = Ids::default();
        let issues = listed(document);
        if issues.is_empty() {
            let fault = document
                .at(document.root(), "the domain has no issue")
                .help("list at least one `<issue>` with its `<item>`s in the objective");
            reading.faults.push(fault);
        }
        for Listed { issue, .. } in issues {
            let shape = reading.shape(document, issue);
            let Some((scale, options)) = shape else { continue };
            let name = issue.attribute("name").map(folded).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| format!("Issue {}", domain.issues.len() + 1));
            if !reading.room.take(options.len()) {
                reading.faults.push(document.at(issue, Room::FULL));
                break;
            }
            if let Some(index) = index(issue) {
                domain.numbers.entry(index).or_insert(domain.issues.len());
            }
            domain.keys.push(Key::new(index(issue), &options));
            domain.issues.push(Issue {
                id: ids.take(&name, "issue"),
                name,
                scale,
                options,
                change_cost: None,
                filling_cost: None,
            });
        }
        domain
    }

    /// Whether another domain has the same issues with the same options.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.issues == other.issues
    }

    /// The entry of a profile that is about issue `at`: name and index agree, else the name does,
    /// else the index.
    pub(super) fn entry<'d>(&self, at: usize, entries: &Entries<'d>) -> Option<Listed<'d>> {
        let (name, index) = (&self.issues[at].name, self.keys[at].index);
        let both = || entries.both.get(&(name.clone(), index?));
        let position = both().or_else(|| entries.named.get(name)).or_else(|| entries.numbered.get(&index?));
        position.map(|&position| entries.listed[position])
    }

    /// Position of the option of issue `at` that has this value.
    pub(super) fn option(&self, at: usize, value: &str) -> Option<usize> {
        self.keys[at].options.get(&folded(value)).copied()
    }

    /// The issue that a hyper-rectangle's index means: the one numbered so, counted from 1 where
    /// the domain does not number its issues.
    pub(super) fn numbered(&self, index: i64) -> Option<usize> {
        if self.numbers.is_empty() {
            return usize::try_from(index).ok()?.checked_sub(1).filter(|at| *at < self.issues.len());
        }
        self.numbers.get(&index).copied()
    }
}

impl<'d> Entries<'d> {
    /// The entries of a profile.
    pub(super) fn of(document: &'d Document) -> Self {
        let mut entries = Self {
            listed: listed(document),
            both: HashMap::new(),
            named: HashMap::new(),
            numbered: HashMap::new(),
        };
        for (position, entry) in entries.listed.iter().enumerate() {
            let (name, index) = (entry.issue.attribute("name").map(folded), index(entry.issue));
            if let (Some(name), Some(index)) = (&name, index) {
                entries.both.entry((name.clone(), index)).or_insert(position);
            }
            if let Some(name) = name {
                entries.named.entry(name).or_insert(position);
            }
            if let Some(index) = index {
                entries.numbered.entry(index).or_insert(position);
            }
        }
        entries
    }
}

impl Key {
    fn new(index: Option<i64>, options: &[IssueOption]) -> Self {
        let options = options.iter().enumerate().map(|(at, option)| (option.name.clone(), at)).collect();
        Self { index, options }
    }
}

fn title(document: &Document) -> String {
    let stated = objective(document).attribute("name").map(folded).unwrap_or_default();
    let says_nothing = ["", "root", "any", "objective"].contains(&stated.to_ascii_lowercase().as_str());
    if says_nothing { document.file.stem().to_owned() } else { stated }
}

impl Reading {
    fn shape(&mut self, document: &Document, issue: &Element) -> Option<(Scale, Vec<IssueOption>)> {
        let stated = ["type", "etype", "vtype"].iter().find_map(|name| issue.attribute(name));
        match stated.unwrap_or("discrete").trim().to_ascii_lowercase().as_str() {
            "discrete" | "" => self.discrete(document, issue),
            "integer" => self.integer(document, issue),
            "real" => self.real(document, issue),
            other => {
                let fault = document
                    .at_value(issue, "type", format!("unknown type of issue `{other}`"))
                    .help("discrete, integer and real are allowed");
                self.faults.push(fault);
                None
            }
        }
    }

    fn discrete(&mut self, document: &Document, issue: &Element) -> Option<(Scale, Vec<IssueOption>)> {
        let (mut options, mut ids, mut seen) = (Vec::new(), Ids::default(), HashMap::new());
        for item in document.named(issue, "item") {
            let Some(value) = item.attribute("value") else {
                self.faults.push_with(|| document.at(item, "the item has no attribute `value`"));
                continue;
            };
            let name = folded(value);
            if seen.insert(name.clone(), ()).is_some() {
                self.note(document.file, &format!("the value `{name}` is listed twice; the first counts"));
            } else {
                options.push(IssueOption { id: ids.take(&name, "option"), name, value: None });
            }
        }
        self.fits(document, issue, options.len() as i128)?;
        Some((Scale::Unordered, options))
    }

    fn integer(&mut self, document: &Document, issue: &Element) -> Option<(Scale, Vec<IssueOption>)> {
        let (low, high) = self.bounds(document, issue)?;
        let whole =
            |bound: Decimal| (bound.places() == 0).then(|| i64::try_from(bound.mantissa()).ok()).flatten();
        let (Some(low), Some(high)) = (whole(low), whole(high)) else {
            let fault = document.at(issue, "the bounds of an integer issue are not whole numbers of 64 bits");
            self.faults.push(fault);
            return None;
        };
        let count = self.fits(document, issue, i128::from(high) - i128::from(low) + 1)?;
        let options = range::whole(low, 1, count, None)?;
        Some((Scale::Integer { low, high, unit: None }, options))
    }

    fn real(&mut self, document: &Document, issue: &Element) -> Option<(Scale, Vec<IssueOption>)> {
        let (low, high) = self.bounds(document, issue)?;
        if low > high {
            self.fits(document, issue, 0)?;
        }
        let count = if low == high { 1 } else { Issue::REAL_POINTS };
        let Some(options) = range::real(low, high, count, None) else {
            self.faults
                .push_with(|| document.at(issue, "the bounds have more digits than can be held exactly"));
            return None;
        };
        let name = issue.attribute("name").unwrap_or_default();
        let remark = format!("the real issue `{name}` is taken in {count} equally spaced points");
        self.note(document.file, &remark);
        Some((Scale::Real { low, high, unit: None }, options))
    }

    /// The bounds, from the issue itself or from its `<range>`.
    fn bounds(&mut self, document: &Document, issue: &Element) -> Option<(Decimal, Decimal)> {
        let inner = document.named(issue, "range").next();
        let holder =
            |name: &str| if issue.attribute(name).is_some() { issue } else { inner.unwrap_or(issue) };
        let low = self.number(document, holder("lowerbound"), "lowerbound");
        let high = self.number(document, holder("upperbound"), "upperbound");
        Some((low?, high?))
    }

    /// The number of options when an issue may have so many.
    fn fits(&mut self, document: &Document, issue: &Element, count: i128) -> Option<usize> {
        let fault = match range::fits(count) {
            Ok(count) => return Some(count),
            Err(fault) => fault,
        };
        let help = "list its `<item>`s, or a range whose lower bound does not exceed the upper";
        self.faults.push_with(|| document.at(issue, fault).help(help));
        None
    }
}
