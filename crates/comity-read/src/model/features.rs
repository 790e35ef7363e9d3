//! What a decision looks at: names of features, hashed. The same text gives the same hashes on every machine.

use crate::lexicon::Class;
use crate::page::Page;
use crate::token::Kind;

/// The features of one decision.
#[derive(Debug, Clone, Default)]
pub struct Features {
    hashes: Vec<u32>,
}

impl Features {
    /// The hashes, in the order in which they were noted.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.hashes.clear();
    }

    /// A fact that holds.
    #[inline(always)]
    pub(crate) fn note(&mut self, name: &str) {
        self.hashes.push(fold(hash(name.as_bytes())));
    }

    /// A fact with a value.
    #[inline(always)]
    pub(crate) fn value(&mut self, name: &str, value: u32) {
        self.hashes.push(fold(mix(hash(name.as_bytes()), value)));
    }

    /// A fact with two values.
    #[inline(always)]
    pub(crate) fn pair(&mut self, name: &str, one: u32, other: u32) {
        self.hashes.push(fold(mix(mix(hash(name.as_bytes()), one), other)));
    }

    /// Every number below one: what weighs a likelihood in steps by how many of them it reaches.
    pub(crate) fn below(&mut self, name: &str, count: u32) {
        for number in 0..count {
            self.value(name, number);
        }
    }

    /// Every class of a word.
    pub(crate) fn classes(&mut self, name: &str, page: &Page<'_>, at: usize) {
        let Some(token) = page.tokens.get(at) else { return };
        for bit in token.class.bits() {
            self.value(name, bit | 0x1000);
        }
    }

    /// A word and its classes.
    pub(crate) fn word(&mut self, name: &str, page: &Page<'_>, at: usize) {
        self.value(name, word_hash(page, at));
        self.classes(name, page, at);
    }

    /// Drops what was noted twice.
    pub(crate) fn settle(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
    }
}

/// The hash of a word in small letters, of a mark, or of the class of a number; 0 beyond the text.
pub(crate) fn word_hash(page: &Page<'_>, at: usize) -> u32 {
    match page.tokens.get(at) {
        None => 0,
        Some(token) if token.kind == Kind::Number => 7,
        Some(token) if token.kind == Kind::Quote => 8,
        Some(token) if token.kind == Kind::Possessive => 9,
        Some(token) => text_hash(token.text(page.text)),
    }
}

/// The hash of words in small letters (ASCII; other letters as they stand).
pub(crate) fn text_hash(text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
    }
    hash
}

/// How many, roughly: 0, 1, 2, 3, 4–5, 6–9, 10 and more.
pub(crate) fn bucket(count: usize) -> u32 {
    match count {
        0..=3 => u32::try_from(count).unwrap_or(3),
        4..=5 => 4,
        6..=9 => 5,
        _ => 6,
    }
}

impl Class {
    /// The numbers of its classes.
    pub(crate) fn bits(self) -> impl Iterator<Item = u32> {
        let mut rest = self.whole();
        std::iter::from_fn(move || {
            (rest != 0).then(|| {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                bit
            })
        })
    }
}

#[inline(always)]
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

#[inline(always)]
fn mix(hash: u64, value: u32) -> u64 {
    (hash.rotate_left(23) ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline(always)]
fn fold(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    // The upper half is the better mixed one.
    (hash >> 32) as u32
}
