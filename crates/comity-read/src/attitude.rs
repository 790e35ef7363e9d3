//! Whether one reported act between parties is cooperation or conflict. Words and rules only; the words stand in
//! `data/attitude.txt`.

use std::sync::OnceLock;

const WORDS: &str = include_str!("../data/attitude.txt");
/// The first act of a sentence is what it reports; later ones explain or attribute it.
const FIRST: f32 = 3.0;
/// What a further act counts.
const FURTHER: f32 = 0.6;
/// What an act counts that the sentence gives as background.
const BEHIND: f32 = 0.4;
/// How many words after a turning deed its object may stand.
const REACH: usize = 9;

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
/// *Exactness*: the first act decides unless the rest outweighs it; a deed that ends something takes its sense
/// from what it ends ("lifted the blockade", "suspended aid"); a denial turns an act round. Ties go to conflict,
/// the commoner class of reported events.
#[must_use]
pub fn attitude(sentence: &str) -> Attitude {
    let words = words_of(sentence);
    let mut sum = 0.0;
    let mut acts = 0_u8;
    let mut behind = false;
    let mut at = 0;
    while at < words.len() {
        let (meaning, length) = meaning(&words[at..]);
        behind |= meaning == Meaning::Background && acts > 0;
        if let Some(side) = side(meaning, &words, at, length) {
            let weight = if behind {
                BEHIND
            } else if acts == 0 {
                FIRST
            } else {
                FURTHER
            };
            sum += side * weight;
            acts = acts.saturating_add(1);
        }
        at += length;
    }
    if sum > 0.0 { Attitude::Cooperate } else { Attitude::Conflict }
}

/// What a word or a joined pair of words says about an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Nothing,
    Silent,
    Background,
    Turns,
    Yields,
    Fights,
}

/// +1 for an act of cooperation, −1 for one of conflict, nothing for no act.
fn side(meaning: Meaning, words: &[String], at: usize, length: usize) -> Option<f32> {
    let plain = match meaning {
        Meaning::Yields => 1.0,
        Meaning::Fights => -1.0,
        Meaning::Turns => turned(&words[at + length..])?,
        Meaning::Nothing | Meaning::Silent | Meaning::Background => return None,
    };
    let before = &words[at.saturating_sub(3)..at];
    let denied = before.iter().any(|word| table().denies.contains(word));
    Some(if denied { -plain } else { plain })
}

/// The sense of ending something: good to lose what is bad, bad to lose what is good.
fn turned(after: &[String]) -> Option<f32> {
    let table = table();
    after.iter().take(REACH).find_map(|word| {
        if table.bad.contains(word) {
            Some(1.0)
        } else if table.good.contains(word) {
            Some(-1.0)
        } else {
            None
        }
    })
}

/// The meaning of the words that come next, and how many of them make it; the longest joined words first.
fn meaning(words: &[String]) -> (Meaning, usize) {
    for length in (1..=3.min(words.len())).rev() {
        let joined = words[..length].join("_");
        if let Some(meaning) = table().meaning(&joined) {
            let turns = meaning == Meaning::Turns && turned(&words[length..]).is_none();
            let alone = if turns { table().act(&joined).unwrap_or(Meaning::Nothing) } else { meaning };
            return (alone, length);
        }
    }
    (Meaning::Nothing, 1)
}

/// Lower-case words; an apostrophe before t splits off a denial.
fn words_of(sentence: &str) -> Vec<String> {
    let lower = sentence.to_lowercase().replace("n't", " n't").replace("n’t", " n't");
    let parts = lower.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''));
    let bare = parts.map(|word| word.trim_matches(['-', '\'']));
    bare.filter(|word| !word.is_empty())
        .map(|word| if word == "n't" { word } else { unowned(word) }.to_owned())
        .collect()
}

/// Without the possessive ending.
fn unowned(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

/// The words of the file by class.
#[derive(Debug, Default)]
struct Table {
    yields: Vec<Pattern>,
    fights: Vec<Pattern>,
    turns: Vec<Pattern>,
    silent: Vec<Pattern>,
    background: Vec<Pattern>,
    good: Vec<String>,
    bad: Vec<String>,
    denies: Vec<String>,
}

/// A word, or the start of one.
#[derive(Debug)]
enum Pattern {
    Whole(&'static str),
    Start(&'static str),
}

impl Pattern {
    fn of(word: &'static str) -> Self {
        word.strip_suffix('*').map_or(Self::Whole(word), Self::Start)
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => *whole == word,
            Self::Start(start) => word.starts_with(start),
        }
    }
}

impl Table {
    /// The meaning of a word: what says nothing first, then what turns, then the acts.
    fn meaning(&self, word: &str) -> Option<Meaning> {
        let fits = |patterns: &[Pattern]| patterns.iter().any(|p| p.fits(word));
        if fits(&self.silent) {
            Some(Meaning::Silent)
        } else if fits(&self.turns) {
            Some(Meaning::Turns)
        } else if fits(&self.background) {
            Some(Meaning::Background)
        } else {
            self.act(word)
        }
    }

    fn act(&self, word: &str) -> Option<Meaning> {
        let fits = |patterns: &[Pattern]| patterns.iter().any(|p| p.fits(word));
        if fits(&self.fights) {
            Some(Meaning::Fights)
        } else if fits(&self.yields) {
            Some(Meaning::Yields)
        } else {
            None
        }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let Some((class, words)) = line.split_once(':') else { continue };
            let patterns = || words.split_whitespace().map(Pattern::of);
            let whole = || words.split_whitespace().map(str::to_owned);
            match class {
                "yields" => table.yields.extend(patterns()),
                "fights" => table.fights.extend(patterns()),
                "turns" => table.turns.extend(patterns()),
                "silent" => table.silent.extend(patterns()),
                "background" => table.background.extend(patterns()),
                "good" => table.good.extend(whole()),
                "bad" => table.bad.extend(whole()),
                "denies" => table.denies.extend(whole()),
                other => debug_assert!(other.trim().is_empty(), "no class of words: {other}"),
            }
        }
        table
    })
}
