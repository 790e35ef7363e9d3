//! Questions at the terminal: the fields of an entry, and entries from words a person selects.

use super::entry::{Entry, Kind};
use super::stance::STANCES;
use crate::failure::Failure;
use crate::terminal;
use std::io::BufRead;
use std::path::Path;

/// The keys a kind of entry is asked for.
fn keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Person => &["name", "office", "party"],
        Kind::Delegation => &["party_of", "head", "members", "inferred"],
        Kind::Approval => &["approver", "party", "object"],
        Kind::Meeting => {
            &["name", "parties", "people", "when", "day", "place", "level", "formal", "planned", "result"]
        }
        Kind::Proposal => &["name", "by", "party", "to", "when", "day", "status"],
        Kind::Statement => {
            &["by", "party", "wording", "says", "stance", "toward", "about", "to", "when", "day", "place"]
        }
    }
}

/// The words a field may have; none where any will do.
fn allowed(key: &str) -> &'static [&'static str] {
    match key {
        "wording" => &["verbatim", "reported"],
        "stance" => &STANCES,
        "level" => &["principals", "ministers", "officials"],
        "formal" | "planned" => &["yes", "no"],
        _ => &[],
    }
}

/// Asks for every field; an empty answer keeps what is there, `-` clears it.
///
/// *Errors*: input that cannot be read.
pub fn edit(entry: &mut Entry, input: &mut impl BufRead) -> Result<(), Failure> {
    for key in keys(entry.kind) {
        let old = entry.get(key).to_owned();
        loop {
            let Some(answer) = prompt(&format!("    {key} [{}] > ", terminal_safe(&old)), input)? else {
                return Ok(());
            };
            let allowed = allowed(key);
            match answer.as_str() {
                "" => {}
                "-" => entry.set(key, ""),
                text if allowed.is_empty() || allowed.contains(&text) => entry.set(key, text),
                _ => {
                    terminal::print(&format!("    {key} may be {}\n", allowed.join(", ")))?;
                    continue;
                }
            }
            break;
        }
    }
    Ok(())
}

/// An entry from selected words, before it is filled in.
pub fn by_hand(kind: Kind, text: &str, start: usize, end: usize) -> Entry {
    let words = &text[start..end];
    let mut fields = Vec::new();
    match kind {
        Kind::Statement => {
            fields.push((
                "wording".to_owned(),
                if words.starts_with(['"', '“', '«']) { "verbatim" } else { "reported" }.to_owned(),
            ));
            fields.push(("says".to_owned(), words.trim_matches(['"', '“', '”', '«', '»']).to_owned()));
            fields.push(("is".to_owned(), "person".to_owned()));
        }
        Kind::Person | Kind::Meeting | Kind::Proposal => fields.push(("name".to_owned(), words.to_owned())),
        Kind::Approval => fields.push(("is".to_owned(), "person".to_owned())),
        Kind::Delegation => {}
    }
    if kind == Kind::Proposal {
        fields.push(("is".to_owned(), "party".to_owned()));
    }
    let back = text[..start].char_indices().rev().nth(31).map_or(0, |(i, _)| i);
    let ahead = text[end..].char_indices().nth(32).map_or(text.len(), |(i, _)| end + i);
    Entry {
        kind,
        state: "open".to_owned(),
        range: (start as u64, end as u64),
        quotation: words.to_owned(),
        before: text[back..start].to_owned(),
        after: text[end..ahead].to_owned(),
        rule: "by hand".to_owned(),
        confidence: 1.0,
        fields,
    }
}

/// The place of words that stand in a text exactly once, or of a byte range.
pub fn select(text: &str, words: &str) -> Option<(usize, usize)> {
    let range =
        words.split_once('-').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    if let Some((start, end)) = range {
        return (start < end && text.get(start..end).is_some()).then_some((start, end));
    }
    let mut found = text.match_indices(words);
    let (start, matched) = found.next().filter(|(_, m)| !m.is_empty())?;
    found.next().is_none().then_some((start, start + matched.len()))
}

/// A line of the answer; nothing at the end of the input.
///
/// *Errors*: input that cannot be read.
pub fn prompt(question: &str, input: &mut impl BufRead) -> Result<Option<String>, Failure> {
    terminal::print(question)?;
    let mut line = String::new();
    let read = input.read_line(&mut line).map_err(Failure::reading(Path::new("standard input")))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Text of a document without control characters: a terminal would obey them.
pub fn terminal_safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::select;

    #[test]
    fn words_are_selected_once_or_by_range() {
        assert_eq!(select("one two one", "two"), Some((4, 7)));
        assert_eq!(select("one two one", "one"), None);
        assert_eq!(select("one two one", "0-3"), Some((0, 3)));
        assert_eq!(select("é", "0-1"), None);
    }
}
