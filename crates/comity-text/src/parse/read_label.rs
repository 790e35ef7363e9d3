//! Reads what may be a label at the start of a line; the outline decides whether it is one.

use crate::label::{LabelStyle, read_letter, read_roman, read_suffix};

/// A candidate label. Offsets are relative to the words it was read from.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The readings of it, likeliest first: `(i)` may be a letter or a Roman numeral.
    pub readings: Vec<Reading>,
    /// Where the label as displayed begins and ends.
    pub written: (usize, usize),
    /// Where it ends with its dot or closing parenthesis.
    pub end: usize,
    /// True if it can hardly be anything else: a full stop, parentheses, a suffix or a keyword.
    pub firm: bool,
}

/// One reading of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub style: LabelStyle,
    pub numbers: Vec<u32>,
    pub suffix: u32,
    pub stem_suffix: u32,
}

impl Reading {
    fn of(style: LabelStyle, number: u32) -> Self {
        Self { style, numbers: vec![number], suffix: 0, stem_suffix: 0 }
    }

    pub fn number(&self) -> u32 {
        self.numbers.last().copied().unwrap_or(0)
    }
}

/// Reads a candidate at the start of `words`, which has no white space or `[` before it.
pub(super) fn read(words: &str) -> Option<Candidate> {
    let first = words.chars().next()?;
    match first {
        '0'..='9' => decimal(words, 0).or_else(|| bare_number(words)),
        '-' => reversed_decimal(words).or_else(|| bullet(words)),
        '(' => parenthesised(words),
        '•' | '\u{f0b7}' | '·' | '▪' | '◦' | '—' | '–' | '*' => bullet(words),
        'P' if words.starts_with("Pp") => preambular(words),
        'o' if words.starts_with("o ") && words[2..].trim_start().starts_with(char::is_uppercase) => {
            bullet(words)
        }
        _ => keyword(words).or_else(|| dotted(words)),
    }
}

fn ends_label(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || c == '[' || c == '{')
}

/// `2.`, `2 bis.`, `13.1`, `18ter.1`, `35.[…`, `2)`, and `30 [bis. …`, where a bracket that goes on opens
/// within the label: the suffix counts, but stays with the wording.
fn decimal(words: &str, from: usize) -> Option<Candidate> {
    let mut numbers = Vec::new();
    let mut at = from;
    let (mut suffix, mut stem_suffix) = (0, 0);
    let mut firm = false;
    let mut written_end;
    loop {
        let digits = words[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 || numbers.len() == 4 {
            return None;
        }
        numbers.push(words[at..at + digits].parse().ok()?);
        at += digits;
        written_end = at;
        let gap = usize::from(words[at..].starts_with(' '));
        if let Some((found, long)) = read_suffix(&words[at + gap..])
            && words[at + gap + long..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            suffix = found;
            firm = true;
            at += gap + long;
            written_end = at;
        }
        let dot = words[at..].starts_with('.');
        let more = dot && words[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !more {
            break;
        }
        stem_suffix = suffix.max(stem_suffix);
        suffix = 0;
        at += 1;
    }
    if words[at..].starts_with(['.', ')', '-']) && !words[at..].starts_with("--") {
        if words[at..].starts_with('-') && !words[at + 1..].starts_with(' ') {
            return None;
        }
        at += 1;
        firm = true;
    }
    if !firm && let Some(contested) = contested_suffix(&words[at..]) {
        suffix = contested;
        firm = true;
    }
    if !ends_label(&words[at..]) || (numbers.len() == 1 && !firm) {
        return None;
    }
    let reading = Reading { style: LabelStyle::Decimal, numbers, suffix, stem_suffix };
    Some(Candidate { readings: vec![reading], written: (from, written_end), end: at, firm })
}

/// A suffix behind an opening bracket: ` [bis. `.
fn contested_suffix(rest: &str) -> Option<u32> {
    let rest = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('[')?;
    let (suffix, long) = read_suffix(rest)?;
    rest[long..].starts_with('.').then_some(suffix)
}

/// A number without a full stop, behind which a tab or several spaces set the wording off.
fn bare_number(words: &str) -> Option<Candidate> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &words[digits..];
    if digits > 3 || !(rest.starts_with('\t') || rest.starts_with("   ")) {
        return None;
    }
    let reading = Reading::of(LabelStyle::Decimal, words[..digits].parse().ok()?);
    Some(Candidate { readings: vec![reading], written: (0, digits), end: digits, firm: true })
}

/// `- 1 …`, `-1 …`: how a number stands at the start of a line that was written from the right.
fn reversed_decimal(words: &str) -> Option<Candidate> {
    let gap = words[1..].len() - words[1..].trim_start().len();
    let start = 1 + gap;
    let digits = words[start..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = &words[start + digits..];
    let arabic = rest.trim_start().chars().next().is_some_and(right_to_left);
    if digits == 0 || digits > 3 || !arabic {
        return None;
    }
    let reading = Reading::of(LabelStyle::Decimal, words[start..start + digits].parse().ok()?);
    Some(Candidate {
        readings: vec![reading],
        written: (start, start + digits),
        end: start + digits,
        firm: true,
    })
}

/// True for the letters of the scripts written from the right.
pub(super) fn right_to_left(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF)
}

/// `(a)`, `(iv)`, `(2)`, `(a bis)`.
fn parenthesised(words: &str) -> Option<Candidate> {
    let close = words.char_indices().take(14).find(|(_, c)| *c == ')').map(|(at, _)| at)?;
    let inside = words[1..close].trim();
    let (word, rest) = match inside.find(|c: char| !c.is_alphanumeric() && c != '\u{640}') {
        Some(cut) => inside.split_at(cut),
        None => (inside, ""),
    };
    let mut suffix = 0;
    let mut end = close + 1;
    if !rest.is_empty() {
        suffix = read_suffix(rest.trim()).filter(|(_, long)| *long == rest.trim().len())?.0;
    } else {
        let gap = usize::from(words[end..].starts_with(' '));
        if let Some((found, long)) = read_suffix(&words[end + gap..])
            && words[end + gap + long..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            suffix = found;
            end += gap + long;
        }
    }
    let mut readings = word_readings(word)?;
    for reading in &mut readings {
        reading.suffix = suffix;
    }
    let written = (0, end);
    if words[end..].starts_with(['.', ':', ')']) && ends_label(&words[end + 1..]) {
        end += 1;
    }
    let clear = ends_label(&words[end..])
        || words[end..].starts_with(|c: char| c.is_uppercase() || right_to_left(c) || c == '“' || c == '"');
    clear.then_some(Candidate { readings, written, end, firm: true })
}

fn word_readings(word: &str) -> Option<Vec<Reading>> {
    if let Ok(number) = word.parse::<u32>() {
        return (word.len() <= 3).then(|| vec![Reading::of(LabelStyle::Decimal, number)]);
    }
    let mut readings = Vec::with_capacity(2);
    if let Some(number) = read_letter(word) {
        readings.push(Reading::of(LabelStyle::Letter, number));
    }
    if let Some(number) = read_roman(word) {
        readings.push(Reading::of(LabelStyle::Roman, number));
    }
    (!readings.is_empty()).then_some(readings)
}

/// `a.`, `iv.`, `a)`, `d bis.`, `D.`, `III.`.
fn dotted(words: &str) -> Option<Candidate> {
    let word_end = words.char_indices().take(9).find(|(_, c)| !c.is_alphabetic()).map(|(at, _)| at)?;
    let word = &words[..word_end];
    let (suffix, written_end) = match words[word_end..].trim_start_matches(['.', ' ']) {
        rest if word_end <= 2 => match read_suffix(rest) {
            Some((suffix, long)) => (suffix, words.len() - rest.len() + long),
            None => (0, word_end),
        },
        _ => (0, word_end),
    };
    let mark = words[written_end..].chars().next()?;
    if word.is_empty() || !(mark == '.' || mark == ')') || !ends_label(&words[written_end + 1..]) {
        return None;
    }
    let upper = word.chars().all(char::is_uppercase);
    let mut readings = word_readings(word)?;
    for reading in &mut readings {
        reading.suffix = suffix;
    }
    if upper && mark == '.' {
        for reading in &mut readings {
            reading.style = if reading.style == LabelStyle::Letter {
                LabelStyle::UpperLetter
            } else {
                LabelStyle::UpperRoman
            };
        }
    } else if upper || !word.chars().all(char::is_lowercase) && !word.chars().any(right_to_left) {
        return None;
    }
    Some(Candidate { readings, written: (0, written_end), end: written_end + 1, firm: true })
}

fn bullet(words: &str) -> Option<Candidate> {
    let mark = words.chars().next()?;
    let end = mark.len_utf8();
    let rest = &words[end..];
    let set_off = rest.starts_with(char::is_whitespace) || matches!(mark, '•' | '\u{f0b7}' | '—' | '▪');
    let wording = !rest.trim().is_empty() && !rest.starts_with(mark);
    // The shape stands in for a suffix: it tells one level of bullets from another.
    let reading =
        Reading { style: LabelStyle::Bullet, numbers: Vec::new(), suffix: mark as u32, stem_suffix: 0 };
    (set_off && wording).then_some(Candidate { readings: vec![reading], written: (0, end), end, firm: true })
}

/// `Pp12`, alone on its line or before the wording.
fn preambular(words: &str) -> Option<Candidate> {
    let digits = words[2..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = 2 + digits;
    let gap = usize::from(words[end..].starts_with(' '));
    let mut suffix = 0;
    if let Some((found, long)) = read_suffix(&words[end + gap..]) {
        suffix = found;
        end += gap + long;
    }
    if digits == 0 || digits > 3 || !ends_label(&words[end..]) {
        return None;
    }
    let reading = Reading {
        style: LabelStyle::Preambular,
        numbers: vec![words[2..2 + digits].parse().ok()?],
        suffix,
        stem_suffix: 0,
    };
    Some(Candidate { readings: vec![reading], written: (0, end), end, firm: true })
}

/// Words that head a numbered unit, in the languages of the United Nations and a few more.
const KEYWORDS: [(&str, LabelStyle); 30] = [
    ("article", LabelStyle::Article),
    ("artículo", LabelStyle::Article),
    ("статья", LabelStyle::Article),
    ("المادة", LabelStyle::Article),
    ("artikel", LabelStyle::Article),
    ("artigo", LabelStyle::Article),
    ("part", LabelStyle::Part),
    ("partie", LabelStyle::Part),
    ("parte", LabelStyle::Part),
    ("часть", LabelStyle::Part),
    ("الجزء", LabelStyle::Part),
    ("chapter", LabelStyle::Part),
    ("chapitre", LabelStyle::Part),
    ("capítulo", LabelStyle::Part),
    ("глава", LabelStyle::Part),
    ("الفصل", LabelStyle::Part),
    ("title", LabelStyle::Part),
    ("titre", LabelStyle::Part),
    ("section", LabelStyle::Part),
    ("раздел", LabelStyle::Part),
    ("annex", LabelStyle::Annex),
    ("annexe", LabelStyle::Annex),
    ("anexo", LabelStyle::Annex),
    ("приложение", LabelStyle::Annex),
    ("المرفق", LabelStyle::Annex),
    ("appendix", LabelStyle::Annex),
    ("appendice", LabelStyle::Annex),
    ("protocol", LabelStyle::Annex),
    ("schedule", LabelStyle::Annex),
    ("anhang", LabelStyle::Annex),
];

/// `Article 2 bis (PURPOSE)`, `PART II`, `Annex`, `Article premier`.
fn keyword(words: &str) -> Option<Candidate> {
    let word_end = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    let word = &words[..word_end];
    if word.len() > 24 || !word.starts_with(|c: char| c.is_uppercase() || right_to_left(c)) {
        return None;
    }
    let lower = word.to_lowercase();
    let style = KEYWORDS.iter().find(|(name, _)| *name == lower).map(|(_, style)| *style)?;
    let rest = &words[word_end..];
    let number_at = word_end + rest.len() - rest.trim_start().len();
    let numbered = keyword_number(&words[number_at..]);
    let (number, suffix, long) = match numbered {
        Some(found) => found,
        None if style == LabelStyle::Annex && rest.trim().is_empty() => (0, 0, 0),
        None => return None,
    };
    let end = if long == 0 { word_end } else { number_at + long };
    let closed = words[end..].strip_prefix(']').unwrap_or(&words[end..]);
    if !headed(closed, lower.chars().any(right_to_left)) {
        return None;
    }
    let titled =
        closed.trim_start().starts_with(char::is_uppercase) && closed.chars().any(char::is_lowercase);
    let numbers = if long == 0 { Vec::new() } else { vec![number] };
    let reading = Reading { style, numbers, suffix, stem_suffix: 0 };
    Some(Candidate { readings: vec![reading], written: (0, end), end, firm: !titled })
}

fn keyword_number(words: &str) -> Option<(u32, u32, usize)> {
    let word_end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits <= 4 {
        let number = words[..digits].parse().ok()?;
        let gap = usize::from(words[digits..].starts_with(' '));
        return Some(match read_suffix(&words[digits + gap..]) {
            Some((suffix, long)) => (number, suffix, digits + gap + long),
            None if word_end == digits => (number, 0, digits),
            None => return None,
        });
    }
    let word = &words[..word_end];
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "premier" | "première" | "primero" | "first" | "первая") {
        return Some((1, 0, word_end));
    }
    if let Some(at) = ARABIC_ORDINALS.iter().position(|name| *name == word) {
        return Some((at as u32 + 1, 0, word_end));
    }
    if !word.chars().all(char::is_uppercase) {
        return None;
    }
    read_roman(word).or_else(|| read_letter(word)).map(|number| (number, 0, word_end))
}

const ARABIC_ORDINALS: [&str; 12] = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "عشر",
    "الحادي",
];

/// True if what follows a keyword's number lets it be a heading and not a reference such as
/// "Article 4, paragraph 2": nothing, a title in parentheses, a dash, a colon, or a word in capitals.
fn headed(rest: &str, right_to_left: bool) -> bool {
    let words = rest.trim_start();
    let Some(first) = words.chars().next() else {
        return true;
    };
    if rest.starts_with([',', ';', ')', '/']) {
        return false;
    }
    match first {
        '(' => {
            words[1..].trim_start_matches('[').starts_with(char::is_uppercase) && !words.starts_with("(ii")
        }
        '.' => words[1..].is_empty() || words[1..].starts_with(char::is_whitespace),
        ':' | '–' | '—' | '[' | '{' | '-' => true,
        _ => right_to_left || first.is_uppercase(),
    }
}
