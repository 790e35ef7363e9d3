//! YAML with the place of every value: one document, no tags that ask for code, aliases counted in full.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};

use super::diagnostic::{Diagnostic, Place};
use super::files::File;
use super::tree::{DEEPEST, Key, MOST_VALUES, Node, Tree, Value};

/// Parses a file.
///
/// *Errors*: the first place that is not YAML, a key that appears twice, a tag, too deep or too many.
pub(crate) fn parse(file: &File) -> Result<Tree<'_>, Diagnostic> {
    let text = file.text()?;
    let mut builder = Builder::new(file, text);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.take(event, &span)?,
            Err(error) => {
                let at = builder.byte(error.marker());
                return Err(builder.fault(at..at, format!("not YAML: {}", error.info())));
            }
        }
    }
    match builder.root {
        Some(root) => Ok(Tree { file, text, root }),
        None => Err(builder.fault(0..0, "the file is empty")),
    }
}

struct Builder<'a> {
    file: &'a File,
    text: &'a str,
    /// Byte of every character; `None` where the two are the same.
    bytes: Option<Vec<usize>>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    values: usize,
    root: Option<Node>,
}

/// A list or map being read.
struct Open {
    start: usize,
    anchor: usize,
    values_before: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, seen: HashSet<String>, key: Option<Key> },
}

/// Between the parts of a key that is itself a list.
pub(crate) const KEY_PARTS: char = '\u{1f}';

impl<'a> Builder<'a> {
    fn new(file: &'a File, text: &'a str) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
        Self { file, text, bytes, open: Vec::new(), anchors: HashMap::new(), values: 0, root: None }
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Diagnostic> {
        let range = self.byte(&span.start)..self.byte(&span.end);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &range)?;
                let value =
                    if style == ScalarStyle::Plain { plain(&text) } else { Value::Text(text.into_owned()) };
                self.count(1, &range)?;
                self.finish(Node { span: range, value }, anchor, 1)
            }
            Event::SequenceStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &range)?;
                self.begin(range, anchor, Kind::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.check_tag(tag.as_deref(), &range)?;
                let kind = Kind::Map { entries: Vec::new(), seen: HashSet::new(), key: None };
                self.begin(range, anchor, kind)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(self.fault(range, "an alias inside what it stands for"));
                };
                let (node, size) = (node.clone(), *size);
                self.count(size, &range)?;
                self.finish(Node { span: range, value: node.value }, 0, size)
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(self.fault(range, "a second document; a file holds one"))
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, range: Range<usize>, anchor: usize, kind: Kind) -> Result<(), Diagnostic> {
        self.count(1, &range)?;
        if self.open.len() == DEEPEST {
            return Err(self.fault(range, format!("values are nested more than {DEEPEST} deep")));
        }
        self.open.push(Open { start: range.start, anchor, values_before: self.values - 1, kind });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Diagnostic> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let value = match open.kind {
            Kind::List(items) => Value::List(items),
            Kind::Map { entries, .. } => Value::Map(entries),
        };
        let end = open.start + self.text[open.start..end.max(open.start)].trim_end().len();
        let size = self.values - open.values_before;
        self.finish(Node { span: open.start..end, value }, open.anchor, size)
    }

    /// Puts a value into the list or map it belongs to.
    fn finish(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), Diagnostic> {
        if anchor > 0 {
            self.count(size, &node.span)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(Kind::List(items)) => items.push(node),
            Some(Kind::Map { entries, key: key @ Some(_), .. }) => {
                entries.extend(key.take().map(|key| (key, node)));
            }
            Some(Kind::Map { seen, key, .. }) => {
                let Some(name) = key_name(&node) else {
                    return Err(self.fault(node.span, "a key that is neither a name nor a list of names"));
                };
                if !seen.insert(name.clone()) {
                    return Err(self.fault(node.span, format!("the key `{name}` appears twice")));
                }
                *key = Some(Key { span: node.span, name });
            }
        }
        Ok(())
    }

    fn count(&mut self, size: usize, range: &Range<usize>) -> Result<(), Diagnostic> {
        self.values = self.values.saturating_add(size);
        if self.values > MOST_VALUES {
            let message = format!("the file has more than {MOST_VALUES} values, aliases counted in full");
            return Err(self.fault(range.clone(), message));
        }
        Ok(())
    }

    /// A tag may ask a program to run something; only those of plain data are let through.
    fn check_tag(&self, tag: Option<&Tag>, range: &Range<usize>) -> Result<(), Diagnostic> {
        match tag {
            Some(tag) if !tag.is_yaml_core_schema() || tag.suffix.starts_with("python/") => {
                let message = format!("the tag `{}{}` cannot be read", tag.handle, tag.suffix);
                Err(self.fault(range.clone(), message).help("remove it; only plain data is read"))
            }
            _ => Ok(()),
        }
    }

    fn byte(&self, marker: &Marker) -> usize {
        match &self.bytes {
            None => marker.index().min(self.text.len()),
            Some(bytes) => bytes.get(marker.index()).copied().unwrap_or(self.text.len()),
        }
    }

    fn fault(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Place::of(self.file, self.text, span), message)
    }
}

fn key_name(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null => Some("null".to_owned()),
        Value::List(parts) => {
            let names: Option<Vec<String>> = parts.iter().map(key_name).collect();
            Some(names?.join(&KEY_PARTS.to_string()))
        }
        Value::Map(_) => None,
    }
}

/// What an unquoted scalar is.
fn plain(text: &str) -> Value {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let begins = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(&unsigned) => {
            Value::Number(text.to_ascii_lowercase().replace('.', ""))
        }
        _ if begins && text.parse::<f64>().is_ok() => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Value, String> {
        let file = File { path: "x.yml".into(), bytes: text.into() };
        parse(&file).map(|tree| tree.root.value).map_err(|fault| fault.to_string())
    }

    #[test]
    fn reads_plain_data() {
        let value = parsed("a: [1, '1', -.inf, ~]\n? - 0\n  - x\n: &k {b: true}\nc: *k\n").unwrap();
        let text = format!("{value:?}");
        for part in ["Number(\"1\")", "Text(\"1\")", "Number(\"-inf\")", "Null", "0\\u{1f}x"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text.matches("Bool(true)").count(), 2);
    }

    #[test]
    fn says_where_it_is_broken() {
        for (text, said) in [
            ("a: 1\na: 2\n", "x.yml:2:1: the key `a` appears twice"),
            ("é: !!python/object:os.system x\n", "x.yml:1:4: the tag"),
            ("a: [1, 2\n", "x.yml:2:1: not YAML"),
            ("a: 1\n---\nb: 2\n", "x.yml:2:1: a second document; a file holds one"),
        ] {
            let fault = parsed(text).unwrap_err();
            assert!(fault.starts_with(said), "{fault}");
        }
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..10 {
            let again = format!("*a{}, ", n - 1).repeat(10);
            bomb += &format!("a{n}: &a{n} [{again}]\n");
        }
        assert!(parsed(&bomb).unwrap_err().contains("more than 2000000 values"));
        assert!(parsed(&"[".repeat(100_000)).is_err());
    }
}
