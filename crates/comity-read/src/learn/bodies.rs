//! Bodies that are no states: unions, companies, ministries, fronts, villages. A body becomes a party where the
//! document makes it a side; later it may be named by its last word ("the union") or by what it is ("the company").

use super::{may_name, run_after};
use crate::gazetteer::{Form, Parties};
use crate::lexicon::{BodyKind, Class, FxMap, body_kind};
use crate::page::{Page, Sentence};
use crate::reading::PartyKind;
use crate::token::{Case, Kind, Token};

/// A body needs this much to be a side: one act at a table and one more sign.
const ENOUGH: u32 = 3;
/// Where the whole page is about talks, this much and no act.
const ENOUGH_AT_TALKS: u32 = 2;
/// A noun alone ("the province") needs this much.
const ENOUGH_BARE: u32 = 4;

/// One place where a body is named.
struct Naming {
    first: usize,
    last: usize,
    key: String,
    /// The noun that says what it is.
    head: String,
    kind: BodyKind,
    /// Only the noun: "the union".
    bare: bool,
    /// A name given beside it: "the network operator, TransNorth".
    proper: Option<(usize, usize)>,
    /// Letters given for it: "(NCF)".
    acronym: Option<String>,
    sign: Sign,
}

/// What a place says of a body: how far it makes it a side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sign {
    weight: u32,
    /// Whether it acts at a table: offers, negotiates, meets.
    acts: bool,
}

/// A body with everything the page says of it.
struct Body {
    name: String,
    head: String,
    kind: BodyKind,
    bare: bool,
    aliases: Vec<String>,
    sign: Sign,
    first: usize,
}

/// Adds the bodies of a page that are sides to the parties.
pub(super) fn learn(page: &Page<'_>, parties: &mut Parties) {
    let mut namings = Vec::new();
    for &sentence in &page.sentences {
        let mut at = sentence.first;
        while at < sentence.last {
            match naming_at(page, parties, at, sentence) {
                Some(naming) => {
                    at = naming.last.max(at + 1);
                    namings.push(naming);
                }
                None => at += 1,
            }
        }
    }
    if namings.is_empty() {
        return;
    }
    let mut bodies = gather(page, &namings);
    give_names(page, parties, &mut bodies);
    weigh_names(page, &namings, &mut bodies);
    enter(parties, &bodies, page.of_talks);
}

/// The body whose head noun is this token.
fn naming_at(page: &Page<'_>, parties: &Parties, at: usize, sentence: Sentence) -> Option<Naming> {
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
    let firm = kind == BodyKind::Firm;
    if firm && !(token.is_capital() && at > sentence.first && may_name(page, at - 1)) {
        return None;
    }
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
    let last = complement_end(page, at, sentence);
    // "a school day": the noun only says of what kind the next one is.
    let open = |t: &Token| t.is_word() && !t.is_capital() && t.class.is_none();
    // Behind a capital a small word is a verb ("the Union broke off"); behind a small one it may be either.
    let modifies_next = !token.is_capital()
        && !is_irregular(page.word(at + 1))
        && next
            .is_some_and(|t| open(t) && !page.is(at + 1, Class::ACT) && !page.word(at + 1).ends_with("ed"));
    // "Party" at the start of a sentence, "Department" in a heading: no body without a word of its own or an article.
    let plural = kind == BodyKind::Party && token.is_capital() && page.word(at).ends_with('s');
    let bare = first == at && last == at + 1 && !plural;
    let the = first > sentence.first && matches!(page.word(first - 1), "the" | "The" | "its" | "their");
    let beside = !token.is_capital()
        && (page.is(at + 1, Class::TEAM)
            || page.is(at + 1, Class::STANCE_NOUN)
            || page.is(at + 1, Class::OFFICE) && !page.is(at + 1, Class::SAY));
    if bare && !the && !beside || modifies_next || known_inside(page, parties, first, last) {
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

/// Past tenses that no ending gives away.
fn is_irregular(word: &str) -> bool {
    matches!(
        word,
        "broke"
            | "left"
            | "went"
            | "threw"
            | "ran"
            | "took"
            | "came"
            | "fell"
            | "rose"
            | "began"
            | "kept"
            | "saw"
            | "wrote"
            | "drew"
            | "got"
            | "grew"
            | "knew"
            | "lost"
            | "paid"
            | "set"
            | "shook"
            | "sold"
            | "spent"
            | "stood"
            | "struck"
            | "swore"
            | "thought"
            | "won"
            | "stuck"
            | "dug"
            | "held"
            | "cut"
            | "let"
            | "made"
            | "found"
            | "felt"
            | "bought"
            | "brought"
            | "caught"
            | "fought"
            | "hit"
            | "hung"
            | "laid"
            | "lay"
            | "led"
            | "lent"
            | "rode"
            | "rang"
            | "sank"
            | "sang"
            | "shot"
            | "shut"
            | "split"
            | "swept"
            | "swung"
            | "tore"
            | "woke"
            | "wore"
            | "yet"
            | "did"
            | "does"
            | "do"
    )
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

/// The name as it is kept: lower case where the words are, one blank between words.
fn key_of(page: &Page<'_>, first: usize, last: usize) -> String {
    page.slice(page.span(first, last)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn known_inside(page: &Page<'_>, parties: &Parties, first: usize, last: usize) -> bool {
    (first..last).any(|i| {
        parties
            .find(page.text, &page.tokens[i..])
            .is_some_and(|found| i + found.tokens <= last && !parties.is_learned(found.party))
    })
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

/// Nouns of encounter or quarrel that name both sides after "between".
const ENCOUNTERS: Class = Class::MEETNOUN.or(Class::PROPOSALNOUN);

fn sign_at(page: &Page<'_>, first: usize, last: usize, sentence: Sentence) -> Sign {
    let mut sign = Sign::default();
    let mut note = |weight: u32, acts: bool| {
        sign.weight += weight;
        sign.acts |= acts;
    };
    // What follows: "'s offer", "negotiators", "offered".
    let possessive = page.tokens.get(last).is_some_and(|t| t.kind == Kind::Possessive);
    let mut next = last + usize::from(possessive);
    let owned = (next..(next + 4).min(sentence.last))
        .take_while(|&i| page.tokens[i].is_word() && !page.is(i, Class::PREP.or(Class::CONJ).or(Class::AUX)))
        .find(|&i| page.is(i, Class::TEAM) || page.is(i, Class::STANCE_NOUN));
    if owned.is_some_and(|i| possessive || i == next || i == next + 1) {
        note(3, true);
    } else if possessive {
        let office = (next..(next + 4).min(sentence.last)).any(|i| page.is(i, Class::OFFICE));
        // A body with a name of its own is a side where its officer speaks.
        note(if office { officer(page, last) } else { 0 }, office && officer(page, last) >= ENOUGH);
    } else {
        // "the Greens, who walked out".
        let who = page.is_mark(next, b',') && page.is(next + 1, Class::REL);
        next += if who { 2 } else { 0 };
        while next < sentence.last
            && (page.is(next, Class::ADV.or(Class::AUX).or(Class::MODAL).or(Class::NEG))
                || page.word(next) == "to")
        {
            next += 1;
        }
        if page.is(next, Class::ACT) && !page.tokens[next].quoted {
            let passive =
                next > last && matches!(page.word(next - 1), "was" | "were" | "been" | "be" | "being");
            note(if passive { 0 } else { 2 }, !passive);
        } else if page.is(next, Class::SAY) {
            note(1, false);
        }
        let represented = page.word(next) == "represented" && page.word(next + 1) == "by";
        note(u32::from(represented) * 3, represented);
        // Minutes: "For the Parents' Council: …".
        let listed = page.is_mark(last, b':')
            && (first.saturating_sub(2).max(sentence.first)..first)
                .any(|i| matches!(page.word(i), "For" | "for"));
        note(u32::from(listed) * 3, listed);
    }
    before(page, first, last, sentence, &mut note);
    sign
}

/// What an officer of a body says of it.
fn officer(page: &Page<'_>, last: usize) -> u32 {
    if page.tokens[last - 1].is_capital() { ENOUGH } else { 2 }
}

/// What stands before: "between", "negotiators for", "president of", "by", "to", "and".
fn before(page: &Page<'_>, first: usize, last: usize, sentence: Sentence, note: &mut impl FnMut(u32, bool)) {
    let the = usize::from(first > sentence.first && page.is(first - 1, Class::DET));
    let Some(led) = first.checked_sub(1 + the).filter(|&i| i >= sentence.first) else { return };
    let noun_before = |i: usize| i.checked_sub(1).filter(|&i| i >= sentence.first);
    match page.word(led) {
        "between" | "Between" => note(3, true),
        "for" | "from" | "of" | "representing" | "with" | "With" | "both" => {
            if let Some(noun) = noun_before(led) {
                let word = page.word(noun).to_lowercase();
                let owns =
                    page.is(noun, Class::STANCE_NOUN) && !matches!(page.word(led), "for" | "with" | "With");
                let sent = page.word(led) == "from"
                    && matches!(
                        word.as_str(),
                        "officers"
                            | "officials"
                            | "experts"
                            | "ministers"
                            | "commanders"
                            | "leaders"
                            | "elders"
                            | "five"
                            | "lawyers"
                    );
                if page.is(noun, Class::TEAM) || owns || sent {
                    note(3, true);
                } else if page.is(noun, ENCOUNTERS) && matches!(page.word(led), "with" | "With")
                    || matches!(word.as_str(), "speaking" | "speaks" | "spoke" | "negotiates" | "negotiating")
                {
                    note(2, true);
                } else if page.is(noun, Class::OFFICE) && matches!(page.word(led), "of" | "for") {
                    note(officer(page, last), officer(page, last) >= ENOUGH);
                }
            }
            if page.word(led) == "representing" {
                note(2, true);
            }
        }
        "accused" | "accuses" | "accusing" | "told" | "urged" | "tells" | "urging" | "pressed" => {
            note(1, false)
        }
        "by" => {
            let given = noun_before(led).is_some_and(|i| page.is(i, Class::PRESENTVERB));
            note(if given { 2 } else { 0 }, given);
        }
        "to" => {
            let low = led.saturating_sub(8).max(sentence.first);
            let given = (low..led).any(|i| page.is(i, Class::PRESENTVERB));
            note(u32::from(given), false);
        }
        "and" => {
            // The second of two at a table: "talks between X and the union", "X and the union will try again".
            let low = led.saturating_sub(12).max(sentence.first);
            let between = (low..led).any(|i| {
                matches!(page.word(i), "between" | "Between")
                    || page.is(i, Class::TEAM) && matches!(page.word(i + 1), "of" | "from" | "for")
            });
            let meets = (last..(last + 9).min(sentence.last)).any(|i| {
                page.is(i, Class::MEETNOUN.or(Class::MEETVERB).or(Class::AGREE).or(Class::PROPOSALNOUN))
                    || page.word(i) == "together"
            });
            note(if between { 3 } else { u32::from(meets) * 2 }, between || meets);
        }
        _ => {}
    }
    // "Coast and the guild have been at odds": the second of two that are the subject of one verb.
    let verb = |at: usize| {
        page.is(
            at,
            Class::AUX
                .or(Class::MODAL)
                .or(Class::MEETVERB)
                .or(Class::HOLDVERB)
                .or(Class::AGREE)
                .or(Class::ACT),
        )
    };
    let joined = page.word(led) == "and" && led > sentence.first && !page.is(led - 1, Class::GIVEN);
    let subject = joined
        && led <= sentence.first + 9
        && (sentence.first..led).all(|i| {
            !page.is(i, Class::PREP.or(Class::AUX).or(Class::SAY))
                || page.word(i) == "of"
                || page.is(i, Class::OFFICE)
        })
        && verb(last + usize::from(page.is_mark(last, b',')));
    note(u32::from(subject) * 2, subject && page.of_talks);
    // … and the first of them.
    let first_of = page.word(last) == "and" && first <= sentence.first + 1 && page.of_talks && {
        let end = (last + 1..(last + 9).min(sentence.last)).find(|&i| verb(i));
        end.is_some_and(|end| {
            (last + 1..end).all(|i| {
                page.tokens[i].is_word() || page.tokens[i].kind == Kind::Possessive || page.is_mark(i, b',')
            })
        })
    };
    note(u32::from(first_of) * 2, first_of);
    // The first of two: "the ministry and the clerks' association will try again to agree".
    let and = page.word(last) == "and" && matches!(page.word(last + 1), "the" | "a" | "an" | "its");
    let meets = and
        && (last + 2..(last + 20).min(sentence.last)).any(|i| {
            (page.is(i, Class::MEETNOUN.or(Class::MEETVERB).or(Class::AGREE)) || page.word(i) == "together")
                && !page.tokens[i].quoted
        });
    note(u32::from(meets) * 2, meets);
}

/// One body for all namings of one name; a noun alone belongs to the body it is short for.
fn gather(page: &Page<'_>, namings: &[Naming]) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    let mut by_key: FxMap<String, usize> = FxMap::default();
    for naming in namings.iter().filter(|n| !n.bare) {
        let lower = naming.key.to_lowercase();
        let index = by_key.get(&lower).copied().or_else(|| {
            // "Islanders' Trust" for the Kerrin Islanders' Trust.
            bodies.iter().position(|b| {
                let known = b.name.to_lowercase();
                known.ends_with(&format!(" {lower}")) || known.starts_with(&format!("{lower} of "))
            })
        });
        let index = index.unwrap_or_else(|| {
            bodies.push(Body {
                name: naming.key.clone(),
                head: naming.head.clone(),
                kind: naming.kind,
                bare: false,
                aliases: Vec::new(),
                sign: Sign::default(),
                first: naming.first,
            });
            bodies.len() - 1
        });
        by_key.insert(lower, index);
        let body = &mut bodies[index];
        if naming.key != body.name && !body.aliases.contains(&naming.key) {
            body.aliases.push(naming.key.clone());
        }
        if let Some(letters) = naming.acronym.as_ref().filter(|l| !body.aliases.contains(l)) {
            body.aliases.push(letters.clone());
        }
        if let Some((first, last)) = naming.proper {
            let proper = key_of(page, first, last);
            if !body.aliases.contains(&proper) && proper != body.name {
                // A name of its own is what a body is called.
                let old = std::mem::replace(&mut body.name, proper);
                body.aliases.push(old);
            }
        }
        add(&mut body.sign, naming.sign);
        // A body with a name of its own that keeps being named weighs on the talks.
        let sits = matches!(
            naming.kind,
            BodyKind::Union
                | BodyKind::Company
                | BodyKind::Firm
                | BodyKind::Mutual
                | BodyKind::Party
                | BodyKind::Armed
                | BodyKind::Employers
                | BodyKind::Workers
                | BodyKind::People
        );
        let proper = naming.key.starts_with(char::is_uppercase);
        add(&mut body.sign, Sign { weight: u32::from(sits && proper), acts: false });
    }
    for naming in namings.iter().filter(|n| n.bare) {
        match referent(&bodies, naming) {
            Some(index) => add(&mut bodies[index].sign, naming.sign),
            None => bodies.push(Body {
                name: naming.head.clone(),
                head: naming.head.clone(),
                kind: naming.kind,
                bare: true,
                aliases: Vec::new(),
                sign: naming.sign,
                first: naming.first,
            }),
        }
    }
    bodies
}

fn add(sign: &mut Sign, more: Sign) {
    sign.weight += more.weight;
    sign.acts |= more.acts;
}

/// The body a noun alone is short for: the one with that head named last before it, else the first after it.
fn referent(bodies: &[Body], naming: &Naming) -> Option<usize> {
    let same = |b: &Body| b.head == naming.head;
    let before = bodies.iter().enumerate().rfind(|(_, b)| same(b) && !b.bare && b.first < naming.first);
    let any = before.or_else(|| bodies.iter().enumerate().find(|(_, b)| same(b)));
    any.or_else(|| {
        let mut alike = bodies.iter().enumerate().filter(|(_, b)| b.kind == naming.kind && !b.bare);
        let only = alike.next().filter(|_| alike.next().is_none());
        only.filter(|_| naming.kind.shorts().contains(&naming.head.as_str()))
    })
    .map(|(index, _)| index)
}

/// What the page says of a body under a name that no noun explains ("Mihavotra sent its lawyer").
fn weigh_names(page: &Page<'_>, namings: &[Naming], bodies: &mut [Body]) {
    for body in bodies.iter_mut() {
        let own = body.name.starts_with(char::is_uppercase)
            && body.aliases.iter().any(|a| a.starts_with(char::is_lowercase));
        let words: Vec<&str> = body.name.split(' ').collect();
        if !own {
            continue;
        }
        let mut signs = Vec::new();
        for &sentence in &page.sentences {
            for at in sentence.first..sentence.last {
                let named = at + words.len() <= sentence.last
                    && words.iter().enumerate().all(|(i, word)| page.word(at + i) == *word)
                    && !page.tokens[at].quoted
                    && !namings.iter().any(|n| n.proper.is_some_and(|(first, _)| first == at));
                if named {
                    signs.push(sign_at(page, at, at + words.len(), sentence));
                }
            }
        }
        signs.into_iter().for_each(|sign| add(&mut body.sign, sign));
    }
}

/// A company told first by what it is ("a mining company") and then by a name nobody explains ("Meridian Copper agreed").
fn give_names(page: &Page<'_>, parties: &Parties, bodies: &mut [Body]) {
    let mut unnamed = bodies
        .iter_mut()
        .filter(|b| b.kind == BodyKind::Company && b.name.chars().next().is_some_and(char::is_lowercase));
    let (Some(body), None) = (unnamed.next(), unnamed.next()) else { return };
    let mut found: Option<String> = None;
    for &sentence in page.sentences.iter().filter(|s| s.last > body.first) {
        for at in sentence.first + 1..sentence.last {
            if page.tokens[at].quoted || !page.is(at, Class::ACT) {
                continue;
            }
            let mut start = at;
            while start > sentence.first && may_name(page, start - 1) {
                start -= 1;
            }
            let name = start < at
                && at - start <= 3
                && !known_inside(page, parties, start, at)
                && (start == sentence.first || !page.tokens[start - 1].is_word())
                && (at - start > 1 || page.tokens[start].class.is_none())
                && !page.is(start, Class::GIVEN.or(Class::CITY));
            if name {
                let name = key_of(page, start, at);
                let same =
                    found.as_ref().is_none_or(|f| f.starts_with(&name) || name.starts_with(f.as_str()));
                if !same {
                    return;
                }
                found = found.filter(|f| f.len() > name.len()).or(Some(name));
                add(&mut body.sign, Sign { weight: 2, acts: true });
            }
        }
        if found.is_some() {
            break;
        }
    }
    if let Some(name) = found.filter(|n| n.contains(' ')) {
        let old = std::mem::replace(&mut body.name, name);
        body.aliases.push(old);
    }
}

/// A first word that stands for the whole name of a company: "Corran" for Corran Foods.
fn stands_alone(page: &Page<'_>, first: &str, second: &str) -> bool {
    page.tokens.windows(2).any(|pair| {
        pair[0].text(page.text) == first
            && pair[0].class.is_none()
            && pair[1].text(page.text) != second
            && !pair[1].is_capital()
    })
}

/// "Northern Cordillera Front (NCF)": the letters stand for the name from then on.
fn acronym_behind<'t>(page: &Page<'t>, last: usize) -> Option<&'t str> {
    let upper = page.tokens.get(last + 1).filter(|t| t.case == Case::Upper && page.is_mark(last, b'('))?;
    page.is_mark(last + 2, b')').then(|| upper.text(page.text))
}

/// Learned names of two words and more are shortened where the page shortens them.
pub(super) fn shorten_names(page: &Page<'_>, parties: &mut Parties) {
    for (name, party) in parties.learned() {
        let mut words = name.split(' ');
        let (Some(first), Some(second)) = (words.next(), words.next()) else { continue };
        let proper = first.len() > 3
            && first.starts_with(char::is_uppercase)
            && second.starts_with(char::is_uppercase);
        // "Centre" for the Centre Party, "Social Democrat" for one of the Social Democrats.
        let party_like = name
            .rsplit(' ')
            .next()
            .is_some_and(|last| body_kind(&last.to_lowercase()) == Some(BodyKind::Party));
        if let Some(one) = name.strip_suffix('s').filter(|_| party_like) {
            parties.alias(one, party, Form::Adjective);
        }
        if party_like && second == "Party" && parties.named(first).is_none() {
            parties.alias(first, party, Form::Adjective);
        }
        let free = parties.named(first).is_none_or(|known| parties.is_learned(known) && known != party);
        if proper && free && stands_alone(page, first, second) {
            parties.alias(first, party, Form::Name);
        }
    }
}

fn enter(parties: &mut Parties, bodies: &[Body], of_talks: bool) {
    let is_side = |b: &&Body| {
        let named = of_talks && !b.bare && b.kind != BodyKind::Assembly && b.sign.weight >= ENOUGH_AT_TALKS;
        // "the guild", where nothing longer is named, on a page about talks: one act is enough.
        let alone = of_talks
            && b.bare
            && b.sign.acts
            && b.sign.weight >= ENOUGH
            && b.kind != BodyKind::Government
            && b.kind != BodyKind::Assembly;
        alone || named || b.sign.acts && b.sign.weight >= if b.bare { ENOUGH_BARE } else { ENOUGH }
    };
    let others = bodies.iter().filter(|b| b.kind != BodyKind::Government).any(|b| is_side(&b));
    // "the government" alone is a side against a body that is none; among states it is one of theirs.
    let stands = |b: &&Body| b.kind != BodyKind::Government || !b.bare || others;
    let sides: Vec<&Body> = bodies.iter().filter(is_side).filter(stands).collect();
    for body in &sides {
        let party = parties.learn_body(&body.name, PartyKind::Body);
        for alias in &body.aliases {
            parties.alias(alias, party, Form::Name);
        }
        // "the Liberal text" for the Liberals.
        if let Some(adjective) =
            body.name.strip_suffix('s').filter(|_| body.kind == BodyKind::Party && !body.name.contains(' '))
        {
            parties.alias(adjective, party, Form::Adjective);
        }
        let alone = sides.iter().filter(|b| b.head == body.head).count() == 1;
        let strongest =
            sides.iter().filter(|b| b.head == body.head).all(|b| b.sign.weight <= body.sign.weight);
        if (alone || strongest) && body.head != body.name {
            parties.alias_short(&body.head, party);
        }
        // "the company" for an operator, where nobody else is one.
        let only = bodies.iter().filter(|b| b.kind == body.kind && !b.bare).count() == 1;
        if only {
            for noun in body.kind.shorts() {
                if *noun != body.head {
                    parties.alias_short(noun, party);
                }
            }
        }
    }
}
