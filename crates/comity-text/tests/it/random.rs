//! Random texts in the notation, from explicit seeds.

/// A small generator (splitmix64): the same seed gives the same text for ever.
pub struct Random(pub u64);

impl Random {
    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % most.max(1) as u64) as usize
    }

    /// One of the choices.
    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const BITS: [&str; 44] = [
    "[",
    "]",
    "][",
    "[[",
    "]]",
    "{",
    "}",
    "\n",
    "\n\n",
    "  ",
    " ",
    " ",
    " ",
    " ",
    "1. ",
    "2. ",
    "2 bis. ",
    "(a) ",
    "(b) ",
    "(i) ",
    "Article 1\n",
    "Option 1: ",
    "Option 2: ",
    "Option (a): ",
    "\nOption II:\n",
    "Upland, Delta: ",
    "[Coast: ",
    "water",
    "dam",
    "shall",
    "should",
    "the",
    "of",
    "parties",
    "ماء",
    "вода",
    "é",
    "…",
    ".",
    ";",
    "{placeholder x}",
    "[X]",
    "______",
    "12 of 54\n",
];

/// A short text of pieces of the notation in any order, most of it wrong.
pub fn scramble(random: &mut Random, most: usize) -> String {
    let pieces = random.below(most);
    (0..pieces).map(|_| random.pick(&BITS)).collect()
}

const WORDS: [&str; 30] = [
    "water",
    "dam",
    "river",
    "season",
    "release",
    "shall",
    "should",
    "the",
    "of",
    "and",
    "each",
    "party",
    "level",
    "monitor",
    "report",
    "annual",
    "joint",
    "commission",
    "fish",
    "harbour",
    "drought",
    "share",
    "cost",
    "measure",
    "metres",
    "agree",
    "notify",
    "basin",
    "upstream",
    "inspect",
];

/// A numbered paragraph of random words.
pub fn paragraph(random: &mut Random, words: usize) -> String {
    let body: Vec<&str> = (0..words).map(|_| random.pick(&WORDS)).collect();
    format!("{}.", body.join(" "))
}
