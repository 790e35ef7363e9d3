//! What the words around a naming say of it, as features.

use super::namings::{Naming, body_kind_at};
use crate::lexicon::Class;
use crate::model::Features;
use crate::model::{bucket, text_hash, word_hash};
use crate::page::Page;
use crate::token::{Case, Kind};

/// What a name is made of, wherever it stands.
pub(super) fn inner(page: &Page<'_>, naming: &Naming, features: &mut Features) {
    let Naming { first, last, head, .. } = *naming;
    features.word("head", page, head);
    features.value("head.kind", body_kind_at(page, head).map_or(0, |kind| kind as u32 + 1));
    features.value("words", bucket(last - first));
    let head_word = page.word(head);
    features.value("head.end", text_hash(ending(head_word, 3)));
    for at in first..last {
        if at != head {
            features.word("in", page, at);
        }
    }
    if last - first > 1 {
        features.word("in.first", page, first);
    }
    let shape = match (page.tokens[first].case, page.tokens[head].case) {
        (Case::Upper, _) => 1,
        (Case::Capital, Case::Lower) => 2,
        (Case::Capital, _) => 3,
        (Case::Lower, _) => 4,
    };
    features.value("shape", shape);
    features.pair("shape.words", shape, bucket(last - first));
    features.pair("shape.kind", shape, body_kind_at(page, head).map_or(0, |kind| kind as u32 + 1));
}

/// The last letters of a word.
pub(crate) fn ending(word: &str, letters: usize) -> &str {
    let start = word.char_indices().rev().nth(letters - 1).map_or(0, |(i, _)| i);
    &word[start..]
}

/// What stands around one naming.
pub(super) fn around(page: &Page<'_>, naming: &Naming, features: &mut Features) {
    let Naming { first, last, head, sentence } = *naming;
    let kind = body_kind_at(page, head).map_or(0, |kind| kind as u32 + 1);
    let kind = kind + 32 * u32::from(page.tokens[head].is_capital()) + 64 * u32::from(last - first == 1);
    let the = usize::from(first > sentence.first && page.is(first - 1, Class::DET));
    features.value("det", if the == 1 { word_hash(page, first - 1) } else { 0 });
    let before = first.checked_sub(1 + the).filter(|&i| i >= sentence.first);
    match before {
        Some(at) => {
            features.word("w-1", page, at);
            features.pair("w-1.kind", word_hash(page, at), kind);
            if at > sentence.first {
                features.word("w-2", page, at - 1);
                features.pair("w-2-1", word_hash(page, at - 1), word_hash(page, at));
                for bit in page.tokens[at - 1].class.bits() {
                    features.pair("w-2c-1", bit, word_hash(page, at));
                    features.pair("w-2c-1.kind", bit, word_hash(page, at) ^ kind);
                }
            }
            if page.tokens[at].kind == Kind::Possessive && at > sentence.first {
                features.note("owned");
            }
        }
        None => features.note("opens"),
    }
    let mut next = last;
    let possessive =
        page.tokens.get(last).is_some_and(|t| t.kind == Kind::Possessive) && last < sentence.last;
    if possessive {
        features.note("owns");
        // "UTD's general secretary", "the company's latest offer": what is owned.
        for at in last + 1..(last + 4).min(sentence.last) {
            if !page.tokens[at].is_word() || page.is(at, Class::PREP.or(Class::CONJ)) {
                break;
            }
            features.word("its", page, at);
            for bit in page.tokens[at].class.bits() {
                features.pair("its.kind", bit, kind);
            }
            // "UTD's general secretary, Maureen Odell".
            let name = at + 1 + usize::from(page.is_mark(at + 1, b','));
            if page.is(at, Class::OFFICE) && page.tokens.get(name).is_some_and(|t| t.is_capital()) {
                features.value("officer", kind);
                features.note("officer");
            }
        }
        return;
    }
    if page.is_mark(next, b',') && page.is(next + 1, Class::REL) {
        features.note("who");
        next += 2;
    }
    while next < sentence.last && page.is(next, Class::ADV.or(Class::AUX).or(Class::MODAL).or(Class::NEG)) {
        features.classes("aux", page, next);
        next += 1;
    }
    if next < sentence.last {
        features.word("w+1", page, next);
        let word = page.word(next);
        let verb = if word.ends_with("ed") {
            1
        } else if word.ends_with('s') {
            2
        } else {
            0
        };
        features.pair("w+1.kind", word_hash(page, next), kind);
        features.pair("w+1.verb", verb, kind);
        for bit in page.tokens[next].class.bits() {
            features.pair("w+1c.kind", bit, kind);
        }
        features.word("w+2", page, next + 1);
        features.pair("w+1+2", word_hash(page, next), word_hash(page, next + 1));
        if let Some(at) = before {
            features.pair("w-1+1", word_hash(page, at), word_hash(page, next));
        }
    } else {
        features.note("ends");
    }
}
