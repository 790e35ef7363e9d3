//! A text with its labels taken out, and the places that facts name in it: labels, words, quotations.

use super::super::material::Range;

/// The plain words, and where each label stood in them.
#[derive(Debug)]
pub struct Labelled {
    pub words: String,
    labels: Vec<(String, Range)>,
    /// Labels that were opened and never closed.
    pub unclosed: Vec<String>,
}

impl Labelled {
    /// Takes the labels out: `[[label|words]]`, which may hold other labels.
    pub fn new(marked: &str) -> Self {
        let (mut words, mut labels, mut open) = (String::new(), Vec::new(), Vec::new());
        let mut rest = marked;
        while let Some(next) = rest.chars().next() {
            if let Some((label, after)) = opening(rest) {
                open.push((label.to_owned(), words.len()));
                rest = after;
            } else if let Some(after) = rest.strip_prefix("]]")
                && let Some((label, start)) = open.pop()
            {
                labels.push((label, (start, words.len())));
                rest = after;
            } else {
                words.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        Self { words, labels, unclosed: open.into_iter().map(|(label, _)| label).collect() }
    }

    /// The place of a label: of its first words, where it stands more than once.
    pub fn label(&self, label: &str) -> Option<Range> {
        self.labels.iter().find(|(l, _)| l == label).map(|(_, at)| *at)
    }

    /// The place of a label, of words (`words#2`: where they stand the second time), or of `first words ~ last words`.
    pub fn place(&self, anchor: &str) -> Result<Range, String> {
        let anchor = anchor.trim();
        if let Some(at) = self.label(anchor) {
            return Ok(at);
        }
        let (first, last) = anchor.split_once(" ~ ").map_or((anchor, None), |(f, l)| (f, Some(l.trim())));
        let at = self.find(first).ok_or_else(|| format!("words not found: {first}"))?;
        let Some(last) = last else { return Ok(at) };
        let end = self.end_after(at.0, last).ok_or_else(|| format!("words not found: {last}"))?;
        Ok((at.0, end))
    }

    /// The place of a quotation, marks included, named by the words it begins with or like any other place.
    pub fn quotation(&self, anchor: &str) -> Result<Range, String> {
        let anchor = anchor.trim();
        if anchor.contains(" ~ ") || self.label(anchor).is_some() {
            return self.place(anchor);
        }
        let start = self.words.find(anchor).ok_or_else(|| format!("quotation not found: {anchor}"))?;
        let mark = anchor.chars().next().and_then(closing);
        let mark = mark.ok_or_else(|| format!("no quotation mark before: {anchor}"))?;
        let end = self.end_after(start, mark).ok_or_else(|| format!("quotation not closed: {anchor}"))?;
        Ok((start, end))
    }

    /// Whole words, or else the start of longer ones.
    fn find(&self, anchor: &str) -> Option<Range> {
        let (words, time) = counted(anchor);
        let loose = || self.words.find(anchor).map(|at| (at, at + anchor.len()));
        if words.is_empty() {
            return None;
        }
        self.whole(words).into_iter().nth(time.checked_sub(1)?).or_else(loose)
    }

    /// Everywhere the words stand and are not part of longer ones.
    fn whole(&self, words: &str) -> Vec<Range> {
        let (mut places, mut from) = (Vec::new(), 0);
        while let Some(found) = self.words[from..].find(words) {
            let at = (from + found, from + found + words.len());
            if self.alone(at) {
                places.push(at);
                from = at.1;
            } else {
                from = self.next_character(at.0);
            }
        }
        places
    }

    fn alone(&self, at: Range) -> bool {
        let (before, words, after) = (&self.words[..at.0], &self.words[at.0..at.1], &self.words[at.1..]);
        let begins = words.starts_with(char::is_alphanumeric) && before.ends_with(of_word);
        let ends = words.ends_with(char::is_alphanumeric) && after.starts_with(of_word);
        !begins && !ends
    }

    /// The end of words that come after the character at a place.
    fn end_after(&self, at: usize, words: &str) -> Option<usize> {
        let from = self.next_character(at);
        self.words[from..].find(words).map(|found| from + found + words.len())
    }

    fn next_character(&self, at: usize) -> usize {
        at + self.words[at..].chars().next().map_or(0, char::len_utf8)
    }
}

/// The label opened here, and what follows it.
fn opening(rest: &str) -> Option<(&str, &str)> {
    let (label, after) = rest.strip_prefix("[[")?.split_once('|')?;
    let named = !label.is_empty() && label.chars().all(|c| of_word(c) || c == '.');
    named.then_some((label, after))
}

fn of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn closing(mark: char) -> Option<&'static str> {
    match mark {
        '“' => Some("”"),
        '«' => Some("»"),
        '"' => Some("\""),
        '‘' => Some("’"),
        _ => None,
    }
}

/// Words, and the time they stand in the text that is meant: `words#2`.
fn counted(anchor: &str) -> (&str, usize) {
    let numbered = anchor.rsplit_once('#').filter(|(_, digit)| digit.len() == 1);
    let time = numbered.and_then(|(words, digit)| Some((words, digit.parse().ok()?)));
    time.unwrap_or((anchor, 1))
}
