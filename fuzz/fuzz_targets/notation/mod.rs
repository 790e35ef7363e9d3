//! Texts for fuzzing: bytes as they are, or each byte a piece of the notation.

/// The pieces, most of them what the reader looks for.
const PIECES: [&str; 64] = [
    "[", "]", "][", "] [", "[[", "]]", "{", "}", "\n", "\n\n", "\n\n\n", "  ", "    ", " ", " ", "\t", "\r\n", "1. ", "2. ",
    "1 bis. ", "1.1 ", "30 [bis. ", "(a) ", "(b) ", "(i) ", "a. ", "- 1 ", "• ", "* ", "Pp1\n", "Article 1\n",
    "Article 2 (TITLE)\n", "PART I\n", "ANNEX\n", "III. ", "GENERAL\n", "Preamble\n", "The Parties to this Agreement,\n",
    "Recalling this,\n", "Option 1: ", "Option 2:\n", "Option (a) bis: ", "\nOption II:\n", "Upland, Delta: ", "[Coast: ",
    "[against Coast: ", "reserve ", "{placeholder x}", "[X]", "______", "[no text]", "12 of 54\n", "Page 3\n", "water",
    "shall", "should", "They meet and agree on what each of them gives and takes in every year.\n", "ماء", "вода", "é", "…",
    ".", ";", ":",
];

/// The text that the bytes stand for.
pub fn text(bytes: &[u8]) -> Option<String> {
    match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => {
            Some(rest.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]).collect())
        }
        Some((_, rest)) => std::str::from_utf8(rest).ok().map(str::to_string),
        None => None,
    }
}

/// The names that may hold wording.
pub fn holders() -> comity_text::Holders {
    comity_text::Holders::of(["Upland", "Delta", "Coast"])
}
