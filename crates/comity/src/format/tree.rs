//! Values with their places, the same for JSON and YAML.

#[cfg(feature = "geniusweb")]
use std::collections::HashMap;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Place};
use super::files::File;
use crate::decimal::Decimal;

/// A parsed file.
pub(crate) struct Tree<'a> {
    pub(crate) file: &'a File,
    pub(crate) text: &'a str,
    pub(crate) root: Node,
}

/// A value and the bytes of the text it takes.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As written; not yet a number Comity can hold.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// Keys are unique.
    Map(Vec<(Key, Node)>),
}

/// The key of an entry.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) span: Range<usize>,
    pub(crate) name: String,
}

/// Most values a file may hold.
pub(crate) const MOST_VALUES: usize = 2_000_000;
/// Deepest nesting.
pub(crate) const DEEPEST: usize = 64;

impl Tree<'_> {
    /// A fault at a value.
    pub(crate) fn at(&self, node: &Node, message: impl Into<String>) -> Diagnostic {
        self.fault(node.span.clone(), message)
    }

    /// A fault at bytes of the text.
    pub(crate) fn fault(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Place::of(self.file, self.text, span), message)
    }

    /// The entry of a map.
    ///
    /// *Errors*: no map, or no such entry.
    pub(crate) fn need<'n>(&self, node: &'n Node, name: &str) -> Result<&'n Node, Diagnostic> {
        self.entries(node)?;
        node.get(name).ok_or_else(|| self.at(node, format!("`{name}` is missing here")))
    }

    /// The entries of a map.
    ///
    /// *Errors*: another kind of value.
    pub(crate) fn entries<'n>(&self, node: &'n Node) -> Result<&'n [(Key, Node)], Diagnostic> {
        match &node.value {
            Value::Map(entries) => Ok(entries),
            _ => Err(self.at(node, format!("{} where a map of names to values belongs", node.kind()))),
        }
    }

    /// The items of a list.
    ///
    /// *Errors*: another kind of value.
    pub(crate) fn items<'n>(&self, node: &'n Node) -> Result<&'n [Node], Diagnostic> {
        match &node.value {
            Value::List(items) => Ok(items),
            _ => Err(self.at(node, format!("{} where a list belongs", node.kind()))),
        }
    }

    /// The number; text that reads as one counts, as some programs quote numbers.
    ///
    /// *Errors*: another kind of value, or more digits than can be held.
    pub(crate) fn number(&self, node: &Node) -> Result<Decimal, Diagnostic> {
        match &node.value {
            Value::Number(text) | Value::Text(text) => {
                let long = || text.parse::<f64>().ok().and_then(Decimal::from_f64);
                let kept = |error| long().ok_or(error);
                text.parse().or_else(kept).map_err(|error| self.at(node, format!("{error}")))
            }
            _ => Err(self.at(node, format!("{} where a number belongs", node.kind()))),
        }
    }

    /// The value as a name: text as it is, numbers and truth values as written.
    ///
    /// *Errors*: a list, a map, nothing.
    pub(crate) fn name(&self, node: &Node) -> Result<String, Diagnostic> {
        match &node.value {
            Value::Text(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.clone()),
            Value::Bool(truth) => Ok(truth.to_string()),
            _ => Err(self.at(node, format!("{} where a name belongs", node.kind()))),
        }
    }
}

impl Node {
    /// The entry of a map; `None` for other values.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }

    /// The entries of a map by name, for maps that are asked often.
    #[cfg(feature = "geniusweb")]
    pub(crate) fn by_name(&self) -> HashMap<&str, &Node> {
        let Value::Map(entries) = &self.value else { return HashMap::new() };
        entries.iter().map(|(key, node)| (key.name.as_str(), node)).collect()
    }

    /// Whether it is the value that stands for nothing.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What it is, for people.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}
