//! How keys, texts, numbers and lists stand in TOML.

use std::fmt::Write as _;

use crate::decimal::{Decimal, Ratio};

/// A key, bare where TOML allows it.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { text(name) }
}

/// A text in quotes.
pub(super) fn text(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A number: as TOML writes it where other readers hold it too, else in quotes.
pub(super) fn decimal(value: Decimal) -> String {
    let written = value.to_string();
    if plain(&written) { written } else { text(&written) }
}

/// Whether a number can stand without quotes: whole ones have 64 bits in TOML.
pub(super) fn plain(number: &str) -> bool {
    number.contains('.') || number.parse::<i64>().is_ok()
}

/// An exact number: a decimal where it terminates, else a quotient in quotes.
pub(super) fn ratio(value: Ratio) -> String {
    let exact = value.decimal_places().filter(|places| *places <= 36).and_then(|places| {
        let number = Decimal::new(value.in_units(i32::from(places))?, places);
        (number.ratio() == value).then_some(number)
    });
    exact.map_or_else(|| text(&format!("{}/{}", value.numerator(), value.denominator())), decimal)
}

/// A list on one line, or wrapped when it is long.
pub(super) fn list(items: &[String]) -> String {
    const WIDEST: usize = 90;
    let line = items.join(", ");
    if line.chars().count() <= WIDEST {
        return format!("[{line}]");
    }
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        let fits = |last: &&mut String| last.chars().count() + item.chars().count() <= WIDEST;
        match lines.last_mut().filter(fits) {
            Some(last) => {
                last.push_str(", ");
                last.push_str(item);
            }
            None => lines.push(item.clone()),
        }
    }
    format!("[\n  {},\n]", lines.join(",\n  "))
}

/// An inline table; entries are `key = value`.
pub(super) fn table(entries: &[String]) -> String {
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// Lines `key = value` of a table under its header.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// Starts a table: `[a.b]`.
    pub(super) fn table(&mut self, path: &[&str]) {
        let path: Vec<String> = path.iter().map(|part| key(part)).collect();
        self.header(&format!("[{}]", path.join(".")));
    }

    /// Starts an element of a list of tables: `[[name]]`.
    pub(super) fn element(&mut self, name: &str) {
        self.header(&format!("[[{}]]", key(name)));
    }

    fn header(&mut self, header: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(header);
        self.0.push('\n');
    }

    /// Writes `name = value`.
    pub(super) fn put(&mut self, name: &str, value: impl AsRef<str>) {
        let _ = writeln!(self.0, "{} = {}", key(name), value.as_ref());
    }

    /// Writes a text, when there is one.
    pub(super) fn put_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.put(name, text(value));
        }
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}
