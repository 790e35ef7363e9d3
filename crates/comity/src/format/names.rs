//! Short names for files, made from the names a foreign format shows to people.

use std::collections::HashMap;

/// Hands out short names: letters, digits, `-` and `_`, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids(HashMap<String, u64>);

impl Ids {
    /// A short name like `name` that was not handed out before.
    pub(crate) fn take(&mut self, name: &str, otherwise: &str) -> String {
        let stem = slug(name);
        let stem = if stem.is_empty() { otherwise.to_owned() } else { stem };
        let mut id = stem.clone();
        while self.0.contains_key(&id) {
            let number = self.0.entry(stem.clone()).or_insert(1);
            *number += 1;
            id = format!("{stem}-{number}");
        }
        self.0.insert(id.clone(), 1);
        id
    }
}

/// Longest short name; the rest of a longer name is dropped.
const LONGEST: usize = 48;

/// Lower-case letters and digits, everything else one `-`; a leading minus sign of a number stays.
fn slug(name: &str) -> String {
    let mut id = String::new();
    let number =
        name.trim().strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if number {
        id.push('-');
    }
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || letter == '_' {
            id.push(letter);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.chars().count() >= LONGEST {
            break;
        }
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn short_names_are_legible_and_differ() {
        let mut ids = Ids::default();
        let taken = ["Dam height (m)", "dam height / m", "-5", "", "§"].map(|name| ids.take(name, "x"));
        assert_eq!(taken, ["dam-height-m", "dam-height-m-2", "-5", "x", "x-2"]);
    }
}
