//! The blocks that stand around a report and are no part of it: bylines, credits, pointers to other pages, contacts.
//! They stand first or last; the words and the place of a block are weighed.

use crate::model::{Features, Judge, Question, bucket, text_hash};
use crate::reading::Span;

/// From here on a block is furniture.
const SURE: f32 = 0.6;
/// So many blocks from the start and from the end may be some.
const FIRST: usize = 4;
const LAST: usize = 7;
/// A longer block is part of the report.
const LONGEST: u32 = 400;
/// So many words of a block are looked at, from each end.
const WORDS: usize = 14;

/// Takes the furniture out of the blocks of a text.
pub(crate) fn clear(text: &str, blocks: &mut Vec<Span>, judge: &dyn Judge) {
    let all = blocks.len();
    let mut features = Features::default();
    let mut before = 0;
    let mut index = 0;
    blocks.retain(|&block| {
        let place = index;
        index += 1;
        let outer = place < FIRST || place + LAST >= all;
        if !outer || block.end - block.start > LONGEST || all < 3 {
            return true;
        }
        features.clear();
        let from_end = all - 1 - place;
        look(text, block, (place, from_end, before), &mut features);
        let furniture = judge.judge(&Question::Furniture { words: block }, &features) >= SURE;
        before = 1 + u32::from(furniture);
        !furniture
    });
}

fn look(text: &str, block: Span, (place, from_end, before): (usize, usize, u32), features: &mut Features) {
    let Some(text) = text.get(block.start as usize..block.end as usize) else { return };
    let words: Vec<&str> = text.split_whitespace().collect();
    let mark = |word: &&str| text_hash(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let start = if place < FIRST { bucket(place) } else { 9 };
    let end = if from_end < LAST { from_end as u32 } else { 9 };
    let length = bucket(words.len() / 3);
    let last = text.chars().next_back().map_or(0, u32::from);
    let first = text.chars().next().map_or(0, u32::from);
    let end_mark = if last < 128 && !char::from(last as u8).is_alphanumeric() { last } else { 1 };
    let capital = |w: &&&str| w.chars().next().is_some_and(char::is_uppercase);
    let capitals = (words.iter().filter(capital).count() * 4 / words.len().max(1)) as u32;
    let lines = bucket(text.lines().count());
    features.note("bias");
    features.pair("start", start, length);
    features.pair("end", end, length);
    features.pair("start.mark", start.min(4), end_mark);
    features.pair("end.mark", end, end_mark);
    features.pair("capitals", capitals, length);
    features.pair("capitals.end", capitals, end);
    features.pair("before", before, end);
    features.pair("lines", lines, end_mark);
    let opens = if first < 128 && !char::from(first as u8).is_alphanumeric() { first } else { 1 };
    features.pair("opens", opens, end);
    for (nth, word) in words.iter().take(3).enumerate() {
        features.pair("first", mark(word), nth as u32);
        features.pair("first.end", mark(word), u32::from(from_end < LAST));
        features.pair("first.length", mark(word), length);
    }
    for pair in words.windows(2).take(2) {
        features.pair("first2", mark(&pair[0]), mark(&pair[1]));
    }
    for word in words.iter().take(WORDS).chain(words.iter().skip(WORDS).rev().take(WORDS)) {
        features.value("word", mark(word));
        features.pair("word.outer", mark(word), u32::from(from_end < 3) + 2 * u32::from(place < 3));
    }
    for (nth, sign) in
        ["@", "|", "›", "»", "•", "·", "www", "http", "©", ":", "…", "/", "+", "*", "[", "“", "\""]
            .into_iter()
            .enumerate()
    {
        if text.contains(sign) {
            features.pair("sign", nth as u32, length);
            features.pair("sign.end", nth as u32, end);
        }
    }
    features.settle();
}
