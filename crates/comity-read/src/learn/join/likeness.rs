//! How like two names are: by their letters and words, and where they stand side by side.

use super::Name;
use crate::lexicon::Class;
use crate::model::{Features, bucket, word_hash};
use crate::page::Page;

/// How one name is made of the letters or words of the other.
pub(super) fn spelled(name: &Name, of: &str, flags: u32, features: &mut Features) {
    let short = name.text.to_lowercase();
    let long = of.to_lowercase();
    let words =
        |text: &str| text.split([' ', '-']).filter(|w| w.len() > 2).map(str::to_owned).collect::<Vec<_>>();
    let (few, many) = (words(&short), words(&long));
    let initials: String =
        of.split([' ', '-']).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    let letters: String = name.text.chars().filter(|c| c.is_alphanumeric()).collect();
    if initials.len() > 1
        && (letters == initials
            || letters.starts_with(&initials)
            || initials.starts_with(&letters) && letters.len() > 1)
    {
        features.value("initials", u32::from(letters == initials));
    }
    let named: String =
        name.text.split([' ', '-']).filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
    if named.len() > 1 && of.len() <= 8 {
        features.value("initials.of", u32::from(named.starts_with(of) || of.starts_with(&named)));
    }
    let shared = few.iter().filter(|w| many.contains(w)).count();
    if few.is_empty() || many.is_empty() {
        return;
    }
    let kind = if shared == few.len() {
        1
    } else if shared == many.len() {
        2
    } else {
        3 * u32::from(shared > 0)
    };
    features.pair("shared", kind, flags);
    features.pair("shared.words", kind, bucket(few.len()) * 8 + bucket(many.len()));
    if shared == few.len() {
        features.pair("shared.first", u32::from(few[0] == many[0]), flags);
        features.pair("shared.last", u32::from(few.last() == many.last()), flags);
    }
    if is_stem(of, &name.text) || is_stem(&name.text, of) {
        features.note("stem");
    }
}

/// Names that stand side by side: "Northern Front (NF)", "the operator, TransNorth,", "the mining company Meridian".
pub(super) fn beside(page: &Page<'_>, one: &Name, other: &Name, features: &mut Features) {
    for a in one.places.iter().take(6) {
        for b in other.places.iter().take(6) {
            let (left, right, order) = if a.first < b.first { (a, b, 0) } else { (b, a, 1) };
            if left.sentence.first != right.sentence.first
                || right.first < left.last
                || right.first - left.last > 3
            {
                continue;
            }
            let mut between = 0_u32;
            for at in left.last..right.first {
                between =
                    between.rotate_left(7) ^ if page.is(at, Class::DET) { 5 } else { word_hash(page, at) };
            }
            features.pair("beside", between, order);
            let end = page.tokens.get(right.last).map_or(0, |_| word_hash(page, right.last));
            features.pair("beside.end", between, end);
            let and = (left.last..right.first).any(|at| matches!(page.word(at), "and" | "or" | "with"));
            features.value("beside.and", and.into());
        }
    }
    let both = one.places.iter().any(|a| other.places.iter().any(|b| a.sentence.first == b.sentence.first));
    features.value("one.sentence", both.into());
}

/// Whether an adjective is made from a name: Corona, Coronan; Toval, Tovali; Brest, Brestian.
fn is_stem(name: &str, adjective: &str) -> bool {
    const ENDINGS: [&str; 9] = ["n", "an", "ian", "i", "ese", "ish", "ite", "ic", "er"];
    name != adjective
        && name.len() >= 4
        && ENDINGS.iter().any(|ending| {
            let Some(stem) = adjective.strip_suffix(ending) else { return false };
            stem == name || stem.len() >= 4 && name.len() == stem.len() + 1 && name.starts_with(stem)
        })
}
