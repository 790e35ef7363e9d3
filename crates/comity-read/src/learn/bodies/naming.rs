//! Where a body is named, and how far its name reaches: modifiers, complement, a proper name or letters
//! beside it.

use super::sign::sign_at;
use super::{Naming, key_of, known_inside};
use crate::gazetteer::Parties;
use crate::learn::runs::{may_name, run_after};
use crate::lexicon::{BodyKind, Class, body_kind};
use crate::page::{Page, Sentence};
use crate::token::{Case, Kind, Token};

/// Past tenses that no ending gives away, and small words that are no nouns.
const IRREGULAR: [&str; 62] = [
    "broke", "left", "went", "threw", "ran", "took", "came", "fell", "rose", "began", "kept", "saw", "wrote",
    "drew", "got", "grew", "knew", "lost", "paid", "set", "shook", "sold", "spent", "stood", "struck",
    "swore", "thought", "won", "stuck", "dug", "held", "cut", "let", "made", "found", "felt", "bought",
    "brought", "caught", "fought", "hit", "hung", "laid", "lay", "led", "lent", "rode", "rang", "sank",
    "sang", "shot", "shut", "split", "swept", "swung", "tore", "woke", "wore", "yet", "did", "does", "do",
];

/// The body whose head noun is this token.
pub(super) fn naming_at(page: &Page<'_>, parties: &Parties, at: usize, sentence: Sentence) -> Option<Naming> {
    let token = &page.tokens[at];
    if token.quoted || !token.is(Class::BODY) {
        return None;
    }
    // The last of several such nouns is the head: "company union", "state government".
    let next = page.tokens.get(at + 1).filter(|_| at + 1 < sentence.last);
    let inner =
        next.is_some_and(|t| t.is(Class::BODY) && t.is_word() && t.is_capital() == token.is_capital());
    if inner {
        return None;
    }
    // "the Musicians' Union": the plural only says whose union it is.
    let owns = next.is_some_and(|t| t.kind == Kind::Possessive)
        && page.is(at + 2, Class::BODY)
        && at + 2 < sentence.last;
    if owns {
        return None;
    }
    let kind = body_kind(&page.word(at).to_lowercase())?;
    if kind == BodyKind::Firm && !(token.is_capital() && at > sentence.first && may_name(page, at - 1)) {
        return None;
    }
    let first = name_start(page, at, sentence);
    let last = complement_end(page, at, sentence);
    let bare = is_bare(page, at, (first, last), kind);
    // "Party" at the start of a sentence, "Department" in a heading: no body without a word of its own or an article.
    if bare && !is_determined(page, at, sentence)
        || modifies_next(page, at, sentence)
        || known_inside(page, parties, first, last)
    {
        return None;
    }
    if first == sentence.first && bare {
        return None;
    }
    let key = key_of(page, first, last);
    let acronym = acronym_behind(page, last);
    let proper = proper_beside(page, first, last, sentence);
    // "the airline, AeroVia": what has a name of its own stands for itself.
    let bare = bare && proper.is_none();
    let mut sign = sign_at(page, first, last, sentence);
    // Letters are given to what will be spoken of again.
    if let Some(letters) = acronym {
        let again =
            page.tokens.iter().filter(|t| t.case == Case::Upper && t.text(page.text) == letters).count();
        sign.weight += if again >= 3 { 2 } else { 0 };
    }
    Some(Naming {
        acronym: acronym.map(str::to_owned),
        first,
        last,
        key,
        head: page.word(at).to_lowercase(),
        kind,
        bare,
        proper,
        sign,
    })
}

/// Where the name of a body begins: before its modifiers, without words that say nothing.
fn name_start(page: &Page<'_>, at: usize, sentence: Sentence) -> usize {
    let token = &page.tokens[at];
    let mut first = at;
    while first > sentence.first && at - first < 6 && modifies(page, first - 1, sentence) {
        first -= 1;
    }
    // "Port of Kell Authority".
    let port = first < at
        && first > sentence.first + 1
        && token.is_capital()
        && page.word(first - 1) == "of"
        && page.tokens[first - 2].is_capital()
        && !page.is(first - 2, Class::OFFICE.or(Class::BODY));
    first -= if port { 2 } else { 0 };
    while first < at && (page.tokens[first].kind == Kind::Possessive || is_dull(page, first)) {
        first += 1;
    }
    first
}

/// Whether a body is named by its noun alone.
fn is_bare(page: &Page<'_>, at: usize, (first, last): (usize, usize), kind: BodyKind) -> bool {
    let token = &page.tokens[at];
    let plural = kind == BodyKind::Party && token.is_capital() && page.word(at).ends_with('s');
    first == at && last == at + 1 && !plural
}

/// Whether an article or a noun of negotiation beside it makes a noun alone a body.
fn is_determined(page: &Page<'_>, first: usize, sentence: Sentence) -> bool {
    let the = first > sentence.first && matches!(page.word(first - 1), "the" | "The" | "its" | "their");
    let beside = !page.tokens[first].is_capital()
        && (page.is(first + 1, Class::TEAM)
            || page.is(first + 1, Class::STANCE_NOUN)
            || page.is(first + 1, Class::OFFICE) && !page.is(first + 1, Class::SAY));
    the || beside
}

/// "a school day": the noun only says of what kind the next one is.
fn modifies_next(page: &Page<'_>, at: usize, sentence: Sentence) -> bool {
    let token = &page.tokens[at];
    let next = page.tokens.get(at + 1).filter(|_| at + 1 < sentence.last);
    let open = |t: &Token| t.is_word() && !t.is_capital() && t.class.is_none();
    // Behind a capital a small word is a verb ("the Union broke off"); behind a small one it may be either.
    !token.is_capital()
        && !IRREGULAR.contains(&page.word(at + 1))
        && next.is_some_and(|t| open(t) && !page.is(at + 1, Class::ACT) && !page.word(at + 1).ends_with("ed"))
}

/// Words that say nothing of a body's own: "the rival union", "the same company", "both governments".
fn is_dull(page: &Page<'_>, at: usize) -> bool {
    page.is(at, Class::DULL)
        || page.is(at, Class::DET.or(Class::NUMBER))
        || page.tokens[at].kind == Kind::Number
}

/// Whether a token can stand in a body's name before its head.
fn modifies(page: &Page<'_>, at: usize, sentence: Sentence) -> bool {
    let token = &page.tokens[at];
    if token.quoted {
        return false;
    }
    if token.kind == Kind::Possessive {
        // "dockers' union", "Farmers' Union": a plural of people; "Bolivia's company" is another's.
        return at > sentence.first
            && page.tokens[at - 1].is_word()
            && ends_plural(page.word(at - 1))
            && page.word(at).len() <= 3
            && !page.word(at).ends_with('s');
    }
    if !token.is_word() || page.date_holding(at).is_some() {
        return false;
    }
    const CLOSED: Class = Class::DET
        .or(Class::PREP)
        .or(Class::CONJ)
        .or(Class::AUX)
        .or(Class::MODAL)
        .or(Class::THIRD)
        .or(Class::FIRST)
        .or(Class::SECOND)
        .or(Class::REL)
        .or(Class::NEG)
        .or(Class::ADV)
        .or(Class::UNIT)
        .or(Class::WEEKDAY);
    if token.is_capital() {
        let inner = token.is(Class::GIVEN)
            && at > sentence.first
            && page.tokens[at - 1].is_capital()
            && page.tokens[at - 1].class.is_none();
        return may_name(page, at)
            || inner
            || token.is(Class::OFFICE)
                && !token.is(CLOSED)
                && at > sentence.first
                && page.tokens[at - 1].is_capital();
    }
    let verb = token.is(Class::SAY
        .or(Class::HOLDVERB)
        .or(Class::PRESENTVERB)
        .or(Class::MEETVERB)
        .or(Class::SUPPORT)
        .or(Class::OPPOSE))
        && !token.is(Class::OFFICEMOD.or(Class::ORGNOUN).or(Class::DOCNOUN));
    !token.is(CLOSED) && !verb && !page.word(at).ends_with("ed") && page.word(at).len() > 2
}

fn ends_plural(word: &str) -> bool {
    word.ends_with('s')
}

/// "Union of Signal Workers", "Office of Rail Funding", "assembly of the nine Tsilmach villages".
fn complement_end(page: &Page<'_>, at: usize, sentence: Sentence) -> usize {
    let after = at + 1;
    if body_kind(&page.word(at).to_lowercase()) == Some(BodyKind::Firm) {
        return after;
    }
    if after + 1 >= sentence.last || !matches!(page.word(after), "of" | "for") {
        return after;
    }
    let the = usize::from(matches!(page.word(after + 1), "the"));
    let start = after + 1 + the;
    if page.tokens[at].is_capital() {
        let mut end = run_after(page, start, sentence.last);
        while end > start
            && matches!(page.word(end), "and" | "&")
            && run_after(page, end + 1, sentence.last) > end + 1
            && page.word(after) == "of"
            && !page.is(
                run_after(page, end + 1, sentence.last),
                Class::MEETVERB.or(Class::HOLDVERB).or(Class::SAY).or(Class::AUX),
            )
        {
            end = run_after(page, end + 1, sentence.last);
        }
        return if end > start { end } else { after };
    }
    after
}

/// "the network operator, TransNorth,", "the mining company Meridian Copper", "TransNorth, the network operator,",
/// "the militia known as the Red Scarves".
fn proper_beside(page: &Page<'_>, first: usize, last: usize, sentence: Sentence) -> Option<(usize, usize)> {
    let lower = !page.tokens[last - 1].is_capital();
    if !lower {
        return None;
    }
    let mut start = last + usize::from(page.is_mark(last, b','));
    let called = matches!(page.word(start), "known" | "called" | "named" | "dubbed");
    if called || page.word(start) == "calling" {
        start += 1;
        start += usize::from(matches!(page.word(start), "as" | "itself" | "themselves"));
    }
    let article = matches!(page.word(start), "the");
    start += usize::from(article);
    let end = run_after(page, start, sentence.last);
    let closed = start == last
        || called
        || page.is_mark(end, b',')
        || page.is_mark(end, b'.')
        || page.is_mark(end, b'(')
        || end >= sentence.last;
    let person = page.is(start, Class::GIVEN.or(Class::OFFICE).or(Class::HONORIFIC).or(Class::RANK));
    if end > start
        && closed
        && !person
        && (called || !article || page.is_mark(last, b','))
        && end - start <= 4
    {
        // "the union's chair": what follows must be a name, not the next noun's modifier.
        return (!page.tokens[start].is(Class::OFFICEMOD) || end - start > 1).then_some((start, end));
    }
    let the =
        first.checked_sub(1).filter(|&i| i > sentence.first && matches!(page.word(i), "the" | "a" | "an"))?;
    let comma = the.checked_sub(1).filter(|&i| i > sentence.first && page.is_mark(i, b','))?;
    let mut start = comma;
    while start > sentence.first && may_name(page, start - 1) {
        start -= 1;
    }
    let whole = page.is_mark(last, b',') || page.is_mark(last, b'.');
    (start < comma && whole && comma - start <= 4).then_some((start, comma))
}

/// "Northern Cordillera Front (NCF)": the letters stand for the name from then on.
fn acronym_behind<'t>(page: &Page<'t>, last: usize) -> Option<&'t str> {
    let upper = page.tokens.get(last + 1).filter(|t| t.case == Case::Upper && page.is_mark(last, b'('))?;
    page.is_mark(last + 2, b')').then(|| upper.text(page.text))
}
