//! JSON with the place of every value. Strict, except that a byte order mark is passed over and
//! that infinities are let through, which Python writes and JSON does not know.

use std::collections::HashSet;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Place};
use super::files::File;
use super::tree::{DEEPEST, Key, MOST_VALUES, Node, Tree, Value};

/// Parses a file.
///
/// *Errors*: the first place that is not JSON, a key that appears twice, too deep or too many.
pub(crate) fn parse(file: &File) -> Result<Tree<'_>, Diagnostic> {
    let text = file.text()?;
    let mut parser = Parser { file, text, at: 0, values: 0 };
    let root = parser.value(0)?;
    parser.blanks();
    match parser.peek() {
        None => Ok(Tree { file, text, root }),
        Some(_) => Err(parser.fault("something follows the end of the outermost value")),
    }
}

struct Parser<'a> {
    file: &'a File,
    text: &'a str,
    at: usize,
    values: usize,
}

type Parsed<T> = Result<T, Diagnostic>;

impl Parser<'_> {
    fn value(&mut self, depth: usize) -> Parsed<Node> {
        self.blanks();
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(self.fault(format!("the file has more than {MOST_VALUES} values")));
        }
        if depth > DEEPEST {
            return Err(self.fault(format!("values are nested more than {DEEPEST} deep")));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => self.word()?,
            None => return Err(self.fault("the file ends where a value belongs; it may be cut off")),
        };
        Ok(Node { span: start..self.at, value })
    }

    fn map(&mut self, depth: usize) -> Parsed<Value> {
        let (mut entries, mut seen) = (Vec::new(), HashSet::new());
        self.at += 1;
        if self.closes(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.blanks();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key in double quotes"));
            }
            let name = self.string()?;
            let span = start..self.at;
            if !seen.insert(name.clone()) {
                return Err(self.fault_at(span, format!("the key `{name}` appears twice")));
            }
            self.blanks();
            self.expect(b':')?;
            entries.push((Key { span, name }, self.value(depth + 1)?));
            if !self.more(b'}')? {
                return Ok(Value::Map(entries));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Parsed<Value> {
        let mut items = Vec::new();
        self.at += 1;
        if self.closes(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if !self.more(b']')? {
                return Ok(Value::List(items));
            }
        }
    }

    /// Whether the closing bracket stands next; it is taken.
    fn closes(&mut self, bracket: u8) -> bool {
        self.blanks();
        let closes = self.peek() == Some(bracket);
        self.at += usize::from(closes);
        closes
    }

    /// Takes a comma or the closing bracket; whether it was a comma.
    fn more(&mut self, bracket: u8) -> Parsed<bool> {
        if self.closes(bracket) {
            return Ok(false);
        }
        let help = format!("`,` or `{}`", char::from(bracket));
        if self.peek() != Some(b',') {
            return Err(self.expected(&help));
        }
        self.at += 1;
        Ok(true)
    }

    fn string(&mut self) -> Parsed<String> {
        let opening = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(stop) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                return Err(
                    self.fault_at(opening..opening + 1, "the text is never closed; the file may be cut off")
                );
            };
            text.push_str(&rest[..stop]);
            self.at += stop;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => {
                    return Err(
                        self.fault("a line break or control character inside a text; write it as an escape")
                    );
                }
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        self.at += 2;
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(start),
            _ => {
                self.at = start;
                return Err(self.fault("unknown escape in a text"));
            }
        })
    }

    fn code_point(&mut self, start: usize) -> Parsed<char> {
        let wrong = |parser: &Self| parser.fault_at(start..start + 2, "not an escape of a character");
        let first = self.hex().ok_or_else(|| wrong(self))?;
        let code = if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            let second =
                self.hex().filter(|code| (0xdc00..0xe000).contains(code)).ok_or_else(|| wrong(self))?;
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| wrong(self))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let digits = digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(digits)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        if self.text[start..].starts_with("-Infinity") {
            self.at += "-Infinity".len();
            return Ok(Value::Number("-inf".to_owned()));
        }
        let part = |b: &u8| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        self.at += self.text.as_bytes()[start..].iter().take_while(|b| part(b)).count();
        let lexeme = &self.text[start..self.at];
        if !is_number(lexeme) {
            return Err(self.fault_at(start..self.at, format!("`{}` is not a number", clipped(lexeme))));
        }
        Ok(Value::Number(lexeme.to_owned()))
    }

    fn word(&mut self) -> Parsed<Value> {
        let words = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("Infinity", Value::Number("inf".to_owned())),
            ("NaN", Value::Number("nan".to_owned())),
        ];
        for (word, value) in words {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self
            .expected("a value: an object, a list, a text in double quotes, a number, true, false or null"))
    }

    fn blanks(&mut self) {
        let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|b| blank(b)).count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn expect(&mut self, byte: u8) -> Parsed<()> {
        if self.peek() != Some(byte) {
            return Err(self.expected(&format!("`{}`", char::from(byte))));
        }
        self.at += 1;
        Ok(())
    }

    fn expected(&self, what: &str) -> Diagnostic {
        match self.text[self.at..].chars().next() {
            Some(letter) => self.fault(format!("`{}` stands where {what} belongs", letter.escape_default())),
            None => self.fault(format!("the file ends where {what} belongs; it may be cut off")),
        }
    }

    fn fault(&self, message: impl Into<String>) -> Diagnostic {
        self.fault_at(self.at..(self.at + 1).min(self.text.len()).max(self.at), message)
    }

    fn fault_at(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Place::of(self.file, self.text, span), message)
    }
}

fn is_number(lexeme: &str) -> bool {
    let body = lexeme.strip_prefix('-').unwrap_or(lexeme);
    let (mantissa, exponent) = body.split_once(['e', 'E']).unwrap_or((body, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

fn clipped(lexeme: &str) -> &str {
    &lexeme[..lexeme.len().min(40)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Value, String> {
        let file = File { path: "x.json".into(), bytes: text.into() };
        parse(&file).map(|tree| tree.root.value).map_err(|fault| fault.to_string())
    }

    #[test]
    fn reads_every_kind_of_value() {
        let value =
            parsed("{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\\ud83d\\ude00\\n\"], \"b\": {}}").unwrap();
        assert!(format!("{value:?}").contains("xé😀\\n"), "{value:?}");
    }

    #[test]
    fn says_where_it_is_broken() {
        for (text, said) in [
            ("{\"a\": 1,\n \"a\": 2}", "x.json:2:2: the key `a` appears twice"),
            ("[1, 2", "x.json:1:6: the file ends where `,` or `]` belongs; it may be cut off"),
            ("[01x]", "x.json:1:4: `x` stands where `,` or `]` belongs"),
            ("{\"a\" 1}", "x.json:1:6: `1` stands where `:` belongs"),
            ("[\"abc]", "x.json:1:2: the text is never closed; the file may be cut off"),
            ("[1] 2", "x.json:1:5: something follows the end of the outermost value"),
            ("[1.]", "x.json:1:2: `1.` is not a number"),
        ] {
            assert_eq!(parsed(text).unwrap_err(), said);
        }
        assert!(parsed(&"[".repeat(1_000_000)).unwrap_err().contains("more than 64 deep"));
    }
}
