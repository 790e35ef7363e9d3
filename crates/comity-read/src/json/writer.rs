//! A small JSON writer: strings escaped, commas placed, nothing buffered but the text itself.

use std::fmt::Write as _;

/// Writes one JSON text.
pub(crate) struct Writer {
    out: String,
    /// Whether the innermost open value already holds an item.
    filled: bool,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self { out: String::new(), filled: false }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn comma(&mut self) {
        if self.filled {
            self.out.push(',');
        }
        self.filled = true;
    }

    /// An object as an item of a list or as the whole text.
    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.comma();
        self.braced('{', '}', fill);
    }

    /// An object as a member.
    pub(crate) fn object_at(&mut self, key: &str, fill: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braced('{', '}', fill);
    }

    /// A list as a member.
    pub(crate) fn list_at(&mut self, key: &str, fill: impl FnOnce(&mut Self)) {
        self.key(key);
        self.braced('[', ']', fill);
    }

    fn braced(&mut self, open: char, close: char, fill: impl FnOnce(&mut Self)) {
        self.out.push(open);
        self.filled = false;
        fill(self);
        self.out.push(close);
        self.filled = true;
    }

    fn key(&mut self, key: &str) {
        self.comma();
        self.quoted(key);
        self.out.push(':');
    }

    /// A string as a member.
    pub(crate) fn text_at(&mut self, key: &str, value: &str) {
        self.key(key);
        self.quoted(value);
    }

    /// A string or null as a member.
    pub(crate) fn maybe_at(&mut self, key: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text_at(key, value),
            None => self.raw_at(key, "null"),
        }
    }

    /// A string as an item.
    pub(crate) fn text(&mut self, value: &str) {
        self.comma();
        self.quoted(value);
    }

    /// A number as an item.
    pub(crate) fn number(&mut self, value: u32) {
        self.comma();
        let _ = write!(self.out, "{value}");
    }

    /// Anything that prints as JSON (number, true, false, null) as a member.
    pub(crate) fn raw_at(&mut self, key: &str, value: impl std::fmt::Display) {
        self.key(key);
        let _ = write!(self.out, "{value}");
    }

    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                c if (c as u32) < 0x20 => {
                    let _ = write!(self.out, "\\u{:04x}", c as u32);
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn commas_and_escapes() {
        let mut json = Writer::new();
        json.object(|o| {
            o.text_at("a", "x\"\\\n\u{1}");
            o.list_at("b", |l| {
                l.number(1);
                l.object(|_| {});
                l.text("é");
            });
            o.maybe_at("c", None);
        });
        assert_eq!(json.finish(), r#"{"a":"x\"\\\n\u0001","b":[1,{},"é"],"c":null}"#);
    }
}
