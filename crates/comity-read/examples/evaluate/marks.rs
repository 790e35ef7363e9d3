//! Rewriting a text with its offsets carried along: other quotation marks, other names.

use super::material::Range;

/// Kinds of quotation marks.
#[derive(Debug, Clone, Copy)]
pub enum Marks {
    Curly,
    Guillemets,
}

/// Where the bytes of a text went when it was rewritten.
#[derive(Debug, Default)]
pub struct Moves(Vec<(Range, Range)>);

impl Moves {
    fn shift(&self, at: usize, inside: impl Fn(Range, Range) -> usize) -> usize {
        let before = self.0.partition_point(|(old, _)| old.0 < at);
        let Some(&(old, new)) = self.0[..before].last() else { return at };
        if at < old.1 { inside(old, new) } else { new.1 + (at - old.1) }
    }

    /// A range of the old text in the new one; a range that cuts a replaced piece takes all of it.
    pub fn range(&self, at: Range) -> Range {
        (self.shift(at.0, |_, new| new.0), self.shift(at.1, |_, new| new.1))
    }
}

/// Replaces pieces of a text, given in order and apart.
pub fn replace(text: &str, pieces: &[(Range, String)]) -> (String, Moves) {
    let (mut new, mut moves, mut copied) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (old, words) in pieces {
        new.push_str(&text[copied..old.0]);
        let start = new.len();
        new.push_str(words);
        moves.push((*old, (start, new.len())));
        copied = old.1;
    }
    new.push_str(&text[copied..]);
    (new, Moves(moves))
}

/// Straight double marks become others: opening after a space, a bracket or a dash, closing elsewhere.
pub fn rewrite(text: &str, marks: Marks) -> (String, Moves) {
    let (open, close) = match marks {
        Marks::Curly => ("“", "”"),
        Marks::Guillemets => ("«", "»"),
    };
    let opens = |i: usize| {
        let before = text[..i].chars().next_back();
        let after = text[i + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c))
            && after.is_some_and(|c| !c.is_whitespace())
    };
    let mut pieces = Vec::new();
    let mut inside = false;
    for (i, _) in text.match_indices('"') {
        if text[..i].ends_with("\n\n") || text[..i].ends_with('\n') {
            inside = false;
        }
        inside = if opens(i) { true } else { !inside && text[i + 1..].starts_with(' ') };
        pieces.push(((i, i + 1), if inside { open } else { close }.to_owned()));
    }
    replace(text, &pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_follow_the_marks() {
        let (text, moves) = rewrite("He said: \"No.\" Then \"Yes.\"", Marks::Curly);
        assert_eq!(text, "He said: “No.” Then “Yes.”");
        let moved = moves.range((9, 14));
        assert_eq!(&text[moved.0..moved.1], "“No.”");
        let last = moves.range((20, 26));
        assert_eq!(&text[last.0..last.1], "“Yes.”");
    }
}
