//! The words the rules know, from `data/lexicon.txt` and `data/given-names.txt`, each with its classes as bits.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

const LEXICON: &str = include_str!("../data/lexicon.txt");
const GIVEN_NAMES: &str = include_str!("../data/given-names.txt");
const BODIES: &str = include_str!("../data/bodies.txt");

/// A set of word classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u128);

impl Class {
    /// No class at all: the word is not known.
    pub(crate) const NONE: Self = Self(0);

    /// All bits.
    pub(crate) const fn whole(self) -> u128 {
        self.0
    }

    /// Whether the two sets share a class.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is known of the word but what it may mean at talks (the classes from [`Class::BODY`] on).
    pub(crate) const fn is_none(self) -> bool {
        self.0 & (Self::BODY.0 - 1) == 0
    }
}

macro_rules! classes {
    ($($constant:ident = $name:literal at $bit:literal;)+) => {
        impl Class {
            $(pub(crate) const $constant: Self = Self(1 << $bit);)+

            fn of_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$constant),)+ _ => None }
            }
        }
    };
}

classes! {
    SAY = "say" at 0;
    DESCRIBE = "describe" at 1;
    AUX = "aux" at 2;
    MODAL = "modal" at 3;
    NEG = "neg" at 4;
    HE = "he" at 5;
    SHE = "she" at 6;
    THEY = "they" at 7;
    IT = "it" at 8;
    FIRST = "first" at 9;
    SECOND = "second" at 10;
    DET = "det" at 11;
    PREP = "prep" at 12;
    CONJ = "conj" at 13;
    REL = "rel" at 14;
    ADV = "adv" at 15;
    WEEKDAY = "weekday" at 16;
    MONTH = "month" at 17;
    DAYPART = "daypart" at 18;
    RELDAY = "relday" at 19;
    UNIT = "unit" at 20;
    SEASON = "season" at 21;
    NUMBER = "number" at 22;
    OFFICE = "office" at 23;
    RANK = "rank" at 24;
    HONORIFIC = "honorific" at 25;
    OFFICEMOD = "officemod" at 26;
    COLLECTIVE = "collective" at 27;
    ORGNOUN = "orgnoun" at 28;
    DOCNOUN = "docnoun" at 29;
    MEETNOUN = "meetnoun" at 30;
    MEETVERB = "meetverb" at 31;
    HOLDVERB = "holdverb" at 32;
    PROPOSALNOUN = "proposalnoun" at 33;
    PRESENTVERB = "presentverb" at 34;
    APPROVALNOUN = "approvalnoun" at 35;
    APPROVEVERB = "approveverb" at 36;
    REQUIREVERB = "requireverb" at 37;
    DELEGATIONNOUN = "delegationnoun" at 38;
    LEADVERB = "leadverb" at 39;
    DRAWVERB = "drawverb" at 40;
    SUPPORT = "support" at 41;
    OPPOSE = "oppose" at 42;
    CRITICISE = "criticise" at 43;
    AGREE = "agree" at 44;
    POSITION = "position" at 45;
    COMMON = "common" at 46;
    CITY = "city" at 47;
    GIVEN_HE = "given_he" at 48;
    GIVEN_SHE = "given_she" at 49;
    BODY = "body" at 50;
    APPROVING = "approving" at 51;
    DECIDING = "deciding" at 52;
    APPROVED = "approved" at 53;
    APPROVES = "approves" at 54;
    ASSENT = "assent" at 55;
    LOOSE_ASSENT = "loose_assent" at 56;
    DECIDER = "decider" at 57;
    AGREEMENT = "agreement" at 58;
    ACT = "act" at 59;
    TEAM = "team" at 60;
    STANCE_NOUN = "stance_noun" at 61;
    DULL = "dull" at 62;
    ENCOUNTER = "encounter" at 63;
    TOGETHER = "together" at 64;
    UNREAL = "unreal" at 65;
    WISH = "wish" at 66;
    HAPPENED = "happened" at 67;
    NEXT = "next" at 68;
    OFFER = "offer" at 69;
    PAPER = "paper" at 90;
    NO_OFFER = "no_offer" at 91;
    OWN_OFFER = "own_offer" at 70;
    PRESENTING = "presenting" at 71;
    MEETS = "meets" at 72;
}

impl Class {
    /// A given name.
    pub(crate) const GIVEN: Self = Self::GIVEN_HE.or(Self::GIVEN_SHE);
    /// Any verb that can introduce what somebody said.
    pub(crate) const CUE: Self = Self::SAY.or(Self::DESCRIBE);
    /// A pronoun of the third person.
    pub(crate) const THIRD: Self = Self::HE.or(Self::SHE).or(Self::THEY).or(Self::IT);
}

/// A fast, fixed hash: the reader answers the same on every machine and meets no chosen keys.
#[derive(Default)]
pub(crate) struct Fx(u64);

impl Hasher for Fx {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
}

/// A map with the fixed hash.
pub(crate) type FxMap<K, V> = HashMap<K, V, BuildHasherDefault<Fx>>;

/// The classes of a word in lower case; [`Class::NONE`] when it is not known.
pub(crate) fn class_of(lower: &str) -> Class {
    table().get(lower).copied().unwrap_or(Class::NONE)
}

fn table() -> &'static FxMap<&'static str, Class> {
    static TABLE: OnceLock<FxMap<&'static str, Class>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = FxMap::with_capacity_and_hasher(4096, BuildHasherDefault::default());
        fill(&mut table, LEXICON, Class::of_name);
        fill(&mut table, GIVEN_NAMES, |name| match name {
            "he" => Some(Class::GIVEN_HE),
            "she" => Some(Class::GIVEN_SHE),
            _ => None,
        });
        fill(&mut table, BODIES, |_| Some(Class::BODY));
        table
    })
}

/// What kind of body a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Union,
    Company,
    /// By the last word of its name alone: Foods, Line.
    Firm,
    Employers,
    Authority,
    Government,
    Territory,
    People,
    Workers,
    Armed,
    Party,
    Assembly,
    Mutual,
}

impl BodyKind {
    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "union" => Self::Union,
            "company" => Self::Company,
            "firm" => Self::Firm,
            "employers" => Self::Employers,
            "authority" => Self::Authority,
            "government" => Self::Government,
            "territory" => Self::Territory,
            "people" => Self::People,
            "workers" => Self::Workers,
            "armed" => Self::Armed,
            "party" => Self::Party,
            "assembly" => Self::Assembly,
            "mutual" => Self::Mutual,
            _ => return None,
        })
    }
}

/// The kind of body a noun in lower case names.
pub(crate) fn body_kind(lower: &str) -> Option<BodyKind> {
    static KINDS: OnceLock<FxMap<&'static str, BodyKind>> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let lines = BODIES.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split_once(':'))
            .filter_map(|(name, words)| Some((BodyKind::of_name(name.trim())?, words)))
            .flat_map(|(kind, words)| words.split_ascii_whitespace().map(move |word| (word, kind)))
            .collect()
    });
    kinds.get(lower).copied()
}

fn fill(
    table: &mut FxMap<&'static str, Class>,
    text: &'static str,
    class_named: impl Fn(&str) -> Option<Class>,
) {
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once(':') else {
            continue;
        };
        let Some(class) = class_named(name.trim()) else {
            continue;
        };
        for word in words.split_ascii_whitespace() {
            let known = table.entry(word).or_insert(Class::NONE);
            *known = known.or(class);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BODIES, BodyKind, Class, GIVEN_NAMES, LEXICON, class_of};

    #[test]
    fn every_line_names_a_class() {
        for line in LEXICON.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let name = line.split(':').next().unwrap();
            assert!(Class::of_name(name).is_some(), "no class `{name}`");
        }
        for line in BODIES.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let name = line.split(':').next().unwrap();
            assert!(BodyKind::of_name(name).is_some(), "no kind of body `{name}`");
        }
        assert!(GIVEN_NAMES.lines().all(|l| ["#", "he:", "she:"].iter().any(|s| l.starts_with(s))));
    }

    #[test]
    fn words_have_their_classes() {
        assert!(class_of("said").any(Class::SAY));
        assert!(class_of("marco").any(Class::GIVEN_HE));
        assert!(class_of("zzz").is_none());
    }
}
