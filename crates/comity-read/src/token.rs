//! Words, numbers and marks of a plain text, with their places and classes. One pass, no regular expressions.

use crate::lexicon::{Class, class_of};
use crate::reading::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters (hyphens and apostrophes inside).
    Word,
    /// Begins with a digit.
    Number,
    /// A possessive ending: `'s` or a bare apostrophe after a plural.
    Possessive,
    /// A double quotation mark or guillemet.
    Quote,
    /// Any other mark.
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// All small, or no letters with case.
    Lower,
    /// The first letter is a capital.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) class: Class,
    pub(crate) kind: Kind,
    pub(crate) case: Case,
    /// The first byte: enough to tell the marks apart.
    pub(crate) first: u8,
    /// Whether it stands inside a quotation.
    pub(crate) quoted: bool,
}

impl Token {
    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.any(class)
    }

    pub(crate) fn is_mark(&self, mark: u8) -> bool {
        self.kind == Kind::Mark && self.first == mark
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// A word with a capital first letter.
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.case != Case::Lower
    }

    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Cuts `text[range]` into tokens, appended to `tokens`; places count in `text`.
pub(crate) fn tokenize(text: &str, range: Span, tokens: &mut Vec<Token>) {
    let (at, end) = (range.start as usize, range.end as usize);
    let single = is_single_quoted(text.get(at..end).unwrap_or(""));
    let mut scan = Scan { text, bytes: text.as_bytes(), at, end, single, open: false };
    while let Some(token) = scan.next() {
        tokens.push(token);
    }
}

/// Whether a paragraph quotes with single marks: they are marks of quotation only where no double ones are.
fn is_single_quoted(paragraph: &str) -> bool {
    paragraph.contains('‘') && !paragraph.contains(['“', '”', '„', '«', '»', '"'])
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    /// Whether single marks quote here, and whether one is open.
    single: bool,
    open: bool,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<Token> {
        while self.at < self.end {
            let byte = self.bytes[self.at];
            if byte == b' ' || byte == b'\n' || byte == b'\t' || byte == b'\r' {
                self.at += 1;
                continue;
            }
            if byte.is_ascii_alphabetic() {
                return Some(self.word());
            }
            if byte.is_ascii_digit() {
                return Some(self.number());
            }
            if byte < 0x80 {
                return Some(self.ascii_mark());
            }
            let c = self.char_at(self.at)?;
            if c.is_whitespace() {
                self.at += c.len_utf8();
                continue;
            }
            return Some(if c.is_alphabetic() { self.word() } else { self.other_mark(c) });
        }
        None
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..self.end)?.chars().next()
    }

    /// The length of a letter or digit at a place; nothing when it is neither.
    fn letter(&self, at: usize) -> Option<usize> {
        if at >= self.end {
            return None;
        }
        let byte = self.bytes[at];
        if byte < 0x80 {
            return byte.is_ascii_alphanumeric().then_some(1);
        }
        let c = self.char_at(at)?;
        // Combining marks belong to the letter before them.
        (c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c)).then(|| c.len_utf8())
    }

    /// The length of an apostrophe at a place.
    fn apostrophe(&self, at: usize) -> Option<usize> {
        match self.bytes.get(at) {
            Some(b'\'') if at < self.end => Some(1),
            Some(0xE2) if at + 3 <= self.end && self.bytes[at..].starts_with("’".as_bytes()) => Some(3),
            _ => None,
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let mut at = start;
        loop {
            if let Some(length) = self.letter(at) {
                at += length;
                continue;
            }
            let joint = match self.bytes.get(at) {
                Some(b'-') if at < self.end => Some(1),
                Some(b'.') if at < self.end && self.is_initial(start, at) => {
                    at += 1;
                    continue;
                }
                _ => self.apostrophe(at).filter(|&length| !self.is_possessive(at, length)),
            };
            match joint {
                Some(length) if self.letter(at + length).is_some() && at > start => at += length,
                _ => break,
            }
        }
        if self.bytes.get(at) == Some(&b'.') && at < self.end && is_abbreviation(&self.text[start..at]) {
            at += 1;
        }
        self.at = at;
        self.finish_word(start, at)
    }

    /// Whether the full stop at `at` belongs to an initial (`P.`, `U.S.`).
    fn is_initial(&self, start: usize, at: usize) -> bool {
        let single = |from: usize| at - from == 1 && self.bytes[from].is_ascii_uppercase();
        single(start)
            || (at >= start + 2 && self.bytes[at - 2] == b'.' && self.bytes[at - 1].is_ascii_uppercase())
    }

    /// Whether an apostrophe and an `s` end the word here.
    fn is_possessive(&self, at: usize, length: usize) -> bool {
        matches!(self.bytes.get(at + length), Some(b's' | b'S')) && self.letter(at + length + 1).is_none()
    }

    fn finish_word(&self, start: usize, end: usize) -> Token {
        let word = &self.text[start..end];
        let case = case_of(word);
        let mut token = self.token(start, end, Kind::Word, case);
        token.class = classify(word);
        token
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let mut at = start;
        while at < self.end {
            if let Some(length) = self.letter(at) {
                at += length;
            } else if matches!(self.bytes[at], b'.' | b',' | b':')
                && self.bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && at + 1 < self.end
                || self.bytes[at] == b'-' && self.letter(at + 1).is_some()
            {
                at += 1;
            } else {
                break;
            }
        }
        self.at = at;
        self.token(start, at, Kind::Number, Case::Lower)
    }

    fn ascii_mark(&mut self) -> Token {
        let start = self.at;
        if let Some(token) = self.possessive() {
            return token;
        }
        // Typewriter marks: ``so'' or ''so''.
        let doubled = matches!(self.bytes[start], b'\'' | b'`')
            && self.bytes.get(start + 1) == Some(&self.bytes[start]);
        self.at += 1 + usize::from(doubled && start + 1 < self.end);
        let kind = if self.bytes[start] == b'"' || doubled { Kind::Quote } else { Kind::Mark };
        self.token(start, self.at, kind, Case::Lower)
    }

    fn other_mark(&mut self, c: char) -> Token {
        let start = self.at;
        if self.single && (c == '‘' || c == '’' && self.open && self.closes_single(start)) {
            self.open = c == '‘';
            self.at += c.len_utf8();
            return self.token(start, self.at, Kind::Quote, Case::Lower);
        }
        if let Some(token) = self.possessive() {
            return token;
        }
        self.at += c.len_utf8();
        let kind = match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '〝' | '〞' | '＂' => {
                Kind::Quote
            }
            _ => Kind::Mark,
        };
        self.token(start, self.at, kind, Case::Lower)
    }

    /// Whether a single closing mark ends the quotation here, rather than marking a plural's possession ("nurses’ pay").
    fn closes_single(&self, at: usize) -> bool {
        let rest = &self.text[at + '’'.len_utf8()..self.end];
        let next = rest.chars().next();
        if next.is_some_and(char::is_alphanumeric) {
            return false;
        }
        let plural = self.bytes[..at].last() == Some(&b's')
            && next == Some(' ')
            && rest.chars().nth(1).is_some_and(char::is_lowercase);
        let later = rest.split('‘').next().unwrap_or("");
        let closer = later
            .match_indices('’')
            .any(|(i, mark)| !later[i + mark.len()..].chars().next().is_some_and(char::is_alphanumeric));
        !plural || !closer
    }

    /// `'s` directly after a word.
    fn possessive(&mut self) -> Option<Token> {
        let start = self.at;
        let length = self.apostrophe(start)?;
        let after_letter = start > 0 && {
            let byte = self.bytes[start - 1];
            byte.is_ascii_alphanumeric() || byte >= 0x80 || byte == b'.'
        };
        let end = if after_letter && self.is_possessive(start, length) {
            start + length + 1
        } else if start > 0 && matches!(self.bytes[start - 1], b's') && self.letter(start + length).is_none()
        {
            start + length
        } else {
            return None;
        };
        self.at = end;
        Some(self.token(start, end, Kind::Possessive, Case::Lower))
    }

    fn token(&self, start: usize, end: usize, kind: Kind, case: Case) -> Token {
        Token {
            // Intake refuses texts of 4 GiB and more, so places fit.
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            class: Class::NONE,
            kind,
            case,
            first: self.bytes[start],
            quoted: false,
        }
    }
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(|c| !c.is_lowercase()) { Case::Upper } else { Case::Capital }
        }
        _ => Case::Lower,
    }
}

/// The classes of a word, whatever its case; the ending after a hyphen counts when the whole is unknown.
fn classify(word: &str) -> Class {
    let mut buffer = [0_u8; 32];
    if word.is_ascii() {
        let Some(lower) = buffer.get_mut(..word.len()) else {
            return Class::NONE;
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let Ok(lower) = std::str::from_utf8(lower) else { return Class::NONE };
        return title(lower).unwrap_or_else(|| class_of(lower));
    }
    if word.len() > 32 { Class::NONE } else { class_of(&word.to_lowercase().replace('’', "'")) }
}

/// "Mr.", "Gen.": a title with its full stop.
fn title(lower: &str) -> Option<Class> {
    let class = class_of(lower.strip_suffix('.').filter(|word| word.len() > 1)?);
    class.any(Class::HONORIFIC.or(Class::RANK)).then_some(class)
}

fn is_abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 34] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Adm", "Capt", "Sgt", "Sen", "Rep",
        "Gov", "St", "Jr", "Sr", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Inc", "Ltd",
        "Corp", "Co", "Fr", "Rev", "Hon",
    ];
    KNOWN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Span, tokenize};

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let range = Span { start: 0, end: u32::try_from(text.len()).unwrap() };
        tokenize(text, range, &mut tokens);
        tokens.iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn words_initials_possessives() {
        assert_eq!(words("Daniel P. Driscoll’s"), ["Daniel", "P.", "Driscoll", "’s"]);
        assert_eq!(words("the U.S. Mission."), ["the", "U.S.", "Mission", "."]);
        assert_eq!(words("parties' don’t al-Amr"), ["parties", "'", "don’t", "al-Amr"]);
        assert_eq!(words("G-77/China: 3,500 22:30"), ["G-77", "/", "China", ":", "3,500", "22:30"]);
        assert_eq!(words("Mr. O'Brien, 14-year-old"), ["Mr.", "O'Brien", ",", "14-year-old"]);
    }

    #[test]
    fn quotes_are_told() {
        let mut tokens = Vec::new();
        let text = "«a» “b” \"c\"";
        tokenize(text, Span { start: 0, end: text.len() as u32 }, &mut tokens);
        assert_eq!(tokens.iter().filter(|t| t.kind == Kind::Quote).count(), 6);
    }
}
