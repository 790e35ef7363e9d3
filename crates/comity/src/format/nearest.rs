//! The name somebody probably meant.

/// The candidate most like `word`, when one is alike enough to suggest: at most a third of its
/// letters differ (insertions, deletions, replacements, swaps of neighbours). The first of equals.
///
/// *Exactness*: restricted Damerau–Levenshtein distance, letter case ignored.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word);
    let measured = candidates.into_iter().filter_map(|candidate| {
        let other = letters(candidate);
        let allowed = (word.len().max(other.len()) / 3).max(1);
        let near = word.len().abs_diff(other.len()) <= allowed && word.len() <= LONGEST;
        let distance = near.then(|| distance(&word, &other))?;
        (distance <= allowed && distance < other.len()).then_some((distance, candidate))
    });
    measured.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Longer words get no suggestion: the comparison is quadratic.
const LONGEST: usize = 200;

fn letters(word: &str) -> Vec<char> {
    word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut table = vec![0usize; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i * width + j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[(i - 1) * width + j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let dropped = table[(i - 1) * width + j].min(table[i * width + j - 1]) + 1;
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swap = if swapped { table[(i - 2) * width + j - 2] + 1 } else { usize::MAX };
                replaced.min(dropped).min(swap)
            };
        }
    }
    table[a.len() * width + b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_what_was_probably_meant() {
        let names = ["release-season", "dam-height", "coast"];
        assert_eq!(nearest("dam-hieght", names), Some("dam-height"));
        assert_eq!(nearest("Cost", names), Some("coast"));
        assert_eq!(nearest("navigation", names), None);
        assert_eq!(nearest("", names), None);
    }
}
