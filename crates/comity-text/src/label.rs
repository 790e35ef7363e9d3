//! Labels of clauses: how they are written, and what number they stand for.

use crate::span::Span;

/// The family a label belongs to; siblings in a list share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelStyle {
    /// `2`, `13.1`, `134 quater`.
    Decimal,
    /// `(a)`, `a.`, `a)`, and the letters of other alphabets.
    Letter,
    /// `(iv)`, `iv.`.
    Roman,
    /// `D.`, as sections have.
    UpperLetter,
    /// `III.`, as sections have.
    UpperRoman,
    /// `Article 2`, `Статья 2`, `المادة 2`.
    Article,
    /// `PART II`, `Chapter 3`.
    Part,
    /// `Annex I`.
    Annex,
    /// `Pp3`, a numbered paragraph of the preamble.
    Preambular,
    /// `•`, `—`.
    Bullet,
}

/// A displayed label, with the number it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label as displayed, without brackets around it and the dot after it: `2 bis`, `(a)`.
    pub written: Span,
    /// The label with the dot or parenthesis after it; brackets before it are not included.
    pub outer: Span,
    /// Its family.
    pub style: LabelStyle,
    /// Its number, part by part: `13.1` is 13 and 1, `(c)` is 3, a bullet has none.
    pub numbers: Vec<u32>,
    /// The suffix of its last part: 0 without one, 2 for *bis*, 3 for *ter*, …
    pub suffix: u32,
    /// The suffix of its first part where it has several: 5 in `16 quinquies.3`, 0 without one.
    pub stem_suffix: u32,
}

impl Label {
    /// The last part of its number; 0 for a bullet.
    pub fn number(&self) -> u32 {
        self.numbers.last().copied().unwrap_or(0)
    }

    /// The label in a form that is the same in every language and typography: `13.1`, `2bis`, `art-4`.
    pub fn canonical(&self) -> String {
        let number = |n: &u32| match self.style {
            LabelStyle::Letter | LabelStyle::UpperLetter => letter(*n),
            LabelStyle::Roman => roman(*n),
            LabelStyle::UpperRoman => roman(*n).to_uppercase(),
            _ => n.to_string(),
        };
        let mut parts: Vec<String> = self.numbers.iter().map(number).collect();
        if let Some(first) = parts.first_mut() {
            first.push_str(suffix_word(self.stem_suffix));
        }
        let joined = parts.join(".");
        let suffix = suffix_word(self.suffix);
        let stem = match self.style {
            LabelStyle::Article => "art-",
            LabelStyle::Part => "part-",
            LabelStyle::Annex => "annex-",
            LabelStyle::Preambular => "pp-",
            LabelStyle::UpperLetter => return format!("{}{suffix}", joined.to_uppercase()),
            _ => "",
        };
        format!("{stem}{joined}{suffix}")
    }
}

const SUFFIXES: [(&str, u32); 20] = [
    ("bis", 2),
    ("ter", 3),
    ("quater", 4),
    ("quart", 4),
    ("quarter", 4),
    ("quinquies", 5),
    ("quinqiues", 5),
    ("sexies", 6),
    ("sexties", 6),
    ("septies", 7),
    ("octies", 8),
    ("nonies", 9),
    ("novies", 9),
    ("decies", 10),
    ("undecies", 11),
    ("duodecies", 12),
    ("terdecies", 13),
    ("quaterdecies", 14),
    ("quindecies", 15),
    ("alt", 50),
];

/// The suffix for its number, as written after a label; empty for none.
pub fn suffix_word(suffix: u32) -> &'static str {
    SUFFIXES.iter().find(|(_, n)| *n == suffix).map_or("", |(word, _)| word)
}

/// Reads a suffix at the start of `rest`; gives back its number and how long it is.
pub(crate) fn read_suffix(rest: &str) -> Option<(u32, usize)> {
    let word: usize = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let lower = rest[..word].to_ascii_lowercase();
    SUFFIXES.iter().find(|(name, _)| *name == lower).map(|(_, n)| (*n, word))
}

/// `a` for 1, `z` for 26, `aa` for 27.
pub fn letter(mut n: u32) -> String {
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push((b'a' + (n % 26) as u8) as char);
        n /= 26;
    }
    letters.iter().rev().collect()
}

/// The number in small Roman numerals.
pub fn roman(mut n: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut numeral = String::new();
    for (value, part) in PARTS {
        while n >= value && numeral.len() < 40 {
            numeral.push_str(part);
            n -= value;
        }
    }
    numeral
}

/// The value of a Roman numeral in its regular form, in either case.
pub(crate) fn read_roman(word: &str) -> Option<u32> {
    let lower = word.to_ascii_lowercase();
    if lower.is_empty() || lower.len() > 9 {
        return None;
    }
    let mut total = 0;
    let mut last = 0;
    for c in lower.chars().rev() {
        let value = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
            last = value;
        }
    }
    let value = u32::try_from(total).ok()?;
    (roman(value) == lower).then_some(value)
}

/// The Arabic letters in the order lists count them, by shape.
const ABJAD: [char; 28] = [
    'أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش',
    'ت', 'ث', 'خ', 'ذ', 'ض', 'ظ', 'غ',
];

/// The Cyrillic letters lists count with.
const AZBUKA: &str = "абвгдежзиклмнопрстуфхцчшщэюя";

/// The place of a letter or of a doubled letter (`bb`) in its alphabet, from 1.
pub(crate) fn read_letter(word: &str) -> Option<u32> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let doubled = match chars.next() {
        None => 0,
        Some(second) if second == first && chars.next().is_none() => 1,
        Some('\u{640}') if chars.next().is_none() => 0,
        Some(_) => return None,
    };
    let lower = first.to_lowercase().next()?;
    let (place, size) = if lower.is_ascii_lowercase() {
        (lower as u32 - 'a' as u32, 26)
    } else if let Some(at) = AZBUKA.chars().position(|c| c == lower) {
        (at as u32, 28)
    } else {
        let plain = if lower == 'ا' || lower == 'إ' { 'أ' } else { lower };
        (ABJAD.iter().position(|c| *c == plain)? as u32, 28)
    };
    Some(place + 1 + doubled * size)
}
