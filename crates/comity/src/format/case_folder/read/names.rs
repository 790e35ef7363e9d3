//! The names a case has defined so far, for whatever refers to them.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::node::{Node, clipped};
use crate::decimal::Decimal;
use crate::model::{Issue, IssueOption, Scale};

/// A list of ids of one sort.
pub(super) struct Roll {
    what: &'static str,
    order: Vec<Rc<str>>,
    index: HashMap<Rc<str>, usize>,
}

impl Roll {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, order: Vec::new(), index: HashMap::new() }
    }

    pub(super) fn of<'i>(what: &'static str, ids: impl Iterator<Item = &'i str>) -> Self {
        let order: Vec<Rc<str>> = ids.map(Rc::from).collect();
        let index = order.iter().enumerate().map(|(at, id)| (Rc::clone(id), at)).collect();
        Self { what, order, index }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn id(&self, at: usize) -> &str {
        &self.order[at]
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.order.iter().map(|id| &**id)
    }

    /// The position of this id.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The position of the id that a text names; a fault with the nearest name when there is none.
    pub(super) fn find(&self, node: &Node<'_>) -> Option<usize> {
        self.find_named(node.text()?, node)
    }

    /// The same for a name that stands as a key at `node`.
    pub(super) fn find_named(&self, name: &str, node: &Node<'_>) -> Option<usize> {
        let found = self.index.get(name).copied();
        if found.is_none() {
            node.unknown(self.what, name, self.ids());
        }
        found
    }
}

/// The options of one issue.
pub(super) struct Options {
    what: String,
    roll: Roll,
    /// Of options whose id is not the number they stand at.
    by_value: HashMap<String, usize>,
    pub(super) values: Vec<Option<Decimal>>,
    pub(super) ordered: bool,
    /// The issue itself was faulty: what refers to its options cannot be judged.
    pub(super) faulty: bool,
}

impl Options {
    fn of(issue: &Issue) -> Self {
        let values: Vec<Option<Decimal>> = issue.options.iter().map(|option| option.value).collect();
        let at_value = |(at, option): (usize, &IssueOption)| Some((option.value?.to_string(), at));
        let other = |(value, at): &(String, usize)| *value != issue.options[*at].id;
        let by_value = issue.options.iter().enumerate().filter_map(at_value).filter(other).collect();
        Self {
            what: format!("option of issue `{}`", clipped(&issue.id)),
            roll: Roll::of("option", issue.options.iter().map(|option| option.id.as_str())),
            by_value,
            values,
            ordered: issue.scale != Scale::Unordered,
            faulty: issue.options.is_empty(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.roll.len()
    }

    pub(super) fn id(&self, at: usize) -> &str {
        self.roll.id(at)
    }

    /// The position of the option that a text or a number names.
    pub(super) fn find(&self, node: &Node<'_>) -> Option<usize> {
        match node.numeral() {
            Some(name) => self.find_named(&name, node),
            None => {
                node.expected("an option (a text in quotes or a number)");
                None
            }
        }
    }

    /// The same for a name that stands as a key at `node`.
    pub(super) fn find_named(&self, name: &str, node: &Node<'_>) -> Option<usize> {
        let found = self.known(name);
        if found.is_none() && !self.faulty {
            node.unknown(&self.what, name, self.roll.ids());
        }
        found
    }

    /// The option with this id, else the one with this value.
    pub(super) fn known(&self, name: &str) -> Option<usize> {
        let by_id = |name: &str| self.roll.index.get(name).copied();
        let by_value = || {
            let value = name.parse::<Decimal>().ok()?.to_string();
            self.by_value.get(&value).copied().or_else(|| by_id(&value))
        };
        by_id(name).or_else(by_value)
    }

    /// Whether every option stands at a number.
    pub(super) fn numbered(&self) -> bool {
        self.values.iter().all(Option::is_some)
    }
}

/// Everything that can be referred to.
pub(super) struct Names {
    pub(super) parties: Roll,
    pub(super) people: Roll,
    pub(super) principals: Roll,
    pub(super) issues: Roll,
    pub(super) options: Vec<Options>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self {
            parties: Roll::new("party"),
            people: Roll::new("person"),
            principals: Roll::new("principal"),
            issues: Roll::new("issue"),
            options: Vec::new(),
        }
    }

    pub(super) fn set_issues(&mut self, issues: &[Issue]) {
        self.issues = Roll::of("issue", issues.iter().map(|issue| issue.id.as_str()));
        self.options = issues.iter().map(Options::of).collect();
    }
}

/// Whether an id may name a party, a person, a principal, a rule or a draft; a fault when not.
pub(super) fn sound_id(name: &str, node: &Node<'_>) {
    let sound = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 200 || !name.chars().all(sound) {
        let message = format!("`{}` cannot be an id here", clipped(name));
        node.fault(message, "use letters, digits, `-` and `_`; put the full name into `name`");
    }
}

/// Whether an id may name an issue or an option; a fault when not.
pub(super) fn sound_label(name: &str, node: &Node<'_>) {
    if !is_sound_label(name) {
        let message = format!("`{}` cannot be an id", clipped(name));
        node.fault(message, "use 1 to 200 characters, without line breaks or blanks at the ends");
    }
}

fn is_sound_label(name: &str) -> bool {
    !name.is_empty() && name.len() <= 800 && name.trim() == name && !name.chars().any(char::is_control)
}
