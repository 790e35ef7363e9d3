//! A value in a TOML file together with its place, so that every fault can point at it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::TableKind;
use super::sheet::{MOST_ENTRIES, Sheet};
use crate::decimal::{Decimal, Ratio};
use crate::format::{Diagnostic, Place, nearest};

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) value: &'a DeValue<'a>,
    /// What a fault points at: the value, or the name of the table.
    pub(super) span: Range<usize>,
}

/// A table whose keys have been checked.
#[derive(Clone)]
pub(super) struct Fields<'a> {
    pub(super) node: Node<'a>,
    table: &'a DeTable<'a>,
    kind: &'static TableKind,
}

/// A key a person chose: the id of what follows.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    /// The key itself.
    pub(super) key: Node<'a>,
    pub(super) value: Node<'a>,
}

impl<'a> Node<'a> {
    fn of(sheet: &'a Sheet<'a>, key: Option<Range<usize>>, value: &'a Spanned<DeValue<'a>>) -> Self {
        let span = match (key, value.get_ref()) {
            (Some(key), DeValue::Table(_)) => key,
            _ => value.span(),
        };
        Self { sheet, value: value.get_ref(), span }
    }

    /// This place.
    pub(super) fn place(&self) -> Place {
        self.sheet.place(&self.span)
    }

    /// Takes down a fault at this place.
    pub(super) fn fault(&self, message: impl Into<String>, help: impl Into<String>) {
        self.sheet.reading.push(|| Diagnostic::at(self.place(), message).help(help));
    }

    /// Takes down a name that stands for nothing, with what is allowed and the nearest name.
    pub(super) fn unknown<'n>(&self, what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) {
        if self.sheet.reading.damaged.get() {
            return;
        }
        self.sheet.reading.push(|| {
            let help = allowed(name, known);
            Diagnostic::at(self.place(), format!("there is no {what} `{}`", clipped(name))).help(help)
        });
    }

    /// Whether `entries` more may be written out; a fault here when not.
    pub(super) fn charge(&self, entries: usize) -> bool {
        let room = &self.sheet.reading.room;
        match room.get().checked_sub(entries) {
            Some(left) => {
                room.set(left);
                true
            }
            None => {
                let message = format!("written out, this folder has more than {MOST_ENTRIES} entries");
                self.fault(message, "take coarser steps");
                room.set(0);
                false
            }
        }
    }

    /// Takes down that something else was expected.
    pub(super) fn expected(&self, what: &str) {
        let (found, shown) = (self.value.type_str(), self.excerpt());
        self.fault(format!("expected {what}, found {} {found}{shown}", article(found)), hint(self, what));
    }

    /// The source of a short value, quoted.
    fn excerpt(&self) -> String {
        match self.value {
            DeValue::Table(_) | DeValue::Array(_) => String::new(),
            _ => self.sheet.text.get(self.span.clone()).map_or_else(String::new, |text| {
                format!(" `{}`", clipped(text.lines().next().unwrap_or_default()))
            }),
        }
    }

    /// The text of a string.
    pub(super) fn text(&self) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.expected("a text in quotes");
        }
        text
    }

    /// `true` or `false`.
    pub(super) fn truth(&self) -> Option<bool> {
        let truth = self.value.as_bool();
        if truth.is_none() {
            self.expected("true or false");
        }
        truth
    }

    /// An exact decimal: a number, or a number in quotes.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        self.numeral().map(|text| self.kept(text.parse())).unwrap_or_else(|| {
            self.expected("a number");
            None
        })
    }

    /// An exact number: a decimal, or a quotient in quotes such as `"1/3"`.
    pub(super) fn number(&self) -> Option<Ratio> {
        match self.value.as_str().and_then(|text| text.split_once('/')) {
            Some((above, below)) => {
                let (above, below): (Decimal, Decimal) =
                    (self.kept(above.parse())?, self.kept(below.parse())?);
                let quotient = above.ratio().checked_div(below.ratio());
                if quotient.is_none() {
                    self.fault("this quotient cannot be held exactly", "divide by a number other than 0");
                }
                quotient
            }
            None => self.decimal().map(Decimal::ratio),
        }
    }

    /// A whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        let whole = match self.value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if whole.is_none() {
            self.expected("a whole number of at most 18 digits");
        }
        whole
    }

    fn kept<T>(&self, parsed: Result<T, crate::decimal::NumberError>) -> Option<T> {
        parsed.map_err(|error| self.fault(error.to_string(), "write a number such as 12 or 0.5")).ok()
    }

    /// The digits of a number, or a text that may be one.
    pub(super) fn numeral(&self) -> Option<String> {
        match self.value {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Integer(number) => {
                i128::from_str_radix(number.as_str(), number.radix()).ok().map(|whole| whole.to_string())
            }
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        }
    }

    /// The elements of a list.
    pub(super) fn items(&self, what: &str) -> Option<Vec<Node<'a>>> {
        let Some(array) = self.value.as_array() else {
            self.expected(what);
            return None;
        };
        Some(array.iter().map(|item| Node::of(self.sheet, None, item)).collect())
    }

    /// A single value as a list of one, a list as itself.
    pub(super) fn one_or_many(&self) -> Vec<Node<'a>> {
        match self.value {
            DeValue::Array(array) => array.iter().map(|item| Node::of(self.sheet, None, item)).collect(),
            _ => vec![self.clone()],
        }
    }

    /// The entries of a table whose keys are ids, in the order written.
    pub(super) fn entries(&self, what: &str) -> Option<Vec<Entry<'a>>> {
        let Some(table) = self.value.as_table() else {
            self.expected(what);
            return None;
        };
        let entry =
            |(key, value): (&'a Spanned<std::borrow::Cow<'a, str>>, &'a Spanned<DeValue<'a>>)| Entry {
                name: key.get_ref(),
                key: Node { sheet: self.sheet, value: self.value, span: key.span() },
                value: Node::of(self.sheet, Some(key.span()), value),
            };
        Some(table.iter().map(entry).collect())
    }

    /// A table of a kind, its keys checked.
    pub(super) fn fields(&self, kind: &'static TableKind) -> Option<Fields<'a>> {
        let Some(table) = self.value.as_table() else {
            self.expected(&format!("{} (a table)", kind.name));
            return None;
        };
        let known: Vec<&str> = kind.keys.to_vec();
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let node = Node { span: key.span(), ..self.clone() };
            let help = allowed(key.get_ref(), known.iter().copied());
            node.fault(format!("{} has no key `{}`", kind.name, clipped(key.get_ref())), help);
        }
        let fields = Fields { node: self.clone(), table, kind };
        let missing = kind.required.iter().filter(|key| !table.contains_key(**key));
        missing.filter(|key| !fields.in_doubt(key)).for_each(|key| fields.missing(key));
        Some(fields)
    }
}

impl<'a> Fields<'a> {
    /// The root table of a file.
    pub(super) fn root(
        sheet: &'a Sheet<'a>,
        root: &'a Spanned<DeValue<'a>>,
        kind: &'static TableKind,
    ) -> Option<Self> {
        Node { sheet, value: root.get_ref(), span: 0..0 }.fields(kind)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<Node<'a>> {
        let (name, value) = self.table.get_key_value(key)?;
        Some(Node::of(self.node.sheet, Some(name.span()), value))
    }

    /// The key itself, for faults about its presence.
    pub(super) fn key(&self, key: &str) -> Option<Node<'a>> {
        let (name, value) = self.table.get_key_value(key)?;
        Some(Node { sheet: self.node.sheet, value: value.get_ref(), span: name.span() })
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// The number of a key.
    pub(super) fn number(&self, key: &str) -> Option<Ratio> {
        self.get(key)?.number()
    }

    /// Those of `keys` that are written.
    pub(super) fn present(&self, keys: &'static [&'static str]) -> Vec<&'static str> {
        keys.iter().copied().filter(|key| self.table.contains_key(*key)).collect()
    }

    /// The tables of a `[[key]]` list; none when the key is absent.
    pub(super) fn list(&self, key: &str) -> Vec<Node<'a>> {
        let what = format!("a list of tables, each headed [[{key}]]");
        self.get(key).and_then(|node| node.items(&what)).unwrap_or_default()
    }

    /// The entries of a `[key.ID]` table; none when the key is absent.
    pub(super) fn named(&self, key: &str) -> Vec<Entry<'a>> {
        let what = format!("a table for each, headed [{key}.ID]");
        self.get(key).and_then(|node| node.entries(&what)).unwrap_or_default()
    }

    /// Whether a missing key proves nothing: the file is damaged, or the key stands there misspelt.
    pub(super) fn in_doubt(&self, key: &str) -> bool {
        let known = self.kind.keys;
        let unknown = self.table.keys().map(|key| key.get_ref().as_ref()).filter(|key| !known.contains(key));
        let meant = |written| nearest(written, known.iter().copied()) == Some(key);
        self.node.sheet.damaged || unknown.take(FEW).any(meant)
    }

    fn missing(&self, key: &str) {
        self.node.fault(format!("{} needs the key `{key}`", self.kind.name), format!("add `{key} = …`"));
    }
}

/// Unknown keys looked at for what they might have meant.
const FEW: usize = 20;

/// What is allowed in place of `name`, the nearest first.
pub(super) fn allowed<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    const SHOWN: usize = 12;
    const COMPARED: usize = 5_000;
    let count = known.clone().count();
    if count == 0 {
        return "none is defined".to_owned();
    }
    let mut listed: Vec<String> =
        known.clone().take(SHOWN).map(|name| format!("`{}`", clipped(name))).collect();
    if count > SHOWN {
        listed.push(format!("{} more", count - SHOWN));
    }
    let list = match listed.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => listed.concat(),
    };
    let verb = if count == 1 { "is" } else { "are" };
    // A number near another is not a misspelling of it.
    let number = name.parse::<Decimal>().is_ok();
    match nearest(name, known.take(COMPARED)).filter(|_| !number) {
        Some(near) => format!("did you mean `{}`? allowed {verb} {list}", clipped(near)),
        None => format!("allowed {verb} {list}"),
    }
}

/// A text cut for a message, without characters that would disturb a terminal.
pub(super) fn clipped(text: &str) -> String {
    const LONGEST: usize = 60;
    let cut: String =
        text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{cut}…") } else { cut }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn hint(node: &Node<'_>, what: &str) -> String {
    match node.value {
        DeValue::Table(_) if what.contains("number") || what.contains("option") => {
            "a key with a point in it needs quotes: \"0.5\" = 3".to_owned()
        }
        _ => format!("write {what}"),
    }
}
